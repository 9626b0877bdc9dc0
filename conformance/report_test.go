package conformance

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReportJSON: the form on which others rely, with everything in it.
func TestReportJSON(t *testing.T) {
	vectors := []Vector{
		vector("t/right", "", `{"status":"rejected"}`, rejected),
		vector("t/skip", "", `{"skipped":"no <b>"}`, rejected),
		vector("t/skip-accepted", "", `{"skipped":"no"}`, Answer{Status: "accepted", FinalResult: map[string]string{}}),
		vector("t/known", "", `{"status":"failed"}`, rejected),
		vector("t/bad", "crash", `{}`, rejected),
		vector("t/result", "", `{"status":"accepted","finalResult":{}}`, Answer{Status: "accepted", FinalResult: map[string]string{"gender": "F"}}),
		vector("t/passes", "", `{"status":"rejected"}`, rejected),
		vector("t/accept", "", `{"status":"accepted"}`, rejected),
		vector("t/other", "", `{"status":"failed"}`, rejected),
	}
	vectors[8].Document = []byte("{\"do\":\"\",\"say\":{\"status\":\"failed\"},\"a\":\"\xff\"}")
	vectors[8].Context.ProcessType = "document"
	vectors[8].Profiles = []Alternative{{With: map[string]string{"R6": "b"}, Expected: Answer{Error: "undecided"}}}
	r := runner(t, vectors, "chatters")
	r.Options.Profiles = map[string]string{"R6": "b"}
	r.Options.Skips = []Skip{{Glob: "t/known", Reason: "later"}, {Glob: "t/passes", Reason: "never right"}, {Glob: "t/a*", Reason: "harmless"}}
	report, err := r.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(report, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	again := func(id string) string {
		return `verdict conform --run ` + id + ` --timeout 1m0s --profile R6=b -- PROGRAM as-implementation chatters`
	}
	want := `{
 "green": false,
 "vectors": 9,
 "passed": 1,
 "failed": 6,
 "skipped": 2,
 "unseen": 1,
 "kinds": [
  {
   "kind": "FALSE-ACCEPT",
   "count": 1
  },
  {
   "kind": "WRONG-STATUS",
   "count": 1
  },
  {
   "kind": "WRONG-RESULT",
   "count": 1
  },
  {
   "kind": "UNSEEN",
   "count": 1
  },
  {
   "kind": "CRASH",
   "count": 1
  },
  {
   "kind": "SKIPPED-PASSES",
   "count": 1
  }
 ],
 "failures": [
  {
   "kind": "FALSE-ACCEPT",
   "id": "t/accept",
   "level": "must",
   "about": "About t/accept.",
   "source": "Tests",
   "expected": {
    "status": "rejected"
   },
   "got": {
    "status": "accepted"
   },
   "detail": "a false accept cannot be skipped",
   "again": "` + again("t/accept") + `",
   "document": "{\"do\":\"\",\"say\":{\"status\":\"accepted\"}}"
  },
  {
   "kind": "WRONG-STATUS",
   "id": "t/other",
   "level": "must",
   "about": "About t/other.",
   "source": "Tests",
   "expected": {
    "error": "undecided"
   },
   "got": {
    "status": "failed"
   },
   "again": "` + again("t/other") + `",
   "context": {
    "processType": "document"
   },
   "documentBase64": "eyJkbyI6IiIsInNheSI6eyJzdGF0dXMiOiJmYWlsZWQifSwiYSI6Iv8ifQ=="
  },
  {
   "kind": "WRONG-RESULT",
   "id": "t/result",
   "level": "must",
   "about": "About t/result.",
   "source": "Tests",
   "expected": {
    "status": "accepted",
    "finalResult": {
     "gender": "F"
    }
   },
   "got": {
    "status": "accepted",
    "finalResult": {}
   },
   "detail": "\"gender\" is \"F\" and was not given",
   "again": "` + again("t/result") + `",
   "document": "{\"do\":\"\",\"say\":{\"status\":\"accepted\",\"finalResult\":{}}}"
  },
  {
   "kind": "UNSEEN",
   "id": "t/skip",
   "level": "must",
   "about": "About t/skip.",
   "source": "Tests",
   "expected": {
    "status": "rejected"
   },
   "got": {
    "skipped": "no \u003cb\u003e"
   },
   "detail": "` + unseen + `",
   "again": "` + again("t/skip") + `",
   "document": "{\"do\":\"\",\"say\":{\"skipped\":\"no \\u003cb\\u003e\"}}"
  },
  {
   "kind": "CRASH",
   "id": "t/bad",
   "level": "must",
   "about": "About t/bad.",
   "source": "Tests",
   "expected": {
    "status": "rejected"
   },
   "detail": "exit status 3",
   "again": "` + again("t/bad") + `",
   "stderr": [
    "boom",
    "  at line 7"
   ],
   "document": "{\"do\":\"crash\",\"say\":{}}"
  },
  {
   "kind": "SKIPPED-PASSES",
   "id": "t/passes",
   "level": "must",
   "about": "About t/passes.",
   "source": "Tests",
   "expected": {
    "status": "rejected"
   },
   "got": {
    "status": "rejected"
   },
   "detail": "it is to be skipped: \"never right\"; it passes, so take it off the list",
   "again": "` + again("t/passes") + `",
   "document": "{\"do\":\"\",\"say\":{\"status\":\"rejected\"}}"
  }
 ],
 "faults": [
  {
   "kind": "GARBAGE",
   "detail": "\"listening on port 8080\" is no JSON object",
   "times": 12,
   "stderr": [
    "boom",
    "  at line 7"
   ]
  }
 ],
 "skips": [
  {
   "id": "t/skip-accepted",
   "reason": "no",
   "expected": {
    "status": "accepted",
    "finalResult": {}
   }
  },
  {
   "id": "t/known",
   "reason": "later",
   "expected": {
    "status": "rejected"
   },
   "kind": "WRONG-STATUS"
  }
 ],
 "passes": [
  "t/right"
 ]
}`
	if diff := cmp.Diff(want, strings.ReplaceAll(string(text), shellQuote(r.Command[0]), "PROGRAM")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var reread Report
	if err := json.Unmarshal(text, &reread); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report, &reread); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
}

// TestReportEmptyLists: lists without an entry are [], not null.
func TestReportEmptyLists(t *testing.T) {
	report, err := runner(t, good(1)).Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"green":true,"vectors":1,"passed":1,"failed":0,"skipped":0,"unseen":0,"kinds":[],"failures":[],"faults":[],"skips":[],"passes":["t/0"]}`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAgain writes the command that asks a vector again.
func TestAgain(t *testing.T) {
	r := &Runner{Command: []string{"my adapter", "it's", "--x=1", "", "a;b", "$HOME"}, OneShot: true}
	const want = `verdict conform --run 'a/b~c' --one-shot -- 'my adapter' 'it'\''s' --x=1 '' 'a;b' '$HOME'`
	if got := r.again(&Vector{ID: "a/b~c"}); got != want {
		t.Errorf("got %s", got)
	}
}

// TestSeverity: every kind has its place, and those of an answer come before those of
// the run.
func TestSeverity(t *testing.T) {
	all := []Kind{FalseAccept, FalseReject, WrongStatus, WrongError, WrongResult, Unseen, Crash, Hang, Garbage, NoAnswer, TwoAnswers, NotAsked, SkippedPasses}
	if !slices.IsSortedFunc(all, func(a, b Kind) int { return severity(a) - severity(b) }) || severity(FalseAccept) != 0 {
		t.Error("the kinds are not in the order of their severity")
	}
}
