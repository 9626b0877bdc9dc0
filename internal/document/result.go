package document

import (
	"errors"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/verdict-id/verdict/internal/token"
)

// Result is what a document carries for a final result.
type Result struct {
	Values []Value // by source of the table's result, in the order of the table
	Token  TokenState
}

// Value is what stands at one place. The zero Value is nothing, be it null or
// empty or not there.
type Value struct {
	Text    string // of a string that is not empty; of a boolean "true" or "false"
	Boolean bool
	Other   bool // a number, an object or a list, which no result can have
}

// TokenState says what was made of an unverified token.
type TokenState uint8

const (
	NoToken   TokenState = iota // an object, or nothing at all
	Opened                      // its members were read; nobody checked the signature
	Encrypted                   // nothing was read
	Unusable                    // not a token, or one that holds no strict JSON object
)

// ReadResult reads a document as Read does, and what it carries for a final
// result.
func (s *Schema) ReadResult(document []byte, limits Limits, reading *Reading, result *Result) error {
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	defer r.forget()
	all := Result{Values: make([]Value, s.fields)}
	r.result = &all
	if err := r.read(document, limits, reading); err != nil {
		return err
	}
	t := s.tables[reading.Table]
	if len(t.Token) > 0 {
		r.readToken(s.find(t.Token))
		result.Token = all.Token
	}
	from := s.sources[reading.Table]
	for _, f := range t.Result {
		for range f.Sources {
			result.Values = append(result.Values, all.Values[from])
			from++
		}
	}
	return nil
}

// seeText notes a scalar other than null for results.
func (r *reader) seeText(n *node, kind jsontext.Kind, text []byte) {
	v := Value{Text: string(text)}
	switch kind {
	case '"':
	case 't', 'f':
		v.Boolean = true
	default:
		v = Value{Other: true}
	}
	for _, f := range n.fields {
		r.result.Values[f] = v
	}
	switch {
	case !n.token:
	case kind == '"':
		r.token = append([]byte(nil), text...)
	default:
		r.result.Token = Unusable
	}
}

// seeNoText notes an object or a list that is not empty for results.
func (r *reader) seeNoText(n *node, list bool) {
	for _, f := range n.fields {
		r.result.Values[f] = Value{Other: true}
	}
	if n.token && list {
		r.result.Token = Unusable
	}
}

// readToken opens what stands where a token may stand, and reads its members
// as those of the element.
func (r *reader) readToken(n *node) {
	if len(r.token) == 0 {
		return
	}
	payload, err := token.Unverified(r.token)
	before := slices.Clone(r.result.Values)
	if err == nil {
		err = r.readAll(payload, n)
	}
	switch {
	case errors.Is(err, token.ErrEncrypted):
		r.result.Token = Encrypted
	case err != nil:
		r.result.Values, r.result.Token = before, Unusable
	default:
		r.result.Token = Opened
	}
}
