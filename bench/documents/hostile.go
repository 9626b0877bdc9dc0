package documents

import "strings"

// Hostile is a document that should not decide, or not as it does to a lenient
// reader.
type Hostile struct {
	Name     string
	Document []byte
}

const readID = `{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"FAILED","chipCloneDetection":"SUCCEEDED","lastName":"X"}}}`

// Hostiles are documents of one provider, whose chip did not verify, each with
// one thing done to it.
var Hostiles = []Hostile{
	hostile("nothing done to it", "", ""),
	hostile("FAILED, then SUCCEEDED under the same name", `"chipVerification":"FAILED"`, `"chipVerification":"FAILED","chipVerification":"SUCCEEDED"`),
	hostile("SUCCEEDED, then FAILED under the same name", `"chipVerification":"FAILED"`, `"chipVerification":"SUCCEEDED","chipVerification":"FAILED"`),
	hostile("the second name written with an escape", `"chipVerification":"FAILED"`, `"chipVerification":"FAILED","chip\u0056erification":"SUCCEEDED"`),
	hostile("the second name in other case", `"chipVerification":"FAILED"`, `"chipVerification":"FAILED","chipverification":"SUCCEEDED"`),
	hostile("a second element around SUCCEEDED", `}}}`, `},"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"}}}`),
	hostile("not UTF-8 in a name of the person", `"X"`, "\"X\xff\""),
	hostile("not UTF-8 in the signal", `"FAILED"`, "\"FAILED\xff\""),
	hostile("half a surrogate pair in a name of the person", `"X"`, `"X\ud800"`),
	hostile("a control character in a name of the person", `"X"`, "\"X\x01\""),
	hostile("a second document after it", `}}}`, `}}}{"provider":"readid"}`),
	hostile("cut short", `}}}`, `}}`),
	hostile("nested 200 deep", `"X"`, strings.Repeat("[", 200)+strings.Repeat("]", 200)),
	hostile("a word that nobody declared", `"FAILED"`, `"failed"`),
}

func hostile(name, old, new string) Hostile {
	return Hostile{name, []byte(strings.Replace(readID, old, new, 1))}
}

// Answer is what a way makes of a document: the name of a status, or "error".
func (w Way) Answer(document []byte) string {
	status, err := w.Decide(document)
	if err != nil {
		return "error"
	}
	return status.String()
}
