package sql

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// numbersColumn is the column of a part with its numbers as they were written.
const numbersColumn = "written"

// numbers is the column of a part with its numbers as they were written, empty where
// none is needed.
func (q *query) numbers() string {
	if !q.dialect.rounds() {
		return ""
	}
	for _, k := range q.own.kinds {
		if slices.ContainsFunc(k.Table.Signals, func(s *rulebook.Signal) bool { return s.Kind == rulebook.Integer && len(s.Places) > 0 }) {
			return numbersColumn
		}
	}
	return ""
}

// parts writes the layers of the document, of the parts that it holds, of those that
// they hold, and so on, and the one of them all: a row each, with its kind.
func (q *query) parts() {
	columns := "n, holder, kind, " + strings.Join(q.partTexts(), ", ")
	first := []string{"null::text as holder", "case when judge is not null then " + literal(q.own.kind.Name) + " end as kind", "document"}
	if q.numbers() != "" {
		first = append(first, q.dialect.asWritten("document")+" as "+numbersColumn)
	}
	q.out.line(0, "part_0 as (")
	q.out.line(1, "select n,")
	q.out.list(2, first)
	q.out.line(1, "from known"+q.dialect.fence())
	q.out.line(0, "),")
	all := []string{"select " + columns + " from part_0"}
	for depth := 1; depth < len(q.own.levels); depth++ {
		q.level(depth)
		all = append(all, fmt.Sprintf("union all select %s from part_%d", columns, depth))
	}
	q.out.line(0, "part as (")
	q.out.comment(1, "A document and its parts. One with a holder and no kind is of none that may stand there, or of several.")
	q.out.lines(1, all)
	q.out.line(0, "),")
}

// level writes the layer of the parts at a depth.
func (q *query) level(depth int) {
	holders := slices.DeleteFunc(slices.Clone(q.own.levels[depth-1]), func(k *rulebook.DocumentKind) bool { return k.Holds == nil })
	places := newLayout(q.dialect)
	kinds := q.kindCases(holders, &places)
	var texts, held, unnested []string
	for _, column := range q.partTexts() {
		texts = append(texts, column)
		held = append(held, strings.Join(q.held(holders, column), "\n"))
		unnested = append(unnested, strings.Join(q.unnested(holders, column), "\n"))
	}
	carried := "select n, holder, " + strings.Join(texts, ", ") + ","
	q.out.line(0, fmt.Sprintf("part_%d as (", depth))
	q.out.comment(1, "What stands where "+names(holders)+" hold others, and of which kind that is.")
	q.out.line(1, carried)
	q.out.lines(2, kinds)
	q.out.line(1, "from (")
	q.out.line(2, carried)
	q.out.list(3, q.placed(places.members))
	q.out.line(2, "from (")
	q.out.line(3, "select n, holder,")
	q.out.list(4, unnested)
	q.out.line(3, "from (")
	q.out.line(4, "select n, kind as holder,")
	q.out.list(5, held)
	q.out.line(4, fmt.Sprintf("from part_%d", depth-1)+q.dialect.fence())
	q.out.line(3, ") as holder"+q.dialect.fence())
	q.out.line(2, ") as held"+q.dialect.fence())
	q.out.line(1, ") as looked"+q.dialect.fence())
	q.out.line(0, "),")
}

// partTexts are the columns of the JSON of a part.
func (q *query) partTexts() []string {
	if q.numbers() != "" {
		return []string{"document", numbersColumn}
	}
	return []string{"document"}
}

// names lists kinds.
func names(kinds []*rulebook.DocumentKind) string {
	var all []string
	for _, k := range kinds {
		all = append(all, k.Name)
	}
	return strings.Join(all, ", ")
}

// kindCases gives the lines of the kind of a part, by who holds it.
func (q *query) kindCases(holders []*rulebook.DocumentKind, l *layout) []string {
	lines := []string{"case holder"}
	for _, h := range holders {
		var each []string
		for _, k := range q.own.held[h] {
			each = append(each, q.like(k, q.own.held[h], l, k.Name)...)
		}
		each = cases(each, "")
		each[0] = "when " + literal(h.Name) + " then " + each[0]
		lines = append(lines, indented(1, each)...)
	}
	return append(lines, "end as kind")
}

// held gives the lines of what stands where documents hold others.
func (q *query) held(holders []*rulebook.DocumentKind, column string) []string {
	lines := []string{"case kind"}
	for _, h := range holders {
		path, _ := holding(h)
		lines = append(lines, "  when "+literal(h.Name)+" then "+q.dialect.at(column, path))
	}
	return append(lines, "end as "+column)
}

// unnested gives the lines of a row for each document there.
func (q *query) unnested(holders []*rulebook.DocumentKind, column string) []string {
	lines := []string{"case holder"}
	for _, h := range holders {
		_, many := holding(h)
		lines = append(lines, "  when "+literal(h.Name)+" then "+q.dialect.held(column, many))
	}
	lines = q.dialect.unnested(append(lines, "end"))
	lines[len(lines)-1] += " as " + column
	return lines
}

// holding gives where documents of a kind hold others, and whether that is a list.
func holding(k *rulebook.DocumentKind) (path rulebook.Path, many bool) {
	path = k.Holds.Path
	if last := len(path) - 1; path[last] == rulebook.Entries {
		return path[:last], true
	}
	return path, false
}

// strange gives the conditions under which a signal cannot be read, for a part that is
// not known, or for one too many.
func (q *query) strange(s *rulebook.Signal) []string {
	var holders, twice []string
	for _, k := range q.own.kinds {
		if !q.own.carries(k, s) {
			continue
		}
		if k.Holds != nil {
			holders = append(holders, k.Name)
		}
		if k.Reads() {
			twice = append(twice, "count(*) filter (where kind = "+literal(k.Name)+") > 1")
		}
	}
	if len(holders) > 0 {
		return append([]string{"bool_or(kind is null and " + in("holder", holders) + ")"}, twice...)
	}
	return twice
}

// carries tells whether documents of a kind carry a signal, or those that they hold.
func (o *own) carries(k *rulebook.DocumentKind, s *rulebook.Signal) bool {
	i := slices.IndexFunc(k.Table.Signals, func(known *rulebook.Signal) bool { return known.Name == s.Name })
	return len(k.Table.Signals[i].Places) > 0 ||
		slices.ContainsFunc(o.held[k], func(held *rulebook.DocumentKind) bool { return o.carries(held, s) })
}
