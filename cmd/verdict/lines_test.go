package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/stream"
)

// linePool is lines of every kind, each with the answer that the command gives
// to it alone, which is another way through the program.
func linePool(t *testing.T) (lines []string, answers map[string]string) {
	t.Helper()
	files, err := filepath.Glob("../../testdata/documents/*/*.json")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d documents (%v)", len(files), err)
	}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var line bytes.Buffer
		if len(doc) < 4096 && json.Compact(&line, doc) == nil {
			lines = append(lines, line.String())
		}
	}
	lines = append(lines, "{", "no-break space\u00a0", `{"provider":"nobody"}`, `{"provider":"readid"}`)
	answers = map[string]string{"": "", " \t": ""} // blank lines get none
	for _, line := range lines {
		answers[line], _, _ = run(line, "decide", "--json")
		if strings.Count(answers[line], "\n") != 1 {
			t.Fatalf("%q is answered by %q", line, answers[line])
		}
	}
	// A line can end in CRLF.
	lines = append(lines, "", " \t", "\r", lines[0]+"\r")
	answers["\r"], answers[lines[0]+"\r"] = "", answers[lines[0]]
	return lines, answers
}

// TestLinesInOrder puts random lines through streams of any size: the answers
// are those that each line gets alone, one after the other.
func TestLinesInOrder(t *testing.T) {
	pool, answers := linePool(t)
	readers := []func(io.Reader) io.Reader{
		func(r io.Reader) io.Reader { return r },
		iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader,
	}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom(pool), 0, 200).Draw(t, "lines")
		end := rapid.SampledFrom([]string{"", "\n"}).Draw(t, "end")
		var want strings.Builder
		for _, line := range lines {
			want.WriteString(answers[line])
		}
		reader := rapid.SampledFrom(readers).Draw(t, "reader")
		size := rapid.SampledFrom([]limits{
			{buffer: 16, lines: 1, Limits: stream.Limits{Ahead: 1, Least: 1}},
			{buffer: 16, lines: 3, Limits: stream.Limits{Ahead: 1000, Least: 100}},
			{buffer: 4096, lines: 1000, Limits: stream.Limits{Ahead: 10_000, Least: 100}},
			{buffer: 4096, lines: 2, Limits: stream.Limits{Ahead: 10_000, Least: 10_000}},
			streamLimits,
		}).Draw(t, "limits")
		d := &decider{documents: newDocuments(&command{})}
		d.engine, _ = engine("")
		s := newStream(d.line, rapid.IntRange(1, 8).Draw(t, "workers"), size)
		out := &slowWriter{pauses: rapid.IntRange(0, 3).Draw(t, "pauses")}
		err := s.run(reader(strings.NewReader(strings.Join(lines, "\n")+end)), out)
		if err != nil || s.reading != nil {
			t.Errorf("reading: %v, writing: %v", s.reading, err)
		}
		if diff := cmp.Diff(want.String(), out.String()); diff != "" {
			t.Errorf("answers (-want +got):\n%s", diff)
		}
		if want := strings.Contains(want.String(), `{"error":`); s.refused != want {
			t.Errorf("refused is %v, want %v", s.refused, want)
		}
	})
}

// slowWriter lets others go first.
type slowWriter struct {
	bytes.Buffer
	pauses int
}

func (w *slowWriter) Write(p []byte) (int, error) {
	for range w.pauses {
		runtime.Gosched()
	}
	return w.Buffer.Write(p)
}

// TestLinesOfFiles: files follow one another, and a last line without an end is
// not joined with the first of the next file.
func TestLinesOfFiles(t *testing.T) {
	line := `{"provider":"readid","status":"pending"}`
	answer, _, _ := run(line, "decide", "--json")
	dir := t.TempDir()
	var files []string
	var want strings.Builder
	for i, lines := range []int{1, 0, 1000, 1, 300} {
		file := filepath.Join(dir, strconv.Itoa(i))
		text := strings.TrimSuffix(strings.Repeat(line+"\n", lines), "\n")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		want.WriteString(strings.Repeat(answer, lines))
	}
	out, errs, status := run("", append([]string{"decide", "--lines"}, files...)...)
	if diff := cmp.Diff(want.String(), out); diff != "" || status != exitOK {
		t.Errorf("exit status %d, %s (-want +got):\n%s", status, errs, diff)
	}
}

// generator makes lines of JSON one after the other, without keeping them.
type generator struct {
	lines int // how many; for ever if negative
	line  func(n int) string
	made  atomic.Int64 // lines; read while the answers come
	rest  string
}

func (g *generator) Read(p []byte) (int, error) {
	if g.rest == "" {
		n := int(g.made.Load())
		if n == g.lines {
			return 0, io.EOF
		}
		g.rest = g.line(n) + "\n"
		g.made.Add(1)
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}

// checker takes answers and calls see with each, without keeping them.
type checker struct {
	see  func(n int, line []byte)
	seen int
	part []byte
}

func (c *checker) Write(p []byte) (int, error) {
	c.part = append(c.part, p...)
	for {
		line, rest, found := bytes.Cut(c.part, []byte("\n"))
		if !found {
			return len(p), nil
		}
		c.see(c.seen, line)
		c.seen++
		c.part = append(c.part[:0], rest...)
	}
}

// TestLinesStream decides more lines than may be kept: the answers come in
// order and along with the lines, and memory does not grow.
func TestLinesStream(t *testing.T) {
	const lines = 40_000
	padding := strings.Repeat("x", 2000)
	in := &generator{lines: lines, line: func(n int) string {
		return fmt.Sprintf(`{"provider":"connect:n%d","providerSpecific":{"idToken":"x"},"padding":"%s"}`, n, padding[:n%2000])
	}}
	var before, during runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	wrong, late, peak := 0, 0, uint64(0)
	out := &checker{see: func(n int, line []byte) {
		if !bytes.HasPrefix(line, []byte(`{"provider":"connect:n`+strconv.Itoa(n)+`","status":"accepted",`)) {
			wrong++
		}
		late = max(late, int(in.made.Load())-n)
		if n%(lines/8) == lines/16 {
			runtime.GC()
			runtime.ReadMemStats(&during)
			peak = max(peak, during.HeapAlloc)
		}
	}}
	c := &command{stdin: in, stdout: out, stderr: io.Discard}
	if status := c.run([]string{"decide", "--lines"}); status != exitOK {
		t.Errorf("exit status %d", status)
	}
	if out.seen != lines || wrong > 0 {
		t.Errorf("%d answers to %d lines, %d of them wrong or out of order", out.seen, lines, wrong)
	}
	// Every read gives one line, so every chunk has one; one more is being
	// written, and one being read.
	if chunks := streamLimits.Ahead / streamLimits.Least; late > chunks+2 {
		t.Errorf("an answer is held back while %d lines are read", late)
	}
	if grown := int64(peak) - int64(before.HeapAlloc); grown > 8<<20 {
		t.Errorf("the heap grows by %d bytes", grown)
	}
}

// TestLinesLong holds --lines against the limit on a document: a line at the
// limit is decided, one byte more is refused, and the next line is not hurt.
func TestLinesLong(t *testing.T) {
	document := func(size int) string {
		const head, tail = `{"provider":"connect:x","providerSpecific":{"idToken":"`, `"}}`
		return head + strings.Repeat("x", size-len(head)-len(tail)) + tail
	}
	short := document(100)
	in := strings.Join([]string{
		document(maxDocument),
		document(maxDocument + 1),
		short,
		document(5 * maxDocument),
		strings.Repeat(" ", maxDocument+1) + short, // not a blank line
		short,
	}, "\n")
	out, errs, status := run(in, "decide", "--lines")
	var got []string
	for line := range strings.Lines(out) {
		var answer struct {
			Status string
			Error  struct{ Kind string }
		}
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatal(err)
		}
		got = append(got, answer.Status+answer.Error.Kind)
	}
	want := []string{"accepted", "malformed", "accepted", "malformed", "malformed", "accepted"}
	if diff := cmp.Diff(want, got); diff != "" || status != exitAnswer {
		t.Errorf("exit status %d, %s (-want +got):\n%s", status, errs, diff)
	}
	// A whole document has the same limit.
	if out, _, _ := run(document(maxDocument), "decide"); !strings.HasPrefix(out, "accepted") {
		t.Errorf("a document at the limit: %.100s", out)
	}
	if out, _, _ := run(document(maxDocument+1), "decide"); !strings.HasPrefix(out, "no status: malformed") {
		t.Errorf("a document past the limit: %.100s", out)
	}
}
