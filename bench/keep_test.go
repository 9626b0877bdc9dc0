package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReplace(t *testing.T) {
	const text = "before\n<!-- x: made by go run . -update -->\nold\n<!-- x ends -->\nafter\n"
	const want = "before\n<!-- x: made by go run . -update -->\n\nnew\n\n<!-- x ends -->\nafter\n"
	for _, text := range []string{text, want} { // a second time changes nothing
		got, err := replace(text, "x", "new\n")
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
	if _, err := replace(text, "y", "new"); err == nil {
		t.Error("no error, and there are no markers for y")
	}
}

// TestReadmeHasParts: -update finds a place for each part.
func TestReadmeHasParts(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if _, err := replace(string(text), p.name, "x"); err != nil {
			t.Error(err)
		}
	}
}
