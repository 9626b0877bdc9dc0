//go:build unix

// Windows asks for a privilege to make links, and lets no process interrupt another.

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"testing"
)

// TestAuditOverInput: a report never overwrites what is to be audited, under whatever
// name.
func TestAuditOverInput(t *testing.T) {
	text := rejectedRecords(3)
	file := inFile(t, "dump.jsonl", text)
	symbolic, hard := filepath.Join(t.TempDir(), "symbolic"), filepath.Join(filepath.Dir(file), "hard")
	if err := os.Symlink(file, symbolic); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(file, hard); err != nil {
		t.Fatal(err)
	}
	for _, option := range []string{"--out", "--html"} {
		for _, name := range []string{file, symbolic, hard} {
			_, errs, status := run("", "audit", option, name, "testdata/audit/sound.jsonl", file)
			want := "verdict: a report would overwrite " + file + ", which is to be audited\nTry verdict audit --help.\n"
			if status != exitUsage || errs != want || textOf(t, file) != text {
				t.Errorf("%s %s: exit status %d, %s", option, name, status, errs)
			}
		}
	}
}

// TestAuditInterrupted interrupts a process whose input goes on for ever: it reports
// what it found until then.
func TestAuditInterrupted(t *testing.T) {
	findings := filepath.Join(t.TempDir(), "findings.jsonl")
	c := exec.Command(build(t, "."), "audit", "--json", "--out", findings)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	written := make(chan int)
	go func() {
		n := 0
		for {
			n++
			if _, err := fmt.Fprintf(in, `{"provider":"readid","status":"accepted","processId":"p-%d","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"FAILED"}}}`+"\n", n); err != nil {
				written <- n
				return
			}
		}
	}()
	for { // until some findings are written
		if info, err := os.Stat(findings); err == nil && info.Size() > 0 {
			break
		}
		runtime.Gosched()
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	c.Wait()
	r := checkInterrupted(t, c.ProcessState.ExitCode(), out.String(), errs.String(), textOf(t, findings))
	if n := <-written; r.Records == 0 || r.Records > int64(n) {
		t.Errorf("%d records of %d that were written", r.Records, n)
	}
}

// TestAuditInterruptedWaiting interrupts an audit that waits for more: it does not go
// on waiting.
func TestAuditInterruptedWaiting(t *testing.T) {
	// Without this an interrupt that comes too late would end the tests.
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	defer signal.Stop(interrupted)
	myself, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for _, records := range []int{0, 10, 1000} {
		findings := filepath.Join(t.TempDir(), "findings.jsonl")
		in, give := io.Pipe()
		var out, errs bytes.Buffer
		exit := make(chan int)
		go func() {
			c := &command{stdin: in, stdout: &out, stderr: &errs}
			exit <- c.run([]string{"audit", "--json", "--out", findings})
		}()
		// A space that is read shows that the audit is under way.
		if _, err := io.WriteString(give, rejectedRecords(records)+" "); err != nil {
			t.Fatal(err)
		}
		if err := myself.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		<-interrupted
		r := checkInterrupted(t, <-exit, out.String(), errs.String(), textOf(t, findings))
		if r.Records > int64(records) {
			t.Errorf("%d records of %d", r.Records, records)
		}
		give.Close()
	}
}
