package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/verdict-id/verdict"
)

// TestCheck: answers that are wrong, out of order, missing or too many are
// seen.
func TestCheck(t *testing.T) {
	const accepted, rejected = `{"status":"accepted"}` + "\n", `{"status":"rejected"}` + "\n"
	s := &stream{statuses: []verdict.Status{verdict.Accepted, verdict.Rejected}}
	for _, c := range []struct {
		answers string
		ok      bool
		why     string
	}{
		{accepted + rejected, true, "as it should be"},
		{rejected + accepted, false, "out of order"},
		{accepted, false, "one is missing"},
		{accepted + rejected + rejected, false, "one too many"},
	} {
		path := filepath.Join(t.TempDir(), "answers")
		if err := os.WriteFile(path, []byte(c.answers), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := s.check(path); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.why, err)
		}
	}
}
