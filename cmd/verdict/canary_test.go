package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// canary is planted in documents and must not come out again.
const canary = "kanarifugl"

// TestCanaries plants canaries in the values of every committed document but
// the provider's name, and looks for them in all that is printed. Only the
// final result of an accepted process holds a person's data, and only where it
// is not left out: there the canaries have to show, or none were planted.
func TestCanaries(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine plants for a while")
	}
	files, err := filepath.Glob("../../testdata/documents/*/*.json")
	if err != nil || len(files) < 400 {
		t.Fatalf("%d documents, want at least 400 (%v)", len(files), err)
	}
	var lines strings.Builder
	shown := resultsShown{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(text) > 10000 {
			continue // thousands of places that are alike
		}
		for _, doc := range plantings(string(text)) {
			lookForCanary(t, doc, "decide", "--no-result")
			lookForCanary(t, doc, "decide", "--json", "--no-result")
			lookForCanary(t, doc, "explain")
			lookForCanary(t, doc, "explain", "--json")
			shown.see(t, doc)
			lines.WriteString(strings.Map(onOneLine, doc) + "\n")
		}
		lookForCanary(t, string(text), "decide", "--no-result", "--process-type", canary, "--verdict", canary)
		lookForCanary(t, string(text), "explain", "--process-type", canary, "--verdict", canary)
	}
	lookForCanary(t, lines.String(), "decide", "--lines", "--no-result")
	shown.seeLines(t, lines.String())
	for _, args := range [][]string{{"decide"}, {"decide", "--json"}, {"explain"}, {"explain", "--json"}, {"prove"}, {"prove", "--json"}} {
		lookForCanary(t, `{"provider":"`+canary+`","status":"failed"}`, args...)
	}
	for _, how := range []string{"as text", "--json", "--lines"} {
		if shown[how] < 50 {
			t.Errorf("%s: %d final results with canaries, want at least 50", how, shown[how])
		}
	}
}

// resultsShown counts the final results that show a canary, by how they were
// asked for.
type resultsShown map[string]int

func (r resultsShown) see(t *testing.T, doc string) {
	t.Helper()
	text, _, _ := run(doc, "decide")
	encoded, _, _ := run(doc, "decide", "--json")
	status := statusOf(t, encoded)
	r.count(t, "as text", text, status)
	r.count(t, "--json", encoded, status)
}

func (r resultsShown) seeLines(t *testing.T, docs string) {
	t.Helper()
	out, _, _ := run(docs, "decide", "--lines")
	for answer := range strings.Lines(out) {
		r.count(t, "--lines", answer, statusOf(t, answer))
	}
}

func (r resultsShown) count(t *testing.T, how, answer, status string) {
	t.Helper()
	if !strings.Contains(answer, canary) {
		return
	}
	r[how]++
	if status != "accepted" {
		t.Errorf("%s shows a person's data with the status %q:\n%s", how, status, answer)
	}
}

// TestCanaryIsFound: names of entries do come out, so that a canary in one
// shows that the search finds what is there.
func TestCanaryIsFound(t *testing.T) {
	doc := `{"provider":"eid","providerSpecific":{"ocr":{"securityChecks":{"` + canary + `":{"valid":false}}}}}`
	for _, args := range [][]string{{"decide"}, {"decide", "--json"}, {"decide", "--lines"}, {"explain"}, {"explain", "--json"}} {
		if out, _, _ := run(doc, args...); !strings.Contains(out, canary) {
			t.Errorf("verdict %s does not name the check:\n%s", strings.Join(args, " "), out)
		}
	}
}

func lookForCanary(t *testing.T, in string, args ...string) {
	t.Helper()
	out, errs, status := run(in, args...)
	if status == exitUsage || out == "" {
		t.Fatalf("verdict %s gives nothing: %s", strings.Join(args, " "), errs)
	}
	if strings.Contains(out+errs, canary) {
		t.Errorf("verdict %s shows what stands in\n%.2000s\n%.2000s%s", strings.Join(args, " "), in, out, errs)
	}
}

// statusOf is the status in a JSON answer, or empty.
func statusOf(t *testing.T, out string) string {
	t.Helper()
	var answer struct{ Status string }
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Status
}

func onOneLine(r rune) rune {
	if r == '\n' || r == '\r' {
		return ' '
	}
	return r
}

// jsonToken finds brackets, names with their colon, and scalars, in what is no
// JSON as well.
var jsonToken = regexp.MustCompile(`(?s)[][{}]|"(?:[^"\\]|\\.)*"(\s*:)?|-?[0-9][0-9.eE+-]*|true|false|null`)

// plantings are a text with a canary instead of each scalar but the provider's
// name, with one behind each string, and with all of these at once.
func plantings(doc string) []string {
	var all []string
	instead, behind, end := "", "", 0
	depth, name := 0, ""
	for _, at := range jsonToken.FindAllStringSubmatchIndex(doc, -1) {
		token, between := doc[at[0]:at[1]], doc[end:at[0]]
		end = at[1]
		one, two := token, token
		switch {
		case token == "{" || token == "[":
			depth++
		case token == "}" || token == "]":
			depth--
		case at[2] >= 0:
			name = token
		case depth != 1 || !strings.HasPrefix(name, `"provider"`):
			one = `"` + canary + `"`
			all = append(all, doc[:at[0]]+one+doc[at[1]:])
			if text, ok := strings.CutSuffix(token, `"`); ok {
				two = text + " " + canary + `"`
				all = append(all, doc[:at[0]]+two+doc[at[1]:])
			}
		}
		instead += between + one
		behind += between + two
	}
	return append(all, instead+doc[end:], behind+doc[end:])
}
