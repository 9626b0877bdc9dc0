// Package verdict turns the raw signals of identity-verification providers
// into one final status, by rules that an auditor can read and that are proved
// whenever they are loaded.
//
// Most programs need two calls. [Parse] reads a document, and [Process.Decide]
// decides it:
//
//	process, err := verdict.Parse(document)
//	if err != nil {
//		return err // not strict JSON, no provider that the rules know, or no known shape
//	}
//	decision, err := process.Decide()
//	if err != nil {
//		return err // a new word, or something is missing: no status at all
//	}
//	if decision.Status() == verdict.Accepted { … }
//
// A document is what the Get process call gives, or what a provider sends itself: a
// report or a check of Onfido, a response of a FaceTec server, a session of ReadID.
// Those are recognised by their shape, [Process.Kind] says as what, and the same
// tables decide them.
//
// [Process.FinalResult] gives the normalised data of an accepted process, and
// [Process.Explain] tells why a status was decided and what would have changed
// it.
//
// Those who hold the signals themselves pass them to [Decide] as one of
// [Onfido], [EID], [ReadID], [FaceTec], [Paper], [Connect], or as [Values].
//
// # What it promises
//
// An error always comes with the zero [Decision], whose status is none:
// unknown words, missing signals and contradictory or malformed input are
// errors that say where, and never a status. The same bytes always give the
// same decision: there is no clock, no randomness, no network, and no state
// that can change. Decisions, explanations and errors hold no value of a
// document: only the names of signals, of their entries and of the provider, and
// JSON pointers. [FinalResult] alone holds a person's data.
//
// How rows combine: all are looked at, their order never matters, and the
// strictest status among those that hold decides, in the order rejected,
// failed, canceled, inconclusive, accepted, processing, pending.
//
// # What it does not do
//
// It does not verify documents, faces or tokens, talk to providers, or store
// anything. It does not look at the time: a document that has expired is
// rejected where its provider says so.
package verdict

import (
	"io/fs"
	"iter"
	"slices"
	"strings"
	"sync"
	"unique"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// Engine decides by one rule book. It never changes and is safe for concurrent
// use. Load makes one; the zero Engine is of no use.
type Engine struct {
	hash   string
	tables []*table // the lifecycle first
	schema *document.Schema
	limits document.Limits
	typed  [typedProviders]binding
}

// table is one compiled table.
type table struct {
	*rulebook.Table
	book     string
	name     string // of the provider, without what stands for a family
	named    unique.Handle[string]
	rules    []Rule
	remarks  []Rule
	diagram  *diagram.Flat
	outcomes []outcome
	plain    unique.Handle[detail] // the detail of typed signals with no causes
	index    map[string]int        // signal by name
	naming   []naming              // by rule: how its reason names entries
	lists    []*remarkList         // of the lifecycle: see beside
}

// The default limits of a document.
const (
	defaultMaxBytes = 1 << 20
	defaultMaxDepth = 64
)

// Load builds an Engine from a folder of rule tables: every .yaml file at the
// top of fsys, the lifecycle among them. The folder rules/ of this project is
// one, and rules.Book gives it. Load proves what every table has to promise,
// and refuses a book that breaks a promise with a [*LoadError] that lists
// everything found.
//
// Load(nil) gives the Engine of the embedded rule book, by which [Parse] and
// the function [Decide] decide. It is loaded once, on first use, which takes
// some milliseconds; a service may do it at its start.
func Load(fsys fs.FS) (*Engine, error) {
	if fsys == nil {
		return embedded(), nil
	}
	return load(fsys, "")
}

// load builds an Engine; folder stands before the names of files.
func load(fsys fs.FS, folder string) (*Engine, error) {
	book, problems := rulebook.Load(fsys)
	if len(problems) > 0 {
		return nil, newLoadError(problems, folder)
	}
	proofs := make([]*promise.Proof, 0, len(book.Tables)+1)
	for _, t := range book.All() {
		proof := promise.Check(t)
		problems = append(problems, proof.Problems(book)...)
		proofs = append(proofs, proof)
	}
	if len(problems) > 0 {
		return nil, newLoadError(problems, folder)
	}
	e := &Engine{
		hash:   book.Hash,
		schema: document.NewSchema(book.All()),
		limits: document.Limits{Bytes: defaultMaxBytes, Depth: defaultMaxDepth},
	}
	for _, proof := range proofs {
		e.tables = append(e.tables, newTable(proof, book.Hash, folder))
	}
	e.bind()
	e.number()
	return e, nil
}

// number numbers the outcomes of all tables.
func (e *Engine) number() {
	n := 0
	for _, t := range e.tables {
		for i := range t.outcomes {
			t.outcomes[i].number = n
			n++
		}
	}
}

func newTable(proof *promise.Proof, hash, folder string) *table {
	t := &table{
		Table:   proof.Table,
		book:    hash,
		name:    strings.TrimSuffix(proof.Table.Providers[0], ":*"),
		diagram: proof.Diagram,
		index:   map[string]int{},
	}
	t.named = unique.Make(t.name)
	t.plain = unique.Make(detail{provider: t.named})
	for i, s := range t.Signals {
		t.index[s.Name] = i
	}
	for _, r := range t.Rules {
		t.rules = append(t.rules, newRule(r, t.name, folder+t.File))
		t.naming = append(t.naming, t.newNaming(r))
	}
	for _, r := range t.Remarks {
		t.remarks = append(t.remarks, newRule(r, t.name, folder+t.File))
	}
	for _, o := range proof.Outcomes {
		out := outcome{table: t, status: Status(o.Status), rules: o.Rules, remarks: o.Remarks}
		for _, r := range o.Rules {
			out.names = out.names || t.naming[r].names
		}
		if o.Status == rulebook.Undecided {
			out.beside = t.beside(o.Remarks)
		}
		t.outcomes = append(t.outcomes, out)
	}
	return t
}

// beside sorts remarks by the status beside which they are made. Equal lists
// are one, so that equal decisions are.
func (t *table) beside(remarks []int) (by [rulebook.Statuses]*remarkList) {
	if !t.Lifecycle {
		return by
	}
	for status := range by {
		var made remarkList
		for _, r := range remarks {
			if t.Remarks[r].IsBeside(rulebook.Status(status)) {
				made = append(made, t.remarks[r])
			}
		}
		if len(made) > 0 {
			by[status] = t.shared(made)
		}
	}
	return by
}

func (t *table) shared(list remarkList) *remarkList {
	same := func(a, b Rule) bool { return a.ID == b.ID }
	for _, known := range t.lists {
		if slices.EqualFunc(*known, list, same) {
			return known
		}
	}
	t.lists = append(t.lists, &list)
	return &list
}

// embedded loads the embedded rule book on first use. The book is proved by
// the tests of this package, so it cannot fail to load.
var embedded = sync.OnceValue(func() *Engine {
	e, err := load(rules.Book(), "rules/")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return e
})

// WithLimits gives an Engine that refuses documents of more than maxBytes
// bytes, or nested deeper than maxDepth, as malformed; the object at the top
// has depth 1. The defaults are 1 MiB and 64.
func (e *Engine) WithLimits(maxBytes, maxDepth int) *Engine {
	with := *e
	with.limits = document.Limits{Bytes: max(maxBytes, 0), Depth: max(maxDepth, 0)}
	return &with
}

// Hash identifies the rule book: "sha256:" and the hash of its files' names
// and bytes.
func (e *Engine) Hash() string { return e.hash }

// Rules yields every row of every table: the lifecycle first, then the
// providers by file name, rows in file order, remarks after the rows.
func (e *Engine) Rules() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, t := range e.tables {
			for _, rows := range [][]Rule{t.rules, t.remarks} {
				for _, r := range rows {
					if !yield(r.clone()) {
						return
					}
				}
			}
		}
	}
}

// outcome is where a vector leads.
func (t *table) outcome(vector *document.Vector) *outcome {
	return &t.outcomes[t.diagram.Walk(vector[:])]
}

// decide walks the diagram and tells how it came where it leads. lifecycle is
// the outcome of that table, or nil where it was not asked.
func (t *table) decide(vector *document.Vector, noted notes, provider unique.Handle[string], lifecycle *outcome) (Decision, error) {
	out := t.outcome(vector)
	if out.status == 0 {
		return Decision{}, &UndecidedError{Provider: provider.Value(), Missing: t.missing(vector, noted)}
	}
	like := detail{provider: provider, last: t.causes(out, vector, noted)}
	if lifecycle != nil {
		like.beside = lifecycle.beside[out.status]
	}
	if like.last.rule == 0 && like.beside == nil && provider == t.named {
		return Decision{out, t.plain}, nil
	}
	return Decision{out, unique.Make(like)}, nil
}

// missing names what is missing: signals, and entries of sets without their
// value.
func (t *table) missing(vector *document.Vector, noted notes) []string {
	var names []string
	for i, s := range t.Signals {
		if !s.Lacks(vector[i]) || !s.Need.Holds(vector[:]) {
			continue
		}
		if !s.Set || vector[i] == 0 {
			names = append(names, s.Name)
			continue
		}
		for e := range noted.of(i) {
			if e.Class == 0 {
				names = append(names, s.Name+"/"+e.Name)
			}
		}
	}
	return names
}
