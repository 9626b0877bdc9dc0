package records

import "bytes"

// place is where in an array the reader is; before closed, a ] is to come.
type place uint8

const (
	opened  place = iota // after [
	comma                // after a comma
	filled               // after a document
	closed               // after ]
	beyond               // in what follows the end and does not belong there: whatever comes is taken
	damaged              // after something that is not right: whatever comes is taken
)

// What can be wrong with an array.
const (
	noComma       = "a comma is missing before this"
	noDocument    = "a document is missing before this comma"
	trailingComma = "a document is missing between the last comma and this ]"
	afterEnd      = "the array has ended before this"
	notClosed     = "the array is not closed: its ] is missing"
)

// inArray reads what begins with c in an array, or behind its end.
func (r *Reader) inArray(c byte) (Record, bool) {
	switch {
	case c == '[' && (r.place == closed || r.place == beyond):
		r.pos++
		r.place = opened
		return Record{}, false
	case r.place == closed:
		r.place = beyond
		return r.stray(afterEnd), true
	case c == ',':
		wrong := r.place == opened || r.place == comma
		r.punctuation(comma)
		return r.stray(noDocument), wrong
	case c == ']':
		wrong := r.place == comma
		r.punctuation(closed)
		return r.stray(trailingComma), wrong
	case r.place == filled:
		r.place = damaged
		return r.stray(noComma), true
	}
	return r.arrayElement(c)
}

// punctuation passes over a byte.
func (r *Reader) punctuation(next place) {
	r.pos++
	r.used = r.at()
	r.moveTo(next)
}

// moveTo notes where the reader is now; beyond the end it stays there.
func (r *Reader) moveTo(next place) {
	if r.place != beyond {
		r.place = next
	}
}

// arrayElement reads a document, or what stands where one should. The comma behind
// what broke off belongs to the array.
func (r *Reader) arrayElement(c byte) (Record, bool) {
	rec, ok := r.given(r.element(c))
	r.moveTo(filled)
	if r.resumed {
		r.moveTo(damaged)
		if !r.long {
			rec.Text = trim(bytes.TrimSuffix(rec.Text, []byte(",")))
		}
	}
	return rec, ok
}
