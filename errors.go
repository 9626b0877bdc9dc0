package verdict

import (
	"errors"
	"fmt"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// ErrMalformed is for errors.Is: the document is not strict JSON with one object at
// the top, or a list of documents that belong together, or exceeds the engine's limits. The error itself is a
// *MalformedError.
var ErrMalformed = errors.New("malformed document")

// ErrUnknownProvider is for errors.Is: no table of the rule book is for the
// provider, or the document names none and its shape does not tell which kind of
// document it is; the text of the error then lists those that are understood.
var ErrUnknownProvider = errors.New("unknown provider")

// errNoTable is what Parse and Decide give for a provider they do not know. It
// does not quote the name.
var errNoTable = fmt.Errorf("verdict: %w: the rule book has no table for it", ErrUnknownProvider)

// kindError says that a document names no provider, and that its shape does not
// tell which kind it is of.
type kindError struct{ understood, several []string }

func (e *kindError) Error() string {
	looks := "looks like none of the kinds of documents"
	if len(e.several) > 0 {
		looks = "looks like several kinds of documents, " + strings.Join(e.several, " and ") + ", of those"
	}
	return fmt.Sprintf("verdict: %v: the document names none, and %s that are understood: %s",
		ErrUnknownProvider, looks, strings.Join(e.understood, ", "))
}

// Is makes the error match ErrUnknownProvider.
func (e *kindError) Is(target error) bool { return target == ErrUnknownProvider }

// errNoSignals is what Decide gives for nil and for pointers.
var errNoSignals = errors.New("verdict: no signals: pass a value, such as Onfido{…} or another of the types of this package, and no pointer")

// MalformedError says why a document is not strict JSON with one object at the top,
// nor a list of documents that belong together, or which limit it exceeds, and where.
type MalformedError struct {
	Offset int64  // in bytes from the start of the document, at or before the fault
	Reason string // quotes nothing of the document
}

func (e *MalformedError) Error() string {
	return fmt.Sprintf("verdict: malformed document at byte %d: %s", e.Offset, e.Reason)
}

// Is makes the error match ErrMalformed.
func (e *MalformedError) Is(target error) bool { return target == ErrMalformed }

// SignalError says that signals carry words, numbers or types outside what the
// rule book declares for them: the provider's vocabulary has changed, and
// someone has to look. It never holds what was found there.
type SignalError struct {
	Provider string
	// Values are the places that carry what is not declared there, in the
	// order in which the table declares the signals; at least one. In a document
	// with parts, those places come first where a part should stand, a hundred of
	// them at most.
	Values []struct {
		// Pointer is the JSON pointer (RFC 6901) to the place in the document,
		// for typed signals to where a document carries them. What only a caller
		// can supply is named as if it stood at the top ("/verdict"), and so is
		// a name in the signals of Values that the table does not declare.
		Pointer string
		// Allowed says for people what may stand there.
		Allowed []string
	}
}

func (e *SignalError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "verdict: %s: ", e.Provider)
	for i, v := range e.Values {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "unknown value at %s (allowed: %s)", v.Pointer, strings.Join(v.Allowed, ", "))
	}
	return b.String()
}

// UndecidedError says that every value is known and no row holds, because
// something is missing.
type UndecidedError struct {
	Provider string
	// Missing names the missing signals in the order in which the table
	// declares them; an entry of a set that lacks its value as
	// "securityChecks/nonExpired". Not all of them need to come: whether one
	// is needed may depend on another.
	Missing []string
}

func isUndecided(err error) bool {
	var undecided *UndecidedError
	return errors.As(err, &undecided)
}

func (e *UndecidedError) Error() string {
	return fmt.Sprintf("verdict: %s: undecided: missing %s", e.Provider, strings.Join(e.Missing, ", "))
}

// LoadError lists everything that is wrong with a rule book.
type LoadError struct {
	Problems []Problem // by file, then by line; at least one
}

// Problem is one reason why a rule book is refused.
type Problem struct {
	Code    string // stable: "LITERAL", "INCOMPLETE", …; see rules/README.md
	File    string // relative to the folder given to Load; "." for the folder itself
	Line    int    // from 1; 0 for the file as a whole
	Column  int    // from 1, in characters
	Message string
	Excerpt string // the line
	Witness string // the smallest signals that break the promise, or empty
}

func newLoadError(problems []rulebook.Problem, folder string) *LoadError {
	rulebook.SortProblems(problems)
	e := &LoadError{}
	for _, p := range problems {
		p.File = folder + p.File
		e.Problems = append(e.Problems, Problem{string(p.Code), p.File, p.Line, p.Column, p.Message, p.Excerpt, p.Witness})
	}
	return e
}

// Error lists the problems, each with file, line and column, the line, and a
// caret under the place.
func (e *LoadError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "verdict: the rule book is refused (%d):", len(e.Problems))
	for _, p := range e.Problems {
		b.WriteString("\n")
		b.WriteString(p.String())
	}
	return b.String()
}

// String gives the problem with its line and a caret.
func (p Problem) String() string {
	return rulebook.Problem{Code: rulebook.Code(p.Code), File: p.File, Line: p.Line, Column: p.Column,
		Message: p.Message, Excerpt: p.Excerpt, Witness: p.Witness}.String()
}
