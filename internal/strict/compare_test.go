package strict_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/strict"
)

const depth = 64

// small texts are changed byte by byte. Together they have all there is in
// JSON, and are as short as can be.
var small = []string{
	`{"a":1,"b":[true,false,null],"c":{"a":"x"}}`,
	"{\n\t\"a\" : [ 1 , 2 ] ,\r\n \"b\" : { } , \"c\" : [ ]\n}\n",
	`{"provider":"readid","providerSpecific":{"chipVerification":"SUCCEEDED"}}`,
	`{"\"\\\/\b\f\n\r\t":"\"\\\/\b\f\n\r\t"}`,
	`{"\u0061":"\u00e9\u20AC","a\ud83d\ude00":"\uD83D\uDE00\udbff\udfff"}`,
	`{"é":"€","\ud83d\ude00":"` + "\U0001f600\u0080\u07ff\u0800\uffff\U00010000\U0010ffff" + `"}`,
	`[0,-0,10,1.5,-1.25e10,1E+2,1e-2,0.0e0,123456789012345678901234567890]`,
	`{"":{"":{"":""}},"x":[[],[[]],{}]}`,
	`{"ab":1,"ba":2,"abc":3,"acb":4,"abcdefgh":5,"abcdefghi":6}`,
	`{"abcdefgh-1-abcdefgh":1,"abcdefgh-2-abcdefgh":2,"abcdefgh-1-abcdefgi":3}`,
	`"a text of more than sixteen bytes, on its own"`,
	`true`, `false`, `null`, `-12.5e+3`, ` [ "x" , { "y" : null } ] `,
	`{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}`,
	`{"long name that goes on":"12345678","x":"1234567","y":"123456789"}`,
	"{\"a\":\"\x7f \",\"!#[]^\":\"!#[]^\"}",
	`[{"a":1,"b":2},{"a":1,"b":2},"\u0000\u001f\uffff"]`,
}

// TestEveryByte changes each byte of each text to each other one.
func TestEveryByte(t *testing.T) {
	for _, text := range small {
		changed := []byte(text)
		for i := range changed {
			for c := range 256 {
				changed[i] = byte(c)
				compare(t, changed, depth)
			}
			changed[i] = text[i]
		}
	}
}

// TestEveryCut ends and begins each text everywhere, leaves out each byte, and
// writes each twice.
func TestEveryCut(t *testing.T) {
	for _, text := range small {
		for i := range len(text) + 1 {
			compare(t, []byte(text[:i]), depth)
			compare(t, []byte(text[i:]), depth)
			if i < len(text) {
				compare(t, []byte(text[:i]+text[i+1:]), depth)
				compare(t, []byte(text[:i+1]+text[i:]), depth)
			}
		}
	}
}

// TestEveryByteOfString puts each byte at each place of strings of all lengths
// for which eight bytes at a time could make a difference, at the end of the
// text and before it.
func TestEveryByteOfString(t *testing.T) {
	for length := range 20 {
		text := []byte(`"` + strings.Repeat("~", length) + `"`)
		for i := range length {
			for c := range 256 {
				text[1+i] = byte(c)
				compare(t, text, depth)
				compare(t, []byte(`[`+string(text)+`,0000000000000000]`), depth)
			}
			text[1+i] = '~'
		}
	}
}

// TestEveryPairOfBytes puts each pair of bytes in a string, since marking one
// of eight bytes can touch the next.
func TestEveryPairOfBytes(t *testing.T) {
	text := []byte(`["..------------"]`)
	for first := range 256 {
		for second := range 256 {
			text[2], text[3] = byte(first), byte(second)
			compare(t, text, depth)
		}
	}
}

// TestEveryEscape reads all 65,536 escapes, alone and as the second of a pair.
func TestEveryEscape(t *testing.T) {
	const digits = "0123456789abcdefABCDEF"
	for i := range 1 << 16 {
		four := []byte{digits[i>>12], digits[i>>8&15], digits[i>>4&15], digits[i&15]}
		compare(t, []byte(`"\u`+string(four)+`"`), depth)
		compare(t, []byte(`"\ud83d\u`+strings.ToUpper(string(four))+`"`), depth)
	}
}

// TestDocuments compares all documents of the project, and how each ends where
// it is cut.
func TestDocuments(t *testing.T) {
	for _, text := range documents(t) {
		compare(t, text, depth)
		for i := range min(len(text), 200) {
			compare(t, text[:i*len(text)/200], depth)
		}
	}
}

// documents are those of the project, the hostile ones as well.
func documents(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob("../../testdata/documents/*/*.json")
	if err != nil || len(files) < 250 {
		t.Fatalf("%d documents (%v)", len(files), err)
	}
	var all [][]byte
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	return all
}

// TestDepth nests as deep as may be, and once more.
func TestDepth(t *testing.T) {
	for _, most := range []int{0, 1, 2, depth, strict.MaxDepth} {
		for _, nested := range []int{most - 1, most, most + 1, most + 100} {
			if nested < 0 {
				continue
			}
			lists := strings.Repeat("[", nested)
			objects := strings.Repeat(`{"a":`, nested)
			for _, text := range []string{
				lists, lists + strings.Repeat("]", nested), lists + "1" + strings.Repeat("]", nested),
				objects, objects + "1" + strings.Repeat("}", nested),
			} {
				if nested > strict.MaxDepth { // jsontext calls it not JSON, at the same place
					if got := skipped([]byte(text), most); got.Kind != strict.TooDeep {
						t.Errorf("%d deep, %d are allowed: %v", nested, most, got)
					}
					continue
				}
				compare(t, []byte(text), most)
			}
		}
	}
}

// TestDepthIsOfWhatIsOpen: brackets that are closed again do not count.
func TestDepthIsOfWhatIsOpen(t *testing.T) {
	compare(t, []byte("["+strings.Repeat("[],{},[{}],", 1000)+"{}]"), 3)
}

// TestAnyText draws texts that are JSON or nearly so.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := []byte(drawValue(rt, 4))
		for range rapid.IntRange(0, 2).Draw(rt, "damages") {
			text = damage(rt, text)
		}
		compare(t, text, rapid.SampledFrom([]int{2, depth}).Draw(rt, "depth"))
		if t.Failed() {
			rt.FailNow()
		}
	})
}

// drawValue draws JSON in which names are short and few, so that they come
// twice now and then.
func drawValue(t *rapid.T, depth int) string {
	space := func() string {
		return rapid.SampledFrom([]string{"", "", "", "", " ", "\n", "\t \r\n"}).Draw(t, "space")
	}
	kinds := 6
	if depth == 0 {
		kinds = 4
	}
	var b strings.Builder
	b.WriteString(space())
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		b.WriteString(rapid.SampledFrom([]string{"true", "false", "null"}).Draw(t, "literal"))
	case 1:
		b.WriteString(rapid.StringMatching(`-?(0|[1-9][0-9]{0,4})(\.[0-9]{1,3})?([eE][-+]?[0-9]{1,3})?`).Draw(t, "number"))
	case 2, 3:
		b.WriteString(drawString(t, rapid.String()))
	case 4:
		entries := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return drawValue(t, depth-1) }), 0, 4).Draw(t, "entries")
		b.WriteString("[" + strings.Join(entries, ",") + space() + "]")
	case 5:
		members := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return space() + drawString(t, rapid.StringMatching(`[a-d]{0,2}|abcdefgh[ab]{0,10}`)) + space() + ":" + drawValue(t, depth-1)
		}), 0, 6).Draw(t, "members")
		b.WriteString("{" + strings.Join(members, ",") + space() + "}")
	}
	b.WriteString(space())
	return b.String()
}

// drawString draws a string of some characters, each written in one of the ways
// that there are.
func drawString(t *rapid.T, characters *rapid.Generator[string]) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range characters.Draw(t, "characters") {
		way := rapid.IntRange(0, 4).Draw(t, "way")
		switch {
		case c > 0xffff || way > 0 && c >= ' ' && c != '"' && c != '\\':
			b.WriteRune(c)
		default:
			hex := strconv.FormatInt(int64(c)+0x10000, 16)
			b.WriteString(`\u` + hex[1:])
		}
	}
	b.WriteByte('"')
	return b.String()
}

// damage changes, leaves out or puts in a byte, or ends the text.
func damage(t *rapid.T, text []byte) []byte {
	if len(text) == 0 {
		return text
	}
	text = bytes.Clone(text)
	i := rapid.IntRange(0, len(text)-1).Draw(t, "where")
	c := rapid.OneOf(rapid.SampledFrom([]byte(`{}[]:,"\u0-.e `+"\t\x1f\xff\xc3")), rapid.Byte()).Draw(t, "byte")
	switch rapid.IntRange(0, 3).Draw(t, "damage") {
	case 0:
		text[i] = c
		return text
	case 1:
		return append(text[:i], text[i+1:]...)
	case 2:
		return append(text[:i:i], append([]byte{c}, text[i:]...)...)
	}
	return text[:i]
}

// FuzzScanner compares any text.
func FuzzScanner(f *testing.F) {
	for _, text := range small {
		f.Add([]byte(text))
	}
	for _, text := range documents(f) {
		if len(text) < 8<<10 { // longer ones only slow it down
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) { compare(t, text, depth) })
}
