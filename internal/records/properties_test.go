package records_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestForms: documents come out of each form as they went in.
func TestForms(t *testing.T) {
	for _, f := range forms {
		t.Run(f.name, rapid.MakeCheck(func(t *rapid.T) {
			var s stream
			if rapid.Bool().Draw(t, "byte order mark") {
				s.write("\uFEFF")
			}
			f.write(t, &s, drawTexts(t, f, 1))
			got, err := readAll(drawReader(t, s.text), len(s.text))
			if diff := cmp.Diff(s.want, got); diff != "" || err != io.EOF {
				t.Fatalf("%q: %v (-want +got):\n%s", s.text, err, diff)
			}
		}))
	}
}

// TestDamage: damage to one document leaves the others as they are, where each is
// on lines of its own; elsewhere it leaves those before it.
func TestDamage(t *testing.T) {
	for _, f := range forms {
		t.Run(f.name, rapid.MakeCheck(func(t *rapid.T) {
			texts := drawTexts(t, f, 2)
			victim := rapid.IntRange(0, len(texts)-1).Draw(t, "victim")
			texts[victim] = drawDamage(t, texts[victim])
			var s stream
			f.write(t, &s, texts)
			got, err := readAll(drawReader(t, s.text), len(s.text))
			if err != io.EOF {
				t.Fatal(err)
			}
			there := map[record]bool{}
			for _, rec := range got {
				there[rec] = true
			}
			for i, want := range s.want {
				if i != victim && (i < victim || f.outcome == ownLines) && !there[want] {
					t.Fatalf("%q with document %d damaged: %+v is not among\n%+v", s.text, victim, want, got)
				}
			}
			checkComplete(t, s.text, got)
		}))
	}
}

// drawDamage damages a text in one place.
func drawDamage(t *rapid.T, text string) string {
	at := rapid.IntRange(0, len(text)-1).Draw(t, "place")
	odd := rapid.SampledFrom([]string{"{", "}", "[", "]", `"`, `\`, ",", ":", "x", "\n", "{\n", "}\n"}).Draw(t, "odd")
	switch rapid.IntRange(0, 3).Draw(t, "damage") {
	case 0:
		return text[:at] + text[at+1:]
	case 1:
		return text[:at] + odd + text[at+1:]
	case 2:
		return text[:at] + odd + text[at:]
	}
	return text[:at]
}

// fataler is a test of any kind.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkComplete: the records are parts of the stream, in order, and what stands
// between them is white space, the byte order mark in front, or punctuation of an
// array.
func checkComplete(t fataler, text []byte, records []record) {
	t.Helper()
	between := " \t\r\n"
	rest := 0
	if len(text) >= 3 && string(text[:3]) == "\uFEFF" {
		rest = 3
	}
	if bytes.HasPrefix(bytes.TrimLeft(text[rest:], between), []byte("[")) {
		between += "[],"
	}
	line, counted := int64(1), 0
	for _, rec := range append(records, record{Offset: int64(len(text)), Stray: "end"}) {
		at := int(rec.Offset)
		if at < rest || at > len(text) || (rec.Text == "") != (rec.Stray != "") {
			t.Fatalf("%q: %+v is not after byte %d", text, rec, rest)
		}
		for _, c := range text[rest:at] {
			if !strings.ContainsRune(between, rune(c)) {
				t.Fatalf("%q: %q is lost before %+v", text, c, rec)
			}
		}
		for ; counted < at; counted++ {
			if text[counted] == '\n' {
				line++
			}
		}
		if rec.Stray != "end" && rec.Line != line {
			t.Fatalf("%q: %+v is on line %d", text, rec, line)
		}
		rest = at + len(rec.Text)
		if rest > len(text) || string(text[at:rest]) != rec.Text {
			t.Fatalf("%q: %+v does not stand there", text, rec)
		}
	}
}
