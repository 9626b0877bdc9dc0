package sql

import (
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// absent is the value of a signal of which nothing stands in a document.
const absent = "absent"

// reading is a signal where it is read: at one place, or at one with two names.
type reading struct {
	*rulebook.Signal
	name    string // of the column of its value
	part    string // the kind of the parts that carry it; empty: it is read from every document
	without string // the value where nothing stands
}

// many tells whether the place is one of many entries.
func (r reading) many() bool { return family(r.Path) < len(r.Path) }

// class gives the lines that read a signal, followed by end.
func (q *query) class(r reading, end string) []string {
	s, as := r.Signal, " as "+q.layout.name(r.name)+end
	switch {
	case len(s.Path) == 0:
		return []string{"-- No document carries it: a caller supplies it.", "'absent'" + as}
	case r.many():
		return q.set(r, as)
	}
	lines := append(q.elsewhere(r), q.unreadable(s)...)
	x, written := q.layout.at(s.Path), q.written(s, s.Path)
	switch {
	case s.Code != nil:
		return cases(append(lines, q.coded(s)...), as)
	case len(s.Also) > 0:
		lines = append(lines, "when "+q.clash(s)+" then null")
		x = q.layout.name("either " + r.name)
		if written != "" {
			written = q.layout.name("either " + r.name + " as written")
		}
	}
	lines = append(lines, "when "+x+" is null then "+literal(r.without))
	return cases(append(lines, q.value(s, x, written, r.without)...), as)
}

// elsewhere asks for a part of another kind, which does not carry the signal.
func (q *query) elsewhere(r reading) []string {
	if r.part == "" {
		return nil
	}
	nothing := literal(absent)
	if r.many() {
		nothing = q.dialect.none()
	}
	return []string{"when kind is distinct from " + literal(r.part) + " then " + nothing}
}

func cases(lines []string, as string) []string {
	all := []string{"case"}
	for _, line := range lines {
		all = append(all, "  "+line)
	}
	return append(all, "end"+as)
}

// unreadable asks for something above a signal, at either of its names, that is
// no object.
func (q *query) unreadable(s *rulebook.Signal) []string {
	var lines []string
	for _, path := range []rulebook.Path{s.Path, s.Also} {
		if n := family(path); n > 1 {
			line := "when " + q.layout.wrong(path[:n-1], false) + " then null"
			if !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// written is the column of the numbers of a signal as they were written, if there
// is one.
func (q *query) written(s *rulebook.Signal, path rulebook.Path) string {
	if s.Kind != rulebook.Integer || !q.dialect.rounds() {
		return ""
	}
	return q.layout.name(path.String() + " as written")
}

// clash asks whether a document fills both names of one thing.
func (q *query) clash(s *rulebook.Signal) string {
	n := parting(s)
	first, other := q.layout.at(s.Path[:n]), q.layout.at(s.Also[:n])
	if n == len(s.Path) {
		first, other = q.filled(s, first), q.filled(s, other)
	}
	return first + " is not null and " + other + " is not null"
}

// filled is what stands at a place; where a text is asked for, the empty one is
// nothing.
func (q *query) filled(s *rulebook.Signal, x string) string {
	if s.Kind == rulebook.Presence && s.Shape == rulebook.StringShape {
		return "nullif(" + x + `, '""')`
	}
	return x
}

// either gives the columns of what stands at one of two names.
func (q *query) either(r reading) []string {
	s, name := r.Signal, "either "+r.name
	x := "coalesce(" + q.filled(s, q.layout.at(s.Path)) + ", " + q.filled(s, q.layout.at(s.Also)) + ")"
	columns := []string{x + " as " + q.layout.name(name)}
	if written := q.written(s, s.Path); written != "" {
		columns = append(columns, "coalesce("+written+", "+q.written(s, s.Also)+") as "+q.layout.name(name+" as written"))
	}
	return columns
}

// coded reads an element with a code in the text of a member. Even {} is one.
func (q *query) coded(s *rulebook.Signal) []string {
	x := q.layout.add(member{path: s.Path, even: true})
	text := q.layout.at(append(slices.Clone(s.Path), s.Code.Member))
	other := literal(s.Values[s.Other-1])
	lines := []string{
		"when " + x + " is null then 'absent'",
		"when " + q.dialect.kind(x) + " <> " + literal(q.dialect.object()) + " then null",
		"when " + text + " is null then " + other,
		"when " + q.dialect.kind(text) + " <> " + literal(q.dialect.text()) + " then null",
	}
	lines = append(lines, q.words(s, q.dialect.code(q.dialect.textOf(text)), absent)...)
	return append(lines, "else "+other)
}

// value gives WHEN clauses for what is declared of a value that is not absent.
// Where none of them holds, the CASE is NULL. Without is the value of what counts as
// absent.
func (q *query) value(s *rulebook.Signal, x, written, without string) []string {
	switch s.Kind {
	case rulebook.Words:
		return q.worded(s, x, []string{q.dialect.text()}, without)
	case rulebook.Boolean:
		if s.Words != nil {
			return q.worded(s, x, []string{q.dialect.text(), q.dialect.truth()}, without)
		}
		text := q.dialect.textOf(x)
		return []string{"when " + in(text, []string{"true", "false"}) + " then " + text}
	case rulebook.Integer:
		return q.dialect.number(x, written, min(s.First, s.Last), max(s.First, s.Last))
	}
	present := func(kind string) []string {
		return []string{"when " + q.dialect.kind(x) + " = " + literal(kind) + " then 'present'"}
	}
	switch s.Shape {
	case rulebook.ObjectShape:
		return present(q.dialect.object())
	case rulebook.ListShape:
		return present(q.dialect.list())
	case rulebook.StringShape:
		return append([]string{"when " + x + ` = '""' then ` + literal(without)}, present(q.dialect.text())...)
	}
	return []string{"else 'present'"}
}

// worded gives WHEN clauses for words that stand as JSON of some types.
func (q *query) worded(s *rulebook.Signal, x string, types []string, without string) []string {
	text := q.dialect.textOf(x)
	lines := append([]string{"when " + notIn(q.dialect.kind(x), types) + " then null"}, q.words(s, text, without)...)
	if s.Other != 0 {
		lines = append(lines, "when "+text+" <> '' then "+literal(s.Values[s.Other-1]))
	}
	return lines
}

// words gives WHEN clauses for the words that are listed: together those that are
// the values themselves.
func (q *query) words(s *rulebook.Signal, text, without string) []string {
	var same, nothing, lines []string
	for _, w := range s.Words {
		if w.Class == 0 {
			nothing = append(nothing, w.Raw)
		}
	}
	if len(nothing) > 0 {
		lines = append(lines, "when "+in(text, nothing)+" then "+literal(without))
	}
	for i, value := range s.Values {
		var raw []string
		for _, w := range s.Words {
			if int(w.Class) == i+1 && w.Raw == value {
				same = append(same, value)
			} else if int(w.Class) == i+1 {
				raw = append(raw, w.Raw)
			}
		}
		if len(raw) > 0 {
			lines = append(lines, "when "+in(text, raw)+" then "+literal(value))
		}
	}
	if len(same) > 0 {
		lines = append([]string{"when " + in(text, same) + " then " + text}, lines...)
	}
	return lines
}

// set reads a set from what its entries say. Of what is no set, only the entries with
// a value count.
func (q *query) set(r reading, as string) []string {
	parent, entries := q.layout.at(r.Path[:family(r.Path)]), q.entriesColumn(r)
	values, nothing := r.Values, q.dialect.none()
	if r.Set {
		values = append([]string{absent}, values...)
	}
	if r.without != absent {
		nothing = "array[" + literal(r.without) + "]"
	}
	lines := append(q.elsewhere(r), q.unreadable(r.Signal)...)
	lines = append(lines,
		"when "+parent+" is null then "+nothing,
		"when "+entries+" is null or "+q.dialect.hasNull(entries)+" then null")
	if r.without != absent {
		lines = append(lines, "when not ("+q.dialect.anyOf(entries, values)+") then "+nothing)
	}
	return cases(append(lines, "else "+q.dialect.declared(entries, values)), as)
}

func (q *query) entriesColumn(r reading) string { return q.layout.name("entries of " + r.name) }

// gathered gives the columns that gather several places for one signal: two names
// of one thing, and the entries of sets.
func (q *query) gathered() []string {
	var columns []string
	for _, t := range q.tables {
		for _, s := range t.signals() {
			for _, r := range q.readings(t, s) {
				switch {
				case r.many():
					columns = append(columns, q.entriesOf(r))
				case len(r.Also) > 0:
					columns = append(columns, q.either(r)...)
				}
			}
		}
	}
	return columns
}

// entriesOf reads the entries of a set, where what they stand in is of the right
// type: else the column is NULL.
func (q *query) entriesOf(r reading) string {
	s, n := r.Signal, family(r.Path)
	parent, below := q.layout.at(s.Path[:n]), s.Path[n:]
	kind := q.dialect.object()
	if below[0] == rulebook.Entries {
		kind = q.dialect.list()
	}
	lines := []string{"case when " + q.dialect.kind(parent) + " = " + literal(kind) + " then"}
	for _, line := range q.dialect.entries(parent, q.written(s, s.Path[:n]), below, q.entryCases(s, below)) {
		lines = append(lines, "  "+line)
	}
	lines = append(lines, "end as "+q.entriesColumn(r))
	return strings.Join(lines, "\n")
}

// entryCases gives the CASE that reads one entry of a set.
func (q *query) entryCases(s *rulebook.Signal, below rulebook.Path) []string {
	var lines []string
	object := literal(q.dialect.object())
	for depth := 1; depth < len(below); depth++ {
		lines = append(lines, "when coalesce("+q.dialect.kind(entryColumn(below[:depth]))+", "+object+") <> "+object+" then null")
	}
	x := entryColumn(below)
	lines = append(lines, "when "+x+" is null then 'absent'")
	return cases(append(lines, q.value(s, x, `e."as written"`, absent)...), "")
}

// entryColumn names a place in an entry of a set.
func entryColumn(below rulebook.Path) string { return "e." + identifier(strings.Join(below, "/")) }
