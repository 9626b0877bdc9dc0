package documents_test

import (
	"testing"

	"github.com/verdict-id/verdict/bench/documents"
)

// TestHostile: nothing done to a document turns its rejection into acceptance
// for the library or for a decoder that refuses names given twice; for others
// something does.
func TestHostile(t *testing.T) {
	strict := map[string]bool{"go-json-experiment": true, documents.GoccyWay: true, documents.SelectWay: true, documents.VerdictWay: true}
	lenient := 0
	for i, h := range documents.Hostiles {
		for _, way := range documents.Ways {
			got := way.Answer(h.Document)
			switch {
			case i == 0 && got != "rejected":
				t.Errorf("%s: %s by %s, want rejected: the chip did not verify", h.Name, got, way.Name)
			case strict[way.Name] && got == "accepted":
				t.Errorf("%s: accepted by %s, which is strict", h.Name, way.Name)
			case got == "accepted":
				lenient++
			}
		}
	}
	if lenient == 0 {
		t.Error("no way is fooled; want the hostile documents to show a difference")
	}
}
