package verdict_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/pages"
	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// TestConformanceMutants makes the small mistakes of TestMutants, and puts the
// suite to each. Others have no Load that would refuse a mistake, so those that
// break a promise count as well. Whatever changes the status, error or final
// result of any document has to be found by some vector; what does not is
// proved by the diagrams to be equivalent. Kinds of documents count too.
func TestConformanceMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine tries two thousand mutants")
	}
	var mutants []mutant
	suites := map[string]*suite{}
	for _, file := range slices.Sorted(maps.Keys(bookFiles(t))) {
		s := newSuite(t, file)
		suites[file], mutants = s, append(mutants, newMutator(t, s.table, s.text()).all()...)
	}
	fates := make([]fate, len(mutants))
	inParallel(len(mutants), func(i int) { fates[i] = suites[mutants[i].file].judge(mutants[i]) })
	for i, m := range mutants {
		if fates[i].what == alive {
			t.Errorf("%s\nThis mistake changes answers, and no vector of the conformance suite finds it.", m)
		}
	}
	if len(mutants) < 1000 {
		t.Errorf("%d mutants, want at least 1000", len(mutants))
	}
	pages.Part(t, "conformance/README.md", "mutants", suiteReport(mutants, fates), *update)
}

// suite is the vectors that a book of one table can answer.
type suite struct {
	*subject
	vectors []conformance.Vector
}

func newSuite(t *testing.T, file string) *suite {
	t.Helper()
	s := &suite{subject: newSubject(t, file)}
	engine, err := verdict.Load(s.book)
	if err != nil {
		t.Fatal(err)
	}
	for v := range conformance.Vectors() {
		if !finds(engine, v) {
			s.vectors = append(s.vectors, v)
		}
	}
	if len(s.vectors) < 100 {
		t.Fatalf("%d vectors for %s, want at least 100", len(s.vectors), file)
	}
	return s
}

// noTable is the fate of a mutant that is no table at all: nobody could decide
// by it.
const noTable = "no table"

// judge puts the suite to a mutant. One that Load refuses for a broken promise
// is put to the plain evaluator, which says nothing of final results.
func (s *suite) judge(m mutant) fate {
	files := maps.Clone(s.book)
	files[s.file] = &fstest.MapFile{Data: []byte(m.text)}
	book, problems := rulebook.Load(files)
	if len(problems) > 0 {
		return fate{noTable, string(problems[0].Code)}
	}
	found := func(v conformance.Vector) bool {
		return reference.Decide(book, v.Document, contextOf(v)).Kind != v.Expected.Status+v.Expected.Error
	}
	if engine, err := verdict.Load(files); err == nil {
		found = func(v conformance.Vector) bool { return finds(engine, v) }
	}
	if i := slices.IndexFunc(s.vectors, found); i >= 0 {
		return fate{killed, s.vectors[i].ID}
	}
	table := book.All()[slices.IndexFunc(book.All(), func(table *rulebook.Table) bool { return table.File == s.file })]
	if sameOutcomes(s.table, table) && (!strings.HasPrefix(m.place, "kind ") || sameKinds(s.table, table)) {
		return fate{equivalent, ""}
	}
	return fate{alive, ""}
}

// sameKinds decides whether two tables that differ in nothing else say the same of
// documents that a provider itself sends. A mistake elsewhere does to these what it
// does to Get process documents: no signal that lists its words stands at several
// places.
func sameKinds(a, b *rulebook.Table) bool {
	c := newComparer(a)
	same := slices.EqualFunc(a.Documents, b.Documents, c.kindAlike)
	if c.Err() != nil {
		panic(c.Err())
	}
	return same
}

// finds tells whether an engine answers a vector otherwise than is right.
func finds(e *verdict.Engine, v conformance.Vector) bool {
	p, err := e.Parse(v.Document)
	if err != nil {
		return kindOf(verdict.Decision{}, err) != v.Expected.Error
	}
	p = p.WithProcessType(v.Context.ProcessType).WithVerdict(v.Context.Verdict).WithReferenceDate(dayOf(v.Context.Date))
	d, err := p.Decide()
	if kindOf(d, err) != v.Expected.Status+v.Expected.Error {
		return true
	}
	result, err := p.FinalResult(v.Document)
	return err == nil && !maps.Equal(maps.Collect(result.Fields()), v.Expected.FinalResult)
}

// sameOutcomes decides whether two tables give equal statuses, errors and final
// results to every document. Other than sameAnswers it does not ask which rows
// hold, what is missing and which remarks are made: the suite does not compare
// these.
func sameOutcomes(a, b *rulebook.Table) bool {
	c := comparer{diagram.New(arities(a)), a.Signals}
	same := len(a.Signals) == len(b.Signals) && slices.Equal(arities(a), arities(b)) && c.status(a) == c.status(b)
	for i := range a.Signals {
		same = same && c.takenAlike(a, i, b.Signals[i])
	}
	same = same && slices.Equal(a.Token, b.Token) && slices.EqualFunc(a.Result, b.Result, c.resultAlike)
	if c.Err() != nil {
		panic(c.Err())
	}
	return same
}

// takenAlike decides whether a signal of a table and another one lead to the
// same, whatever stands where they are read.
func (c comparer) takenAlike(a *rulebook.Table, i int, other *rulebook.Signal) bool {
	s := *a.Signals[i]
	o := *other
	if c.harmless(a, i, &s) && c.harmless(a, i, &o) {
		return true
	}
	s.Need, o.Need = rulebook.Need{}, rulebook.Need{}
	words := o.Words
	s.Words, o.Words = nil, nil
	return readAlike(&s, &o) && slices.EqualFunc(a.Signals[i].Words, words, func(v, w rulebook.Word) bool {
		return v == w || v.Raw == w.Raw && !s.Set && !asksIn(a.Result, i) &&
			c.Restrict(c.status(a), i, int(v.Class)) == c.Restrict(c.status(a), i, int(w.Class))
	})
}

// harmless tells whether a signal refuses nothing and no status depends on it.
func (c comparer) harmless(t *rulebook.Table, i int, s *rulebook.Signal) bool {
	if !s.Aside && (s.Kind != rulebook.Presence || s.Shape != rulebook.AnyShape || s.Better != nil) {
		return false
	}
	return c.Restrict(c.status(t), i, 0) == c.status(t) && !asksIn(t.Result, i)
}

// asksIn tells whether a condition of the final result asks for a signal.
func asksIn(fields []rulebook.ResultField, signal int) bool {
	asks := false
	for _, f := range fields {
		for _, s := range f.Sources {
			if s.When != nil {
				s.When.Atoms(func(atom *rulebook.Cond, _ bool) { asks = asks || atom.Signal == signal })
			}
		}
	}
	return asks
}

// status is the strictest status of the rows that hold.
func (c comparer) status(t *rulebook.Table) diagram.Ref {
	status := diagram.False
	for _, r := range t.Rules {
		holds := c.Map(c.when(r.When), func(v int) int { return v * int(r.Status) })
		status = c.Apply(status, holds, func(x, y int) int { return max(x, y) })
	}
	return status
}

// suiteReport counts mutants by kind.
func suiteReport(mutants []mutant, fates []fate) string {
	count := map[[2]string]int{}
	for i, m := range mutants {
		count[[2]string{m.kind, fates[i].what}]++
		count[[2]string{"all", fates[i].what}]++
	}
	var b strings.Builder
	b.WriteString("| mistake | found by a vector | equivalent, proved | no table at all | not found |\n|---|---|---|---|---|\n")
	for _, kind := range append(slices.Clone(mutantKinds), "all") {
		fmt.Fprintf(&b, "| %s", kind)
		for _, what := range []string{killed, equivalent, noTable, alive} {
			fmt.Fprintf(&b, " | %d", count[[2]string{kind, what}])
		}
		b.WriteString(" |\n")
	}
	return b.String()
}
