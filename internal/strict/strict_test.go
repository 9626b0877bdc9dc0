package strict_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/strict"
)

// TestFaults: what is refused, as RFC 8259 has it, without asking jsontext.
func TestFaults(t *testing.T) {
	sound := strict.Fault{}
	at := func(kind strict.FaultKind, offset int) strict.Fault { return strict.Fault{Kind: kind, Offset: offset} }
	for _, c := range []struct {
		text string
		want strict.Fault
		why  string
	}{
		{` {} `, sound, "section 2: white space may stand around a value"},
		{"\v{}", at(strict.NotJSON, 0), "section 2: a vertical tab is no white space"},
		{"[1\u00a0]", at(strict.NotJSON, 2), "section 2: nor is a no-break space"},
		{"\x00", at(strict.NotJSON, 0), "section 2: a zero byte is not the end"},
		{``, at(strict.EndsEarly, 0), "section 2: a text is a value"},
		{`1 2`, at(follows, 1), "section 2: and only one"},
		{`nul`, at(strict.EndsEarly, 3), "section 3: it could become null"},
		{`nil`, at(strict.NotJSON, 1), "section 3: it could not"},
		{`True`, at(strict.NotJSON, 0), "section 3: literals are lowercase"},
		{`nullx`, at(follows, 4), "section 3: null is over before the x"},
		{`{"a" 1}`, at(strict.NotJSON, 5), "section 4: a colon comes after a name"},
		{`{"a":}`, at(strict.NotJSON, 5), "section 4: and after that a value"},
		{`{"a":1,}`, at(strict.NotJSON, 6), "section 4: after a comma comes a member, so the comma is wrong"},
		{`{,}`, at(strict.NotJSON, 1), "section 4: a comma stands between members"},
		{`{"a":1 "b":2}`, at(strict.NotJSON, 7), "section 4: and has to"},
		{`{a:1}`, at(strict.NotJSON, 1), "section 4: a name is a string"},
		{`{1:2}`, at(strict.NotJSON, 1), "section 4: not a number"},
		{`{01:2}`, at(strict.NotJSON, 1), "section 4: the number 0 is where the name should be"},
		{`{-:2}`, at(strict.NotJSON, 2), "section 4: that number is no number first"},
		{`{{"a":`, at(strict.NotJSON, 1), "section 4: not an object, whatever stands in it"},
		{`{[`, at(strict.NotJSON, 1), "section 4: nor a list"},
		{`{"a":1]`, at(strict.NotJSON, 6), "section 4: the brackets do not match"},
		{`{"a":1,"b":2,"a":1}`, at(strict.NameTwice, 13), "section 4: names should be unique, and here have to be"},
		{`{"a":1,"\u0061":1}`, at(strict.NameTwice, 7), "section 8.3: compared without escapes"},
		{"{\"a\":1,\"A\":1,\"\u00e1\":1,\"a\u0301\":1}", sound, "section 8.3: and byte by byte, not by case or normal form"},
		{`[1,]`, at(strict.NotJSON, 2), "section 5: after a comma comes an entry"},
		{`[1,,2]`, at(strict.NotJSON, 3), "section 5: which a comma is not"},
		{`[1}`, at(strict.NotJSON, 2), "section 5: the brackets do not match"},
		{`[`, at(strict.EndsEarly, 1), "section 5: a list is closed"},
		{`-0.0e-00`, sound, "section 6: zero in its longest form"},
		{`[01]`, at(strict.NotJSON, 2), "section 6: no leading zeros"},
		{`+1`, at(strict.NotJSON, 0), "section 6: no plus"},
		{`.5`, at(strict.NotJSON, 0), "section 6: a digit stands before the point"},
		{`[5.]`, at(strict.NotJSON, 3), "section 6: and after it"},
		{`[1e]`, at(strict.NotJSON, 3), "section 6: and in an exponent"},
		{`[1,-`, at(strict.EndsEarly, 3), "section 6: a number cut short is told where it begins"},
		{`NaN`, at(strict.NotJSON, 0), "section 6: what has no digits is no number"},
		{"\"a\tb\"", at(strict.NotJSON, 2), "section 7: control characters are escaped"},
		{"\"a\x7fb\"", sound, "section 7: delete is none"},
		{`'a'`, at(strict.NotJSON, 0), "section 7: quotation marks are double"},
		{`"\a"`, at(strict.NotJSON, 1), "section 7: no such escape"},
		{`"\u00G0"`, at(strict.NotJSON, 1), "section 7: G is no digit"},
		{`"\U0041"`, at(strict.NotJSON, 1), "section 7: the u is small"},
		{`"\ud83d\ude00"`, sound, "section 7: two escapes are one character outside of the BMP"},
		{`"\ud83d"`, at(strict.NotJSON, 1), "section 8.2: half a pair is no character"},
		{`"\ude00\ud83d"`, at(strict.NotJSON, 1), "section 8.2: nor are the halves in the wrong order"},
		{`"\ud83dx"`, at(strict.NotJSON, 1), "section 8.2: nor one with a letter after it"},
		{`"\ud83d\u`, at(strict.EndsEarly, 1), "section 8.2: the other half could follow"},
		{`"\ud83d\u0`, at(strict.NotJSON, 1), "section 8.2: it no longer can"},
		{`"\ud83d\udB`, at(strict.NotJSON, 1), "section 8.2: second halves are from DC00"},
		{`"\ud83d\uDc`, at(strict.EndsEarly, 1), "section 8.2: as this can become one"},
		{`"\ud83d\uc`, at(strict.NotJSON, 1), "section 8.2: and this cannot"},
		{`"a\`, at(strict.EndsEarly, 2), "section 7: an escape cut short is told where it begins"},
		{"\"\xff\"", at(strict.NotJSON, 1), "section 8.1: no byte of UTF-8"},
		{"\"\xc0\x80\"", at(strict.NotJSON, 1), "section 8.1: too long a form of zero"},
		{"\"\xed\xa0\x80\"", at(strict.NotJSON, 1), "section 8.1: half a pair in three bytes"},
		{"\"\xf4\x90\x80\x80\"", at(strict.NotJSON, 1), "section 8.1: beyond Unicode"},
		{"\"a\xe2\x82", at(strict.EndsEarly, 2), "section 8.1: a character cut short is told where it begins"},
		{"\ufeff{}", at(strict.NotJSON, 0), "section 8.1: no byte order mark"},
		{"[[[]]]", at(strict.TooDeep, 2), "section 9: nesting has a limit, here 2"},
		{`[{"a":{`, at(strict.TooDeep, 6), "section 9: for objects as for lists"},
		{`[[],[],{}]`, sound, "section 9: what is closed does not nest"},
	} {
		depth := 64
		if strings.HasPrefix(c.why, "section 9") {
			depth = 2
		}
		if _, got := ours([]byte(c.text), depth); got != c.want {
			t.Errorf("%s: %v, want %v: %s", c.text, got, c.want, c.why)
		}
		if got := skipped([]byte(c.text), depth); got != c.want {
			t.Errorf("%s, skipped: %v, want %v: %s", c.text, got, c.want, c.why)
		}
	}
}

// TestScalar: what a caller is given of strings and of the others, and where
// that stands.
func TestScalar(t *testing.T) {
	for _, c := range []struct {
		text string
		want strict.Scalar
		why  string
	}{
		{` "abc"`, strict.Scalar{Kind: strict.Text, Text: []byte("abc"), From: 2}, "a text begins after its quotation mark"},
		{`""`, strict.Scalar{Kind: strict.Text, Text: []byte{}, From: 1}, "an empty one too"},
		{`"a\n"`, strict.Scalar{Kind: strict.Text, Text: []byte("a\n"), From: -1}, "what had escapes stands nowhere"},
		{`"é"`, strict.Scalar{Kind: strict.Text, Text: []byte("é"), From: 1}, "what is not ASCII does"},
		{`-1.50e+2`, strict.Scalar{Kind: strict.Number, Text: []byte("-1.50e+2"), From: 0}, "a number as it is written"},
		{` true`, strict.Scalar{Kind: strict.True, Text: []byte("true"), From: 1}, "a literal as it stands"},
		{`false`, strict.Scalar{Kind: strict.False, Text: []byte("false"), From: 0}, "a literal as it stands"},
		{`null`, strict.Scalar{Kind: strict.Null, Text: []byte("null"), From: 0}, "a literal as it stands"},
	} {
		var s strict.Scanner
		s.Reset([]byte(c.text), 1)
		s.Start()
		got, ok := s.Scalar()
		if diff := cmp.Diff(c.want, got); diff != "" || !ok || !s.AtEnd() {
			t.Errorf("%s, %v: %s (-want +got):\n%s", c.text, ok, c.why, diff)
		}
	}
}

// TestUsedAgain: whatever a Scanner has read before, and wherever it stopped,
// it reads the next text as a new one does.
func TestUsedAgain(t *testing.T) {
	var s strict.Scanner
	for _, forget := range []bool{false, true} {
		for _, before := range small {
			for cut := range len(before) + 1 {
				s.Reset([]byte(before[:cut]), depth)
				s.Start()
				s.Skip()
				if forget {
					s.Forget()
				}
				s.Reset([]byte(`{"a":{"\u0061":1},"\u0062":2}`), 2)
				s.Start()
				if !s.Skip() || !s.AtEnd() || s.Fault() != (strict.Fault{}) {
					t.Fatalf("after %s: %v", before[:cut], s.Fault())
				}
			}
		}
	}
}
