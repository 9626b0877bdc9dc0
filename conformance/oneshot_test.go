package conformance

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestOneShot starts an implementation for each vector.
func TestOneShot(t *testing.T) {
	cases := []struct {
		name, why string
		vectors   []Vector
		manners   []string
		timeout   time.Duration
		want      []string
	}{
		{
			name: "right", why: "every answer is right", vectors: good(10),
			want: []string{"10 of 10 pass, 0 skipped, green true"},
		}, {
			name: "exit status 1", why: "a refusal may be told by the exit status too", vectors: good(10), manners: []string{"exits-1"},
			want: []string{"10 of 10 pass, 0 skipped, green true"},
		}, {
			name: "exit status 4", why: "only 0 and 1 go with an answer", vectors: good(2), manners: []string{"exits-4"},
			want: []string{"0 of 2 pass, 0 skipped, green false", "CRASH t/0: exit status 4 [cannot close the log]", "CRASH t/1: exit status 4 [cannot close the log]"},
		}, {
			name: "every failure", why: "each process shows one of them", vectors: append(good(1),
				vector("t/crash", "crash", `{"status":"rejected"}`, rejected),
				vector("t/exception", "exit-1", `{"status":"rejected"}`, rejected),
				vector("t/silent", "exit-0", `{"status":"rejected"}`, rejected),
				vector("t/garbage", "half-a-line-well", `{"status":"rejected"}`, rejected),
				vector("t/flood", "flood-stdout", `{"status":"rejected"}`, rejected),
				vector("t/twice", "", `[{"status":"rejected"},{"status":"rejected"}]`, rejected),
				vector("t/accept", "", `[{"status":"rejected"},{"status":"accepted"}]`, rejected),
				vector("t/wrong", "", `{"status":"failed"}`, rejected),
			),
			want: []string{
				"1 of 9 pass, 0 skipped, green false",
				"FALSE-ACCEPT t/accept got accepted: it answered twice: rejected, then accepted",
				"WRONG-STATUS t/wrong got failed",
				"CRASH t/crash: exit status 3 [boom|  at line 7]",
				"CRASH t/exception: exit status 1 [Traceback]",
				"GARBAGE t/garbage: `{\"id\":\"t/half\",\"sta` is no JSON object",
				"GARBAGE t/flood: more than 1048576 bytes in a line of standard output",
				"NO-ANSWER t/silent: it ended with the exit status 0",
				"TWO-ANSWERS t/twice got rejected: it answered twice: rejected, then rejected",
			},
		}, {
			name: "hangs", why: "one process does not hold up the others", timeout: 2 * time.Second,
			vectors: append(good(3), vector("t/bad", "hang", `{"status":"rejected"}`, rejected)),
			want:    []string{"3 of 4 pass, 0 skipped, green false", "HANG t/bad: no answer for 2s [waiting for a lock]"},
		}, {
			name: "hangs after its answer", why: "a process that does not end is no answer", timeout: 2 * time.Second, manners: []string{"hangs-after"}, vectors: good(1),
			want: []string{"0 of 1 pass, 0 skipped, green false", "HANG t/0: it wrote something and did not end within 2s"},
		}, {
			name: "is told the context, and bytes", why: "undecided where the context comes, malformed where none does", vectors: []Vector{
				{ID: "t/context", Document: []byte(`{"do":"context"}`), Context: Context{ProcessType: "document", Verdict: "a <b>"}, Expected: Answer{Error: "undecided"}},
				{ID: "t/none", Document: []byte(`{"do":"context"}`), Expected: Answer{Error: "malformed"}},
				{ID: "t/bytes", Document: []byte("{\"say\":{\"status\":\"rejected\"},\"name\":\"\xff\"}"), Expected: rejected},
			},
			want: []string{"3 of 3 pass, 0 skipped, green true"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := runner(t, c.vectors, append([]string{"one-shot"}, c.manners...)...)
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

// TestOneShotAccepts: whatever comes with a false accept, it stays one.
func TestOneShotAccepts(t *testing.T) {
	const noSkip = "a false accept cannot be skipped"
	cases := []struct {
		manner, why string
		timeout     time.Duration
		want        string
	}{
		{"exits-1", "the exit status 1 goes with any answer", time.Minute, "FALSE-ACCEPT t/bad got accepted: " + noSkip},
		{"exits-4", "another one does not undo it", time.Minute, "FALSE-ACCEPT t/bad got accepted: exit status 4 [cannot close the log]"},
		{"hangs-after", "nor does a hang", 2 * time.Second, "FALSE-ACCEPT t/bad got accepted: it wrote something and did not end within 2s"},
		{"chatters-after", "nor does garbage", time.Minute, "FALSE-ACCEPT t/bad got accepted: behind it stands what is no JSON"},
		{"floods-after", "nor does a flood", time.Minute, "FALSE-ACCEPT t/bad got accepted: more than 1048576 bytes in a line of standard output"},
	}
	for _, c := range cases {
		t.Run(c.manner, func(t *testing.T) {
			t.Parallel()
			r := runner(t, []Vector{vector("t/bad", "", `{"status":"accepted"}`, rejected)}, "one-shot", c.manner)
			r.Timeout = c.timeout
			r.Options.Skips = []Skip{{Glob: "*", Reason: "harmless"}}
			report, err := r.Run(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			got := told(report)[1:]
			for i := range got {
				got[i] = strings.Replace(got[i], "; "+noSkip, "", 1)
			}
			if diff := cmp.Diff([]string{c.want}, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.why, diff)
			}
		})
	}
}

// TestOneShotContextIsNotInherited: a context of this program's own environment is
// none of the vector's.
func TestOneShotContextIsNotInherited(t *testing.T) {
	t.Setenv(contextVariable, `{"processType":"document","verdict":"a <b>"}`)
	r := runner(t, []Vector{{ID: "t/none", Document: []byte(`{"do":"context"}`), Expected: Answer{Error: "malformed"}}}, "one-shot")
	report, err := r.Run(context.Background())
	if err != nil || !report.Green {
		t.Errorf("%+v, %v", report, err)
	}
}
