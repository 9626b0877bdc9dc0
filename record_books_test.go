package verdict

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/record"
	"github.com/verdict-id/verdict/rules"
)

// bookBefore is the embedded book as it may have been before it changed: a reason
// had other words.
func bookBefore(t *testing.T) fs.FS {
	t.Helper()
	before := fstest.MapFS{}
	names, err := fs.Glob(rules.Book(), "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(rules.Book(), name)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(text), "The data on the chip did not verify.", "The chip did not verify.", 1)
		before[name] = &fstest.MapFile{Data: []byte(changed)}
	}
	return before
}

// TestReleasedBook: a record of a book that is no longer the working one verifies
// as long as the book is among the released ones, whether it was recorded before
// the book was released or later.
func TestReleasedBook(t *testing.T) {
	before := bookBefore(t)
	old, err := Load(before)
	if err != nil {
		t.Fatal(err)
	}
	if old.Hash() == embedded().Hash() {
		t.Fatal("the book before is the working one")
	}
	text, err := old.Record(ReadID{ChipVerification: "FAILED"})
	if err != nil {
		t.Fatal(err)
	}
	const version = "0.9.0"
	with := newShelf([]rules.Release{{Version: "0.8.0", Hash: "sha256:other"}, {Version: version, Hash: old.Hash(), Book: before}})
	broken := newShelf([]rules.Release{{Version: version, Hash: old.Hash(), Book: fstest.MapFS{}}})
	for _, c := range []struct {
		why     string
		e       *Engine
		books   shelf
		version string // of the book, in the record
		want    []record.Kind
	}{
		{"the engine has the book itself", old, shelf{}, record.Unreleased, nil},
		{"recorded before the book was released", embedded(), with, record.Unreleased, nil},
		{"recorded when it was released", embedded(), with, version, nil},
		{"an engine of one's own reaches released books too", old, with, version, nil},
		{"no book with this hash was released", embedded(), shelf{}, record.Unreleased, []record.Kind{record.NoBook}},
		{"the book has one version", embedded(), with, "0.8.0", []record.Kind{record.BookVersion}},
		{"a book that was never released has none", old, shelf{}, version, []record.Kind{record.BookVersion}},
		{"a released book that cannot be loaded any more", embedded(), broken, version, []record.Kind{record.NoBook}},
	} {
		r, err := record.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		r.Book.Version = c.version
		r.ID = r.Hash()
		var got []record.Kind
		var wrong *record.VerifyError
		if errors.As(c.e.verify(r.JSON(), c.books), &wrong) {
			for _, p := range wrong.Problems {
				got = append(got, p.Kind)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: problems (-want +got):\n%s", c.why, diff)
		}
	}
}

// TestVersionOfBook: the records of a released book name its version.
func TestVersionOfBook(t *testing.T) {
	books := newShelf([]rules.Release{{Version: "1.2.3", Hash: "sha256:a"}})
	if got := books.version("sha256:a"); got != "1.2.3" {
		t.Errorf("the version is %s, want 1.2.3: the book was released as that", got)
	}
	if got := books.version("sha256:b"); got != record.Unreleased {
		t.Errorf("the version is %s, want %s: the book was never released", got, record.Unreleased)
	}
}

// TestEmbeddedBookAtHand: an engine of one's own verifies records of the embedded
// book as well.
func TestEmbeddedBookAtHand(t *testing.T) {
	old, err := Load(bookBefore(t))
	if err != nil {
		t.Fatal(err)
	}
	text, err := embedded().Record(Connect{IDToken: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := old.Verify(text); err != nil {
		t.Error(err)
	}
}
