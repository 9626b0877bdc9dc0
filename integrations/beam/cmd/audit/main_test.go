package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/verdict-id/verdict/audit"
)

func TestMain(m *testing.M) {
	beam.Init()
	os.Exit(m.Run())
}

// example has findings of several codes.
const example = "../../../../examples/audit/processes.jsonl"

// TestRun: the command writes what the README shows, and does not write over it.
func TestRun(t *testing.T) {
	j := job{input: example, output: filepath.Join(t.TempDir(), "new", "folder")}
	if err := j.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(j.output, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var report audit.Report
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	found := int64(0)
	for _, c := range report.Counts {
		found += c.Count
	}
	lines := int64(0)
	names, err := filepath.Glob(filepath.Join(j.output, "findings-*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines += int64(strings.Count(string(text), "\n"))
	}
	if report.Records == 0 || found == 0 || found != lines {
		t.Errorf("%d records, %d findings counted and %d written", report.Records, found, lines)
	}
	if err := j.run(t.Context()); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("a second run: the error is %v, want a refusal", err)
	}
}

// TestRunRefuses: an option that is missing or wrong is said before anything runs.
func TestRunRefuses(t *testing.T) {
	out := t.TempDir()
	for _, c := range []struct {
		job  job
		want string
	}{
		{job{output: out}, "--input is missing"},
		{job{input: example}, "--output is missing"},
		{job{input: example, output: out, rules: out}, "the rule book is refused"},
		{job{input: example, output: out, against: out}, "the other rule book"},
	} {
		if err := c.job.run(t.Context()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want one with %q", err, c.want)
		}
	}
}
