// Package describe says in words what vectors and conditions over a table's
// signals are.
package describe

import (
	"math/bits"
	"strings"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Vector writes a vector as the signals that are there.
func Vector(t *rulebook.Table, vector []uint8) string {
	var there []string
	for i, class := range vector {
		if class != 0 {
			s := t.Signals[i]
			there = append(there, s.Name+" "+s.Describe(class))
		}
	}
	if len(there) == 0 {
		return "every signal absent"
	}
	return strings.Join(there, ", ") + ", all else absent"
}

// Cube writes a cube as a condition: a part for each signal that it
// restricts, joined by "and". Members of a group that are all restricted alike
// make one part.
func Cube(t *rulebook.Table, cube diagram.Cube) string {
	var parts []string
	folded := map[string]bool{}
	for i, classes := range cube {
		s := t.Signals[i]
		every := uint64(1)<<s.Arity() - 1
		switch {
		case classes == every || folded[s.Group]:
		case s.Set:
			parts = append(parts, describeSet(s, classes))
		case s.Group != "" && restrictsAlike(t, cube, s.Group):
			folded[s.Group] = true
			parts = append(parts, "every one of "+describeClasses(s.Group, s, classes, every))
		default:
			parts = append(parts, describeClasses(s.Name, s, classes, every))
		}
	}
	if len(parts) == 0 {
		return "always"
	}
	return strings.Join(parts, " and ")
}

// restrictsAlike tells whether a cube has the same values for all members of a
// group.
func restrictsAlike(t *rulebook.Table, cube diagram.Cube, group string) bool {
	for _, g := range t.Groups {
		if g.Name != group {
			continue
		}
		for _, m := range g.Members {
			if cube[m] != cube[g.Members[0]] {
				return false
			}
		}
	}
	return true
}

// describeClasses says which values a signal has, or which not, whichever is
// shorter.
func describeClasses(name string, s *rulebook.Signal, classes, every uint64) string {
	if bits.OnesCount64(classes) <= bits.OnesCount64(every&^classes) {
		return name + " is " + classList(s, classes)
	}
	return name + " is not " + classList(s, every&^classes)
}

// classList lists classes, neighbouring numbers as a range.
func classList(s *rulebook.Signal, classes uint64) string {
	var out []string
	for class := uint8(0); int(class) < s.Arity(); class++ {
		if !rulebook.Classes(classes).Has(class) {
			continue
		}
		last := class
		for s.Kind == rulebook.Integer && class > 0 && int(last)+1 < s.Arity() && rulebook.Classes(classes).Has(last+1) {
			last++
		}
		if last > class+1 {
			low, high := class, last
			if s.First > s.Last {
				low, high = last, class
			}
			out = append(out, s.ClassName(low)+".."+s.ClassName(high))
			class = last
			continue
		}
		out = append(out, s.ClassName(class))
	}
	return strings.Join(out, " or ")
}

// Change says what a signal would have to be: one of the classes in to. What is
// not among those in may is left open.
func Change(s *rulebook.Signal, to, may uint64) string {
	if !s.Set {
		return s.Name + " is " + classList(s, to)
	}
	if only, ok := onlyEntries(s, to); ok {
		return s.Name + " " + only
	}
	const empty = 1 // as the class of a set; nothing ever becomes empty
	return describeMasks(s, to, ^may&^empty)
}

// onlyEntries says that a set has entries of one kind, and no other, if masks
// are that.
func onlyEntries(s *rulebook.Signal, masks uint64) (string, bool) {
	for kind := range uint8(len(s.Values) + 1) {
		if s.Set && masks == 1<<(1<<kind) {
			return "has only entries " + s.ClassName(kind), true
		}
	}
	return "", false
}

// Classes says which classes a signal has, at least one and not all, without its
// name: "clear or absent", "6..15", and of a set "has an entry false". Where a
// set needs several phrases for it, they are joined by ", or ".
func Classes(s *rulebook.Signal, classes uint64) string {
	if only, ok := onlyEntries(s, classes); ok {
		return only
	}
	if s.Set {
		return strings.Join(setPhrases(s, classes, 0), ", or ")
	}
	if there := classes &^ 1; there != classes && there != 0 {
		return classList(s, there) + " or " + s.ClassName(0)
	}
	return classList(s, classes)
}

// describeSet says which kinds of entries a set has and has not.
func describeSet(s *rulebook.Signal, masks uint64) string { return describeMasks(s, masks, 0) }

// describeMasks describes masks, and leaves it open whether others do.
func describeMasks(s *rulebook.Signal, masks, others uint64) string {
	phrases := setPhrases(s, masks, others)
	if len(phrases) > 1 {
		return "(" + s.Name + " " + strings.Join(phrases, ", or ") + ")"
	}
	return s.Name + " " + strings.Join(phrases, "")
}

// setPhrases splits masks into cubes over the kinds of entries, so that most
// sets read as one phrase. It leaves it open whether others are among them.
func setPhrases(s *rulebook.Signal, masks, others uint64) []string {
	kinds := len(s.Values) + 1
	arity := make([]int, kinds)
	for i := range arity {
		arity[i] = 2
	}
	b := diagram.New(arity)
	f, within := diagram.False, diagram.False
	for mask := range 1 << kinds {
		one := diagram.True
		for k := range kinds {
			one = b.And(one, b.Literal(k, func(v int) bool { return v == mask>>k&1 }))
		}
		switch {
		case masks>>mask&1 == 1:
			f = b.Or(f, one)
		case others>>mask&1 == 1:
			within = b.Or(within, one)
		}
	}
	var phrases []string
	for _, cube := range b.CoverWithin(f, within, func(_, v int) int { return v }) {
		phrases = append(phrases, describeKinds(s, cube))
	}
	return phrases
}

// describeKinds says which kinds of entries there are and are not.
func describeKinds(s *rulebook.Signal, cube diagram.Cube) string {
	var has, hasNot []string
	for class, values := range cube {
		switch name := s.ClassName(uint8(class)); values {
		case 1:
			hasNot = append(hasNot, name)
		case 2:
			has = append(has, name)
		}
	}
	switch {
	case len(hasNot) == len(cube):
		return "is empty"
	case len(has) == 0:
		return "has no entry " + strings.Join(hasNot, " or ")
	case len(hasNot) == 0:
		return "has an entry " + strings.Join(has, " and one ")
	default:
		return "has an entry " + strings.Join(has, " and one ") + " and none " + strings.Join(hasNot, " or ")
	}
}
