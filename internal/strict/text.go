package strict

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// Strings: RFC 8259, section 7, and section 8 for what has to be Unicode.

// ending is how a string or a number ends.
type ending uint8

const (
	plain   ending = iota // as it stands, it is the text
	escaped               // it has escapes
	cut                   // the text ends before it does
	broken                // something in it may not be there
)

// stringEnd finds the quotation mark that ends a string, which begins after the
// other at from; where it is at fault, the place of that. Most strings are plain
// ASCII, and found eight bytes at a time.
func stringEnd(text []byte, from int) (int, ending) {
	rest := text[from:]
	for len(rest) >= 8 {
		eight := binary.LittleEndian.Uint64(rest)
		if found := special(eight); found != 0 {
			bit := bits.TrailingZeros64(found) - 7
			at := len(text) - len(rest) + bit/8
			if byte(eight>>bit) == '"' {
				return at, plain
			}
			return longStringEnd(text, at)
		}
		rest = rest[8:]
	}
	return longStringEnd(text, len(text)-len(rest))
}

// longStringEnd finds the end of any string, going on at a place within it.
func longStringEnd(text []byte, at int) (int, ending) {
	how := plain
	for at < len(text) {
		switch c := text[at]; {
		case c == '"':
			return at, how
		case c == '\\':
			_, n, ended := unescape(text[at:])
			if ended != plain {
				return at, ended
			}
			how = escaped
			at += n
		case c < ' ':
			return at, broken
		case c < utf8.RuneSelf:
			at++
		default:
			r, n := utf8.DecodeRune(text[at:])
			if r == utf8.RuneError && n == 1 {
				if !utf8.FullRune(text[at:]) {
					return at, cut
				}
				return at, broken
			}
			at += n
		}
	}
	return at, cut
}

// special marks those of eight bytes that may not stand in a string as they are,
// end it, or are not ASCII: the highest bit of the lowest one is set, and no bit
// below that. Which bits above are set means nothing.
func special(eight uint64) uint64 {
	const each = 0x0101_0101_0101_0101
	// A difference below zero sets the highest bit of its byte. Changing one bit
	// makes the quotation mark 0x20, next to the control characters, which change
	// places among themselves; the bytes that follow are 0x21 and more. What is
	// not ASCII keeps its highest bit in one of the two. What is borrowed reaches
	// only bytes above one that is marked.
	quote := (eight ^ 0x02*each) - 0x21*each
	backslash := (eight ^ '\\'*each) - each
	return (quote | backslash) & (0x80 * each)
}

// unescape reads the escape at the start of text, which stands for a character
// outside of Unicode's surrogates, and gives its length. Half of a pair is
// broken.
func unescape(text []byte) (char rune, n int, how ending) {
	if len(text) < 2 {
		return 0, 0, cut
	}
	if text[1] != 'u' {
		char := escapes[text[1]]
		if char == 0 {
			return 0, 0, broken
		}
		return rune(char), 2, plain
	}
	first, how := hex(text)
	if how != plain || !utf16.IsSurrogate(first) {
		return first, 6, how
	}
	second, how := hex(text[6:])
	if how == cut && !lowHalf(text[6:]) {
		return 0, 0, broken
	}
	char = utf16.DecodeRune(first, second)
	if how == plain && char == utf8.RuneError {
		how = broken
	}
	return char, 12, how
}

// escapes are the characters that one letter stands for.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// hex reads a \u and four hexadecimal digits.
func hex(text []byte) (rune, ending) {
	var char rune
	for i := range 6 {
		switch {
		case i == len(text):
			return 0, cut
		case i < 2 && text[i] != `\u`[i]:
			return 0, broken
		case i >= 2:
			digit := digits[text[i]]
			if digit == 0 {
				return 0, broken
			}
			char = char<<4 | rune(digit-1)
		}
	}
	return char, plain
}

// digits are the values of hexadecimal digits, and 1 more.
var digits = func() (of [256]uint8) {
	for value := range uint8(10) {
		of['0'+value] = value + 1
	}
	for value := range uint8(6) {
		of['a'+value], of['A'+value] = value+11, value+11
	}
	return of
}()

// lowHalf tells whether a text that ends too early can go on as the second half
// of a surrogate pair, which is one of \uDC00 to \uDFFF.
func lowHalf(text []byte) bool {
	return (len(text) < 3 || text[2]|0x20 == 'd') && (len(text) < 4 || text[3]|0x20 >= 'c')
}

// appendUnescaped appends the text of a string that is sound.
func appendUnescaped(to, raw []byte) []byte {
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			to = append(to, raw[i])
			i++
			continue
		}
		char, n, _ := unescape(raw[i:])
		to = utf8.AppendRune(to, char)
		i += n
	}
	return to
}
