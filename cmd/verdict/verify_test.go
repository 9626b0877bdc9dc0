package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// recordsOf gives the lines that decide --record gives for documents.
func recordsOf(t *testing.T, docs ...string) []string {
	t.Helper()
	out, errs, status := run(strings.Join(docs, "\n"), "decide", "--record", "--lines")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if status == exitUsage || len(lines) != len(docs) {
		t.Fatalf("%d records of %d documents: %s", len(lines), len(docs), errs)
	}
	return lines
}

// TestVerifyWhatDecideRecords: what the one command writes the other reads, whether
// documents were decided, undecided or refused.
func TestVerifyWhatDecideRecords(t *testing.T) {
	records := recordsOf(t,
		`{"provider":"connect:idin","providerSpecific":{"idToken":"x"}}`,
		`{"provider":"eid"}`,
		`{"provider":"nobody"}`,
		`{"provider":"readid","status":"pending","providerSpecific":7}`,
	)
	out, errs, status := run(strings.Join(records, "\n"), "verify") // the last line has no end
	if out != "3 records, all verified; 1 line of refused documents\n" || errs != "" || status != exitOK {
		t.Errorf("%s%s[exit %d]", out, errs, status)
	}
}

// TestVerifyInOrder: many records are verified at the same time, and reported in the
// order of their lines.
func TestVerifyInOrder(t *testing.T) {
	record := recordsOf(t, `{"provider":"connect:idin","providerSpecific":{"idToken":"x"}}`)[0]
	var in, want strings.Builder
	for line := 1; line <= 1000; line++ {
		switch {
		case line%7 == 0:
			in.WriteString(strings.Replace(record, "accepted", "rejected", 1) + "\r\n")
			fmt.Fprintf(&want, "-:%d: it is not canonical JSON with the members of a record alone, at byte ", line)
		case line%11 == 0:
			in.WriteString(" \r\n")
		default:
			in.WriteString(record + "\n")
		}
	}
	out, errs, status := run(in.String(), "verify")
	var got strings.Builder
	for line := range strings.Lines(out) {
		if at := strings.Index(line, "alone, at byte "); at >= 0 {
			got.WriteString(line[:at+len("alone, at byte ")])
		}
	}
	if got.String() != want.String() || !strings.HasSuffix(out, "922 records, 780 verified, 142 not\n") || status != exitAnswer {
		t.Errorf("%.600s…\n%s[exit %d]", out, errs, status)
	}
}

// TestVerifyTooLong: a line that is longer than any record is not held in memory,
// and the next one is read.
func TestVerifyTooLong(t *testing.T) {
	record := recordsOf(t, `{"provider":"eid"}`)[0]
	out, errs, status := run(strings.Repeat(" ", maxRecord)+record+"\n"+record+"\n", "verify")
	if want := "-:1: it is longer than any record, at byte 16777216\n2 records, 1 verified, 1 not\n"; out != want || status != exitAnswer {
		t.Errorf("%.300s%s[exit %d], want %s", out, errs, status, want)
	}
}

// TestVerifyReading: where reading fails, what was whole before is reported.
func TestVerifyReading(t *testing.T) {
	record := recordsOf(t, `{"provider":"eid"}`)[0]
	var out, errs bytes.Buffer
	in := io.MultiReader(strings.NewReader("no record\n"+record[:100]), iotest.ErrReader(errors.New("the line is dead")))
	c := &command{stdin: in, stdout: &out, stderr: &errs}
	if status := c.run([]string{"verify"}); status != exitUsage {
		t.Errorf("[exit %d], want %d", status, exitUsage)
	}
	if got, want := out.String(), "-:1: it is not JSON, at byte 1\n"; got != want {
		t.Errorf("it prints %q, want %q", got, want)
	}
	if got, want := errs.String(), "verdict: - cannot be read: the line is dead\n"; got != want {
		t.Errorf("it complains %q, want %q", got, want)
	}
}

// TestVerifyWriting: where nobody reads, the command fails.
func TestVerifyWriting(t *testing.T) {
	var errs bytes.Buffer
	c := &command{stdin: strings.NewReader("no record\n"), stdout: brokenPipe{}, stderr: &errs}
	if status := c.run([]string{"verify"}); status != exitUsage || !strings.Contains(errs.String(), "broken") {
		t.Errorf("%s[exit %d], want %d", errs.String(), status, exitUsage)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken") }

// TestRecordCanaries: no record, and nothing that is said of one, shows a value of a
// document.
func TestRecordCanaries(t *testing.T) {
	doc := `{"provider":"eid","name":"` + canary + `","providerSpecific":{"manualApproval":{"by":"` + canary + `"},"ocr":{"securityChecks":{"a":{"valid":false,"x":"` + canary + `"}}}}}`
	lookForCanary(t, doc, "decide", "--record")
	lookForCanary(t, doc, "decide", "--record", "--lines")
	lookForCanary(t, doc, "decide", "--record", "--process-type", canary)
	record := recordsOf(t, doc)[0]
	for _, in := range []string{
		canary, doc,
		strings.Replace(record, `"a"`, `"`+canary+`"`, 1),
		strings.Replace(record, `{"book"`, `{"`+canary+`":"`+canary+`","book"`, 1),
		strings.ReplaceAll(record, "false", `"`+canary+`"`),
	} {
		lookForCanary(t, in, "verify")
		lookForCanary(t, in, "verify", "--json")
	}
}

// TestVerifyRefusedLines: a line about a refused document counts as that only as
// decide --record writes it: nothing else can hide behind its beginning.
func TestVerifyRefusedLines(t *testing.T) {
	refused, _, _ := run(`{"provider":"readid","providerSpecific":{"session":{"chipVerification":"BROKEN"}}}`, "decide", "--record")
	record, _, _ := run(`{"provider":"readid","status":"pending"}`, "decide", "--record")
	for _, c := range []struct {
		why, line string
		status    int
	}{
		{"as it is written", refused, exitOK},
		{"a record behind the beginning of one", `{"error":{"kind":"undecided","message":""},` + strings.TrimPrefix(record, "{"), exitAnswer},
		{"no JSON", `{"error":{"kind":broken` + "\n", exitAnswer},
		{"a kind that there is not", `{"error":{"kind":"x","message":"y"}}` + "\n", exitAnswer},
		{"more objects than a record of that length has", `{"tables":[{"rows":[` + strings.Repeat("{},", 50_000) + "{}]}]}\n", exitAnswer},
	} {
		if out, complaint, status := run(c.line, "verify"); status != c.status {
			t.Errorf("%s: exit status %d, want %d\n%s%s", c.why, status, c.status, out, complaint)
		}
	}
}
