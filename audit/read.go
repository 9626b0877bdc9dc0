package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"iter"

	"github.com/verdict-id/verdict/internal/records"
	"github.com/verdict-id/verdict/internal/stream"
)

// longest is the longest document that is judged.
const longest = 1 << 20

// flow bounds what is on its way between the cores: 64 chunks, and of records that
// are longer a few.
var flow = stream.Limits{Ahead: 4 << 20, Least: 64 << 10}

// chunk is some records, and what is found of them.
type chunk struct {
	text     []byte
	records  []record
	findings []Finding
	ended    []InputRead // files that ended after the records
	errs     []error     // of reading, after them
	file     int         // that is being read, among those of the audit
	bytes    int64       // that were read until then, of all files
	number   int64       // of the last record
}

// record is where one stands in a chunk, and where it came from.
type record struct {
	end          int // of its text in that of the chunk
	file         int // among those of the audit
	number       int64
	line, offset int64
	stray        string // what is not right in its place, where it is none
}

func (c *chunk) clear() {
	if cap(c.text) > 2*flow.Least {
		c.text = nil
	}
	*c = chunk{text: c.text[:0], records: c.records[:0], findings: c.findings[:0]}
}

// reader fills chunks.
type reader struct {
	stream *stream.Stream[chunk]
	chunk  *stream.Chunk[chunk]
	number int64 // of records
	hash   bool

	file   int   // that is being read
	before int64 // bytes of the files before it
	in     *measured
}

// documents reads documents that come one by one. While the others have nothing
// to do, each is handed over at once: the next one may take its time.
func (r *reader) documents(ctx context.Context, docs iter.Seq2[[]byte, error]) {
	for doc, err := range docs {
		if err != nil {
			r.chunk.Value.errs = append(r.chunk.Value.errs, err)
			break
		}
		if !r.add(ctx, doc, record{}) || r.stream.Idle() && !r.hand(ctx) {
			return
		}
	}
	r.hand(ctx)
}

// add adds a record. It gives false where nobody wants more.
func (r *reader) add(ctx context.Context, doc []byte, rec record) bool {
	if rec.stray == "" {
		r.number++
	}
	c := &r.chunk.Value
	c.text = append(c.text, doc[:min(len(doc), longest+1)]...)
	rec.end, rec.number = len(c.text), r.number
	c.records = append(c.records, rec)
	return len(c.text) < flow.Least && len(c.records) < mostRecords || r.hand(ctx)
}

// mostRecords is how many records a chunk has at most, however short they are.
const mostRecords = 256

// hand hands over the chunk, and takes another one.
func (r *reader) hand(ctx context.Context) bool {
	c := &r.chunk.Value
	c.file, c.number = r.file, r.number
	c.bytes = r.before
	if r.in != nil {
		c.bytes += r.in.bytes
	}
	if !r.stream.Hand(ctx, r.chunk, len(c.text)) {
		return false
	}
	r.chunk = r.stream.Take()
	return true
}

// files reads files one after the other.
func (r *reader) files(ctx context.Context, files []File) {
	for i, f := range files {
		r.file, r.in = i, r.measure(ctx)
		err := pathless(r.read(ctx, f))
		if ctx.Err() != nil {
			return
		}
		read := InputRead{Name: f.Name, Bytes: r.in.bytes}
		c := &r.chunk.Value
		if err != nil {
			read.Ended = err.Error()
			c.errs = append(c.errs, fmt.Errorf("%s: %w", f.Name, err))
		} else if r.hash {
			read.SHA256 = hex.EncodeToString(r.in.hash.Sum(nil))
		}
		c.ended = append(c.ended, read)
		r.before, r.in = r.before+r.in.bytes, nil
	}
	r.hand(ctx)
}

// read reads the records of a file.
func (r *reader) read(ctx context.Context, f File) (err error) {
	file, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	r.in.in = file
	for all := records.NewReader(r.in, longest); ; {
		rec, err := all.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if !r.add(ctx, rec.Text, record{file: r.file, line: rec.Line, offset: rec.Offset, stray: rec.Stray}) {
			return nil
		}
	}
}

// pathless is what an error says beside the path of a file.
func pathless(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

// measured counts what is read, and hashes it.
type measured struct {
	in    io.Reader
	wait  func() // is called before each read, which may take its time
	bytes int64
	hash  hash.Hash // or nil
}

// measure makes a measured reader, without its file. What was read is handed over
// before more is.
func (r *reader) measure(ctx context.Context) *measured {
	m := &measured{wait: func() {
		if len(r.chunk.Value.records) > 0 {
			r.hand(ctx)
		}
	}}
	if r.hash {
		m.hash = sha256.New()
	}
	return m
}

func (m *measured) Read(p []byte) (int, error) {
	m.wait()
	n, err := m.in.Read(p)
	m.bytes += int64(n)
	if m.hash != nil {
		m.hash.Write(p[:n])
	}
	return n, err
}
