// Package nearest finds the smallest changes of signals that would have led to
// another status: exactly, by questions to a table's decision diagram.
package nearest

import (
	"cmp"
	"slices"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Outcome is a status and how it could have come about.
type Outcome struct {
	Status rulebook.Status
	Ways   []Way // each with the same number of changes; none where there is no way
	More   bool  // there are more ways than could be listed
}

// Way is a combination of changes; all of them have to be made.
type Way []Change

// Change is what a signal would have to be.
type Change struct {
	Signal int
	To     uint64 // classes, of a set masks; any one of them
	May    uint64 // what the signal may change to at all, and what it is
}

// most is the greatest number of sets of signals that are looked at for one
// status.
const most = 1000

// Outcomes gives the nearest ways to every other status that the table gives:
// those with the fewest changes first, and then the strictest. statuses has the
// status of each value of the diagram. The error is diagram.ErrTooLarge.
func Outcomes(t *rulebook.Table, flat *diagram.Flat, statuses []rulebook.Status, vector []uint8) ([]Outcome, error) {
	arity := make([]int, len(t.Signals))
	for i, s := range t.Signals {
		arity[i] = s.Arity()
	}
	b := diagram.New(arity)
	now := statuses[flat.Walk(vector)]
	var outcomes []Outcome
	for _, status := range t.Gives {
		if status == now {
			continue
		}
		target := b.Import(flat, func(value int) int {
			if statuses[value] == status {
				return 1
			}
			return 0
		})
		o := Outcome{Status: status}
		sets, more := b.Nearest(target, vector, func(level, value int) bool { return May(t.Signals[level], vector[level], uint8(value)) }, most)
		for _, set := range sets {
			o.Ways = append(o.Ways, ways(t, b, target, vector, set)...)
		}
		o.More = more
		outcomes = append(outcomes, o)
	}
	slices.SortStableFunc(outcomes, func(a, b Outcome) int {
		return cmp.Or(a.distance()-b.distance(), int(b.Status)-int(a.Status))
	})
	return outcomes, b.Err()
}

// distance is the number of changes, beyond all others where there is no way.
func (o Outcome) distance() int {
	if len(o.Ways) == 0 {
		return rulebook.MaxSignals + 1
	}
	return len(o.Ways[0])
}

// ways writes what the signals of a set would have to be.
func ways(t *rulebook.Table, b *diagram.Builder, target diagram.Ref, vector []uint8, set diagram.Levels) []Way {
	f := b.Fix(target, vector, set)
	may := map[int]uint64{}
	for level, s := range slices.Backward(t.Signals) {
		if !set.Has(level) {
			continue
		}
		from := vector[level]
		f = b.And(b.Literal(level, func(v int) bool { return May(s, from, uint8(v)) }), f)
		may[level] = 1 << from
		for v := range s.Arity() {
			if May(s, from, uint8(v)) {
				may[level] |= 1 << v
			}
		}
	}
	var out []Way
	for _, cube := range b.Cover(f, func(_, value int) int { return min(value, 1) }) {
		var w Way
		for level := range t.Signals {
			if set.Has(level) {
				w = append(w, Change{level, cube[level], may[level]})
			}
		}
		out = append(out, w)
	}
	return out
}

// May tells whether a signal that was one class could as well have been
// another: among values with an order, and never by losing evidence. In a set
// entries may change and more may come, and an entry without its value may get
// one; but an entry that has a value keeps one.
func May(s *rulebook.Signal, from, to uint8) bool {
	switch {
	case s.Aside || !s.Ordered || from == to:
		return false
	case s.Set:
		return to>>1 != 0 && (from&1 == 1 || to&1 == 0)
	default:
		return to != 0
	}
}
