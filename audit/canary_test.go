package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/internal/corpus"
)

// everything is all that an audit can say: the report as JSON and as text, its
// headlines, and the findings.
func everything(t *testing.T, r *Report, findings []Finding) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	e := json.NewEncoder(&b)
	if err := e.Encode(r); err != nil {
		t.Fatal(err)
	}
	b.WriteString(r.Headline())
	if r.Changes != nil {
		b.WriteString(r.Changes.Headline())
	}
	for _, f := range findings {
		b.WriteString(f.String() + "\n")
		if err := e.Encode(f); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// TestNothingPersonal: nothing of the persons in a corpus comes out again. With Words
// made-up words do that look like identifiers, which shows that the search finds what
// is there.
func TestNothingPersonal(t *testing.T) {
	for _, form := range []corpus.Form{corpus.Lines, corpus.Array, corpus.Concatenated} {
		text, _ := made(t, corpus.Corpus{Seed: 9, Records: 2000, Form: form, Own: true})
		for _, words := range []bool{false, true} {
			o := Options{Words: words, Keep: 1 << 20}
			if form == corpus.Lines && !words {
				o.Against = example(t, "facetec-level-8")
			}
			r, findings := auditedFiles(t, o, textFile("dump", text))
			said := strings.ToLower(everything(t, r, findings))
			seen := 0
			for _, word := range corpus.Personal() {
				if !strings.Contains(said, strings.ToLower(word)) {
					continue
				}
				seen++
				if !words || !slices.Contains(wordLike, word) {
					t.Errorf("%s, Words %v: %q comes out", form, words, word)
				}
			}
			if words && seen == 0 {
				t.Errorf("%s: no made-up word comes out with Words", form)
			}
			if len(said) < 10_000 || !strings.Contains(said, "accepted-not-derived") {
				t.Fatalf("%s: an audit says too little: %.500s", form, said)
			}
		}
	}
}

// wordLike are what made-up words have, and the first part of a token, which alone
// looks like an identifier and holds nothing of a person.
var wordLike = []string{"zzyx", "wobblestone", "eyJraWQi"}

// TestNothingHostile: a person's name can stand anywhere in a document. It comes out
// nowhere, even with Words.
func TestNothingHostile(t *testing.T) {
	for _, name := range []string{"Anna Kanari-Berg", "anna@kanari.example", "kanari~berg é", "Kanari 1931", "1931-02-07 kanari", `kanari\nberg`, "{kanari}"} {
		var all []string
		for _, document := range placed(name) {
			r, findings := auditedFiles(t, Options{Words: true}, textFile("dump", document))
			if len(findings) == 0 {
				t.Errorf("nothing is found of %s", document)
			}
			lookFor(t, document, everything(t, r, findings))
			all = append(all, document)
		}
		r, findings := audited(t, Options{}, all...)
		lookFor(t, name+", everywhere", everything(t, r, findings))
	}
}

// TestNameWithSlash: a name of an entry is one name, also where a part of it looks
// like an identifier.
func TestNameWithSlash(t *testing.T) {
	for _, document := range placed("Kanari/Anna Berg") {
		r, findings := audited(t, Options{Words: true}, document)
		lookFor(t, document, everything(t, r, findings))
	}
}

// lookFor looks for the person of TestNothingHostile in what is said of documents.
func lookFor(t *testing.T, of, said string) {
	t.Helper()
	for line := range strings.Lines(strings.ToLower(said)) {
		if strings.Contains(line, "kanari") || strings.Contains(line, "1931") {
			t.Errorf("of %s this comes out: %.300s", of, line)
			return
		}
	}
}

// placed puts a text into documents wherever one can stand; something is found of
// each.
func placed(text string) []string {
	const eid = `"provider":"eid","status":"accepted","providerSpecific":{"ocr":`
	quoted := `"` + text + `"`
	var all []string
	for _, members := range []string{
		forged + `,"status":"accepted","processId":@`,
		forged + `,"status":@`,
		forged + `,"status":"accepted","failReason":@`,
		forged + `,"status":"accepted","failReason":{@:@}`,
		forged + `,"status":"accepted","verdict":@`,
		forged + `,"status":"canceled","verdict":{@:[@]}`,
		forged + `,"status":"accepted","createdAt":@,"updatedAt":{@:@}`,
		forged + `,"status":"accepted","processType":@,@:@`,
		forged + `,"status":"rejected","finalResult":{@:@,"firstName":@}`,
		named + `,"finalResult":{@:@,"firstName":@}`,
		`"status":"accepted","provider":@`,
		`"status":"accepted","provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":@}}`,
		`"status":"accepted","provider":"readid","providerSpecific":{"consolidatedIdentityData":@}`,
		`"status":"accepted","provider":"readid","providerSpecific":{"session":{"chipVerification":{@:@}}}`,
		eid + `{"securityChecks":{@:{"valid":false}}}}`, // the entry by which a row holds
		eid + `{"securityChecks":{@:{"valid":@}}}}`,     // an unknown value in an entry
		eid + `{"securityChecks":{@:{}}}}`,              // a missing one
		eid + `{"securityChecks":{@:@,"x":[@]}}}`,
		eid + `{"features":[{"found":@},@]}}`,
		eid + `{"features":{@:@}}}`,
		`"status":"accepted","provider":"connect:x","providerSpecific":{"error":{"errorDescription":@}}`,
		`"status":"accepted","provider":"connect:x","providerSpecific":{"error":@}`,
		`"status":"accepted","provider":"signicatpaper","providerSpecific":{"mrzChecksum":{@:"INVALID"},"verification":{"status":@}}`,
		`"status":"accepted","provider":"facetec","providerSpecific":{"liveness":{"faceScanSecurityChecks":{@:false}}}`,
		`"name":"document","status":@,"result":"clear","sub_result":"clear"`, // from here on such as providers send
		`"name":"document","status":"complete","result":@,"breakdown":{@:{"result":@},"police_record":{"breakdown":{@:{"result":@},"x":@}}},"properties":{"first_name":@,@:@}`,
		`"name":@,"status":"complete","result":"clear"`,
		`"status":@,"reports":[{"name":@},@,{@:@}]`,
		`"payload":{"resource_type":@,"resource":{@:@}}`,
		`"payload":{"resource_type":"check","resource":@}`,
		`"consolidatedIdentityData":{"chipVerification":@,@:@,"primaryIdentifier":@}`,
		`"consolidatedIdentityData":@`,
		`"consolidatedIdentityData":{@:@},"reports":[{@:@}],"status":@`,
		`"faceScanSecurityChecks":{@:@},"error":false`,
		`"faceScanSecurityChecks":{@:null},"matchLevel":9,"success":true,"error":false`,
		`"success":@,"error":@,"errorMessage":@`,
		`@:1,@:2`, // a name twice
		`"status":"accepted",@`,
	} {
		all = append(all, "{"+strings.ReplaceAll(members, "@", quoted)+"}")
	}
	reports := strings.ReplaceAll(`[{"name":"document","status":"complete","result":@},@,{@:@},[@]]`, "@", quoted)
	return append(all, reports, quoted, "["+quoted+"]", fmt.Sprintf("{%s:", quoted))
}

// TestWhatIsShown: of what documents choose, the ids of processes, the names of
// entries and with Words unknown words are shown if they look like identifiers, and
// in no other place.
func TestWhatIsShown(t *testing.T) {
	for _, c := range []struct {
		why, id, entry, word string
		shown                bool
	}{
		{"names of a program", "1ca3b393-cfec-4f63-b326-5f5feab0420d", "nonExpired", "NOT_FOUND", true},
		{"with signs that ids have", "tenant:eu.7_a-1", "check.1-a_b:c", "a.b-c_d:e", true},
		{"longer than ids are", strings.Repeat("x", 129), strings.Repeat("x", 65), strings.Repeat("x", 65), false},
		{"spaces", "a b", "a b", "a b", false},
		{"signs of addresses", "a@b.c", "a@b", "a@b", false},
		{"digits alone", "19310207123", "19310207", "19310207", false},
		{"the number of a document; an id can be one, so that one has a space here", "a b", "QZ7123456", "QZ7123456", false},
		{"digits with signs", "1931-02-07", "1931-02-07", "1931-02-07", false},
		{"letters of other alphabets", "Ødgerine", "Ødgerine", "Ødgerine", false},
		{"a sign first", "-a", "-a", "_a", false},
		{"nothing", "", "", "", false},
	} {
		document := fmt.Sprintf(`{"provider":"eid","status":"accepted","processId":%q,"providerSpecific":{"ocr":{"securityChecks":{%q:{"valid":%q}}}}}`, c.id, c.entry, c.word)
		r, findings := audited(t, Options{Words: true}, document)
		id, pointer, word := findings[0].ProcessID, findings[0].Reasons[0], r.Unknown[0].Words[0].Word
		wantID, wantEntry, wantWord := c.id, c.entry, c.word
		if !c.shown {
			wantID, wantEntry, wantWord = "", "*", ""
		}
		if id != wantID || pointer != "/providerSpecific/ocr/securityChecks/"+wantEntry+"/valid" || word != wantWord {
			t.Errorf("%s: %s is shown as %q, %q, %q", c.why, document, id, pointer, word)
		}
		if r, findings := audited(t, Options{}, document); c.shown && strings.Contains(everything(t, r, findings), c.word) {
			t.Errorf("%s: the word comes out without Words", c.why)
		}
	}
}
