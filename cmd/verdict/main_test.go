package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verdict-id/verdict"
)

// run runs the command with standard input in.
func run(in string, args ...string) (out, errs string, status int) {
	var o, e bytes.Buffer
	c := &command{stdin: strings.NewReader(in), stdout: &o, stderr: &e}
	status = c.run(args)
	return o.String(), e.String(), status
}

func TestTablesPage(t *testing.T) {
	t.Chdir("../..")
	compareFile(t, "rules/TABLES.md", func(string) string {
		out, errs, status := run("", "rules", "--format", "markdown")
		if status != exitOK {
			t.Fatal(errs)
		}
		return out
	})
}

// TestTablesPageIsComplete finds everything that the tables say on the page,
// which an auditor may read instead of them.
func TestTablesPageIsComplete(t *testing.T) {
	page, _, _ := run("", "rules", "--format", "markdown")
	text, _, _ := run("", "rules")
	view, err := viewIn("")
	if err != nil {
		t.Fatal(err)
	}
	oneLineText := oneLine(text)
	expect := func(what string) {
		t.Helper()
		if !strings.Contains(page, markdown(what)) && !strings.Contains(page, code(what)) {
			t.Errorf("the page lacks %q", what)
		}
		if !strings.Contains(oneLineText, oneLine(what)) {
			t.Errorf("the text lacks %q", what)
		}
	}
	for _, table := range view.Tables {
		for _, what := range slices.Concat([]string{table.Title, table.File, table.Source}, table.Readings, table.Gives) {
			expect(what)
		}
		for _, s := range table.Signals {
			for _, what := range slices.Concat([]string{s.Name, s.Meaning, s.Path, s.Also, s.Loss}, s.Basis, s.notes()) {
				expect(what)
			}
			for word, value := range s.Words {
				expect(strings.ReplaceAll(word, "*", "any other word"))
				expect(value)
			}
		}
		for _, g := range table.Groups {
			for _, what := range append([]string{g.Name, g.Meaning}, g.Members...) {
				expect(what)
			}
		}
		for _, term := range table.Terms {
			expect(term.Name)
			expect(term.When)
		}
		for _, r := range slices.Concat(table.Rules, table.Remarks) {
			for _, what := range []string{r.ID, r.Status, r.When, r.Reason, r.Advice, r.cited()} {
				expect(what)
			}
		}
		for _, c := range table.Claims {
			for _, what := range append([]string{c.ID, c.When, c.Why}, c.Never...) {
				expect(what)
			}
		}
	}
}

// TestWidth keeps what is made for terminals within 80 columns; only hashes,
// paths and lists without a space may be longer.
func TestWidth(t *testing.T) {
	for _, args := range [][]string{{"rules"}, {"prove"}, {"help"}, {"decide", "-h"}, {"rules", "-h"}, {"prove", "-h"}} {
		out, _, _ := run("", args...)
		for line := range strings.Lines(out) {
			line = strings.TrimRight(line, "\n")
			if len([]rune(line)) > 80 && !strings.HasPrefix(line, "Rule book sha256:") {
				t.Errorf("verdict %s: more than 80 columns: %s", strings.Join(args, " "), line)
			}
		}
	}
}

func TestVersion(t *testing.T) {
	e, err := verdict.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, arg := range []string{"--version", "version"} {
		out, _, status := run("", arg)
		// What the first line says depends on how the test was built.
		if !strings.HasPrefix(out, "verdict ") || !strings.HasSuffix(out, "\nrule book "+e.Hash()+"\n") || status != exitOK {
			t.Errorf("verdict %s: %q, %d", arg, out, status)
		}
	}
}

func TestColour(t *testing.T) {
	t.Chdir("../..")
	cases := []struct{ word, document, code string }{
		{"accepted", "readid/accepted.json", "32"},
		{"rejected", "readid/rejected-chip-failed.json", "31"},
		{"inconclusive", "readid/inconclusive-clone-failed.json", "33"},
		{"pending", "readid/pending.json", "36"},
	}
	for _, c := range cases {
		var out bytes.Buffer
		with := &command{stdin: strings.NewReader(""), stdout: &out, stderr: io.Discard, colour: true}
		file := filepath.Join("testdata/documents", c.document)
		with.run([]string{"decide", file})
		if want := "\x1b[1;" + c.code + "m" + c.word + "\x1b[0m (readid)\n"; !strings.HasPrefix(out.String(), want) {
			t.Errorf("with colour %s begins %q", c.word, out.String())
		}
		out.Reset()
		with.run([]string{"decide", "--json", file})
		if strings.Contains(out.String(), "\x1b") {
			t.Errorf("JSON has colour: %q", out.String())
		}
		if plain, _, _ := run("", "decide", file); strings.Contains(plain, "\x1b") {
			t.Errorf("without colour: %q", plain)
		}
	}
}

func TestWantsColour(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	if wantsColour(file) {
		t.Error("a file wants colour")
	}
	// The null device stands in for a terminal: both are character devices.
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if info, err := null.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		t.Fatalf("the null device is no character device: %v", err)
	}
	if !wantsColour(null) {
		t.Error("a terminal does not want colour")
	}
	t.Setenv("NO_COLOR", "1")
	if wantsColour(null) {
		t.Error("NO_COLOR is not respected")
	}
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "dumb")
	if wantsColour(null) {
		t.Error("a dumb terminal wants colour")
	}
}

// TestJSONMembers decides every example document and reads the answers back:
// each is one line of JSON with documented members only.
func TestJSONMembers(t *testing.T) {
	t.Chdir("../..")
	files, err := filepath.Glob("testdata/documents/*/*.json")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d documents (%v)", len(files), err)
	}
	args := append([]string{"decide", "--json"}, files...)
	out, errs, status := run("", args...)
	if status != exitAnswer {
		t.Fatalf("exit status %d: %s", status, errs)
	}
	var lines []string
	for line := range strings.Lines(out) {
		lines = append(lines, line)
	}
	if len(lines) != len(files) {
		t.Fatalf("%d answers to %d documents", len(lines), len(files))
	}
	for i, line := range lines {
		if problem := badAnswer(line); problem != "" {
			t.Errorf("%s: %s: %s", files[i], problem, line)
		}
	}
	if again, _, _ := run("", args...); again != out {
		t.Error("the same documents get other bytes the second time")
	}
}

// badAnswer says what is wrong with an answer.
func badAnswer(line string) string {
	type decision struct {
		Kind     string   `json:"kind"`
		Provider string   `json:"provider"`
		Status   string   `json:"status"`
		Final    *bool    `json:"final"`
		Rule     string   `json:"rule"`
		Book     string   `json:"book"`
		Remarks  []remark `json:"remarks"`
		Reasons  []struct {
			Rule    string   `json:"rule"`
			Status  string   `json:"status"`
			Reason  string   `json:"reason"`
			Source  string   `json:"source"`
			Basis   []string `json:"basis"`
			Advice  *string  `json:"advice"`
			At      string   `json:"at"`
			Because []string `json:"because"`
		} `json:"reasons"`
	}
	var answer struct {
		decision
		FinalResult json.RawMessage `json:"finalResult"`
		Unverified  bool            `json:"unverifiedToken"`
		LeftOut     []string        `json:"leftOut"`
		Error       *struct {
			Kind    string   `json:"kind"`
			Message string   `json:"message"`
			Missing []string `json:"missing"`
			Offset  *int64   `json:"offset"`
			Values  []struct {
				Pointer string   `json:"pointer"`
				Allowed []string `json:"allowed"`
			} `json:"values"`
		} `json:"error"`
	}
	d := json.NewDecoder(strings.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&answer); err != nil {
		return err.Error()
	}
	e := answer.Error
	switch {
	case e == nil && (answer.Final == nil || len(answer.Reasons) == 0 || answer.Rule != answer.Reasons[0].Rule || answer.Status != answer.Reasons[0].Status):
		return "the first reason is not the one that decided"
	case e == nil:
		return badResult(answer.FinalResult, answer.Status == "accepted", answer.Unverified, answer.LeftOut)
	case answer.Status != "" || answer.Rule != "" || answer.Book != "":
		return "a refusal beside a status"
	case answer.FinalResult != nil || answer.Unverified || answer.LeftOut != nil:
		return "a refusal beside a final result"
	case (e.Kind == "malformed") != (e.Offset != nil), (e.Kind == "unknown-value") != (e.Values != nil), (e.Kind == "undecided") != (e.Missing != nil):
		return "a member that does not belong to the kind"
	case !slices.Contains([]string{"malformed", "unknown-provider", "unknown-value", "undecided"}, e.Kind), e.Message == "":
		return "no kind or no message"
	}
	return ""
}

// badResult says what is wrong with the final result of an answer.
func badResult(result json.RawMessage, accepted, unverified bool, leftOut []string) string {
	known := []string{
		"firstName", "lastName", "dateOfExpiry", "gender", "nationality", "documentType", "documentNumber",
		"issuingCountry", "dateOfBirth", "similarityScore", "livenessDetected", "personalIdentificationNumber",
	}
	var fields map[string]string
	if result != nil {
		if err := json.Unmarshal(result, &fields); err != nil {
			return err.Error()
		}
	}
	switch {
	case !accepted && (result != nil || leftOut != nil):
		return "a final result of a process that is not accepted"
	case result != nil && len(fields) == 0:
		return "a final result without a field"
	case result == nil && unverified:
		return "no final result, and it is not verified"
	}
	for name, value := range fields {
		if !slices.Contains(known, name) || value == "" || slices.Contains(leftOut, name) {
			return "the field " + name + ", which is unknown, empty or left out"
		}
	}
	for _, name := range leftOut {
		if name != "userInfo" && !slices.Contains(known, name) {
			return "an unknown field is left out"
		}
	}
	return ""
}

type remark struct {
	Remark string   `json:"remark"`
	Reason string   `json:"reason"`
	Source string   `json:"source"`
	Basis  []string `json:"basis"`
	At     string   `json:"at"`
}

var errBroken = errors.New("the pipe is broken")

// brokenAfter takes some bytes, then fails.
type brokenAfter struct{ room int }

func (w *brokenAfter) Write(p []byte) (int, error) {
	if len(p) > w.room {
		return w.room, errBroken
	}
	w.room -= len(p)
	return len(p), nil
}

// TestBrokenWriter writes to something that fails, at once and in the middle.
func TestBrokenWriter(t *testing.T) {
	t.Chdir("../..")
	accepted := "testdata/documents/readid/accepted.json"
	for _, args := range [][]string{
		{"decide", accepted},
		{"decide", accepted, accepted},
		{"decide", "--json", accepted},
		{"decide", "--lines", "cmd/verdict/testdata/one.jsonl"},
		{"rules"},
		{"rules", "--format", "markdown"},
		{"rules", "--format", "json"},
		{"rules", "--format", "csv"},
		{"prove"},
		{"prove", "--json"},
		{"--help"},
		{"decide", "--help"},
		{"--version"},
	} {
		for _, room := range []int{0, 10} {
			var errs bytes.Buffer
			c := &command{stdin: strings.NewReader(""), stdout: &brokenAfter{room}, stderr: &errs}
			if status := c.run(args); status != exitUsage || errs.String() != "verdict: the pipe is broken\n" {
				t.Errorf("verdict %s: exit status %d, %s", strings.Join(args, " "), status, errs.String())
			}
		}
	}
}

// TestBrokenReader reads from something that fails: what was read before is no
// document, but whole lines are.
func TestBrokenReader(t *testing.T) {
	line := `{"provider":"readid","status":"pending"}` + "\n"
	for _, c := range []struct {
		args    []string
		answers int
	}{
		{[]string{"decide", "--json"}, 0},
		{[]string{"decide", "--lines"}, 1},
	} {
		var out, errs bytes.Buffer
		in := io.MultiReader(strings.NewReader(line+`{"provider":`), failingReader{})
		run := &command{stdin: in, stdout: &out, stderr: &errs}
		if status := run.run(c.args); status != exitUsage || errs.String() != "verdict: - cannot be read: the pipe is broken\n" {
			t.Errorf("verdict %s: exit status %d, %s", strings.Join(c.args, " "), status, errs.String())
		}
		if got := strings.Count(out.String(), "\n"); got != c.answers {
			t.Errorf("verdict %s: %d answers, want %d", strings.Join(c.args, " "), got, c.answers)
		}
	}
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errBroken }
