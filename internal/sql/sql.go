// Package sql writes rule tables as SQL: a query that gives each document in a
// column of a database the status that the tables give it, or counts what the
// documents say to the tables. It reads and runs nothing.
//
// A query has the layers of the library, each a common table expression: what
// stands in a document by place, whether a place can be read as the tables read
// it, the declared value of each signal, and the rows by strictness. From the
// signals on, absent is a value of its own and NULL is what no table declares;
// that is asked for before any row, so that the rows never see a NULL.
package sql

import (
	"errors"
	"fmt"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Options say what query is wanted.
type Options struct {
	Dialect   string // "postgres" or "duckdb"
	Table     string // of the documents; a dot stands between a schema and a table
	Column    string // of the documents
	Folder    string // of the rule files, for comments
	Only      string // the file of the one provider's table that is wanted; empty: all
	Histogram bool   // count vectors of signals in place of giving statuses
}

// Dialects are the values of Options.Dialect.
func Dialects() []string { return []string{"postgres", "duckdb"} }

// Query writes a query. The book has to be complete: one that was loaded
// without problems. The same book and options give the same bytes. The error
// says that a name or word cannot be written in SQL, or that there is no such
// dialect.
func Query(book *rulebook.Book, o Options) (string, error) {
	d := dialects[o.Dialect]
	if d == nil {
		return "", fmt.Errorf("there is no dialect %q; the dialects are %s", o.Dialect, strings.Join(Dialects(), " and "))
	}
	q := newQuery(book, o, d)
	q.header()
	q.source()
	q.member()
	q.element()
	q.signal()
	if o.Histogram {
		q.histogram()
	} else {
		q.decision()
	}
	text := q.out.String()
	if strings.ContainsRune(text, 0) {
		return "", errors.New("a word with the character U+0000 cannot be written in SQL; no such word can stand in the rules, the table or the column")
	}
	return text, nil
}

// query is one query while it is written.
type query struct {
	options Options
	dialect dialect
	book    *rulebook.Book
	tables  []*table // the lifecycle first
	layout  layout
	out     writer
}

// table is a rule table with its name in the query, which is its file's.
type table struct {
	*rulebook.Table
	name string
}

// signals are those that a status can depend on, in table order.
func (t *table) signals() []*rulebook.Signal {
	var judged []*rulebook.Signal
	for _, s := range t.Signals {
		if !s.Aside {
			judged = append(judged, s)
		}
	}
	return judged
}

func newQuery(book *rulebook.Book, o Options, d dialect) *query {
	q := &query{options: o, dialect: d, book: book, layout: newLayout(d)}
	for _, t := range book.All() {
		if t.Lifecycle || o.Only == "" || t.File == o.Only {
			q.tables = append(q.tables, &table{t, strings.TrimSuffix(t.File, ".yaml")})
		}
	}
	q.layout.at(statusPath)
	for _, t := range q.tables {
		for _, s := range t.signals() {
			q.layout.place(s)
		}
	}
	return q
}

// column names the column of a signal.
func (q *query) column(t *table, s *rulebook.Signal) string {
	return q.layout.name(t.name + "." + s.Name)
}

// source writes the layer of the documents.
func (q *query) source() {
	column := "verdict_record." + identifier(q.options.Column)
	q.out.line(0, "with source as (")
	q.out.comment(1, "Each record, and its document; NULL where that is no JSON object.")
	q.out.line(1, "select record, case when "+q.dialect.kind("parsed")+" = "+literal(q.dialect.object())+" then parsed end as document")
	q.out.line(1, "from (")
	for _, note := range q.dialect.parseNotes(column) {
		q.out.comment(2, note)
	}
	q.out.line(2, "select verdict_record as record, "+q.dialect.parse(column)+" as parsed")
	q.out.line(2, "from "+qualified(q.options.Table)+" as verdict_record"+q.dialect.fence())
	q.out.line(1, ") as parsed_record"+q.dialect.fence())
	q.out.line(0, "),")
}

// member writes the layer of what stands where, and of whose document it is.
func (q *query) member() {
	from := "source"
	if picked := q.dialect.pick(q.layout.members); picked != nil {
		q.out.line(0, "picked as (")
		q.out.comment(1, "All places of a document, read at once.")
		q.out.line(1, "select *,")
		q.out.lines(2, picked)
		q.out.line(1, "from source")
		q.out.line(0, "),")
		from = "picked"
	}
	q.out.line(0, "member as (")
	q.out.comment(1, "What stands in a document, by place: NULL where nothing does, and where null, {} or [] does. "+
		"Of a place \"or {}\" these two are something.")
	if q.dialect.rounds() {
		q.out.comment(1, "A place \"as written\" has its numbers as texts, where JSON could round one.")
	}
	q.out.line(1, "select record, document,")
	provider := q.dialect.child("document", "provider")
	q.out.line(2, "case when "+q.dialect.kind(provider)+" = "+literal(q.dialect.text())+" then "+q.dialect.textOf(provider)+" end as provider,")
	var columns []string
	for i, m := range q.layout.members {
		columns = append(columns, q.dialect.member(i, m)+" as "+m.column)
	}
	q.out.list(2, columns)
	q.out.line(1, "from "+from+q.dialect.fence())
	q.out.line(0, "),")
}

// element writes the layer of the places that cannot be read, and of the table
// that is asked.
func (q *query) element() {
	q.out.line(0, "element as (")
	q.out.comment(1, "The table for a provider. Wrong is a place at or above which something stands that cannot be read on. "+
		"Either is what stands at one of two names of the same. Entries are what the entries of a set say, NULL for what is not declared.")
	q.out.line(1, "select *,")
	q.out.line(2, "case")
	for _, family := range []bool{false, true} {
		for _, t := range q.tables[1:] {
			for _, name := range t.Providers {
				if strings.HasSuffix(name, "*") == family {
					q.out.line(3, "when "+q.dialect.isProvider("provider", name)+" then "+literal(t.name))
				}
			}
		}
	}
	q.out.line(2, "end as judge,")
	var columns []string
	for _, e := range q.layout.elements {
		columns = append(columns, e.wrong(q.dialect)+" as "+e.column)
	}
	q.out.list(2, append(columns, q.gathered()...))
	q.out.line(1, "from member"+q.dialect.fence())
	q.out.line(0, "),")
}

// signal writes the layer of declared values.
func (q *query) signal() {
	q.out.line(0, "signal as (")
	q.out.comment(1, "The declared value of each signal, 'absent' where there is none, NULL where what stands there is not declared; "+
		"of a set the values of its entries.")
	q.out.line(1, "select record, document, provider, judge, "+strings.Join(q.statusColumns(), ", ")+",")
	for i, t := range q.tables {
		q.out.comment(2, q.options.Folder+"/"+t.File+": "+t.Title)
		signals := t.signals()
		for j, s := range signals {
			end := ","
			if i == len(q.tables)-1 && j == len(signals)-1 {
				end = ""
			}
			q.out.lines(2, q.class(t, s, end))
		}
	}
	where := ""
	if q.options.Only != "" {
		where = " where judge is not null"
	}
	q.out.line(1, "from element"+where+q.dialect.fence())
	q.out.line(0, "),")
}
