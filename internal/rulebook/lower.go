package rulebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
)

// lowering turns the syntax tree of one condition into a Cond.
type lowering struct {
	*reader
	text    conditionText
	negated Pos
	terms   []*ast.IdentifierNode
}

func (l *lowering) at(n ast.Node) Pos { return l.text.at(n.Location().From) }

func (l *lowering) refuseNode(n ast.Node, code Code, format string, args ...any) {
	l.refuse(l.at(n), code, format, args...)
}

// notAt is the place of a not; expr puts that of not in at the in.
func (l *lowering) notAt(n *ast.UnaryNode) Pos {
	from := n.Location().From
	before := strings.TrimRightFunc(string([]rune(l.text.text)[:from]), unicode.IsSpace)
	if in, ok := n.Node.(*ast.BinaryNode); ok && in.Location().From == from && strings.HasSuffix(before, "not") {
		from = utf8.RuneCountInString(before) - len("not")
	}
	return l.text.at(from)
}

func (l *lowering) negation(at Pos) {
	if l.negated == (Pos{}) {
		l.negated = at
	}
}

// nothing stands in for what was refused.
var nothing = &Cond{Op: OpOr}

// condition lowers what is true or false by itself.
func (l *lowering) condition(n ast.Node) *Cond {
	switch n := n.(type) {
	case *ast.BinaryNode:
		return l.binary(n)
	case *ast.UnaryNode:
		if n.Operator == "not" {
			at := l.notAt(n)
			l.negation(at)
			return &Cond{Op: OpNot, Kids: []*Cond{l.condition(n.Node)}, At: at}
		}
		if n.Operator == "!" {
			l.refuseNode(n, CodeFragment, "write not instead of !")
			return nothing
		}
	case *ast.BuiltinNode:
		return l.quantifier(n)
	case *ast.IdentifierNode:
		return l.term(n)
	case *ast.StringNode, *ast.IntegerNode, *ast.BoolNode, *ast.NilNode:
		l.refuseNode(n, CodeFragment, "a value alone is not a condition: compare a signal with it, or list it, as in name in [value, value]")
		return nothing
	case *ast.CallNode:
		l.refuseNode(n, CodeFragment, "there are no functions in the language of conditions: %s", conditionLanguage)
		return nothing
	}
	l.refuseNode(n, CodeFragment, "this is not part of the language of conditions: %s", conditionLanguage)
	return nothing
}

const conditionLanguage = "it has == != in not in, and or not, any all none over groups and sets, and brackets"

func (l *lowering) binary(n *ast.BinaryNode) *Cond {
	switch n.Operator {
	case "and", "or":
		op := OpAnd
		if n.Operator == "or" {
			op = OpOr
		}
		c := &Cond{Op: op, At: l.at(n)}
		for _, side := range []ast.Node{n.Left, n.Right} {
			kid := l.condition(side)
			if kid.Op == op && kid.Text == "" && kid != nothing {
				c.Kids = append(c.Kids, kid.Kids...)
			} else {
				c.Kids = append(c.Kids, kid)
			}
		}
		return c
	case "&&":
		if n.Right.Location() == n.Location() {
			return l.condition(n.Left) // a chain such as 0 < x < 9
		}
		l.refuseNode(n, CodeFragment, "write and instead of &&")
	case "||":
		l.refuseNode(n, CodeFragment, "write or instead of ||")
	case "<", ">", "<=", ">=":
		l.refuseNode(n, CodeFragment, "%s would have to guess about absence; write a range, such as matchLevel in 6..15", n.Operator)
	case "==", "!=", "in":
		return l.comparison(n)
	default:
		l.refuseNode(n, CodeFragment, "%s is not part of the language of conditions: %s", n.Operator, conditionLanguage)
	}
	return nothing
}

// comparison lowers a signal compared with literals.
func (l *lowering) comparison(n *ast.BinaryNode) *Cond {
	name, ok := n.Left.(*ast.IdentifierNode)
	if !ok {
		l.refuseLeft(n, "a signal")
		return nothing
	}
	s := l.names[name.Value]
	switch {
	case s.signal == nil:
		l.refuseNotSignal(name, s)
		return nothing
	case s.signal.Set:
		l.refuseNode(name, CodeFragment, "%s is a set: ask any(%[1]s, …), all(…) or none(…)", name.Value)
		return nothing
	}
	classes, named := l.compare(n, s.signal)
	return &Cond{Op: OpIs, Signal: s.index, Classes: classes, Named: named, Text: n.String(), At: l.at(name)}
}

// refuseLeft refuses what stands on the left of a comparison.
func (l *lowering) refuseLeft(n *ast.BinaryNode, want string) {
	if not, ok := n.Left.(*ast.UnaryNode); ok && not.Operator == "not" {
		l.refuseNode(not, CodeFragment, "not takes only the name that follows; write not (… %s …), or != or not in", n.Operator)
		return
	}
	l.refuseNode(n, CodeFragment, "the left side of %s has to be %s", n.Operator, want)
}

func (l *lowering) refuseNotSignal(name *ast.IdentifierNode, s symbol) {
	switch {
	case s.group != nil:
		l.refuseNode(name, CodeFragment, "%s is a group: ask any(%[1]s, …), all(…) or none(…), or one of its members", name.Value)
	case s.term != nil:
		l.refuseNode(name, CodeFragment, "%s is a term: it holds or not, and is not compared", name.Value)
	default:
		l.refuseUnknown(name, "nothing", l.signalNames())
	}
}

func (l *lowering) refuseUnknown(name *ast.IdentifierNode, no string, candidates []string) {
	if l.later[name.Value] {
		l.refuseNode(name, CodeUnknown, "a term can use only the terms above it, and %s is not", name.Value)
		return
	}
	l.refuseNode(name, CodeUnknown, "%s is called %q; %s", no, name.Value, didYouMean(name.Value, candidates))
}

// compare gives the classes of s for which the comparison holds, and the
// classes that its literals name.
func (l *lowering) compare(n *ast.BinaryNode, s *Signal) (holds, named Classes) {
	if n.Operator == "in" {
		named = l.list(n.Right, s)
	} else {
		named = l.literal(n.Right, s)
	}
	if n.Operator == "!=" {
		l.negation(l.at(n))
		return everyClass(s) &^ named, named
	}
	return named, named
}

// everyClass is every class of a signal, of a set every class of an entry.
func everyClass(s *Signal) Classes { return 1<<(len(s.Values)+1) - 1 }

// list lowers the right side of in: a list of literals or a range.
func (l *lowering) list(n ast.Node, s *Signal) Classes {
	switch n := n.(type) {
	case *ast.ArrayNode:
		if len(n.Nodes) == 0 {
			l.refuseNode(n, CodeFragment, "an empty list: the condition could never hold")
		}
		var classes Classes
		for _, item := range n.Nodes {
			classes |= l.literal(item, s)
		}
		return classes
	case *ast.BinaryNode:
		if n.Operator == ".." {
			return l.span(n, s)
		}
	}
	l.refuseNode(n, CodeFragment, `after in stands a list, such as ["clear", absent], or a range, such as 6..15`)
	return 0
}

func (l *lowering) span(n *ast.BinaryNode, s *Signal) Classes {
	from, ok1 := n.Left.(*ast.IntegerNode)
	to, ok2 := n.Right.(*ast.IntegerNode)
	if !ok1 || !ok2 || s.Kind != Integer {
		l.refuseNode(n, CodeFragment, "a range is two whole numbers, for a signal of type integer")
		return 0
	}
	if from.Value > to.Value {
		l.refuseNode(n, CodeLiteral, "the range is empty: %d is above %d", from.Value, to.Value)
		return 0
	}
	// Both ends are looked at first, so that a huge range costs nothing.
	classes := l.literal(from, s) | l.literal(to, s)
	if _, ok := s.IntClass(from.Value); !ok {
		return classes
	}
	if _, ok := s.IntClass(to.Value); !ok {
		return classes
	}
	for v := from.Value; v <= to.Value; v++ {
		class, _ := s.IntClass(v)
		classes |= 1 << class
	}
	return classes
}

// literal gives the class that a literal names.
func (l *lowering) literal(n ast.Node, s *Signal) Classes {
	if len(s.Values) == 0 {
		return 0 // refused where it is declared
	}
	switch n := n.(type) {
	case *ast.IdentifierNode:
		switch {
		case n.Value == "absent":
			return 1
		case n.Value == "present" && s.Kind == Presence:
			return 2
		case n.Value == "present":
			l.refuseNode(n, CodeLiteral, "%s has values: compare it with them, or write != absent", s.Name)
			return 0
		case slices.Contains(s.Values, n.Value):
			l.refuseNode(n, CodeLiteral, "a word stands in quotes: %q", n.Value)
			return 0
		}
	case *ast.StringNode:
		if s.Kind == Words {
			if i := slices.Index(s.Values, n.Value); i >= 0 {
				return 1 << (i + 1)
			}
			l.refuseNode(n, CodeLiteral, "%q is not a declared value of %s; %s", n.Value, s.Name, didYouMean(n.Value, s.Values))
			return 0
		}
	case *ast.ArrayNode:
		l.refuseNode(n, CodeLiteral, "a list of values stands after in")
		return 0
	case *ast.BoolNode:
		if s.Kind == Boolean {
			return 1 << s.BoolClass(n.Value)
		}
	case *ast.IntegerNode:
		if s.Kind == Integer {
			if class, ok := s.IntClass(n.Value); ok {
				return 1 << class
			}
			l.refuseNode(n, CodeLiteral, "%d is outside %s of %s", n.Value, s.Allowed()[0], s.Name)
			return 0
		}
	}
	l.refuseNode(n, CodeLiteral, "%s is compared with %s", s.Name, s.literals())
	return 0
}

// literals tells how the signal's values are written in conditions.
func (s *Signal) literals() string {
	var out []string
	switch s.Kind {
	case Words:
		for _, v := range s.Values {
			out = append(out, strconv.Quote(v))
		}
	case Integer:
		out = s.Allowed()
	default:
		out = slices.Clone(s.Values)
	}
	return strings.Join(append(out, "absent"), ", ")
}

// term lowers a name that stands alone.
func (l *lowering) term(n *ast.IdentifierNode) *Cond {
	s := l.names[n.Value]
	switch {
	case s.term != nil:
		if s.term.negated != (Pos{}) {
			l.negation(l.at(n))
		}
		l.terms = append(l.terms, n)
		return &Cond{Op: OpTerm, Term: n.Value, Kids: []*Cond{s.term.Cond}, At: l.at(n)}
	case s.signal != nil && s.signal.Kind == Boolean:
		l.refuseNode(n, CodeFragment, "%s may be absent: write %[1]s == true", n.Value)
	case s.declared():
		l.refuseNode(n, CodeFragment, "%s is not true or false by itself: compare it with a value", n.Value)
	default:
		l.refuseUnknown(n, "nothing", append(l.termNames(), l.signalNames()...))
	}
	return nothing
}

func (l *lowering) termNames() []string {
	var names []string
	for _, t := range l.table.Terms {
		names = append(names, t.Name)
	}
	return names
}

// quantifier lowers any, all and none over a group or a set.
func (l *lowering) quantifier(n *ast.BuiltinNode) *Cond {
	if n.Name != "any" && n.Name != "all" && n.Name != "none" || len(n.Arguments) != 2 {
		l.refuseNode(n, CodeFragment, "%s is not part of the language of conditions: %s", n.Name, conditionLanguage)
		return nothing
	}
	name, ok := n.Arguments[0].(*ast.IdentifierNode)
	predicate, ok2 := n.Arguments[1].(*ast.PredicateNode)
	if !ok || !ok2 {
		l.refuseNode(n, CodeFragment, "%s asks a group or a set: %[1]s(name, # == value)", n.Name)
		return nothing
	}
	if n.Name == "none" {
		l.negation(l.at(n))
	}
	s := l.names[name.Value]
	switch {
	case s.signal != nil && s.signal.Set:
		holds, named := l.entry(predicate.Node, s.signal)
		c := &Cond{Op: OpAll, Signal: s.index, Classes: holds, Named: named, Text: n.String(), At: l.at(n)}
		switch n.Name {
		case "any":
			c.Op = OpAny
		case "none":
			c.Classes = everyClass(s.signal) &^ holds
		}
		return c
	case s.group != nil:
		return l.overGroup(n, s.group, predicate.Node)
	case s.signal != nil:
		l.refuseNode(name, CodeFragment, "%s has one value: compare it directly", name.Value)
	case s.term != nil:
		l.refuseNode(name, CodeFragment, "%s is a term, and has no entries", name.Value)
	default:
		l.refuseUnknown(name, "no group or set", l.familyNames())
	}
	return nothing
}

// familyNames are the names of groups and sets.
func (l *lowering) familyNames() []string {
	var names []string
	for _, g := range l.table.Groups {
		names = append(names, g.Name)
	}
	for _, s := range l.table.Signals {
		if s.Set {
			names = append(names, s.Name)
		}
	}
	return names
}

// overGroup writes the question out for each member.
func (l *lowering) overGroup(n *ast.BuiltinNode, g *Group, predicate ast.Node) *Cond {
	c, asked := &Cond{Op: OpAnd, Text: n.String(), At: l.at(n)}, OpAll
	if n.Name == "any" {
		c.Op, asked = OpOr, OpAny
	}
	if len(g.Members) == 0 {
		return nothing // refused where it is declared
	}
	like := l.table.Signals[g.Members[0]]
	holds, named := l.entry(predicate, like)
	if n.Name == "none" {
		holds = everyClass(like) &^ holds
	}
	for _, m := range g.Members {
		c.Kids = append(c.Kids, &Cond{Op: OpIs, Signal: m, Classes: holds, Named: named, Asked: asked, At: l.at(n)})
	}
	return c
}

// entry gives the classes for which a condition on # holds.
func (l *lowering) entry(n ast.Node, s *Signal) (holds, named Classes) {
	switch n := n.(type) {
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "or":
			a, namedA := l.entry(n.Left, s)
			b, namedB := l.entry(n.Right, s)
			if n.Operator == "and" {
				return a & b, namedA | namedB
			}
			return a | b, namedA | namedB
		case "==", "!=", "in":
			if p, ok := n.Left.(*ast.PointerNode); ok && p.Name == "" {
				return l.compare(n, s)
			}
			l.refuseLeft(n, "#, inside any, all and none")
			return 0, 0
		}
	case *ast.UnaryNode:
		if n.Operator == "not" {
			l.negation(l.notAt(n))
			holds, named = l.entry(n.Node, s)
			return everyClass(s) &^ holds, named
		}
	}
	l.refuseNode(n, CodeFragment, "inside any, all and none stands # compared with values: # == value, # in [value, value]")
	return 0, 0
}

func (l *lowering) refuseNegation() {
	by := ""
	for _, t := range l.terms {
		if l.at(t) == l.negated {
			by = fmt.Sprintf("; the term %s has one of these in line %d", t.Value, l.names[t.Value].term.negated.Line)
		}
	}
	l.refuse(l.negated, CodeNegation, "a row that accepts says what has to be there: == and in, any and all, never !=, not or none%s", by)
}
