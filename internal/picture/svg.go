package picture

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"io"
	"math"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Style is the style sheet of the diagrams: their own in a file of SVG, part of
// the page's where Inline and Chip put them into a page. It has a light and a
// dark look, and its colours are variables that the page can use.
//
//go:embed picture.css
var Style string

// SVG writes the diagrams of tables below one another, as a file of its own.
// The error is a *TooLargeError where a diagram has too many questions or is too
// wide, or w's.
func SVG(w io.Writer, tables []*rulebook.Table) error {
	const headHeight = 34.0
	var parts bytes.Buffer
	width, height := 0.0, 0.0
	for _, t := range tables {
		d, err := newDrawing(t, nil)
		if err != nil {
			return err
		}
		fmt.Fprintf(&parts, "<g transform=\"translate(0 %s)\">\n", px(height))
		fmt.Fprintf(&parts, "<text class=\"head\" x=\"%s\" y=\"%s\">%s</text>\n", px(margin), px(margin+headSize), html.EscapeString(t.Title))
		fmt.Fprintf(&parts, "<g transform=\"translate(0 %s)\">\n%s</g>\n</g>\n", px(headHeight), d.body.String())
		width = max(width, d.width, textWidth(t.Title, headSize, true)+2*margin)
		height += headHeight + d.height
	}
	title := "The diagrams of a rule book"
	if len(tables) == 1 {
		title = tables[0].Title
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s">`+"\n", px(width), px(height))
	fmt.Fprintf(&out, "<title>%s</title>\n<desc>%s</desc>\n<style>\n%s</style>\n", html.EscapeString(title), description, Style)
	fmt.Fprintf(&out, "<rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>\n%s</svg>\n", parts.String())
	_, err := w.Write(out.Bytes())
	return err
}

// Inline draws the diagram of a table as an element of a page that has Style.
// link gives the address of what says more about a signal or group, by its
// name. The error is a *TooLargeError.
func Inline(t *rulebook.Table, link func(name string) string) (string, error) {
	d, err := newDrawing(t, link)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("<svg class=\"diagram\" width=\"%[1]s\" height=\"%[2]s\" viewBox=\"0 0 %[1]s %[2]s\">\n<title>%[3]s</title>\n<desc>%[4]s</desc>\n%[5]s</svg>\n",
		px(d.width), px(d.height), html.EscapeString(t.Title), description, d.body.String()), nil
}

// Chip draws a status alone, as an element of a page that has Style.
func Chip(s rulebook.Status) string {
	var d drawing
	d.chip(s, 1, 1)
	return fmt.Sprintf("<svg class=\"diagram\" width=\"%s\" height=\"%s\">%s</svg>", px(chipWidth(s)+2), px(chipHeight+2), strings.TrimSpace(d.body.String()))
}

const description = "Questions about signals, from top to bottom. Each answer leads to the next question or to a status."

// drawing is the elements of one diagram.
type drawing struct {
	body          bytes.Buffer
	width, height float64
	link          func(name string) string // or nil
}

// newDrawing draws the diagram of a table. The error is a *TooLargeError.
func newDrawing(t *rulebook.Table, link func(string) string) (*drawing, error) {
	g, err := newGraph(t)
	if err != nil {
		return nil, err
	}
	l := newLayout(g)
	if l.width > maxWidth {
		return nil, &TooLargeError{File: t.File, Width: int(math.Ceil(l.width))}
	}
	d := &drawing{link: link, width: l.width, height: l.height}
	if len(l.cards) == 0 {
		d.only(g.first.status)
	}
	for _, e := range l.edges {
		d.edge(e)
	}
	for _, c := range l.cards {
		d.card(c)
	}
	d.caption(g)
	return d, nil
}

// only draws the status of a table that asks nothing.
func (d *drawing) only(s rulebook.Status) {
	const always = "always "
	d.text("label", margin, margin+chipHeight-5, always)
	x := margin + textWidth(always, textSize, false) + padding
	d.chip(s, x, margin)
	d.width, d.height = x+chipWidth(s)+margin, 2*margin+chipHeight
}

// caption says below the diagram what undecided means, where the table can be
// so.
func (d *drawing) caption(g *graph) {
	if !g.gives(rulebook.Undecided) {
		return
	}
	text := "undecided: something needed is missing, and there is no status"
	if g.table.Lifecycle {
		text = "undecided: the table of the provider decides"
	}
	d.text("note", margin, d.height+noteSize, text)
	d.width = max(d.width, textWidth(text, noteSize, false)+2*margin)
	d.height += noteSize + margin
}

// edge draws an edge down to the card it leads to, straight past other cards
// and in a curve between layers.
func (d *drawing) edge(e *edge) {
	from := e.spans[0].upper.card
	x, y := from.port(e.exit), from.y+from.height
	var path strings.Builder
	fmt.Fprintf(&path, "M%s %s", px(x), px(y))
	for _, s := range e.spans {
		if s.upper.bottom > y {
			y = s.upper.bottom
			fmt.Fprintf(&path, "V%s", px(y))
		}
		end, top := s.lower.x+s.lands, s.lower.top
		middle := px((y + top) / 2)
		fmt.Fprintf(&path, "C%s %s %s %s %s %s", px(x), middle, px(end), middle, px(end), px(top))
		x, y = end, top
	}
	fmt.Fprintf(&d.body, "<g class=\"edge\"><title>%s: ask %s</title><path d=\"%s\"/><path class=\"tip\" d=\"M%s %sh10l-5 8z\"/></g>\n",
		html.EscapeString(e.exit.full), html.EscapeString(e.exit.to.name), path.String(), px(x-5), px(y-8))
}

// card draws a card.
func (d *drawing) card(c *card) {
	fmt.Fprintf(&d.body, "<g class=\"card\" transform=\"translate(%s %s)\">\n", px(c.x), px(c.y))
	fmt.Fprintf(&d.body, "<title>%s</title>\n", html.EscapeString(strings.TrimSpace(c.name+" "+c.note)))
	fmt.Fprintf(&d.body, "<rect class=\"box\" width=\"%s\" height=\"%s\" rx=\"6\"/>\n", px(c.width), px(c.height))
	if d.link != nil {
		fmt.Fprintf(&d.body, "<a href=\"%s\">", html.EscapeString(d.link(c.name)))
	}
	d.text("name", padding, titleHeight-8, c.name)
	if d.link != nil {
		d.body.WriteString("</a>")
	}
	if c.note != "" {
		d.text("note", padding, titleHeight+noteHeight-8, c.note)
	}
	for _, r := range c.rows {
		d.row(c, r)
	}
	for i, e := range c.exits {
		d.exit(c, e, i > 0)
	}
	d.body.WriteString("</g>\n")
}

func (d *drawing) row(c *card, r *row) {
	fmt.Fprintf(&d.body, "<g><title>%s: %s</title>\n<path class=\"rule\" d=\"M0 %sH%s\"/>\n", html.EscapeString(r.full), r.status, px(r.y), px(c.width))
	d.lines("label", padding, r.textY, r.lines)
	d.chip(r.status, r.chipX, r.chipY)
	d.body.WriteString("</g>\n")
}

func (d *drawing) exit(c *card, e *exit, divided bool) {
	top := c.exitsTop()
	fmt.Fprintf(&d.body, "<g><title>%s</title>\n<path class=\"rule\" d=\"M%s %sh%s\"/>\n", html.EscapeString(e.full), px(e.x), px(top), px(e.width))
	if divided {
		fmt.Fprintf(&d.body, "<path class=\"rule\" d=\"M%s %sV%s\"/>\n", px(e.x), px(top), px(c.height))
	}
	d.lines("label middle", e.x+e.width/2, top+2, e.lines)
	d.body.WriteString("</g>\n")
}

// chip draws a status: its colour, its symbol and its name.
func (d *drawing) chip(s rulebook.Status, x, y float64) {
	fmt.Fprintf(&d.body, "<g class=\"chip %s\" transform=\"translate(%s %s)\"><rect width=\"%s\" height=\"%s\" rx=\"4\"/><path d=\"%s\"/>",
		s, px(x), px(y), px(chipWidth(s)), px(chipHeight), symbols[s])
	d.text("", chipIcon, chipHeight-6, s.String())
	d.body.WriteString("</g>\n")
}

// symbols are drawn in the left 20 by 20 pixels of a chip.
var symbols = [rulebook.Statuses]string{
	rulebook.Undecided:    "M6 10h8",
	rulebook.Pending:      "M10 5.5a4.5 4.5 0 1 0 .01 0zM10 7.5v3h2.5",
	rulebook.Processing:   "M5 10h.01M10 10h.01M15 10h.01",
	rulebook.Accepted:     "M5.5 10.5l3 3.5 6-8",
	rulebook.Inconclusive: "M7 8a3 2.7 0 1 1 3.7 2.6q-.7.3-.7 1.2v.4M10 15h.01",
	rulebook.Canceled:     "M10 5a5 5 0 1 0 .01 0zM6.5 13.5l7-7",
	rulebook.Failed:       "M10 5v6.5M10 15h.01",
	rulebook.Rejected:     "M6 6l8 8M14 6l-8 8",
}

// lines writes lines of text below y.
func (d *drawing) lines(class string, x, y float64, lines []string) {
	for i, line := range lines {
		d.text(class, x, y+float64((i+1)*lineHeight), line)
	}
}

// text writes one line of text on its base line.
func (d *drawing) text(class string, x, y float64, text string) {
	if class != "" {
		class = fmt.Sprintf(" class=%q", class)
	}
	fmt.Fprintf(&d.body, "<text%s x=\"%s\" y=\"%s\">%s</text>", class, px(x), px(y), html.EscapeString(text))
}

// px writes a number of pixels without a fraction.
func px(v float64) string { return fmt.Sprintf("%d", int(math.RoundToEven(v))) }
