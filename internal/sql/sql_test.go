package sql

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// What the queries give is tested on the databases, in checks/sql; what they look
// like, by the scripts of cmd/verdict.

func embedded(t *testing.T) *rulebook.Book {
	t.Helper()
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return book
}

// variants are all kinds of queries.
func variants(t *testing.T) []Options {
	t.Helper()
	var all []Options
	for _, dialect := range Dialects() {
		for _, only := range []string{"", "facetec.yaml"} {
			for _, histogram := range []bool{false, true} {
				all = append(all, Options{Dialect: dialect, Table: "processes", Column: "document", Folder: "rules", Only: only, Histogram: histogram})
			}
		}
	}
	if len(all) < 8 {
		t.Fatalf("%d kinds of queries, want two dialects of four each", len(all))
	}
	own := 0
	for _, dialect := range Dialects() {
		for _, table := range embedded(t).Tables {
			for _, kind := range table.Documents {
				o := Options{Dialect: dialect, Table: "processes", Column: "document", Folder: "rules", Kind: kind.Name, Histogram: own%3 == 0}
				all, own = append(all, o), own+1
			}
		}
	}
	if own < 2*5 {
		t.Fatalf("%d queries for kinds of the providers' own documents, want five for each dialect at least", own)
	}
	return all
}

func TestQueryIsTheSameEachTime(t *testing.T) {
	for _, o := range variants(t) {
		first, err := Query(embedded(t), o)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Query(embedded(t), o)
		if err != nil || first != again {
			t.Errorf("%+v: a second query is another (%v):\n%s", o, err, cmp.Diff(first, again))
		}
	}
}

func TestQueryCanBeRead(t *testing.T) {
	book := embedded(t)
	for _, o := range variants(t) {
		query, err := Query(book, o)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(query, "\n") {
			if utf8.RuneCountInString(line) > columns || strings.TrimRight(line, " \t") != line {
				t.Errorf("%+v: line %d is longer than %d, or ends in white space: %q", o, i+1, columns, line)
			}
		}
		for _, table := range book.All() {
			for _, r := range table.Rules {
				own := slices.ContainsFunc(table.Documents, func(k *rulebook.DocumentKind) bool { return k.Name == o.Kind })
				wanted := !o.Histogram && (o.Only+o.Kind == "" || table.Lifecycle || o.Only == table.File && o.Only != "" || own)
				if names := strings.Contains(query, literal(r.ID)); names != wanted {
					t.Errorf("%+v: that the query names the row %s is %v, want %v", o, r.ID, names, wanted)
				}
			}
		}
	}
}

// supposing are kinds of documents of which two suppose different values.
const supposing = `
documents:
  - {kind: front, meaning: m, source: s, basis: text, looks: {has: {/front: any}}, suppose: {door: open}}
  - {kind: back, meaning: m, source: s, basis: text, looks: {has: {/back: any}}, suppose: {door: shut}}
  - {kind: both, meaning: m, source: s, basis: text, looks: {has: {/doors: any}}, holds: {path: '/doors/[]', kinds: [front, back]}}
`

func TestQueryRefuses(t *testing.T) {
	word := fstest.MapFS{
		"process.yaml": {Data: []byte("provider: '*'\ntitle: A lifecycle\nsource: s\ngives: [failed]\nelse: judge\n" +
			"signals:\n  stop: {meaning: m, path: /stop, values: [\"a\\0b\", c]}\n" +
			"rules:\n  - {id: stop, status: failed, when: 'stop == \"c\"', reason: r, source: s, basis: text}\n")},
		"porter.yaml": {Data: []byte("provider: porter\ntitle: A porter\nsource: s\ngives: [failed]\n" +
			"signals:\n  stop: {meaning: m, path: /halt, values: [a, c]}\n  door: {meaning: m, path: /door, values: [open, shut], context: true}\n" +
			"rules:\n  - {id: halt, status: failed, when: 'stop == \"c\"', reason: r, source: s, basis: text}\n")},
	}
	odd, problems := rulebook.Load(word)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	torn, problems := rulebook.Load(fstest.MapFS{"process.yaml": word["process.yaml"], "porter.yaml": {Data: append(word["porter.yaml"].Data, supposing...)}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tests := []struct {
		why   string
		book  *rulebook.Book
		o     Options
		wants string
	}{
		{"nobody wrote this dialect", embedded(t), Options{Dialect: "oracle"}, `there is no dialect "oracle"; the dialects are postgres and duckdb`},
		{"no database takes such a name", embedded(t), Options{Dialect: "duckdb", Table: "a\x00b", Column: "c"}, "U+0000 cannot be written in SQL"},
		{"nobody wrote this kind", embedded(t), Options{Dialect: "duckdb", Kind: "readid"}, `there is no kind of document "readid"; the kinds are get-process, facetec-liveness, `},
		{"a kind of parts that suppose different values of one signal", torn, Options{Dialect: "duckdb", Kind: "both"}, "there is no query for documents of the kind both: parts of several kinds suppose different values of door"},
		{"no database takes such a word", odd, Options{Dialect: "postgres", Table: "a", Column: "c"}, "U+0000 cannot be written in SQL"},
	}
	for _, test := range tests {
		query, err := Query(test.book, test.o)
		if err == nil || !strings.Contains(err.Error(), test.wants) || query != "" {
			t.Errorf("%s: %v and %d bytes, want %q and none", test.why, err, len(query), test.wants)
		}
	}
}

func TestQuotes(t *testing.T) {
	tests := []struct{ why, got, want string }{
		{"a quote in a text stands twice", literal("it's"), "'it''s'"},
		{"a backslash is nothing special", literal(`a\'b`), `'a\''b'`},
		{"a quote in a name stands twice", identifier(`a"b; --`), `"a""b; --"`},
		{"a dot stands between schema and table", qualified(`s"x.T`), `"s""x"."T"`},
		{"one text is compared", in("x", []string{"a"}), "x = 'a'"},
		{"several are listed", notIn("x", []string{"a", "'"}), "x not in ('a', '''')"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.why, test.got, test.want)
		}
	}
}

func TestBroken(t *testing.T) {
	tests := []struct {
		why, text string
		width     int
		want      []string
	}{
		{"what fits stays", "a and b", 7, []string{"a and b"}},
		{"a line ends before and", "aaa and bbb", 8, []string{"aaa", "and bbb"}},
		{"a blank in a text is no place to break", "x = 'a b c d' or y", 6, []string{"x =", "'a b c d'", "or y"}},
		{"a quote in a text does not end it", "x = 'a''b c' end", 6, []string{"x =", "'a''b c'", "end"}},
		{"nor is one in a name", `"a b c d" is null`, 4, []string{`"a b c d"`, "is", "null"}},
		{"letters are counted, not bytes", "éé éé", 5, []string{"éé éé"}},
		{"one word stays whole", "abcdefgh", 4, []string{"abcdefgh"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, broken(test.text, test.width)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.why, diff)
		}
	}
}

func TestNames(t *testing.T) {
	n := newNamer()
	long := "/" + strings.Repeat("é", 40)
	names := []string{n.name("/idToken"), n.name("/idtoken"), n.name(long + "1"), n.name(long + "2"), n.name("/idToken"), n.name(long + "2")}
	seen := map[string]bool{}
	for _, name := range names[:4] {
		if bare := strings.Trim(name, `"`); len(bare) > 63 || !utf8.ValidString(bare) || seen[strings.ToLower(bare)] {
			t.Errorf("%s is no name that PostgreSQL and DuckDB keep apart: it has %d bytes, of 63, or is there already", name, len(bare))
		}
		seen[strings.ToLower(strings.Trim(name, `"`))] = true
	}
	if names[0] != `"/idToken"` || names[4] != names[0] || names[5] != names[3] {
		t.Errorf("a name that is good stays, and the same text has the same name: %q", names)
	}
}

func TestComment(t *testing.T) {
	var w writer
	w.comment(1, "a title;\n drop table x; "+strings.Repeat("word ", 40))
	for line := range strings.Lines(w.String()) {
		if !strings.HasPrefix(line, "  -- ") || utf8.RuneCountInString(line) > columns+1 {
			t.Errorf("a line of a comment begins with -- and has %d columns at most: %q", columns, line)
		}
	}
	if strings.Count(w.String(), "\n") != 2 {
		t.Errorf("two lines are enough: %q", w.String())
	}
}
