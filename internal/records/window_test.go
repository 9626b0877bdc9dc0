package records

import (
	"bytes"
	"io"
	"testing"
)

// endless repeats a text up to a size.
type endless struct {
	text []byte
	size int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.size == 0 {
		return 0, io.EOF
	}
	n := copy(p, e.text)
	for n < len(p) {
		n += copy(p[n:], e.text)
	}
	n = min(n, e.size) / len(e.text) * len(e.text)
	if n == 0 {
		n = e.size
	}
	e.size -= n
	return n, nil
}

// TestMemory: the window stays as long as the limit and a block, whatever comes,
// and no input makes the reader go over it again and again.
func TestMemory(t *testing.T) {
	const limit, size = 200_000, 8 << 20
	for _, c := range []struct {
		why, before, text string
		fewest            int
	}{
		{"white space", "", " ", 0},
		{"blank lines in an open document", "{", " \n", 1},
		{"a line without an end", "{}\n", "x", 2},
		{"brackets that open", "", "{", 1},
		{"lists that open", "[", "[", 1},
		{"a string that does not end", `[{"`, "x", 1},
		{"garbage in an array", "[", "x", 1},
		{"lines of garbage in an array", "[\n{}\n", "x\n", 2},
		{"commas", "[", ",", size},
		{"open documents, each where a document may follow", "", "{\"a\":[\n", size / 7},
		{"the same in an array", "[", "{\"a\":[\n", size / 7},
		{"open strings", "{}{}", "{\"a\n", size / 4},
		{"documents", "[", "{},", size / 3},
	} {
		r := NewReader(io.MultiReader(bytes.NewReader([]byte(c.before)), &endless{[]byte(c.text), size}), limit)
		records, longest := 0, 0
		for {
			_, err := r.Next()
			longest = max(longest, len(r.buf))
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			records++
		}
		if longest > limit+1+block || records < c.fewest {
			t.Errorf("%s: a window of %d bytes, want at most %d; %d records, want at least %d", c.why, longest, limit+1+block, records, c.fewest)
		}
	}
}
