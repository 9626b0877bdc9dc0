package proof

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Declaration is something that one of two tables declares and the other does
// not, or declares otherwise.
type Declaration struct {
	Providers []string `json:"providers"` // ["*"] for the lifecycle
	Kind      string   `json:"kind"`      // "table", "signal", "group", "term", "rule", "remark", "claim", "result", "document" or "test"
	ID        string   `json:"id"`        // its id or name; of a table its title, of a result its field, of a document its kind, of a test what it is about
	Change    string   `json:"change"`    // "added", "removed" or "changed"
	Fields    []Field  `json:"fields"`    // what changes; of something added or removed all that it says
}

// Field is a part of a declaration, named as in the rule file. What is not
// written there is empty.
type Field struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// declared is a declaration as text.
type declared struct {
	kind, id string
	fields   []text
}

type text struct{ name, text string }

// declarations compares what two tables declare. Of a table that there is only
// on one side nothing is said but that.
func (p pair) declarations() []Declaration {
	if p.old == nil || p.now == nil {
		change, t := "added", p.now
		if t == nil {
			change, t = "removed", p.old
		}
		return []Declaration{{p.providers, "table", t.Title, change, []Field{}}}
	}
	before, after := declare(p.old), declare(p.now)
	var changes []Declaration
	for _, kind := range []string{"table", "signal", "group", "term", "rule", "remark", "claim", "result", "document", "test"} {
		for _, c := range compareDeclared(before[kind], after[kind]) {
			c.Providers = p.providers
			changes = append(changes, c)
		}
	}
	for _, kind := range []string{"signal", "rule", "remark"} {
		if f := orderOf(kind, before[kind], after[kind]); f.Before != f.After {
			changes = append(changes, Declaration{p.providers, "table", "", "changed", []Field{f}})
		}
	}
	return changes
}

// orderOf compares the order of what both tables declare: what is missing and
// which reasons hold are listed in it.
func orderOf(kind string, before, after []declared) Field {
	ids := func(of, in []declared) string {
		var ids []string
		for _, d := range of {
			if slices.ContainsFunc(in, func(other declared) bool { return other.id == d.id }) {
				ids = append(ids, d.id)
			}
		}
		return list(ids)
	}
	return Field{"order of " + kind + "s", ids(before, after), ids(after, before)}
}

// compareDeclared compares declarations of one kind: those of the new table in
// its order, then those that are gone.
func compareDeclared(before, after []declared) []Declaration {
	find := func(in []declared, id string) *declared {
		for i := range in {
			if in[i].id == id {
				return &in[i]
			}
		}
		return nil
	}
	var changes []Declaration
	for _, now := range after {
		if old := find(before, now.id); old == nil {
			changes = append(changes, Declaration{Kind: now.kind, ID: now.id, Change: "added", Fields: fields(nil, now.fields)})
		} else if changed := fields(old.fields, now.fields); len(changed) > 0 {
			changes = append(changes, Declaration{Kind: now.kind, ID: now.id, Change: "changed", Fields: changed})
		}
	}
	for _, old := range before {
		if find(after, old.id) == nil {
			changes = append(changes, Declaration{Kind: old.kind, ID: old.id, Change: "removed", Fields: fields(old.fields, nil)})
		}
	}
	return changes
}

// fields lists the parts that differ: those of the new declaration in its order,
// then those that are gone.
func fields(before, after []text) []Field {
	find := func(in []text, name string) string {
		i := slices.IndexFunc(in, func(t text) bool { return t.name == name })
		if i < 0 {
			return ""
		}
		return in[i].text
	}
	var differ []Field
	for _, now := range after {
		if old := find(before, now.name); old != now.text {
			differ = append(differ, Field{now.name, old, now.text})
		}
	}
	for _, old := range before {
		gone := !slices.ContainsFunc(after, func(t text) bool { return t.name == old.name })
		if gone && old.text != "" {
			differ = append(differ, Field{old.name, old.text, ""})
		}
	}
	return differ
}

// declare writes down everything that a table declares, by kind.
func declare(t *rulebook.Table) map[string][]declared {
	all := map[string][]declared{}
	add := func(kind, id string, fields ...text) {
		same := 0 // tests need not differ in what they are about
		for _, d := range all[kind] {
			same += truth(d.id == id || strings.HasPrefix(d.id, id+" #"))
		}
		if same > 0 {
			id = fmt.Sprintf("%s #%d", id, same+1)
		}
		all[kind] = append(all[kind], declared{kind, id, fields})
	}
	for _, s := range t.Signals {
		add("signal", s.Name, signalFields(s)...)
	}
	for _, g := range t.Groups {
		var members []string
		for _, i := range g.Members {
			members = append(members, t.Signals[i].Name)
		}
		add("group", g.Name, text{"meaning", g.Meaning}, text{"members", list(members)})
	}
	for _, term := range t.Terms {
		add("term", term.Name, text{"condition", oneLine(term.Text)})
	}
	for _, r := range t.Rules {
		add("rule", r.ID, text{"status", r.Status.String()}, text{"when", oneLine(r.Text)}, text{"reason", r.Reason},
			text{"source", r.Source}, text{"basis", list(r.Basis)}, text{"advice", r.Advice})
	}
	for _, r := range t.Remarks {
		add("remark", r.ID, text{"when", oneLine(r.Text)}, text{"beside", list(names(r.Beside))}, text{"reason", r.Reason},
			text{"source", r.Source}, text{"basis", list(r.Basis)})
	}
	for _, c := range t.Claims {
		add("claim", c.ID, text{"never", list(names(c.Never))}, text{"when", oneLine(c.Text)}, text{"why", c.Why})
	}
	for _, f := range t.Result {
		add("result", f.Name, text{"sources", sourcesText(f)})
	}
	for _, k := range t.Documents {
		add("document", k.Name, kindFields(t, k)...)
	}
	for _, test := range t.Tests {
		add("test", test.About, text{"signals", vectorText(t, test.Vector)}, text{"status", test.Status.String()})
	}
	add("table", t.Title, tableFields(t)...)
	all["table"][0].id = "" // there is one, whatever its title
	return all
}

func tableFields(t *rulebook.Table) []text {
	gives := slices.Clone(t.Gives)
	slices.Sort(gives)
	providers := slices.Clone(t.Providers)
	slices.Sort(providers)
	return []text{
		{"provider", list(providers)}, {"title", t.Title}, {"source", t.Source}, {"readings", list(t.Readings)},
		{"gives", list(names(gives))}, {"unverifiedToken", t.Token.String()},
	}
}

func signalFields(s *rulebook.Signal) []text {
	fields := []text{
		{"group", s.Group},
		{"meaning", s.Meaning},
		{"path", s.Path.String()},
		{"also", s.Also.String()},
		{"type", [...]string{"words", "boolean", "integer", "presence"}[s.Kind]},
		{"values", ""}, {"words", ""}, {"range", ""}, {"shape", ""}, {"code", ""},
		{"set", flag(s.Set, "true")},
		{"order", flag(!s.Ordered, "none")},
		{"needed", oneLine(s.Need.Text)},
		{"context", flag(s.Context, "true")},
		{"loss", s.Loss},
		{"use", flag(s.Aside, "remarks")},
		{"better", ""},
		{"basis", list(s.Basis)},
	}
	set := func(name, value string) {
		fields[slices.IndexFunc(fields, func(f text) bool { return f.name == name })].text = value
	}
	switch s.Kind {
	case rulebook.Integer:
		set("range", fmt.Sprintf("%d to %d", s.First, s.Last))
	case rulebook.Presence:
		set("shape", [...]string{"any", "object", "list", "string"}[s.Shape])
	default:
		set("values", list(s.Values))
		set("words", wordsText(s))
	}
	if s.Code != nil {
		set("code", s.Code.Reader+" in "+s.Code.Member)
	}
	if s.Better != nil {
		set("better", s.Better.Name)
	}
	return fields
}

// wordsText says what each word means, in an order that means nothing.
func wordsText(s *rulebook.Signal) string {
	var words []string
	for _, w := range s.Words {
		words = append(words, w.Raw+" = "+s.ClassName(w.Class))
	}
	slices.Sort(words)
	if s.Other != 0 {
		words = append(words, "any other = "+s.ClassName(s.Other))
	}
	return list(words)
}

// sourcesText are the sources of a field as text.
func sourcesText(f rulebook.ResultField) string {
	var sources []string
	for _, s := range f.Sources {
		sources = append(sources, sourceText(s))
	}
	return strings.Join(sources, "; ")
}

// sourceText is a source of a field as text.
func sourceText(s rulebook.ResultSource) string {
	says := s.Path.String()
	if len(s.Path) == 0 {
		says = fmt.Sprintf("the text %q", s.Constant)
	}
	if s.As != rulebook.Text {
		says += " as " + s.As.String()
	}
	if len(s.Words) > 0 {
		var words []string
		for _, word := range slices.Sorted(maps.Keys(s.Words)) {
			words = append(words, word+" = "+s.Words[word])
		}
		says += " with " + list(words)
	}
	if s.Provider != "" {
		says += " for " + s.Provider
	}
	if s.When != nil {
		says += " when " + oneLine(s.Text)
	}
	if len(s.Basis) > 0 {
		says += " (" + list(s.Basis) + ")"
	}
	return says
}

// vectorText is what a test says of its signals.
func vectorText(t *rulebook.Table, vector []uint8) string {
	var there []string
	for i, s := range t.Signals {
		if vector[i] != 0 {
			there = append(there, s.Name+" "+s.Describe(vector[i]))
		}
	}
	return list(there)
}

func names(statuses []rulebook.Status) []string {
	var names []string
	for _, s := range statuses {
		names = append(names, s.String())
	}
	return names
}

func list(texts []string) string { return strings.Join(texts, ", ") }

func flag(is bool, value string) string {
	if is {
		return value
	}
	return ""
}

// oneLine takes the line breaks out of a condition.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
