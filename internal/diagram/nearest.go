package diagram

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
)

// Import makes the diagram that a Flat was made of, its values mapped by op.
func (b *Builder) Import(f *Flat, op func(value int) int) Ref {
	memo := map[int32]Ref{}
	var from func(at int32) Ref
	from = func(at int32) Ref {
		if at < 0 {
			return b.Terminal(op(int(^at)))
		}
		if r, ok := memo[at]; ok {
			return r
		}
		level := f.nodes[at]
		if level >= isRun { // the node itself stands behind
			memo[at] = from(at + 4)
			return memo[at]
		}
		kids := make([]Ref, b.arity[level])
		for v := range kids {
			kids[v] = from(f.nodes[int(at)+1+v])
		}
		memo[at] = b.make(int(level), kids)
		return memo[at]
	}
	return from(f.root)
}

// Levels is a set of at most 64 levels, a bit each.
type Levels uint64

// Has tells whether a level is in the set.
func (l Levels) Has(level int) bool { return l>>level&1 == 1 }

// compare puts sets with earlier levels first.
func (l Levels) compare(other Levels) int {
	return cmp.Compare(bits.Reverse64(uint64(other)), bits.Reverse64(uint64(l)))
}

// nearest is one search for the smallest changes.
type nearest struct {
	*Builder
	from   []uint8
	may    func(level, value int) bool
	most   int
	costs  map[Ref]int
	found  map[Ref][]Levels
	capped bool
}

const unreachable = 1 << 30

// Nearest gives the smallest sets of levels at which a vector has to change
// for f, a function to 0 and 1, to be 1: all sets with the least number of
// levels, in the order of their levels. A level may change to the values that
// may allows. No more than most sets are given; more tells whether there are.
// There is none where f cannot become 1, and one empty set where it is 1.
func (b *Builder) Nearest(f Ref, from []uint8, may func(level, value int) bool, most int) (sets []Levels, more bool) {
	n := nearest{Builder: b, from: from, may: may, most: most, costs: map[Ref]int{}, found: map[Ref][]Levels{}}
	if n.cost(f) >= unreachable {
		return nil, false
	}
	return n.sets(f), n.capped
}

// cost is the least number of changes from f's level on.
func (n *nearest) cost(f Ref) int {
	if n.isTerminal(f) {
		if f == True {
			return 0
		}
		return unreachable
	}
	if c, ok := n.costs[f]; ok {
		return c
	}
	least := unreachable
	for v, k := range n.children(f) {
		if step, ok := n.step(f, v); ok {
			least = min(least, step+n.cost(k))
		}
	}
	n.costs[f] = least
	return least
}

// step is the cost of an edge, if it can be taken.
func (n *nearest) step(f Ref, value int) (int, bool) {
	level := int(n.nodes[f].level)
	if value == int(n.from[level]) {
		return 0, true
	}
	return 1, n.may(level, value)
}

// sets gives the sets of levels with the least number of changes.
func (n *nearest) sets(f Ref) []Levels {
	if f == True {
		return []Levels{0}
	}
	if sets, ok := n.found[f]; ok {
		return sets
	}
	all := map[Levels]bool{}
	for v, k := range n.children(f) {
		step, ok := n.step(f, v)
		if !ok || step+n.cost(k) != n.cost(f) {
			continue
		}
		for _, set := range n.sets(k) {
			all[set|Levels(step)<<n.nodes[f].level] = true
		}
	}
	sets := slices.SortedFunc(maps.Keys(all), Levels.compare)
	if len(sets) > n.most {
		sets, n.capped = sets[:n.most], true
	}
	n.found[f] = sets
	return sets
}

// Fix is f with the values of all levels fixed but those of free; the result
// does not look at the fixed ones any more.
func (b *Builder) Fix(f Ref, vector []uint8, free Levels) Ref {
	memo := map[Ref]Ref{}
	var fix func(f Ref) Ref
	fix = func(f Ref) Ref {
		if b.isTerminal(f) {
			return f
		}
		if r, ok := memo[f]; ok {
			return r
		}
		level := int(b.nodes[f].level)
		if !free.Has(level) {
			return fix(b.children(f)[vector[level]])
		}
		kids := make([]Ref, b.arity[level])
		for v := range kids {
			kids[v] = fix(b.children(f)[v])
		}
		memo[f] = b.make(level, kids)
		return memo[f]
	}
	return fix(f)
}
