// Package hand has the rule book written by hand: a Go function a provider, as
// one would write it for speed and clarity. Each gives the status that the
// tables give, or the kind of error; it names no reasons, entries or places.
package hand

import (
	"errors"
	"unicode/utf8"
)

// The errors, in the order in which they go before one another.
var (
	// ErrUnknown: a signal carries what is not declared for it.
	ErrUnknown = errors.New("unknown value")
	// ErrUndecided: every value is known, and something needed is missing.
	ErrUndecided = errors.New("undecided")
)

// Found is what some words or entries were, a bit each.
type Found uint8

const (
	good    Found = 1 << iota // the best value
	doubt                     // "unidentified"
	bad                       // the worst value
	open                      // an entry without its value
	unknown                   // not declared
)

func (f Found) any(of Found) bool { return f&of != 0 }

// checks are the entries of a set of booleans.
func checks(entries map[string]*bool) (f Found) {
	for _, valid := range entries {
		f |= Check(valid)
	}
	return f
}

// Check is what one entry of a set of booleans is.
func Check(valid *bool) Found {
	switch {
	case valid == nil:
		return open
	case *valid:
		return good
	default:
		return bad
	}
}

// anyWord tells whether a word will do where any word does.
func anyWord(word string) bool { return utf8.ValidString(word) }

func is(flag *bool, want bool) bool { return flag != nil && *flag == want }
