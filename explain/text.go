package explain

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

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
	fmt.Fprintf(b, "%s (%s)\n", e.Status, wrap.Printable(e.Provider))
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
			wrap.Line(b, "  Remark: ", r.Reason)
			fmt.Fprintf(b, "    %s at %s\n", r.ID, r.At)
		}
	}
}

// writeCitation writes why a row is as it is, and what it rests on.
func (r Row) writeCitation(b *bytes.Buffer, indent string) {
	wrap.Line(b, indent, r.Reason)
	if len(r.Because) > 0 {
		wrap.Line(b, indent+"  because of ", wrap.Printable(strings.Join(r.Because, ", ")))
	}
	if r.Advice != "" {
		wrap.Line(b, indent+"  advice: ", r.Advice)
	}
	fmt.Fprintf(b, "%s  %s at %s\n", indent, r.ID, r.At)
	source := r.Source
	if len(r.Basis) > 0 {
		source += " (" + strings.Join(r.Basis, ", ") + ")"
	}
	if source != "" {
		wrap.Line(b, indent+"  source: ", strings.TrimSpace(source))
	}
}

func (e *Explanation) writeSignals(b *bytes.Buffer) {
	fmt.Fprintf(b, "\nSignals, as %s sees them\n", e.Table)
	width := 0
	for _, s := range e.Signals {
		width = max(width, len(s.Name))
	}
	for _, s := range e.Signals {
		text := s.Value
		for _, entry := range s.Entries {
			text += fmt.Sprintf("; %s is %s", wrap.Printable(entry.Name), entry.Value)
		}
		for _, note := range s.notes() {
			text += ", " + note
		}
		wrap.Line(b, fmt.Sprintf("  %-*s  ", width, s.Name), text)
	}
}

func (s Signal) notes() []string {
	var notes []string
	if s.Missing {
		notes = append(notes, "missing")
	}
	if s.Context {
		notes = append(notes, "context")
	}
	if s.Aside {
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
		if len(r.Beside) > 0 {
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

// write writes the parts of a condition, a line each. All of them have to hold
// unless a line above says otherwise.
func (c Condition) write(b *bytes.Buffer, depth int) {
	indent := "  " + strings.Repeat("    ", depth)
	switch c.Kind {
	case And:
		c.writeParts(b, depth)
	case Or:
		fmt.Fprintf(b, "%s%s one of\n", indent, yesNo(c.Holds))
		c.writeParts(b, depth+1)
	case Not:
		fmt.Fprintf(b, "%s%s not\n", indent, yesNo(c.Holds))
		c.writeParts(b, depth+1)
	case Name:
		fmt.Fprintf(b, "%s%s %s\n", indent, yesNo(c.Holds), c.Text)
	default:
		c.writeAtom(b, indent)
	}
}

// writeParts writes the parts; those that have to hold together inside of
// something else are marked.
func (c Condition) writeParts(b *bytes.Buffer, depth int) {
	for _, p := range c.Parts {
		if p.Kind == And && c.Kind != And {
			fmt.Fprintf(b, "  %s%s all of\n", strings.Repeat("    ", depth), yesNo(p.Holds))
			p.write(b, depth+1)
			continue
		}
		p.write(b, depth)
	}
}

// sawColumn is where what an atom saw stands, if the atom is short enough.
const sawColumn = 58

func (c Condition) writeAtom(b *bytes.Buffer, indent string) {
	line := indent + yesNo(c.Holds) + " " + c.Text
	if n := utf8.RuneCountInString(line); n < sawColumn {
		line += strings.Repeat(" ", sawColumn-n)
	}
	line += " it is " + c.saw()
	if utf8.RuneCountInString(line) <= 80 {
		b.WriteString(line + "\n")
		return
	}
	wrap.Clauses(b, indent+yesNo(c.Holds)+" ", c.Text)
	wrap.Line(b, indent+"    ", "it is "+c.saw())
}

// saw lists what an atom saw; of several signals those that were alike
// together.
func (c Condition) saw() string {
	var values []string
	names := map[string][]string{}
	for _, s := range c.Saw {
		if names[s.Value] == nil {
			values = append(values, s.Value)
		}
		names[s.Value] = append(names[s.Value], s.Signal)
	}
	switch {
	case len(values) == 1 && len(c.Saw) == 1:
		return values[0]
	case len(values) == 1:
		return values[0] + " for all"
	}
	var parts []string
	for _, v := range values {
		parts = append(parts, v+" for "+strings.Join(names[v], ", "))
	}
	return strings.Join(parts, "; ")
}

func (e *Explanation) writeNearest(b *bytes.Buffer) {
	b.WriteString("\nNearest other outcomes\n")
	for _, o := range e.Nearest {
		o.write(b)
	}
	if len(e.Nearest) == 0 {
		b.WriteString("  The table gives no other status.\n")
	}
}

func (o Outcome) write(b *bytes.Buffer) {
	if o.Changes == 0 {
		wrap.Line(b, "  "+o.Status+": ", "not by a better or worse value, nor by more evidence")
		return
	}
	what := "one signal"
	if o.Changes > 1 {
		what = fmt.Sprintf("%d signals", o.Changes)
	}
	fmt.Fprintf(b, "  %s, if %s had differed:\n", o.Status, what)
	for _, line := range o.lines() {
		wrap.Line(b, "    - ", line)
	}
	if o.More {
		b.WriteString("    and in more ways\n")
	}
}

// lines writes the ways; those that differ in the name of one group's member
// alone are one line.
func (o Outcome) lines() []string {
	var lines []string
	var like []Change // the single changes that a line stands for, by line
	var members [][]string
	for _, w := range o.Ways {
		if len(w.Changes) == 1 && w.Changes[0].Group != "" {
			c := w.Changes[0]
			i := slices.IndexFunc(like, func(other Change) bool {
				return other.Group == c.Group && other.From == c.From && slices.Equal(other.To, c.To)
			})
			if i >= 0 {
				members[i] = append(members[i], c.Signal)
				continue
			}
			like, members = append(like, c), append(members, []string{c.Signal})
			lines = append(lines, "")
			continue
		}
		like, members = append(like, Change{}), append(members, nil)
		lines = append(lines, w.String())
	}
	for i, names := range members {
		if len(names) > 0 {
			c := like[i]
			lines[i] = c.String()
			if len(names) > 1 {
				lines[i] = "one of " + strings.Join(names, ", ") + strings.TrimPrefix(lines[i], names[0])
			}
		}
	}
	return lines
}

// String writes the changes of a way.
func (w Way) String() string {
	var parts []string
	for _, c := range w.Changes {
		parts = append(parts, c.String())
	}
	return strings.Join(parts, ", and ")
}

// String writes a change with what the signal was.
func (c Change) String() string {
	text := c.Says + " (it is " + c.From
	if c.Context {
		text += ", and context"
	}
	return text + ")"
}
