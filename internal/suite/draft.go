package suite

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// draft is a vector before its answer is known.
type draft struct {
	id      string // below the group
	group   string
	about   string
	doc     []byte
	tree    *tree // instead of doc: it gets a recorded status that is not the answer
	context Context
	flags   []string
	level   string // where the answer does not tell

	fields []rulebook.ResultField // of the final result, where a provider's own document carries them
}

// add makes a vector of a draft, unless its question was asked before.
func (m *maker) add(d draft) {
	if d.tree != nil {
		d.doc = []byte(m.recorded(d).json())
	}
	asked := question{string(d.doc), d.context}
	if m.seen[asked] != "" {
		return
	}
	v := Vector{ID: d.group + "/" + d.id, Group: d.group, About: sentence(d.about), Flags: slices.Clone(d.flags)}
	m.seen[asked] = v.ID
	m.claim(v.ID)
	if utf8.Valid(d.doc) {
		v.Document = new(string(d.doc))
	} else {
		v.DocumentBase64 = d.doc
	}
	if d.context != (Context{}) {
		v.Context = &d.context
	}
	v.Flags = append(v.Flags, traits(d)...)
	m.answer(&v, d)
	slices.Sort(v.Flags)
	v.Flags = slices.Compact(v.Flags)
	m.vectors[d.group] = append(m.vectors[d.group], v)
}

// traits are the flags that can be seen of a vector. Others may have other
// limits than ours, or none.
func traits(d draft) []string {
	const deep, large = 32, 16 << 10
	var flags []string
	for flag, is := range map[string]bool{
		"context":   d.context != Context{},
		"not-utf-8": !utf8.Valid(d.doc),
		"large":     len(d.doc) > large,
		"deep":      max(bytes.Count(d.doc, []byte("[")), bytes.Count(d.doc, []byte("{"))) > deep,
	} {
		if is {
			flags = append(flags, flag)
		}
	}
	return flags
}

// recorded writes a document with a recorded status that is not the answer, so
// that nobody passes by believing it. Where the lifecycle is the question, it
// stays as it is.
func (m *maker) recorded(d draft) *tree {
	doc := d.tree
	if d.group == m.tables[0].group {
		return doc
	}
	status := "accepted"
	if e, _ := m.ask([]byte(doc.json()), d.context); e.Status == status {
		status = "rejected"
	}
	doc = doc.clone()
	doc.members = slices.Insert(doc.members, min(1, len(doc.members)), member{"status", quoted(status)})
	return doc
}

// ask gives the engine's answer to a document, and the rows that hold.
func (m *maker) ask(doc []byte, c Context) (*Expected, []verdict.Rule) {
	p, err := m.engine.Parse(doc)
	if err != nil {
		return &Expected{Error: kindOf(err)}, nil
	}
	p = p.WithProcessType(c.ProcessType).WithVerdict(c.Verdict).WithReferenceDate(m.day(c.Date))
	decision, err := p.Decide()
	if err != nil {
		return &Expected{Error: kindOf(err)}, nil
	}
	var rows []verdict.Rule
	for rule := range decision.Reasons() {
		rows = append(rows, rule)
	}
	e := &Expected{Status: decision.Status().String()}
	if decision.Status() == verdict.Accepted {
		result, err := p.FinalResult(doc)
		if err != nil {
			m.fail("the final result: %v", err)
		}
		e.FinalResult = new(fieldsOf(result))
	}
	return e, rows
}

// day is the first moment of a day of a context, the zero time where there is none.
func (m *maker) day(date string) time.Time {
	if date == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		m.fail("a date of a context: %v", err)
	}
	return t
}

// kindOf names a refusal.
func kindOf(err error) string {
	var unknown *verdict.SignalError
	switch {
	case errors.Is(err, verdict.ErrMalformed):
		return "malformed"
	case errors.Is(err, verdict.ErrUnknownProvider):
		return "unknown-provider"
	case errors.As(err, &unknown):
		return "unknown-value"
	}
	return "undecided"
}

// refusals says where our own documents explain a refusal.
var refusals = map[string]string{
	"malformed":        "rules/README.md / Words and values",
	"unknown-provider": "rules/README.md / Words and values",
	"unknown-value":    "rules/README.md / Words and values",
	"undecided":        "rules/README.md / Absent, missing, undecided",
}

// sentence begins with a capital, unless it begins with a name.
func sentence(about string) string {
	if rest, ok := strings.CutPrefix(about, "an entry"); ok {
		return "An entry" + rest
	}
	return about
}

// answer fills in what the engine says, and what follows from it.
func (m *maker) answer(v *Vector, d draft) {
	var rows []verdict.Rule
	v.Expected, rows = m.ask(d.doc, d.context)
	v.Profiles = m.profiles(d.doc, d.context, v.Expected)
	v.Source = refusals[v.Expected.Error]
	for _, rule := range rows {
		v.Rules = append(v.Rules, rule.ID)
	}
	if len(rows) > 0 {
		v.Source = rows[0].Source
	}
	v.Level = levelOf(v, d, rows)
	v.Flags = append(v.Flags, m.readingsOf(v, d, rows)...)
}

// Lines writes vectors as JSON Lines.
func Lines(vectors []Vector) ([]byte, error) {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, v := range vectors {
		if err := encoder.Encode(v); err != nil {
			return nil, err
		}
	}
	return []byte(out.String()), nil
}
