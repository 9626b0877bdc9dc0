package conformance

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var idForm = regexp.MustCompile(`^[a-z]+(/[A-Za-z0-9._+=~-]*[A-Za-z0-9_+=~-])+$`)

// TestVectors: every vector is complete, and its answers are answers. That they are
// right is not for this package to say.
func TestVectors(t *testing.T) {
	seen := map[string]bool{}
	byGroup := map[string]int{}
	for v := range Vectors() {
		if problem := badVector(v); problem != "" {
			t.Errorf("%s: %s", v.ID, problem)
		}
		if name := strings.ToLower(v.ID); seen[name] {
			t.Errorf("%s: another vector has this id, at least where capitals do not count", v.ID)
		} else {
			seen[name] = true
		}
		byGroup[v.Group]++
	}
	for _, group := range groups {
		if byGroup[group] == 0 {
			t.Errorf("%s has no vector", group)
		}
	}
	if len(byGroup) != len(groups) {
		t.Errorf("there are the groups %v", slices.Sorted(maps.Keys(byGroup)))
	}
}

// badVector says what is wrong with a vector.
func badVector(v Vector) string {
	group, _, _ := strings.Cut(v.ID, "/")
	switch {
	case !idForm.MatchString(v.ID):
		return "the id has another form"
	case v.Group != group:
		return "the group is not the first part of the id"
	case !slices.Contains([]Level{Must, Reading, Robustness}, v.Level):
		return "there is no such level"
	case v.About == "" || v.Source == "":
		return "it does not say what it is about, or where it comes from"
	case v.Document == nil:
		return "it has no document"
	case (v.Context != Context{}) != slices.Contains(v.Flags, "context"):
		return "the flag for the context is wrong"
	case (v.Expected.Status == "") != (len(v.Rules) == 0):
		return "there are rules beside an error, or none beside a status"
	case (v.Expected.Status == "accepted") != (v.Expected.FinalResult != nil):
		return "a final result stands with accepted, always and alone"
	}
	for _, a := range append(v.Profiles, Alternative{map[string]string{"": ""}, v.Expected}) {
		if err := a.Expected.check(); err != nil || a.Expected.Skipped != "" || len(a.With) == 0 {
			return "an answer that is none, or for no declared side"
		}
		if a.Expected.FinalResult != nil && a.Expected.Status != "accepted" {
			return "a final result without an acceptance"
		}
	}
	return ""
}

// TestFiles: the files hold the vectors and nothing but, in members that are declared,
// and a vector's JSON form is its line.
func TestFiles(t *testing.T) {
	names, err := fs.Glob(Files(), "vectors/*")
	if err != nil || len(names) != len(groups) {
		t.Fatalf("%v, %v", names, err)
	}
	for _, group := range groups {
		text, err := fs.ReadFile(Files(), "vectors/"+group+".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		for text := range bytes.Lines(text) {
			d := json.NewDecoder(bytes.NewReader(text))
			d.DisallowUnknownFields()
			if err := d.Decode(new(line)); err != nil {
				t.Errorf("%v: %.200s", err, text)
			}
			var v Vector
			if err := json.Unmarshal(text, &v); err != nil {
				t.Fatal(err)
			}
			if v.Group != group {
				t.Errorf("%s is in the file of %s", v.ID, group)
			}
			if again, err := marshal(v); err != nil || string(again) != string(bytes.TrimSuffix(text, []byte("\n"))) {
				t.Errorf("%s: the line is another than\n%.2000s", v.ID, again)
			}
		}
	}
	for _, name := range []string{"README.md", "schema.json", "retired.txt"} {
		if text, err := fs.ReadFile(Files(), name); err != nil || len(text) == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestVectorsEndEarly: whoever has seen enough gets no more.
func TestVectorsEndEarly(t *testing.T) {
	n := 0
	for range Vectors() {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d vectors", n)
	}
}

func TestReadRefuses(t *testing.T) {
	var got []string
	for v, err := range read([]byte("{\"id\":\"a/1\"}\n{\"id\":\n{\"id\":\"a/2\"}")) {
		got = append(got, v.ID)
		if err != nil {
			got = append(got, err.Error())
		}
	}
	if diff := cmp.Diff([]string{"a/1", "", "line 2: unexpected end of JSON input", "a/2"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestQuestion: what an implementation is asked tells nothing about the answer.
func TestQuestion(t *testing.T) {
	cases := []struct {
		why  string
		v    Vector
		want string
	}{
		{"text", Vector{ID: "a/1", Level: Must, Expected: rejected, Document: []byte(`{"a":"<é>"}`)}, `{"id":"a/1","document":"{\"a\":\"<é>\"}"}`},
		{"no UTF-8", Vector{ID: "a/1", Document: []byte("\"\xff\"")}, `{"id":"a/1","documentBase64":"Iv8i"}`},
		{"nothing at all", Vector{ID: "a/1", Document: []byte{}}, `{"id":"a/1","document":""}`},
		{"line ends", Vector{ID: "a/1", Document: []byte("{\n}\r\u2028")}, `{"id":"a/1","document":"{\n}\r\u2028"}`},
		{"a context", Vector{ID: "a/1", Document: []byte("{}"), Context: Context{Verdict: "accepted"}}, `{"id":"a/1","document":"{}","context":{"verdict":"accepted"}}`},
	}
	for _, c := range cases {
		if got := string(c.v.question()); got != c.want+"\n" {
			t.Errorf("%s: %s", c.why, got)
		}
	}
}
