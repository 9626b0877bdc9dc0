// Package suite makes the vectors of the conformance suite. It reads them off
// the decision diagrams of the rule tables, so that they are complete by
// construction, and adds those that were written by hand, in
// testdata/documents.
//
// The answers of the vectors made here are the engine's. They stand in files
// that people review, and the second opinion of the root's tests, the plain
// evaluator of internal/reference and the implementation in examples/python
// have to agree with every one.
package suite

//go:generate go test -run ^TestVectorsAreCurrent$ . -update
//go:generate go test -run ^(TestReadme|TestCoverage|TestSeparated)$ . -update

import (
	"fmt"
	"io/fs"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// Vector is one question with its answer. Package conformance, which reads
// these files, says what its members mean.
type Vector struct {
	ID             string    `json:"id"`
	Group          string    `json:"group"`
	Level          string    `json:"level"`
	About          string    `json:"about"`
	Source         string    `json:"source"`
	Rules          []string  `json:"rules,omitempty"`
	Document       *string   `json:"document,omitempty"`
	DocumentBase64 []byte    `json:"documentBase64,omitempty"`
	Context        *Context  `json:"context,omitempty"`
	Expected       *Expected `json:"expected"`
	Profiles       []Profile `json:"profiles,omitempty"`
	Flags          []string  `json:"flags,omitempty"`
}

// Context is what a caller supplies beside the document.
type Context struct {
	ProcessType string `json:"processType,omitempty"`
	Verdict     string `json:"verdict,omitempty"`
	Date        string `json:"date,omitempty"`
}

// Expected is an answer. An accepted process has a final result, which may be
// empty.
type Expected struct {
	Status      string             `json:"status,omitempty"`
	Error       string             `json:"error,omitempty"`
	FinalResult *map[string]string `json:"finalResult,omitempty"`
}

// Profile is the answer for those who chose the other side of some readings.
type Profile struct {
	With     map[string]string `json:"with"`
	Expected *Expected         `json:"expected"`
}

// Groups are the groups of vectors, in their order.
var Groups = []string{"process", "onfido", "eid", "readid", "facetec", "paper", "connect", "webid", "hostile"}

// Make gives all vectors, by group. documents is the folder of those that were
// written by hand.
func Make(documents fs.FS) (map[string][]Vector, error) {
	m, err := newMaker()
	if err != nil {
		return nil, err
	}
	if err := m.examples(documents, getProcessFolders); err != nil {
		return nil, err
	}
	for _, t := range m.tables {
		m.rows(t)
		m.conditions(t)
		m.changes(t)
		m.signals(t)
		m.spellings(t)
		m.results(t)
	}
	m.process()
	m.own()
	if err := m.examples(documents, ownFolders); err != nil {
		return nil, err
	}
	return m.vectors, m.err
}

// maker collects vectors.
type maker struct {
	engine  *verdict.Engine
	schema  *document.Schema
	tables  []*table // the lifecycle first
	seen    map[question]string
	ids     map[string]bool
	vectors map[string][]Vector
	err     error
}

// question is what an implementation is asked. Two vectors never ask the same.
type question struct {
	document string
	context  Context
}

func newMaker() (*maker, error) {
	engine, err := verdict.Load(nil)
	if err != nil {
		return nil, err
	}
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		return nil, fmt.Errorf("the rule book is refused: %s", problems[0].Message)
	}
	m := &maker{engine: engine, schema: document.NewSchema(book.All()), seen: map[question]string{}, ids: map[string]bool{}, vectors: map[string][]Vector{}}
	for _, t := range book.All() {
		m.tables = append(m.tables, newTable(t))
	}
	return m, nil
}

// fail keeps the first error.
func (m *maker) fail(format string, args ...any) {
	if m.err == nil {
		m.err = fmt.Errorf(format, args...)
	}
}
