package suite

import (
	"slices"
	"strconv"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// ownPlace is one of the places where a kind of document carries a signal.
type ownPlace struct {
	kind      *ownKind
	signal    *rulebook.Signal // with the path and the words of this place
	nth       int              // among the places of the signal
	lifecycle bool             // the signal is one of the lifecycle
	alike     bool             // another signal of its group has such a place, and is asked more
	first     bool             // of its type among the places of the table's kinds, which is asked most
}

// places are those of a kind, the lifecycle first.
func (k *ownKind) places() []*ownPlace {
	var all []*ownPlace
	types := k.typesBefore()
	for _, view := range []*rulebook.Table{k.Lifecycle, k.Table} {
		groups := map[string]string{} // the first signal of each that stands somewhere
		for _, s := range view.Signals {
			if first := groups[s.Group]; s.Group != "" && len(s.Places) > 0 && first == "" {
				groups[s.Group] = s.Name
			}
			for n, p := range s.Places {
				all = append(all, &ownPlace{
					kind: k, signal: p.Signal, nth: n, lifecycle: view == k.Lifecycle,
					alike: s.Group != "" && groups[s.Group] != s.Name, first: !types[s.Kind],
				})
				types[s.Kind] = true
			}
		}
	}
	return all
}

// typesBefore are the types of signals that kinds before this one carry.
func (k *ownKind) typesBefore() map[rulebook.Kind]bool {
	types := map[rulebook.Kind]bool{}
	for _, d := range k.table.Documents[:slices.Index(k.table.Documents, k.DocumentKind)] {
		for _, s := range d.Table.Signals {
			if len(s.Places) > 0 {
				types[s.Kind] = true
			}
		}
	}
	return types
}

// name names the place in an id.
func (p *ownPlace) name() string {
	if p.lifecycle {
		return "lifecycle." + p.signal.Name + "/" + strconv.Itoa(p.nth+1)
	}
	return p.signal.Name + "/" + strconv.Itoa(p.nth+1)
}

// placed is a declared value at a place. Class 0 is one that says nothing.
type placed struct {
	class      uint8
	name, json string
}

// declared are the values that a place knows, the best first; of numbers those at
// the bounds.
func (p *ownPlace) declared() []placed {
	s := p.signal
	var all []placed
	text := func(class uint8, word string) { all = append(all, placed{class, word, quote(word)}) }
	bare := func(class uint8, word string) { all = append(all, placed{class, word, word}) }
	both := func(class uint8, word string) {
		bare(class, word)
		all = append(all, placed{class, word + "-text", quote(word)})
	}
	for class := range uint8(len(s.Values) + 1) {
		switch {
		case s.Kind == rulebook.Words:
			for _, word := range words(s, class) {
				text(class, word)
			}
		case s.Kind == rulebook.Boolean && s.Words != nil:
			for _, word := range words(s, class) {
				both(class, word)
			}
		case class == 0:
		case s.Kind == rulebook.Boolean:
			both(class, s.Values[class-1])
		case class == 1 || int(class) == len(s.Values) || s.Values[class-1] == "6" || s.Values[class-1] == "5":
			bare(class, s.Values[class-1])
		}
	}
	return all
}

// single are declared values, one of each class.
func (p *ownPlace) single() []placed {
	return slices.CompactFunc(p.declared(), func(a, b placed) bool { return a.class == b.class })
}

// of is a declared value of a class.
func (p *ownPlace) of(class uint8) *tree {
	for _, v := range p.declared() {
		if v.class == class {
			return raw(v.json)
		}
	}
	return raw("null")
}

func (p *ownPlace) best() *tree  { return p.of(1) }
func (p *ownPlace) worst() *tree { return p.of(uint8(len(p.signal.Values))) }

// checks are names of entries where a path has a step for many.
var checks = []string{"face_detection", "fonts", "template"}

func (p *ownPlace) entry(i int) string {
	if p.signal.Set {
		return entryName(p.signal, i)
	}
	return checks[i]
}

// many tells whether the path has a step for many.
func (p *ownPlace) many() bool { return len(familyOf(p.signal.Path)) < len(p.signal.Path) }

// put puts values where the place is, several as entries. A nil one puts nothing.
func (p *ownPlace) put(doc *tree, values ...*tree) {
	for i, v := range values {
		switch {
		case v == nil:
		case p.many():
			doc.set(p.signal.Path, p.entry(i), v)
		default:
			doc.set(p.signal.Path, "", v)
		}
	}
}

// without is the plain document of the kind with nothing at the place.
func (p *ownPlace) without() *tree {
	doc := p.kind.part()
	doc.drop(familyOf(p.signal.Path))
	return doc
}
