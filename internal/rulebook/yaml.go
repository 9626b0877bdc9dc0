package rulebook

import (
	"errors"
	"io"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// parse reads the file as one YAML mapping, and refuses what reads
// differently than it looks.
func (s *source) parse() (*yaml.Node, bool) {
	if !utf8.Valid(s.text) {
		line := slices.IndexFunc(s.lines, func(line string) bool { return !utf8.ValidString(line) })
		s.refuse(Pos{}, CodeYAML, "line %d is not valid UTF-8", line+1)
		return nil, false
	}
	if !s.checkCharacters() {
		return nil, false
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(s.text)))
	var document, second yaml.Node
	if err := decoder.Decode(&document); err != nil {
		s.refuseYAML(err)
		return nil, false
	}
	if err := decoder.Decode(&second); err == nil {
		s.refuse(position(&second), CodeYAML, "a second YAML document; a table is one document")
		return nil, false
	} else if !errors.Is(err, io.EOF) {
		s.refuseYAML(err)
		return nil, false
	}
	root := document.Content[0]
	if root.Kind != yaml.MappingNode {
		s.refuse(position(root), CodeYAML, "a table is a mapping of keys to values")
		return nil, false
	}
	before := len(s.problems)
	s.checkStyle(root)
	return root, len(s.problems) == before
}

// checkCharacters refuses characters that can make the file look different
// from what it says: line breaks that editors do not show as such, and those
// that turn the direction of text.
func (s *source) checkCharacters() bool {
	for i := range s.lines {
		column := 0
		for _, c := range s.line(i + 1) {
			column++
			switch {
			case c == '\ufeff' && i == 0 && column == 1:
				s.refuse(Pos{1, 1}, CodeYAML, "the file begins with a byte order mark; save it without one")
			case c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029':
				s.refuse(Pos{i + 1, column}, CodeStyle, "the character %U ends a line for YAML, though it may not look so", c)
			case unicode.Is(unicode.Bidi_Control, c):
				s.refuse(Pos{i + 1, column}, CodeStyle, "the character %U turns the direction of text, which can hide what the file says", c)
			default:
				continue
			}
			return false
		}
	}
	return true
}

var yamlLine = regexp.MustCompile(`^line (\d+): `)

func (s *source) refuseYAML(err error) {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	if message == "EOF" {
		s.refuse(Pos{}, CodeYAML, "the file is empty")
		return
	}
	own := yamlLine.FindStringSubmatch(message)
	if own != nil {
		message = strings.TrimPrefix(message, own[0])
	}
	// When the parser misses something, its line is that of the block around.
	var line int
	if own == nil || strings.HasPrefix(message, "did not find expected") {
		line = s.brokenLine(message)
	} else {
		line, _ = strconv.Atoi(own[1])
	}
	text := s.line(line)
	pos := Pos{line, 1 + len(text) - len(strings.TrimLeft(text, " "))}
	for _, hint := range yamlHints {
		if strings.HasPrefix(message, hint[0]) {
			message += "; " + hint[1]
		}
	}
	s.refuse(pos, CodeYAML, "this is not YAML: %s", message)
}

// yamlHints are messages, by their beginning, with what to look for.
var yamlHints = [][2]string{
	{"did not find expected key", "look at the indentation, and write ' twice inside 'single quotes'"},
	{"mapping values are not allowed", "text with a colon and a space in it has to stand in quotes, and quotes have to end"},
	{"found character that cannot start any token", "indent with spaces, and put text that begins with such a character in quotes"},
	{"unknown anchor", "text that begins with * has to stand in quotes"},
}

// brokenLine is the first line at which reading on from the top finds what the
// message says.
func (s *source) brokenLine(message string) int {
	return 1 + sort.Search(len(s.lines)-1, func(n int) bool {
		decoder := yaml.NewDecoder(strings.NewReader(strings.Join(s.lines[:n+1], "\n")))
		for {
			switch err := decoder.Decode(&yaml.Node{}); {
			case err == nil:
			case errors.Is(err, io.EOF):
				return false
			default:
				return strings.HasSuffix(err.Error(), message)
			}
		}
	})
}

func position(n *yaml.Node) Pos { return Pos{n.Line, n.Column} }

// checkStyle refuses anchors, aliases, tags, folded text and scalars that run
// over several lines without a | block.
func (s *source) checkStyle(n *yaml.Node) {
	switch {
	case n.Anchor != "":
		s.refuse(position(n), CodeStyle, "anchors are not allowed: write the value where it is used")
	case n.Kind == yaml.AliasNode:
		s.refuse(position(n), CodeStyle, "aliases are not allowed: write the value out")
		return
	case n.Style&yaml.TaggedStyle != 0:
		s.refuse(position(n), CodeStyle, "tags are not allowed: the table format says what each key takes")
	case n.Style&yaml.FoldedStyle != 0:
		s.refuse(position(n), CodeStyle, "folded text is not allowed: write one line, or a block that begins with |")
	case n.Kind == yaml.ScalarNode && n.Style == 0 && n.LineComment != "" && strings.Contains(n.Value, " "):
		s.refuse(position(n), CodeStyle, "YAML cuts this text at the #; put it in quotes, and a comment on a line of its own")
	case n.Kind == yaml.ScalarNode && n.Style&yaml.LiteralStyle == 0 && !s.onOneLine(n):
		s.refuse(position(n), CodeStyle, "text over several lines has to be a block that begins with |")
	}
	for _, child := range n.Content {
		s.checkStyle(child)
	}
}

// onOneLine tells whether a plain or quoted scalar ends on the line where it
// begins.
func (s *source) onOneLine(n *yaml.Node) bool {
	rest := []rune(s.line(n.Line))
	if n.Column > len(rest) {
		return n.Value == ""
	}
	text := string(rest[n.Column-1:])
	switch {
	case n.Style&yaml.SingleQuotedStyle != 0:
		return strings.Contains(strings.ReplaceAll(text[1:], "''", ""), "'")
	case n.Style&yaml.DoubleQuotedStyle != 0:
		for i := 1; i < len(text); i++ {
			if text[i] == '\\' {
				i++
			} else if text[i] == '"' {
				return true
			}
		}
		return false
	default:
		return strings.HasPrefix(text, n.Value)
	}
}

// object is a YAML mapping whose keys were checked.
type object struct {
	src    *source
	pos    Pos
	what   string // for messages: "a rule", "signal age"
	values map[string]*yaml.Node
}

// object reads n as a mapping with none but the known keys.
func (s *source) object(n *yaml.Node, what string, known ...string) (object, bool) {
	o := object{src: s, pos: position(n), what: what, values: map[string]*yaml.Node{}}
	ok := s.pairs(n, what, func(key, value *yaml.Node) {
		for _, k := range known {
			if k == key.Value {
				o.values[k] = value
				return
			}
		}
		s.refuse(position(key), CodeKey, "%s has no key %q; %s", what, key.Value, didYouMean(key.Value, known))
	})
	return o, ok
}

// pairs calls visit for each pair of a mapping, in the order of the file.
func (s *source) pairs(n *yaml.Node, what string, visit func(key, value *yaml.Node)) bool {
	if n.Kind != yaml.MappingNode {
		s.refuse(position(n), CodeValue, "%s has to be a mapping of keys to values", what)
		return false
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			s.refuse(position(key), CodeKey, "a key has to be a single word")
		case seen[key.Value]:
			s.refuse(position(key), CodeTwice, "%q stands here a second time", key.Value)
		default:
			seen[key.Value] = true
			visit(key, value)
		}
	}
	return true
}

// items reads n as a list.
func (s *source) items(n *yaml.Node, what string) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		s.refuse(position(n), CodeValue, "%s has to be a list", what)
		return nil
	}
	return n.Content
}

// scalar reads n as text that is not empty.
func (s *source) scalar(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		s.refuse(position(n), CodeValue, "%s has to be text", what)
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (o object) has(key string) bool { return o.values[key] != nil }

// at is the position of the key's value, or of the object.
func (o object) at(key string) Pos {
	if n := o.values[key]; n != nil {
		return position(n)
	}
	return o.pos
}

// required refuses the object unless it has all these keys.
func (o object) required(keys ...string) {
	for _, k := range keys {
		if !o.has(k) {
			o.src.refuse(o.pos, CodeRequired, "%s needs the key %q", o.what, k)
		}
	}
}

// text gives the key's text, or empty when the key is not there.
func (o object) text(key string) string {
	if !o.has(key) {
		return ""
	}
	return o.src.scalar(o.values[key], key)
}

// texts gives the key's texts: a list, or one text alone.
func (o object) texts(key string) []string {
	n := o.values[key]
	if n == nil {
		return nil
	}
	if n.Kind == yaml.ScalarNode {
		return []string{o.src.scalar(n, key)}
	}
	var texts []string
	for _, item := range o.src.items(n, key) {
		texts = append(texts, o.src.scalar(item, "an entry of "+key))
	}
	if n.Kind == yaml.SequenceNode && len(texts) == 0 {
		o.src.refuse(position(n), CodeValue, "%s has to have an entry", key)
	}
	return texts
}

// atEntry is the position of the i-th of the key's texts.
func (o object) atEntry(key string, i int) Pos {
	if n := o.values[key]; n != nil && i < len(n.Content) {
		return position(n.Content[i])
	}
	return o.at(key)
}

// flag gives the key's boolean. What is refused counts as meant to be true.
func (o object) flag(key string) bool {
	text := o.text(key)
	if text != "" && text != "true" {
		o.src.refuse(o.at(key), CodeValue, "%s can only be true; leave it out otherwise", key)
	}
	return text != "" && text != "false"
}

// oneOf gives the key's word, which has to be one of words; the first is the
// default.
func (o object) oneOf(key string, words ...string) string {
	got := o.text(key)
	if got == "" {
		return words[0]
	}
	for _, w := range words {
		if got == w {
			return got
		}
	}
	o.src.refuse(o.at(key), CodeValue, "%s cannot be %q; %s", key, got, didYouMean(got, words))
	return words[0]
}
