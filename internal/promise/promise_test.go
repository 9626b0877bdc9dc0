package promise

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/describe"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// shipped compiles every table of the embedded book.
func shipped(t *testing.T) []*Proof {
	t.Helper()
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var proofs []*Proof
	for _, table := range book.All() {
		proofs = append(proofs, Check(table))
	}
	if len(proofs) != 8 {
		t.Fatalf("%d tables, want 8", len(proofs))
	}
	return proofs
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// agree asks the diagram and the expr programs, row by row, which rows hold
// for a vector.
func agree(t failer, p *Proof, vector []uint8) {
	t.Helper()
	outcome := p.Outcomes[p.Diagram.Walk(vector)]
	env := p.Table.Env(vector)
	agreeOn(t, p, vector, env, p.Table.Rules, outcome.Rules)
	agreeOn(t, p, vector, env, p.Table.Remarks, outcome.Remarks)
}

func agreeOn(t failer, p *Proof, vector []uint8, env map[string]any, rows []*rulebook.Rule, hold []int) {
	t.Helper()
	held := make([]bool, len(rows))
	for _, i := range hold {
		held[i] = true
	}
	for i, row := range rows {
		want, err := row.Program.Eval(env)
		if err != nil {
			t.Fatalf("%s: expr fails on %v: %v", row.ID, env, err)
		}
		if held[i] != want || row.When.Eval(vector) != want {
			t.Fatalf("%s on %s: expr says %v, the diagram %v, the lowered condition %v\n%s",
				row.ID, describe.Vector(p.Table, vector), want, held[i], row.When.Eval(vector), row.Text)
		}
	}
}

// TestDiagramsAgreeOnEdges compares the two evaluators on every edge of every
// shipped diagram.
func TestDiagramsAgreeOnEdges(t *testing.T) {
	for _, p := range shipped(t) {
		edges := 0
		p.builder.Edges(p.outcomes, func(vector []uint8) {
			edges++
			agree(t, p, vector)
		})
		if all, _ := p.Nodes(); edges < 2*all {
			t.Errorf("%s: %d edges of %d nodes, want at least two a node", p.Table.File, edges, all)
		}
	}
}

// TestDiagramsAgreeEverywhere compares them on all combinations, where these
// are at most a million.
func TestDiagramsAgreeEverywhere(t *testing.T) {
	tables := 0
	for _, p := range shipped(t) {
		if !p.builder.Space().IsInt64() || p.builder.Space().Int64() > 1_000_000 {
			continue
		}
		tables++
		t.Run(p.Table.File, func(t *testing.T) {
			t.Parallel()
			combinations := int64(0)
			everyVector(p, func(vector []uint8) {
				combinations++
				agree(t, p, vector)
			})
			if combinations != p.builder.Space().Int64() {
				t.Errorf("%d combinations, want %d", combinations, p.builder.Space())
			}
		})
	}
	if tables != 7 {
		t.Errorf("%d tables are small enough, want all but Onfido's", tables)
	}
}

// everyVector counts through all vectors of a table.
func everyVector(p *Proof, see func(vector []uint8)) {
	vector := make([]uint8, len(p.Table.Signals))
	for {
		see(vector)
		i := 0
		for ; i < len(vector); i++ {
			if vector[i]++; int(vector[i]) < p.Table.Signals[i].Arity() {
				break
			}
			vector[i] = 0
		}
		if i == len(vector) {
			return
		}
	}
}

func drawVector(t *rapid.T, p *Proof) []uint8 {
	vector := make([]uint8, len(p.Table.Signals))
	for i, s := range p.Table.Signals {
		vector[i] = uint8(rapid.IntRange(0, s.Arity()-1).Draw(t, s.Name))
	}
	return vector
}

// TestDiagramsAgreeOnDrawnVectors compares them where the space is too large
// to go through.
func TestDiagramsAgreeOnDrawnVectors(t *testing.T) {
	proofs := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(proofs).Draw(t, "table")
		agree(t, p, drawVector(t, p))
	})
}

// drawProof compiles a drawn table.
func drawProof(t *rapid.T, lifecycle []byte) *Proof {
	text := drawTable(t)
	book, problems := rulebook.Load(fstest.MapFS{
		"process.yaml": {Data: lifecycle},
		"drawn.yaml":   {Data: []byte(text)},
	})
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	t.Logf("%s", text)
	return Check(book.Tables[0])
}

// TestDiagramsAgreeOnDrawnTables compares them on tables that nobody wrote.
func TestDiagramsAgreeOnDrawnTables(t *testing.T) {
	lifecycle, err := fs.ReadFile(rules.Book(), "process.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := drawProof(t, lifecycle)
		p.builder.Edges(p.outcomes, func(vector []uint8) { agree(t, p, vector) })
		for range 20 {
			agree(t, p, drawVector(t, p))
		}
	})
}

// TestShippedTablesKeepTheirPromises is what every load checks.
func TestShippedTablesKeepTheirPromises(t *testing.T) {
	for _, p := range shipped(t) {
		for _, b := range p.Broken {
			t.Errorf("%s:%d: %s: %s (%s)", p.Table.File, b.At.Line, b.Code, b.Message, b.Witness)
		}
	}
}

// enumerable are the promises that enumerate asks.
var enumerable = []rulebook.Code{Incomplete, Open, Unstable, NonMonotone, NoValue, Overlap, Dead, Loss}

// TestPromisesByEnumeration asks the promises of the small shipped tables a
// second time, combination by combination, in the words of their definitions.
func TestPromisesByEnumeration(t *testing.T) {
	asked := 0
	for _, p := range shipped(t) {
		if p.Space().Int64() > 20_000 || p.Table.Lifecycle {
			continue
		}
		asked++
		if broken := enumerate(p); len(broken) > 0 {
			t.Errorf("%s: %v", p.Table.File, broken)
		}
	}
	if asked != 5 {
		t.Errorf("%d tables are small, want those of Connect, EID, FaceTec, ReadID and WebID", asked)
	}
}

// TestPromisesOnDrawnTables compares the proofs with the enumeration on tables
// that nobody wrote, most of which break some promise.
func TestPromisesOnDrawnTables(t *testing.T) {
	lifecycle, err := fs.ReadFile(rules.Book(), "process.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := drawProof(t, lifecycle)
		if p.Space().Int64() > 5_000 {
			return // another draw is smaller
		}
		want, got := enumerate(p), map[rulebook.Code]bool{}
		for _, b := range p.Broken {
			if slices.Contains(enumerable, b.Code) {
				got[b.Code] = true
			}
		}
		// A loss that is declared and cannot happen is refused as well.
		if !want[Loss] && got[Loss] && slices.ContainsFunc(p.Table.Signals, func(s *rulebook.Signal) bool { return s.Loss != "" }) {
			want[Loss] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("broken promises (-enumerated +proved):\n%s", diff)
		}
	})
}

// enumerate finds the broken promises of a table by going through all vectors.
func enumerate(p *Proof) map[rulebook.Code]bool {
	broken := map[rulebook.Code]bool{}
	held := map[string]bool{}
	everyVector(p, func(vector []uint8) {
		status, accepts := rulebook.Undecided, false
		for _, r := range p.Table.Rules {
			if r.When.Eval(vector) {
				held[r.ID] = true
				status = max(status, r.Status)
				accepts = accepts || r.Status == rulebook.Accepted
			}
		}
		missing := len(p.Missing(vector)) > 0
		for code, breaks := range map[rulebook.Code]bool{
			Incomplete: !missing && status == rulebook.Undecided,
			Open:       missing && status == rulebook.Accepted,
			Overlap:    accepts && status > rulebook.Accepted,
		} {
			if breaks {
				broken[code] = true
			}
		}
		for i, s := range p.Table.Signals {
			enumerateChanges(p, vector, i, s, status, broken)
		}
	})
	if p.Space().Int64() <= 300 && arrivesTogether(p) {
		broken[Unstable] = true
	}
	for _, r := range slices.Concat(p.Table.Rules, p.Table.Remarks) {
		if r.Status != rulebook.Undecided && !held[r.ID] {
			broken[Dead] = true
		}
	}
	return broken
}

// arrivesTogether tells whether missing evidence that arrives all at once can
// change what was decided.
func arrivesTogether(p *Proof) bool {
	changes := false
	everyVector(p, func(from []uint8) {
		before := p.statusOf(from)
		if before == rulebook.Undecided || changes {
			return
		}
		from = slices.Clone(from)
		everyVector(p, func(to []uint8) {
			for i, s := range p.Table.Signals {
				arrives := !s.Context && s.Need.Holds(from) && s.Lacks(from[i]) && came(s, int(from[i]), int(to[i]))
				if to[i] != from[i] && !arrives {
					return
				}
			}
			changes = changes || p.statusOf(to) != before
		})
	})
	return changes
}

// enumerateChanges changes signal i in every way that a promise speaks of.
func enumerateChanges(p *Proof, vector []uint8, i int, s *rulebook.Signal, before rulebook.Status, broken map[rulebook.Code]bool) {
	class := vector[i]
	needed := s.Need.Holds(vector)
	defer func() { vector[i] = class }()
	for to := range s.Arity() {
		if to == int(class) {
			continue
		}
		vector[i] = uint8(to)
		after := p.statusOf(vector)
		if before == after {
			continue
		}
		if worse(s, int(class), to) && after.Severity() < before.Severity() {
			broken[NonMonotone] = true
		}
		if gone(s, int(class), to) && after == rulebook.Accepted && s.Loss == "" {
			broken[Loss] = true
		}
		if emptied(s, int(class), to) && (after > before && after > rulebook.Accepted || after == rulebook.Accepted) {
			broken[NoValue] = true
		}
		if !s.Context && needed && s.Lacks(class) && came(s, int(class), to) && before != rulebook.Undecided {
			broken[Unstable] = true
		}
	}
}

// worse: one value, in a set that of one entry, becomes the next worse one.
func worse(s *rulebook.Signal, from, to int) bool {
	if !s.Ordered {
		return false
	}
	if !s.Set {
		return from > 0 && to == from+1
	}
	for v := 1; v < len(s.Values); v++ {
		if from>>v&1 == 1 && (to == from|2<<v || to == from&^(1<<v)|2<<v) {
			return true
		}
	}
	return false
}

// gone: the value, an entry, or the value of an entry is not there any more.
func gone(s *rulebook.Signal, from, to int) bool {
	if !s.Set {
		return to == 0
	}
	for v := 1; v <= len(s.Values); v++ {
		without := from &^ (1 << v)
		if without != from && (to == without || to == without|1 || to == from|1) {
			return true
		}
	}
	return to == from&^1
}

// emptied: an entry without its value joins a set.
func emptied(s *rulebook.Signal, from, to int) bool { return s.Set && to == from|1 }

// came: the value comes; in a set the entries come, or one without a value
// gets it.
func came(s *rulebook.Signal, from, to int) bool {
	if !s.Set || from == 0 {
		return to != 0
	}
	for v := 1; v <= len(s.Values); v++ {
		if to == from|1<<v || to == from&^1|1<<v {
			return true
		}
	}
	return false
}

// TestArrivals pins down how an entry without its value can get one.
func TestArrivals(t *testing.T) {
	set := &rulebook.Signal{Name: "s", Set: true, Values: []string{"true", "false"}, Need: rulebook.Need{Always: true}}
	var got []string
	for _, c := range arrivals(0, set) {
		if c.from == 0b011 {
			got = append(got, set.Describe(uint8(c.to)))
		}
	}
	// From one entry without value beside a true one: the entry comes as true
	// or as false, and others may still be without.
	want := []string{"[true]", "[true, false]", "[without value, true, false]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
