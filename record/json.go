package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
)

// JSON gives the record as canonical JSON (RFC 8785), with the id that it has. What
// is not valid UTF-8 in it is written as U+FFFD.
func (r *Record) JSON() []byte {
	w := make(writer, 0, 16<<10)
	r.write(&w)
	return w
}

// Hash gives the id that belongs to the record: "sha256:" and the hash of its
// canonical JSON without the member id.
func (r *Record) Hash() string {
	with := *r
	with.ID = ""
	return Sum(with.JSON())
}

// Sum gives "sha256:" and the hash of a text, as records write it.
func Sum(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Parse reads a record, as package encoding/json reads JSON. It asks for nothing
// else: neither that the text is canonical JSON, with the members of a record alone,
// as it is if it is what JSON gives; nor that what the record says is so. The error
// is a *VerifyError, of the kind Malformed.
func Parse(text []byte) (*Record, error) {
	// So many objects do not fit into a record of this length, and would only cost
	// memory. A name may end with a brace.
	const long = 64 << 10
	if objects := bytes.Count(text, []byte(`{"`)) + bytes.Count(text, []byte(`{}`)); len(text) > long && objects > len(text)/len(`{"a":1`) {
		return nil, &VerifyError{[]Problem{{Kind: Malformed, Says: "it holds more objects than a record of its length can"}}}
	}
	r := new(Record)
	if err := json.Unmarshal(text, r); err != nil {
		return nil, &VerifyError{[]Problem{malformed(err)}}
	}
	return r, nil
}

// malformed says why a text is no record. It quotes nothing of it.
func malformed(err error) Problem {
	p := Problem{Kind: Malformed, Says: "it is not JSON"}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		p.Offset = max(syntax.Offset-1, 0) // before the character that is wrong
	case errors.As(err, &kind):
		p.Offset, p.Says = kind.Offset, "a value has not the type that it has in records"
	}
	return p
}
