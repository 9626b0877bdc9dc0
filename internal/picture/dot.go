package picture

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// looks are how statuses look in DOT, which has no light and dark: the symbol
// before the name, and the colours of Style's light look.
var looks = [rulebook.Statuses]struct{ symbol, ink, back string }{
	rulebook.Undecided:    {"–", "#3d444d", "#ffffff"},
	rulebook.Pending:      {"○", "#06494d", "#d2f1f1"},
	rulebook.Processing:   {"…", "#053d85", "#d8eaff"},
	rulebook.Accepted:     {"✓", "#0b4f20", "#d7f0dc"},
	rulebook.Inconclusive: {"?", "#5c3d00", "#fdeec4"},
	rulebook.Canceled:     {"⊘", "#32383f", "#dfe3e8"},
	rulebook.Failed:       {"!", "#4a1f77", "#eadcf8"},
	rulebook.Rejected:     {"✕", "#86181d", "#fde0de"},
}

// DOT writes the diagrams of tables as one graph for Graphviz, with a cluster
// for each table. The error is a *TooLargeError where a table needs too many
// questions, or w's; how wide the graph becomes is up to Graphviz.
func DOT(w io.Writer, tables []*rulebook.Table) error {
	var b bytes.Buffer
	b.WriteString("digraph verdict {\n  graph [fontname=\"Helvetica\", labeljust=l];\n")
	b.WriteString("  node [shape=plain, fontname=\"Helvetica\", fontsize=11];\n  edge [arrowsize=0.7];\n")
	for i, t := range tables {
		g, err := newGraph(t)
		if err != nil {
			return err
		}
		writeCluster(&b, i, g)
	}
	b.WriteString("}\n")
	_, err := w.Write(b.Bytes())
	return err
}

// writeCluster writes the i-th table.
func writeCluster(b *bytes.Buffer, i int, g *graph) {
	fmt.Fprintf(b, "\n  subgraph cluster_%d {\n    label=%s;\n", i, quoted(g.table.Title))
	if g.first.to == nil {
		fmt.Fprintf(b, "    t%d_0 [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\"><tr>%s</tr></table>>];\n", i, statusCell(g.first.status, 1))
	}
	cards := newLayout(g).cards // for the order of their exits
	names := map[*card]string{}
	for n, c := range cards {
		names[c] = fmt.Sprintf("t%d_%d", i, n)
	}
	for _, c := range cards {
		fmt.Fprintf(b, "    %s [label=<%s>];\n", names[c], cardTable(c))
	}
	for _, c := range cards {
		for n, e := range c.exits {
			fmt.Fprintf(b, "    %s:e%d:s -> %s:top:n [tooltip=%s];\n", names[c], n, names[e.to], quoted(e.full))
		}
	}
	b.WriteString("  }\n")
}

// cardTable is a card as Graphviz's table: twice as many columns as exits, so
// that a row can be halved as well.
func cardTable(c *card) string {
	var b strings.Builder
	half := max(len(c.exits), 1)
	name := "<b>" + html.EscapeString(c.name) + "</b>"
	if c.note != "" {
		name += "<br/>" + html.EscapeString(c.note)
	}
	b.WriteString(`<table border="0" cellborder="1" cellspacing="0" cellpadding="4">`)
	fmt.Fprintf(&b, `<tr><td colspan="%d" port="top">%s</td></tr>`, 2*half, name)
	for _, r := range c.rows {
		fmt.Fprintf(&b, `<tr><td colspan="%d">%s</td>%s</tr>`, half, inLines(r.lines), statusCell(r.status, half))
	}
	if len(c.exits) > 0 {
		b.WriteString("<tr>")
		for n, e := range c.exits {
			fmt.Fprintf(&b, `<td colspan="2" port="e%d">%s</td>`, n, inLines(e.lines))
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</table>")
	return b.String()
}

func statusCell(s rulebook.Status, columns int) string {
	look := looks[s]
	return fmt.Sprintf(`<td colspan="%d" bgcolor="%s"><font color="%s">%s %s</font></td>`, columns, look.back, look.ink, look.symbol, s)
}

func inLines(lines []string) string {
	return strings.ReplaceAll(html.EscapeString(strings.Join(lines, "\n")), "\n", "<br/>")
}

// quoted is text as a string of DOT.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
