package describe_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/describe"
	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// The signals of the table, in its order.
const (
	word = iota
	flag
	level
	rank
	there
	left
	right
	set
	words
	signals
)

const tables = `
provider: '*'
title: t
source: s
gives: [failed]
else: judge
signals:
  stopped: {meaning: m, path: /stopped, type: presence}
rules: [{id: a-stopped, status: failed, when: 'stopped == present', reason: r, source: s, basis: text}]
---
provider: it
title: t
source: s
gives: [rejected]
signals:
  word: {meaning: m, path: /word, values: [good, fair, bad]}
  flag: {meaning: m, path: /flag, type: boolean, values: [true, false]}
  level: {meaning: m, path: /level, type: integer, range: [5, 0]}
  rank: {meaning: m, path: /rank, type: integer, range: [1, 4]}
  there: {meaning: m, path: /there, type: presence}
  group: {meaning: m, path: /group/*, values: [up, down], members: {left: {meaning: m}, right: {meaning: m}}}
  set: {meaning: m, path: /set/*, type: boolean, set: true, values: [true, false]}
  words: {meaning: m, path: /words/*, set: true, values: [good, fair, bad]}
rules: [{id: b-bad, status: rejected, when: 'word == "bad"', reason: r, source: s, basis: text}]
`

func table(t *testing.T) *rulebook.Table {
	t.Helper()
	lifecycle, it, _ := strings.Cut(tables, "---\n")
	book, problems := rulebook.Load(fstest.MapFS{"a.yaml": {Data: []byte(lifecycle)}, "b.yaml": {Data: []byte(it)}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if n := len(book.Tables[0].Signals); n != signals {
		t.Fatalf("%d signals, want %d", n, signals)
	}
	return book.Tables[0]
}

// classes is a set of classes, or of masks.
func classes(list ...int) uint64 {
	var all uint64
	for _, class := range list {
		all |= 1 << class
	}
	return all
}

// Masks of the entries of a set with two values.
const (
	empty           = 0
	noValue         = 1
	good            = 2
	goodNoValue     = 3
	bad             = 4
	badNoValue      = 5
	goodBad         = 6
	goodBadNoValue  = 7
	everyMask       = 1<<8 - 1
	withoutNoValues = 1<<empty | 1<<good | 1<<bad | 1<<goodBad
)

func TestVector(t *testing.T) {
	table := table(t)
	for _, c := range []struct {
		vector map[int]uint8
		want   string
		why    string
	}{
		{nil, "every signal absent", "nothing is there"},
		{map[int]uint8{word: 3}, "word bad, all else absent", "one signal"},
		{map[int]uint8{flag: 2, level: 1, there: 1, right: 1}, "flag false, level 5, there present, right up, all else absent",
			"one of each kind; of an integer the first class is the best"},
		{map[int]uint8{set: goodNoValue}, "set [without value, true], all else absent", "a set by the kinds of its entries"},
	} {
		vector := make([]uint8, signals)
		for signal, class := range c.vector {
			vector[signal] = class
		}
		if got := describe.Vector(table, vector); got != c.want {
			t.Errorf("%q, want %q: %s", got, c.want, c.why)
		}
	}
}

func TestCube(t *testing.T) {
	table := table(t)
	for _, c := range []struct {
		cube map[int]uint64
		want string
		why  string
	}{
		{nil, "always", "nothing is restricted"},
		{map[int]uint64{word: classes(1)}, "word is good", "one value"},
		{map[int]uint64{word: classes(0, 2)}, "word is absent or fair", "half of the values stand as they are"},
		{map[int]uint64{word: classes(0, 1, 2)}, "word is not bad", "more than half stand by what is not among them"},
		{map[int]uint64{flag: classes(1, 2)}, "flag is not absent", "absence is a value as well"},
		{map[int]uint64{there: classes(0)}, "there is absent", "a presence"},
		{map[int]uint64{level: classes(1, 2, 3)}, "level is 3..5", "neighbours are a range, the least number first, though the best class comes first"},
		{map[int]uint64{rank: classes(2, 3, 4)}, "rank is not absent or 1", "a range is not shorter than its opposite"},
		{map[int]uint64{level: classes(4, 5)}, "level is 2 or 1", "two neighbours are no range"},
		{map[int]uint64{level: classes(0, 4, 6)}, "level is absent or 2 or 0", "what is no neighbour stands alone"},
		{map[int]uint64{word: classes(1), level: classes(6)}, "word is good and level is 0", "signals are joined in their order"},
		{map[int]uint64{left: classes(2), right: classes(2)}, "every one of group is down", "members of a group that are alike are one part"},
		{map[int]uint64{left: classes(2)}, "left is down", "the other member is free"},
		{map[int]uint64{left: classes(2), right: classes(1)}, "left is down and right is up", "they differ"},
		{map[int]uint64{set: classes(empty)}, "set is empty", "no entry of any kind"},
		{map[int]uint64{set: classes(good, goodNoValue, goodBad, goodBadNoValue)}, "set has an entry true", "one kind is there, the others are free"},
		{map[int]uint64{set: classes(good)}, "set has an entry true and none without value or false", "and the others are not"},
		{map[int]uint64{set: classes(good, goodNoValue)}, "set has an entry true and none false", "one of the others is free"},
		{map[int]uint64{set: classes(empty, noValue)}, "set has no entry true or false", "no kind has to be there"},
		{map[int]uint64{set: classes(goodBad, goodBadNoValue)}, "set has an entry true and one false", "two kinds have to be"},
		{map[int]uint64{set: classes(empty, goodBad)}, "(set is empty, or has an entry true and one false and none without value)", "what is no one phrase is several"},
		{map[int]uint64{word: classes(3), set: classes(empty, noValue)}, "word is bad and set has no entry true or false", "a set beside a signal"},
	} {
		cube := make(diagram.Cube, signals)
		for i, s := range table.Signals {
			cube[i] = uint64(1)<<s.Arity() - 1
			if part, ok := c.cube[i]; ok {
				cube[i] = part
			}
		}
		if diff := cmp.Diff(c.want, describe.Cube(table, cube)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

func TestChange(t *testing.T) {
	table := table(t)
	const arrives = everyMask &^ (1<<empty | 1<<noValue) // what an entry without a value may come to
	for _, c := range []struct {
		signal  int
		to, may uint64
		want    string
		why     string
	}{
		{word, classes(1, 2), classes(1, 2, 3), "word is good or fair", "values, best first"},
		{word, classes(1, 2, 3), classes(0, 1, 2, 3), "word is good or fair or bad", "a change never says what must not be"},
		{level, classes(1, 2, 3, 6), classes(1, 2, 3, 4, 5, 6), "level is 3..5 or 0", "a range of three, and one alone"},
		{rank, classes(1, 2, 3), classes(1, 2, 3, 4), "rank is 1..3", "a range that begins with the best"},
		{rank, classes(2), classes(1, 2, 3, 4), "rank is 2", "one number"},
		{there, classes(1), classes(0, 1), "there is present", "a presence"},
		{left, classes(2), classes(1, 2), "left is down", "a member of a group by its own name"},

		{set, classes(good), withoutNoValues, "set has only entries true", "one kind alone"},
		{set, classes(noValue), everyMask, "set has only entries without value", "as well of those without a value"},
		{set, classes(bad, goodBad), withoutNoValues, "set has an entry false", "what cannot come, such as an entry without value, needs no word"},
		{set, classes(good), arrives | 1<<noValue, "set has only entries true", "the entry without value has to get one too"},
		{set, classes(good, goodNoValue), arrives | 1<<badNoValue, "set has an entry true and none false", "the entry without value may stay so"},
		{set, classes(goodBad), withoutNoValues, "set has an entry true and one false", "both kinds"},
		{set, classes(good, bad), withoutNoValues, "(set has an entry false and none true, or has an entry true and none false)",
			"either kind alone; the last kind comes first"},
		{set, withoutNoValues &^ (1 << empty), withoutNoValues, "(set has an entry false, or has an entry true)",
			"any entry at all; that nothing ever becomes empty is no reason to leave it open"},
		{words, classes(4, 6, 12, 14), classes(2, 4, 6, 8, 10, 12, 14), "words has an entry fair", "of three values"},
	} {
		if diff := cmp.Diff(c.want, describe.Change(table.Signals[c.signal], c.to, c.may)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

// TestChangeIsExact reads drawn phrases about a set back: of what the set may
// change to, they hold for exactly what they were made of.
func TestChangeIsExact(t *testing.T) {
	s := table(t).Signals[words]
	rapid.Check(t, func(t *rapid.T) {
		mask := rapid.Uint64Range(0, 1<<s.Arity()-1)
		may := mask.Draw(t, "may") &^ (1 << empty)
		to := mask.Draw(t, "to") & may
		if to == 0 {
			return // a change leads somewhere
		}
		phrase := describe.Change(s, to, may)
		for class := range s.Arity() {
			if may>>class&1 == 1 && holds(s, phrase, class) != (to>>class&1 == 1) {
				t.Fatalf("%q of %s", phrase, s.Describe(uint8(class)))
			}
		}
		if holds(s, phrase, empty) {
			t.Fatalf("%q of an empty set, which nothing becomes", phrase)
		}
	})
}

// TestClasses: the phrase for classes of a set holds of just these.
func TestClasses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SampledFrom([][]string{{"true", "false"}, {"VALID", "DOUBTFUL", "INVALID"}}).Draw(t, "values")
		s := &rulebook.Signal{Name: "checks", Set: true, Values: values}
		classes := rapid.Uint64Range(1, 1<<s.Arity()-2).Draw(t, "classes") // some, and not all
		phrase := describe.Classes(s, classes)
		for class := range s.Arity() {
			if got, want := holds(s, phrase, class), classes>>class&1 == 1; got != want {
				t.Fatalf("%q of %s", phrase, s.Describe(uint8(class)))
			}
		}
	})
}

// TestClassesOfOne: the classes of a signal with one value at a time.
func TestClassesOfOne(t *testing.T) {
	words := &rulebook.Signal{Name: "subResult", Values: []string{"clear", "caution"}}
	number := &rulebook.Signal{Name: "level", Kind: rulebook.Integer, First: 5, Last: 0, Values: []string{"5", "4", "3", "2", "1", "0"}}
	for _, test := range []struct {
		signal  *rulebook.Signal
		classes uint64
		want    string
	}{
		{words, 0b001, "absent"},              // nothing else
		{words, 0b011, "clear or absent"},     // what is there comes first
		{words, 0b110, "clear or caution"},    // the best first
		{number, 0b0001111, "3..5 or absent"}, // a range from low to high
		{number, 0b1000010, "5 or 0"},         // no neighbours
	} {
		if got := describe.Classes(test.signal, test.classes); got != test.want {
			t.Errorf("%b of %s is %q, want %q", test.classes, test.signal.Name, got, test.want)
		}
	}
}

// holds reads a phrase.
func holds(s *rulebook.Signal, phrase string, class int) bool {
	phrase = strings.TrimPrefix(strings.Trim(phrase, "()"), s.Name+" ")
	for _, alternative := range strings.Split(phrase, ", or ") {
		if holdsAlone(s, alternative, class) {
			return true
		}
	}
	return false
}

func holdsAlone(s *rulebook.Signal, phrase string, class int) bool {
	has := func(kind string) bool {
		for k := range len(s.Values) + 1 {
			if s.ClassName(uint8(k)) == kind {
				return class>>k&1 == 1
			}
		}
		panic("no kind: " + kind)
	}
	either := func(kinds string) bool {
		for _, kind := range strings.Split(kinds, " or ") {
			if has(kind) {
				return true
			}
		}
		return false
	}
	if phrase == "is empty" {
		return class == 0
	}
	if kinds, ok := strings.CutPrefix(phrase, "has no entry "); ok {
		return !either(kinds)
	}
	if kind, ok := strings.CutPrefix(phrase, "has only entries "); ok {
		return has(kind) && class&(class-1) == 0
	}
	there, missing, _ := strings.Cut(strings.TrimPrefix(phrase, "has an entry "), " and none ")
	for _, kind := range strings.Split(there, " and one ") {
		if !has(kind) {
			return false
		}
	}
	return missing == "" || !either(missing)
}
