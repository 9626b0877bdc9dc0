package rulebook

// Op is the kind of a Cond node.
type Op uint8

const (
	OpAnd  Op = iota // all of Kids
	OpOr             // one of Kids
	OpNot            // not Kids[0]
	OpTerm           // Kids[0], by the name Term
	OpIs             // the class of Signal is one of Classes
	OpAny            // some entry of the set Signal has one of Classes
	OpAll            // every entry of the set Signal has one of Classes
)

// Classes is a set of classes of one signal, a bit each. Bit 0 stands for
// absent, of an entry of a set for an entry without its value; bit i for the
// i-th declared value.
type Classes uint64

// Has tells whether class is in the set.
func (c Classes) Has(class uint8) bool { return c>>class&1 == 1 }

// Cond is a condition lowered to questions about classes. It knows nothing of
// expr any more.
type Cond struct {
	Op      Op
	Kids    []*Cond
	Term    string
	Signal  int // index into Table.Signals
	Classes Classes
	Named   Classes // the classes that the literals of the text name
	Asked   Op      // OpIs of a group's member: OpAny or OpAll, what was asked of the group
	Text    string  // of an atom, and of what was asked of a group, as expr writes it; else empty
	At      Pos     // of the operator or name in the rule file
}

// Eval asks the condition of a vector of classes, one for each signal; the
// class of a set is a bit mask over the classes of its entries.
func (c *Cond) Eval(vector []uint8) bool {
	switch c.Op {
	case OpAnd:
		for _, k := range c.Kids {
			if !k.Eval(vector) {
				return false
			}
		}
		return true
	case OpOr:
		for _, k := range c.Kids {
			if k.Eval(vector) {
				return true
			}
		}
		return false
	case OpNot:
		return !c.Kids[0].Eval(vector)
	case OpTerm:
		return c.Kids[0].Eval(vector)
	default:
		return c.Holds(vector[c.Signal])
	}
}

// Holds asks an atom (OpIs, OpAny, OpAll) of the class of its signal.
func (c *Cond) Holds(class uint8) bool {
	switch c.Op {
	case OpIs:
		return c.Classes.Has(class)
	case OpAny:
		return Classes(class)&c.Classes != 0
	default:
		return Classes(class)&^c.Classes == 0
	}
}

// Atoms calls visit for every atom in the order of the text, terms unfolded,
// with whether an odd number of negations stands above it.
func (c *Cond) Atoms(visit func(atom *Cond, negated bool)) { c.atoms(false, visit) }

func (c *Cond) atoms(negated bool, visit func(atom *Cond, negated bool)) {
	switch c.Op {
	case OpIs, OpAny, OpAll:
		visit(c, negated)
		return
	case OpNot:
		negated = !negated
	}
	for _, k := range c.Kids {
		k.atoms(negated, visit)
	}
}

// Quantifier is OpAny or OpAll where the atom is asked of a group or a set,
// and OpIs where it is asked of one signal.
func (c *Cond) Quantifier() Op {
	if c.Op == OpIs && c.Asked != OpAnd {
		return c.Asked
	}
	return c.Op
}

// Singled gives the classes of entries that an atom singles out: those for
// which an any holds, or for which an all does not.
func (c *Cond) Singled(holds bool) Classes {
	switch q := c.Quantifier(); {
	case q == OpAny && holds:
		return c.Classes
	case q == OpAll && !holds:
		return ^c.Classes
	}
	return 0
}

// Because calls visit with the signals and classes of those entries of groups
// and sets that made a condition hold. The condition has to hold for the
// vector.
func (c *Cond) Because(vector []uint8, visit func(signal int, classes Classes)) {
	c.because(vector, true, visit)
}

// because follows the parts of c whose truth is want, as that of c is.
func (c *Cond) because(vector []uint8, want bool, visit func(signal int, classes Classes)) {
	switch c.Op {
	case OpNot:
		c.Kids[0].because(vector, !want, visit)
	case OpAnd, OpOr, OpTerm:
		for _, k := range c.Kids {
			if k.Eval(vector) == want {
				k.because(vector, want, visit)
			}
		}
	default:
		if classes := c.Singled(want); classes != 0 {
			visit(c.Signal, classes)
		}
	}
}

// terms notes the names of the terms in a condition.
func (c *Cond) terms(used map[string]bool) {
	if c.Op == OpTerm {
		used[c.Term] = true
	}
	for _, k := range c.Kids {
		k.terms(used)
	}
}
