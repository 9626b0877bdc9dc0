package verdict_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/record"
)

// drawRecord draws a document or signals by name, and gives their record; nil where
// they are refused.
func drawRecord(t *rapid.T, e *verdict.Engine) []byte {
	if rapid.Bool().Draw(t, "by name") {
		tables := providerTables()
		s := drawer{t}.signals(tables[drawer{t}.below(len(tables))])
		text, err := e.Record(s.byName())
		if err != nil {
			t.Fatalf("%v: %v", s, err)
		}
		return text
	}
	g := drawGiven(t)
	p, err := e.Parse(g.doc)
	if err != nil {
		return nil
	}
	p = p.WithProcessType(g.processType).WithVerdict(g.verdict)
	text, err := p.Record(g.doc)
	again, _ := p.Record(g.doc)
	if string(text) != string(again) {
		t.Fatalf("%s gives %s, and then %s", g.doc, text, again)
	}
	var unknown *verdict.SignalError
	if err != nil && !errors.As(err, &unknown) {
		t.Fatalf("%s: %v", g.doc, err)
	}
	return text
}

// TestRecordsVerify: whatever is decided, its record verifies.
func TestRecordsVerify(t *testing.T) {
	e := embedded(t)
	statuses := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		text := drawRecord(t, e)
		if text == nil {
			return
		}
		if err := e.Verify(text); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		statuses[parsedRecord(t, text).Status]++
	})
	if len(statuses) < 4 {
		t.Errorf("drawn records are %v, want at least 4 statuses", statuses)
	}
}

// TestChangedRecordsFail changes one place of a drawn record: it does not verify
// any more, whether or not the id is made to fit; then with the exceptions that
// mayChange names.
func TestChangedRecordsFail(t *testing.T) {
	e := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		text := drawRecord(t, e)
		if text == nil {
			return
		}
		_, there := recordChanges(t, text, func(int) bool { return false })
		one := drawer{t}.below(there)
		changes, _ := recordChanges(t, text, func(n int) bool { return n == one })
		for _, c := range changes { // none where the change changes nothing
			c.check(t, e)
		}
	})
}

// TestEveryChangeFails changes every place of two records, one of them of the
// lifecycle.
func TestEveryChangeFails(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine changes for a while")
	}
	e := embedded(t)
	kinds := map[record.Kind]int{}
	for _, file := range []string{"connect/rejected-expired-login.json", "readid/failed.json"} {
		changes, _ := recordChanges(t, recordOf(t, e, readFile(t, "testdata/documents", file), "", ""), func(int) bool { return true })
		if len(changes) < 200 {
			t.Errorf("%d changes of %s, want at least 200", len(changes), file)
		}
		for _, c := range changes {
			c.check(t, e)
			for _, kind := range kindsOf(t, e.Verify(c.text)) {
				kinds[kind]++
			}
		}
	}
	for _, kind := range []record.Kind{record.Malformed, record.Unsupported, record.NoBook, record.Signals, record.Status, record.Rows, record.Citation, record.BookVersion, record.ID, record.Form} {
		if kinds[kind] == 0 {
			t.Errorf("no change is of the kind %s: %v", kind, kinds)
		}
	}
}

// kindsOf gives the kinds of problems in an error of Verify.
func kindsOf(t rapid.TB, err error) []record.Kind {
	t.Helper()
	var wrong *record.VerifyError
	if !errors.As(err, &wrong) || len(wrong.Problems) == 0 {
		t.Fatalf("%v is no error of Verify", err)
	}
	var kinds []record.Kind
	for _, p := range wrong.Problems {
		if p.Says == "" || slices.Contains(kinds, p.Kind) {
			t.Errorf("%v: %+v says nothing, or is the second of its kind", err, p)
		}
		kinds = append(kinds, p.Kind)
	}
	return kinds
}
