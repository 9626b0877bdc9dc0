package python

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/pages"
)

const (
	root    = "../.."           // where every command runs
	example = "examples/python" // from there
	readme  = "../../" + example + "/README.md"
	fewest  = 150 // mistakes that there have to be
)

var update = flag.Bool("update", false, "write examples/python/README.md instead of comparing with it")

// TestPython builds the command once, and runs it with every implementation.
func TestPython(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Fatalf("examples/python needs python3, 3.9 or later: install it, or put it on the PATH (%v)", err)
	}
	t.Setenv("PYTHONDONTWRITEBYTECODE", "1")
	verdict := build(t)
	t.Run("right", func(t *testing.T) { testRight(t, verdict) })
	t.Run("wrong", func(t *testing.T) { testWrong(t, verdict) })
	t.Run("README", func(t *testing.T) { testReadme(t, verdict) })
}

// build gives the path of the command, built from this tree.
func build(t *testing.T) string {
	t.Helper()
	verdict := filepath.Join(t.TempDir(), "verdict")
	cmd := exec.Command("go", "build", "-o", verdict, "./cmd/verdict")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build ./cmd/verdict: %v\n%s", err, out)
	}
	return verdict
}

// conform puts the suite to an implementation, and gives the report and the exit
// status.
func conform(t *testing.T, verdict string, implementation ...string) (conformance.Report, int) {
	t.Helper()
	cmd := exec.Command(verdict, append([]string{"conform", "--json", "--", "python3"}, implementation...)...)
	cmd.Dir = root
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	var report conformance.Report
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("the report cannot be read: %v\n%s", err, complaint.String())
	}
	return report, cmd.ProcessState.ExitCode()
}

// testRight: the right implementation passes every vector, and skips none.
func testRight(t *testing.T, verdict string) {
	report, status := conform(t, verdict, example+"/conform.py")
	if status != 0 || !report.Green || report.Skipped > 0 || report.Passed == 0 {
		t.Errorf("exit status %d, %d of %d vectors pass and %d are skipped; want all to pass",
			status, report.Passed, report.Vectors, report.Skipped)
	}
	for _, f := range report.Failures[:min(5, len(report.Failures))] {
		t.Errorf("%s %s: want %v, got %v; %s", f.Kind, f.ID, f.Expected, f.Got, f.Again)
	}
}

// testWrong: the suite catches every mistake, by wrong answers and not by a crash.
// The README says which vectors do. What the command would report is judged here,
// which takes half the time; about some mistakes the command itself is asked.
func testWrong(t *testing.T, verdict string) {
	mistakes, answers := list(t), answers(t)
	vectors := slices.Collect(conformance.Vectors())
	rows := make([]string, len(mistakes))
	for i, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			report := judged(vectors, answers[m.name])
			if report.Failed == 0 || report.Failures[0].Kind == conformance.Garbage {
				t.Fatalf("%d vectors fail; want at least one, by a wrong answer", report.Failed)
			}
			rows[i] = row(m, report)
			if i%asked == 0 || slices.ContainsFunc(report.Kinds, func(k conformance.KindCount) bool { return k.Kind == conformance.Garbage }) {
				byCommand(t, verdict, m, rows[i])
			}
		})
	}
	if !t.Failed() {
		const head = "| mistake | what it does | vectors that fail | the first of them |\n|---|---|---|---|\n"
		pages.Part(t, readme, "mistakes", head+strings.Join(rows, ""), *update)
	}
}

// asked is of how many mistakes the command is asked about one, beside those that make
// an implementation say what is no answer.
const asked = 40

// byCommand: the command reports the same of a mistake.
func byCommand(t *testing.T, verdict string, m mistake, want string) {
	t.Helper()
	report, status := conform(t, verdict, example+"/wrong.py", m.name)
	if status != 1 || len(report.Faults) > 0 {
		t.Errorf("exit status %d, faults %v; want 1, and no fault of the run", status, report.Faults)
	}
	if diff := cmp.Diff(want, row(m, report)); diff != "" {
		t.Errorf("the command reports something else (-here +command):\n%s", diff)
	}
}

// mistake is one line of wrong.py --list.
type mistake struct{ name, about string }

func list(t *testing.T) []mistake {
	t.Helper()
	cmd := exec.Command("python3", example+"/wrong.py", "--list")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("wrong.py --list: %v", err)
	}
	var mistakes []mistake
	for line := range strings.Lines(string(out)) {
		name, about, found := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !found || name == "" || about == "" {
			t.Fatalf("wrong.py --list says %q; want a name, a tab, and what it does", line)
		}
		mistakes = append(mistakes, mistake{name, about})
	}
	if len(mistakes) < fewest {
		t.Fatalf("there are %d mistakes, want at least %d", len(mistakes), fewest)
	}
	return mistakes
}

// row is a mistake's line in the README's table.
func row(m mistake, report conformance.Report) string {
	var kinds, first []string
	for _, k := range report.Kinds {
		kinds = append(kinds, fmt.Sprintf("%d %s", k.Count, k.Kind))
	}
	for _, f := range report.Failures[:min(2, len(report.Failures))] {
		first = append(first, "`"+f.ID+"`")
	}
	return fmt.Sprintf("| `%s` | %s | %s | %s |\n", m.name, m.about, strings.Join(kinds, ", "), strings.Join(first, ", "))
}

// skips is the list that the README shows.
const skips = "# The new reader of numbers comes in March.\nfacetec/bound/matchLevel/6=* reads whole numbers only, ticket 112\n"

// commands are those of which the README shows what they print, by part.
var commands = []struct{ part, line string }{
	{"green", "verdict conform -- python3 examples/python/conform.py"},
	{"failure", "verdict conform --run facetec/bound/matchLevel/6 -- python3 examples/python/wrong.py level-above-six"},
	{"list", "verdict conform --list --run 'onfido/word/subResult/*'"},
	{"profile", "verdict conform --list --run 'onfido/word/subResult/*' --profile R6=b"},
	{"skip", "verdict conform --run 'facetec/bound/matchLevel/6*' --skip known.txt -- python3 examples/python/wrong.py level-digits-only"},
}

// testReadme: what the README shows of commands and files is what there is.
func testReadme(t *testing.T, verdict string) {
	dir := t.TempDir()
	known := filepath.Join(dir, "known.txt")
	if err := os.WriteFile(known, []byte(skips), 0o600); err != nil {
		t.Fatal(err)
	}
	pages.Part(t, readme, "known.txt", indent(skips), *update)
	for _, c := range commands {
		cmd := exec.Command("sh", "-c", strings.ReplaceAll(c.line, " known.txt ", " '"+known+"' "))
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(verdict)+string(filepath.ListSeparator)+os.Getenv("PATH"))
		out, err := cmd.Output()
		if len(out) == 0 {
			t.Fatalf("%s prints nothing (%v)", c.line, err)
		}
		pages.Part(t, readme, c.part, indent("$ "+c.line+"\n"+string(out)), *update)
	}
}

// indent makes a block of a page of the text.
func indent(text string) string {
	var b strings.Builder
	b.WriteString("\n")
	for line := range strings.Lines(text) {
		if line != "\n" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	b.WriteString("\n")
	return b.String()
}
