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
	for _, t := range v.Tables {
		t.writeText(&b)
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "Rule book %s\n", v.Book)
	_, err := w.Write(b.Bytes())
	return err
}

func (t tableView) writeText(b *bytes.Buffer) {
	wrap.Line(b, "", t.Title)
	wrap.Line(b, "  Provider: ", t.scope())
	wrap.Line(b, "  File:     ", t.File)
	wrap.Line(b, "  Source:   ", t.Source)
	if len(t.Readings) > 0 {
		wrap.Line(b, "  Readings: ", strings.Join(t.Readings, ", "))
	}
	wrap.Line(b, "  Gives:    ", strings.Join(t.strictest(), ", ")+" (strictest first)")
	b.WriteString("\n  Signals, their values from best to worst\n")
	for _, s := range t.Signals {
		s.writeText(b)
	}
	if len(t.Groups) > 0 {
		b.WriteString("\n  Groups of signals\n")
	}
	for _, g := range t.Groups {
		wrap.Line(b, "    ", g.Name)
		wrap.Line(b, "      ", g.Meaning)
		wrap.Line(b, "      members: ", strings.Join(g.Members, ", "))
	}
	if len(t.Terms) > 0 {
		b.WriteString("\n  Terms\n")
	}
	for _, term := range t.Terms {
		wrap.Line(b, "    ", term.Name)
		wrap.Clauses(b, "      ", term.When)
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
		wrap.Line(b, "    ", c.ID+": never "+strings.Join(c.Never, ", "))
		wrap.Clauses(b, "      when ", c.When)
		wrap.Line(b, "      ", c.Why)
	}
	if len(t.Result) > 0 {
		b.WriteString("\n  Final result of accepted processes, by the first source that has a value\n")
	}
	for _, f := range t.Result {
		f.writeText(b, "    ")
	}
	if t.Token != "" {
		wrap.Line(b, "    ", t.Token+" may be a token, whose signature nobody checks.")
	}
	if len(t.Documents) > 0 {
		b.WriteString("\n  " + kindsHeading + "\n")
	}
	for _, v := range t.Documents {
		v.writeText(b)
	}
}

func (f fieldView) writeText(b *bytes.Buffer, indent string) {
	wrap.Line(b, indent, f.Field)
	for i, s := range f.Sources {
		from := "at "
		if s.Path == "" {
			from = ""
		}
		if i > 0 {
			from = "or " + from
		}
		wrap.Line(b, indent+"  "+from, s.from()+s.with())
	}
}

func (s signalView) writeText(b *bytes.Buffer) {
	wrap.Line(b, "    ", s.Name)
	wrap.Line(b, "      ", s.Meaning)
	if s.Set {
		wrap.Line(b, "      entries: ", s.values())
	} else {
		wrap.Line(b, "      values: ", s.values())
	}
	for i, place := range s.places() {
		wrap.Line(b, [...]string{"      at ", "      or "}[i], place)
	}
	for _, note := range s.notes() {
		wrap.Clauses(b, "      - ", note)
	}
}

func (r ruleView) writeText(b *bytes.Buffer) {
	wrap.Line(b, "    ", strings.TrimSuffix(r.ID+" → "+r.Status, " → "))
	wrap.Clauses(b, "      when ", r.When)
	if len(r.Beside) > 0 {
		wrap.Line(b, "      beside ", strings.Join(r.Beside, ", "))
	}
	wrap.Line(b, "      ", r.Reason)
	if r.Advice != "" {
		wrap.Line(b, "      advice: ", r.Advice)
	}
	if cited := r.cited(); cited != "" {
		wrap.Line(b, "      source: ", cited)
	}
}

//go:generate go test -run ^TestTablesPage$ . -update

// writeMarkdown writes the tables as a page.
func writeMarkdown(w io.Writer, v bookView) error {
	var b bytes.Buffer
	b.WriteString(markdownTop)
	for _, t := range v.Tables {
		t.writeMarkdown(&b)
	}
	_, err := w.Write(b.Bytes())
	return err
}

const markdownTop = `# The rule tables

Made from the YAML files beside this page by ` + "`verdict rules --format markdown`" + `; do not edit.
[README.md](README.md) says how to read a table, [INTERPRETATIONS.md](INTERPRETATIONS.md) what a
reading such as R7 is.

Values stand from best to worst. In brackets after a value stand the words that documents carry for
it, where that is not just the value itself; any word not listed is refused. *Absent* is what a
document does not carry.

Every row is looked at, and the strictest that holds decides: rejected, failed, canceled,
inconclusive, accepted, processing, pending. Where no row of a provider's table holds, something
needed is missing, and there is no status.

Only accepted processes have a final result. Each of its fields comes from the first of its sources
that has a value.

The signals' own places are those of Get process documents, which name their provider. Documents that
the provider itself sends are recognised by what stands under *where*, and carry the signals, those
of the lifecycle too, at places of their own. Of several places the worst value counts.
`

func (t tableView) writeMarkdown(b *bytes.Buffer) {
	fmt.Fprintf(b, "\n## %s\n\n", markdown(t.Title))
	fmt.Fprintf(b, "- Provider: %s\n- File: [%s](%s)\n- Source: %s\n", markdown(t.scope()), t.File, t.File, markdown(t.Source))
	if len(t.Readings) > 0 {
		fmt.Fprintf(b, "- Readings: %s\n", strings.Join(t.Readings, ", "))
	}
	fmt.Fprintf(b, "- Gives: %s\n", strings.Join(t.strictest(), ", "))

	b.WriteString("\n| signal | values | meaning | where | notes |\n|---|---|---|---|---|\n")
	for _, s := range t.Signals {
		var places []string
		for _, place := range s.places() {
			places = append(places, code(place))
		}
		values := s.values()
		if s.Set {
			values = "entries: " + values
		}
		row(b, code(s.Name), markdown(values), markdown(s.Meaning), strings.Join(places, " or "), markdown(strings.Join(s.notes(), "; ")))
	}
	if len(t.Groups) > 0 {
		b.WriteString("\n| group | members | meaning |\n|---|---|---|\n")
	}
	for _, g := range t.Groups {
		row(b, code(g.Name), strings.Join(g.Members, ", "), markdown(g.Meaning))
	}
	if len(t.Terms) > 0 {
		b.WriteString("\n| term | holds when |\n|---|---|\n")
	}
	for _, term := range t.Terms {
		row(b, code(term.Name), code(term.When))
	}
	b.WriteString("\n| row | status | when | reason | source (basis) |\n|---|---|---|---|---|\n")
	for _, r := range t.Rules {
		reason := r.Reason
		if r.Advice != "" {
			reason += " Advice: " + r.Advice
		}
		row(b, code(r.ID), r.Status, code(r.When), markdown(reason), markdown(r.cited()))
	}
	if len(t.Remarks) > 0 {
		b.WriteString("\n| remark | when | reason | source (basis) |\n|---|---|---|---|\n")
	}
	for _, r := range t.Remarks {
		when := code(r.When)
		if len(r.Beside) > 0 {
			when += " beside " + strings.Join(r.Beside, ", ")
		}
		row(b, code(r.ID), when, markdown(r.Reason), markdown(r.cited()))
	}
	if len(t.Claims) > 0 {
		b.WriteString("\n| claim | never | when | why |\n|---|---|---|---|\n")
	}
	for _, c := range t.Claims {
		row(b, code(c.ID), strings.Join(c.Never, ", "), code(c.When), markdown(c.Why))
	}
	if len(t.Result) > 0 {
		b.WriteString("\n| final result | from |\n|---|---|\n")
	}
	for _, f := range t.Result {
		row(b, code(f.Field), f.markdown())
	}
	if t.Token != "" {
		fmt.Fprintf(b, "\n%s may be a token, whose signature nobody checks.\n", code(t.Token))
	}
	t.writeKinds(b)
}

// markdown lists the sources of a field for a cell.
func (f fieldView) markdown() string {
	var sources []string
	for _, s := range f.Sources {
		value := markdown(s.from())
		if s.Path != "" {
			value = code(s.Path)
		}
		sources = append(sources, value+markdown(s.form())+s.limits(code))
	}
	return strings.Join(sources, " or ")
}

// row writes a row of a Markdown table.
func row(b *bytes.Buffer, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

var markdownEscaper = strings.NewReplacer("|", `\|`, "*", `\*`, "_", `\_`, "<", "&lt;", "`", "\\`")

// markdown writes text so that Markdown shows it as it is.
func markdown(text string) string { return markdownEscaper.Replace(text) }

// code writes text as a code span inside a table's cell.
func code(text string) string { return "`" + strings.ReplaceAll(text, "|", `\|`) + "`" }
