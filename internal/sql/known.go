package sql

import (
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// known writes the layer that tells documents of the kind from others, with a number
// each, by which what their parts say comes together again.
func (q *query) known() {
	if q.own.kind.Looks.List {
		q.knownLists()
		return
	}
	places := newLayout(q.dialect)
	judge := q.judgeOwn(&places)
	q.out.line(0, "known as materialized (")
	q.out.comment(1, "The table for a document, NULL where it is not of the kind.")
	q.out.line(1, "select n, record, document,")
	q.out.lines(2, judge)
	q.out.line(1, "from (")
	q.out.line(2, "select row_number() over () as n, record, document,")
	q.out.list(3, q.placed(places.members))
	q.out.line(2, "from source"+q.dialect.fence())
	q.out.line(1, ") as looked"+q.dialect.fence())
	q.out.line(0, "),")
}

// placed gives the columns of places of a document.
func (q *query) placed(members []member) []string {
	var columns []string
	for _, m := range members {
		read := q.dialect.at
		if m.even {
			read = q.dialect.even
		}
		columns = append(columns, read("document", m.path)+" as "+m.column)
	}
	return columns
}

// knownLists writes it for lists, which are known by their entries.
func (q *query) knownLists() {
	places := newLayout(q.dialect)
	own := q.anyLike([]*rulebook.DocumentKind{q.own.kind}, &places, " as own")
	other := q.anyLike(q.own.others, &places, " as other")
	q.out.line(0, "counted as materialized (")
	q.out.line(1, "select row_number() over () as n, record, document from source")
	q.out.line(0, "),")
	q.out.line(0, "entry as (")
	q.out.comment(1, "Whether an entry of a list is what lists of the kind hold, and what other lists do.")
	q.out.line(1, "select n,")
	q.out.list(2, []string{strings.Join(own, "\n"), strings.Join(other, "\n")})
	q.out.line(1, "from (")
	q.out.line(2, "select n,")
	q.out.list(3, q.placed(places.members))
	q.out.line(2, "from (")
	q.out.line(3, "select n,")
	entries := q.dialect.unnested([]string{q.dialect.held("document", true)})
	entries[len(entries)-1] += " as document"
	q.out.lines(4, entries)
	q.out.line(3, "from counted"+q.dialect.fence())
	q.out.line(2, ") as listed"+q.dialect.fence())
	q.out.line(1, ") as looked"+q.dialect.fence())
	q.out.line(0, "),")
	q.out.line(0, "known as materialized (")
	q.out.comment(1, "The table for a document, NULL where it is not of the kind; no document where a list holds nothing that is known.")
	q.out.line(1, "select n, record,")
	q.out.line(2, "case when "+q.dialect.kind("document")+" = "+literal(q.dialect.object())+" or own or other then document end as document,")
	q.out.line(2, "case when own and not other then "+literal(q.tables[1].name)+" end as judge")
	q.out.line(1, "from counted left join (")
	q.out.line(2, "select n, bool_or(own) as own, bool_or(other) as other from entry group by n")
	q.out.line(1, ") as entries using (n)"+q.dialect.fence())
	q.out.line(0, "),")
}

// anyLike gives the lines of whether an entry looks like what some lists hold.
func (q *query) anyLike(lists []*rulebook.DocumentKind, l *layout, as string) []string {
	lines := []string{"case", "  when not (" + unnamed(l) + ") then false"}
	for _, list := range lists {
		for _, k := range q.own.held[list] {
			lines = append(lines, "  -- "+k.Name, "  when "+q.looks(&k.Looks, l)+" then true")
		}
	}
	return append(lines, "  else false", "end"+as)
}
