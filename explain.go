package verdict

import (
	"fmt"

	"github.com/verdict-id/verdict/explain"
	"github.com/verdict-id/verdict/internal/describe"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/nearest"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Explain tells how Decide comes to its answer: every row with whether it
// holds and what it saw, and the nearest other outcomes. Where nothing can be
// decided because something is missing it explains that, and is no error. Its
// error is that of Decide where p has no provider or the document carries what
// the rule book does not declare; of a table of one's own whose diagram is
// almost too large, there may be no explanation either. It takes about a millisecond.
func (p Process) Explain() (*explain.Explanation, error) {
	d, err := p.Decide()
	if err != nil && !isUndecided(err) {
		return nil, err
	}
	e, err := p.explain(d)
	if err == nil && p.kind != rulebook.GetProcess {
		e.Document = p.kind
	}
	return e, err
}

func (p *Process) explain(d Decision) (*explain.Explanation, error) {
	if p.lifecycle.status != 0 {
		return p.engine.tables[0].explain(d, &p.early, notes{}, p.Provider(), nil)
	}
	return p.table.explain(d, &p.vector, notes{chain: p.notable}, p.Provider(), p.remarks())
}

// Explain tells how Decide comes to its answer for typed signals, as
// [Process.Explain] does.
func (e *Engine) Explain(s Signals) (*explain.Explanation, error) {
	var in intake
	provider, err := e.take(s, &in)
	if in.lent != nil {
		defer in.giveBack()
	}
	if err != nil {
		return nil, err
	}
	noted := notes{list: in.notable}
	d, _ := in.table.decide(&in.vector, noted, provider, nil)
	return in.table.explain(d, &in.vector, noted, provider.Value(), nil)
}

// remarks explains the remarks of the lifecycle, which are made beside the
// status of the provider's table.
func (p *Process) remarks() []explain.Row {
	lifecycle := p.engine.tables[0]
	return lifecycle.explainRows(lifecycle.Remarks, lifecycle.remarks, &p.early, p.table.outcome(&p.vector).status)
}

// explain explains where a vector leads: to d, or to none where nothing is
// decided. lifecycle are remarks that come first.
func (t *table) explain(d Decision, vector *document.Vector, noted notes, provider string, lifecycle []explain.Row) (*explain.Explanation, error) {
	e := &explain.Explanation{
		Provider: provider,
		Status:   explain.Undecided,
		Book:     t.book,
		Table:    t.rules[0].File,
		Title:    t.Title,
		Signals:  t.explainSignals(vector, noted),
		Rows:     t.explainRows(t.Rules, t.rules, vector, d.Status()),
		Remarks:  append(lifecycle, t.explainRows(t.Remarks, t.remarks, vector, d.Status())...),
	}
	if d.outcome != nil {
		e.Status, e.Rule = d.Status().String(), d.Rule().ID
		for _, r := range d.outcome.rules {
			e.Rows[r].Because = d.because(r)
		}
	} else {
		e.Missing = t.missing(vector, noted)
	}
	for _, term := range t.Terms {
		e.Terms = append(e.Terms, explain.Term{Name: term.Name, Holds: term.Cond.Eval(vector[:]), Condition: t.explainCondition(term.Cond, vector)})
	}
	var err error
	if e.Nearest, err = t.explainNearest(vector); err != nil {
		return nil, fmt.Errorf("verdict: the nearest outcomes cannot be found: %w", err)
	}
	return e, nil
}

func (t *table) explainSignals(vector *document.Vector, noted notes) []explain.Signal {
	var signals []explain.Signal
	for i, s := range t.Signals {
		signal := explain.Signal{
			Name: s.Name, Group: s.Group, Meaning: s.Meaning, Value: s.Describe(vector[i]),
			Missing: s.Lacks(vector[i]) && s.Need.Holds(vector[:]), Context: s.Context, RemarksOnly: s.Aside,
		}
		for e := range noted.of(i) {
			signal.Entries = append(signal.Entries, explain.Entry{Name: e.Name, Value: s.ClassName(e.Class)})
		}
		signals = append(signals, signal)
	}
	return signals
}

// explainRows explains rows, or remarks beside a status.
func (t *table) explainRows(rows []*rulebook.Rule, public []Rule, vector *document.Vector, status Status) []explain.Row {
	var out []explain.Row
	for i, r := range rows {
		p := public[i].clone()
		row := explain.Row{
			ID: r.ID, Holds: r.When.Eval(vector[:]) && r.IsBeside(rulebook.Status(status)), When: r.Text, Reason: r.Reason,
			Source: r.Source, Basis: p.Basis, Advice: r.Advice, At: p.At(), Condition: t.explainCondition(r.When, vector),
		}
		if r.Status != rulebook.Undecided {
			row.Status = r.Status.String()
		}
		for _, s := range r.Beside {
			row.Beside = append(row.Beside, s.String())
		}
		out = append(out, row)
	}
	return out
}

func (t *table) explainCondition(c *rulebook.Cond, vector *document.Vector) explain.Condition {
	out := explain.Condition{Text: c.Text, Holds: c.Eval(vector[:])}
	switch {
	case c.Text != "": // of one signal, or of the members of a group
		out.Kind = explain.KindAtom
		c.Atoms(func(a *rulebook.Cond, _ bool) {
			s := t.Signals[a.Signal]
			out.Saw = append(out.Saw, explain.Saw{Signal: s.Name, Value: s.Describe(vector[a.Signal])})
		})
		return out
	case c.Op == rulebook.OpTerm:
		out.Kind, out.Text = explain.KindTerm, c.Term
	default:
		out.Kind = [...]explain.Kind{rulebook.OpAnd: explain.KindAnd, rulebook.OpOr: explain.KindOr, rulebook.OpNot: explain.KindNot}[c.Op]
	}
	for _, k := range c.Kids {
		out.Parts = append(out.Parts, t.explainCondition(k, vector))
	}
	return out
}

func (t *table) explainNearest(vector *document.Vector) ([]explain.Outcome, error) {
	statuses := make([]rulebook.Status, len(t.outcomes))
	for i, o := range t.outcomes {
		statuses[i] = rulebook.Status(o.status)
	}
	found, err := nearest.Outcomes(t.Table, t.diagram, statuses, vector[:])
	if err != nil {
		return nil, err
	}
	outcomes := []explain.Outcome{}
	for _, o := range found {
		out := explain.Outcome{Status: o.Status.String(), Ways: []explain.Way{}, More: o.More}
		for _, way := range o.Ways {
			out.Changes = len(way)
			out.Ways = append(out.Ways, t.explainWay(way, vector))
		}
		outcomes = append(outcomes, out)
	}
	return outcomes, nil
}

func (t *table) explainWay(way nearest.Way, vector *document.Vector) explain.Way {
	var out explain.Way
	for _, c := range way {
		s := t.Signals[c.Signal]
		change := explain.Change{
			Signal: s.Name, Group: s.Group, From: s.Describe(vector[c.Signal]),
			Says: describe.Change(s, c.To, c.May), Context: s.Context,
		}
		for class := range s.Arity() {
			if c.To>>class&1 == 1 {
				change.To = append(change.To, s.Describe(uint8(class)))
			}
		}
		out.Changes = append(out.Changes, change)
	}
	return out
}
