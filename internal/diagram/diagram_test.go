package diagram

import (
	"math/big"
	"math/bits"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// The properties draw functions and ask the diagram and a truth table the same
// question. The truth table is right because it looks at every vector.

// drawn is a function twice: as a diagram, and as what it gives for every
// vector, in the order of drawer.vectors.
type drawn struct {
	ref   Ref
	table []int
}

// drawer draws functions of one Builder. They give 0 to maxValue.
type drawer struct {
	*rapid.T
	*Builder
	vectors [][]uint8
}

const maxValue = 4

// newDrawer draws the levels: none to five of them, of one value to five.
func newDrawer(t *rapid.T) *drawer {
	arity := make([]int, []int{0, 1, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5}[below(16).Draw(t, "levels")])
	space := 1
	for level := range arity {
		arity[level] = []int{1, 2, 2, 2, 2, 3, 3, 3, 4, 5}[below(10).Draw(t, "arity")]
		if space*arity[level] > 200 {
			arity[level] = 1
		}
		space *= arity[level]
	}
	return &drawer{t, New(arity), vectors(arity)}
}

// below draws a number below n, each as often as any other. The ranges of
// rapid prefer small ones, and most functions would be constant.
func below(n int) *rapid.Generator[int] {
	return rapid.Custom(func(t *rapid.T) int {
		const width = 8
		drawn := 0
		for range width {
			drawn <<= 1
			if rapid.Bool().Draw(t, "bit") {
				drawn |= 1
			}
		}
		return n * drawn >> width
	})
}

// vectors lists all vectors, the smallest values first.
func vectors(arity []int) [][]uint8 {
	all := [][]uint8{{}}
	for _, n := range arity {
		var longer [][]uint8
		for _, vector := range all {
			for v := range n {
				longer = append(longer, append(slices.Clone(vector), uint8(v)))
			}
		}
		all = longer
	}
	return all
}

// tabulate lists what f gives for every vector.
func (d *drawer) tabulate(f func(vector []uint8) int) []int {
	table := make([]int, len(d.vectors))
	for i, vector := range d.vectors {
		table[i] = f(vector)
	}
	return table
}

// number is the place of a vector in d.vectors.
func (d *drawer) number(vector []uint8) int {
	n := 0
	for level, v := range vector {
		n = n*d.arity[level] + int(v)
	}
	return n
}

// numbers draws a function to 0 to maxValue, by operations as deep as depth.
func (d *drawer) numbers(depth int) drawn {
	if depth == 0 {
		switch d.pick("number", 10) {
		case 0:
			v := d.pick("terminal", maxValue+1)
			return drawn{d.Terminal(v), d.tabulate(func([]uint8) int { return v })}
		case 1, 2, 3, 4:
			return d.spelt(maxValue)
		default:
			return d.literal()
		}
	}
	switch d.pick("numbers", 8) {
	case 0:
		return d.numbers(0)
	case 1:
		return d.restricted(d.numbers(depth - 1))
	case 2:
		return d.mapped(d.numbers(depth-1), maxValue)
	case 3:
		return d.truths(depth - 1)
	default:
		return d.applied(d.numbers(depth-1), d.numbers(depth-1), maxValue)
	}
}

// truths draws a function to 0 and 1.
func (d *drawer) truths(depth int) drawn {
	if depth == 0 {
		switch d.pick("truth", 20) {
		case 0:
			return drawn{False, d.tabulate(func([]uint8) int { return 0 })}
		case 1:
			return drawn{True, d.tabulate(func([]uint8) int { return 1 })}
		case 2, 3, 4, 5, 6, 7, 8:
			return d.spelt(1)
		default:
			return d.literal()
		}
	}
	switch d.pick("truths", 12) {
	case 0:
		return d.truths(0)
	case 1:
		return d.restricted(d.truths(depth - 1))
	case 2:
		return d.mapped(d.numbers(depth-1), 1)
	case 3, 4:
		return d.applied(d.numbers(depth-1), d.numbers(depth-1), 1)
	case 5:
		return d.not(d.truths(depth - 1))
	case 6, 7, 8:
		return d.and(d.truths(depth-1), d.truths(depth-1))
	default:
		return d.or(d.truths(depth-1), d.truths(depth-1))
	}
}

func (d *drawer) pick(what string, n int) int { return below(n).Draw(d.T, what) }

// values draws what a function gives for each of n arguments.
func (d *drawer) values(n, most int) []int {
	return rapid.SliceOfN(below(most+1), n, n).Draw(d.T, "values")
}

func (d *drawer) literal() drawn {
	if len(d.arity) == 0 {
		return drawn{True, []int{1}}
	}
	level := d.pick("level", len(d.arity))
	holds := d.values(d.arity[level], 1)
	if len(slices.Compact(slices.Clone(holds))) == 1 && d.pick("constant", 4) > 0 {
		holds[0] = 1 - holds[0]
	}
	return drawn{
		d.Literal(level, func(v int) bool { return holds[v] == 1 }),
		d.tabulate(func(vector []uint8) int { return holds[vector[level]] }),
	}
}

// spelt draws a truth table and spells it out.
func (d *drawer) spelt(most int) drawn {
	table := d.values(len(d.vectors), most)
	return drawn{spell(d.Builder, table), table}
}

// spell builds a function from its truth table, value by value.
func spell(b *Builder, table []int) Ref {
	var from func(level int, table []int) Ref
	from = func(level int, table []int) Ref {
		if level == len(b.arity) {
			return b.Terminal(table[0])
		}
		sum := False
		for v, part := range parts(table, b.arity[level]) {
			here := b.Literal(level, func(w int) bool { return v == w })
			part := b.Apply(here, from(level+1, part), func(x, y int) int { return x * y })
			sum = b.Apply(sum, part, func(x, y int) int { return x + y })
		}
		return sum
	}
	return from(0, table)
}

// parts cuts a truth table by the values of its first level.
func parts(table []int, arity int) [][]int {
	return slices.Collect(slices.Chunk(table, len(table)/arity))
}

func (d *drawer) restricted(f drawn) drawn {
	if len(d.arity) == 0 {
		return f
	}
	level := d.pick("level", len(d.arity))
	value := d.pick("value", d.arity[level])
	return drawn{d.Restrict(f.ref, level, value), d.tabulate(func(vector []uint8) int {
		fixed := slices.Clone(vector)
		fixed[level] = uint8(value)
		return f.table[d.number(fixed)]
	})}
}

func (d *drawer) mapped(f drawn, most int) drawn {
	op := d.values(maxValue+1, most)
	return d.pointwise(d.Map(f.ref, func(v int) int { return op[v] }), f, f, func(x, _ int) int { return op[x] })
}

func (d *drawer) applied(f, g drawn, most int) drawn {
	results := d.values((maxValue+1)*(maxValue+1), most)
	op := func(x, y int) int { return results[x*(maxValue+1)+y] }
	return d.pointwise(d.Apply(f.ref, g.ref, op), f, g, op)
}

func (d *drawer) and(f, g drawn) drawn {
	return d.pointwise(d.And(f.ref, g.ref), f, g, func(x, y int) int { return x & y })
}

func (d *drawer) or(f, g drawn) drawn {
	return d.pointwise(d.Or(f.ref, g.ref), f, g, func(x, y int) int { return x | y })
}

func (d *drawer) not(f drawn) drawn {
	return d.pointwise(d.Not(f.ref), f, f, func(x, _ int) int { return 1 - x })
}

func (d *drawer) pointwise(ref Ref, f, g drawn, op func(x, y int) int) drawn {
	table := make([]int, len(f.table))
	for i := range table {
		table[i] = op(f.table[i], g.table[i])
	}
	return drawn{ref, table}
}

// walked lists what a diagram gives for every vector.
func (d *drawer) walked(ref Ref) []int { return d.tabulate(d.Flatten(ref).Walk) }

// same fails where two things differ.
func same(t rapid.TB, what string, got, want any, options ...cmp.Option) {
	t.Helper()
	if diff := cmp.Diff(want, got, options...); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

var (
	bigInts = cmp.Comparer(func(x, y *big.Int) bool { return x.Cmp(y) == 0 })
	flats   = cmp.AllowUnexported(Flat{})
)

func is(value int) func(int) bool { return func(v int) bool { return v == value } }

func popcount(_, v int) int { return bits.OnesCount(uint(v)) }

func TestOperations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4)
		same(t, "the diagram", d.walked(f.ref), f.table)
		if d.Err() != nil {
			t.Fatal(d.Err())
		}
	})
}

// One operation at a time on functions of any kind, so that none of them is
// drawn too seldom.
func TestEachOperation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f, g := d.truths(2), d.truths(2)
		m, n := d.numbers(2), d.numbers(2)
		for name, r := range map[string]drawn{
			"literal":                d.literal(),
			"and":                    d.and(f, g),
			"or":                     d.or(f, g),
			"not":                    d.not(f),
			"map":                    d.mapped(m, maxValue),
			"apply":                  d.applied(m, n, maxValue),
			"apply to the same":      d.applied(m, m, maxValue),
			"restrict":               d.restricted(m),
			"spelt from truth table": d.spelt(maxValue),
		} {
			same(t, name, d.walked(r.ref), r.table)
		}
	})
}

// Equal functions are equal Refs, however they were built, and others are not.
func TestCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f, g := d.numbers(3), d.numbers(3)
		if equal := slices.Equal(f.table, g.table); (f.ref == g.ref) != equal {
			t.Fatalf("%v and %v are Refs %d and %d", f.table, g.table, f.ref, g.ref)
		}
		if again := spell(d.Builder, f.table); again != f.ref {
			t.Fatalf("%v is Ref %d, and spelt out %d", f.table, f.ref, again)
		}
		other := slices.Clone(f.table)
		other[d.pick("place", len(other))]++
		if spell(d.Builder, other) == f.ref {
			t.Fatalf("%v and %v are both Ref %d", f.table, other, f.ref)
		}
	})
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		b := d.Builder
		f, g, h := d.truths(3).ref, d.truths(3).ref, d.truths(3).ref
		minimum, maximum := func(x, y int) int { return min(x, y) }, func(x, y int) int { return max(x, y) }
		for law, sides := range map[string][2]Ref{
			"f and g = g and f":                       {b.And(f, g), b.And(g, f)},
			"f or g = g or f":                         {b.Or(f, g), b.Or(g, f)},
			"f and (g and h) = (f and g) and h":       {b.And(f, b.And(g, h)), b.And(b.And(f, g), h)},
			"f or (g or h) = (f or g) or h":           {b.Or(f, b.Or(g, h)), b.Or(b.Or(f, g), h)},
			"f and (g or h) = f and g or f and h":     {b.And(f, b.Or(g, h)), b.Or(b.And(f, g), b.And(f, h))},
			"f or g and h = (f or g) and (f or h)":    {b.Or(f, b.And(g, h)), b.And(b.Or(f, g), b.Or(f, h))},
			"f and f = f":                             {b.And(f, f), f},
			"f or f = f":                              {b.Or(f, f), f},
			"f and (f or g) = f":                      {b.And(f, b.Or(f, g)), f},
			"f or f and g = f":                        {b.Or(f, b.And(f, g)), f},
			"f and 0 = 0":                             {b.And(f, False), False},
			"f and 1 = f":                             {b.And(f, True), f},
			"f or 0 = f":                              {b.Or(f, False), f},
			"f or 1 = 1":                              {b.Or(f, True), True},
			"f and not f = 0":                         {b.And(f, b.Not(f)), False},
			"f or not f = 1":                          {b.Or(f, b.Not(f)), True},
			"not not f = f":                           {b.Not(b.Not(f)), f},
			"not (f and g) = not f or not g":          {b.Not(b.And(f, g)), b.Or(b.Not(f), b.Not(g))},
			"f and g is the least of both":            {b.And(f, g), b.Apply(f, g, minimum)},
			"f or g is the greatest of both":          {b.Or(f, g), b.Apply(f, g, maximum)},
			"f is what it gives":                      {b.Map(f, func(v int) int { return v }), f},
			"applying the first of both changes none": {b.Apply(f, g, func(x, _ int) int { return x }), f},
		} {
			if sides[0] != sides[1] {
				t.Fatalf("not so: %s", law)
			}
		}
	})
}

// A function is what its restrictions by one level make of it, and a
// restriction does not look at its level any more.
func TestRestrict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.truths(3).ref
		for level, arity := range d.arity {
			whole := False
			for v := range arity {
				part := d.Restrict(f, level, v)
				for w := range arity {
					if d.Restrict(part, level, w) != part {
						t.Fatalf("the restriction by level %d looks at it", level)
					}
				}
				whole = d.Or(whole, d.And(d.Literal(level, is(v)), part))
			}
			if whole != f {
				t.Fatalf("the parts by level %d do not make the whole", level)
			}
		}
	})
}

// No node is needless and none is there twice. So a diagram has a node for
// each function that is left after fixing some first levels and that looks at
// the next.
func TestReduced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4)

		type key struct {
			level    int32
			children string
		}
		nodes := map[key]bool{}
		for r, n := range d.nodes {
			if d.isTerminal(Ref(r)) {
				continue
			}
			kids := d.children(Ref(r))
			if len(slices.Compact(slices.Clone(kids))) == 1 {
				t.Fatalf("node %d has one child only: %v", r, kids)
			}
			children := ""
			for _, k := range kids {
				children += string(rune(k)) + " "
				if d.nodes[k].level <= n.level {
					t.Fatalf("node %d is on level %d, its child %d on level %d", r, n.level, k, d.nodes[k].level)
				}
			}
			if nodes[key{n.level, children}] {
				t.Fatalf("node %d is there twice", r)
			}
			nodes[key{n.level, children}] = true
		}

		left := [][]int{f.table}
		size := 0
		for _, arity := range d.arity {
			var next [][]int
			for _, table := range left {
				by := parts(table, arity)
				if slices.ContainsFunc(by, func(part []int) bool { return !slices.Equal(part, by[0]) }) {
					size++
				}
				next = append(next, by...)
			}
			slices.SortFunc(next, slices.Compare)
			left = slices.CompactFunc(next, slices.Equal)
		}
		same(t, "size", d.Size(f.ref), size)
	})
}

func TestCountAndValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4)
		values := map[int]bool{}
		counts := map[int]*big.Int{}
		for _, v := range f.table {
			if !values[v] {
				values[v] = true
				counts[v] = new(big.Int)
			}
			counts[v].Add(counts[v], big.NewInt(1))
		}
		same(t, "values", d.Values(f.ref), values)
		same(t, "counts", d.Count(f.ref), counts, bigInts)
		same(t, "space", d.Space(), big.NewInt(int64(len(d.vectors))), bigInts)
	})
}

// drawCost draws one of the costs that are really used, or any.
func drawCost(d *drawer) func(level, value int) int {
	switch d.pick("cost", 3) {
	case 0:
		return func(_, v int) int { return min(v, 1) }
	case 1:
		return popcount
	}
	costs := make([][]int, len(d.arity))
	for level, arity := range d.arity {
		costs[level] = d.values(arity, 3)
		costs[level][0] = 0
	}
	return func(level, value int) int { return costs[level][value] }
}

func TestSmallest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4)
		cost := drawCost(d)
		var smallest []uint8
		least := 0
		for i, vector := range d.vectors {
			sum := 0
			for level, v := range vector {
				sum += cost(level, int(v))
			}
			if f.table[i] != 0 && (smallest == nil || sum < least) {
				smallest, least = vector, sum
			}
		}
		vector, ok := d.Smallest(f.ref, cost)
		same(t, "found", ok, smallest != nil)
		same(t, "smallest", vector, smallest)
	})
}

// Every edge is seen once, with a vector that takes it and that is 0 wherever
// the way to the edge does not say otherwise.
func TestEdges(t *testing.T) {
	type edge struct {
		node  Ref
		value int
	}
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4).ref

		var edges []edge
		seen := map[Ref]bool{}
		var list func(r Ref)
		list = func(r Ref) {
			if d.isTerminal(r) || seen[r] {
				return
			}
			seen[r] = true
			for v := range d.children(r) {
				edges = append(edges, edge{r, v})
			}
			for _, k := range d.children(r) {
				list(k)
			}
		}
		list(f)

		n := 0
		d.Edges(f, func(vector []uint8) {
			if n == len(edges) {
				t.Fatal("too many edges")
			}
			want := edges[n]
			n++
			way := make([]uint8, len(d.arity))
			r := f
			for r != want.node && !d.isTerminal(r) {
				level := d.nodes[r].level
				way[level] = vector[level]
				r = d.children(r)[vector[level]]
			}
			if r != want.node {
				t.Fatalf("%v does not come to node %d", vector, want.node)
			}
			way[d.nodes[r].level] = uint8(want.value)
			same(t, "vector", vector, way)
			for level := range vector {
				vector[level] = 255 // it is see's own
			}
		})
		same(t, "edges", n, len(edges))
	})
}

// A diagram laid out depends on the function alone, not on how it was built.
func TestFlattenSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4)
		flat := d.Flatten(f.ref)
		same(t, "again", d.Flatten(f.ref), flat, flats)
		b := New(d.arity)
		same(t, "elsewhere", b.Flatten(spell(b, f.table)), flat, flats)
		nodes := 0
		d.visit(f.ref, func(r Ref) { nodes += 1 + d.arity[d.nodes[r].level] })
		same(t, "a level and its children for each node", len(flat.nodes), nodes)
	})
}

func TestCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.truths(3)
		cubes := d.Cover(f.ref, drawCost(d))

		covers := make([]int, len(d.vectors)) // by how many cubes
		for _, cube := range cubes {
			for i, vector := range d.vectors {
				if contains(cube, vector) {
					covers[i]++
				}
			}
		}
		same(t, "covered", d.tabulate(func(vector []uint8) int { return min(covers[d.number(vector)], 1) }), f.table)

		inside := func(cube Cube) bool {
			for i, vector := range d.vectors {
				if contains(cube, vector) && f.table[i] == 0 {
					return false
				}
			}
			return true
		}
		for n, cube := range cubes {
			alone := false
			for i, vector := range d.vectors {
				alone = alone || contains(cube, vector) && covers[i] == 1
			}
			if !alone {
				t.Fatalf("cube %d of %v is redundant", n, cubes)
			}
			for level, arity := range d.arity {
				if cube[level]>>arity != 0 {
					t.Fatalf("cube %d of %v has a value that level %d has not", n, cubes, level)
				}
				for v := range arity {
					larger := slices.Clone(cube)
					larger[level] |= 1 << v
					if larger[level] != cube[level] && inside(larger) {
						t.Fatalf("cube %d of %v could have value %d on level %d", n, cubes, v, level)
					}
				}
			}
		}
	})
}

func contains(cube Cube, vector []uint8) bool {
	for level, v := range vector {
		if cube[level]>>v&1 == 0 {
			return false
		}
	}
	return true
}

// Two of three bits.
func TestExampleMajority(t *testing.T) {
	b := New([]int{2, 2, 2})
	x, y, z := b.Literal(0, is(1)), b.Literal(1, is(1)), b.Literal(2, is(1))
	f := b.Or(b.Or(b.And(x, y), b.And(x, z)), b.And(y, z))

	// One node asks for x; when it is 0 both others have to be 1, and when it
	// is 1 one of them: two nodes for y. Either asks for z after one value of y
	// only, and they share that node.
	same(t, "size", b.Size(f), 4)
	// Three vectors with two bits and one with three; as many with fewer.
	same(t, "count", b.Count(f), map[int]*big.Int{0: big.NewInt(4), 1: big.NewInt(4)}, bigInts)
	// Two bits are the least; 011 stands before 101 and 110.
	smallest, _ := b.Smallest(f, popcount)
	same(t, "smallest", smallest, []uint8{0, 1, 1})
	// With y dear, x and z are the cheapest pair.
	smallest, _ = b.Smallest(f, func(level, v int) int { return v * []int{1, 5, 1}[level] })
	same(t, "smallest with y dear", smallest, []uint8{1, 0, 1})
	// Each pair of bits is a cube that leaves the third free. They come in the
	// order in which their smallest vectors do.
	same(t, "cover", b.Cover(f, popcount), []Cube{{0b11, 0b10, 0b10}, {0b10, 0b11, 0b10}, {0b10, 0b10, 0b11}})
	// A majority of two is needed still once one bit of the three is there.
	if b.Restrict(f, 0, 1) != b.Or(y, z) || b.Restrict(f, 0, 0) != b.And(y, z) {
		t.Error("restricted by x")
	}
}

// The sum of two numbers from 0 to 2.
func TestExampleSum(t *testing.T) {
	b := New([]int{3, 3})
	number := func(level int) Ref {
		return b.Apply(b.Literal(level, func(v int) bool { return v > 0 }), b.Literal(level, is(2)), func(x, y int) int { return x + y })
	}
	sum := b.Apply(number(0), number(1), func(x, y int) int { return x + y })

	same(t, "walk", b.Flatten(sum).Walk([]uint8{2, 1}), 3)
	// 0 and 4 come in one way, 1 and 3 in two, 2 in three.
	same(t, "count", b.Count(sum), map[int]*big.Int{
		0: big.NewInt(1), 1: big.NewInt(2), 2: big.NewInt(3), 3: big.NewInt(2), 4: big.NewInt(1),
	}, bigInts)
	// A node for the first number, and one for the second after each value.
	same(t, "size", b.Size(sum), 4)
	// At most 1 in all: one of them is 0, and the other 0 or 1. Both cubes have
	// 00, from where the first one grows on the first level.
	small := b.Map(sum, func(v int) int { return 1 - min(v/2, 1) })
	same(t, "cover", b.Cover(small, popcount), []Cube{{0b011, 0b001}, {0b001, 0b011}})
}

// The cost says where a cover begins, here of three bits that are not all
// equal.
func TestExampleCoverBegins(t *testing.T) {
	b := New([]int{2, 2, 2})
	x, y, z := b.Literal(0, is(1)), b.Literal(1, is(1)), b.Literal(2, is(1))
	f := b.And(b.Or(b.Or(x, y), z), b.Not(b.And(b.And(x, y), z)))
	var (
		xNotY = Cube{0b10, 0b01, 0b11}
		xNotZ = Cube{0b10, 0b11, 0b01}
		yNotX = Cube{0b01, 0b10, 0b11}
		zNotX = Cube{0b01, 0b11, 0b10}
	)
	// By the number of bits it begins with 001, then 010 and 100; 110 is left.
	// Each grows by the last level that it can: 001 cannot by z, for 000 is
	// out, so it does by y.
	same(t, "from 001", b.Cover(f, popcount), []Cube{zNotX, yNotX, xNotY, xNotZ})
	// With z dear and x cheap it begins with 100, then 010; 001 and 110 are
	// left and cost the same.
	same(t, "from 100", b.Cover(f, func(level, v int) int { return v * (level + 1) }), []Cube{xNotY, yNotX, zNotX, xNotZ})
}

// The end of every edge is tried once: a function that looks at one level only
// has as many edges as the level has values.
func TestExampleEdges(t *testing.T) {
	b := New([]int{2, 3, 2})
	var vectors [][]uint8
	b.Edges(b.Literal(1, is(1)), func(vector []uint8) { vectors = append(vectors, vector) })
	same(t, "vectors", vectors, [][]uint8{{0, 0, 0}, {0, 1, 0}, {0, 2, 0}})
}

// Without levels there is one vector, the empty one.
func TestNoLevels(t *testing.T) {
	b := New(nil)
	five := b.Terminal(5)
	same(t, "space", b.Space(), big.NewInt(1), bigInts)
	same(t, "count", b.Count(five), map[int]*big.Int{5: big.NewInt(1)}, bigInts)
	same(t, "walk", b.Flatten(five).Walk(nil), 5)
	same(t, "cover", b.Cover(True, popcount), []Cube{{}})
	same(t, "cover of nothing", b.Cover(False, popcount), []Cube(nil), cmpopts.EquateEmpty())
	if _, ok := b.Smallest(False, popcount); ok {
		t.Error("found a vector where there is none")
	}
	b.Edges(five, func([]uint8) { t.Error("an edge") })
}

// A level with one value only is never looked at.
func TestArityOne(t *testing.T) {
	b := New([]int{1, 2})
	if b.Literal(0, is(0)) != True || b.Literal(0, is(1)) != False {
		t.Error("a literal of one value is not constant")
	}
	f := b.Literal(1, is(1))
	same(t, "cover", b.Cover(f, popcount), []Cube{{0b1, 0b10}})
	same(t, "count", b.Count(f), map[int]*big.Int{0: big.NewInt(1), 1: big.NewInt(1)}, bigInts)
}

// Spaces far beyond what anybody could enumerate, with levels as large as they
// may be.
func TestHuge(t *testing.T) {
	const levels = 40
	b := New(slices.Repeat([]int{MaxArity}, levels))
	power := func(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(MaxArity), big.NewInt(n), nil) }
	same(t, "space", b.Space(), power(levels), bigInts)

	// All levels have the last value: one vector of all.
	f := True
	vector := make([]uint8, levels)
	for level := range levels {
		f = b.And(f, b.Literal(level, is(MaxArity-1)))
		vector[level] = MaxArity - 1
	}
	same(t, "count", b.Count(f), map[int]*big.Int{
		0: new(big.Int).Sub(power(levels), big.NewInt(1)), 1: big.NewInt(1),
	}, bigInts)
	same(t, "walk", b.Flatten(f).Walk(vector), 1)
	smallest, _ := b.Smallest(f, popcount)
	same(t, "smallest", smallest, vector)
	last := slices.Repeat(Cube{1 << (MaxArity - 1)}, levels)
	same(t, "cover", b.Cover(f, popcount), []Cube{last})

	// All but that one: each level in turn is what is not the last value, and
	// the others are free.
	var want []Cube
	for level := range levels {
		cube := slices.Repeat(Cube{1<<MaxArity - 1}, levels)
		cube[level] &^= 1 << (MaxArity - 1)
		want = append(want, cube)
	}
	same(t, "cover of the rest", b.Cover(b.Not(f), popcount), want)

	// A level in the midst leaves all others free, above and below.
	g := b.Literal(7, func(v int) bool { return v < 16 })
	quarter := new(big.Int).Mul(big.NewInt(16), power(levels-1))
	same(t, "count of a quarter", b.Count(g), map[int]*big.Int{
		0: new(big.Int).Sub(power(levels), quarter), 1: quarter,
	}, bigInts)
}

// Is some pair of forty different? There are two to the power of forty ways
// through the diagram to the last pair, but they share their nodes, and nothing
// goes them one by one.
func TestShared(t *testing.T) {
	const pairs = 40
	b := New(slices.Repeat([]int{2}, 2*pairs))
	differs := False
	for i := range pairs {
		x, y := b.Literal(2*i, is(1)), b.Literal(2*i+1, is(1))
		differs = b.Or(differs, b.Or(b.And(x, b.Not(y)), b.And(b.Not(x), y)))
	}
	// One node asks for the first of a pair, and one for the second after each
	// of its values.
	same(t, "size", b.Size(differs), 3*pairs)
	same(t, "levels and edges", len(b.Flatten(differs).nodes), (1+2)*3*pairs)
	equal := new(big.Int).Lsh(big.NewInt(1), pairs)
	same(t, "count", b.Count(differs), map[int]*big.Int{0: equal, 1: new(big.Int).Sub(b.Space(), equal)}, bigInts)
	// The least is one bit, and the last one stands before all others.
	last := make([]uint8, 2*pairs)
	last[2*pairs-1] = 1
	smallest, _ := b.Smallest(differs, popcount)
	same(t, "smallest", smallest, last)
	// Each pair differs in two ways.
	same(t, "cover", len(b.Cover(differs, popcount)), 2*pairs)
	// With the last pair equal another one has to differ.
	same(t, "restricted", b.Size(b.Restrict(b.Restrict(differs, 2*pairs-1, 0), 2*pairs-2, 0)), 3*(pairs-1))
	if b.Err() != nil {
		t.Error(b.Err())
	}
}

// Nodes whose hashes are equal are told apart by what they are. Equal hashes
// are too rare to draw, so the test puts strangers where a node belongs.
func TestHashCollision(t *testing.T) {
	literal := func(b *Builder) Ref { return b.Literal(0, is(1)) }
	hash := func() uint64 {
		b := New([]int{2, 2})
		f := literal(b)
		for hash, r := range b.unique {
			if r == f {
				return hash
			}
		}
		panic("a node without a hash")
	}()
	for name, build := range map[string]func(b *Builder) Ref{
		"the same children on another level": func(b *Builder) Ref { return b.Literal(1, is(1)) },
		"other children on the same level":   func(b *Builder) Ref { return b.Literal(0, is(0)) },
	} {
		b := New([]int{2, 2})
		stranger := build(b)
		b.unique[hash] = stranger
		f := literal(b)
		if f == stranger {
			t.Fatalf("%s: taken for the node", name)
		}
		if literal(b) != f {
			t.Errorf("%s: the node is made twice", name)
		}

		// Now the stranger stands first.
		b.nodes[f].next, b.nodes[stranger].next = 0, f
		b.unique[hash] = stranger
		if literal(b) != f {
			t.Errorf("%s: the node is not found behind it", name)
		}
	}
}

// equalHalves is 1 where the first half of the levels equals the second. All
// of the first half has to be known before anything can be compared: the
// diagram has more than two nodes to the power of pairs.
func equalHalves(pairs int) (*Builder, Ref) {
	b := New(slices.Repeat([]int{2}, 2*pairs))
	f := True
	for i := range pairs {
		x, y := b.Literal(i, is(1)), b.Literal(pairs+i, is(1))
		f = b.And(f, b.Or(b.And(x, y), b.And(b.Not(x), b.Not(y))))
	}
	return b, f
}

func TestTooManyNodes(t *testing.T) {
	b, f := equalHalves(10)
	if b.Err() != nil {
		t.Fatal(b.Err())
	}
	// Before level i < 10 all first halves up to there are different, after it
	// what is left of them to be equal to, and two nodes decide on each level.
	same(t, "size", b.Size(f), 3*(1<<10-1))
	same(t, "count", b.Count(f)[1], big.NewInt(1<<10), bigInts)

	b, _ = equalHalves(40)
	if b.Err() != ErrTooLarge {
		t.Fatalf("Err is %v", b.Err())
	}
	same(t, "nodes", len(b.nodes), maxNodes)
	pastLimit(t, b)
}

func TestTooManySteps(t *testing.T) {
	b, f := equalHalves(10)
	b.steps = maxSteps - 100
	b.Not(f)
	if b.Err() != ErrTooLarge {
		t.Fatalf("Err is %v", b.Err())
	}
	pastLimit(t, b)
}

// pastLimit asks everything of a Builder that is past a limit. The answers
// cannot be trusted, but they come at once, and the error stays.
func pastLimit(t *testing.T, b *Builder) {
	t.Helper()
	nodes, steps := len(b.nodes), b.steps
	f, g := Ref(nodes-1), Ref(nodes-2)
	op := func(x, y int) int {
		t.Error("the operation is called")
		return x
	}
	for _, r := range []Ref{
		b.And(f, g), b.Or(f, g), b.Not(f), b.Apply(f, g, op), b.Apply(True, False, op),
		b.Map(f, func(v int) int { return op(v, v) }), b.Restrict(f, len(b.arity)-1, 1), b.Literal(0, is(1)),
	} {
		b.Size(r)
		b.Count(r)
		b.Smallest(r, popcount)
		b.Edges(r, func([]uint8) {})
		b.Flatten(r).Walk(make([]uint8, len(b.arity)))
		b.Cover(r, popcount)
	}
	if len(b.nodes) != nodes || b.steps > steps+100 {
		t.Errorf("it goes on: %d nodes more, and %d steps", len(b.nodes)-nodes, b.steps-steps)
	}
	if b.Err() != ErrTooLarge {
		t.Errorf("Err is %v in the end", b.Err())
	}
}

// Wherever in its work a Builder comes to a limit: as long as Err is nil the
// results are right.
func TestLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		left := d.pick("left", 80)
		if d.pick("limit", 2) == 0 {
			d.steps = maxSteps - left
		} else {
			d.nodes = append(d.nodes, make([]node, maxNodes-len(d.nodes)-left)...)
		}
		f := d.truths(3)
		walked := d.walked(f.ref)
		if d.Err() == nil {
			same(t, "the diagram", walked, f.table)
		}
		cubes := d.Cover(f.ref, popcount)
		if d.Err() == nil {
			same(t, "covered", d.tabulate(func(vector []uint8) int {
				if slices.ContainsFunc(cubes, func(c Cube) bool { return contains(c, vector) }) {
					return 1
				}
				return 0
			}), f.table)
		}
		if err := d.Err(); err != nil && err != ErrTooLarge {
			t.Fatal(err)
		}
	})
}

// parity is 1 where the number of ones is odd.
func parity(levels int) (*Builder, Ref) {
	b := New(slices.Repeat([]int{2}, levels))
	f := False
	for level := range levels {
		f = b.Apply(f, b.Literal(level, is(1)), func(x, y int) int { return x ^ y })
	}
	return b, f
}

// Parity is the worst that a cover can meet: each vector needs a cube of its
// own, as every change of one bit leads out. Half of all vectors have it, and
// thousands of cubes are no burden.
func TestCoverOfParity(t *testing.T) {
	b, f := parity(12)
	cubes := b.Cover(f, popcount)
	if b.Err() != nil {
		t.Fatal(b.Err())
	}
	same(t, "cubes", len(cubes), 1<<11)

	b, f = parity(40)
	b.steps = maxSteps - 10_000
	b.Cover(f, popcount)
	if b.Err() != ErrTooLarge {
		t.Errorf("Err is %v", b.Err())
	}
}

// Many may walk a diagram at once.
func TestWalkConcurrently(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4)
		flat := d.Flatten(f.ref)
		var all sync.WaitGroup
		tables := make([][]int, 4)
		for i := range tables {
			all.Go(func() { tables[i] = d.tabulate(flat.Walk) })
		}
		all.Wait()
		for _, table := range tables {
			same(t, "walked", table, f.table)
		}
	})
}

// TestRuns: questions about many levels at once, as tables ask them of a group,
// in spaces that are too large to be laid out densely.
func TestRuns(t *testing.T) {
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		arity := rapid.SliceOfN(rapid.IntRange(2, 5), 16, 20).Draw(t, "arity")
		b := New(arity)
		type question struct {
			from, to int
			classes  uint
		}
		questions := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) question {
			from := rapid.IntRange(0, len(arity)-1).Draw(t, "from")
			return question{from, rapid.IntRange(from+1, len(arity)).Draw(t, "to"), rapid.SampledFrom([]uint{0b100, 0b1100, 0b10, 0b11, 0b11100}).Draw(t, "classes")}
		}), 1, 4).Draw(t, "questions")
		f := False
		for i, q := range questions {
			some := False
			for level := q.from; level < q.to; level++ {
				some = b.Or(some, b.Literal(level, func(v int) bool { return q.classes>>v&1 == 1 }))
			}
			f = b.Apply(f, some, func(set, holds int) int { return set | holds<<i })
		}
		flat := b.Flatten(f)
		for at := 0; at < len(flat.nodes); at += 1 + arity[flat.nodes[at]] {
			if flat.nodes[at] >= isRun {
				runs++
				at += 4
			}
		}
		vector := make([]uint8, MaxLevels)
		for range 20 {
			for level, n := range arity {
				vector[level] = uint8(rapid.SampledFrom([]int{0, 1, 1, 1, 1, n - 1}).Draw(t, "value"))
			}
			want := 0
			for i, q := range questions {
				for level := q.from; level < q.to; level++ {
					if q.classes>>vector[level]&1 == 1 {
						want |= 1 << i
					}
				}
			}
			same(t, "walked", flat.Walk(vector), want)
			same(t, "walked along a short vector", flat.Walk(vector[:len(arity)]), want)
		}
	})
	if runs == 0 {
		t.Error("no diagram has a run")
	}
}

// TestDense: small spaces are laid out densely, and walk as the diagram does.
func TestDense(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4)
		flat := d.Flatten(f.ref)
		if flat.dense == nil {
			t.Fatal("not dense")
		}
		bare := *flat
		bare.dense = nil
		same(t, "walked by nodes", d.tabulate(bare.Walk), f.table)
		same(t, "walked densely", d.tabulate(flat.Walk), f.table)
	})
	big := New(slices.Repeat([]int{8}, 6))
	if flat := big.Flatten(big.Literal(0, is(1))); flat.dense != nil {
		t.Error("a space of 262,144 vectors is laid out densely")
	}
	wide := New([]int{2})
	f := wide.Map(wide.Literal(0, is(1)), func(v int) int { return v * 1 << 20 })
	if got := wide.Flatten(f).Walk([]uint8{1}); got != 1<<20 {
		t.Errorf("a value that fits no int16 is %d", got)
	}
}
