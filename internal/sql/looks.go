package sql

import (
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// providerPath is where a Get process document names its provider.
var providerPath = rulebook.Path{"provider"}

// judgeOwn gives the lines of the table for a document: NULL where that is not of the
// kind that is wanted, which names no provider, looks like the kind and like no other.
// The places that tell this are added to a layout.
func (q *query) judgeOwn(l *layout) []string {
	return cases(q.like(q.own.kind, q.own.others, l, q.tables[1].name), " as judge")
}

// like gives the WHEN clause of an object that names no provider, and looks like a kind
// and like none of others.
func (q *query) like(k *rulebook.DocumentKind, others []*rulebook.DocumentKind, l *layout, then string) []string {
	lines := []string{"when " + unnamed(l) + " and " + q.looks(&k.Looks, l)}
	for _, other := range others {
		if other != k && !apart(&k.Looks, &other.Looks) {
			lines = append(lines, "  -- "+other.Name, "  and not ("+q.looks(&other.Looks, l)+")")
		}
	}
	if len(lines) == 1 {
		return []string{lines[0] + " then " + literal(then)}
	}
	return append(lines, "  then "+literal(then))
}

// unnamed is the condition that an object names no provider: one that does is a Get
// process document, wherever it stands.
func unnamed(l *layout) string { return l.add(member{path: providerPath, even: true}) + " is null" }

// looks is the condition that an object looks so: true or false, never NULL. The places
// that tell this are added to a layout.
func (q *query) looks(looks *rulebook.Looks, l *layout) string {
	var all, some []string
	for _, m := range looks.Has {
		x := l.at(m.Path)
		if len(m.Words) == 0 {
			all = append(all, x+" is not null")
			continue
		}
		all = append(all, "coalesce("+q.dialect.kind(x)+", '') = "+literal(q.dialect.text())+" and "+in(q.dialect.textOf(x), m.Words))
	}
	for _, path := range looks.Some {
		some = append(some, l.at(path)+" is not null")
	}
	switch {
	case len(some) == 1:
		all = append(all, some[0])
	case len(some) > 1:
		all = append(all, "("+strings.Join(some, " or ")+")")
	}
	for _, path := range looks.None {
		all = append(all, l.at(path)+" is null")
	}
	if len(all) == 0 {
		return "true"
	}
	return strings.Join(all, " and ")
}

// apart tells whether it is plain that nothing looks like both.
func apart(a, b *rulebook.Looks) bool {
	for _, m := range a.Has {
		if excludes(b, m.Path) || slices.ContainsFunc(b.Has, func(other rulebook.Member) bool { return differ(m, other) }) {
			return true
		}
	}
	return slices.ContainsFunc(b.Has, func(m rulebook.Member) bool { return excludes(a, m.Path) })
}

// excludes tells whether what looks so has nothing at a place.
func excludes(l *rulebook.Looks, path rulebook.Path) bool {
	return slices.ContainsFunc(l.None, path.Begins)
}

// differ tells whether two members cannot be the same.
func differ(a, b rulebook.Member) bool {
	return slices.Equal(a.Path, b.Path) && len(a.Words) > 0 && len(b.Words) > 0 &&
		!slices.ContainsFunc(a.Words, func(word string) bool { return slices.Contains(b.Words, word) })
}
