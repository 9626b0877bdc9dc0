package record

import (
	"fmt"
	"strings"
)

// VerifyError says why a record does not verify. It never holds what was found in
// the record: that may be anything.
type VerifyError struct {
	Problems []Problem // at least one; of a kind at most one
}

// Error gives all problems.
func (e *VerifyError) Error() string {
	var all []string
	for _, p := range e.Problems {
		all = append(all, p.String())
	}
	return "verdict: the record does not verify: " + strings.Join(all, "; ")
}

// Problem is one thing that is wrong with a record.
type Problem struct {
	Kind    Kind   `json:"kind"`
	Pointer string `json:"pointer"`          // JSON pointer (RFC 6901) to the first place, "" for the record as a whole
	Offset  int64  `json:"offset,omitempty"` // of Malformed and Form: in bytes from the start, at the first place or shortly behind
	Says    string `json:"says"`             // what is wrong, for people
}

// String gives what is wrong and where.
func (p Problem) String() string {
	switch {
	case p.Pointer != "":
		return p.Says + ", at " + p.Pointer
	case p.Kind == Malformed, p.Kind == Form:
		return fmt.Sprintf("%s, at byte %d", p.Says, p.Offset)
	}
	return p.Says
}

// Kind is what is wrong with a record.
type Kind string

// The kinds of a Problem. The first four are of records that are not decided
// again; the others can come together.
const (
	Malformed   Kind = "malformed"    // it is no record: no JSON, or values of other types
	Unsupported Kind = "unsupported"  // its form, or the engine that made it, is not known to this release
	NoBook      Kind = "no-book"      // its rule book is not at hand
	Signals     Kind = "signals"      // its tables, signals and context are none that its rule book can have been asked about
	Status      Kind = "status"       // decided again, it comes out otherwise: the status, the row that decided, what is missing
	Rows        Kind = "rows"         // other rows or remarks hold, or for other reasons
	Citation    Kind = "citation"     // a row says something else, rests on something else, or stands elsewhere
	BookVersion Kind = "book-version" // its rule book was released under another version
	ID          Kind = "id"           // its id is not the hash of the rest
	Form        Kind = "form"         // it is not written as records are: canonical JSON, with their members and no other
)
