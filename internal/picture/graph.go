// Package picture draws what the rows of a table decide: the decision diagram of
// the status alone, in which each question asks one signal and each answer leads
// to the next question or to a status. Members of a group that are asked alike
// are one question.
package picture

import (
	"fmt"
	"slices"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// graph is what a table decides, as questions one after the other.
type graph struct {
	table     *rulebook.Table
	first     answer      // what is asked first; of a table with one status for all, that status
	questions []*question // each after those that lead to it
}

// question asks one signal, or members of a group one after the other.
type question struct {
	signals []int // indexes into Table.Signals; several where they are folded
	answers []answer
}

// answer is some classes of a question's signal, and where they lead. Of a
// folded question the first answer is that some member has such a class, the
// second that every one has.
type answer struct {
	classes uint64
	to      *question       // or nil
	status  rulebook.Status // where to is nil
}

// leads tells whether two answers lead to the same.
func (a answer) leads(b answer) bool { return a.to == b.to && a.status == b.status }

// Limits of what a person could read.
const (
	maxQuestions = 500    // of a diagram
	maxWidth     = 4000.0 // of one that is drawn, in pixels
)

// TooLargeError says that a table needs too many questions, or too wide a
// drawing, for a diagram that a person could read.
type TooLargeError struct {
	File  string // of the table
	Width int    // of the drawing, in pixels; 0 where there are too many questions
}

func (e *TooLargeError) Error() string {
	much := fmt.Sprintf("have more than %d questions", maxQuestions)
	if e.Width > 0 {
		much = fmt.Sprintf("be %d pixels wide, more than %.0f", e.Width, maxWidth)
	}
	return fmt.Sprintf("%s: its diagram would %s, which nobody could read; the other formats show the table", e.File, much)
}

// newGraph reads the diagram of a table's status. The error is a
// *TooLargeError.
func newGraph(t *rulebook.Table) (*graph, error) {
	arity := make([]int, len(t.Signals))
	for i, s := range t.Signals {
		arity[i] = s.Arity()
	}
	b := diagram.New(arity)
	status := b.Terminal(int(rulebook.Undecided))
	for _, rule := range t.Rules {
		status = b.Apply(status, promise.Condition(b, rule.When), func(so, holds int) int {
			return max(so, holds*int(rule.Status))
		})
	}
	g := &graph{table: t}
	r := reader{b: b, arity: arity, known: map[diagram.Ref]*question{}}
	g.first = r.answer(status, 0)
	if b.Err() != nil || len(r.known) > maxQuestions {
		return nil, &TooLargeError{File: t.File}
	}
	g.fold()
	g.sort()
	return g, nil
}

// reader takes a diagram apart.
type reader struct {
	b     *diagram.Builder
	arity []int
	known map[diagram.Ref]*question
}

// answer reads f, which asks no level above from. It stops reading where there
// is too much.
func (r *reader) answer(f diagram.Ref, from int) answer {
	if len(r.known) > maxQuestions {
		return answer{}
	}
	if values := r.b.Values(f); len(values) == 1 {
		for status := range values {
			return answer{status: rulebook.Status(status)}
		}
	}
	if r.known[f] == nil {
		level := from
		for r.b.Restrict(f, level, 0) == f { // it is not asked
			level++
		}
		q := &question{signals: []int{level}}
		r.known[f] = q
		for class := range r.arity[level] {
			q.add(1<<class, r.answer(r.b.Restrict(f, level, class), level+1))
		}
	}
	return answer{to: r.known[f]}
}

// add adds classes to the answer that leads to the same, or a new answer.
func (q *question) add(classes uint64, to answer) {
	for i := range q.answers {
		if q.answers[i].leads(to) {
			q.answers[i].classes |= classes
			return
		}
	}
	to.classes = classes
	q.answers = append(q.answers, to)
}

// fold makes one question of those that ask members of a group alike: each
// only where the one before did not lead away, and with the same way out.
func (g *graph) fold() {
	parents := map[*question]int{}
	g.visit(func(q *question) {
		for _, a := range q.answers {
			parents[a.to]++
		}
	})
	g.visit(func(q *question) {
		for g.foldOne(q, parents) {
		}
	})
}

func (g *graph) foldOne(q *question, parents map[*question]int) bool {
	group := g.table.Signals[q.signals[0]].Group
	if group == "" || len(q.answers) != 2 {
		return false
	}
	for i, on := range q.answers {
		out, next := q.answers[1-i], on.to
		if next == nil || parents[next] > 1 || g.table.Signals[next.signals[0]].Group != group || len(next.answers) != 2 {
			continue
		}
		for j, again := range next.answers {
			if again.leads(out) && again.classes == out.classes {
				q.signals = append(q.signals, next.signals...)
				q.answers = []answer{out, next.answers[1-j]}
				return true
			}
		}
	}
	return false
}

// visit calls see for every question, for each before those it leads to.
func (g *graph) visit(see func(*question)) {
	seen := map[*question]bool{nil: true}
	var walk func(q *question)
	walk = func(q *question) {
		if seen[q] {
			return
		}
		seen[q] = true
		see(q)
		for _, a := range q.answers {
			walk(a.to)
		}
	}
	walk(g.first.to)
}

// gives tells whether some answer gives a status.
func (g *graph) gives(s rulebook.Status) bool {
	found := g.first.to == nil && g.first.status == s
	g.visit(func(q *question) {
		for _, a := range q.answers {
			found = found || a.to == nil && a.status == s
		}
	})
	return found
}

// sort lists the questions by the first signal that they ask.
func (g *graph) sort() {
	g.visit(func(q *question) { g.questions = append(g.questions, q) })
	slices.SortStableFunc(g.questions, func(a, b *question) int { return a.signals[0] - b.signals[0] })
}
