package conformance

import (
	"fmt"
	"testing"
)

// Run puts every vector to decide, each in a subtest that has the vector's id for
// its name. Vectors with a context are skipped, since decide cannot be told of it:
// RunWith asks them too.
func Run(t *testing.T, decide func(document []byte) Answer) {
	t.Helper()
	runTests(t, Options{}, func(t *testing.T, v *Vector) Answer {
		if v.Context != (Context{}) {
			t.Skip("the vector has a context, which only conformance.RunWith gives")
		}
		return decide(v.Document)
	})
}

// RunWith puts the vectors that o chooses to decide, each in a subtest that has the
// vector's id for its name. An answer with Skipped skips the subtest where accepted is
// right, and fails it elsewhere, since nobody saw whether decide accepts. Wrong options
// fail the test, and so does a run in which nothing passes.
func RunWith(t *testing.T, o Options, decide func(document []byte, context Context) Answer) {
	t.Helper()
	runTests(t, o, func(_ *testing.T, v *Vector) Answer { return decide(v.Document, v.Context) })
}

func runTests(t *testing.T, o Options, ask func(*testing.T, *Vector) Answer) {
	t.Helper()
	chosen, err := newTask(o)
	if err != nil {
		t.Fatalf("conformance: %v", err)
	}
	passed := 0
	for i := range chosen.vectors {
		v, right, skip := &chosen.vectors[i], chosen.right[i], chosen.skips[i]
		t.Run(v.ID, func(t *testing.T) {
			switch found := newFinding(right, saidBy(ask(t, v))).under(skip, right); {
			case found.skipped:
				t.Skip(found.reason)
			case found.kind != "":
				t.Error(inTest(v, right, found.finding))
			default:
				passed++
			}
		})
	}
	if passed == 0 && !t.Failed() {
		t.Error("conformance: nothing passed")
	}
}

// inTest describes a failure in a test's log.
func inTest(v *Vector, right Answer, f finding) string {
	text := fmt.Sprintf("%s: %s\n  source:   %s (%s)\n  expected: %v\n  got:      %s", f.kind, v.About, v.Source, v.Level, right, f.words())
	if f.detail != "" {
		text += "\n  " + f.detail
	}
	if v.Context != (Context{}) {
		text += fmt.Sprintf("\n  context:  processType %s, verdict %s, date %s", quote(v.Context.ProcessType), quote(v.Context.Verdict), quote(v.Context.Date))
	}
	return text + "\n  document: " + quote(string(v.Document))
}
