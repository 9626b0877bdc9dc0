package verdict_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// FuzzDocument compares the engine on any bytes with the second opinion, and
// with the slow way through the tables.
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
		compareSlowly(t, doc, processType, verdictWord)
	})
}

// FuzzOwn compares the engine on documents of providers' own with the second opinion,
// on the status and on the final result, with a reference date so many days after
// the beginning of 1900, 0 for none.
func FuzzOwn(f *testing.F) {
	seeds := 0
	for folder, list := range loadExpectations(f) {
		for _, e := range list {
			doc := readFile(f, folder, e.Document)
			if top, ok := opParseAny(doc); !ok || opNamesProvider(top) {
				continue
			}
			days := uint16(0)
			if e.Date != "" {
				days = uint16(dayOf(e.Date).Sub(dayOf("1900-01-01")).Hours() / 24)
			}
			f.Add(doc, e.ProcessType, days)
			seeds++
		}
	}
	if seeds < 300 {
		f.Fatalf("%d seeds", seeds)
	}
	for seed := range 100 {
		c := drawnOwnCases.Example(seed)
		f.Add([]byte(c.document), c.processType, uint16(seed*300))
	}
	f.Fuzz(func(t *testing.T, doc []byte, processType string, days uint16) {
		date := ""
		if days > 0 {
			date = dayOf("1900-01-01").AddDate(0, 0, int(days)).Format(time.DateOnly)
		}
		compareWithOpinion(t, doc, processType, "")
		compareResultOn(t, date, doc, processType, "")
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
	for _, seed := range append(seeds, "rules/readid.yaml", "rules/facetec.yaml", "rules/connect.yaml", "testdata/lumen.yaml") {
		f.Add(string(readFile(f, seed)))
	}
	f.Fuzz(func(t *testing.T, text string) {
		load(t, fstest.MapFS{"process.yaml": {Data: lifecycle}, "fuzzed.yaml": {Data: []byte(text)}})
	})
}

// FuzzCondition gives any condition to Load, as a row of a table and as a term
// that a row uses. Where it loads, both evaluators have to agree on every
// combination of signals, and the engine with them on some.
func FuzzCondition(f *testing.F) {
	for _, condition := range soundConditions {
		if _, err := verdict.Load(conditionBook(condition)); err != nil {
			f.Fatalf("fuzzing has to start from what loads; %s: %v", condition, err)
		}
		f.Add(condition)
	}
	for _, condition := range refusedConditions {
		f.Add(condition)
	}
	combinations := conditionCombinations(f)
	f.Fuzz(func(t *testing.T, condition string) {
		book, problems := rulebook.Load(conditionBook(condition))
		e := load(t, conditionBook(condition))
		if len(problems) > 0 {
			if e != nil {
				t.Errorf("%s: there is an engine in spite of %v", condition, problems)
			}
			return
		}
		held := 0
		for i, c := range combinations {
			holds := c.evaluate(t, book.Tables[0])
			if holds {
				held++
			}
			if e != nil && i%7 == 0 { // 7 divides no signal's number of values, so all of them get their turn
				c.decide(t, e, holds)
			}
		}
		if (e != nil) != (held > 0) {
			t.Errorf("%s holds for %d combinations, and there is an engine: %v; a row is refused if and only if it never holds", condition, held, e != nil)
		}
	})
}

var soundConditions = []string{
	`word == "good"`, `word in ["good", absent] and not (flag == true)`, `any(many, # == false) or level in 1..2`, `level in 2..2`,
	`none(group, # in ["up", absent])`, `there == present`, `((((word == "bad"))))`, `all(many, # == true) and flag != absent`,
	`all(group, # == "up" and # != "down") or not (left == "up" and right in ["down"])`, `level not in [0, 2, absent]`,
	`none(many, not (# == absent) or # in [true]) and there == absent`,
	"word != absent and\n  (level == 3 or right not in [\"up\"])",
}

var refusedConditions = []string{
	`word != absent or`, `many == nil`, `word == "claer"`, `level < 3`, `word ?? flag`, `let x = 1; x == 1`,
	`any(many, any(many, # == true))`, `word == "it''s"`, "word == \"ü\" and\n  level == 9", `#`, `fuzzed`,
	`word == "good" and word == "bad"`,
}

// conditionTable has a signal of every kind, and a condition to be filled in
// twice. Whatever that is, all promises are kept but that each row can hold.
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
  group: {meaning: m, path: /group/*, values: [up, down], order: none, members: {left: {meaning: m}, right: {meaning: m}}}
terms:
  fuzzed: 'CONDITION'
rules:
  - {id: fuzzed-row, status: rejected, when: 'CONDITION', reason: r, source: s, basis: text}
  - {id: fuzzed-term, status: rejected, when: 'fuzzed and flag == true or not (fuzzed)', reason: r, source: s, basis: text}
  - id: every-value
    status: rejected
    when: |
      word in ["good", "bad", absent] or flag in [true, false] or level in 0..3 or there == present
      or any(many, # in [true, false]) or any(group, # in ["up", "down"])
    reason: So that every value is named and some row always holds.
    source: s
    basis: text
`

func conditionBook(condition string) fstest.MapFS {
	quoted := strings.ReplaceAll(strings.ReplaceAll(condition, "'", "''"), "\n", " ")
	table := strings.ReplaceAll(conditionTable, "CONDITION", quoted)
	return fstest.MapFS{
		"process.yaml": {Data: []byte(conditionLifecycle)},
		"table.yaml":   {Data: []byte(table)},
	}
}

// conditionLifecycle is as small as can be.
const conditionLifecycle = `provider: '*'
title: A lifecycle
source: nowhere
gives: [failed]
else: judge
signals:
  failed: {meaning: m, path: /failed, type: presence, order: none, loss: R1}
rules:
  - {id: failed, status: failed, when: 'failed == present', reason: r, source: s, basis: text}
`

// combination is a class for each signal of conditionTable, as each way to ask
// takes it.
type combination struct {
	classes []uint8
	env     map[string]any
	values  verdict.Values
}

// conditionCombinations are all there are.
func conditionCombinations(f *testing.F) []combination {
	book, problems := rulebook.Load(conditionBook(`word == "good"`))
	if len(problems) > 0 {
		f.Fatal(problems)
	}
	table, all := book.Tables[0], [][]uint8{nil}
	for _, s := range table.Signals {
		var longer [][]uint8
		for _, classes := range all {
			for class := range s.Arity() {
				longer = append(longer, append(slices.Clone(classes), uint8(class)))
			}
		}
		all = longer
	}
	var combinations []combination
	for _, classes := range all {
		env := table.Env(classes)
		values := map[string]any{"there": env["there"] != nil}
		for _, name := range []string{"word", "flag", "level", "many", "left", "right"} {
			values[name] = env[name]
		}
		combinations = append(combinations, combination{classes, env, verdict.Values{Provider: "fuzzed", Signals: values}})
	}
	return combinations
}

// evaluate tells whether the fuzzed row holds, and compares the lowered
// conditions of the first two rows with their programs.
func (c combination) evaluate(t *testing.T, table *rulebook.Table) bool {
	t.Helper()
	for _, r := range table.Rules[:2] { // the last one does not depend on the condition
		holds, err := r.Program.Eval(c.env)
		if lowered := r.When.Eval(c.classes); err != nil || lowered != holds {
			t.Fatalf("%s on %v: expr says %v, %v, and the lowered condition %v", r.Text, c.values.Signals, holds, err, lowered)
		}
	}
	return table.Rules[0].When.Eval(c.classes)
}

// decide compares the reasons that the engine gives with what follows from
// whether the fuzzed row holds.
func (c combination) decide(t *testing.T, e *verdict.Engine, holds bool) {
	t.Helper()
	var want, got []string
	if holds {
		want = append(want, "fuzzed-row")
	}
	if !holds || c.values.Signals["flag"] == true {
		want = append(want, "fuzzed-term")
	}
	want = append(want, "every-value")
	d, err := e.Decide(c.values)
	for rule := range d.Reasons() {
		got = append(got, rule.ID)
	}
	if !slices.Equal(want, got) || err != nil {
		t.Fatalf("%v gives %v, %v; want %v", c.values.Signals, got, err, want)
	}
}

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
// error, never both, never a panic, and what the slow way says.
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
			compareValuesSlowly(t, v)
		}
	})
}
