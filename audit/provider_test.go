package audit

import (
	"testing"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// TestShownProvider: of a family, only names are shown that nobody's name or number
// can easily hide in.
func TestShownProvider(t *testing.T) {
	table := &rulebook.Table{Providers: []string{"porter", "connect:*"}}
	for _, c := range []struct{ why, name, want string }{
		{"a table's own name", "porter", "porter"},
		{"a method", "connect:idin", "connect:idin"},
		{"a method with signs and few digits", "connect:nbid-v2.1", "connect:nbid-v2.1"},
		{"a date of birth", "connect:Maria.Santos.19800101", "connect:other"},
		{"a number", "connect:1234", "connect:other"},
		{"it is long enough to hold anything", "connect:aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg", "connect:other"},
		{"none", "", ""},
	} {
		if got := shownProvider(table, c.name); got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}
