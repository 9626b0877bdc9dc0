package diff

import (
	"fmt"
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// element is a place on the way to a signal. Its table refuses what stands
// there and is no object, or no list: so it is with whatever reads below.
type element struct {
	path  rulebook.Path
	list  bool
	empty bool // the empty text is taken for absent
}

// elementsOf are the elements of a table, each once. The document itself, which
// is an object to all, is none.
func elementsOf(t *rulebook.Table) []element {
	var elements []element
	for _, s := range judging(t) {
		for _, path := range []rulebook.Path{s.Path, s.Also} {
			for depth := 1; depth < len(path); depth++ {
				e := element{path[:depth], path[depth] == rulebook.Entries, takesEmpty(t, path[:depth])}
				if !slices.ContainsFunc(elements, func(known element) bool { return slices.Equal(known.path, e.path) }) {
					elements = append(elements, e)
				}
			}
		}
	}
	return elements
}

// takesEmpty tells whether a table takes the empty text at a place for absent.
func takesEmpty(t *rulebook.Table, at rulebook.Path) bool {
	return slices.ContainsFunc(judging(t), func(s *rulebook.Signal) bool {
		return s.Kind == rulebook.Presence && s.Shape == rulebook.StringShape &&
			(slices.Equal(s.Path, at) || slices.Equal(s.Also, at))
	})
}

// refuses tells whether an element refuses all that another one does.
func (e element) refuses(other element) bool {
	return e.list == other.list && (!e.empty || other.empty) && holds(e.path, other.path)
}

// holds tells whether a path leads to every place that the other leads to.
func holds(p, other rulebook.Path) bool {
	return slices.EqualFunc(p, other, func(step, other string) bool {
		return step == other || step == rulebook.Members && other != rulebook.Entries
	})
}

func (e element) kind() string {
	if e.list {
		return "a list"
	}
	return "an object"
}

// elementCaveats name the elements of each table that the other does not
// refuse alike.
func (c *Comparison) elementCaveats() []Caveat {
	var caveats []Caveat
	for side, t := range c.tables {
		others := elementsOf(c.tables[1-side])
		for _, e := range elementsOf(t) {
			if !slices.ContainsFunc(others, func(o element) bool { return o.refuses(e) }) {
				what := fmt.Sprintf("whatever is not %s at %s", e.kind(), e.path)
				caveats = append(caveats, oneRefuses(side, []rulebook.Path{e.path}, what))
			}
		}
	}
	return caveats
}

// twinCaveats name the twins of one table alone that do not always show in the
// values of its inputs: because signals stand below the names, where more may
// stand, or because a value can be written by either name.
func (c *Comparison) twinCaveats() []Caveat {
	var caveats []Caveat
	for _, t := range c.twins {
		if t.of[0] == t.of[1] || !t.above && !c.ambiguous(t) {
			continue
		}
		what := fmt.Sprintf("something at both %s and %s", t.names[0], t.names[1])
		caveats = append(caveats, oneRefuses(truth(t.of[1]), t.names[:], what))
	}
	return caveats
}

// ambiguous tells whether a twin is about several inputs, and some value can be
// written in ways that differ in what they fill of it.
func (c *Comparison) ambiguous(t twin) bool {
	side := truth(t.of[1])
	about, differ := 0, false
	for _, in := range c.inputs {
		about += truth(slices.ContainsFunc(in.places, func(p place) bool {
			return startsWith(p.steps, t.names[0]) || startsWith(p.steps, t.names[1])
		}))
		for _, v := range in.values {
			for _, w := range v.ways {
				differ = differ || w.fits(t, 0, side) != v.ways[0].fits(t, 0, side) || w.fits(t, 1, side) != v.ways[0].fits(t, 1, side)
			}
		}
	}
	return about > 1 && differ
}

// oneRefuses says that only the table of one side refuses something.
func oneRefuses(side int, places []rulebook.Path, what string) Caveat {
	if side == 0 {
		return Caveat{
			Says:      "the old table refuses " + what + ", and the new one does not, so a document with that may change from unknown value to any outcome, accepted included",
			Places:    places,
			MayChange: true, MayAccept: true,
		}
	}
	return Caveat{
		Says:      "the new table refuses " + what + ", and the old one does not, so a document with that may change from any outcome to unknown value",
		Places:    places,
		MayChange: true,
	}
}
