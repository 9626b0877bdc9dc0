// Package pages compares parts of pages with what tests find. It is for tests
// alone.
package pages

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Part compares what stands in a page between the comments <!-- name --> and
// <!-- end -->; with update it writes it.
func Part(t *testing.T, file, name, want string, update bool) {
	t.Helper()
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	open := "<!-- " + name + " -->\n"
	before, rest, found := strings.Cut(string(page), open)
	part, after, ended := strings.Cut(rest, "<!-- end -->")
	if !found || !ended {
		t.Fatalf("%s has no part %q … <!-- end -->", file, open)
	}
	if update {
		if err := os.WriteFile(file, []byte(before+open+want+"<!-- end -->"+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(part, want); diff != "" {
		t.Errorf("%s, %s (-page +now); if the change is right, run go test -update:\n%s", file, name, diff)
	}
}
