package audit

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// counted is what was counted under a name.
type counted struct {
	Name string
	N    number
}

// plainly counts in the plain way: everything is kept, and what is too much is
// summed at the end.
func plainly(most int, names []string) []counted {
	all := map[string]number{}
	for _, name := range names {
		all[name]++
	}
	var list []counted
	rest := number(0)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if i < most {
			list = append(list, counted{name, all[name]})
			continue
		}
		rest += all[name]
	}
	if rest > 0 {
		list = append(list, counted{"(others)", rest})
	}
	return list
}

func collected(b *bounded[number, *number]) []counted {
	var list []counted
	for name, n := range b.all("(others)") {
		list = append(list, counted{name, *n})
	}
	return list
}

// TestBounded: however names are shared out among counters, and in whatever order
// these are added, the first by the alphabet are counted exactly and the rest summed.
func TestBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 6).Draw(t, "most")
		name := rapid.StringMatching(`[a-c]{0,2}`)
		var all []string
		var parts []*bounded[number, *number]
		for i := range rapid.IntRange(1, 5).Draw(t, "counters") {
			names := rapid.SliceOfN(name, 0, 30).Draw(t, fmt.Sprintf("names %d", i))
			part := newBounded[number](most)
			for _, name := range names {
				part.at(name).add(&one)
				if len(part.of) > most {
					t.Fatalf("%d names are kept, want %d at most", len(part.of), most)
				}
			}
			if diff := cmp.Diff(plainly(most, names), collected(&part)); diff != "" {
				t.Fatalf("counter %d (-plain +got):\n%s", i, diff)
			}
			all, parts = append(all, names...), append(parts, &part)
		}
		total := newBounded[number](most)
		for _, part := range rapid.Permutation(parts).Draw(t, "order") {
			total.add(part)
		}
		if diff := cmp.Diff(plainly(most, all), collected(&total)); diff != "" {
			t.Fatalf("all together (-plain +got):\n%s", diff)
		}
	})
}
