package verdict_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/record"
)

// TestVerifyProblems edits records, with an id that fits, and looks at what is said
// of them.
func TestVerifyProblems(t *testing.T) {
	e := embedded(t)
	document := recordOf(t, e, readFile(t, "testdata/documents/eid/rejected-expired.json"), "", "")
	lifecycle := recordOf(t, e, readFile(t, "testdata/documents/readid/failed.json"), "", "")
	typed, err := e.Record(verdict.Values{Provider: "eid", Signals: map[string]any{
		"securityChecks": map[string]any{"a": false, "b": nil}, "features": []any{true, nil, false}}})
	if err != nil {
		t.Fatal(err)
	}
	own := func(r *record.Record) *record.Table { return &r.Tables[len(r.Tables)-1] }
	set := func(r *record.Record, name string) *record.Signal {
		signals := own(r).Signals
		return &signals[slices.IndexFunc(signals, func(s record.Signal) bool { return s.Name == name })]
	}
	for _, c := range []struct {
		why     string
		of      []byte
		edit    func(r *record.Record)
		kind    record.Kind
		pointer string
	}{
		{"the table says why", document, func(r *record.Record) { own(r).Rows[0].Reason = "x" }, record.Citation, "/tables/1/rows/0/reason"},
		{"a basis is cited too", document, func(r *record.Record) { own(r).Rows[0].Basis[0] = "text!" }, record.Citation, "/tables/1/rows/0/basis/0"},
		{"the readings are those of what holds", document, func(r *record.Record) { r.Readings = append(r.Readings, "R99") }, record.Citation, "/readings"},
		{"the row that decided is part of the status", document, func(r *record.Record) { r.Rule = "eid-feature" }, record.Status, "/rule"},
		{"a rejection is final", document, func(r *record.Record) { r.Final = false }, record.Status, "/final"},
		{"nothing is missing", document, func(r *record.Record) { r.Missing = []string{"verdict"} }, record.Status, "/missing"},
		{"where several differ, the status comes first", document, func(r *record.Record) { r.Final, r.Status = false, "accepted" }, record.Status, "/status"},
		{"a row was left out", document, func(r *record.Record) { own(r).Rows = own(r).Rows[1:] }, record.Rows, "/tables/1/rows"},
		{"an atom saw something else", document, func(r *record.Record) { own(r).Rows[0].Atoms[0].Saw[0].Value = "true" }, record.Rows, "/tables/1/rows/0/atoms/0/saw/0/value"},
		{"a remark is made", document, func(r *record.Record) { r.Tables[0].Remarks[0].Holds = true }, record.Rows, "/tables/0/remarks/0/holds"},
		{"the best value comes first", document, func(r *record.Record) { slices.Reverse(set(r, "securityChecks").Values) }, record.Signals, "/tables/1/signals/1"},

		{"the document has no such hash", document, func(r *record.Record) { r.Input = "sha256:x" }, record.Signals, "/input"},
		{"without a document the lifecycle is not asked", document, func(r *record.Record) { r.Input = "" }, record.Signals, "/tables"},
		{"no table is for the provider", document, func(r *record.Record) { r.Provider = "eidx" }, record.Signals, "/provider"},
		{"a document names a member of the family", document, func(r *record.Record) { r.Provider = "connect" }, record.Signals, "/provider"},
		{"the provider has another table", document, func(r *record.Record) { r.Provider = "readid" }, record.Signals, "/tables"},
		{"nothing was asked", document, func(r *record.Record) { r.Tables = nil }, record.Signals, "/tables"},
		{"the lifecycle is asked first", document, func(r *record.Record) { slices.Reverse(r.Tables) }, record.Signals, "/tables"},
		{"a document is put to its lifecycle", document, func(r *record.Record) { r.Tables = r.Tables[1:] }, record.Signals, "/tables"},
		{"the lifecycle leaves it to the provider's table", document, func(r *record.Record) { r.Tables = r.Tables[:1] }, record.Signals, "/tables"},
		{"the lifecycle decides", document, func(r *record.Record) { r.Tables[0].Signals[1].Value = "failed" }, record.Signals, "/tables"},
		{"the lifecycle knows the statuses", document, func(r *record.Record) { r.Tables[0].Signals[1].Value = "accepted" }, record.Signals, "/tables/0/signals/1"},
		{"where the lifecycle decides there is no context", lifecycle, func(r *record.Record) { r.Context = map[string]string{"processType": "human"} }, record.Signals, "/tables"},
		{"and no second table", lifecycle, func(r *record.Record) { r.Tables = append(r.Tables, r.Tables[0]) }, record.Signals, "/tables"},

		{"a signal was left out", document, func(r *record.Record) { own(r).Signals = own(r).Signals[1:] }, record.Signals, "/tables/1/signals"},
		{"the last one too", document, func(r *record.Record) { own(r).Signals = own(r).Signals[:len(own(r).Signals)-1] }, record.Signals, "/tables/1/signals"},
		{"a signal came to them", document, func(r *record.Record) { own(r).Signals = append(own(r).Signals, record.Signal{Name: "x", Value: "y"}) }, record.Signals, "/tables/1/signals"},
		{"a word is no declared value", document, func(r *record.Record) { r.Context["processType"] = "substantial" }, record.Signals, "/context/processType"},
		{"what is absent stands in no context", document, func(r *record.Record) { r.Context["verdict"] = "absent" }, record.Signals, "/context/verdict"},
		{"evidence is no context", document, func(r *record.Record) { r.Context["similarityScore"] = "high" }, record.Signals, "/context"},
		{"a signal has one value", document, func(r *record.Record) { set(r, "similarityScore").Values = []string{"high"} }, record.Signals, "/tables/1/signals/3"},
		{"and no entries", document, func(r *record.Record) { set(r, "similarityScore").Entries = []record.Entry{{Name: "a"}} }, record.Signals, "/tables/1/signals/3"},
		{"a set has values", document, func(r *record.Record) { set(r, "features").Values = nil }, record.Signals, "/tables/1/signals/2"},
		{"not one value", document, func(r *record.Record) { set(r, "features").Value = "true" }, record.Signals, "/tables/1/signals/2"},
		{"a set has declared values", document, func(r *record.Record) { set(r, "features").Values = []string{"maybe"} }, record.Signals, "/tables/1/signals/2"},
		{"an entry has a declared value", document, func(r *record.Record) { set(r, "securityChecks").Entries[0].Value = "maybe" }, record.Signals, "/tables/1/signals/1"},
		{"an entry with the best value has no name", document, func(r *record.Record) { set(r, "securityChecks").Entries[0].Value = "true" }, record.Signals, "/tables/1/signals/1"},
		{"where a value is, its entry is", document, func(r *record.Record) { set(r, "securityChecks").Entries = nil }, record.Signals, "/tables/1/signals/1"},
		{"where an entry is, its value is", document, func(r *record.Record) { set(r, "securityChecks").Values = []string{"true"} }, record.Signals, "/tables/1/signals/1"},
		{"no entry stands there twice", document, func(r *record.Record) { s := set(r, "securityChecks"); s.Entries = append(s.Entries, s.Entries[0]) }, record.Signals, "/tables/1/signals/1"},
		{"entries of an object are in the order of names", typed, func(r *record.Record) { slices.Reverse(set(r, "securityChecks").Entries) }, record.Signals, "/tables/0/signals/1"},
		{"those of a list in the order of indexes", typed, func(r *record.Record) { slices.Reverse(set(r, "features").Entries) }, record.Signals, "/tables/0/signals/2"},
		{"an index has no zeros before it", document, func(r *record.Record) {
			s := set(r, "features")
			s.Values, s.Entries = []string{"true", "false"}, []record.Entry{{Name: "01", Value: "false"}}
		}, record.Signals, "/tables/1/signals/2"},
		{"in a list without the best value all are named", document, func(r *record.Record) {
			s := set(r, "features")
			s.Values, s.Entries = []string{"false"}, []record.Entry{{Name: "1", Value: "false"}}
		}, record.Signals, "/tables/1/signals/2"},

		{"the form has another version", document, func(r *record.Record) { r.Version = 2 }, record.Unsupported, "/version"},
		{"so has the engine", document, func(r *record.Record) { r.Engine.Version = "0" }, record.Unsupported, "/engine/version"},
		{"the book is not at hand", document, func(r *record.Record) { r.Book.Hash = "sha256:x" }, record.NoBook, "/book/hash"},
		{"the book was not released", document, func(r *record.Record) { r.Book.Version = "1.0.0" }, record.BookVersion, "/book/version"},
	} {
		r := parsedRecord(t, c.of)
		c.edit(r)
		r.ID = r.Hash()
		var wrong *record.VerifyError
		if err := e.Verify(r.JSON()); !errors.As(err, &wrong) {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		type place struct {
			Kind    record.Kind
			Pointer string
		}
		if diff := cmp.Diff(place{c.kind, c.pointer}, place{wrong.Problems[0].Kind, wrong.Problems[0].Pointer}); diff != "" {
			t.Errorf("%s (-want +got):\n%s%v", c.why, diff, wrong)
		}
	}
}

// TestVerifyForms: a record whose text is another, and that says the same, has a
// problem of form alone.
func TestVerifyForms(t *testing.T) {
	e := embedded(t)
	text := recordOf(t, e, readFile(t, "testdata/documents/readid/failed.json"), "", "")
	formChanges(text, func(what string, changed ...[]byte) {
		kinds := kindsOf(t, e.Verify(slices.Concat(changed...)))
		if !slices.Contains([]record.Kind{record.Form, record.Malformed}, kinds[0]) || len(kinds) > 1 {
			t.Errorf("%s: %v", what, kinds)
		}
	})
}
