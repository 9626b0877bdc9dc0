package rulebook

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// conditionText is the text of a condition with the way back to its place in
// the file.
type conditionText struct {
	text string
	src  *source
	node *yaml.Node
}

// condition takes the text of a condition, which has to be a | block or stand
// in single quotes: YAML cuts a plain scalar at " #" without a word.
func (s *source) condition(n *yaml.Node, what string) (conditionText, bool) {
	c := conditionText{src: s, node: n}
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		s.refuse(position(n), CodeValue, "%s has to be a condition", what)
		return c, false
	}
	if n.Style&(yaml.LiteralStyle|yaml.SingleQuotedStyle) == 0 {
		why := "elsewhere YAML would cut it at the first space and #"
		if n.Style&yaml.DoubleQuotedStyle != 0 {
			why = "in double quotes YAML would change it at every backslash"
		}
		s.refuse(position(n), CodeStyle, "write a condition in 'single quotes' or as a block that begins with |; %s", why)
		return c, false
	}
	c.text = strings.TrimRight(n.Value, "\n")
	switch {
	case strings.TrimSpace(c.text) == "":
		s.refuse(position(n), CodeValue, "%s has to be a condition", what)
		return c, false
	case len(c.text) > maxCondition:
		s.refuse(position(n), CodeLimit, "a condition has at most %d bytes", maxCondition)
		return c, false
	case nesting(c.text) > maxNesting:
		s.refuse(position(n), CodeLimit, "a condition nests at most %d deep", maxNesting)
		return c, false
	}
	return c, true
}

// Limits that are checked before expr sees a condition: its parser descends
// once for each opening bracket, and a stack overflow cannot be recovered.
const (
	maxCondition = 4 << 10
	maxInlined   = 16 << 10
	maxNesting   = 64
)

// at gives the place in the file of a character of the condition.
func (c conditionText) at(offset int) Pos {
	runes := []rune(c.text)
	before := string(runes[:min(max(offset, 0), len(runes))])
	if c.node.Style&yaml.SingleQuotedStyle != 0 {
		doubled := strings.Count(before, "'")
		return Pos{c.node.Line, c.node.Column + 1 + utf8.RuneCountInString(before) + doubled}
	}
	line := strings.Count(before, "\n")
	column := utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])
	return Pos{c.node.Line + 1 + line, c.indentation() + column + 1}
}

// indentation is what YAML took off each line of a block.
func (c conditionText) indentation() int {
	for i, content := range strings.Split(c.text, "\n") {
		if raw := c.src.line(c.node.Line + 1 + i); content != "" && strings.HasSuffix(raw, content) {
			return len(raw) - len(content)
		}
	}
	return 0
}
