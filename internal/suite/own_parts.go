package suite

import (
	"fmt"
	"slices"
	"strings"
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

// supposed asks what is supposed of context signals, with what parts say and what
// the caller supplies.
func (m *maker) supposed(kinds []*ownKind) {
	for _, k := range kinds {
		for _, supposed := range k.Suppose {
			s := k.table.Signals[supposed.Signal]
			words := append([]string{"", "nothing-known"}, s.Values...)
			for _, word := range words {
				c := supply(s.Name, word)
				about := fmt.Sprintf("Of a document of the kind %s %s is supposed to be %s, if no part says otherwise and the caller does not; here the caller %s",
					k.Name, s.Name, s.Values[supposed.Class-1], supplies(word))
				m.askOwn(k, "suppose/alone/"+idOf(word), about+".", k.part(), c)
				m.beside(k, supposed.Signal, about, word, c)
			}
		}
	}
}

// supplies says what a caller does.
func supplies(word string) string {
	if word == "" {
		return "supplies nothing"
	}
	return "supplies " + word
}

// beside asks a supposed signal with another part that carries it.
func (m *maker) beside(k *ownKind, signal int, about, word string, c Context) {
	for _, other := range k.list.holds {
		if len(other.Table.Signals[signal].Places) == 0 {
			continue
		}
		p := slices.IndexFunc(other.places(), func(p *ownPlace) bool { return p.signal.Name == k.table.Signals[signal].Name })
		place := other.places()[p]
		for _, v := range place.declared() {
			m.doubted(k, other, place, v)
		}
		for _, v := range place.single() {
			part := place.without()
			place.put(part, raw(v.json))
			m.askOwn(k, "suppose/beside-"+v.name+"/"+idOf(word), about+", and another part says "+v.name+".", listOf(k.part(), part), c)
			m.askOwn(k, "suppose/alone-"+v.name+"/"+idOf(word), "A part that says "+v.name+" stands alone; the caller "+supplies(word)+".", part, c)
		}
	}
}

// doubted asks whether what a part says of a supposed signal counts: something is
// wrong with the part.
func (m *maker) doubted(k, other *ownKind, place *ownPlace, said placed) {
	for _, p := range other.places() {
		if p.lifecycle || p.many() || p.alike || p.signal.Name == place.signal.Name {
			continue
		}
		part := other.part()
		place.put(part, raw(said.json))
		p.put(part, p.worst())
		m.askOwn(k, "suppose/beside-"+said.name+"/doubted/"+p.name(),
			fmt.Sprintf("Another part says %s, and its %s is %s.", said.name, p.signal.Path, p.worst().json()), listOf(k.part(), part), Context{})
	}
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
		}
	}
}
