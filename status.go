package verdict

import (
	"fmt"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Status is what became of an identity verification. The zero Status is no
// status: it stands beside every error.
//
// Source: Get process, "Status".
type Status uint8

// The statuses. Pending and Processing will still change. Accepted, Rejected
// and Inconclusive end a process with a result, Canceled and Failed without.
const (
	Pending      = Status(rulebook.Pending)      // created, not begun
	Processing   = Status(rulebook.Processing)   // begun, not finished
	Accepted     = Status(rulebook.Accepted)     // nothing speaks against the person
	Inconclusive = Status(rulebook.Inconclusive) // a doubt remains
	Canceled     = Status(rulebook.Canceled)     // the end-user stopped
	Failed       = Status(rulebook.Failed)       // something went wrong
	Rejected     = Status(rulebook.Rejected)     // a finding against the person
)

// String gives the status as documents carry it: "accepted", "canceled" (one
// l). For the zero Status it is empty.
func (s Status) String() string {
	if !s.known() {
		return ""
	}
	return rulebook.Status(s).String()
}

func (s Status) known() bool { return s >= Pending && s <= Rejected }

// Final tells whether the status will not change any more.
func (s Status) Final() bool { return s.known() && s > Processing }

// Obtained tells whether there is a result on the person's identity: accepted,
// rejected or inconclusive.
func (s Status) Obtained() bool { return s == Accepted || s == Rejected || s == Inconclusive }

// MarshalText gives the status as documents carry it. The zero Status is an
// error, so that it cannot pass for one.
func (s Status) MarshalText() ([]byte, error) {
	if !s.known() {
		return nil, fmt.Errorf("verdict: %d is no status", uint8(s))
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads a status exactly as documents carry it; "cancelled" is
// understood too.
func (s *Status) UnmarshalText(text []byte) error {
	word := string(text)
	if word == "cancelled" {
		word = "canceled"
	}
	parsed, ok := rulebook.ParseStatus(word)
	if !ok {
		return fmt.Errorf("verdict: not a status; the statuses are pending, processing, accepted, rejected, inconclusive, canceled, failed")
	}
	*s = Status(parsed)
	return nil
}
