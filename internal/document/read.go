package document

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
	"unique"

	"github.com/go-json-experiment/json/jsontext"
)

// reader reads one document at a time. Readers are pooled: in the long run
// reading allocates nothing.
type reader struct {
	schema   *Schema
	limits   Limits
	decoder  *jsontext.Decoder
	buffer   bytes.Buffer
	provider string                  // as the document names it
	vector   []uint8                 // by slot
	words    []unique.Handle[string] // raw words of context signals, by slot
	sides    []uint8                 // by alias
	notable  []notable
	unknown  []unknown
	result   *Result           // what to read for a final result, or nil
	text     string            // the text that is read, where result is not nil
	entry    entry             // the entry of a set that is being read
	inSet    bool              // whether one is
	class    []uint8           // of that entry, or of the best one so far, by slot
	known    []bool            // whether that entry's value is declared, by slot
	interned map[string]string // see intern
	scratch  []byte
}

type notable struct {
	leaf  leaf
	class uint8
	entry entry
}

func newReader(s *Schema) *reader {
	return &reader{
		schema:   s,
		decoder:  new(jsontext.Decoder),
		vector:   make([]uint8, s.signals),
		words:    make([]unique.Handle[string], s.signals),
		sides:    make([]uint8, len(s.aliases)),
		class:    make([]uint8, s.signals),
		known:    make([]bool, s.signals),
		interned: map[string]string{},
	}
}

// Read reads a document. The error is *Malformed or ErrUnknownProvider; what
// the document says beside that is in reading.
func (s *Schema) Read(document []byte, limits Limits, reading *Reading) error {
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	defer r.forget()
	return r.read(document, limits, reading)
}

func (r *reader) read(document []byte, limits Limits, reading *Reading) error {
	if len(document) > limits.Bytes {
		return &Malformed{int64(limits.Bytes), "the document is longer than " + strconv.Itoa(limits.Bytes) + " bytes"}
	}
	r.limits = limits
	if err := r.readAll(document, r.schema.root); err != nil {
		return inWords(err, document)
	}
	return r.report(reading)
}

// readAll reads a text that is one object, as that which stands at n.
func (r *reader) readAll(text []byte, n *node) error {
	if r.result != nil {
		r.text = string(text)
	}
	r.buffer = *bytes.NewBuffer(text)
	r.decoder.Reset(&r.buffer)
	return r.document(n)
}

// forget drops everything that came from the document, and memory that only a
// rare one needs.
func (r *reader) forget() {
	r.buffer = bytes.Buffer{}
	r.decoder.Reset(&r.buffer)
	r.provider = ""
	clear(r.vector)
	clear(r.words)
	clear(r.sides)
	clear(r.class)
	r.notable = emptied(r.notable)
	r.unknown = emptied(r.unknown)
	r.scratch = emptied(r.scratch[:cap(r.scratch)])
	r.result, r.text = nil, ""
}

// emptied gives the memory of a slice to be used again, unless it is large.
func emptied[E any](s []E) []E {
	const most = 4 << 10
	if cap(s) > most {
		return nil
	}
	clear(s)
	return s[:0]
}

// document reads the one object at the top, as that which stands at n, and
// makes sure that nothing follows.
func (r *reader) document(n *node) error {
	if kind := r.decoder.PeekKind(); kind != '{' {
		// A value of another kind is read first: what is not JSON at all
		// gives its own error.
		start := r.decoder.InputOffset()
		if err := r.decoder.SkipValue(); err != nil {
			return r.malformed(err)
		}
		return &Malformed{start, "the document is not an object"}
	}
	if err := r.value(n); err != nil {
		return err
	}
	end := r.decoder.InputOffset()
	if _, err := r.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return &Malformed{end, "something follows the document"}
	}
	return nil
}

// inWords names two faults that a parser can only stumble over.
func inWords(err error, document []byte) error {
	var m *Malformed
	if !errors.As(err, &m) || m.Reason != notJSON {
		return err
	}
	rest := document[min(int(m.Offset), len(document)):]
	if char, size := utf8.DecodeRune(rest); char == utf8.RuneError && size == 1 {
		m.Reason = "not valid UTF-8"
	} else if char == '\ufeff' {
		m.Reason = "a byte order mark stands before the document"
	}
	return m
}

const notJSON = "not strict JSON"

// malformed says where the decoder stopped and, as far as that quotes nothing,
// why.
func (r *reader) malformed(err error) error {
	m := &Malformed{r.decoder.InputOffset(), notJSON}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		m.Offset = syntax.ByteOffset
	}
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		m.Reason = "a member's name stands twice in one object"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		m.Reason = "the document ends too early"
	}
	return m
}

// value reads the value that stands at n.
func (r *reader) value(n *node) error {
	switch r.decoder.PeekKind() {
	case '{':
		return r.object(n)
	case '[':
		return r.list(n)
	default:
		raw, err := r.decoder.ReadValue()
		if err != nil {
			return r.malformed(err)
		}
		r.scalar(n, raw)
		return nil
	}
}

// open reads a { or [ and tells whether anything stands in it.
func (r *reader) open() (empty bool, err error) {
	if _, err := r.decoder.ReadToken(); err != nil {
		return false, r.malformed(err)
	}
	if err := r.checkDepth(); err != nil {
		return false, err
	}
	kind := r.decoder.PeekKind()
	return kind == '}' || kind == ']', nil
}

func (r *reader) checkDepth() error {
	if r.decoder.StackDepth() > r.limits.Depth {
		return &Malformed{r.decoder.InputOffset() - 1, "the document nests deeper than " + strconv.Itoa(r.limits.Depth)}
	}
	return nil
}

func (r *reader) close() error {
	if _, err := r.decoder.ReadToken(); err != nil {
		return r.malformed(err)
	}
	return nil
}

func (r *reader) object(n *node) error {
	empty, err := r.open()
	if err != nil {
		return err
	}
	r.seeContainer(n, false, empty)
	for r.decoder.PeekKind() != '}' {
		raw, err := r.decoder.ReadValue()
		if err != nil {
			return r.malformed(err)
		}
		name := r.unquote(raw)
		switch child := n.members[string(name)]; {
		case child != nil && len(child.sets) > 0:
			err = r.setEntry(child, entry{name: r.intern(name)})
		case child != nil && (child.judged || r.result != nil):
			err = r.value(child)
		case n == r.schema.root && string(name) == "provider":
			err = r.readProvider()
		case n.any != nil:
			err = r.setEntry(n.any, entry{name: r.intern(name)})
		case n == r.schema.final && r.result != nil:
			err = r.seeExtra()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
	return r.close()
}

func (r *reader) list(n *node) error {
	empty, err := r.open()
	if err != nil {
		return err
	}
	r.seeContainer(n, true, empty)
	for index := 0; r.decoder.PeekKind() != ']'; index++ {
		if n.entries != nil {
			err = r.setEntry(n.entries, entry{index: index})
		} else {
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
	return r.close()
}

// skip reads over a value of which nothing is wanted but that it is strict
// JSON.
func (r *reader) skip() error {
	depth := r.decoder.StackDepth()
	for {
		if _, err := r.decoder.ReadToken(); err != nil {
			return r.malformed(err)
		}
		if now := r.decoder.StackDepth(); now <= depth {
			return nil
		}
		if err := r.checkDepth(); err != nil {
			return err
		}
	}
}

// unquote gives the text of a JSON string, which is valid until the next call.
func (r *reader) unquote(raw []byte) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	text, err := jsontext.AppendUnquote(r.scratch[:0], raw)
	if err != nil {
		panic("internal error: a string that the decoder took cannot be unquoted")
	}
	r.scratch = text
	return text
}

// intern gives text as a string, for short texts that come again without
// allocating.
func (r *reader) intern(text []byte) string {
	if s, ok := r.interned[string(text)]; ok {
		return s
	}
	s := string(text)
	const longest, most = 64, 512
	if len(s) <= longest && len(r.interned) < most {
		r.interned[s] = s
	}
	return s
}

func (r *reader) readProvider() error {
	if r.decoder.PeekKind() != '"' {
		return r.skip()
	}
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return r.malformed(err)
	}
	r.provider = r.intern(r.unquote(raw))
	return nil
}

// setEntry reads one entry of the sets at n.
func (r *reader) setEntry(n *node, e entry) error {
	for _, l := range n.sets {
		r.class[l.slot], r.known[l.slot] = 0, true
	}
	r.entry, r.inSet = e, true
	err := r.value(n)
	r.inSet = false
	for _, l := range n.sets {
		if !r.known[l.slot] {
			continue
		}
		class := r.class[l.slot]
		r.vector[l.slot] |= 1 << class
		if class == 0 || l.signal.Notable().Has(class) {
			r.notable = append(r.notable, notable{l, class, e})
		}
	}
	return err
}
