package promise

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

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
	if len(proofs) != 7 {
		t.Fatalf("%d tables, want 7", len(proofs))
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
				row.ID, p.describe(vector), want, held[i], row.When.Eval(vector), row.Text)
		}
	}
}

// TestDiagramsAgreeOnEdges compares the two evaluators on every edge of every
// shipped diagram.
func TestDiagramsAgreeOnEdges(t *testing.T) {
	for _, p := range shipped(t) {
		edges := 0
		p.Edges(func(vector []uint8) {
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
		if !p.Space().IsInt64() || p.Space().Int64() > 1_000_000 {
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
			if combinations != p.Space().Int64() {
				t.Errorf("%d combinations, want %d", combinations, p.Space())
			}
		})
	}
	if tables != 6 {
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

// TestDiagramsAgreeOnDrawnTables compares them on tables that nobody wrote.
func TestDiagramsAgreeOnDrawnTables(t *testing.T) {
	lifecycle, err := fs.ReadFile(rules.Book(), "process.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := drawTable(t)
		book, problems := rulebook.Load(fstest.MapFS{
			"process.yaml": {Data: lifecycle},
			"drawn.yaml":   {Data: []byte(text)},
		})
		if len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, text)
		}
		p := Check(book.Tables[0])
		p.Edges(func(vector []uint8) { agree(t, p, vector) })
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

// TestPromisesByEnumeration asks the promises of every small table a second
// time, combination by combination, in the words of their definitions.
func TestPromisesByEnumeration(t *testing.T) {
	for _, p := range shipped(t) {
		if p.Space().Int64() > 20_000 || p.Table.Lifecycle {
			continue
		}
		everyVector(p, func(vector []uint8) {
			status := p.statusOf(vector)
			missing := len(p.Missing(vector)) > 0
			if !missing && status == rulebook.Undecided {
				t.Fatalf("%s is incomplete: %s", p.Table.File, p.describe(vector))
			}
			if missing && status == rulebook.Accepted {
				t.Fatalf("%s is open: %s", p.Table.File, p.describe(vector))
			}
			for i, s := range p.Table.Signals {
				enumerateWorse(t, p, vector, i, s, status)
				enumerateArrivals(t, p, vector, i, s, status)
			}
		})
	}
}

// enumerateWorse makes one signal, or one entry of a set, worse by one step.
func enumerateWorse(t *testing.T, p *Proof, vector []uint8, i int, s *rulebook.Signal, before rulebook.Status) {
	if !s.Ordered {
		return
	}
	class := vector[i]
	defer func() { vector[i] = class }()
	try := func(worse uint8) {
		vector[i] = worse
		if after := p.statusOf(vector); after.Severity() < before.Severity() {
			t.Fatalf("%s: %s from %s to %s goes from %s to %s", p.Table.File, s.Name, s.Describe(class), s.Describe(worse), before, after)
		}
	}
	if !s.Set {
		if class > 0 && int(class) < len(s.Values) {
			try(class + 1)
		}
		return
	}
	for v := 1; v < len(s.Values); v++ {
		if class>>v&1 == 1 {
			try(class | 1<<(v+1))
			try(class&^(1<<v) | 1<<(v+1))
		}
	}
}

// enumerateArrivals gives a missing signal each value that can arrive.
func enumerateArrivals(t *testing.T, p *Proof, vector []uint8, i int, s *rulebook.Signal, before rulebook.Status) {
	class := vector[i]
	if before == rulebook.Undecided || s.Context || !s.Lacks(class) || !s.Need.Holds(vector) {
		return
	}
	defer func() { vector[i] = class }()
	for after := range s.Arity() {
		if s.Set && class&1 == 1 && after|1 != after|int(class) {
			continue // entries that have a value keep it
		}
		if after == 0 {
			continue
		}
		vector[i] = uint8(after)
		if got := p.statusOf(vector); got != before {
			t.Fatalf("%s: %s arrives as %s and changes %s to %s", p.Table.File, s.Name, s.Describe(uint8(after)), before, got)
		}
	}
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
