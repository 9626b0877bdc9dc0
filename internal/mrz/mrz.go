// Package mrz reads values as the machine-readable zones of travel documents write
// them (ICAO Doc 9303, part 3): with fillers, and years of two digits.
package mrz

import (
	"bytes"
	"fmt"
	"time"
)

// Unfilled is a text without the fillers that stand around it, and with one space
// for those that stand between words.
func Unfilled(text []byte) []byte {
	if bytes.IndexByte(text, '<') < 0 {
		return text
	}
	return bytes.Join(bytes.FieldsFunc(text, func(c rune) bool { return c == '<' || c == ' ' }), []byte(" "))
}

// Day is a day. The zero Day is none.
type Day struct{ year, month, day int }

// DayOf is the day of a moment, where the moment is. The zero time has none.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return Day{}
	}
	year, month, day := t.Date()
	return Day{year, int(month), day}
}

// after tells whether d is a later day than e.
func (d Day) after(e Day) bool {
	switch {
	case d.year != e.year:
		return d.year > e.year
	case d.month != e.month:
		return d.month > e.month
	}
	return d.day > e.day
}

// Kept is for how many years after it ran out a document may still be met. A date of
// expiry before that is taken for one to come.
const Kept = 20

// Birth reads a day of birth written YYMMDD and gives it as YYYY-MM-DD: the last
// such day that is not after the reference. It is not ok where there is no
// reference, or no such day.
func Birth(text []byte, reference Day) (date string, ok bool) {
	d, ok := shortYear(text)
	if !ok || reference == (Day{}) {
		return "", false
	}
	d.year += reference.year - reference.year%100
	if d.after(reference) {
		d.year -= 100
	}
	return d.written()
}

// Expiry reads a day of expiry written YYMMDD and gives it as YYYY-MM-DD: the first
// such day that is not more than Kept years before the reference. It is not ok where
// there is no reference, or no such day.
func Expiry(text []byte, reference Day) (date string, ok bool) {
	d, ok := shortYear(text)
	if !ok || reference == (Day{}) {
		return "", false
	}
	oldest := reference
	oldest.year -= Kept
	d.year += oldest.year - oldest.year%100
	if oldest.after(d) {
		d.year += 100
	}
	return d.written()
}

// shortYear reads YYMMDD.
func shortYear(text []byte) (Day, bool) {
	if len(text) != len("YYMMDD") {
		return Day{}, false
	}
	var numbers [3]int
	for i, digit := range text {
		if digit < '0' || digit > '9' {
			return Day{}, false
		}
		numbers[i/2] = numbers[i/2]*10 + int(digit-'0')
	}
	return Day{numbers[0], numbers[1], numbers[2]}, true
}

// written is YYYY-MM-DD, where the calendar has the day.
func (d Day) written() (string, bool) {
	t := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	if DayOf(t) != d || d.year < 1 || d.year > 9999 {
		return "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day), true
}
