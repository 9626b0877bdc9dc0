package verdict

import (
	"fmt"
	"regexp"
	"unique"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/record"
)

// recall gives what the decision in a record rests on, all but the version of the
// rule book; or why that can be of no document and of no typed signals.
func (e *Engine) recall(r *record.Record) (*matter, *record.Problem) {
	m := &matter{engine: e, provider: unique.Make(r.Provider), input: r.Input}
	own, problem := e.recordedTable(r)
	if problem != nil {
		return nil, problem
	}
	next := 0
	if r.Input != "" {
		if problem := m.recallLifecycle(r); problem != nil || m.engine.tables[0].outcome(m.lifecycle).status != 0 {
			return m, problem
		}
		next = 1
	}
	if len(r.Tables) != next+1 || r.Tables[next].File != own.File {
		return nil, signalsProblem("/tables", "the tables are not those that are asked")
	}
	c := recollection{table: own, typed: r.Input == ""}
	if problem := c.take(r.Tables[next].Signals, r.Context, fmt.Sprintf("/tables/%d/signals", next)); problem != nil {
		return nil, problem
	}
	m.table, m.vector, m.noted = own, &c.vector, notes{list: c.noted}
	return m, nil
}

// recordedTable gives the provider's table.
func (e *Engine) recordedTable(r *record.Record) (*table, *record.Problem) {
	switch i, known := e.schema.Table(r.Provider); {
	case r.Input != "" && !sumForm.MatchString(r.Input):
		return nil, signalsProblem("/input", "it is not the hash of a document")
	case known:
		return e.tables[i], nil
	}
	for _, b := range e.typed {
		if r.Input == "" && b.table != nil && b.table.name == r.Provider {
			return b.table, nil
		}
	}
	return nil, signalsProblem("/provider", "the rule book has no table for the provider")
}

// sumForm is the form of what record.Sum gives.
var sumForm = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// recallLifecycle takes the lifecycle's signals; where it decides, there is nothing
// else.
func (m *matter) recallLifecycle(r *record.Record) *record.Problem {
	lifecycle := m.engine.tables[0]
	if len(r.Tables) == 0 || r.Tables[0].File != lifecycle.File {
		return signalsProblem("/tables", "the tables are not those that are asked")
	}
	c := recollection{table: lifecycle}
	if problem := c.take(r.Tables[0].Signals, nil, "/tables/0/signals"); problem != nil {
		return problem
	}
	m.lifecycle = &c.vector
	if lifecycle.outcome(m.lifecycle).status != 0 && len(r.Tables)+len(r.Context) > 1 {
		return signalsProblem("/tables", "the lifecycle decides, and no other table is asked")
	}
	return nil
}

func signalsProblem(pointer, says string) *record.Problem {
	return &record.Problem{Kind: record.Signals, Pointer: pointer, Says: says}
}

// recollection is what a record says of one table's signals.
type recollection struct {
	table  *table
	typed  bool // the record is of typed signals
	vector document.Vector
	noted  []document.Entry
}

// take takes the recorded signals, which stand at a pointer.
func (c *recollection) take(signals []record.Signal, context map[string]string, at string) *record.Problem {
	next, supplied := 0, 0
	for i, s := range c.table.Signals {
		if c.table.inContext(s) {
			if value, there := context[s.Name]; there {
				class, ok := valueClass(s, value)
				if !ok {
					return signalsProblem("/context/"+s.Name, "the table does not declare the value")
				}
				c.vector[i] = class
				supplied++
			}
			continue
		}
		if next == len(signals) || signals[next].Name != s.Name {
			return signalsProblem(at, "the signals are not those of the table")
		}
		if says := c.signal(i, s, signals[next]); says != "" {
			return signalsProblem(fmt.Sprintf("%s/%d", at, next), says)
		}
		next++
	}
	switch {
	case next < len(signals):
		return signalsProblem(at, "the signals are not those of the table")
	case supplied < len(context):
		return signalsProblem("/context", "a signal in it is no context of the table")
	}
	return nil
}

// signal takes one signal. It gives what is wrong with it, or nothing.
func (c *recollection) signal(i int, s *rulebook.Signal, r record.Signal) string {
	switch {
	case s.Set != (r.Values != nil), s.Set != (r.Value == ""), !s.Set && r.Entries != nil:
		return "a signal has a value, and a set has values and entries"
	case s.Set:
		return c.set(i, s, r)
	case r.Value == s.ClassName(0):
		return ""
	}
	class, ok := valueClass(s, r.Value)
	if !ok {
		return "the table does not declare the value"
	}
	c.vector[i] = class
	return ""
}

// valueClass gives the class of a declared value.
func valueClass(s *rulebook.Signal, value string) (uint8, bool) {
	for i, declared := range s.Values {
		if declared == value {
			return uint8(i + 1), true
		}
	}
	return 0, false
}
