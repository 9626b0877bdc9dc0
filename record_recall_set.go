package verdict

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/record"
)

// set takes a set. It gives what is wrong with it, or nothing.
func (c *recollection) set(i int, s *rulebook.Signal, r record.Signal) string {
	var kinds, named rulebook.Classes
	for _, value := range r.Values {
		class, ok := valueClass(s, value)
		if !ok || kinds>>class != 0 {
			return "the table does not declare the values so"
		}
		kinds |= 1 << class
	}
	for _, e := range r.Entries {
		class, ok := uint8(0), true
		if e.Value != "" {
			class, ok = valueClass(s, e.Value)
		}
		if !ok || class != 0 && !s.Notable().Has(class) {
			return "the table names no entries with such a value"
		}
		named |= 1 << class
		c.noted = append(c.noted, document.Entry{Signal: uint8(i), Class: class, Name: e.Name})
	}
	switch {
	case kinds&s.Notable() != named&^1:
		return "the entries have not the values that there are"
	case !c.inOrder(s, r.Entries, kinds == kinds&s.Notable()):
		return "the entries are not in their order"
	}
	c.vector[i] = uint8(kinds | named)
	return ""
}

// inOrder tells whether entries stand as they are read: those of an object by name,
// those of a list by index. Typed signals can have a set as either. all tells that
// these are all entries that there were.
func (c *recollection) inOrder(s *rulebook.Signal, entries []record.Entry, all bool) bool {
	byName := slices.IsSortedFunc(entries, func(a, b record.Entry) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), -1) // no name stands twice
	})
	list := s.Path.IsList()
	return byName && (c.typed || !list) || byIndex(entries, all) && (c.typed || list)
}

// byIndex tells whether the names of entries are indexes of a list in their order,
// without a gap where they are all that there were.
func byIndex(entries []record.Entry, all bool) bool {
	next := 0
	for _, e := range entries {
		index, err := strconv.Atoi(e.Name)
		if err != nil || strconv.Itoa(index) != e.Name || index < next || all && index > next {
			return false
		}
		next = index + 1
	}
	return true
}
