package document

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// kind is a kind of document that a provider itself sends.
type kind struct {
	*rulebook.DocumentKind
	table  int     // of the provider
	schema *Schema // where documents of the kind carry the signals of the lifecycle and of the table
	holds  []*kind // that may be parts of one
	reads  bool    // whether it carries signals of the provider's table
	covers Signals // of that table, which documents of the kind carry, or their parts
}

// newKinds lays out the kinds of documents of all tables.
func newKinds(tables []*rulebook.Table) []*kind {
	var all []*kind
	for t, table := range tables {
		byName := map[string]*kind{}
		for _, d := range table.Documents {
			k := &kind{DocumentKind: d, table: t, schema: layOut([]*rulebook.Table{d.Lifecycle, d.Table})}
			k.schema.finish()
			if d.Holds != nil {
				for _, name := range d.Holds.Kinds {
					k.holds = append(k.holds, byName[name])
				}
			}
			k.reads, k.covers = d.Reads(), k.carries()
			byName[d.Name] = k
			all = append(all, k)
		}
	}
	return all
}

// carries gives the signals for covers.
func (k *kind) carries() Signals {
	var all Signals
	for i, s := range k.Table.Signals {
		if len(s.Places) > 0 {
			all |= 1 << i
		}
	}
	for _, held := range k.holds {
		all |= held.covers
	}
	return all
}

// UnknownKind says that a document names no provider, and is of no kind that is
// known, or of several.
type UnknownKind struct {
	Understood []string // the kinds that the rule book knows, in its order
	Several    []string // those that the document could be
}

func (e *UnknownKind) Error() string { return "unknown kind of document" }

// Is makes the error match ErrUnknownProvider.
func (e *UnknownKind) Is(target error) bool { return target == ErrUnknownProvider }

// unknownKind is the error for a document that is of several kinds, or of none.
func (s *Schema) unknownKind(several []*kind) error {
	e := &UnknownKind{Understood: []string{rulebook.GetProcess}}
	for _, k := range s.kinds {
		e.Understood = append(e.Understood, k.Name)
	}
	for _, k := range several {
		e.Several = append(e.Several, k.Name)
	}
	return e
}

// part is a document of some kind, alone or as a part of another.
type part struct {
	span
	kind *kind
	path rulebook.Path // to it in the whole
	at   string        // the same as a JSON pointer
}

// parts are those of one document.
type parts struct {
	whole   *kind
	parts   []part
	kinds   []*kind   // of those that carry signals, each once
	unknown []Unknown // places where a part should stand, and none does that is known
}

// split recognises a document by its shape, and finds its parts.
func (s *Schema) split(document []byte) (*parts, error) {
	op := openers.Get().(*opener)
	defer openers.Put(op)
	defer op.forget()
	text := bytes.TrimLeft(document, space)
	o := op.open(span{bytes.TrimRight(text, space), len(document) - len(text)})
	whole, err := s.recognise(&o)
	if err != nil {
		return nil, err
	}
	p := &parts{whole: whole}
	p.add(part{kind: whole, span: o.span}, &o)
	return p, nil
}

// recognise gives the kind that a document looks like.
func (s *Schema) recognise(o *opened) (*kind, error) {
	kinds := fitting(s.kinds, o)
	if o.list {
		kinds = s.lists(o)
	}
	switch {
	case o.list && len(kinds) == 0:
		return nil, &Malformed{0, "the document is not an object, and no list whose entries are of a kind that is understood" + s.listed()}
	case len(kinds) != 1:
		return nil, s.unknownKind(kinds)
	}
	return kinds[0], nil
}

// lists gives the kinds of lists that can hold one of the entries.
func (s *Schema) lists(o *opened) []*kind {
	var lists []*kind
	for _, p := range o.pieces {
		entry := o.open(p.span)
		for _, k := range s.kinds {
			if k.Looks.List && !slices.Contains(lists, k) && len(fitting(k.holds, &entry)) > 0 {
				lists = append(lists, k)
			}
		}
		entry.close()
	}
	return slices.DeleteFunc(slices.Clone(s.kinds), func(k *kind) bool { return !slices.Contains(lists, k) })
}

// listed names the kinds that can be entries of a list, for people.
func (s *Schema) listed() string {
	var names []string
	for _, k := range s.kinds {
		if k.Looks.List {
			names = append(names, k.Holds.Kinds...)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ": " + strings.Join(names, ", ")
}

// mostUnknown is how many places are named where no part stands that is known. A
// document can have a million of them, and is refused for one.
const mostUnknown = 100

// refuse notes such a place.
func (p *parts) refuse(at part, covers Signals, allowed ...string) {
	if len(p.unknown) < mostUnknown {
		p.unknown = append(p.unknown, Unknown{Below: covers, Path: at.path, Pointer: at.at, Allowed: allowed})
	}
}

// add adds a part, and those that it holds.
func (p *parts) add(of part, o *opened) {
	p.parts = append(p.parts, of)
	p.single(of)
	h := of.kind.Holds
	if h == nil {
		return
	}
	path := h.Path
	many := path[len(path)-1] == rulebook.Entries
	if many {
		path = path[:len(path)-1]
	}
	at, left, there := o.walk(path)
	path = path[:len(path)-len(left)]
	held := part{span: at, path: join(of.path, path), at: of.at + Pointer(path, "")}
	switch {
	case len(left) > 0:
		p.refuse(held, of.kind.covers, "an object")
	case !there:
	case !many:
		p.addHeld(of.kind, held, o.opener)
	case at.text[0] != '[':
		p.refuse(held, of.kind.covers, "a list")
	default:
		list, entries := o.open(at), join(of.path, h.Path)
		for i, entry := range list.pieces {
			each := part{span: entry.span, path: entries, at: held.at + "/" + strconv.Itoa(i)}
			p.addHeld(of.kind, each, o.opener)
		}
		list.close()
	}
}

// addHeld adds what stands where a document holds another one.
func (p *parts) addHeld(by *kind, held part, op *opener) {
	o := op.open(held.span)
	defer o.close()
	kinds := fitting(by.holds, &o)
	if len(kinds) != 1 {
		p.refuse(held, by.covers, by.Holds.Kinds...)
		return
	}
	held.kind = kinds[0]
	p.add(held, &o)
}

// single refuses a second part of a kind that carries signals: nothing says
// which of them counts.
func (p *parts) single(of part) {
	switch {
	case !of.kind.reads:
	case slices.Contains(p.kinds, of.kind):
		p.refuse(of, of.kind.covers, "no second "+of.kind.Name+" beside the one before it")
	default:
		p.kinds = append(p.kinds, of.kind)
	}
}

func join(a, b rulebook.Path) rulebook.Path { return append(slices.Clone(a), b...) }

// fitting gives the kinds that an object looks like. One that names a provider is a
// Get process document, wherever it stands.
func fitting(kinds []*kind, o *opened) []*kind {
	var fit []*kind
	if o.namesProvider() {
		return nil
	}
	for _, k := range kinds {
		if !k.Looks.List && o.looks(&k.Looks) {
			fit = append(fit, k)
		}
	}
	return fit
}

// looks tells whether an object looks so.
func (o *opened) looks(l *rulebook.Looks) bool {
	for _, m := range l.Has {
		at, there := o.find(m.Path)
		if !there || len(m.Words) > 0 && !slices.Contains(m.Words, o.word(at)) {
			return false
		}
	}
	has := func(path rulebook.Path) bool {
		_, there := o.find(path)
		return there
	}
	return (len(l.Some) == 0 || slices.ContainsFunc(l.Some, has)) && !slices.ContainsFunc(l.None, has)
}
