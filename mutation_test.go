package verdict_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// TestMutants makes one small mistake at a time in the shipped tables. Load has
// to refuse it, or some document in testdata/documents has to get another
// answer; a mistake that is equivalent, for no document could get another
// answer, is listed in testdata/mutants.txt.
func TestMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine tries two thousand mutants")
	}
	var mutants []mutant
	subjects := map[string]*subject{}
	for _, file := range slices.Sorted(maps.Keys(bookFiles(t))) {
		s := newSubject(t, file)
		if f := s.judge(newMutator(t, s.table, s.text()).none()); f.what != equivalent {
			t.Fatalf("%s written again without a mistake is %s by %s", file, f.what, f.by)
		}
		subjects[file], mutants = s, append(mutants, newMutator(t, s.table, s.text()).all()...)
	}
	fates := make([]fate, len(mutants))
	inParallel(len(mutants), func(i int) { fates[i] = subjects[mutants[i].file].judge(mutants[i]) })

	for i, m := range mutants {
		switch {
		case fates[i].what == alive:
			t.Errorf("%s\nThis mistake changes answers, Load takes it, and no document in testdata/documents gets another answer. Add one that does.", m)
		case fates[i].by == "YAML" || fates[i].by == "STYLE" || fates[i].by == "SYNTAX":
			t.Errorf("%s\nis no mutant but broken text, refused with %s:\n%s", m, fates[i].by, m.text)
		}
	}
	const least = 1000
	if len(mutants) < least {
		t.Errorf("%d mutants, want at least %d: the mutator overlooks something", len(mutants), least)
	}
	for _, kind := range mutantKinds {
		if !slices.ContainsFunc(mutants, func(m mutant) bool { return m.kind == kind }) {
			t.Errorf("there is no mutant of the kind %q", kind)
		}
	}
	t.Logf("refused with: %v", byCode(fates))
	report := mutantReport(mutants, fates)
	t.Log("\n" + report)
	golden(t, report, "testdata", "mutants.txt")
}

// fate is what becomes of a mutant, and by what: the code of the first refusal,
// or the document that gets another answer.
type fate struct{ what, by string }

const (
	refused    = "refused"
	killed     = "killed"
	equivalent = "equivalent"
	alive      = "alive"
)

// inParallel does n things on all processors.
func inParallel(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

// subject is a table to make mistakes in, with the documents that it judges.
type subject struct {
	file      string
	book      fstest.MapFS // as small as can be
	table     *rulebook.Table
	documents []answered
}

// answered is a document with its answer by the table as it is. That this is
// the answer written by hand, TestDocuments sees to.
type answered struct {
	name                 string
	doc                  []byte
	processType, verdict string
	date                 string
	result               bool // whether the answer by hand says the final result
	answer               string
}

func newSubject(t *testing.T, file string) *subject {
	t.Helper()
	s := &subject{file: file, book: bookOf(t, file, string(bookFile(t, file)))}
	if file == "process.yaml" { // any provider's table will do
		s.book["readid.yaml"] = &fstest.MapFile{Data: bookFile(t, "readid.yaml")}
	}
	s.table = tableIn(t, s.book, file)
	engine, err := verdict.Load(s.book)
	if err != nil {
		t.Fatal(err)
	}
	expected := loadExpectations(t)
	for _, folder := range slices.Sorted(maps.Keys(expected)) {
		for _, x := range expected[folder] {
			d := answered{path.Join(folder, x.Document), readFile(t, folder, x.Document), x.ProcessType, x.Verdict, x.Date, x.Result != nil, ""}
			if _, err := engine.Parse(d.doc); err == nil || namesNone(d.doc) {
				d.answer = d.by(engine)
				s.documents = append(s.documents, d)
			}
		}
	}
	if len(s.documents) < 20 {
		t.Fatalf("%d documents for %s, want at least 20", len(s.documents), file)
	}
	return s
}

func (s *subject) text() string { return string(s.book[s.file].Data) }

// tableIn gives one table of a book of which only the format is checked.
func tableIn(t rapid.TB, book fs.FS, file string) *rulebook.Table {
	t.Helper()
	b, problems := rulebook.Load(book)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	i := slices.IndexFunc(b.All(), func(table *rulebook.Table) bool { return table.File == file })
	return b.All()[i]
}

// namesNone tells of strict JSON that names no provider, and so may be a document
// of a provider's own, of whatever kind a mistake makes it.
func namesNone(doc []byte) bool {
	value := jsontext.Value(doc)
	var top struct{ Provider any }
	return value.IsValid() && (value.Kind() == '[' || json.Unmarshal(doc, &top) == nil && top.Provider == nil)
}

// by is the whole answer to a document: its kind, and a status with the rows that
// hold, the entries they name, remarks and the final result; or an error with the
// places and signals that it names. What could stand there is no part of it: it says
// that a table is another, and not what that does.
func (d answered) by(e *verdict.Engine) string {
	p, err := e.Parse(d.doc)
	if err != nil {
		return kindOf(verdict.Decision{}, err)
	}
	p = p.WithProcessType(d.processType).WithVerdict(d.verdict).WithReferenceDate(dayOf(d.date))
	decision, err := p.Decide()
	if err != nil {
		return p.Kind() + " " + refusedAt(err)
	}
	var b strings.Builder
	b.WriteString(p.Kind() + " " + decision.Status().String())
	for rule, because := range decision.Reasons() {
		fmt.Fprintf(&b, " %s%q", rule.ID, because)
	}
	for remark := range decision.Remarks() {
		b.WriteString(" " + remark.ID)
	}
	if d.result {
		result, err := p.FinalResult(d.doc)
		fmt.Fprint(&b, maps.Collect(result.Fields()), result.LeftOut, result.UnverifiedToken, err)
	}
	return b.String()
}

// refusedAt is what an error of Decide says, without what it allows.
func refusedAt(err error) string {
	var unknown *verdict.SignalError
	if !errors.As(err, &unknown) {
		return err.Error()
	}
	text := "unknown values"
	for _, v := range unknown.Values {
		text += " " + v.Pointer
	}
	return text
}

func (s *subject) judge(m mutant) fate {
	book := maps.Clone(s.book)
	book[s.file] = &fstest.MapFile{Data: []byte(m.text)}
	engine, err := verdict.Load(book)
	var load *verdict.LoadError
	if errors.As(err, &load) {
		return fate{refused, load.Problems[0].Code}
	}
	for _, d := range s.documents {
		if d.by(engine) != d.answer {
			return fate{killed, d.name}
		}
	}
	b, _ := rulebook.Load(book)
	for _, table := range b.All() {
		if table.File == s.file && sameAnswers(s.table, table) {
			return fate{equivalent, ""}
		}
	}
	return fate{alive, ""}
}

func byCode(fates []fate) map[string]int {
	codes := map[string]int{}
	for _, f := range fates {
		if f.what == refused {
			codes[f.by]++
		}
	}
	return codes
}

// mutantReport counts mutants by kind and table, and lists the equivalent ones.
func mutantReport(mutants []mutant, fates []fate) string {
	count := map[string]int{} // by file, kind and fate, each of which may be "all"
	var files []string
	var same strings.Builder
	for i, m := range mutants {
		for _, file := range []string{m.file, "all"} {
			for _, kind := range []string{m.kind, "all"} {
				count[file+kind+fates[i].what]++
			}
		}
		if !slices.Contains(files, m.file) {
			files = append(files, m.file)
		}
		if fates[i].what == equivalent {
			same.WriteString(m.String() + "\n")
		}
	}
	var b strings.Builder
	b.WriteString(`# Small mistakes in the rule tables, by kind: how many of them Load refuses; how many of
# the others change the answer to a document in testdata/documents; and how many are
# equivalent, so that they change the answer to no document at all.

`)
	fmt.Fprintf(&b, "%-10s", "")
	for _, file := range append(files, "all") {
		fmt.Fprintf(&b, "%16s", file)
	}
	for _, kind := range append(slices.Clone(mutantKinds), "all") {
		fmt.Fprintf(&b, "\n%-10s", kind)
		for _, file := range append(files, "all") {
			at := file + kind
			fmt.Fprintf(&b, "%16s", fmt.Sprintf("%d / %d / %d", count[at+refused], count[at+killed], count[at+equivalent]))
		}
	}
	return b.String() + "\n\n# The equivalent ones:\n" + same.String()
}
