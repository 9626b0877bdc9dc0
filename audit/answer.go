package audit

import "github.com/verdict-id/verdict/internal/rulebook"

// answer is what a record says of its status, or what the rules say: a status, or
// one of those below. The zero answer is none, or undecided.
type answer uint8

// The answers that are no status.
const (
	nothing     answer = 0
	notDeclared answer = answer(rulebook.Statuses) + iota - 1
	noTable
	notJSON
	answers int = iota + rulebook.Statuses - 1
)

// The answers that are a status.
const (
	pending      = answer(rulebook.Pending)
	processing   = answer(rulebook.Processing)
	accepted     = answer(rulebook.Accepted)
	inconclusive = answer(rulebook.Inconclusive)
	canceled     = answer(rulebook.Canceled)
	failed       = answer(rulebook.Failed)
	rejected     = answer(rulebook.Rejected)
)

// isStatus tells whether an answer is a status.
func (a answer) isStatus() bool { return a != nothing && a < notDeclared }

// final tells whether an answer is a status that will not change any more.
func (a answer) final() bool { return a.isStatus() && a > processing }

// obtained tells whether an answer is a result on the person's identity.
func (a answer) obtained() bool { return a == accepted || a == inconclusive || a == rejected }

// derived names what the rules say.
func (a answer) derived() string {
	switch a {
	case notDeclared:
		return "unknown value"
	case noTable:
		return "unknown provider"
	case notJSON:
		return "malformed"
	}
	return rulebook.Status(a).String()
}

// recorded names what a record says.
func (a answer) recorded() string {
	switch a {
	case nothing:
		return "none"
	case notDeclared:
		return "unknown"
	case notJSON:
		return ""
	}
	return rulebook.Status(a).String()
}
