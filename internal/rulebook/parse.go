package rulebook

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/parser/lexer"
)

// symbol is what a name in a condition stands for: one of these.
type symbol struct {
	signal *Signal
	index  int // of signal
	group  *Group
	term   *Term
}

func (s symbol) declared() bool { return s.signal != nil || s.group != nil || s.term != nil }

// reserved tells whether a name is more than a name to expr, or to us.
func reserved(name string) bool {
	if name == "absent" || name == "present" {
		return true
	}
	tree, err := parser.Parse(name)
	if err != nil {
		return true
	}
	_, plain := tree.Node.(*ast.IdentifierNode)
	if !plain {
		return true
	}
	// A name that expr reads as a function when a bracket follows.
	tree, err = parser.Parse(name + "(1)")
	if err != nil {
		return true
	}
	_, call := tree.Node.(*ast.CallNode)
	return !call
}

// parsed is a condition, lowered.
type parsed struct {
	cond    *Cond
	inlined string // the text with terms written out
	negated Pos    // of the first negation, or zero
}

// parseCondition parses, checks and lowers a condition. A condition that
// accepts must not say what is not the case.
func (r *reader) parseCondition(text conditionText, accepts bool) (parsed, bool) {
	if !r.checkTokens(text) {
		return parsed{}, false
	}
	tree, err := parser.Parse(text.text)
	if err != nil {
		r.refuseSyntax(text, err)
		return parsed{}, false
	}
	l := &lowering{reader: r, text: text}
	before := len(r.problems)
	cond := l.condition(tree.Node)
	if accepts && l.negated != (Pos{}) {
		l.refuseNegation()
	}
	inlined := l.inline()
	return parsed{cond, inlined, l.negated}, len(r.problems) == before
}

// checkTokens refuses what the syntax tree does not show, or not where it
// stands.
func (r *reader) checkTokens(text conditionText) bool {
	tokens, err := lexer.Lex(file.NewSource(text.text))
	if err != nil {
		return true // the parser says it better
	}
	runes, end := []rune(text.text), 0
	for _, t := range tokens {
		from := t.From
		if t.Kind == lexer.EOF {
			from = len(runes)
		}
		gap := string(runes[end:from])
		if comment := strings.TrimLeftFunc(gap, unicode.IsSpace); comment != "" {
			r.refuse(text.at(from-utf8.RuneCountInString(comment)), CodeFragment, "a condition holds no comment; write it as a # line above the row")
			return false
		}
		if (t.Kind == lexer.Operator || t.Kind == lexer.Bracket) && slices.Contains([]string{"|", "::", "?", ";", "let", "if", "{"}, t.Value) {
			r.refuse(text.at(from), CodeFragment, "%s is not part of the language of conditions: %s", t.Value, conditionLanguage)
			return false
		}
		if spelling := string(runes[t.From:t.To]); !plainlySpelled(t.Kind, spelling) {
			r.refuse(text.at(t.From), CodeFragment, "write words in double quotes without backslashes, and numbers in digits, instead of %s", spelling)
			return false
		}
		end = t.To
	}
	return true
}

var plainNumber = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)

// plainlySpelled tells whether a literal is spelled in the one way that the
// language has for it.
func plainlySpelled(kind lexer.Kind, spelling string) bool {
	switch kind {
	case lexer.String:
		return strings.HasPrefix(spelling, `"`) && !strings.Contains(spelling, `\`)
	case lexer.Number:
		return plainNumber.MatchString(spelling)
	}
	return true
}

// nesting is the depth of brackets of any kind, as far as expr reads the text;
// brackets in strings are none.
func nesting(text string) int {
	l := lexer.New()
	l.Reset(file.NewSource(text))
	depth, deepest := 0, 0
	for {
		t, err := l.Next()
		switch {
		case err != nil:
			return deepest
		case t.Is(lexer.Bracket, "(", "[", "{"):
			depth++
			deepest = max(deepest, depth)
		case t.Is(lexer.Bracket):
			depth--
		}
	}
}

func (r *reader) refuseSyntax(text conditionText, err error) {
	var syntax *file.Error
	if !errors.As(err, &syntax) {
		r.refuse(text.at(0), CodeSyntax, "the condition cannot be parsed: %v", err)
		return
	}
	at := text.at(syntax.From)
	switch syntax.Message {
	case "unexpected token EOF":
		r.refuse(text.at(utf8.RuneCountInString(text.text)), CodeSyntax, "the condition cannot be parsed: it ends here, and something is still to come")
	case `unexpected token Operator("=")`:
		r.refuse(at, CodeSyntax, "the condition cannot be parsed: write == instead of =")
	case `unexpected token Operator("#")`:
		r.refuse(at, CodeSyntax, "the condition cannot be parsed: # stands inside any, all and none only")
	case "literal not terminated":
		r.refuse(at, CodeSyntax, "the condition cannot be parsed: the word in quotes never ends")
	default:
		message := unexpectedToken.ReplaceAllString(syntax.Message, "unexpected $1")
		r.refuse(at, CodeSyntax, "the condition cannot be parsed: %s", message)
	}
}

var unexpectedToken = regexp.MustCompile(`^unexpected token \w+\((.+)\)$`)

// inline writes the terms of the condition out, each in brackets. It refuses
// terms of terms that would grow beyond measure.
func (l *lowering) inline() string {
	runes := []rune(l.text.text)
	size := len(l.text.text)
	for _, t := range l.terms {
		size += len("()") + len(l.names[t.Value].term.inlined)
	}
	if size > maxInlined {
		l.refuse(l.text.at(0), CodeLimit, "with its terms written out, a condition has at most %d bytes, this one %d", maxInlined, size)
		return ""
	}
	slices.SortFunc(l.terms, func(a, b *ast.IdentifierNode) int { return a.Location().From - b.Location().From })
	var b strings.Builder
	end := 0
	for _, t := range l.terms {
		from := t.Location().From
		b.WriteString(string(runes[end:from]))
		b.WriteString("(" + l.names[t.Value].term.inlined + ")")
		end = from + len(t.Value)
	}
	b.WriteString(string(runes[end:]))
	if nesting(b.String()) > maxNesting {
		l.refuse(l.text.at(0), CodeLimit, "with its terms written out, a condition nests at most %d deep", maxNesting)
	}
	return b.String()
}
