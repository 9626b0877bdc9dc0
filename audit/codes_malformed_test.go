package audit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCodesOfMalformed: what is not strict JSON with one object, nor a list of documents
// of one provider's own, is that, and nothing else is looked at.
func TestCodesOfMalformed(t *testing.T) {
	const (
		cut     = "malformed: the document ends too early"
		notOne  = "malformed: not strict JSON"
		twice   = "malformed: a member's name stands twice in one object"
		follows = "malformed: something follows the document"
		noObj   = "malformed: the document is not an object"
		noList  = noObj + ", and no list whose entries are of a kind that is understood: facetec-liveness, facetec-liveness-match, facetec-match, facetec-response, " +
			"onfido-document-report, onfido-face-report, onfido-other-report, onfido-check, onfido-webhook"
	)
	var cases []codeCase
	for _, c := range []struct{ why, document, found string }{
		{"cut off", `{"provider":"readid","status":"accepted"`, cut},
		{"nothing at all", ``, cut},
		{"white space", " \n", cut},
		{"no JSON", `garbage`, notOne},
		{"a comma too many", `{"provider":"readid",}`, notOne},
		{"a leading zero", `{"provider":"readid","n":07}`, notOne},
		{"no number", `{"n":NaN}`, notOne},
		{"a raw line break in a text", "{\"n\":\"a\nb\"}", notOne},
		{"no UTF-8", "{\"n\":\"\xff\"}", "malformed: not valid UTF-8"},
		{"half a pair", `{"n":"\ud800"}`, notOne},
		{"a byte order mark", "\uFEFF{}", "malformed: a byte order mark stands before the document"},
		{"a name twice", doc(forged, `"status":"accepted","status":"rejected"`), twice},
		{"a name twice inside, where nobody looks", doc(forged, `"x":[{"a":1,"\u0061":2}]`), twice},
		{"two objects", `{}{}`, follows},
		{"a list of a Get process document", `[{"provider":"readid"}]`, noList},
		{"a list of nothing", `[]`, noList},
		{"a text", `"accepted"`, noObj},
		{"null", `null`, noObj},
		{"too deep", doc(`"x":` + strings.Repeat("[", 64) + strings.Repeat("]", 64)), "malformed: the document nests deeper than 64"},
		{"too long", doc(`"x":"` + strings.Repeat("x", 1<<20) + `"`), "malformed: the document is longer than 1048576 bytes"},
		{"ten times too long", doc(`"x":"` + strings.Repeat("x", 10<<20) + `"`), "malformed: the document is longer than 1048576 bytes"},
	} {
		cases = append(cases, codeCase{why: c.why, document: c.document, derived: "malformed", found: found(c.found)})
	}
	testCodes(t, cases)

	long := doc(forged, `"status":"rejected","x":"`+strings.Repeat("x", 1<<20)+`"`)
	long = long[:1<<20-len(`"}`)] + `"}`
	testCodes(t, []codeCase{
		{"as long as may be", long, "rejected", "rejected", "readid-chip", nil},
		{"as deep as may be", doc(forged, `"status":"rejected","x":`+strings.Repeat("[", 63)+strings.Repeat("]", 63)), "rejected", "rejected", "readid-chip", nil},
	})
}

// TestPlaceOfFault: a malformed record is found where its fault is, any other where
// it begins; lines are counted inside of documents, too.
func TestPlaceOfFault(t *testing.T) {
	bad := doc(nobody)
	for _, c := range []struct {
		why, text string
		want      []string
	}{
		{"the second line, behind what is right of it", bad + "\n{\"a\":x}\n" + bad + "\n",
			[]string{"unknown-provider 1 1:0", fmt.Sprintf("malformed 2 2:%d", len(bad)+1+5), fmt.Sprintf("unknown-provider 3 3:%d", len(bad)+1+8)}},
		{"a fault on the third line of a document", "{\n\"a\": 1,\n\"a\": 2\n}\n{\n}\n",
			[]string{"malformed 1 3:10", "unknown-provider 2 5:19"}},
		{"an array that is not closed is at fault where it ends, behind its last record", "[\n" + bad + "\n",
			[]string{"unknown-provider 1 2:2", fmt.Sprintf("malformed 1 3:%d", len(bad)+3)}},
		{"a comma that is missing is no record", "[" + bad + "\n" + bad + "]",
			[]string{"unknown-provider 1 1:1", fmt.Sprintf("malformed 1 2:%d", len(bad)+2), fmt.Sprintf("unknown-provider 2 2:%d", len(bad)+2)}},
		{"a line of garbage", "{}\n\ngarbage\n", []string{"unknown-provider 1 1:0", "malformed 2 3:4"}},
		{"no UTF-8 inside of a text", "{}\n{\"a\":\"b\xff\"}\n", []string{"unknown-provider 1 1:0", "malformed 2 2:10"}},
	} {
		_, findings := auditedFiles(t, Options{}, textFile("x", c.text))
		var got []string
		for _, f := range findings {
			if f.Code != NoStatus {
				got = append(got, fmt.Sprintf("%s %d %d:%d", f.Code, f.Record, f.Line, f.Offset))
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}
