package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// nameInputs names inputs so that no two have one name.
func nameInputs(inputs []*input) {
	seen := map[string]int{}
	for _, in := range inputs {
		old, now := in.signals[0], in.signals[1]
		switch {
		case old == nil:
			in.name, in.group = now.Name, now.Group
		case now == nil:
			in.name, in.group = old.Name, old.Group
		case old.Name == now.Name:
			in.name = now.Name
		default:
			in.name = fmt.Sprintf("%s (before: %s)", now.Name, old.Name)
		}
		if old != nil && now != nil && old.Group == now.Group {
			in.group = now.Group
		}
		seen[in.name]++
	}
	for _, in := range inputs {
		if seen[in.name] < 2 {
			continue
		}
		// Each table reads it elsewhere than the other.
		which := "old "
		if in.signals[0] == nil {
			which = "new "
		}
		in.name = which + in.name
		if in.group != "" {
			in.group = which + in.group
		}
	}
}

// className is a class of one side for people, empty where that table does not
// read the input.
func (in *input) className(side int, class uint8) string {
	switch s := in.signals[side]; {
	case s == nil:
		return ""
	case class == refused:
		return "undeclared"
	default:
		return s.ClassName(class)
	}
}

// item is a value for people.
type item struct {
	text   string
	note   string
	number int  // of text, where it is one
	ranged bool // text is a number
}

// itemOf names a value: as both tables do, or by what has it and what each
// table takes that for.
func (in *input) itemOf(v *value) item {
	before, after := in.className(0, v.class[0]), in.className(1, v.class[1])
	numbers := in.integers()
	switch {
	case before == after || after == "":
		return numbered(before, "", numbers)
	case before == "":
		return numbered(after, "", numbers)
	case numbers && v.class[0] == refused && v.class[1] != 0:
		return numbered(after, " (undeclared before)", true)
	case numbers && v.class[1] == refused && v.class[0] != 0:
		return numbered(before, " (undeclared after)", true)
	}
	const most = 3
	says := strings.Join(v.raws[:min(most, len(v.raws))], ", ")
	if more := len(v.raws) - most; more > 0 {
		says += fmt.Sprintf(", … %d more", more)
	}
	return item{text: says, note: " (" + before + " → " + after + ")"}
}

// integers tells whether all tables read numbers, at one and the same place.
func (in *input) integers() bool {
	for _, s := range in.signals {
		if s != nil && s.Kind != rulebook.Integer {
			return false
		}
	}
	return len(in.places) == 1
}

func numbered(text, note string, numbers bool) item {
	n, err := strconv.Atoi(text)
	return item{text: text, note: note, number: n, ranged: numbers && err == nil}
}

// nameOf names one value.
func (in *input) nameOf(v *value) string {
	it := in.itemOf(v)
	return it.text + it.note
}

// list lists values, neighbouring numbers as a range, numbers last.
func (in *input) list(values []int) []string {
	var items []item
	for _, v := range values {
		items = append(items, in.itemOf(&in.values[v]))
	}
	slices.SortStableFunc(items, func(a, b item) int {
		return cmp.Or(truth(a.ranged)-truth(b.ranged), a.number-b.number)
	})
	var out []string
	for i := 0; i < len(items); {
		first, last := items[i], items[i]
		n := 1
		for i+n < len(items) && last.ranged && items[i+n].number == last.number+1 && items[i+n].note == last.note {
			last = items[i+n]
			n++
		}
		const worth = 3 // a range
		if n < worth {
			last, n = first, 1
		}
		text := first.text
		if n > 1 {
			text += ".." + last.text
		}
		out = append(out, text+first.note)
		i += n
	}
	return out
}

// condition writes a cube as a condition: a part for each input that it
// restricts, joined by "and". Members of a group that are all restricted alike
// make one part.
func (c *Comparison) condition(cube diagram.Cube) string {
	said := make([]string, len(c.inputs)) // what a cube says of each input, after its name
	for i, in := range c.inputs {
		said[i] = c.says(in, cube)
	}
	var parts []string
	folded := map[string]bool{}
	for i, in := range c.inputs {
		switch {
		case said[i] == "" || folded[in.group]:
		case in.group != "" && c.alikeInGroup(in.group, said):
			folded[in.group] = true
			parts = append(parts, "every one of "+in.group+said[i])
		default:
			parts = append(parts, in.name+said[i])
		}
	}
	if len(parts) == 0 {
		return "always"
	}
	return strings.Join(parts, " and ")
}

// alikeInGroup tells whether the same is said of several members of a group,
// and of all.
func (c *Comparison) alikeInGroup(group string, said []string) bool {
	var first string
	members := 0
	for i, in := range c.inputs {
		if in.group != group {
			continue
		}
		if members == 0 {
			first = said[i]
		}
		if members++; said[i] != first {
			return false
		}
	}
	return members > 1
}

// says is what a cube says of an input, or nothing.
func (c *Comparison) says(in *input, cube diagram.Cube) string {
	if in.set {
		return in.saysKinds(cube[in.level : in.level+len(in.values)])
	}
	var is, isNot []int
	for v, alike := range c.levels[in.level].values {
		if cube[in.level]>>v&1 == 1 {
			is = append(is, alike...)
		} else {
			isNot = append(isNot, alike...)
		}
	}
	switch {
	case len(isNot) == 0:
		return ""
	case len(is) <= len(isNot):
		return " is " + strings.Join(in.list(is), " or ")
	}
	return " is not " + strings.Join(in.list(isNot), " or ")
}

// saysKinds says which kinds of entries a set has and has not.
func (in *input) saysKinds(cube []uint64) string {
	var has, hasNot []int
	for kind, values := range cube {
		switch values {
		case 0b01:
			hasNot = append(hasNot, kind)
		case 0b10:
			has = append(has, kind)
		}
	}
	not := strings.Join(in.list(hasNot), " or ")
	switch {
	case len(has)+len(hasNot) == 0:
		return ""
	case len(hasNot) == len(cube):
		return " is empty"
	case len(has) == 0:
		return " has no entry " + not
	case len(hasNot) == 0:
		return " has an entry " + strings.Join(in.list(has), " and one ")
	}
	return " has an entry " + strings.Join(in.list(has), " and one ") + " and none " + not
}
