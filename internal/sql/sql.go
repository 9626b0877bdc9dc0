// Package sql writes rule tables as SQL: a query that gives each document in a
// column of a database the status that the tables give it, or counts what the
// documents say to the tables. It reads and runs nothing.
//
// A query has the layers of the library, each a common table expression: what
// stands in a document by place, whether a place can be read as the tables read
// it, the declared value of each signal, and the rows by strictness. From the
// signals on, absent is a value of its own and NULL is what no table declares;
// that is asked for before any row, so that the rows never see a NULL.
//
// A query for a kind of documents of a provider's own has two layers more: what
// each place says is merged, the worst of it, before the rows; and where documents
// hold others, each of them is a row of its own until then.
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
	Kind      string // of a provider's own documents, without Only; empty or rulebook.GetProcess: Get process documents
	Histogram bool   // count vectors of signals in place of giving statuses
}

// Dialects are the values of Options.Dialect.
func Dialects() []string { return []string{"postgres", "duckdb"} }

// Query writes a query. The book has to be complete: one that was loaded
// without problems. The same book and options give the same bytes. The error
// says that a name or word cannot be written in SQL, or that there is no such
// dialect, no such kind, or no query for it.
func Query(book *rulebook.Book, o Options) (string, error) {
	d := dialects[o.Dialect]
	if d == nil {
		return "", fmt.Errorf("there is no dialect %q; the dialects are %s", o.Dialect, strings.Join(Dialects(), " and "))
	}
	q, err := newQuery(book, o, d)
	if err != nil {
		return "", err
	}
	q.header()
	q.source()
	if q.parted() {
		q.known()
		q.parts()
	}
	q.member()
	q.element()
	q.signal()
	if q.own != nil {
		q.worst()
	}
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
	own     *own     // what is of a provider's own kind of documents, or nil
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

func newQuery(book *rulebook.Book, o Options, d dialect) (*query, error) {
	q := &query{options: o, dialect: d, book: book, layout: newLayout(d)}
	if o.Kind != "" && o.Kind != rulebook.GetProcess {
		var err error
		if q.own, err = newOwn(book, o.Kind); err != nil {
			return nil, err
		}
		o.Only = q.own.table.File
	}
	for _, t := range book.All() {
		if t.Lifecycle || o.Only == "" || t.File == o.Only {
			q.tables = append(q.tables, &table{t, strings.TrimSuffix(t.File, ".yaml")})
		}
	}
	q.placeFirst()
	for _, t := range q.tables {
		for _, s := range t.signals() {
			for _, r := range q.readings(t, s) {
				q.layout.place(r.Signal)
			}
		}
	}
	return q, nil
}

// placeFirst notes the places that the query reads beside those of signals, and how
// numbers are read.
func (q *query) placeFirst() {
	switch {
	case q.own == nil:
		q.layout.at(statusPath)
	case q.parted():
		q.layout.numbers = q.numbers()
	default:
		q.judgeOwn(&q.layout)
	}
}

// readings are the places where a signal is read; none where no document of the
// kind carries it.
func (q *query) readings(t *table, s *rulebook.Signal) []reading {
	if q.own != nil {
		return q.own.readings(t, s)
	}
	return []reading{{Signal: s, name: t.name + "." + s.Name, without: absent}}
}

// carried tells whether documents say something of a signal.
func (q *query) carried(t *table, s *rulebook.Signal) bool {
	if q.own != nil {
		return len(q.own.readings(t, s)) > 0 || len(q.own.supposed(t, s)) > 0
	}
	return len(s.Path) > 0
}

// column names the column of a signal.
func (q *query) column(t *table, s *rulebook.Signal) string {
	return q.layout.name(t.name + "." + s.Name)
}

// source writes the layer of the documents.
func (q *query) source() {
	column := "verdict_record." + identifier(q.options.Column)
	what, types := "object", []string{q.dialect.object()}
	if q.own != nil && q.own.kind.Looks.List {
		what, types = "object or list", append(types, q.dialect.list())
	}
	q.out.line(0, "with source as (")
	q.out.comment(1, "Each record, and its document; NULL where that is no JSON "+what+".")
	q.out.line(1, "select record, case when "+in(q.dialect.kind("parsed"), types)+" then parsed end as document")
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
	from, carried := q.documents()
	if picked := q.dialect.pick(q.layout.members); picked != nil && len(q.layout.members) > 0 {
		q.out.line(0, "picked as (")
		q.out.comment(1, "All places of a document, read at once.")
		q.out.line(1, "select *,")
		q.out.lines(2, picked)
		q.out.line(1, "from "+from)
		q.out.line(0, "),")
		from = "picked"
	}
	q.out.line(0, "member as (")
	q.out.comment(1, "What stands in a document, by place: NULL where nothing does, and where null, {} or [] does. "+
		"Of a place \"or {}\" these two are something.")
	if q.dialect.rounds() {
		q.out.comment(1, "A place \"as written\" has its numbers as texts, where JSON could round one.")
	}
	q.out.line(1, "select "+carried+comma(len(q.layout.members)))
	if q.own == nil {
		provider := q.dialect.child("document", "provider")
		q.out.line(2, "case when "+q.dialect.kind(provider)+" = "+literal(q.dialect.text())+" then "+q.dialect.textOf(provider)+" end as provider,")
	}
	var columns []string
	for i, m := range q.layout.members {
		columns = append(columns, q.dialect.member(i, m)+" as "+m.column)
	}
	q.out.list(2, columns)
	q.out.line(1, "from "+from+q.dialect.fence())
	q.out.line(0, "),")
}

// documents gives the layer that has the documents to be read, and what goes from it
// to the next layers.
func (q *query) documents() (layer, carried string) {
	if q.parted() {
		return "part", "n, holder, kind"
	}
	return "source", "record, document"
}

// element writes the layer of the places that cannot be read, and of the table
// that is asked.
func (q *query) element() {
	q.out.line(0, "element as (")
	about := "Wrong is a place at or above which something stands that cannot be read on. " +
		"Either is what stands at one of two names of the same. Entries are what the entries of a set say, NULL for what is not declared."
	if q.own == nil {
		about = "The table for a provider. " + about
	}
	q.out.comment(1, about)
	var columns []string
	if q.own != nil && !q.parted() {
		columns = append(columns, strings.Join(q.judgeOwn(&q.layout), "\n"))
	}
	for _, e := range q.layout.elements {
		columns = append(columns, e.wrong(q.dialect)+" as "+e.column)
	}
	columns = append(columns, q.gathered()...)
	q.out.line(1, "select *"+comma(len(columns)))
	if q.own == nil {
		q.judge()
	}
	q.out.list(2, columns)
	q.out.line(1, "from member"+q.dialect.fence())
	q.out.line(0, "),")
}

// comma is one where there are more columns.
func comma(more int) string {
	if more == 0 {
		return ""
	}
	return ","
}

// judge writes the column of the table for a provider.
func (q *query) judge() {
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
}

// signal writes the layer of declared values: in documents of a provider's own by
// place, since several may carry one signal.
func (q *query) signal() {
	layer, values := "signal", "The declared value of each signal"
	if q.own != nil {
		layer, values = "said", "The declared value of each signal by place"
	}
	q.out.line(0, layer+" as (")
	q.out.comment(1, values+", 'absent' where there is none, NULL where what stands there is not declared; "+
		"of a set the values of its entries.")
	left := 0
	for _, t := range q.tables {
		left += len(q.readingsOf(t))
	}
	q.out.line(1, "select "+q.kept()+comma(left))
	for _, t := range q.tables {
		readings := q.readingsOf(t)
		if len(readings) > 0 {
			q.out.comment(2, q.options.Folder+"/"+t.File+": "+t.Title)
		}
		for _, r := range readings {
			left--
			q.out.lines(2, q.class(r, comma(left)))
		}
	}
	where := ""
	if q.own == nil && q.options.Only != "" {
		where = " where judge is not null"
	}
	q.out.line(1, "from element"+where+q.dialect.fence())
	q.out.line(0, "),")
}

// readingsOf are those of all signals of a table.
func (q *query) readingsOf(t *table) []reading {
	var all []reading
	for _, s := range t.signals() {
		all = append(all, q.readings(t, s)...)
	}
	return all
}

// kept is what the layer of values takes over from the one before it.
func (q *query) kept() string {
	switch {
	case q.own == nil:
		return "record, document, provider, judge, " + strings.Join(q.statusColumns(), ", ")
	case q.parted():
		return "n, holder, kind"
	}
	return "record, document, judge"
}
