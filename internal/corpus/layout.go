package corpus

import "strings"

var (
	beforeAll = [...]string{Lines: "", Array: "[\n", Concatenated: ""}
	afterAll  = [...]string{Lines: "\n", Array: "\n]\n", Concatenated: "\n"}
)

// between draws what stands between two documents.
func (m *maker) between() string {
	roll := m.layout.below(400)
	switch m.corpus.Form {
	case Lines:
		return unusual(roll, "\n", linesBetween)
	case Array:
		return unusual(roll, ",\n", commasBetween)
	}
	if m.at == 1 {
		return "" // so that a reader sees at once that these are no lines
	}
	return spacesBetween[roll%len(spacesBetween)]
}

var (
	linesBetween  = []string{"\r\n", "\r\n", "\r\n", "\r\n", "\n\n", "\n\r\n", "\n \t\n", "\r\n\r\n"}
	commasBetween = []string{",", ",", ", ", ",\r\n", ",\r\n", "\n,\n", ",\n\n", " , "}
	spacesBetween = []string{"", " ", "\n", "\n", "\r\n", "\n\n", "\t"}
)

// unusual is one of a list for small rolls, and usual otherwise.
func unusual(roll int, usual string, list []string) string {
	if roll < len(list) {
		return list[roll]
	}
	return usual
}

// space writes what is no document.
func (m *maker) space(text string) {
	m.out.WriteString(text)
	m.offset += int64(len(text))
	m.line += int64(strings.Count(text, "\n"))
}
