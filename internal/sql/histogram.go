package sql

import "strings"

// histogram writes the layer of the vectors, and the lines of CSV that count
// them.
func (q *query) histogram() {
	q.out.line(0, "vector as (")
	q.out.comment(1, "What a record says to the tables, as JSON: the lifecycle's signals, then the provider's; absent ones are left out.")
	q.out.line(1, "select")
	provider := "provider"
	if q.own != nil {
		provider = literal(q.own.table.Providers[0])
	}
	q.out.line(2, "case when judge is null then '' else "+provider+" end as provider,")
	q.out.line(2, "coalesce(")
	recorded := q.recorded()
	q.out.lines(3, append(recorded[:len(recorded)-1], "end,"))
	q.out.line(3, "''")
	q.out.line(2, ") as recorded,")
	unknown := ""
	if q.own != nil {
		unknown = " when judge is null then '{}'"
	}
	q.out.line(2, "case when document is null then ''"+unknown+" else '{' || concat_ws(',',")
	q.pairs(3, q.tables[0], ",")
	q.out.line(3, "case judge")
	for _, t := range q.tables[1:] {
		q.out.line(4, "when "+literal(t.name)+" then nullif(concat_ws(',',")
		q.pairs(5, t, "")
		q.out.line(4, "), '')")
	}
	q.out.line(3, "end")
	q.out.line(2, ") || '}' end as signals")
	q.out.line(1, "from signal"+q.dialect.fence())
	q.out.line(0, "),")
	q.csv()
}

// pairs writes the members of the JSON object, NULL for those that are absent.
func (q *query) pairs(level int, t *table, end string) {
	var pairs []string
	for _, s := range t.signals() {
		if !q.carried(t, s) {
			continue
		}
		x := q.column(t, s)
		absent := x + " = 'absent'"
		if s.Set {
			absent = q.dialect.isEmpty(x)
		}
		pairs = append(pairs, "case when "+absent+" then null else "+literal(`"`+s.Name+`":`)+" || coalesce(to_json("+x+")::varchar, 'null') end")
	}
	if len(pairs) == 0 {
		pairs = []string{"null"}
	}
	pairs[len(pairs)-1] += end
	q.out.list(level, pairs)
}

// csv writes the count of each vector as a line, after a line of the names.
func (q *query) csv() {
	row := []string{literal(q.book.Hash), "provider", "recorded",
		`case when signals like '%"%' then '"' || replace(signals, '"', '""') || '"' else signals end`, "count(*)"}
	q.out.line(0, "line as (")
	q.out.line(1, "select 0 as part, '' as provider, '' as recorded, '' as signals, 'book,provider,recorded,signals,records' as line")
	q.out.line(1, "union all")
	q.out.line(1, "select 1, provider, recorded, signals,")
	q.out.line(2, strings.Join(row, " || ',' || "))
	q.out.line(1, "from vector group by provider, recorded, signals")
	q.out.line(0, ")")
	q.out.line(0, `select line from line order by part, provider collate "C", recorded collate "C", signals collate "C";`)
}
