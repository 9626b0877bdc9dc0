package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/wrap"
)

const (
	maxShown = 50 // how many failures of a kind, and how many lines of skips, are shown as text
	maxLines = 50 // a text with more of them ends with its headline again
)

// writeConformText writes a report for people. What an implementation says may be
// anything, and is made printable.
func writeConformText(w io.Writer, r *conformance.Report) {
	var b bytes.Buffer
	writeConformLines(&b, r)
	if bytes.Count(b.Bytes(), []byte("\n")) > maxLines {
		fmt.Fprintf(&b, "\n%s\n", headline(r))
	}
	w.Write(b.Bytes())
}

func writeConformLines(w io.Writer, r *conformance.Report) {
	fmt.Fprintln(w, headline(r))
	if r.Passed == 0 {
		fmt.Fprintln(w, "Nothing passed, so this shows nothing.")
	}
	shown := map[conformance.Kind]int{}
	for _, f := range r.Failures {
		switch shown[f.Kind]++; {
		case f.Kind != conformance.NotAsked && shown[f.Kind] <= maxShown:
			writeFailure(w, f)
		case f.Kind == conformance.NotAsked && shown[f.Kind] == 1:
			writeNotAsked(w, r, f)
		}
	}
	for _, k := range r.Kinds {
		if k.Kind != conformance.NotAsked {
			writeMore(w, k.Count, string(k.Kind))
		}
	}
	writeFaults(w, r.Faults)
	writeSkips(w, r.Skips)
}

// writeNotAsked writes one line for all that were not asked, which is for one reason.
func writeNotAsked(w io.Writer, r *conformance.Report, first conformance.Failure) {
	for _, k := range r.Kinds {
		if k.Kind == first.Kind {
			fmt.Fprintf(w, "\n%s %s: %s\n", k.Kind, wrap.Plural(k.Count, "vector"), wrap.Printable(first.Detail))
		}
	}
}

// writeMore says how many are not shown.
func writeMore(w io.Writer, n int, what string) {
	if n > maxShown {
		fmt.Fprintf(w, "\nand %s more %s; --json, --junit and --markdown have all\n", wrap.Grouped(n-maxShown), what)
	}
}

func writeFaults(w io.Writer, faults []conformance.Fault) {
	if len(faults) > 0 {
		fmt.Fprintln(w, "\nThe run itself")
	}
	for _, f := range faults {
		fmt.Fprintf(w, "  %s: %s\n", f.Kind, wrap.Printable(faultText(f)))
		writeStderr(w, f.Stderr)
	}
}

// writeStart says why an implementation could not be run.
func writeStart(w io.Writer, e *conformance.StartError) {
	fmt.Fprintf(w, "verdict: the implementation could not be run: %s\n", wrap.Printable(e.Detail))
	writeStderr(w, e.Stderr)
}

// headline says in a line what came of a run.
func headline(r *conformance.Report) string {
	parts := []string{wrap.Grouped(r.Passed) + " pass"}
	if r.Failed > 0 {
		var kinds []string
		for _, k := range r.Kinds {
			kinds = append(kinds, wrap.Grouped(k.Count)+" "+string(k.Kind))
		}
		parts = append(parts, fmt.Sprintf("%s fail (%s)", wrap.Grouped(r.Failed), strings.Join(kinds, ", ")))
	}
	if r.Skipped > 0 {
		parts = append(parts, wrap.Grouped(r.Skipped)+" skipped"+unseenText(r.Unseen))
	}
	if n := len(r.Faults); n > 0 {
		parts = append(parts, wrap.Plural(n, "fault")+" of the run")
	}
	return wrap.Plural(r.Vectors, "vector") + ": " + strings.Join(parts, ", ")
}

func faultText(f conformance.Fault) string {
	if f.Times > 1 {
		return fmt.Sprintf("%s (%s times)", f.Detail, wrap.Grouped(f.Times))
	}
	return f.Detail
}
