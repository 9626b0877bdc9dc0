package conformance

import "fmt"

// finding is what became known of a vector.
type finding struct {
	settled bool
	kind    Kind // empty: right, or skipped
	got     *Answer
	detail  string
	stderr  []string
	blamed  bool // it was left without an answer
	hung    bool // the process that was started for it alone hung
	twice   bool // it was answered more than once
}

// unseen says what to do instead of skipping a vector that must not be accepted.
const unseen = "skipped by the implementation, so nobody saw whether it accepts; answer what the service really answers, " +
	"such as unknown-provider, and list the vector (--skip, Options.Skips), or ask fewer (--run, Options.Run)"

// newFinding is what the first answer shows.
func newFinding(right Answer, s said) finding {
	f := finding{got: &s.answer}
	switch {
	case s.wrong != nil && s.answer.Status == "accepted" && right.Status != "accepted":
		f = finding{kind: FalseAccept, got: &Answer{Status: "accepted"}, detail: s.wrong.Error()}
	case s.wrong != nil:
		return finding{kind: Garbage, detail: s.wrong.Error()}
	case s.answer.Skipped != "" && right.Status != "accepted":
		f.kind, f.detail = Unseen, unseen
	case s.answer.Skipped == "":
		f.kind, f.detail = judge(right, s.answer)
	}
	if s.odd != "" && (f.kind == "" || f.kind == WrongResult) {
		f.kind, f.detail = WrongResult, s.odd
	}
	return f
}

// second takes in another answer. A false accept among the answers stays one; of any
// others it only matters that they are too many.
func (f *finding) second(right Answer, s said) {
	next := newFinding(right, s)
	if !f.twice {
		f.detail = fmt.Sprintf("it answered twice: %s, then %s", f.words(), next.words())
		f.twice = true
	}
	switch {
	case f.kind == FalseAccept:
	case next.kind == FalseAccept:
		f.kind, f.got = FalseAccept, next.got
	default:
		f.kind = TwoAnswers
	}
}

func (f *finding) words() string {
	if f.got == nil {
		return "what is no answer"
	}
	return f.got.String()
}

// outcome is a finding in the light of the list of skips.
type outcome struct {
	finding
	skipped bool
	reason  string
}

// under judges a finding by the list of skips. What nobody saw cannot be skipped,
// unless it may be accepted: it could be a false accept.
func (f finding) under(skip *Skip, right Answer) outcome {
	switch {
	case f.kind == "" && f.got.Skipped != "":
		return outcome{f, true, f.got.Skipped}
	case skip == nil, f.kind == Unseen, f.kind == NotAsked:
		return outcome{f, false, ""}
	case f.kind == "":
		f.kind, f.detail = SkippedPasses, skip.at+"it is to be skipped: "+quote(skip.Reason)+"; it passes, so take it off the list"
		return outcome{f, false, ""}
	case f.kind == FalseAccept:
		f.detail = join(f.detail, skip.at+"a false accept cannot be skipped")
		return outcome{f, false, ""}
	case right.Status != "accepted" && !f.kind.judged():
		f.detail = join(f.detail, skip.at+"it cannot be skipped, since nobody saw whether it accepts")
		return outcome{f, false, ""}
	default:
		return outcome{f, true, skip.Reason}
	}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}
