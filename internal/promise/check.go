package promise

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/describe"
	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

func (p *Proof) breaks(code rulebook.Code, at rulebook.Pos, message, witness string) {
	p.Broken = append(p.Broken, Broken{code, at, message, witness})
}

// checkPromises asks every promise of the diagrams. Each question is a
// function that has to be 0 everywhere; where it is not, the smallest vector
// is the witness.
func (p *Proof) checkPromises() {
	if !p.Table.Lifecycle {
		p.checkComplete()
		p.checkFailClosed()
		p.checkStable()
	}
	p.checkMonotone()
	p.checkNoValue()
	p.checkOverlap()
	p.checkDead()
	p.checkUnused()
	p.checkGives()
	p.checkClaims()
	p.checkLosses()
}

// is is 1 where the status is one of these.
func (p *Proof) is(statuses ...rulebook.Status) diagram.Ref {
	return p.builder.Map(p.status, func(v int) int {
		return truth(slices.Contains(statuses, rulebook.Status(v)))
	})
}

func (p *Proof) checkComplete() {
	gap := p.builder.And(p.builder.Not(p.missing), p.is(rulebook.Undecided))
	if w, ok := p.smallest(gap); ok {
		p.breaks(Incomplete, p.Table.At["provider"], "nothing is missing, and no row holds; add a row, or say what is needed", describe.Vector(p.Table, w))
	}
}

func (p *Proof) checkFailClosed() {
	open := p.builder.And(p.missing, p.is(rulebook.Accepted))
	if w, ok := p.smallest(open); ok {
		p.breaks(Open, p.acceptingRow(w), "accepted while "+strings.Join(p.Missing(w), ", ")+" is missing; the row has to ask for it", describe.Vector(p.Table, w))
	}
}

// acceptingRow is the place of the first row that accepts a vector.
func (p *Proof) acceptingRow(vector []uint8) rulebook.Pos {
	for _, r := range p.Table.Rules {
		if r.Status == rulebook.Accepted && r.When.Eval(vector) {
			return r.At
		}
	}
	return p.Table.At["provider"]
}

// Missing names the signals that are missing in a vector.
func (p *Proof) Missing(vector []uint8) []string {
	var names []string
	for i, s := range p.Table.Signals {
		if s.Lacks(vector[i]) && s.Need.Holds(vector) {
			names = append(names, s.Name)
		}
	}
	return names
}

// change is a signal going from one class to another; for a set, from one mask
// to another.
type change struct {
	signal   int
	from, to int
}

// firstChange finds the smallest vector among all changes for which bad, a
// function of the statuses before and after, is not 0; where limits the
// vectors before.
func (p *Proof) firstChange(changes []change, where func(c change) diagram.Ref, bad func(before, after rulebook.Status) bool) (change, []uint8, bool) {
	var found change
	var witness []uint8
	least := -1
	for _, c := range changes {
		before := p.builder.Restrict(p.status, c.signal, c.from)
		after := p.builder.Restrict(p.status, c.signal, c.to)
		if before == after {
			continue
		}
		wrong := p.builder.Apply(before, after, func(x, y int) int {
			return truth(bad(rulebook.Status(x), rulebook.Status(y)))
		})
		if where != nil {
			wrong = p.builder.And(wrong, p.builder.Restrict(where(c), c.signal, c.from))
		}
		w, ok := p.smallest(wrong)
		if !ok {
			continue
		}
		w[c.signal] = uint8(c.from)
		if cost := p.vectorCost(w); least < 0 || cost < least {
			found, witness, least = c, w, cost
		}
	}
	return found, witness, least >= 0
}

// explainChange describes a witness whose signal goes on to another class.
func (p *Proof) explainChange(c change, before []uint8) string {
	after := slices.Clone(before)
	after[c.signal] = uint8(c.to)
	s := p.Table.Signals[c.signal]
	return fmt.Sprintf("%s; then %s goes from %s to %s, and the status from %s to %s", describe.Vector(p.Table, before),
		s.Name, s.Describe(uint8(c.from)), s.Describe(uint8(c.to)), p.statusOf(before), p.statusOf(after))
}

// statusOf decides a vector by the rows themselves.
func (p *Proof) statusOf(vector []uint8) rulebook.Status {
	status := rulebook.Undecided
	for _, r := range p.Table.Rules {
		if r.When.Eval(vector) {
			status = max(status, r.Status)
		}
	}
	return status
}

// strictestRow is the id of the first row that gives a vector its status.
func (p *Proof) strictestRow(vector []uint8) string {
	status := p.statusOf(vector)
	for _, r := range p.Table.Rules {
		if r.Status == status && r.When.Eval(vector) {
			return r.ID
		}
	}
	return ""
}

// checkStable lets needed evidence arrive where it is missing, one signal at a
// time. That is enough where no needs go round in a circle: then there is an
// order in which each signal arrives while it is still needed.
func (p *Proof) checkStable() {
	p.checkCircles()
	for i, s := range p.Table.Signals {
		if s.Context {
			continue
		}
		needed := p.needed(s)
		if needed == diagram.False {
			continue
		}
		c, w, found := p.firstChange(arrivals(i, s),
			func(change) diagram.Ref { return needed },
			func(before, after rulebook.Status) bool { return before != rulebook.Undecided && before != after })
		if found {
			p.breaks(Unstable, s.At, s.Name+" is needed and arrives late, and changes what was decided; the row that decided has to wait for it", p.explainChange(c, w))
		}
	}
}

// checkCircles refuses evidence whose need depends on itself, directly or
// through the needs of other evidence.
func (p *Proof) checkCircles() {
	asks := make([][]int, len(p.Table.Signals)) // the evidence that a need asks about
	for i, s := range p.Table.Signals {
		if s.Context || s.Need.When == nil {
			continue
		}
		s.Need.When.Atoms(func(a *rulebook.Cond, _ bool) {
			if other := p.Table.Signals[a.Signal]; !other.Context && other.Need.When != nil {
				asks[i] = append(asks[i], a.Signal)
			}
		})
	}
	for i, s := range p.Table.Signals {
		if reaches(asks, i, i, map[int]bool{}) {
			p.breaks(Unstable, s.At, "whether "+s.Name+" is needed depends on itself, through what it asks about; evidence that is needed must not go round in a circle", "")
			return
		}
	}
}

// reaches tells whether one can follow asks from one signal to another.
func reaches(asks [][]int, from, to int, seen map[int]bool) bool {
	for _, next := range asks[from] {
		if next == to {
			return true
		}
		if !seen[next] {
			seen[next] = true
			if reaches(asks, next, to, seen) {
				return true
			}
		}
	}
	return false
}

// arrivals are the ways in which a missing signal can get its value. An empty
// set gets any entries; an entry without value gets one, be there others
// without value or not.
func arrivals(i int, s *rulebook.Signal) []change {
	var changes []change
	for from := range s.Arity() {
		if !s.Lacks(uint8(from)) {
			continue
		}
		for to := range s.Arity() {
			if arrives(s, from, to) {
				changes = append(changes, change{i, from, to})
			}
		}
	}
	return changes
}

func arrives(s *rulebook.Signal, from, to int) bool {
	if !s.Set || from == 0 {
		return to != 0
	}
	added := to &^ from
	oneMore := added&(added-1) == 0
	return to|1 == from|to && oneMore && to&^1 != 0 && (added != 0 || to == from&^1)
}

// checkMonotone makes signals worse.
func (p *Proof) checkMonotone() {
	for i, s := range p.Table.Signals {
		if !s.Ordered || len(s.Values) < 2 {
			continue
		}
		c, w, found := p.firstChange(worsenings(i, s), nil, func(before, after rulebook.Status) bool {
			return after.Severity() < before.Severity()
		})
		if found {
			p.breaks(NonMonotone, s.At, s.Name+" gets worse, and the status milder; mend the rows, or the order of its values (order: none is for values of which none is better)", p.explainChange(c, w))
		}
	}
}

// worsenings are the steps from one value to the next worse one. In a set one
// entry takes the step, be there others that keep the old value or not.
func worsenings(i int, s *rulebook.Signal) []change {
	var changes []change
	if !s.Set {
		for class := 1; class < len(s.Values); class++ {
			changes = append(changes, change{i, class, class + 1})
		}
		return changes
	}
	for mask := range s.Arity() {
		for class := 1; class < len(s.Values); class++ {
			if mask>>class&1 == 0 {
				continue
			}
			worse := mask | 1<<(class+1)
			for _, to := range []int{worse, worse &^ (1 << class)} {
				if to != mask {
					changes = append(changes, change{i, mask, to})
				}
			}
		}
	}
	return changes
}

// checkNoValue lets an entry without its value join a set: it is neither good
// nor bad, so it may leave things undecided and nothing else.
func (p *Proof) checkNoValue() {
	for i, s := range p.Table.Signals {
		if !s.Set {
			continue
		}
		var changes []change
		for from := 0; from < s.Arity(); from += 2 {
			changes = append(changes, change{i, from, from | 1})
		}
		c, w, found := p.firstChange(changes, nil, func(before, after rulebook.Status) bool {
			stricter := after > before && after > rulebook.Accepted
			return stricter || before != after && after == rulebook.Accepted
		})
		if found {
			p.breaks(NoValue, s.At, "an entry of "+s.Name+" without its value decides something; such an entry is neither good nor bad", p.explainChange(c, w))
		}
	}
}

func (p *Proof) checkOverlap() {
	beside := p.builder.Map(p.outcomes, func(n int) int {
		o := p.Outcomes[n]
		accepts := slices.ContainsFunc(o.Rules, func(r int) bool { return p.Table.Rules[r].Status == rulebook.Accepted })
		return truth(accepts && o.Status > rulebook.Accepted)
	})
	if w, ok := p.smallest(beside); ok {
		p.breaks(Overlap, p.acceptingRow(w), fmt.Sprintf("this row accepts where %s holds too, which is stricter; it has to rule that out itself", p.strictestRow(w)), describe.Vector(p.Table, w))
	}
}

func (p *Proof) checkDead() {
	for _, r := range slices.Concat(p.Table.Rules, p.Table.Remarks) {
		if p.condition(r.When) == diagram.False {
			p.breaks(Dead, r.At, r.ID+" can never hold", "")
		}
	}
	for _, r := range p.Table.Remarks {
		if len(r.Beside) > 0 && !p.Table.Lifecycle && p.builder.And(p.condition(r.When), p.is(r.Beside...)) == diagram.False {
			p.breaks(Dead, r.At, r.ID+" can never hold beside the statuses it names", "")
		}
	}
	for _, c := range p.Table.Claims {
		if p.condition(c.When) == diagram.False {
			p.breaks(Dead, c.At, c.ID+" claims nothing: its condition can never hold", "")
		}
	}
}

// checkUnused looks for signals and values that no row and no claim names, for
// signals for remarks that no remark asks about, and for terms that no
// condition uses.
func (p *Proof) checkUnused() {
	named := make([]rulebook.Classes, len(p.Table.Signals))
	asked := make([]bool, len(p.Table.Signals))
	for _, c := range p.Table.Judging() {
		c.Atoms(func(a *rulebook.Cond, _ bool) {
			named[a.Signal] |= a.Named
			asked[a.Signal] = true
		})
	}
	remarked := p.remarked()
	for i, s := range p.Table.Signals {
		if s.Aside {
			if !remarked[i] {
				p.breaks(Unused, s.At, "no remark asks about "+s.Name, "")
			}
			continue
		}
		if !asked[i] {
			p.breaks(Unused, s.At, "no row and no claim asks about "+s.Name, "")
			continue
		}
		var values []string
		for v, value := range s.Values {
			if !named[i].Has(uint8(v + 1)) {
				values = append(values, value)
			}
		}
		if len(values) > 0 && s.Kind != rulebook.Presence {
			p.breaks(Unused, s.At, fmt.Sprintf("no row and no claim names %s of %s", strings.Join(values, ", "), s.Name), "")
		}
	}
	used := p.Table.UsedTerms()
	for _, t := range p.Table.Terms {
		if !used[t.Name] {
			p.breaks(Unused, t.At, "no condition uses the term "+t.Name, "")
		}
	}
}

// remarked tells which signals remarks ask about.
func (p *Proof) remarked() map[int]bool {
	asked := map[int]bool{}
	for _, r := range p.Table.Remarks {
		r.When.Atoms(func(a *rulebook.Cond, _ bool) { asked[a.Signal] = true })
	}
	return asked
}

func (p *Proof) checkGives() {
	for status := rulebook.Pending; int(status) < rulebook.Statuses; status++ {
		w, gives := p.smallest(p.is(status))
		declared := slices.Contains(p.Table.Gives, status)
		switch {
		case gives && !declared:
			p.breaks(Gives, p.Table.At["gives"], fmt.Sprintf("the rows can give %s, which is not declared", status), describe.Vector(p.Table, w))
		case !gives && declared:
			p.breaks(Gives, p.Table.At["gives"], fmt.Sprintf("the rows never give %s, which is declared", status), "")
		}
	}
}

func (p *Proof) checkClaims() {
	for _, c := range p.Table.Claims {
		broken := p.builder.And(p.condition(c.When), p.is(c.Never...))
		if w, ok := p.smallest(broken); ok {
			p.breaks(Claim, c.At, fmt.Sprintf("%s does not hold: the rows give %s", c.ID, p.statusOf(w)), describe.Vector(p.Table, w))
		}
	}
}

// checkLosses lets evidence disappear. In the lifecycle table, where no row
// holds the provider's table may accept.
func (p *Proof) checkLosses() {
	accepts := rulebook.Accepted
	if p.Table.Lifecycle {
		accepts = rulebook.Undecided
	}
	for i, s := range p.Table.Signals {
		c, w, found := p.firstChange(disappearances(i, s), nil, func(before, after rulebook.Status) bool {
			return before != accepts && after == accepts
		})
		switch {
		case found && s.Loss == "":
			what, do := s.Name+" disappears", "need it, or declare"
			if s.Set {
				what, do = "an entry of "+s.Name+" disappears", "declare"
			}
			p.breaks(Loss, s.At, fmt.Sprintf("%s, and the process may be accepted; %s the loss with its reading", what, do), p.explainChange(c, w))
		case found:
			p.Losses = append(p.Losses, Lost{s.Name, s.Group, s.Loss, p.explainChange(c, w)})
		case s.Loss != "":
			p.breaks(Loss, s.At, fmt.Sprintf("%s declares the loss %s, but its disappearance never leads to acceptance", s.Name, s.Loss), "")
		}
	}
}

// disappearances are the ways in which a signal goes away; in a set an entry,
// or only its value, be there others of its kind or not.
func disappearances(i int, s *rulebook.Signal) []change {
	var changes []change
	for from := 1; from < s.Arity(); from++ {
		if !s.Set {
			changes = append(changes, change{i, from, 0})
			continue
		}
		for class := range len(s.Values) + 1 {
			if without := from &^ (1 << class); without != from {
				changes = append(changes, change{i, from, without}, change{i, from, without | 1}, change{i, from, from | 1})
			}
		}
	}
	return changes
}

// runTests decides the table's own tests.
func (p *Proof) runTests() {
	for _, t := range p.Table.Tests {
		if got := p.Outcomes[p.Diagram.Walk(t.Vector)].Status; got != t.Status {
			p.breaks(Failed, t.At, fmt.Sprintf("the test %q gives %s, not %s", t.About, got, t.Status), "")
		}
	}
}
