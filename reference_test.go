package verdict_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/reference"
)

// These tests hold the engine against the slow way through the tables, package
// reference.

// slowForm is an answer of the engine in the form of the slow one.
func slowForm(d verdict.Decision, err error) reference.Answer {
	a := reference.Answer{Kind: kindOf(d, err), Remarks: remarksOf(d)}
	for rule := range d.Reasons() {
		a.Rules = append(a.Rules, rule.ID)
	}
	var unknown *verdict.SignalError
	if errors.As(err, &unknown) {
		for _, v := range unknown.Values {
			a.Unknown = append(a.Unknown, v.Pointer)
		}
	}
	return a
}

// compareSlowly holds the engine's answer to a document against the slow one.
func compareSlowly(t rapid.TB, doc []byte, processType, verdictWord string) {
	t.Helper()
	want := reference.Decide(wholeBook(), doc, map[string]string{"processType": processType, "verdict": verdictWord})
	var d verdict.Decision
	p, err := verdict.Parse(doc)
	if err == nil {
		d, err = p.WithProcessType(processType).WithVerdict(verdictWord).Decide()
	}
	if diff := cmp.Diff(want, slowForm(d, err), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("processType %q, verdict %q, document:\n%.2000s\nthe slow way and the engine differ (-slow +engine):\n%s", processType, verdictWord, doc, diff)
	}
}

// compareValuesSlowly holds the engine's answer to signals given by name
// against the slow one.
func compareValuesSlowly(t rapid.TB, v verdict.Values) {
	t.Helper()
	got := slowForm(verdict.Decide(v))
	if diff := cmp.Diff(reference.DecideValues(wholeBook(), v.Provider, v.Signals), got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%.2000v\nthe slow way and the engine differ (-slow +engine):\n%s", v, diff)
	}
}

// TestSlowWayOnDocuments compares them on the committed documents.
func TestSlowWayOnDocuments(t *testing.T) {
	for folder, list := range loadExpectations(t) {
		for _, e := range list {
			compareSlowly(t, readFile(t, folder, e.Document), e.ProcessType, e.Verdict)
		}
	}
}

// TestSlowWay compares them on drawn documents.
func TestSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc, processType, verdictWord := drawDocument(t)
		compareSlowly(t, doc, processType, verdictWord)
		c := drawnResultCases.Draw(t, "with a final result")
		compareSlowly(t, []byte(c.document), c.processType, c.verdict)
	})
}

// TestSlowWayOfValues compares them on drawn signals, and on values that may be
// of any Go type and under any name.
func TestSlowWayOfValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		v := d.signals(providerTables()[d.below(len(providerTables()))]).byName()
		compareValuesSlowly(t, v)
		for range d.below(3) {
			table := providerTables()[d.below(len(providerTables()))]
			v.Signals[table.Signals[d.below(len(table.Signals))].Name] = d.anyGo(2)
		}
		compareValuesSlowly(t, v)
	})
}
