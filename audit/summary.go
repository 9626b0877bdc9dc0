package audit

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// report writes down what was counted.
func (a *auditor) report(t *tally, o *overseer, ended error) *Report {
	r := &Report{
		Book:      a.book.engine.Hash(),
		Inputs:    o.inputs,
		Records:   t.records,
		Agree:     t.agree,
		Processes: o.totals.Processes,
		Untracked: o.totals.LeftOut,
		Own:       t.ownKinds(),
		Counts:    []Count{},
		Matrix:    t.matrix(),
		Rules:     a.ruleUses(t),
		Unknown:   t.unknownPlaces(),
		Missing:   t.missingSignals(),
		Faults:    t.faultReasons(),
		Months:    t.monthsInOrder(),
		Findings:  []Finding{},
	}
	for _, k := range kinds {
		if n := t.counts[k.Code]; n > 0 {
			r.Counts = append(r.Counts, Count{k, n})
		}
		r.Findings = append(r.Findings, o.kept[k.Code]...)
	}
	if a.against != nil {
		r.Against = a.against.engine.Hash()
		r.Changes = a.changesReport(&t.shift)
	}
	if ended != nil {
		r.Ended = ended.Error()
	}
	return r
}

// matrix lists every cell that counts something: by provider, then recorded and
// derived answers in their order.
func (t *tally) matrix() []Cell {
	cells := []Cell{}
	for provider, m := range t.providers.all(others) {
		for recorded := range m {
			for derived, n := range m[recorded] {
				if n > 0 {
					cells = append(cells, Cell{provider, answer(recorded).recorded(), answer(derived).derived(), n})
				}
			}
		}
	}
	return cells
}

// ownKinds lists the kinds of providers' own documents, by their names.
func (t *tally) ownKinds() []OwnKind {
	var all []OwnKind
	for _, kind := range slices.Sorted(maps.Keys(t.kinds)) {
		all = append(all, OwnKind{kind, t.kinds[kind]})
	}
	return all
}

// others stands for the names that are too many to tell apart.
const others = "(others)"

// ruleUses counts how often each row was used.
func (a *auditor) ruleUses(t *tally) []RuleUse {
	decided, held := map[string]int64{}, map[string]int64{}
	for i, n := range t.decided {
		for j, id := range a.book.outcomes[i].Rules {
			held[id] += n
			if j == 0 {
				decided[id] += n
			}
		}
	}
	uses := []RuleUse{}
	for r := range a.book.engine.Rules() {
		if r.Status == 0 {
			continue // a remark
		}
		uses = append(uses, RuleUse{
			ID: r.ID, Provider: r.Provider, Status: r.Status.String(), Reason: r.Reason,
			Source: r.Source, Basis: r.Basis, At: r.At(), Decided: decided[r.ID], Held: held[r.ID],
		})
	}
	return uses
}

func (t *tally) unknownPlaces() []Unknown {
	all := []Unknown{}
	for at, w := range t.unknown {
		u := Unknown{Provider: at.provider, Place: at.path, Records: w.records}
		for word, n := range w.of.all("") {
			u.Words = addWord(u.Words, Word{word, int64(*n)})
		}
		slices.SortFunc(u.Words, func(a, b Word) int {
			return cmp.Or(cmp.Compare(b.Records, a.Records), strings.Compare(a.Word, b.Word))
		})
		all = append(all, u)
	}
	slices.SortFunc(all, func(a, b Unknown) int {
		return cmp.Or(cmp.Compare(b.Records, a.Records), strings.Compare(a.Provider, b.Provider), strings.Compare(a.Place, b.Place))
	})
	return all
}

// addWord adds a word; those without a text are one.
func addWord(words []Word, w Word) []Word {
	if i := slices.IndexFunc(words, func(known Word) bool { return known.Word == w.Word }); i >= 0 {
		words[i].Records += w.Records
		return words
	}
	return append(words, w)
}

func (t *tally) missingSignals() []Missing {
	all := []Missing{}
	for key, n := range t.missing.all(others) {
		provider, signals, _ := strings.Cut(key, "\n")
		m := Missing{Provider: provider, Signals: []string{}, Records: int64(*n)}
		if signals != "" {
			m.Signals = strings.Split(signals, "\n")
		}
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b Missing) int { return cmp.Compare(b.Records, a.Records) })
	return all
}

func (t *tally) faultReasons() []Fault {
	all := []Fault{}
	for _, reason := range slices.Sorted(maps.Keys(t.faults)) {
		all = append(all, Fault{reason, t.faults[reason]})
	}
	slices.SortStableFunc(all, func(a, b Fault) int { return cmp.Compare(b.Records, a.Records) })
	return all
}

func (t *tally) monthsInOrder() []Month {
	all := []Month{}
	for name, counted := range t.months.all(others) {
		m := Month{Month: name, Recorded: map[string]int64{}, Differ: counted.differ}
		for recorded, n := range counted.recorded {
			if n > 0 {
				m.Recorded[answer(recorded).recorded()] = n
			}
		}
		all = append(all, m)
	}
	return all
}
