package changes

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"math/bits"
	"strings"
)

// An entry is written so that entries sort as their bytes do: by processId, then
// those without updatedAt first, then by updatedAt, then by place. No entry is
// the beginning of another.
//
//	processId  16 bytes of a UUID, or the text and its end
//	updatedAt  a number, or undated
//	file, number, line, offset, status, provider: numbers

// maxEntry is the length of the longest entry: a text of nothing but NULs, and
// seven numbers.
const maxEntry = 2*MaxID + 2 + 7*9

// kind is how a processId is written.
type kind int

const (
	uuids kind = iota // canonical UUIDs: 36 characters, lower case
	texts             // any other text
	kinds = 2
)

// appendEntry writes an entry.
func appendEntry(b []byte, e *Entry) ([]byte, kind) {
	b, k := appendID(b, e.ProcessID)
	if e.Dated {
		b = appendNumber(b, e.UpdatedAt)
	} else {
		b = append(b, undated)
	}
	b = appendNumber(b, int64(e.File))
	b = appendNumber(b, e.Number)
	b = appendNumber(b, e.Line)
	b = appendNumber(b, e.Offset)
	b = appendNumber(b, int64(e.Status))
	return appendNumber(b, int64(e.Provider)), k
}

// readRecord reads what stands behind updatedAt.
func readRecord(b []byte) Record {
	var numbers [6]int64
	for i := range numbers {
		numbers[i], b = readNumber(b)
	}
	return Record{
		File: int(numbers[0]), Number: numbers[1], Line: numbers[2], Offset: numbers[3],
		Status: uint8(numbers[4]), Provider: uint32(numbers[5]),
	}
}

// undated stands in the place of updatedAt. It is less than the first byte of
// every number.
const undated = 0

// appendNumber writes a number so that numbers sort as their bytes do: how many
// bytes follow, as 0x80 and more, and these. For a negative one each bit of its
// complement is turned over.
func appendNumber(b []byte, v int64) []byte {
	size := (bits.Len64(uint64(v^v>>63)) + 7) / 8
	first := byte(0x80 + size)
	if v < 0 {
		first = byte(0x7f - size)
	}
	b = append(b, first)
	b = binary.BigEndian.AppendUint64(b, uint64(v)<<(64-8*size))
	return b[:len(b)-8+size]
}

// numberSize gives the number of bytes behind the first one, and whether the
// number is negative.
func numberSize(first byte) (size int, negative bool) {
	if first < 0x80 {
		return 0x7f - int(first), true
	}
	return int(first) - 0x80, false
}

func readNumber(b []byte) (v int64, rest []byte) {
	size, negative := numberSize(b[0])
	if negative {
		v = -1
	}
	for _, digit := range b[1 : 1+size] {
		v = v<<8 | int64(digit)
	}
	return v, b[1+size:]
}

// A text ends with NUL and 1. A NUL in it is written as NUL and 0xff, so that a
// text still sorts behind those it begins with.
const (
	textEnd = "\x00\x01"
	textNUL = "\x00\xff"
)

func appendID(b []byte, id string) ([]byte, kind) {
	if uuid, ok := parseUUID(id); ok {
		return append(b, uuid[:]...), uuids
	}
	if strings.IndexByte(id, 0) >= 0 {
		id = strings.ReplaceAll(id, "\x00", textNUL)
	}
	b = append(b, id...)
	return append(b, textEnd...), texts
}

// split gives the processId of an entry, and what follows it.
func (k kind) split(entry []byte) (id, rest []byte) {
	end := 16
	if k == texts {
		end = bytes.Index(entry, []byte(textEnd)) + len(textEnd)
	}
	return entry[:end], entry[end:]
}

// text appends a processId as it was given.
func (k kind) text(b, id []byte) []byte {
	if k == texts {
		text := bytes.TrimSuffix(id, []byte(textEnd))
		return append(b, bytes.ReplaceAll(text, []byte(textNUL), []byte{0})...)
	}
	for i, part := range [][]byte{id[:4], id[4:6], id[6:8], id[8:10], id[10:]} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, part)
	}
	return b
}

// cutUpdatedAt gives what follows updatedAt, and whether there is one.
func cutUpdatedAt(b []byte) (rest []byte, dated bool) {
	if b[0] == undated {
		return b[1:], false
	}
	size, _ := numberSize(b[0])
	return b[1+size:], true
}

// uuidPairs are where the pairs of digits of a UUID stand.
var uuidPairs = [16]int{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34}

// digitValues are the values of lower-case hexadecimal digits; 0xff elsewhere.
var digitValues = func() (values [256]byte) {
	for c := range values {
		values[c] = 0xff
	}
	for v, c := range "0123456789abcdef" {
		values[c] = byte(v)
	}
	return values
}()

// parseUUID reads the canonical form, and no other.
func parseUUID(id string) (uuid [16]byte, ok bool) {
	if len(id) != 36 || id[8] != '-' || id[13] != '-' || id[18] != '-' || id[23] != '-' {
		return uuid, false
	}
	var wrong byte
	for i, at := range uuidPairs {
		high, low := digitValues[id[at]], digitValues[id[at+1]]
		wrong |= high | low
		uuid[i] = high<<4 | low
	}
	return uuid, wrong < 0x10
}
