package proof_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/proof"
)

// visits are kinds of documents of the shop.
const visits = `documents:
  - kind: shop-visit
    meaning: A visit.
    source: Visits
    looks: {has: {/visit: [first, later], /door: any}, some: [/stock, /till], none: [/visits, /stay]}
    lifecycle: {status: {path: /state, words: {done: ended, open: pending}}}
    signals:
      door: [/door, {path: '/doors/*/state', words: {broad: open, half: ajar, barred: shut}}]
      level: {path: /stock, absent: 0}
      checks: /till/*
    result: {firstName: /keeper}
  - kind: shop-visits
    meaning: Visits.
    source: Visits
    looks: list
    holds: {path: '/[]', kinds: [shop-visit]}
tests:
`

// visited is the shop with its kinds of documents, some places changed.
func visited(t *testing.T, changes ...string) fstest.MapFS {
	t.Helper()
	return shops(t, append([]string{"tests:\n", visits}, changes...)...)
}

// TestDiffKinds changes one thing at a time of what the shop's own documents say.
// Of each case one document, decided by both books, shows why.
func TestDiffKinds(t *testing.T) {
	const (
		alike = "not recognised or read alike ("
		after = "), so one may change from any outcome to any other, accepted included"
		visit = "! shop: documents of the kind shop-visit, alone or as parts, are "
		open  = `{"visit":"first","state":"done","door":"open","stock":5}`
	)
	added := func(kind string) string {
		return "! shop: documents of the kind " + kind + ", alone or as parts, are recognised by the new book alone, so one that had no outcome may have any, accepted included, and one that was of another kind may have none"
	}
	removed := func(kind string) string {
		return "! shop: documents of the kind " + kind + ", alone or as parts, are recognised by the old book alone, so one may have no outcome any more, and one that was of several kinds may have any, accepted included"
	}
	const swap = "values: [open, ajar, shut]\n    words: {open: open, wide: open, ajar: ajar, shut: shut}\n    needed"
	for _, c := range []struct {
		why      string
		changes  [2][]string // of the old book and of the new one
		document string
		outcomes [2]string
		want     []string
	}{
		{"what it is called, where that stands, and where its result comes from, is no outcome",
			[2][]string{nil, {"meaning: A visit.", "meaning: One visit.", "    source: Visits\n    looks: {", "    source: Books\n    basis: text\n    looks: {", "firstName: /keeper", "firstName: /owner"}},
			open, [2]string{"accepted", "accepted"},
			[]string{"document shop-visit changed: meaning, source, basis, result firstName"}},
		{"what stands in another order is read alike",
			[2][]string{nil, {"[first, later], /door: any", "[later, first]", "none: [/visits, /stay]", "none: [/stay, /visits]", "/visit: [later, first]", "/door: any, /visit: [later, first]", "[/stock, /till]", "[/till, /stock]",
				"done: ended, open: pending", "open: pending, done: ended"}},
			open, [2]string{"accepted", "accepted"}, nil},
		{"a word of a place means something better",
			[2][]string{nil, {"half: ajar", "half: open"}},
			`{"visit":"first","state":"done","door":"open","doors":{"a":{"state":"half"}},"stock":5}`, [2]string{"inconclusive", "accepted"},
			[]string{"document shop-visit changed: signal door", visit + alike + "signal door" + after}},
		{"a place is not read any more",
			[2][]string{nil, {"[/door, {path: '/doors/*/state', words: {broad: open, half: ajar, barred: shut}}]", "/door"}},
			`{"visit":"first","state":"done","door":"open","doors":{"a":{"state":"barred"}},"stock":5}`, [2]string{"rejected", "accepted"},
			[]string{"document shop-visit changed: signal door", visit + alike + "signal door" + after}},
		{"a signal is not read any more",
			[2][]string{nil, {"      checks: /till/*\n", ""}},
			`{"visit":"first","state":"done","door":"open","till":{"a":"bad"},"stock":5}`, [2]string{"rejected", "accepted"},
			[]string{"document shop-visit changed: signal checks", visit + alike + "signal checks" + after}},
		{"nothing counts as more",
			[2][]string{nil, {"absent: 0", "absent: 3"}},
			`{"visit":"first","state":"done","door":"open","till":{"a":"good"}}`, [2]string{"inconclusive", "accepted"},
			[]string{"document shop-visit changed: signal level", visit + alike + "signal level" + after}},
		{"a life ends earlier",
			[2][]string{nil, {"open: pending", "open: ended"}},
			`{"visit":"first","state":"open","door":"open","stock":5}`, [2]string{"pending", "accepted"},
			[]string{"document shop-visit changed: lifecycle status", visit + alike + "lifecycle status" + after}},
		{"of words that are just the values one is gone",
			[2][]string{{"{path: /state, words: {done: ended, open: pending}}", "/state"}, {"{path: /state, words: {done: ended, open: pending}}", "{path: /state, words: {ended: ended}}"}},
			`{"visit":"first","state":"pending","door":"open","stock":5}`, [2]string{"pending", "unknown value"},
			[]string{"document shop-visit changed: lifecycle status", visit + alike + "lifecycle status" + after}},
		{"more looks like a visit",
			[2][]string{nil, {"[first, later]", "any", "some: [/stock, /till], none: [/visits, /stay]", "none: [/visits]"}},
			`{"visit":"last","state":"done","door":"open","stock":5}`, [2]string{"unknown provider", "accepted"},
			[]string{"document shop-visit changed: has, some, none", visit + alike + "has, some, none" + after}},
		{"the entries of a list are of other kinds",
			[2][]string{{"  - kind: shop-visits\n", "  - {kind: shop-stay, meaning: A stay., source: Visits, looks: {has: {/stay: any}}, signals: {door: /stay}}\n  - kind: shop-visits\n"},
				{"  - kind: shop-visits\n", "  - {kind: shop-stay, meaning: A stay., source: Visits, looks: {has: {/stay: any}}, signals: {door: /stay}}\n  - kind: shop-visits\n", "kinds: [shop-visit]", "kinds: [shop-visit, shop-stay]"}},
			`[` + open + `,{"stay":"open"}]`, [2]string{"unknown value", "accepted"},
			[]string{"document shop-visits changed: kinds", "! shop: documents of the kind shop-visits, alone or as parts, are " + alike + "kinds" + after}},
		{"a kind is new",
			[2][]string{{visits, "tests:\n"}, nil},
			open, [2]string{"unknown provider", "accepted"},
			[]string{
				"document shop-visit added: meaning, source, provider, has, some, none, lifecycle status, signal door, signal level, signal checks, result firstName",
				"document shop-visits added: meaning, source, provider, looks, holds, kinds",
				added("shop-visit"), added("shop-visits"),
			}},
		{"a kind is gone, and what was of two kinds is of one",
			[2][]string{{"  - kind: shop-visits\n", "  - {kind: shop-door, meaning: A door., source: Visits, looks: {has: {/door: any}}, signals: {door: /door}}\n  - kind: shop-visits\n"}, nil},
			open, [2]string{"unknown provider", "accepted"},
			[]string{"document shop-door removed: meaning, source, provider, has, signal door", removed("shop-door")}},
		{"the worst of several is another one, and rows ask for the same as before",
			[2][]string{
				{"values: [open, ajar, shut]", "values: [open, ajar, shut]\n    order: none"},
				{"values: [open, ajar, shut]", "values: [open, shut, ajar]\n    order: none"},
			},
			`{"visit":"first","state":"done","door":"shut","doors":{"a":{"state":"half"}},"stock":5}`, [2]string{"rejected", "inconclusive"},
			[]string{"signal door changed: values", "document shop-visit changed: signal door", visit + alike + "signal door" + after}},
		{"two values change their names in the whole table, but not in the words of a place",
			[2][]string{
				{swap, strings.Replace(swap, "needed", "order: none\n    needed", 1), "signals:\n      door: [/door, {path", "signals:\n      door: [{path"},
				{swap, "values: [open, ajar, shut]\n    words: {open: shut, wide: shut, ajar: ajar, shut: open}\n    order: none\n    needed",
					`door == "shut"`, `door == "SHUT"`, `door == "open"`, `door == "shut"`, `door == "SHUT"`, `door == "open"`, `door in ["ajar", "shut"]`, `door in ["ajar", "open"]`,
					"signals:\n      door: [/door, {path", "signals:\n      door: [{path"},
			},
			`{"visit":"first","state":"done","door":"open","doors":{"a":{"state":"barred"}},"stock":5}`, [2]string{"rejected", "accepted"},
			[]string{
				"signal door changed: words", "rule shop-shut changed: when", "rule shop-empty changed: when", "rule shop-open changed: when", "claim shop-claim changed: when", "test an open shop changed: signals",
				visit + alike + "words of door" + after,
			}},
	} {
		old, now := visited(t, c.changes[0]...), visited(t, c.changes[1]...)
		d := difference(t, old, now)
		if diff := cmp.Diff(c.want, outline(d)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
		if mayAccept := strings.Contains(strings.Join(c.want, "\n"), "! shop"); d.MayAccept() != mayAccept || d.NewlyAccepted > 0 || d.Equal != (len(c.want) == 0) {
			t.Errorf("%s: may accept %t, %d newly accepted, equal %t", c.why, d.MayAccept(), d.NewlyAccepted, d.Equal)
		}
		w := proof.Witness{Document: json.RawMessage(c.document)}
		if got := [2]string{decided(t, engine(t, old), w), decided(t, engine(t, now), w)}; got != c.outcomes {
			t.Errorf("%s: the document is %q, want %q", c.why, got, c.outcomes)
		}
	}
}

// TestDiffKindsWithoutCaveat: of a kind that is read as before, the regions tell
// everything.
func TestDiffKindsWithoutCaveat(t *testing.T) {
	oneDoor := []string{"[/door, {path: '/doors/*/state', words: {broad: open, half: ajar, barred: shut}}]", "/door"}
	for _, c := range []struct {
		why  string
		base []string // of both books
		now  []string // of the new one
	}{
		{"a row is stricter", nil, []string{"0..2", "0..3", "3..5", "4..5"}},
		{"values are in another order, and one of them counts at a time", append([]string{"values: [open, ajar, shut]", "values: [open, ajar, shut]\n    order: none"}, oneDoor...),
			[]string{"values: [open, ajar, shut]", "values: [open, shut, ajar]"}},
		{"a signal that no kind carries has other words", []string{"      checks: /till/*\n", ""}, []string{"fine: good", "fine: bad"}},
	} {
		d := difference(t, visited(t, c.base...), visited(t, append(c.base, c.now...)...))
		if len(d.Caveats) > 0 || d.Equal || len(d.Declarations) == 0 {
			t.Errorf("%s: %+v, equal %t", c.why, d.Caveats, d.Equal)
		}
	}
}

// TestDiffKindsText: an auditor reads what changed, and that more may be accepted.
func TestDiffKindsText(t *testing.T) {
	d := difference(t, visited(t), visited(t, "half: ajar", "half: open", "firstName: /keeper", "firstName: {path: /keeper, words: {K: Kay}}"))
	var b bytes.Buffer
	if err := d.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	const want = `No region changes, though documents may be newly accepted that no region tells
of. 1 declaration changes.
  but shop: documents of the kind shop-visit, alone or as parts, are not
      recognised or read alike (signal door), so one may change from any outcome
      to any other, accepted included

Declarations of shop
  document shop-visit changed
    - signal door: /door (ajar = ajar, open = open, shut = shut, wide = open);
                   /doors/*/state (barred = shut, broad = open, half = ajar); of
                   several the last of open, ajar, shut
    + signal door: /door (ajar = ajar, open = open, shut = shut, wide = open);
                   /doors/*/state (barred = shut, broad = open, half = open); of
                   several the last of open, ajar, shut
    - result firstName: /keeper
    + result firstName: /keeper with K = Kay
`
	got, _, _ := strings.Cut(b.String(), "\nOld rule book")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"/visit", "/door"}, d.Caveats[0].Places); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

// TestDiffKindsOfOneBook: what was of a kind that is gone with its table, or comes
// with one, is told as well.
func TestDiffKindsOfOneBook(t *testing.T) {
	both := visited(t)
	both["lamp.yaml"] = &fstest.MapFile{Data: []byte(lamp)}
	alone := fstest.MapFS{"process.yaml": both["process.yaml"], "lamp.yaml": both["lamp.yaml"]}
	document := []byte(`[{"visit":"first","state":"done","door":"open","stock":5}]`)
	for _, c := range []struct {
		why           string
		before, after fstest.MapFS
		word          string
	}{
		{"the table is new", alone, both, "new"},
		{"the table is gone", both, alone, "old"},
	} {
		d := difference(t, c.before, c.after)
		kinds := 0
		for _, caveat := range d.Caveats {
			if strings.Contains(caveat.Says, "are recognised by the "+c.word+" book alone") && caveat.MayAccept && len(caveat.Places) > 0 {
				kinds++
			}
		}
		if kinds != 2 {
			t.Errorf("%s: %+v, want both kinds", c.why, d.Caveats)
		}
	}
	if _, err := engine(t, alone).Parse(document); err == nil {
		t.Error("without the table the list is understood")
	}
	if p, err := engine(t, both).Parse(document); err != nil || p.Kind() != "shop-visits" {
		t.Errorf("with the table the list is %q (%v)", p.Kind(), err)
	}
	var status verdict.Status
	if p, err := engine(t, both).Parse(document); err == nil {
		if decision, err := p.Decide(); err == nil {
			status = decision.Status()
		}
	}
	if status != verdict.Accepted {
		t.Errorf("the list is %v, want accepted", status)
	}
}
