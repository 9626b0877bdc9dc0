package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// vector makes a vector of which the document says what the implementation does and
// says. That expected is right stands in the name of the test that uses it.
func vector(id, do, say string, expected Answer) Vector {
	text, err := json.Marshal(document{do, json.RawMessage(say)})
	if err != nil {
		panic(err)
	}
	return Vector{ID: id, Group: "t", Level: Must, About: "About " + id + ".", Source: "Tests", Document: text, Expected: expected}
}

var (
	rejected = Answer{Status: "rejected"}
	accepted = Answer{Status: "accepted", FinalResult: map[string]string{}}
)

// good makes n vectors that are answered rightly.
func good(n int) []Vector {
	var all []Vector
	for i := range n {
		all = append(all, vector(fmt.Sprintf("t/%d", i), "", `{"status":"rejected"}`, rejected))
	}
	return all
}

// hanging makes n vectors at which the implementation hangs.
func hanging(n int) []Vector {
	var all []Vector
	for i := range n {
		all = append(all, vector(fmt.Sprintf("t/hang-%d", i), "hang", `{"status":"rejected"}`, rejected))
	}
	return all
}

// with puts vectors into the middle of ten good ones.
func with(vectors ...Vector) []Vector { return slices.Insert(good(10), 5, vectors...) }

// runner starts the test program as an implementation.
func runner(t *testing.T, vectors []Vector, manners ...string) *Runner {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &Runner{
		Command: append([]string{program, asImplementation}, manners...),
		OneShot: slices.Contains(manners, "one-shot"),
		Timeout: time.Minute,
		Options: Options{vectors: slices.Values(vectors)},
	}
}

// told tells all that a report says, in short.
func told(r *Report) []string {
	all := []string{fmt.Sprintf("%d of %d pass, %d skipped, green %v", r.Passed, r.Vectors, r.Skipped, r.Green)}
	note := func(stderr []string) string {
		if stderr == nil {
			return ""
		}
		return " [" + strings.Join(stderr, "|") + "]"
	}
	for _, f := range r.Failures {
		line := fmt.Sprintf("%s %s", f.Kind, f.ID)
		if f.Got != nil {
			line += " got " + f.Got.String()
		}
		if f.Detail != "" {
			line += ": " + f.Detail
		}
		all = append(all, line+note(f.Stderr))
	}
	for _, f := range r.Faults {
		all = append(all, fmt.Sprintf("run: %s %d times: %s%s", f.Kind, f.Times, f.Detail, note(f.Stderr)))
	}
	for _, s := range r.Skips {
		all = append(all, fmt.Sprintf("skipped %s %s: %s", s.Kind, s.ID, s.Reason))
	}
	return all
}

const notAgain = "; it did not come again when the questions that were left were asked again, the first alone"

// manners are the ways in which implementations go wrong, and what is reported.
var manners = []struct {
	name    string
	why     string
	vectors []Vector
	manners []string
	timeout time.Duration // where a hang is the point
	want    []string
}{
	{
		name: "right", why: "every answer is right", vectors: good(10),
		want: []string{"10 of 10 pass, 0 skipped, green true"},
	}, {
		name: "buffers all output", why: "lock step is not asked for, and the last line may lack its end", vectors: good(300), manners: []string{"buffer"},
		want: []string{"300 of 300 pass, 0 skipped, green true"},
	}, {
		name: "any order", why: "answers carry the id", vectors: good(100), manners: []string{"reverse"},
		want: []string{"100 of 100 pass, 0 skipped, green true"},
	}, {
		name: "crashes", why: "the others are asked again",
		vectors: with(vector("t/bad", "crash", `{"status":"rejected"}`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "CRASH t/bad: exit status 3 [boom|  at line 7]"},
	}, {
		name: "crashes often", why: "each crash is found, at the start, in a row and at the end",
		vectors: slices.Concat(
			[]Vector{vector("t/first", "crash", `{}`, rejected)},
			with(vector("t/a", "crash", `{}`, rejected), vector("t/b", "crash", `{}`, rejected)),
			[]Vector{vector("t/last", "crash", `{}`, rejected)}),
		want: []string{
			"10 of 14 pass, 0 skipped, green false",
			"CRASH t/first: exit status 3 [boom|  at line 7]",
			"CRASH t/a: exit status 3 [boom|  at line 7]",
			"CRASH t/b: exit status 3 [boom|  at line 7]",
			"CRASH t/last: exit status 3 [boom|  at line 7]",
		},
	}, {
		name: "crashes with its answers unwritten", why: "the crash is found though the answers before it are lost with it", manners: []string{"buffer"},
		vectors: with(vector("t/bad", "crash", `{"status":"rejected"}`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "CRASH t/bad: exit status 3 [boom|  at line 7]"},
	}, {
		name: "ends early", why: "an exit status of 0 does not stand for an answer",
		vectors: with(vector("t/bad", "exit-0", `{"status":"rejected"}`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "NO-ANSWER t/bad: it ended with the exit status 0"},
	}, {
		name: "ends after each answer", why: "all is answered, but not in one go; no question is to blame", vectors: good(3), manners: []string{"one-each"},
		want: []string{"3 of 3 pass, 0 skipped, green false", "run: NO-ANSWER 1 times: it ended with the exit status 0" + notAgain},
	}, {
		name: "says nothing to a question", why: "it is asked again alone, and silent again",
		vectors: with(vector("t/bad", "", `[]`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "NO-ANSWER t/bad: it ended with the exit status 0"},
	}, {
		name: "hangs", why: "the question is found alone", timeout: 2 * time.Second,
		vectors: with(vector("t/bad", "hang", `{"status":"rejected"}`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "HANG t/bad: no answer for 2s [waiting for a lock]"},
	}, {
		name: "does not end", why: "all is answered, and it waits for more after the end of its input", timeout: 2 * time.Second, manners: []string{"stays"},
		vectors: good(10),
		want: []string{
			"10 of 10 pass, 0 skipped, green false",
			"run: HANG 1 times: it did not end within 2s after its last answer and the end of its input",
		},
	}, {
		name: "ends badly", why: "all is answered, and the exit status says that something is wrong", manners: []string{"exits-4"},
		vectors: good(10),
		want: []string{
			"10 of 10 pass, 0 skipped, green false",
			"run: CRASH 1 times: exit status 4, after its last answer [cannot close the log]",
		},
	}, {
		name: "says other things too", why: "standard output is for answers alone; the line that is blank does not count", manners: []string{"chatters"},
		vectors: good(10),
		want: []string{
			"10 of 10 pass, 0 skipped, green false",
			`run: GARBAGE 3 times: "listening on port 8080" is no JSON object`,
		},
	}, {
		name: "answers twice", why: "which one counts is not known, even where both are right", manners: []string{"twice"},
		vectors: []Vector{
			vector("t/right", "", `{"status":"rejected"}`, rejected),
			vector("t/wrong", "", `{"status":"failed"}`, rejected),
			vector("t/accept", "", `{"status":"accepted"}`, rejected),
			vector("t/garbage", "", `{"status":"cancelled"}`, rejected),
		},
		want: []string{
			"0 of 4 pass, 0 skipped, green false",
			"FALSE-ACCEPT t/accept got accepted: it answered twice: accepted, then accepted",
			"TWO-ANSWERS t/right got rejected: it answered twice: rejected, then rejected",
			"TWO-ANSWERS t/wrong got failed: it answered twice: failed, then failed",
			"TWO-ANSWERS t/garbage: it answered twice: what is no answer, then what is no answer",
		},
	}, {
		name: "accepts in a second answer", why: "a false accept among several answers is one",
		vectors: with(vector("t/bad", "", `[{"status":"rejected"},{"status":"accepted"}]`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "FALSE-ACCEPT t/bad got accepted: it answered twice: rejected, then accepted"},
	}, {
		name: "closes its output", why: "the answer to the question cannot come, those behind it are asked again",
		vectors: with(vector("t/bad", "close-stdout", `{"status":"rejected"}`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "NO-ANSWER t/bad: it ended with the exit status 0"},
	}, {
		name: "dies in a line", why: "half a line is a consequence of the crash, and no garbage of its own",
		vectors: with(vector("t/half", "half-a-line", `{"status":"rejected"}`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "CRASH t/half: exit status 1, in the middle of the line `{\"id\":\"t/half\",\"sta`"},
	}, {
		name: "ends in a line", why: "it ended well, so what it wrote last should have been an answer",
		vectors: with(vector("t/half", "half-a-line-well", `{"status":"rejected"}`, rejected)),
		want: []string{
			"10 of 11 pass, 0 skipped, green false",
			"GARBAGE t/half: `{\"id\":\"t/half\",\"sta` is no JSON object",
			"run: GARBAGE 2 times: `{\"id\":\"t/half\",\"sta` is no JSON object",
		},
	}, {
		name: "floods standard error", why: "the last lines are kept",
		vectors: with(vector("t/bad", "flood-stderr", `{}`, rejected)),
		want: []string{
			"10 of 11 pass, 0 skipped, green false",
			"CRASH t/bad: exit status 3 [line 99980|line 99981|line 99982|line 99983|line 99984|line 99985|line 99986|line 99987|line 99988|line 99989|" +
				"line 99990|line 99991|line 99992|line 99993|line 99994|line 99995|line 99996|line 99997|line 99998|line 99999]",
		},
	}, {
		name: "floods standard output", why: "it is killed long before it fills the memory",
		vectors: with(vector("t/bad", "flood-stdout", `{}`, rejected)),
		want:    []string{"10 of 11 pass, 0 skipped, green false", "GARBAGE t/bad: more than 1048576 bytes in a line of standard output"},
	}, {
		name: "leaves a child behind", why: "it is answered and over, though another process holds its output", manners: []string{"grandchild"},
		vectors: good(10),
		want:    []string{"10 of 10 pass, 0 skipped, green true"},
	}, {
		name: "crashes and leaves a child behind", why: "the child is not waited for", manners: []string{"grandchild"},
		vectors: []Vector{vector("t/bad", "crash", `{}`, rejected)},
		want:    []string{"0 of 1 pass, 0 skipped, green false", "CRASH t/bad: exit status 3 [boom|  at line 7]"},
	}, {
		name: "skips", why: "a reason skips what is to be accepted, an empty one is none",
		vectors: []Vector{
			vector("t/0", "", `{"status":"rejected"}`, rejected),
			vector("t/why", "", `{"skipped":"no FaceTec here"}`, accepted),
			vector("t/empty", "", `{"skipped":""}`, rejected),
		},
		want: []string{
			"1 of 3 pass, 1 skipped, green false",
			"GARBAGE t/empty: it has no status, no error, and no reason to skip: `{\"id\":\"t/empty\",\"skipped\":\"\"}`",
			"skipped  t/why: no FaceTec here",
		},
	}, {
		name: "skips everything", why: "a run in which nothing passes shows nothing",
		vectors: []Vector{vector("t/why", "", `{"skipped":"later"}`, accepted)},
		want:    []string{"0 of 1 pass, 1 skipped, green false", "skipped  t/why: later"},
	}, {
		name: "skips what must not be accepted", why: "nobody saw whether it accepts",
		vectors: []Vector{
			vector("t/0", "", `{"status":"rejected"}`, rejected),
			vector("t/why", "", `{"skipped":"no FaceTec here"}`, rejected),
			vector("t/error", "", `{"skipped":"no FaceTec here"}`, Answer{Error: "malformed"}),
		},
		want: []string{
			"1 of 3 pass, 0 skipped, green false",
			`UNSEEN t/why got skipped: "no FaceTec here": ` + unseen,
			`UNSEEN t/error got skipped: "no FaceTec here": ` + unseen,
		},
	}, {
		name: "says a member twice", why: "which value counts is not known; that one of them accepts is what matters most",
		vectors: []Vector{
			vector("t/0", "", `{"status":"rejected"}`, rejected),
			vector("t/same", "", `{"status":"rejected","status":"rejected"}`, rejected),
			vector("t/first", "", `{"status":"accepted","status":"rejected"}`, rejected),
			vector("t/last", "", `{"status":"rejected","status":"accepted"}`, rejected),
		},
		want: []string{
			"1 of 4 pass, 0 skipped, green false",
			"FALSE-ACCEPT t/first got accepted: the member status stands twice: `{\"id\":\"t/first\",\"status\":\"accepted\",\"status\":\"rejected\"}`",
			"FALSE-ACCEPT t/last got accepted: the member status stands twice: `{\"id\":\"t/last\",\"status\":\"rejected\",\"status\":\"accepted\"}`",
			"GARBAGE t/same: the member status stands twice: `{\"id\":\"t/same\",\"status\":\"rejected\",\"status\":\"rejected\"}`",
		},
	}, {
		name: "is wrong in every way", why: "each answer but the first differs from the right one in its own way",
		vectors: []Vector{
			vector("t/right", "", `{"status":"rejected","finalResult":{},"rule":"eid-check"}`, rejected),
			vector("t/result", "", `{"status":"accepted","finalResult":{"gender":"M"}}`, Answer{Status: "accepted", FinalResult: map[string]string{"gender": "F"}}),
			vector("t/error", "", `{"error":"undecided"}`, rejected),
			vector("t/status", "", `{"status":"failed"}`, rejected),
			vector("t/reject", "", `{"status":"rejected"}`, Answer{Error: "undecided"}),
			vector("t/accept", "", `{"status":"accepted"}`, Answer{Error: "malformed"}),
		},
		want: []string{
			"1 of 6 pass, 0 skipped, green false",
			"FALSE-ACCEPT t/accept got accepted",
			"FALSE-REJECT t/reject got rejected",
			"WRONG-STATUS t/status got failed",
			"WRONG-ERROR t/error got error undecided",
			`WRONG-RESULT t/result got accepted {"gender": "M"}: "gender" is "F" and was given as "M"`,
		},
	}, {
		name: "is told the context, and bytes", why: "the implementation answers undecided where it gets the context, and rejected where the document comes through",
		vectors: []Vector{
			{ID: "t/context", Document: []byte(`{"do":"context"}`), Context: Context{ProcessType: "document", Verdict: "a <b>"}, Expected: Answer{Error: "undecided"}},
			{ID: "t/none", Document: []byte(`{"do":"context"}`), Expected: Answer{Error: "malformed"}},
			{ID: "t/bytes", Document: []byte("{\"say\":{\"status\":\"rejected\"},\"name\":\"\xff\"}"), Expected: rejected},
		},
		want: []string{"3 of 3 pass, 0 skipped, green true"},
	},
}

func TestManners(t *testing.T) {
	for _, c := range manners {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := runner(t, c.vectors, c.manners...)
			if c.timeout > 0 {
				r.Timeout = c.timeout
			}
			report, err := r.Run(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, told(report)); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", c.name, c.why, diff)
			}
		})
	}
}

// TestOnlyOnce: a failure that does not come again is nobody's, and stays one.
func TestOnlyOnce(t *testing.T) {
	cases := []struct {
		name, do, want string
		timeout        time.Duration
	}{
		{"crash", "crash-the-first-time", "run: CRASH 1 times: exit status 3" + notAgain + " [boom|  at line 7]", time.Minute},
		{"hang", "hang-the-first-time", "run: HANG 1 times: no answer for 2s" + notAgain + ": flush the output after each answer, or give it more time (--timeout) [waiting for a lock]", 2 * time.Second},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := runner(t, with(vector("t/bad", c.do, `{"status":"rejected"}`, rejected)), "mark="+filepath.Join(t.TempDir(), "mark"))
			r.Timeout = c.timeout
			report, err := r.Run(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"11 of 11 pass, 0 skipped, green false", c.want}, told(report)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRestartsAreBounded: a program that fails in company, and answers whatever it is
// asked alone, is given up.
func TestRestartsAreBounded(t *testing.T) {
	const why = ", the last time: it ended with the exit status 0; " +
		"it has to answer a line for each question, each with a line end, and read on until its input ends"
	noAnswer := func(early, late int) []string {
		return []string{
			fmt.Sprintf("run: NO-ANSWER %d times: it ended with the exit status 0", early),
			fmt.Sprintf("run: NO-ANSWER %d times: it ended with the exit status 0%s", late, notAgain),
		}
	}
	cases := []struct {
		manner, why string
		passed      int
		faults      []string
	}{
		{"one-each", "each of twenty sessions answers a question, and so does the one after it", 40, noAnswer(2, 18)},
		{"no-line-ends", "the answers are one line that is none, unless there is but one", 20,
			append([]string{"run: GARBAGE 20 times: FIRST is no JSON object"}, noAnswer(4, 16)...)},
	}
	for _, c := range cases {
		t.Run(c.manner, func(t *testing.T) {
			t.Parallel()
			report, err := runner(t, good(60), c.manner).Run(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			want := []string{fmt.Sprintf("%d of 60 pass, 0 skipped, green false", c.passed)}
			for i := c.passed; i < 60; i++ {
				want = append(want, fmt.Sprintf("NOT-ASKED t/%d: 20 sessions failed, and no vector is to blame%s", i, why))
			}
			got := told(report)
			for i, line := range got { // what the line that is none quotes does not matter
				if begin, rest, found := strings.Cut(line, "times: `"); found {
					_, end, _ := strings.Cut(rest, "`… ")
					got[i] = begin + "times: FIRST " + end
				}
			}
			if diff := cmp.Diff(append(want, c.faults...), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.why, diff)
			}
		})
	}
}

// TestLosesItsOutput: a program that loses all output when it crashes is asked until the
// vector is found at which it does, wherever that is.
func TestLosesItsOutput(t *testing.T) {
	vectors := good(300)
	for _, at := range []int{0, 84, 168, 298, 299} {
		t.Run(fmt.Sprint(at), func(t *testing.T) {
			t.Parallel()
			some := slices.Clone(vectors)
			some[at] = vector("t/bad", "crash", `{}`, rejected)
			report, err := runner(t, some, "buffer").Run(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			want := []string{"299 of 300 pass, 0 skipped, green false", "CRASH t/bad: exit status 3 [boom|  at line 7]"}
			if diff := cmp.Diff(want, told(report)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestHangsOften: after ten vectors that hang nothing more is asked, one after the other
// or several at a time. Seven hung before, so that the test does not take long.
func TestHangsOften(t *testing.T) {
	vectors := append(slices.Concat(good(1), hanging(5)), vector("t/last", "", `{"status":"rejected"}`, rejected))
	want := []string{
		"1 of 7 pass, 0 skipped, green false",
		"HANG t/hang-0: no answer for 1s [waiting for a lock]",
		"HANG t/hang-1: no answer for 1s [waiting for a lock]",
		"HANG t/hang-2: no answer for 1s [waiting for a lock]",
		"NOT-ASKED t/hang-3: the implementation hung at 10 vectors before",
		"NOT-ASKED t/hang-4: the implementation hung at 10 vectors before",
		"NOT-ASKED t/last: the implementation hung at 10 vectors before",
	}
	for name, ask := range map[string]func(*asking, context.Context) error{"sessions": (*asking).inSessions, "one-shot": (*asking).oneByOne} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := runner(t, vectors, name)
			r.Timeout = time.Second
			chosen, err := newTask(r.Options)
			if err != nil {
				t.Fatal(err)
			}
			a := newAsking(r, chosen)
			a.hanging = 7
			if err := ask(a, context.Background()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, told(newReport(chosen, a.findings, a.faults, r.again))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestFailuresUntilFound: in a suite of this size, no vector at which a program loses all
// its output makes more sessions fail than are allowed until it is found. The first
// session asks everything, and each failure begins again with one question.
func TestFailuresUntilFound(t *testing.T) {
	n := 0
	for range Vectors() {
		n++
	}
	for at := range n {
		failures := 1
		for before := at; before > 0; failures++ {
			first, size := 0, 1
			for first+size <= before {
				first, size = first+size, 4*size
			}
			before -= first
		}
		if failures > maxFailed {
			t.Fatalf("vector %d of %d is found after %d failures, and after %d nothing more is asked", at, n, failures, maxFailed)
		}
	}
}

// TestEnough: a run ends after ten vectors that hang, or 25 hangs in all.
func TestEnough(t *testing.T) {
	for _, c := range []struct {
		hanging, hangs int
		want           string
	}{
		{0, 0, ""},
		{9, 24, ""},
		{10, 10, "the implementation hung at 10 vectors before"},
		{9, 25, "the implementation hung 25 times before"},
	} {
		a := &asking{hanging: c.hanging, hangs: c.hangs}
		if got := a.enough(); got != c.want {
			t.Errorf("%d vectors, %d times: %q, want %q", c.hanging, c.hangs, got, c.want)
		}
	}
}

// TestDoesNotRun: what never answers three questions, each alone, does not run. Of
// fewer questions that cannot be said.
func TestDoesNotRun(t *testing.T) {
	broken := runner(t, good(3), "ends")
	slow := func(manners ...string) *Runner {
		r := runner(t, good(5), append(manners, "never-reads")...)
		r.Timeout = 50 * time.Millisecond
		return r
	}
	missing := runner(t, good(3))
	missing.Command = []string{filepath.Join(t.TempDir(), "missing")}
	cases := []struct {
		name   string
		runner *Runner
		detail string
		stderr []string
	}{
		{"ends badly", broken, "it was asked 3 questions one by one and answered none; the last time: exit status 5", []string{"no such file: mapping.json"}},
		{"ends well", runner(t, []Vector{
			vector("t/0", "exit-0", `{}`, rejected), vector("t/1", "exit-0", `{}`, rejected), vector("t/2", "exit-0", `{}`, rejected), vector("t/3", "", `{}`, rejected),
		}), "it was asked 3 questions one by one and answered none; the last time: it ended with the exit status 0", nil},
		{"names no ids", runner(t, good(5), "nameless"), "it was asked 3 questions one by one and answered none; the last time: `{\"status\":\"rejected\"}` has no id", nil},
		{"hangs", slow(), "it was asked 3 questions one by one and answered none; the last time: no answer for 50ms", nil},
		{"one shot hangs", slow("one-shot"), "it was asked 3 questions one by one and answered none; the last time: no answer for 50ms", nil},
		{"one shot", runner(t, good(5), "one-shot", "ends"), "it was asked 3 questions one by one and answered none; the last time: exit status 5", []string{"no such file: mapping.json"}},
	}
	for _, c := range cases {
		_, err := c.runner.Run(context.Background())
		if diff := cmp.Diff(&StartError{Detail: c.detail, Stderr: c.stderr}, asStart(err)); diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", c.name, err, diff)
		}
	}
	for _, c := range []struct{ why, program, want string }{
		{"a path that is not there", missing.Command[0], missing.Command[0] + ": "},
		{"a name that is not there", "verdict-no-such-program", "verdict-no-such-program: executable file not found in "},
	} {
		missing.Command[0] = c.program
		if _, err := missing.Run(context.Background()); asStart(err) == nil || !strings.HasPrefix(asStart(err).Detail, c.want) {
			t.Errorf("%s gives %v; want %s…", c.why, err, c.want)
		}
	}
	_, err := broken.Run(context.Background())
	const text = "the implementation could not be run: it was asked 3 questions one by one and answered none; the last time: exit status 5\n  no such file: mapping.json"
	if err == nil || err.Error() != text {
		t.Errorf("the error is %v", err)
	}
	report, err := runner(t, good(2), "ends").Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"0 of 2 pass, 0 skipped, green false",
		"CRASH t/0: exit status 5 [no such file: mapping.json]", "CRASH t/1: exit status 5 [no such file: mapping.json]",
	}
	if diff := cmp.Diff(want, told(report)); diff != "" {
		t.Errorf("two questions (-want +got):\n%s", diff)
	}
}

func asStart(err error) *StartError {
	var start *StartError
	errors.As(err, &start)
	return start
}

// TestInterrupted: when the context is done the implementation is ended, and there is
// no report.
func TestInterrupted(t *testing.T) {
	for _, manners := range [][]string{{"stays"}, {"one-shot", "stays"}} {
		ctx, cancel := context.WithCancel(context.Background())
		r := runner(t, good(4), manners...)
		r.Progress = func(done, all int) { cancel() }
		if r.OneShot { // nothing is done before the first process ends
			r.Command = append(r.Command, "never-reads")
			cancel()
		}
		report, err := r.Run(ctx)
		if report != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%v: %v, %v", manners, report, err)
		}
	}
}

// TestProgress: it grows by one, up to all.
func TestProgress(t *testing.T) {
	for _, manners := range [][]string{nil, {"one-shot"}} {
		r := runner(t, with(vector("t/bad", "crash", `{}`, rejected)), manners...)
		var got []int
		r.Progress = func(done, all int) {
			if all != 11 {
				t.Errorf("%d of %d", done, all)
			}
			got = append(got, done)
		}
		if _, err := r.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", manners, diff)
		}
	}
}
