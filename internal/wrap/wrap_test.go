package wrap_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/wrap"
)

func TestWrap(t *testing.T) {
	long := strings.Repeat("x", 90)
	cases := []struct {
		why          string
		write        func(b *bytes.Buffer, prefix, text string)
		prefix, text string
		want         []string
	}{
		{"short text stays as it is", wrap.Line, "- ", "one two", []string{"- one two"}},
		{"white space, line breaks too, is one space", wrap.Line, "", " one\n two\t\tthree ", []string{"one two three"}},
		{"no text leaves the prefix, without space at its end", wrap.Line, "when ", "", []string{"when"}},
		{"exactly 80 columns fit", wrap.Line, "  ", strings.Repeat("x", 76) + " y", []string{"  " + strings.Repeat("x", 76) + " y"}},
		{"81 do not; later lines are indented as far as the prefix", wrap.Line, "- ", strings.Repeat("x", 77) + " y",
			[]string{"- " + strings.Repeat("x", 77), "  y"}},
		{"a word that is too long stays whole", wrap.Line, "- ", "a " + long + " b", []string{"- a", "  " + long, "  b"}},
		{"columns are characters, not bytes", wrap.Line, "→ ", strings.Repeat("é", 76) + " y",
			[]string{"→ " + strings.Repeat("é", 76) + " y"}},

		{"short conditions stay as they are", wrap.Clauses, "when ", "a == b and c", []string{"when a == b and c"}},
		{"lines begin with and and or, clauses stay whole", wrap.Clauses, "when ",
			`first in ["` + strings.Repeat("x", 40) + `", absent] and any(second, # == true) or third`,
			[]string{
				`when first in ["` + strings.Repeat("x", 40) + `", absent]`,
				"     and any(second, # == true) or third",
			}},
		{"a clause that is too long is broken like text", wrap.Clauses, "when ",
			`a in ["` + strings.Repeat("x", 60) + `", "` + strings.Repeat("y", 20) + `"] and b`,
			[]string{
				`when a in ["` + strings.Repeat("x", 60) + `",`,
				`     "` + strings.Repeat("y", 20) + `"] and b`,
			}},
		{"and within a word joins nothing", wrap.Clauses, "", "android or sandy", []string{"android or sandy"}},
		{"no condition leaves the prefix", wrap.Clauses, "- ", "", []string{"-"}},
	}
	for _, c := range cases {
		var b bytes.Buffer
		c.write(&b, c.prefix, c.text)
		if diff := cmp.Diff(strings.Join(c.want, "\n")+"\n", b.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}
