package main

import (
	"cmp"
	"io"
	"path/filepath"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/sql"
)

const sqlUsage = `Usage: verdict sql --dialect postgres|duckdb [OPTION…]

Writes a query that gives each document in a column of your database the status
that the rules give it, where it lies. The query adds the columns provider,
recorded (the status that the document records, none or unknown), status and
rule (the row that decides) to those of the table. A status is one of the seven,
undecided, unknown value, unknown provider or malformed.

  --dialect D     postgres (12 or later, tested with 15) or duckdb (1.3 or
                  later, tested with 1.5)
  --table T       of the documents (processes); may be SCHEMA.TABLE
  --column C      of the documents (document): json, jsonb or text in
                  PostgreSQL, JSON or VARCHAR in DuckDB
  --provider P    by the table for P alone; records that it is not for are left
                  out, malformed ones too
  --kind K        of documents of the kind K (get-process), which may be one of a
                  provider's own: onfido-check, readid-session and so on, as
                  under documents in the rule tables; a document of another
                  kind is then of an unknown provider
  --histogram     count what the documents say to the rules, as lines of CSV, in
                  place of the statuses; no personal data is among them
  --rules DIR     by the rule tables in DIR

Names are taken exactly as they are, capitals included.

NULL, absence and words that no table declares are what they are to verdict
decide. A database's JSON cannot say all that strict JSON can: members that
stand twice, documents that are too long or too deep. The comment at the top of
the query lists these limits. What a caller supplies beside a document, such as
a verdict, is not known to the query.

A provider's own documents name no provider and record no status. A column is
asked for one kind of them at a time; there is a query for every kind. Lists are
malformed unless the kind is one of lists, as onfido-reports is, and then only
lists that hold nothing of a kind that is known. A kind of whose parts two
suppose different values of the same signal has no query; no kind of the
embedded rules is so.

Examples:

  verdict sql --dialect postgres --table audit.processes | psql mydb
  verdict sql --dialect postgres --histogram | psql -XAt mydb > histogram.csv
  verdict sql --dialect duckdb --histogram | duckdb -list -noheader my.duckdb
  verdict sql --dialect postgres --kind onfido-check --table audit.checks
`

func (c *command) sql(args []string) error {
	set := newFlags("sql")
	dir := rulesFlag(set)
	o := sql.Options{Table: "processes", Column: "document"}
	var provider string
	notEmpty(set, "dialect", &o.Dialect, strings.Join(sql.Dialects(), " or "))
	notEmpty(set, "table", &o.Table, "the name of a table")
	notEmpty(set, "column", &o.Column, "the name of a column")
	notEmpty(set, "provider", &provider, "the name of a provider")
	notEmpty(set, "kind", &o.Kind, "the name of a kind of documents")
	set.BoolVar(&o.Histogram, "histogram", false, "")
	rest, err := c.parse(set, sqlUsage, args)
	switch {
	case err != nil:
		return err
	case len(rest) > 0:
		return misuse("sql takes no arguments; the table of the documents is named with --table")
	case o.Dialect == "":
		return misuse("sql needs --dialect: %s", strings.Join(sql.Dialects(), " or "))
	case provider != "" && o.Kind != "" && o.Kind != rulebook.GetProcess:
		return misuse("a kind of a provider's own documents says which provider that is: leave out --provider")
	}
	book, err := provedBook(*dir)
	if err != nil {
		return err
	}
	if o.Only, err = tableOf(book, provider); err != nil {
		return err
	}
	o.Folder = filepath.ToSlash(filepath.Clean(cmp.Or(*dir, "rules")))
	query, err := sql.Query(book, o)
	if err != nil {
		return misuse("%v", err)
	}
	_, err = io.WriteString(c.stdout, query)
	return err
}

// provedBook loads the rule book in dir, or the embedded one. One that is refused,
// or breaks a promise, gives no query.
func provedBook(dir string) (*rulebook.Book, error) {
	if _, err := engine(dir); err != nil {
		return nil, err
	}
	fsys, err := bookIn(dir)
	if err != nil {
		return nil, err
	}
	book, problems := rulebook.Load(fsys)
	if len(problems) > 0 {
		return nil, errChanged
	}
	return book, nil
}

// tableOf gives the file of the table for a provider; of none where none is named.
func tableOf(book *rulebook.Book, provider string) (string, error) {
	if provider == "" {
		return "", nil
	}
	var names []string
	for _, t := range book.Tables {
		for _, name := range t.Providers {
			if name == provider || strings.TrimSuffix(name, ":*") == provider || rulebook.MatchProvider(name, provider) {
				return t.File, nil
			}
			names = append(names, name)
		}
	}
	return "", misuse("no table is for %q; there are tables for %s", provider, strings.Join(names, ", "))
}
