package document

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unique"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/verdict-id/verdict/internal/rulebook"
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
	entry    entry             // the entry of a set that is being read
	inSet    bool              // whether one is
	class    []uint8           // of that entry, by slot
	known    []bool            // whether that entry's value is declared, by slot
	interned map[string]string // see intern
	scratch  []byte
}

type notable struct {
	leaf  leaf
	class uint8
	entry entry
}

// unknown is an Unknown yet to be written out: most are of tables that are not
// the document's.
type unknown struct {
	table, signal int
	order         order
	node          *node
	leaf          *leaf // what stands at node is not declared for this signal
	list          bool  // otherwise: whether a list or an object should stand there
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
	if len(document) > limits.Bytes {
		return &Malformed{int64(limits.Bytes), "the document is longer than " + strconv.Itoa(limits.Bytes) + " bytes"}
	}
	r := s.readers.Get().(*reader)
	defer s.readers.Put(r)
	defer r.forget()
	r.limits = limits
	r.buffer = *bytes.NewBuffer(document)
	r.decoder.Reset(&r.buffer)
	if err := r.document(); err != nil {
		return err
	}
	return r.report(reading)
}

// forget drops everything that came from the document.
func (r *reader) forget() {
	r.buffer = bytes.Buffer{}
	r.decoder.Reset(&r.buffer)
	r.provider = ""
	clear(r.vector)
	clear(r.words)
	clear(r.sides)
	r.notable = r.notable[:0]
	r.unknown = r.unknown[:0]
	if r.scratch = r.scratch[:cap(r.scratch)]; len(r.scratch) > 4<<10 {
		r.scratch = nil
	}
	clear(r.scratch)
}

// document reads the one object at the top and makes sure that nothing
// follows.
func (r *reader) document() error {
	if kind := r.decoder.PeekKind(); kind != '{' {
		// A value of another kind is read first: what is not JSON at all
		// gives its own error.
		start := r.decoder.InputOffset()
		if err := r.decoder.SkipValue(); err != nil {
			return r.malformed(err)
		}
		return &Malformed{start, "the document is not an object"}
	}
	if err := r.value(r.schema.root); err != nil {
		return err
	}
	if _, err := r.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return &Malformed{r.decoder.InputOffset(), "something follows the document"}
	}
	return nil
}

// malformed says where the decoder stopped and, as far as that quotes nothing,
// why.
func (r *reader) malformed(err error) error {
	m := &Malformed{r.decoder.InputOffset(), "not strict JSON"}
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
	r.seeObject(n, empty)
	for r.decoder.PeekKind() != '}' {
		raw, err := r.decoder.ReadValue()
		if err != nil {
			return r.malformed(err)
		}
		name := r.unquote(raw)
		switch child := n.members[string(name)]; {
		case child != nil && len(child.sets) > 0:
			err = r.setEntry(child, entry{name: r.intern(name)})
		case child != nil:
			err = r.value(child)
		case n == r.schema.root && string(name) == "provider":
			err = r.readProvider()
		case n.any != nil:
			err = r.setEntry(n.any, entry{name: r.intern(name)})
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
	r.seeList(n, empty)
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

// seeObject notes that an object stands at n.
func (r *reader) seeObject(n *node, empty bool) {
	for i := range n.leaves {
		l := &n.leaves[i]
		switch {
		case l.signal.Code != nil && !l.inCode:
			r.set(l, l.signal.Other)
		case empty:
		case l.signal.Kind == rulebook.Presence && (l.signal.Shape == rulebook.AnyShape || l.signal.Shape == rulebook.ObjectShape):
			r.set(l, 1)
		default:
			r.refuse(n, l)
		}
	}
	if empty {
		return
	}
	r.seeSide(n)
	for _, e := range n.elements {
		if e.list {
			r.refuseElement(n, e)
		}
	}
}

// seeList notes that a list stands at n.
func (r *reader) seeList(n *node, empty bool) {
	for i := range n.leaves {
		l := &n.leaves[i]
		switch {
		case empty && (l.signal.Code == nil || l.inCode):
		case !empty && l.signal.Kind == rulebook.Presence && (l.signal.Shape == rulebook.AnyShape || l.signal.Shape == rulebook.ListShape):
			r.set(l, 1)
		default:
			r.refuse(n, l)
		}
	}
	if empty {
		return
	}
	r.seeSide(n)
	for _, e := range n.elements {
		if !e.list {
			r.refuseElement(n, e)
		}
	}
}

// scalar takes a string, number, boolean or null that stands at n.
func (r *reader) scalar(n *node, raw []byte) {
	kind := jsontext.Value(raw).Kind()
	if kind == 'n' {
		return
	}
	text := raw
	if kind == '"' {
		text = r.unquote(raw)
	}
	absent := false
	for i := range n.leaves {
		l := &n.leaves[i]
		class, ok := classify(l, kind, text)
		switch {
		case !ok:
			r.refuse(n, l)
		case class == 0:
			absent = true
		default:
			r.set(l, class)
			if l.signal.Context {
				r.words[l.slot] = unique.Make(r.intern(text))
			}
		}
	}
	if absent {
		return
	}
	r.seeSide(n)
	for _, e := range n.elements {
		r.refuseElement(n, e)
	}
}

// classify gives the class of a scalar other than null. Class 0 is a value
// that counts as absent.
func classify(l *leaf, kind jsontext.Kind, text []byte) (uint8, bool) {
	s := l.signal
	switch {
	case l.inCode:
		if kind == '"' {
			return rulebook.CodeClass(s, text)
		}
	case s.Code != nil:
	case s.Kind == rulebook.Words:
		if kind == '"' {
			return rulebook.WordClass(s, text)
		}
	case s.Kind == rulebook.Boolean:
		if kind == 't' || kind == 'f' || kind == '"' {
			return s.BoolWord(string(text))
		}
	case s.Kind == rulebook.Integer:
		if kind == '0' {
			if number, ok := rulebook.Decimal(text); ok {
				return s.IntClass(number)
			}
		}
	case s.Shape == rulebook.AnyShape:
		return 1, true
	case s.Shape == rulebook.StringShape && kind == '"':
		return min(uint8(len(text)), 1), true
	}
	return 0, false
}

// set notes the class of a signal, in a set that of the entry being read.
func (r *reader) set(l *leaf, class uint8) {
	if l.signal.Set {
		r.class[l.slot] = class
	} else {
		r.vector[l.slot] = class
	}
}

// seeSide notes that something stands at one of two names of a member.
func (r *reader) seeSide(n *node) {
	for _, s := range n.sides {
		r.sides[s.alias] |= s.bit
	}
}

// refuse notes that a signal's value is not declared.
func (r *reader) refuse(n *node, l *leaf) {
	if l.signal.Set {
		r.known[l.slot] = false
	}
	r.unknown = append(r.unknown, unknown{table: l.table, signal: l.index, order: r.orderOf(l.alias), node: n, leaf: l})
}

// refuseElement notes that something stands where a table reads members or
// entries, and has none.
func (r *reader) refuseElement(n *node, e element) {
	if r.inSet {
		r.known[r.schema.offsets[e.table]+e.index] = false
	}
	r.unknown = append(r.unknown, unknown{table: e.table, signal: e.index, order: r.orderOf(e.alias), node: n, list: e.list})
}

func (r *reader) orderOf(alias bool) order {
	o := order{rank: 1}
	if alias {
		o.rank = 2
	}
	if r.inSet {
		o.entry = r.entry
	}
	return o
}

// allowed says what may stand at the place.
func (u unknown) allowed() []string {
	switch {
	case u.leaf == nil && u.list:
		return []string{"a list"}
	case u.leaf == nil, u.leaf.signal.Code != nil && !u.leaf.inCode:
		return []string{"an object"}
	case u.leaf.inCode:
		return []string{"a string"}
	default:
		return u.leaf.signal.Allowed()
	}
}

// pointer writes a path as a JSON pointer (RFC 6901), with the name or index
// of an entry in place of the step for all.
func pointer(path rulebook.Path, e entry) string {
	var b strings.Builder
	for _, step := range path {
		b.WriteByte('/')
		switch step {
		case rulebook.Members:
			b.WriteString(Escape(e.name))
		case rulebook.Entries:
			b.WriteString(strconv.Itoa(e.index))
		default:
			b.WriteString(step)
		}
	}
	return b.String()
}

// Escape writes a member's name as a step of a JSON pointer.
func Escape(name string) string { return escaper.Replace(name) }

var escaper = strings.NewReplacer("~", "~0", "/", "~1")

// report sorts out what the document says to the lifecycle table and to its
// provider's.
func (r *reader) report(reading *Reading) error {
	table, ok := r.schema.Table(r.provider)
	if !ok {
		return ErrUnknownProvider
	}
	reading.Table, reading.Provider = table, unique.Make(r.provider)
	copy(reading.Lifecycle[:], r.of(0))
	copy(reading.Vector[:], r.of(table))
	reading.Refused = r.unknownOf(0)
	reading.Unknown = r.unknownOf(table)
	reading.Notable = r.notableOf(table)
	next := 0
	for i, signal := range r.schema.tables[table].Signals {
		if signal.Context {
			reading.Words[next] = r.words[r.schema.offsets[table]+i]
			next++
		}
	}
	return nil
}

// of is the part of the vector that is a table's.
func (r *reader) of(table int) []uint8 {
	from := r.schema.offsets[table]
	return r.vector[from : from+len(r.schema.tables[table].Signals)]
}

// unknownOf gives what a table does not know, in the order of its signals. A
// place is given once.
func (r *reader) unknownOf(table int) []Unknown {
	var of []Unknown
	for _, u := range r.unknown {
		if u.table == table {
			of = append(of, Unknown{u.signal, pointer(u.node.path, u.order.entry), u.allowed(), u.order})
		}
	}
	for i, sides := range r.sides {
		if a := r.schema.aliases[i]; sides == 3 && a.table == table {
			only := "nothing beside " + a.path.String() + ", another name of the same"
			of = append(of, Unknown{a.index, a.other.String(), []string{only}, order{}})
		}
	}
	slices.SortStableFunc(of, func(a, b Unknown) int {
		return cmp.Or(a.Signal-b.Signal, a.order.rank-b.order.rank, a.order.entry.compare(b.order.entry))
	})
	if len(of) < 2 {
		return of
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(of, func(u Unknown) bool {
		again := seen[u.Pointer]
		seen[u.Pointer] = true
		return again
	})
}

func (e entry) compare(other entry) int {
	return cmp.Or(e.index-other.index, strings.Compare(e.name, other.name))
}

// notableOf chains the notable entries of a table's sets.
func (r *reader) notableOf(table int) unique.Handle[Entry] {
	if len(r.notable) == 0 {
		return unique.Handle[Entry]{}
	}
	slices.SortFunc(r.notable, func(a, b notable) int {
		return cmp.Or(a.leaf.slot-b.leaf.slot, a.entry.compare(b.entry))
	})
	var chain unique.Handle[Entry]
	for _, n := range slices.Backward(r.notable) {
		if n.leaf.table != table {
			continue
		}
		name := n.entry.name
		if n.leaf.signal.Path.IsList() {
			var digits [20]byte
			name = r.intern(strconv.AppendInt(digits[:0], int64(n.entry.index), 10))
		}
		chain = unique.Make(Entry{uint8(n.leaf.index), n.class, name, chain})
	}
	return chain
}
