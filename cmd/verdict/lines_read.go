package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
)

// chunk is some lines, and what is answered to them.
type chunk struct {
	text    []byte
	ends    []int // of the lines in text
	size    int   // what it counts for while it is on its way
	answers []byte
	refused bool
	err     error
	ready   chan struct{} // takes one signal: the answers are there
}

// clear makes a chunk as new, and lets go of buffers that grew beyond keep.
func (c *chunk) clear(keep int) {
	c.text, c.answers = reuse(c.text, keep), reuse(c.answers, keep)
	c.ends, c.refused = c.ends[:0], false
}

// reuse empties a buffer.
func reuse(buffer []byte, keep int) []byte {
	if cap(buffer) > keep {
		return nil
	}
	return buffer[:0]
}

// read hands over chunks of whole lines, until the end or until nobody wants
// them any more.
func (s *stream) read(ctx context.Context, in io.Reader) {
	defer close(s.order)
	defer close(s.todo)
	r := bufio.NewReaderSize(in, s.buffer)
	c := s.take()
	for {
		line, err := readLine(r, c.text)
		if err != nil && !errors.Is(err, io.EOF) {
			s.reading = err
			s.hand(ctx, c)
			return
		}
		c.text, c.ends = line, append(c.ends, len(line))
		full := len(c.text) >= s.chunk || len(c.ends) >= s.lines
		if err == nil && !full && hasLine(r) {
			continue
		}
		if !s.hand(ctx, c) || err != nil {
			return
		}
		c = s.take()
	}
}

// hand gives a chunk to the workers and to the writer, once there is room for
// it. It gives false where nobody wants it.
func (s *stream) hand(ctx context.Context, c *chunk) bool {
	c.size = max(len(c.text), s.chunk)
	for s.flying > 0 && s.flying+c.size > s.ahead {
		select {
		case back := <-s.done:
			s.flying -= back.size
			s.free = append(s.free, back)
		case <-ctx.Done():
			return false
		}
	}
	s.flying += c.size
	s.todo <- c
	s.order <- c
	return ctx.Err() == nil
}

// take gives an empty chunk, one that came back if there is any.
func (s *stream) take() *chunk {
	n := len(s.free)
	if n == 0 {
		return &chunk{ready: make(chan struct{}, 1)}
	}
	c := s.free[n-1]
	s.free = s.free[:n-1]
	return c
}

// hasLine tells whether the next line can be read without waiting.
func hasLine(r *bufio.Reader) bool {
	waiting, _ := r.Peek(r.Buffered())
	return bytes.IndexByte(waiting, '\n') >= 0
}

// readLine appends the next line to text, with its end; but of a line that is
// too long only as much as shows that it is.
func readLine(r *bufio.Reader, text []byte) ([]byte, error) {
	limit := len(text) + maxDocument + 1
	for {
		part, err := r.ReadSlice('\n')
		text = append(text, part[:min(limit-len(text), len(part))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, err
		}
	}
}

// blank tells whether a line holds nothing but the white space of JSON. Of a
// line that was cut because it is too long it cannot be known.
func blank(line []byte) bool {
	return len(line) <= maxDocument && len(bytes.Trim(line, " \t\r\n")) == 0
}
