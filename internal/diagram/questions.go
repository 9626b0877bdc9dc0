package diagram

import "math/big"

// visit calls see once for each node of f that is not a terminal: first the
// top, then every node after one of its parents, in an order that depends on
// the function alone.
func (b *Builder) visit(f Ref, see func(r Ref)) {
	seen := map[Ref]bool{}
	var walk func(r Ref)
	walk = func(r Ref) {
		if seen[r] {
			return
		}
		seen[r] = true
		if b.isTerminal(r) {
			return
		}
		see(r)
		for _, k := range b.children(r) {
			walk(k)
		}
	}
	walk(f)
}

// Size is the number of nodes of f, terminals not counted.
func (b *Builder) Size(f Ref) int {
	n := 0
	b.visit(f, func(Ref) { n++ })
	return n
}

// Values tells which values f gives.
func (b *Builder) Values(f Ref) map[int]bool {
	values := map[int]bool{}
	if b.isTerminal(f) {
		values[b.value(f)] = true
	}
	b.visit(f, func(r Ref) {
		for _, k := range b.children(r) {
			if b.isTerminal(k) {
				values[b.value(k)] = true
			}
		}
	})
	return values
}

// Count tells for how many vectors f gives each of its values.
func (b *Builder) Count(f Ref) map[int]*big.Int {
	counts := map[int]*big.Int{}
	memo := map[Ref]*big.Int{}
	for value := range b.Values(f) {
		clear(memo)
		counts[value] = new(big.Int).Mul(b.countBelow(f, value, memo), b.skipped(0, b.nodes[f].level))
	}
	return counts
}

// countBelow counts the vectors from f's own level on.
func (b *Builder) countBelow(f Ref, value int, memo map[Ref]*big.Int) *big.Int {
	if b.isTerminal(f) {
		if b.value(f) == value {
			return big.NewInt(1)
		}
		return new(big.Int)
	}
	if n := memo[f]; n != nil {
		return n
	}
	sum := new(big.Int)
	for _, k := range b.children(f) {
		below := b.countBelow(k, value, memo)
		sum.Add(sum, new(big.Int).Mul(below, b.skipped(b.nodes[f].level+1, b.nodes[k].level)))
	}
	memo[f] = sum
	return sum
}

// skipped is the number of vectors over the levels from, up to but not to.
func (b *Builder) skipped(from, to int32) *big.Int {
	n := big.NewInt(1)
	for level := from; level < to; level++ {
		n.Mul(n, big.NewInt(int64(b.arity[level])))
	}
	return n
}

// Space is the number of all vectors.
func (b *Builder) Space() *big.Int { return b.skipped(0, int32(len(b.arity))) }

// Smallest gives the vector of least cost for which f is not 0, among equals
// the one with the smallest values first. No cost may be negative, and that of
// value 0 has to be 0.
func (b *Builder) Smallest(f Ref, cost func(level, value int) int) ([]uint8, bool) {
	if f == False {
		return nil, false
	}
	type choice struct{ cost, value int }
	const never = 1 << 30
	memo := map[Ref]choice{}
	var best func(r Ref) choice
	best = func(r Ref) choice {
		if b.isTerminal(r) {
			if b.value(r) == 0 {
				return choice{never, 0}
			}
			return choice{}
		}
		if c, ok := memo[r]; ok {
			return c
		}
		least := choice{never, 0}
		for v, k := range b.children(r) {
			if c := best(k).cost + cost(int(b.nodes[r].level), v); c < least.cost {
				least = choice{c, v}
			}
		}
		memo[r] = least
		return least
	}
	vector := make([]uint8, len(b.arity))
	for r := f; !b.isTerminal(r); {
		v := best(r).value
		vector[b.nodes[r].level] = uint8(v)
		r = b.children(r)[v]
	}
	return vector, true
}

// Edges calls see for every edge of f with a vector that takes it: by the
// first way found to its node, over the edge, and on with zeros.
func (b *Builder) Edges(f Ref, see func(vector []uint8)) {
	ways := map[Ref][]uint8{f: make([]uint8, len(b.arity))}
	b.visit(f, func(r Ref) {
		for v, k := range b.children(r) {
			vector := append([]uint8(nil), ways[r]...)
			vector[b.nodes[r].level] = uint8(v)
			if ways[k] == nil {
				ways[k] = vector
			}
			see(append([]uint8(nil), vector...))
		}
	})
}
