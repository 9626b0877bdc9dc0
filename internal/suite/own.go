package suite

import (
	"errors"
	"slices"
	"strings"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// own adds what concerns documents that a provider itself sends: how they are
// recognised, what they hold, and where they carry signals and data.
func (m *maker) own() {
	kinds := m.ownKinds()
	for _, k := range kinds {
		m.recognised(k)
		m.ownSignals(k)
		m.ownWorst(k)
		m.lives(k)
		m.holdings(k)
		m.ownResults(k)
	}
	m.supposed(kinds)
	m.together(kinds)
	m.shapes(kinds)
	m.shortDates()
}

// shortDates asks years of two digits in Get process documents, where they are none,
// whatever the caller supplies.
func (m *maker) shortDates() {
	for _, t := range m.tables {
		for _, f := range t.Result {
			if s := f.Sources[0]; s.As == rulebook.Date {
				doc := t.document(t.provider, t.accepting())
				doc.set(s.Path, "", quoted("310228"))
				m.contextual(t, doc, Context{Date: "2025-03-01"}, "date/"+f.Name, "The caller supplies a date, to which years of two digits refer in documents that a provider itself sends; in a Get process document they make no date.")
			}
		}
	}
}

// ownKind is a kind of document that a provider itself sends.
type ownKind struct {
	*rulebook.DocumentKind
	table  *table
	short  string     // its name without that of the table
	list   *ownKind   // of lists in which it can stand, or nil
	holds  []*ownKind // that can be parts of it
	beside *ownKind   // without which nothing is accepted, or nil
}

// ownKinds are the kinds of all tables, in their order.
func (m *maker) ownKinds() []*ownKind {
	var all []*ownKind
	for _, t := range m.tables {
		var kinds []*ownKind
		for _, d := range t.Documents {
			k := &ownKind{DocumentKind: d, table: t, short: strings.TrimPrefix(d.Name, t.group+"-")}
			if d.Holds != nil {
				k.holds = slices.DeleteFunc(slices.Clone(kinds), func(held *ownKind) bool { return !slices.Contains(d.Holds.Kinds, held.Name) })
			}
			kinds = append(kinds, k)
		}
		for _, list := range kinds {
			for _, held := range list.holds {
				if list.Looks.List {
					held.list = list
				}
			}
		}
		for _, k := range kinds {
			k.beside = m.besideOf(k, kinds)
		}
		all = append(all, kinds...)
	}
	return all
}

// besideOf finds the kind without which a document is not accepted, nil where it is
// alone, or never: of several the one that carries fewest of the same signals.
func (m *maker) besideOf(k *ownKind, kinds []*ownKind) *ownKind {
	accepted := func(doc *tree) bool {
		e, _ := m.ask([]byte(doc.json()), Context{})
		return e.Status == "accepted"
	}
	if k.Looks.List || !k.Reads() || accepted(k.part()) {
		return nil
	}
	var best *ownKind
	for _, other := range kinds {
		if other == k || other.list == nil || other.list != k.list || !accepted(listOf(k.part(), other.part())) {
			continue
		}
		if best == nil || k.shared(other) < k.shared(best) {
			best = other
		}
	}
	return best
}

// shared counts the signals that both kinds carry.
func (k *ownKind) shared(other *ownKind) int {
	n := 0
	for i, s := range k.Table.Signals {
		if len(s.Places) > 0 && len(other.Table.Signals[i].Places) > 0 {
			n++
		}
	}
	return n
}

func listOf(items ...*tree) *tree { return &tree{kind: list, items: items} }

// part is a plain document of the kind that is recognised, and in which everything
// that is read is at its best.
func (k *ownKind) part() *tree {
	if k.Looks.List {
		return k.holding(k.holds[0].part())
	}
	doc := &tree{kind: object}
	for _, has := range k.Looks.Has {
		if len(has.Words) > 0 {
			doc.set(has.Path, "", quoted(has.Words[0]))
		}
	}
	for _, p := range k.places() {
		if p.nth == 0 && doc.find(familyOf(p.signal.Path)) == nil {
			p.put(doc, p.best())
		}
	}
	if k.Holds != nil {
		k.hold(doc, k.holds[0].part())
	}
	for _, has := range k.Looks.Has {
		if doc.find(has.Path) == nil {
			doc.set(has.Path, "", raw("true")) // whatever it is, nothing is read from it
		}
	}
	for _, path := range k.Looks.Some {
		there := slices.ContainsFunc(k.Looks.Some, func(path rulebook.Path) bool { return doc.find(path) != nil })
		if !there && !k.reads(path) {
			doc.set(path, "", quoted("x"))
		}
	}
	return doc
}

// hold puts parts where a document holds them.
func (k *ownKind) hold(doc *tree, parts ...*tree) {
	path := k.Holds.Path
	if last := len(path) - 1; path[last] == rulebook.Entries {
		doc.set(path[:last], "", listOf(parts...))
		return
	}
	doc.set(path, "", parts[0])
}

// holding is a document of the kind that holds parts.
func (k *ownKind) holding(parts ...*tree) *tree {
	if k.Looks.List {
		return listOf(parts...)
	}
	doc := k.part()
	k.hold(doc, parts...)
	return doc
}

// whole is a part with what it needs beside it to be accepted.
func (k *ownKind) whole(part *tree) *tree {
	if k.beside == nil {
		return part
	}
	return listOf(part, k.beside.part())
}

// askOwn adds a vector about a kind.
func (m *maker) askOwn(k *ownKind, id, about string, doc *tree, c Context, flags ...string) {
	m.add(m.ownDraft(draft{group: k.table.group, id: k.short + "/" + id, about: about, doc: []byte(doc.json()), context: c, flags: flags}))
}

// ownDraft completes the draft of a document that names no provider. What those
// answer too who take Get process documents alone has another id, so that they can
// name the rest.
func (m *maker) ownDraft(d draft) draft {
	p, err := m.engine.Parse(d.doc)
	switch {
	case errors.Is(err, verdict.ErrUnknownProvider) && d.doc[0] == '[': // by itself, a list would be malformed
		d.id, d.level, d.flags = "own/"+d.id, "robustness", append(d.flags, "own")
		return d
	case err != nil:
		d.id, d.level = "shape/"+d.id, "robustness"
		return d
	case p.Kind() == rulebook.GetProcess:
		return d
	}
	d.id, d.level = "own/"+d.id, "reading"
	if expected, _ := m.ask(d.doc, d.context); expected.Error == "unknown-value" {
		d.level = "robustness"
	}
	d.flags = append(d.flags, "own")
	for _, t := range m.tables {
		for _, k := range t.Documents {
			if k.Name == p.Kind() {
				d.flags = append(d.flags, readings(k.Basis)...)
			}
			if matches(t.Providers, p.Provider()) {
				d.fields = append(d.fields, k.Table.Result...)
			}
		}
	}
	return d
}

// ownExample completes the draft of a document that was written by hand and stands
// in a folder of those that a provider itself sends.
func (m *maker) ownExample(folder string, d draft) draft {
	d.group = m.tables[0].group
	if p, err := m.engine.Parse(d.doc); err == nil {
		for _, t := range m.tables[1:] {
			if matches(t.Providers, p.Provider()) {
				d.group = t.group
			}
		}
	}
	if folder != d.group+"-own" {
		d.id = strings.Replace(d.id, "example/", "example/"+idOf(folder)+"/", 1)
	}
	return m.ownDraft(d)
}
