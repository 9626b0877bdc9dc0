// Package strict reads JSON texts (RFC 8259) as strictly as can be: valid UTF-8
// everywhere, no half of a surrogate pair, no name twice in one object, nesting
// only so deep. What is read over without being wanted is held to the same.
//
// A [Scanner] goes through a text once, and its caller says what comes next:
//
//	value        Next tells which; then Scalar, Object or List, or else Skip
//	object       Object, then Name, a value and MoreMembers for each member
//	list         List, then a value and MoreEntries for each entry
//
// A method that meets a fault says so and leaves it in [Scanner.Fault]. The
// caller then stops; what the Scanner does afterwards means nothing.
package strict

// MaxDepth is the deepest nesting that a Scanner can be asked to follow.
const MaxDepth = 10_000

// Scanner reads one text at a time. The zero Scanner has none; see Reset. It can
// be used again, and then reads most texts without allocating.
type Scanner struct {
	text  []byte
	pos   int // of what is read next
	depth int // of the objects and lists that are open
	most  int // that depth may be
	fault Fault

	names     []seenName // of the objects that are open
	unescaped []byte     // the names among them that have escapes
	scratch   []byte     // the text last read, where it has escapes
}

// Fault is what is wrong with a text, and where.
type Fault struct {
	Kind   FaultKind
	Offset int // in bytes from the start of the text, at or before the fault
}

// FaultKind is a sort of fault; 0 is none.
type FaultKind uint8

const (
	EndsEarly FaultKind = iota + 1 // there has to be more
	NotJSON                        // the grammar has something else there, or it is not Unicode
	NameTwice                      // at the second one
	TooDeep                        // at the bracket that opens too much
)

// Reset makes the Scanner begin with a text. An object or list at the top has
// depth 1, and none may be deeper than depth, or than MaxDepth.
func (s *Scanner) Reset(text []byte, depth int) {
	*s = Scanner{
		text: text, most: min(depth, MaxDepth),
		names: s.names[:0], unescaped: s.unescaped[:0], scratch: s.scratch[:0],
	}
}

// Forget drops everything that came from the text, and memory that only a rare
// one needs.
func (s *Scanner) Forget() {
	clear(s.unescaped[:cap(s.unescaped)])
	clear(s.scratch[:cap(s.scratch)])
	*s = Scanner{names: kept(s.names), unescaped: kept(s.unescaped), scratch: kept(s.scratch)}
}

// kept gives the memory of a slice to be used again, unless it is large.
func kept[E any](used []E) []E {
	const most = 4 << 10
	if cap(used) > most {
		return nil
	}
	return used[:0]
}

// Fault is the first fault met, zero for none.
func (s *Scanner) Fault() Fault { return s.fault }

// Offset is where the Scanner stands, in bytes from the start of the text.
func (s *Scanner) Offset() int { return s.pos }

// fail notes a fault. It gives false, for its caller to return.
func (s *Scanner) fail(kind FaultKind, offset int) bool {
	s.fault = Fault{kind, offset}
	return false
}

// failAt notes the fault in a string or number that ends so.
func (s *Scanner) failAt(offset int, how ending) bool {
	if how == cut {
		return s.fail(EndsEarly, offset)
	}
	return s.fail(NotJSON, offset)
}

// unexpected is the fault that what the grammar asks for does not stand at pos.
func (s *Scanner) unexpected() bool {
	if s.pos >= len(s.text) {
		return s.fail(EndsEarly, s.pos)
	}
	return s.fail(NotJSON, s.pos)
}

// Start skips the white space before the value at the top, and gives the byte
// that it begins with, 0 at the end of the text.
func (s *Scanner) Start() byte { return s.space() }

// AtEnd skips white space and tells whether nothing is left.
func (s *Scanner) AtEnd() bool {
	s.space()
	return s.pos >= len(s.text)
}

// Next is the byte that the value begins with that is to be read, after Name,
// List, MoreEntries or Start. It may be one with which none does.
func (s *Scanner) Next() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

// space skips white space (RFC 8259, section 2) and gives the byte after it, 0 at
// the end.
func (s *Scanner) space() byte {
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if c > ' ' || c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c
		}
		s.pos++
	}
	return 0
}
