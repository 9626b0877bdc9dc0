package records

import (
	"bytes"
	"io"
)

// kinds says of each byte whether a scan has to stop at it.
type kinds [256]bool

var (
	braces  = kinds{'"': true, '\n': true, '{': true, '}': true}
	squares = kinds{'"': true, '\n': true, '[': true, ']': true}
	quoted  = kinds{'"': true, '\n': true, '\\': true}
)

// scan is how far the reading of a value has come.
type scan struct {
	stops   *kinds // braces or squares: only those count with which the value began
	depth   int
	quoted  bool // in a string
	escaped bool // in a string, after a backslash
	fresh   bool // in the white space at the beginning of a line
	last    byte // before that white space; 0 if that is beyond the limit
	broken  bool // a string did not end on its line

	resume mark // the first line inside that looks like the beginning of a document
}

// mark is a place to go back to.
type mark struct {
	set          bool
	at           int // from the start of the record
	line, lineAt int64
}

// value reads to the bracket that closes the value, or to where the next document
// begins instead. It tells whether the value, or what there is of it, was read.
func (r *Reader) value(depth int, stops *kinds) bool {
	r.scan = scan{stops: stops, depth: depth}
	r.notePlace()
	for {
		if r.pos == r.end && !r.more() {
			return r.breakOff()
		}
		done := false
		switch {
		case r.scan.fresh:
			done = r.lineBegin()
		case r.scan.quoted:
			r.text()
		default:
			done = r.brackets()
		}
		if done {
			return true
		}
	}
}

// notePlace notes where values begin.
func (r *Reader) notePlace() {
	if r.anchor < 0 {
		r.anchor, r.aligned = r.column(), true
	}
	r.aligned = r.aligned && r.beginsLine()
}

// more reads on. It does not where the value is too long and there is a place to go
// back to, so that this place stays in the window.
func (r *Reader) more() bool {
	return !(r.scan.resume.set && r.tooLong()) && r.fill()
}

func (r *Reader) tooLong() bool {
	return r.pos-r.start >= r.keep
}

// breakOff ends a value that was not closed.
func (r *Reader) breakOff() bool {
	if r.scan.resume.set {
		r.goBack()
		return true
	}
	r.resumed = true
	return r.err == io.EOF
}

// brackets reads on to the next string or line, and tells whether it came to the
// end of the value.
func (r *Reader) brackets() bool {
	s, b, i := &r.scan, r.buf[:r.end], r.pos
	for ; i < len(b); i++ {
		if !s.stops[b[i]] {
			continue
		}
		switch b[i] {
		case '"':
			s.quoted = true
			r.pos = i + 1
			return false
		case '\n':
			r.pos = i
			r.lineEnd()
			return false
		case '{', '[':
			s.depth++
		default:
			if s.depth--; s.depth == 0 {
				r.pos = i + 1
				r.close()
				return true
			}
		}
	}
	r.pos = i
	return false
}

// text reads on to the end of a string, or to that of its line.
func (r *Reader) text() {
	s, b, i := &r.scan, r.buf[:r.end], r.pos
	for ; i < len(b); i++ {
		c := b[i]
		if c != '\n' && s.escaped {
			s.escaped = false
			continue
		}
		if !quoted[c] {
			continue
		}
		if c == '\\' {
			s.escaped = true
			continue
		}
		s.quoted, s.escaped = false, false
		r.pos = i
		if c == '"' {
			r.pos++
			return
		}
		s.broken = true
		r.lineEnd()
		return
	}
	r.pos = i
}

// lineEnd notes how the line ends that does so here, as far as it is kept.
func (r *Reader) lineEnd() {
	r.scan.fresh, r.scan.last = true, 0
	if r.tooLong() {
		return
	}
	before := trim(r.buf[r.start:r.pos])
	r.scan.last = before[len(before)-1]
}

// lineBegin reads the white space at the beginning of a line, and tells whether the
// value ends with the line before.
func (r *Reader) lineBegin() bool {
	if !r.blank() {
		return false
	}
	s, c := &r.scan, r.buf[r.pos]
	s.fresh = false
	if r.form == unknown {
		r.form = concatenated
		if !s.continues(c) {
			r.form = lines
			return true
		}
	}
	return c == '{' && r.indentation() <= r.anchor && r.documentLine()
}

// continues tells whether a line that begins with c can go on with the value.
func (s *scan) continues(c byte) bool {
	return bytes.IndexByte([]byte(`"}],:`), c) >= 0 || !s.broken && s.awaits()
}

// awaits tells whether a value may follow what the line before ended with.
func (s *scan) awaits() bool {
	return s.last == ':' || s.last == ',' || s.last == '['
}

// documentLine looks at a line that begins as documents do. It tells whether one
// begins there, or did on such a line before. A list is no document, so there is
// nothing to be kept whole.
func (r *Reader) documentLine() bool {
	s := &r.scan
	if !s.resume.set {
		s.resume = mark{true, r.pos - r.start, r.line, r.lineAt}
	}
	if s.stops == &braces && s.awaits() && !s.broken && !r.tooLong() && r.at() >= r.trust {
		return false
	}
	r.goBack()
	return true
}

// goBack ends the value before the first line that looked like the beginning of a
// document. From there to here each such line is one, so that no byte is read a
// third time.
func (r *Reader) goBack() {
	r.resumed = true
	r.trust = max(r.trust, min(r.at(), r.offset+int64(r.keep)))
	back := r.scan.resume
	r.pos, r.line, r.lineAt = r.start+back.at, back.line, back.lineAt
}

// close ends a value at its last bracket.
func (r *Reader) close() {
	if r.scan.resume.set && r.tooLong() {
		r.goBack()
		return
	}
	if r.form == unknown {
		r.form = concatenated
		if r.restIsBlank() {
			r.form = lines
		}
	}
}

// restIsBlank tells whether nothing more stands on the line.
func (r *Reader) restIsBlank() bool {
	for {
		for ; r.pos < r.end; r.pos++ {
			if c := r.buf[r.pos]; c == '\n' || !white(c) {
				return c == '\n'
			}
		}
		if !r.fill() {
			return true
		}
	}
}
