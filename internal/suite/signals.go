package suite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// signals adds what there is to ask about every signal of a table: each word,
// number, form of absence and undeclared value, each where the signal makes the
// greatest difference.
func (m *maker) signals(t *table) {
	for i, s := range t.Signals {
		if len(s.Path) == 0 {
			continue // only a caller can supply it: see process.go
		}
		p := &probe{maker: m, table: t, index: i, signal: s, base: t.telling(i)}
		p.declared()
		p.undeclared()
		p.absent()
		if s.Set {
			p.sets()
		}
		if len(s.Also) > 0 {
			p.aliases()
		}
		if s.Code != nil {
			p.codes()
		}
		p.twice()
		p.misnamed()
		p.misplaced()
	}
	m.elements(t)
}

// probe asks about one signal.
type probe struct {
	*maker
	table  *table
	index  int
	signal *rulebook.Signal
	base   []uint8
}

// ask adds a vector in which a value stands where the signal is read.
func (p *probe) ask(kind, name, about string, value *tree) {
	doc := p.without()
	p.place(doc, value)
	p.addTree(kind, name, about, doc)
}

func (p *probe) addTree(kind, name, about string, doc *tree, flags ...string) {
	id := kind + "/" + p.signal.Name
	if name != "" {
		id += "/" + name
	}
	level := "" // the source speaks of words, and not of what else may stand there
	if kind == "undeclared" || kind == "misnamed" || kind == "absent" && strings.HasPrefix(name, "empty-") {
		level = "robustness"
	}
	p.add(draft{
		group: p.table.group, id: id, about: about, flags: flags, level: level,
		tree: doc, context: p.table.context(p.base),
	})
}

// without is the base without the signal.
func (p *probe) without() *tree {
	return p.table.document(p.table.provider, with(p.base, p.index, 0))
}

// place puts a value where the signal is read. Of a set it becomes the second
// entry, after one of the best.
func (p *probe) place(doc *tree, value *tree) {
	s := p.signal
	if s.Set {
		writeSet(doc, s, []uint8{1})
		doc.set(s.Path, entryName(s, 1), value)
		return
	}
	doc.set(s.Path, "", value)
}

// what names the signal, or an entry of the set.
func (p *probe) what() string {
	if p.signal.Set {
		return "an entry of " + p.signal.Name
	}
	return p.signal.Name
}

// declared asks every word, number and boolean that the table knows, each
// boolean also as a text.
func (p *probe) declared() {
	s := p.signal
	for class := uint8(1); int(class) <= len(s.Values); class++ {
		switch {
		case s.Code != nil || s.Kind == rulebook.Presence:
			p.ask("word", s.Values[class-1], p.what()+" is there.", value(s, class))
		case s.Kind == rulebook.Words:
			for _, word := range words(s, class) {
				p.ask("word", word, fmt.Sprintf("The word %s of %s counts as %s.", word, p.what(), s.Values[class-1]), quoted(word))
			}
		case s.Kind == rulebook.Boolean:
			p.ask("word", s.Values[class-1], fmt.Sprintf("%s is %s.", p.what(), s.Values[class-1]), raw(s.Values[class-1]))
			p.ask("word", s.Values[class-1]+"-text", fmt.Sprintf("%s is %s, written as a text, which means the same.", p.what(), s.Values[class-1]), quoted(s.Values[class-1]))
		case s.Kind == rulebook.Integer:
			p.number(s.Values[class-1])
		}
	}
}

// number asks a number in all its spellings, and what is nearly it.
func (p *probe) number(n string) {
	p.ask("bound", n, fmt.Sprintf("%s is %s.", p.what(), n), raw(n))
	for _, same := range []string{n + ".0", n + "e0", n + "0e-1", n + ".000E+0", "0." + n + "e" + strconv.Itoa(len(n))} {
		p.ask("bound", n+"="+idOf(same), fmt.Sprintf("%s is %s, written as %s: numbers compare by their value.", p.what(), n, same), raw(same))
	}
	for _, near := range []string{n + ".5", n + ".000000000000000000001", n + ".1e0", "-" + n + ".5"} {
		p.ask("bound", n+"~"+idOf(near), fmt.Sprintf("%s is %s, which is no declared number and is not rounded to one.", p.what(), near), raw(near))
	}
}

// forms are the forms of absence, each with a name.
var forms = []struct{ name, what, json string }{
	{"missing", "is left out", ""},
	{"null", "is null", "null"},
	{"empty-object", "is {}", "{}"},
	{"empty-list", "is []", "[]"},
}

// absent asks every form of absence; of a set, of one entry beside another.
func (p *probe) absent() {
	for _, f := range forms {
		doc := p.without()
		if p.signal.Set {
			writeSet(doc, p.signal, []uint8{1})
		}
		if f.json != "" {
			p.place(doc, raw(f.json))
		}
		if p.signal.Set && f.json == "" {
			continue // then it is no entry
		}
		p.addTree("absent", f.name, fmt.Sprintf("%s %s.", p.what(), f.what), doc)
	}
}

// twice writes the member of a signal twice, with its best value and its
// worst, in both orders: such a document is refused, whatever they say.
func (p *probe) twice() {
	s := p.signal
	if s.Set || s.Better != nil {
		return
	}
	best, worst := value(s, 1).json(), value(s, uint8(len(s.Values))).json()
	name := quote(s.Path[len(s.Path)-1])
	for _, order := range [][3]string{{"best-last", worst, best}, {"worst-last", best, worst}} {
		doc := p.without()
		doc.set(s.Path, "", raw(order[1]+","+name+":"+order[2]))
		p.addTree("twice", order[0], s.Name+" stands twice in its object, so nobody knows which one counts.", doc, "duplicate")
	}
}

// misnamed puts the signal under names that are nearly its own, where it is not
// looked for.
func (p *probe) misnamed() {
	s := p.signal
	element := familyOf(s.Path)
	parent, name := element[:len(element)-1], element[len(element)-1]
	names := []string{strings.ToLower(name), strings.ToUpper(name), strings.ToUpper(name[:1]) + name[1:], snake(name), name + " ", name + "s"}
	for i, id := range distinct(mapped(names, idOf)) {
		also := len(s.Also) == len(s.Path) && s.Also[len(s.Also)-1] == names[i]
		if names[i] == name || also || p.table.reads(append(slices.Clone(parent), names[i])) {
			continue
		}
		doc := p.without()
		write(doc, s, uint8(p.telling()))
		at := doc.find(parent)
		if at == nil || at.index(name) < 0 {
			continue // it only makes remarks
		}
		at.members[at.index(name)].name = names[i]
		p.addTree("misnamed", id, fmt.Sprintf("%s stands under the name %q, where nobody looks for it: names compare exactly.", s.Name, names[i]), doc)
	}
}

// misplaced puts the signal one element higher, where it is not looked for.
func (p *probe) misplaced() {
	s := p.signal
	element := familyOf(s.Path)
	if len(element) < 2 || s.Better != nil {
		return
	}
	higher := append(slices.Clone(element[:len(element)-2]), element[len(element)-1])
	if p.table.reads(higher) {
		return
	}
	doc, carrying := p.without(), p.without()
	write(carrying, s, uint8(p.telling()))
	doc.set(higher, "", carrying.find(element))
	p.addTree("misnamed", "one-higher", fmt.Sprintf("%s stands at %s, where nobody looks for it.", s.Name, higher), doc)
}

// telling is a class whose absence makes a difference, if there is one.
func (p *probe) telling() int {
	absent := p.table.judge(with(p.base, p.index, 0))
	for class := range p.signal.Arity() {
		if class != 0 && p.table.judge(with(p.base, p.index, class)) != absent {
			return class
		}
	}
	return 1
}

// snake writes a name in lower case, with lines between its words.
func snake(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
