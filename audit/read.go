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
	file     int         // that is being read, among those of the audit, and
	bytes    int64       // how much was read until then, of all files
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
	bytes  int64 // of the files before
	hash   bool
}

// documents reads documents that come one by one.
func (r *reader) documents(ctx context.Context, docs iter.Seq2[[]byte, error]) {
	for doc, err := range docs {
		if err != nil {
			r.chunk.Value.errs = append(r.chunk.Value.errs, err)
			break
		}
		if !r.add(ctx, doc, record{}) {
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
	if !r.stream.Hand(ctx, r.chunk, len(r.chunk.Value.text)) {
		return false
	}
	r.chunk = r.stream.Take()
	return true
}

// files reads files one after the other.
func (r *reader) files(ctx context.Context, files []File) {
	for i, f := range files {
		in := &measured{}
		if r.hash {
			in.hash = sha256.New()
		}
		err := pathless(r.file(ctx, i, f, in))
		if ctx.Err() != nil {
			return
		}
		read := InputRead{Name: f.Name, Bytes: in.bytes}
		c := &r.chunk.Value
		if err != nil {
			read.Ended = err.Error()
			c.errs = append(c.errs, fmt.Errorf("%s: %w", f.Name, err))
		} else if r.hash {
			read.SHA256 = hex.EncodeToString(in.hash.Sum(nil))
		}
		c.ended = append(c.ended, read)
		r.bytes += in.bytes
	}
	r.hand(ctx)
}

// file reads the records of a file.
func (r *reader) file(ctx context.Context, i int, f File, in *measured) (err error) {
	file, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	in.in = file
	for all := records.NewReader(in, longest); ; {
		rec, err := all.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		r.chunk.Value.file, r.chunk.Value.bytes = i, r.bytes+in.bytes
		if !r.add(ctx, rec.Text, record{file: i, line: rec.Line, offset: rec.Offset, stray: rec.Stray}) {
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
	bytes int64
	hash  hash.Hash // or nil
}

func (m *measured) Read(p []byte) (int, error) {
	n, err := m.in.Read(p)
	m.bytes += int64(n)
	if m.hash != nil {
		m.hash.Write(p[:n])
	}
	return n, err
}
