package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/verdict-id/verdict/internal/wrap"
)

// writeText writes the tables for a terminal, 80 columns wide.
func writeText(w io.Writer, v bookView) error {
	var b bytes.Buffer
	for i, t := range v.Tables {
		if i > 0 {
			b.WriteString("\n")
		}
		t.writeText(&b)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (t tableView) writeText(b *bytes.Buffer) {
	wrap.Line(b, "", t.headline())
	wrap.Line(b, "  ", "Source: "+t.Source)
	wrap.Line(b, "  ", "Gives: "+strings.Join(t.Gives, ", "))
	b.WriteString("\n  Signals, values best first\n")
	for _, s := range t.Signals {
		wrap.Line(b, "    ", s.Name+": "+s.values())
		wrap.Line(b, "      ", s.Meaning)
		if notes := s.notes(); notes != "" {
			wrap.Line(b, "      ", notes)
		}
	}
	if len(t.Terms) > 0 {
		b.WriteString("\n  Terms\n")
	}
	for _, term := range t.Terms {
		wrap.Line(b, "    ", term.Name+": "+term.When)
	}
	b.WriteString("\n  Rows; the strictest that holds decides\n")
	for _, r := range t.Rules {
		r.writeText(b)
	}
	if len(t.Remarks) > 0 {
		b.WriteString("\n  Remarks, which change no status\n")
	}
	for _, r := range t.Remarks {
		r.writeText(b)
	}
	if len(t.Claims) > 0 {
		b.WriteString("\n  Claims, proved at every load\n")
	}
	for _, c := range t.Claims {
		wrap.Line(b, "    ", fmt.Sprintf("%s: never %s when %s", c.ID, strings.Join(c.Never, ", "), c.When))
		wrap.Line(b, "      ", c.Why)
	}
}

func (r ruleView) writeText(b *bytes.Buffer) {
	wrap.Line(b, "    ", strings.TrimSuffix(r.ID+" → "+r.Status, " → "))
	wrap.Line(b, "      when ", r.When)
	wrap.Line(b, "      ", r.Reason)
	if r.Advice != "" {
		wrap.Line(b, "      ", "Advice: "+r.Advice)
	}
	if cited := r.cited(); cited != "" {
		wrap.Line(b, "      ", cited)
	}
}

// writeMarkdown writes the tables as a page.
func writeMarkdown(w io.Writer, v bookView) error {
	var b bytes.Buffer
	b.WriteString("# The rule tables\n\n")
	b.WriteString("Made from the YAML files beside this page by `verdict rules --format markdown`; do not edit.\n")
	b.WriteString("[README.md](README.md) says how to read them, [INTERPRETATIONS.md](INTERPRETATIONS.md) what a basis such as R7 means.\n")
	for _, t := range v.Tables {
		t.writeMarkdown(&b)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (t tableView) writeMarkdown(b *bytes.Buffer) {
	fmt.Fprintf(b, "\n## %s\n\n", markdown(t.headline()))
	fmt.Fprintf(b, "[%s](%s). Source: %s. Gives %s.", t.File, t.File, markdown(t.Source), strings.Join(t.Gives, ", "))
	if len(t.Readings) > 0 {
		fmt.Fprintf(b, " Readings: %s.", strings.Join(t.Readings, ", "))
	}
	b.WriteString("\n\n| signal | values, best first | meaning | where | |\n|---|---|---|---|---|\n")
	for _, s := range t.Signals {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", s.Name, markdown(s.values()), markdown(s.Meaning), code(s.place()), markdown(s.notes()))
	}
	if len(t.Terms) > 0 {
		b.WriteString("\n| term | means |\n|---|---|\n")
	}
	for _, term := range t.Terms {
		fmt.Fprintf(b, "| `%s` | %s |\n", term.Name, code(term.When))
	}
	b.WriteString("\n| row | status | when | reason | source (basis) |\n|---|---|---|---|---|\n")
	for _, r := range t.Rules {
		reason := r.Reason
		if r.Advice != "" {
			reason += " Advice: " + r.Advice
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", r.ID, r.Status, code(r.When), markdown(reason), markdown(r.cited()))
	}
	if len(t.Remarks) > 0 {
		b.WriteString("\n| remark | when | reason | source (basis) |\n|---|---|---|---|\n")
	}
	for _, r := range t.Remarks {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", r.ID, code(r.When), markdown(r.Reason), markdown(r.cited()))
	}
	if len(t.Claims) > 0 {
		b.WriteString("\n| claim | never | when | why |\n|---|---|---|---|\n")
	}
	for _, c := range t.Claims {
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", c.ID, strings.Join(c.Never, ", "), code(c.When), markdown(c.Why))
	}
}

var markdownEscaper = strings.NewReplacer("|", `\|`, "*", `\*`, "_", `\_`, "<", "&lt;")

func markdown(text string) string { return markdownEscaper.Replace(text) }

// code writes text as a code span inside a table's cell.
func code(text string) string { return "`" + strings.ReplaceAll(text, "|", `\|`) + "`" }
