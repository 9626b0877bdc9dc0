// Package diagram builds reduced, ordered, multi-valued decision diagrams and
// answers exact questions about them. A diagram is a function from a vector of
// small integers, one for each level, to an integer that is not negative and
// fits 31 bits. Equal functions are equal Refs. Nothing here enumerates the
// space of vectors.
package diagram

import (
	"errors"
	"slices"
)

// Ref is a diagram, or a part of one.
type Ref int32

// ErrTooLarge says that a diagram would outgrow its Builder's limits.
var ErrTooLarge = errors.New("the decision diagram would have more than a million nodes, or take too long to build")

// Limits of a Builder. Steps bound the time that operations take on diagrams
// that are within the limit of nodes.
const (
	maxNodes = 1_000_000
	maxSteps = 5_000_000
)

// MaxArity is the greatest number of values of a level.
const MaxArity = 64

// node decides on the value of its level; a terminal has the level below all
// others, and its value in first.
type node struct {
	level int32
	first int32 // index of the first child in kids
	next  Ref   // chain of nodes with equal hash
}

// Builder makes diagrams over levels of given arities. Its operations never
// fail singly: past a limit they give some diagram at once, and Err tells.
type Builder struct {
	arity     []int
	nodes     []node
	kids      []Ref
	unique    map[uint64]Ref
	terminals map[int]Ref
	and, or   map[[2]Ref]Ref
	steps     int
	err       error
}

// False and True are the terminals 0 and 1 of every Builder.
const (
	False Ref = 0
	True  Ref = 1
)

// New gives a Builder for vectors whose i-th value is below arity[i], at most
// MaxArity.
func New(arity []int) *Builder {
	b := &Builder{
		arity:     slices.Clone(arity),
		unique:    map[uint64]Ref{},
		terminals: map[int]Ref{},
		and:       map[[2]Ref]Ref{},
		or:        map[[2]Ref]Ref{},
	}
	b.Terminal(0)
	b.Terminal(1)
	return b
}

// Err is ErrTooLarge once a limit was passed; then no result can be trusted.
func (b *Builder) Err() error { return b.err }

// Terminal is the function that is value everywhere.
func (b *Builder) Terminal(value int) Ref {
	if ref, ok := b.terminals[value]; ok {
		return ref
	}
	ref := Ref(len(b.nodes))
	b.nodes = append(b.nodes, node{level: int32(len(b.arity)), first: int32(value)})
	b.terminals[value] = ref
	return ref
}

func (b *Builder) isTerminal(r Ref) bool { return int(b.nodes[r].level) == len(b.arity) }

// value is the value of a terminal.
func (b *Builder) value(r Ref) int { return int(b.nodes[r].first) }

func (b *Builder) children(r Ref) []Ref {
	n := b.nodes[r]
	return b.kids[n.first : int(n.first)+b.arity[n.level]]
}

// make gives the node with these children, which must be below level. The
// slice is not kept.
func (b *Builder) make(level int, kids []Ref) Ref {
	same := true
	for _, k := range kids[1:] {
		same = same && k == kids[0]
	}
	if same {
		return kids[0]
	}
	hash := uint64(level) + 0x9e3779b97f4a7c15
	for _, k := range kids {
		hash = (hash ^ uint64(k)) * 0x100000001b3
		hash ^= hash >> 29
	}
	first, found := b.unique[hash]
	for r := first; found && r != 0; r = b.nodes[r].next {
		if int(b.nodes[r].level) == level && slices.Equal(b.children(r), kids) {
			return r
		}
	}
	if len(b.nodes) >= maxNodes {
		b.err = ErrTooLarge
		return False
	}
	ref := Ref(len(b.nodes))
	b.nodes = append(b.nodes, node{level: int32(level), first: int32(len(b.kids)), next: first})
	b.kids = append(b.kids, kids...)
	b.unique[hash] = ref
	return ref
}

// Literal is 1 where holds says so of the value of a level, and 0 elsewhere.
func (b *Builder) Literal(level int, holds func(value int) bool) Ref {
	kids := make([]Ref, b.arity[level])
	for v := range kids {
		if holds(v) {
			kids[v] = True
		}
	}
	return b.make(level, kids)
}

// And is 1 where both of two functions to 0 and 1 are.
func (b *Builder) And(f, g Ref) Ref {
	switch {
	case f == False || g == False:
		return False
	case f == True || f == g:
		return g
	case g == True:
		return f
	}
	return b.combine(f, g, b.and, b.And)
}

// Or is 1 where one of two functions to 0 and 1 is.
func (b *Builder) Or(f, g Ref) Ref {
	switch {
	case f == True || g == True:
		return True
	case f == False || f == g:
		return g
	case g == False:
		return f
	}
	return b.combine(f, g, b.or, b.Or)
}

// Not is 1 where a function to 0 and 1 is 0.
func (b *Builder) Not(f Ref) Ref {
	return b.Map(f, func(v int) int { return 1 - v })
}

// Map applies op to what f gives.
func (b *Builder) Map(f Ref, op func(v int) int) Ref {
	return b.Apply(f, False, func(v, _ int) int { return op(v) })
}

// Apply combines what f and g give. Equal arguments have to give equal
// results. Past a limit op is not called any more.
func (b *Builder) Apply(f, g Ref, op func(x, y int) int) Ref {
	memo := map[[2]Ref]Ref{}
	var apply func(f, g Ref) Ref
	apply = func(f, g Ref) Ref {
		switch {
		case b.err != nil:
			return False
		case b.isTerminal(f) && b.isTerminal(g):
			return b.Terminal(op(b.value(f), b.value(g)))
		}
		return b.combine(f, g, memo, apply)
	}
	return apply(f, g)
}

// combine descends into f and g at the upper of their levels.
func (b *Builder) combine(f, g Ref, memo map[[2]Ref]Ref, op func(f, g Ref) Ref) Ref {
	key := [2]Ref{f, g}
	if r, ok := memo[key]; ok {
		return r
	}
	if b.steps++; b.steps > maxSteps {
		b.err = ErrTooLarge
	}
	if b.err != nil {
		return False
	}
	level := min(b.nodes[f].level, b.nodes[g].level)
	var buffer [MaxArity]Ref
	kids := buffer[:b.arity[level]]
	for v := range kids {
		kids[v] = op(b.at(f, level, v), b.at(g, level, v))
	}
	r := b.make(int(level), kids)
	memo[key] = r
	return r
}

// at is f where the value of level is v; f is not above level.
func (b *Builder) at(f Ref, level int32, v int) Ref {
	n := b.nodes[f]
	if n.level != level {
		return f
	}
	return b.kids[int(n.first)+v]
}

// Restrict is f with the value of level fixed; the result does not look at
// level any more.
func (b *Builder) Restrict(f Ref, level, value int) Ref {
	memo := map[[2]Ref]Ref{}
	var restrict func(f, _ Ref) Ref
	restrict = func(f, _ Ref) Ref {
		n := b.nodes[f]
		switch {
		case int(n.level) > level:
			return f
		case int(n.level) == level:
			return b.kids[int(n.first)+value]
		}
		return b.combine(f, f, memo, restrict)
	}
	return restrict(f, f)
}
