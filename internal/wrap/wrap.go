// Package wrap breaks text for terminals.
package wrap

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// width is the number of columns that every terminal has.
const width = 80

// Line writes text after prefix, in lines of at most 80 columns as far as its
// words allow; later lines are indented as far as the prefix reaches.
func Line(b *bytes.Buffer, prefix, text string) {
	line, columns := prefix, utf8.RuneCountInString(prefix)
	indent := strings.Repeat(" ", columns)
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if i > 0 && columns+1+n > width {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line, columns = indent, len(indent)
		} else if i > 0 {
			line, columns = line+" ", columns+1
		}
		line, columns = line+word, columns+n
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}
