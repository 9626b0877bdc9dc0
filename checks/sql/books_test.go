package sql

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/sql"
	"github.com/verdict-id/verdict/rules"
)

// shelf is a rule book with documents to put to its queries.
type shelf struct {
	name      string
	fsys      fs.FS
	judge     *judge
	documents []given
}

// How many documents are drawn for the embedded rule book, more than a hundred
// thousand even without those that jsonb does not take, and for each other book.
const (
	drawn      = 102_000
	drawnOther = 10_000
)

// books gives the rule books with their documents, the same each time.
func books(t *testing.T) []*shelf {
	t.Helper()
	shelves.Do(func() { shelved = makeBooks(t) })
	if len(shelved) == 0 {
		t.Fatal("there are no books")
	}
	return shelved
}

var (
	shelves sync.Once
	shelved []*shelf
)

func makeBooks(t *testing.T) []*shelf {
	t.Helper()
	suite := newShelf(t, "conformance", rules.Book(), true)
	suite.addSuite(t)
	random := newShelf(t, "drawn", rules.Book(), true)
	random.draw(t, drawn)
	all := []*shelf{suite, random}
	for _, other := range []struct {
		name, dir string
		proved    bool
	}{
		{"facetec-level-8", "../../examples/books/facetec-level-8", true},
		{"onfido-caution-rejects", "../../examples/books/onfido-caution-rejects", true},
		{"porter", "../../cmd/verdict/testdata/book", true},
		{"odd", "testdata/odd", false},
	} {
		s := newShelf(t, other.name, os.DirFS(other.dir), other.proved)
		s.draw(t, drawnOther)
		all = append(all, s)
	}
	return all
}

func newShelf(t *testing.T, name string, fsys fs.FS, proved bool) *shelf {
	t.Helper()
	book, problems := rulebook.Load(fsys)
	if len(problems) > 0 {
		t.Fatalf("%s: %v", name, problems)
	}
	s := &shelf{name: name, fsys: fsys, judge: &judge{
		book: book, schema: document.NewSchema(book.All()), single: map[*rulebook.Signal]*document.Schema{},
	}}
	if proved {
		var err error
		if s.judge.engine, err = verdict.Load(fsys); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// addSuite adds the well-formed documents of the conformance suite, which has the
// answers too.
func (s *shelf) addSuite(t *testing.T) {
	t.Helper()
	var withContext, malformed int
	for v := range conformance.Vectors() {
		if v.Context != (conformance.Context{}) {
			withContext++ // a query cannot be told what a caller supplies
			continue
		}
		g := s.judge.judge(t, v.ID, v.Document)
		status := strings.ReplaceAll(v.Expected.Status+v.Expected.Error, "-", " ")
		if *g.want.status != status && s.judge.otherKind(t, v.Document) == "" {
			t.Fatalf("%s: the library says %s, the suite %s", v.ID, g.want, status)
		}
		if !s.judge.isStrict(v.Document) {
			malformed++ // TestLimits has these
			continue
		}
		s.documents = append(s.documents, g)
	}
	t.Logf("%d vectors; left out %d with a context, %d malformed", len(s.documents), withContext, malformed)
	if len(s.documents) < 4000 {
		t.Fatalf("%d vectors are too few to show anything", len(s.documents))
	}
}

// otherJSON tells whether a text is JSON, and no object.
func otherJSON(text []byte) bool {
	return json.Valid(text) && utf8.Valid(text) && !strings.HasPrefix(strings.TrimSpace(string(text)), "{")
}

// query gives the query of a dialect by the book.
func (s *shelf) query(t *testing.T, dialect string, histogram bool) string {
	t.Helper()
	o := sql.Options{Dialect: dialect, Table: "processes", Column: "document", Folder: "rules", Histogram: histogram}
	if s.judge.kind != nil {
		o.Kind = s.judge.kind.Name
	}
	query, err := sql.Query(s.judge.book, o)
	if err != nil {
		t.Fatal(err)
	}
	return query
}

// answersOf asks a query for the answers alone, by document.
func answersOf(query string) string {
	return "select id, provider, recorded, status, rule from (\n" + strings.TrimSuffix(query, ";\n") + "\n) as answers"
}

// holds tells whether a document holds what a kind of fault is about.
var holds = map[string]func(text []byte) bool{
	"U+0000": regexp.MustCompile(`\\u0000`).Match,
	"number": func(text []byte) bool {
		return hugePower.Match(text) || len(slices.MaxFunc(digits.FindAll(text, -1), longer)) > 16383
	},
}

var (
	hugePower = regexp.MustCompile(`[0-9][eE][+-]?0*[1-9][0-9]{3,}`)
	digits    = regexp.MustCompile(`[0-9]+`)
)

func longer(a, b []byte) int { return len(a) - len(b) }

// without gives the documents without those that a database does not take, and
// how many those are by kind. Each has to be of one of the kinds, by what the
// database says, and to hold what that is about.
func (s *shelf) without(t *testing.T, faults map[int]string, kinds map[string]string) (taken []int, count map[string]int) {
	t.Helper()
	count = map[string]int{}
	for i, d := range s.documents {
		fault, isFault := faults[i]
		if !isFault {
			taken = append(taken, i)
			continue
		}
		kind := kinds[fault]
		if kind == "" || !holds[kind](d.text) {
			t.Errorf("%s is not taken: %s\n%.1000s", d.name, fault, d.text)
		}
		count[kind]++
	}
	if len(taken) < len(s.documents)*9/10 {
		t.Errorf("%d of %d documents are taken, and the rest shows nothing", len(taken), len(s.documents))
	}
	return taken, count
}

// compare compares what a query says with what the library says.
func compare(t *testing.T, b *shelf, column string, taken []int, got map[int]answer) {
	t.Helper()
	if len(got) != len(taken) {
		t.Errorf("%s: %d answers to %d documents", column, len(got), len(taken))
	}
	wrong := 0
	for _, i := range taken {
		d := b.documents[i]
		if d.want.String() == got[i].String() {
			continue
		}
		if wrong++; wrong <= 10 {
			t.Errorf("%s: %s: want %s, got %s\n%.1000s", column, d.name, d.want, got[i], d.text)
		}
	}
	t.Logf("%s: %d documents, %d wrong", column, len(taken), wrong)
}
