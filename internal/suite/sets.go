package suite

import (
	"github.com/verdict-id/verdict/internal/rulebook"
)

// sets asks how many entries there are, and where among them the odd one is.
func (p *probe) sets() {
	s := p.signal
	worst := uint8(len(s.Values))
	for _, c := range []struct {
		name, about string
		entries     []uint8
	}{
		{"none", "has no entry", nil},
		{"one-good", "has one entry, a good one", []uint8{1}},
		{"four-good", "has four good entries", []uint8{1, 1, 1, 1}},
		{"one-bad", "has one entry, a bad one", []uint8{worst}},
		{"bad-first", "has a bad entry before good ones", []uint8{worst, 1, 1}},
		{"bad-middle", "has a bad entry between good ones", []uint8{1, worst, 1}},
		{"bad-last", "has a bad entry after good ones", []uint8{1, 1, worst}},
		{"all-bad", "has nothing but bad entries", []uint8{worst, worst}},
		{"null-first", "has an entry without value before a good one", []uint8{0, 1}},
		{"null-last", "has an entry without value after a good one", []uint8{1, 0}},
		{"null-alone", "has one entry, without value", []uint8{0}},
		{"null-and-bad", "has an entry without value and a bad one", []uint8{0, worst}},
		{"every-kind", "has a good entry, a bad one, and one without value", []uint8{1, worst, 0}},
	} {
		doc := p.without()
		if c.entries == nil {
			empty := raw("{}")
			if s.Path.IsList() {
				empty = raw("[]")
			}
			doc.set(familyOf(s.Path), "", empty)
		}
		writeSet(doc, s, c.entries)
		p.addTree("set", c.name, s.Name+" "+c.about+".", doc)
	}
	doc := p.without()
	writeSet(doc, s, []uint8{1})
	for i, name := range []string{"", "a/b", "~0", "__proto__", "constructor", "\u00e9\U0001F600", "valid", "found", "result"} {
		if s.Path.IsList() {
			break
		}
		class := uint8(1)
		if i == 8 {
			class = worst
		}
		doc.set(s.Path, name, value(s, class))
	}
	p.addTree("set", "odd-names", s.Name+" has entries of odd names, the last of them bad: names do not matter.", doc)
}

// familyOf is the path of the element whose members or entries are the set.
func familyOf(path rulebook.Path) rulebook.Path {
	for i, step := range path {
		if step == rulebook.Members || step == rulebook.Entries {
			return path[:i]
		}
	}
	return path
}
