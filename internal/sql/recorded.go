package sql

import "github.com/verdict-id/verdict/internal/rulebook"

// statusPath is where a document records its status.
var statusPath = rulebook.Path{"status"}

// recorded gives the lines of the column of the status that a document records; a
// provider's own records none.
func (q *query) recorded() []string {
	if q.own != nil {
		return cases([]string{"when document is not null then 'none'"}, " as recorded")
	}
	status := q.layout.at(statusPath)
	text := q.dialect.textOf(status)
	lines := []string{"when document is null then null"}
	for _, refused := range q.refusedStatus() {
		lines = append(lines, "when "+refused+" then 'unknown'")
	}
	lines = append(lines,
		"when "+status+" is null or "+status+` = '""' then 'none'`,
		"when "+q.dialect.kind(status)+" <> "+literal(q.dialect.text())+" then 'unknown'",
		"when "+text+" = 'cancelled' then 'canceled'",
		"when "+in(text, statuses())+" then "+text,
		"else 'unknown'")
	return cases(lines, " as recorded")
}

// statuses are the names of all statuses, the strictest first.
func statuses() []string {
	var names []string
	for s := rulebook.Rejected; s > rulebook.Undecided; s-- {
		names = append(names, s.String())
	}
	return names
}

// refusedStatus are the conditions under which the lifecycle does not know what
// stands as the status.
func (q *query) refusedStatus() []string {
	var refused []string
	for _, s := range q.tables[0].signals() {
		switch {
		case s.Path[0] != statusPath[0]:
		case len(s.Path) == 1:
			refused = append(refused, q.column(q.tables[0], s)+" is null")
		default:
			refused = append(refused, q.layout.wrong(s.Path[:1], s.Path[1] == rulebook.Entries))
		}
	}
	return refused
}

// statusColumns are the columns that recorded reads beside signals.
func (q *query) statusColumns() []string {
	columns := []string{q.layout.at(statusPath)}
	for _, e := range q.layout.elements {
		if len(e.path) == 1 && e.path[0] == statusPath[0] {
			columns = append(columns, e.column)
		}
	}
	return columns
}
