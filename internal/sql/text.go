package sql

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns is how long a line gets at most, unless it is one word.
const columns = 120

// writer writes lines, two blanks for each level of indentation.
type writer struct{ strings.Builder }

func (w *writer) line(level int, text string) {
	indent := strings.Repeat("  ", level)
	for i, line := range broken(text, columns-len(indent)-4) {
		if i > 0 {
			indent = strings.Repeat("  ", level+2)
		}
		w.WriteString(indent + line + "\n")
	}
}

func (w *writer) lines(level int, lines []string) {
	for _, line := range lines {
		text := strings.TrimLeft(line, " ")
		w.line(level+(len(line)-len(text))/2, text)
	}
}

// list writes expressions with commas between them.
func (w *writer) list(level int, expressions []string) {
	for i, e := range expressions {
		if i < len(expressions)-1 {
			e += ","
		}
		w.lines(level, strings.Split(e, "\n"))
	}
}

// comment writes a sentence or two as a comment.
func (w *writer) comment(level int, text string) {
	line := strings.Repeat("  ", level) + "--"
	width := utf8.RuneCountInString(line)
	for _, word := range strings.Fields(text) {
		if n := utf8.RuneCountInString(word) + 1; width+n <= columns || width < 2*level+3 {
			line, width = line+" "+word, width+n
			continue
		}
		w.WriteString(line + "\n")
		line = strings.Repeat("  ", level) + "-- " + word
		width = utf8.RuneCountInString(line)
	}
	w.WriteString(line + "\n")
}

// broken breaks SQL at blanks outside of quotes, so that each line is as short as
// that allows.
func broken(text string, width int) []string {
	var lines []string
	var quote rune
	start, blank, n := 0, -1, 0
	for i, r := range text {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote = r
		case quote == 0 && r == ' ' && !joins(text[start:i]):
			blank = i
		}
		if n++; n > width && blank > start {
			lines = append(lines, text[start:blank])
			start, n = blank+1, utf8.RuneCountInString(text[blank+1:i+utf8.RuneLen(r)])
		}
	}
	return append(lines, text[start:])
}

// joins tells whether a line ends in a word that belongs to what follows.
func joins(line string) bool {
	return slices.Contains([]string{"as", "and", "or", "then"}, line[strings.LastIndexByte(line, ' ')+1:])
}

// literal writes a text.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// literals writes texts with commas between them.
func literals(texts []string) string {
	var all []string
	for _, t := range texts {
		all = append(all, literal(t))
	}
	return strings.Join(all, ", ")
}

// identifier writes a name exactly as it is.
func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// qualified writes the name of a table, which may have those of a schema and a
// database before it.
func qualified(name string) string {
	parts := strings.Split(name, ".")
	for i, part := range parts {
		parts[i] = identifier(part)
	}
	return strings.Join(parts, ".")
}

// in asks whether an expression is one of some texts.
func in(x string, texts []string) string {
	if len(texts) == 1 {
		return x + " = " + literal(texts[0])
	}
	return x + " in (" + literals(texts) + ")"
}

// notIn asks whether an expression is none of some texts.
func notIn(x string, texts []string) string {
	if len(texts) == 1 {
		return x + " <> " + literal(texts[0])
	}
	return x + " not in (" + literals(texts) + ")"
}

// namer gives names of columns that every database takes: of 63 bytes at most,
// and no two that differ by capitals alone.
type namer struct {
	names map[string]string // by text
	taken map[string]bool   // in lower case
}

func newNamer() namer { return namer{map[string]string{}, map[string]bool{}} }

// name gives the name for a text, always the same.
func (n namer) name(text string) string {
	const longest, mark = 63, len("~999")
	if n.names[text] == "" {
		name := text
		if len(name) > longest {
			name = strings.ToValidUTF8(name[:longest-mark], "")
		}
		short := strings.ToValidUTF8(name[:min(len(name), longest-mark)], "")
		for again := 2; n.taken[strings.ToLower(name)]; again++ {
			name = fmt.Sprintf("%s~%d", short, again)
		}
		n.names[text], n.taken[strings.ToLower(name)] = name, true
	}
	return identifier(n.names[text])
}

// indented indents lines by levels.
func indented(levels int, lines []string) []string {
	var all []string
	for _, line := range lines {
		all = append(all, strings.Repeat("  ", levels)+line)
	}
	return all
}
