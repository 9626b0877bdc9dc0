package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/explain"
)

// TestExplainJSON explains every example document: each gets one line, an
// explanation with its members only or the refusal that decide gives.
func TestExplainJSON(t *testing.T) {
	t.Chdir("../..")
	files, err := filepath.Glob("testdata/documents/*/*.json")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d documents (%v)", len(files), err)
	}
	explained, errs, status := run("", append([]string{"explain", "--json"}, files...)...)
	if status != exitAnswer {
		t.Fatalf("exit status %d: %s", status, errs)
	}
	decided, _, _ := run("", append([]string{"decide", "--json", "--no-result"}, files...)...)
	got, want := strings.SplitAfter(explained, "\n"), strings.SplitAfter(decided, "\n")
	if len(got) != len(want) || len(got) != len(files)+1 {
		t.Fatalf("%d explanations of %d documents, %d decisions", len(got)-1, len(files), len(want)-1)
	}
	for i, file := range files {
		if problem := badExplanation(got[i], want[i]); problem != "" {
			t.Errorf("%s: %s: %s", file, problem, got[i])
		}
	}
}

// badExplanation says what is wrong with a line beside that of decide.
func badExplanation(line, decided string) string {
	var decision struct {
		Status, Rule string
		Error        *refusal
	}
	if err := json.Unmarshal([]byte(decided), &decision); err != nil {
		return err.Error()
	}
	if e := decision.Error; e != nil && e.Kind != "undecided" {
		if line != decided {
			return "another refusal than of decide"
		}
		return ""
	} else if e != nil {
		decision.Status = explain.Undecided
	}
	d := json.NewDecoder(strings.NewReader(line))
	d.DisallowUnknownFields()
	var e explain.Explanation
	if err := d.Decode(&e); err != nil {
		return err.Error()
	}
	if e.Status != decision.Status || e.Rule != decision.Rule {
		return "another answer than of decide"
	}
	return ""
}

// TestExplainBroken writes to something that fails, at once and in the middle.
func TestExplainBroken(t *testing.T) {
	t.Chdir("../..")
	file := "testdata/documents/onfido/face-missing.json"
	for _, args := range [][]string{
		{"explain", file},
		{"explain", file, file},
		{"explain", "--json", file},
		{"explain", "testdata/documents/readid/clone-unknown.json"},
		{"explain", "--help"},
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

// TestExplainHelp keeps the help within 80 columns.
func TestExplainHelp(t *testing.T) {
	out, _, _ := run("", "explain", "-h")
	for line := range strings.Lines(out) {
		if len([]rune(line)) > 81 {
			t.Errorf("more than 80 columns: %s", line)
		}
	}
}
