package suite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/pages"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// covered is what the committed vectors reach of one table.
type covered struct {
	*table
	vectors [][]uint8       // of classes; each once
	known   map[string]bool // the same, by their bytes
	words   map[string]bool // "signal word" that stands in some document
}

// cover reads the committed vectors as the library reads documents.
func cover(t *testing.T) []*covered {
	t.Helper()
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	schema := document.NewSchema(book.All())
	var all []*covered
	for _, table := range book.All() {
		all = append(all, &covered{table: newTable(table), known: map[string]bool{}, words: map[string]bool{}})
	}
	n := 0
	for v := range conformance.Vectors() {
		n++
		var r document.Reading
		if schema.Read(v.Document, document.Limits{Bytes: 1 << 20, Depth: 64}, &r) != nil || len(r.Refused) > 0 {
			continue
		}
		all[0].reach(r.Lifecycle[:])
		all[0].read(v.Document)
		if all[0].judge(r.Lifecycle[:]) == rulebook.Undecided && len(r.Unknown) == 0 {
			c := all[r.Table]
			if callerSays(c.Signals, r.Vector[:], v.Context) {
				c.reach(r.Vector[:])
				c.read(v.Document)
			}
		}
	}
	if n < 3000 {
		t.Fatalf("%d vectors, want thousands", n)
	}
	return all
}

// callerSays adds what the caller says. It is not ok where that is refused.
func callerSays(signals []*rulebook.Signal, vector []uint8, c conformance.Context) bool {
	for i, s := range signals {
		word := map[string]string{"processType": c.ProcessType, "verdict": c.Verdict}[s.Name]
		if word == "" || !s.Context {
			continue
		}
		class, ok := rulebook.WordClass(s, word)
		if !ok || vector[i] != 0 && vector[i] != class {
			return false
		}
		vector[i] = class
	}
	return true
}

func (c *covered) reach(vector []uint8) {
	key := string(vector[:len(c.Signals)])
	if !c.known[key] {
		c.known[key] = true
		c.vectors = append(c.vectors, []byte(key))
	}
}

// read notes which words and numbers stand where signals are read.
func (c *covered) read(doc []byte) {
	var top any
	decoder := json.NewDecoder(bytes.NewReader(doc))
	decoder.UseNumber()
	if decoder.Decode(&top) != nil {
		return
	}
	for _, s := range c.Signals {
		for _, path := range []rulebook.Path{s.Path, s.Also} {
			if len(path) > 0 {
				each(top, path, func(value any) { c.words[fmt.Sprintf("%s %v", s.Name, value)] = true })
			}
		}
	}
}

// each visits what stands at a path.
func each(at any, path rulebook.Path, visit func(value any)) {
	if len(path) == 0 {
		visit(at)
		return
	}
	switch v := at.(type) {
	case map[string]any:
		for name, member := range v {
			if path[0] == name || path[0] == rulebook.Members {
				each(member, path[1:], visit)
			}
		}
	case []any:
		for _, item := range v {
			if path[0] == rulebook.Entries {
				each(item, path[1:], visit)
			}
		}
	}
}

// TestCoverage: the vectors reach every combination of rows, every word and
// number, every condition on its own (MC/DC), and every change of one signal
// that changes the status. The numbers stand in the suite's README.
func TestCoverage(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "| table | combinations of rows | words and numbers | parts of conditions (MC/DC) | changes of one signal |\n|---|---|---|---|---|\n")
	var sum [4]int
	for _, c := range cover(t) {
		numbers := [4]int{c.combined(t), c.worded(t), c.independent(t), c.changed(t)}
		fmt.Fprintf(&b, "| %s", c.File)
		for i, n := range numbers {
			fmt.Fprintf(&b, " | %d", n)
			sum[i] += n
		}
		fmt.Fprintf(&b, " |\n")
	}
	fmt.Fprintf(&b, "| all | %d | %d | %d | %d |\n", sum[0], sum[1], sum[2], sum[3])
	for i, least := range []int{100, 100, 100, 100} {
		if sum[i] < least {
			t.Errorf("column %d has %d, want at least %d", i+1, sum[i], least)
		}
	}
	pages.Part(t, "../../conformance/README.md", "coverage", b.String(), *update)
}

func (c *covered) combined(t *testing.T) int {
	sets := c.combinations()
	for _, set := range sets {
		if !slices.ContainsFunc(c.vectors, func(v []uint8) bool { return slices.Equal(c.holding(v), set) }) {
			t.Errorf("%s: no vector makes these rows hold, and no other: %s", c.File, c.rowNames(set))
		}
	}
	return len(sets)
}

// holding are the rows that hold, strictest first.
func (c *covered) holding(vector []uint8) []int {
	var rows []int
	for i, r := range c.Rules {
		if r.When.Eval(vector) {
			rows = append(rows, i)
		}
	}
	slices.SortStableFunc(rows, func(a, b int) int { return int(c.Rules[b].Status) - int(c.Rules[a].Status) })
	return rows
}

func (c *covered) worded(t *testing.T) int {
	n := 0
	for i, s := range c.Signals {
		var want []string
		for _, w := range s.Words {
			if s.Code == nil && len(s.Path) > 0 {
				want = append(want, w.Raw)
			}
		}
		if s.Kind == rulebook.Integer || s.Kind == rulebook.Boolean {
			want = append(want, s.Values...)
		}
		for _, word := range want {
			if !c.words[s.Name+" "+word] {
				t.Errorf("%s: the word %s of %s stands in no document", c.File, word, s.Name)
			}
		}
		n += len(want)
		for class := range s.Arity() {
			if !s.Aside && !slices.ContainsFunc(c.vectors, func(v []uint8) bool { return v[i] == uint8(class) }) {
				t.Errorf("%s: no vector has %s %s", c.File, s.Name, s.Describe(uint8(class)))
			}
		}
	}
	return n
}

// independent counts the parts of conditions for which two vectors differ in
// one signal, by it in the part, by that in the condition, and by that in the
// status. Where the diagrams prove that no status can show it, because another
// row always decides, it is enough that the row holds with one and not with the
// other.
func (c *covered) independent(t *testing.T) int {
	n := 0
	for _, r := range c.Rules {
		for i, atom := range Atoms(r.When) {
			n++
			yes, no, found := c.pair(r.When, i, atom.Signal)
			if !found {
				t.Errorf("%s: part %d of %s makes no difference by itself", c.File, i+1, r.ID)
				continue
			}
			visible := c.judge(yes) != c.judge(no)
			if !c.shown(r.When, i, atom, visible) {
				t.Errorf("%s: no two vectors show what part %d of %s does", c.File, i+1, r.ID)
			}
		}
	}
	return n
}

func (c *covered) shown(when *rulebook.Cond, i int, atom *rulebook.Cond, visible bool) bool {
	yes, no := c.flat(when, i, true), c.flat(when, i, false)
	matters := func(v []uint8) bool { return yes.Walk(v) == 1 && no.Walk(v) == 0 }
	for _, v := range c.vectors {
		if !atom.Eval(v) || !matters(v) {
			continue
		}
		for class := range c.Signals[atom.Signal].Arity() {
			other := with(v, atom.Signal, class)
			if c.known[string(other)] && !atom.Eval(other) && matters(other) && (!visible || c.judge(v) != c.judge(other)) {
				return true
			}
		}
	}
	return false
}

func (c *covered) flat(when *rulebook.Cond, i int, answer bool) *diagram.Flat {
	return c.Flatten(c.Forced(when, i, answer))
}

// changed counts the pairs of values of a signal and of statuses such that
// changing only the one leads from the one status to the other; values that no
// status tells apart are one.
func (c *covered) changed(t *testing.T) int {
	n := 0
	for i, s := range c.Signals {
		kind := c.kindOf(i)
		seen := map[[4]int]bool{}
		for _, v := range c.vectors {
			for class := range s.Arity() {
				if w := with(v, i, class); c.known[string(w)] {
					seen[[4]int{kind[v[i]], kind[class], int(c.judge(v)), int(c.judge(w))}] = true
				}
			}
		}
		for _, x := range c.kinds(i) {
			for _, y := range c.kinds(i) {
				for from := range rulebook.Statuses {
					for to := range rulebook.Statuses {
						if from == to || x >= y || !c.leads(i, x, y, from, to) {
							continue
						}
						n++
						if !seen[[4]int{kind[x], kind[y], from, to}] {
							t.Errorf("%s: no two vectors show that %s from %s to %s can lead from %s to %s", c.File, s.Name, s.Describe(uint8(x)), s.Describe(uint8(y)), c.named(from), c.named(to))
						}
					}
				}
			}
		}
	}
	return n
}

// leads tells whether changing signal i from x to y can lead from one status to
// another.
func (c *covered) leads(i, x, y, from, to int) bool {
	return c.And(c.where(c.Restrict(c.status, i, x), from), c.where(c.Restrict(c.status, i, y), to)) != diagram.False
}

// kindOf numbers classes; those that no status tells apart have one number.
func (c *covered) kindOf(signal int) []int {
	numbers := make([]int, c.Signals[signal].Arity())
	for class := range numbers {
		numbers[class] = int(c.Restrict(c.status, signal, class))
	}
	return numbers
}

// TestForced: forcing a part of a condition to what it is changes nothing.
func TestForced(t *testing.T) {
	for _, c := range cover(t) {
		for _, r := range c.Rules {
			when := promise.Condition(c.Builder, r.When)
			for i, atom := range Atoms(r.When) {
				is := promise.Condition(c.Builder, atom)
				split := c.Or(c.And(is, c.Forced(r.When, i, true)), c.And(c.Not(is), c.Forced(r.When, i, false)))
				if split != when {
					t.Errorf("%s, part %d: the condition split by it is another one", r.ID, i+1)
				}
			}
		}
	}
}
