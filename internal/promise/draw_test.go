package promise

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// drawnSignal is a signal of a drawn table, with the literals that a condition
// may compare it with.
type drawnSignal struct {
	name     string
	yaml     string
	literals []string
	set      bool
}

// drawTable draws the text of a table that rulebook.Load takes: any signals,
// any conditions of the language. Nothing says that it keeps its promises.
func drawTable(t *rapid.T) string {
	signals := drawSignals(t)
	var b strings.Builder
	b.WriteString("provider: drawn\ntitle: Drawn\nsource: nowhere\ngives: [rejected]\nsignals:\n")
	for _, s := range signals {
		b.WriteString(s.yaml)
	}
	// A term is one of the things a condition may name.
	fmt.Fprintf(&b, "terms:\n  someTerm: '%s'\n", drawCondition(t, signals, 2, false))
	b.WriteString("rules:\n")
	for i := range rapid.IntRange(1, 6).Draw(t, "rules") {
		status := rapid.SampledFrom([]string{"rejected", "failed", "canceled", "inconclusive", "pending"}).Draw(t, "status")
		fmt.Fprintf(&b, "  - {id: row-%d, status: %s, when: '%s', reason: r, source: s, basis: text}\n",
			i, status, drawCondition(t, signals, 3, true))
	}
	return b.String()
}

func drawSignals(t *rapid.T) []drawnSignal {
	var signals []drawnSignal
	for i := range rapid.IntRange(1, 5).Draw(t, "signals") {
		s := drawnSignal{name: fmt.Sprintf("s%d", i)}
		path, kind := "/a/"+s.name, ""
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			kind, s.literals = "values: [good, fair, bad]", []string{`"good"`, `"fair"`, `"bad"`}
		case 1:
			kind, s.literals = "type: boolean, values: [false, true]", []string{"true", "false"}
		case 2:
			kind, s.literals = "type: integer, range: [4, 0]", []string{"4", "3", "2", "1", "0"}
		case 3:
			kind, s.literals = "type: presence", []string{"present"}
		case 4:
			s.yaml, s.literals = drawGroup(s.name), []string{`"up"`, `"down"`}
			s.set = true
		}
		if s.yaml == "" && !strings.Contains(kind, "presence") && rapid.Bool().Draw(t, "set") && !strings.Contains(kind, "integer") {
			s.set = true
			kind, path = kind+", set: true", path+"/*"
		}
		if s.yaml == "" {
			s.yaml = fmt.Sprintf("  %s: {meaning: m, path: %s, %s}\n", s.name, path, kind)
		}
		signals = append(signals, s)
	}
	return signals
}

// drawGroup gives a group of two members.
func drawGroup(name string) string {
	return fmt.Sprintf("  %s: {meaning: m, path: /a/%[1]s/*, values: [up, down], members: {%[1]sa: {meaning: m}, %[1]sb: {meaning: m}}}\n", name)
}

func drawCondition(t *rapid.T, signals []drawnSignal, depth int, terms bool) string {
	choice := rapid.IntRange(0, 9).Draw(t, "condition")
	switch {
	case depth > 0 && choice < 3:
		op := rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "op")
		return "(" + drawCondition(t, signals, depth-1, terms) + op + drawCondition(t, signals, depth-1, terms) + ")"
	case depth > 0 && choice == 3:
		return "not (" + drawCondition(t, signals, depth-1, terms) + ")"
	case terms && choice == 4:
		return "someTerm"
	}
	s := rapid.SampledFrom(signals).Draw(t, "signal")
	if s.set {
		quantifier := rapid.SampledFrom([]string{"any", "all", "none"}).Draw(t, "quantifier")
		return fmt.Sprintf("%s(%s, %s)", quantifier, s.name, drawComparison(t, "#", s.literals))
	}
	return drawComparison(t, s.name, s.literals)
}

func drawComparison(t *rapid.T, subject string, literals []string) string {
	literals = append([]string{"absent"}, literals...)
	literal := rapid.SampledFrom(literals)
	switch rapid.IntRange(0, 4).Draw(t, "comparison") {
	case 0:
		return subject + " != " + literal.Draw(t, "literal")
	case 1:
		return subject + " in [" + strings.Join(rapid.SliceOfN(literal, 1, 3).Draw(t, "list"), ", ") + "]"
	case 2:
		return subject + " not in [" + strings.Join(rapid.SliceOfN(literal, 1, 3).Draw(t, "list"), ", ") + "]"
	case 3:
		if len(literals) == 6 { // an integer
			return subject + " in 1..3"
		}
	}
	return subject + " == " + literal.Draw(t, "literal")
}
