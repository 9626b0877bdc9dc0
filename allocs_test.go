//go:build !race

package verdict_test

import (
	"strings"
	"testing"

	"github.com/verdict-id/verdict"
)

// The race detector makes pools forget on purpose, so these run without it.

// TestDecideAllocatesNothing: from typed signals, whatever the answer.
func TestDecideAllocatesNothing(t *testing.T) {
	for _, c := range typedCases() {
		if _, byName := c.signals.(verdict.Values); c.err || byName {
			continue // an error is an allocation, and so is sorting names
		}
		n := testing.AllocsPerRun(200, func() {
			if _, err := decideTyped(c.signals); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations", c.name, n)
		}
	}
}

// TestParseAllocatesNothing: from Get process documents whose words are all known.
// To take a provider's own document apart takes memory.
func TestParseAllocatesNothing(t *testing.T) {
	documents := 0
	for folder, list := range loadExpectations(t) {
		for _, e := range list {
			doc := readFile(t, folder, e.Document)
			// Below a lifecycle row words may be unknown.
			if e.Kind != "" || e.Status == "" || e.ProcessType != "" || e.Verdict != "" || strings.HasPrefix(e.Rules[0], "process-") || len(doc) > 8<<10 {
				continue
			}
			documents++
			n := testing.AllocsPerRun(20, func() {
				p, err := verdict.Parse(doc)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := p.Decide(); err != nil {
					t.Fatal(err)
				}
			})
			if n != 0 {
				t.Errorf("%s/%s: %v allocations", folder, e.Document, n)
			}
		}
	}
	if documents < 100 {
		t.Errorf("%d documents, want at least 100", documents)
	}
}
