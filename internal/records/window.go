package records

import (
	"bytes"
	"io"
)

const (
	block = 64 << 10 // bytes read at once, if they are there
	least = 4 << 10  // room that is worth a read
)

// window is the part of a stream that is held: the record that is being read and
// what was read beyond it.
type window struct {
	in   io.Reader
	err  error // why nothing more comes; nil while something may
	keep int   // bytes of a record that are kept

	buf             []byte
	start, pos, end int   // the record; the next byte to look at; what was read
	read            int64 // bytes of the stream before end
	line, lineAt    int64 // the line at pos, from 1; bytes before it

	offset, first int64 // of the record: bytes before it, its first line
	long          bool  // something of it is dropped that is not white space
	used          int64 // where the last record or punctuation ended
}

// at gives the offset of the next byte.
func (w *window) at() int64 {
	return w.read - int64(w.end-w.pos)
}

// column gives the number of bytes before the record on its line.
func (w *window) column() int64 {
	return w.offset - w.lineAt
}

// indentation gives the number of bytes before the next one on its line.
func (w *window) indentation() int64 {
	return w.at() - w.lineAt
}

// beginsLine tells whether nothing but white space, or the [ of an array, stands
// before the record on its line.
func (w *window) beginsLine() bool {
	return w.used <= w.lineAt
}

// fill reads on, once everything in the window has been looked at. It gives false
// where nothing more comes.
func (w *window) fill() bool {
	if w.err != nil {
		return false
	}
	w.drop()
	w.makeRoom()
	for range 100 {
		n, err := w.in.Read(w.buf[w.end:])
		w.end += n
		w.read += int64(n)
		w.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.err = io.ErrNoProgress
	return false
}

// drop lets go of what is beyond the part of the record that is kept.
func (w *window) drop() {
	if w.pos-w.start <= w.keep {
		return
	}
	beyond := w.start + w.keep
	w.long = w.long || len(trim(w.buf[beyond:w.pos])) > 0
	w.pos, w.end = beyond, beyond
}

// makeRoom makes room behind what was read: it moves the record to the front, and
// makes the window longer where that is not enough.
func (w *window) makeRoom() {
	if len(w.buf)-w.end >= least {
		return
	}
	into := w.buf
	if len(w.buf)-(w.end-w.start) < least {
		into = make([]byte, max(block, min(2*len(w.buf), w.keep+block)))
	}
	copy(into, w.buf[w.start:w.end])
	w.buf, w.pos, w.end, w.start = into, w.pos-w.start, w.end-w.start, 0
}

// skipByteOrderMark passes over the mark with which some programs begin a file.
func (w *window) skipByteOrderMark() {
	mark := []byte("\uFEFF")
	for w.end < len(mark) && w.fill() {
		continue
	}
	if bytes.HasPrefix(w.buf[:w.end], mark) {
		w.pos = len(mark)
		w.lineAt = int64(len(mark))
	}
}

// skipWhite goes on to the next byte that is not white space, if one comes.
func (w *window) skipWhite() bool {
	for !w.blank() {
		w.start = w.pos
		if !w.fill() {
			return false
		}
	}
	return true
}

// blank goes on over white space in the window, and tells whether something else
// stands behind it there.
func (w *window) blank() bool {
	for ; w.pos < w.end; w.pos++ {
		switch w.buf[w.pos] {
		case ' ', '\t', '\r':
		case '\n':
			w.line++
			w.lineAt = w.at() + 1
		default:
			return true
		}
	}
	return false
}

// begin makes the next byte the first one of a record.
func (w *window) begin() {
	w.start, w.offset, w.first, w.long = w.pos, w.at(), w.line, false
}

// record gives what was read since begin, without white space at its end.
func (w *window) record() Record {
	text := w.buf[w.start:w.pos]
	if len(text) > w.keep {
		w.long = w.long || len(trim(text[w.keep:])) > 0
		text = text[:w.keep]
	}
	if !w.long {
		text = trim(text)
	}
	w.used = w.offset + int64(len(text))
	return Record{Text: text, Line: w.first, Offset: w.offset}
}

// stray says what is not right with an array where the record begins.
func (w *window) stray(what string) Record {
	return Record{Line: w.first, Offset: w.offset, Stray: what}
}

// trim cuts white space off the end.
func trim(text []byte) []byte {
	n := len(text)
	for n > 0 && white(text[n-1]) {
		n--
	}
	return text[:n]
}

// white tells whether JSON takes a byte as white space.
func white(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n'
}
