package verdict

import (
	"iter"
	"unique"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// namesEntries tells whether a condition can hold because of entries that a
// reason would name.
func (t *table) namesEntries(c *rulebook.Cond) bool {
	names := false
	c.Atoms(func(a *rulebook.Cond, negated bool) {
		names = names || a.Singled(!negated)&t.Signals[a.Signal].Notable() != 0
	})
	return names
}

// causes chains the entries of sets and the members of groups that made the
// rules of an outcome hold, the last one first.
func (t *table) causes(out *outcome, vector *document.Vector, notable unique.Handle[document.Entry]) unique.Handle[cause] {
	if !out.names {
		return unique.Handle[cause]{}
	}
	var chain unique.Handle[cause]
	for _, rule := range out.rules {
		if !t.names[rule] {
			continue
		}
		var asked [rulebook.MaxSignals]rulebook.Classes
		t.Rules[rule].When.Because(vector[:], func(signal int, classes rulebook.Classes) {
			asked[signal] |= classes & t.Signals[signal].Notable()
		})
		for i, s := range t.Signals {
			switch {
			case asked[i] == 0:
			case !s.Set:
				if asked[i].Has(vector[i]) {
					chain = unique.Make(cause{rule: rule, signal: i, next: chain})
				}
			default:
				for e := range entries(notable) {
					if int(e.Signal) == i && asked[i].Has(e.Class) {
						chain = unique.Make(cause{rule: rule, signal: i, name: e.Name, next: chain})
					}
				}
			}
		}
	}
	return chain
}

// causeName is a cause for people: set and entry, or group and member.
func (t *table) causeName(c cause) string {
	s := t.Signals[c.signal]
	if s.Set {
		return s.Name + "/" + c.name
	}
	return s.Group + "/" + s.Name
}

// entries yields the links of a chain.
func entries(chain unique.Handle[document.Entry]) iter.Seq[document.Entry] {
	return func(yield func(document.Entry) bool) {
		for chain != (unique.Handle[document.Entry]{}) {
			e := chain.Value()
			if !yield(e) {
				return
			}
			chain = e.Next
		}
	}
}
