package sql

import (
	"fmt"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// decision writes the layer of the rows, and the answer.
func (q *query) decision() {
	q.out.line(0, "decision as (")
	q.out.comment(1, "The first row that holds decides: the lifecycle's before the provider's, the strictest before the milder.")
	if q.own == nil {
		q.out.line(1, "select record, provider,")
	} else {
		q.out.line(1, "select record,")
		q.out.line(2, "case when judge is not null then "+literal(q.own.table.Providers[0])+" end as provider,")
	}
	q.out.lines(2, append(q.recorded()[:len(q.recorded())-1], "end as recorded,"))
	q.out.line(2, "case")
	if q.options.Only == "" || q.own != nil {
		q.out.line(3, "when document is null then array['malformed', null]")
		q.out.line(3, "when judge is null then array['unknown provider', null]")
	}
	q.rows(3, q.tables[0])
	for _, t := range q.tables[1:] {
		q.out.line(3, "when judge = "+literal(t.name)+" then case")
		q.rows(4, t)
		q.out.line(4, "else array['undecided', null]")
		q.out.line(3, "end")
	}
	q.out.line(2, "end as decision")
	q.out.line(1, "from signal")
	q.out.line(0, ")")
	q.out.line(0, "select "+q.dialect.record()+", provider, recorded, decision[1] as status, decision[2] as rule")
	q.out.line(0, "from decision;")
}

// rows writes the rows of a table: first that something is not declared, then
// the strictest.
func (q *query) rows(level int, t *table) {
	q.out.comment(level, q.options.Folder+"/"+t.File)
	var unknown []string
	for _, s := range t.signals() {
		if q.carried(t, s) {
			unknown = append(unknown, q.column(t, s)+" is null")
		}
	}
	if q.parted() && !t.Lifecycle {
		unknown = append(unknown, strangeColumn)
	}
	if len(unknown) > 0 {
		q.out.line(level, "when "+strings.Join(unknown, " or "))
		q.out.line(level+1, "then array['unknown value', null]")
	}
	for status := rulebook.Rejected; status > rulebook.Undecided; status-- {
		for _, r := range rowsOf(t, status) {
			q.row(level, t, r)
		}
	}
}

// row writes one row, with where it stands and on what it rests.
func (q *query) row(level int, t *table, r *rulebook.Rule) {
	q.out.comment(level, fmt.Sprintf("%s: %s/%s:%d; %s (%s)", r.ID, q.options.Folder, t.File, r.At.Line, r.Source, strings.Join(r.Basis, ", ")))
	then := fmt.Sprintf("then array[%s, %s]", literal(r.Status.String()), literal(r.ID))
	lines := q.condition(t, r.When, columns-2*level-len("when "))
	if one := "when " + lines[0] + " " + then; len(lines) == 1 && len(one) <= columns-2*level {
		q.out.line(level, one)
		return
	}
	lines[0] = "when " + lines[0]
	q.out.lines(level, []string{lines[0]})
	q.out.lines(level+1, lines[1:])
	q.out.line(level+1, then)
}
