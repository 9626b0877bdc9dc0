package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
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
// is and however many cores there are: ahead bytes of lines or one longer line,
// and the answers to ahead/chunk*lines lines.
type limits struct {
	buffer int // bytes read at once
	chunk  int // bytes after which a chunk is full
	lines  int // lines after which a chunk is full
	ahead  int // bytes of all chunks that are not written yet; each counts as a full one at least
}

// streamLimits are 64 chunks, enough for as many cores, of 1 MiB together, and
// 2,048 answers. Documents of the greatest length are decided one by one: the
// answer to one can be many times as long.
var streamLimits = limits{buffer: 64 << 10, chunk: 16 << 10, lines: 32, ahead: maxDocument}

// stream is lines on their way. One goroutine cuts what it reads into chunks of
// whole lines, workers answer them, and what they answer is written in order.
// Chunks go round: from the reader to the workers and, in order, to the writer,
// and from there back.
type stream struct {
	limits
	answer  func(c *chunk, line []byte) error
	workers int

	todo, order, done chan *chunk // each has room for all chunks that there can be

	flying int      // bytes of chunks that did not come back; the reader's
	free   []*chunk // those that did; the reader's

	refused bool  // some line was refused
	reading error // why reading ended too early
}

// newStream makes a stream that puts lines without their ends to answer, which
// appends to the chunk's answers, from several workers at the same time.
func newStream(answer func(c *chunk, line []byte) error, workers int, l limits) *stream {
	chunks := func() chan *chunk { return make(chan *chunk, l.ahead/l.chunk+1) }
	return &stream{limits: l, answer: answer, workers: workers, todo: chunks(), order: chunks(), done: chunks()}
}

// run reads in to its end and writes the answers to out. The error is one of
// writing or of answer; an error of reading is s.reading, and what was whole
// before it is answered.
//
// Everything has ended when it returns, but for one case: an error of writing
// does not wait for a read that is under way. When that returns, it is the last.
func (s *stream) run(in io.Reader, out io.Writer) error {
	ctx, stop := context.WithCancel(context.Background())
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	go s.read(ctx, in)
	for range s.workers {
		workers.Go(func() { s.work(ctx) })
	}
	return s.write(out)
}

// work answers chunks until there are no more.
func (s *stream) work(ctx context.Context) {
	for {
		select {
		case c, ok := <-s.todo:
			if !ok {
				return
			}
			c.err = s.answerAll(c)
			c.ready <- struct{}{}
		case <-ctx.Done():
			return
		}
	}
}

// answerAll answers the lines of a chunk.
func (s *stream) answerAll(c *chunk) error {
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

// write writes the answers of each chunk as soon as they are there, and those of
// the chunks before it.
func (s *stream) write(out io.Writer) error {
	for c := range s.order {
		<-c.ready
		s.refused = s.refused || c.refused
		if len(c.answers) > 0 {
			if _, err := out.Write(c.answers); err != nil {
				return err
			}
		}
		if c.err != nil {
			return c.err
		}
		c.clear(2 * s.chunk)
		s.done <- c
	}
	return nil
}
