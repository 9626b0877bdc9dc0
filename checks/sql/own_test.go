package sql

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// Documents of the providers' own: a query is about one kind of them, and tells all
// others apart.

// drawnOwn is how many documents are drawn for each kind.
const drawnOwn = 4_000

// ownShelves gives, for each kind of the embedded rule book, all documents that there
// are with many drawn ones around the places of the kind; for each of the odd book,
// drawn ones.
func ownShelves(t *testing.T) []*shelf {
	t.Helper()
	ownOnce.Do(func() { ownShelved = makeOwnShelves(t) })
	if len(ownShelved) < 12 {
		t.Fatalf("%d kinds of documents are too few to show anything", len(ownShelved))
	}
	return ownShelved
}

var (
	ownOnce    sync.Once
	ownShelved []*shelf
)

func makeOwnShelves(t *testing.T) []*shelf {
	t.Helper()
	var all []*shelf
	for _, of := range []*shelf{newShelf(t, "embedded", rules.Book(), true), newShelf(t, "odd", os.DirFS("testdata/odd"), false)} {
		for _, table := range of.judge.book.Tables {
			for _, kind := range table.Documents {
				s := *of
				s.name, s.judge = of.name+" "+kind.Name, &judge{book: of.judge.book, engine: of.judge.engine, schema: of.judge.schema, kind: kind}
				if s.judge.engine != nil {
					s.addFiles(t)
				}
				s.drawOwn(t, drawnOwn)
				all = append(all, &s)
			}
		}
	}
	return all
}

// addFiles adds the documents of testdata/documents and of the conformance suite.
func (s *shelf) addFiles(t *testing.T) {
	t.Helper()
	add := func(name string, text []byte) {
		if s.judge.isStrict(text) {
			s.documents = append(s.documents, s.judge.judge(t, name, text))
		}
	}
	files, err := filepath.Glob("../../testdata/documents/*/*.json")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d documents (%v)", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		add(file, text)
	}
	for v := range conformance.Vectors() {
		add(v.ID, v.Document)
	}
}

// drawOwn adds drawn documents of the kind, and some of other kinds of the book.
func (s *shelf) drawOwn(t *testing.T, n int) {
	t.Helper()
	d := &drawer{rand.New(rand.NewPCG(20, 26)), s.judge.book}
	statuses := map[string]int{}
	for i := range n {
		kind := s.judge.kind
		if d.percent(5) {
			kind = of(d, s.judge.table(kind).Documents)
		}
		g := s.judge.judge(t, fmt.Sprintf("drawn %d", i), []byte(d.ownDocument(s.judge.table(kind), kind)))
		if *g.want.status == "malformed" && !otherJSON(g.text) {
			t.Fatalf("drawn %d is malformed: %s", i, g.text)
		}
		statuses[*g.want.status]++
		s.documents = append(s.documents, g)
	}
	t.Logf("%s: %v", s.name, statuses)
	if read := n - statuses["malformed"] - statuses["unknown provider"]; read < n*2/3 {
		t.Errorf("%s: %d of %d drawn documents are of the kind, too few to show anything", s.name, read, n)
	}
	if s.judge.kind.Reads() || s.judge.kind.Holds != nil {
		if len(statuses) < 4 || statuses["unknown value"] < n/100 {
			t.Errorf("%s: the drawn documents are %v, too few answers to show anything", s.name, statuses)
		}
	}
}

// ownDocument draws a document of a kind.
func (d *drawer) ownDocument(table *rulebook.Table, kind *rulebook.DocumentKind) string {
	mood := of(d, []float64{0, 0, 0, 5, 15, 40})
	value := d.ownValue(table, kind, mood)
	if top, ok := value.(*object); ok && d.percent(10) {
		d.spoil(top)
	}
	var b strings.Builder
	d.write(&b, value)
	return b.String()
}

// ownValue draws a document of a kind with its parts.
func (d *drawer) ownValue(table *rulebook.Table, kind *rulebook.DocumentKind, mood float64) any {
	top := &object{}
	chance := of(d, []float64{60, 90, 100, 100})
	for _, view := range []*rulebook.Table{kind.Lifecycle, kind.Table} {
		for _, s := range view.Signals {
			for _, p := range s.Places {
				if d.percent(chance) {
					at := *p.Signal
					at.Ordered = at.Ordered || d.percent(85) // so that what has no best value is not the worst half of the time
					d.signal(top, &at, at.Path, mood)
				}
			}
		}
	}
	if kind.Holds != nil {
		held := d.held(table, kind, mood)
		if kind.Looks.List {
			return held
		}
		path := kind.Holds.Path
		if path[len(path)-1] == rulebook.Entries {
			top.put(path[:len(path)-1], held)
		} else {
			top.put(path, held.(list)[0])
		}
	}
	d.look(top, &kind.Looks)
	if d.percent(2) {
		top.at("provider").value = of(d, []any{"null", "null", text(table.Providers[0]), text(""), "0", &object{}, list{}, d.stray()})
	}
	d.Shuffle(len(top.members), func(i, j int) { top.members[i], top.members[j] = top.members[j], top.members[i] })
	return top
}

// held draws what documents of a kind hold: mostly each kind once, sometimes one a
// second time, or something else.
func (d *drawer) held(table *rulebook.Table, kind *rulebook.DocumentKind, mood float64) any {
	var kinds []*rulebook.DocumentKind
	for _, k := range table.Documents {
		if slices.Contains(kind.Holds.Kinds, k.Name) {
			kinds = append(kinds, k)
		}
	}
	d.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	parts := list{}
	for i, k := range kinds {
		if i == 0 || d.percent(60) {
			parts = append(parts, d.ownValue(table, k, mood))
		}
	}
	if d.percent(5) {
		parts = append(parts, d.ownValue(table, of(d, kinds), mood))
	}
	if d.percent(5) {
		parts[d.IntN(len(parts))] = d.stray()
	}
	return parts
}

// look makes an object look like a kind, mostly.
func (d *drawer) look(top *object, l *rulebook.Looks) {
	for _, m := range l.Has {
		if d.percent(1) {
			top.put(m.Path, d.stray())
			continue
		}
		switch {
		case len(m.Words) > 0:
			top.put(m.Path, text(of(d, m.Words)))
		case top.lacks(m.Path):
			top.put(m.Path, of(d, []any{text("x"), "0", "true", &object{[]member{{"x", "1"}}}}))
		}
	}
	if len(l.Some) > 0 && !slices.ContainsFunc(l.Some, func(p rulebook.Path) bool { return !top.lacks(p) }) && !d.percent(2) {
		top.put(of(d, l.Some), text("x"))
	}
	for _, path := range l.None {
		if d.percent(0.5) {
			top.put(path, d.stray())
		}
	}
}

// lacks tells whether nothing was put at a path.
func (o *object) lacks(path []string) bool {
	i := slices.IndexFunc(o.members, func(m member) bool { return m.name == path[0] })
	if i < 0 {
		return true
	}
	below, ok := o.members[i].value.(*object)
	return len(path) > 1 && (!ok || below.lacks(path[1:]))
}

// isStrict tells whether a text is strict JSON; TestLimits has other texts.
func (j *judge) isStrict(text []byte) bool {
	var reading document.Reading
	var malformed *document.Malformed
	err := j.read(text, &reading)
	return !errors.As(err, &malformed) || strings.HasPrefix(malformed.Reason, "the document is not an object")
}

// isOwn tells whether a text is a document of some kind of a provider's own, or a list
// of such.
func (j *judge) isOwn(text []byte) bool {
	var reading document.Reading
	err := j.read(text, &reading)
	isList := strings.HasPrefix(strings.TrimSpace(string(text)), "[")
	return err == nil && reading.Kind != rulebook.GetProcess || isList && !errors.As(err, new(*document.Malformed))
}

// read reads a document as the library does.
func (j *judge) read(text []byte, into *document.Reading) error {
	return j.schema.Read(text, document.Limits{Bytes: 1 << 20, Depth: 64}, into)
}

// otherKind gives the status of a document that the query is not about, empty for one
// that it is.
func (j *judge) otherKind(t *testing.T, text []byte) string {
	t.Helper()
	var reading document.Reading
	err := j.read(text, &reading)
	isList := strings.HasPrefix(strings.TrimSpace(string(text)), "[")
	var malformed *document.Malformed
	switch {
	case errors.As(err, &malformed):
		return "malformed"
	case isList && (j.kind == nil || !j.kind.Looks.List):
		return "malformed" // not even a list of something that is known is asked about
	case err != nil:
		return "unknown provider"
	case j.kind == nil && reading.Kind != rulebook.GetProcess, j.kind != nil && reading.Kind != j.kind.Name:
		return "unknown provider"
	}
	return ""
}

// judgeOwn adds what the library says of a document beside its status, where that is
// none that records a status of its own.
func (j *judge) judgeOwn(t *testing.T, g *given) {
	t.Helper()
	none := "none"
	g.want.recorded = &none
	g.line = line{recorded: none, signals: "{}"}
	if j.otherKind(t, g.text) != "" {
		return
	}
	var reading document.Reading
	if err := j.read(g.text, &reading); err != nil {
		t.Fatalf("%s: %v", g.name, err)
	}
	provider := reading.Provider.Value()
	g.want.provider, g.line.provider = &provider, provider
	var pairs []string
	for _, of := range []struct {
		table   *rulebook.Table
		classes document.Vector
		unknown []document.Unknown
	}{{j.book.Lifecycle, reading.Lifecycle, reading.Refused}, {j.tableOf(provider), reading.Vector, reading.Unknown}} {
		for i, s := range of.table.Signals {
			refused := slices.ContainsFunc(of.unknown, func(u document.Unknown) bool { return u.Below.Has(i) })
			switch {
			case s.Aside:
			case refused:
				pairs = append(pairs, encoded(t, s.Name)+":null")
			case of.classes[i] != 0:
				pairs = append(pairs, encoded(t, s.Name)+":"+classText(t, s, of.classes[i]))
			}
		}
	}
	g.line.signals = "{" + strings.Join(pairs, ",") + "}"
}

// table is the table that a kind of documents is in.
func (j *judge) table(kind *rulebook.DocumentKind) *rulebook.Table {
	i := slices.IndexFunc(j.book.Tables, func(t *rulebook.Table) bool { return slices.Contains(t.Documents, kind) })
	return j.book.Tables[i]
}

func TestOwnPostgres(t *testing.T) {
	conn := postgres(t)
	for _, s := range ownShelves(t) {
		t.Run(s.name, func(t *testing.T) {
			faults := fill(t, conn, s.documents)
			taken, count := s.without(t, faults, refused)
			t.Logf("jsonb does not take %v of %d documents", count, len(s.documents))
			compare(t, s, "jsonb", taken, postgresAnswers(t, conn, s.query(t, "postgres", false)))
			compareHistogram(t, s, taken, postgresLines(t, conn, s.query(t, "postgres", true)))
		})
	}
}

func TestOwnDuckDB(t *testing.T) {
	db := duck(t)
	for _, s := range ownShelves(t) {
		t.Run(s.name, func(t *testing.T) {
			duckFill(t, db, s.documents)
			all, _ := s.without(t, nil, nil)
			compare(t, s, "VARCHAR", all, duckAnswers(t, db, s.query(t, "duckdb", false)))
			compareHistogram(t, s, all, duckLines(t, db, s.query(t, "duckdb", true)))
		})
	}
}
