package suite

import (
	"fmt"
	"slices"
)

// supposed asks what is supposed of context signals, with what parts say and what
// the caller supplies: what is supposed gives way to both, and what a part says to
// nothing.
func (m *maker) supposed(kinds []*ownKind) {
	for _, k := range kinds {
		for _, supposed := range k.Suppose {
			s := k.table.Signals[supposed.Signal]
			words := append([]string{"", "nothing-known"}, s.Values...)
			for _, word := range words {
				c := supply(s.Name, word)
				about := fmt.Sprintf("Of a document of the kind %s %s is supposed to be %s, where no part says it and the caller supplies nothing; here the caller %s",
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
			m.askOwn(k, "suppose/beside-"+v.name+"/"+idOf(word), about+", and another part says "+v.name+": nothing else can be supplied.", listOf(k.part(), part), c)
			m.askOwn(k, "suppose/alone-"+v.name+"/"+idOf(word), "A part that says "+v.name+" stands alone, and nothing else can be supplied; the caller "+supplies(word)+".", part, c)
			m.contradicted(other, part, v, word, c)
		}
	}
}

// contradicted asks a part that is not finished, while the caller supplies something
// of what it says: the lifecycle goes first.
func (m *maker) contradicted(k *ownKind, part *tree, said placed, word string, c Context) {
	for _, life := range k.lifePlaces() {
		for _, v := range life.single() {
			if life.nth > 0 || v.class < 2 {
				continue
			}
			doc := part.clone()
			life.put(doc, raw(v.json))
			m.askOwn(k, "suppose/alone-"+said.name+"/"+idOf(word)+"/"+v.name,
				fmt.Sprintf("A part that says %s is %s; the caller %s.", said.name, v.name, supplies(word)), doc, c)
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
