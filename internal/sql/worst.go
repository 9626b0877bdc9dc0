package sql

import (
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// strangeColumn is the column that says that some part is not known.
const strangeColumn = "strange"

// worst writes the layer that merges what the places of a document say, and those of
// its parts.
func (q *query) worst() {
	q.out.line(0, "signal as (")
	if q.parted() {
		q.out.comment(1, "The worst of what the places of a document say, and of what those of its parts say: 'absent' where nothing "+
			"stands at any, NULL where what stands at one is not declared, or a part is not known or one too many; the entries of sets add up.")
		q.out.line(1, "select record, document, judge, worst.*")
		q.out.line(1, "from known join (")
		q.out.line(2, "select n,")
		q.worstColumns(3)
		q.out.line(2, "from said group by n")
		q.out.line(1, ") as worst using (n)"+q.dialect.fence())
	} else {
		q.out.comment(1, "The worst of what the places of a document say: 'absent' where nothing stands at any, NULL where what stands at "+
			"one is not declared.")
		q.out.line(1, "select record, document, judge,")
		q.worstColumns(2)
		q.out.line(1, "from said"+q.dialect.fence())
	}
	q.out.line(0, "),")
}

// worstColumns writes the columns of all signals, and the one that says that some part
// is not known.
func (q *query) worstColumns(level int) {
	var columns []string
	for _, t := range q.tables {
		for _, s := range t.signals() {
			columns = append(columns, strings.Join(q.merged(t, s), "\n")+" as "+q.column(t, s))
		}
	}
	if q.parted() {
		columns = append(columns, "bool_or(kind is null and holder is not null) as "+strangeColumn)
	}
	q.out.list(level, columns)
}

// merged gives the lines of the value of a signal.
func (q *query) merged(t *table, s *rulebook.Signal) []string {
	readings, supposed := q.own.readings(t, s), q.own.supposed(t, s)
	switch {
	case len(readings)+len(supposed) == 0 && s.Set:
		return []string{q.dialect.none()}
	case len(readings)+len(supposed) == 0:
		return []string{literal(absent)}
	case len(readings) == 1 && !q.parted() && len(supposed) == 0 && s.Set == readings[0].many():
		return []string{q.layout.name(readings[0].name)}
	}
	var lines []string
	if unknown := q.unknownAt(t, s); len(unknown) > 0 {
		lines = append(lines, "when "+strings.Join(unknown, " or ")+" then null")
	}
	if s.Set {
		return cases(append(lines, "else "+q.dialect.chosen(q.found(readings, append([]string{absent}, s.Values...)))), "")
	}
	values, found := q.found(readings, s.Values)
	for i, value := range slices.Backward(values) {
		lines = append(lines, "when "+found[i]+" then "+literal(value))
	}
	clauses, last := q.otherwise(s, supposed)
	if lines = append(lines, clauses...); len(lines) == 0 {
		return []string{last}
	}
	return cases(append(lines, "else "+last), "")
}

// found gives values, and the conditions under which some place says each.
func (q *query) found(readings []reading, values []string) ([]string, []string) {
	if len(readings) == 0 {
		return nil, nil
	}
	var conditions []string
	for _, value := range values {
		var any []string
		for _, r := range readings {
			column := q.layout.name(r.name)
			if r.many() {
				any = append(any, q.dialect.anyOf(column, []string{value}))
			} else {
				any = append(any, column+" = "+literal(value))
			}
		}
		conditions = append(conditions, q.some(any))
	}
	return values, conditions
}

// some is the condition that one of some conditions holds for some part.
func (q *query) some(conditions []string) string {
	one := strings.Join(conditions, " or ")
	if q.parted() {
		return "bool_or(" + one + ")"
	}
	return one
}

// unknownAt gives the conditions under which a signal cannot be read.
func (q *query) unknownAt(t *table, s *rulebook.Signal) []string {
	var unread []string
	for _, r := range q.own.readings(t, s) {
		unread = append(unread, q.layout.name(r.name)+" is null")
	}
	var all []string
	if len(unread) > 0 {
		all = append(all, q.some(unread))
	}
	if t.Lifecycle || !q.parted() {
		return all
	}
	return append(all, q.strange(s)...)
}

// otherwise gives the clauses of what is supposed where no place says anything, and the
// value where nothing is.
func (q *query) otherwise(s *rulebook.Signal, supposed []*rulebook.DocumentKind) (clauses []string, last string) {
	for _, k := range supposed {
		if !q.parted() {
			return nil, literal(supposedValue(k, s))
		}
		clauses = append(clauses, "when bool_or(kind = "+literal(k.Name)+") then "+literal(supposedValue(k, s)))
	}
	return clauses, literal(absent)
}
