package main

import (
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
