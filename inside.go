package verdict

import (
	"bytes"
	"errors"
	"slices"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/inside"
	"github.com/verdict-id/verdict/internal/rulebook"
)

func init() {
	inside.Of = func(engine any) inside.Judge { return newJudge(engine.(*Engine)) }
}

// judge judges recorded documents for package audit.
type judge struct {
	*Engine
	failReason int // among the lifecycle's signals, -1 where it has none
}

func newJudge(e *Engine) *judge {
	return &judge{e, e.lifecycleSignal("/failReason")}
}

// lifecycleSignal finds a signal of the lifecycle by its place.
func (e *Engine) lifecycleSignal(pointer string) int {
	return slices.IndexFunc(e.tables[0].Signals, func(s *rulebook.Signal) bool { return s.Path.String() == pointer })
}

// Outcomes numbers the outcomes of all tables, as outcome.number does.
func (j *judge) Outcomes() []inside.Outcome {
	var all []inside.Outcome
	for _, t := range j.tables {
		for _, o := range t.outcomes {
			outcome := inside.Outcome{Status: rulebook.Status(o.status)}
			for _, r := range o.rules {
				outcome.Rules = append(outcome.Rules, t.rules[r].ID)
			}
			all = append(all, outcome)
		}
	}
	return all
}

// Tables are the tables with their names.
func (j *judge) Tables() []inside.Table {
	var all []inside.Table
	for _, t := range j.tables {
		all = append(all, inside.Table{Table: t.Table, Name: t.name})
	}
	return all
}

// Table finds the table for a provider's name.
func (j *judge) Table(provider string) (int, bool) { return j.schema.Table(provider) }

// Decide walks the diagram of a table.
func (j *judge) Decide(table int, vector *document.Vector) int {
	return j.tables[table].outcome(vector).number
}

// Reach makes a table's diagram again, so that it can be narrowed.
func (j *judge) Reach(table int) inside.Reach { return (&reach{table: j.tables[table]}).outcomes }

// Judge judges a document, and compares what it records.
func (j *judge) Judge(doc []byte, into *inside.Judgement) {
	*into = inside.Judgement{Carried: into.Carried, Lifecycle: inside.None, Own: inside.None}
	var r document.Reading
	err := j.schema.ReadRecord(doc, j.limits, &r, &into.Carried)
	if into.Err = parseError(err); errors.Is(into.Err, ErrMalformed) {
		return
	}
	into.Kind = r.Kind
	j.lifecycle(&r, into)
	if into.Err != nil {
		into.Several = severalKinds(err)
		return
	}
	p := j.process(&r)
	into.Provider, into.Table = p.Provider(), r.Table
	into.Vector, into.Unknown = r.Vector, r.Unknown
	if len(r.Unknown) == 0 {
		into.Own = p.table.outcome(&p.vector).number
		into.Complete = !p.table.lacks(&p.vector)
	}
	var d Decision
	d, into.Err = p.decide()
	if d.Status() == Accepted && !into.IsOwn() {
		p.compareResult(into)
	}
}

// lifecycle notes what the document says of its process.
func (j *judge) lifecycle(r *document.Reading, into *inside.Judgement) {
	into.Early, into.Refused = r.Lifecycle, r.Refused
	if len(r.Refused) == 0 {
		into.Lifecycle = j.tables[0].outcome(&r.Lifecycle).number
	}
	into.FailReason = j.failReason >= 0 && r.Lifecycle[j.failReason] != 0
	if carried := into.Carried.Status; carried.Kind != document.Nothing {
		var status Status
		into.StatusUnknown = carried.Kind != document.Text || status.UnmarshalText(into.Carried.Text(carried)) != nil
		into.Status = rulebook.Status(status)
	}
	if into.IsOwn() {
		return // its status is the provider's, and not recorded
	}
	for _, u := range r.Refused {
		into.StatusUnknown = into.StatusUnknown || u.Pointer == "/status"
	}
}

// severalKinds gives the kinds that a document could be of, where these are several.
func severalKinds(err error) []string {
	var unknown *document.UnknownKind
	if !errors.As(err, &unknown) {
		return nil
	}
	return unknown.Several
}

// compareResult compares the final result that the document's own data give with
// the one that it records.
func (p *Process) compareResult(into *inside.Judgement) {
	var given [resultFields]resultText
	carried := &into.Carried
	values := carried.Values
	for i := range carried.Fields {
		f := &carried.Fields[i]
		given[f.Field], _ = p.resultField(f, values, &carried.Result)
		values = values[len(f.Sources):]
	}
	for i, text := range given {
		if !text.empty() {
			into.Given |= 1 << i
		}
		if !text.is(carried, carried.Final[i]) {
			into.Differs |= 1 << i
		}
	}
}

// is tells whether a text is what a document records.
func (t resultText) is(carried *document.Record, recorded document.Value) bool {
	switch {
	case t.empty():
		return recorded.Kind == document.Nothing
	case recorded.Kind != document.Text:
		return false
	case t.read != nil:
		return bytes.Equal(t.read, carried.Text(recorded))
	}
	return t.known == string(carried.Text(recorded))
}

// lacks tells whether something that is needed is missing.
func (t *table) lacks(vector *document.Vector) bool {
	for i, s := range t.Signals {
		if s.Lacks(vector[i]) && s.Need.Holds(vector[:]) {
			return true
		}
	}
	return false
}
