package conformance

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNothingHidesAnAccept: whatever an implementation does at a vector that must not
// be accepted, unless it is seen not to accept, the list of skips does not make the
// run green.
func TestNothingHidesAnAccept(t *testing.T) {
	cases := []struct{ name, do, say string }{
		{"accepts", "", `{"status":"accepted"}`},
		{"accepts with a final result of another form", "", `{"status":"accepted","finalResult":7}`},
		{"accepts and errs at once", "", `{"status":"accepted","error":"undecided"}`},
		{"accepts and skips at once", "", `{"status":"accepted","skipped":"why"}`},
		{"accepts beside an error of another form", "", `{"error":7,"status":"accepted"}`},
		{"accepts first of two", "", `{"status":"accepted","status":"rejected"}`},
		{"accepts last of two", "", `{"status":"rejected","status":"accepted"}`},
		{"accepts in the first answer", "", `[{"status":"accepted"},{"status":"rejected"}]`},
		{"accepts in the second answer", "", `[{"status":"rejected"},{"status":"accepted"}]`},
		{"accepts, and says garbage", "", `[{"status":"accepted"},{"status":[]}]`},
		{"accepts with a capital", "", `{"status":"Accepted"}`},
		{"accepts in a list", "", `{"status":["accepted"]}`},
		{"accepts under another name", "", `{"result":"accepted"}`},
		{"says garbage twice", "", `[{"status":"Accepted"},{"status":"ACCEPTED"}]`},
		{"skips", "", `{"skipped":"why"}`},
		{"skips, with a final result of another form", "", `{"skipped":"why","finalResult":7}`},
		{"skips twice", "", `[{"skipped":"why"},{"skipped":"why"}]`},
		{"skips, then rejects", "", `[{"skipped":"why"},{"status":"rejected"}]`},
		{"says nothing", "", `[]`},
		{"crashes", "crash", `{}`},
		{"ends", "exit-0", `{}`},
		{"dies in a line", "half-a-line", `{}`},
		{"ends in a line", "half-a-line-well", `{}`},
		{"closes its output", "close-stdout", `{"status":"accepted"}`},
		{"floods its output", "flood-stdout", `{}`},
	}
	for _, oneShot := range []bool{false, true} {
		for _, c := range cases {
			t.Run(fmt.Sprintf("%s/%v", c.name, oneShot), func(t *testing.T) {
				t.Parallel()
				manners := []string{}
				if oneShot {
					manners = append(manners, "one-shot")
				}
				r := runner(t, with(vector("t/half", c.do, c.say, rejected)), manners...)
				r.Options.Skips = []Skip{{Glob: "t/half", Reason: "known"}}
				report, err := r.Run(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				if report.Green || report.Passed != 10 || report.Failed != 1 {
					t.Errorf("%s", cmp.Diff(nil, told(report)))
				}
			})
		}
	}
}

// TestUnder: what the list of skips makes of each kind of failure.
func TestUnder(t *testing.T) {
	skip := &Skip{Glob: "*", Reason: "known", at: "known.txt:3: "}
	const open = "d; known.txt:3: it cannot be skipped, since nobody saw whether it accepts"
	cases := []struct {
		kind    Kind
		right   Answer
		skipped bool
		detail  string
		why     string
	}{
		{FalseAccept, rejected, false, "d; known.txt:3: a false accept cannot be skipped", "the worst there is"},
		{FalseReject, accepted, true, "d", "it does not accept"},
		{WrongStatus, rejected, true, "d", "it does not accept"},
		{WrongError, rejected, true, "d", "it does not accept"},
		{WrongResult, rejected, true, "d", "it does not accept"},
		{WrongResult, accepted, true, "d", "it accepts what is to be accepted"},
		{Unseen, rejected, false, "d", "the detail says what to do instead"},
		{Crash, rejected, false, open, "it could accept"},
		{Crash, accepted, true, "d", "accepting would be right"},
		{Hang, rejected, false, open, "it could accept"},
		{Hang, accepted, true, "d", "accepting would be right"},
		{Garbage, Answer{Error: "malformed"}, false, open, "it could accept"},
		{Garbage, accepted, true, "d", "accepting would be right"},
		{NoAnswer, rejected, false, open, "it could accept"},
		{NoAnswer, accepted, true, "d", "accepting would be right"},
		{TwoAnswers, rejected, false, open, "one of them may be none"},
		{TwoAnswers, accepted, true, "d", "accepting would be right"},
		{NotAsked, rejected, false, "d", "nobody asked"},
		{NotAsked, accepted, false, "d", "nobody asked"},
	}
	seen := map[Kind]bool{SkippedPasses: true} // what this list makes of a pass
	for _, c := range cases {
		seen[c.kind] = true
		got := finding{kind: c.kind, detail: "d"}.under(skip, c.right)
		if got.skipped != c.skipped || got.detail != c.detail || got.kind != c.kind {
			t.Errorf("%s for %v: skipped %v, %s: %s", c.kind, c.right, got.skipped, got.detail, c.why)
		}
	}
	if len(seen) != len(kinds) {
		t.Errorf("%d of %d kinds", len(seen), len(kinds))
	}
}

// TestStrayAccept: an acceptance of another vector cannot hide in one that is on the
// list of skips and asked alone.
func TestStrayAccept(t *testing.T) {
	r := runner(t, []Vector{vector("t/stray", "stray", `null`, accepted)})
	r.Options.Skips = []Skip{{Glob: "t/stray", Reason: "known"}}
	report, err := r.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"0 of 1 pass, 1 skipped, green false",
		`run: GARBAGE 1 times: an answer to "t/0", which was not asked`,
		`skipped GARBAGE t/stray: known`,
	}
	if diff := cmp.Diff(want, told(report)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
