package verdict_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/record"
)

// FuzzVerify gives any bytes to Verify. What verifies is what Record makes of the
// signals in it.
func FuzzVerify(f *testing.F) {
	e, err := verdict.Load(os.DirFS("cmd/verdict/testdata/book"))
	if err != nil {
		f.Fatal(err)
	}
	seeds := 0
	for line := range bytes.Lines(readFile(f, "cmd/verdict/testdata/records/porter.jsonl")) {
		f.Add(bytes.TrimSpace(line))
		seeds++
	}
	for _, x := range explainables(f) {
		p, err := x.process(f)
		if err != nil {
			continue
		}
		if text, err := p.Record(readFile(f, x.file)); err == nil && len(text) < 20000 {
			f.Add(text)
			seeds++
		}
	}
	if seeds < 100 {
		f.Fatalf("%d seeds", seeds)
	}
	for _, s := range []verdict.Signals{verdict.Connect{IDToken: true}, verdict.EID{SecurityChecks: map[string]*bool{"a": no}}} {
		text, err := e.Record(s)
		if err == nil {
			f.Fatalf("%v has no table in this book, and the record %s", s, text)
		}
		if text, err = embedded(f).Record(s); err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := e.Verify(text); err != nil {
			kindsOf(t, err)
			return
		}
		checkVerified(t, e, text)
	})
}

// checkVerified makes sure that a record which verifies is one. The signals of its
// provider's table, given by name, have to give the same table.
func checkVerified(t *testing.T, e *verdict.Engine, text []byte) {
	t.Helper()
	r := parsedRecord(t, text)
	if !bytes.Equal(text, r.JSON()) || !bytes.Equal(text, canonicalOf(json.RawMessage(text))) || r.ID != r.Hash() {
		t.Fatalf("it verifies, and is not canonical or has another id:\n%s", text)
	}
	if r.Book.Hash != e.Hash() {
		e = embedded(t)
	}
	values := recordedValues(r)
	if values == nil {
		return
	}
	again, err := e.Record(*values)
	if err != nil {
		t.Fatalf("%v: %v", values, err)
	}
	own := r.Tables[len(r.Tables)-1]
	if got := parsedRecord(t, again); r.Status != got.Status || r.Rule != got.Rule || !sameTable(own, got.Tables[0]) {
		t.Fatalf("%v give another record:\n%s\n%s", values, text, again)
	}
}

func sameTable(a, b record.Table) bool {
	return bytes.Equal((&record.Record{Tables: []record.Table{a}}).JSON(), (&record.Record{Tables: []record.Table{b}}).JSON())
}

// recordedValues are the signals of the provider's table by name, nil where the
// lifecycle decided or the provider is named as typed signals are.
func recordedValues(r *record.Record) *verdict.Values {
	table := recordedTable(r)
	if table == nil {
		return nil
	}
	values := &verdict.Values{Provider: r.Provider, Signals: map[string]any{}}
	recorded := map[string]record.Signal{}
	for _, s := range r.Tables[len(r.Tables)-1].Signals {
		recorded[s.Name] = s
	}
	for name, value := range r.Context {
		recorded[name] = record.Signal{Value: value}
	}
	for _, s := range table.Signals {
		r := recorded[s.Name]
		if s.Set {
			values.Signals[s.Name] = recordedEntries(s, r)
		} else if r.Value != "" && r.Value != "absent" {
			values.Signals[s.Name] = wordFor(s, r.Value)
		}
	}
	return values
}

// recordedTable is the provider's table, as package rulebook has it.
func recordedTable(r *record.Record) *rulebook.Table {
	books := []*rulebook.Book{wholeBook()}
	if porter, problems := rulebook.Load(os.DirFS("cmd/verdict/testdata/book")); len(problems) == 0 {
		books = append(books, porter)
	}
	for _, book := range books {
		for _, table := range book.Tables {
			if book.Hash == r.Book.Hash && table.File == r.Tables[len(r.Tables)-1].File && rulebook.MatchProvider(table.Providers[0], r.Provider) {
				return table
			}
		}
	}
	return nil
}

// recordedEntries are the entries of a set, with one that has the best value where
// there was such.
func recordedEntries(s *rulebook.Signal, r record.Signal) any {
	named := map[string]any{}
	for _, e := range r.Entries {
		var value any
		if e.Value != "" {
			value = wordFor(s, e.Value)
		}
		named[e.Name] = value
	}
	if s.Ordered && len(r.Values) > 0 && r.Values[0] == s.Values[0] {
		for i := 0; ; i++ {
			name := string(rune('a' + i))
			if _, taken := named[name]; !taken {
				named[name] = wordFor(s, s.Values[0])
				return named
			}
		}
	}
	return named
}

// wordFor gives a word, or what verdict.Values takes in its place, that means a
// declared value.
func wordFor(s *rulebook.Signal, value string) any {
	for class, declared := range s.Values {
		if declared != value {
			continue
		}
		switch s.Kind {
		case rulebook.Presence:
			return true
		case rulebook.Boolean:
			return value == "true"
		case rulebook.Integer:
			if s.First > s.Last {
				return s.First - class
			}
			return s.First + class
		}
		for _, w := range s.Words {
			if int(w.Class) == class+1 {
				return w.Raw
			}
		}
		return "another word"
	}
	return nil
}
