// Package token takes signed tokens apart. It verifies nothing.
package token

import (
	"bytes"
	"encoding/base64"
	"errors"

	"github.com/verdict-id/verdict/internal/strict"
)

// MaxBytes is the length of the longest token that is looked at.
const MaxBytes = 64 << 10

// ErrEncrypted is for a token that has the form of a JWE.
var ErrEncrypted = errors.New("the token is encrypted")

// ErrUndecodable is for text that is no token, or too long for one.
var ErrUndecodable = errors.New("the token cannot be decoded")

// Unverified gives the payload of a JWT, which is a JWS in compact
// serialization (RFC 7515, section 7.1; RFC 7519). The signature has only to
// be decodable and may be missing, and of the header nothing is wanted but
// that it is one strict JSON object, so the payload is whatever the sender of
// the token likes. It need not be JSON; it may be empty.
//
// A text with four dots is ErrEncrypted, whatever stands between them; every
// other text that is no JWT is ErrUndecodable.
func Unverified(text []byte) (payload []byte, err error) {
	if len(text) > MaxBytes {
		return nil, ErrUndecodable
	}
	switch bytes.Count(text, dot) {
	case 2:
		return signed(text)
	case 4:
		return nil, ErrEncrypted
	}
	return nil, ErrUndecodable
}

var dot = []byte{'.'}

// signed takes a text with two dots apart.
func signed(text []byte) (payload []byte, err error) {
	head, rest, _ := bytes.Cut(text, dot)
	body, signature, _ := bytes.Cut(rest, dot)
	header, err := decode(head)
	if err != nil {
		return nil, err
	}
	if !isObject(header) {
		return nil, ErrUndecodable
	}
	if _, err := decode(signature); err != nil {
		return nil, err
	}
	return decode(body)
}

var base64url = base64.RawURLEncoding.Strict()

// decode reads the base64url of RFC 7515, section 2: no padding, no white
// space, and no bits left over, so that every part has one form only.
func decode(part []byte) ([]byte, error) {
	// Go's decoder skips line breaks, in strict mode too.
	if bytes.ContainsAny(part, "\r\n") {
		return nil, ErrUndecodable
	}
	decoded, err := base64url.AppendDecode(nil, part)
	if err != nil {
		return nil, ErrUndecodable // the decoder's own error quotes the text
	}
	return decoded, nil
}

// isObject tells whether text is one JSON object: valid UTF-8, every name once
// in its object, and nothing after it.
func isObject(text []byte) bool {
	var s strict.Scanner
	s.Reset(text, strict.MaxDepth)
	return s.Start() == '{' && s.Skip() && s.AtEnd()
}
