package picture

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// tables gives the tables of the rule book.
func tables(t *testing.T) []*rulebook.Table {
	t.Helper()
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 || len(book.All()) < 7 {
		t.Fatalf("%d tables, problems %v", len(book.All()), problems)
	}
	return book.All()
}

// graphOf reads a table's graph.
func graphOf(t *testing.T, table *rulebook.Table) *graph {
	t.Helper()
	g, err := newGraph(table)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// made reads a table with signals of the values good and bad.
func made(t *testing.T, title, signals, rows string) *rulebook.Table {
	t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "provider: '*'\ntitle: %s\nsource: 'Made up'\ngives: [rejected]\nelse: judge\nsignals:\n", title)
	for _, name := range strings.Fields(signals) {
		fmt.Fprintf(&text, "  %s: {meaning: Made up., path: /%s, values: [good, bad]}\n", name, name)
	}
	fmt.Fprintf(&text, "rules:\n  - {id: made-up, status: rejected, when: '%s', reason: Made up., source: Made up, basis: text}\n", rows)
	book, problems := rulebook.Load(fstest.MapFS{"made.yaml": {Data: []byte(text.String())}})
	if book.Lifecycle == nil {
		t.Fatalf("no table: %v", problems)
	}
	return book.Lifecycle
}

// pairs reads a table that rejects where both signals of one of n pairs are bad.
// The first of every pair stand before the second of any.
func pairs(t *testing.T, n int) *rulebook.Table {
	t.Helper()
	var first, second, both []string
	for i := range n {
		first = append(first, fmt.Sprintf("a%d", i))
		second = append(second, fmt.Sprintf("b%d", i))
		both = append(both, fmt.Sprintf(`a%d == "bad" and b%d == "bad"`, i, i))
	}
	return made(t, "Pairs", strings.Join(append(first, second...), " "), strings.Join(both, " or "))
}

// TestExact: walking the questions gives, for every vector there is, the
// status that the rows give: both are the same function.
func TestExact(t *testing.T) {
	for _, table := range tables(t) {
		t.Run(table.File, func(t *testing.T) {
			var arity []int
			for _, s := range table.Signals {
				arity = append(arity, s.Arity())
			}
			b := diagram.New(arity)
			want := diagram.False // undecided
			for _, rule := range table.Rules {
				want = b.Apply(want, promise.Condition(b, rule.When), func(so, holds int) int {
					if holds == 1 && int(rule.Status) > so {
						return int(rule.Status)
					}
					return so
				})
			}
			if got := function(b, graphOf(t, table).first); got != want || b.Err() != nil {
				t.Errorf("the questions give another status than the rows (%v)", b.Err())
			}
		})
	}
}

// function is what an answer leads to, as a diagram.
func function(b *diagram.Builder, a answer) diagram.Ref {
	if a.to == nil {
		return b.Terminal(int(a.status))
	}
	if len(a.to.signals) == 1 {
		sum := diagram.False
		for _, next := range a.to.answers {
			sum = b.Apply(sum, b.Apply(has(b, a.to.signals[0], next), function(b, next), times), plus)
		}
		return sum
	}
	any := diagram.False
	for _, signal := range a.to.signals {
		any = b.Or(any, has(b, signal, a.to.answers[0]))
	}
	return b.Apply(
		b.Apply(any, function(b, a.to.answers[0]), times),
		b.Apply(b.Not(any), function(b, a.to.answers[1]), times), plus)
}

func has(b *diagram.Builder, signal int, a answer) diagram.Ref {
	return b.Literal(signal, func(class int) bool { return a.classes>>class&1 == 1 })
}

func times(x, y int) int { return x * y }
func plus(x, y int) int  { return x + y }

// TestAnswers: every class of a signal is in one answer of each question, and
// no two answers of a question lead to the same.
func TestAnswers(t *testing.T) {
	for _, table := range tables(t) {
		for _, q := range graphOf(t, table).questions {
			s := table.Signals[q.signals[0]]
			var classes uint64
			for i, a := range q.answers {
				if classes&a.classes != 0 {
					t.Errorf("%s asks %s with a value in two answers", table.File, s.Name)
				}
				classes |= a.classes
				for _, b := range q.answers[:i] {
					if a.leads(b) {
						t.Errorf("%s asks %s with two answers for the same", table.File, s.Name)
					}
				}
			}
			if classes != 1<<s.Arity()-1 {
				t.Errorf("%s asks %s with no answer for some value", table.File, s.Name)
			}
		}
	}
}

// TestFold: the breakdowns of Onfido are one question each time. One of the
// document's has a way out of its own and is asked alone, before the others.
func TestFold(t *testing.T) {
	for _, table := range tables(t) {
		if table.File != "onfido.yaml" {
			continue
		}
		notes := map[string]int{}
		for _, c := range newCards(graphOf(t, table), false) {
			notes[strings.TrimSpace(c.name+" "+c.note)]++
		}
		want := map[string]int{
			"processType": 1, "documentResult": 2, "subResult": 5, "documentType": 6, "ageValidation": 6, "faceResult": 2,
			"documentBreakdowns without ageValidation": 4,
			"faceBreakdowns all 3 of the group":        2,
		}
		if diff := cmp.Diff(want, notes); diff != "" {
			t.Errorf("cards (-want +got):\n%s", diff)
		}
		return
	}
	t.Fatal("no table of Onfido")
}

// TestTooLarge: what nobody could read is refused with the file's name. Pairs
// that stand far apart need a question for every state of the first halves.
func TestTooLarge(t *testing.T) {
	_, err := newGraph(pairs(t, 8)) // 510 questions
	var large *TooLargeError
	if !errors.As(err, &large) || large.File != "made.yaml" || !strings.HasPrefix(err.Error(), "made.yaml: ") {
		t.Errorf("the error is %v", err)
	}
	if g := graphOf(t, pairs(t, 7)); len(g.questions) != 254 {
		t.Errorf("%d questions, want 254", len(g.questions))
	}
}
