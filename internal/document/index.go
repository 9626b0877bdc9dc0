package document

import (
	"math/bits"

	"github.com/verdict-id/verdict/internal/strict"
)

// index finds the members of a node. Most members of a document are not among
// them, which one look tells.
type index struct {
	slots []slot // a power of two of them, and most are empty
	shift int    // of a hash, which gives the first slot to look at
}

type slot struct {
	hash uint64
	name string
	node *node // nil where the slot is empty
}

func newIndex(members map[string]*node) index {
	width := bits.Len(uint(4 * len(members)))
	x := index{make([]slot, 1<<width), 64 - width}
	for name, n := range members {
		hash := strict.Hash([]byte(name))
		i := x.first(hash)
		for x.slots[i].node != nil {
			i = x.next(i)
		}
		x.slots[i] = slot{hash, name, n}
	}
	return x
}

func (x *index) first(hash uint64) int { return int(hash >> x.shift) }

func (x *index) next(i int) int { return (i + 1) & (len(x.slots) - 1) }

// find gives the node of a member, or nil.
func (x *index) find(name strict.Name) *node {
	for i := x.first(name.Hash); x.slots[i].node != nil; i = x.next(i) {
		if s := &x.slots[i]; s.hash == name.Hash && s.name == string(name.Text) {
			return s.node
		}
	}
	return nil
}

// lay makes the index of a node and of all below it.
func (n *node) lay() {
	n.index = newIndex(n.members)
	for _, member := range n.members {
		member.lay()
	}
	for _, family := range []*node{n.any, n.entries} {
		if family != nil {
			family.lay()
		}
	}
}
