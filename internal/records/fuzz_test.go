package records_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/records"
)

// FuzzNext reads any bytes: nothing is lost, whatever the sizes of reads, and with
// a small limit records are cut and stay in order.
func FuzzNext(f *testing.F) {
	for _, seed := range []string{
		"{\"a\":1}\r\n\n{\"b\":\"}\\\"{\"}", "{}{\"a\":[{}]} x {}", "\uFEFF{\n  \"a\": 1\n}\n{\n}",
		"[{\"a\":1},,{}{}]] x [{}", "[\n  {\n    \"a\": [\n  },\n  \"b\": 1\n  },\n  {\n  }\n]", "x\n{\"a\":[1,\n{}\n{}", "\x1f\x8b\x08",
	} {
		f.Add([]byte(seed), uint8(7))
	}
	f.Fuzz(func(t *testing.T, text []byte, limit uint8) {
		if bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
			if _, err := readAll(io.LimitReader(bytes.NewReader(text), 1000), int(limit)); err == nil {
				t.Error("reading does not end")
			}
			return
		}
		checkComplete(t, text, readBoth(t, text, len(text)))
		checkCut(t, text, readBoth(t, text, int(limit)), int(limit))
	})
}

// readBoth reads a stream at once and byte by byte, and gives what comes both times.
func readBoth(t *testing.T, text []byte, limit int) []record {
	t.Helper()
	atOnce := readEnd(t, bytes.NewReader(text), len(text), limit)
	byBytes := readEnd(t, iotest.OneByteReader(bytes.NewReader(text)), len(text), limit)
	if diff := cmp.Diff(atOnce, byBytes); diff != "" {
		t.Fatalf("%q, limit %d (-at once +byte by byte):\n%s", text, limit, diff)
	}
	return atOnce
}

// readEnd reads a stream to its end, which comes: no byte begins two records with a
// text, or is before two places that are not right.
func readEnd(t *testing.T, in io.Reader, size, limit int) []record {
	t.Helper()
	r := records.NewReader(in, limit)
	var all []record
	for range 2*size + 3 {
		rec, err := r.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, record{rec.Line, rec.Offset, string(rec.Text), rec.Stray})
	}
	t.Fatalf("more than %d records", 2*size+2)
	return nil
}

// checkCut: records are in order, and at most one byte longer than the limit.
func checkCut(t *testing.T, text []byte, records []record, limit int) {
	t.Helper()
	var rest int64
	for _, rec := range records {
		if rec.Offset < rest || rec.Offset > int64(len(text)) || !strings.HasPrefix(string(text[rec.Offset:]), rec.Text) {
			t.Fatalf("%q, limit %d: %+v does not stand there, behind byte %d", text, limit, rec, rest)
		}
		if len(rec.Text) > limit+1 {
			t.Fatalf("%q: %+v is longer than %d", text, rec, limit+1)
		}
		rest = rec.Offset + int64(len(rec.Text))
	}
}
