package records_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing/iotest"

	"pgregory.net/rapid"
)

// drawTokens draws a value as JSON tokens, full of what looks like structure.
func drawTokens(t *rapid.T, kind string, depth int) []string {
	text := rapid.SampledFrom([]string{`""`, `"a"`, `"{"`, `"}"`, `"]["`, `"\""`, `"\\"`, `"\\\"{"`, `"a, \n é"`, `"[{}]"`})
	switch {
	case kind == "object":
		tokens := []string{"{"}
		for i := range rapid.IntRange(0, 3).Draw(t, "members") {
			if i > 0 {
				tokens = append(tokens, ",")
			}
			tokens = append(append(tokens, text.Draw(t, "name"), ":"), drawTokens(t, drawKind(t, depth), depth-1)...)
		}
		return append(tokens, "}")
	case kind == "list":
		tokens := []string{"["}
		for i := range rapid.IntRange(0, 3).Draw(t, "entries") {
			if i > 0 {
				tokens = append(tokens, ",")
			}
			tokens = append(tokens, drawTokens(t, drawKind(t, depth), depth-1)...)
		}
		return append(tokens, "]")
	case kind == "text":
		return []string{text.Draw(t, "text")}
	}
	return []string{rapid.SampledFrom([]string{"1", "-2.5e3", "true", "null"}).Draw(t, "literal")}
}

func drawKind(t *rapid.T, depth int) string {
	if depth == 0 {
		return rapid.SampledFrom([]string{"text", "literal"}).Draw(t, "kind")
	}
	return rapid.SampledFrom([]string{"object", "object", "list", "list", "text", "literal"}).Draw(t, "kind")
}

// layout is how the text of a document is set.
type layout func(t *rapid.T, tokens []string) string

func compact(_ *rapid.T, tokens []string) string { return strings.Join(tokens, "") }

// loose puts any white space between the tokens.
func loose(t *rapid.T, tokens []string) string {
	var b strings.Builder
	for i, token := range tokens {
		if i > 0 {
			b.WriteString(drawWhite(t))
		}
		b.WriteString(token)
	}
	return b.String()
}

// indented sets a document as usual, all lines but the first behind a prefix.
func indented(prefix string) layout {
	return func(t *rapid.T, tokens []string) string {
		var b bytes.Buffer
		if err := json.Indent(&b, []byte(strings.Join(tokens, "")), prefix, "  "); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
}

func drawWhite(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "", " ", "\n", "\r\n", "\n  ", "\t", "\n\n"}).Draw(t, "white")
}

// drawBlank draws white space that stays on its line.
func drawBlank(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "", " ", "\t", "   "}).Draw(t, "blank")
}

// drawLineEnd draws the end of a line, and blank lines.
func drawLineEnd(t *rapid.T) string {
	return drawBlank(t) + rapid.SampledFrom([]string{"\n", "\n", "\r\n", "\n\n", "\n \r\n"}).Draw(t, "line end")
}

// stream is a stream in the making, with what has to be read from it.
type stream struct {
	text []byte
	want []record
}

func (s *stream) write(text string) { s.text = append(s.text, text...) }

func (s *stream) document(text string) {
	s.want = append(s.want, record{1 + int64(bytes.Count(s.text, []byte("\n"))), int64(len(s.text)), text, ""})
	s.write(text)
}

// drawn is a form of streams: how its documents are set, and how they are put
// together.
type drawn struct {
	name    string
	layout  layout
	write   func(t *rapid.T, s *stream, texts []string)
	outcome string // whether each document is on lines of its own
}

const (
	ownLines  = "own lines"
	anyLayout = "any layout"
)

// forms are all that documents can come in. Where a stream is concatenated, its
// first line is not a whole document with others over many lines behind it, unless
// the first of those is { alone.
var forms = []drawn{
	{"lines", compact, writeLines, ownLines},
	{"concatenated, indented", indented(""), writeLines, ownLines},
	{"concatenated, in any layout", loose, func(t *rapid.T, s *stream, texts []string) {
		s.write(drawWhite(t))
		for i, text := range texts {
			switch {
			case i == 1 && !strings.Contains(texts[0], "\n"):
				s.write(drawBlank(t))
			case i > 0:
				s.write(drawWhite(t))
			}
			s.document(text)
		}
		if len(texts) > 1 {
			s.write(drawWhite(t))
		}
	}, anyLayout},
	{"array, in any layout", loose, writeArray("", drawWhite, drawWhite), anyLayout},
	{"array, on one line", compact, writeArray("", drawBlank, drawBlank), anyLayout},
	{"array, indented", indented("  "), writeArray("  ", drawLineEnd, drawBlank), ownLines},
	{"array, indented by nothing", indented(""), writeArray("", drawLineEnd, drawBlank), ownLines},
	{"array, one document a line", compact, writeArray("", drawLineEnd, drawBlank), ownLines},
	{"array, the first document behind the bracket", compact, func(t *rapid.T, s *stream, texts []string) {
		s.write("[")
		for i, text := range texts {
			if i > 0 {
				s.write("," + drawLineEnd(t))
			}
			s.document(text)
		}
		s.write("]")
	}, ownLines},
}

func writeLines(t *rapid.T, s *stream, texts []string) {
	for i, text := range texts {
		if i > 0 {
			s.write(drawLineEnd(t))
		}
		s.document(text)
	}
	s.write(rapid.SampledFrom([]string{"", "\n", "\r\n"}).Draw(t, "last line end"))
}

// writeArray writes an array with white space before each document, and then the
// indentation, and white space behind it.
func writeArray(indentation string, before, behind func(*rapid.T) string) func(*rapid.T, *stream, []string) {
	return func(t *rapid.T, s *stream, texts []string) {
		s.write("[")
		for i, text := range texts {
			if i > 0 {
				s.write(behind(t) + ",")
			}
			s.write(before(t) + indentation)
			s.document(text)
		}
		s.write(before(t) + "]" + behind(t))
	}
}

func drawTexts(t *rapid.T, f drawn, least int) []string {
	var texts []string
	for range rapid.IntRange(least, 6).Draw(t, "documents") {
		texts = append(texts, f.layout(t, drawTokens(t, "object", 3)))
	}
	return texts
}

// drawReader gives the text in reads of any size.
func drawReader(t *rapid.T, text []byte) io.Reader {
	in := bytes.NewReader(text)
	switch rapid.IntRange(0, 3).Draw(t, "reads") {
	case 0:
		return iotest.OneByteReader(in)
	case 1:
		return iotest.HalfReader(in)
	case 2:
		return iotest.DataErrReader(in)
	}
	return &pieces{in, rapid.SliceOfN(rapid.IntRange(0, 40), 1, 9).Draw(t, "sizes"), 0}
}

// pieces reads pieces of the given sizes, again and again, some of them empty.
type pieces struct {
	in    io.Reader
	sizes []int
	next  int
}

func (p *pieces) Read(b []byte) (int, error) {
	size := p.sizes[p.next%len(p.sizes)]
	p.next++
	if size == 0 && p.next <= len(p.sizes) {
		return 0, nil
	}
	return p.in.Read(b[:min(size+1, len(b))])
}
