package rulebook

import "slices"

// Table is the rule table of one provider, or of the lifecycle that comes
// before all of them. Signals, rules and the rest are in file order.
type Table struct {
	File      string
	Providers []string // names; one may end in * (see MatchProvider)
	Title     string
	Source    string
	Readings  []string // readings that shape the table beyond single rows
	Gives     []Status
	Lifecycle bool // where no row holds, the provider's table judges
	Signals   []*Signal
	Groups    []Group
	Terms     []Term
	Rules     []*Rule
	Remarks   []*Rule
	Claims    []Claim
	Tests     []Test
	Result    []ResultField
	Documents []*DocumentKind // that the provider itself sends, in file order
	Token     Path            // of an element that may be an unverified token, which holds what Result reads below it
	At        map[string]Pos  // of the table's own keys

	links []func(lifecycle *Table) // what can be read once the lifecycle table is known
}

// Group is a family of named signals that can be asked together.
type Group struct {
	Name    string
	Meaning string
	Members []int // indexes into Table.Signals
}

// Term is a named condition.
type Term struct {
	Name string
	Text string
	Cond *Cond

	inlined string // Text with the terms in it written out
	negated Pos    // of the first negation in it, if any
	At      Pos
}

// Rule is a row: where When holds, the status is at least this strict. A
// remark is a row without a status; it is made beside the statuses in Beside,
// beside any where there is none.
type Rule struct {
	ID      string
	Status  Status
	When    *Cond
	Text    string // of the condition, as written
	Reason  string
	Source  string
	Basis   []string
	Advice  string
	Beside  []Status
	At      Pos
	Program *Program // the reference evaluator
}

// IsBeside tells whether a remark that holds is made beside a status.
func (r *Rule) IsBeside(s Status) bool {
	return len(r.Beside) == 0 || slices.Contains(r.Beside, s)
}

// Judging gives the conditions that a status can rest on: those of rows and
// claims.
func (t *Table) Judging() []*Cond {
	var conditions []*Cond
	for _, r := range t.Rules {
		conditions = append(conditions, r.When)
	}
	for _, c := range t.Claims {
		conditions = append(conditions, c.When)
	}
	return conditions
}

// UsedTerms gives the names of the terms that some condition uses.
func (t *Table) UsedTerms() map[string]bool {
	conditions := t.Judging()
	for _, r := range t.Remarks {
		conditions = append(conditions, r.When)
	}
	for _, s := range t.Signals {
		if s.Need.When != nil {
			conditions = append(conditions, s.Need.When)
		}
	}
	fields := slices.Clone(t.Result)
	for _, d := range t.Documents {
		fields = append(fields, d.Table.Result...)
	}
	for _, f := range fields {
		for _, s := range f.Sources {
			if s.When != nil {
				conditions = append(conditions, s.When)
			}
		}
	}
	used := map[string]bool{}
	for _, c := range conditions {
		c.terms(used)
	}
	return used
}

// Claim is a promise that the rows never give one of some statuses where a
// condition holds.
type Claim struct {
	ID    string
	Never []Status
	When  *Cond
	Text  string
	Why   string
	At    Pos
}

// Test is a vector of words with the status that the table has to give.
type Test struct {
	About  string
	Vector []uint8
	Status Status
	At     Pos
}
