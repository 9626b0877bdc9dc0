package rulebook

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// resultTable is a table with whatever comes after its rows.
func resultTable(provider, rest string) fstest.MapFS {
	return fstest.MapFS{
		"process.yaml": {Data: []byte("provider: '*'\nelse: judge\ntitle: Demo\nsource: Demo\ngives: failed\nsignals:\n" +
			"  status: {meaning: Any., path: /status, values: [failed]}\nrules:\n" +
			"  - {id: process-failed, status: failed, when: 'status == \"failed\"', reason: Any., source: Demo, basis: text}\n")},
		"table.yaml": {Data: []byte("provider: " + provider + "\ntitle: Demo\nsource: Demo\ngives: accepted\nsignals:\n" +
			"  word: {meaning: Any., path: /word, values: [clear]}\n" +
			"terms:\n  said: 'word == \"clear\"'\nrules:\n" +
			"  - {id: demo-ok, status: accepted, when: 'said', reason: Any., source: Demo, basis: text}\n" + rest)},
	}
}

// describeSource writes a source with all that it says.
func describeSource(s ResultSource) string {
	text := s.Path.String()
	if s.Constant != "" {
		text += "constant " + s.Constant
	}
	if s.As != Text {
		text += " as " + s.As.String()
	}
	if s.Provider != "" {
		text += " for " + s.Provider
	}
	if s.When != nil {
		text += " when " + s.Text
	}
	if len(s.Basis) > 0 {
		text += " by " + strings.Join(s.Basis, " ")
	}
	return text
}

func TestResult(t *testing.T) {
	for _, c := range []struct {
		why, provider, rest string
		want                []string // field: sources
	}{
		{"no result", "demo", "", nil},
		{"no fields", "demo", "result: {}\n", nil},
		{"fields stand in their own order, whatever that of the file", "demo",
			"result:\n  personalIdentificationNumber: /number\n  firstName: /first\n  gender: /gender\n",
			[]string{"firstName: /first", "gender: /gender", "personalIdentificationNumber: /number"}},
		{"sources stand in the order of the file", "demo",
			"result:\n  firstName: [/b, {path: /a}, {constant: c}]\n",
			[]string{"firstName: /b, /a, constant c"}},
		{"several paths of one source are as many sources", "demo",
			"result:\n  dateOfBirth: [{path: [/b, /a], as: date, when: 'said', basis: [text, R7]}, /c]\n",
			[]string{"dateOfBirth: /b as date when said by text R7, /a as date when said by text R7, /c"}},
		{"every form", "demo",
			"result:\n  firstName: {path: /a, as: text}\n  dateOfBirth: {path: /a, as: date}\n" +
				"  nationality: {path: /a, as: country}\n  livenessDetected: {path: /a, as: boolean-word}\n",
			[]string{"firstName: /a", "nationality: /a as country", "dateOfBirth: /a as date", "livenessDetected: /a as boolean-word"}},
		{"a constant is text, whatever YAML takes it for", "demo",
			"result:\n  livenessDetected: {constant: true}\n  documentNumber: {constant: 0x10}\n",
			[]string{"documentNumber: constant 0x10", "livenessDetected: constant true"}},
		{"one provider of several", "[demo, 'memo:*']",
			"result:\n  firstName: [{path: /a, provider: demo}, {path: /a, provider: 'memo:one'}, {constant: x, provider: 'memo:two'}]\n",
			[]string{"firstName: /a for demo, /a for memo:one, constant x for memo:two"}},
		{"a member's name may hold dots and colons", "demo",
			"result:\n  firstName: /a.b/c:d\n", []string{"firstName: /a.b/c:d"}},
	} {
		book, problems := Load(resultTable(c.provider, c.rest))
		for _, p := range problems {
			t.Errorf("%s: %v", c.why, p)
		}
		var got []string
		for _, f := range book.Tables[0].Result {
			if ResultFields[f.Field] != f.Name {
				t.Errorf("%s: %s is number %d, and that is %s", c.why, f.Name, f.Field, ResultFields[f.Field])
			}
			var sources []string
			for _, s := range f.Sources {
				sources = append(sources, describeSource(s))
			}
			got = append(got, f.Name+": "+strings.Join(sources, ", "))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

// One mistake is one problem: what was refused is not held against the rest of
// the table.
func TestResultProblems(t *testing.T) {
	for _, c := range []struct {
		why, old, new, rest string
		want                int
	}{
		{"a token whose path is none", "", "", "unverifiedToken: info\nresult:\n  firstName: /info/name\n", 1},
		{"a token without a path", "", "", "unverifiedToken: ''\nresult:\n  firstName: /info/name\n", 1},
		{"statuses that are all misspelled", "gives: accepted", "gives: acepted", "result:\n  firstName: /name\n", 1},
		{"three mistakes in one field", "", "", "result:\n  firstName: [a, b, {constant: c, as: date}]\n", 3},
	} {
		book := resultTable("demo", c.rest)
		table := book["table.yaml"]
		table.Data = []byte(strings.Replace(string(table.Data), c.old, c.new, 1))
		_, problems := Load(book)
		if len(problems) != c.want {
			t.Errorf("%s: %d problems, want %d:", c.why, len(problems), c.want)
			for _, p := range problems {
				t.Log(p)
			}
		}
	}
}

func TestPathReaches(t *testing.T) {
	for _, c := range []struct {
		path, place string
		want        bool
		why         string
	}{
		{"/a/b", "/a/b", true, "the place itself"},
		{"/a/b/c", "/a/b", true, "a place below it"},
		{"/a/*/c", "/a/b", true, "every member is also this one"},
		{"/a/*", "/a/b", true, "and it itself"},
		{"/a/b/*", "/a/b", true, "every member of it"},
		{"/a/b/[]", "/a/b", true, "every entry of it"},
		{"/a", "/a/b", false, "above it"},
		{"/a/c", "/a/b", false, "beside it"},
		{"/a/bc", "/a/b", false, "a name that only begins like it"},
		{"/a/[]", "/a/b", false, "the entry of a list is no member"},
		{"/b/a/b", "/a/b", false, "the same names further down"},
	} {
		path, _ := parsePath(c.path)
		place, _ := parsePath(c.place)
		if got := path.reaches(place); got != c.want {
			t.Errorf("%s to %s: %v, want %v: %s", c.path, c.place, got, c.want, c.why)
		}
	}
	if Path(nil).reaches(Path{"a"}) {
		t.Error("what only a caller can supply stands nowhere")
	}
}
