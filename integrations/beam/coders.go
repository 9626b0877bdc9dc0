package beamaudit

import (
	"encoding/binary"
	"errors"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/audit"
)

func init() {
	beam.RegisterCoder(recordType, encodeRecord, decodeRecord)
	beam.RegisterCoder(reflect.TypeFor[audit.Seen](), encodeSeen, decodeSeen)
	beam.RegisterCoder(reflect.TypeFor[audit.Part](), encodePart, decodePart)
}

func encodePart(p audit.Part) ([]byte, error) { return p.MarshalBinary() }

func decodePart(text []byte) (p audit.Part, err error) {
	err = p.UnmarshalBinary(text)
	return p, err
}

// A record is its place, what is stray, and its text.
func encodeRecord(r audit.Record) []byte {
	b := make([]byte, 0, len(r.Text)+len(r.File)+len(r.Stray)+4*binary.MaxVarintLen64)
	b = appendPlace(b, r.Place)
	b = appendText(b, r.Stray)
	return append(b, r.Text...)
}

func decodeRecord(text []byte) (audit.Record, error) {
	in := fields{rest: text}
	r := audit.Record{Place: in.place(), Stray: in.text()}
	r.Text = in.rest
	return r, in.err
}

// What is seen of a process is its place, the provider, the status, and the time.
func encodeSeen(s audit.Seen) []byte {
	b := appendText(appendPlace(nil, s.Place), s.Provider)
	b = append(b, byte(s.Status))
	if s.Dated {
		b = binary.AppendVarint(b, s.UpdatedAt)
	}
	return b
}

func decodeSeen(text []byte) (audit.Seen, error) {
	in := fields{rest: text}
	s := audit.Seen{Place: in.place(), Provider: in.text(), Status: verdict.Status(in.byte())}
	if s.Dated = len(in.rest) > 0; s.Dated {
		s.UpdatedAt = in.number()
	}
	if len(in.rest) > 0 {
		in.fail()
	}
	return s, in.err
}

func appendPlace(b []byte, p audit.Place) []byte {
	b = appendText(b, p.File)
	return binary.AppendVarint(binary.AppendVarint(b, p.Line), p.Offset)
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// fields reads what was appended. After an error all is zero.
type fields struct {
	rest []byte
	err  error
}

func (f *fields) fail() {
	f.rest, f.err = nil, errors.New("this was not encoded by the coder of this program")
}

func (f *fields) place() audit.Place {
	return audit.Place{File: f.text(), Line: f.number(), Offset: f.number()}
}

func (f *fields) text() string {
	length, n := binary.Uvarint(f.rest)
	if n <= 0 || length > uint64(len(f.rest)-n) {
		f.fail()
		return ""
	}
	end := n + int(length)
	text := string(f.rest[n:end])
	f.rest = f.rest[end:]
	return text
}

func (f *fields) number() int64 {
	v, n := binary.Varint(f.rest)
	if n <= 0 {
		f.fail()
		return 0
	}
	f.rest = f.rest[n:]
	return v
}

func (f *fields) byte() byte {
	if len(f.rest) == 0 {
		f.fail()
		return 0
	}
	b := f.rest[0]
	f.rest = f.rest[1:]
	return b
}
