package verdict_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/explain"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// providerWords has the signals of every provider's table, to find words that a
// document could carry.
type providerWords map[string]map[string]*rulebook.Signal // by file, by name

func loadProviderWords(t *testing.T) providerWords {
	t.Helper()
	book, problems := rulebook.Load(rules.Book())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	words := providerWords{}
	for _, table := range book.Tables {
		words["rules/"+table.File] = map[string]*rulebook.Signal{}
		for _, s := range table.Signals {
			words["rules/"+table.File][s.Name] = s
		}
	}
	return words
}

// raw gives what verdict.Values takes for a value of an explanation.
func (w providerWords) raw(t *testing.T, table, signal, value string) any {
	t.Helper()
	s := w[table][signal]
	if !s.Set {
		return rawWord(t, s, value)
	}
	var entries []any
	for _, kind := range entryValues([]explain.Saw{{Signal: signal, Value: value}}) {
		entries = append(entries, rawWord(t, s, kind))
	}
	return entries
}

func rawWord(t *testing.T, s *rulebook.Signal, value string) any {
	t.Helper()
	class := uint8(slices.Index(s.Values, value) + 1)
	switch {
	case value == "absent" || value == "without value":
		return nil
	case class == 0:
		t.Fatalf("%s has no value %q", s.Name, value)
	case s.Kind == rulebook.Boolean:
		return value == "true"
	case s.Kind == rulebook.Integer:
		n, err := strconv.Atoi(value)
		if err != nil {
			t.Fatal(err)
		}
		return n
	case s.Kind == rulebook.Presence:
		return true
	case class == s.Other:
		return "something else"
	}
	i := slices.IndexFunc(s.Words, func(word rulebook.Word) bool { return word.Class == class })
	return s.Words[i].Raw
}

// values gives the signals of an explanation as verdict.Values.
func (w providerWords) values(t *testing.T, e *explain.Explanation) verdict.Values {
	t.Helper()
	v := verdict.Values{Provider: e.Provider, Signals: map[string]any{}}
	for _, s := range e.Signals {
		v.Signals[s.Name] = w.raw(t, e.Table, s.Name, s.Value)
	}
	return v
}

// statusOf gives the status that signals lead to.
func statusOf(v verdict.Values) string {
	d, err := verdict.Decide(v)
	if err != nil {
		return explain.Undecided
	}
	return d.Status().String()
}

// TestExplainNearest goes the ways that explanations of committed documents
// show: each leads to its status, by every value that it names, and no part of
// it does.
func TestExplainNearest(t *testing.T) {
	words := loadProviderWords(t)
	ways, parts := 0, 0
	explanations(t, func(x explainable, e *explain.Explanation) {
		var others []string
		for _, o := range e.Nearest {
			others = append(others, o.Status)
			if o.More || (o.Changes == 0) != (len(o.Ways) == 0) {
				t.Errorf("%s: %s by %d changes, on %d ways, more %v", x, o.Status, o.Changes, len(o.Ways), o.More)
			}
		}
		if slices.Contains(others, e.Status) || len(others) == 0 {
			t.Errorf("%s: %s, and the others are %v", x, e.Status, others)
		}
		if e.Table == "rules/process.yaml" {
			return // no signal of the lifecycle has an order
		}
		before := words.values(t, e)
		if got := statusOf(before); got != e.Status {
			t.Fatalf("%s: its signals give %s, want %s", x, got, e.Status)
		}
		for _, o := range e.Nearest {
			for _, way := range o.Ways {
				ways++
				if len(way.Changes) != o.Changes {
					t.Errorf("%s: a way to %s has %d changes, want %d", x, o.Status, len(way.Changes), o.Changes)
				}
				parts += words.goWay(t, x, e, o.Status, way)
			}
		}
	})
	if ways < 500 || parts < 500 {
		t.Errorf("%d ways with %d parts, want at least 500 of each", ways, parts)
	}
}

// goWay goes a way and its parts, and gives the number of these.
func (w providerWords) goWay(t *testing.T, x explainable, e *explain.Explanation, status string, way explain.Way) (parts int) {
	t.Helper()
	before := w.values(t, e)
	most := 0
	for _, c := range way.Changes {
		most = max(most, len(c.To))
		i := slices.IndexFunc(e.Signals, func(s explain.Signal) bool { return s.Name == c.Signal })
		s := e.Signals[i]
		if s.Value != c.From || s.Group != c.Group || s.Context != c.Context || s.RemarksOnly || slices.Contains(c.To, c.From) {
			t.Errorf("%s: the change %+v of %+v", x, c, s)
		}
	}
	all := 1<<len(way.Changes) - 1
	for turn := range most { // each change takes its values one after the other
		for part := range all + 1 {
			after := verdict.Values{Provider: e.Provider, Signals: maps.Clone(before.Signals)}
			for i, c := range way.Changes {
				if part>>i&1 == 1 {
					after.Signals[c.Signal] = w.raw(t, e.Table, c.Signal, c.To[turn%len(c.To)])
				}
			}
			got := statusOf(after)
			switch {
			case part == all && got != status:
				t.Errorf("%s: the way %+v gives %s, want %s", x, way, got, status)
			case part < all && got == status:
				t.Errorf("%s: to %s the part %b of %+v is enough", x, status, part, way)
			case part < all && part > 0:
				parts++
			}
		}
	}
	return parts
}

// TestExplainLeastChange says for a few documents whole what the nearest
// outcomes are, worked out from the tables by hand.
func TestExplainLeastChange(t *testing.T) {
	for _, c := range []struct {
		signals verdict.Signals
		want    []string
		why     string
	}{
		{verdict.ReadID{ChipVerification: "FAILED", ChipCloneDetection: "FAILED"},
			[]string{
				"inconclusive: chipVerification is SUCCEEDED",
				"accepted: chipVerification is SUCCEEDED, chipCloneDetection is SUCCEEDED or NOT_AVAILABLE",
			}, "a failed chip hides the failed clone detection"},
		{verdict.ReadID{},
			[]string{
				"rejected: chipVerification is FAILED",
				"accepted: chipVerification is SUCCEEDED",
				"inconclusive: chipVerification is SUCCEEDED, chipCloneDetection is FAILED",
			}, "the word that is missing decides, either way; clone detection may be absent"},
		{verdict.Connect{IDToken: true}, []string{"rejected:", "canceled:"}, "an error has no better and worse"},
		{verdict.Connect{},
			[]string{"accepted: idToken is present", "rejected:", "canceled:"}, "a token may come; an error has no order"},
		{verdict.Paper{VerificationStatus: yes, VerificationType: "MRZ_ONLY", MRZ: true, Errors: true},
			[]string{"inconclusive:", "accepted:"}, "the errors would have to go, and evidence never does"},
	} {
		e, err := embedded(t).Explain(c.signals)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, o := range e.Nearest {
			if len(o.Ways) == 0 {
				got = append(got, o.Status+":")
			}
			for _, way := range o.Ways {
				var says []string
				for _, change := range way.Changes {
					says = append(says, change.Says)
				}
				got = append(got, o.Status+": "+strings.Join(says, ", "))
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%#v: %s (-want +got):\n%s", c.signals, c.why, diff)
		}
	}
}

// contextTable is a table in which what is known from the start has better and
// worse values. No shipped table has such a signal.
const contextTable = `
provider: courier
title: t
source: s
gives: [accepted, inconclusive]
signals:
  process: {meaning: m, path: /process, values: [full, light], context: true, needed: always}
  face: {meaning: m, path: /face, values: [good, bad], needed: always}
rules:
  - {id: courier-doubt, status: inconclusive, when: 'process == "light" and face != absent or process != absent and face == "bad"', reason: r, source: s, basis: text}
  - {id: courier-well, status: accepted, when: 'process == "full" and face == "good"', reason: r, source: s, basis: text}
`

// TestExplainContext: a change of what is known from the start is marked, for
// nobody can make it.
func TestExplainContext(t *testing.T) {
	engine, err := verdict.Load(fstest.MapFS{
		"process.yaml": {Data: readFile(t, "rules/process.yaml")},
		"courier.yaml": {Data: []byte(contextTable)},
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Explain(verdict.Values{Provider: "courier", Signals: map[string]any{"process": "light", "face": "good"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []explain.Outcome{{Status: "accepted", Changes: 1, Ways: []explain.Way{{Changes: []explain.Change{
		{Signal: "process", From: "light", To: []string{"full"}, Says: "process is full", Context: true},
	}}}}}
	if diff := cmp.Diff(want, e.Nearest); diff != "" {
		t.Error(diff)
	}
}

// TestExplainMany: where a thousand sets of signals are not all, it is said.
func TestExplainMany(t *testing.T) {
	group := func(name string, members int) string {
		var b strings.Builder
		for i := range members {
			fmt.Fprintf(&b, "%s%d: {meaning: m}, ", name, i)
		}
		return fmt.Sprintf("  %s: {meaning: m, path: /%[1]s/*, values: [good, bad], loss: R1, members: {%s}}\n", name, b.String())
	}
	for _, c := range []struct {
		size int
		more bool
	}{{10, false}, {11, true}} {
		engine, err := verdict.Load(fstest.MapFS{
			"process.yaml": {Data: readFile(t, "rules/process.yaml")},
			"many.yaml": {Data: []byte("provider: many\ntitle: t\nsource: s\ngives: [accepted, rejected]\nsignals:\n" +
				group("a", 10) + group("b", 10) + group("c", c.size) + `
rules:
  - {id: many-bad, status: rejected, when: 'any(a, # == "bad") and any(b, # == "bad") and any(c, # == "bad")', reason: r, source: s, basis: text}
  - id: many-good
    status: accepted
    when: 'all(a, # in ["good", absent]) or all(b, # in ["good", absent]) or all(c, # in ["good", absent])'
    reason: r
    source: s
    basis: text
`)}})
		if err != nil {
			t.Fatal(err)
		}
		e, err := engine.Explain(verdict.Values{Provider: "many"})
		if err != nil {
			t.Fatal(err)
		}
		if o := e.Nearest[0]; o.Status != "rejected" || o.Changes != 3 || len(o.Ways) != 1000 || o.More != c.more {
			t.Errorf("%s by %d changes in %d ways, more %v; want rejected by one bad member of each group, and 1000 ways of %d",
				o.Status, o.Changes, len(o.Ways), o.More, 100*c.size)
		}
		if strings.Contains(explanationText(t, e), "There are more ways.") != c.more {
			t.Errorf("the text of %d ways", 100*c.size)
		}
	}
}
