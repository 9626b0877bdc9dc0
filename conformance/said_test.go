package conformance

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestParseSaid reads what implementations say.
func TestParseSaid(t *testing.T) {
	cases := []struct {
		why, text string
		id        string
		answer    Answer
		wrong     string
	}{
		{"a status", `{"id":"a/b","status":"accepted"}`, "a/b", Answer{Status: "accepted"}, ""},
		{"an error, and white space", " {\"id\": \"a/b\", \"error\": \"malformed\"}\r", "a/b", Answer{Error: "malformed"}, ""},
		{"a reason to skip", `{"id":"a/b","skipped":"why"}`, "a/b", Answer{Skipped: "why"}, ""},
		{"null is the same as nothing", `{"id":"a/b","status":"accepted","error":null,"skipped":null,"finalResult":null}`, "a/b", Answer{Status: "accepted"}, ""},
		{"a final result", `{"id":"a/b","status":"accepted","finalResult":{"gender":"F"}}`, "a/b", Answer{Status: "accepted", FinalResult: map[string]string{"gender": "F"}}, ""},
		{"that there is none", `{"id":"a/b","status":"accepted","finalResult":{}}`, "a/b", Answer{Status: "accepted", FinalResult: map[string]string{}}, ""},
		{"other members are passed over", `{"id":"a/b","status":"pending","rules":["x"],"Status":"accepted"}`, "a/b", Answer{Status: "pending"}, ""},

		{"no JSON", `accepted`, "", Answer{}, `"accepted" is no JSON object`},
		{"no object", `["accepted"]`, "", Answer{}, "`[\"accepted\"]` is no JSON object"},
		{"null", `null`, "", Answer{}, `"null" is no JSON object`},
		{"two objects", `{} {}`, "", Answer{}, `"{} {}" is no JSON object`},
		{"an id that is no text", `{"id":7,"status":"accepted"}`, "", Answer{Status: "accepted"}, `id is no text: "7"`},
		{"a status twice", `{"id":"a/b","status":"accepted","status":"failed"}`, "a/b", Answer{Status: "accepted"}, "the member status stands twice: `{\"id\":\"a/b\",\"status\":\"accepted\",\"status\":\"failed\"}`"},
		{"the same name in two spellings", `{"id":"a/b","status":"failed","st\u0061tus":"accepted"}`, "a/b", Answer{Status: "accepted"}, "the member status stands twice: `{\"id\":\"a/b\",\"status\":\"failed\",\"st\\u0061tus\":\"accepted\"}`"},
		{"a status that is no text beside one that is", `{"status":7,"status":"accepted"}`, "", Answer{Status: "accepted"}, "the member status stands twice: `{\"status\":7,\"status\":\"accepted\"}`"},
		{"an id twice", `{"id":"a/b","id":"a/b","status":"failed"}`, "a/b", Answer{Status: "failed"}, "the member id stands twice: `{\"id\":\"a/b\",\"id\":\"a/b\",\"status\":\"failed\"}`"},
		{"two ids are none", `{"id":"a/b","id":"a/c","status":"failed"}`, "", Answer{Status: "failed"}, "the member id stands twice: `{\"id\":\"a/b\",\"id\":\"a/c\",\"status\":\"failed\"}`"},
		{"a member that is passed over, twice", `{"id":"a/b","status":"failed","a b":1,"a b":1}`, "a/b", Answer{Status: "failed"}, "the member \"a b\" stands twice: `{\"id\":\"a/b\",\"status\":\"failed\",\"a b\":1,\"a b\":1}`"},
		{"no end", `{"id":"a/b","status":"accepted"`, "", Answer{}, "`{\"id\":\"a/b\",\"status\":\"accepted\"` is no JSON object"},
		{"neither status nor error", `{"id":"a/b","decision":"accepted"}`, "a/b", Answer{}, "it has no status, no error, and no reason to skip: `{\"id\":\"a/b\",\"decision\":\"accepted\"}`"},
		{"both", `{"id":"a/b","status":"failed","error":"undecided"}`, "a/b", Answer{Status: "failed", Error: "undecided"}, "it has more than one of status, error and skipped: `{\"id\":\"a/b\",\"status\":\"failed\",\"error\":\"undecided\"}`"},
		{"a status and a skip", `{"id":"a/b","status":"failed","skipped":"why"}`, "a/b", Answer{Status: "failed", Skipped: "why"}, "it has more than one of status, error and skipped: `{\"id\":\"a/b\",\"status\":\"failed\",\"skipped\":\"why\"}`"},
		{"an unknown status", `{"id":"a/b","status":"Accepted"}`, "a/b", Answer{Status: "Accepted"}, "\"Accepted\" is no status; the statuses are accepted, rejected, inconclusive, canceled, failed, pending, processing: `{\"id\":\"a/b\",\"status\":\"Accepted\"}`"},
		{"an unknown error", `{"id":"a/b","error":"bad"}`, "a/b", Answer{Error: "bad"}, "\"bad\" is no error; the errors are malformed, unknown-provider, unknown-value, undecided: `{\"id\":\"a/b\",\"error\":\"bad\"}`"},
		{"a status that is no text", `{"id":"a/b","status":true}`, "a/b", Answer{}, `status is no text: "true"`},
		{"an error that is no text", `{"id":"a/b","error":{"kind":"malformed"}}`, "a/b", Answer{}, "error is no text: `{\"kind\":\"malformed\"}`"},
		{"long and unprintable", "\x1b[2J" + strings.Repeat("x", 1000), "", Answer{}, `"\x1b[2J` + strings.Repeat("x", 196) + `"… is no JSON object`},
	}
	for _, c := range cases {
		got := parseSaid([]byte(c.text))
		wrong := ""
		if got.wrong != nil {
			wrong = got.wrong.Error()
		}
		if diff := cmp.Diff([]any{c.id, c.answer, c.wrong}, []any{got.id, got.answer, wrong}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

// TestOddResults: a final result of another form is a wrong one, and does not
// hide what the status says.
func TestOddResults(t *testing.T) {
	accepted := Answer{Status: "accepted", FinalResult: map[string]string{"gender": "F"}}
	for _, c := range []struct {
		why, text string
		right     Answer
		kind      Kind
		detail    string
	}{
		{"a field that is no text", `{"id":"a","status":"accepted","finalResult":{"gender":true}}`, accepted, WrongResult, `the field "gender" of finalResult is no text: "true"`},
		{"a field that is null", `{"id":"a","status":"accepted","finalResult":{"gender":null}}`, accepted, WrongResult, `the field "gender" of finalResult is null; a field without a value is left out`},
		{"a field twice", `{"id":"a","status":"accepted","finalResult":{"gender":"F","gender":"F"}}`, accepted, WrongResult, `the field "gender" of finalResult stands twice`},
		{"no object", `{"id":"a","status":"accepted","finalResult":"x"}`, accepted, WrongResult, "finalResult is no object: `\"x\"`"},
		{"a field that is no text, beside an acceptance that is wrong", `{"id":"a","status":"accepted","finalResult":{"gender":true}}`, Answer{Status: "rejected"}, FalseAccept, ""},
		{"a wrong status matters more", `{"id":"a","status":"failed","finalResult":7}`, accepted, WrongStatus, ""},
		{"accepted and an error at once, where it must not be accepted", `{"id":"a","status":"accepted","error":"undecided"}`, Answer{Error: "undecided"}, FalseAccept,
			"it has more than one of status, error and skipped: `{\"id\":\"a\",\"status\":\"accepted\",\"error\":\"undecided\"}`"},
		{"accepted and an error at once, where accepted is right", `{"id":"a","status":"accepted","error":"undecided"}`, accepted, Garbage,
			"it has more than one of status, error and skipped: `{\"id\":\"a\",\"status\":\"accepted\",\"error\":\"undecided\"}`"},
	} {
		f := newFinding(c.right, parseSaid([]byte(c.text)))
		if f.kind != c.kind || f.detail != c.detail {
			t.Errorf("%s: %s, %s; want %s, %s", c.why, f.kind, f.detail, c.kind, c.detail)
		}
	}
}
