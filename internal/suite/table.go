package suite

import (
	"math/bits"
	"strings"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// table is a rule table with its diagrams.
type table struct {
	*rulebook.Table
	*diagram.Builder
	group    string
	provider string // a name that the table is for
	outcomes []promise.Outcome
	outcome  diagram.Ref // vector → index into outcomes
	status   diagram.Ref // vector → rulebook.Status, Undecided where no row holds
}

func newTable(t *rulebook.Table) *table {
	proof := promise.Check(t)
	arity := make([]int, len(t.Signals))
	for i, s := range t.Signals {
		arity[i] = s.Arity()
	}
	b := diagram.New(arity)
	out := &table{
		Table:    t,
		Builder:  b,
		group:    strings.TrimSuffix(t.File, ".yaml"),
		provider: strings.Replace(t.Providers[0], "*", "idin", 1),
		outcomes: proof.Outcomes,
		outcome:  b.Import(proof.Diagram, func(v int) int { return v }),
	}
	if t.Lifecycle {
		out.provider = carrier
	}
	out.status = b.Map(out.outcome, func(v int) int { return int(proof.Outcomes[v].Status) })
	return out
}

// carrier is the provider whose documents carry questions about the lifecycle.
const carrier = "readid"

// cost prefers vectors with few signals, sets with few kinds of entries, and
// nothing that no document can carry. What only remarks ask about stays away,
// since no status depends on it.
func (t *table) cost(signal, class int) int {
	const supplied = 20
	switch s := t.Signals[signal]; {
	case s.Set:
		return bits.OnesCount(uint(class))
	case len(s.Path) == 0:
		return supplied * min(class, 1)
	}
	return min(class, 1)
}

// smallest gives the plainest vector of f, made whole: what is absent and could
// as well be there at its best is there, so that an answer rests on as few
// absences as can be.
func (t *table) smallest(f diagram.Ref) ([]uint8, bool) {
	vector, ok := t.Smallest(f, t.cost)
	if !ok {
		return nil, false
	}
	flat := t.Flatten(f)
	for i, s := range t.Signals {
		if vector[i] != 0 || !s.Ordered || s.Kind == rulebook.Presence || len(s.Path) == 0 {
			continue
		}
		best := 1
		if s.Set {
			best = 2 // one entry, the best
		}
		if fuller := with(vector, i, best); flat.Walk(fuller) == 1 {
			vector = fuller
		}
	}
	return vector, true
}

// where is 1 where a function has a value.
func (t *table) where(f diagram.Ref, value int) diagram.Ref {
	return t.Map(f, func(v int) int { return truth(v == value) })
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// telling is a vector in which a signal makes the greatest difference: its
// values lead to as many statuses as anywhere, accepted among them if possible.
func (t *table) telling(signal int) []uint8 {
	sets := diagram.False // of statuses, a bit each
	for class := range t.Signals[signal].Arity() {
		one := t.Map(t.Restrict(t.status, signal, class), func(v int) int { return 1 << v })
		sets = t.Apply(sets, one, func(a, b int) int { return a | b })
	}
	best := 0
	for set := range t.Values(sets) {
		if telling(set) > telling(best) || telling(set) == telling(best) && set > best {
			best = set
		}
	}
	vector, _ := t.smallest(t.where(sets, best))
	return vector
}

// telling ranks sets of statuses.
func telling(set int) int {
	return 2*bits.OnesCount(uint(set)) + set>>int(rulebook.Accepted)&1
}

// accepting is the plainest vector that is accepted.
func (t *table) accepting() []uint8 {
	vector, _ := t.smallest(t.where(t.status, int(rulebook.Accepted)))
	return vector
}

// document writes a vector as a document of a provider.
func (t *table) document(provider string, vector []uint8) *tree {
	doc := (&tree{kind: object}).with("provider", quoted(provider))
	if t.Lifecycle {
		doc = carried(true)
	}
	for i, s := range t.Signals {
		write(doc, s, vector[i])
	}
	return doc
}

// carried is a document that carries questions about the lifecycle; by itself
// it is accepted, or rejected.
func carried(accepted bool) *tree {
	word := "FAILED"
	if accepted {
		word = "SUCCEEDED"
	}
	doc := (&tree{kind: object}).with("provider", quoted(carrier))
	doc.set(rulebook.Path{"providerSpecific", "consolidatedIdentityData", "chipVerification"}, "", quoted(word))
	return doc
}

// context is what a vector says and no document can carry.
func (t *table) context(vector []uint8) Context {
	var c Context
	for i, s := range t.Signals {
		if len(s.Path) == 0 && vector[i] != 0 && s.Name == "verdict" {
			c.Verdict = s.Values[vector[i]-1]
		}
	}
	return c
}

// with gives a vector with another class of one signal.
func with(vector []uint8, signal, class int) []uint8 {
	changed := append([]uint8(nil), vector...)
	changed[signal] = uint8(class)
	return changed
}

// judge gives the strictest status of the rows that hold.
func (t *table) judge(vector []uint8) rulebook.Status {
	status := rulebook.Undecided
	for _, r := range t.Rules {
		if r.When.Eval(vector) {
			status = max(status, r.Status)
		}
	}
	return status
}
