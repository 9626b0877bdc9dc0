package document

import (
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/strict"
)

// seeContainer notes that an object or a list stands at n.
func (r *reader) seeContainer(n *node, list, empty bool) {
	shape := rulebook.ObjectShape
	if list {
		shape = rulebook.ListShape
	}
	for i := range n.leaves {
		l := &n.leaves[i]
		s := l.signal
		coded := s.Code != nil && !l.inCode
		switch {
		case coded && !list:
			r.set(l, s.Other) // until its code is read
		case empty && !coded: // as if it were not there
		case s.Better != nil: // an entry has to be a value
		case s.Kind == rulebook.Presence && (s.Shape == rulebook.AnyShape || s.Shape == shape):
			r.set(l, 1)
		case s.Aside: // never refused
		default:
			r.refuse(n, l)
		}
	}
	if empty {
		return
	}
	if r.result != nil {
		r.seeNoText(n, list)
	}
	r.seeSide(n)
	for _, e := range n.elements {
		if e.list != list {
			r.refuseElement(n, e)
		}
	}
}

// scalar takes a string, number or boolean that stands at n.
func (r *reader) scalar(n *node, v *strict.Scalar) {
	if r.result != nil {
		r.seeText(n, v)
	}
	for i := range n.leaves {
		l := &n.leaves[i]
		class, ok := classify(l, v)
		switch {
		case !ok && l.signal.Aside: // never refused
		case !ok:
			r.refuse(n, l)
		case class == 0: // as if it were not there
		default:
			r.set(l, class)
			if l.signal.Context {
				r.words[l.slot] = r.intern(v.Text)
			}
		}
	}
	for _, s := range n.sides {
		if !n.absentFor(r.schema.aliases[s.alias].table, v) {
			r.sides[s.alias] |= s.bit
		}
	}
	for _, e := range n.elements {
		if !n.absentFor(e.table, v) {
			r.refuseElement(n, e)
		}
	}
}

// absentFor tells whether a scalar counts as absent for one table.
func (n *node) absentFor(table int, v *strict.Scalar) bool {
	for i := range n.leaves {
		if l := &n.leaves[i]; l.table == table && !l.signal.Aside {
			if class, ok := classify(l, v); ok && class == 0 {
				return true
			}
		}
	}
	return false
}

// classify gives the class of a scalar other than null. Class 0 is a value
// that counts as absent.
func classify(l *leaf, v *strict.Scalar) (uint8, bool) {
	s := l.signal
	if s.Better != nil {
		s = s.Better.Signal
	}
	switch {
	case l.inCode:
		if v.Kind == strict.Text {
			return rulebook.CodeClass(s, v.Text)
		}
	case s.Code != nil:
	case s.Kind == rulebook.Words:
		if v.Kind == strict.Text {
			return l.word(v.Text)
		}
	case s.Kind == rulebook.Boolean:
		if v.Kind != strict.Number {
			return l.word(v.Text)
		}
	case s.Kind == rulebook.Integer:
		if v.Kind == strict.Number {
			if number, ok := rulebook.Decimal(v.Text); ok {
				return s.IntClass(number)
			}
		}
	case s.Shape == rulebook.AnyShape:
		return 1, true
	case s.Shape == rulebook.StringShape && v.Kind == strict.Text:
		return uint8(min(len(v.Text), 1)), true
	}
	return 0, false
}

func (l *leaf) word(text []byte) (uint8, bool) {
	class, listed := rulebook.WordIn(l.words, text)
	return class, listed || class != 0
}

// set notes the class of a signal, in a set that of the entry being read, for a
// comparison that of the best entry.
func (r *reader) set(l *leaf, class uint8) {
	if l.supposition != 0 {
		r.given[l.supposition-1] = true
	}
	switch {
	case l.signal.Set:
		r.class[l.slot] = class
	case l.signal.Better != nil && r.class[l.slot] != 0:
		r.class[l.slot] = min(r.class[l.slot], class)
	case l.signal.Better != nil:
		r.class[l.slot] = class
	case l.fold:
		r.vector[l.slot] = max(r.vector[l.slot], class)
	default:
		r.vector[l.slot] = class
	}
}

// seeSide notes that something stands at one of two names of a member.
func (r *reader) seeSide(n *node) {
	for _, s := range n.sides {
		r.sides[s.alias] |= s.bit
	}
}
