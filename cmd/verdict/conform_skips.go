package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/wrap"
)

// writeSkips writes what was skipped: a line for each vector on the list of skips, and
// one for each reason of the implementation itself.
func writeSkips(w io.Writer, skips []conformance.Skipped) {
	var lines []string
	for _, s := range skips {
		if s.Kind != "" {
			lines = append(lines, s.ID+": "+skipText(s))
		}
	}
	lines = append(lines, skipsByItself(skips)...)
	if len(lines) > 0 {
		fmt.Fprintln(w, "\nSkipped")
	}
	for _, line := range lines[:min(maxShown, len(lines))] {
		fmt.Fprintf(w, "  %s\n", wrap.Printable(line))
	}
	writeMore(w, len(lines), "lines of skips")
}

// maxIDs is how many vectors are named of those that are skipped for one reason.
const maxIDs = 3

// skipsByItself gives a line for each reason of the implementation itself, in the order
// of the first vectors.
func skipsByItself(skips []conformance.Skipped) []string {
	var reasons []string
	ids := map[string][]string{}
	for _, s := range skips {
		if s.Kind != "" {
			continue
		}
		if ids[s.Reason] == nil {
			reasons = append(reasons, s.Reason)
		}
		ids[s.Reason] = append(ids[s.Reason], s.ID)
	}
	var lines []string
	for _, reason := range reasons {
		all := ids[reason]
		named := slices.Clone(all[:min(maxIDs, len(all))])
		if len(all) > maxIDs {
			named = append(named, "…")
		}
		lines = append(lines, fmt.Sprintf("%s by the implementation itself: %s (%s)", wrap.Grouped(len(all)), reason, strings.Join(named, ", ")))
	}
	return lines
}

// unseenText says how many the implementation skipped itself.
func unseenText(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s by the implementation itself)", wrap.Grouped(n))
}

// skipText says why a vector is skipped, and how it would fail.
func skipText(s conformance.Skipped) string {
	if s.Kind == "" {
		return s.Reason + " (by the implementation itself)"
	}
	return s.Reason + " (" + string(s.Kind) + ")"
}
