package records

import "io"

// garbage reads what stands between documents and is none. Where each document
// begins a line and this does too, it is most likely part of one, and goes on to
// the next line that begins as they do.
func (r *Reader) garbage() bool {
	if r.aligned && r.beginsLine() {
		return r.garbageLines()
	}
	inString, escaped := false, false
	for first := true; ; first = false {
		if r.pos == r.end && !r.fill() {
			return r.err == io.EOF
		}
		c := r.buf[r.pos]
		switch {
		case c == '\n' || !first && !inString && r.endsGarbage(c):
			return true
		case escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString = !inString
		}
		r.pos++
	}
}

// endsGarbage tells whether something else begins with c.
func (r *Reader) endsGarbage(c byte) bool {
	return c == '{' || r.form == array && (c == ',' || c == ']')
}

// garbageLines reads to the line with the next document, or with the end of the
// array.
func (r *Reader) garbageLines() bool {
	r.resumed = true
	for r.toLineEnd() {
		for !r.blank() {
			if !r.fill() {
				return r.err == io.EOF
			}
		}
		c := r.buf[r.pos]
		if (c == '{' || c == ']' && r.form == array) && r.indentation() <= r.anchor {
			return true
		}
	}
	return false
}
