// Package proof tells what is proved about a rule book, for people and for
// tools: the promises that every table keeps, how many combinations of signals
// give each status, where a table is undecided, and what it can lose.
//
// Most programs need none of it: verdict.Load proves the same promises and
// refuses a book that breaks one.
package proof

import (
	"fmt"
	"io/fs"
	"math/big"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Report is what was proved about a rule book.
type Report struct {
	Book   string  `json:"book"`   // its hash, as verdict.Engine.Hash gives it
	Proved bool    `json:"proved"` // every promise of every table is kept
	Tables []Table `json:"tables"` // the lifecycle first, then by file name
}

// Table is what was proved about one table. Of a table whose decision diagram
// is too large nothing is known but the number of combinations.
type Table struct {
	File         string    `json:"file"`
	Providers    []string  `json:"providers"`
	Title        string    `json:"title"`
	Signals      int       `json:"signals"`      // that judge; those for remarks alone are not counted
	Combinations *big.Int  `json:"combinations"` // of the signals' values, absence included
	Nodes        int       `json:"nodes"`        // of the decision diagram
	StatusNodes  int       `json:"statusNodes"`  // of the diagram for the status alone
	Promises     []Promise `json:"promises"`
	Gives        []Gives   `json:"gives"`
	Undecided    []string  `json:"undecided"` // conditions; together they are exactly where no row holds
	Losses       []Loss    `json:"losses,omitempty"`
}

// Promise is one promise of a table, kept or broken.
type Promise struct {
	Code    string     `json:"code"` // as Load refuses it: "INCOMPLETE"
	Promise string     `json:"promise"`
	Kept    bool       `json:"kept"`
	Breaks  []Breakage `json:"breaks,omitempty"`
}

// Breakage is one way in which a promise is broken.
type Breakage struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
	Witness string `json:"witness,omitempty"` // the smallest signals that show it
}

// Gives is how many combinations give a status.
type Gives struct {
	Status       string   `json:"status"` // or "undecided"
	Combinations *big.Int `json:"combinations"`
}

// Loss is evidence whose disappearance can turn another outcome into accepted,
// which the table declares.
type Loss struct {
	Signal  string `json:"signal"`
	Group   string `json:"group,omitempty"` // that the signal is a member of
	Reading string `json:"reading"`         // in rules/INTERPRETATIONS.md
	Example string `json:"example"`         // the smallest signals that show it
}

// promises says what each code of a broken promise is about.
var promises = map[rulebook.Code]string{
	promise.Incomplete:  "where nothing is missing, some row holds",
	promise.Open:        "never accepted while something is missing",
	promise.Unstable:    "needed evidence that arrives late changes no decision",
	promise.NonMonotone: "a signal that gets worse never makes the status milder",
	promise.NoValue:     "an entry without its value decides nothing",
	promise.Overlap:     "no row accepts beside a stricter one",
	promise.Dead:        "every row, remark and claim can hold",
	promise.Unused:      "every signal, value and term is asked about",
	promise.Gives:       "the rows give exactly the statuses declared",
	promise.Claim:       "every claim holds",
	promise.Loss:        "evidence that can be lost is declared, and only that",
	promise.Failed:      "the table's own tests pass",
	promise.TooLarge:    "the decision diagram is small enough to prove the rest",
}

// Prove reads the rule tables at the top of fsys and proves their promises;
// rules.Book gives the embedded ones. A broken promise is part of the Report.
// The error is a *verdict.LoadError where the tables cannot be read at all.
func Prove(fsys fs.FS) (*Report, error) {
	book, problems := rulebook.Load(fsys)
	if len(problems) > 0 {
		_, err := verdict.Load(fsys) // for the form of its error
		return nil, err
	}
	r := &Report{Book: book.Hash, Proved: true}
	for _, t := range book.All() {
		p := promise.Check(t)
		r.Proved = r.Proved && len(p.Broken) == 0
		table, err := newTable(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.File, err)
		}
		r.Tables = append(r.Tables, table)
	}
	return r, nil
}

func newTable(p *promise.Proof) (Table, error) {
	t := Table{
		File:         p.Table.File,
		Providers:    p.Table.Providers,
		Title:        p.Table.Title,
		Signals:      p.Judging(),
		Combinations: p.Space(),
	}
	if p.Diagram == nil { // nothing else is known
		t.Promises = []Promise{newPromise(p, promise.TooLarge)}
		return t, nil
	}
	for _, code := range promise.Codes(p.Table) {
		t.Promises = append(t.Promises, newPromise(p, code))
	}
	t.Nodes, t.StatusNodes = p.Nodes()
	counts := p.Counts()
	for s := rulebook.Rejected; ; s-- {
		if n := counts[s]; n != nil {
			t.Gives = append(t.Gives, Gives{s.String(), n})
		}
		if s == rulebook.Undecided {
			break
		}
	}
	for _, l := range p.Losses {
		t.Losses = append(t.Losses, Loss(l))
	}
	var err error
	t.Undecided, err = p.Where(rulebook.Undecided)
	return t, err
}

func newPromise(p *promise.Proof, code rulebook.Code) Promise {
	out := Promise{Code: string(code), Promise: promises[code], Kept: true}
	for _, b := range p.Broken {
		if b.Code == code {
			out.Kept = false
			out.Breaks = append(out.Breaks, Breakage{b.At.Line, b.Message, b.Witness})
		}
	}
	return out
}
