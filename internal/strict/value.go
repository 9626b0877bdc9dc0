package strict

// Values: RFC 8259, section 3.

// Kinds of scalars, as Scalar gives them.
const (
	Null   = 'n'
	True   = 't'
	False  = 'f'
	Text   = '"'
	Number = '0'
)

// beginning is what a byte is the first of.
type beginning uint8

const (
	noValue beginning = iota
	aText
	aNumber
	aLiteral
	anObject
	aList
)

var begins = [256]beginning{
	'"': aText, '{': anObject, '[': aList, 'n': aLiteral, 't': aLiteral, 'f': aLiteral, '-': aNumber,
	'0': aNumber, '1': aNumber, '2': aNumber, '3': aNumber, '4': aNumber,
	'5': aNumber, '6': aNumber, '7': aNumber, '8': aNumber, '9': aNumber,
}

// Scalar is a string, a number, true, false or null.
type Scalar struct {
	Kind byte   // Text, Number, True, False or Null
	Text []byte // of a string, or the scalar as it stands; valid until the next one is read
	From int    // where Text stands in the text, -1 where it has had escapes
}

// Scalar reads one. Where an object, a list or no value at all stands, that is a
// fault.
func (s *Scanner) Scalar() (scalar Scalar, ok bool) {
	start := s.pos
	c := s.Next()
	if c == '"' {
		end, how := stringEnd(s.text, start+1)
		s.pos = end + 1
		if how == plain {
			return Scalar{Text, s.text[start+1 : end], start + 1}, true
		}
		if how != escaped {
			return scalar, s.failAt(end, how)
		}
		s.scratch = appendUnescaped(s.scratch[:0], s.text[start+1:end])
		return Scalar{Text, s.scratch, -1}, true
	}
	switch begins[c] {
	case aNumber:
		c = Number
	case aLiteral:
	default:
		return scalar, s.unexpected()
	}
	if !s.Skip() {
		return scalar, false
	}
	return Scalar{c, s.text[start:s.pos], start}, true
}

// literal reads one of the three words that the grammar has, of which letter is
// the first.
func (s *Scanner) literal(letter byte) bool {
	word := "null"
	switch letter {
	case 't':
		word = "true"
	case 'f':
		word = "false"
	}
	for i := range len(word) {
		if s.pos >= len(s.text) || s.text[s.pos] != word[i] {
			return s.unexpected()
		}
		s.pos++
	}
	return true
}

// Skip reads over a value.
func (s *Scanner) Skip() bool {
	switch c := s.Next(); begins[c] {
	case aText:
		end, how := stringEnd(s.text, s.pos+1)
		if how > escaped {
			return s.failAt(end, how)
		}
		s.pos = end + 1
		return true
	case aNumber:
		end, how := numberEnd(s.text, s.pos)
		if how != plain {
			return s.failAt(end, how)
		}
		s.pos = end
		return true
	case aLiteral:
		return s.literal(c)
	case anObject:
		return s.skipObject()
	case aList:
		return s.skipList()
	}
	return s.unexpected()
}

// SkipFilled reads over an object or a list, and tells whether anything stands in
// it.
func (s *Scanner) SkipFilled() (filled, ok bool) {
	start := s.pos
	if !s.Skip() {
		return false, false
	}
	for _, c := range s.text[start+1 : s.pos-1] {
		if c > ' ' {
			return true, true
		}
	}
	return false, true
}

func (s *Scanner) skipObject() bool {
	names, more, ok := s.Object()
	for more {
		if _, ok := s.Name(&names); !ok || !s.Skip() {
			return false
		}
		more, ok = s.MoreMembers(&names)
	}
	return ok
}

func (s *Scanner) skipList() bool {
	more, ok := s.List()
	for more {
		if !s.Skip() {
			return false
		}
		more, ok = s.MoreEntries()
	}
	return ok
}
