package diff

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/rulebook"
)

var sameNumber = cmp.Comparer(func(a, b *big.Int) bool { return a.Cmp(b) == 0 })

// compare compares two tables.
func compare(t failer, before, after *rulebook.Table) (*Comparison, []Region) {
	t.Helper()
	c, err := Tables(before, after)
	if err != nil {
		t.Fatalf("%v", err)
	}
	regions, err := c.Regions()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return c, regions
}

// counts are the regions by what changes.
func counts(t failer, regions []Region) map[change]*big.Int {
	t.Helper()
	counted := map[change]*big.Int{}
	for _, r := range regions {
		if counted[change{r.Before, r.After}] != nil {
			t.Fatalf("%s → %s twice", r.Before, r.After)
		}
		counted[change{r.Before, r.After}] = r.Combinations
	}
	return counted
}

// TestExact compares the regions of drawn tables with what the rows of both
// give for every single combination: the numbers, and the conditions as they
// read.
func TestExact(t *testing.T) { rapid.Check(t, exact) }

func FuzzExact(f *testing.F) { f.Fuzz(rapid.MakeFuzz(exact)) }

func exact(t *rapid.T) {
	before, after := drawTables(t)
	switch rapid.IntRange(0, 9).Draw(t, "one table") {
	case 0:
		before = nil
	case 1:
		after = nil
	}
	c, regions := compare(t, before, after)
	const most = 3000
	if space(c) > most {
		t.Skip("too many combinations to go through")
	}
	if diff := cmp.Diff(bruteRegions(c), counts(t, regions), sameNumber); diff != "" {
		t.Fatalf("combinations (-every single one +regions):\n%s", diff)
	}
	var readings [][]reading // of the conditions of each region
	for _, r := range regions {
		var of []reading
		for _, condition := range r.Conditions {
			of = append(of, read(c, condition))
		}
		readings = append(readings, of)
	}
	brute(c, func(chosen [][]int, is change) {
		for i, r := range regions {
			in := slices.ContainsFunc(readings[i], func(holds reading) bool { return holds(chosen) })
			if in != (is == change{r.Before, r.After}) {
				t.Fatalf("%s → %s where %q: that it holds for %v is %t", r.Before, r.After, r.Conditions, chosen, in)
			}
		}
	})

	// The other way round the same regions change back.
	_, back := compare(t, after, before)
	mirrored := map[change]*big.Int{}
	for is, n := range counts(t, back) {
		mirrored[change{is.after, is.before}] = n
	}
	if diff := cmp.Diff(counts(t, regions), mirrored, sameNumber); diff != "" {
		t.Fatalf("there and back (-there +back):\n%s", diff)
	}

	// A table is like itself.
	if _, same := compare(t, before, before); len(same) > 0 {
		t.Fatalf("a table differs from itself: %+v", same)
	}
}
