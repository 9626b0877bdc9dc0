package reference

import (
	"slices"
	"unicode/utf8"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// readSignals reads the signals of a table out of a document. supplied is what
// the caller says, by signal.
func readSignals(table *rulebook.Table, top place, supplied map[string]string) *signals {
	s := &signals{table: table}
	for _, signal := range table.Signals {
		s.classes = append(s.classes, s.read(signal, top, supplied[signal.Name]))
	}
	return s
}

// read gives the class of one signal.
func (s *signals) read(signal *rulebook.Signal, top place, supplied string) uint8 {
	switch {
	case signal.Set:
		return s.set(signal, top)
	case signal.Better != nil:
		return s.better(signal, top)
	case signal.Context && supplied != "":
		return s.supplied(signal, top, supplied)
	case len(signal.Path) == 0:
		return 0
	case len(signal.Also) == 0:
		return s.at(signal, top, signal.Path)
	}
	s.refuseBoth(signal, top)
	return max(s.at(signal, top, signal.Path), s.at(signal, top, signal.Also))
}

// at reads a signal at the end of a path.
func (s *signals) at(signal *rulebook.Signal, top place, path []string) uint8 {
	p, ok := top.walk(path)
	if !ok {
		return s.refuse(signal, p.pointer)
	}
	if signal.Code != nil {
		return s.coded(signal, p)
	}
	return s.value(signal, p)
}

// value reads the value at one place.
func (s *signals) value(signal *rulebook.Signal, p place) uint8 {
	if p.absent() {
		return 0
	}
	class, ok := classOf(signal, p.value)
	if !ok {
		return s.refuse(signal, p.pointer)
	}
	return class
}

// coded reads an element with a code in the text of a member. Even {} is one:
// an error without details.
func (s *signals) coded(signal *rulebook.Signal, p place) uint8 {
	if p.value == nil {
		return 0
	}
	if _, isObject := p.value.(map[string]any); !isObject {
		return s.refuse(signal, p.pointer)
	}
	member := p.member(signal.Code.Member)
	if member.absent() {
		return signal.Other
	}
	text, isText := member.value.(string)
	if !isText {
		return s.refuse(signal, member.pointer)
	}
	return classOfCode(signal, text)
}

// set reads the entries of a set: a bit for the class of each.
func (s *signals) set(signal *rulebook.Signal, top place) (classes uint8) {
	for _, class := range s.many(signal, top) {
		classes |= 1 << class
	}
	return classes
}

// many reads the entries of a path with a step for many.
func (s *signals) many(signal *rulebook.Signal, top place) (classes []uint8) {
	family := stepForMany(signal.Path)
	p, ok := top.walk(signal.Path[:family])
	if p.absent() {
		return nil
	}
	entries, right := p.entries(signal.Path[family])
	if !ok || !right {
		s.refuse(signal, p.pointer)
		return nil
	}
	for _, entry := range entries {
		classes = append(classes, s.at(signal, entry, signal.Path[family+1:]))
	}
	return classes
}

// better is present where one of many values is better than another signal,
// whatever else stands there.
func (s *signals) better(signal *rulebook.Signal, top place) uint8 {
	family := stepForMany(signal.Path)
	p, _ := top.walk(signal.Path[:family])
	entries, _ := p.entries(signal.Path[family])
	for _, entry := range entries {
		end, ok := entry.walk(signal.Path[family+1:])
		if class, declared := classOf(signal.Better.Signal, end.value); ok && declared && class < s.classes[signal.Better.Index] {
			return 1
		}
	}
	return 0
}

// supplied reads a signal of which the caller knows a word: it has to be the
// document's own, if that has one.
func (s *signals) supplied(signal *rulebook.Signal, top place, word string) uint8 {
	p := place{nil, pointerTo(signal, "")}
	if len(signal.Path) > 0 {
		s.at(signal, top, signal.Path)
		p, _ = top.walk(signal.Path)
	}
	class, ok := classOf(signal, word)
	if !ok || !utf8.ValidString(word) || !p.absent() && p.value != word {
		return s.refuse(signal, p.pointer)
	}
	return class
}

// refuseBoth refuses a document that fills both names of one thing. Where a
// text is asked for, the empty one fills nothing.
func (s *signals) refuseBoth(signal *rulebook.Signal, top place) {
	parting := 0
	for signal.Path[parting] == signal.Also[parting] {
		parting++
	}
	fills := func(p place, ok bool) bool {
		noText := p.value == "" && signal.Shape == rulebook.StringShape && parting == len(signal.Path)-1
		return ok && !p.absent() && !noText
	}
	other, ok := top.walk(signal.Also[:parting+1])
	if fills(other, ok) && fills(top.walk(signal.Path[:parting+1])) {
		s.refuse(signal, other.pointer)
	}
}

// refuse notes a place, once. What only remarks ask about refuses nothing.
func (s *signals) refuse(signal *rulebook.Signal, pointer string) uint8 {
	if !signal.Aside && !slices.Contains(s.unknown, pointer) {
		s.unknown = append(s.unknown, pointer)
	}
	return 0
}
