package verdict_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/record"
)

// recordOf gives the record of a document.
func recordOf(t testing.TB, e *verdict.Engine, doc []byte, processType, verdictWord string) []byte {
	t.Helper()
	p, err := e.Parse(doc)
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.WithProcessType(processType).WithVerdict(verdictWord).Record(doc)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// parsedRecord reads a record.
func parsedRecord(t rapid.TB, text []byte) *record.Record {
	t.Helper()
	r, err := record.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var (
	hashOfBook = regexp.MustCompile(`("book":\{"hash":)"sha256:[0-9a-f]{64}"`)
	hashOfRest = regexp.MustCompile(`("id":)"sha256:[0-9a-f]{64}"`)
)

// reviewable is a record for people: indented, and without the two hashes that
// change with every edit of a table.
func reviewable(t testing.TB, text []byte) string {
	t.Helper()
	text = hashOfRest.ReplaceAll(hashOfBook.ReplaceAll(text, []byte(`$1"sha256:BOOK"`)), []byte(`$1"sha256:ID"`))
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", " "); err != nil {
		t.Fatal(err)
	}
	return b.String() + "\n"
}

// TestRecordGoldens: whole records, each for a reason. What they say of rows is
// what the tables say.
func TestRecordGoldens(t *testing.T) {
	const documents = "testdata/documents/"
	for _, c := range []struct {
		name, doc, processType, verdict string
		why                             string
	}{
		{"rejected", documents + "connect/rejected-expired-login.json", "", "", "the smallest table: a code inside a text, and two tables that were asked"},
		{"lifecycle", documents + "readid/failed.json", "", "", "where the lifecycle decides no other table was asked"},
		{"entries", documents + "eid/rejected-expired.json", "", "", "a set with its values, the entry that made a row hold, a context signal"},
		{"undecided", documents + "eid/check-null.json", "", "", "a document without a status has a record too; an entry without its value is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := recordOf(t, embedded(t), readFile(t, c.doc), c.processType, c.verdict)
			golden(t, reviewable(t, text), "testdata/record", c.name+".json")
		})
	}
	text, err := embedded(t).Record(verdict.Paper{VerificationStatus: yes, MRZChecksum: map[string]string{"b": "", "a": "INVALID", "c": "VALID"}})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, reviewable(t, text), "testdata/record", "typed.json") // no document, so no input and no lifecycle
}

// TestRecordBytes: the records of a book that does not change are these bytes, on
// any machine and in any release. Where this fails, old records do not verify any
// more: the form or the engine needs another version, and the old one its code.
func TestRecordBytes(t *testing.T) {
	e, err := verdict.Load(os.DirFS("cmd/verdict/testdata/book"))
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("cmd/verdict/testdata/documents/porter-*.json")
	if err != nil || len(names) < 4 {
		t.Fatalf("%d documents, want at least 4 (%v)", len(names), err)
	}
	var all bytes.Buffer
	for _, name := range names {
		text := recordOf(t, e, readFile(t, name), "", "")
		if err := e.Verify(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		all.Write(append(text, '\n'))
	}
	golden(t, all.String(), "cmd/verdict/testdata/records/porter.jsonl")
}

// TestRecordAgrees: a record says of every committed document what Decide says, and
// verifies; and where Decide refuses one, Record does so with the same error.
func TestRecordAgrees(t *testing.T) {
	statuses := map[string]int{}
	for _, x := range explainables(t) {
		p, err := x.process(t)
		if err != nil {
			continue
		}
		doc := readFile(t, x.file)
		d, err := p.Decide()
		text, failed := p.Record(doc)
		var undecided *verdict.UndecidedError
		if errors.As(err, &undecided) {
			err = nil
		}
		if err != nil || failed != nil {
			if text != nil || err == nil || failed == nil || failed.Error() != err.Error() {
				t.Errorf("%s: %s with %v, and Decide gives %v", x, text, failed, err)
			}
			continue
		}
		r := parsedRecord(t, text)
		statuses[r.Status]++
		want := recordExpected(d, undecided)
		want.Input, want.Book.Hash = record.Sum(doc), embedded(t).Hash()
		if diff := cmp.Diff(want, r, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(record.Record{}, "Context", "ID", "Readings", "Tables")); diff != "" {
			t.Errorf("%s (-decision +record):\n%s", x, diff)
		}
		compareHeld(t, x.String(), d, r)
		if err := embedded(t).Verify(text); err != nil {
			t.Errorf("%s: %v", x, err)
		}
	}
	for _, status := range []string{"accepted", "inconclusive", "rejected", "failed", "canceled", "processing", "pending", "undecided"} {
		if statuses[status] == 0 {
			t.Errorf("no record is %s: %v", status, statuses)
		}
	}
}

// recordExpected is what a record says of a decision, apart from its tables.
func recordExpected(d verdict.Decision, undecided *verdict.UndecidedError) *record.Record {
	r := &record.Record{
		Book: record.Book{Version: record.Unreleased}, Engine: record.Engine{Version: "1"}, Version: 1,
		Provider: d.Provider(), Status: d.Status().String(), Rule: d.Rule().ID, Final: d.Status().Final(),
	}
	if undecided != nil {
		r.Provider, r.Status, r.Missing = undecided.Provider, "undecided", undecided.Missing
	}
	return r
}

// compareHeld compares the rows and remarks that hold with those of the decision,
// and their readings.
func compareHeld(t *testing.T, from string, d verdict.Decision, r *record.Record) {
	t.Helper()
	want, got := map[string][]string{}, map[string][]string{}
	var readings, remarks []string
	for rule, because := range d.Reasons() {
		want[rule.ID] = because
		readings = append(readings, rule.Basis...)
	}
	for remark := range d.Remarks() {
		remarks = append(remarks, remark.ID)
		readings = append(readings, remark.Basis...)
	}
	var made []string
	for _, table := range r.Tables {
		for _, row := range table.Rows {
			if row.Holds {
				got[row.ID] = row.Because
			} else if row.Because != nil {
				t.Errorf("%s: %s does not hold, because of %v", from, row.ID, row.Because)
			}
		}
		for _, remark := range table.Remarks {
			if remark.Holds {
				made = append(made, remark.ID)
			}
		}
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: rows (-decision +record):\n%s", from, diff)
	}
	if d == (verdict.Decision{}) {
		return // a decision that is none makes no remarks
	}
	if diff := cmp.Diff(remarks, made, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: remarks (-decision +record):\n%s", from, diff)
	}
	readings = slices.DeleteFunc(readings, func(basis string) bool { return basis == "text" || basis == "example" })
	slices.SortFunc(readings, func(a, b string) int { return len(a)*100 - len(b)*100 + strings.Compare(a, b) })
	if diff := cmp.Diff(slices.Compact(readings), r.Readings, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: readings (-decision +record):\n%s", from, diff)
	}
}

// TestRecordTyped: typed signals have records too, without a document and its
// lifecycle; they verify, whichever way a set was given.
func TestRecordTyped(t *testing.T) {
	var given []verdict.Signals
	for _, c := range typedCases() {
		given = append(given, c.signals)
	}
	given = append(given,
		verdict.Values{Provider: "connect:idin", Signals: map[string]any{"idToken": true}},
		verdict.Values{Provider: "eid", Signals: map[string]any{"securityChecks": []any{true, false, nil}}},
		verdict.Values{Provider: "eid", Signals: map[string]any{"features": map[string]any{"10": false, "9": false, "x": nil}}},
		verdict.EID{SecurityChecks: map[string]*bool{"": no, "a/b~c\u2028\x00\"": nil}},
	)
	recorded := 0
	for _, s := range given {
		text, err := embedded(t).Record(s)
		if err != nil {
			if _, failed := verdict.Decide(s); failed == nil || failed.Error() != err.Error() {
				t.Errorf("%#v: Record gives %v, and Decide %v", s, err, failed)
			}
			continue
		}
		recorded++
		d, _ := verdict.Decide(s)
		r := parsedRecord(t, text)
		if len(r.Tables) != 1 || r.Input != "" {
			t.Errorf("%#v: a record of typed signals has one table and no input: %s", s, text)
		}
		compareHeld(t, string(text), d, r)
		if err := embedded(t).Verify(text); err != nil {
			t.Errorf("%#v: %v\n%s", s, err, text)
		}
	}
	if recorded < 20 {
		t.Errorf("%d records, want at least 20", recorded)
	}
}

func TestRecordErrors(t *testing.T) {
	doc := []byte(`{"provider":"eid"}`)
	p, err := verdict.Parse(doc)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := p.Record([]byte(`{"provider":"eid" }`)); text != nil || err == nil || !strings.Contains(err.Error(), "another document") {
		t.Errorf("another document gives %s, %v", text, err)
	}
	if text, err := (verdict.Process{}).Record(doc); text != nil || !errors.Is(err, verdict.ErrUnknownProvider) {
		t.Errorf("the zero Process gives %s, %v", text, err)
	}
	var unknown *verdict.SignalError
	if text, err := p.WithVerdict("maybe").Record(doc); text != nil || !errors.As(err, &unknown) {
		t.Errorf("an unknown word gives %s, %v", text, err)
	}
	if text, err := embedded(t).Record(&verdict.EID{}); text != nil || err == nil {
		t.Errorf("a pointer gives %s, %v", text, err)
	}
	if text, err := embedded(t).Record(verdict.EID{SecurityChecks: map[string]*bool{"\xff": no}}); text != nil || err == nil || !strings.Contains(err.Error(), "not valid UTF-8") {
		t.Errorf("a name that is no text gives %s, %v", text, err)
	}
}

// TestRecordCanaries plants canaries in every value of every committed document but
// the provider's name, and looks for them in the records.
func TestRecordCanaries(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine plants for a while")
	}
	recorded := 0
	look := func(doc, processType, verdictWord string) {
		p, err := verdict.Parse([]byte(doc))
		if err != nil {
			return
		}
		text, err := p.WithProcessType(processType).WithVerdict(verdictWord).Record([]byte(doc))
		if err != nil {
			return
		}
		recorded++
		if found := canariesIn(map[string]string{"record": string(text)}); len(found) > 0 {
			t.Errorf("the record shows what stands in\n%.2000s\n%s", doc, text)
		}
	}
	for _, x := range explainables(t) {
		if doc := string(readFile(t, x.file)); len(doc) < 10000 {
			for _, with := range plantings(doc) {
				look(with, x.processType, x.verdict)
			}
		}
	}
	if recorded < 2000 {
		t.Errorf("%d records of documents with canaries, want at least 2000", recorded)
	}
	text := recordOf(t, embedded(t), []byte(`{"provider":"eid","providerSpecific":{"ocr":{"securityChecks":{"`+canary+`":{"valid":false}}}}}`), "", "")
	if !bytes.Contains(text, []byte(canary)) {
		t.Errorf("the name of a check is not found where it stands: %s", text)
	}
}
