package diff

import (
	"fmt"
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Caveat says where the regions are not exactly what documents can do.
type Caveat struct {
	Says      string
	Places    []rulebook.Path // that it is about
	MayChange bool            // outcomes of documents may change that no region tells of
	MayAccept bool            // acceptance may be among what they change to
}

// Caveats say where the two tables do not refuse alike what stands on the way
// to their signals, which is in no input; then where inputs are not as
// independent as they are taken to be, so that a region may hold combinations
// that no document can carry, and none is missing. There are none where both
// tables read the same places in the same way, each for one signal, nor where
// there is one table alone.
func (c *Comparison) Caveats() []Caveat {
	if c.tables[0] == nil || c.tables[1] == nil {
		return nil
	}
	return slices.Concat(c.elementCaveats(), c.twinCaveats(), c.dependent())
}

// dependent names the pairs of inputs of which one says something of the other.
func (c *Comparison) dependent() []Caveat {
	var caveats []Caveat
	for i, in := range c.inputs {
		for _, other := range c.inputs[:i] {
			if p, shared := in.shares(other); shared {
				caveats = append(caveats, Caveat{
					Says:   fmt.Sprintf("%s and %s, both at %s, are read as if each stood in a place of its own", other.name, in.name, p),
					Places: []rulebook.Path{p},
				})
			} else if p, q, meet := in.meets(other); meet && !(in.alike() && other.alike()) {
				caveats = append(caveats, Caveat{
					Says:   fmt.Sprintf("%s at %s and %s at %s are read as if the one did not stand in the other", other.name, q, in.name, p),
					Places: []rulebook.Path{p, q},
				})
			}
		}
	}
	return caveats
}

// shares finds a place of two inputs.
func (in *input) shares(other *input) (rulebook.Path, bool) {
	for _, a := range in.places {
		if a.caller == "" && slices.ContainsFunc(other.places, a.same) {
			return a.steps, true
		}
	}
	return nil, false
}

// alike tells whether both tables read the input in the same places.
func (in *input) alike() bool {
	return slices.EqualFunc(placesOf(in.signals[0]), placesOf(in.signals[1]), place.same)
}

// meets finds places of two inputs of which one can stand in the other.
func (in *input) meets(other *input) (p, q rulebook.Path, meet bool) {
	for _, a := range in.places {
		for _, b := range other.places {
			if a.caller == "" && b.caller == "" && meets(a.steps, b.steps) {
				return a.steps, b.steps, true
			}
		}
	}
	return nil, nil, false
}

// meets tells whether one path can lead to a place on the other.
func meets(p, q rulebook.Path) bool {
	for i := range min(len(p), len(q)) {
		if p[i] != q[i] && p[i] != rulebook.Members && q[i] != rulebook.Members {
			return false
		}
	}
	return !slices.Equal(familySteps(p), familySteps(q))
}

// familySteps are the steps to where the entries of a set stand: sets of the
// same entries do not stand in one another.
func familySteps(p rulebook.Path) rulebook.Path {
	if i := slices.IndexFunc(p, isMany); i >= 0 {
		return p[:i+1]
	}
	return p
}

func isMany(step string) bool { return step == rulebook.Members || step == rulebook.Entries }
