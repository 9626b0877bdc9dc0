package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/verdict-id/verdict/bench/measure"
	"github.com/verdict-id/verdict/bench/typed"
)

// typedInputs are so many that the processor cannot learn their order.
const typedInputs = 1 << 16

// measureTyped decides typed signals, provider by provider.
func measureTyped() ([]group, error) {
	var groups []group
	for _, p := range typed.Providers {
		ways, err := p.DecidedWays(typedInputs, 4)
		if err != nil {
			return nil, err
		}
		var jobs []measure.Job
		for _, w := range ways {
			jobs = append(jobs, measure.Job{Name: w.Name, Inputs: w.Inputs, Run: w.Run})
		}
		groups = append(groups, group{p.Called(), measure.Jobs(jobs)})
	}
	return groups, nil
}

func typedReport() (report, error) {
	groups, err := measureTyped()
	if err != nil {
		return report{}, err
	}
	named := versions("github.com/expr-lang/expr", "cel.dev/cel-go", "github.com/open-policy-agent/opa")
	markdown := fmt.Sprintf("%s; medians of %d counts.\n\n%s\nAllocations of one decision:\n\n%s\n%s",
		named, measure.Counts, ratioTable(groups), allocTable(groups), typedReach(groups))
	return report{markdown, typedChart(groups)}, nil
}

func ratioTable(groups []group) string {
	head, hand := []string{"time against the switch by hand"}, []string{"hand (1×)"}
	for _, g := range groups {
		head = append(head, g.name)
		hand = append(hand, nanoseconds(g.results[0].Nanoseconds))
	}
	rows := [][]string{append(head, "geometric mean"), append(hand, "")}
	for _, r := range groups[0].results[1:] {
		row := []string{r.Name}
		all := ratios(groups, r.Name)
		for _, ratio := range all {
			row = append(row, times(ratio))
		}
		rows = append(rows, append(row, times(measure.GeometricMean(all))))
	}
	return table(rows)
}

func allocTable(groups []group) string {
	head := []string{""}
	for _, g := range groups {
		head = append(head, g.name)
	}
	rows := [][]string{head}
	for _, r := range groups[0].results {
		row := []string{r.Name}
		for _, g := range groups {
			row = append(row, fmt.Sprintf("%.0f", find(g.results, r.Name).Allocs))
		}
		rows = append(rows, row)
	}
	return table(rows)
}

// typedReach holds the figures against what they should be.
func typedReach(groups []group) string {
	ours := ratios(groups, typed.WalkWay)
	mean := measure.GeometricMean(ours)
	var eid float64
	peer, opa, parsed := math.Inf(1), math.Inf(1), math.Inf(1)
	var closest string
	for i, g := range groups {
		if g.name == typed.EID.Name {
			eid = ours[i]
		}
		walk := find(g.results, typed.WalkWay).Nanoseconds
		for _, name := range []string{typed.ExprWay, typed.ExprMapWay, typed.CELWay, typed.OPAParsedWay} {
			if ratio := find(g.results, name).Nanoseconds / walk; ratio < peer {
				peer, closest = ratio, name+" on "+g.name
			}
		}
		opa = min(opa, find(g.results, typed.OPAWay).Nanoseconds/walk)
		parsed = min(parsed, find(g.results, typed.OPAParsedWay).Nanoseconds/walk)
	}
	allocs := slices.MaxFunc(groups, func(a, b group) int {
		return int(1000 * (find(a.results, typed.WalkWay).Allocs - find(b.results, typed.WalkWay).Allocs))
	})
	most := find(allocs.results, typed.WalkWay).Allocs
	return table([][]string{
		reachHead,
		reach("verdict against the switch, geometric mean", times(mean), "at most 3×", mean <= 3),
		reach("the same for EID", times(eid), "at most 1.5×", eid <= 1.5),
		reach("allocations", fmt.Sprintf("%.0f", most), "0", most < 0.5),
		reach("the fastest rule engine against verdict, where it comes closest ("+closest+")", times(peer), "at least 5×", peer >= 5),
		reach("OPA against verdict, where it comes closest", times(opa), "at least 100×", opa >= 100),
		reach("the same with inputs that are OPA's own values before", times(parsed), "at least 100×", parsed >= 100),
	})
}
