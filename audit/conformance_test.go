package audit

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/conformance"
)

// derivedBy names what a vector expects as reports do.
func derivedBy(a conformance.Answer) string { return a.Status + strings.ReplaceAll(a.Error, "-", " ") }

// recordedBy reads the status that a document records.
func recordedBy(t *testing.T, v conformance.Vector) string {
	t.Helper()
	if isOwn(t, v) {
		return "none"
	}
	var top map[string]json.RawMessage // a struct would not mind how names are written
	if err := json.Unmarshal(v.Document, &top); err != nil {
		t.Fatalf("%s: %v", v.ID, err)
	}
	var status any
	if raw := top["status"]; raw != nil {
		if err := json.Unmarshal(raw, &status); err != nil {
			t.Fatalf("%s: %v", v.ID, err)
		}
	}
	switch status := status.(type) {
	case nil:
		return "none"
	case string:
		for _, word := range statuses {
			if status == word || status == "cancelled" && word == "canceled" {
				return word
			}
		}
	case map[string]any:
		if len(status) == 0 {
			return "none"
		}
	case []any:
		if len(status) == 0 {
			return "none"
		}
	}
	return "unknown"
}

// isOwn tells whether a document is a list, or one that names no provider and has one
// nevertheless: a document of a provider's own, which records nothing.
func isOwn(t *testing.T, v conformance.Vector) bool {
	t.Helper()
	var list []json.RawMessage
	if json.Unmarshal(v.Document, &list) == nil {
		return true
	}
	var top map[string]json.RawMessage
	if err := json.Unmarshal(v.Document, &top); err != nil {
		t.Fatalf("%s: %v", v.ID, err)
	}
	named := top["provider"] != nil && string(top["provider"]) != "null"
	return !named && derivedBy(v.Expected) != "unknown provider"
}

// TestConformance: every document of the suite that needs nobody to say more is
// judged as its vector says, each by an audit that has seen all those before.
func TestConformance(t *testing.T) {
	var docs []string
	want := map[Cell]int64{}
	for v := range conformance.Vectors() {
		if v.Context != (conformance.Context{}) {
			continue
		}
		docs = append(docs, string(v.Document))
		cell := Cell{Derived: derivedBy(v.Expected)}
		if cell.Derived != "malformed" {
			cell.Recorded = recordedBy(t, v)
		}
		r, findings := audited(t, Options{}, string(v.Document))
		got := Cell{Recorded: r.Matrix[0].Recorded, Derived: r.Matrix[0].Derived}
		if diff := cmp.Diff(cell, got); diff != "" {
			t.Errorf("%s: %s (-vector +audit):\n%s", v.ID, v.About, diff)
		}
		for _, f := range findings {
			if f.Derived != cell.Derived || f.Recorded != cell.Recorded {
				t.Errorf("%s: a finding says %s and %s, want %s and %s", v.ID, f.Recorded, f.Derived, cell.Recorded, cell.Derived)
			}
			if f.Rule != "" && f.Rule != v.Rules[0] {
				t.Errorf("%s: a finding names the row %s, want %s", v.ID, f.Rule, v.Rules[0])
			}
		}
		want[cell]++
	}
	if len(docs) < 3000 {
		t.Fatalf("%d vectors without context, want thousands", len(docs))
	}
	r, _ := audited(t, Options{}, docs...)
	got := map[Cell]int64{}
	for _, c := range r.Matrix {
		got[Cell{Recorded: c.Recorded, Derived: c.Derived}] += c.Count
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("all vectors together (-vectors +audit):\n%s", diff)
	}
}

// TestConformanceResults: where a vector is accepted and records a final result, that
// is found exactly if it is not the one that the vector expects.
func TestConformanceResults(t *testing.T) {
	n := 0
	for v := range conformance.Vectors() {
		if v.Context != (conformance.Context{}) || v.Expected.Status != "accepted" || len(v.Document) > 64<<10 || isOwn(t, v) {
			continue
		}
		var top map[string]json.RawMessage
		if err := json.Unmarshal(v.Document, &top); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			result map[string]string
			want   bool
		}{{v.Expected.FinalResult, false}, {other(v.Expected.FinalResult), true}} {
			result, err := json.Marshal(c.result)
			if err != nil {
				t.Fatal(err)
			}
			top["status"], top["finalResult"] = json.RawMessage(`"accepted"`), result
			text, err := json.Marshal(top)
			if err != nil {
				t.Fatal(err)
			}
			r, _ := audited(t, Options{}, string(text))
			got := false
			for _, found := range r.Counts {
				got = got || found.Code == FinalResultDifferent || found.Code == FinalResultMissing
			}
			if got != c.want {
				t.Errorf("%s with the final result %v: a finding is %v, want %v", v.ID, c.result, got, c.want)
			}
		}
		n++
	}
	if n < 500 {
		t.Fatalf("%d accepted vectors, want hundreds", n)
	}
}

// other is another final result.
func other(result map[string]string) map[string]string {
	all := map[string]string{"documentNumber": result["documentNumber"] + "x"}
	for name, value := range result {
		if name != "documentNumber" {
			all[name] = value
		}
	}
	return all
}
