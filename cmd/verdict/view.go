package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// bookView is a rule book for reading and for other programs.
type bookView struct {
	Book   string      `json:"book"`
	Tables []tableView `json:"tables"`

	dir string // where it was read, or empty
}

// tables gives the tables themselves.
func (v bookView) tables() []*rulebook.Table {
	var tables []*rulebook.Table
	for _, t := range v.Tables {
		tables = append(tables, t.table)
	}
	return tables
}

type tableView struct {
	table *rulebook.Table

	File      string       `json:"file"`
	Providers []string     `json:"providers"`
	Title     string       `json:"title"`
	Source    string       `json:"source"`
	Readings  []string     `json:"readings,omitempty"`
	Gives     []string     `json:"gives"`
	Signals   []signalView `json:"signals"`
	Groups    []groupView  `json:"groups,omitempty"`
	Terms     []termView   `json:"terms,omitempty"`
	Rules     []ruleView   `json:"rules"`
	Remarks   []ruleView   `json:"remarks,omitempty"`
	Claims    []claimView  `json:"claims,omitempty"`
	Result    []fieldView  `json:"result,omitempty"`
	Token     string       `json:"unverifiedToken,omitempty"`
	Documents []kindView   `json:"documents,omitempty"` // that the provider itself sends
}

type signalView struct {
	Name    string            `json:"name"`
	Group   string            `json:"group,omitempty"`
	Meaning string            `json:"meaning"`
	Type    string            `json:"type"`
	Set     bool              `json:"set,omitempty"`
	Path    string            `json:"path,omitempty"`
	Also    string            `json:"also,omitempty"`
	Code    *codeView         `json:"code,omitempty"`
	Shape   string            `json:"shape,omitempty"`
	Values  []string          `json:"values"`          // best first where ordered
	Words   map[string]string `json:"words,omitempty"` // raw word → value; "*" is any other
	Ordered bool              `json:"ordered"`
	Needed  string            `json:"needed,omitempty"`
	Context bool              `json:"context,omitempty"`
	Loss    string            `json:"loss,omitempty"`
	Use     string            `json:"use,omitempty"`    // "remarks", or none
	Better  string            `json:"better,omitempty"` // present where an entry is better than this signal
	Basis   []string          `json:"basis,omitempty"`
}

type codeView struct {
	Member string `json:"member"`
	Reader string `json:"reader"`
}

type groupView struct {
	Name    string   `json:"name"`
	Meaning string   `json:"meaning"`
	Members []string `json:"members"`
}

type termView struct {
	Name string `json:"name"`
	When string `json:"when"`
}

type ruleView struct {
	ID     string   `json:"id"`
	Status string   `json:"status,omitempty"` // none for a remark
	When   string   `json:"when"`
	Beside []string `json:"beside,omitempty"` // of a remark; none for any status
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

// fieldView is a field of the final result.
type fieldView struct {
	Field   string       `json:"field"`
	Sources []sourceView `json:"sources"` // the first that has a value gives it
}

// text says in one line where the field comes from.
func (f fieldView) text() string {
	var sources []string
	for _, s := range f.Sources {
		sources = append(sources, s.from()+s.with())
	}
	return strings.Join(sources, " or ")
}

type sourceView struct {
	Path     string            `json:"path,omitempty"`
	Constant string            `json:"constant,omitempty"` // instead of a path
	As       string            `json:"as,omitempty"`       // none for text as it came
	Words    map[string]string `json:"words,omitempty"`    // what a word is written as; any other is left out
	Provider string            `json:"provider,omitempty"`
	When     string            `json:"when,omitempty"`
	Basis    []string          `json:"basis,omitempty"`
}

func newTableView(t *rulebook.Table) tableView {
	v := tableView{
		table: t, File: t.File, Providers: t.Providers,
		Title: t.Title, Source: t.Source, Readings: t.Readings, Gives: statusNames(t.Gives),
	}
	for _, s := range t.Signals {
		v.Signals = append(v.Signals, newSignalView(s))
	}
	for _, g := range t.Groups {
		view := groupView{Name: g.Name, Meaning: g.Meaning}
		for _, i := range g.Members {
			view.Members = append(view.Members, t.Signals[i].Name)
		}
		v.Groups = append(v.Groups, view)
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
	for _, f := range t.Result {
		v.Result = append(v.Result, newFieldView(f))
	}
	v.Token = t.Token.String()
	for _, k := range t.Documents {
		v.Documents = append(v.Documents, newKindView(t, k))
	}
	return v
}

func newFieldView(f rulebook.ResultField) fieldView {
	v := fieldView{Field: f.Name}
	for _, s := range f.Sources {
		source := sourceView{Path: s.Path.String(), Constant: s.Constant, Words: s.Words, Provider: s.Provider, When: oneLine(s.Text), Basis: s.Basis}
		if s.As != rulebook.Text {
			source.As = s.As.String()
		}
		v.Sources = append(v.Sources, source)
	}
	return v
}

func newSignalView(s *rulebook.Signal) signalView {
	v := signalView{
		Name: s.Name, Group: s.Group, Meaning: s.Meaning, Set: s.Set, Path: s.Path.String(), Also: s.Also.String(),
		Type:   [...]string{"words", "boolean", "integer", "presence"}[s.Kind],
		Values: s.Values, Ordered: s.Ordered, Needed: s.Need.Text, Context: s.Context, Loss: s.Loss, Basis: s.Basis,
	}
	if s.Kind == rulebook.Presence {
		v.Shape = [...]string{"any", "object", "list", "string"}[s.Shape]
	}
	if s.Code != nil {
		v.Code = &codeView{s.Code.Member, s.Code.Reader}
	}
	if s.Aside {
		v.Use = "remarks"
	}
	if s.Better != nil {
		v.Better = s.Better.Name
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
	v := ruleView{
		ID: r.ID, When: oneLine(r.Text), Beside: statusNames(r.Beside), Reason: r.Reason, Source: r.Source, Basis: r.Basis,
		Advice: r.Advice, Line: r.At.Line,
	}
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

// notes says in a few words what else a signal declares.
func (s signalView) notes() []string {
	var notes []string
	switch s.Needed {
	case "":
	case "always":
		notes = append(notes, "always needed")
	case "entries":
		notes = append(notes, "every entry needs its value")
	default:
		notes = append(notes, "needed when "+oneLine(s.Needed))
	}
	if s.Context {
		notes = append(notes, "known from the start, and the caller may supply it")
	}
	if s.Code != nil {
		notes = append(notes, "the word is the code inside the text of its member "+s.Code.Member)
	}
	if !s.Ordered && len(s.Values) > 1 {
		notes = append(notes, "no value is better than another")
	}
	if s.Loss != "" {
		notes = append(notes, "its loss can lead to acceptance ("+s.Loss+")")
	}
	if s.Use == "remarks" {
		notes = append(notes, "only remarks ask about it, and nothing there refuses a document")
	}
	if len(s.Basis) > 0 {
		notes = append(notes, "basis: "+strings.Join(s.Basis, ", "))
	}
	return notes
}

// values lists the declared values, with the words that mean a value unless it
// is the word itself.
func (s signalView) values() string {
	switch s.Type {
	case "integer":
		best, worst := s.Values[0], s.Values[len(s.Values)-1]
		if len(best) > len(worst) || len(best) == len(worst) && best > worst {
			return worst + ".." + best + " (" + best + " is best)"
		}
		return best + ".." + worst + " (" + best + " is best)"
	case "presence":
		if s.Better != "" {
			return "present, where an entry is better than " + s.Better
		}
		return "present (" + strings.Replace(s.Shape, "any", "any value", 1) + ")"
	}
	var out []string
	for _, v := range s.Values {
		out = append(out, withWords(v, wordsFor(v, s.Words)))
	}
	return strings.Join(out, ", ")
}

// places lists the paths on which a document carries a signal.
func (s signalView) places() []string {
	switch {
	case s.Path == "":
		return nil
	case s.Also == "":
		return []string{s.Path}
	}
	return []string{s.Path, s.Also}
}

// from is the place of a source, or its text in quotes.
func (s sourceView) from() string {
	if s.Path == "" {
		return strconv.Quote(s.Constant)
	}
	return s.Path
}

// form says in a few words how a value is written.
func (s sourceView) form() string {
	if len(s.Words) > 0 {
		return " as " + meant(slices.Compact(slices.Sorted(maps.Values(s.Words))), s.Words)
	}
	return map[string]string{
		"date": " as a date", "country": " as a country", "boolean-word": " as true or false",
		"birth-date": " as a date of birth", "expiry-date": " as a date of expiry", "unfilled": " without fillers",
	}[s.As]
}

// limits says in a few words when a value is taken; condition writes conditions.
func (s sourceView) limits(condition func(string) string) string {
	text := ""
	if s.Provider != "" {
		text += " for " + s.Provider
	}
	if s.When != "" {
		text += " when " + condition(s.When)
	}
	return text + inBrackets(s.Basis)
}

// with says in a few words how and when a value is taken.
func (s sourceView) with() string { return s.form() + s.limits(oneLine) }

// cited is the source of a row with its basis.
func (r ruleView) cited() string { return strings.TrimSpace(r.Source + inBrackets(r.Basis)) }

func inBrackets(basis []string) string {
	if len(basis) == 0 {
		return ""
	}
	return " (" + strings.Join(basis, ", ") + ")"
}

func (t tableView) lifecycle() bool { return slices.Equal(t.Providers, []string{"*"}) }

// scope says whom the table is for.
func (t tableView) scope() string {
	if t.lifecycle() {
		return "any; this table is asked first, and where none of its rows holds, the provider's own"
	}
	return strings.Join(t.Providers, ", ")
}

// strictest lists the statuses that the table gives, strictest first.
func (t tableView) strictest() []string {
	var names []string
	for s := rulebook.Rejected; s > rulebook.Undecided; s-- {
		if slices.Contains(t.Gives, s.String()) {
			names = append(names, s.String())
		}
	}
	return names
}
