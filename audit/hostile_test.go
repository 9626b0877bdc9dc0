package audit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// hostile makes documents that all bring a name of their own.
var hostile = []struct {
	name string
	doc  func(n int) string
	size func(*Report) int // entries in the report
	most int
}{
	{"connect methods", func(n int) string {
		return fmt.Sprintf(`{"provider":"connect:m%05d","status":"rejected","providerSpecific":{"idToken":"x"}}`, n)
	}, func(r *Report) int { return len(r.Matrix) }, mostProviders + 1},
	{"missing lists", func(n int) string {
		return fmt.Sprintf(`{"provider":"connect:m%05d","status":"rejected"}`, n)
	}, func(r *Report) int { return len(r.Missing) }, mostMissing + 1},
	{"unknown words", func(n int) string {
		return fmt.Sprintf(`{"provider":"readid","status":"w%s"}`, letters(n))
	}, func(r *Report) int { return len(r.Unknown[0].Words) }, mostWords + 1},
	{"names of entries", func(n int) string {
		return fmt.Sprintf(`{"provider":"eid","status":"rejected","providerSpecific":{"ocr":{"securityChecks":{"c%s":{"valid":"no"}}}}}`, letters(n))
	}, func(r *Report) int { return len(r.Unknown) }, 1},
	{"missing entries", func(n int) string {
		return fmt.Sprintf(`{"provider":"eid","status":"rejected","providerSpecific":{"ocr":{"securityChecks":{"c%s":{}}}}}`, letters(n))
	}, func(r *Report) int { return len(r.Missing) }, 1},
	{"unknown providers", func(n int) string {
		return fmt.Sprintf(`{"provider":"p%d","status":"rejected"}`, n)
	}, func(r *Report) int { return len(r.Matrix) }, 1},
	{"faults", func(n int) string { return `{"a":1,"b` + letters(n) + `":1,"b` + letters(n) + `":2}` }, func(r *Report) int { return len(r.Faults) }, 1},
	{"months", func(n int) string {
		return fmt.Sprintf(`{"provider":"readid","status":"pending","createdAt":"%04d-%02d-01T10:00:00Z"}`, n/12, 1+n%12)
	}, func(r *Report) int { return len(r.Months) }, 1000 + 1},
}

// letters writes a number in letters.
func letters(n int) string {
	return strings.Map(func(digit rune) rune { return digit - '0' + 'a' }, fmt.Sprintf("%05d", n))
}

// TestHostileNames: 5,000 names that documents choose do not make a report long, and
// neither the order of the records nor the number of workers changes what it says.
// The first findings are those of the first records, so they are left aside.
func TestHostileNames(t *testing.T) {
	const names = 1500
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			var docs []string
			for n := range names {
				docs = append(docs, h.doc(n*4999%names)) // each once, in no order
			}
			a := ready(t, Options{Words: true, Keep: 1})
			want := ""
			for _, workers := range []int{1, 7} {
				r, _ := by(t, workers, a, readDocuments(docs))
				if n := h.size(r); n == 0 || n > h.most {
					t.Errorf("%d entries in the report, want 1 to %d", n, h.most)
				}
				checkSums(t, r)
				r.Findings = nil
				text, err := json.Marshal(r)
				if err != nil {
					t.Fatal(err)
				}
				if want == "" {
					want = string(text)
				}
				if string(text) != want {
					t.Errorf("%d workers, in another order: another report (-want +got):\n%s", workers, cmp.Diff(want, string(text)))
				}
				slices.Sort(docs)
				slices.Reverse(docs)
			}
		})
	}
}

// TestHostileWordsAreSummed: words beyond those that are told apart are counted with
// those that do not look like identifiers.
func TestHostileWordsAreSummed(t *testing.T) {
	docs := []string{doc(genuine, `"status":"a b"`), doc(genuine, `"status":5`)}
	for n := range mostWords + 10 {
		docs = append(docs, doc(genuine, `"status":"w`+letters(n)+`"`))
	}
	r, _ := audited(t, Options{Words: true}, docs...)
	words := r.Unknown[0].Words
	sum := int64(0)
	for _, w := range words {
		sum += w.Records
	}
	// One of the words told apart is that of those without a text.
	want := []Word{{"", 2 + 11}, {"waaaaa", 1}}
	if diff := cmp.Diff(want, words[:2]); diff != "" || sum != int64(len(docs)) || len(words) != mostWords {
		t.Errorf("%d words of %d records, want %d of %d (-want +got):\n%s", len(words), sum, mostWords, len(docs), diff)
	}
}

// TestHostileLength: a name that a document chooses can be as long as a document, and
// a report is no place for it.
func TestHostileLength(t *testing.T) {
	long := strings.Repeat("x", 1000000)
	for _, c := range []struct{ why, document string }{
		{"a provider of a family", `{"provider":"connect:` + long + `","status":"rejected"}`},
		{"a process", doc(forged, `"status":"accepted","processId":"`+long+`"`)},
		{"an unknown word", doc(genuine, `"status":"`+long+`"`)},
		{"an entry", `{"provider":"eid","status":"accepted","providerSpecific":{"ocr":{"securityChecks":{"` + long + `":{"valid":false}}}}}`},
		{"an entry that is missing", `{"provider":"eid","status":"accepted","providerSpecific":{"ocr":{"securityChecks":{"` + long + `":{}}}}}`},
		{"a member of a final result", doc(forged, `"status":"rejected","finalResult":{"`+long+`":1}`)},
	} {
		r, _ := audited(t, Options{Words: true}, c.document)
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if len(text) > 100_000 {
			t.Errorf("%s: the report has %d bytes", c.why, len(text))
		}
	}
}
