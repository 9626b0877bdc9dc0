package suite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// vector adds the document of a vector of classes.
func (m *maker) vector(t *table, provider, id, about string, classes []uint8) {
	m.add(draft{group: t.group, id: id, about: about, tree: t.document(provider, classes), context: t.context(classes)})
}

// rows adds a vector for every combination of rows that can hold at once, for
// every name of the provider.
func (m *maker) rows(t *table) {
	for _, holding := range t.combinations() {
		where := t.Map(t.outcome, func(v int) int { return truth(slices.Equal(t.outcomes[v].Rules, holding)) })
		classes, _ := t.smallest(where)
		for _, provider := range t.providers() {
			id := "rows/" + t.rowNames(holding)
			if provider != t.provider {
				id = "rows/" + provider + "/" + t.rowNames(holding)
			}
			m.vector(t, provider, id, t.aboutRows(holding), classes)
		}
	}
}

// providers are names that the table is for.
func (t *table) providers() []string {
	names := []string{t.provider}
	for _, name := range t.Providers[1:] {
		names = append(names, strings.Replace(name, "*", "nbid", 1))
	}
	return names
}

// combinations are the sets of rows that can hold at once.
func (t *table) combinations() [][]int {
	var sets [][]int
	for v := range t.outcomes {
		rules := t.outcomes[v].Rules
		if !slices.ContainsFunc(sets, func(known []int) bool { return slices.Equal(known, rules) }) {
			sets = append(sets, rules)
		}
	}
	slices.SortFunc(sets, func(a, b []int) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return slices.Compare(a, b)
	})
	return sets
}

func (t *table) rowNames(rows []int) string {
	if len(rows) == 0 {
		return "none"
	}
	var ids []string
	for _, r := range rows {
		ids = append(ids, strings.TrimPrefix(t.Rules[r].ID, t.group+"-"))
	}
	return strings.Join(ids, "+")
}

func (t *table) aboutRows(rows []int) string {
	switch {
	case len(rows) == 0 && t.Lifecycle:
		return "No row of the lifecycle holds, so the signals decide."
	case len(rows) == 0:
		return "Nothing is unknown and no row holds: something is missing, so there is no status."
	case len(rows) == 1:
		return t.Rules[rows[0]].Reason
	}
	statuses := []string{}
	for _, r := range rows {
		statuses = append(statuses, t.Rules[r].Status.String())
	}
	if statuses = slices.Compact(statuses); len(statuses) == 1 {
		return fmt.Sprintf("%d rows hold at once, each for %s.", len(rows), statuses[0])
	}
	return fmt.Sprintf("%d rows hold at once, for %s; the strictest is %s.", len(rows), strings.Join(statuses, " and "), statuses[0])
}

// conditions adds pairs that differ in one signal, so that a part of a row's
// condition is once true and once false, the row holds with one and not with
// the other, and the statuses differ if they can: the pairs of MC/DC.
func (m *maker) conditions(t *table) {
	for _, r := range t.Rules {
		short := strings.TrimPrefix(r.ID, t.group+"-")
		for i, atom := range Atoms(r.When) {
			yes, no, found := t.pair(r.When, i, atom.Signal)
			if !found {
				continue
			}
			asked := fmt.Sprintf("%s, asked by the row %s, ", t.Signals[atom.Signal].Name, r.ID)
			id := fmt.Sprintf("condition/%s/%d-", short, i+1)
			m.vector(t, t.provider, id+"yes", asked+"is such that the row holds.", yes)
			m.vector(t, t.provider, id+"no", asked+"is the one thing that keeps the row from holding.", no)
		}
	}
}

// Atoms are the questions of a condition, in the order of the text, terms
// written out. One that stands twice is there twice.
func Atoms(c *rulebook.Cond) []*rulebook.Cond {
	var atoms []*rulebook.Cond
	c.Atoms(func(atom *rulebook.Cond, _ bool) { atoms = append(atoms, atom) })
	return atoms
}

// pair finds two vectors that differ in one signal, and so in the answer to
// the i-th question of a condition, and so in the condition.
func (t *table) pair(c *rulebook.Cond, i, signal int) (yes, no []uint8, found bool) {
	yesAlways, noAlways := t.Forced(c, i, true), t.Forced(c, i, false)
	atom := promise.Condition(t.Builder, Atoms(c)[i])
	matters := t.And(yesAlways, t.Not(noAlways))
	for _, statusDiffers := range []bool{true, false} {
		least := 0
		for x := range t.Signals[signal].Arity() {
			for y := range t.Signals[signal].Arity() {
				both := t.And(t.Restrict(t.And(matters, atom), signal, x), t.Restrict(t.And(matters, t.Not(atom)), signal, y))
				if both == diagram.False {
					continue
				}
				if statusDiffers {
					both = t.And(both, t.differ(signal, x, y))
				}
				v, ok := t.smallest(both)
				if !ok {
					continue
				}
				a, b := with(v, signal, x), with(v, signal, y)
				if cost := t.total(a) + t.total(b); !found || cost < least {
					yes, no, found, least = a, b, true, cost
				}
			}
		}
		if found {
			return yes, no, true
		}
	}
	return nil, nil, false
}

// total is the cost of a vector.
func (t *table) total(vector []uint8) int {
	sum := 0
	for i, class := range vector {
		sum += t.cost(i, int(class))
	}
	return sum
}

// differ is 1 where two classes of a signal lead to different statuses.
func (t *table) differ(signal, x, y int) diagram.Ref {
	return t.Apply(t.Restrict(t.status, signal, x), t.Restrict(t.status, signal, y), func(a, b int) int { return truth(a != b) })
}

// Forced is a condition whose i-th question has a given answer.
func (t *table) Forced(c *rulebook.Cond, i int, answer bool) diagram.Ref {
	n := 0
	var build func(c *rulebook.Cond) diagram.Ref
	build = func(c *rulebook.Cond) diagram.Ref {
		switch c.Op {
		case rulebook.OpAnd, rulebook.OpOr, rulebook.OpNot, rulebook.OpTerm:
			kids := make([]diagram.Ref, len(c.Kids))
			for k, kid := range c.Kids {
				kids[k] = build(kid)
			}
			return t.join(c.Op, kids)
		}
		n++
		if n-1 == i {
			return diagram.Ref(truth(answer))
		}
		return promise.Condition(t.Builder, c)
	}
	return build(c)
}

func (t *table) join(op rulebook.Op, kids []diagram.Ref) diagram.Ref {
	r := kids[0]
	for _, k := range kids[1:] {
		if op == rulebook.OpAnd {
			r = t.And(r, k)
		} else {
			r = t.Or(r, k)
		}
	}
	if op == rulebook.OpNot {
		return t.Not(r)
	}
	return r
}

// changes adds, for every signal, every pair of its values and every pair of
// statuses that can come of changing one value to the other, such a pair of
// vectors. Values that no status depends on are one.
func (m *maker) changes(t *table) {
	for i, s := range t.Signals {
		classes := t.kinds(i)
		for a, x := range classes {
			for _, y := range classes[a+1:] {
				m.changesBetween(t, i, s, x, y)
			}
		}
	}
}

// kinds are classes of a signal, one of those that are all the same to every
// status.
func (t *table) kinds(signal int) []int {
	seen := map[diagram.Ref]bool{}
	var classes []int
	for class := range t.Signals[signal].Arity() {
		if r := t.Restrict(t.status, signal, class); !seen[r] {
			seen[r] = true
			classes = append(classes, class)
		}
	}
	return classes
}

func (m *maker) changesBetween(t *table, i int, s *rulebook.Signal, x, y int) {
	fx, fy := t.Restrict(t.status, i, x), t.Restrict(t.status, i, y)
	for from := range rulebook.Statuses {
		for to := range rulebook.Statuses {
			if from == to {
				continue
			}
			v, ok := t.smallest(t.And(t.where(fx, from), t.where(fy, to)))
			if !ok {
				continue
			}
			id := fmt.Sprintf("change/%s/%s~%s/%s~%s", s.Name, slug(s, uint8(x)), slug(s, uint8(y)), t.named(from), t.named(to))
			about := fmt.Sprintf("If only %s changes from %s to %s, %s becomes %s", s.Name, s.Describe(uint8(x)), s.Describe(uint8(y)), t.named(from), t.named(to))
			m.vector(t, t.provider, id+"/before", about+": before the change.", with(v, i, x))
			m.vector(t, t.provider, id+"/after", about+": after the change.", with(v, i, y))
		}
	}
}

// named names a status; where no row holds, what follows from that.
func (t *table) named(status int) string {
	switch {
	case status != int(rulebook.Undecided):
		return rulebook.Status(status).String()
	case t.Lifecycle:
		return "judged"
	}
	return "undecided"
}
