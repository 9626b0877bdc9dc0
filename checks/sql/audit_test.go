package sql

import (
	"bytes"
	"testing"

	"github.com/verdict-id/verdict/audit"
)

// TestAudit: the histogram that an audit writes is, byte for byte, the one that the
// queries give.
func TestAudit(t *testing.T) {
	for _, b := range books(t) {
		if b.judge.engine == nil {
			continue // no audit loads a book that breaks promises
		}
		t.Run(b.name, func(t *testing.T) {
			var all []int
			for i := range b.documents {
				all = append(all, i)
			}
			documents := func(yield func([]byte, error) bool) {
				for _, d := range b.documents {
					if !yield(d.text, nil) {
						return
					}
				}
			}
			var csv bytes.Buffer
			if _, err := audit.Documents(t.Context(), documents, audit.Options{Book: b.fsys, Histogram: &csv}); err != nil {
				t.Fatal(err)
			}
			compareHistogram(t, b, all, csv.String())
		})
	}
}
