package diff

import (
	"fmt"
	"strings"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// level is a level of the diagrams: an input that is no set, or one kind of
// the entries of a set, which is there (1) or not (0).
type level struct {
	input  *input
	values [][]int // by value of the level: the values of the input that no row tells apart
}

// layOut gives every input its levels.
func (c *Comparison) layOut() error {
	c.twins = twinsOf(c.tables)
	var arity []int
	for _, in := range c.inputs {
		in.level = len(c.levels)
		if in.set {
			for range in.values {
				c.levels = append(c.levels, level{in, [][]int{{0}, {1}}})
				arity = append(arity, 2)
			}
			continue
		}
		alike := c.alike(in)
		if len(alike) > diagram.MaxArity {
			return fmt.Errorf("the rows of the two tables tell more than %d values of %s apart; that is too many to compare", diagram.MaxArity, in.name)
		}
		c.levels = append(c.levels, level{in, alike})
		arity = append(arity, len(alike))
	}
	c.Builder = diagram.New(arity)
	return nil
}

// alike sorts the values of an input by what the rows of both tables ask of
// them. The first value is the absent one.
func (c *Comparison) alike(in *input) [][]int {
	var atoms [2][]*rulebook.Cond
	for side, t := range c.tables {
		if in.signals[side] == nil {
			continue
		}
		for _, rule := range t.Rules {
			rule.When.Atoms(func(a *rulebook.Cond, _ bool) {
				if t.Signals[a.Signal] == in.signals[side] {
					atoms[side] = append(atoms[side], a)
				}
			})
		}
	}
	number := map[string]int{}
	var sorted [][]int
	for i, v := range in.values {
		var answers strings.Builder
		for side, class := range v.class {
			answers.WriteByte(' ')
			if class == refused {
				answers.WriteString("?")
				continue
			}
			for _, a := range atoms[side] {
				answers.WriteByte("01"[truth(a.Holds(class))])
			}
		}
		for _, twin := range c.twins {
			for name := range twin.names {
				for side := range twin.of {
					answers.WriteByte("01"[truth(in.fits(i, twin, name, side))])
				}
			}
		}
		n, known := number[answers.String()]
		if !known {
			n = len(sorted)
			number[answers.String()] = n
			sorted = append(sorted, nil)
		}
		sorted[n] = append(sorted[n], i)
	}
	return sorted
}

// value is the value of an input that stands for those of one value of its
// level.
func (c *Comparison) value(level, v int) *value {
	l := c.levels[level]
	return &l.input.values[l.values[v][0]]
}

// cost counts what is there, as elsewhere; what only a caller can supply
// counts more.
func (c *Comparison) cost(level, v int) int {
	const supplied = 20
	switch in := c.levels[level].input; {
	case v == 0:
		return 0
	case !in.set && c.value(level, v).supplied():
		return supplied
	}
	return 1
}
