package audit

import (
	"time"

	"github.com/verdict-id/verdict/internal/document"
)

// moment is a time that a document records.
type moment struct {
	month     [len("2006-01")]byte // where it is good
	seconds   int64
	good, bad bool // neither where none is recorded
}

// momentOf reads a time of the form YYYY-MM-DDThh:mm:ssZ.
func momentOf(carried *document.Record, v document.Value) moment {
	const form = "2006-01-02T15:04:05Z"
	if v.Kind == document.Nothing {
		return moment{}
	}
	if v.Kind != document.Text {
		return moment{bad: true}
	}
	text := carried.Text(v)
	if len(text) != len(form) || text[len(form)-1] != 'Z' {
		return moment{bad: true}
	}
	// RFC 3339 is the form that is read fast. Of this length it is ours, but for
	// fractions with fewer digits elsewhere, which the separators rule out.
	at, err := time.Parse(time.RFC3339, string(text))
	if err != nil || text[13] != ':' || text[16] != ':' {
		return moment{bad: true}
	}
	return moment{month: [7]byte(text), seconds: at.Unix(), good: true}
}
