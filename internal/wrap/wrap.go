// Package wrap breaks text for terminals.
package wrap

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is the number of columns that every terminal has.
const width = 80

// Line writes text after prefix, in lines of at most 80 columns as far as its
// words allow; later lines are indented as far as the prefix reaches.
func Line(b *bytes.Buffer, prefix, text string) { write(b, prefix, strings.Fields(text)) }

// Clauses is Line for conditions: lines begin with "and" or "or" as far as the
// clauses between these are short enough.
func Clauses(b *bytes.Buffer, prefix, text string) {
	var clauses []string
	for _, word := range strings.Fields(text) {
		if len(clauses) == 0 || word == "and" || word == "or" {
			clauses = append(clauses, word)
		} else {
			clauses[len(clauses)-1] += " " + word
		}
	}
	var pieces []string
	for _, clause := range clauses {
		if utf8.RuneCountInString(prefix+clause) > width {
			pieces = append(pieces, strings.Fields(clause)...)
		} else {
			pieces = append(pieces, clause)
		}
	}
	write(b, prefix, pieces)
}

// write writes the pieces one after the other, unbroken.
func write(b *bytes.Buffer, prefix string, pieces []string) {
	line, columns := prefix, utf8.RuneCountInString(prefix)
	indent := strings.Repeat(" ", columns)
	for i, piece := range pieces {
		n := utf8.RuneCountInString(piece)
		if i > 0 && columns+1+n > width {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line, columns = indent, len(indent)
		} else if i > 0 {
			line, columns = line+" ", columns+1
		}
		line, columns = line+piece, columns+n
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// Printable replaces what could disturb a terminal in names that come from a
// document.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
