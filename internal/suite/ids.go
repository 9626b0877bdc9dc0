package suite

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var goodID = regexp.MustCompile(`^([A-Za-z0-9._+=~-]*[A-Za-z0-9_+=~-]/)*[A-Za-z0-9._+=~-]*[A-Za-z0-9_+=~-]$`)

// idOf writes a text so that it can be a part of an id.
func idOf(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == ' ':
			b.WriteByte('~')
		case r < utf8.RuneSelf && r != '/' && r != '.' && goodID.MatchString(string(r)), r == '.' && b.Len() > 0:
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "=%x", r)
		}
	}
	if b.Len() == 0 {
		return "empty"
	}
	return strings.TrimSuffix(b.String(), ".")
}

// distinct makes names that differ in capitals alone different.
func distinct(names []string) []string {
	seen := map[string]int{}
	var out []string
	for _, name := range names {
		lower := strings.ToLower(name)
		if seen[lower]++; seen[lower] > 1 {
			name += "=" + strconv.Itoa(seen[lower])
		}
		out = append(out, name)
	}
	return out
}

// claim takes an id. Ids are names of files too, also where capitals do not
// count.
func (m *maker) claim(id string) {
	lower := strings.ToLower(id)
	switch {
	case !goodID.MatchString(id):
		m.fail("%s is not a good id", id)
	case m.ids[lower]:
		m.fail("the id %s is given to two vectors", id)
	}
	m.ids[lower] = true
}
