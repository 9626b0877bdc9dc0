package diagram

import "slices"

// Cube is a set of vectors: for each level the values that are in it, a bit
// each.
type Cube []uint64

// Cover writes a function to 0 and 1 as few cubes: together they are exactly
// where f is 1, none can be made larger, and none can be left out. cost says
// where to begin, as for Smallest.
func (b *Builder) Cover(f Ref, cost func(level, value int) int) []Cube {
	return b.CoverWithin(f, f, cost)
}

// CoverWithin is Cover where the cubes may also hold what is not in f, as far
// as it is in within.
func (b *Builder) CoverWithin(f, within Ref, cost func(level, value int) int) []Cube {
	var cubes []Cube
	within = b.Or(f, within)
	for rest := f; rest != False && b.err == nil; {
		vector, _ := b.Smallest(rest, cost)
		cube := b.expand(within, vector)
		cubes = append(cubes, cube)
		rest = b.And(rest, b.Not(b.cube(cube)))
	}
	return b.irredundant(cubes, b.Not(f))
}

// expand grows a vector into a cube inside f: first by whole levels, last
// level first, then by single values.
func (b *Builder) expand(f Ref, vector []uint8) Cube {
	cube := make(Cube, len(vector))
	for level, v := range vector {
		cube[level] = 1 << v
	}
	for level := len(cube) - 1; level >= 0; level-- {
		b.grow(f, cube, level, b.every(level))
	}
	for level := range cube {
		for v := range b.arity[level] {
			b.grow(f, cube, level, 1<<v)
		}
	}
	return cube
}

// grow gives the cube more values at one level if it stays inside f.
func (b *Builder) grow(f Ref, cube Cube, level int, values uint64) {
	before := cube[level]
	cube[level] |= values
	if cube[level] != before && !b.inside(f, cube, map[Ref]bool{}) {
		cube[level] = before
	}
}

func (b *Builder) every(level int) uint64 { return 1<<b.arity[level] - 1 }

// inside tells whether f is 1 everywhere in the cube. seen holds the nodes
// found to be so.
func (b *Builder) inside(f Ref, cube Cube, seen map[Ref]bool) bool {
	if b.isTerminal(f) {
		return f == True
	}
	if seen[f] {
		return true
	}
	for v, k := range b.children(f) {
		if cube[b.nodes[f].level]>>v&1 == 1 && !b.inside(k, cube, seen) {
			return false
		}
	}
	seen[f] = true
	return true
}

// cube is the function that is 1 in the cube.
func (b *Builder) cube(c Cube) Ref {
	r := True
	for level := len(c) - 1; level >= 0; level-- {
		r = b.And(b.Literal(level, func(v int) bool { return c[level]>>v&1 == 1 }), r)
	}
	return r
}

// irredundant leaves out cubes that the others cover, the last ones first, as
// far as they have to be covered at all.
func (b *Builder) irredundant(cubes []Cube, free Ref) []Cube {
	before := make([]Ref, len(cubes)) // what the cubes before each one cover
	all := free
	for i, c := range cubes {
		before[i] = all
		all = b.Or(all, b.cube(c))
	}
	after := False // what those after it cover, as far as they stay
	for i, c := range slices.Backward(cubes) {
		if b.inside(b.Or(before[i], after), c, map[Ref]bool{}) {
			cubes = slices.Delete(cubes, i, i+1)
		} else {
			after = b.Or(b.cube(c), after)
		}
	}
	return cubes
}
