package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// textOf writes a table with these signals and rows.
func textOf(signals string, rows ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "provider: drawn\ntitle: t\nsource: s\ngives: [accepted]\nsignals:\n%srules:\n", signals)
	for i, row := range rows {
		status, when, _ := strings.Cut(row, " if ")
		fmt.Fprintf(&b, "  - {id: row-%d, status: %s, when: '%s', reason: r, source: s, basis: text}\n", i, status, when)
	}
	return b.String()
}

// TestByHand compares pairs of tables with answers that were written by hand.
// The documents are decided in the slow way.
func TestByHand(t *testing.T) {
	const listed = "  a: {meaning: m, path: '/x/[]/a', type: boolean, values: [true, false], set: true}\n" +
		"  b: {meaning: m, path: '/x/[]/b', values: [good, bad], set: true}\n"
	const code = "  e: {meaning: m, path: /e, values: [stopped, other], words: {'urn:signicat:error:stop': stopped, '*': other}, code: {member: %s, reader: signicat-error-code}}\n"
	const group = "  g: {meaning: m, path: /g/*, values: [up, down], members: {left: {meaning: m}, middle: {meaning: m}, right: {meaning: m}}}\n"
	const named = "  p: {meaning: m, path: /old/p, %svalues: [good]}\n  q: {meaning: m, path: /old/q, %svalues: [good]}\n"
	const word = "  w: {meaning: m, path: /w, values: [one]}\n"
	const supplied = "  verdict: {meaning: m, context: true, values: [one]}\n"
	also := []any{"also: /new/p, ", "also: /new/q, "}
	for _, c := range []struct {
		why           string
		before, after string
		want          []string // region, combinations, conditions, document
	}{
		{"sets of the same entries are there together: the one entry that matters brings one for the other set",
			textOf(listed, `accepted if any(a, # == true)`, `rejected if any(b, # == "bad")`),
			textOf(listed, `accepted if any(a, # == true)`, `failed if any(b, # == "bad")`),
			[]string{`rejected → failed 32 [b has an entry bad] {"provider":"drawn","x":[{"a":false,"b":"bad"}]}`}},
		{"one set has two kinds of entries, so that the other, in which all are alike, has two as well",
			textOf(listed, `accepted if any(a, # == true) and all(a, # == true) and any(b, # == "good") and any(b, # == "bad")`),
			textOf(listed, `pending if any(a, # == true) and all(a, # == true) and any(b, # == "good") and any(b, # == "bad")`),
			[]string{`accepted → pending 2 [a has an entry true and none without value or false and b has an entry good and one bad] {"provider":"drawn","x":[{"a":true,"b":"good"},{"a":true,"b":"bad"}]}`}},
		{"what a document can carry goes before what only a caller can supply",
			textOf(word+supplied, `rejected if w == "one" or verdict == "one"`),
			textOf(word+supplied, `failed if w == "one" or verdict == "one"`),
			[]string{`rejected → failed 3 [w is one verdict is one] {"provider":"drawn","w":"one"}`}},
		{"a caller can supply a verdict or a process type, and nothing else",
			textOf(supplied+strings.Replace(supplied, "verdict", "mood", 1), `rejected if verdict == "one" or mood == "one"`),
			textOf(supplied+strings.Replace(supplied, "verdict", "mood", 1), `failed if verdict == "one" or mood == "one"`),
			[]string{`rejected → failed 3 [mood is one verdict is one] {"provider":"drawn"} map[verdict:one]`}},
		{"two signals stand in one place, and their order means nothing",
			textOf(word+"  p: {meaning: m, path: /w, type: presence}\n", `rejected if w == "one"`, `failed if p == present`),
			textOf("  p: {meaning: m, path: /w, type: presence}\n"+word, `rejected if w == "one"`, `failed if p == present`), nil},
		{"the code stands in another member: both are looked for, each by its table",
			textOf(fmt.Sprintf(code, "text"), `failed if e == "stopped"`, `rejected if e == "other"`),
			textOf(fmt.Sprintf(code, "says"), `failed if e == "stopped"`, `rejected if e == "other"`),
			[]string{
				`failed → rejected 1 [e is the code urn:signicat:error:stop in text with no code in says, the code urn:signicat:error:stop in text with another code in says (stopped → other)]`,
				`failed → unknown value`, `rejected → failed 1`, `rejected → unknown value`, `unknown value → failed`, `unknown value → rejected`,
			}},
		{"the members of a group are asked together, and said together",
			textOf(group, `accepted if all(g, # == "up")`),
			textOf(group, `pending if all(g, # == "up")`),
			[]string{`accepted → pending 1 [every one of g is up] {"g":{"left":"up","middle":"up","right":"up"},"provider":"drawn"}`}},
		{"two signals get a second name together; what stands by the one name in a document may not stand by the other in it",
			textOf(fmt.Sprintf(named, "", ""), `accepted if p == "good" and q == "good"`),
			textOf(fmt.Sprintf(named, also...), `accepted if p == "good" and q == "good"`),
			[]string{
				`undecided → accepted 1 [p is the word "good" at /new/p (absent → good) and q is the word "good" at /new/q (absent → good)] {"new":{"p":"good","q":"good"},"provider":"drawn"}`,
				`accepted → unknown value`, `undecided → unknown value`,
			}},
		{"a number is a word to the other table: what each knows the other refuses",
			textOf("  n: {meaning: m, path: /n, type: integer, range: [1, 0]}\n", `accepted if n == 1`, `rejected if n == 0`),
			textOf("  n: {meaning: m, path: /n, values: [one]}\n", `accepted if n == "one"`),
			[]string{
				`accepted → unknown value 1 [n is 1 (1 → undeclared)] {"n":1,"provider":"drawn"}`,
				`rejected → unknown value 1 [n is 0 (0 → undeclared)] {"n":0,"provider":"drawn"}`,
				`unknown value → accepted 1 [n is the word "one" (undeclared → one)] {"n":"one","provider":"drawn"}`,
			}},
		{"a signal that only remarks ask about is no part of an outcome",
			textOf("  n: {meaning: m, path: /n, values: [one]}\n", `accepted if n == "one"`),
			textOf("  n: {meaning: m, path: /n, values: [one]}\n  r: {meaning: m, path: /r, values: [one], use: remarks}\n", `accepted if n == "one"`), nil},
	} {
		before, after := tableOf(t, c.before), tableOf(t, c.after)
		_, regions := compare(t, before, after)
		var got []string
		for _, r := range regions {
			doc, context := Write("drawn", r.Witness)
			got = append(got, fmt.Sprintf("%s → %s %d %s %s %s", r.Before, r.After, r.Combinations, r.Conditions, doc, context))
			if is := [2]Outcome{slowOutcome(before, doc, context), slowOutcome(after, doc, context)}; is != [2]Outcome{r.Before, r.After} {
				t.Errorf("%s: %s gives %v, want %s → %s", c.why, doc, is, r.Before, r.After)
			}
		}
		// What is wanted is a beginning of what there is, in any order.
		for _, want := range c.want {
			if !slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, want) }) {
				t.Errorf("%s: no region %q in\n%s", c.why, want, strings.Join(got, "\n"))
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %d regions, want %d:\n%s", c.why, len(got), len(c.want), strings.Join(got, "\n"))
		}
	}
}

// TestTooManyValues: where rows tell so many values apart that a diagram cannot,
// the error says which signal has them.
func TestTooManyValues(t *testing.T) {
	rows := func(from int) string {
		var each []string
		for n := from; n < from+60; n++ {
			each = append(each, fmt.Sprintf("%s if n == %d", []string{"rejected", "failed"}[n%2], n))
		}
		return textOf(fmt.Sprintf("  n: {meaning: m, path: /n, type: integer, range: [%d, %d]}\n", from, from+59), each...)
	}
	if _, err := Tables(tableOf(t, rows(0)), tableOf(t, rows(0))); err != nil {
		t.Errorf("60 values: %v", err)
	}
	_, err := Tables(tableOf(t, rows(0)), tableOf(t, rows(30)))
	if err == nil || !strings.Contains(err.Error(), "more than 64 values of n") {
		t.Errorf("90 values: %v", err)
	}
	// Values that no row tells apart do not count.
	wide := func(from int) string {
		return textOf(fmt.Sprintf("  n: {meaning: m, path: /n, type: integer, range: [%d, %d]}\n", from, from+59), fmt.Sprintf("rejected if n in %d..%d", from, from+59))
	}
	_, regions := compare(t, tableOf(t, wide(0)), tableOf(t, wide(30)))
	var got []string
	for _, r := range regions {
		got = append(got, fmt.Sprintf("%s → %s %d %s", r.Before, r.After, r.Combinations, r.Conditions))
	}
	want := []string{
		"rejected → unknown value 30 [n is 0..29 (undeclared after)]",
		"unknown value → rejected 30 [n is 60..89 (undeclared before)]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCaveats: what only one table refuses on the way to its signals is said,
// marked with what may happen; so are inputs that stand in one another.
func TestCaveats(t *testing.T) {
	at := func(path, more string) string {
		return textOf(fmt.Sprintf("  n: {meaning: m, path: '%s', values: [one]%s}\n", path, more), map[bool]string{true: `accepted if any(n, # == "one")`, false: `accepted if n == "one"`}[more != ""])
	}
	also := func(path, other string) string {
		return textOf(fmt.Sprintf("  n: {meaning: m, path: %s, also: %s, values: [one]}\n", path, other), `accepted if n == "one"`)
	}
	both := func(path, other string) string {
		return textOf(fmt.Sprintf("  n: {meaning: m, path: %s, values: [one]}\n  o: {meaning: m, path: %s, values: [one]}\n", path, other), `accepted if n == "one"`, `rejected if o == "one"`)
	}
	const shared = "  w: {meaning: m, path: /w, values: [one]}\n  p: {meaning: m, path: /w, type: presence}\n"
	for _, c := range []struct {
		before, after string
		want          []string
		why           string
	}{
		{at("/x/n", ""), at("/x/n", ""), nil, "the same place is one input"},
		{at("/x/n", ""), at("/x/m", ""), nil, "two members do not stand in one another"},
		{at("/x", ""), at("/x/n", ""), []string{
			"! the new table refuses whatever is not an object at /x, and the old one does not, so a document with that may change from any outcome to unknown value",
			"old n at /x and new n at /x/n are read as if the one did not stand in the other",
		}, "a text cannot be an object"},
		{at("/x/n", ""), at("/y", ""), []string{
			"!! the old table refuses whatever is not an object at /x, and the new one does not, so a document with that may change from unknown value to any outcome, accepted included",
		}, "a text at /x was refused, and nothing reads it any more"},
		{at("/x/*", ", set: true"), at("/x/[]", ", set: true"), []string{
			"!! the old table refuses whatever is not an object at /x, and the new one does not, so a document with that may change from unknown value to any outcome, accepted included",
			"! the new table refuses whatever is not a list at /x, and the old one does not, so a document with that may change from any outcome to unknown value",
			"old n at /x/* and new n at /x/[] are read as if the one did not stand in the other",
		}, "a list was refused, and now an object is"},
		{at("/x/*/n", ", set: true"), at("/x/y/n", ""), []string{
			"!! the old table refuses whatever is not an object at /x/*, and the new one does not, so a document with that may change from unknown value to any outcome, accepted included",
			"old n at /x/*/n and new n at /x/y/n are read as if the one did not stand in the other",
		}, "every member had to be an object, and now y has to"},
		{also("/x/n", "/y/n"), both("/x/n", "/y/n"), []string{
			"!! the old table refuses something at both /x and /y, and the new one does not, so a document with that may change from unknown value to any outcome, accepted included",
			"n and o, both at /y/n, are read as if each stood in a place of its own",
		}, "what else stands at /y is in no input, and counts as the other name being filled"},
		{also("/x/n", "/x/m"), at("/x/n", ""), nil, "what stands at the other name is in the input"},
		{textOf(shared, `rejected if w == "one"`), textOf(shared, `failed if w == "one"`),
			[]string{"w and p, both at /w, are read as if each stood in a place of its own"}, "a word is there if and only if something is"},
		{at("/x/n", ""), at("/x/*", ", set: true"), []string{"old n at /x/n and new n at /x/* are read as if the one did not stand in the other"}, "a member is one of all members"},
		{at("/x/*/n", ", set: true"), at("/x/*/m", ", set: true"), nil, "sets of the same entries can be there or not, each by itself but for whether any is"},
	} {
		comparison, _ := compare(t, tableOf(t, c.before), tableOf(t, c.after))
		var got []string
		for _, caveat := range comparison.Caveats() {
			got = append(got, caveatLine(caveat))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

// caveatLine writes a caveat with a mark for each of what may happen.
func caveatLine(c Caveat) string {
	switch {
	case c.MayAccept:
		return "!! " + c.Says
	case c.MayChange:
		return "! " + c.Says
	}
	return c.Says
}
