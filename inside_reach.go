package verdict

import (
	"maps"
	"math/bits"
	"slices"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/inside"
)

// reach narrows the diagram of one table again and again.
type reach struct {
	*diagram.Builder
	table *table
	whole diagram.Ref
	calls int
}

// mostReached is how often a builder is used: it keeps all that it ever made.
const mostReached = 1000

// outcomes narrows the diagram to sets of values. What it gives for values that are
// not in a set no longer differs from what it gives for one that is.
func (r *reach) outcomes(may *inside.May) (reached, asked []int, err error) {
	if r.calls%mostReached == 0 {
		r.renew()
	}
	r.calls++
	var vector document.Vector
	var free diagram.Levels
	for i := range r.table.Signals {
		vector[i] = uint8(bits.TrailingZeros64(may[i]))
		if bits.OnesCount64(may[i]) > 1 {
			free |= 1 << i
		}
	}
	at := r.Fix(r.whole, vector[:], free)
	for i := range r.table.Signals {
		if free.Has(i) {
			at = r.narrow(at, i, may[i])
		}
	}
	for _, value := range slices.Sorted(maps.Keys(r.Values(at))) {
		reached = append(reached, r.table.outcomes[value].number)
	}
	status := r.Map(at, func(value int) int { return int(r.table.outcomes[value].status) })
	for i := range r.table.Signals {
		if free.Has(i) && r.Restrict(status, i, 0) != status {
			asked = append(asked, i)
		}
	}
	return reached, asked, r.Err()
}

func (r *reach) renew() {
	arity := make([]int, len(r.table.Signals))
	for i, s := range r.table.Signals {
		arity[i] = s.Arity()
	}
	r.Builder = diagram.New(arity)
	r.whole = r.Import(r.table.diagram, func(value int) int { return value })
}

// narrow makes f give for any value of a level that is not allowed what it gives for
// the first that is.
func (r *reach) narrow(f diagram.Ref, level int, allowed uint64) diagram.Ref {
	is := r.Literal(level, func(v int) bool { return allowed>>v&1 == 1 })
	if is == diagram.True {
		return f
	}
	const none = 1 << 30
	within := r.Apply(f, is, func(value, is int) int { return value*is + none*(1-is) })
	first := r.Restrict(f, level, bits.TrailingZeros64(allowed))
	return r.Apply(within, first, func(value, first int) int {
		if value == none {
			return first
		}
		return value
	})
}
