package rulebook

// Vocabulary is the words of a signal, laid out so that they are found fast:
// WordIn says what WordClass and BoolWord say.
type Vocabulary struct {
	words []packedWord
	other uint8
}

// packedWord is a word with its length and its first and last bytes, which are
// all there is of most words.
type packedWord struct {
	head, tail uint64
	raw        string
	class      uint8
}

// NewVocabulary lays out the words of a signal. One of numbers, or of mere
// presence, has none.
func NewVocabulary(s *Signal) Vocabulary {
	v := Vocabulary{other: s.Other}
	words := s.Words
	if s.Kind == Boolean && words == nil {
		words = []Word{{"true", s.BoolClass(true)}, {"false", s.BoolClass(false)}}
	}
	for _, w := range words {
		p := packedWord{raw: w.Raw, class: w.Class}
		if n := len(w.Raw); n >= 8 {
			p.head, p.tail = first8(w.Raw[:8]), first8(w.Raw[n-8:])
		} else {
			p.head = upTo7(w.Raw)
		}
		v.words = append(v.words, p)
	}
	return v
}

// packedWhole is the length up to which a word is determined by its length, its
// head and its tail.
const packedWhole = 16

// WordIn gives the class of a word, 0 where it is not declared. The empty text
// never is. listed tells whether the table lists the word.
func WordIn[T string | []byte](v *Vocabulary, word T) (class uint8, listed bool) {
	n := len(word)
	if n == 0 {
		return 0, false
	}
	var head, tail uint64
	if n >= 8 {
		head, tail = first8(word[:8]), first8(word[n-8:])
	} else {
		head = upTo7(word)
	}
	for i := range v.words {
		w := &v.words[i]
		if w.head == head && w.tail == tail && len(w.raw) == n && (n <= packedWhole || w.raw == string(word)) {
			return w.class, true
		}
	}
	return v.other, false
}

// first8 is the first eight bytes of a text as a number. One load does it.
func first8[T string | []byte](b T) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// upTo7 is a text of one to seven bytes as a number; with the length, it is the
// text.
func upTo7[T string | []byte](b T) uint64 {
	n := len(b)
	if n < 4 {
		return uint64(b[0]) | uint64(b[n/2])<<8 | uint64(b[n-1])<<16
	}
	t := b[n-4:]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(t[0])<<32 | uint64(t[1])<<40 | uint64(t[2])<<48 | uint64(t[3])<<56
}
