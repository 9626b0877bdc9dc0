package main

import (
	"fmt"
	"strings"

	"github.com/verdict-id/verdict/bench/measure"
)

// table writes Markdown; the first row is the head.
func table(rows [][]string) string {
	var b strings.Builder
	for i, row := range rows {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString("|" + strings.Repeat("---|", len(row)) + "\n")
		}
	}
	return b.String()
}

// group is what was measured of one provider; the first result is that of the
// switch by hand.
type group struct {
	name    string
	results []measure.Result
}

// ratios compares one way with the switch by hand, group by group.
func ratios(groups []group, way string) []float64 {
	var all []float64
	for _, g := range groups {
		all = append(all, find(g.results, way).Nanoseconds/g.results[0].Nanoseconds)
	}
	return all
}

// find gives the result with a name, which has to be there.
func find(results []measure.Result, name string) measure.Result {
	for _, r := range results {
		if r.Name == name {
			return r
		}
	}
	panic("nothing was measured of " + name)
}

// times writes a ratio, below 10 with a decimal.
func times(ratio float64) string {
	if ratio < 9.95 {
		return fmt.Sprintf("%.1f×", ratio)
	}
	return fmt.Sprintf("%.0f×", ratio)
}

// nanoseconds writes a time.
func nanoseconds(ns float64) string {
	switch {
	case ns < 10:
		return fmt.Sprintf("%.1f ns", ns)
	case ns < 1000:
		return fmt.Sprintf("%.0f ns", ns)
	default:
		return fmt.Sprintf("%.1f µs", ns/1000)
	}
}

// reach says whether a figure is where it should be.
func reach(what, got, want string, reached bool) []string {
	return []string{what, got, want, map[bool]string{true: "yes", false: "**no**"}[reached]}
}

var reachHead = []string{"aim", "measured", "wanted", "reached"}
