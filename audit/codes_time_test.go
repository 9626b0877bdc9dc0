package audit

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMoments: a time is a real one of the one form, or none.
func TestMoments(t *testing.T) {
	const good, bad, none = "good", "bad", "none"
	for _, c := range []struct{ why, json, want, month string }{
		{"the form", `"2024-07-01T09:30:00Z"`, good, "2024-07"},
		{"a day in a leap year", `"2024-02-29T23:59:59Z"`, good, "2024-02"},
		{"the first moment of all", `"0000-01-01T00:00:00Z"`, good, "0000-01"},
		{"the last one", `"9999-12-31T23:59:59Z"`, good, "9999-12"},
		{"escapes are the same text", `"2024-07-01T09:30:00\u005a"`, good, "2024-07"},
		{"no day in this year", `"2025-02-29T10:00:00Z"`, bad, ""},
		{"no such day", `"2024-02-30T10:00:00Z"`, bad, ""},
		{"no day is 0", `"2024-07-00T10:00:00Z"`, bad, ""},
		{"no such month", `"2024-13-01T10:00:00Z"`, bad, ""},
		{"a day ends before 24:00", `"2024-07-01T24:00:00Z"`, bad, ""},
		{"an hour has 60 minutes", `"2024-07-01T10:60:00Z"`, bad, ""},
		{"seconds between years are not read", `"2016-12-31T23:59:60Z"`, bad, ""},
		{"z in small", `"2024-07-01T10:00:00z"`, bad, ""},
		{"t in small", `"2024-07-01t10:00:00Z"`, bad, ""},
		{"a space for T", `"2024-07-01 10:00:00Z"`, bad, ""},
		{"fractions", `"2024-07-01T10:00:00.5Z"`, bad, ""},
		{"a fraction in the place of a digit", `"2024-07-01T10:00:0.Z"`, bad, ""},
		{"a comma in the place of a digit", `"2024-07-01T10:00:,5Z"`, bad, ""},
		{"an hour of one digit, and a fraction, as long as the form", `"2024-07-01T1:00:00.Z"`, bad, ""},
		{"an offset", `"2024-07-01T10:00:00+02:00"`, bad, ""},
		{"one of nothing", `"2024-07-01T10:00:00+00:00"`, bad, ""},
		{"no zone", `"2024-07-01T10:00:00"`, bad, ""},
		{"a day alone", `"2024-07-01"`, bad, ""},
		{"space around it", `" 2024-07-01T10:00:00Z"`, bad, ""},
		{"as long as the form", `"2024-07-01T10:00Z   "`, bad, ""},
		{"a sign", `"+024-07-01T10:00:00Z"`, bad, ""},
		{"other digits", `"2024-07-01T10:00:0٣Z"`, bad, ""},
		{"a text", `"yesterday"`, bad, ""},
		{"seconds since 1970", `1719828000`, bad, ""},
		{"a boolean", `true`, bad, ""},
		{"an object", `{"at":1}`, bad, ""},
		{"a list", `["2024-07-01T10:00:00Z"]`, bad, ""},
		{"the empty text is there, and no time", `""`, bad, ""},
		{"null", `null`, none, ""},
	} {
		for _, member := range []string{"createdAt", "updatedAt"} {
			r, findings := audited(t, Options{}, doc(genuine, `"status":"accepted"`, fmt.Sprintf("%q:%s", member, c.json)))
			var reasons []string
			for _, f := range findings {
				reasons = append(reasons, fmt.Sprint(f.Code, f.Reasons))
			}
			var want []string
			if c.want == bad {
				want = []string{"bad-timestamp[/" + member + "]"}
			}
			if diff := cmp.Diff(want, reasons); diff != "" {
				t.Errorf("%s: %s %s (-want +got):\n%s", c.why, member, c.json, diff)
			}
			month := ""
			if member == "createdAt" {
				month = c.month
			}
			if diff := cmp.Diff([]Month{{Month: month, Recorded: map[string]int64{"accepted": 1}}}, r.Months); diff != "" {
				t.Errorf("%s: months of %s %s (-want +got):\n%s", c.why, member, c.json, diff)
			}
		}
	}
}

// TestCodesOfTime: two times together.
func TestCodesOfTime(t *testing.T) {
	accept := func(why, members string, codes ...string) codeCase {
		return codeCase{why, doc(genuine, `"status":"accepted"`, members), "accepted", "accepted", acceptedRow, codes}
	}
	testCodes(t, []codeCase{
		accept("updated later", `"createdAt":"2024-07-01T10:00:00Z","updatedAt":"2024-07-01T10:00:01Z"`),
		accept("updated at once", `"createdAt":"2024-07-01T10:00:00Z","updatedAt":"2024-07-01T10:00:00Z"`),
		accept("a second before", `"updatedAt":"2024-06-30T23:59:59Z","createdAt":"2024-07-01T00:00:00Z"`, "updated-before-created"),
		accept("years before", `"createdAt":"2024-07-01T10:00:00Z","updatedAt":"0000-01-01T00:00:00Z"`, "updated-before-created"),
		accept("what is no time is neither before nor after", `"createdAt":"2024-07-01T10:00:00Z","updatedAt":"2024-06-31T10:00:00Z"`, "bad-timestamp: /updatedAt"),
		accept("both are none, which is one finding", `"createdAt":0,"updatedAt":"0"`, "bad-timestamp: /createdAt, /updatedAt"),
		accept("only one is recorded", `"updatedAt":"1999-07-01T10:00:00Z"`),
	})
}
