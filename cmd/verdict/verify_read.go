package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/verdict-id/verdict/internal/stream"
	"github.com/verdict-id/verdict/record"
)

// maxRecord is how long a line can be. Of the longest documents that are read, with
// an entry in every few bytes, the embedded tables make records of half of it.
const maxRecord = 16 << 20

// recordLine is a line on its way, and what is wrong with the record in it.
type recordLine struct {
	number   int
	text     []byte // without its end; of a line that is too long only as much as shows it
	reading  error  // why there are no lines after this one, other than the end
	problems []record.Problem
	refused  bool
}

// blank tells whether a line holds nothing but the white space of JSON.
func (l *recordLine) blank() bool { return len(bytes.Trim(l.text, " \t\r")) == 0 }

// readRecords hands over line by line, until the end or until nobody wants them any
// more.
func readRecords(ctx context.Context, in io.Reader, lines *stream.Stream[recordLine]) {
	r := bufio.NewReaderSize(in, streamLimits.buffer)
	for number := 1; ; number++ {
		c := lines.Take()
		text, err := readRecord(r, reuse(c.Value.text, 2*streamLimits.Least))
		c.Value = recordLine{number: number, text: text}
		if err != nil && !errors.Is(err, io.EOF) {
			c.Value = recordLine{number: number, text: text[:0], reading: err} // half a line is none
		}
		if !lines.Hand(ctx, c, len(text)) || err != nil {
			return
		}
	}
}

// readRecord appends a line without its end, but no more than one byte beyond what
// a record can have.
func readRecord(r *bufio.Reader, text []byte) ([]byte, error) {
	for {
		part, err := r.ReadSlice('\n')
		part = bytes.TrimSuffix(part, []byte("\n"))
		text = append(text, part[:min(maxRecord+1-len(text), len(part))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, err
		}
	}
}
