package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/wrap"
)

// acceptsAll is the only argument with which the test program is an implementation
// that accepts everything but one vector, which it skips.
const acceptsAll = "accepts-all"

// hangs is the argument with which it is one that makes a file and then hangs.
const hangs = "hangs"

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == acceptsAll {
		acceptAll()
	}
	if len(os.Args) == 3 && os.Args[1] == hangs {
		os.WriteFile(os.Args[2], nil, 0o666)
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

func acceptAll() {
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for skipped := false; ; {
		line, err := in.ReadBytes('\n')
		if err != nil {
			os.Exit(0)
		}
		var answer struct {
			ID      string `json:"id"`
			Status  string `json:"status,omitempty"`
			Skipped string `json:"skipped,omitempty"`
		}
		if err := json.Unmarshal(line, &answer); err != nil {
			panic(err)
		}
		if skipped {
			answer.Status = "accepted"
		} else {
			answer.Skipped, skipped = "too hard", true
		}
		if err := out.Encode(answer); err != nil {
			panic(err)
		}
	}
}

// build builds a program of this module.
func build(t *testing.T, folder string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", program, folder).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// TestConformAsAnOutsider builds the command and the adapter, and runs one on the
// other as anybody would: everything passes, in both ways of asking.
func TestConformAsAnOutsider(t *testing.T) {
	command, adapter := build(t, "."), build(t, "../../examples/go")
	junit, markdown := filepath.Join(t.TempDir(), "report.xml"), filepath.Join(t.TempDir(), "report.md")
	out, err := exec.Command(command, "conform", "--junit", junit, "--markdown", markdown, "--", adapter).Output()
	n := 0
	for range conformance.Vectors() {
		n++
	}
	if want := wrap.Plural(n, "vector") + ": " + wrap.Grouped(n) + " pass\n"; err != nil || string(out) != want {
		t.Errorf("%v: %swant %s", err, out, want)
	}
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Cases []struct{} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	text, err := os.ReadFile(junit)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(text, &suites); err != nil || suites.Tests != n || suites.Failures != 0 || len(suites.Suites) != 9 {
		t.Errorf("%v: %d tests, %d failures in %d suites", err, suites.Tests, suites.Failures, len(suites.Suites))
	}
	text, err = os.ReadFile(markdown)
	if want := "## Conformance: all is well\n\n" + string(out); err != nil || !strings.HasPrefix(string(text), want) {
		t.Errorf("%v: %s", err, text)
	}
}

// conformTo runs the command on the implementation that accepts everything.
func conformTo(t *testing.T, options ...string) (out, errs string, status int) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return run("", append(append([]string{"conform"}, options...), "--", program, acceptsAll)...)
}

// TestConformDiffers: an implementation that accepts everything is told so, the files
// are written, and no list of skips makes it green.
func TestConformDiffers(t *testing.T) {
	junit := filepath.Join(t.TempDir(), "report.xml")
	out, errs, status := conformTo(t, "--json", "--junit", junit)
	var r conformance.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err, errs)
	}
	if status != exitAnswer || r.Green || r.Passed < 100 || r.Skipped != 1 || r.Kinds[0].Kind != conformance.FalseAccept || r.Kinds[0].Count < 1000 {
		t.Errorf("exit status %d, %s", status, headline(&r))
	}
	if info, err := os.Stat(junit); err != nil || info.Size() == 0 {
		t.Errorf("the report of a run that fails: %v", err)
	}

	skips := filepath.Join(t.TempDir(), "known.txt")
	if err := os.WriteFile(skips, []byte("* everything is known\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	text, _, status := conformTo(t, "--skip", skips)
	if status != exitAnswer || !strings.Contains(text, " FALSE-ACCEPT, ") || !strings.Contains(text, " SKIPPED-PASSES), 1 skipped (1 by the implementation itself)\n") {
		t.Errorf("with all skipped: exit status %d\n%.300s", status, text)
	}
}

// TestConformCannotWrite: a report that cannot be written is no report, and that is
// said before anything is asked.
func TestConformCannotWrite(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing", "report")
	for _, option := range []string{"--junit", "--markdown"} {
		_, errs, status := run("", "conform", option, missing, "--", "verdict-no-such-program")
		if want := "verdict: " + missing + " cannot be written: "; status != exitUsage || !strings.HasPrefix(errs, want) {
			t.Errorf("%s: exit status %d, %s", option, status, errs)
		}
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"conform", "--list"}, {"conform", "--", program, acceptsAll}, {"conform", "--json", "--", program, acceptsAll}} {
		var errs bytes.Buffer
		c := &command{stdin: strings.NewReader(""), stdout: &brokenAfter{10}, stderr: &errs}
		if status := c.run(args); status != exitUsage || errs.String() != "verdict: the pipe is broken\n" {
			t.Errorf("%v: exit status %d, %s", args[:2], status, errs.String())
		}
	}
}

// TestConformWritesFilesFirst: a file has the whole report though nobody reads standard
// output to its end.
func TestConformWritesFilesFirst(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	junit, markdown := filepath.Join(t.TempDir(), "report.xml"), filepath.Join(t.TempDir(), "report.md")
	var errs bytes.Buffer
	c := &command{stdin: strings.NewReader(""), stdout: &brokenAfter{10}, stderr: &errs}
	status := c.run([]string{"conform", "--run", "connect/*", "--junit", junit, "--markdown", markdown, "--", program, acceptsAll})
	if status != exitUsage || errs.String() != "verdict: the pipe is broken\n" {
		t.Errorf("exit status %d, %s", status, errs.String())
	}
	for name, end := range map[string]string{junit: "</testsuites>\n", markdown: " |\n"} {
		if text, err := os.ReadFile(name); err != nil || !strings.HasSuffix(string(text), end) {
			t.Errorf("%v: %s does not end with %q", err, name, end)
		}
	}
}

// TestConformEmptyPaths: a path from a variable that is not set is refused.
func TestConformEmptyPaths(t *testing.T) {
	for option, what := range map[string]string{"junit": "a file", "markdown": "a file", "skip": "a file", "copy": "a new folder"} {
		_, errs, status := run("", "conform", "--"+option, "", "--", "verdict-no-such-program")
		want := "verdict: invalid value \"\" for flag -" + option + ": it takes " + what + ", and got none\nTry verdict conform --help.\n"
		if status != exitUsage || errs != want {
			t.Errorf("--%s '': exit status %d, %s", option, status, errs)
		}
	}
}

// TestConformInterrupted: whoever interrupts the command is not kept waiting for an
// implementation that hangs, and gets no report.
func TestConformInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt another one there")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	mark := filepath.Join(t.TempDir(), "mark")
	c := exec.Command(build(t, "."), "conform", "--timeout", "1h", "--", program, hangs, mark)
	var errs bytes.Buffer
	c.Stderr = &errs
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(mark); err == nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	c.Wait()
	if c.ProcessState.ExitCode() != exitUsage || errs.String() != "verdict: interrupted\n" {
		t.Errorf("%v, %s", c.ProcessState, errs.String())
	}
}

// TestConformProgress: a terminal sees how far it is, and nothing of it stays.
func TestConformProgress(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	c := &command{stdin: strings.NewReader(""), stdout: new(bytes.Buffer), stderr: &errs, progress: true}
	c.run([]string{"conform", "--run", "connect/*", "--", program, acceptsAll})
	shown := strings.Split(errs.String(), "\r\x1b[K")
	n := len(shown)
	if n < 50 || n > 104 || shown[n-1] != "" || !strings.HasPrefix(shown[n-2], "100 % of ") || !strings.HasPrefix(shown[1], "0 % of ") {
		t.Errorf("%q", errs.String())
	}
}

// TestConformList: a line for each vector, and the answer by the declared readings.
func TestConformList(t *testing.T) {
	out, _, status := run("", "conform", "--list")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	i := 0
	for v := range conformance.Vectors() {
		answer := v.Expected.Status
		if answer == "" {
			answer = "error " + v.Expected.Error
		}
		if want := v.ID + "\t" + string(v.Level) + "\t" + answer; i >= len(lines) || lines[i] != want {
			t.Fatalf("exit status %d, line %d is not %s", status, i, want)
		}
		i++
	}
	if i != len(lines) {
		t.Errorf("%d lines for %d vectors", len(lines), i)
	}
	chosen, _, _ := run("", "conform", "--list", "--run", "onfido/*")
	other, _, _ := run("", "conform", "--list", "--run", "onfido/*", "--profile", "R6=b")
	if chosen == other || strings.Contains(chosen, "connect/") || strings.Count(chosen, "\n") != strings.Count(other, "\n") {
		t.Error("--run and --profile do not choose")
	}
}

// TestConformCopy: the copy has each file of the suite, and each vector as files.
func TestConformCopy(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine copies for a while")
	}
	dir := filepath.Join(t.TempDir(), "new", "suite")
	out, errs, status := run("", "conform", "--copy", dir)
	n := 0
	for v := range conformance.Vectors() {
		n++
		name := filepath.Join(dir, "vectors", filepath.FromSlash(v.ID))
		document, err := os.ReadFile(name + ".json")
		if err != nil || !bytes.Equal(document, v.Document) {
			t.Errorf("%s: the document is another, %v", v.ID, err)
		}
		text, err := os.ReadFile(name + ".expected.json")
		if err != nil {
			t.Fatal(err)
		}
		var rest conformance.Vector
		if err := json.Unmarshal(text, &rest); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(text, []byte(`"document`+`":`)) || bytes.Contains(text, []byte(`"documentBase64":`)) {
			t.Errorf("%s: the document stands with the answer", v.ID)
		}
		v.Document = nil
		if diff := cmp.Diff(v, rest); diff != "" {
			t.Errorf("%s (-want +got):\n%s", v.ID, diff)
		}
	}
	if want := wrap.Plural(n, "vector") + " in " + dir + "\n"; status != exitOK || out != want {
		t.Errorf("exit status %d, %s%s", status, out, errs)
	}
	err := fs.WalkDir(conformance.Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		want, err := fs.ReadFile(conformance.Files(), name)
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if !bytes.Equal(got, want) {
			t.Errorf("%s is another", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if _, errs, status := run("", "conform", "--copy", dir); status != exitUsage || !strings.Contains(errs, " is not empty\n") {
		t.Errorf("a second copy: exit status %d, %s", status, errs)
	}
}

// TestConformHelp keeps the help within 80 columns.
func TestConformHelp(t *testing.T) {
	out, _, _ := run("", "conform", "-h")
	if strings.Count(out, "\n") < 40 {
		t.Fatal(out)
	}
	for line := range strings.Lines(out) {
		if len([]rune(line)) > 81 {
			t.Errorf("more than 80 columns: %s", line)
		}
	}
}
