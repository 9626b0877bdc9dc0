package verdict_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
)

// Load proves these promises on diagrams. Here they are asked of answers, from
// outside, so that they also hold of everything between a diagram and an
// answer.

// forTables checks a property of drawn signals of every provider's table.
func forTables(t *testing.T, property func(t *rapid.T, d drawer, s signals)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		for range 3 {
			for _, table := range providerTables() {
				property(t, d, d.signals(table))
			}
		}
	})
}

// TestNothingMissingDecides: whoever has sent everything gets a status, or he
// would wait for ever.
func TestNothingMissingDecides(t *testing.T) {
	forTables(t, func(t *rapid.T, d drawer, s signals) {
		s = d.complete(s, d.mood())
		if decision, err := s.decide(); err != nil || decision.Status() == 0 {
			t.Fatalf("%v: %v, %v; want a status, for nothing is missing", s, decision, err)
		}
	})
}

// TestNeverAcceptedWhileMissing: what is needed may still turn out badly.
func TestNeverAcceptedWhileMissing(t *testing.T) {
	forTables(t, func(t *rapid.T, d drawer, s signals) {
		s, ok := d.withGap(d.complete(s, 0))
		if !ok {
			return // after an error nothing is needed
		}
		decision, err := s.decide()
		if decision.Status() == verdict.Accepted {
			t.Fatalf("%v is accepted without %v", s, s.missingNames())
		}
		if err == nil {
			return // a stricter row does not wait
		}
		var undecided *verdict.UndecidedError
		if !errors.As(err, &undecided) {
			t.Fatalf("%v: %v; every value is declared", s, err)
		}
		if diff := cmp.Diff(s.missingNames(), undecided.Missing); diff != "" {
			t.Fatalf("%v: missing (-want +got):\n%s", s, diff)
		}
	})
}

// withGap takes one value away, such that something is missing.
func (d drawer) withGap(s signals) (signals, bool) {
	var gaps []signals
	add := func(gap signals) {
		if len(gap.missing()) > 0 {
			gaps = append(gaps, gap)
		}
	}
	for i, v := range s.values {
		add(s.with(i, signalValue{}))
		for at := range v.entries {
			entries := slices.Clone(v.entries)
			entries[at].value = nil
			add(s.with(i, signalValue{entries: entries}))
		}
	}
	if len(gaps) == 0 {
		return s, false
	}
	return gaps[d.below(len(gaps))], true
}

// TestLateEvidenceChangesNoStatus: a caller who acted on a status must not
// learn later that it was another. Context is there from the start.
func TestLateEvidenceChangesNoStatus(t *testing.T) {
	decided := 0
	forTables(t, func(t *rapid.T, d drawer, s signals) {
		missing := slices.DeleteFunc(s.missing(), func(i int) bool { return s.table.Signals[i].Context })
		if len(missing) == 0 {
			return
		}
		late := d.arrive(s, missing[d.below(len(missing))], 50)
		before, err := s.decide()
		if err != nil {
			return
		}
		decided++
		if after, err := late.decide(); err != nil || after.Status() != before.Status() {
			t.Fatalf("%v: %v; then comes what was missing:\n%v: %v, %v", s, before, late, after, err)
		}
	})
	if decided == 0 {
		t.Error("nothing was decided while something was missing")
	}
}

// TestWorseIsNeverMilder: whoever is found worse must not get further. To be
// undecided is worse than to be accepted, and better than any doubt.
func TestWorseIsNeverMilder(t *testing.T) {
	forTables(t, func(t *rapid.T, d drawer, s signals) {
		worse, ok := d.worse(s)
		if !ok {
			return
		}
		if before, after := severity(s), severity(worse); after < before {
			t.Fatalf("%v has severity %d, and worse signals have %d:\n%v", s, before, after, worse)
		}
	})
}

// worse makes one signal, or one entry of a set, one step worse.
func (d drawer) worse(s signals) (signals, bool) {
	var steps []signals
	for i, signal := range s.table.Signals {
		if !signal.Ordered {
			continue
		}
		next := func(value any) any {
			if class := classOfValue(signal, value); class > 0 && int(class) < len(signal.Values) {
				return d.classValue(signal, class+1)
			}
			return nil
		}
		if value := next(s.values[i].one); value != nil {
			steps = append(steps, s.with(i, signalValue{one: value}))
		}
		for at, e := range s.values[i].entries {
			if value := next(e.value); value != nil {
				entries := slices.Clone(s.values[i].entries)
				entries[at].value = value
				steps = append(steps, s.with(i, signalValue{entries: entries}))
			}
		}
	}
	if len(steps) == 0 {
		return s, false
	}
	return steps[d.below(len(steps))], true
}

// severity ranks answers: as statuses, undecided between accepted and
// inconclusive.
func severity(s signals) int {
	ranks := []verdict.Status{verdict.Pending, verdict.Processing, verdict.Accepted, 0, verdict.Inconclusive, verdict.Canceled, verdict.Failed, verdict.Rejected}
	decision, _ := s.decide()
	return slices.Index(ranks, decision.Status())
}

// TestEntryWithoutValue: an entry that has no value yet says nothing, neither
// against the person nor for.
func TestEntryWithoutValue(t *testing.T) {
	forTables(t, func(t *rapid.T, d drawer, s signals) {
		for i, signal := range s.table.Signals {
			if !signal.Set {
				continue
			}
			entries := append(slices.Clone(s.values[i].entries), signalEntry{name: "valueless"})
			before, _ := s.decide()
			after, _ := s.with(i, signalValue{entries: entries}).decide()
			stricter := after.Status() > before.Status() && after.Status() > verdict.Accepted
			if stricter || after.Status() == verdict.Accepted && before != after {
				t.Fatalf("%v: %v; with an entry of %s without value: %v", s, before, signal.Name, after)
			}
		}
	})
}
