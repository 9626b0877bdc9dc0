package rulebook

import (
	"testing"

	"pgregory.net/rapid"
)

// TestVocabulary: words are found as they are in the plain list, those of any
// length, and those that differ in one byte.
func TestVocabulary(t *testing.T) {
	word := rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOfN(rapid.SampledFrom([]byte("ab\x00")), 0, 20).Draw(t, "letters"))
	})
	rapid.Check(t, func(t *rapid.T) {
		s := &Signal{Kind: Words, Other: uint8(rapid.SampledFrom([]int{0, 3}).Draw(t, "other"))}
		for _, raw := range rapid.SliceOfNDistinct(word, 1, 8, func(w string) string { return w }).Draw(t, "words") {
			if raw != "" {
				s.Words = append(s.Words, Word{raw, uint8(rapid.IntRange(1, 3).Draw(t, "class"))})
			}
		}
		v := NewVocabulary(s)
		asked := rapid.SliceOf(word).Draw(t, "asked")
		for _, w := range s.Words {
			b := []byte(w.Raw)
			b[rapid.IntRange(0, len(b)-1).Draw(t, "changed")] ^= 1
			asked = append(asked, w.Raw, string(b), w.Raw+"a", w.Raw[1:])
		}
		for _, w := range asked {
			want, ok := WordClass(s, w)
			for form, got := range map[string]uint8{"text": class(WordIn(&v, w)), "bytes": class(WordIn(&v, []byte(w)))} {
				if got != want || (got != 0) != ok {
					t.Fatalf("the %s %q has class %d, want %d (%v)", form, w, got, want, ok)
				}
			}
		}
	})
}

func class(class uint8, _ bool) uint8 { return class }

// TestVocabularyOfBooleans: true and false are words of a boolean, whichever is
// better, and nothing else is.
func TestVocabularyOfBooleans(t *testing.T) {
	for _, values := range [][]string{{"true", "false"}, {"false", "true"}} {
		s := &Signal{Kind: Boolean, Values: values}
		v := NewVocabulary(s)
		for _, w := range []string{"true", "false", "True", "", "truefalse", "fals"} {
			want, _ := s.BoolWord(w)
			if got := class(WordIn(&v, w)); got != want {
				t.Errorf("%v: %q has class %d, want %d", values, w, got, want)
			}
		}
	}
	number := NewVocabulary(&Signal{Kind: Integer, Values: []string{"1", "0"}})
	if class, listed := WordIn(&number, "1"); class != 0 || listed {
		t.Errorf("a number has words: class %d", class)
	}
}
