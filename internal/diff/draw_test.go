package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// drawnSignal is a signal of a drawn table, with the literals that a condition
// may compare it with.
type drawnSignal struct {
	name, yaml string
	literals   []string
	many       bool // a set or a group
}

// failer is what drawing needs of a test.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// drawTables draws two tables that read some of the same places. They need not
// keep their promises: what differs differs in any two tables.
func drawTables(t *rapid.T) (before, after *rulebook.Table) {
	names := []string{"s0", "s1", "s2"}[:rapid.IntRange(1, 3).Draw(t, "signals")]
	return drawTable(t, names), drawTable(t, names)
}

func drawTable(t *rapid.T, names []string) *rulebook.Table {
	var signals []drawnSignal
	for _, name := range rapid.Permutation(names).Draw(t, "order") {
		signals = append(signals, drawSignal(t, name))
	}
	if len(signals) > 1 && rapid.IntRange(0, 5).Draw(t, "drop") == 0 {
		signals = signals[1:]
	}
	var b strings.Builder
	b.WriteString("provider: drawn\ntitle: Drawn\nsource: nowhere\ngives: [accepted]\nsignals:\n")
	for _, s := range signals {
		b.WriteString(s.yaml)
	}
	b.WriteString("  note: {meaning: m, path: /note, values: [good, bad], use: remarks}\n")
	fmt.Fprintf(&b, "remarks: [{id: row-remark, when: 'note == \"good\"', reason: r}]\n")
	b.WriteString("rules:\n")
	for i := range rapid.IntRange(1, 4).Draw(t, "rules") {
		status := rapid.SampledFrom([]string{"accepted", "rejected", "failed", "inconclusive", "pending"}).Draw(t, "status")
		fmt.Fprintf(&b, "  - {id: row-%d, status: %s, when: '%s', reason: r, source: s, basis: text}\n",
			i, status, drawCondition(t, signals, 2, status != "accepted"))
	}
	return tableOf(t, b.String())
}

const lifecycle = `{provider: '*', title: t, source: s, gives: [failed], else: judge,
  signals: {stopped: {meaning: m, path: /stopped, type: presence}},
  rules: [{id: process-stopped, status: failed, when: 'stopped == present', reason: r, source: s, basis: text}]}
`

// bookOf reads a table with a lifecycle.
func bookOf(t failer, text string) *rulebook.Book {
	t.Helper()
	book, problems := rulebook.Load(fstest.MapFS{"process.yaml": {Data: []byte(lifecycle)}, "table.yaml": {Data: []byte(text)}})
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	return book
}

func tableOf(t failer, text string) *rulebook.Table {
	t.Helper()
	return bookOf(t, text).Tables[0]
}

// drawSignal draws one of few ways to read a signal, so that two tables often
// agree, and often almost.
func drawSignal(t *rapid.T, name string) drawnSignal {
	s := drawnSignal{name: name}
	path, kind := "/a/"+name, ""
	switch rapid.SampledFrom([]int{0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7}).Draw(t, "kind") {
	case 0:
		words := rapid.SampledFrom([]string{
			"", "", "words: {good: good, fine: good, bad: bad}", "words: {good: good, fine: bad, bad: bad}", "words: {good: good, '*': bad}",
		}).Draw(t, "words")
		kind, s.literals = "values: [good, bad]", []string{`"good"`, `"bad"`}
		if words != "" {
			kind += ", " + words
		}
		if also := rapid.IntRange(0, 3).Draw(t, "also"); also == 0 {
			kind += ", also: /a/" + name + "x"
		} else if also == 1 {
			kind += ", context: true"
		}
	case 1:
		kind, s.literals = "values: [bad, fair, good]", []string{`"good"`, `"fair"`, `"bad"`}
	case 2:
		ends := rapid.SampledFrom([]string{"[4, 0]", "[5, 1]", "[0, 4]", "[1, 3]"}).Draw(t, "range")
		kind, s.literals = "type: integer, range: "+ends, []string{"1", "2", "3"}
	case 3:
		shape := rapid.SampledFrom([]string{"any", "string", "object", "list"}).Draw(t, "shape")
		kind, s.literals = "type: presence, shape: "+shape, []string{"present"}
	case 4:
		kind, s.literals = "type: boolean, values: [false, true]", []string{"true", "false"}
	case 5:
		kind, s.literals, s.many = "type: boolean, values: [false, true], set: true", []string{"true", "false"}, true
	case 6:
		values := rapid.SampledFrom([]string{"[good, bad]", "[good, fair]"}).Draw(t, "values")
		kind, s.literals, s.many = "values: "+values+", set: true", []string{`"good"`}, true
	case 7:
		kind, s.literals, s.many = fmt.Sprintf("values: [up, down], members: {%sa: {meaning: m}, %[1]sb: {meaning: m}}", name), []string{`"up"`, `"down"`}, true
	}
	if rapid.IntRange(0, 5).Draw(t, "moved") == 0 && !strings.Contains(kind, "also") {
		path = "/b/" + name
	}
	if s.many { // no signal stands inside of another
		path += fmt.Sprintf("%d/*", len(kind))
	}
	s.yaml = fmt.Sprintf("  %s: {meaning: m, path: %s, %s}\n", name, path, kind)
	return s
}

// drawCondition draws a condition; only where it may is there a not in it.
func drawCondition(t *rapid.T, signals []drawnSignal, depth int, may bool) string {
	switch choice := rapid.IntRange(0, 9).Draw(t, "condition"); {
	case depth > 0 && choice < 5:
		op := rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "op")
		return "(" + drawCondition(t, signals, depth-1, may) + op + drawCondition(t, signals, depth-1, may) + ")"
	case depth > 0 && choice == 5 && may:
		return "not (" + drawCondition(t, signals, depth-1, may) + ")"
	}
	s := rapid.SampledFrom(signals).Draw(t, "signal")
	literals := append([]string{"absent"}, s.literals...)
	chosen := slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.SampledFrom(literals), 1, 2).Draw(t, "list"))))
	list := strings.Join(chosen, ", ")
	if s.many {
		return fmt.Sprintf("%s(%s, # in [%s])", rapid.SampledFrom([]string{"any", "all"}).Draw(t, "quantifier"), s.name, list)
	}
	return fmt.Sprintf("%s in [%s]", s.name, list)
}
