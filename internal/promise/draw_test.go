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
	fmt.Fprintf(&b, "terms:\n  someTerm: '%s'\n", drawCondition(t, signals, 2, plain))
	b.WriteString("rules:\n")
	for i := range rapid.IntRange(1, 6).Draw(t, "rules") {
		status := rapid.SampledFrom([]string{"accepted", "accepted", "rejected", "failed", "canceled", "inconclusive", "pending"}).Draw(t, "status")
		words := everything
		if status == "accepted" {
			words = plain
		}
		fmt.Fprintf(&b, "  - {id: row-%d, status: %s, when: '%s', reason: r, source: s, basis: text}\n",
			i, status, drawCondition(t, signals, 3, words))
	}
	return b.String()
}

// What a drawn condition may use.
type vocabulary int

const (
	everything vocabulary = iota
	plain                 // nothing that says what is not the case, and no term
)

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
			s.yaml = fmt.Sprintf("  %s: {meaning: m, path: %s, %s%s}\n", s.name, path, kind, drawDeclarations(t, signals, s.set))
		}
		signals = append(signals, s)
	}
	return signals
}

// drawDeclarations draws what a signal declares beside its values. A condition
// of its need asks about the signals before it.
func drawDeclarations(t *rapid.T, before []drawnSignal, set bool) string {
	out := rapid.SampledFrom([]string{"", ", order: none", ", loss: R1"}).Draw(t, "declared")
	switch need := rapid.IntRange(0, 5).Draw(t, "need"); {
	case need < 2:
		out += ", needed: always"
	case need == 2 && set:
		out += ", needed: entries"
	case need == 3 && len(before) > 0:
		out += fmt.Sprintf(", needed: '%s'", drawCondition(t, before, 1, plain))
	}
	return out
}

// drawGroup gives a group of two members.
func drawGroup(name string) string {
	return fmt.Sprintf("  %s: {meaning: m, path: /a/%[1]s/*, values: [up, down], members: {%[1]sa: {meaning: m}, %[1]sb: {meaning: m}}}\n", name)
}

func drawCondition(t *rapid.T, signals []drawnSignal, depth int, words vocabulary) string {
	choice := rapid.IntRange(0, 9).Draw(t, "condition")
	switch {
	case depth > 0 && choice < 3:
		op := rapid.SampledFrom([]string{" and ", " or "}).Draw(t, "op")
		return "(" + drawCondition(t, signals, depth-1, words) + op + drawCondition(t, signals, depth-1, words) + ")"
	case depth > 0 && choice == 3 && words == everything:
		return "not (" + drawCondition(t, signals, depth-1, words) + ")"
	case choice == 4 && words == everything:
		return "someTerm"
	}
	s := rapid.SampledFrom(signals).Draw(t, "signal")
	if s.set {
		quantifiers := []string{"any", "all", "none"}
		if words == plain {
			quantifiers = quantifiers[:2]
		}
		return fmt.Sprintf("%s(%s, %s)", rapid.SampledFrom(quantifiers).Draw(t, "quantifier"), s.name, drawComparison(t, "#", s.literals, words))
	}
	return drawComparison(t, s.name, s.literals, words)
}

func drawComparison(t *rapid.T, subject string, literals []string, words vocabulary) string {
	literals = append([]string{"absent"}, literals...)
	literal := rapid.SampledFrom(literals)
	list := func() string { return strings.Join(rapid.SliceOfN(literal, 1, 3).Draw(t, "list"), ", ") }
	switch choice := rapid.IntRange(0, 4).Draw(t, "comparison"); {
	case choice == 0 && words == everything:
		return subject + " != " + literal.Draw(t, "literal")
	case choice == 1:
		return subject + " in [" + list() + "]"
	case choice == 2 && words == everything:
		return subject + " not in [" + list() + "]"
	case choice == 3 && len(literals) == 6: // an integer
		return subject + " in 1..3"
	}
	return subject + " == " + literal.Draw(t, "literal")
}
