package diff

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// anything are values of every kind; null and nothing are absence.
var anything = []any{
	nil, "good", "fine", "fair", "bad", "x", "", "true", "false", "up", "down", true, false,
	0, 1, 2, 3, 4, 5, 6, 1.5, map[string]any{"x": 1}, map[string]any{}, []any{}, []any{"x"},
}

// TestJoinIsComplete: the values of an input are what the slow reader of
// documents makes of anything in any of the places, and nothing else.
func TestJoinIsComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := drawTables(t)
		for _, in := range joinSignals(before, after) {
			got := map[[2]uint8]bool{}
			for _, v := range in.values {
				got[v.class] = true
			}
			if diff := cmp.Diff(pairsOf(in), got); diff != "" {
				t.Fatalf("%s in %v (-slow +joined):\n%s", in.name, in.places, diff)
			}
		}
	})
}

// pairsOf tries anything in all places of an input.
func pairsOf(in *input) map[[2]uint8]bool {
	pairs := map[[2]uint8]bool{{}: true}
	filled := make([]any, len(in.places))
	var from func(i int)
	from = func(i int) {
		if i == len(filled) {
			pair := [2]uint8{slowClass(in, 0, filled), slowClass(in, 1, filled)}
			pairs[pair] = pair != [2]uint8{refused, refused}
			return
		}
		for _, v := range anything {
			if _, isWord := v.(string); isWord || v == nil || in.places[i].caller == "" {
				filled[i] = v
				from(i + 1)
			}
		}
	}
	from(0)
	for pair, ok := range pairs {
		if !ok {
			delete(pairs, pair)
		}
	}
	return pairs
}

// slowClass reads one signal of what stands in the places of an input, of a set
// the one entry.
func slowClass(in *input, side int, filled []any) uint8 {
	s := in.signals[side]
	if s == nil {
		return 0
	}
	var top any = map[string]any{"provider": "drawn"}
	context := map[string]string{}
	for i, p := range in.places {
		if word, ok := filled[i].(string); ok && p.caller != "" {
			context[p.caller] = word
		} else if p.caller == "" {
			top = write(top, p.steps, 0, filled[i])
		}
	}
	doc, err := json.Marshal(top)
	if err != nil {
		panic(err)
	}
	classes, ok := reference.Read(&rulebook.Table{Signals: []*rulebook.Signal{s}}, doc, context)
	switch {
	case !ok:
		return refused
	case s.Set:
		return uint8(slices.Index([]uint8{1, 2, 4, 8, 16, 32}, classes[0]))
	}
	return classes[0]
}

// TestWitnessesOfDrawnTables: each region has a witness, and the document that
// is written for it leads by both tables to what the region says, decided in
// the slow way.
func TestWitnessesOfDrawnTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := drawTables(t)
		_, regions := compare(t, before, after)
		for _, r := range regions {
			doc, context := Write("drawn", r.Witness)
			for table, want := range map[*rulebook.Table]Outcome{before: r.Before, after: r.After} {
				if got := slowOutcome(table, doc, context); got != want {
					t.Fatalf("%s → %s: %s with %v gives %s, want %s (%s)", r.Before, r.After, doc, context, got, want, r.Witness.Says)
				}
			}
		}
	})
}

// slowOutcome decides a document in the slow way, after a lifecycle that never
// decides anything.
func slowOutcome(t *rulebook.Table, doc []byte, context map[string]string) Outcome {
	return outcomeIn(&rulebook.Book{Lifecycle: &rulebook.Table{Lifecycle: true}, Tables: []*rulebook.Table{t}}, doc, context)
}
