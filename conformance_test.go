package verdict_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/reference"
)

// TestConformance puts the whole suite to the library, as any Go program would.
func TestConformance(t *testing.T) {
	conformance.RunWith(t, conformance.Options{}, func(doc []byte, c conformance.Context) conformance.Answer {
		e := answerOn(c.Date, doc, c.ProcessType, c.Verdict)
		a := conformance.Answer{Status: e.Status, Error: e.Error}
		if a.Error == "" {
			a.FinalResult = e.Result
		}
		return a
	})
}

// TestConformanceRules: the rows that a vector names are those that hold.
func TestConformanceRules(t *testing.T) {
	n := 0
	for v := range conformance.Vectors() {
		n++
		got := answerOn(v.Context.Date, v.Document, v.Context.ProcessType, v.Context.Verdict)
		if diff := cmp.Diff(v.Rules, got.Rules, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-vector +engine):\n%s", v.ID, diff)
		}
	}
	if n < 3000 {
		t.Errorf("%d vectors, want thousands", n)
	}
}

// TestConformanceOpinions: the second opinions, written from the source, and
// the plain evaluator of the tables give the answer of every vector.
func TestConformanceOpinions(t *testing.T) {
	for v := range conformance.Vectors() {
		said := opinionOn(v.Document, v.Context.ProcessType, v.Context.Verdict)
		if said.Status != v.Expected.Status || said.Kind != v.Expected.Error {
			t.Errorf("%s: the second opinion says %s%s, the vector %s", v.ID, said.Status, said.Kind, v.Expected)
		}
		result := map[string]string{}
		for _, f := range opinionOfResultOn(v.Context.Date, v.Document, v.Context.ProcessType, v.Context.Verdict).Fields {
			result[f.Name] = f.Value
		}
		if diff := cmp.Diff(v.Expected.FinalResult, result, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: final result (-vector +opinion):\n%s", v.ID, diff)
		}
		plain := reference.Decide(wholeBook(), v.Document, contextOf(v))
		if plain.Kind != v.Expected.Status+v.Expected.Error {
			t.Errorf("%s: the plain evaluator says %s, the vector %s", v.ID, plain.Kind, v.Expected)
		}
	}
}

func contextOf(v conformance.Vector) map[string]string {
	return map[string]string{"processType": v.Context.ProcessType, "verdict": v.Context.Verdict}
}
