package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/inside"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/proof"
)

// mostUntold is how many kinds of records an Impact tells apart whose outcome is open.
const mostUntold = 1000

// untoldKey is such a kind; lists are separated by lines.
type untoldKey struct {
	provider               string
	before, after, signals string
	mayChange, mayAccept   bool
}

// weigh counts a row.
func (w *weighing) weigh(row *histogramRow) error {
	old, err := w.old.see(&row.vector)
	if err != nil {
		return err
	}
	now := old
	if w.against.engine.Hash() != w.book.engine.Hash() {
		if now, err = w.now.see(&row.vector); err != nil {
			return err
		}
	}
	w.rows++
	w.tally.records += row.records
	w.countNew(row, now)
	switch {
	case len(old.answers)+len(now.answers) > 2:
		w.countUntold(row, old, now)
	case old.answers[0] != now.answers[0]:
		w.countChange(row.records, old, now)
	}
	return nil
}

// countNew counts what the new rule book makes of a row, beside the recorded status.
func (w *weighing) countNew(row *histogramRow, now *sight) {
	if len(now.answers) > 1 {
		w.open.at(now.name)[row.recorded][nothing] += row.records
		return
	}
	derived := now.answers[0]
	w.tally.providers.at(now.name)[row.recorded][derived] += row.records
	if !derived.isStatus() {
		return
	}
	if derived == row.recorded {
		w.tally.agree += row.records
	}
	if now.decided == inside.None {
		w.out.RulesUntold += row.records
	} else {
		w.tally.decided[now.decided] += row.records
	}
}

// countChange counts a row whose outcome certainly changes.
func (w *weighing) countChange(n int64, old, now *sight) {
	before, after := &old.side, &now.side
	if !old.sided || !now.sided {
		before, after = nil, nil
	}
	w.tally.shift.see(n, cmp.Or(old.name, now.name), old.answers[0], now.answers[0], before, after)
}

// countUntold counts a row whose outcome is open.
func (w *weighing) countUntold(row *histogramRow, old, now *sight) {
	key := untoldKey{
		provider: cmp.Or(old.name, now.name), before: listed(old.answers), after: listed(now.answers),
		mayChange: w.mayChange(row.provider) || old.kinds || now.kinds,
	}
	key.mayAccept = key.mayChange && slices.Contains(now.answers, accepted) && !slices.Equal(old.answers, []answer{accepted})
	asked := slices.Concat(old.asked, now.asked)
	slices.Sort(asked)
	key.signals = strings.Join(slices.Compact(asked), "\n")
	w.out.CannotTell += row.records
	if key.mayChange {
		w.out.MayChange += row.records
	}
	if key.mayAccept {
		w.out.MayAccept += row.records
	}
	if _, known := w.untold[key]; !known && len(w.untold) >= mostUntold {
		key = untoldKey{provider: others, mayChange: key.mayChange, mayAccept: key.mayAccept}
	}
	w.untold[key] += row.records
}

func listed(answers []answer) string {
	var names []string
	for _, a := range answers {
		names = append(names, a.derived())
	}
	return strings.Join(names, "\n")
}

// mayChange tells whether the rule books differ in anything that can touch the records
// of a provider.
func (w *weighing) mayChange(provider string) bool {
	d := w.difference
	if d.Equal || provider == "" {
		return !d.Equal
	}
	touches := func(names []string) bool {
		return slices.ContainsFunc(names, func(name string) bool {
			return name == lifecycleTable || name == provider || rulebook.MatchProvider(name, provider)
		})
	}
	return slices.ContainsFunc(d.Regions, func(r proof.Region) bool { return touches(r.Providers) }) ||
		slices.ContainsFunc(d.Caveats, func(c proof.Caveat) bool { return c.MayChange && touches(c.Providers) })
}

// impact writes down what was counted.
func (w *weighing) impact() *Impact {
	out := &w.out
	out.Book, out.Against = w.book.engine.Hash(), w.against.engine.Hash()
	if w.made != nil {
		out.Made = w.made.engine.Hash()
	}
	out.Rows, out.Records, out.Agree = w.rows, w.tally.records, w.tally.agree
	out.Matrix = w.matrix()
	a := &auditor{book: w.book.book, difference: w.difference}
	out.Rules = a.ruleUses(w.tally)
	out.Changes = a.changesReport(&w.tally.shift)
	out.Untold = w.untoldInOrder()
	return out
}

// matrix lists every cell; of each provider those that are open come last.
func (w *weighing) matrix() []Cell {
	cells := w.tally.matrix()
	for provider, m := range w.open.all(others) {
		for recorded := range m {
			if n := m[recorded][nothing]; n > 0 {
				cells = append(cells, Cell{provider, answer(recorded).recorded(), CannotBeTold, n})
			}
		}
	}
	slices.SortStableFunc(cells, func(a, b Cell) int {
		if (a.Provider == others) != (b.Provider == others) {
			return rankOf(a.Provider != others) - rankOf(b.Provider != others)
		}
		return strings.Compare(a.Provider, b.Provider)
	})
	return cells
}

// rankOf ranks what is first before what is not.
func rankOf(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (w *weighing) untoldInOrder() []Untold {
	all := []Untold{}
	for key, n := range w.untold {
		all = append(all, Untold{
			Provider: key.provider, Before: splitLines(key.before), After: splitLines(key.after), Signals: splitLines(key.signals),
			MayChange: key.mayChange, MayAccept: key.mayAccept, Records: n,
		})
	}
	slices.SortFunc(all, func(a, b Untold) int {
		return cmp.Or(
			rankOf(a.MayAccept)-rankOf(b.MayAccept), rankOf(a.MayChange)-rankOf(b.MayChange),
			cmp.Compare(b.Records, a.Records), strings.Compare(a.Provider, b.Provider),
			slices.Compare(a.Before, b.Before), slices.Compare(a.After, b.After), slices.Compare(a.Signals, b.Signals),
		)
	})
	return all
}

// splitLines splits what untoldKey joins.
func splitLines(text string) []string {
	if text == "" {
		return []string{}
	}
	return strings.Split(text, "\n")
}
