package verdict

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

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
func (in *intake) signal(i int) (int, *rulebook.Signal) {
	f := &in.fields[i]
	return int(f.index), f.signal
}

func (in *intake) word(i int, word string) {
	if word == "" {
		return
	}
	f := &in.fields[i]
	class, listed := rulebook.WordIn(&f.words, word)
	if f.word && class != 0 && (listed || utf8.ValidString(word)) {
		in.vector[f.index] = class
		return
	}
	in.oddWord(f, word)
}

// oddWord takes a text in which the table looks for a code, a word that it does
// not declare, or one that no document could carry.
func (in *intake) oddWord(f *field, word string) {
	switch {
	case f.signal == nil:
	case f.signal.Code != nil && f.one:
		in.code(int(f.index), f.signal, word)
	default:
		in.refuse(int(f.index), f.signal, "")
	}
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
	if s != nil {
		in.code(i, s, *text)
	}
}

func (in *intake) code(i int, s *rulebook.Signal, text string) {
	class, ok := rulebook.CodeClass(s, text)
	if !ok || s.Code == nil {
		in.refuse(i, s, "")
		return
	}
	in.vector[i] = class
}

// entry takes one entry of a set; class 0 is an entry without its value.
func (in *intake) entry(i int, s *rulebook.Signal, name string, class uint8) {
	in.vector[i] |= 1 << class
	if class == 0 || s.Notable().Has(class) {
		in.note(i, name, class)
	}
}

// note keeps an entry that an answer may name.
func (in *intake) note(i int, name string, class uint8) {
	if in.lent == nil {
		in.lent = spare.Get().(*[]document.Entry)
		in.notable = (*in.lent)[:0]
	}
	in.notable = append(in.notable, document.Entry{Signal: uint8(i), Class: class, Name: name})
}

// giveBack returns the borrowed memory, emptied.
func (in *intake) giveBack() {
	clear(in.notable)
	*in.lent = in.notable
	spare.Put(in.lent)
}

func (in *intake) booleans(i int, entries map[string]*bool) {
	f := &in.fields[i]
	if f.signal == nil {
		return
	}
	notable, unknown := len(in.notable), len(in.unknown)
	kinds := in.vector[f.index]
	for name, b := range entries {
		if !f.booleans && (b != nil || f.one) {
			in.refuse(int(f.index), f.signal, name)
			continue
		}
		class := f.of(b)
		kinds |= 1 << class
		if f.noted.Has(class) {
			in.note(int(f.index), name, class)
		}
	}
	in.vector[f.index] = kinds
	in.sortFrom(notable, unknown)
}

func (in *intake) words(i int, entries map[string]string) {
	f := &in.fields[i]
	if f.signal == nil {
		return
	}
	notable, unknown := len(in.notable), len(in.unknown)
	for name, word := range entries {
		class, listed := rulebook.WordIn(&f.words, word)
		if !f.signal.Set || word != "" && (class == 0 || !listed && !utf8.ValidString(word)) {
			in.refuse(int(f.index), f.signal, name)
			continue
		}
		in.vector[f.index] |= 1 << class
		if f.noted.Has(class) {
			in.note(int(f.index), name, class)
		}
	}
	in.sortFrom(notable, unknown)
}

func (in *intake) list(i int, entries []*bool) {
	f := &in.fields[i]
	if f.signal == nil {
		return
	}
	kinds := in.vector[f.index]
	for index, b := range entries {
		if !f.booleans && (b != nil || f.one) {
			in.refuse(int(f.index), f.signal, strconv.Itoa(index))
			continue
		}
		class := f.of(b)
		kinds |= 1 << class
		if f.noted.Has(class) {
			in.note(int(f.index), strconv.Itoa(index), class)
		}
	}
	in.vector[f.index] = kinds
}

// sortFrom puts what came of the entries of one map in order.
func (in *intake) sortFrom(notable, unknown int) {
	if len(in.notable) > notable+1 {
		slices.SortFunc(in.notable[notable:], func(a, b document.Entry) int { return strings.Compare(a.Name, b.Name) })
	}
	if len(in.unknown) > unknown+1 {
		slices.SortFunc(in.unknown[unknown:], func(a, b document.Unknown) int { return strings.Compare(a.Name, b.Name) })
	}
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
