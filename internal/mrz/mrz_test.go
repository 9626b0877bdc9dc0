package mrz_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/mrz"
)

// on is a day written YYYY-MM-DD, and no day for "".
func on(t testing.TB, date string) mrz.Day {
	t.Helper()
	if date == "" {
		return mrz.Day{}
	}
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return mrz.DayOf(day.Add(time.Hour)) // the first moment of all is none
}

// none is what stands in the cases for a day that cannot be told.
const none = ""

func TestBirth(t *testing.T) {
	for _, c := range []struct{ text, reference, want, why string }{
		{"600101", "2026-11-23", "1960-01-01", "60 is yet to come in this century"},
		{"050607", "2026-11-23", "2005-06-07", "05 was in this century"},
		{"261123", "2026-11-23", "2026-11-23", "born on the very day is not after it"},
		{"261124", "2026-11-23", "1926-11-24", "born tomorrow is a century ago"},
		{"261224", "2026-11-23", "1926-12-24", "born next month is a century ago"},
		{"270101", "2026-11-23", "1927-01-01", "the year alone is after the reference"},
		{"000101", "2000-01-01", "2000-01-01", "the first day of a century, on that day"},
		{"000101", "1999-12-31", "1900-01-01", "the day before, the century has not begun"},
		{"991231", "2000-01-01", "1999-12-31", "the last day of the century before"},
		{"000229", "2026-11-23", "2000-02-29", "2000 is a leap year, for it is divisible by 400"},
		{"000229", "2000-02-29", "2000-02-29", "a leap day on the very day"},
		{"000229", "2000-02-28", none, "1900 was no leap year, and older than a hundred nobody is"},
		{"240229", "2024-02-28", "1924-02-29", "the leap day of this year is yet to come, and a century ago there was one"},
		{"230229", "2026-11-23", none, "2023 is no leap year"},
		{"010229", "2100-12-31", none, "2001 is none either"},
		{"000229", "2100-12-31", none, "2100 is no leap year, and it is the century of the reference"},
		{"690720", "1969-07-20", "1969-07-20", "a reference may be long ago"},
		{"690721", "1969-07-20", "1869-07-21", "and what is after it is a century before that"},
		{"500101", "1850-06-01", "1850-01-01", "before 1900"},
		{"500101", "0001-01-01", none, "there is no year 50 before Christ"},
		{"000101", "0050-01-01", none, "there is no year 0"},
		{"010102", "0001-01-02", "0001-01-02", "a day of the first year that there is"},
		{"991231", "9999-12-31", "9999-12-31", "the last day that can be written"},
		{"600001", "2026-11-23", none, "there is no month 0"},
		{"601301", "2026-11-23", none, "there is no month 13"},
		{"600100", "2026-11-23", none, "there is no day 0"},
		{"600132", "2026-11-23", none, "January has 31 days"},
		{"600431", "2026-11-23", none, "April has 30 days"},
		{"600101", "", none, "without a reference no century is guessed"},
	} {
		check(t, "Birth", mrz.Birth, c.text, c.reference, c.want, c.why)
	}
}

func TestExpiry(t *testing.T) {
	for _, c := range []struct{ text, reference, want, why string }{
		{"270801", "2026-11-23", "2027-08-01", "it is yet to come"},
		{"200801", "2026-11-23", "2020-08-01", "it ran out a few years ago"},
		{"261123", "2026-11-23", "2026-11-23", "it runs out on the very day"},
		{"061123", "2026-11-23", "2006-11-23", "twenty years ago to the day is not more than that"},
		{"061122", "2026-11-23", "2106-11-22", "one day more is"},
		{"061023", "2026-11-23", "2106-10-23", "so is one month more"},
		{"051231", "2026-11-23", "2105-12-31", "so is the year before"},
		{"991231", "2019-06-01", "1999-12-31", "the century before, within twenty years"},
		{"991231", "2020-01-01", "2099-12-31", "more than twenty years ago, so at the end of this century"},
		{"000101", "2020-01-01", "2000-01-01", "the first day of a century, twenty years ago to the day"},
		{"000101", "1999-12-31", "2000-01-01", "the century ends tomorrow"},
		{"000101", "2099-12-31", "2100-01-01", "the same a century later"},
		{"000229", "2019-11-23", "2000-02-29", "2000 is a leap year"},
		{"000229", "2020-03-01", none, "more than twenty years ago, and 2100 is no leap year"},
		{"240229", "2026-11-23", "2024-02-29", "2024 is a leap year"},
		{"250229", "2026-11-23", none, "2025 is not"},
		{"000228", "2120-02-29", "2200-02-28", "the reference is a leap day, and a day more than twenty years is too many"},
		{"000301", "2120-02-29", "2100-03-01", "the day after the leap day that 2100 does not have"},
		{"890101", "1888-01-01", "1889-01-01", "before 1900"},
		{"500101", "0050-01-01", "0050-01-01", "long before that"},
		{"000101", "0015-01-01", none, "there is no year 0"},
		{"991231", "9999-12-31", "9999-12-31", "the last day that can be written"},
		{"000101", "9999-12-31", none, "a year of five digits cannot be written"},
		{"279901", "2026-11-23", none, "there is no month 99"},
		{"270800", "2026-11-23", none, "there is no day 0"},
		{"270631", "2026-11-23", none, "June has 30 days"},
		{"270801", "", none, "without a reference no century is guessed"},
	} {
		check(t, "Expiry", mrz.Expiry, c.text, c.reference, c.want, c.why)
	}
}

// TestNoShortYear: what is no YYMMDD is no day to either.
func TestNoShortYear(t *testing.T) {
	for _, c := range []struct{ text, why string }{
		{"", "nothing"},
		{"60010", "a digit short"},
		{"6001011", "a digit more"},
		{"1960-01-01", "a full date has no century to find"},
		{"19600101", "so has one without hyphens"},
		{"60-1-1", "six characters, and not all are digits"},
		{"60<<01", "the month is unknown"},
		{"<<<<<<", "all is unknown"},
		{" 60101", "a space is no digit"},
		{"+60101", "a sign is no digit"},
		{"6O0101", "a letter that looks like a digit"},
		{"６01", "six bytes, the first three of which are a digit of another script"},
	} {
		check(t, "Birth", mrz.Birth, c.text, "2026-11-23", none, c.why)
		check(t, "Expiry", mrz.Expiry, c.text, "2026-11-23", none, c.why)
	}
}

func check(t *testing.T, name string, read func([]byte, mrz.Day) (string, bool), text, reference, want, why string) {
	t.Helper()
	if got, ok := read([]byte(text), on(t, reference)); got != want || ok != (want != none) {
		t.Errorf("%s of %q by %q: %q, %v, want %q: %s", name, text, reference, got, ok, want, why)
	}
}

// TestDayOf: the day is that of the moment where the moment is.
func TestDayOf(t *testing.T) {
	east, west := time.FixedZone("east", 14*3600), time.FixedZone("west", -12*3600)
	moment := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		moment time.Time
		want   string
		why    string
	}{
		{moment, "2026-11-23", "the day in UTC"},
		{moment.In(east), "2026-11-24", "the same moment, where it is tomorrow"},
		{moment.In(west), "2026-11-22", "the same moment, where it is yesterday"},
		{time.Time{}, "", "the zero time is none"},
		{time.Time{}.In(west), "", "wherever it is"},
		{time.Time{}.Add(1), "0001-01-01", "any other moment of its day is one"},
	} {
		if got := mrz.DayOf(c.moment); got != on(t, c.want) {
			t.Errorf("day of %v: %v, want %q: %s", c.moment, got, c.want, c.why)
		}
	}
}

func TestUnfilled(t *testing.T) {
	for _, c := range []struct{ text, want, why string }{
		{"", "", "nothing"},
		{"ANNA", "ANNA", "no filler"},
		{"ANNA  MARIA ", "ANNA  MARIA ", "without a filler the text stays as it came"},
		{"ANNA<MARIA", "ANNA MARIA", "a filler between words is a space"},
		{"ANNA<<MARIA", "ANNA MARIA", "several are one"},
		{"ANNA<MARIA<<<<<<<<", "ANNA MARIA", "those at the end are nothing"},
		{"<<ANNA", "ANNA", "so are those at the beginning"},
		{"<<<<", "", "fillers alone are no name"},
		{"VAN DER<BERG", "VAN DER BERG", "a space beside fillers stays"},
		{"ANNA <MARIA", "ANNA MARIA", "a space and a filler are one"},
		{" < ", "", "spaces around fillers are nothing either"},
		{"ÅSE<ØY", "ÅSE ØY", "other letters stay whole"},
		{"L898902C<", "L898902C", "a number that is shorter than its field"},
		{"O'CONNOR-SMITH<", "O'CONNOR-SMITH", "other signs are no fillers"},
	} {
		given := []byte(c.text)
		if got := string(mrz.Unfilled(given)); got != c.want {
			t.Errorf("%q without fillers: %q, want %q: %s", c.text, got, c.want, c.why)
		}
		if string(given) != c.text {
			t.Errorf("%q was changed to %q", c.text, given)
		}
	}
}

// TestUnfilledDrawn: no filler is left, nothing but fillers and spaces is lost, and
// once is enough.
func TestUnfilledDrawn(t *testing.T) {
	letters := func(text string) string { return strings.NewReplacer("<", "", " ", "").Replace(text) }
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("<<< AbÅ'-9"))).Draw(t, "text")
		got := string(mrz.Unfilled([]byte(text)))
		switch {
		case strings.Contains(got, "<"):
			t.Errorf("%q: %q has a filler", text, got)
		case letters(got) != letters(text):
			t.Errorf("%q: %q has other letters", text, got)
		case string(mrz.Unfilled([]byte(got))) != got:
			t.Errorf("%q: %q is not all", text, got)
		}
	})
}

// drawDay draws a day of the years from one to another.
func drawDay(t *rapid.T, from, to int, name string) time.Time {
	first := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC)
	days := int(time.Date(to, 12, 31, 0, 0, 0, 0, time.UTC).Unix()-first.Unix()) / 86400
	if rapid.Bool().Draw(t, "at the turn of the year") {
		day := time.Date(rapid.IntRange(from, to).Draw(t, name+", year"), 12, 31, 0, 0, 0, 0, time.UTC)
		return day.AddDate(0, 0, rapid.IntRange(-366, 0).Draw(t, name+", days before"))
	}
	return first.AddDate(0, 0, rapid.IntRange(0, days).Draw(t, name+", days"))
}

// years moves the year alone, so that the 29th of February of a year without one
// stays between its neighbours when it is compared.
func years(day time.Time, by int) string {
	return time.Date(day.Year()+by, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006") + day.Format("-01-02")
}

// drawnDays are a reference and a day in the years around it.
type drawnDays struct{ reference, day time.Time }

// TestCentury: every day of the hundred years that a reference leaves is found
// again, and whatever is found is among them, with the year, month and day as they
// were written.
func TestCentury(t *testing.T) {
	for _, c := range []struct {
		name       string
		read       func([]byte, mrz.Day) (string, bool)
		among      func(day string, reference time.Time) bool
		first, end int // of the years around the reference
	}{
		{"birth", mrz.Birth, func(day string, r time.Time) bool { return day > years(r, -100) && day <= years(r, 0) }, -100, 0},
		{"expiry", mrz.Expiry, func(day string, r time.Time) bool { return day >= years(r, -mrz.Kept) && day < years(r, 100-mrz.Kept) }, -mrz.Kept, 100 - mrz.Kept},
	} {
		t.Run(c.name, func(t *testing.T) {
			drawn := rapid.Custom(func(t *rapid.T) drawnDays {
				reference := drawDay(t, 300, 9800, "reference")
				return drawnDays{reference, drawDay(t, reference.Year()+c.first, reference.Year()+c.end, "day")}
			})
			rapid.Check(t, func(t *rapid.T) {
				d := drawn.Draw(t, "days")
				reference, day := d.reference, d.day
				written := day.Format("060102")
				got, ok := c.read([]byte(written), mrz.DayOf(reference))
				among := c.among(day.Format(time.DateOnly), reference)
				if among && (!ok || got != day.Format(time.DateOnly)) {
					t.Errorf("%s by %s is %q, %v, want %s", written, reference.Format(time.DateOnly), got, ok, day.Format(time.DateOnly))
				}
				if ok && (!c.among(got, reference) || got[2:4]+got[5:7]+got[8:] != written) {
					t.Errorf("%s by %s is %s, which is not among those that it can be", written, reference.Format(time.DateOnly), got)
				}
			})
			const draws, least = 100, 40 // fixed seeds: the same in every run
			found := 0
			for seed := range draws {
				if d := drawn.Example(seed); c.among(d.day.Format(time.DateOnly), d.reference) {
					found++
				}
			}
			if found < least {
				t.Errorf("%d of %d days are among the hundred years, want at least %d", found, draws, least)
			}
		})
	}
}
