package rules_test

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/rules"
)

// TestReleases: every released book can still be loaded, and is what the list says;
// and no folder is left out of the list. As long as nothing is released there is
// nothing to check; package release releases a book to test that.
func TestReleases(t *testing.T) {
	var listed []string
	for _, r := range rules.Releases() {
		listed = append(listed, r.Version)
		engine, err := verdict.Load(r.Book)
		if err != nil {
			t.Errorf("%s cannot be loaded any more, so that its records verify no more: %v", r.Version, err)
		} else if engine.Hash() != r.Hash {
			t.Errorf("%s has the hash %s, the list says %s; a released book never changes", r.Version, engine.Hash(), r.Hash)
		}
	}
	entries, err := os.ReadDir("releases")
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, e := range entries {
		if e.IsDir() {
			folders = append(folders, e.Name())
		}
	}
	if diff := cmp.Diff(folders, slices.Sorted(slices.Values(listed))); diff != "" {
		t.Errorf("folders, and versions in releases.txt (-folders +versions):\n%s", diff)
	}
}
