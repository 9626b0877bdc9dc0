package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
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
	set := c.flags("rules", rulesUsage)
	dir := set.String("rules", "", "")
	format := set.String("format", "text", "")
	rest, err := parse(set, args)
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

// bookView is a rule book for reading and for other programs.
type bookView struct {
	Book   string      `json:"book"`
	Tables []tableView `json:"tables"`
}

type tableView struct {
	File      string       `json:"file"`
	Providers []string     `json:"providers"`
	Title     string       `json:"title"`
	Source    string       `json:"source"`
	Readings  []string     `json:"readings,omitempty"`
	Gives     []string     `json:"gives"`
	Signals   []signalView `json:"signals"`
	Terms     []termView   `json:"terms,omitempty"`
	Rules     []ruleView   `json:"rules"`
	Remarks   []ruleView   `json:"remarks,omitempty"`
	Claims    []claimView  `json:"claims,omitempty"`
}

type signalView struct {
	Name    string            `json:"name"`
	Group   string            `json:"group,omitempty"`
	Meaning string            `json:"meaning"`
	Type    string            `json:"type"`
	Set     bool              `json:"set,omitempty"`
	Path    string            `json:"path,omitempty"`
	Also    string            `json:"also,omitempty"`
	Values  []string          `json:"values"`          // best first where ordered
	Words   map[string]string `json:"words,omitempty"` // raw word → value; "*" is any other
	Ordered bool              `json:"ordered"`
	Needed  string            `json:"needed,omitempty"`
	Context bool              `json:"context,omitempty"`
	Loss    string            `json:"loss,omitempty"`
	Basis   []string          `json:"basis,omitempty"`
}

type termView struct {
	Name string `json:"name"`
	When string `json:"when"`
}

type ruleView struct {
	ID     string   `json:"id"`
	Status string   `json:"status,omitempty"` // none for a remark
	When   string   `json:"when"`
	Reason string   `json:"reason"`
	Source string   `json:"source,omitempty"`
	Basis  []string `json:"basis,omitempty"`
	Advice string   `json:"advice,omitempty"`
	Line   int      `json:"line"`
}

type claimView struct {
	ID    string   `json:"id"`
	Never []string `json:"never"`
	When  string   `json:"when"`
	Why   string   `json:"why"`
	Line  int      `json:"line"`
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

func newTableView(t *rulebook.Table) tableView {
	v := tableView{
		File: t.File, Providers: t.Providers, Title: t.Title, Source: t.Source, Readings: t.Readings, Gives: statusNames(t.Gives),
	}
	for _, s := range t.Signals {
		v.Signals = append(v.Signals, newSignalView(s))
	}
	for _, term := range t.Terms {
		v.Terms = append(v.Terms, termView{term.Name, oneLine(term.Text)})
	}
	for _, r := range t.Rules {
		v.Rules = append(v.Rules, newRuleView(r))
	}
	for _, r := range t.Remarks {
		v.Remarks = append(v.Remarks, newRuleView(r))
	}
	for _, c := range t.Claims {
		v.Claims = append(v.Claims, claimView{c.ID, statusNames(c.Never), oneLine(c.Text), c.Why, c.At.Line})
	}
	return v
}

func newSignalView(s *rulebook.Signal) signalView {
	v := signalView{
		Name: s.Name, Group: s.Group, Meaning: s.Meaning, Set: s.Set, Path: s.Path.String(), Also: s.Also.String(),
		Type:   [...]string{"words", "boolean", "integer", "presence"}[s.Kind],
		Values: s.Values, Ordered: s.Ordered, Needed: s.Need.Text, Context: s.Context, Loss: s.Loss, Basis: s.Basis,
	}
	mapped := s.Other != 0
	for _, w := range s.Words {
		mapped = mapped || w.Raw != s.ClassName(w.Class)
	}
	if mapped {
		v.Words = map[string]string{}
		for _, w := range s.Words {
			v.Words[w.Raw] = s.ClassName(w.Class)
		}
		if s.Other != 0 {
			v.Words["*"] = s.ClassName(s.Other)
		}
	}
	return v
}

func newRuleView(r *rulebook.Rule) ruleView {
	v := ruleView{ID: r.ID, When: oneLine(r.Text), Reason: r.Reason, Source: r.Source, Basis: r.Basis, Advice: r.Advice, Line: r.At.Line}
	if r.Status != rulebook.Undecided {
		v.Status = r.Status.String()
	}
	return v
}

func statusNames(statuses []rulebook.Status) []string {
	var names []string
	for _, s := range statuses {
		names = append(names, s.String())
	}
	return names
}

// oneLine takes the line breaks out of a condition.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func writeJSON(w io.Writer, v bookView) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func writeCSV(w io.Writer, v bookView) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"provider", "file", "line", "id", "status", "when", "reason", "source", "basis", "advice"}}
	for _, t := range v.Tables {
		for _, r := range slices.Concat(t.Rules, t.Remarks) {
			rows = append(rows, []string{
				strings.Join(t.Providers, " "), t.File, strconv.Itoa(r.Line), r.ID, r.Status, r.When, r.Reason, r.Source,
				strings.Join(r.Basis, " "), r.Advice,
			})
		}
	}
	return out.WriteAll(rows)
}

// notes says in a few words what else a signal declares.
func (s signalView) notes() string {
	var notes []string
	if s.Needed != "" {
		notes = append(notes, "needed: "+s.Needed)
	}
	if s.Context {
		notes = append(notes, "context")
	}
	if !s.Ordered && len(s.Values) > 1 {
		notes = append(notes, "no order")
	}
	if s.Loss != "" {
		notes = append(notes, "loss: "+s.Loss)
	}
	if len(s.Basis) > 0 {
		notes = append(notes, "basis: "+strings.Join(s.Basis, ", "))
	}
	return strings.Join(notes, "; ")
}

// values lists the declared values with the words that mean them.
func (s signalView) values() string {
	if s.Type == "integer" {
		return s.Values[0] + ".." + s.Values[len(s.Values)-1]
	}
	var out []string
	for _, v := range s.Values {
		var words []string
		for word, value := range s.Words {
			if value == v && word == "*" {
				words = append(words, "any other word")
			} else if value == v && word != v {
				words = append(words, word)
			}
		}
		slices.Sort(words)
		if len(words) > 0 {
			v += " (" + strings.Join(words, ", ") + ")"
		}
		out = append(out, v)
	}
	text := strings.Join(out, ", ")
	if s.Set {
		text = "set of " + text
	}
	return text
}

func (s signalView) place() string {
	switch {
	case s.Path == "":
		return "from the caller"
	case s.Also != "":
		return s.Path + " or " + s.Also
	default:
		return s.Path
	}
}

func (r ruleView) cited() string {
	text := r.Source
	if len(r.Basis) > 0 {
		text += " (" + strings.Join(r.Basis, ", ") + ")"
	}
	return strings.TrimSpace(text)
}

func (t tableView) headline() string {
	return fmt.Sprintf("%s: %s", strings.Join(t.Providers, ", "), t.Title)
}
