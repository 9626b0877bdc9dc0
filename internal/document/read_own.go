package document

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unique"

	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/strict"
)

// errOwn says that a document is strict JSON, and names no provider: it may be
// one that a provider itself sends.
var errOwn = errors.New("no provider is named")

// readOwn reads a document that a provider itself sends, whose text is known to be
// strict JSON: each part by where its kind carries signals.
func (s *Schema) readOwn(document []byte, reading *Reading, result *Result) error {
	split, err := s.split(document)
	if err != nil {
		return err
	}
	k := split.whole
	*reading = Reading{Kind: k.Name, Table: k.table, Provider: unique.Make(s.tables[k.table].Providers[0]), Unknown: split.unknown}
	if result != nil {
		*result = Result{document: document}
	}
	var notable []unique.Handle[Entry]
	for _, p := range split.parts {
		if p.kind.Looks.List {
			continue // its entries are parts of their own
		}
		one := s.addPart(p, document, reading, result)
		if one.Notable != (unique.Handle[Entry]{}) {
			notable = append(notable, one.Notable)
		}
	}
	table := s.tables[k.table]
	reading.Notable = chained(table, notable)
	reading.sayWords(table)
	reading.suppose(split.parts)
	for _, unknown := range [][]Unknown{reading.Refused, reading.Unknown} {
		slices.SortStableFunc(unknown, func(a, b Unknown) int { return a.Signal - b.Signal })
	}
	return nil
}

// addPart adds what a part says, and gives that.
func (s *Schema) addPart(p part, document []byte, reading *Reading, result *Result) (one Reading) {
	values := p.kind.read(p, document, &one, result)
	merge(s.tables[0], &reading.Lifecycle, &one.Lifecycle)
	merge(s.tables[p.kind.table], &reading.Vector, &one.Vector)
	reading.Refused = append(reading.Refused, one.Refused...)
	reading.Unknown = append(reading.Unknown, one.Unknown...)
	if result != nil {
		result.Fields = append(result.Fields, p.kind.Table.Result...)
		result.Values = append(result.Values, values...)
	}
	return one
}

// sayWords notes the context signals that a part says, by their values: a place may
// have other words.
func (r *Reading) sayWords(t *rulebook.Table) {
	next := 0
	for i, s := range t.Signals {
		if !s.Context {
			continue
		}
		if class := r.Vector[i]; class != 0 {
			r.Words[next] = unique.Make(s.ClassName(class))
		}
		next++
	}
}

// suppose sets the context signals that no part says.
func (r *Reading) suppose(parts []part) {
	for _, p := range parts {
		for _, supposed := range p.kind.Suppose {
			if r.Vector[supposed.Signal] == 0 {
				r.Vector[supposed.Signal] = supposed.Class
			}
		}
	}
}

// read reads one part, and what it carries for a final result if that is wanted.
func (k *kind) read(p part, document []byte, reading *Reading, result *Result) []Value {
	r := k.schema.readers.Get().(*reader)
	defer k.schema.readers.Put(r)
	defer r.forget()
	var own Result
	if result != nil {
		own = Result{all: make([]Value, k.schema.fields), document: document, more: result.more}
		r.result, r.base = &own, p.base
	}
	r.again = true
	// Strict JSON, and no deeper than the document that it is a part of.
	if err := r.readAll(p.text, strict.MaxDepth, k.schema.root); err != nil {
		panic("internal error: a part of a document that was read is " + err.Error())
	}
	r.suppose()
	copy(reading.Lifecycle[:], r.of(0))
	reading.Refused = p.placed(r.unknownOf(0))
	r.fill(1, reading)
	reading.Unknown = p.placed(reading.Unknown)
	if result != nil {
		result.more = own.more
	}
	return own.all
}

// placed says where in the whole document the unknown values of a part stand.
func (p part) placed(unknown []Unknown) []Unknown {
	for i := range unknown {
		u := &unknown[i]
		u.Path, u.Pointer = join(p.path, u.Path), p.at+u.Pointer
	}
	return unknown
}

// suppose sets what is supposed where nothing stands.
func (r *reader) suppose() {
	for i, d := range r.schema.defaults {
		if !r.given[i] {
			r.vector[d.slot] = max(r.vector[d.slot], d.class)
		}
	}
}

// merge adds what a part says to a table to what other parts said. Of a signal that
// several carry the worst counts, as the order of its values has it; the entries of
// sets add up.
func merge(t *rulebook.Table, to, from *Vector) {
	for i, s := range t.Signals {
		if s.Set {
			to[i] |= from[i]
		} else {
			to[i] = max(to[i], from[i])
		}
	}
}

// chained makes one chain of the entries of all parts, by name or index. What several
// say in the same way stands there once.
func chained(t *rulebook.Table, chains []unique.Handle[Entry]) unique.Handle[Entry] {
	if len(chains) == 1 {
		return chains[0]
	}
	var all []Entry
	for _, of := range chains {
		for of != (unique.Handle[Entry]{}) {
			e := of.Value()
			of, e.Next = e.Next, unique.Handle[Entry]{}
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b Entry) int {
		longer := 0
		if t.Signals[a.Signal].Path.IsList() {
			longer = len(a.Name) - len(b.Name) // numbers
		}
		return cmp.Or(int(a.Signal)-int(b.Signal), longer, strings.Compare(a.Name, b.Name), int(a.Class)-int(b.Class))
	})
	var chain unique.Handle[Entry]
	for _, e := range slices.Backward(slices.Compact(all)) {
		e.Next = chain
		chain = unique.Make(e)
	}
	return chain
}
