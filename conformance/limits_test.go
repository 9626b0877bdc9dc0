package conformance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLines cuts output into lines, however it comes.
func TestLines(t *testing.T) {
	const output = "one\n\n  \ntwo words\r\nthree\nhalf"
	for size := 1; size <= len(output); size++ {
		var got []string
		l := &lines{see: func(line []byte) { got = append(got, string(line)) }}
		for rest := output; rest != ""; {
			n := min(size, len(rest))
			if written, err := l.Write([]byte(rest[:n])); written != n || err != nil {
				t.Fatalf("%d of %d bytes, %v", written, n, err)
			}
			rest = rest[n:]
		}
		if diff := cmp.Diff([]string{"one", "two words\r", "three"}, got); diff != "" || string(l.part) != "half" {
			t.Errorf("%d bytes at a time (-want +got):\n%sthe rest is %q", size, diff, l.part)
		}
	}
}

// TestLinesTooLong: a line at the limit is a line. After a longer one nothing is
// seen, and nothing is kept.
func TestLinesTooLong(t *testing.T) {
	seen, tooLong := 0, 0
	l := &lines{see: func([]byte) { seen++ }, tooLong: func() { tooLong++ }}
	fmt.Fprintf(l, "%s\n", strings.Repeat("x", maxLine))
	if seen != 1 || tooLong != 0 {
		t.Errorf("at the limit: %d lines, %d too long", seen, tooLong)
	}
	fmt.Fprint(l, strings.Repeat("x", maxLine))
	fmt.Fprint(l, "x")
	fmt.Fprint(l, "\nmore\n")
	if seen != 1 || tooLong != 1 || len(l.part) != 0 {
		t.Errorf("beyond it: %d lines, %d too long, %d bytes kept", seen, tooLong, len(l.part))
	}
}

// TestTail keeps the last lines.
func TestTail(t *testing.T) {
	long := strings.Repeat("y", maxStderr)
	cases := []struct {
		why, text string
		want      []string
	}{
		{"nothing", "", nil},
		{"blank lines alone", "\n \n", nil},
		{"a line without an end", "boom", []string{"boom"}},
		{"what is no UTF-8 is replaced", "a\xffb\n", []string{"a\uFFFDb"}},
		{"twenty lines of more", strings.Repeat("old\n", 7) + strings.Repeat("new\n", 20), strings.Split(strings.Repeat("new ", 19)+"new", " ")},
		{"the end of a long line", "x" + long, []string{long}},
	}
	for _, c := range cases {
		for _, size := range []int{1, 7, len(c.text)} {
			var end tail
			for rest := c.text; rest != ""; {
				n := min(size, len(rest))
				end.Write([]byte(rest[:n]))
				rest = rest[n:]
			}
			if diff := cmp.Diff(c.want, end.lines()); diff != "" {
				t.Errorf("%s, %d bytes at a time (-want +got):\n%s", c.why, size, diff)
			}
		}
	}
}
