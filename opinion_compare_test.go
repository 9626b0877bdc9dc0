package verdict_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestSecondOpinion compares the engine with the opinion, which was written
// from the source in plain Go and knows nothing of tables, on drawn documents.
func TestSecondOpinion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc, processType, verdictWord := drawDocument(t)
		compareWithOpinion(t, doc, processType, verdictWord)
	})
}

// TestSecondOpinionOnDocuments does so on the committed documents.
func TestSecondOpinionOnDocuments(t *testing.T) {
	for folder, list := range loadExpectations(t) {
		for _, e := range list {
			compareWithOpinion(t, readFile(t, folder, e.Document), e.ProcessType, e.Verdict)
		}
	}
}

type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

func compareWithOpinion(t failer, doc []byte, processType, verdictWord string) {
	t.Helper()
	want := opinionOn(doc, processType, verdictWord)
	e := answerTo(doc, processType, verdictWord)
	got := answer{Status: e.Status, Kind: e.Error, Pointers: e.Unknown}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("processType %q, verdict %q, document:\n%.2000s\nopinion and engine differ (-opinion +engine):\n%s", processType, verdictWord, doc, diff)
	}
}
