// Package reference decides by the tables as they stand, in the most obvious
// way: it decodes a document whole, takes one that a provider itself sends apart,
// walks to each signal, reads it as rules/README.md says, and asks expr about every
// row. It shares with the library how tables are loaded, and nothing of how they
// are used: not the reader of documents, not a lowered condition, not a diagram. So
// the library can be held against it. Nothing is asked of what a table promises:
// any book that package rulebook loads will do.
package reference

import (
	"maps"
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// What refuses a document. An Answer has one of these, or a status, as Kind.
const (
	Malformed       = "malformed"        // not one object of strict JSON, nor a list of known documents
	UnknownProvider = "unknown-provider" // no table for the provider, or no one kind that the document is of
	UnknownValue    = "unknown-value"    // a value that the table does not declare
	Undecided       = "undecided"        // no row holds
)

// Answer is what the tables say of a document. Ids are in the order of the
// library: rows with the strictest first, remarks of the lifecycle first, else
// as in the file.
type Answer struct {
	Kind           string   // the name of a status, or one of the constants
	Rules, Remarks []string // ids of what holds; none where there is no status
	Unknown        []string // JSON pointers to unknown values, where that is the Kind
}

// Decide decides a document. context is what the caller supplies beside it, by
// signal, for example processType; the empty text supplies nothing. Whatever
// is wrong with the document is an Answer. A book has to be complete: one that
// was loaded without problems.
func Decide(book *rulebook.Book, doc []byte, context map[string]string) Answer {
	d, refused := open(book, doc)
	if refused != "" {
		return Answer{Kind: refused}
	}
	lifecycle := d.read(book.Lifecycle, nil)
	if a := lifecycle.decide(); a.Kind != Undecided {
		return a
	}
	a := d.read(d.table, context).decide()
	if status, ok := rulebook.ParseStatus(a.Kind); ok {
		a.Remarks = append(lifecycle.remarks(status), a.Remarks...)
	}
	return a
}

// DecideValues decides signals given by name, by their provider's table alone.
// Their Go types are those that verdict.Values takes; another one is an unknown
// value, as is a name that is no signal.
func DecideValues(book *rulebook.Book, provider string, values map[string]any) Answer {
	table := tableFor(book, provider)
	if table == nil {
		return Answer{Kind: UnknownProvider}
	}
	s := &signals{table: table}
	for _, signal := range table.Signals {
		s.classes = append(s.classes, s.given(signal, values[signal.Name]))
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.ContainsFunc(table.Signals, func(signal *rulebook.Signal) bool { return signal.Name == name }) {
			s.unknown = append(s.unknown, "/"+escape(name))
		}
	}
	return s.decide()
}

// Table gives the table that a document is for, nil where the document is
// malformed, or no table knows its provider or what kind of document it is.
func Table(book *rulebook.Book, doc []byte) *rulebook.Table {
	if d, refused := open(book, doc); refused == "" {
		return d.table
	}
	return nil
}

// Read gives the class of each signal of a table in a document, for a set a bit
// for the class of each entry. The document is taken for one of the table's
// provider, or of any provider where the table is the lifecycle's, whatever it
// names. It is not ok where the document is no object of strict JSON or carries a
// value that the table does not declare.
func Read(table *rulebook.Table, doc []byte, context map[string]string) (classes []uint8, ok bool) {
	top, ok := parse(doc)
	if _, isObject := top.value.(map[string]any); !ok || !isObject {
		return nil, false
	}
	s := readSignals(table, top, context)
	return s.classes, len(s.unknown) == 0
}

// ReadIn is Read for a document of any kind that a book knows: table is the
// book's lifecycle, or the one that Table gives. It is not ok either where the
// book knows no such document.
func ReadIn(book *rulebook.Book, table *rulebook.Table, doc []byte, context map[string]string) (classes []uint8, ok bool) {
	d, refused := open(book, doc)
	if refused != "" {
		return nil, false
	}
	s := d.read(table, context)
	return s.classes, len(s.unknown) == 0
}

// tableFor finds the table of a provider. One that has the very name goes
// before one for a family.
func tableFor(book *rulebook.Book, provider string) *rulebook.Table {
	var found *rulebook.Table
	for _, table := range book.Tables {
		for _, name := range table.Providers {
			if rulebook.MatchProvider(name, provider) && (found == nil || name == provider) {
				found = table
			}
		}
	}
	return found
}

// signals are the signals of one table as they were read: classes, for a set a
// bit for the class of each entry, and pointers to what is not declared.
type signals struct {
	table   *rulebook.Table
	classes []uint8
	unknown []string
}

// decide asks every row.
func (s *signals) decide() Answer {
	if len(s.unknown) > 0 {
		return Answer{Kind: UnknownValue, Unknown: s.unknown}
	}
	rules := s.holding(s.table.Rules)
	if len(rules) == 0 {
		return Answer{Kind: Undecided}
	}
	slices.SortStableFunc(rules, func(a, b *rulebook.Rule) int { return int(b.Status) - int(a.Status) })
	a := Answer{Kind: rules[0].Status.String(), Remarks: s.remarks(rules[0].Status)}
	for _, r := range rules {
		a.Rules = append(a.Rules, r.ID)
	}
	return a
}

// remarks are the ids of those made beside a status.
func (s *signals) remarks(status rulebook.Status) []string {
	var ids []string
	for _, r := range s.holding(s.table.Remarks) {
		if len(r.Beside) == 0 || slices.Contains(r.Beside, status) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (s *signals) holding(rows []*rulebook.Rule) []*rulebook.Rule {
	env := s.table.Env(s.classes)
	return slices.DeleteFunc(slices.Clone(rows), func(r *rulebook.Rule) bool {
		holds, err := r.Program.Eval(env)
		if err != nil {
			panic("expr fails on " + r.ID + ": " + err.Error())
		}
		return !holds
	})
}
