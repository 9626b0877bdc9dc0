// Package records splits a stream of any size into JSON documents, at constant
// memory. It knows brackets, strings and lines, and is not strict otherwise:
// whether a document is one is for others to say, so nothing is passed over.
//
// The beginning of the stream shows its form:
//   - It begins with [: an array of documents. More arrays may follow.
//   - Its first line is one document, and nothing else: one document a line.
//   - Anything else: documents one after another, on one line or over many.
//
// Lines before the first { are records, and do not count for the form. If the
// first line opens a document and does not close it, the next line tells: where it
// can continue the document, it does, and where it cannot, the stream is one
// document a line, the first of them damaged. A line that is { alone begins a
// document over many lines, whatever was thought before.
//
// # Damage
//
// One document a line: a damaged line costs itself alone.
//
// In the other forms a document ends with the brace that closes its first one. Other
// brackets do not count, and no string goes on beyond its line. A document without
// that brace ends before the first line that begins as documents do here: with { and
// not indented deeper than the first document was. That line may be part of a
// document that is valid though oddly laid out, so it counts only where the document
// proves to be damaged or longer than the limit. Where no line begins so, above all
// in streams of a single line, the rest of the stream is one record. Of a document
// that closes too early the rest comes as records of its own, and what is whole in it
// looks like a document.
package records

import (
	"bytes"
	"io"
)

// Record is one document of a stream, or what stands where one should, or, with
// Stray, a place where an array is not right.
type Record struct {
	// Text is the document, without white space around it. Of a longer one than
	// the limit it is one byte more than the limit. Never empty but with Stray.
	// It is valid until the next call of Next.
	Text []byte

	Line   int64 // the line where it begins, from 1
	Offset int64 // bytes before it in the stream, once that is unpacked

	// Stray says in words what is not right with the array at this place; it
	// quotes nothing. It comes without a Text: what stands here is in the next
	// records. Empty for documents and what stands where one should.
	Stray string
}

// Reader reads the records of a stream. It is not for concurrent use.
type Reader struct {
	window
	form  form
	place place // in an array
	scan  scan

	anchor  int64 // the column of the first value; -1 before it
	aligned bool  // each value so far began a line
	trust   int64 // before this offset the stream is damaged: each line that may begin a document does
	resumed bool  // the record ends because something else begins, not because it is complete
}

// form is how a stream holds its documents.
type form uint8

const (
	unknown form = iota
	lines
	concatenated
	array
)

// NewReader makes a reader of the documents in a stream, which may be packed by
// gzip. The limit is the greatest length of a document in bytes, and counts as 0
// below that. The reader holds at most one such document, about 100 KiB, and what
// gzip needs.
func NewReader(in io.Reader, limit int) *Reader {
	keep := max(limit, 0) + 1
	return &Reader{window: window{in: &unpacker{packed: in}, keep: keep}, anchor: -1}
}

// Next gives the next record, in the order of the stream. At its end the error is
// io.EOF. Any other error is one of reading, or says that gzip data is damaged or
// cut off: what was whole before it has been given, what it cuts off is not.
// Offsets never fall from one record to the next.
func (r *Reader) Next() (Record, error) {
	if r.line == 0 {
		r.line = 1
		r.skipByteOrderMark()
	}
	for r.skipWhite() {
		r.begin()
		if rec, ok := r.next(); ok {
			return rec, nil
		}
	}
	if r.err == io.EOF && r.form == array && r.place < closed {
		r.place = closed
		r.begin()
		return r.stray(notClosed), nil
	}
	return Record{}, r.err
}

// next reads from the first byte of a record. There is none where that was
// punctuation of an array, and where the stream broke off.
func (r *Reader) next() (Record, bool) {
	c := r.buf[r.pos]
	switch {
	case r.form == lines:
		return r.lineRecord()
	case r.form == unknown && c == '[' && r.used == 0:
		r.form, r.place = array, opened
		r.pos++
		return Record{}, false
	case r.form == unknown && c != '{':
		return r.given(r.toLineEnd())
	case r.form == array:
		return r.inArray(c)
	}
	return r.given(r.element(c))
}

// element reads to the end of what begins here with c.
func (r *Reader) element(c byte) bool {
	r.resumed = false
	switch c {
	case '{':
		return r.value(0, &braces)
	case '[':
		return r.value(0, &squares)
	}
	return r.garbage()
}

// given gives the record that was read, if it was read to its end.
func (r *Reader) given(whole bool) (Record, bool) {
	if !whole {
		return Record{}, false
	}
	return r.record(), true
}

// lineRecord reads a line. One that is { alone belongs to a document over many,
// if the next line can continue that.
func (r *Reader) lineRecord() (Record, bool) {
	whole := r.toLineEnd()
	if whole && !r.long && r.pos < r.end && string(trim(r.buf[r.start:r.pos])) == "{" && r.objectGoesOn() {
		r.form, r.anchor = concatenated, -1
		whole = r.value(1, &braces)
	}
	return r.given(whole)
}

// objectGoesOn tells whether what comes next can stand in an object that has just
// begun. Of white space it looks at one block.
func (r *Reader) objectGoesOn() bool {
	for i := 0; i < block && (r.pos+i < r.end || r.fill()); i++ {
		if c := r.buf[r.pos+i]; !white(c) {
			return c == '"' || c == '}'
		}
	}
	return false
}

// toLineEnd reads on to the end of the line, and tells whether it came.
func (r *Reader) toLineEnd() bool {
	for {
		if i := bytes.IndexByte(r.buf[r.pos:r.end], '\n'); i >= 0 {
			r.pos += i
			return true
		}
		r.pos = r.end
		if !r.fill() {
			return r.err == io.EOF
		}
	}
}
