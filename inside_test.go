package verdict

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/inside"
)

// TestReach: for drawn sets of values the outcomes are those of all vectors with these
// values, one by one, and a signal is asked if two vectors that differ in it alone
// have different statuses.
func TestReach(t *testing.T) {
	j := newJudge(embedded())
	statuses := j.Outcomes()
	random := rand.New(rand.NewPCG(1, 2))
	open, asked := 0, 0
	for table := range j.tables {
		reach := j.Reach(table)
		for range 1100 { // more than one builder serves
			may := j.drawMay(table, random)
			gotOutcomes, gotAsked, err := reach(&may)
			if err != nil {
				t.Fatal(err)
			}
			outcomes := map[document.Vector]int{}
			j.each(table, &may, func(v *document.Vector) { outcomes[*v] = j.Decide(table, v) })
			var wantOutcomes, wantAsked []int
			for v, o := range outcomes {
				wantOutcomes = append(wantOutcomes, o)
				for i := range j.tables[table].Signals {
					for value := range 64 {
						other := v
						if other[i] = uint8(value); may[i]>>value&1 == 1 && statuses[outcomes[other]].Status != statuses[o].Status {
							wantAsked = append(wantAsked, i)
						}
					}
				}
			}
			slices.Sort(wantOutcomes)
			slices.Sort(wantAsked)
			wantOutcomes, wantAsked = slices.Compact(wantOutcomes), slices.Compact(wantAsked)
			if diff := cmp.Diff([][]int{wantOutcomes, wantAsked}, [][]int{gotOutcomes, gotAsked}); diff != "" {
				t.Fatalf("%s, %v (-vector by vector +reached):\n%s", j.tables[table].name, may, diff)
			}
			open += len(gotOutcomes) - 1
			asked += len(gotAsked)
		}
	}
	if open < 500 || asked < 500 {
		t.Errorf("%d more outcomes than one and %d signals asked, want at least 500 of each", open, asked)
	}
}

// drawMay draws a value for each signal, and some more for at most four.
func (j *judge) drawMay(table int, random *rand.Rand) inside.May {
	var may inside.May
	signals := j.tables[table].Signals
	for i, s := range signals {
		may[i] = 1 << random.IntN(s.Arity())
	}
	for range random.IntN(5) {
		i := random.IntN(len(signals))
		may[i] |= 1 << random.IntN(signals[i].Arity())
		may[i] |= 1 << random.IntN(signals[i].Arity())
	}
	return may
}

// each calls see with every vector.
func (j *judge) each(table int, may *inside.May, see func(*document.Vector)) {
	var vector document.Vector
	var from func(i int)
	from = func(i int) {
		if i == len(j.tables[table].Signals) {
			see(&vector)
			return
		}
		for left := may[i]; left != 0; left &= left - 1 {
			vector[i] = uint8(bits.TrailingZeros64(left))
			from(i + 1)
		}
	}
	from(0)
}
