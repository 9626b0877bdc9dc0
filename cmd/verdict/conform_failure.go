package main

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/wrap"
)

// writeFailure writes a failure for people.
func writeFailure(w io.Writer, f conformance.Failure) {
	fmt.Fprintf(w, "\n%s %s\n", f.Kind, f.ID)
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(w, "  %-9s %s\n", name, wrap.Printable(text))
		}
	}
	line("about", f.About)
	line("source", sourceText(f))
	line("document", documentText(f.Document))
	line("context", contextText(f.Context))
	line("expected", f.Expected.String())
	line("got", gotText(f))
	line("detail", f.Detail)
	line("again", f.Again)
	writeStderr(w, f.Stderr)
}

func writeStderr(w io.Writer, lines []string) {
	for _, line := range lines {
		fmt.Fprintf(w, "  stderr    %s\n", wrap.Printable(strings.TrimRight(line, "\r")))
	}
}

func sourceText(f conformance.Failure) string {
	if f.Source == "" {
		return "(" + string(f.Level) + ")"
	}
	return f.Source + " (" + string(f.Level) + ")"
}

// documentShown is how many bytes of a document are shown.
const documentShown = 300

// lineEnds are line ends and tabs, with the white space around them.
var lineEnds = regexp.MustCompile(`\s*[\r\n\t]\s*`)

// documentText shows the beginning of a document in a line, each line end as a space, and
// how long the document is if there is more.
func documentText(document []byte) string {
	length := "(" + wrap.Plural(len(document), "byte") + ")"
	line := bytes.TrimSpace(lineEnds.ReplaceAll(document, []byte(" ")))
	switch {
	case len(line) == 0:
		return length
	case len(line) > documentShown:
		return string(wholeRunes(line[:documentShown])) + "… " + length
	}
	return string(line)
}

// wholeRunes drops what a cut left of the last character.
func wholeRunes(text []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if rest := text[len(text)-n:]; utf8.RuneStart(rest[0]) {
			if !utf8.FullRune(rest) {
				return text[:len(text)-n]
			}
			break
		}
	}
	return text
}

// contextText is a context as it is asked.
func contextText(c conformance.Context) string {
	var parts []string
	for _, member := range [][2]string{{"processType", c.ProcessType}, {"verdict", c.Verdict}, {"date", c.Date}} {
		if member[1] != "" {
			parts = append(parts, fmt.Sprintf("%q:%q", member[0], member[1]))
		}
	}
	if parts == nil {
		return ""
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func gotText(f conformance.Failure) string {
	if f.Got == nil {
		return "no answer"
	}
	return f.Got.String()
}
