package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/verdict-id/verdict/internal/stream"
)

// lines decides each line that is not blank, on all cores, and writes the
// answers in the order of the lines. No answer waits for lines that have not come
// yet.
func (d *decider) lines(name string, in io.Reader) error {
	s := newStream(d.line, runtime.GOMAXPROCS(0), streamLimits)
	err := s.run(in, d.stdout)
	d.refused = d.refused || s.refused
	if err == nil && s.reading != nil {
		err = fmt.Errorf("%s cannot be read: %w", name, pathless(s.reading))
	}
	return err
}

// line appends the answer to one line to those of its chunk.
func (d *decider) line(c *chunk, line []byte) error {
	a := d.one(line)
	c.refused = c.refused || a.err != nil
	answers, err := appendJSON(c.answers, a)
	if err != nil {
		return err
	}
	c.answers = answers
	return nil
}

// limits bound what a stream holds, and with it memory, however long the input
// is and however many cores there are.
type limits struct {
	buffer int // bytes read at once
	lines  int // of a chunk; one of Least bytes is full as well
	stream.Limits
}

// streamLimits are 64 chunks, enough for as many cores, of 1 MiB together, and
// 2,048 answers. Documents of the greatest length are decided one by one: the
// answer to one can be many times as long.
var streamLimits = limits{buffer: 64 << 10, lines: 32, Limits: stream.Limits{Ahead: maxDocument, Least: 16 << 10}}

// lineStream is lines on their way.
type lineStream struct {
	limits
	answer  func(c *chunk, line []byte) error
	workers int

	refused bool  // some line was refused
	reading error // why reading ended too early
}

// newStream makes a stream that puts lines without their ends to answer, which
// appends to the chunk's answers, from several workers at the same time.
func newStream(answer func(c *chunk, line []byte) error, workers int, l limits) *lineStream {
	return &lineStream{limits: l, answer: answer, workers: workers}
}

// run reads in to its end and writes the answers to out. The error is one of
// writing or of answer; an error of reading is s.reading, and what was whole
// before it is answered.
//
// Everything has ended when it returns, but for one case: an error of writing
// does not wait for a read that is under way. When that returns, it is the last.
func (s *lineStream) run(in io.Reader, out io.Writer) error {
	return stream.Run(context.Background(), s.Limits, s.workers,
		func(ctx context.Context, chunks *stream.Stream[chunk]) { s.read(ctx, in, chunks) },
		func(_ int, c *chunk) { c.err = s.answerAll(c) },
		func(c *chunk) error { return s.write(c, out) })
}

// answerAll answers the lines of a chunk.
func (s *lineStream) answerAll(c *chunk) error {
	start := 0
	for _, end := range c.ends {
		line := c.text[start:end]
		start = end
		if blank(line) {
			continue
		}
		if err := s.answer(c, bytes.TrimSuffix(line, []byte("\n"))); err != nil {
			return err
		}
	}
	return nil
}

// write writes the answers of a chunk.
func (s *lineStream) write(c *chunk, out io.Writer) error {
	s.refused = s.refused || c.refused
	if len(c.answers) > 0 {
		if _, err := out.Write(c.answers); err != nil {
			return err
		}
	}
	if c.err != nil {
		return c.err
	}
	s.reading = c.reading
	c.clear(2 * s.Least)
	return nil
}
