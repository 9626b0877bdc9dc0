package verdict_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
)

// TestTypedOfAnotherKind: a table of one's own may declare the signal of a typed
// field as something else. Then the field means what the same value means among
// Values.
func TestTypedOfAnotherKind(t *testing.T) {
	const head = "title: A table of one's own\nsource: nowhere\ngives: [accepted, rejected]\n"
	const rows = `rules:
  - {id: own-good, status: accepted, when: 'GOOD', reason: r, source: s, basis: text}
  - {id: own-bad, status: rejected, when: 'BAD', reason: r, source: s, basis: text}
`
	load := func(file, provider, signals, good, bad, more string) *verdict.Engine {
		t.Helper()
		text := "provider: " + provider + "\n" + head + "signals:\n" + signals + replace(t, replace(t, rows, "GOOD", good), "BAD", bad) + more
		e, err := verdict.Load(bookOf(t, file, text))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}

	e := load("eid.yaml", "eid", `  similarityScore: {meaning: m, path: /s, values: [high, low], needed: always}
  features: {meaning: m, path: /f, values: [good, bad], use: remarks}
`, `similarityScore == "high"`, `similarityScore == "low"`, `remarks:
  - {id: own-remark, when: 'features == "good"', reason: r, source: s}
`)
	d, err := e.Decide(verdict.EID{SimilarityScore: "high", Features: []*bool{no}, SecurityChecks: passed("x")})
	if err != nil || d.Status() != verdict.Accepted || len(remarksOf(d)) > 0 {
		t.Errorf("a list where a word is asked for, for remarks alone: %v, remarks %v, %v; want accepted and no remark", d, remarksOf(d), err)
	}

	e = load("readid.yaml", "readid", `  chipVerification:
    meaning: m
    path: /providerSpecific/error
    values: [other, usercancel]
    words: {'urn:signicat:error:usercancel': usercancel, '*': other}
    code: {member: errorDescription, reader: signicat-error-code}
    needed: always
`, `chipVerification == "other"`, `chipVerification == "usercancel"`, "")
	const text = "failed. urn:signicat:error:usercancel; more"
	d, err = e.Decide(verdict.ReadID{ChipVerification: text})
	want, wantErr := e.Decide(verdict.Values{Provider: "readid", Signals: map[string]any{"chipVerification": text}})
	if err != nil || wantErr != nil || d.Status() != verdict.Rejected || d.Status() != want.Status() {
		t.Errorf("a text with a code: %v, %v; want rejected, as among Values: %v, %v", d, err, want, wantErr)
	}

	e = load("eid.yaml", "eid", `  features: {meaning: m, path: '/f/[]', set: true, values: [good, bad], needed: always, loss: R101}
`, `any(features, # == "good") and all(features, # == "good")`, `any(features, # == "bad")`, "")
	_, err = e.Decide(verdict.EID{Features: []*bool{nil}})
	var undecided *verdict.UndecidedError
	if !errors.As(err, &undecided) || cmp.Diff([]string{"features/0"}, undecided.Missing) != "" {
		t.Errorf("an entry without its value, of a set of words: %v, want features/0 missing", err)
	}
	_, err = e.Decide(verdict.EID{Features: []*bool{yes}})
	var unknown *verdict.SignalError
	if !errors.As(err, &unknown) {
		t.Errorf("a boolean in a set of words: %v, want an unknown value", err)
	}
}
