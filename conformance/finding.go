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
	twice   bool // it was answered more than once
}

// newFinding is what the first answer shows.
func newFinding(right Answer, s said) finding {
	f := finding{got: &s.answer}
	switch {
	case s.wrong != nil && s.answer.Status == "accepted" && right.Status != "accepted":
		f.kind, f.detail = FalseAccept, s.wrong.Error()
	case s.wrong != nil:
		return finding{kind: Garbage, detail: s.wrong.Error()}
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

func (f finding) under(skip *Skip) outcome {
	switch {
	case f.kind == "" && f.got.Skipped != "":
		return outcome{f, true, f.got.Skipped}
	case skip == nil:
		return outcome{f, false, ""}
	case f.kind == "":
		f.kind, f.detail = SkippedPasses, skip.at+"it is to be skipped: "+quote(skip.Reason)+"; it passes, so take it off the list"
		return outcome{f, false, ""}
	case f.kind == FalseAccept:
		f.detail = join(f.detail, skip.at+"a false accept cannot be skipped")
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
