package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/stream"
)

// tiny makes every line a chunk, and lets three be on their way.
var tiny = limits{buffer: 16, lines: 1, Limits: stream.Limits{Ahead: 300, Least: 100}}

// echo answers a line with itself.
func echo(c *chunk, line []byte) error {
	c.answers = append(append(c.answers, line...), '\n')
	return nil
}

// numbered is lines with numbers in them.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	return b.String()
}

// answers is a writer whose text can be read between the writes.
type answers struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (a *answers) Write(p []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.text.Write(p)
}

// take gives what was written since it was last called.
func (a *answers) take() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer a.text.Reset()
	return a.text.String()
}

// TestLinesAtOnce gives the command lines now and then: once it can do nothing
// more without another line, every whole line has its answer.
func TestLinesAtOnce(t *testing.T) {
	line := `{"provider":"readid","status":"pending"}`
	answer, _, status := run(line, "decide", "--json") // loads the rule book, too
	if status != exitOK {
		t.Fatal(status)
	}
	synctest.Test(t, func(t *testing.T) {
		in, give := io.Pipe()
		out := &answers{}
		exit := make(chan int)
		go func() {
			c := &command{stdin: in, stdout: out, stderr: io.Discard}
			exit <- c.run([]string{"decide", "--lines"})
		}()
		for _, step := range []struct {
			give    string
			answers int
		}{
			{line + "\n", 1},                      // a line that came whole
			{strings.Repeat(line+"\n", 100), 100}, // several chunks
			{line + "\n" + line[:10], 1},          // the part of a line holds nobody up
			{line[10:], 0},                        // not ended: there could be more of it
			{"\n", 1},                             // its end
			{"\n \n", 0},                          // blank lines
			{line, 0},                             // the last, whose answer comes with the end
		} {
			if _, err := io.WriteString(give, step.give); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			if diff := cmp.Diff(strings.Repeat(answer, step.answers), out.take()); diff != "" {
				t.Errorf("after %.50q (-want +got):\n%s", step.give, diff)
			}
		}
		give.Close()
		if status := <-exit; status != exitOK || out.take() != answer {
			t.Errorf("exit status %d, or the last line without an end has no answer", status)
		}
	})
}

// TestLinesOnAllCores lets no line be answered until each worker has one: with
// fewer at work at the same time nothing would move, which synctest reports.
func TestLinesOnAllCores(t *testing.T) {
	const workers = 3
	synctest.Test(t, func(t *testing.T) {
		var all sync.WaitGroup
		all.Add(workers)
		s := newStream(func(c *chunk, line []byte) error {
			all.Done()
			all.Wait()
			return echo(c, line)
		}, workers, tiny)
		var out bytes.Buffer
		if err := s.run(strings.NewReader(numbered(workers)), &out); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(numbered(workers), out.String()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestLinesAhead stops the writer: what is answered meanwhile, and so is held in
// memory, is bounded by lines and by bytes.
func TestLinesAhead(t *testing.T) {
	for _, c := range []struct {
		why  string
		size limits
		line string
		want int // lines that are answered
	}{
		{"a chunk is full with 5 lines, and three chunks may be ahead", limits{buffer: 100, lines: 5, Limits: stream.Limits{Ahead: 300, Least: 100}}, ",\n", 15},
		{"two lines of 5 bytes fill a chunk, and three chunks may be ahead", limits{buffer: 100, lines: 5, Limits: stream.Limits{Ahead: 30, Least: 10}}, "abcd\n", 6},
		{"a line of 14 bytes fills a chunk, and two of 14 bytes may be ahead", limits{buffer: 100, lines: 5, Limits: stream.Limits{Ahead: 30, Least: 10}}, "14 bytes long\n", 2},
		{"a line that is longer than may be ahead goes alone", limits{buffer: 16, lines: 5, Limits: stream.Limits{Ahead: 30, Least: 10}}, strings.Repeat("x", 50) + "\n", 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			var answered atomic.Int64
			s := newStream(func(c *chunk, line []byte) error {
				answered.Add(1)
				return echo(c, line)
			}, 2, c.size)
			gate := make(gatedWriter)
			done := make(chan error)
			text := strings.Repeat(c.line, 1000)
			go func() { done <- s.run(strings.NewReader(text), gate) }()
			synctest.Wait() // nothing moves any more: all wait for the writer
			if got := int(answered.Load()); got != c.want {
				t.Errorf("%s: %d lines are answered, want %d", c.why, got, c.want)
			}
			close(gate)
			if err := <-done; err != nil || answered.Load() != 1000 {
				t.Errorf("%s: %d lines of 1000 are answered in the end (%v)", c.why, answered.Load(), err)
			}
		})
	}
}

// gatedWriter writes nothing until it is closed.
type gatedWriter chan struct{}

func (w gatedWriter) Write(p []byte) (int, error) {
	<-w
	return len(p), nil
}

// TestLinesReadError breaks the input after every byte: all whole lines before
// are answered, and nothing else.
func TestLinesReadError(t *testing.T) {
	text := numbered(5) + "\n" + numbered(2)
	for cut := range len(text) + 1 {
		for _, size := range []limits{tiny, streamLimits} {
			synctest.Test(t, func(t *testing.T) {
				s := newStream(echo, 2, size)
				var out bytes.Buffer
				if err := s.run(io.MultiReader(strings.NewReader(text[:cut]), failingReader{}), &out); err != nil {
					t.Fatal(err)
				}
				whole := text[:strings.LastIndexByte(text[:cut], '\n')+1]
				if diff := cmp.Diff(strings.ReplaceAll(whole, "\n\n", "\n"), out.String()); diff != "" || !errors.Is(s.reading, errBroken) {
					t.Errorf("cut at %d: %v (-want +got):\n%s", cut, s.reading, diff)
				}
			})
		}
	}
}

// TestLinesWriteError breaks the output after every byte: it ends at once,
// though the input goes on for ever, and what was written is the beginning.
// That no goroutine is left is what synctest makes sure of.
func TestLinesWriteError(t *testing.T) {
	want := numbered(20)
	for room := range len(want) {
		for _, size := range []limits{tiny, streamLimits} {
			synctest.Test(t, func(t *testing.T) {
				endless := &generator{lines: -1, line: func(n int) string { return fmt.Sprintf("line %d", n) }}
				out := &beginning{room: room}
				s := newStream(echo, 2, size)
				if err := s.run(endless, out); !errors.Is(err, errBroken) {
					t.Errorf("the error is %v", err)
				}
				if got := out.text.String(); got != want[:room] {
					t.Errorf("with room for %d bytes it writes %q", room, got)
				}
			})
		}
	}
}

// beginning keeps what there is room for, then fails.
type beginning struct {
	room int
	text bytes.Buffer
}

func (w *beginning) Write(p []byte) (int, error) {
	n, _ := w.text.Write(p[:min(w.room-w.text.Len(), len(p))])
	if n < len(p) {
		return n, errBroken
	}
	return n, nil
}

// TestLinesWriteErrorWhileWaiting breaks the output while the input waits: it
// does not wait for another line, and the read that is under way is the last.
func TestLinesWriteErrorWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in, give := io.Pipe()
		done := make(chan error)
		s := newStream(echo, 2, streamLimits)
		go func() { done <- s.run(in, &beginning{room: 3}) }()
		if _, err := io.WriteString(give, "line\n"); err != nil {
			t.Fatal(err)
		}
		if err := <-done; !errors.Is(err, errBroken) {
			t.Errorf("the error is %v", err)
		}
		// The reader still waits. It takes this line and ends; were it to read
		// again, the bubble would not end.
		if _, err := io.WriteString(give, "line\n"); err != nil {
			t.Fatal(err)
		}
	})
}

// TestLinesAnswerError: where a line cannot be answered, those before it are.
func TestLinesAnswerError(t *testing.T) {
	for _, size := range []limits{tiny, streamLimits} {
		synctest.Test(t, func(t *testing.T) {
			s := newStream(func(c *chunk, line []byte) error {
				if string(line) == "line 7" {
					return errBroken
				}
				return echo(c, line)
			}, 3, size)
			var out bytes.Buffer
			if err := s.run(strings.NewReader(numbered(20)), &out); !errors.Is(err, errBroken) {
				t.Errorf("the error is %v", err)
			}
			if diff := cmp.Diff(numbered(7), out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
