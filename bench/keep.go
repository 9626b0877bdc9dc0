package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const readme = "README.md"

// keep writes a report into the README, between the part's markers, and its
// plot beside it.
func keep(name string, r report) error {
	text, err := os.ReadFile(readme)
	if err != nil {
		return fmt.Errorf("run it in the folder bench: %w", err)
	}
	replaced, err := replace(string(text), name, r.markdown)
	if err != nil {
		return err
	}
	if err := os.WriteFile(readme, []byte(replaced), 0o644); err != nil {
		return err
	}
	if r.plot == nil {
		return nil
	}
	return r.plot.save(filepath.Join("plots", name+".svg"))
}

// replace puts Markdown between the markers of a part.
func replace(text, name, markdown string) (string, error) {
	begin, end := "<!-- "+name+": made by go run . -update -->", "<!-- "+name+" ends -->"
	before, rest, found := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return "", fmt.Errorf("%s: the lines %q and %q have to stand there", readme, begin, end)
	}
	return before + begin + "\n\n" + strings.TrimSpace(markdown) + "\n\n" + end + after, nil
}
