package strict_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/internal/strict"
)

// object writes an object with these names, each as it stands in JSON.
func object(names []string) []byte {
	return []byte(`{"` + strings.Join(names, `":0,"`) + `":0}`)
}

// families of names that differ in one way each.
var families = map[string]func(i int) string{
	"short":                   func(i int) string { return strconv.Itoa(i) },
	"alike at both ends":      func(i int) string { return fmt.Sprintf("abcdefgh%05dabcdefgh", i) },
	"of one letter":           func(i int) string { return strings.Repeat("a", i) },
	"every other escaped":     func(i int) string { return []string{"x", `\u0078`}[i%2] + strconv.Itoa(i) },
	"of more than one byte":   func(i int) string { return string(rune('à' + i)) },
	"with escapes in between": func(i int) string { return fmt.Sprintf(`abcdefgh\n%05d\tabcdefgh`, i) },
}

// TestNameTwice: a name that comes again is found whatever the number of names,
// and wherever the first one stands. Names are compared one by one up to 64.
func TestNameTwice(t *testing.T) {
	for family, name := range families {
		for _, n := range []int{1, 2, 3, 31, 62, 63, 64, 65, 66, 67, 130, 300} {
			var names []string
			for i := range n {
				names = append(names, name(i))
			}
			if fault := skipped(object(names), depth); fault != (strict.Fault{}) {
				t.Errorf("%d names %s: %v, and they all differ", n, family, fault)
			}
			for first := range n {
				text := object(append(slices.Clone(names), names[first]))
				want := strict.Fault{Kind: strict.NameTwice, Offset: strings.LastIndex(string(text), `"`+names[first]+`"`)}
				if fault := skipped(text, depth); fault != want {
					t.Errorf("%d names %s, the one at %d again: %v, want %v", n, family, first, fault, want)
				}
			}
		}
	}
}

// TestEqualHashes: names are told apart that have one Hash, and Hash has not
// changed so that these no longer do.
func TestEqualHashes(t *testing.T) {
	alike := families["alike at both ends"]
	if strict.Hash([]byte(alike(1))) != strict.Hash([]byte(alike(2))) {
		t.Error("they have different hashes, so that nothing here tries equal ones")
	}
	if strict.Hash([]byte("a")) == strict.Hash([]byte("b")) {
		t.Error("a and b have one hash, as if all had")
	}
}

// TestHash: the Hash of a name is that of its text, whatever it is written like.
func TestHash(t *testing.T) {
	for _, c := range []struct{ written, text string }{
		{``, ``}, {`a`, `a`}, {`\u0061`, `a`}, {`abc`, `abc`}, {`abcd`, `abcd`}, {`abcdefg`, `abcdefg`}, {`abcdefgh`, `abcdefgh`},
		{`abcdefgh\u0069`, `abcdefghi`}, {`\ud83d\ude00`, "\U0001f600"}, {`a\/b`, `a/b`},
	} {
		var s strict.Scanner
		s.Reset([]byte(`{"`+c.written+`":0}`), depth)
		s.Start()
		names, _, _ := s.Object()
		name, ok := s.Name(&names)
		if !ok || string(name.Text) != c.text || name.Hash != strict.Hash([]byte(c.text)) {
			t.Errorf("%s is read as %q, with the hash %x, want %q and %x", c.written, name.Text, name.Hash, c.text, strict.Hash([]byte(c.text)))
		}
	}
}

// TestNamesOfOtherObjects: a name counts in its own object alone, be that around
// the other, within it, before it, or one with many names.
func TestNamesOfOtherObjects(t *testing.T) {
	var names []string
	for i := range 100 {
		names = append(names, strconv.Itoa(i))
	}
	many, few := string(object(names)), string(object(names[:60]))
	for _, c := range []struct {
		text, why string
		twice     bool
	}{
		{`{"a":{"a":1},"b":{"a":{"a":1}}}`, "within", false},
		{`[{"a":1},{"a":1}]`, "beside", false},
		{`{"a":{"b":1},"a":1}`, "again, after an object", true},
		{`{"x":{"\u0061":1},"\u0061":1,"a":2}`, "again, after an escaped one in another object", true},
		{`{"0":` + many + `,"1":` + many + `}`, "two objects with many names", false},
		{`{"0":` + many + `,"1":` + many + `,"0":1}`, "again, after objects with many names", true},
		{many[:len(many)-1] + `,"x":{"0":1}}`, "within one with many names", false},
		{`{` + few[1:len(few)-1] + `,"x":` + many + `,"99":1}`, "in an object that is closed, beside names with every bit", false},
		{many[:len(many)-1] + `,"x":` + many + `,"99":1}`, "again, in one with many names after another such", true},
	} {
		if fault := skipped([]byte(c.text), depth); (fault.Kind == strict.NameTwice) != c.twice || fault.Kind != 0 && !c.twice {
			t.Errorf("%s: %v, twice: %v", c.why, fault, c.twice)
		}
		compare(t, []byte(c.text), depth)
	}
}

// TestHundredThousandNames: objects that are made to take long are read like
// others. Comparing these names one by one would take minutes.
func TestHundredThousandNames(t *testing.T) {
	var names []string
	for i := range 100_000 {
		names = append(names, families["alike at both ends"](i))
	}
	if fault := skipped(object(names), depth); fault != (strict.Fault{}) {
		t.Errorf("%v, and all differ", fault)
	}
	if fault := skipped(object(append(names, names[77_777])), depth); fault.Kind != strict.NameTwice {
		t.Errorf("%v, and one comes again", fault)
	}
}
