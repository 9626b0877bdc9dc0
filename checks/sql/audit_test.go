package sql

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/verdict-id/verdict/audit"
)

// shownName is a name of a provider that an audit shows as it is; others of a family
// it counts as one.
var shownName = regexp.MustCompile(`^[a-z]*(:[A-Za-z][A-Za-z0-9._-]{0,63})?$`)

// TestAudit: the histogram that an audit writes is, byte for byte, the one that the
// queries give.
func TestAudit(t *testing.T) {
	for _, b := range books(t) {
		if b.judge.engine == nil {
			continue // no audit loads a book that breaks promises
		}
		t.Run(b.name, func(t *testing.T) {
			var all []int
			for i, d := range b.documents {
				if shownName.MatchString(d.line.provider) {
					all = append(all, i)
				}
			}
			if left := len(b.documents) - len(all); left > 5 {
				t.Errorf("%d of %d documents are left out for the names of their providers", left, len(b.documents))
			}
			documents := func(yield func([]byte, error) bool) {
				for _, i := range all {
					if !yield(b.documents[i].text, nil) {
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
