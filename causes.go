package verdict

import (
	"iter"
	"unique"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// notes are the entries that an answer may name: a chain for those of a
// document, a list for typed signals.
type notes struct {
	chain unique.Handle[document.Entry]
	list  []document.Entry
}

// of yields those of one signal.
func (n notes) of(signal int) iter.Seq[document.Entry] {
	return func(yield func(document.Entry) bool) {
		for _, e := range n.list {
			if int(e.Signal) == signal && !yield(e) {
				return
			}
		}
		for chain := n.chain; chain != (unique.Handle[document.Entry]{}); {
			e := chain.Value()
			if int(e.Signal) == signal && !yield(e) {
				return
			}
			chain = e.Next
		}
	}
}

// naming is how the reason of a row names entries of sets and members of
// groups: those of each signal that have one of some classes.
type naming struct {
	names bool // it can name any
	parts []namedPart
	when  *rulebook.Cond // instead of parts, where they depend on what else holds
}

type namedPart struct {
	signal  int
	classes rulebook.Classes
}

func (t *table) newNaming(r *rulebook.Rule) naming {
	var asked askedClasses
	n := naming{}
	r.When.Atoms(func(a *rulebook.Cond, negated bool) {
		classes := a.Singled(!negated) & t.Signals[a.Signal].Notable()
		n.names = n.names || classes != 0
		asked[a.Signal] |= classes
	})
	switch {
	case !n.names:
	case namesAlways(r.When):
		for i, classes := range asked {
			if classes != 0 {
				n.parts = append(n.parts, namedPart{i, classes})
			}
		}
	default:
		n.when = r.When
	}
	return n
}

// namesAlways tells of a condition that, wherever it holds, the parts of it
// that single out entries which are there hold as well: no part of an or is
// more than a question, and nothing is negated.
func namesAlways(c *rulebook.Cond) bool {
	switch c.Op {
	case rulebook.OpNot:
		return false
	case rulebook.OpAnd, rulebook.OpTerm:
		for _, k := range c.Kids {
			if !namesAlways(k) {
				return false
			}
		}
	case rulebook.OpOr:
		for _, k := range c.Kids {
			if k.Op == rulebook.OpAnd || k.Op == rulebook.OpTerm || !namesAlways(k) {
				return false
			}
		}
	}
	return true
}

// askedClasses are classes by signal.
type askedClasses [rulebook.MaxSignals]rulebook.Classes

// cause is a link in the chain of entries that made reasons hold, the last one
// first. The zero cause is none.
type cause struct {
	name   string // of a set's entry
	before unique.Handle[cause]
	rule   uint16 // index into the table's rules, plus one
	signal uint8
}

// causes gives the last of the entries of sets and the members of groups that
// made the rules of an outcome hold.
func (t *table) causes(out *outcome, vector *document.Vector, noted notes) cause {
	var last cause
	if !out.names {
		return last
	}
	for _, rule := range out.rules {
		switch n := &t.naming[rule]; {
		case n.when != nil:
			last = t.causesAsked(last, rule, vector, noted)
		default:
			for _, part := range n.parts {
				last = t.causesOf(last, rule, part, vector, noted)
			}
		}
	}
	return last
}

// causesAsked adds the causes of a rule where what it names depends on the
// vector.
func (t *table) causesAsked(last cause, rule int, vector *document.Vector, noted notes) cause {
	var asked askedClasses
	t.naming[rule].when.Because(vector[:], func(signal int, classes rulebook.Classes) {
		asked[signal] |= classes & t.Signals[signal].Notable()
	})
	for i, classes := range asked {
		if classes != 0 {
			last = t.causesOf(last, rule, namedPart{i, classes}, vector, noted)
		}
	}
	return last
}

// causesOf adds the causes of a rule that are of one signal.
func (t *table) causesOf(last cause, rule int, part namedPart, vector *document.Vector, noted notes) cause {
	link := cause{rule: uint16(rule) + 1, signal: uint8(part.signal)}
	if !t.Signals[part.signal].Set {
		if part.classes.Has(vector[part.signal]) {
			last = link.after(last)
		}
		return last
	}
	for e := range noted.of(part.signal) {
		if part.classes.Has(e.Class) {
			link.name = e.Name
			last = link.after(last)
		}
	}
	return last
}

// after chains a cause to the one before it.
func (c cause) after(before cause) cause {
	if before.rule != 0 {
		c.before = unique.Make(before)
	}
	return c
}

// causeName is a cause for people: set and entry, or group and member.
func (t *table) causeName(c cause) string {
	s := t.Signals[c.signal]
	if s.Set {
		return s.Name + "/" + c.name
	}
	return s.Group + "/" + s.Name
}
