package diff

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// reshapes are changes of where and how a signal is read, of one line each.
var reshapes = []edit{
	{regexp.MustCompile(`^    path: /providerSpecific/[a-zA-Z]+/`), func(was string) string {
		return strings.Replace(was, "/providerSpecific/", "/providerSpecific/moved/", 1)
	}},
	{regexp.MustCompile(`^    path: .*/[a-zA-Z]+$`), func(was string) string { return was + "/inside" }},
	{regexp.MustCompile(`^    path: .*/[a-zA-Z]+$`), func(was string) string { return was[:strings.LastIndex(was, "/")] }},
	{regexp.MustCompile(`^    path: .*/[a-zA-Z]+$`), func(was string) string {
		path := strings.TrimPrefix(was, "    path: ")
		return was + "\n    also: " + strings.Replace(path, "/providerSpecific/", "/providerSpecific2/", 1)
	}},
	{regexp.MustCompile(`^    path: .*/\*`), func(was string) string { return strings.Replace(was, "/*", "/[]", 1) }},
	{regexp.MustCompile(`^    path: .*/\[\]`), func(was string) string { return strings.Replace(was, "/[]", "/*", 1) }},
	{regexp.MustCompile(`^    also: `), func(string) string { return "    # no other name" }},
	{regexp.MustCompile(`^    code: `), func(string) string { return "    # no code" }},
	{regexp.MustCompile(`^    shape: `), with("shape: any")},
	{regexp.MustCompile(`^    type: presence`), with("type: presence\n    shape: string")},
}

// TestDocumentsOfEdits: the same as TestDocuments of shipped tables and of
// edits of them. The documents are one that the old table accepts, or what is
// empty, with anything in any one place.
func TestDocumentsOfEdits(t *testing.T) {
	shipped := shippedFiles(t)
	edited, changed, hidden, newly := 0, 0, 0, 0
	for _, name := range slices.Sorted(maps.Keys(shipped)) {
		if name == "process.yaml" {
			continue // which gives no document a status of its own
		}
		book := load(t, fstest.MapFS{"process.yaml": shipped["process.yaml"], name: shipped[name]})
		text, _, _ := strings.Cut(string(shipped[name].Data), "\ntests:")
		for _, mutant := range mutantsOf(text) {
			after, problems := rulebook.Load(fstest.MapFS{"process.yaml": shipped["process.yaml"], name: {Data: []byte(mutant.text)}})
			if len(problems) > 0 {
				continue
			}
			edited++
			for _, tables := range [][2]*rulebook.Table{{book.Tables[0], after.Tables[0]}, {after.Tables[0], book.Tables[0]}} {
				w := newWatch(t, tables[0], tables[1])
				w.what = fmt.Sprintf("%s: %s: ", name, mutant.line)
				w.checkAround(t)
				changed, hidden, newly = changed+w.changed, hidden+w.hidden, newly+w.newly
			}
		}
	}
	if edited < 30 || changed < 1000 || hidden < 100 || newly < 100 {
		t.Errorf("%d edits change the outcomes of %d documents, %d of them by what only a caveat names, %d newly accepted; that is too few", edited, changed, hidden, newly)
	}
}

// mutant is a table with one line edited.
type mutant struct{ line, text string }

// mutantsOf makes each of the edits at the first line where it can be made, and
// at the last.
func mutantsOf(text string) []mutant {
	var mutants []mutant
	lines := strings.Split(text, "\n")
	for _, e := range reshapes {
		first := slices.IndexFunc(lines, e.pattern.MatchString)
		if first < 0 {
			continue
		}
		last := first
		for n, line := range lines {
			if e.pattern.MatchString(line) {
				last = n
			}
		}
		for _, n := range slices.Compact([]int{first, last}) {
			line := lines[n]
			lines[n] = e.to(line)
			mutants = append(mutants, mutant{lines[n], strings.Join(lines, "\n")})
			lines[n] = line
		}
	}
	return mutants
}

// checkAround checks documents with anything in any one place of those that
// only one of the tables reads, or reads otherwise.
func (w *watch) checkAround(t *testing.T) {
	t.Helper()
	accepted, _ := w.Accepted()
	for _, p := range w.differing() {
		for _, value := range odd {
			for _, base := range []Witness{{}, accepted} {
				doc, _ := Write(strings.Replace(w.tables[0].Providers[0], "*", "any", 1), base)
				w.check(t, write(decoded(doc), p, 0, decoded([]byte(value))))
			}
		}
	}
}

// differing are the places of what signals the two tables read otherwise.
func (w *watch) differing() []rulebook.Path {
	var places []rulebook.Path
	for _, in := range w.inputs {
		if in.signals[0] == nil || in.signals[1] == nil || !in.alike() || in.signals[0].Shape != in.signals[1].Shape || (in.signals[0].Code == nil) != (in.signals[1].Code == nil) {
			for _, p := range in.places {
				for i := range p.steps {
					if !slices.ContainsFunc(places, func(q rulebook.Path) bool { return slices.Equal(q, p.steps[:i+1]) }) {
						places = append(places, p.steps[:i+1])
					}
				}
			}
		}
	}
	return places
}
