package audit

import (
	"time"

	"github.com/verdict-id/verdict/internal/document"
)

// moment is a time that a document records.
type moment struct {
	text      string // where it is good
	seconds   int64
	good, bad bool // neither where none is recorded
}

var absent document.Value

// momentOf reads a time of the form YYYY-MM-DDThh:mm:ssZ.
func momentOf(v document.Value) moment {
	const form = "2006-01-02T15:04:05Z"
	if v == absent {
		return moment{}
	}
	if v.Boolean || v.Other || len(v.Text) != len(form) || v.Text[len(form)-1] != 'Z' {
		return moment{bad: true}
	}
	// RFC 3339 is the form that is read fast. Of this length it is ours, but for
	// fractions with fewer digits elsewhere, which the separators rule out.
	at, err := time.Parse(time.RFC3339, v.Text)
	if err != nil || v.Text[13] != ':' || v.Text[16] != ':' {
		return moment{bad: true}
	}
	return moment{text: v.Text, seconds: at.Unix(), good: true}
}

// month names the month of a good moment, such as "2026-11".
func (m moment) month() string { return m.text[:min(len(m.text), len("2006-01"))] }
