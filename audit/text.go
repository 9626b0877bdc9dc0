package audit

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/verdict-id/verdict/internal/wrap"
)

// WriteText writes the report for a terminal, 80 columns wide as far as names
// allow.
func (r *Report) WriteText(w io.Writer) error {
	var b bytes.Buffer
	r.writeHead(&b)
	r.writeFindings(&b)
	r.writeMatrix(&b)
	r.writeKinds(&b)
	r.writeErrors(&b)
	r.writeChanges(&b)
	r.writeRules(&b)
	r.writeMonths(&b)
	r.writeMade(&b)
	_, err := w.Write(b.Bytes())
	return err
}

// writeHead says the whole in some sentences.
func (r *Report) writeHead(b *bytes.Buffer) {
	if r.Ended != "" {
		wrap.Line(b, "ENDED EARLY: ", wrap.Printable(r.Ended)+". What follows was found until then.")
	}
	wrap.Line(b, "", r.Headline())
}

// Headline says in a sentence or two what was found.
func (r *Report) Headline() string {
	says := wrap.Plural(r.Records, "record")
	switch r.Processes {
	case 0:
	case 1:
		says += " of 1 process"
	default:
		says += " of " + wrap.Grouped(r.Processes) + " processes"
	}
	if r.Records == r.Agree {
		says += ", all with the status that the rules give"
	} else {
		says += ", " + wrap.Grouped(r.Agree) + " with the status that the rules give"
	}
	if own := r.ownRecords(); own > 0 {
		says += ", and " + wrap.Grouped(own) + " that record none, as providers' own documents"
	}
	says += ". Recorded as accepted, and not accepted by the rules: "
	for _, c := range r.Counts {
		if c.Code == AcceptedNotDerived {
			return says + wrap.Grouped(c.Count) + "."
		}
	}
	return says + "none."
}

// ownRecords is how many records are documents of providers' own.
func (r *Report) ownRecords() int64 {
	n := int64(0)
	for _, k := range r.Own {
		n += k.Records
	}
	return n
}

// examples is how many findings of a code are shown as text.
const examples = 3

// writeFindings writes the findings by code, with the first of each.
func (r *Report) writeFindings(b *bytes.Buffer) {
	if len(r.Counts) == 0 {
		b.WriteString("\nNothing was found.\n")
	}
	severity := Severity("")
	for _, c := range r.Counts {
		if c.Severity != severity {
			severity = c.Severity
			fmt.Fprintf(b, "\n%s\n", strings.ToUpper(string(severity)))
		}
		fmt.Fprintf(b, "  %s: %s\n", c.Code, wrap.Grouped(c.Count))
		wrap.Line(b, "    ", c.Explanation)
		shown := int64(0)
		for _, f := range r.Findings {
			if f.Code == c.Code && shown < examples {
				shown++
				wrap.Line(b, "      - ", f.String())
			}
		}
		if more := c.Count - shown; more > 0 {
			fmt.Fprintf(b, "      and %s more\n", wrap.Grouped(more))
		}
	}
}

// String says where a record stands and what was found of it, on one line.
func (f Finding) String() string {
	var b strings.Builder
	if f.Line > 0 {
		fmt.Fprintf(&b, "%s:%d", wrap.Printable(f.File), f.Line)
	} else {
		fmt.Fprintf(&b, "record %d", f.Record)
	}
	if f.Code == Malformed && f.Line > 0 {
		fmt.Fprintf(&b, ", byte %s", wrap.Grouped(f.Offset))
	}
	if f.Provider != "" {
		b.WriteString(": " + wrap.Printable(f.Provider))
	}
	switch {
	case f.After != "":
		fmt.Fprintf(&b, ", %s → %s", f.Derived, f.After)
	case f.Derived != f.Recorded && f.Recorded != "" && f.Derived != "":
		fmt.Fprintf(&b, ", recorded %s, by the rules %s", f.Recorded, f.Derived)
	case f.Recorded != "":
		fmt.Fprintf(&b, ", %s", f.Recorded)
	}
	if len(f.Reasons) > 0 {
		b.WriteString("; " + wrap.Printable(strings.Join(f.Reasons, ", ")))
	}
	return b.String()
}

// writeMatrix writes the confusion matrix, a line a cell, with those that do not
// agree marked.
func (r *Report) writeMatrix(b *bytes.Buffer) {
	if len(r.Matrix) == 0 {
		return
	}
	rows := [][]string{{"provider", "recorded", "by the rules", "records", ""}}
	for _, c := range r.Matrix {
		mark := ""
		if c.Recorded != c.Derived {
			mark = "differs"
		}
		rows = append(rows, []string{cmp.Or(c.Provider, "-"), cmp.Or(c.Recorded, "-"), c.Derived, wrap.Grouped(c.Count), mark})
	}
	writeTable(b, "Recorded, and by the rules", rows, 3)
}

// writeKinds writes how many documents of providers' own there are.
func (r *Report) writeKinds(b *bytes.Buffer) {
	rows := [][]string{}
	for _, k := range r.Own {
		rows = append(rows, []string{wrap.Grouped(k.Records), k.Kind})
	}
	writeTable(b, "Providers' own documents, which record no status", rows, 0)
}

// writeErrors writes why records have no status by the rules.
func (r *Report) writeErrors(b *bytes.Buffer) {
	rows := [][]string{}
	for _, u := range r.Unknown {
		rows = append(rows, []string{wrap.Grouped(u.Records), u.Provider, u.Place})
		for _, w := range u.Words {
			rows = append(rows, []string{wrap.Grouped(w.Records), "", "  " + cmp.Or(w.Word, "(not shown, as it does not look like an identifier)")})
		}
	}
	writeTable(b, "Values that the rules do not declare", rows, 0)
	rows = nil
	for _, m := range r.Missing {
		rows = append(rows, []string{wrap.Grouped(m.Records), m.Provider, strings.Join(m.Signals, ", ")})
	}
	writeTable(b, "What is missing where nothing can be decided", rows, 0)
	rows = nil
	for _, f := range r.Faults {
		rows = append(rows, []string{wrap.Grouped(f.Records), f.Reason})
	}
	writeTable(b, "Why records are malformed", rows, 0)
}

// writeRules writes how often rows decided.
func (r *Report) writeRules(b *bytes.Buffer) {
	rows, never := [][]string{{"decided", "held", "row", "", "stands at"}}, 0
	for _, u := range r.Rules {
		if u.Held == 0 {
			never++
			continue
		}
		rows = append(rows, []string{wrap.Grouped(u.Decided), wrap.Grouped(u.Held), u.ID, u.Status, u.At})
	}
	if len(rows) > 1 {
		writeTable(b, "Rows", rows, 0, 1)
	} else if r.Records > 0 {
		b.WriteString("\nRows\n")
	}
	if never > 0 && r.Records > 0 {
		fmt.Fprintf(b, "  %s never held\n", wrap.Plural(never, "row"))
	}
}

// writeMonths writes the last months.
func (r *Report) writeMonths(b *bytes.Buffer) {
	const most = 24
	rows := [][]string{{"created in", "records", "differ"}}
	months := r.Months
	if more := len(months) - most; more > 0 {
		months = months[more:]
	}
	for _, m := range months {
		n := int64(0)
		for _, c := range m.Recorded {
			n += c
		}
		rows = append(rows, []string{cmp.Or(m.Month, "unknown"), wrap.Grouped(n), wrap.Grouped(m.Differ)})
	}
	if len(rows) > 1 {
		writeTable(b, "Months", rows, 1, 2)
	}
	if more := len(r.Months) - len(months); more > 0 {
		fmt.Fprintf(b, "  %s before these; JSON has all\n", wrap.Plural(more, "month"))
	}
}

// writeMade says what was audited by what.
func (r *Report) writeMade(b *bytes.Buffer) {
	b.WriteString("\n")
	for _, in := range r.Inputs {
		fmt.Fprintf(b, "%s: %s", wrap.Printable(in.Name), wrap.Plural(in.Bytes, "byte"))
		if in.SHA256 != "" {
			fmt.Fprintf(b, ", sha256:%s", in.SHA256)
		}
		if in.Ended != "" {
			fmt.Fprintf(b, ", ended early: %s", wrap.Printable(in.Ended))
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "Rule book %s\n", r.Book)
	if r.Against != "" {
		fmt.Fprintf(b, "Other rule book %s\n", r.Against)
	}
}

// writeTable writes rows under a heading, if there are any; the columns named are
// of numbers.
func writeTable(b *bytes.Buffer, heading string, rows [][]string, numbers ...int) {
	if len(rows) == 0 {
		return
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i := range row {
			row[i] = wrap.Printable(row[i])
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
		}
	}
	fmt.Fprintf(b, "\n%s\n", heading)
	for _, row := range rows {
		line := ""
		for i, text := range row {
			space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(text))
			if slices.Contains(numbers, i) {
				text = space + text
			} else {
				text += space
			}
			line += "  " + text
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
