package document

import (
	"bytes"
	"sync"

	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/strict"
)

// span is a value in a document. Its text was read before, and is known to be strict
// JSON without white space around it.
type span struct {
	text []byte
	base int // where it begins in the document
}

const space = " \t\r\n"

// opener takes values apart, in memory that is used again.
type opener struct {
	scan   strict.Scanner // for texts with escapes
	pieces []piece        // of what is open
}

var openers = sync.Pool{New: func() any { return new(opener) }}

// forget drops everything that came from the document.
func (op *opener) forget() {
	op.scan.Forget()
	op.pieces = emptied(op.pieces[:cap(op.pieces)])
}

// opened is a value that was taken apart by one level: an object or a list. A scalar
// has no pieces. It is good until it is closed, or what was open before it is.
type opened struct {
	span
	*opener
	list   bool
	pieces []piece
}

// piece is a member or an entry.
type piece struct {
	name []byte // of a member
	span
}

// open takes a value apart.
func (op *opener) open(s span) opened {
	o := opened{span: s, opener: op, list: s.text[0] == '['}
	before := len(op.pieces)
	if s.text[0] == '{' || o.list {
		o.takeApart()
	}
	o.pieces = op.pieces[before:]
	return o
}

// close gives back the memory of a value, and of all that were opened after it.
func (o *opened) close() { o.opener.pieces = o.opener.pieces[:len(o.opener.pieces)-len(o.pieces)] }

// takeApart appends the pieces of an object or a list.
func (o *opened) takeApart() {
	for at := o.nextAt(1); at < len(o.text)-1; at = o.nextAt(at) {
		var name []byte
		if !o.list {
			end := strict.End(o.text, at)
			name = o.unquoted(o.text[at:end])
			at = o.nextAt(end)
		}
		end := strict.End(o.text, at)
		o.opener.pieces = append(o.opener.pieces, piece{name, span{o.text[at:end], o.base + at}})
		at = end
	}
}

// nextAt is where the next name, value or last bracket stands.
func (o *opened) nextAt(at int) int {
	for {
		switch o.text[at] {
		case ' ', '\t', '\r', '\n', ',', ':':
			at++
		default:
			return at
		}
	}
}

// unquoted is the text of a string, which lasts as long as the document.
func (op *opener) unquoted(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 {
		return text[1 : len(text)-1]
	}
	op.scan.Reset(text, strict.MaxDepth)
	v, _ := op.scan.Scalar()
	return bytes.Clone(v.Text)
}

// find gives what stands at a path of members. It is not there where nothing
// stands, or what counts as absent: null, {} and [].
func (o *opened) find(path rulebook.Path) (at span, there bool) {
	at, _, there = o.walk(path)
	return at, there
}

// walk goes down a path of members, as far as it leads: to its end, to where nothing
// stands, or to something else than an object, of which left are the steps that were
// not gone.
func (o *opened) walk(path rulebook.Path) (at span, left rulebook.Path, there bool) {
	at, there = o.span, true
	for i, step := range path {
		if at.text[0] != '{' {
			return at, path[i:], false
		}
		if at, there = o.memberOf(at, step); !there {
			return at, nil, false
		}
	}
	return at, nil, true
}

// memberOf gives what stands in a member of an object, unless it counts as absent.
func (o *opened) memberOf(object span, name string) (span, bool) {
	of := *o
	if object.base != o.base { // o is open already; a value is known by where it begins
		of = o.open(object)
		defer of.close()
	}
	for i := range of.pieces {
		if string(of.pieces[i].name) == name {
			return of.pieces[i].span, of.pieces[i].filled()
		}
	}
	return span{}, false
}

// namesProvider tells whether an object has a provider, be it none that can be.
func (o *opened) namesProvider() bool {
	for i := range o.pieces {
		if string(o.pieces[i].name) == "provider" {
			return o.pieces[i].text[0] != 'n'
		}
	}
	return false
}

// filled tells of a value that it is neither null nor empty brackets.
func (s span) filled() bool {
	switch s.text[0] {
	case 'n':
		return false
	case '{', '[':
		inside := s.text[1 : len(s.text)-1]
		return len(bytes.TrimLeft(inside, space)) > 0
	}
	return true
}

// word is the text of a string, empty for everything else.
func (op *opener) word(s span) string {
	if s.text[0] != '"' {
		return ""
	}
	return string(op.unquoted(s.text))
}
