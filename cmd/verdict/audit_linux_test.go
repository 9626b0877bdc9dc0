package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAuditPipe: findings go into a pipe whose reader leaves. That is an error that
// names the pipe, and the audit ends.
func TestAuditPipe(t *testing.T) {
	dir := t.TempDir()
	pipe, records := filepath.Join(dir, "pipe"), filepath.Join(dir, "records.jsonl")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	line := `{"provider":"readid","status":"accepted","providerSpecific":{"session":{"chipVerification":"FAILED"}}}` + "\n"
	if err := os.WriteFile(records, []byte(strings.Repeat(line, 5000)), 0o600); err != nil {
		t.Fatal(err)
	}
	left := make(chan error)
	go func() {
		reader, err := os.Open(pipe)
		if err == nil {
			_, err = reader.Read(make([]byte, 1))
			reader.Close()
		}
		left <- err
	}()
	_, complaint, status := run("", "audit", "--out", pipe, records)
	if err := <-left; err != nil {
		t.Fatal(err)
	}
	if status != exitUsage || !strings.Contains(complaint, pipe+" cannot be written: broken pipe") {
		t.Errorf("exit status %d, %q; want %d, and that the pipe is broken", status, complaint, exitUsage)
	}
}

// TestAuditOverStandardOutput: the report goes to standard output, so findings that
// would go into the same file are refused.
func TestAuditOverStandardOutput(t *testing.T) {
	name := filepath.Join(t.TempDir(), "report")
	out, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var complaint strings.Builder
	c := &command{stdin: strings.NewReader(""), stdout: out, stderr: &complaint}
	if status := c.run([]string{"audit", "--out", name}); status != exitUsage || !strings.Contains(complaint.String(), "two reports would go to "+name) {
		t.Errorf("exit status %d, %q", status, complaint.String())
	}
}

// TestAuditFull: a full disk is an error that names the file, once, whether it is
// noticed in the middle or at the end. What can still be written is.
func TestAuditFull(t *testing.T) {
	for _, records := range []int{1, 5000} {
		file := inFile(t, "dump.jsonl", rejectedRecords(records))
		out, errs, status := run("", "audit", "--out", "/dev/full", file)
		if status != exitUsage || errs != "verdict: /dev/full cannot be written: no space left on device\n" {
			t.Errorf("--out, %d records: exit status %d, %s", records, status, errs)
		}
		if !strings.Contains(out, "accepted-not-derived") {
			t.Errorf("--out, %d records: the report is not written: %s", records, out)
		}
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		findings := filepath.Join(t.TempDir(), "findings.jsonl")
		c := &command{stdin: strings.NewReader(""), stdout: full, stderr: &stderr}
		status = c.run([]string{"audit", "--out", findings, file})
		if status != exitUsage || stderr.String() != "verdict: standard output cannot be written: no space left on device\n" {
			t.Errorf("standard output, %d records: exit status %d, %s", records, status, stderr.String())
		}
		if n := len(findingsIn(t, textOf(t, findings))); n != records {
			t.Errorf("standard output is full, and %d findings of %d are in their file", n, records)
		}
		full.Close()
	}
}

// TestAuditFullPage: so is one for the page.
func TestAuditFullPage(t *testing.T) {
	out, errs, status := run("", "audit", "--html", "/dev/full", "testdata/audit/records.jsonl")
	if status != exitUsage || errs != "verdict: /dev/full cannot be written: no space left on device\n" || out == "" {
		t.Errorf("exit status %d, %s", status, errs)
	}
}
