package picture

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/describe"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Measures of a card, in pixels.
const (
	titleHeight = 26 // of the line with the name
	noteHeight  = 16 // of the line below it
	lineHeight  = 16 // of text in rows and exits
	padding     = 8
	chipHeight  = 20
	chipIcon    = 20 // what the symbol takes of a chip's width
	rowLine     = 20 // characters after which the text of a row breaks
	exitLine    = 16 // the same of an exit
)

// card shows a question: its name, a row for each answer that gives a status,
// and below them, side by side, an exit for each that leads on.
type card struct {
	narrow bool // rows have the status below the answer, not beside it

	name  string // of the signal or group
	note  string // what of a group is asked, or empty
	rows  []*row
	exits []*exit

	x, y          float64 // of the left upper corner
	width, height float64
}

// row is an answer that gives a status.
type row struct {
	lines  []string
	full   string // the answer as a sentence
	status rulebook.Status

	// Below the card's upper edge, or right of its left.
	y, height    float64
	textY        float64
	chipX, chipY float64
}

// exit is an answer that leads to another question.
type exit struct {
	lines []string
	full  string
	to    *card
	x     float64 // right of the card's left edge
	width float64
}

// newCards makes the cards of a graph, in the order of its questions.
func newCards(g *graph, narrow bool) []*card {
	cards := make([]*card, len(g.questions))
	of := map[*question]*card{}
	for i, q := range g.questions {
		cards[i] = &card{narrow: narrow}
		of[q] = cards[i]
	}
	for i, q := range g.questions {
		fill(cards[i], g.table, q, of)
	}
	return cards
}

// fill writes a card. Rows stand with the strictest first, exits in the order
// of the answers.
func fill(c *card, t *rulebook.Table, q *question, of map[*question]*card) {
	s := t.Signals[q.signals[0]]
	c.name, c.note = s.Name, ""
	if len(q.signals) > 1 {
		c.name, c.note = s.Group, foldNote(t, q)
	}
	for i, a := range q.answers {
		short, full := answerText(s, a)
		if len(q.signals) > 1 {
			quantifier := [...]string{"any ", "all "}[i]
			short, full = quantifier+short, quantifier+full
		}
		full = c.name + " " + full
		if a.to == nil {
			c.rows = append(c.rows, &row{lines: wrap(short, rowLine), full: full, status: a.status})
		} else {
			c.exits = append(c.exits, &exit{lines: wrap(short, exitLine), full: full, to: of[a.to]})
		}
	}
	slices.SortStableFunc(c.rows, func(a, b *row) int { return int(b.status) - int(a.status) })
	c.size()
}

// foldNote says which members of a group a folded question is about.
func foldNote(t *rulebook.Table, q *question) string {
	for _, g := range t.Groups {
		if g.Name != t.Signals[q.signals[0]].Group {
			continue
		}
		var without, with []string
		for _, m := range g.Members {
			if name := t.Signals[m].Name; slices.Contains(q.signals, m) {
				with = append(with, name)
			} else {
				without = append(without, name)
			}
		}
		switch {
		case len(without) == 0:
			return fmt.Sprintf("all %d of the group", len(with))
		case len(without) < len(with):
			return "without " + strings.Join(without, ", ")
		default:
			return "of it " + strings.Join(with, ", ")
		}
	}
	panic("no group of this name")
}

// answerText says an answer in few words, and as the end of a sentence. Few
// words for a set that needs several phrases are "otherwise".
func answerText(s *rulebook.Signal, a answer) (short, full string) {
	words := describe.Classes(s, a.classes)
	switch {
	case !s.Set:
		return words, "is " + words
	case strings.Contains(words, ", or "):
		return "otherwise", words
	default:
		return words, words
	}
}

// size measures a card and places what is in it.
func (c *card) size() {
	c.width = textWidth(c.name, titleSize, true) + 2*padding
	c.height = titleHeight
	if c.note != "" {
		c.width = max(c.width, textWidth(c.note, noteSize, false)+2*padding)
		c.height += noteHeight
	}
	for _, r := range c.rows {
		r.y = c.height
		c.width = max(c.width, r.size(c.narrow))
		c.height += r.height
	}
	exits, lines := 0.0, 0
	for _, e := range c.exits {
		e.width = widest(e.lines) + 2*padding
		exits += e.width
		lines = max(lines, len(e.lines))
	}
	if lines > 0 {
		c.height += float64(lines)*lineHeight + padding
	}
	c.width = max(c.width, exits)
	for _, e := range c.exits { // share what is left
		e.width += (c.width - exits) / float64(len(c.exits))
	}
	c.placeExits()
	for _, r := range c.rows {
		if !c.narrow {
			r.chipX = c.width - chipWidth(r.status) - padding
		}
	}
}

// size measures a row, places what is in it, and gives the width it needs.
func (r *row) size(narrow bool) float64 {
	text, chip := widest(r.lines), chipWidth(r.status)
	textHeight := float64(len(r.lines) * lineHeight)
	if narrow {
		r.textY, r.chipX, r.chipY = r.y+2, padding, r.y+textHeight+8
		r.height = textHeight + chipHeight + 2*padding
		return max(text, chip) + 2*padding
	}
	r.height = max(textHeight, chipHeight) + padding
	r.textY, r.chipY = r.y+(r.height-textHeight)/2-4, r.y+(r.height-chipHeight)/2
	return text + chip + 3*padding
}

// placeExits puts the exits side by side in their order.
func (c *card) placeExits() {
	x := 0.0
	for _, e := range c.exits {
		e.x = x
		x += e.width
	}
}

// exitsTop is where the exits begin, below the card's upper edge.
func (c *card) exitsTop() float64 {
	lines := 0
	for _, e := range c.exits {
		lines = max(lines, len(e.lines))
	}
	return c.height - float64(lines)*lineHeight - padding
}

// port is where the edge of an exit begins.
func (c *card) port(e *exit) float64 { return c.x + e.x + e.width/2 }
