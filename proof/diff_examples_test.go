package proof_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/rules"
)

// TestExampleBooks: an example book is the embedded one with a few places
// changed, and its difference is what testdata says.
func TestExampleBooks(t *testing.T) {
	for _, c := range []struct {
		name, file string
		changes    []string // what there is and what comes instead
	}{
		{"facetec-level-8", "facetec.yaml", []string{
			"provider: facetec\n", "# A stricter threshold than that of the embedded table: a face has to match at\n# level 8, not 6. See README.md / What a change of rules changes.\nprovider: facetec\n",
			"matchLevel in 1..5 and livenessPassed", "matchLevel in 1..7 and livenessPassed",
			"but the match is weaker than level 6.", "but the match is weaker than level 8.",
			"matchLevel in 6..15 and livenessPassed", "matchLevel in 8..15 and livenessPassed",
			"the face matched at level 6 or above.", "the face matched at level 8 or above.",
			"'matchLevel not in 6..15'", "'matchLevel not in 8..15'",
			"why: Level 6 is the lowest that the source accepts.", "why: Level 8 is the lowest that this bank accepts. The source would accept 6.",
			"- about: level 6 is enough", "- about: level 8 is enough",
			"matchLevel: 6}", "matchLevel: 8}",
			"- about: level 5 is not", "- about: level 7 is not",
			"matchLevel: 5}", "matchLevel: 7}",
		}},
		{"onfido-caution-rejects", "onfido.yaml", []string{
			"provider: onfido\n", "# A bank that sends every caution to rejected, where the embedded table is\n# inconclusive. So caution is worse than suspected, and stands after it.\nprovider: onfido\n",
			"    values: [clear, caution, suspected, rejected]", "    values: [clear, suspected, caution, rejected]",
			"  - id: onfido-caution\n    status: inconclusive", "  - id: onfido-caution-rejected\n    status: rejected",
			"did not pass, though nothing points to fraud.", "did not pass, and this bank does not look at doubtful documents again.",
			"    basis: R6", "    basis: R101",
		}},
	} {
		folder := "../examples/books/" + c.name
		for name, data := range shippedFiles(t) {
			want := strings.Replace(data, "$schema=schema.json", "$schema=../../../rules/schema.json", 1)
			for i := 0; name == c.file && i < len(c.changes); i += 2 {
				if strings.Count(want, c.changes[i]) != 1 {
					t.Errorf("%s: %q stands there %d times, want once", name, c.changes[i], strings.Count(want, c.changes[i]))
				}
				want = strings.Replace(want, c.changes[i], c.changes[i+1], 1)
			}
			compareWith(t, filepath.Join(folder, name), want)
		}
		d := difference(t, rules.Book(), os.DirFS(folder))
		if len(d.Regions) == 0 {
			t.Errorf("%s changes nothing", c.name)
		}
		var b bytes.Buffer
		if err := d.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		compareWith(t, "testdata/diff-"+c.name+".txt", bookHash.ReplaceAllString(b.String(), "sha256:BOOK"))
	}
}

// shippedFiles are the files of the embedded book by name.
func shippedFiles(t *testing.T) map[string]string {
	t.Helper()
	names, err := fs.Glob(rules.Book(), "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	files := map[string]string{}
	for _, name := range names {
		files[name] = string(embedded(t, name))
	}
	return files
}

// compareWith compares a file with what it should be, or rewrites it.
func compareWith(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s (-want +it is; rewrite with -update):\n%s", file, diff)
	}
}
