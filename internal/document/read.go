package document

import (
	"strconv"
	"unicode/utf8"
	"unique"

	"github.com/verdict-id/verdict/internal/strict"
)

// reader reads one document at a time. Readers are pooled: in the long run
// reading allocates nothing.
type reader struct {
	schema   *Schema
	scan     strict.Scanner
	provider unique.Handle[string]   // as the document names it, or zero
	named    bool                    // the document has a provider, be it none that can be
	vector   []uint8                 // by slot
	words    []unique.Handle[string] // raw words of context signals, by slot
	sides    []uint8                 // by alias
	notable  []notable
	unknown  []unknown
	result   *Result                          // what to read for a final result, or nil
	inToken  bool                             // what is read is the payload of a token
	entry    place                            // the entry of a set that is being read
	inSet    bool                             // whether one is
	class    []uint8                          // of that entry, or of the best one so far, by slot
	known    []bool                           // whether that entry's value is declared, by slot
	given    []bool                           // whether something stands there, by supposition
	base     int                              // where the text that is read begins in the document
	again    bool                             // that text was read before
	interned map[string]unique.Handle[string] // see intern
}

// place is where an entry of a set stands: entry, with a name that is valid as
// long as its object is read.
type place struct {
	name  []byte
	index int
}

type notable struct {
	leaf  leaf
	class uint8
	entry entry
}

func newReader(s *Schema) *reader {
	return &reader{
		schema:   s,
		vector:   make([]uint8, s.signals),
		words:    make([]unique.Handle[string], s.signals),
		sides:    make([]uint8, len(s.aliases)),
		class:    make([]uint8, s.signals),
		known:    make([]bool, s.signals),
		given:    make([]bool, len(s.defaults)),
		interned: map[string]unique.Handle[string]{},
	}
}

// Read reads a document. The error is *Malformed or ErrUnknownProvider; what
// the document says beside that is in reading.
func (s *Schema) Read(document []byte, limits Limits, reading *Reading) error {
	if err := s.readNamed(document, limits, reading); err != errOwn {
		return err
	}
	return s.readOwn(document, reading, nil)
}

// readNamed reads a document that names its provider. It gives errOwn for another
// one.
func (s *Schema) readNamed(document []byte, limits Limits, reading *Reading) error {
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	defer r.forget()
	return r.read(document, limits, reading)
}

func (r *reader) read(document []byte, limits Limits, reading *Reading) error {
	if len(document) > limits.Bytes {
		return &Malformed{int64(limits.Bytes), "the document is longer than " + strconv.Itoa(limits.Bytes) + " bytes"}
	}
	if err := r.readAll(document, limits.Depth, r.schema.root); err != nil {
		return err
	}
	return r.report(reading)
}

// forget drops everything that came from the document, and memory that only a
// rare one needs.
func (r *reader) forget() {
	r.scan.Forget()
	r.provider, r.named = unique.Handle[string]{}, false
	clear(r.vector)
	clear(r.words)
	clear(r.sides)
	clear(r.class)
	clear(r.given)
	r.notable = emptied(r.notable)
	r.unknown = emptied(r.unknown)
	r.result, r.entry, r.base, r.again = nil, place{}, 0, false
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

// readAll reads a text that is one object and nothing else, as that which stands
// at n.
func (r *reader) readAll(text []byte, depth int, n *node) error {
	r.scan.Reset(text, depth)
	if r.scan.Start() != '{' {
		return r.noObject(text, depth)
	}
	if !r.object(n) {
		return malformed(r.scan.Fault(), text, depth)
	}
	end := r.scan.Offset()
	if !r.scan.AtEnd() {
		return &Malformed{int64(end), followed}
	}
	return nil
}

// noObject says what is wrong with a text that does not begin as an object. What
// is not JSON at all gets its own error; a list may hold documents.
func (r *reader) noObject(text []byte, depth int) error {
	if r.scan.AtEnd() {
		return &Malformed{0, endsEarly}
	}
	r.scan.Reset(text, depth)
	list := r.scan.Start() == '['
	if !r.scan.Skip() {
		return malformed(r.scan.Fault(), text, depth)
	}
	end := r.scan.Offset()
	switch {
	case !list:
		return &Malformed{0, "the document is not an object"}
	case !r.scan.AtEnd():
		return &Malformed{int64(end), followed}
	}
	return errOwn
}

const followed = "something follows the document"

const endsEarly = "the document ends too early"

// malformed says where the scanner stopped and, as far as that quotes nothing,
// why.
func malformed(fault strict.Fault, text []byte, depth int) *Malformed {
	m := &Malformed{Offset: int64(fault.Offset)}
	switch fault.Kind {
	case strict.EndsEarly:
		m.Reason = endsEarly
	case strict.NameTwice:
		m.Reason = "a member's name stands twice in one object"
	case strict.TooDeep:
		m.Reason = "the document nests deeper than " + strconv.Itoa(min(depth, strict.MaxDepth))
	default:
		m.Reason = notJSON(text[fault.Offset:])
	}
	return m
}

// notJSON names two faults that the grammar knows nothing of.
func notJSON(rest []byte) string {
	char, size := utf8.DecodeRune(rest)
	switch {
	case char == utf8.RuneError && size == 1:
		return "not valid UTF-8"
	case char == '\ufeff':
		return "a byte order mark stands before the document"
	}
	return "not strict JSON"
}

// value reads the value that stands at n. Like the other methods that read, it
// gives false where the scanner met a fault.
func (r *reader) value(n *node) bool {
	switch r.scan.Next() {
	case '{':
		return r.object(n)
	case '[':
		return r.list(n)
	}
	v, ok := r.scan.Scalar()
	if ok && v.Kind != strict.Null {
		r.scalar(n, &v)
	}
	return ok
}

func (r *reader) object(n *node) bool {
	names, more, ok := r.scan.Object()
	if !ok {
		return false
	}
	r.seeContainer(n, false, !more)
	for more {
		name, ok := r.scan.Name(&names)
		if !ok || !r.member(n, name) {
			return false
		}
		if more, ok = r.scan.MoreMembers(&names); !ok {
			return false
		}
	}
	return true
}

// member reads the value of a member of what stands at n.
func (r *reader) member(n *node, name strict.Name) bool {
	switch child := n.index.find(name); {
	case child != nil && len(child.sets) > 0:
		return r.setEntry(child, place{name: name.Text})
	case child != nil && (child.judged || r.result != nil):
		return r.value(child)
	case n == r.schema.root && string(name.Text) == "provider":
		return r.readProvider()
	case n.any != nil:
		return r.setEntry(n.any, place{name: name.Text})
	case n == r.schema.final && r.result != nil:
		return r.seeExtra()
	}
	return r.skip()
}

// skip reads over a value.
func (r *reader) skip() bool {
	if r.again {
		r.scan.SkipKnown()
		return true
	}
	return r.scan.Skip()
}

func (r *reader) list(n *node) bool {
	more, ok := r.scan.List()
	if !ok {
		return false
	}
	r.seeContainer(n, true, !more)
	for index := 0; more; index++ {
		if n.entries != nil {
			ok = r.setEntry(n.entries, place{index: index})
		} else {
			ok = r.skip()
		}
		if !ok {
			return false
		}
		if more, ok = r.scan.MoreEntries(); !ok {
			return false
		}
	}
	return true
}

// intern gives text as a handle, for short texts that come again without
// allocating.
func (r *reader) intern(text []byte) unique.Handle[string] {
	if h, ok := r.interned[string(text)]; ok {
		return h
	}
	h := unique.Make(string(text))
	const longest, most = 64, 512
	if len(text) <= longest && len(r.interned) < most {
		r.interned[h.Value()] = h
	}
	return h
}

func (r *reader) readProvider() bool {
	if first := r.scan.Next(); first != '"' {
		r.named = first != 'n'
		return r.scan.Skip()
	}
	r.named = true
	v, ok := r.scan.Scalar()
	if ok {
		r.provider = r.intern(v.Text)
	}
	return ok
}

// setEntry reads one entry of the sets at n.
func (r *reader) setEntry(n *node, at place) bool {
	for i := range n.sets {
		slot := n.sets[i].slot
		r.class[slot], r.known[slot] = 0, true
	}
	r.entry, r.inSet = at, true
	ok := r.value(n)
	r.inSet = false
	for i := range n.sets {
		l := &n.sets[i]
		if !r.known[l.slot] {
			continue
		}
		class := r.class[l.slot]
		r.vector[l.slot] |= 1 << class
		if class == 0 || l.signal.Notable().Has(class) {
			r.notable = append(r.notable, notable{*l, class, r.entryAt(at)})
		}
	}
	return ok
}

// entryAt gives the entry at a place, in a form that lasts.
func (r *reader) entryAt(at place) entry {
	if at.name == nil {
		return entry{index: at.index}
	}
	return entry{name: r.intern(at.name).Value(), index: at.index}
}
