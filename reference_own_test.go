package verdict_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// TestSlowWayOfOwn compares the two on drawn documents that providers themselves
// send.
func TestSlowWayOfOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawnOwnCases.Draw(t, "case")
		compareSlowly(t, []byte(c.document), c.processType, c.verdict)
	})
}

// oddKinds has kinds of documents with everything that the format allows, more of
// it than any provider needs.
const oddKinds = `provider: odd
title: Odd kinds of documents
source: nowhere
readings: [R1]
gives: [accepted, inconclusive, rejected]
signals:
  processType: {meaning: m, path: /processType, values: [home, office, street], order: none, context: true, loss: R1}
  card: {meaning: m, path: /card, values: [good, worn, forged], needed: always}
  checks: {meaning: m, path: '/checks/[]', type: boolean, set: true, values: [true, false], needed: always, loss: R1}
  level: {meaning: m, path: /level, type: integer, range: [3, 0], needed: always}
  note: {meaning: m, path: /note, type: presence, order: none, loss: R1}
  text: {meaning: m, path: /text, type: presence, shape: string, order: none, loss: R1}
rules:
  - {id: odd-bad, status: rejected, when: 'card == "forged" or any(checks, # == false)', reason: r, source: s, basis: text}
  - {id: odd-low, status: rejected, when: 'level == 0', reason: r, source: s, basis: text}
  - {id: odd-noted, status: rejected, when: 'note == present or text == present', reason: r, source: s, basis: text}
  - id: odd-doubt
    status: inconclusive
    when: |
      (card == "worn" or level in 1..2 or processType == "street") and card != absent
      and any(checks, # == true) and all(checks, # != absent) and level != absent
    reason: r
    source: s
    basis: text
  - id: odd-fine
    status: accepted
    when: |
      card == "good" and any(checks, # == true) and all(checks, # == true) and level == 3
      and processType in ["home", "office", absent] and note == absent and text == absent
    reason: r
    source: s
    basis: text
documents:
  - kind: odd-many
    meaning: m
    source: s
    looks: {has: {/a: any}}
    suppose: {processType: home}
    lifecycle:
      failReason: /fail
      status: [{path: /s/*/t, words: {x: ended, y: processing, z: absent}, absent: ended}, {path: /t, words: {p: processing, '*': ended}}]
    signals:
      card: [/a/*/c, {path: /a/named/d, words: {g: good, w: worn, n: absent}, absent: worn}, '/l/[]/c']
      checks: '/q/[]/ok'
      level: [/v, /a/*/v]
      note: /n
      text: [/x/y, /x/z]
  - kind: odd-few
    meaning: m
    source: s
    looks: {has: {/b: any}, some: [/q, /w, /x], none: [/a]}
    suppose: {processType: street}
    lifecycle: {status: {path: /t, words: {x: ended, y: canceled}}}
    signals:
      processType: [{path: /w, words: {h: home, o: office}}, /u/w]
      card: {path: /b, words: {true: good, x: worn}}
      checks: /q/*
      level: /q/lev
      text: '/x/[]/y'
  - kind: odd-holder
    meaning: m
    source: s
    looks: {has: {/c: any}, none: [/a, /b]}
    holds: {path: '/held/[]', kinds: [odd-many, odd-few]}
    lifecycle: {failReason: /fail, status: {path: /t, words: {x: ended, y: canceled}}}
  - kind: odd-list
    meaning: m
    source: s
    looks: list
    holds: {path: '/[]', kinds: [odd-many, odd-few, odd-holder]}
`

// TestSlowWayOfOddKinds compares the two on documents drawn from what a table says of
// its kinds.
func TestSlowWayOfOddKinds(t *testing.T) {
	files := fstest.MapFS{"process.yaml": {Data: bookFile(t, "process.yaml")}, "odd.yaml": {Data: []byte(oddKinds)}}
	engine, err := verdict.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	book, problems := rulebook.Load(files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	seen := map[string]int{}
	for seed := range 3000 {
		c := rapid.Custom(func(t *rapid.T) drawnOwnCase {
			d, table := drawer{t}, book.Tables[0]
			document := d.render(d.ofKind(table, table.Documents[d.below(len(table.Documents))], d.of("sound", "sound", "odd") == "odd"))
			return drawnOwnCase{document: document, processType: d.of("", "", "home", "street", "nowhere")}
		}).Example(seed)
		want := reference.Decide(book, []byte(c.document), map[string]string{"processType": c.processType})
		seen[want.Kind]++
		var d verdict.Decision
		p, err := engine.Parse([]byte(c.document))
		if err == nil {
			d, err = p.WithProcessType(c.processType).Decide()
		}
		if diff := cmp.Diff(want, slowForm(d, err), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("processType %q, document:\n%s\nthe slow way and the engine differ (-slow +engine):\n%s", c.processType, c.document, diff)
		}
	}
	for _, kind := range []string{"accepted", "inconclusive", "rejected", "failed", "canceled", "processing",
		reference.Malformed, reference.UnknownProvider, reference.UnknownValue, reference.Undecided} {
		if least := 5; seen[kind] < least {
			t.Errorf("%s: %d draws, want at least %d", kind, seen[kind], least)
		}
	}
	t.Log(seen)
}

// ofKind draws a document of a kind, or one that is odd here and there.
func (d drawer) ofKind(table *rulebook.Table, kind *rulebook.DocumentKind, odd bool) any {
	if kind.Looks.List {
		return d.heldBy(table, kind, odd)
	}
	o := &drawnObject{}
	for _, view := range []*rulebook.Table{kind.Table, kind.Lifecycle} {
		for _, s := range view.Signals {
			for _, at := range s.Places {
				for range d.below(3) {
					d.put(o, at.Signal.Path, d.valueOf(at.Signal, odd))
				}
			}
		}
	}
	for _, m := range kind.Looks.Has {
		if o.index(m.Path[0]) < 0 {
			o.add(m.Path[0], drawnText("x"))
		}
	}
	if h := kind.Holds; h != nil {
		o.add(h.Path[0], d.heldBy(table, kind, odd))
	}
	d.shuffle(o)
	return o
}

// heldBy draws a list of what a document of a kind may hold.
func (d drawer) heldBy(table *rulebook.Table, kind *rulebook.DocumentKind, odd bool) any {
	list := &drawnList{}
	for range d.below(4) {
		name := d.of(kind.Holds.Kinds...)
		if odd && d.percent(10) {
			list.items = append(list.items, d.oddValue())
			continue
		}
		i := slices.IndexFunc(table.Documents, func(k *rulebook.DocumentKind) bool { return k.Name == name })
		list.items = append(list.items, d.ofKind(table, table.Documents[i], odd))
	}
	return list
}

// put puts a value at a path, unless something else than an object or a list stands
// in the way; a step for many becomes some name, or another entry.
func (d drawer) put(o *drawnObject, path []string, value any) {
	name := path[0]
	if name == rulebook.Members {
		name = d.of("a", "b", "named", "~/", "")
	}
	rest := path[1:]
	list := len(rest) > 0 && rest[0] == rulebook.Entries
	if list {
		rest = rest[1:]
	}
	below := value
	if len(rest) > 0 {
		deeper := &drawnObject{}
		d.put(deeper, rest, value)
		below = deeper
	}
	i := o.index(name)
	switch {
	case i < 0 && list:
		o.add(name, &drawnList{items: []any{below}})
	case i < 0:
		o.add(name, below)
	case list:
		if there, ok := o.members[i].value.(*drawnList); ok {
			there.items = append(there.items, below)
		}
	default:
		if there, ok := o.members[i].value.(*drawnObject); ok && len(rest) > 0 {
			d.put(there, rest, value)
		}
	}
}

// valueOf draws a value that a signal may have, mostly the best, or an odd one.
func (d drawer) valueOf(s *rulebook.Signal, odd bool) any {
	switch {
	case odd && d.percent(8):
		return d.oddValue()
	case len(s.Words) > 0:
		return drawnText(s.Words[d.below(2)*d.below(len(s.Words))].Raw)
	case s.Kind == rulebook.Boolean:
		return d.truth(d.percent(90))
	case s.Kind == rulebook.Integer:
		return d.number([]int{3, 3, 3, 3, 3, 3, 2, 0}[d.below(8)])
	case s.Shape == rulebook.ObjectShape:
		return []any{&drawnObject{}, &drawnObject{}, &drawnObject{}, &drawnObject{[]drawnMember{{"why", drawnText("x")}}}}[d.below(4)]
	}
	return []any{drawnRaw("null"), drawnRaw("null"), &drawnObject{}, drawnText(""), drawnText("x")}[d.below(4)+d.below(2)]
}

func (d drawer) oddValue() any {
	return []any{drawnRaw("null"), drawnText(""), &drawnObject{}, &drawnList{}, drawnRaw("7"), drawnRaw("true"), drawnText("odd"),
		&drawnObject{[]drawnMember{{"a", drawnRaw("1")}}}, &drawnList{items: []any{drawnRaw("1")}}}[d.below(9)]
}
