package rulebook

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Code names one kind of refusal. Codes are stable: tools may match on them.
type Code string

// What reading a table can refuse. The codes of broken promises stand in
// package promise.
const (
	CodeYAML     Code = "YAML"     // not YAML, or more than one document
	CodeStyle    Code = "STYLE"    // YAML that reads differently than it looks
	CodeKey      Code = "KEY"      // a key that the format does not know
	CodeRequired Code = "REQUIRED" // a key that has to be there is not
	CodeValue    Code = "VALUE"    // a key's value is outside what it takes
	CodeTwice    Code = "TWICE"    // a key, name, id or word used a second time
	CodeName     Code = "NAME"     // not usable as a name
	CodeLimit    Code = "LIMIT"    // larger than the format allows
	CodeSyntax   Code = "SYNTAX"   // a condition that expr cannot parse
	CodeFragment Code = "FRAGMENT" // expr, but outside the language of conditions
	CodeUnknown  Code = "UNKNOWN"  // a name that nothing declares
	CodeLiteral  Code = "LITERAL"  // a literal outside the declared values
	CodeNegation Code = "NEGATION" // a row that accepts by what is not the case
	CodeBook     Code = "BOOK"     // the tables do not make up one book
)

// Problem is one reason why a rule book is refused.
type Problem struct {
	Code    Code
	File    string
	Line    int // 1-based; 0 when the problem concerns the whole file
	Column  int // 1-based, in characters
	Message string
	Excerpt string // the line of the file
	Witness string // what breaks a promise, for people; empty for other problems
}

func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	fmt.Fprintf(&b, ": %s: %s", p.Code, p.Message)
	if p.Line > 0 && p.Excerpt != "" {
		fmt.Fprintf(&b, "\n    %s\n    %s^", p.Excerpt, caretIndent(p.Excerpt, p.Column))
	}
	if p.Witness != "" {
		fmt.Fprintf(&b, "\n    for example: %s", p.Witness)
	}
	return b.String()
}

// caretIndent is the white space before column, tabs kept so that the caret
// stands under its character in any terminal.
func caretIndent(line string, column int) string {
	var b strings.Builder
	n := 1
	for _, r := range line {
		if n >= column {
			break
		}
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
		n++
	}
	return b.String()
}

// Pos is a place in a rule file; the zero Pos is the file as a whole.
type Pos struct{ Line, Column int }

// source is one rule file and what was found wrong with it.
type source struct {
	name     string
	text     []byte
	lines    []string
	problems []Problem
}

func newSource(name string, text []byte) *source {
	return &source{name: name, text: text, lines: strings.Split(string(text), "\n")}
}

// line gives line n without its end, empty outside the file.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return strings.TrimSuffix(s.lines[n-1], "\r")
}

// problem makes a Problem at pos; an excerpt of a very long line is left out.
func (s *source) problem(pos Pos, code Code, message string) Problem {
	p := Problem{Code: code, File: s.name, Line: pos.Line, Column: pos.Column, Message: message}
	if line := s.line(pos.Line); len(line) <= 300 && utf8.ValidString(line) {
		p.Excerpt = line
	}
	return p
}

func (s *source) refuse(pos Pos, code Code, format string, args ...any) {
	s.problems = append(s.problems, s.problem(pos, code, fmt.Sprintf(format, args...)))
}

// SortProblems orders problems by file, then by place.
func SortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
}

// didYouMean suggests the candidate nearest to word, or the whole list when
// none is near.
func didYouMean(word string, candidates []string) string {
	best, bestDistance := "", 3
	for _, c := range candidates {
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < bestDistance && d < len(c) {
			best, bestDistance = c, d
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	if len(candidates) == 0 {
		return "there are none to choose from"
	}
	return "one of: " + strings.Join(candidates, ", ")
}

// distance is the edit distance between two words, a swap of neighbours
// counting once.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64
	}
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
