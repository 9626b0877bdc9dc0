package verdict

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
	"unique"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// intake takes typed signals in, field by field. A signal that the table does
// not declare is not looked at, as in a document.
type intake struct {
	*binding
	vector  document.Vector
	unknown []document.Unknown

	// The notable entries, in memory borrowed from spare.
	notable []document.Entry
	lent    *[]document.Entry
}

// spare lends memory for notable entries, so that deciding allocates nothing.
var spare = sync.Pool{New: func() any { return new([]document.Entry) }}

// signal is the signal of a field, or nil where there is none.
func (in *intake) signal(field int) (int, *rulebook.Signal) {
	if in.table == nil || in.signals[field] < 0 {
		return 0, nil
	}
	i := in.signals[field]
	return i, in.table.Signals[i]
}

func (in *intake) word(field int, word string) {
	if word == "" {
		return
	}
	i, s := in.signal(field)
	if s == nil {
		return
	}
	class, ok := wordClass(s, word)
	if !ok || s.Set {
		in.refuse(i, s, "")
		return
	}
	in.vector[i] = class
}

// wordClass classifies a word, also where the table asks for a boolean.
func wordClass(s *rulebook.Signal, word string) (uint8, bool) {
	switch s.Kind {
	case rulebook.Words:
		class, ok := rulebook.WordClass(s, word)
		if class == s.Other && !utf8.ValidString(word) {
			return 0, false // no document could carry it
		}
		return class, ok
	case rulebook.Boolean:
		return s.BoolWord(word)
	default:
		return 0, false
	}
}

func (in *intake) boolean(field int, b *bool) {
	if b == nil {
		return
	}
	i, s := in.signal(field)
	if s == nil {
		return
	}
	if s.Kind != rulebook.Boolean || s.Set {
		in.refuse(i, s, "")
		return
	}
	in.vector[i] = s.BoolClass(*b)
}

func (in *intake) number(field int, n *int) {
	if n == nil {
		return
	}
	i, s := in.signal(field)
	if s == nil {
		return
	}
	class, ok := s.IntClass(*n)
	if !ok || s.Kind != rulebook.Integer || s.Set {
		in.refuse(i, s, "")
		return
	}
	in.vector[i] = class
}

// better compares numbers with a signal that was taken in before; one that is
// not declared does not count, as in a document.
func (in *intake) better(field int, numbers []int) {
	i, s := in.signal(field)
	if s == nil || s.Better == nil || s.Better.Kind != rulebook.Integer {
		return
	}
	for _, n := range numbers {
		if class, ok := s.Better.IntClass(n); ok && class < in.vector[s.Better.Index] {
			in.vector[i] = 1
		}
	}
}

func (in *intake) present(field int, there bool) {
	if !there {
		return
	}
	i, s := in.signal(field)
	if s == nil {
		return
	}
	if s.Kind != rulebook.Presence {
		in.refuse(i, s, "")
		return
	}
	in.vector[i] = 1
}

// text takes an element in whose text a code stands.
func (in *intake) text(field int, text *string) {
	if text == nil {
		return
	}
	i, s := in.signal(field)
	if s == nil {
		return
	}
	class, ok := rulebook.CodeClass(s, *text)
	if !ok || s.Code == nil {
		in.refuse(i, s, "")
		return
	}
	in.vector[i] = class
}

// entry takes one entry of a set; class 0 is an entry without its value.
func (in *intake) entry(i int, s *rulebook.Signal, name string, class uint8) {
	in.vector[i] |= 1 << class
	if class != 0 && !s.Notable().Has(class) {
		return
	}
	e := document.Entry{Signal: uint8(i), Class: class, Name: name}
	if in.lent == nil {
		in.lent = spare.Get().(*[]document.Entry)
		in.notable = (*in.lent)[:0]
	}
	in.notable = append(in.notable, e)
}

// giveBack returns the borrowed memory, emptied.
func (in *intake) giveBack() {
	if in.lent != nil {
		clear(in.notable)
		*in.lent = in.notable
		spare.Put(in.lent)
	}
}

func (in *intake) booleans(field int, entries map[string]*bool) {
	i, s := in.signal(field)
	if s == nil {
		return
	}
	notable, unknown := len(in.notable), len(in.unknown)
	for name, b := range entries {
		switch {
		case !s.Set || s.Kind != rulebook.Boolean:
			in.refuse(i, s, name)
		case b == nil:
			in.entry(i, s, name, 0)
		default:
			in.entry(i, s, name, s.BoolClass(*b))
		}
	}
	in.sortFrom(notable, unknown)
}

func (in *intake) words(field int, entries map[string]string) {
	i, s := in.signal(field)
	if s == nil {
		return
	}
	notable, unknown := len(in.notable), len(in.unknown)
	for name, word := range entries {
		class, ok := wordClass(s, word)
		switch {
		case !s.Set || word != "" && !ok:
			in.refuse(i, s, name)
		case word == "":
			in.entry(i, s, name, 0)
		default:
			in.entry(i, s, name, class)
		}
	}
	in.sortFrom(notable, unknown)
}

func (in *intake) list(field int, entries []*bool) {
	i, s := in.signal(field)
	if s == nil {
		return
	}
	for index, b := range entries {
		switch {
		case !s.Set || s.Kind != rulebook.Boolean:
			in.refuse(i, s, strconv.Itoa(index))
		case b == nil:
			in.entry(i, s, strconv.Itoa(index), 0)
		default:
			in.entry(i, s, indexName(s, index, *b), s.BoolClass(*b))
		}
	}
}

// indexName names an entry of a list where a reason can name it.
func indexName(s *rulebook.Signal, index int, value bool) string {
	if !s.Notable().Has(s.BoolClass(value)) {
		return ""
	}
	return strconv.Itoa(index)
}

// sortFrom puts what came of the entries of one map in order.
func (in *intake) sortFrom(notable, unknown int) {
	slices.SortFunc(in.notable[notable:], func(a, b document.Entry) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(in.unknown[unknown:], func(a, b document.Unknown) int { return strings.Compare(a.Name, b.Name) })
}

// refuse notes that a signal, or an entry of a set, is not declared. What only
// remarks ask about is never refused.
func (in *intake) refuse(i int, s *rulebook.Signal, name string) {
	if s.Aside {
		return
	}
	in.unknown = append(in.unknown, document.Unknown{Signal: i, Pointer: pointer(s, name), Allowed: s.Allowed(), Name: name})
}

// refused is the error for what is not declared, or nil.
func (in *intake) refused(provider string) error {
	if len(in.unknown) == 0 {
		return nil
	}
	slices.SortStableFunc(in.unknown, func(a, b document.Unknown) int { return a.Signal - b.Signal })
	return newSignalError(provider, in.unknown)
}

// chain links the notable entries.
func (in *intake) chain() unique.Handle[document.Entry] {
	var chain unique.Handle[document.Entry]
	for _, e := range slices.Backward(in.notable) {
		e.Next = chain
		chain = unique.Make(e)
	}
	return chain
}
