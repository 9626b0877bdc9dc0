package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/picture"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
)

const rulesUsage = `Usage: verdict rules [OPTION…] [PROVIDER]

Shows the rule tables, or the one for PROVIDER ("process" is the lifecycle,
which comes before all).

  --format F    text (the default), markdown, json, or csv: one line a row,
                and one a kind of document that the provider itself sends;
                svg or dot: as diagrams; html: the whole book as one page
  --rules DIR   show the rule tables in DIR

Examples:

  verdict rules readid
  verdict rules --format csv > rules.csv
  verdict rules --format json | jq '.tables[].rules[].id'
  verdict rules --format svg onfido > onfido.svg
  verdict rules --format dot | dot -Tpdf > rules.pdf
  verdict rules --format html > rules.html
`

func (c *command) rules(args []string) error {
	set := newFlags("rules")
	dir := rulesFlag(set)
	format := set.String("format", "text", "")
	rest, err := c.parse(set, rulesUsage, args)
	if err != nil {
		return err
	}
	write := map[string]func(io.Writer, bookView) error{
		"text": writeText, "markdown": writeMarkdown, "json": writeJSON, "csv": writeCSV,
		"svg": writeSVG, "dot": writeDOT, "html": writeHTML,
	}[*format]
	switch {
	case write == nil:
		return misuse("there is no format %q; the formats are text, markdown, json, csv, svg, dot and html", *format)
	case len(rest) > 1:
		return misuse("rules takes one PROVIDER at most")
	case len(rest) == 1 && *format == "html":
		return misuse("the page of html is of the whole book; leave out %q", rest[0])
	}
	view, err := viewIn(*dir)
	if err != nil {
		return err
	}
	if len(rest) == 1 {
		if err := view.only(rest[0]); err != nil {
			return err
		}
	}
	return write(c.stdout, view)
}

// errChanged says that a book read a second time is another.
var errChanged = errors.New("the rule book changed while it was read; try again")

// viewIn reads the rule book in dir, or the embedded one. A book that is
// refused is not shown.
func viewIn(dir string) (bookView, error) {
	fsys, err := bookIn(dir)
	if err != nil {
		return bookView{}, err
	}
	book, problems := rulebook.Load(fsys)
	for _, t := range book.All() {
		if len(problems) == 0 {
			problems = promise.Check(t).Problems(book)
		}
	}
	if len(problems) > 0 {
		_, err := engine(dir) // for the form of its error
		return bookView{}, cmp.Or(err, errChanged)
	}
	view := bookView{Book: book.Hash, dir: dir}
	for _, t := range book.All() {
		view.Tables = append(view.Tables, newTableView(t))
	}
	return view, nil
}

// only keeps the table for one provider.
func (v *bookView) only(provider string) error {
	var names []string
	for _, t := range v.Tables {
		for _, name := range t.Providers {
			if name == "*" {
				name = "process"
			}
			if name == provider || strings.TrimSuffix(name, ":*") == provider || rulebook.MatchProvider(name, provider) {
				v.Tables = []tableView{t}
				return nil
			}
			names = append(names, name)
		}
	}
	return misuse("no table is for %q; there are tables for %s", provider, strings.Join(names, ", "))
}

func writeJSON(w io.Writer, v bookView) error {
	return encodeIndented(w, v)
}

func writeSVG(w io.Writer, v bookView) error { return picture.SVG(w, v.tables()) }

func writeDOT(w io.Writer, v bookView) error { return picture.DOT(w, v.tables()) }

func writeCSV(w io.Writer, v bookView) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"provider", "file", "line", "id", "status", "when", "reason", "source", "basis", "advice", "beside", "reads"}}
	for _, t := range v.Tables {
		for _, r := range slices.Concat(t.Rules, t.Remarks) {
			rows = append(rows, []string{
				strings.Join(t.Providers, " "), t.File, strconv.Itoa(r.Line), r.ID, r.Status, r.When, r.Reason, r.Source,
				strings.Join(r.Basis, " "), r.Advice, strings.Join(r.Beside, " "), "",
			})
		}
		for _, k := range t.Documents {
			rows = append(rows, []string{
				strings.Join(t.Providers, " "), t.File, strconv.Itoa(k.Line), k.Kind, "", strings.Join(k.Looks.clauses(), "; "), k.Meaning, k.Source,
				strings.Join(k.Basis, " "), "", "", k.reads(),
			})
		}
	}
	return out.WriteAll(rows)
}
