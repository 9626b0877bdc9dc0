package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/verdict-id/verdict/bench/measure"
)

// TestCharts: both charts can be drawn, and name what they show.
func TestCharts(t *testing.T) {
	results := []measure.Result{{Name: "hand", Nanoseconds: 5}, {Name: "verdict", Nanoseconds: 15}}
	for name, c := range map[string]*chart{
		"typed":     typedChart([]group{{"EID", results}, {"Paper", results}}),
		"documents": documentsChart(results),
	} {
		path := filepath.Join(t.TempDir(), "plots", name+".svg")
		if err := c.save(path); err != nil {
			t.Fatal(err)
		}
		svg, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"<svg", c.title, "verdict"} {
			if !bytes.Contains(svg, []byte(want)) {
				t.Errorf("%s: %q is not in it", name, want)
			}
		}
	}
}

func TestTimes(t *testing.T) {
	for ratio, want := range map[float64]string{1.44: "1.4×", 9.94: "9.9×", 9.97: "10×", 123.4: "123×"} {
		if got := times(ratio); got != want {
			t.Errorf("%v: %s, want %s", ratio, got, want)
		}
	}
}
