package verdict_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// kindAlike decides whether two tables' kinds are recognised alike, and say the
// same.
func (c comparer) kindAlike(a, b *rulebook.DocumentKind) bool {
	lifecycle := newComparer(a.Lifecycle)
	same := a.Name == b.Name && cmp.Equal(a.Looks, b.Looks) && cmp.Equal(a.Holds, b.Holds) && cmp.Equal(a.Suppose, b.Suppose) &&
		cmp.Equal(lifecycle.placesOf(a.Lifecycle), lifecycle.placesOf(b.Lifecycle), cmpopts.EquateEmpty()) &&
		cmp.Equal(c.placesOf(a.Table), c.placesOf(b.Table), cmpopts.EquateEmpty()) &&
		slices.EqualFunc(a.Table.Result, b.Table.Result, c.resultAlike)
	if lifecycle.Err() != nil {
		panic(lifecycle.Err())
	}
	return same
}

// readPlace is what is read at a place.
type readPlace struct {
	Signal int
	Path   rulebook.Path
	Words  map[string]uint8
	Other  uint8
	Absent uint8
}

// placesOf are the places of a table's signals. Values that nothing tells apart are
// written as one: the worst of several stays the worst of them.
func (c comparer) placesOf(t *rulebook.Table) []readPlace {
	var places []readPlace
	for i, s := range t.Signals {
		for _, at := range s.Places {
			v := valuesAt{c, t, i, diagram.True}
			p := readPlace{i, at.Signal.Path, map[string]uint8{}, v.lowest(at.Signal.Other), v.lowest(at.Absent)}
			single := !slices.Contains(at.Signal.Path, rulebook.Members) && !slices.Contains(at.Signal.Path, rulebook.Entries)
			for _, w := range at.Signal.Words {
				if single {
					v.within = c.beside(t, i, at.Signal.Path, w.Raw)
				}
				p.Words[w.Raw] = v.lowest(w.Class)
				switch {
				case p.Absent != 0 && single && w.Class == 0:
					p.Words[w.Raw] = p.Absent
				case p.Absent == 0 && !v.context() && p.Words[w.Raw] == 1 && v.alike(0, 1):
					p.Words[w.Raw] = 0 // nothing is supposed in its place, and anything is worse
				}
			}
			places = append(places, p)
		}
	}
	return places
}

// beside is 1 where other signals that stand at the same place, and that no caller
// supplies, are what a word there makes them, or worse.
func (c comparer) beside(t *rulebook.Table, signal int, path rulebook.Path, word string) diagram.Ref {
	within := diagram.True
	for i, s := range t.Signals {
		for _, at := range s.Places {
			if i == signal || s.Set || c.signals[i].Context || !slices.Equal(at.Signal.Path, path) {
				continue
			}
			vocabulary := rulebook.NewVocabulary(at.Signal)
			class, _ := rulebook.WordIn(&vocabulary, word)
			within = c.And(within, c.Literal(i, func(v int) bool { return v >= int(class) }))
		}
	}
	return within
}

// valuesAt are the values of a signal, where something else holds.
type valuesAt struct {
	comparer
	table  *rulebook.Table
	signal int
	within diagram.Ref
}

// context tells of a signal that a caller may supply, and is then held to what a
// document says.
func (v valuesAt) context() bool { return v.signals[v.signal].Context }

// lowest is the lowest value down to which nothing tells a value from the next.
func (v valuesAt) lowest(class uint8) uint8 {
	for class > 1 && !v.context() && v.alike(class-1, class) {
		class--
	}
	return class
}

// alike decides whether everything holds alike for two values, of which 0 is
// absence, and no reason can name them.
func (v valuesAt) alike(x, y uint8) bool {
	var conditions []diagram.Ref
	named, decided := v.table.Signals[v.signal].Set, diagram.False
	for _, r := range slices.Concat(v.table.Rules, v.table.Remarks) {
		conditions = append(conditions, v.when(r.When))
		r.When.Atoms(func(atom *rulebook.Cond, _ bool) {
			named = named || atom.Signal == v.signal && atom.Quantifier() != rulebook.OpIs
		})
	}
	for _, r := range v.table.Rules {
		decided = v.Or(decided, v.when(r.When))
	}
	// What is missing is said where nothing is decided.
	for _, s := range v.table.Signals {
		conditions = append(conditions, v.And(v.need(s.Need), v.Not(decided)))
	}
	for _, f := range v.table.Result {
		for _, s := range f.Sources {
			if s.When != nil {
				conditions = append(conditions, v.when(s.When))
			}
		}
	}
	at := func(f diagram.Ref, class uint8) diagram.Ref {
		return v.And(v.within, v.Restrict(f, v.signal, int(class)))
	}
	missing := v.And(v.need(v.table.Signals[v.signal].Need), v.Not(decided))
	return !named && (min(x, y) > 0 || at(missing, 0) == diagram.False) &&
		!slices.ContainsFunc(conditions, func(f diagram.Ref) bool { return at(f, x) != at(f, y) })
}

// comparedKinds are put behind comparedTable.
const comparedKinds = `documents:
  - kind: compared-one
    meaning: m
    source: s
    looks: {has: {/one: any, /name: [a, b]}, some: [/x, /y], none: [/z]}
    lifecycle:
      status:
        - {path: /state, words: {done: ended, open: processing, gone: absent}, absent: processing}
        - {path: /end, words: {over: ended, off: failed}}
    signals:
      word: [/one/word, {path: /one/*/word, words: {fine: good, dull: absent}}, {path: /both, words: {true: good, false: bad}}]
      flag: /both
      there: /one/there
      many: '/one/many/[]'
      way: {path: /one/way, words: {here: home, elsewhere: office}}
  - kind: compared-many
    meaning: m
    source: s
    looks: {has: {/all: any}}
    holds: {path: '/all/[]', kinds: [compared-one]}
    result: {firstName: {path: /name, words: {x: X}}}
`

// TestSameAnswersOfKinds: what a table declares of a provider's own documents. The
// row asks about word, of which it tells good from all else, and about none of the
// others.
func TestSameAnswersOfKinds(t *testing.T) {
	table := func(old, new string) *rulebook.Table {
		t.Helper()
		text := replace(t, comparedTable+comparedKinds, "CONDITION", `word == "good" and flag == true`)
		return tableIn(t, bookOf(t, "table.yaml", replace(t, text, old, new)), "table.yaml")
	}
	plain := table("compared", "compared")
	for _, c := range []struct {
		old, new string
		same     bool
		why      string
	}{
		{"kind: compared-one\n    meaning: m", "kind: compared-one\n    meaning: another", true, "only people read it"},
		{"kind: compared-many", "kind: compared-several", false, "Parse says the name of the kind"},
		{"/name: [a, b]", "/name: [a]", false, "another document is of the kind"},
		{"/name: [a, b]", "/name: any", false, "more documents are of the kind"},
		{"some: [/x, /y]", "some: [/x]", false, "fewer documents are of the kind"},
		{"none: [/z]", "none: [/z, /u]", false, "fewer documents are of the kind"},
		{"path: '/all/[]'", "path: '/every/[]'", false, "the parts stand elsewhere"},
		{"open: processing", "open: pending", false, "the lifecycle tells them apart"},
		{"done: ended", "done: processing", false, "the lifecycle tells them apart"},
		{"done: ended, ", "", false, "done is an unknown value"},
		{"gone: absent", "gone: processing", true, "a word that says nothing says what absence says there"},
		{"gone: absent", "gone: ended", false, "the absent word is processing, and this one is not"},
		{"absent: processing", "absent: ended", false, "the lifecycle tells them apart"},
		{", absent: processing", "", false, "the lifecycle tells it from nothing"},
		{"over: ended", "over: absent", true, "the lifecycle does not tell ended from nothing"},
		{"off: failed", "off: absent", false, "it tells failed from nothing"},
		{"false: bad", "false: good", true, "where the flag is false the row asks in vain"},
		{"true: good", "true: bad", false, "where it is true it does not"},
		{"fine: good", "fine: bad", false, "the row tells them apart"},
		{"dull: absent", "dull: bad", false, "beside a good word the bad one counts, and the absent one does not"},
		{"dull: absent", "dull: good", false, "the row asks for good"},
		{"there: /one/there", "there: /two/there", false, "another place"},
		{"here: home", "here: office", false, "no row asks, but a caller who supplies it is held to it"},
		{"elsewhere: office", "elsewhere: absent", false, "a caller who supplies it is not held to what is not said"},
		{"[/one/word, {", "[{", false, "one place less"},
		{"{x: X}", "{x: Y}", false, "the final result has another word"},
	} {
		if same := sameAnswers(plain, table(c.old, c.new)); same != c.same {
			t.Errorf("%s instead of %s: same answers %v, want %v: %s", c.new, c.old, same, c.same, c.why)
		}
	}
}
