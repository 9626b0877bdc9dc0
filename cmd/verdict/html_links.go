package main

import (
	"html/template"
	"regexp"
	"slices"
	"strings"
)

// anchors knows the id in the page of everything that has a name.
type anchors struct {
	rows   map[string]bool            // rows, remarks and claims
	tables map[string]map[string]bool // file → names of signals, groups and terms
	used   map[string][]string        // id of a signal, group or term → what asks about it
	read   map[string]bool            // ids of readings
	kinds  map[string]string          // kind of document → its id
}

func newAnchors(v bookView, r *register) *anchors {
	a := &anchors{map[string]bool{}, map[string]map[string]bool{}, map[string][]string{}, map[string]bool{}, map[string]string{}}
	for _, part := range r.parts {
		a.read[part.ID] = part.ID != ""
	}
	for _, t := range v.Tables {
		a.add(t)
	}
	return a
}

// add adds the names of a table, and then who uses them.
func (a *anchors) add(t tableView) {
	names := map[string]bool{}
	a.tables[t.File] = names
	for _, s := range t.Signals {
		names[s.Name] = true
	}
	for _, g := range t.Groups {
		names[g.Name] = true
	}
	for _, term := range t.Terms {
		names[term.Name] = true
	}
	for _, term := range t.Terms {
		a.use(t, term.Name, term.When)
	}
	for _, r := range slices.Concat(t.Rules, t.Remarks) {
		a.rows[r.ID] = true
		a.use(t, r.ID, r.When)
	}
	for _, c := range t.Claims {
		a.rows[c.ID] = true
		a.use(t, c.ID, c.When)
	}
	for _, s := range t.Signals {
		a.use(t, s.Name, s.Needed)
	}
	for _, k := range t.Documents {
		a.kinds[k.Kind] = kindID(t.File, k.Kind)
	}
}

// use notes that the condition of user asks about names.
func (a *anchors) use(t tableView, user, condition string) {
	for _, word := range wordPattern.FindAllString(condition, -1) {
		id := nameID(t.File, word)
		if a.tables[t.File][word] && !slices.Contains(a.used[id], user) {
			a.used[id] = append(a.used[id], user)
		}
	}
}

// nameID is the id of a signal, group or term. Ids of rows have no slash.
func nameID(file, name string) string { return file + "/" + name }

// kindID is the id of a kind of document. No name in a table has a second slash.
func kindID(file, kind string) string { return file + "/Documents/" + kind }

// find gives the id of what a word of a table's text names.
func (a *anchors) find(file, word string) (string, bool) {
	switch {
	case a.tables[file][word]:
		return nameID(file, word), true
	case a.rows[word], a.read[word]:
		return word, true
	default:
		return "", false
	}
}

// named gives the id of what the register calls name: a row, a reading, a table
// by its file, a kind of document or a field of its result as kind.field, or a signal
// as table.signal.
func (a *anchors) named(name string) (string, bool) {
	if table, signal, ok := strings.Cut(name, "."); ok && a.tables[table+".yaml"][signal] {
		return nameID(table+".yaml", signal), true
	}
	kind, _, _ := strings.Cut(name, ".")
	if id := a.kinds[kind]; id != "" && !a.rows[name] {
		return id, true
	}
	return name, a.tables[name] != nil || a.rows[name] || a.read[name]
}

// link writes a link to an id of the page; words are HTML.
func link(id, words string) string {
	return `<a href="#` + template.HTMLEscapeString(id) + `">` + words + `</a>`
}

// linker links the names in the texts of one table.
type linker struct {
	anchors *anchors
	file    string
}

// wordPattern finds the words of a condition or sentence. What stands in quotes
// is one word, quotes included, and so names nothing.
var wordPattern = regexp.MustCompile(`"[^"]*"|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*`)

// ID is the id of a signal, group or term.
func (l *linker) ID(name string) string { return nameID(l.file, name) }

// Link writes a text with every name in it as a link.
func (l *linker) Link(text string) template.HTML {
	var b strings.Builder
	at := 0
	for _, span := range wordPattern.FindAllStringIndex(text, -1) {
		b.WriteString(template.HTMLEscapeString(text[at:span[0]]))
		b.WriteString(l.word(text[span[0]:span[1]]))
		at = span[1]
	}
	b.WriteString(template.HTMLEscapeString(text[at:]))
	return template.HTML(b.String())
}

func (l *linker) word(word string) string {
	id, found := l.anchors.find(l.file, word)
	if !found {
		return template.HTMLEscapeString(word)
	}
	return link(id, template.HTMLEscapeString(word))
}

// Kinds lists kinds of documents as links.
func (l *linker) Kinds(names []string) template.HTML {
	var links []string
	for _, name := range names {
		links = append(links, link(l.anchors.kinds[name], template.HTMLEscapeString(name)))
	}
	return template.HTML(strings.Join(links, ", "))
}

// Names lists names, each as a link if it is one.
func (l *linker) Names(names []string) template.HTML {
	var links []string
	for _, name := range names {
		links = append(links, l.word(name))
	}
	return template.HTML(strings.Join(links, ", "))
}

// UsedIn lists the rows, remarks, claims, terms and signals whose conditions
// ask about a name.
func (l *linker) UsedIn(name string) []string { return l.anchors.used[l.ID(name)] }
