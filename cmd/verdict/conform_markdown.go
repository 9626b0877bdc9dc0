package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/wrap"
)

// writeConformMarkdown writes a report for the summary of a build: the counts by
// group, then all that failed or was skipped.
func writeConformMarkdown(w io.Writer, r *conformance.Report) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "## Conformance: %s\n\n%s\n", map[bool]string{true: "all is well", false: "not conforming"}[r.Green], headline(r))
	writeGroups(out, r)
	if len(r.Failures) > 0 {
		fmt.Fprint(out, "\n| failure | vector | expected | got | about |\n|---|---|---|---|---|\n")
	}
	for _, f := range r.Failures {
		got := gotText(f)
		if f.Detail != "" {
			got += ": " + f.Detail
		}
		fmt.Fprintf(out, "| %s | %s | %s | %s | %s |\n", f.Kind, code(f.ID), cell(f.Expected.String()), cell(got), cell(f.About))
	}
	if len(r.Faults) > 0 {
		fmt.Fprint(out, "\n| fault of the run | what happened |\n|---|---|\n")
	}
	for _, f := range r.Faults {
		fmt.Fprintf(out, "| %s | %s |\n", f.Kind, cell(faultText(f)))
	}
	if len(r.Skips) > 0 {
		fmt.Fprint(out, "\n| skipped | why |\n|---|---|\n")
	}
	for _, s := range r.Skips {
		fmt.Fprintf(out, "| %s | %s |\n", code(s.ID), cell(skipText(s)))
	}
	return out.Flush()
}

// writeGroups writes how many vectors of each group pass, fail and are skipped.
func writeGroups(w io.Writer, r *conformance.Report) {
	passed, failed, skipped := map[string]int{}, map[string]int{}, map[string]int{}
	for _, id := range r.Passes {
		passed[groupOf(id)]++
	}
	for _, f := range r.Failures {
		failed[groupOf(f.ID)]++
	}
	for _, s := range r.Skips {
		skipped[groupOf(s.ID)]++
	}
	fmt.Fprint(w, "\n| group | pass | fail | skipped |\n|---|--:|--:|--:|\n")
	var groups []string
	for _, counts := range []map[string]int{passed, failed, skipped} {
		for group := range counts {
			groups = append(groups, group)
		}
	}
	slices.Sort(groups)
	for _, group := range slices.Compact(groups) {
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", group, wrap.Grouped(passed[group]), wrap.Grouped(failed[group]), wrap.Grouped(skipped[group]))
	}
}

// cell writes text that may be anything into a cell of a table.
func cell(text string) string { return markdown(wrap.Printable(text)) }
