package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// TestPlaces: no card covers another, none is crossed by an edge that only
// passes, and everything is within the picture. A table of one signal is one card.
func TestPlaces(t *testing.T) {
	for _, table := range append(tables(t), pairs(t, 4)) {
		t.Run(table.File, func(t *testing.T) {
			l := newLayout(graphOf(t, table))
			if alone := len(table.Signals) == 1; alone != (len(l.cards) == 1) || alone != (len(l.edges) == 0) || len(l.cards) == 0 {
				t.Fatalf("%d cards and %d edges of %d signals", len(l.cards), len(l.edges), len(table.Signals))
			}
			for i, a := range l.cards {
				const least = margin - 1 // what rounding leaves of it
				if a.x < least || a.y < least || a.x+a.width > l.width-least || a.y+a.height > l.height-least {
					t.Errorf("%s is not within the picture", a.name)
				}
				for _, b := range l.cards[:i] {
					if a.x < b.x+b.width && b.x < a.x+a.width && a.y < b.y+b.height && b.y < a.y+a.height {
						t.Errorf("%s covers %s", a.name, b.name)
					}
				}
			}
			for _, e := range l.edges {
				for _, s := range e.spans {
					if s.upper.card == nil {
						passes(t, l, s.upper)
					}
				}
			}
		})
	}
}

// passes checks a lane: between the upper and the lower edge of its layer
// nothing stands in its way.
func passes(t *testing.T, l *layout, lane *slot) {
	for _, c := range l.cards {
		if lane.x > c.x-1 && lane.x < c.x+c.width+1 && lane.top < c.y+c.height && lane.bottom > c.y {
			t.Errorf("an edge passes through %s", c.name)
		}
	}
}

// TestWide: the diagrams of the rule book fit the page in a window of 1280
// pixels.
func TestWide(t *testing.T) {
	for _, table := range tables(t) {
		if l := newLayout(graphOf(t, table)); l.width > 1244 {
			t.Errorf("%s is %.0f pixels wide", table.File, l.width)
		}
	}
}

// TestTooWide: a diagram that nobody could read is not drawn, whether in a file
// or in a page, although its questions are few enough. One with a pair fewer is
// drawn; a graph for Graphviz has no width yet.
func TestTooWide(t *testing.T) {
	draw := map[string]func(*rulebook.Table) error{
		"SVG": func(table *rulebook.Table) error { return SVG(io.Discard, []*rulebook.Table{table}) },
		"Inline": func(table *rulebook.Table) error {
			_, err := Inline(table, func(string) string { return "" })
			return err
		},
	}
	wide, narrower := pairs(t, 6), pairs(t, 5)
	for name, draw := range draw {
		var large *TooLargeError
		if err := draw(wide); !errors.As(err, &large) || large.File != "made.yaml" || large.Width <= maxWidth ||
			!strings.HasPrefix(err.Error(), fmt.Sprintf("made.yaml: its diagram would be %d pixels wide, more than 4000, ", large.Width)) {
			t.Errorf("%s gives the error %v", name, err)
		}
		if err := draw(narrower); err != nil {
			t.Errorf("%s refuses what can be read: %v", name, err)
		}
	}
	if err := DOT(io.Discard, []*rulebook.Table{wide}); err != nil {
		t.Errorf("DOT gives the error %v", err)
	}
}

// TestMarkup: what a table says is text in the picture, whatever it is.
func TestMarkup(t *testing.T) {
	const title = `<b>"A" & 'B'</b> --> ]]>`
	table := made(t, `"`+strings.ReplaceAll(title, `"`, `\"`)+`"`, "a b", `a == "bad" or b == "bad"`)
	var svg, dot bytes.Buffer
	if err := SVG(&svg, []*rulebook.Table{table}); err != nil {
		t.Fatal(err)
	}
	if texts := textsOf(t, svg.String()); texts["title"] != title || !strings.Contains(texts["text"], title) {
		t.Errorf("the title is %q", texts["title"])
	}
	if err := DOT(&dot, []*rulebook.Table{table}); err != nil {
		t.Fatal(err)
	}
	if want := `label="<b>\"A\" & 'B'</b> --> ]]>"`; !strings.Contains(dot.String(), want) {
		t.Errorf("no %s in\n%s", want, dot.String())
	}
}

// textsOf reads XML, and gives the text in elements of each name, except that
// of a title it gives the first.
func textsOf(t *testing.T, text string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	var open []string
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if name := strings.Join(open[max(len(open)-1, 0):], ""); name != "title" || texts[name] == "" {
				texts[name] += string(token)
			}
		}
	}
}

// TestNothingAsked: a table with one status for all shows it.
func TestNothingAsked(t *testing.T) {
	table := made(t, "One", "a", `a == "bad" or a != "bad"`)
	var svg, dot bytes.Buffer
	if err := errors.Join(SVG(&svg, []*rulebook.Table{table}), DOT(&dot, []*rulebook.Table{table})); err != nil {
		t.Fatal(err)
	}
	if texts := textsOf(t, svg.String()); !strings.Contains(texts["text"], "always rejected") {
		t.Errorf("the picture says %q", texts["text"])
	}
	if !strings.Contains(dot.String(), "✕ rejected") {
		t.Errorf("the graph is\n%s", dot.String())
	}
}

// TestLooks: no two statuses look alike, in colour or without, and the colours
// of DOT are those of the light look.
func TestLooks(t *testing.T) {
	seen := map[string]rulebook.Status{}
	light, _, _ := strings.Cut(Style, "@media")
	for s := range rulebook.Status(rulebook.Statuses) {
		for _, mark := range []string{symbols[s], looks[s].symbol, looks[s].ink, looks[s].back} {
			if other, twice := seen[mark]; twice || mark == "" {
				t.Errorf("%s has the look %q, as %s", s, mark, other)
			}
			seen[mark] = s
		}
		for _, colour := range []string{"--" + s.String() + ": " + looks[s].ink + ";", "--" + s.String() + "-back: " + looks[s].back + ";"} {
			if s != rulebook.Undecided && !strings.Contains(light, colour) {
				t.Errorf("the light look has no %s", colour)
			}
		}
		if n := strings.Count(Style, "--"+s.String()+": "); n != 2 {
			t.Errorf("%s has %d colours, want one light and one dark", s, n)
		}
	}
}

// broken is a writer that fails.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestWriteFails: an error in writing is not lost.
func TestWriteFails(t *testing.T) {
	for name, write := range map[string]func(io.Writer, []*rulebook.Table) error{"SVG": SVG, "DOT": DOT} {
		if err := write(broken{}, tables(t)); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s gives the error %v", name, err)
		}
	}
}
