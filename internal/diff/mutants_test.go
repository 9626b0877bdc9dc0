package diff

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// edit is a way to change a line of a rule file.
type edit struct {
	pattern *regexp.Regexp
	to      func(was string) string
}

// edits are changes of one line that nearly always leave a table that can be
// read.
var edits = []edit{
	{regexp.MustCompile(`^    status: (inconclusive|rejected|failed|processing|pending)$`), with("status: canceled")},
	{regexp.MustCompile(`^    status: canceled$`), with("status: failed")},
	{regexp.MustCompile(`^    status: accepted$`), with("status: pending")},
	{regexp.MustCompile(`^    when: .*==`), func(was string) string { return strings.Replace(was, "==", "!=", 1) }},
	{regexp.MustCompile(`^    when: .*absent\]`), func(was string) string { return strings.Replace(was, ", absent]", "]", 1) }},
	{regexp.MustCompile(`^    when: .*[0-9]+\.\.`), func(was string) string { return regexp.MustCompile(`[0-9]+\.\.`).ReplaceAllString(was, "2..") }},
	{regexp.MustCompile(`^    path: .*/[a-zA-Z]+$`), func(was string) string { return was + "Moved" }},
	{regexp.MustCompile(`^    also: `), func(string) string { return "    # no other name" }},
	{regexp.MustCompile(`^    range: `), with("range: [20, 0]")},
	{regexp.MustCompile(`^    words: .*'\*'`), func(was string) string { return strings.Replace(was, "'*'", "oneWord", 1) }},
	{regexp.MustCompile(`^      [A-Z_a-z]+: [A-Z_a-z]+$`), func(was string) string { return strings.Replace(was, ":", "2:", 1) }},
	{regexp.MustCompile(`^    shape: `), with("shape: any")},
}

func with(line string) func(string) string { return func(string) string { return "    " + line } }

// TestMutants edits every line of the shipped tables that can be edited. Each
// region has a witness, and its document leads by both books to what the region
// says, decided in the slow way, which knows no diagram.
func TestMutants(t *testing.T) {
	shipped := shippedFiles(t)
	regions, changed := 0, 0
	for _, name := range slices.Sorted(maps.Keys(shipped)) {
		files := fstest.MapFS{"process.yaml": shipped["process.yaml"], name: shipped[name]}
		lifecycle := name == "process.yaml"
		if lifecycle {
			files["readid.yaml"] = shipped["readid.yaml"]
		}
		book := load(t, files)
		lines := strings.Split(string(shipped[name].Data), "\n")
		for n, line := range lines {
			for _, e := range edits {
				if !e.pattern.MatchString(line) {
					continue
				}
				lines[n] = e.to(line)
				files[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
				lines[n] = line
				mutant, problems := rulebook.Load(files)
				if len(problems) > 0 {
					continue // such as a row that accepts by what is not the case
				}
				found := checkWitnesses(t, fmt.Sprintf("%s:%d: %s", name, n+1, e.to(line)), book, mutant, lifecycle)
				regions += found
				changed += truth(found > 0)
			}
		}
	}
	const least = 80
	if changed < least {
		t.Errorf("%d mutants with %d regions differ, want at least %d mutants", changed, regions, least)
	}
}

func checkWitnesses(t *testing.T, what string, book, mutant *rulebook.Book, lifecycle bool) int {
	t.Helper()
	before, after := book.Tables[0], mutant.Tables[0]
	if lifecycle {
		before, after = book.Lifecycle, mutant.Lifecycle
	}
	c, regions := compare(t, before, after)
	if got := c.Caveats(); len(got) > 0 && !strings.Contains(what, "no other name") {
		t.Errorf("%s: %+v", what, got)
	}
	for _, r := range regions {
		provider, parts := strings.Replace(before.Providers[0], "*", "any", 1), []Witness{r.Witness}
		want := [2]Outcome{r.Before, r.After}
		if lifecycle {
			provider = "readid"
			for i, o := range want {
				if o == Judged {
					want[i] = Undecided // of ReadID, which gets no signals
				}
			}
		}
		doc, context := Write(provider, parts...)
		got := [2]Outcome{outcomeIn(book, doc, context), outcomeIn(mutant, doc, context)}
		if got != want {
			t.Errorf("%s: %s with %v gives %v, want %v (%s)", what, doc, context, got, want, r.Witness.Says)
		}
	}
	return len(regions)
}

// outcomeIn decides a document in the slow way.
func outcomeIn(book *rulebook.Book, doc []byte, context map[string]string) Outcome {
	switch a := reference.Decide(book, doc, context); a.Kind {
	case reference.UnknownValue:
		return UnknownValue
	case reference.UnknownProvider:
		return UnknownProvider
	default:
		status, _ := rulebook.ParseStatus(a.Kind)
		return Outcome(status)
	}
}

func shippedFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(rules.Book(), "*.yaml")
	if err != nil || len(names) != 8 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(rules.Book(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

func load(t *testing.T, files fstest.MapFS) *rulebook.Book {
	t.Helper()
	book, problems := rulebook.Load(files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return book
}
