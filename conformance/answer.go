package conformance

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Answer is what is said of a document: a status or an error, or, by an
// implementation that cannot answer, why it skips the vector.
type Answer struct {
	// Status is accepted, rejected, inconclusive, canceled, failed, pending or
	// processing.
	Status string `json:"status,omitempty"`

	// Error is malformed, unknown-provider, unknown-value or undecided.
	Error string `json:"error,omitempty"`

	// Skipped is a reason, and never what a vector expects. It skips a vector that is
	// to be accepted; for any other it is a failure.
	Skipped string `json:"skipped,omitempty"`

	// FinalResult has the fields of the final result that have a value. It is
	// empty where there is none, and nil where nothing is said of it.
	FinalResult map[string]string `json:"finalResult,omitzero"`
}

var (
	statuses   = []string{"accepted", "rejected", "inconclusive", "canceled", "failed", "pending", "processing"}
	errorKinds = []string{"malformed", "unknown-provider", "unknown-value", "undecided"}
)

// check says what is wrong with an answer that is none.
func (a Answer) check() error {
	given := 0
	for _, word := range []string{a.Status, a.Error, a.Skipped} {
		if word != "" {
			given++
		}
	}
	switch {
	case given == 0:
		return errors.New("it has no status, no error, and no reason to skip")
	case given > 1:
		return errors.New("it has more than one of status, error and skipped")
	case a.Status != "" && !slices.Contains(statuses, a.Status):
		return fmt.Errorf("%s is no status; the statuses are %s", quote(a.Status), strings.Join(statuses, ", "))
	case a.Error != "" && !slices.Contains(errorKinds, a.Error):
		return fmt.Errorf("%s is no error; the errors are %s", quote(a.Error), strings.Join(errorKinds, ", "))
	}
	return nil
}

// String gives an answer in a line, such as "accepted" or "error malformed".
func (a Answer) String() string {
	var b strings.Builder
	switch {
	case a.Error != "":
		b.WriteString("error " + a.Error)
	case a.Skipped != "":
		b.WriteString("skipped: " + quote(a.Skipped))
	default:
		b.WriteString(a.Status)
	}
	if a.FinalResult == nil {
		return b.String()
	}
	b.WriteString(" {")
	for i, name := range slices.Sorted(maps.Keys(a.FinalResult)) {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quote(name) + ": " + quote(a.FinalResult[name]))
	}
	b.WriteString("}")
	return b.String()
}

// maxQuoted is how many bytes of what an implementation says are quoted.
const maxQuoted = 200

// quote quotes what may be anything, and makes it printable.
func quote(text string) string {
	more := ""
	if len(text) > maxQuoted {
		text, more = text[:maxQuoted], "…"
	}
	if strings.Contains(text, `"`) && strconv.CanBackquote(text) && printable(text) {
		return "`" + text + "`" + more
	}
	return strconv.Quote(text) + more
}

func printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}
