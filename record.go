package verdict

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
	"unique"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/record"
)

// Record gives the record of the decision on doc, which has to be the document
// that p was parsed from: canonical JSON (RFC 8785) of a [record.Record], with the
// hash of doc and without any value in it. The same document and the same rule book
// give the same bytes, at any time and on any machine, and [Engine.Verify] decides
// them again.
//
// Where something is missing, and Decide gives an *UndecidedError, there is a
// record too: its status is record.Undecided. Every other error of Decide is
// Record's, since then there are no signals to decide from; and another document is
// an error, as far as its length and a checksum tell.
func (p Process) Record(doc []byte) ([]byte, error) {
	m := matter{provider: p.provider}
	switch _, err := p.Decide(); {
	case err != nil && !isUndecided(err):
		return nil, err
	case sum(doc) != p.sum:
		return nil, errNotRecorded
	case p.lifecycle.status == 0:
		m.table, m.vector, m.noted = p.table, &p.vector, notes{chain: p.notable}
	}
	m.engine, m.version = p.engine, released().version(p.engine.hash)
	m.lifecycle, m.input = &p.early, record.Sum(doc)
	return m.record().JSON(), nil
}

// Record gives the record of the decision on typed signals, as [Process.Record]
// does, without the hash of a document. That the name of an entry is not valid
// UTF-8 is an error, since then no JSON can hold it.
func (e *Engine) Record(s Signals) ([]byte, error) {
	var in intake
	provider, err := e.take(s, &in)
	if in.lent != nil {
		defer in.giveBack()
	}
	if err != nil {
		return nil, err
	}
	for _, entry := range in.notable {
		if !utf8.ValidString(entry.Name) {
			return nil, fmt.Errorf("verdict: no record: the name of an entry of %s is not valid UTF-8", in.table.Signals[entry.Signal].Name)
		}
	}
	m := matter{
		engine: e, version: released().version(e.hash), provider: provider,
		table: in.table, vector: &in.vector, noted: notes{list: in.notable},
	}
	return m.record().JSON(), nil
}

var errNotRecorded = errors.New("verdict: the record is asked of another document than the process was parsed from")

// matter is all that a decision rests on.
type matter struct {
	engine    *Engine
	version   string // of the rule book
	provider  unique.Handle[string]
	input     string           // the hash of the document, empty for typed signals
	lifecycle *document.Vector // nil for typed signals
	table     *table           // the provider's, nil where the lifecycle decides
	vector    *document.Vector // of the provider's table
	noted     notes
}

// decide gives the decision, or the zero one and what is missing.
func (m *matter) decide() (Decision, []string) {
	var lifecycle *outcome
	if m.lifecycle != nil {
		lifecycle = m.engine.tables[0].outcome(m.lifecycle)
	}
	if m.table == nil {
		return Decision{lifecycle, unique.Make(detail{provider: m.provider})}, nil
	}
	d, err := m.table.decide(m.vector, m.noted, m.provider, lifecycle)
	if err != nil {
		return d, m.table.missing(m.vector, m.noted)
	}
	return d, nil
}

// record makes the record, with its id.
func (m *matter) record() *record.Record {
	d, missing := m.decide()
	r := &record.Record{
		Book:     record.Book{Hash: m.engine.hash, Version: m.version},
		Context:  m.context(),
		Engine:   record.Engine{Version: record.EngineVersion},
		Final:    d.Status().Final(),
		Input:    m.input,
		Missing:  missing,
		Provider: m.provider.Value(),
		Rule:     d.Rule().ID,
		Status:   record.Undecided,
		Tables:   m.tables(d),
		Version:  record.Version,
	}
	if d.outcome != nil {
		r.Status = d.Status().String()
	}
	r.Readings = readings(r.Tables)
	r.ID = r.Hash()
	return r
}

// context gives the context signals that are there.
func (m *matter) context() map[string]string {
	if m.table == nil {
		return nil
	}
	var context map[string]string
	for i, s := range m.table.Signals {
		if s.Context && m.vector[i] != 0 {
			if context == nil {
				context = map[string]string{}
			}
			context[s.Name] = s.ClassName(m.vector[i])
		}
	}
	return context
}

// tables gives what was asked, and what came of it.
func (m *matter) tables(d Decision) []record.Table {
	var all []record.Table
	if m.lifecycle != nil {
		all = append(all, m.engine.tables[0].record(d, m.lifecycle, notes{}))
	}
	if m.table != nil {
		all = append(all, m.table.record(d, m.vector, m.noted))
	}
	return all
}

// record gives what a table saw, whether or not d is its decision.
func (t *table) record(d Decision, vector *document.Vector, noted notes) record.Table {
	out := record.Table{
		File:    t.File,
		Remarks: t.recordRows(t.Remarks, vector, d.Status()),
		Rows:    t.recordRows(t.Rules, vector, d.Status()),
		Signals: t.recordSignals(vector, noted),
	}
	if d.outcome != nil && d.outcome.table == t {
		for _, r := range d.outcome.rules {
			out.Rows[r].Because = d.because(r)
		}
	}
	return out
}

func (t *table) recordSignals(vector *document.Vector, noted notes) []record.Signal {
	signals := []record.Signal{}
	for i, s := range t.Signals {
		switch {
		case t.inContext(s):
		case s.Set:
			signals = append(signals, recordSet(i, s, vector[i], noted))
		default:
			signals = append(signals, record.Signal{Name: s.Name, Value: s.ClassName(vector[i])})
		}
	}
	return signals
}

// inContext tells whether a signal stands in the context of a record.
func (t *table) inContext(s *rulebook.Signal) bool { return s.Context && !t.Lifecycle }

func recordSet(i int, s *rulebook.Signal, mask uint8, noted notes) record.Signal {
	out := record.Signal{Name: s.Name, Values: []string{}}
	for v, value := range s.Values {
		if rulebook.Classes(mask).Has(uint8(v + 1)) {
			out.Values = append(out.Values, value)
		}
	}
	for e := range noted.of(i) {
		entry := record.Entry{Name: e.Name}
		if e.Class != 0 {
			entry.Value = s.ClassName(e.Class)
		}
		out.Entries = append(out.Entries, entry)
	}
	return out
}

// recordRows gives rows, or remarks beside a status.
func (t *table) recordRows(rows []*rulebook.Rule, vector *document.Vector, status Status) []record.Row {
	var out []record.Row
	for _, r := range rows {
		row := record.Row{
			At: t.File + ":" + strconv.Itoa(r.At.Line), Atoms: t.recordAtoms(r.When, vector, nil), Basis: r.Basis,
			Holds: r.When.Eval(vector[:]) && r.IsBeside(rulebook.Status(status)),
			ID:    r.ID, Reason: r.Reason, Source: r.Source, When: r.Text,
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

// recordAtoms adds the atoms of a condition.
func (t *table) recordAtoms(c *rulebook.Cond, vector *document.Vector, atoms []record.Atom) []record.Atom {
	if c.Text == "" {
		for _, k := range c.Kids {
			atoms = t.recordAtoms(k, vector, atoms)
		}
		return atoms
	}
	atom := record.Atom{Holds: c.Eval(vector[:]), Text: c.Text}
	c.Atoms(func(a *rulebook.Cond, _ bool) {
		s := t.Signals[a.Signal]
		atom.Saw = append(atom.Saw, record.Saw{Signal: s.Name, Value: s.Describe(vector[a.Signal])})
	})
	return append(atoms, atom)
}
