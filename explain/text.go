package explain

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/wrap"
)

// WriteText writes the explanation for a terminal, 80 columns wide as far as
// names allow.
func (e *Explanation) WriteText(w io.Writer) error {
	var b bytes.Buffer
	e.writeHead(&b)
	e.writeSignals(&b)
	e.writeTerms(&b)
	e.writeRows(&b)
	e.writeNearest(&b)
	_, err := w.Write(b.Bytes())
	return err
}

// writeHead writes the status, and the row that decided with all it says.
func (e *Explanation) writeHead(b *bytes.Buffer) {
	from := wrap.Printable(e.Provider)
	if e.Document != "" {
		from += ", " + e.Document
	}
	fmt.Fprintf(b, "%s (%s)\n", e.Status, from)
	for _, missing := range e.Missing {
		fmt.Fprintf(b, "  %s is missing\n", wrap.Printable(missing))
	}
	for _, r := range e.Rows {
		if r.ID == e.Rule {
			r.writeCitation(b, "  ")
		}
	}
	for _, r := range e.Remarks {
		if r.Holds {
			r.writeCitation(b, "  Remark: ")
		}
	}
}

// writeCitation writes why a row is as it is, and what it rests on.
func (r Row) writeCitation(b *bytes.Buffer, prefix string) {
	wrap.Line(b, prefix, r.Reason)
	if len(r.Because) > 0 {
		wrap.Line(b, "    because of ", wrap.Printable(strings.Join(r.Because, ", ")))
	}
	if r.Advice != "" {
		wrap.Line(b, "    advice: ", r.Advice)
	}
	fmt.Fprintf(b, "    %s at %s\n", r.ID, r.At)
	source := r.Source
	if len(r.Basis) > 0 {
		source += " (" + strings.Join(r.Basis, ", ") + ")"
	}
	if source != "" {
		wrap.Line(b, "    source: ", source)
	}
}

func (e *Explanation) writeSignals(b *bytes.Buffer) {
	fmt.Fprintf(b, "\nSignals, as %s sees them\n", e.Table)
	width := 0
	for _, s := range e.Signals {
		width = max(width, len(s.Name))
	}
	for _, s := range e.Signals {
		parts := []string{s.Value}
		if notes := s.notes(); len(notes) > 0 {
			parts[0] += " (" + strings.Join(notes, ", ") + ")"
		}
		for _, entry := range s.Entries {
			parts = append(parts, quoted(entry.Name)+" is "+entry.Value)
		}
		wrap.Line(b, fmt.Sprintf("  %-*s  ", width, s.Name), strings.Join(parts, "; "))
	}
}

var plainName = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)

// quoted writes a name from a document so that it cannot pass for more than a
// name.
func quoted(name string) string {
	if plainName.MatchString(name) {
		return name
	}
	return strconv.Quote(name)
}

func (s Signal) notes() []string {
	var notes []string
	if s.Missing {
		notes = append(notes, "missing")
	}
	if s.Context {
		notes = append(notes, "context")
	}
	if s.RemarksOnly {
		notes = append(notes, "for remarks only")
	}
	return notes
}

// writeTerms unfolds every term once.
func (e *Explanation) writeTerms(b *bytes.Buffer) {
	if len(e.Terms) == 0 {
		return
	}
	b.WriteString("\nTerms\n")
	for _, t := range e.Terms {
		fmt.Fprintf(b, "  %s %s\n", yesNo(t.Holds), t.Name)
		t.Condition.write(b, 1)
	}
}

func (e *Explanation) writeRows(b *bytes.Buffer) {
	b.WriteString("\nRows, in file order\n")
	for _, r := range e.Rows {
		fmt.Fprintf(b, "  %s %s: %s, %s\n", yesNo(r.Holds), r.ID, r.Status, r.At)
		r.Condition.write(b, 1)
	}
	if len(e.Remarks) > 0 {
		b.WriteString("\nRemarks\n")
	}
	for _, r := range e.Remarks {
		fmt.Fprintf(b, "  %s %s: %s\n", yesNo(r.Holds), r.ID, r.At)
		if r.Condition.Holds && !r.Holds { // as the condition shows no reason
			wrap.Line(b, "      only beside ", strings.Join(r.Beside, ", "))
		}
		r.Condition.write(b, 1)
	}
}

func yesNo(holds bool) string {
	if holds {
		return "yes"
	}
	return "no "
}
