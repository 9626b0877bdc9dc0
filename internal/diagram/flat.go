package diagram

// Flat is a diagram laid out for walking. It is safe for concurrent use.
type Flat struct {
	root int32

	// A node is its level and then its children, each the place of a node or the
	// complement of a terminal's value. A run, which may stand before a node, is
	// its first level plus isRun, a mask in two halves, and where it leads.
	nodes []int32

	// Of a small space, the values of all vectors, and how far apart those are
	// that differ by one at a level.
	dense   []int16
	strides []uint16
}

// maxDense is the size of the largest space of which every value is kept.
const maxDense = 1 << 15

// A run is up to eight levels in which the values 0 and 1, of each level that
// is asked, all lead to the same: they are looked at together.
const (
	isRun    = MaxLevels
	runWidth = 8
	runLeast = 4 // levels that are asked, for it to be worth it
)

// MaxLevels is the greatest number of levels of a Builder whose diagrams are
// laid out.
const MaxLevels = 64

// Flatten lays f out for walking.
func (b *Builder) Flatten(f Ref) *Flat {
	flat := &Flat{}
	places := map[Ref]int32{} // with the run, if there is one
	var order []Ref
	b.visit(f, func(r Ref) {
		places[r] = int32(len(flat.nodes))
		order = append(order, r)
		if _, _, ok := b.run(r); ok {
			flat.nodes = append(flat.nodes, make([]int32, 4)...)
		}
		flat.nodes = append(flat.nodes, make([]int32, 1+b.arity[b.nodes[r].level])...)
	})
	place := func(r Ref) int32 {
		if b.isTerminal(r) {
			return ^int32(b.value(r))
		}
		return places[r]
	}
	for _, r := range order {
		at := flat.nodes[places[r]:]
		if mask, end, ok := b.run(r); ok {
			at[0], at[1], at[2], at[3] = isRun+b.nodes[r].level, int32(mask), int32(mask>>32), place(end)
			at = at[4:]
		}
		at[0] = b.nodes[r].level
		for v, k := range b.children(r) {
			at[1+v] = place(k)
		}
	}
	flat.root = place(f)
	b.spread(flat)
	return flat
}

// spread lays out the values of all vectors, where these are few.
func (b *Builder) spread(f *Flat) {
	size := 1
	strides := make([]uint16, len(b.arity))
	for level, arity := range b.arity {
		strides[level] = uint16(size)
		if size *= arity; size > maxDense {
			return
		}
	}
	dense, fits := make([]int16, size), true
	var fill func(at int32, level, first int)
	fill = func(at int32, level, first int) {
		if level == len(b.arity) {
			dense[first] = int16(^at)
			fits = fits && int32(dense[first]) == ^at
			return
		}
		if at >= 0 && f.nodes[at] >= isRun {
			at += 4 // the node itself
		}
		for v := range b.arity[level] {
			next := at
			if at >= 0 && int(f.nodes[at]) == level {
				next = f.nodes[int(at)+1+v]
			}
			fill(next, level+1, first+v*int(strides[level]))
		}
	}
	if fill(f.root, 0, 0); fits {
		f.dense, f.strides = dense, strides
	}
}

// run finds the run that begins with a node: a mask of the bits that are not
// set in the values 0 and 1 of the levels that are asked, and where these lead.
func (b *Builder) run(r Ref) (mask uint64, end Ref, ok bool) {
	first, asked := int(b.nodes[r].level), 0
	for !b.isTerminal(r) {
		level := int(b.nodes[r].level)
		kids := b.children(r)
		if level >= first+runWidth || len(kids) < 2 || kids[0] != kids[1] {
			break
		}
		mask |= 0xfe << (8 * (level - first))
		asked++
		r = kids[0]
	}
	return mask, r, asked >= runLeast
}

// Walk gives the value for a vector, whose values have to be below the
// arities. It is fastest for a vector of MaxLevels values.
func (f *Flat) Walk(vector []uint8) int {
	if f.dense != nil {
		at := 0
		for level, stride := range f.strides {
			at += int(vector[level]) * int(stride)
		}
		return int(f.dense[at])
	}
	nodes, at := f.nodes, f.root
	for at >= 0 {
		level := nodes[at]
		if level < isRun {
			at = nodes[at+1+int32(vector[level])]
			continue
		}
		if first := int(level - isRun); first+runWidth <= len(vector) && eight(vector[first:])&runMask(nodes[at+1:]) == 0 {
			at = nodes[at+3]
		} else {
			at += 4
		}
	}
	return int(^at)
}

// eight are the first eight values of a vector.
func eight(v []uint8) uint64 {
	_ = v[7]
	return uint64(v[0]) | uint64(v[1])<<8 | uint64(v[2])<<16 | uint64(v[3])<<24 |
		uint64(v[4])<<32 | uint64(v[5])<<40 | uint64(v[6])<<48 | uint64(v[7])<<56
}

func runMask(halves []int32) uint64 { return uint64(uint32(halves[0])) | uint64(uint32(halves[1]))<<32 }
