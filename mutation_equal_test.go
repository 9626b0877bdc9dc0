package verdict_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// sameAnswers decides whether two tables give equal answers to every document:
// they read the same signals, and for every combination of their values the
// same rows hold, with the same entries named, the same is missing, and the
// final result has the same sources; and the same holds of the kinds of
// documents that the provider itself sends. Equal functions are equal nodes of
// one diagram.
func sameAnswers(a, b *rulebook.Table) bool {
	if !slices.EqualFunc(a.Signals, b.Signals, readAlike) {
		return false
	}
	c := newComparer(a)
	same := slices.EqualFunc(slices.Concat(a.Rules, a.Remarks), slices.Concat(b.Rules, b.Remarks), func(r, s *rulebook.Rule) bool {
		return r.ID == s.ID && r.Status == s.Status && slices.Equal(r.Beside, s.Beside) &&
			c.when(r.When) == c.when(s.When) && c.namesAlike(r.When, s.When, b.Signals)
	})
	for i := range a.Signals {
		same = same && c.need(a.Signals[i].Need) == c.need(b.Signals[i].Need)
	}
	same = same && slices.Equal(a.Token, b.Token) && slices.EqualFunc(a.Result, b.Result, c.resultAlike) &&
		slices.EqualFunc(a.Documents, b.Documents, c.kindAlike)
	if c.Err() != nil {
		panic(c.Err())
	}
	return same
}

// readAlike leaves out what people read, what only proofs ask, and what is
// compared in another way.
func readAlike(a, b *rulebook.Signal) bool {
	bare := func(s rulebook.Signal) rulebook.Signal {
		s.Meaning, s.Basis, s.Loss, s.At = "", nil, "", rulebook.Pos{}
		s.Ordered, s.Need, s.Better = false, rulebook.Need{Entries: s.Need.Entries}, nil
		return s
	}
	than := func(s *rulebook.Signal) int {
		if s.Better == nil {
			return -1
		}
		return s.Better.Index
	}
	return cmp.Equal(bare(*a), bare(*b)) && than(a) == than(b)
}

func arities(t *rulebook.Table) []int {
	var arities []int
	for _, s := range t.Signals {
		arities = append(arities, s.Arity())
	}
	return arities
}

// comparer builds the diagrams of two tables.
type comparer struct {
	*diagram.Builder
	signals []*rulebook.Signal
}

func newComparer(t *rulebook.Table) comparer {
	return comparer{diagram.New(arities(t)), t.Signals}
}

// when is 1 where a condition holds.
func (c comparer) when(cond *rulebook.Cond) diagram.Ref {
	switch cond.Op {
	case rulebook.OpAnd:
		all := diagram.True
		for _, kid := range cond.Kids {
			all = c.And(all, c.when(kid))
		}
		return all
	case rulebook.OpOr:
		some := diagram.False
		for _, kid := range cond.Kids {
			some = c.Or(some, c.when(kid))
		}
		return some
	case rulebook.OpNot:
		return c.Not(c.when(cond.Kids[0]))
	case rulebook.OpTerm:
		return c.when(cond.Kids[0])
	}
	return c.Literal(cond.Signal, func(class int) bool { return cond.Holds(uint8(class)) })
}

func (c comparer) need(n rulebook.Need) diagram.Ref {
	switch {
	case n.Always || n.Entries:
		return diagram.True
	case n.When != nil:
		return c.when(n.When)
	}
	return diagram.False
}

// namesAlike decides whether the reasons of two rows name the same entries:
// for each signal and class, where they name entries of it.
func (c comparer) namesAlike(a, b *rulebook.Cond, ofB []*rulebook.Signal) bool {
	for i, s := range c.signals {
		for class := range uint8(len(s.Values) + 1) {
			inA := c.And(c.names(a, true, i, class), c.there(i, class, s.Notable()))
			inB := c.And(c.names(b, true, i, class), c.there(i, class, ofB[i].Notable()))
			if c.And(c.when(a), inA) != c.And(c.when(b), inB) {
				return false
			}
		}
	}
	return true
}

// there is 1 where a signal has a class, or a set an entry of it, that reasons
// name at all.
func (c comparer) there(signal int, class uint8, notable rulebook.Classes) diagram.Ref {
	return c.Literal(signal, func(v int) bool {
		if c.signals[signal].Set {
			return notable.Has(class) && v>>class&1 == 1
		}
		return notable.Has(class) && v == int(class)
	})
}

// names is 1 where the parts of a condition whose truth is want single out
// entries of a class; compare Cond.Because, which asks one vector.
func (c comparer) names(cond *rulebook.Cond, want bool, signal int, class uint8) diagram.Ref {
	switch cond.Op {
	case rulebook.OpNot:
		return c.names(cond.Kids[0], !want, signal, class)
	case rulebook.OpAnd, rulebook.OpOr, rulebook.OpTerm:
		some := diagram.False
		for _, kid := range cond.Kids {
			truth := c.when(kid)
			if !want {
				truth = c.Not(truth)
			}
			some = c.Or(some, c.And(truth, c.names(kid, want, signal, class)))
		}
		return some
	}
	if cond.Signal == signal && cond.Singled(want).Has(class) {
		return diagram.True
	}
	return diagram.False
}

// comparedTable has a signal of every kind, and one condition to be filled in.
const comparedTable = `provider: compared
title: A table to compare with its like
source: nowhere
gives: [accepted, rejected]
signals:
  word: {meaning: m, path: /word, values: [good, bad], order: none}
  way: {meaning: m, path: /way, values: [home, office], order: none, context: true}
  flag: {meaning: m, path: /flag, type: boolean, values: [true, false], order: none}
  level: {meaning: m, path: /level, type: integer, range: [3, 0], order: none}
  there: {meaning: m, path: /there, type: presence}
  named: {meaning: m, path: /one/there, also: /other/there, type: presence}
  many: {meaning: m, path: '/many/[]', type: boolean, set: true, values: [true, false], order: none}
  group: {meaning: m, path: /group/*, values: [up, down], order: none, members: {left: {meaning: m}, right: {meaning: m}}}
rules:
  - {id: compared-row, status: rejected, when: 'CONDITION', reason: r, source: s, basis: text}
  - {id: compared-good, status: accepted, when: 'level == 3', reason: r, source: s, basis: text}
unverifiedToken: /claims
result:
  firstName: {path: /name, when: 'level == 3'}
  lastName: [/one/name, /other/name, /claims/name]
`

// TestSameAnswers: rows that look different and are not, and the other way
// round.
func TestSameAnswers(t *testing.T) {
	table := func(condition string) *rulebook.Table {
		t.Helper()
		book := bookOf(t, "table.yaml", replace(t, comparedTable, "CONDITION", condition))
		return tableIn(t, book, "table.yaml")
	}
	for _, c := range []struct {
		a, b string
		same bool
		why  string
	}{
		{`word == "good"`, `word == "good"`, true, "the same text"},
		{`word != "good"`, `word in ["bad", absent]`, true, "all other values, absence included"},
		{`word != "good"`, `word == "bad"`, false, "absence differs"},
		{`word == "good" or level in 0..1`, `level in [1, 0] or word == "good"`, true, "the order of operands and literals never matters"},
		{`flag == true and word == "good" or flag == true and level == 1`, `flag == true and (word == "good" or level == 1)`, true, "the law of distribution"},
		{`flag == true and word == "good" or level == 1`, `flag == true and (word == "good" or level == 1)`, false, "brackets do matter where level is 1 and flag false"},
		{`none(many, # == false)`, `all(many, # != false)`, true, "two words for one question, and neither names an entry"},
		{`any(many, # == false)`, `not (all(many, # != false))`, true, "both name the entries that are false"},
		{`any(many, # == false)`, `all(many, # == false)`, false, "one of two entries is enough for the first"},
		{`any(group, # == "up")`, `left == "up" or right == "up"`, false, "they hold alike, but only the first names the members"},
		{`any(many, # == false) or word == "good"`, `any(many, # == false) or word == "good" and none(many, # == false)`, true, "what the first part covers, the second need not"},
		{`any(many, # == false) and any(many, # in [true, false])`, `any(many, # == false)`, false, "they hold alike, but only the first names the entries that are true"},
		{`there == present`, `not (there == absent)`, true, "two classes, so the other one"},
	} {
		if same := sameAnswers(table(c.a), table(c.b)); same != c.same {
			t.Errorf("%s\n%s: same answers %v, want %v: %s", c.a, c.b, same, c.same, c.why)
		}
	}
}

// TestSameAnswersOfSignals: what a table declares beside its conditions.
func TestSameAnswersOfSignals(t *testing.T) {
	table := func(old, new string) *rulebook.Table {
		t.Helper()
		text := replace(t, comparedTable, "CONDITION", `any(many, # == true)`)
		return tableIn(t, bookOf(t, "table.yaml", replace(t, text, old, new)), "table.yaml")
	}
	plain := table("compared", "compared")
	for _, c := range []struct {
		old, new string
		same     bool
		why      string
	}{
		{"there: {meaning: m,", "there: {meaning: another,", true, "only people read it"},
		{"there: {meaning: m, path: /there", "there: {meaning: m, path: /here", false, "it is read elsewhere"},
		{"values: [good, bad], order: none", "values: [good, bad]", true, "no reason names a word, and the order of values is only proved"},
		{"set: true, values: [true, false], order: none", "set: true, values: [true, false]", false, "a reason does not name the best entries"},
		{"values: [good, bad], order: none", "values: [good, bad], order: none, needed: always", false, "it can be missing now"},
		{"set: true, values: [true, false], order: none", "set: true, values: [true, false], order: none, needed: entries", false, "its entries can be missing now"},
		{"id: compared-row", "id: another-row", false, "the row has another id"},
		{"name, when: 'level == 3'", "name, when: 'level not in 0..2 and level != absent'", true, "the final result has a name in the same case"},
		{"name, when: 'level == 3'", "name, when: 'level in 2..3'", false, "the final result has a name in another case"},
		{"path: /name, when: 'level == 3'", "path: /name", false, "the final result always has a name"},
		{"[/one/name, /other/name, /claims/name]", "[/other/name, /one/name, /claims/name]", true, "no accepted document fills both names of one member"},
		{"[/one/name, /other/name, /claims/name]", "[/one/name, /claims/name, /other/name]", false, "a document may fill the first and the third"},
		{"[/one/name, /other/name, /claims/name]", "[/one/name, /claims/name]", false, "the second may be the only one"},
		{"[/one/name, /other/name, /claims/name]", "[/one/name, /other/name, {path: /claims/name, as: date}]", false, "another form"},
		{"unverifiedToken: /claims\n", "", false, "a token stays closed"},
	} {
		if same := sameAnswers(plain, table(c.old, c.new)); same != c.same {
			t.Errorf("%s instead of %s: same answers %v, want %v: %s", c.new, c.old, same, c.same, c.why)
		}
	}
}
