package diff

import (
	"slices"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// twin is two names of one member, of which a document may fill one: what the
// path and the other path of a signal part in. Other signals may stand below
// them too.
type twin struct {
	names [2]rulebook.Path
	of    [2]bool // the tables that know them as such
	above bool    // the paths of a signal go on below them
}

// twinsOf finds the twins of two tables.
func twinsOf(tables [2]*rulebook.Table) []twin {
	var twins []twin
	for side, t := range tables {
		for _, s := range judging(t) {
			if len(s.Also) == 0 {
				continue
			}
			depth := 0
			for s.Path[depth] == s.Also[depth] {
				depth++
			}
			names := [2]rulebook.Path{s.Path[:depth+1], s.Also[:depth+1]}
			i := slices.IndexFunc(twins, func(t twin) bool {
				first := slices.IndexFunc(t.names[:], func(n rulebook.Path) bool { return slices.Equal(n, names[0]) })
				return first >= 0 && slices.Equal(t.names[1-first], names[1])
			})
			if i < 0 {
				i = len(twins)
				twins = append(twins, twin{names: names})
			}
			twins[i].of[side] = true
			twins[i].above = twins[i].above || len(s.Path) > depth+1
		}
	}
	return twins
}

// fits tells whether a value of an input can be written so that a table finds
// nothing by the other name of a twin.
func (in *input) fits(value int, t twin, name, side int) bool {
	return slices.ContainsFunc(in.values[value].ways, func(w way) bool { return w.fits(t, name, side) })
}

func (w way) fits(t twin, name, side int) bool {
	other := t.names[1-name]
	return !slices.ContainsFunc(w.puts, func(p put) bool {
		steps := p.place.steps
		// Above what is put there is an object that is not empty.
		return startsWith(steps, other) && (len(steps) > len(other) || p.filled[side])
	})
}

func startsWith(path, start rulebook.Path) bool {
	return len(path) >= len(start) && slices.Equal(path[:len(start)], start)
}

// single is 1 where a document need not fill both names of a twin, as one
// side's table sees it.
func (c *Comparison) single(t twin, side int) diagram.Ref {
	single := diagram.False
	for name := range t.names {
		r := diagram.True
		for _, in := range slices.Backward(c.inputs) {
			if !in.set {
				r = c.And(c.Literal(in.level, func(v int) bool {
					return in.fits(c.levels[in.level].values[v][0], t, name, side)
				}), r)
				continue
			}
			if !in.entryWay().fits(t, name, side) {
				r = c.And(c.empty(in), r)
			}
		}
		single = c.Or(r, single)
	}
	return single
}

// entryWay is the way in which any entry of a set is written.
func (in *input) entryWay() way { return way{puts: []put{{place: in.places[0]}}} }

// namesFor chooses for each twin the name that a vector is written with: one
// that all inputs fit, if there is one, in both tables rather than in one.
func (c *Comparison) namesFor(vector []uint8) []int {
	names := make([]int, len(c.twins))
	for i, t := range c.twins {
		names[i] = truth(c.fitting(vector, t, 1) > c.fitting(vector, t, 0))
	}
	return names
}

// fitting counts the tables of a twin for which all inputs fit a name.
func (c *Comparison) fitting(vector []uint8, t twin, name int) int {
	tables := 0
	for side, of := range t.of {
		tables += truth(of && !slices.ContainsFunc(c.inputs, func(in *input) bool {
			if in.set {
				return slices.Contains(vector[in.level:in.level+len(in.values)], 1) && !in.entryWay().fits(t, name, side)
			}
			return !in.fits(c.levels[in.level].values[vector[in.level]][0], t, name, side)
		}))
	}
	return tables
}

// wayOf chooses the way to write a value that fits these names of the twins
// best.
func (c *Comparison) wayOf(v *value, names []int) way {
	fits := func(w way) int {
		n := 0
		for i, t := range c.twins {
			for side, of := range t.of {
				n += truth(of && w.fits(t, names[i], side))
			}
		}
		return n
	}
	return slices.MaxFunc(v.ways, func(a, b way) int { return fits(a) - fits(b) })
}
