package sql

import (
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// layout is which places of a document the tables read, each once.
type layout struct {
	namer
	dialect  dialect
	members  []member
	elements []element
	numbers  string // the column of a document with its numbers as they were written; empty: the dialect's own way
}

// member is a place in a document.
type member struct {
	path    rulebook.Path
	even    bool   // {} and [] are something here
	written bool   // numbers as they were written
	numbers string // see layout
	column  string
}

// element is a place that tables read as an object, or as a list.
type element struct {
	path   rulebook.Path
	list   bool
	above  []string // the columns of all that it stands in, and its own
	column string
}

func newLayout(d dialect) layout { return layout{namer: newNamer(), dialect: d} }

// place notes every place that a signal is read from.
func (l *layout) place(s *rulebook.Signal) {
	for _, path := range []rulebook.Path{s.Path, s.Also} {
		if len(path) == 0 {
			continue
		}
		family := family(path)
		list := family < len(path) && path[family] == rulebook.Entries
		for depth := 1; depth <= family; depth++ {
			l.at(path[:depth])
		}
		if family > 1 {
			l.wrong(path[:family-1], false)
		}
		if s.Kind == rulebook.Integer && l.dialect.rounds() {
			l.add(member{path: path[:family], written: true})
		}
		if path[0] == statusPath[0] && len(path) > 1 {
			l.wrong(path[:1], list && family == 1)
		}
	}
	if len(s.Also) > 0 {
		parting := parting(s)
		l.at(s.Path[:parting])
		l.at(s.Also[:parting])
	}
	if s.Code != nil {
		l.add(member{path: s.Path, even: true})
		l.at(append(slices.Clone(s.Path), s.Code.Member))
	}
}

// family is the length of the part of a path before the step for many, or of
// all of it.
func family(path rulebook.Path) int {
	i := slices.IndexFunc(path, func(step string) bool { return step == rulebook.Members || step == rulebook.Entries })
	if i < 0 {
		return len(path)
	}
	return i
}

// parting is the length of the two paths of a signal up to where they differ.
func parting(s *rulebook.Signal) int {
	depth := 0
	for s.Path[depth] == s.Also[depth] {
		depth++
	}
	return depth + 1
}

// at gives the column of a place.
func (l *layout) at(path rulebook.Path) string { return l.add(member{path: path}) }

// add gives the column of a member, which is named as its place.
func (l *layout) add(m member) string {
	name := m.path.String()
	switch {
	case m.even:
		name += " or {}"
	case m.written:
		name += " as written"
	}
	m.column, m.numbers = l.name(name), l.numbers
	for _, known := range l.members {
		if known.column == m.column {
			return m.column
		}
	}
	l.members = append(l.members, m)
	return m.column
}

// wrong gives the column that tells that a place cannot be read as an object, or
// as a list, or one above it not as an object. Of the top there is none.
func (l *layout) wrong(path rulebook.Path, list bool) string {
	what := "wrong "
	if list {
		what = "wrong list "
	}
	e := element{path: path, list: list, column: l.name(what + path.String())}
	for depth := range path {
		e.above = append(e.above, l.at(path[:depth+1]))
	}
	if !slices.ContainsFunc(l.elements, func(known element) bool { return known.column == e.column }) {
		l.elements = append(l.elements, e)
	}
	return e.column
}

// wrong is the condition that an element, or one above it, cannot be read.
func (e element) wrong(d dialect) string {
	var all []string
	for i, column := range e.above {
		want := literal(d.object())
		if e.list && i == len(e.above)-1 {
			want = literal(d.list())
		}
		all = append(all, "coalesce("+d.kind(column)+", "+want+") <> "+want)
	}
	return strings.Join(all, " or ")
}
