package verdict_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/verdict-id/verdict"
)

// FuzzDocument compares the engine with the second opinion on any bytes.
func FuzzDocument(f *testing.F) {
	seeds := 0
	for folder, list := range loadExpectations(f) {
		for _, e := range list {
			f.Add(readFile(f, folder, e.Document), e.ProcessType, e.Verdict)
			seeds++
		}
	}
	if seeds < 100 {
		f.Fatalf("%d seeds", seeds)
	}
	f.Add([]byte(`{"provider":"eid"}`), "\xc1", "canceleQ") // found by fuzzing: no document could carry the first
	f.Fuzz(func(t *testing.T, doc []byte, processType, verdictWord string) {
		compareWithOpinion(t, doc, processType, verdictWord)
	})
}

// FuzzLoad gives any text to Load: it loads or is refused with a place and a
// message, and nothing else happens.
func FuzzLoad(f *testing.F) {
	lifecycle := readFile(f, "rules/process.yaml")
	seeds, err := filepath.Glob("testdata/refused/*/*.yaml")
	if err != nil || len(seeds) < 100 {
		f.Fatalf("%d seeds (%v)", len(seeds), err)
	}
	for _, seed := range append(seeds, "rules/readid.yaml", "rules/connect.yaml", "testdata/lumen.yaml") {
		f.Add(string(readFile(f, seed)))
	}
	f.Fuzz(func(t *testing.T, text string) {
		load(t, fstest.MapFS{"process.yaml": {Data: lifecycle}, "fuzzed.yaml": {Data: []byte(text)}})
	})
}

// FuzzCondition gives any condition to Load, as a row of a table and as a term
// that a row uses.
func FuzzCondition(f *testing.F) {
	lifecycle := readFile(f, "rules/process.yaml")
	for _, condition := range []string{
		`word == "good"`, `word in ["good", absent] and not (flag == true)`, `any(many, # == false) or level in 1..2`,
		`none(group, # in ["up", absent])`, `there == present`, `word != absent or`, `((((word == "bad"))))`,
		`many == nil`, `word == "claer"`, `level < 3`, `word ?? flag`, `let x = 1; x == 1`, `any(many, any(many, # == true))`,
		`word == "it''s"`, "word == \"ü\" and\n  level == 9", `#`, `all(group, # == "up" and # != "down")`,
	} {
		f.Add(condition)
	}
	f.Fuzz(func(t *testing.T, condition string) {
		table := strings.NewReplacer("CONDITION", strings.ReplaceAll(strings.ReplaceAll(condition, "'", "''"), "\n", " ")).Replace(conditionTable)
		e := load(t, fstest.MapFS{"process.yaml": {Data: lifecycle}, "table.yaml": {Data: []byte(table)}})
		if e == nil {
			return
		}
		for _, values := range []map[string]any{nil, {"word": "good"}, {"flag": true, "level": 1}, {"many": []any{true, false, nil}}} {
			d, err := e.Decide(verdict.Values{Provider: "fuzzed", Signals: values})
			if (err != nil) != (d == verdict.Decision{}) {
				t.Errorf("%v with %v", d, err)
			}
		}
	})
}

// conditionTable has a signal of every kind. It keeps its promises, whatever
// else may.
const conditionTable = `provider: fuzzed
title: A table with one fuzzed condition
source: nowhere
gives: [rejected]
signals:
  word: {meaning: m, path: /word, values: [good, bad], order: none}
  flag: {meaning: m, path: /flag, type: boolean, values: [true, false], order: none}
  level: {meaning: m, path: /level, type: integer, range: [3, 0], order: none}
  there: {meaning: m, path: /there, type: presence}
  many: {meaning: m, path: '/many/[]', type: boolean, set: true, values: [true, false], order: none}
  group: {meaning: m, path: /group/*, values: [up, down], order: none, members: {one: {meaning: m}, two: {meaning: m}}}
rules:
  - {id: fuzzed-row, status: rejected, when: 'CONDITION', reason: r, source: s, basis: text}
  - id: every-value
    status: rejected
    when: |
      word in ["good", "bad", absent] or flag in [true, false] or level in 0..3 or there == present
      or any(many, # in [true, false]) or any(group, # in ["up", "down"])
    reason: So that every value is named and some row always holds.
    source: s
    basis: text
`

// load loads a book and checks how it is refused.
func load(t *testing.T, book fstest.MapFS) *verdict.Engine {
	t.Helper()
	e, err := verdict.Load(book)
	if err == nil {
		return e
	}
	var refused *verdict.LoadError
	if !errors.As(err, &refused) || len(refused.Problems) == 0 || e != nil {
		t.Fatalf("%v, with an engine: %v", err, e != nil)
	}
	for _, p := range refused.Problems {
		if p.Code == "" || p.File == "" || p.Message == "" || (p.Line > 0) != (p.Column > 0) {
			t.Errorf("%+v lacks something", p)
		}
	}
	return nil
}

// FuzzValues gives any words to the tables as typed signals: a decision or an
// error, never both, never a panic.
func FuzzValues(f *testing.F) {
	f.Add("eid", "securityChecks", "nonExpired", "true", "similarityScore", "high")
	f.Add("onfido", "documentResult", "", "clear", "subResult", "clear")
	f.Add("connect:idin", "error", "", "urn:signicat:error:usercancel; x", "idToken", "x")
	f.Add("signicatpaper", "mrzChecksum", "dateOfBirth", "INVALID", "verificationStatus", "true")
	f.Add("facetec", "faceScanSecurityChecks", "a/b~c", "false", "matchLevel", "6")
	f.Fuzz(func(t *testing.T, provider, signal, entry, word, second, secondWord string) {
		for _, value := range []any{word, map[string]any{entry: word}, []any{word, nil}, map[string]any{entry: word == "true"}, len(word), nil} {
			v := verdict.Values{Provider: provider, Signals: map[string]any{signal: value, second: secondWord}}
			d, err := verdict.Decide(v)
			again, errAgain := verdict.Decide(v)
			if (err != nil) != (d == verdict.Decision{}) || d != again || (err == nil) != (errAgain == nil) || err != nil && err.Error() != errAgain.Error() {
				t.Errorf("%v: %v with %v, then %v with %v", v, d, err, again, errAgain)
			}
		}
	})
}
