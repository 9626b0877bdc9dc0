package suite

import (
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// tree is a JSON value that is being put together: an object, a list, or a
// text of JSON as it stands.
type tree struct {
	members []member
	items   []*tree
	raw     string
	kind    kind
}

type kind uint8

const (
	text kind = iota
	object
	list
)

type member struct {
	name  string
	value *tree
}

// raw is a value as it is written.
func raw(json string) *tree { return &tree{raw: json} }

// quoted is a text.
func quoted(s string) *tree { return raw(quote(s)) }

// quote writes a JSON string.
func quote(s string) string {
	b, err := jsontext.AppendQuote(nil, s)
	if err != nil {
		panic("internal error: a text of the suite is not UTF-8: " + s)
	}
	return string(b)
}

// set puts a value at the end of a path, and makes what is missing on the way.
// Below the step for many stands the entry of that name; of a list, the one
// after the last.
func (t *tree) set(path rulebook.Path, entry string, value *tree) {
	at := t
	for i, step := range path {
		last := i == len(path)-1
		switch {
		case step == rulebook.Entries:
			at.become(list)
			at.items = append(at.items, &tree{kind: object})
			at = at.items[len(at.items)-1]
		case step == rulebook.Members:
			at = at.member(entry)
		default:
			at = at.member(step)
		}
		if last {
			*at = *value.clone()
		}
	}
}

// become makes a place an object or a list.
func (t *tree) become(k kind) {
	if t.kind != k {
		*t = tree{kind: k}
	}
}

// member gives the member of a name, and makes it if there is none.
func (t *tree) member(name string) *tree {
	t.become(object)
	if i := t.index(name); i >= 0 {
		return t.members[i].value
	}
	t.members = append(t.members, member{name, &tree{kind: object}})
	return t.members[len(t.members)-1].value
}

func (t *tree) index(name string) int {
	return slices.IndexFunc(t.members, func(m member) bool { return m.name == name })
}

// find gives what stands at the end of a path of names, or nil.
func (t *tree) find(path []string) *tree {
	for _, step := range path {
		i := t.index(step)
		if i < 0 {
			return nil
		}
		t = t.members[i].value
	}
	return t
}

// drop leaves out what stands at the end of a path of names.
func (t *tree) drop(path []string) {
	parent := t.find(path[:len(path)-1])
	if parent == nil {
		return
	}
	if i := parent.index(path[len(path)-1]); i >= 0 {
		parent.members = slices.Delete(parent.members, i, i+1)
	}
}

func (t *tree) clone() *tree {
	c := *t
	c.members = slices.Clone(t.members)
	for i, m := range c.members {
		c.members[i].value = m.value.clone()
	}
	c.items = slices.Clone(t.items)
	for i, item := range c.items {
		c.items[i] = item.clone()
	}
	return &c
}

// json writes the value without white space.
func (t *tree) json() string { return string(t.append(nil)) }

func (t *tree) append(b []byte) []byte {
	switch t.kind {
	case object:
		b = append(b, '{')
		for i, m := range t.members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, quote(m.name)...)
			b = m.value.append(append(b, ':'))
		}
		return append(b, '}')
	case list:
		b = append(b, '[')
		for i, item := range t.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.append(b)
		}
		return append(b, ']')
	}
	return append(b, t.raw...)
}

// mix writes the value in another way that means the same: escapes in place
// of letters, white space, members in reverse order, and members that nobody
// declares.
func (t *tree) mix(m mixture, depth int) string {
	space := ""
	if m.spaced {
		space = "\n" + " \t\r"[:depth%4]
	}
	switch t.kind {
	case object:
		members := slices.Clone(t.members)
		if m.strange && depth < 2 {
			members = append(members, member{"x-" + strconv.Itoa(depth), raw(`{"clear":[null,{"result":"consider"}],"n":1e5}`)})
		}
		if m.reversed {
			slices.Reverse(members)
		}
		out := "{" + space
		for i, each := range members {
			if i > 0 {
				out += "," + space
			}
			out += m.text(each.name) + space + ":" + space + each.value.mix(m, depth+1)
		}
		return out + space + "}"
	case list:
		out := "["
		for i, item := range t.items {
			if i > 0 {
				out += "," + space
			}
			out += item.mix(m, depth+1)
		}
		return out + space + "]"
	}
	if s, err := jsontext.AppendUnquote(nil, t.raw); err == nil && t.raw[0] == '"' {
		return m.text(string(s))
	}
	return t.raw
}

// mixture says how to write a value in another way.
type mixture struct{ escaped, spaced, reversed, strange bool }

// text writes a string, escaped as far as can be.
func (m mixture) text(s string) string {
	if !m.escaped {
		return quote(s)
	}
	out := `"`
	for _, r := range s {
		if r > 0xffff {
			return quote(s)
		}
		hex := strconv.FormatInt(int64(r), 16)
		out += `\u` + "0000"[len(hex):] + hex
	}
	return out + `"`
}
