package sql

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// given is a document with what the library says of it.
type given struct {
	name string
	text []byte
	want answer
	line line
}

// answer is what a query says of a document; nil is NULL.
type answer struct{ provider, recorded, status, rule *string }

// Equal compares the texts.
func (a answer) Equal(b answer) bool { return a.String() == b.String() }

func (a answer) String() string {
	var parts []string
	for _, p := range []*string{a.provider, a.recorded, a.status, a.rule} {
		if p == nil {
			parts = append(parts, "NULL")
		} else {
			parts = append(parts, strconv.Quote(*p))
		}
	}
	return strings.Join(parts, ", ")
}

// line is a line of the histogram without book and count.
type line struct{ provider, recorded, signals string }

// judge tells what the library says, by one rule book.
type judge struct {
	book   *rulebook.Book
	engine *verdict.Engine // nil: the book breaks promises, and package reference judges
	schema *document.Schema
	single map[*rulebook.Signal]*document.Schema
	kind   *rulebook.DocumentKind // that the query is about, nil for Get process documents
}

// judge gives what the library says of a document. Of a malformed one there is the
// status alone.
func (j *judge) judge(t *testing.T, name string, text []byte) given {
	t.Helper()
	g := given{name: name, text: text}
	kind, rule := j.decide(t, text)
	g.want.status = &kind
	if rule != "" {
		g.want.rule = &rule
	}
	switch {
	case kind == "malformed":
		return g
	case j.kind != nil:
		j.judgeOwn(t, &g)
		return g
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	recorded := j.recorded(t, text, members["status"])
	g.want.provider, g.want.recorded = textOf(members["provider"]), &recorded
	g.line = j.line(t, text, g.want)
	return g
}

// decide gives the status of a document as a query names it, and the row.
func (j *judge) decide(t *testing.T, text []byte) (status, rule string) {
	t.Helper()
	if status := j.otherKind(t, text); status != "" {
		return status, ""
	}
	if j.engine == nil {
		a := reference.Decide(j.book, text, nil)
		if len(a.Rules) > 0 {
			rule = a.Rules[0]
		}
		return strings.ReplaceAll(a.Kind, "-", " "), rule
	}
	process, err := j.engine.Parse(text)
	var decision verdict.Decision
	if err == nil {
		decision, err = process.Decide()
	}
	var unknown *verdict.SignalError
	var undecided *verdict.UndecidedError
	switch {
	case err == nil:
		return decision.Status().String(), decision.Rule().ID
	case errors.Is(err, verdict.ErrMalformed):
		return "malformed", ""
	case errors.Is(err, verdict.ErrUnknownProvider):
		return "unknown provider", ""
	case errors.As(err, &unknown):
		return "unknown value", ""
	case errors.As(err, &undecided):
		return "undecided", ""
	}
	t.Fatal(err)
	return "", ""
}

// textOf is the text that a JSON text stands for, or nil.
func textOf(raw json.RawMessage) *string {
	var text *string
	if len(raw) == 0 || json.Unmarshal(raw, &text) != nil {
		return nil
	}
	return text
}

// recorded is the status that a document records.
func (j *judge) recorded(t *testing.T, text []byte, raw json.RawMessage) string {
	t.Helper()
	for _, s := range j.book.Lifecycle.Signals {
		if s.Path.String() == "/status" && j.value(t, s, text) == "null" {
			return "unknown"
		}
	}
	var compact bytes.Buffer
	if len(raw) == 0 {
		return "none"
	}
	if err := json.Compact(&compact, raw); err != nil {
		t.Fatal(err)
	}
	switch compact.String() {
	case "null", "{}", "[]", `""`:
		return "none"
	}
	var status verdict.Status
	if word := textOf(raw); word == nil || status.UnmarshalText([]byte(*word)) != nil {
		return "unknown"
	}
	return status.String()
}
