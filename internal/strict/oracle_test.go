package strict_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/strict"
)

// follows is the fault that something stands after the value at the top, which
// is the Scanner's caller's to see.
const follows strict.FaultKind = 100

// token is a name, a scalar or a bracket.
type token struct {
	Kind byte
	Text string // of a name or string without escapes, of another scalar as it stands
}

// ours reads a text with the Scanner, everything in it.
func ours(text []byte, depth int) (tokens []token, fault strict.Fault) {
	var s strict.Scanner
	s.Reset(text, depth)
	s.Start()
	w := walk{s: &s}
	if !w.value() {
		return nil, s.Fault()
	}
	end := s.Offset()
	if !s.AtEnd() {
		return nil, strict.Fault{Kind: follows, Offset: end}
	}
	return w.tokens, s.Fault()
}

// walk reads everything, as a caller would who wants it all.
type walk struct {
	s      *strict.Scanner
	tokens []token
}

func (w *walk) add(kind byte, text []byte) { w.tokens = append(w.tokens, token{kind, string(text)}) }

func (w *walk) value() bool {
	switch w.s.Next() {
	case '{':
		return w.object()
	case '[':
		return w.list()
	}
	scalar, ok := w.s.Scalar()
	w.add(scalar.Kind, scalar.Text)
	return ok
}

func (w *walk) object() bool {
	w.add('{', nil)
	names, more, ok := w.s.Object()
	for more {
		name, named := w.s.Name(&names)
		w.add('"', name.Text)
		if !named || !w.value() {
			return false
		}
		more, ok = w.s.MoreMembers(&names)
	}
	w.add('}', nil)
	return ok
}

func (w *walk) list() bool {
	w.add('[', nil)
	more, ok := w.s.List()
	for more {
		if !w.value() {
			return false
		}
		more, ok = w.s.MoreEntries()
	}
	w.add(']', nil)
	return ok
}

// skipped reads over a text with the Scanner.
func skipped(text []byte, depth int) strict.Fault {
	var s strict.Scanner
	s.Reset(text, depth)
	s.Start()
	if !s.Skip() {
		return s.Fault()
	}
	end := s.Offset()
	if !s.AtEnd() {
		return strict.Fault{Kind: follows, Offset: end}
	}
	return s.Fault()
}

// theirs reads a text with jsontext, token by token.
func theirs(text []byte, depth int) (tokens []token, fault strict.Fault) {
	decoder := jsontext.NewDecoder(bytes.NewBuffer(text))
	for {
		t, err := decoder.ReadToken()
		if err != nil {
			return nil, faultOf(err, text)
		}
		kind := byte(t.Kind())
		switch kind {
		case '{', '[':
			if decoder.StackDepth() > depth {
				return nil, strict.Fault{Kind: strict.TooDeep, Offset: int(decoder.InputOffset()) - 1}
			}
			tokens = append(tokens, token{kind, ""})
		case '}', ']':
			tokens = append(tokens, token{kind, ""})
		default:
			tokens = append(tokens, token{kind, t.String()})
		}
		if decoder.StackDepth() == 0 {
			break
		}
	}
	end := int(decoder.InputOffset())
	if _, err := decoder.ReadToken(); err != io.EOF {
		return nil, strict.Fault{Kind: follows, Offset: end}
	}
	return tokens, strict.Fault{}
}

// faultOf says of an error of jsontext what it is for a Scanner.
func faultOf(err error, text []byte) strict.Fault {
	fault := strict.Fault{Kind: strict.NotJSON, Offset: len(text)} // io.EOF says no place
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		fault.Offset = int(syntax.ByteOffset)
	}
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		fault.Kind = strict.NameTwice
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		fault.Kind = strict.EndsEarly
	}
	return fault
}

// compare holds the Scanner against jsontext: the same texts are refused for
// the same reason at the same place, and of others the same is read.
func compare(t testing.TB, text []byte, depth int) {
	t.Helper()
	want, wantFault := theirs(text, depth)
	got, gotFault := ours(text, depth)
	if gotFault != wantFault {
		t.Errorf("%.200q: %v, and jsontext %v", text, gotFault, wantFault)
	}
	if skip := skipped(text, depth); skip != wantFault {
		t.Errorf("%.200q, skipped: %v, and jsontext %v", text, skip, wantFault)
	}
	if len(got) == len(want) && equal(got, want) {
		return
	}
	t.Errorf("%.200q (-jsontext +ours):\n%s", text, cmp.Diff(want, got))
}

func equal(a, b []token) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
