package diff

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// change is a pair of outcomes.
type change struct{ before, after Outcome }

// brute counts through all combinations of a comparison, and asks the rows of
// both tables themselves. It is right because it knows no diagram.
func brute(c *Comparison, see func(values [][]int, is change)) {
	chosen := make([][]int, len(c.inputs)) // the values that each input has; of a set any number
	var from func(i int)
	from = func(i int) {
		if i == len(c.inputs) {
			see(chosen, change{decide(c, 0, chosen), decide(c, 1, chosen)})
			return
		}
		in := c.inputs[i]
		if !in.set {
			for v := range in.values {
				chosen[i] = []int{v}
				from(i + 1)
			}
			return
		}
		for mask := range 1 << len(in.values) {
			chosen[i] = nil
			for v := range in.values {
				if mask>>v&1 == 1 {
					chosen[i] = append(chosen[i], v)
				}
			}
			from(i + 1)
		}
	}
	from(0)
}

// decide asks the rows of one table.
func decide(c *Comparison, side int, chosen [][]int) Outcome {
	t := c.tables[side]
	if t == nil {
		return UnknownProvider
	}
	vector := make([]uint8, len(t.Signals))
	for i, in := range c.inputs {
		for _, v := range chosen[i] {
			class := in.values[v].class[side]
			if class == refused {
				return UnknownValue
			}
			for n, s := range t.Signals {
				switch {
				case s != in.signals[side]:
				case in.set:
					vector[n] |= 1 << class
				default:
					vector[n] = class
				}
			}
		}
	}
	status := rulebook.Undecided
	for _, r := range t.Rules {
		if r.When.Eval(vector) {
			status = max(status, r.Status)
		}
	}
	if t.Lifecycle && status == rulebook.Undecided {
		return Judged
	}
	return Outcome(status)
}

// bruteRegions counts how many combinations change from what to what.
func bruteRegions(c *Comparison) map[change]*big.Int {
	counts := map[change]*big.Int{}
	brute(c, func(_ [][]int, is change) {
		if is.before == is.after {
			return
		}
		if counts[is] == nil {
			counts[is] = new(big.Int)
		}
		counts[is].Add(counts[is], big.NewInt(1))
	})
	return counts
}

// reading tells whether a condition holds for a combination.
type reading func(chosen [][]int) bool

// read reads a condition as a person would.
func read(c *Comparison, condition string) reading {
	if condition == "always" {
		return func([][]int) bool { return true }
	}
	var parts []string
	for _, part := range strings.Split(condition, " and ") {
		if strings.HasPrefix(part, "one ") || strings.HasPrefix(part, "none ") {
			parts[len(parts)-1] += " and " + part
		} else {
			parts = append(parts, part)
		}
	}
	var all []reading
	for _, part := range parts {
		all = append(all, readPart(c, part)...)
	}
	return func(chosen [][]int) bool {
		return !slices.ContainsFunc(all, func(r reading) bool { return !r(chosen) })
	}
}

// readPart reads what is said of one input, or of each member of a group.
func readPart(c *Comparison, part string) []reading {
	var all []reading
	for i, in := range c.inputs {
		says, ok := strings.CutPrefix(part, in.name+" ")
		if strings.HasPrefix(says, "(before: ") {
			continue // another input, of which that is a part of the name
		}
		if !ok && in.group != "" {
			says, ok = strings.CutPrefix(part, "every one of "+in.group+" ")
		}
		if ok {
			holds := readSays(in, says)
			all = append(all, func(chosen [][]int) bool { return holds(chosen[i]) })
		}
	}
	if len(all) == 0 {
		panic("nobody is called so: " + part)
	}
	return all
}

func readSays(in *input, says string) func(values []int) bool {
	has := func(list string) func(values []int) bool { // whether one of the values is in the list
		named := map[int]bool{}
		for _, name := range strings.Split(list, " or ") {
			maps.Copy(named, namedValues(in, name))
		}
		return func(values []int) bool {
			return slices.ContainsFunc(values, func(v int) bool { return named[v] })
		}
	}
	if says == "is empty" {
		return func(values []int) bool { return len(values) == 0 }
	}
	for _, form := range []struct {
		words string
		want  bool
	}{{"has no entry ", false}, {"is not ", false}, {"is ", true}} {
		if list, ok := strings.CutPrefix(says, form.words); ok {
			listed := has(list)
			return func(values []int) bool { return listed(values) == form.want }
		}
	}
	there, none, _ := strings.Cut(strings.TrimPrefix(says, "has an entry "), " and none ")
	var kinds []func(values []int) bool
	for _, kind := range strings.Split(there, " and one ") {
		kinds = append(kinds, has(kind))
	}
	hasNone := func([]int) bool { return true }
	if none != "" {
		listed := has(none)
		hasNone = func(values []int) bool { return !listed(values) }
	}
	return func(values []int) bool {
		return hasNone(values) && !slices.ContainsFunc(kinds, func(has func([]int) bool) bool { return !has(values) })
	}
}

// namedValues are the values of a name, or of a range of numbers, the least
// first.
func namedValues(in *input, name string) map[int]bool {
	named := map[int]bool{}
	number := strings.TrimSuffix(name, noteOf(name))
	low, high, isRange := strings.Cut(number, "..")
	least, _ := strconv.Atoi(low)
	most, _ := strconv.Atoi(high)
	for v := range in.values {
		it := in.itemOf(&in.values[v])
		between := isRange && it.ranged && least <= it.number && it.number <= most && it.note == noteOf(name)
		if between || in.nameOf(&in.values[v]) == name {
			named[v] = true
		}
	}
	if len(named) == 0 {
		panic("no value of " + in.name + " is called so: " + name)
	}
	return named
}

// noteOf is what stands after a name in brackets, with them.
func noteOf(name string) string {
	if i := strings.Index(name, " ("); i >= 0 {
		return name[i:]
	}
	return ""
}

// space is the number of combinations.
func space(c *Comparison) int {
	n := 1
	for _, in := range c.inputs {
		if in.set {
			n <<= len(in.values)
		} else {
			n *= len(in.values)
		}
	}
	return n
}
