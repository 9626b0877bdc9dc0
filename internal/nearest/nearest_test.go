package nearest_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"math/bits"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/describe"
	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/nearest"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// subject is a table with its diagram.
type subject struct {
	*promise.Proof
	statuses []rulebook.Status // by value of the diagram
}

func newSubject(table *rulebook.Table) subject {
	s := subject{Proof: promise.Check(table)}
	for _, o := range s.Outcomes {
		s.statuses = append(s.statuses, o.Status)
	}
	return s
}

// shipped gives tables of the embedded book by file.
func shipped(t *testing.T, files ...string) []subject {
	t.Helper()
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var subjects []subject
	for _, table := range book.Tables {
		if slices.Contains(files, table.File) {
			subjects = append(subjects, newSubject(table))
		}
	}
	if len(subjects) != len(files) {
		t.Fatalf("%d tables, want %v", len(subjects), files)
	}
	return subjects
}

// lifecycle is the table that every book has to have.
func lifecycle(t *testing.T) []byte {
	t.Helper()
	text, err := fs.ReadFile(rules.Book(), "process.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func drawSubject(t *rapid.T, lifecycle []byte) subject {
	text := drawTable(t)
	t.Logf("%s", text)
	book, problems := rulebook.Load(fstest.MapFS{"process.yaml": {Data: lifecycle}, "drawn.yaml": {Data: []byte(text)}})
	if len(problems) > 0 {
		t.Fatalf("%v", problems)
	}
	return newSubject(book.Tables[0])
}

func (s subject) drawVector(t *rapid.T) []uint8 {
	vector := make([]uint8, len(s.Table.Signals))
	for i, signal := range s.Table.Signals {
		vector[i] = uint8(rapid.IntRange(0, signal.Arity()-1).Draw(t, signal.Name))
	}
	return vector
}

// status asks every row.
func (s subject) status(vector []uint8) rulebook.Status {
	status := rulebook.Undecided
	for _, r := range s.Table.Rules {
		if r.When.Eval(vector) {
			status = max(status, r.Status)
		}
	}
	return status
}

// reachable lists what a signal that has a class could as well have been, the
// class among them. A set is played through with its entries: each may get any
// value, further ones may come with theirs, and an entry without a value may
// stay so.
func reachable(s *rulebook.Signal, from uint8) []uint8 {
	classes := []uint8{from}
	switch {
	case s.Aside || !s.Ordered:
	case !s.Set:
		for to := uint8(1); int(to) < s.Arity(); to++ { // evidence never goes
			classes = append(classes, to)
		}
	default:
		var entries []uint8 // of each kind two, for one of them may stay as it is
		for kind := range uint8(len(s.Values) + 1) {
			if from>>kind&1 == 1 {
				entries = append(entries, kind, kind)
			}
		}
		masks := map[uint8]bool{0: true}
		for _, kind := range entries {
			longer := map[uint8]bool{}
			for mask := range masks {
				for to := range uint8(len(s.Values) + 1) {
					if to != 0 || kind == 0 {
						longer[mask|1<<to] = true
					}
				}
			}
			masks = longer
		}
		for mask := range masks {
			for come := range uint8(1 << len(s.Values)) {
				if to := mask | come<<1; !(to == 0 && from != 0) {
					classes = append(classes, to)
				}
			}
		}
	}
	slices.Sort(classes)
	return slices.Compact(classes)
}

// reach is what there is to find for one status.
type reach struct {
	Changes int
	Vectors []string
}

// search goes through every vector that can be reached, and keeps for each
// status those with the fewest changes.
func (s subject) search(from []uint8) map[rulebook.Status]reach {
	found := map[rulebook.Status]reach{}
	choices := make([][]uint8, len(from))
	for i, signal := range s.Table.Signals {
		choices[i] = reachable(signal, from[i])
	}
	product(choices, func(vector []uint8) {
		changes := 0
		for i := range vector {
			if vector[i] != from[i] {
				changes++
			}
		}
		status := s.status(vector)
		best, known := found[status]
		switch {
		case known && changes > best.Changes:
			return
		case !known || changes < best.Changes:
			best = reach{Changes: changes}
		}
		best.Vectors = append(best.Vectors, fmt.Sprint(vector))
		found[status] = best
	})
	for status, best := range found {
		slices.Sort(best.Vectors)
		found[status] = best
	}
	return found
}

// product goes through all combinations of choices.
func product(choices [][]uint8, see func(vector []uint8)) {
	vector := make([]uint8, len(choices))
	var from func(i int)
	from = func(i int) {
		if i == len(choices) {
			see(vector)
			return
		}
		for _, class := range choices[i] {
			vector[i] = class
			from(i + 1)
		}
	}
	from(0)
}

// leads lists the vectors that a way leads to.
func leads(from []uint8, way nearest.Way) []string {
	choices := make([][]uint8, len(from))
	for i, class := range from {
		choices[i] = []uint8{class}
	}
	for _, c := range way {
		choices[c.Signal] = nil
		for to := c.To; to != 0; to &= to - 1 {
			choices[c.Signal] = append(choices[c.Signal], uint8(bits.TrailingZeros64(to)))
		}
	}
	var vectors []string
	product(choices, func(vector []uint8) { vectors = append(vectors, fmt.Sprint(vector)) })
	return vectors
}

func (s subject) outcomes(t rapid.TB, vector []uint8) []nearest.Outcome {
	t.Helper()
	outcomes, err := nearest.Outcomes(s.Table, s.Diagram, s.statuses, vector)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

// compare holds what Outcomes says of a vector against the search.
func (s subject) compare(t rapid.TB, vector []uint8) {
	t.Helper()
	found := s.search(vector)
	got := map[rulebook.Status]reach{}
	outcomes := s.outcomes(t, vector)
	for _, o := range outcomes {
		if o.More {
			t.Fatalf("%s: more ways, and all are listed", o.Status)
		}
		if r, ok := s.collect(t, o, vector); ok {
			got[o.Status] = r
		}
	}
	var want []rulebook.Status
	for _, status := range s.Table.Gives {
		if status != s.status(vector) {
			want = append(want, status)
		}
	}
	for status := range found {
		if !slices.Contains(want, status) {
			delete(found, status) // the present one, or undecided
		}
	}
	if diff := gocmp.Diff(found, got); diff != "" {
		t.Fatalf("%s\n(-searched +given):\n%s", describe.Vector(s.Table, vector), diff)
	}
	slices.SortFunc(want, func(a, b rulebook.Status) int {
		return cmp.Or(found[a].order()-found[b].order(), int(b)-int(a))
	})
	var order []rulebook.Status
	for _, o := range outcomes {
		order = append(order, o.Status)
	}
	if diff := gocmp.Diff(want, order); diff != "" {
		t.Fatalf("the fewest changes come first, then the strictest status (-want +got):\n%s", diff)
	}
}

// order puts what cannot be reached last.
func (r reach) order() int {
	if r.Changes == 0 {
		return rulebook.MaxSignals + 1
	}
	return r.Changes
}

// collect gives what the ways of an outcome lead to, and checks each way.
func (s subject) collect(t rapid.TB, o nearest.Outcome, from []uint8) (reach, bool) {
	t.Helper()
	if len(o.Ways) == 0 {
		return reach{}, false
	}
	r := reach{Changes: len(o.Ways[0])}
	times := map[string]int{}
	var sets [][]int
	for _, way := range o.Ways {
		var set []int
		for _, c := range way {
			set = append(set, c.Signal)
			s.checkChange(t, c, from[c.Signal])
		}
		if len(way) != r.Changes || !slices.IsSorted(set) {
			t.Fatalf("%s: a way changes the signals %v, want %d in their order", o.Status, set, r.Changes)
		}
		sets = append(sets, set)
		for _, vector := range leads(from, way) {
			times[vector]++
		}
	}
	if !slices.IsSortedFunc(sets, slices.Compare) {
		t.Fatalf("%s: the ways are not in the order of the signals: %v", o.Status, sets)
	}
	for _, way := range o.Ways {
		if !slices.ContainsFunc(leads(from, way), func(vector string) bool { return times[vector] == 1 }) {
			t.Fatalf("%s: the way %v leads nowhere that others do not", o.Status, way)
		}
	}
	for vector := range times {
		r.Vectors = append(r.Vectors, vector)
	}
	slices.Sort(r.Vectors)
	return r, true
}

// checkChange: a change leads to something else that may be, and says all that
// may be.
func (s subject) checkChange(t rapid.TB, c nearest.Change, from uint8) {
	t.Helper()
	may := uint64(0)
	for _, class := range reachable(s.Table.Signals[c.Signal], from) {
		may |= 1 << class
	}
	if c.May != may || c.To&^may != 0 || c.To>>from&1 == 1 {
		t.Fatalf("%s: from %d to %b of %b, want of %b", s.Table.Signals[c.Signal].Name, from, c.To, c.May, may)
	}
}

// TestDrawnTables compares the outcomes with a search on tables that nobody
// wrote.
func TestDrawnTables(t *testing.T) {
	lifecycle := lifecycle(t)
	rapid.Check(t, func(t *rapid.T) {
		s := drawSubject(t, lifecycle)
		for range 3 {
			s.compare(t, s.drawVector(t))
		}
	})
}

// TestSmallTables does so with every vector of two shipped tables.
func TestSmallTables(t *testing.T) {
	for _, s := range shipped(t, "connect.yaml", "readid.yaml") {
		choices := make([][]uint8, len(s.Table.Signals))
		for i, signal := range s.Table.Signals {
			for class := range signal.Arity() {
				choices[i] = append(choices[i], uint8(class))
			}
		}
		vectors := 0
		product(choices, func(vector []uint8) {
			vectors++
			s.compare(t, vector)
		})
		if s.Space().Int64() != int64(vectors) {
			t.Errorf("%s: %d vectors, want %d", s.Table.File, vectors, s.Space())
		}
	}
}

// TestLargerTables does so with drawn vectors of three others.
func TestLargerTables(t *testing.T) {
	subjects := shipped(t, "eid.yaml", "facetec.yaml", "paper.yaml")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(subjects).Draw(t, "table")
		s.compare(t, s.drawVector(t))
	})
}

// TestStable: the same outcomes in the same order whenever they are asked for,
// and however often the table was compiled.
func TestStable(t *testing.T) {
	first, second := shipped(t, "onfido.yaml")[0], shipped(t, "onfido.yaml")[0]
	rapid.Check(t, func(t *rapid.T) {
		vector := first.drawVector(t)
		want := first.outcomes(t, vector)
		for _, s := range []subject{first, second} {
			if diff := gocmp.Diff(want, s.outcomes(t, vector)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// tens makes a table of good and bad signals, none of them bad so far, that
// rejects where of each family one is bad. sizes are those of the families.
func tens(sizes ...int) (*rulebook.Table, *diagram.Flat, []uint8) {
	table := &rulebook.Table{Gives: []rulebook.Status{rulebook.Accepted, rulebook.Rejected}}
	for family, size := range sizes {
		for i := range size {
			table.Signals = append(table.Signals, &rulebook.Signal{
				Name: fmt.Sprintf("s%d%02d", family, i), Kind: rulebook.Boolean, Values: []string{"true", "false"}, Ordered: true,
			})
		}
	}
	b := diagram.New(slices.Repeat([]int{3}, len(table.Signals)))
	rejected, level := diagram.True, 0
	for _, size := range sizes {
		bad := diagram.False
		for range size {
			bad = b.Or(bad, b.Literal(level, func(class int) bool { return class == 2 }))
			level++
		}
		rejected = b.And(rejected, bad)
	}
	return table, b.Flatten(rejected), slices.Repeat([]uint8{1}, len(table.Signals))
}

// TestMany: a thousand sets of signals are listed. Of more the first ones are,
// and it is said that there are more.
func TestMany(t *testing.T) {
	statuses := []rulebook.Status{rulebook.Accepted, rulebook.Rejected}
	for _, c := range []struct {
		sizes []int
		more  bool
		why   string
	}{
		{[]int{10, 10, 10}, false, "one of each ten is a thousand sets, just enough"},
		{[]int{10, 10, 11}, true, "that is a hundred more"},
		{[]int{11, 10, 10}, true, "as many more, by the signals that come first"},
		{[]int{20, 20, 20}, true, "eight thousand"},
	} {
		table, flat, vector := tens(c.sizes...)
		outcomes, err := nearest.Outcomes(table, flat, statuses, vector)
		if err != nil || len(outcomes) != 1 {
			t.Fatalf("%v, %v", outcomes, err)
		}
		if o := outcomes[0]; len(o.Ways) != 1000 || o.More != c.more {
			t.Errorf("%v: %d ways, more %v: %s", c.sizes, len(o.Ways), o.More, c.why)
		}
		var want, got []string
		for x := range c.sizes[0] {
			for y := range c.sizes[1] {
				for z := range c.sizes[2] {
					want = append(want, fmt.Sprintf("s0%02d s1%02d s2%02d", x, y, z))
				}
			}
		}
		for _, way := range outcomes[0].Ways {
			var names []string
			for _, change := range way {
				names = append(names, table.Signals[change.Signal].Name)
			}
			got = append(got, strings.Join(names, " "))
		}
		if diff := gocmp.Diff(want[:1000], got); diff != "" {
			t.Errorf("%v: not the first thousand in the order of the signals (-want +got):\n%s", c.sizes, diff)
		}
	}
}

// TestMay: what a signal may change to, one case for each rule.
func TestMay(t *testing.T) {
	const absent, good, bad = 0, 1, 2
	const none, kindless, goods, bads = 0, 1, 2, 4 // masks of entries
	word := rulebook.Signal{Values: []string{"good", "bad"}, Ordered: true}
	unordered, aside, set := word, word, word
	unordered.Ordered, aside.Aside, set.Set = false, true, true
	unorderedSet := set
	unorderedSet.Ordered = false
	for _, c := range []struct {
		signal   rulebook.Signal
		from, to uint8
		want     bool
		why      string
	}{
		{word, good, bad, true, "a value may be worse"},
		{word, bad, good, true, "or better"},
		{word, absent, bad, true, "what is absent may come"},
		{word, bad, absent, false, "what is there never goes"},
		{word, bad, bad, false, "it is no change to stay the same"},
		{unordered, good, bad, false, "without an order no value is better or worse"},
		{unordered, absent, good, false, "nor is it then better to be there"},
		{aside, good, bad, false, "what only remarks ask about changes no status"},
		{set, goods, bads, true, "entries may change"},
		{set, goods, goods | bads, true, "or others come"},
		{set, goods | bads, goods, true, "the bad ones may be good"},
		{set, none, bads, true, "entries may come where there is none"},
		{set, goods, none, false, "entries never go"},
		{set, goods, goods | kindless, false, "an entry never loses its value"},
		{set, none, kindless, false, "an entry without a value is no evidence"},
		{set, kindless, goods, true, "an entry may get its value"},
		{set, kindless, kindless | bads, true, "one of them may"},
		{set, kindless | bads, goods, true, "one may get its value while others change"},
		{set, kindless | bads, kindless, false, "the bad one would have gone, or lost its value"},
		{set, kindless, none, false, "entries without a value do not go either"},
		{unorderedSet, goods, bads, false, "without an order no entry is better or worse"},
	} {
		if got := nearest.May(&c.signal, c.from, c.to); got != c.want {
			t.Errorf("from %d to %d: %v, want %v: %s", c.from, c.to, got, c.want, c.why)
		}
	}
}
