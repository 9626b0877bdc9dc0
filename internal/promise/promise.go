// Package promise compiles a rule table into a decision diagram and proves
// what every table promises: complete, fail-closed, stable, monotone, free of
// overlap and of dead rows, honest about what it gives and what it can lose.
// A promise that does not hold is reported with the smallest vector that
// breaks it.
package promise

import (
	"math/big"
	"slices"

	"github.com/verdict-id/verdict/internal/describe"
	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// The promises, by the code of their refusal.
const (
	Incomplete  rulebook.Code = "INCOMPLETE"   // nothing is missing, and no row holds
	Open        rulebook.Code = "OPEN"         // accepted while something is missing
	Unstable    rulebook.Code = "UNSTABLE"     // needed evidence that arrives changes a decision
	NonMonotone rulebook.Code = "NON-MONOTONE" // a worse value makes the outcome milder
	NoValue     rulebook.Code = "NO-VALUE"     // an entry without its value makes the outcome stricter, or accepted
	Overlap     rulebook.Code = "OVERLAP"      // an accepting row holds beside a stricter one
	Dead        rulebook.Code = "DEAD"         // a row that never holds
	Unused      rulebook.Code = "UNUSED"       // a signal or value that nothing asks about
	Gives       rulebook.Code = "GIVES"        // other statuses than declared
	Claim       rulebook.Code = "CLAIM"        // a claim that does not hold
	Loss        rulebook.Code = "LOSS"         // evidence that disappears turns another outcome into accepted
	Failed      rulebook.Code = "TEST"         // a test of the table's own fails
	TooLarge    rulebook.Code = "LIMIT"        // the diagram would be too large
)

// Codes lists the promises of a table in the order in which they are checked.
// Nothing is needed in the lifecycle table, and where none of its rows holds
// the provider's table judges.
func Codes(t *rulebook.Table) []rulebook.Code {
	codes := []rulebook.Code{Incomplete, Open, Unstable, NonMonotone, NoValue, Overlap, Dead, Unused, Gives, Claim, Loss, Failed}
	if t.Lifecycle {
		return codes[3:]
	}
	return codes
}

// Outcome is what a diagram gives for a vector: every row that holds.
type Outcome struct {
	Status  rulebook.Status // Undecided when no rule holds
	Rules   []int           // indexes into Table.Rules, strictest first, then in file order
	Remarks []int           // indexes into Table.Remarks; where Undecided, whatever they are beside
}

// Broken is a promise that does not hold.
type Broken struct {
	Code    rulebook.Code
	At      rulebook.Pos
	Message string
	Witness string // the smallest vector that shows it, for people; may be empty
}

// Lost is a declared loss that can really happen.
type Lost struct {
	Signal  string
	Group   string // of the signal, or empty
	Reading string
	Example string
}

// Proof is a compiled table and what was proved about it.
type Proof struct {
	Table    *rulebook.Table
	Outcomes []Outcome // what Diagram gives, by index
	Diagram  *diagram.Flat
	Broken   []Broken
	Losses   []Lost

	builder  *diagram.Builder
	outcomes diagram.Ref // vector → index into Outcomes
	status   diagram.Ref // vector → rulebook.Status
	missing  diagram.Ref // 1 where something needed is missing
}

// Check compiles a table and proves its promises.
func Check(t *rulebook.Table) *Proof {
	arity := make([]int, len(t.Signals))
	for i, s := range t.Signals {
		arity[i] = s.Arity()
	}
	p := &Proof{Table: t, builder: diagram.New(arity)}
	p.build()
	if p.builder.Err() == nil {
		p.checkPromises()
	}
	if p.builder.Err() != nil {
		p.Broken = nil
		p.breaks(TooLarge, t.At["provider"], p.builder.Err().Error()+
			"; ask about fewer signals in one row, or declare signals that are asked together next to each other", "")
		return p
	}
	p.Diagram = p.builder.Flatten(p.outcomes)
	p.runTests()
	return p
}

// build makes the diagram of outcomes, row by row, and those derived from it.
func (p *Proof) build() {
	sets := newRowSets()
	rows := len(p.Table.Rules)
	at := diagram.False // the empty set of rows, everywhere
	for i, rule := range append(slices.Clone(p.Table.Rules), p.Table.Remarks...) {
		at = p.builder.Apply(at, p.condition(rule.When), func(set, holds int) int {
			if holds == 1 {
				return sets.with(set, i)
			}
			return set
		})
		if p.builder.Err() != nil {
			return
		}
	}
	number := map[int]int{}
	p.outcomes = p.builder.Map(at, func(set int) int {
		if n, ok := number[set]; ok {
			return n
		}
		number[set] = len(p.Outcomes)
		p.Outcomes = append(p.Outcomes, p.outcome(sets.members[set], rows))
		return number[set]
	})
	p.status = p.builder.Map(p.outcomes, func(n int) int { return int(p.Outcomes[n].Status) })
	p.missing = diagram.False
	for i, s := range p.Table.Signals {
		p.missing = p.builder.Or(p.missing, p.missingSignal(i, s))
	}
}

// outcome sorts a set of rows into rules, strictest first, and remarks.
func (p *Proof) outcome(set []int, rules int) Outcome {
	var o Outcome
	for _, i := range set {
		if i >= rules {
			o.Remarks = append(o.Remarks, i-rules)
		} else {
			o.Rules = append(o.Rules, i)
		}
	}
	slices.SortStableFunc(o.Rules, func(a, b int) int {
		return int(p.Table.Rules[b].Status) - int(p.Table.Rules[a].Status)
	})
	if len(o.Rules) > 0 {
		o.Status = p.Table.Rules[o.Rules[0]].Status
		o.Remarks = slices.DeleteFunc(o.Remarks, func(r int) bool { return !p.Table.Remarks[r].IsBeside(o.Status) })
	}
	return o
}

// condition is 1 where a condition holds.
func (p *Proof) condition(c *rulebook.Cond) diagram.Ref { return Condition(p.builder, c) }

// Condition is 1 where a condition holds. The levels of b are the signals of
// the condition's table.
func Condition(b *diagram.Builder, c *rulebook.Cond) diagram.Ref {
	switch c.Op {
	case rulebook.OpAnd:
		r := diagram.True
		for _, k := range slices.Backward(c.Kids) {
			r = b.And(Condition(b, k), r)
		}
		return r
	case rulebook.OpOr:
		r := diagram.False
		for _, k := range slices.Backward(c.Kids) {
			r = b.Or(Condition(b, k), r)
		}
		return r
	case rulebook.OpNot:
		return b.Not(Condition(b, c.Kids[0]))
	case rulebook.OpTerm:
		return Condition(b, c.Kids[0])
	default:
		return b.Literal(c.Signal, func(class int) bool { return c.Holds(uint8(class)) })
	}
}

// missingSignal is 1 where signal i is missing.
func (p *Proof) missingSignal(i int, s *rulebook.Signal) diagram.Ref {
	gap := p.builder.Literal(i, func(class int) bool { return s.Lacks(uint8(class)) })
	return p.builder.And(p.needed(s), gap)
}

// needed is 1 where the signal, or the values of its entries, are needed.
func (p *Proof) needed(s *rulebook.Signal) diagram.Ref {
	switch {
	case s.Need.Always || s.Need.Entries:
		return diagram.True
	case s.Need.When != nil:
		return p.condition(s.Need.When)
	default:
		return diagram.False
	}
}

// rowSets numbers sets of rows, so that they can be values of a diagram. Set
// 0 is empty.
type rowSets struct {
	members [][]int
	added   map[[2]int]int
}

func newRowSets() *rowSets {
	return &rowSets{members: [][]int{nil}, added: map[[2]int]int{}}
}

// with is the set with row i, which is greater than all rows in it.
func (s *rowSets) with(set, i int) int {
	key := [2]int{set, i}
	if n, ok := s.added[key]; ok {
		return n
	}
	s.added[key] = len(s.members)
	s.members = append(s.members, append(slices.Clone(s.members[set]), i))
	return s.added[key]
}

// Problems gives the broken promises as reasons to refuse the book.
func (p *Proof) Problems(book *rulebook.Book) []rulebook.Problem {
	var problems []rulebook.Problem
	for _, b := range p.Broken {
		problem := book.Problem(p.Table, b.At, b.Code, b.Message)
		problem.Witness = b.Witness
		problems = append(problems, problem)
	}
	return problems
}

// Space is the number of combinations of the signals that judge.
func (p *Proof) Space() *big.Int { return p.judged(p.builder.Space()) }

// Judging is the number of signals that judge.
func (p *Proof) Judging() int {
	n := 0
	for _, s := range p.Table.Signals {
		if !s.Aside {
			n++
		}
	}
	return n
}

// judged takes the signals that only remarks ask about out of a number of
// combinations: they never make a difference to a status.
func (p *Proof) judged(n *big.Int) *big.Int {
	for _, s := range p.Table.Signals {
		if s.Aside {
			n.Quo(n, big.NewInt(int64(s.Arity())))
		}
	}
	return n
}

// Nodes is the size of the diagram, and of the one for the status alone.
func (p *Proof) Nodes() (all, status int) {
	return p.builder.Size(p.outcomes), p.builder.Size(p.status)
}

// Counts tells how many combinations give each status.
func (p *Proof) Counts() map[rulebook.Status]*big.Int {
	counts := map[rulebook.Status]*big.Int{}
	for value, n := range p.builder.Count(p.status) {
		counts[rulebook.Status(value)] = p.judged(n)
	}
	return counts
}

// Where describes the combinations that give a status by few conditions. The
// error is diagram.ErrTooLarge where these cannot be told apart within limits.
func (p *Proof) Where(status rulebook.Status) ([]string, error) {
	where := p.builder.Map(p.status, func(v int) int { return truth(v == int(status)) })
	conditions := []string{}
	for _, cube := range p.builder.Cover(where, p.cost) {
		conditions = append(conditions, describe.Cube(p.Table, cube))
	}
	return conditions, p.builder.Err()
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
