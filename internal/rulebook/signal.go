package rulebook

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is what a signal's declared values are.
type Kind uint8

const (
	Words    Kind = iota // JSON strings out of a list
	Boolean              // true or false, also as strings
	Integer              // whole numbers of a range
	Presence             // there or not; nothing else is read
)

// Shape is the JSON type that a presence has to have.
type Shape uint8

const (
	AnyShape Shape = iota
	ObjectShape
	ListShape
	StringShape
)

var shapeNames = map[string]Shape{"any": AnyShape, "object": ObjectShape, "list": ListShape, "string": StringShape}

// Need says when a signal has to be there.
type Need struct {
	Always  bool
	Entries bool   // a set may be empty, but its entries need their values
	When    *Cond  // needed where this holds
	Text    string // as the table writes it, or empty
}

// Holds tells whether the signal, or the values of its entries, are needed for
// a vector.
func (n Need) Holds(vector []uint8) bool {
	return n.Always || n.Entries || n.When != nil && n.When.Eval(vector)
}

// Word is one word a provider may send and the class it means.
type Word struct {
	Raw   string
	Class uint8
}

// Limits on signals. Classes of a scalar fit a Classes, the mask of a set a
// byte.
const (
	MaxSignals   = 64 // of a table, members of groups counted singly
	MaxValues    = 62 // of a signal
	MaxSetValues = 5  // of a set
	MaxContext   = 4  // context signals of a table
)

// Signal is one thing a table asks about. A member of a group is a signal of
// its own.
type Signal struct {
	Name    string
	Meaning string
	Kind    Kind
	Set     bool     // an open family of entries instead of one value
	Path    Path     // empty: only a caller can supply it
	Also    Path     // another name of the same member, or empty
	Values  []string // best first; the class of Values[i] is i+1
	Words   []Word   // what a document may carry; empty but for Kind Words
	Other   uint8    // the class of any other word, 0 when words are closed
	First   int      // Integer: the number of class 1, the best
	Last    int      // Integer: the number of the last class
	Shape   Shape    // Presence
	Code    *CodeIn  // the word is a code inside a text
	Ordered bool     // Values really run from better to worse
	Need    Need
	Context bool   // known from the start, possibly supplied by the caller
	Loss    string // the reading that accepts what its disappearance can do
	Aside   bool   // only remarks ask about it, and nothing that it carries refuses a document
	Better  *Ref   // present where an entry on its path is better than another signal
	Basis   []string
	Group   string  // the group it is a member of, or empty
	Places  []Place // in a kind of document: where it stands, instead of Path and Also
	At      Pos
}

// Ref is another signal of a table.
type Ref struct {
	*Signal
	Index int
}

// CodeIn says that a signal is an element whose word is a code inside the text
// of one of its members.
type CodeIn struct {
	Member string
	Reader string
}

// Arity is the number of classes of the signal, absent included; for a set
// the number of masks.
func (s *Signal) Arity() int {
	if s.Set {
		return 1 << (len(s.Values) + 1)
	}
	return len(s.Values) + 1
}

// WordClass gives the class of a word, or false when it is not declared. The
// empty string never is.
func WordClass[T string | []byte](s *Signal, word T) (uint8, bool) {
	if len(word) == 0 {
		return 0, false
	}
	for i := range s.Words {
		if s.Words[i].Raw == string(word) {
			return s.Words[i].Class, true
		}
	}
	return s.Other, s.Other != 0
}

// BoolClass gives the class of a boolean.
func (s *Signal) BoolClass(b bool) uint8 {
	if (s.Values[0] == "true") == b {
		return 1
	}
	return 2
}

// BoolWord gives the class of true or false as a word.
func (s *Signal) BoolWord(word string) (uint8, bool) {
	if word != "true" && word != "false" {
		return 0, false
	}
	return s.BoolClass(word == "true"), true
}

// IntClass gives the class of a number, or false when it is out of range.
func (s *Signal) IntClass(n int) (uint8, bool) {
	if n < min(s.First, s.Last) || n > max(s.First, s.Last) {
		return 0, false
	}
	if s.First > s.Last {
		return uint8(s.First-n) + 1, true
	}
	return uint8(n-s.First) + 1, true
}

// CodeClass gives the class of the code in text. A text without a code is any
// other word.
func CodeClass[T string | []byte](s *Signal, text T) (uint8, bool) {
	if code := errorCode(text); len(code) > 0 {
		return WordClass(s, code)
	}
	return s.Other, s.Other != 0
}

// Allowed lists for people what may stand where the signal is read.
func (s *Signal) Allowed() []string {
	switch s.Kind {
	case Boolean:
		return []string{"true", "false"}
	case Integer:
		return []string{fmt.Sprintf("%d..%d", min(s.First, s.Last), max(s.First, s.Last))}
	case Presence:
		return []string{[...]string{"any value", "an object", "a list", "a string"}[s.Shape]}
	}
	var words []string
	for _, w := range s.Words {
		words = append(words, w.Raw)
	}
	if s.Other != 0 {
		return []string{"any word that is not empty"}
	}
	return words
}

// Lacks tells whether the signal would be missing with this class where it is
// needed: absent, for a set empty or with an entry without its value.
func (s *Signal) Lacks(class uint8) bool {
	switch {
	case !s.Set:
		return class == 0
	case s.Need.Entries:
		return class&1 == 1
	default:
		return class == 0 || class&1 == 1
	}
}

// Notable are the classes that a reason names entries for: all but absent and,
// where values run from better to worse, the best.
func (s *Signal) Notable() Classes {
	if s.Ordered {
		return everyClass(s) &^ 0b11
	}
	return everyClass(s) &^ 0b01
}

// Describe is a class for people; for a set, the kinds of entries in a mask.
func (s *Signal) Describe(class uint8) string {
	if !s.Set {
		return s.ClassName(class)
	}
	var kinds []string
	for entry := range uint8(len(s.Values) + 1) {
		if Classes(class).Has(entry) {
			kinds = append(kinds, s.ClassName(entry))
		}
	}
	if len(kinds) == 0 {
		return "empty"
	}
	return "[" + strings.Join(kinds, ", ") + "]"
}

// ClassName is the declared value of a class, for a set of an entry's class.
func (s *Signal) ClassName(class uint8) string {
	switch {
	case class > 0:
		return s.Values[class-1]
	case s.Set:
		return "without value"
	default:
		return "absent"
	}
}

// Path is where a signal stands in a document: the names of members from the
// top. In a set one step is Members or Entries.
type Path []string

// The steps of a Path that stand for a whole family.
const (
	Members = "*"  // every member of an object
	Entries = "[]" // every entry of a list
)

// parsePath reads /a/b/*/c. Member names that are steps themselves, or hold a
// slash, cannot be written.
func parsePath(text string) (Path, bool) {
	if !strings.HasPrefix(text, "/") {
		return nil, false
	}
	steps := strings.Split(text[1:], "/")
	for _, step := range steps {
		if step == "" || strings.ContainsAny(step, "~ \t\n") {
			return nil, false
		}
	}
	return steps, true
}

// Begins tells whether the path leads through a place, or to it.
func (p Path) Begins(place Path) bool {
	return len(p) >= len(place) && slices.Equal(p[:len(place)], place)
}

// IsBelow tells whether the signal stands at a place or below it.
func (s *Signal) IsBelow(place Path) bool {
	return s.Path.Begins(place) || s.Also.Begins(place) ||
		slices.ContainsFunc(s.Places, func(p Place) bool { return p.Signal.Path.Begins(place) })
}

func (p Path) String() string {
	if len(p) == 0 {
		return ""
	}
	return "/" + strings.Join(p, "/")
}

// IsList tells whether the step for many stands for the entries of a list.
func (p Path) IsList() bool {
	i := p.family()
	return i >= 0 && p[i] == Entries
}

// family is the index of the Members or Entries step, or -1.
func (p Path) family() int {
	for i, step := range p {
		if step == Members || step == Entries {
			return i
		}
	}
	return -1
}

// many is the number of Members and Entries steps.
func (p Path) many() int {
	n := 0
	for _, step := range p {
		if step == Members || step == Entries {
			n++
		}
	}
	return n
}
