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
		}
	}
	return twins
}

// fits tells whether a value of an input can be written without the other name
// of a twin.
func (in *input) fits(value int, t twin, name int) bool {
	return slices.ContainsFunc(in.values[value].ways, func(w way) bool { return w.fits(t, name) })
}

func (w way) fits(t twin, name int) bool {
	other := t.names[1-name]
	return !slices.ContainsFunc(w.puts, func(p put) bool {
		return len(p.place.steps) >= len(other) && slices.Equal(p.place.steps[:len(other)], other)
	})
}

// single is 1 where a document need not fill both names of a twin.
func (c *Comparison) single(t twin) diagram.Ref {
	single := diagram.False
	for name := range t.names {
		r := diagram.True
		for _, in := range slices.Backward(c.inputs) {
			if !in.set {
				r = c.And(c.Literal(in.level, func(v int) bool {
					return in.fits(c.levels[in.level].values[v][0], t, name)
				}), r)
				continue
			}
			if !in.entryWay().fits(t, name) {
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
// that all inputs fit, if there is one.
func (c *Comparison) namesFor(vector []uint8) []int {
	names := make([]int, len(c.twins))
	for i, t := range c.twins {
		for _, in := range c.inputs {
			if in.set {
				if slices.Contains(vector[in.level:in.level+len(in.values)], 1) && !in.entryWay().fits(t, names[i]) {
					names[i] = 1
				}
				continue
			}
			if v := c.levels[in.level].values[vector[in.level]][0]; !in.fits(v, t, names[i]) {
				names[i] = 1
			}
		}
	}
	return names
}

// wayOf chooses the way to write a value with these names of the twins.
func (c *Comparison) wayOf(in *input, v *value, names []int) way {
	for _, w := range v.ways {
		fits := true
		for i, t := range c.twins {
			fits = fits && w.fits(t, names[i])
		}
		if fits {
			return w
		}
	}
	return v.ways[0]
}
