package promise

import (
	"math/bits"

	"github.com/verdict-id/verdict/internal/diagram"
)

// cost counts what is there: one for a signal, in a set one for each kind of
// entry. The cheapest witness is the smallest.
func (p *Proof) cost(signal, class int) int {
	if p.Table.Signals[signal].Set {
		return bits.OnesCount(uint(class))
	}
	return min(class, 1)
}

func (p *Proof) vectorCost(vector []uint8) int {
	sum := 0
	for i, class := range vector {
		sum += p.cost(i, int(class))
	}
	return sum
}

func (p *Proof) smallest(f diagram.Ref) ([]uint8, bool) { return p.builder.Smallest(f, p.cost) }
