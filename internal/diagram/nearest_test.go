package diagram

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// A diagram that was laid out gives in another Builder what it gave, through
// op, and is the same as if it had been built there.
func TestImport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.numbers(4)
		op := d.values(maxValue+1, maxValue)
		mapped := make([]int, len(f.table))
		for i, v := range f.table {
			mapped[i] = op[v]
		}
		elsewhere := &drawer{d.T, New(d.arity), d.vectors}
		ref := elsewhere.Import(d.Flatten(f.ref), func(v int) int { return op[v] })
		same(t, "imported", elsewhere.walked(ref), mapped)
		same(t, "spelt out", spell(elsewhere.Builder, mapped), ref)
		// Back where it comes from it is what it was.
		same(t, "at home", d.Import(d.Flatten(f.ref), func(v int) int { return v }), f.ref)
	})
}

// search is a drawn question to Nearest.
type search struct {
	from []uint8
	may  []uint64 // by level
}

func (d *drawer) search() search {
	var s search
	for _, arity := range d.arity {
		s.from = append(s.from, uint8(d.pick("from", arity)))
		may := uint64(1)<<arity - 1
		if d.pick("bound", 3) == 0 {
			may &= uint64(d.pick("may", 1<<arity))
		}
		s.may = append(s.may, may)
	}
	return s
}

func (s search) allows(level, value int) bool { return s.may[level]>>value&1 == 1 }

// levels lists the levels at which a vector differs from where the search
// begins, and tells whether it may.
func (s search) levels(vector []uint8) ([]int, bool) {
	levels, ok := []int{}, true
	for level, v := range vector {
		if v != s.from[level] {
			levels = append(levels, level)
			ok = ok && s.allows(level, int(v))
		}
	}
	return levels, ok
}

// naively looks at every vector.
func (s search) naively(d *drawer, f drawn) [][]int {
	var sets [][]int
	for i, vector := range d.vectors {
		levels, ok := s.levels(vector)
		switch {
		case f.table[i] == 0 || !ok || len(sets) > 0 && len(levels) > len(sets[0]):
		case len(sets) > 0 && len(levels) < len(sets[0]):
			sets = [][]int{levels}
		default:
			sets = append(sets, levels)
		}
	}
	slices.SortFunc(sets, slices.Compare)
	return slices.CompactFunc(sets, slices.Equal)
}

// members lists the levels in a set.
func members(set Levels) []int {
	levels := []int{}
	for level := range 64 {
		if set.Has(level) {
			levels = append(levels, level)
		}
	}
	return levels
}

func TestNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.truths(3)
		s := d.search()
		want := s.naively(d, f)
		most := 1 + d.pick("most", 6)
		sets, more := d.Nearest(f.ref, s.from, s.allows, most)
		var got [][]int
		for _, set := range sets {
			got = append(got, members(set))
			same(t, "number of levels", bits.OnesCount64(uint64(set)), len(members(set)))
		}
		same(t, "sets", got, want[:min(most, len(want))], cmpopts.EquateEmpty())
		same(t, "more", more, len(want) > most)
	})
}

// What a vector of free levels gives does not depend on the fixed ones, and is
// what the function gives for the values that these are fixed at.
func TestFix(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f := d.truths(3)
		vector := d.search().from
		free := Levels(d.pick("free", 1<<len(d.arity)))
		fixed := d.Fix(f.ref, vector, free)
		same(t, "fixed", d.walked(fixed), d.tabulate(func(at []uint8) int {
			at = slices.Clone(at)
			for level := range at {
				if !free.Has(level) {
					at[level] = vector[level]
				}
			}
			return f.table[d.number(at)]
		}))
		want := f.ref
		for level, v := range vector {
			if !free.Has(level) {
				want = d.Restrict(want, level, int(v))
			}
		}
		same(t, "restricted level by level", fixed, want)
	})
}

// The cubes cover all of f and nothing beyond what they may hold. None can be
// made larger, and none can be left out.
func TestCoverWithin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDrawer(t)
		f, within := d.truths(3), d.truths(3)
		cubes := d.CoverWithin(f.ref, within.ref, drawCost(d))
		allowed := func(cube Cube) bool {
			for i, vector := range d.vectors {
				if contains(cube, vector) && f.table[i]+within.table[i] == 0 {
					return false
				}
			}
			return true
		}
		covers := make([]int, len(d.vectors)) // by how many cubes
		for n, cube := range cubes {
			if !allowed(cube) {
				t.Fatalf("cube %d of %v holds what it must not", n, cubes)
			}
			for level, arity := range d.arity {
				for v := range arity {
					larger := slices.Clone(cube)
					larger[level] |= 1 << v
					if larger[level] != cube[level] && allowed(larger) {
						t.Fatalf("cube %d of %v could have value %d on level %d", n, cubes, v, level)
					}
				}
			}
			for i, vector := range d.vectors {
				if contains(cube, vector) {
					covers[i]++
				}
			}
		}
		for i, n := range covers {
			if n == 0 && f.table[i] == 1 {
				t.Fatalf("%v is not covered by %v", d.vectors[i], cubes)
			}
		}
		for n, cube := range cubes {
			needed := slices.ContainsFunc(d.vectors, func(vector []uint8) bool {
				i := d.number(vector)
				return f.table[i] == 1 && covers[i] == 1 && contains(cube, vector)
			})
			if !needed {
				t.Fatalf("cube %d of %v is redundant", n, cubes)
			}
		}
	})
}

// The majority of three bits, from none.
func TestExampleNearest(t *testing.T) {
	b := New([]int{2, 2, 2})
	x, y, z := b.Literal(0, is(1)), b.Literal(1, is(1)), b.Literal(2, is(1))
	f := b.Or(b.Or(b.And(x, y), b.And(x, z)), b.And(y, z))
	every := func(_, _ int) bool { return true }
	notX := func(level, _ int) bool { return level != 0 }
	none := func(_, _ int) bool { return false }
	for _, c := range []struct {
		why  string
		from []uint8
		may  func(level, value int) bool
		want []Levels
	}{
		{"any two bits", []uint8{0, 0, 0}, every, []Levels{0b011, 0b101, 0b110}},
		{"one bit is there, either other will do", []uint8{0, 1, 0}, every, []Levels{0b001, 0b100}},
		{"the first bit may not change", []uint8{0, 1, 0}, notX, []Levels{0b100}},
		{"nothing has to change", []uint8{0, 1, 1}, none, []Levels{0}},
		{"nothing may change", []uint8{0, 1, 0}, none, nil},
	} {
		sets, more := b.Nearest(f, c.from, c.may, 10)
		same(t, c.why, sets, c.want)
		same(t, c.why, more, false)
	}
	// With y free and x there, y alone has to be there beside.
	same(t, "fixed", b.Fix(f, []uint8{1, 0, 0}, 0b010), y)
	// Where x is open, the cover of y and z needs not say so.
	same(t, "within", b.CoverWithin(b.And(x, b.And(y, z)), b.And(b.Not(x), b.And(y, z)), popcount), []Cube{{0b11, 0b10, 0b10}})
}

// From one of sixty bits that are all 0, thirty have to change: there are more
// than 10^17 ways, and only the first few are kept of them at any time.
func TestNearestOfMany(t *testing.T) {
	const levels, needed = 60, 30
	b := New(slices.Repeat([]int{2}, levels))
	sum := False
	for level := range levels {
		sum = b.Apply(sum, b.Literal(level, is(1)), func(x, y int) int { return min(x+y, needed) })
	}
	f := b.Map(sum, func(v int) int { return v / needed })
	sets, more := b.Nearest(f, make([]uint8, levels), func(_, _ int) bool { return true }, 3)
	const first = Levels(1)<<needed - 1
	same(t, "sets", sets, []Levels{first, first ^ 3<<(needed-1), first ^ 5<<(needed-1)})
	same(t, "more", more, true)
	if b.Err() != nil {
		t.Error(b.Err())
	}
}

// The order of sets is that of their levels, written out.
func TestLevelsOrder(t *testing.T) {
	word := func(set Levels) string {
		var b strings.Builder
		for _, level := range members(set) {
			fmt.Fprintf(&b, "%02d ", level)
		}
		return b.String()
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := Levels(rapid.Uint64().Draw(t, "a")), Levels(rapid.Uint64().Draw(t, "b"))
		for bits.OnesCount64(uint64(a)) != bits.OnesCount64(uint64(b)) { // only sets of the same size are ever compared
			if bits.OnesCount64(uint64(a)) < bits.OnesCount64(uint64(b)) {
				a, b = b, a
			}
			a &^= 1 << bits.TrailingZeros64(uint64(a))
		}
		same(t, "order", a.compare(b), strings.Compare(word(a), word(b)))
	})
}

// Past a limit these too answer at once, and the error stays.
func TestNearestPastLimit(t *testing.T) {
	b, f := equalHalves(10)
	flat := b.Flatten(f)
	b.steps = maxSteps
	b.Not(f)
	if b.Err() != ErrTooLarge {
		t.Fatalf("Err is %v", b.Err())
	}
	nodes := len(b.nodes)
	b.Import(flat, func(v int) int { return v })
	b.Nearest(f, make([]uint8, 20), func(_, _ int) bool { return true }, 10)
	b.CoverWithin(f, b.Fix(f, make([]uint8, 20), 1<<20-1), popcount)
	if len(b.nodes) != nodes || b.Err() != ErrTooLarge {
		t.Errorf("%d nodes more, Err is %v", len(b.nodes)-nodes, b.Err())
	}

	full := New(slices.Repeat([]int{2}, 20))
	full.nodes = append(full.nodes, make([]node, maxNodes-len(full.nodes)-10)...)
	full.Import(flat, func(v int) int { return v })
	if full.Err() != ErrTooLarge || len(full.nodes) > maxNodes {
		t.Errorf("Err is %v after the import of %d nodes where 10 fit", full.Err(), len(flat.nodes))
	}
}
