package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/rules"
)

// TestDiffFailsOnMayAccept: a signal that only a claim asks about goes, and with
// it the refusal of anything but an object above it. No region is newly
// accepted, but documents may be, and a check for that must not pass.
func TestDiffFailsOnMayAccept(t *testing.T) {
	const file = "facetec.yaml"
	plain, err := fs.ReadFile(rules.Book(), file)
	if err != nil {
		t.Fatal(err)
	}
	noted := strings.Replace(string(plain), "\nsignals:\n", "\nsignals:\n  note: {meaning: A note., path: /providerSpecific/extra/note, type: presence, order: none}\n", 1)
	noted = strings.Replace(noted, "\nclaims:\n", "\nclaims:\n  - {id: facetec-claim-note, never: accepted, when: 'matchLevel == absent and note == present', why: A note is no match.}\n", 1)
	without, with := bookFolder(t, file, string(plain)), bookFolder(t, file, noted)
	for _, c := range []struct {
		why, before, after string
		status             int
	}{
		{"the refusal goes, and what was refused may be accepted", with, without, exitAnswer},
		{"the refusal comes: nothing is accepted for that", without, with, 0},
	} {
		out, errs, status := run("", "diff", "--fail-on", "newly-accepted", c.before, c.after)
		if status != c.status || errs != "" || !strings.HasPrefix(out, "No region changes, though ") {
			t.Errorf("%s: exit %d, want %d\n%s%s", c.why, status, c.status, out, errs)
		}
	}
	if _, _, status := run("", "diff", without, with); status != exitAnswer {
		t.Errorf("without --fail-on: exit %d, want %d, as outcomes may change", status, exitAnswer)
	}
}

// bookFolder writes the embedded tables to a folder, with another text of one.
func bookFolder(t *testing.T, file, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, rules.Book()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}
