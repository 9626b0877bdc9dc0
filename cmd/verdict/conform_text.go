package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/wrap"
)

// maxShown is how many failures of a kind, and how many skips, are shown as text.
const maxShown = 50

// writeConformText writes a report for people. What an implementation says may be
// anything, and is made printable.
func writeConformText(w io.Writer, r *conformance.Report) {
	fmt.Fprintln(w, headline(r))
	if r.Passed == 0 {
		fmt.Fprintln(w, "Nothing passed, so this shows nothing.")
	}
	shown := map[conformance.Kind]int{}
	for _, f := range r.Failures {
		if shown[f.Kind]++; shown[f.Kind] <= maxShown {
			writeFailure(w, f)
		}
	}
	for _, k := range r.Kinds {
		writeMore(w, k.Count, string(k.Kind))
	}
	if len(r.Faults) > 0 {
		fmt.Fprintln(w, "\nThe run itself")
	}
	for _, f := range r.Faults {
		fmt.Fprintf(w, "  %s: %s\n", f.Kind, wrap.Printable(faultText(f)))
		writeStderr(w, f.Stderr)
	}
	if len(r.Skips) > 0 {
		fmt.Fprintln(w, "\nSkipped")
	}
	for _, s := range r.Skips[:min(maxShown, len(r.Skips))] {
		fmt.Fprintf(w, "  %s: %s\n", s.ID, wrap.Printable(skipText(s)))
	}
	writeMore(w, len(r.Skips), "skipped")
}

// writeMore says how many are not shown.
func writeMore(w io.Writer, n int, what string) {
	if n > maxShown {
		fmt.Fprintf(w, "\nand %s more %s; --json, --junit and --markdown have all\n", grouped(n-maxShown), what)
	}
}

func writeFailure(w io.Writer, f conformance.Failure) {
	fmt.Fprintf(w, "\n%s %s\n", f.Kind, f.ID)
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(w, "  %-9s %s\n", name, wrap.Printable(text))
		}
	}
	line("about", f.About)
	line("source", sourceText(f))
	line("expected", f.Expected.String())
	line("got", gotText(f))
	line("detail", f.Detail)
	line("again", f.Again)
	writeStderr(w, f.Stderr)
}

func writeStderr(w io.Writer, lines []string) {
	for _, line := range lines {
		fmt.Fprintf(w, "  stderr    %s\n", wrap.Printable(strings.TrimRight(line, "\r")))
	}
}

// writeStart says why an implementation could not be run.
func writeStart(w io.Writer, e *conformance.StartError) {
	fmt.Fprintf(w, "verdict: the implementation could not be run: %s\n", wrap.Printable(e.Detail))
	writeStderr(w, e.Stderr)
}

// headline says in a line what came of a run.
func headline(r *conformance.Report) string {
	parts := []string{grouped(r.Passed) + " pass"}
	if r.Failed > 0 {
		var kinds []string
		for _, k := range r.Kinds {
			kinds = append(kinds, grouped(k.Count)+" "+string(k.Kind))
		}
		parts = append(parts, fmt.Sprintf("%s fail (%s)", grouped(r.Failed), strings.Join(kinds, ", ")))
	}
	if r.Skipped > 0 {
		parts = append(parts, grouped(r.Skipped)+" skipped"+unseenText(r))
	}
	if n := len(r.Faults); n > 0 {
		parts = append(parts, plural(n, "fault")+" of the run")
	}
	return plural(r.Vectors, "vector") + ": " + strings.Join(parts, ", ")
}

// unseenText says what nobody saw.
func unseenText(r *conformance.Report) string {
	if r.Unseen == 0 {
		return ""
	}
	return fmt.Sprintf(" (%s by the implementation itself, of which %s must not be accepted)", grouped(r.Unseen), grouped(r.UnseenNotAccepted))
}

func sourceText(f conformance.Failure) string {
	if f.Source == "" {
		return "(" + string(f.Level) + ")"
	}
	return f.Source + " (" + string(f.Level) + ")"
}

func gotText(f conformance.Failure) string {
	if f.Got == nil {
		return "no answer"
	}
	return f.Got.String()
}

func faultText(f conformance.Fault) string {
	if f.Times > 1 {
		return fmt.Sprintf("%s (%s times)", f.Detail, grouped(f.Times))
	}
	return f.Detail
}

// skipText says why a vector is skipped, and how it would fail.
func skipText(s conformance.Skipped) string {
	if s.Kind == "" {
		return s.Reason + " (by the implementation itself)"
	}
	return s.Reason + " (" + string(s.Kind) + ")"
}

// grouped writes a number with its digits in threes.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	return digits
}

// plural writes how many there are of something.
func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return grouped(n) + " " + what
}
