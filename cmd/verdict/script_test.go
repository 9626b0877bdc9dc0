package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the scripts and rules/TABLES.md")

// TestScripts runs the scripts cmd/verdict/testdata/*.txt. In a script a line
// "// …" says why, a line "$ verdict ARGUMENTS [< FILE]" runs the command, and
// all other lines are what it does: what it prints, with "! " before lines on
// standard error, and "[exit N]" where the exit status is not 0.
func TestScripts(t *testing.T) {
	t.Chdir("../..") // paths are those that a user writes in the root
	scripts, err := filepath.Glob("cmd/verdict/testdata/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts (%v)", err)
	}
	for _, script := range scripts {
		t.Run(filepath.Base(script), func(t *testing.T) {
			compareFile(t, script, func(want string) string { return replay(t, want) })
		})
	}
}

// compareFile compares a file with what it should be, or rewrites it.
func compareFile(t *testing.T, file string, make func(string) string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	got := make(string(want))
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; rewrite with -update):\n%s", file, diff)
	}
}

// replay writes a script again with what its commands do now.
func replay(t *testing.T, script string) string {
	var b strings.Builder
	for line := range strings.Lines(script) {
		switch command, isCommand := strings.CutPrefix(line, "$ verdict"); {
		case isCommand:
			b.WriteString(line)
			b.WriteString(play(t, strings.Fields(command)))
		case strings.HasPrefix(line, "// "):
			if b.Len() > 0 && !strings.HasPrefix(lastLine(b.String()), "// ") {
				b.WriteString("\n")
			}
			b.WriteString(line)
		}
	}
	return b.String()
}

func lastLine(text string) string {
	text = strings.TrimSuffix(text, "\n")
	return text[strings.LastIndex(text, "\n")+1:]
}

// play runs one command.
func play(t *testing.T, args []string) string {
	var in []byte
	if n := len(args); n >= 2 && args[n-2] == "<" {
		var err error
		if in, err = os.ReadFile(args[n-1]); err != nil {
			t.Fatal(err)
		}
		args = args[:n-2]
	}
	var out, errs bytes.Buffer
	c := &command{stdin: bytes.NewReader(in), stdout: &out, stderr: &errs}
	status := c.run(args)
	for line := range strings.Lines(errs.String()) {
		out.WriteString("! " + line)
	}
	if status != 0 {
		fmt.Fprintf(&out, "[exit %d]\n", status)
	}
	if out.Len() > 0 && !bytes.HasSuffix(out.Bytes(), []byte("\n")) {
		t.Errorf("verdict %s: the last line has no end", strings.Join(args, " "))
	}
	return bookHash.ReplaceAllString(out.String(), "sha256:BOOK")
}

// bookHash is the hash of a rule book, which changes with every edit.
var bookHash = regexp.MustCompile(`sha256:[0-9a-f]{64}`)
