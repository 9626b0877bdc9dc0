// Package diff compares two rule tables exactly: for which combinations of
// signals their outcomes differ, by decision diagrams over the signals of both.
// Nothing here enumerates the combinations.
//
// What both tables read in one place is one input: its values are the pairs of
// classes that something there has in the two tables. Inputs are independent,
// as signals are in one table; Caveats says where that is not so, and where a
// table refuses what is in no input.
package diff

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Outcome is what a table makes of a combination of signals: a status, or one
// of the constants.
type Outcome uint8

// The outcomes that are no status.
const (
	Undecided       = Outcome(rulebook.Undecided) // no row holds
	UnknownValue    = Outcome(rulebook.Statuses) + iota - 1
	UnknownProvider // there is no table
	Judged          // in a lifecycle table: no row holds, and the provider's table judges
	outcomes
)

func (o Outcome) String() string {
	switch o {
	case UnknownValue:
		return "unknown value"
	case UnknownProvider:
		return "unknown provider"
	case Judged:
		return "judged"
	}
	return rulebook.Status(o).String()
}

// Region is where one outcome becomes another.
type Region struct {
	Before, After Outcome
	Conditions    []string // together they are exactly the region
	Combinations  *big.Int
	Witness       Witness // the smallest, if any is, of those that a document can carry
}

// Comparison is two tables over the inputs of both.
type Comparison struct {
	tables   [2]*rulebook.Table // before and after; nil where there is none
	inputs   []*input
	twins    []twin
	levels   []level
	outcomes [2]diagram.Ref // vector → Outcome
	*diagram.Builder
}

// Tables prepares to compare two tables, of which one may be nil. The error
// says that they are too large to be compared.
func Tables(before, after *rulebook.Table) (*Comparison, error) {
	c := &Comparison{tables: [2]*rulebook.Table{before, after}}
	c.inputs = joinSignals(before, after)
	if err := c.layOut(); err != nil {
		return nil, err
	}
	for side := range c.tables {
		c.outcomes[side] = c.outcome(side)
	}
	return c, c.Err()
}

// Regions gives the regions that differ, in no special order that would mean
// anything, but always in the same.
func (c *Comparison) Regions() ([]Region, error) {
	pair := c.Apply(c.outcomes[0], c.outcomes[1], func(before, after int) int { return before*int(outcomes) + after })
	var regions []Region
	for both := range int(outcomes * outcomes) {
		before, after := Outcome(both/int(outcomes)), Outcome(both%int(outcomes))
		where := c.Map(pair, func(v int) int { return truth(v == both) })
		if before == after || where == diagram.False {
			continue
		}
		r := Region{Before: before, After: after, Combinations: c.count(where)}
		for _, cube := range c.Cover(where, c.cost) {
			r.Conditions = append(r.Conditions, c.condition(cube))
		}
		r.Witness, _ = c.smallest(where)
		regions = append(regions, r)
	}
	return regions, c.Err()
}

// Accepted gives the smallest combination that both tables accept, if there is
// one.
func (c *Comparison) Accepted() (Witness, bool) {
	return c.smallest(c.Apply(c.outcomes[0], c.outcomes[1], func(before, after int) int {
		return truth(before == int(rulebook.Accepted) && after == int(rulebook.Accepted))
	}))
}

// count is the number of combinations of a function to 0 and 1.
func (c *Comparison) count(f diagram.Ref) *big.Int {
	type place struct {
		f     diagram.Ref
		level int
	}
	memo := map[place]*big.Int{}
	var from func(f diagram.Ref, level int) *big.Int
	from = func(f diagram.Ref, level int) *big.Int {
		if f == diagram.False || level == len(c.levels) {
			return big.NewInt(int64(f)) // which is a terminal
		}
		if n := memo[place{f, level}]; n != nil {
			return n
		}
		sum := new(big.Int)
		for v, alike := range c.levels[level].values {
			below := from(c.Restrict(f, level, v), level+1)
			sum.Add(sum, new(big.Int).Mul(big.NewInt(int64(len(alike))), below))
		}
		memo[place{f, level}] = sum
		return sum
	}
	return from(f, 0)
}

// outcome makes the diagram of what a table makes of every vector.
func (c *Comparison) outcome(side int) diagram.Ref {
	t := c.tables[side]
	if t == nil {
		return c.Terminal(int(UnknownProvider))
	}
	at := c.Terminal(int(Undecided))
	for _, rule := range t.Rules {
		at = c.Apply(at, c.holds(side, rule.When), func(status, holds int) int {
			return max(status, holds*int(rule.Status))
		})
	}
	return c.Apply(at, c.refused(side), func(status, refused int) int {
		switch {
		case refused == 1:
			return int(UnknownValue)
		case t.Lifecycle && status == int(Undecided):
			return int(Judged)
		}
		return status
	})
}

// holds is 1 where a condition of one side's table holds.
func (c *Comparison) holds(side int, cond *rulebook.Cond) diagram.Ref {
	switch cond.Op {
	case rulebook.OpAnd:
		r := diagram.True
		for _, k := range slices.Backward(cond.Kids) {
			r = c.And(c.holds(side, k), r)
		}
		return r
	case rulebook.OpOr:
		r := diagram.False
		for _, k := range slices.Backward(cond.Kids) {
			r = c.Or(c.holds(side, k), r)
		}
		return r
	case rulebook.OpNot:
		return c.Not(c.holds(side, cond.Kids[0]))
	case rulebook.OpTerm:
		return c.holds(side, cond.Kids[0])
	}
	return c.atom(side, cond)
}

// atom is 1 where a question about one signal is answered with yes. What is
// not declared has no answer of its own: see refused.
func (c *Comparison) atom(side int, cond *rulebook.Cond) diagram.Ref {
	in := c.inputOf(side, cond.Signal)
	if !in.set {
		return c.Literal(in.level, func(v int) bool {
			class := c.value(in.level, v).class[side]
			return class != refused && cond.Holds(class)
		})
	}
	has := func(wanted bool) diagram.Ref { // an entry that the classes have, or that they have not
		r := diagram.False
		for kind := len(in.values) - 1; kind >= 0; kind-- {
			if class := in.values[kind].class[side]; class != refused && cond.Classes.Has(class) == wanted {
				r = c.Or(c.there(in.level+kind), r)
			}
		}
		return r
	}
	if cond.Op == rulebook.OpAny {
		return has(true)
	}
	return c.Not(has(false))
}

// refused is 1 where one side's table does not declare some value.
func (c *Comparison) refused(side int) diagram.Ref {
	r := diagram.False
	for _, in := range slices.Backward(c.inputs) {
		if !in.set {
			r = c.Or(c.Literal(in.level, func(v int) bool { return c.value(in.level, v).class[side] == refused }), r)
			continue
		}
		for kind, value := range in.values {
			if value.class[side] == refused {
				r = c.Or(c.there(in.level+kind), r)
			}
		}
	}
	for _, t := range c.twins {
		if t.of[side] {
			r = c.Or(c.Not(c.single(t, side)), r)
		}
	}
	return r
}

// there is 1 where a set has an entry of the kind of a level.
func (c *Comparison) there(level int) diagram.Ref {
	return c.Literal(level, func(v int) bool { return v == 1 })
}

func (c *Comparison) inputOf(side, signal int) *input {
	for _, in := range c.inputs {
		if in.signals[side] == c.tables[side].Signals[signal] {
			return in
		}
	}
	panic(fmt.Sprintf("internal error: signal %d judges and is no input", signal))
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
