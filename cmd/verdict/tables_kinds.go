package main

import (
	"bytes"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/wrap"
)

// kindsHeading is what stands above the kinds of documents.
const kindsHeading = "Documents of the provider's own; of several places the worst value counts"

// writeText writes a kind for a terminal.
func (v kindView) writeText(b *bytes.Buffer) {
	wrap.Line(b, "    ", v.Kind)
	wrap.Line(b, "      ", v.Meaning)
	for i, clause := range v.Looks.clauses() {
		wrap.Line(b, [...]string{"      where ", "        and "}[min(i, 1)], clause)
	}
	if v.Holds != nil {
		wrap.Line(b, "      holds at "+v.Holds.Path+": ", strings.Join(v.Holds.Kinds, ", "))
	}
	if len(v.Suppose) > 0 {
		wrap.Line(b, "      supposed: ", v.supposed())
	}
	if len(v.Lifecycle) > 0 {
		b.WriteString("      lifecycle\n")
	}
	writePlaces(b, v.Lifecycle)
	if len(v.Signals) > 0 {
		b.WriteString("      signals\n")
	}
	writePlaces(b, v.Signals)
	if len(v.Result) > 0 {
		b.WriteString("      final result\n")
	}
	for _, f := range v.Result {
		f.writeText(b, "        ")
	}
	wrap.Line(b, "      source: ", v.cited())
}

func writePlaces(b *bytes.Buffer, places []placesView) {
	for _, s := range places {
		wrap.Line(b, "        ", s.Signal)
		for i, p := range s.Places {
			wrap.Line(b, [...]string{"          at ", "          and at "}[min(i, 1)], p.Path+p.with())
		}
	}
}

// writeKinds writes the kinds of a table as Markdown.
func (t tableView) writeKinds(b *bytes.Buffer) {
	if len(t.Documents) == 0 {
		return
	}
	b.WriteString("\n| document of the provider's own | where | holds | supposed | source (basis) |\n|---|---|---|---|---|\n")
	for _, v := range t.Documents {
		var clauses []string
		for _, clause := range v.Looks.clauses() {
			clauses = append(clauses, markdown(clause))
		}
		holds := ""
		if v.Holds != nil {
			holds = "at " + code(v.Holds.Path) + ": " + strings.Join(v.Holds.Kinds, ", ")
		}
		row(b, code(v.Kind)+" "+markdown(v.Meaning), strings.Join(clauses, "; "), holds, markdown(v.supposed()), markdown(v.cited()))
	}
	b.WriteString("\n| document | signal | at |\n|---|---|---|\n")
	for _, v := range t.Documents {
		v.writeSignals(b, "lifecycle ", v.Lifecycle)
		v.writeSignals(b, "", v.Signals)
	}
	if !slices.ContainsFunc(t.Documents, func(v kindView) bool { return len(v.Result) > 0 }) {
		return
	}
	b.WriteString("\n| document | final result | from |\n|---|---|---|\n")
	for _, v := range t.Documents {
		for _, f := range v.Result {
			row(b, code(v.Kind), code(f.Field), f.markdown())
		}
	}
}

// writeSignals writes one row for each signal that a kind carries.
func (v kindView) writeSignals(b *bytes.Buffer, of string, places []placesView) {
	for _, s := range places {
		var at []string
		for _, p := range s.Places {
			at = append(at, code(p.Path)+markdown(p.with()))
		}
		row(b, code(v.Kind), of+code(s.Signal), strings.Join(at, "; and "))
	}
}

// reads says in one line what a kind of document is made of, for one cell.
func (v kindView) reads() string {
	var all []string
	if v.Holds != nil {
		all = append(all, "holds at "+v.Holds.Path+": "+strings.Join(v.Holds.Kinds, ", "))
	}
	if len(v.Suppose) > 0 {
		all = append(all, "supposed: "+v.supposed())
	}
	for _, s := range slices.Concat(v.Lifecycle, v.Signals) {
		var at []string
		for _, p := range s.Places {
			at = append(at, p.Path+p.with())
		}
		all = append(all, s.Signal+" at "+strings.Join(at, " and at "))
	}
	for _, f := range v.Result {
		all = append(all, f.Field+" from "+f.text())
	}
	return strings.Join(all, "; ")
}
