package sql

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// condition gives the lines of a condition, as few as fit in a width.
func (q *query) condition(t *table, c *rulebook.Cond, width int) []string {
	c = untermed(c)
	switch c.Op {
	case rulebook.OpNot:
		return bracketed("not (", q.condition(t, c.Kids[0], width-2), width)
	case rulebook.OpAnd, rulebook.OpOr:
		return q.joined(t, c, width)
	}
	return []string{q.atom(t, c)}
}

// joined gives conditions with and or or between them. Those of the other kind
// get brackets.
func (q *query) joined(t *table, c *rulebook.Cond, width int) []string {
	word := "and "
	if c.Op == rulebook.OpOr {
		word = "or "
	}
	if len(c.Kids) == 0 {
		return []string{map[bool]string{true: "true", false: "false"}[c.Op == rulebook.OpAnd]}
	}
	var lines []string
	single := true
	for i, kid := range c.Kids {
		part := q.condition(t, kid, width-len(word)-2)
		if op := untermed(kid).Op; (op == rulebook.OpAnd || op == rulebook.OpOr) && op != c.Op {
			part = bracketed("(", part, width-len(word))
		}
		single = single && len(part) == 1
		if i > 0 {
			part[0] = word + part[0]
		}
		lines = append(lines, part...)
	}
	if one := strings.Join(lines, " "); single && utf8.RuneCountInString(one) <= width {
		return []string{one}
	}
	return lines
}

// bracketed puts brackets around lines.
func bracketed(open string, lines []string, width int) []string {
	if len(lines) == 1 && utf8.RuneCountInString(open+lines[0]+")") <= width {
		return []string{open + lines[0] + ")"}
	}
	return append(append([]string{open}, indented(1, lines)...), ")")
}

// untermed is the condition that a term stands for.
func untermed(c *rulebook.Cond) *rulebook.Cond {
	for c.Op == rulebook.OpTerm {
		c = c.Kids[0]
	}
	return c
}

// atom asks about the value of one signal, or about the entries of a set. What
// the table says by the other values is said so here.
func (q *query) atom(t *table, c *rulebook.Cond) string {
	s := t.Signals[c.Signal]
	x := q.column(t, s)
	var asked, others []string
	for class, value := range append([]string{"absent"}, s.Values...) {
		if c.Classes.Has(uint8(class)) {
			asked = append(asked, value)
		} else {
			others = append(others, value)
		}
	}
	switch {
	case c.Op == rulebook.OpAny && len(asked) == 0:
		return "false"
	case c.Op == rulebook.OpAny:
		return q.dialect.anyOf(x, asked)
	case c.Op == rulebook.OpAll && len(asked) == 0:
		return q.dialect.isEmpty(x)
	case c.Op == rulebook.OpAll:
		return q.dialect.allOf(x, asked)
	case len(others) == 0:
		return "true"
	case len(asked) == 0:
		return "false"
	case c.Named != 0 && c.Named != c.Classes:
		return notIn(x, others)
	}
	return in(x, asked)
}

// rowsOf gives the rows that ask for a status, in table order.
func rowsOf(t *table, status rulebook.Status) []*rulebook.Rule {
	return slices.DeleteFunc(slices.Clone(t.Rules), func(r *rulebook.Rule) bool { return r.Status != status })
}
