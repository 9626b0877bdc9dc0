package suite

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/pages"
)

var update = flag.Bool("update", false, "write the vectors, and what the suite's README says of them")

const folder = "../../conformance"

// TestVectorsAreCurrent: the committed vectors are those that the rule tables
// and the documents written by hand give.
func TestVectorsAreCurrent(t *testing.T) {
	if testing.Short() {
		t.Skip("go generate, which CI runs beside this, compares them too")
	}
	vectors, err := Make(os.DirFS("../../testdata/documents"))
	if err != nil {
		t.Fatal(err)
	}
	checkRetired(t, vectors)
	for _, group := range Groups {
		lines, err := Lines(vectors[group])
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, "vectors", group+".jsonl")
		if *update {
			if err := os.WriteFile(file, lines, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if committed := readFile(t, file); committed != string(lines) {
			t.Errorf("%s is not what is generated; run go generate ./internal/suite and read the difference:\n%.4000s", file, cmp.Diff(committed, string(lines)))
		}
	}
}

// checkRetired sees to it that no id comes back. With -update the ids that are
// gone from the vectors, as they were built into this test, are retired.
func checkRetired(t *testing.T, vectors map[string][]Vector) {
	t.Helper()
	ids := map[string]bool{}
	for _, group := range vectors {
		for _, v := range group {
			ids[v.ID] = true
		}
	}
	file := filepath.Join(folder, "retired.txt")
	text := readFile(t, file)
	for line := range strings.Lines(text) {
		if id := strings.TrimSpace(line); ids[id] {
			t.Errorf("the id %s was retired; a vector needs another one", id)
		}
	}
	for v := range conformance.Vectors() {
		switch {
		case ids[v.ID]:
		case *update:
			text += v.ID + "\n"
		default:
			t.Errorf("%s is gone; run go generate ./internal/suite, which retires it", v.ID)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReadme: what the suite's README counts and lists is so.
func TestReadme(t *testing.T) {
	var numbers strings.Builder
	fmt.Fprintf(&numbers, "| group | must | reading | robustness | all |\n|---|---|---|---|---|\n")
	count := map[string]int{}
	flags := map[string]bool{}
	for v := range conformance.Vectors() {
		for _, group := range []string{v.Group, "all"} {
			count[group+string(v.Level)]++
			count[group]++
		}
		for _, flag := range v.Flags {
			flags[flag] = true
		}
	}
	for _, group := range append(slices.Clone(Groups), "all") {
		fmt.Fprintf(&numbers, "| %s | %d | %d | %d | %d |\n", group, count[group+"must"], count[group+"reading"], count[group+"robustness"], count[group])
	}
	readme := filepath.Join(folder, "README.md")
	pages.Part(t, readme, "numbers", numbers.String(), *update)

	var sides strings.Builder
	fmt.Fprintf(&sides, "| declare | what holds then |\n|---|---|\n")
	for _, s := range Sides() {
		fmt.Fprintf(&sides, "| `%s` | %s |\n", s, s.Says)
	}
	fmt.Fprintf(&sides, "\nNot every other side can be asserted:\n\n")
	for _, w := range readProfiles().Without {
		fmt.Fprintf(&sides, "- %s: %s\n", w.Reading, w.Why)
	}
	pages.Part(t, readme, "sides", sides.String(), *update)

	page := readFile(t, readme)
	for flag := range flags {
		if !strings.HasPrefix(flag, "R") && !strings.Contains(page, "| `"+flag+"` |") {
			t.Errorf("the README does not explain the flag %s", flag)
		}
	}
}

// TestSeparated: every side that can be declared is told from the chosen one by
// vectors, and the register names some.
func TestSeparated(t *testing.T) {
	vectors := map[string][]string{}
	for v := range conformance.Vectors() {
		for _, p := range v.Profiles {
			if len(p.With) > 1 {
				continue
			}
			for reading, side := range p.With {
				vectors[reading+"="+side] = append(vectors[reading+"="+side], v.ID)
			}
		}
	}
	var table strings.Builder
	table.WriteString("| side | vectors | such as |\n|---|---|---|\n")
	for _, s := range Sides() {
		ids := vectors[s.String()]
		if len(ids) == 0 {
			t.Errorf("no vector tells %s from the side that was chosen", s)
			continue
		}
		fmt.Fprintf(&table, "| %s (%s) | %d | `%s` |\n", s.Reading, s.Letter, len(ids), strings.Join(ids[:min(2, len(ids))], "`, `"))
	}
	pages.Part(t, "../../rules/INTERPRETATIONS.md", "separated", table.String(), *update)
}

func readFile(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
