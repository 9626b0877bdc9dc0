package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/verdict-id/verdict/internal/stream"
)

// chunk is some lines, and what is answered to them.
type chunk struct {
	text    []byte
	ends    []int // of the lines in text
	reading error // why there are no lines after these, other than the end
	answers []byte
	refused bool
	err     error
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
func (s *lineStream) read(ctx context.Context, in io.Reader, chunks *stream.Stream[chunk]) {
	r := bufio.NewReaderSize(in, s.buffer)
	c := chunks.Take()
	for {
		v := &c.Value
		line, err := readLine(r, v.text)
		if err != nil && !errors.Is(err, io.EOF) {
			v.reading = err
			chunks.Hand(ctx, c, len(v.text))
			return
		}
		v.text, v.ends = line, append(v.ends, len(line))
		full := len(v.text) >= s.Least || len(v.ends) >= s.lines
		if err == nil && !full && hasLine(r) {
			continue
		}
		if !chunks.Hand(ctx, c, len(v.text)) || err != nil {
			return
		}
		c = chunks.Take()
	}
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
