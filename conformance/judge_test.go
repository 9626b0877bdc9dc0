package conformance

import "testing"

// TestJudge compares answers with right ones.
func TestJudge(t *testing.T) {
	accepted := func(result map[string]string) Answer { return Answer{Status: "accepted", FinalResult: result} }
	ada := map[string]string{"firstName": "Ada", "gender": "F"}
	cases := []struct {
		why        string
		right, got Answer
		kind       Kind
		detail     string
	}{
		{"the same", rejected, rejected, "", ""},
		{"the same error", Answer{Error: "undecided"}, Answer{Error: "undecided"}, "", ""},
		{"the same final result", accepted(ada), accepted(ada), "", ""},
		{"a final result need not be given", accepted(ada), accepted(nil), "", ""},
		{"none is expected, and none is given", accepted(map[string]string{}), accepted(map[string]string{}), "", ""},
		{"what is expected under another reading may not say it", accepted(nil), accepted(ada), "", ""},
		{"no final result beside a rejection may be said", rejected, Answer{Status: "rejected", FinalResult: map[string]string{}}, "", ""},
		{"and beside an error", Answer{Error: "malformed"}, Answer{Error: "malformed", FinalResult: map[string]string{}}, "", ""},

		{"accepted for rejected", rejected, accepted(nil), FalseAccept, ""},
		{"accepted for an error", Answer{Error: "unknown-value"}, accepted(ada), FalseAccept, ""},
		{"rejected for accepted", accepted(ada), rejected, FalseReject, ""},
		{"rejected for an error", Answer{Error: "malformed"}, rejected, FalseReject, ""},
		{"failed for rejected", rejected, Answer{Status: "failed"}, WrongStatus, ""},
		{"pending for an error", Answer{Error: "undecided"}, Answer{Status: "pending"}, WrongStatus, ""},
		{"an error for a status", accepted(ada), Answer{Error: "undecided"}, WrongError, ""},
		{"an error for another", Answer{Error: "malformed"}, Answer{Error: "unknown-provider"}, WrongError, ""},

		{"a field is not given", accepted(ada), accepted(map[string]string{"gender": "F"}), WrongResult, `"firstName" is "Ada" and was not given`},
		{"no field is given", accepted(ada), accepted(map[string]string{}), WrongResult, `"firstName" is "Ada" and was not given; "gender" is "F" and was not given`},
		{"a field has no value", accepted(map[string]string{}), accepted(map[string]string{"gender": ""}), WrongResult, `"gender" has no value and was given as ""`},
		{"a field differs", accepted(ada), accepted(map[string]string{"firstName": "ADA", "gender": "F"}), WrongResult, `"firstName" is "Ada" and was given as "ADA"`},
		{"a final result beside a rejection", rejected, Answer{Status: "rejected", FinalResult: ada}, WrongResult, "only accepted has a final result"},
		{"a final result beside an error", Answer{Error: "malformed"}, Answer{Error: "malformed", FinalResult: ada}, WrongResult, "only accepted has a final result"},
	}
	for _, c := range cases {
		if kind, detail := judge(c.right, c.got); kind != c.kind || detail != c.detail {
			t.Errorf("%s: %s, %q; want %s, %q", c.why, kind, detail, c.kind, c.detail)
		}
	}
}

// TestJudgeManyFields: of many differences the first are named.
func TestJudgeManyFields(t *testing.T) {
	many := map[string]string{}
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"} {
		many[name] = ""
	}
	_, detail := judge(Answer{Status: "accepted", FinalResult: map[string]string{}}, Answer{Status: "accepted", FinalResult: many})
	const want = `"a" has no value and was given as ""; "b" has no value and was given as ""; "c" has no value and was given as ""; ` +
		`"d" has no value and was given as ""; "e" has no value and was given as ""; "f" has no value and was given as ""; ` +
		`"g" has no value and was given as ""; "h" has no value and was given as ""; "i" has no value and was given as ""; ` +
		`"j" has no value and was given as ""; "k" has no value and was given as ""; "l" has no value and was given as ""; and 2 more`
	if detail != want {
		t.Errorf("got %s", detail)
	}
}
