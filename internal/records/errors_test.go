package records_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/records"
)

// texts gives what was read, for the eye.
func texts(all []record) []string {
	var list []string
	for _, rec := range all {
		list = append(list, rec.Text+rec.Stray)
	}
	return list
}

// TestReadingFails: what was whole before the error is given, and then the error,
// as often as one asks.
func TestReadingFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, c := range []struct {
		why, stream string
		want        []string
	}{
		{"a line is whole with its end", "{\"a\":1}\n{\"b\":2}\n{\"c\":3", []string{`{"a":1}`, `{"b":2}`}},
		{"a document is whole with its brace", "{\n}\n{\n  \"a\": 1\n}", []string{"{\n}", "{\n  \"a\": 1\n}"}},
		{"an array that breaks off is not one without an end", `[{"a":1}, {"b":2`, []string{`{"a":1}`}},
		{"garbage that breaks off is not whole", `[{"a":1}, nul`, []string{`{"a":1}`}},
		{"lines of garbage neither", "[\n{},\n\"a\": 1\n", []string{"{}"}},
		{"nor the first line", "xyz", nil},
		{"a damaged document does not take whole ones with it", "[\n{\"a\":{},\n{\"b\":2},\n{\"c\"", []string{`{"a":{}`, `{"b":2}`}},
		{"at the beginning", "", nil},
	} {
		r := records.NewReader(io.MultiReader(strings.NewReader(c.stream), iotest.ErrReader(broken)), 100)
		var got []string
		rec, err := r.Next()
		for ; err == nil; rec, err = r.Next() {
			got = append(got, string(rec.Text)+rec.Stray)
		}
		_, again := r.Next()
		if diff := cmp.Diff(c.want, got); diff != "" || err != broken || again != broken {
			t.Errorf("%s: %v, then %v (-want +got):\n%s", c.why, err, again, diff)
		}
	}
}

// nothing reads nothing, without an error.
type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, nil }

// TestNoProgress: a reader that never gives anything is not asked forever.
func TestNoProgress(t *testing.T) {
	if all, err := readAll(io.MultiReader(strings.NewReader("{}\n"), nothing{}), 100); !errors.Is(err, io.ErrNoProgress) || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
}

func zip(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(text))
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGzip(t *testing.T) {
	first, second := zip(t, "\uFEFF{\"a\":1}\n{\"b\""), zip(t, ":2}\n")
	wrong := []byte(second)
	wrong[len(wrong)-5] ^= 1 // of the length, the last 4 bytes
	wrong[len(wrong)-1] ^= 1
	long := strings.Repeat("{\"a\":1}\n", 20_000)
	packed := zip(t, long)
	both := []record{{1, 3, `{"a":1}`, ""}, {2, 11, `{"b":2}`, ""}}
	for _, c := range []struct {
		why, stream string
		want        []record
		err         error
		message     string
	}{
		{"members follow each other, offsets are those of what was packed", first + second, both, io.EOF, "EOF"},
		{"an empty member", first + zip(t, "") + second, both, io.EOF, "EOF"},
		{"nothing packed", zip(t, ""), nil, io.EOF, "EOF"},
		{"cut off in the header", first[:2], nil, io.ErrUnexpectedEOF, "the gzip data is cut off: unexpected EOF"},
		{"cut off behind the data", first + second[:len(second)-8], both, io.ErrUnexpectedEOF, "the gzip data is cut off: unexpected EOF"},
		{"a wrong checksum", first + string(wrong), both, gzip.ErrChecksum, "the gzip data is damaged: gzip: invalid checksum"},
		{"something else behind it", first + second + "{}", both, io.ErrUnexpectedEOF, "the gzip data is cut off: unexpected EOF"},
		{"something longer behind it", first + second + "{\"c\": 123456}", both, gzip.ErrHeader, "the gzip data is damaged: gzip: invalid header"},
		{"not packed, and the first byte of the magic", "\x1f", []record{{1, 0, "\x1f", ""}}, io.EOF, "EOF"},
	} {
		got, err := readAll(strings.NewReader(c.stream), 100)
		if diff := cmp.Diff(c.want, got); diff != "" || !errors.Is(err, c.err) || err.Error() != c.message {
			t.Errorf("%s: %v, want %s (-want +got):\n%s", c.why, err, c.message, diff)
		}
	}
	got, err := readAll(strings.NewReader(packed[:len(packed)*3/4]), 100)
	if len(got) < 5000 || len(got) >= 20_000 || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut off in the middle: %d records, %v; want most of them", len(got), err)
	}
	damaged := []byte(packed)
	for i := len(damaged) / 2; i < len(damaged)*3/4; i++ {
		damaged[i] = 0xff
	}
	got, err = readAll(bytes.NewReader(damaged), 100)
	if len(got) == 0 || !strings.HasPrefix(err.Error(), "the gzip data is damaged: ") {
		t.Errorf("damaged in the middle: %d records, %v; want some of them", len(got), err)
	}
	broken := errors.New("the disk is gone")
	got, err = readAll(io.MultiReader(strings.NewReader(first), iotest.ErrReader(broken)), 100)
	if diff := cmp.Diff([]string{`{"a":1}`}, texts(got)); diff != "" || err != broken {
		t.Errorf("an error of reading is not one of the data: %v (-want +got):\n%s", err, diff)
	}
}
