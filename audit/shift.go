package audit

import (
	"github.com/verdict-id/verdict/internal/inside"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// shift counts what the other rule book makes of records.
type shift struct {
	records   int64
	providers bounded[matrix, *matrix] // from what is derived to what is derived by the other
	regions   bounded[steps, *steps]   // by provider, "*" for the lifecycle
}

// steps counts the records that go from one outcome of a table to another.
type steps map[step]int64

func (s *steps) add(other *steps) {
	for k, n := range *other {
		s.count(k, n)
	}
}

func (s *steps) count(k step, n int64) {
	if *s == nil {
		*s = steps{}
	}
	(*s)[k] += n
}

// step is from one outcome of a table to another, by the names of proof.Region.
type step struct{ before, after string }

func newShift() shift {
	return shift{providers: newBounded[matrix](mostProviders), regions: newBounded[steps](mostProviders)}
}

func (c *shift) add(other *shift) {
	c.records += other.records
	c.providers.add(&other.providers)
	c.regions.add(&other.regions)
}

// see counts n records that the two rule books do not agree on. A side is nil where
// nothing tells in which region they lie.
func (c *shift) see(n int64, provider string, before, after answer, old, now *side) {
	c.records += n
	c.providers.at(provider)[before][after] += n
	if old == nil || now == nil {
		c.regions.at(provider).count(step{}, n)
		return
	}
	s := step{old.lifecycle(), now.lifecycle()}
	switch {
	case s.before != s.after:
		c.regions.at(lifecycleTable).count(s, n)
	case s.before == leftToTable:
		c.regions.at(provider).count(step{old.own(), now.own()}, n)
	default: // one of the books does not know the provider at all
		c.regions.at(provider).count(step{}, n)
	}
}

const (
	lifecycleTable = "*"
	leftToTable    = "judged" // the outcome of the lifecycle where it leaves it to the provider's table
)

// side is what one of two rule books makes of a record.
type side struct {
	inside.Judgement
	outcomes []inside.Outcome
}

// lifecycle names the outcome of the lifecycle table as proof.Region does.
func (s *side) lifecycle() string {
	if s.Lifecycle == inside.None {
		return notDeclared.derived()
	}
	if status := s.outcomes[s.Lifecycle].Status; status != rulebook.Undecided {
		return status.String()
	}
	return leftToTable
}

// own names the outcome of the provider's table in the same way.
func (s *side) own() string {
	switch {
	case s.Own != inside.None:
		return s.outcomes[s.Own].Status.String()
	case s.Provider == "":
		return noTable.derived()
	}
	return notDeclared.derived()
}
