package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// lives asks the places of the lifecycle together with those of the parts of a
// document: the strictest counts.
func (m *maker) lives(k *ownKind) {
	life := k.lifePlaces()
	if len(life) == 0 || len(k.holds) == 0 {
		return
	}
	for _, mine := range life[0].single() {
		for _, held := range k.holds {
			theirs := held.lifePlaces()
			if len(theirs) == 0 {
				continue
			}
			for class := range uint8(len(theirs[0].signal.Values)) {
				each := theirs[0].of(class + 1)
				if each.json() == "null" {
					continue // no word at that place means it
				}
				part, doc := held.part(), k.part()
				theirs[0].put(part, each)
				k.hold(doc, part)
				life[0].put(doc, raw(mine.json))
				m.askOwn(k, fmt.Sprintf("life/%s~%s.%s", mine.name, held.short, theirs[0].signal.Values[class]),
					fmt.Sprintf("The status of a document of the kind %s is %s, and that of its part of the kind %s is %s: the strictest counts.", k.Name, mine.name, held.Name, each.json()), doc, Context{})
			}
		}
	}
}

// lifePlaces are the places of the lifecycle's signals.
func (k *ownKind) lifePlaces() []*ownPlace {
	return slices.DeleteFunc(k.places(), func(p *ownPlace) bool { return !p.lifecycle })
}

// holdings asks which parts a document of the kind can hold, and how often.
func (m *maker) holdings(k *ownKind) {
	if k.Holds == nil {
		return
	}
	ask := func(id, about string, parts ...*tree) {
		m.askOwn(k, "part/"+id, "A document of the kind "+k.Name+" holds "+about+".", k.holding(parts...), Context{})
	}
	for _, a := range k.holds {
		ask(a.short, "a part of the kind "+a.Name, a.part())
		if !k.holdsMany() {
			continue
		}
		for _, b := range k.holds {
			ask(a.short+"+"+b.short, "parts of the kinds "+a.Name+" and "+b.Name, a.part(), b.part())
		}
		if a.Reads() {
			m.strangers(k, a, a == k.holds[0], ask)
		}
	}
	m.heldValues(k)
	for _, outer := range m.ownKindsHolding(k) {
		for _, a := range k.holds {
			doc := outer.holding(k.holding(a.part()))
			m.askOwn(outer, "part/"+k.short+"/"+a.short, fmt.Sprintf("A document of the kind %s holds one of the kind %s, which holds one of the kind %s.", outer.Name, k.Name, a.Name), doc, Context{})
		}
		if k.holdsMany() && outer.holdsMany() && len(k.holds) > 1 {
			one, other := k.holding(k.holds[0].part()), k.holding(k.holds[1].part())
			m.askOwn(outer, "part/"+k.short+"+"+k.short, "A document of the kind "+outer.Name+" holds two of the kind "+k.Name+", each with another part.", outer.holding(one, other), Context{})
			m.askOwn(outer, "part/"+k.short+"+"+k.short+"/same", "A document of the kind "+outer.Name+" holds two of the kind "+k.Name+" with parts of the same kind.", outer.holding(one, one), Context{})
		}
	}
}

func (k *ownKind) holdsMany() bool {
	return len(k.Holds.Path) > len(familyOf(k.Holds.Path))
}

// ownKindsHolding are the kinds that can hold one of this kind.
func (m *maker) ownKindsHolding(k *ownKind) []*ownKind {
	return slices.DeleteFunc(m.ownKinds(), func(outer *ownKind) bool {
		return outer.table != k.table || !slices.ContainsFunc(outer.holds, func(held *ownKind) bool { return held.Name == k.Name })
	})
}

// strangers asks what can be no part beside a part, in both orders, and the same
// kind a second time. Not all of it is asked for every part.
func (m *maker) strangers(k, a *ownKind, all bool, ask func(id, about string, parts ...*tree)) {
	values := []sample{{"null", "null"}, {"unknown", `{"name":"palm_reading","result":"clear","status":"complete"}`}}
	if all {
		values = append(values, sample{"empty-object", "{}"}, sample{"text", `"b7d4"`}, sample{"list", "[]"}, sample{"unnamed", `{"result":"clear","status":"complete"}`})
	}
	for _, v := range values {
		ask(a.short+"+"+v.name, "a part of the kind "+a.Name+", and then "+v.json, a.part(), raw(v.json))
		if all {
			ask(v.name+"+"+a.short, v.json+", and then a part of the kind "+a.Name, raw(v.json), a.part())
		}
	}
	for _, other := range m.ownKinds() {
		if all && !slices.ContainsFunc(k.holds, func(held *ownKind) bool { return held.Name == other.Name }) {
			ask(a.short+"+"+other.Name, "a part of the kind "+a.Name+", and then a document of the kind "+other.Name+", which cannot be a part of it", a.part(), other.part())
		}
	}
	for i, p := range a.places() {
		if p.many() || p.lifecycle || p.nth > 0 || i > 3 {
			continue
		}
		worse := p.without()
		p.put(worse, p.worst())
		ask(a.short+"+worse/"+p.signal.Name, "two parts of the kind "+a.Name+", the second with another "+p.signal.Name+": nothing says which counts", a.part(), worse)
	}
}

// heldValues asks what else may stand where parts do.
func (m *maker) heldValues(k *ownKind) {
	if k.Looks.List {
		return // see shapes
	}
	path := familyOf(k.Holds.Path)
	for _, v := range []sample{
		{"null", "null"}, {"empty-object", "{}"}, {"empty-list", "[]"}, {"text", `"b7d4"`}, {"number", "1"}, {"list-of-null", "[null]"}, {"list-of-texts", `["b7d4"]`},
		{"part-in-object", `{"0":` + k.holds[0].part().json() + "}"}, {"part", k.holds[0].part().json()}, {"part-in-list", "[" + k.holds[0].part().json() + "]"}, {"part-in-lists", "[[" + k.holds[0].part().json() + "]]"},
	} {
		doc := k.part()
		doc.set(path, "", raw(v.json))
		m.askOwn(k, "part/value/"+v.name, fmt.Sprintf("Where a document of the kind %s holds its parts stands %s (%s).", k.Name, strings.ReplaceAll(v.name, "-", " "), path), doc, Context{})
	}
	doc := k.part()
	doc.drop(path)
	m.askOwn(k, "part/value/missing", "A document of the kind "+k.Name+" holds nothing.", doc, Context{})
}

// together asks parts of one document that differ: the worst of what they say
// counts, in either order.
func (m *maker) together(kinds []*ownKind) {
	for _, a := range kinds {
		for _, b := range kinds {
			if a == b || a.list == nil || a.list != b.list || !a.Reads() || !b.Reads() {
				continue
			}
			for _, p := range b.places() {
				if p.alike || p.many() || p.nth > 0 && !p.lifecycle {
					continue
				}
				doc := p.without()
				p.put(doc, p.worst())
				m.askOwn(a, "beside/"+b.short+"/"+p.name(), fmt.Sprintf("A part of the kind %s stands before one of the kind %s whose %s is %s.", a.Name, b.Name, p.signal.Path, p.worst().json()), listOf(a.part(), doc), Context{})
			}
			m.lends(a, b)
		}
	}
}

// lends asks a part that lacks a signal beside one of a kind that does not carry it,
// whatever members that may have in common: it lends nothing.
func (m *maker) lends(a, b *ownKind) {
	for _, p := range a.places() {
		if p.lifecycle || p.alike || p.many() || p.nth > 0 || a.needs(p.signal.Path) || b.carries(p.signal) {
			continue
		}
		parts := []*tree{p.without()}
		if a.beside != nil && a.beside != b {
			parts = append(parts, a.beside.part())
		}
		m.askOwn(a, "beside/"+b.short+"/without-"+p.signal.Name, fmt.Sprintf("A part of the kind %s without %s stands before one of the kind %s, which does not say that.", a.Name, p.signal.Path, b.Name), listOf(append(parts, b.part())...), Context{})
	}
}

// needs tells whether a document is of the kind only where something stands at a path.
func (k *ownKind) needs(path rulebook.Path) bool {
	return slices.ContainsFunc(k.Looks.Has, func(has rulebook.Member) bool { return slices.Equal(has.Path, path) })
}

// carries tells whether the kind has a place for a signal of its table.
func (k *ownKind) carries(s *rulebook.Signal) bool {
	return slices.ContainsFunc(k.places(), func(p *ownPlace) bool { return !p.lifecycle && p.signal.Name == s.Name })
}
