package hand

import (
	"strings"

	"github.com/verdict-id/verdict"
)

// Connect decides the signals of a sign-in through Connect.
func Connect(s *verdict.Connect) (verdict.Status, error) {
	switch {
	case s.ErrorDescription != nil && userCanceled(*s.ErrorDescription):
		return verdict.Canceled, nil
	case s.ErrorDescription != nil:
		return verdict.Rejected, nil
	case s.IDToken:
		return verdict.Accepted, nil
	default:
		return 0, ErrUndecided
	}
}

// userCanceled tells whether the first code in a text is that of an end-user
// who gave up.
func userCanceled(text string) bool {
	_, rest, _ := strings.Cut(text, "urn:signicat:error")
	rest, isCode := strings.CutPrefix(rest, ":usercancel")
	return isCode && (rest == "" || strings.ContainsRune("; \t\r\n", rune(rest[0])))
}
