package conformance

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind says in which way a vector, or a run, fails.
type Kind string

// The kinds, the most severe first.
const (
	FalseAccept   Kind = "FALSE-ACCEPT"   // accepted where something else is right
	FalseReject   Kind = "FALSE-REJECT"   // rejected where something else is right
	WrongStatus   Kind = "WRONG-STATUS"   // any other status where something else is right
	WrongError    Kind = "WRONG-ERROR"    // an error where a status or another error is right
	WrongResult   Kind = "WRONG-RESULT"   // another final result, or one beside anything but accepted
	Unseen        Kind = "UNSEEN"         // the implementation skips what must not be accepted, so nobody saw whether it accepts
	Crash         Kind = "CRASH"          // the implementation ended badly instead of answering
	Hang          Kind = "HANG"           // it did not answer in time
	Garbage       Kind = "GARBAGE"        // what it said is no answer
	NoAnswer      Kind = "NO-ANSWER"      // it ended well and did not answer
	TwoAnswers    Kind = "TWO-ANSWERS"    // it answered more than once
	NotAsked      Kind = "NOT-ASKED"      // it hung or failed so often that the rest was not asked
	SkippedPasses Kind = "SKIPPED-PASSES" // a vector that is to be skipped passes
)

var kinds = [...]Kind{
	FalseAccept, FalseReject, WrongStatus, WrongError, WrongResult, Unseen,
	Crash, Hang, Garbage, NoAnswer, TwoAnswers, NotAsked, SkippedPasses,
}

// judged tells whether a failure of this kind is an answer, so that it is known not
// to accept.
func (k Kind) judged() bool {
	switch k {
	case FalseReject, WrongStatus, WrongError, WrongResult:
		return true
	}
	return false
}

// judge compares an answer that is no skip with the right one. The kind is empty
// where it is right.
func judge(right, got Answer) (Kind, string) {
	switch {
	case got.Status == right.Status && got.Error == right.Error:
		if detail := differentResult(right, got); detail != "" {
			return WrongResult, detail
		}
		return "", ""
	case got.Status == "accepted":
		return FalseAccept, ""
	case got.Status == "rejected":
		return FalseReject, ""
	case got.Status != "":
		return WrongStatus, ""
	default:
		return WrongError, ""
	}
}

// maxDifferences is how many fields of a final result are named.
const maxDifferences = 12

// differentResult says how a final result differs from the right one, where both
// are known.
func differentResult(right, got Answer) string {
	want := right.FinalResult
	switch {
	case got.FinalResult == nil:
		return ""
	case right.Status != "accepted" && len(got.FinalResult) > 0:
		return "only accepted has a final result"
	case right.Status != "accepted" || want == nil:
		return ""
	}
	names := map[string]bool{}
	for _, fields := range []map[string]string{want, got.FinalResult} {
		for name := range fields {
			names[name] = true
		}
	}
	var differences []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		w, wanted := want[name]
		g, given := got.FinalResult[name]
		switch {
		case !given:
			differences = append(differences, fmt.Sprintf("%s is %s and was not given", quote(name), quote(w)))
		case !wanted:
			differences = append(differences, fmt.Sprintf("%s has no value and was given as %s", quote(name), quote(g)))
		case w != g:
			differences = append(differences, fmt.Sprintf("%s is %s and was given as %s", quote(name), quote(w), quote(g)))
		}
	}
	if more := len(differences) - maxDifferences; more > 0 {
		differences = append(differences[:maxDifferences], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(differences, "; ")
}
