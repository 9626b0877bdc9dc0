package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/rules"
)

// working makes a folder as rules/ is, with no book released yet.
func working(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, rules.Book()); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, "releases", "releases.txt"), "# none\n")
	write(t, filepath.Join(folder, "README.md"), "no table, and no part of the book")
	return folder
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// change changes a sentence of the working book, and with it its hash.
func change(t *testing.T, folder string) {
	t.Helper()
	file := filepath.Join(folder, "readid.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, strings.Replace(string(text), "did not verify.", "do not verify.", 1))
}

func releasesIn(t *testing.T, folder string) []rules.Release {
	t.Helper()
	all, err := rules.ReadReleases(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestRelease releases two books one after the other: both stay, in that order, as
// they were when they were released.
func TestRelease(t *testing.T) {
	folder := working(t)
	if got := releasesIn(t, folder); len(got) != 0 {
		t.Fatalf("%d releases before the first", len(got))
	}
	if err := release(folder, "1.0.0"); err != nil {
		t.Fatal(err)
	}
	change(t, folder)
	if err := release(folder, "1.10.0"); err != nil {
		t.Fatal(err)
	}
	released := releasesIn(t, folder)
	var versions []string
	for _, r := range released {
		versions = append(versions, r.Version)
		engine, err := verdict.Load(r.Book)
		if err != nil || engine.Hash() != r.Hash {
			t.Errorf("%s: the list has the hash %s, and the book %v (%v)", r.Version, r.Hash, engine, err)
		}
	}
	if diff := cmp.Diff([]string{"1.0.0", "1.10.0"}, versions); diff != "" {
		t.Errorf("released versions (-want +got):\n%s", diff)
	}
	first, err := verdict.Load(nil)
	if err != nil || released[0].Hash != first.Hash() || released[1].Hash == first.Hash() {
		t.Errorf("the first is the embedded book, the second a changed one; got %s and %s (%v)", released[0].Hash, released[1].Hash, err)
	}
	if files, err := fs.Glob(released[0].Book, "*.md"); err != nil || len(files) > 0 {
		t.Errorf("%v (%v) is released, and is no table", files, err)
	}
}

func TestReleaseRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T, folder string)
		version string
		says    string
	}{
		"a name is no version":            {nil, "latest", `"latest" is no version`},
		"a tag is no version":             {nil, "v1.0.0", `"v1.0.0" is no version`},
		"a path is no version":            {nil, "../1.0.0", `"../1.0.0" is no version`},
		"a version has three numbers":     {nil, "1.0", `"1.0" is no version`},
		"a version stays what it is":      {change, "1.0.0", "version 1.0.0 is released already"},
		"a book has one version":          {nil, "1.0.1", "as version 1.0.0"},
		"a book that is refused":          {func(t *testing.T, folder string) { write(t, filepath.Join(folder, "more.yaml"), "rules: []") }, "1.0.1", "the rule book is refused"},
		"a list of releases that is none": {func(t *testing.T, folder string) { write(t, filepath.Join(folder, "releases/releases.txt"), "1.0.0\n") }, "1.0.1", "a line is a version, a space and a hash"},
		"a folder that is in the way": {func(t *testing.T, folder string) {
			change(t, folder)
			write(t, filepath.Join(folder, "releases/1.0.1/x"), "")
		}, "1.0.1", "file exists"},
		"there is no list of the releases": {func(t *testing.T, folder string) { os.Remove(filepath.Join(folder, "releases/releases.txt")) }, "1.0.1", "releases.txt"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := working(t)
			if err := release(folder, "1.0.0"); err != nil {
				t.Fatal(err)
			}
			if c.prepare != nil {
				c.prepare(t, folder)
			}
			list, _ := os.ReadFile(filepath.Join(folder, "releases/releases.txt"))
			if err := release(folder, c.version); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
			if after, _ := os.ReadFile(filepath.Join(folder, "releases/releases.txt")); string(after) != string(list) {
				t.Errorf("the list has changed: %s", after)
			}
		})
	}
}
