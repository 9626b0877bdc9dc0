package nearest_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// drawnSignal is a signal of a drawn table, with the literals that a condition
// may compare it with.
type drawnSignal struct {
	name, yaml string
	literals   []string
	many       bool // a set or a group
}

// drawTable draws the text of a table that rulebook.Load takes, with so few
// signals that all combinations can be gone through. It need not keep its
// promises: the nearest outcomes are what they are in any table.
func drawTable(t *rapid.T) string {
	var signals []drawnSignal
	for i := range rapid.IntRange(1, 4).Draw(t, "signals") {
		signals = append(signals, drawSignal(t, fmt.Sprintf("s%d", i)))
	}
	var b strings.Builder
	b.WriteString("provider: drawn\ntitle: Drawn\nsource: nowhere\n")
	b.WriteString("gives: [accepted, rejected, failed, canceled, inconclusive, pending, processing]\nsignals:\n")
	for _, s := range signals {
		b.WriteString(s.yaml)
	}
	// No status rests on this one, so that it never takes part.
	b.WriteString("  note: {meaning: m, path: /note, values: [good, bad], use: remarks}\n")
	fmt.Fprintf(&b, "remarks: [{id: row-remark, when: 'note == \"good\"', reason: r}]\n")
	b.WriteString("rules:\n")
	for i := range rapid.IntRange(1, 6).Draw(t, "rules") {
		status := rapid.SampledFrom([]string{"accepted", "rejected", "failed", "canceled", "inconclusive", "pending"}).Draw(t, "status")
		fmt.Fprintf(&b, "  - {id: row-%d, status: %s, when: '%s', reason: r, source: s, basis: text}\n",
			i, status, drawCondition(t, signals, 3, status != "accepted"))
	}
	return b.String()
}

func drawSignal(t *rapid.T, name string) drawnSignal {
	s := drawnSignal{name: name}
	path, kind := "/a/"+name, ""
	switch rapid.IntRange(0, 6).Draw(t, "kind") {
	case 0:
		kind, s.literals = "values: [good, fair, bad]", []string{`"good"`, `"fair"`, `"bad"`}
	case 1:
		kind, s.literals = "values: [good, bad], context: true", []string{`"good"`, `"bad"`}
	case 2:
		kind, s.literals = "type: integer, range: [3, 0]", []string{"3", "2", "1", "0"}
	case 3:
		kind, s.literals = "type: presence", []string{"present"}
	case 4:
		kind, s.literals, s.many = "type: boolean, values: [false, true], set: true", []string{"true", "false"}, true
	case 5:
		kind, s.literals, s.many = "values: [good, fair, bad], set: true", []string{`"good"`, `"fair"`, `"bad"`}, true
	case 6:
		kind, s.literals, s.many = fmt.Sprintf("values: [up, down], members: {%sa: {meaning: m}, %[1]sb: {meaning: m}}", name), []string{`"up"`, `"down"`}, true
	}
	if s.many {
		path += "/*"
	}
	order := rapid.SampledFrom([]string{"", "", "", ", order: none"}).Draw(t, "order")
	s.yaml = fmt.Sprintf("  %s: {meaning: m, path: %s, %s%s}\n", name, path, kind, order)
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
	literal := rapid.SampledFrom(append([]string{"absent"}, s.literals...))
	list := strings.Join(rapid.SliceOfN(literal, 1, 3).Draw(t, "list"), ", ")
	if s.many {
		return fmt.Sprintf("%s(%s, # in [%s])", rapid.SampledFrom([]string{"any", "all"}).Draw(t, "quantifier"), s.name, list)
	}
	return fmt.Sprintf("%s in [%s]", s.name, list)
}
