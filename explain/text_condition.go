package explain

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/verdict-id/verdict/internal/wrap"
)

// write writes the parts of a condition, a line each. All of them have to hold
// unless a line above says otherwise.
func (c Condition) write(b *bytes.Buffer, depth int) {
	switch c.Kind {
	case KindAnd:
		c.writeParts(b, depth)
	case KindOr:
		c.writeLine(b, depth, "one of")
		c.writeParts(b, depth+1)
	case KindNot:
		if len(c.Parts) == 1 {
			c.writeNot(b, depth)
		}
	case KindTerm:
		c.writeLine(b, depth, c.Text)
	default:
		c.writeAtom(b, indentation(depth))
	}
}

func (c Condition) writeLine(b *bytes.Buffer, depth int, text string) {
	fmt.Fprintf(b, "%s%s %s\n", indentation(depth), yesNo(c.Holds), text)
}

func indentation(depth int) string { return "  " + strings.Repeat("    ", depth) }

// writeNot writes the negation of a question in its line, and says of parts
// what has to be so of them.
func (c Condition) writeNot(b *bytes.Buffer, depth int) {
	switch p := c.Parts[0]; p.Kind {
	case KindAnd:
		c.writeLine(b, depth, "not all of")
		p.writeParts(b, depth+1)
	case KindOr:
		c.writeLine(b, depth, "none of")
		p.writeParts(b, depth+1)
	case KindNot:
		c.writeLine(b, depth, "not")
		p.write(b, depth+1)
	default:
		p.Text, p.Holds = "not ("+p.Text+")", c.Holds
		p.write(b, depth)
	}
}

// writeParts writes the parts; those that have to hold together inside of
// something else are marked.
func (c Condition) writeParts(b *bytes.Buffer, depth int) {
	for _, p := range c.Parts {
		if p.Kind == KindAnd {
			p.writeLine(b, depth, "all of")
			p.writeParts(b, depth+1)
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
