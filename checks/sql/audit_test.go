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
			left := 0
			for i, d := range b.documents {
				switch {
				case b.judge.isOwn(d.text): // which an audit judges, and this query does not
				case shownName.MatchString(d.line.provider):
					all = append(all, i)
				default:
					left++
				}
			}
			if left > 5 {
				t.Errorf("%d of %d documents are left out for the names of their providers", left, len(b.documents))
			}
			compareHistogram(t, b, all, audited(t, b, all))
		})
	}
}

// audited gives the histogram of an audit.
func audited(t *testing.T, b *shelf, which []int) string {
	t.Helper()
	documents := func(yield func([]byte, error) bool) {
		for _, i := range which {
			if !yield(b.documents[i].text, nil) {
				return
			}
		}
	}
	var csv bytes.Buffer
	if _, err := audit.Documents(t.Context(), documents, audit.Options{Book: b.fsys, Histogram: &csv}); err != nil {
		t.Fatal(err)
	}
	return csv.String()
}

// TestOwnAudit: of documents of a kind of a provider's own, an audit gives the same
// histogram as the query for the kind.
func TestOwnAudit(t *testing.T) {
	for _, s := range ownShelves(t) {
		if s.judge.engine == nil {
			continue // no audit loads a book that breaks promises
		}
		t.Run(s.name, func(t *testing.T) {
			var ofKind []int
			for i, d := range s.documents {
				if d.line.provider != "" {
					ofKind = append(ofKind, i)
				}
			}
			if len(ofKind) < drawnOwn/2 {
				t.Fatalf("%d documents of the kind are too few to show anything", len(ofKind))
			}
			compareHistogram(t, s, ofKind, audited(t, s, ofKind))
		})
	}
}
