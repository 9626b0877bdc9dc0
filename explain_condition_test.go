package verdict_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/explain"
)

// TestExplainConditions: whether a condition held follows from its parts, and
// whether an atom did from what it saw, which is what the signals were.
func TestExplainConditions(t *testing.T) {
	explanations(t, func(x explainable, e *explain.Explanation) { followsFromParts(t, e) })
	rapid.Check(t, func(t *rapid.T) {
		doc, processType, verdictWord := drawDocument(t)
		p, err := verdict.Parse(doc)
		if err != nil {
			return
		}
		if e, err := p.WithProcessType(processType).WithVerdict(verdictWord).Explain(); err == nil {
			followsFromParts(t, e)
		}
	})
}

// conditionReader recomputes the conditions of one explanation.
type conditionReader struct {
	rapid.TB
	values map[string]string // by signal
	terms  map[string]explain.Term
}

func followsFromParts(t rapid.TB, e *explain.Explanation) {
	t.Helper()
	r := conditionReader{t, map[string]string{}, map[string]explain.Term{}}
	for _, s := range e.Signals {
		r.values[s.Name] = s.Value
	}
	for _, term := range e.Terms {
		if term.Holds != r.follows(term.Condition) {
			t.Fatalf("the term %s: %v", term.Name, term.Holds)
		}
		r.terms[term.Name] = term
	}
	for _, row := range e.Rows {
		if row.Holds != r.follows(row.Condition) {
			t.Fatalf("%s: %v", row.ID, row.Holds)
		}
	}
	for _, row := range e.Remarks {
		if strings.HasPrefix(row.ID, "process-") && e.Table != "rules/process.yaml" {
			continue // it asks about other signals
		}
		beside := len(row.Beside) == 0 || slices.Contains(row.Beside, e.Status)
		if row.Holds != (r.follows(row.Condition) && beside) {
			t.Fatalf("%s: %v", row.ID, row.Holds)
		}
	}
}

func (r conditionReader) follows(c explain.Condition) bool {
	holds := false
	switch c.Kind {
	case explain.KindAnd:
		holds = true
		for _, p := range c.Parts {
			holds = r.follows(p) && holds
		}
	case explain.KindOr:
		for _, p := range c.Parts {
			holds = r.follows(p) || holds
		}
	case explain.KindNot:
		holds = !r.follows(c.Parts[0])
	case explain.KindTerm:
		if diff := cmp.Diff(r.terms[c.Text].Condition, c.Parts[0]); diff != "" {
			r.Fatalf("the term %s is unfolded differently:\n%s", c.Text, diff)
		}
		holds = r.terms[c.Text].Holds
	case explain.KindAtom:
		holds = r.atom(c)
	default:
		r.Fatalf("a condition of kind %q", c.Kind)
	}
	if holds != c.Holds {
		r.Fatalf("%s %s of %v: %v, want %v", c.Kind, c.Text, c.Saw, c.Holds, holds)
	}
	return holds
}

// The forms of atoms.
var (
	atomOfOne  = regexp.MustCompile(`^(\w+) (==|!=|in) (.+)$`)
	atomOfMany = regexp.MustCompile(`^(any|all|none)\((\w+), # (==|!=|in) (.+)\)$`)
)

// atom reads the question and answers it for what was seen.
func (r conditionReader) atom(c explain.Condition) bool {
	for _, saw := range c.Saw {
		if saw.Value != r.values[saw.Signal] {
			r.Fatalf("%s saw %s of %s, which is %s", c.Text, saw.Value, saw.Signal, r.values[saw.Signal])
		}
	}
	if m := atomOfOne.FindStringSubmatch(c.Text); m != nil {
		if len(c.Saw) != 1 || c.Saw[0].Signal != m[1] {
			r.Fatalf("%s saw %v", c.Text, c.Saw)
		}
		return answers(m[2], m[3], c.Saw[0].Value)
	}
	m := atomOfMany.FindStringSubmatch(c.Text)
	if m == nil {
		r.Fatalf("%s is a new form of a question; teach it to this test", c.Text)
	}
	yes, entries := 0, entryValues(c.Saw)
	for _, value := range entries {
		if answers(m[3], m[4], value) {
			yes++
		}
	}
	switch m[1] {
	case "any":
		return yes > 0
	case "all":
		return yes == len(entries)
	default:
		return yes == 0
	}
}

// entryValues gives the values of the entries of a set, or of the members of a
// group.
func entryValues(saw []explain.Saw) []string {
	if value := saw[0].Value; value == "empty" {
		return nil
	} else if list, ok := strings.CutPrefix(value, "["); ok {
		return strings.Split(strings.TrimSuffix(list, "]"), ", ")
	}
	var values []string
	for _, s := range saw {
		values = append(values, s.Value)
	}
	return values
}

// answers compares a value with literals.
func answers(op, literals, value string) bool {
	if value == "without value" {
		value = "absent"
	}
	if from, to, ok := strings.Cut(literals, ".."); ok {
		n, err := strconv.Atoi(value)
		low, _ := strconv.Atoi(from)
		high, _ := strconv.Atoi(to)
		return err == nil && n >= low && n <= high
	}
	listed := false
	for _, literal := range strings.Split(strings.Trim(literals, "[]"), ", ") {
		listed = listed || strings.Trim(literal, `"`) == value
	}
	return listed == (op != "!=")
}

// TestExplainConditionText: how conditions are laid out, in forms that the
// shipped tables do not have as well.
func TestExplainConditionText(t *testing.T) {
	atom := func(text string, holds bool, saw ...explain.Saw) explain.Condition {
		return explain.Condition{Kind: explain.KindAtom, Text: text, Holds: holds, Saw: saw}
	}
	of := func(kind explain.Kind, holds bool, parts ...explain.Condition) explain.Condition {
		return explain.Condition{Kind: kind, Holds: holds, Parts: parts}
	}
	bad := atom(`a == "bad"`, true, explain.Saw{Signal: "a", Value: "bad"})
	good := atom(`b == "good"`, false, explain.Saw{Signal: "b", Value: "bad"})
	term := explain.Condition{Kind: explain.KindTerm, Text: "someTerm", Parts: []explain.Condition{good}}
	long := atom(`any(aGroup, # in ["`+strings.Repeat("x", 40)+`", absent] and # != "good")`, true,
		explain.Saw{Signal: "a", Value: "bad"}, explain.Saw{Signal: "b", Value: "good"}, explain.Saw{Signal: "c", Value: "bad"})
	for _, c := range []struct {
		condition explain.Condition
		want      string
		why       string
	}{
		{bad, `
      yes a == "bad"                                       it is bad`, "an atom"},
		{term, `
      no  someTerm`, "a term, which is unfolded elsewhere"},
		{of(explain.KindAnd, false, bad, good), `
      yes a == "bad"                                       it is bad
      no  b == "good"                                      it is bad`, "all have to hold where nothing says otherwise"},
		{of(explain.KindOr, true, bad, of(explain.KindAnd, false, good, term)), `
      yes one of
          yes a == "bad"                                   it is bad
          no  all of
              no  b == "good"                              it is bad
              no  someTerm`, "what has to hold together within something else is marked"},
		{of(explain.KindNot, false, bad), `
      no  not (a == "bad")                                 it is bad`, "the negation of an atom is one line, and what counts is whether that holds"},
		{of(explain.KindNot, true, term), `
      yes not (someTerm)`, "that of a term too"},
		{of(explain.KindNot, false, of(explain.KindOr, true, bad, good)), `
      no  none of
          yes a == "bad"                                   it is bad
          no  b == "good"                                  it is bad`, "not one or the other"},
		{of(explain.KindNot, true, of(explain.KindAnd, false, bad, good)), `
      yes not all of
          yes a == "bad"                                   it is bad
          no  b == "good"                                  it is bad`, "not both"},
		{of(explain.KindNot, true, of(explain.KindNot, false, bad)), `
      yes not
          no  not (a == "bad")                             it is bad`, "not not"},
		{long, `
      yes any(aGroup, # in ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", absent]
          and # != "good")
          it is bad for a, c; good for b`, "what is too long is broken between clauses, and what it saw is gathered"},
	} {
		text := explanationText(t, &explain.Explanation{Rows: []explain.Row{{ID: "x", Status: "failed", At: "x.yaml:1", Condition: c.condition}}})
		_, text, _ = strings.Cut(text, "x.yaml:1")
		text, _, _ = strings.Cut(text, "\n\n")
		if diff := cmp.Diff(c.want, text); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}
