package document

import (
	"errors"
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/strict"
	"github.com/verdict-id/verdict/internal/token"
)

// Result is what a document carries for a final result. It refers to the
// document, which has to stay as it is as long as texts are asked for. It can be
// used again for another document, which then overwrites it.
type Result struct {
	Fields []rulebook.ResultField // of the table, or of the parts of a provider's own document, one after the other
	Values []Value                // by source of the fields
	Token  TokenState

	document []byte
	more     []byte  // texts that do not stand in the document as they are
	all      []Value // by field
	extra    bool    // the recorded final result has a member that no final result has
}

// Value is what stands at one place. The zero Value is nothing, be it null or
// empty or not there.
type Value struct {
	Kind     Kind
	from, to int // of its text in the document; what is beyond that is in more
}

// Kind is a sort of value.
type Kind uint8

const (
	Nothing Kind = iota
	Text         // a string that is not empty
	Boolean      // its text is true or false
	Object       // one that is not empty
	Other        // a number, or a list that is not empty
)

// Text is the text of a value, which is not to be changed.
func (r *Result) Text(v Value) []byte {
	if length := len(r.document); v.from >= length {
		return r.more[v.from-length : v.to-length]
	}
	return r.document[v.from:v.to]
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
	if err := s.readNamedResult(document, limits, reading, result); err != errOwn {
		return err
	}
	return s.readOwn(document, reading, result)
}

// readNamedResult is readNamed for ReadResult.
func (s *Schema) readNamedResult(document []byte, limits Limits, reading *Reading, result *Result) error {
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	defer r.forget()
	return r.readResult(document, limits, reading, result)
}

func (r *reader) readResult(document []byte, limits Limits, reading *Reading, result *Result) error {
	s := r.schema
	if result.all == nil {
		result.all = make([]Value, s.fields)
	}
	clear(result.all)
	*result = Result{all: result.all, more: result.more[:0], document: document}
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
	result.Fields, result.Values = t.Result, result.all[from:to:to]
	return nil
}

// seeText notes a scalar other than null for results.
func (r *reader) seeText(n *node, scalar *strict.Scalar) {
	if len(n.fields)+len(n.tokens) == 0 {
		return
	}
	v := r.valueOf(scalar)
	for _, f := range n.fields {
		if r.inSet && r.result.all[f].Kind != Nothing {
			continue // the first entry that has a value gives it
		}
		r.result.all[f] = v
		if v.Kind == Nothing && r.schema.isRecorded(f) {
			r.result.all[f].Kind = Other // empty text is there
		}
	}
	for _, f := range n.tokens {
		r.result.all[f] = v
	}
}

// valueOf is a scalar as a Value. Its text is copied only where it does not stand
// in the document as it is.
func (r *reader) valueOf(scalar *strict.Scalar) Value {
	switch {
	case scalar.Kind == strict.Number:
		return Value{Kind: Other}
	case len(scalar.Text) == 0:
		return Value{}
	}
	v := Value{Kind: Text}
	if scalar.Kind != strict.Text {
		v.Kind = Boolean
	}
	from := scalar.From
	if from < 0 || r.inToken {
		from = len(r.result.document) + len(r.result.more)
		r.result.more = append(r.result.more, scalar.Text...)
	} else {
		from += r.base
	}
	v.from, v.to = from, from+len(scalar.Text)
	return v
}

// seeNoText notes an object or a list that is not empty for results. Where a
// token may stand, an object is as good.
func (r *reader) seeNoText(n *node, list bool) {
	kind := Object
	if list {
		kind = Other
	}
	for _, f := range n.fields {
		if !r.inSet || r.result.all[f].Kind == Nothing {
			r.result.all[f] = Value{Kind: kind}
		}
	}
	for _, f := range n.tokens {
		r.result.all[f] = Value{Kind: kind}
	}
}

// readToken opens what stands where a token may stand, and reads its members
// as those of the element.
func (r *reader) readToken(n *node, v Value, depth int) {
	switch v.Kind {
	case Nothing, Object:
		return
	case Boolean, Other:
		r.result.Token = Unusable
		return
	}
	payload, err := token.Unverified(r.result.Text(v))
	before := slices.Clone(r.result.all)
	if err == nil {
		r.inToken = true
		err = r.readAll(payload, depth, n)
		r.inToken = false
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
