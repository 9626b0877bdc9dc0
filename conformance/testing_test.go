package conformance

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The tests below are started by TestRunWithFails, in a process of their own: they
// are to fail.
const inner = "CONFORMANCE_INNER"

func needInner(t *testing.T) {
	if os.Getenv(inner) == "" {
		t.Skip("TestRunWithFails starts it")
	}
}

func TestInnerFails(t *testing.T) {
	needInner(t)
	vectors := []Vector{
		vector("t/right", "", "null", rejected),
		vector("t/wrong", "", "null", Answer{Status: "accepted", FinalResult: map[string]string{"gender": "F"}}),
		vector("t/accept", "accept", "null", rejected),
		vector("t/garbage", "garbage", "null", rejected),
		vector("t/skip", "skip", "null", accepted),
		vector("t/unseen", "skip", "null", rejected),
		vector("t/known-garbage", "garbage", "null", rejected),
		vector("t/known", "", "null", Answer{Error: "undecided"}),
		vector("t/passes", "", "null", rejected),
	}
	vectors[1].Context.Verdict = "accepted"
	o := Options{Skips: []Skip{{Glob: "t/known*", Reason: "known"}, {Glob: "t/unseen", Reason: "not built"}, {Glob: "t/passes", Reason: "was wrong"}, {Glob: "t/accept", Reason: "harmless"}}}
	o.vectors = func(yield func(Vector) bool) {
		for _, v := range vectors {
			if !yield(v) {
				return
			}
		}
	}
	RunWith(t, o, func(text []byte, _ Context) Answer {
		switch {
		case strings.Contains(string(text), `"accept"`):
			return Answer{Status: "accepted"}
		case strings.Contains(string(text), `"garbage"`):
			return Answer{}
		case strings.Contains(string(text), `"skip"`):
			return Answer{Skipped: "cannot"}
		}
		return rejected
	})
}

func TestInnerSkipsAll(t *testing.T) {
	needInner(t)
	o := Options{vectors: func(yield func(Vector) bool) { yield(vector("t/skip", "", "null", accepted)) }}
	RunWith(t, o, func([]byte, Context) Answer { return Answer{Skipped: "cannot"} })
}

func TestInnerWrongOption(t *testing.T) {
	needInner(t)
	RunWith(t, Options{Run: "nothing"}, func([]byte, Context) Answer { return rejected })
}

// TestRunWithFails: what fails says so as a test does.
func TestRunWithFails(t *testing.T) {
	inside := exec.Command(os.Args[0], "-test.run=^TestInner", "-test.v")
	inside.Env = append(os.Environ(), inner+"=yes")
	out, err := inside.Output()
	if err == nil {
		t.Error("the tests that are to fail pass")
	}
	noise := regexp.MustCompile(` \(\d+\.\d+s\)|(?m)^\s*testing(_test)?\.go:\d+: |^=== .*\n|^(FAIL|coverage: .*)\n`)
	if diff := cmp.Diff(wantInner, noise.ReplaceAllString(string(out), "")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

const wantInner = `FALSE-REJECT: About t/wrong.
          source:   Tests (must)
          expected: accepted {"gender": "F"}
          got:      rejected
          context:  processType "", verdict "accepted", date ""
          document: ` + "`" + `{"do":"","say":null}` + "`" + `
FALSE-ACCEPT: About t/accept.
          source:   Tests (must)
          expected: rejected
          got:      accepted
          a false accept cannot be skipped
          document: ` + "`" + `{"do":"accept","say":null}` + "`" + `
GARBAGE: About t/garbage.
          source:   Tests (must)
          expected: rejected
          got:      what is no answer
          it has no status, no error, and no reason to skip
          document: ` + "`" + `{"do":"garbage","say":null}` + "`" + `
cannot
UNSEEN: About t/unseen.
          source:   Tests (must)
          expected: rejected
          got:      skipped: "cannot"
          ` + unseen + `
          document: ` + "`" + `{"do":"skip","say":null}` + "`" + `
GARBAGE: About t/known-garbage.
          source:   Tests (must)
          expected: rejected
          got:      what is no answer
          it has no status, no error, and no reason to skip; it cannot be skipped, since nobody saw whether it accepts
          document: ` + "`" + `{"do":"garbage","say":null}` + "`" + `
known
SKIPPED-PASSES: About t/passes.
          source:   Tests (must)
          expected: rejected
          got:      rejected
          it is to be skipped: "was wrong"; it passes, so take it off the list
          document: ` + "`" + `{"do":"","say":null}` + "`" + `
--- FAIL: TestInnerFails
    --- PASS: TestInnerFails/t/right
    --- FAIL: TestInnerFails/t/wrong
    --- FAIL: TestInnerFails/t/accept
    --- FAIL: TestInnerFails/t/garbage
    --- SKIP: TestInnerFails/t/skip
    --- FAIL: TestInnerFails/t/unseen
    --- FAIL: TestInnerFails/t/known-garbage
    --- SKIP: TestInnerFails/t/known
    --- FAIL: TestInnerFails/t/passes
cannot
conformance: nothing passed
--- FAIL: TestInnerSkipsAll
    --- SKIP: TestInnerSkipsAll/t/skip
conformance: "nothing" matches the id of no vector; * stands for any text
--- FAIL: TestInnerWrongOption
`

// TestRun puts the suite to a function that looks every answer up: what has a context
// is skipped, everything else is asked, and passes.
func TestRun(t *testing.T) {
	right, contexts := map[string]Answer{}, 0
	for v := range Vectors() {
		if v.Context != (Context{}) {
			contexts++
			continue
		}
		right[string(v.Document)] = v.Expected
	}
	if len(right) < 1000 || contexts < 10 {
		t.Fatalf("%d documents, %d contexts", len(right), contexts)
	}
	asked := map[string]bool{}
	Run(t, func(document []byte) Answer {
		asked[string(document)] = true
		return right[string(document)]
	})
	if len(asked) != len(right) {
		t.Errorf("%d of %d documents are asked", len(asked), len(right))
	}
}
