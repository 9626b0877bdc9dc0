package strict

// Objects (RFC 8259, section 4) and lists (section 5), which the RFC calls
// arrays.

// Object reads the { of an object and tells whether a member follows; an object
// without any is read whole. Names is what Name needs to know of it.
func (s *Scanner) Object() (names Names, more, ok bool) {
	if !s.open() {
		return names, false, false
	}
	more, ok = s.orClosed('}')
	return Names{from: len(s.names)}, more, ok
}

// List reads the [ of a list and tells whether an entry follows; a list without
// any is read whole.
func (s *Scanner) List() (more, ok bool) {
	if !s.open() {
		return false, false
	}
	return s.orClosed(']')
}

// open reads a { or [.
func (s *Scanner) open() bool {
	if s.depth >= s.most {
		return s.fail(TooDeep, s.pos)
	}
	s.depth++
	s.pos++
	return true
}

// orClosed reads the closing bracket, or tells that more stands before it.
func (s *Scanner) orClosed(closing byte) (more, ok bool) {
	if s.space() == closing {
		s.depth--
		s.pos++
		return false, true
	}
	if s.pos >= len(s.text) {
		return false, s.fail(EndsEarly, s.pos)
	}
	return true, true
}

// MoreMembers reads on after a member: the comma before the next one, or the }
// of the object, after which there is no more.
func (s *Scanner) MoreMembers(names *Names) (more, ok bool) {
	more, ok = s.comma('}')
	if !more {
		s.names = s.names[:names.from]
	}
	return more, ok
}

// MoreEntries reads on after an entry: the comma before the next one, or the ]
// of the list, after which there is no more.
func (s *Scanner) MoreEntries() (more, ok bool) { return s.comma(']') }

// comma reads the comma between two members or entries, or the closing bracket.
func (s *Scanner) comma(closing byte) (more, ok bool) {
	if at := s.pos; at+1 < len(s.text) && s.text[at] == ',' && s.text[at+1] == '"' {
		s.pos++ // as it is most often
		return true, true
	}
	switch s.space() {
	case ',':
	case closing:
		s.depth--
		s.pos++
		return false, true
	default:
		return false, s.unexpected()
	}
	comma := s.pos
	s.pos++
	switch s.space() {
	case 0:
		if s.pos == len(s.text) {
			return false, s.fail(EndsEarly, s.pos)
		}
	case '}', ']': // the fault is the comma
		return false, s.fail(NotJSON, comma)
	}
	return true, true
}
