package strict

// Name is the name of a member.
type Name struct {
	Text []byte // without escapes; valid until the object is closed
	Hash uint64 // see Hash
}

// Names are those that an object has had so far. Comparing every name with
// every earlier one would take forever where there are many, so most are told
// apart by one bit, and where there are very many, a map does it.
type Names struct {
	from int                 // of its names among those of all open objects
	bits uint64              // one for the Hash of each name
	many map[string]struct{} // all names, once there are more than few
}

// few names are compared one by one.
const few = 64

// seenName is a name that an open object has.
type seenName struct {
	hash     uint64
	from, to int
	escaped  bool // it stands in unescaped, and otherwise in text
}

// Name reads the name of a member and the colon after it, up to the value.
func (s *Scanner) Name(names *Names) (name Name, ok bool) {
	start := s.pos
	if s.text[start] != '"' {
		return name, s.noName()
	}
	end, ending := stringEnd(s.text, start+1)
	if ending > escaped {
		return name, s.failAt(end, ending)
	}
	s.pos = end + 1
	seen := seenName{from: start + 1, to: end}
	name.Text = s.text[start+1 : end]
	if ending == escaped {
		seen = s.unescapeName(name.Text)
		name.Text = s.nameText(&seen)
	}
	name.Hash = Hash(name.Text)
	seen.hash = name.Hash
	bit := uint64(1) << (name.Hash >> 58)
	if names.bits&bit != 0 && s.has(names, name) {
		return name, s.fail(NameTwice, start)
	}
	names.bits |= bit
	s.names = append(s.names, seen)
	if at := s.pos; at+1 < len(s.text) && s.text[at] == ':' && s.text[at+1] > ' ' {
		s.pos++ // as it is most often
		return name, true
	}
	return name, s.colon()
}

// noName is the fault that no name stands where one should; a literal or number
// that is itself at fault comes first.
func (s *Scanner) noName() bool {
	start := s.pos
	switch begins[s.text[start]] {
	case aNumber, aLiteral:
		if !s.Skip() {
			return false
		}
	}
	return s.fail(NotJSON, start)
}

// colon reads the colon between a name and its value.
func (s *Scanner) colon() bool {
	if s.space() != ':' {
		return s.unexpected()
	}
	s.pos++
	if s.space() == 0 {
		return s.unexpected()
	}
	return true
}

// has tells whether an object already has a name. Once it has many, it also
// notes the name.
func (s *Scanner) has(names *Names, name Name) bool {
	if names.many == nil {
		own := s.names[names.from:]
		if len(own) <= few {
			for i := range own {
				if own[i].hash == name.Hash && string(s.nameText(&own[i])) == string(name.Text) {
					return true
				}
			}
			return false
		}
		names.many = make(map[string]struct{}, 2*len(own))
		for i := range own {
			names.many[string(s.nameText(&own[i]))] = struct{}{}
		}
		names.bits = ^uint64(0) // the map is always asked from now on
	}
	before := len(names.many)
	names.many[string(name.Text)] = struct{}{}
	return len(names.many) == before
}

func (s *Scanner) nameText(n *seenName) []byte {
	if n.escaped {
		return s.unescaped[n.from:n.to]
	}
	return s.text[n.from:n.to]
}

// unescapeName keeps a name that has escapes for as long as the text is read.
func (s *Scanner) unescapeName(raw []byte) seenName {
	from := len(s.unescaped)
	s.unescaped = appendUnescaped(s.unescaped, raw)
	return seenName{from: from, to: len(s.unescaped), escaped: true}
}
