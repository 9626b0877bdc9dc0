package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

const rulesUsage = `Usage: verdict rules [OPTION…] [PROVIDER]

Shows the rule tables, or the one for PROVIDER ("process" is the lifecycle,
which comes before all).

  --format F    text (the default), markdown, json, or csv: one line a row
  --rules DIR   show the rule tables in DIR

Examples:

  verdict rules readid
  verdict rules --format csv > rules.csv
  verdict rules --format json | jq '.tables[].rules[].id'
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
	}[*format]
	switch {
	case write == nil:
		return misuse("there is no format %q; the formats are text, markdown, json and csv", *format)
	case len(rest) > 1:
		return misuse("rules takes one PROVIDER at most")
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

// viewIn reads the rule book in dir, or the embedded one. A book that is
// refused is not shown.
func viewIn(dir string) (bookView, error) {
	if _, err := engine(dir); err != nil {
		return bookView{}, err
	}
	fsys, err := bookIn(dir)
	if err != nil {
		return bookView{}, err
	}
	book, _ := rulebook.Load(fsys)
	view := bookView{Book: book.Hash}
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
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func writeCSV(w io.Writer, v bookView) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"provider", "file", "line", "id", "status", "when", "reason", "source", "basis", "advice", "beside"}}
	for _, t := range v.Tables {
		for _, r := range slices.Concat(t.Rules, t.Remarks) {
			rows = append(rows, []string{
				strings.Join(t.Providers, " "), t.File, strconv.Itoa(r.Line), r.ID, r.Status, r.When, r.Reason, r.Source,
				strings.Join(r.Basis, " "), r.Advice, strings.Join(r.Beside, " "),
			})
		}
	}
	return out.WriteAll(rows)
}
