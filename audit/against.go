package audit

import (
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// changesReport writes down what the other rule book makes of the records.
func (a *auditor) changesReport(c *shift) *Changes {
	d := a.difference
	out := &Changes{Equal: d.Equal, Records: c.records, Transitions: c.transitions(), Regions: []RegionUse{}, Caveats: d.Caveats}
	for _, t := range out.Transitions {
		if t.After == accepted.derived() {
			out.NewlyAccepted += t.Count
		}
	}
	for _, r := range d.Regions {
		out.Regions = append(out.Regions, RegionUse{Region: r})
	}
	for provider, steps := range c.regions.all(others) {
		for s, n := range *steps {
			if i := regionOf(out.Regions, provider, s); i >= 0 {
				out.Regions[i].Records += n
			} else {
				out.Elsewhere += n
			}
		}
	}
	return out
}

// regionOf finds the region in which a provider's records go from one outcome to
// another, or -1. A provider's own name counts before that of a family.
func regionOf(regions []RegionUse, provider string, s step) int {
	find := func(matches func(name string) bool) int {
		return slices.IndexFunc(regions, func(r RegionUse) bool {
			return r.Before == s.before && r.After == s.after && slices.ContainsFunc(r.Providers, matches)
		})
	}
	if i := find(func(name string) bool { return name == provider }); i >= 0 {
		return i
	}
	return find(func(name string) bool { return name != lifecycleTable && rulebook.MatchProvider(name, provider) })
}

// transitions lists every change: newly accepted first, then no longer accepted,
// then others; within each by provider and the order of the answers.
func (c *shift) transitions() []Transition {
	all := []Transition{}
	for provider, m := range c.providers.all(others) {
		for before := range m {
			for after, n := range m[before] {
				if n > 0 {
					all = append(all, Transition{provider, answer(before).derived(), answer(after).derived(), n})
				}
			}
		}
	}
	rank := func(t Transition) int {
		switch accepted.derived() {
		case t.After:
			return 0
		case t.Before:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(all, func(a, b Transition) int { return rank(a) - rank(b) })
	return all
}
