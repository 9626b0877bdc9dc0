package verdict_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/rules"
)

const refusedDir = "testdata/refused"

// refusal is a rule book that Load has to refuse. Its name is the code in
// lower case, a slash, and what is wrong.
type refusal struct {
	name string
	why  string
	book fs.FS
}

// TestLoadRefuses loads books that are wrong in one way each, and compares
// what Load says with testdata/refused/<code>/<what-is-wrong>.txt.
func TestLoadRefuses(t *testing.T) {
	tables := refusedTables(t)
	if len(tables) == 0 {
		t.Fatal("no tables in " + refusedDir)
	}
	goldens, tried := goldenNames(t), map[string]bool{}
	for _, r := range append(tables, refusedBooks(t)...) {
		code, _, _ := strings.Cut(r.name, "/")
		tried[strings.ToUpper(code)] = true
		if !goldens[r.name] && !*update {
			t.Errorf("%s has no golden; run with -update and read it", r.name)
		}
		delete(goldens, r.name)
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			r.check(t)
		})
	}
	for name := range goldens {
		t.Errorf("%s.txt is nobody's golden", name)
	}
	for _, code := range refusalCodes(t, "internal/rulebook/problem.go", "internal/promise/promise.go") {
		if !tried[code] {
			t.Errorf("nothing in %s is refused with %s", refusedDir, code)
		}
	}
}

func (r refusal) check(t *testing.T) {
	if r.why == "" {
		t.Error("it does not say why")
	}
	engine, err := verdict.Load(r.book)
	var refused *verdict.LoadError
	if !errors.As(err, &refused) || engine != nil {
		t.Fatalf("want a LoadError and no engine, got %v", err)
	}
	code, _, _ := strings.Cut(r.name, "/")
	if !slices.ContainsFunc(refused.Problems, func(p verdict.Problem) bool { return strings.EqualFold(p.Code, code) }) {
		t.Errorf("no problem has the code %s", strings.ToUpper(code))
	}
	for i, p := range refused.Problems {
		checkPlace(t, r.book, p)
		if i > 0 && p.File == refused.Problems[i-1].File && p.Line < refused.Problems[i-1].Line {
			t.Errorf("line %d comes after line %d", p.Line, refused.Problems[i-1].Line)
		}
	}
	if *update {
		if err := os.MkdirAll(filepath.Join(refusedDir, code), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, err.Error()+"\n", refusedDir, r.name+".txt")
}

// checkPlace holds the line of a problem against the file. Of a line of more
// than 300 bytes there is no excerpt.
func checkPlace(t *testing.T, book fs.FS, p verdict.Problem) {
	t.Helper()
	if p.Line == 0 {
		if p.Column != 0 || p.Excerpt != "" {
			t.Errorf("no line, but column %d and an excerpt %q", p.Column, p.Excerpt)
		}
		return
	}
	text, err := fs.ReadFile(book, p.File)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	if p.Line < 1 || p.Line > len(lines) {
		t.Fatalf("%s has %d lines, none is %d: %s", p.File, len(lines), p.Line, p.Message)
	}
	line := strings.TrimSuffix(lines[p.Line-1], "\r")
	if p.Column < 1 || p.Column > utf8.RuneCountInString(line)+1 {
		t.Errorf("%s:%d:%d is outside the line: %s", p.File, p.Line, p.Column, p.Message)
	}
	if len(line) > 300 {
		line = ""
	}
	if p.Excerpt != line {
		t.Errorf("%s:%d is %q, the excerpt %q", p.File, p.Line, line, p.Excerpt)
	}
}

// refusedTables are the tables in testdata, each beside the embedded
// lifecycle. The first line says why.
func refusedTables(t *testing.T) []refusal {
	t.Helper()
	files, err := filepath.Glob(refusedDir + "/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var refusals []refusal
	for _, file := range files {
		text := string(readFile(t, file))
		first, _, _ := strings.Cut(text, "\n")
		why, ok := strings.CutPrefix(first, "# why: ")
		if !ok {
			t.Errorf("%s does not begin with # why:", file)
		}
		refusals = append(refusals, refusal{refusedName(t, file), why, bookOf(t, "table.yaml", text)})
	}
	return refusals
}

// refusedBooks are those that a table alone cannot make up, or not legibly.
func refusedBooks(t *testing.T) []refusal {
	lifecycle := string(bookFile(t, "process.yaml"))
	table := strings.TrimLeft(`
provider: demo
title: Demo
source: Demo
gives: [accepted, rejected]
signals:
  result:
    meaning: The overall word.
    path: /result
    values: [clear, consider]
    needed: always
rules:
  - id: demo-ok
    status: accepted
    when: 'result == "clear"'
    reason: Clear.
    source: Demo
    basis: text
  - {id: demo-no, status: rejected, when: 'result == "consider"', reason: Doubted., source: Demo, basis: text}
`, "\n")
	if _, err := verdict.Load(bookOf(t, "table.yaml", table)); err != nil {
		t.Fatalf("the table to start from is refused itself: %v", err)
	}
	with := func(old, new string) fs.FS {
		return bookOf(t, "table.yaml", replace(t, table, old, new))
	}
	condition := func(text string) fs.FS {
		return with(`'result == "clear"'`, "|\n      "+text)
	}
	rows := func(n int, key, row string) fs.FS {
		var b strings.Builder
		b.WriteString(table)
		b.WriteString(key)
		for i := range n {
			fmt.Fprintf(&b, row, i)
		}
		return bookOf(t, "table.yaml", b.String())
	}
	return []refusal{
		{"book/no-lifecycle", "nothing says what a process is before its provider",
			fstest.MapFS{"table.yaml": {Data: []byte(table)}}},
		{"book/two-lifecycles", "two files say what comes first",
			bookOf(t, "again.yaml", replace(t, lifecycle, "process-", "again-"), "table.yaml", table)},
		{"book/no-provider", "a lifecycle alone accepts nothing",
			bookOf(t)},
		{"book/empty-folder", "a folder without tables is no book",
			fstest.MapFS{}},
		{"book/yml", "a file with another ending would be left out",
			bookOf(t, "demo.yml", table, "table.yaml", table, "other.YAML", table)},
		{"book/unreadable-folder", "a folder that cannot be read is no book",
			unreadable{bookOf(t, "table.yaml", table), "."}},
		{"book/unreadable-file", "nobody knows what the file says, or whether it is the lifecycle",
			unreadable{bookOf(t, "table.yaml", table), "process.yaml"}},

		{"twice/provider-in-two-files", "either table could judge",
			bookOf(t, "again.yaml", replace(t, table, "demo-", "again-"), "table.yaml", table)},
		{"twice/id-in-two-files", "an id names one row of the book",
			bookOf(t, "again.yaml", replace(t, table, "provider: demo", "provider: again"), "table.yaml", table)},

		{"required/lifecycle-without-else", "it has to be said that the providers' tables go on",
			bookOf(t, "process.yaml", replace(t, lifecycle, "else: judge\n", ""), "table.yaml", table)},
		{"value/lifecycle-and-provider", "the lifecycle is nobody's own",
			bookOf(t, "process.yaml", replace(t, lifecycle, "'*'", "['*', other]"), "table.yaml", table)},
		{"value/lifecycle-accepts", "a result comes from a provider's signals alone",
			bookOf(t, "process.yaml", replace(t, lifecycle, "gives: [failed,", "gives: [accepted, failed,"), "table.yaml", table)},
		{"value/lifecycle-needs", "nothing is missing where nothing is judged",
			bookOf(t, "process.yaml", replace(t, lifecycle, "    shape: object\n", "    shape: object\n    needed: always\n"), "table.yaml", table)},
		{"key/result-of-the-lifecycle", "what a result is made of stands in a provider's table",
			bookOf(t, "process.yaml", lifecycle+"result:\n  firstName: /firstName\n", "table.yaml", table)},
		{"key/token-of-the-lifecycle", "the same, and there is nothing below the token",
			bookOf(t, "process.yaml", lifecycle+"unverifiedToken: /token\n", "table.yaml", table)},
		{"loss/of-the-lifecycle", "without its fail reason the process may be accepted by its provider's table",
			bookOf(t, "process.yaml", strings.Replace(lifecycle, "    loss: R22\n", "", 1), "table.yaml", table)},

		{"limit/file", "no parser looks at a file of more than a mebibyte",
			bookOf(t, "table.yaml", table+strings.Repeat("# and so on\n", 1<<17))},
		{"limit/condition", "a condition has 4 KiB at most",
			condition(`result == "clear"` + strings.Repeat(` or result == "clear"`, 200))},
		{"limit/nesting", "the parser of conditions descends once for each bracket",
			condition(strings.Repeat("(", 65) + `result == "clear"` + strings.Repeat(")", 65))},
		{"limit/nesting-unclosed", "brackets that are never closed count as well",
			condition(strings.Repeat("([{", 1000))},
		{"limit/rules", "1001 rules are one too many",
			rows(999, "", "  - {id: row-%d, status: rejected, when: 'result == \"consider\"', reason: Doubted., source: Demo, basis: text}\n")},
		{"limit/remarks", "1001 remarks are one too many",
			rows(1001, "remarks:\n", "  - {id: remark-%d, when: 'result == \"consider\"', reason: Doubted.}\n")},

		{"yaml/byte-order-mark", "some readers take it for a part of the first key",
			with("provider", "\ufeffprovider")},
		{"yaml/not-utf-8", "a byte of another encoding means nothing",
			with("title: Demo", "title: D\xe9mo")},
		{"yaml/control-character", "a character that nobody sees",
			with("title: Demo", "title: \"De\x07mo\"")},
		{"style/carriage-return", "for YAML the comment ends where an editor may show none of it",
			with("title: Demo", "title: Demo # the first\rreadings: R1")},
		{"style/next-line", "the same, by a character of EBCDIC",
			with("title: Demo", "title: Demo # the first\u0085readings: R1")},
		{"style/line-separator", "the same, by two of Unicode",
			with("title: Demo", "title: Demo # the first\u2028readings: R1\u2029")},
		{"style/right-to-left", "the line shows its end first, and reads as another condition",
			with(`'result == "clear"'`, "'result == \"\u202eclear\u202c\"'")},

		{"syntax/place-after-tab", "the caret stands under its character, tab or not",
			condition("result\t==\t\"clear\"\toder result == absent")},
		{"syntax/place-with-crlf", "lines that end as on Windows are counted alike",
			bookOf(t, "table.yaml", strings.ReplaceAll(replace(t, table, `'result == "clear"'`, "|\n      result == \"clear\"\n      oder result == absent"), "\n", "\r\n"))},
		{"syntax/place-under-a-blank-line", "blank lines before the condition count",
			condition("\n\n      result == \"clear\"\n      oder result == absent")},
		{"syntax/place-in-a-deeper-block", "spaces that the block keeps count as well",
			with(`'result == "clear"'`, "|2\n        result == \"clear\"\n       oder result == absent")},
	}
}

// bookOf is the embedded lifecycle with files over it: names and texts in turn.
func bookOf(t *testing.T, files ...string) fstest.MapFS {
	t.Helper()
	book := fstest.MapFS{"process.yaml": {Data: bookFile(t, "process.yaml")}}
	for pair := range slices.Chunk(files, 2) {
		book[pair[0]] = &fstest.MapFile{Data: []byte(pair[1])}
	}
	return book
}

// bookFile is a file of the embedded book.
func bookFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(rules.Book(), name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// replace replaces all there is of old; there has to be one.
func replace(t *testing.T, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("there is no %q to replace", old)
	}
	return strings.ReplaceAll(text, old, new)
}

// unreadable is a folder in which one file cannot be opened.
type unreadable struct {
	fs.FS
	name string
}

func (u unreadable) Open(name string) (fs.File, error) {
	if name == u.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.FS.Open(name)
}

// refusedName is the path of a file below testdata/refused without its ending.
func refusedName(t *testing.T, file string) string {
	t.Helper()
	name, err := filepath.Rel(refusedDir, strings.TrimSuffix(file, filepath.Ext(file)))
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}

// goldenNames are the names for which there is a golden. Every file in the
// folder has to be a golden or a table.
func goldenNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir(refusedDir, func(file string, e fs.DirEntry, err error) error {
		switch ext := filepath.Ext(file); {
		case err != nil:
			return err
		case e.IsDir() || ext == ".yaml":
		case ext == ".txt":
			names[refusedName(t, file)] = true
		default:
			t.Errorf("%s is neither a table nor a golden", file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
