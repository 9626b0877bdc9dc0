package document

import (
	"errors"
	"slices"

	"github.com/verdict-id/verdict/internal/strict"
	"github.com/verdict-id/verdict/internal/token"
)

// Result is what a document carries for a final result. It can be used again
// for another document, which then overwrites it.
type Result struct {
	Values []Value // by source of the table's result, in the order of the table
	Token  TokenState

	all   []Value // by field
	extra bool    // the recorded final result has a member that no final result has
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
	return r.readResult(document, limits, reading, result)
}

func (r *reader) readResult(document []byte, limits Limits, reading *Reading, result *Result) error {
	s := r.schema
	*result = Result{all: append(result.all[:0], s.nothing...)}
	r.result = result
	if err := r.read(document, limits, reading); err != nil {
		return err
	}
	t := s.tables[reading.Table]
	from := s.sources[reading.Table]
	to := from
	for _, f := range t.Result {
		to += len(f.Sources)
	}
	if len(t.Token) > 0 {
		r.readToken(s.find(t.Token), result.all[to], limits.Depth)
	}
	result.Values = result.all[from:to:to]
	return nil
}

// seeText notes a scalar other than null for results.
func (r *reader) seeText(n *node, scalar *strict.Scalar) {
	if len(n.fields)+len(n.tokens) == 0 {
		return
	}
	v := Value{Other: true}
	if scalar.Kind != strict.Number {
		v = Value{Text: r.textOf(scalar), Boolean: scalar.Kind != strict.Text}
	}
	for _, f := range n.fields {
		r.result.all[f] = v
		if v == (Value{}) && r.schema.isRecorded(f) {
			r.result.all[f] = Value{Other: true} // empty text is there
		}
	}
	for _, f := range n.tokens {
		r.result.all[f] = v
	}
}

// textOf gives the text of a scalar, out of the one copy of the document where it
// stands there as it is.
func (r *reader) textOf(v *strict.Scalar) string {
	if v.From < 0 {
		return string(v.Text)
	}
	return r.text[v.From : v.From+len(v.Text)]
}

// seeNoText notes an object or a list that is not empty for results. Where a
// token may stand, an object is as good.
func (r *reader) seeNoText(n *node, list bool) {
	for _, f := range n.fields {
		r.result.all[f] = Value{Other: true}
	}
	for _, f := range n.tokens {
		r.result.all[f] = Value{Other: list}
	}
}

// readToken opens what stands where a token may stand, and reads its members
// as those of the element.
func (r *reader) readToken(n *node, v Value, depth int) {
	switch {
	case v == Value{}:
		return
	case v.Other || v.Boolean:
		r.result.Token = Unusable
		return
	}
	payload, err := token.Unverified([]byte(v.Text))
	before := slices.Clone(r.result.all)
	if err == nil {
		err = r.readAll(payload, depth, n)
	}
	switch {
	case errors.Is(err, token.ErrEncrypted):
		r.result.Token = Encrypted
	case err != nil:
		r.result.all, r.result.Token = before, Unusable
	default:
		r.result.Token = Opened
	}
}
