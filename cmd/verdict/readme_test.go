package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReadmeOutput: what the README shows is what the command prints. A line
// of "…" stands for anything.
func TestReadmeOutput(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..")
	const prompt = "    $ go run ./cmd/verdict "
	blocks := strings.Split(string(readme), prompt)[1:]
	if len(blocks) < 2 {
		t.Fatalf("the README shows %d commands, want at least 2", len(blocks))
	}
	for _, block := range blocks {
		lines := strings.Split(block, "\n")
		var out, complaint bytes.Buffer
		c := &command{stdout: &out, stderr: &complaint}
		c.run(strings.Fields(lines[0]))
		got := out.String()
		for _, chunk := range strings.Split(shownLines(lines[1:]), "…\n") {
			if !strings.Contains(got, chunk) {
				t.Errorf("verdict %s does not print\n%s\nbut\n%s%s", lines[0], chunk, got, complaint.String())
			}
		}
	}
}

// shownLines gives the lines of an indented block, without the indentation.
func shownLines(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		text, indented := strings.CutPrefix(line, "    ")
		blank := line == "" && i+1 < len(lines) && strings.HasPrefix(lines[i+1], "    ")
		if !indented && !blank {
			break
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}
