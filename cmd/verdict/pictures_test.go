package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPictures: the diagrams of the rule book are as they were last looked at,
// those of all tables, and no other.
func TestPictures(t *testing.T) {
	view, err := viewIn("")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"rules.dot"}
	for _, table := range view.Tables {
		name := strings.TrimSuffix(table.File, ".yaml")
		want = append(want, name+".svg")
		provider := strings.TrimSuffix(strings.Replace(table.Providers[0], "*", "process", 1), ":process")
		t.Run(name, func(t *testing.T) {
			compareFile(t, filepath.Join("testdata/pictures", name+".svg"), func(string) string { return drawnBy(t, "svg", provider) })
		})
	}
	t.Run("dot", func(t *testing.T) {
		compareFile(t, "testdata/pictures/rules.dot", func(string) string { return drawnBy(t, "dot") })
	})
	files, err := os.ReadDir("testdata/pictures")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		got = append(got, f.Name())
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(want)), got); diff != "" {
		t.Errorf("pictures (-want +got):\n%s", diff)
	}
}

// drawnBy is what the command prints. It is the same a second time.
func drawnBy(t *testing.T, format string, args ...string) string {
	t.Helper()
	var outs [2]bytes.Buffer
	for i := range outs {
		c := &command{stdout: &outs[i], stderr: os.Stderr}
		if exit := c.run(append([]string{"rules", "--format", format}, args...)); exit != exitOK {
			t.Fatalf("exit status %d", exit)
		}
	}
	if diff := cmp.Diff(outs[0].String(), outs[1].String()); diff != "" {
		t.Errorf("a second time it is another (-first +second):\n%s", diff)
	}
	return outs[0].String()
}
