package reference

import (
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// document is one whose table is known. One that a provider itself sends has
// parts: the whole document first, then the documents that stand in it.
type document struct {
	table   *rulebook.Table
	top     place
	parts   []part
	unknown []string // pointers to what can be no part where it stands
}

type part struct {
	place
	kind *rulebook.DocumentKind
}

// open finds the table of a document, and its parts. refused says why there is
// none.
func open(book *rulebook.Book, doc []byte) (d *document, refused string) {
	top, ok := parse(doc)
	members, isObject := top.value.(map[string]any)
	entries, isList := top.value.([]any)
	switch {
	case !ok || !isObject && !isList:
		return nil, Malformed
	case members["provider"] != nil:
		provider, _ := members["provider"].(string)
		if table := tableFor(book, provider); table != nil {
			return &document{table: table, top: top}, ""
		}
		return nil, UnknownProvider
	}
	var found []*document
	for _, table := range book.Tables {
		for _, kind := range table.Documents {
			d := &document{table: table, top: top, parts: []part{{top, kind}}}
			if isObject && looksLike(kind, top) || isList && d.isListOf(kind, entries) {
				found = append(found, d)
			}
		}
	}
	switch {
	case len(found) == 0 && isList:
		return nil, Malformed
	case len(found) != 1:
		return nil, UnknownProvider
	}
	found[0].takeApart(found[0].parts[0])
	return found[0], ""
}

// looksLike tells whether an object looks like a document of a kind.
func looksLike(kind *rulebook.DocumentKind, p place) bool {
	there := func(path rulebook.Path) bool {
		end, ok := p.walk(path)
		return ok && !end.absent()
	}
	for _, m := range kind.Looks.Has {
		end, _ := p.walk(m.Path)
		word, _ := end.value.(string)
		if !there(m.Path) || len(m.Words) > 0 && !slices.Contains(m.Words, word) {
			return false
		}
	}
	some, none := kind.Looks.Some, kind.Looks.None
	return !kind.Looks.List && p.member("provider").value == nil && (len(some) == 0 || slices.ContainsFunc(some, there)) && !slices.ContainsFunc(none, there)
}

// isListOf tells whether some entry of a list is what a kind of lists holds.
func (d *document) isListOf(kind *rulebook.DocumentKind, entries []any) bool {
	return kind.Looks.List && slices.ContainsFunc(entries, func(entry any) bool {
		return len(d.kindsIn(kind, place{entry, ""})) > 0
	})
}

// kindsIn gives the kinds that something looks like, out of those that a
// document of some kind may hold.
func (d *document) kindsIn(holder *rulebook.DocumentKind, p place) (fit []*rulebook.DocumentKind) {
	for _, kind := range d.table.Documents {
		if slices.Contains(holder.Holds.Kinds, kind.Name) && looksLike(kind, p) {
			fit = append(fit, kind)
		}
	}
	return fit
}

// takeApart finds the parts that stand in a part, and in those.
func (d *document) takeApart(p part) {
	if p.kind.Holds == nil {
		return
	}
	path := p.kind.Holds.Path
	family := stepForMany(path)
	if family >= 0 {
		path = path[:family]
	}
	end, ok := p.walk(path)
	held, isList := end.entries(rulebook.Entries)
	switch {
	case end.absent():
	case !ok || family >= 0 && !isList:
		d.unknown = append(d.unknown, end.pointer)
	case family >= 0:
		for _, entry := range held {
			d.takePart(p.kind, entry)
		}
	default:
		d.takePart(p.kind, end)
	}
}

// takePart takes what stands where a document of some kind holds another one.
func (d *document) takePart(holder *rulebook.DocumentKind, p place) {
	kinds := d.kindsIn(holder, p)
	if len(kinds) != 1 {
		d.unknown = append(d.unknown, p.pointer)
		return
	}
	d.refuseSecond(part{p, kinds[0]})
	d.parts = append(d.parts, part{p, kinds[0]})
	d.takeApart(part{p, kinds[0]})
}

// refuseSecond refuses a second part of a kind that carries signals.
func (d *document) refuseSecond(p part) {
	carries := slices.ContainsFunc(p.kind.Table.Signals, func(s *rulebook.Signal) bool { return len(s.Places) > 0 })
	if carries && slices.ContainsFunc(d.parts, func(before part) bool { return before.kind == p.kind }) {
		d.unknown = append(d.unknown, p.pointer)
	}
}

// read reads the signals of the document's table, or of the lifecycle's.
// supplied is what the caller says, by signal.
func (d *document) read(table *rulebook.Table, supplied map[string]string) *signals {
	if d.parts == nil {
		return readSignals(table, d.top, supplied)
	}
	s := &signals{table: table}
	if table == d.table {
		const most = 100 // are named; the document is refused for one
		s.unknown = slices.Clone(d.unknown[:min(len(d.unknown), most)])
	}
	for i, signal := range table.Signals {
		said := s.inParts(i, d.parts)
		class := said
		if word := supplied[signal.Name]; signal.Context && word != "" {
			class = s.supplied(signal, place{}, word)
			if said != 0 && class != 0 && class != said {
				class = s.refuse(signal, pointerTo(signal, "")) // the document says otherwise
			}
		}
		if class == 0 {
			class = d.supposed(table, i)
		}
		s.classes = append(s.classes, class)
	}
	return s
}

// inParts reads a signal wherever the parts carry it: of one value the worst, of
// a set all entries.
func (s *signals) inParts(i int, parts []part) (class uint8) {
	for _, p := range parts {
		view := p.kind.Table
		if s.table.Lifecycle {
			view = p.kind.Lifecycle
		}
		for _, at := range view.Signals[i].Places {
			if at.Signal.Set {
				class |= s.set(at.Signal, p.place)
			} else {
				class = max(class, s.worst(at, p.place))
			}
		}
	}
	return class
}

// worst reads one place, whose path may have a step for many.
func (s *signals) worst(at rulebook.Place, p place) (class uint8) {
	if stepForMany(at.Signal.Path) >= 0 {
		class = slices.Max(append(s.many(at.Signal, p), 0))
	} else {
		class = s.at(at.Signal, p, at.Signal.Path)
	}
	if class == 0 {
		return at.Absent
	}
	return class
}

// supposed is what the first part that supposes something says of a signal of
// the provider's.
func (d *document) supposed(table *rulebook.Table, signal int) uint8 {
	for _, p := range d.parts {
		for _, supposed := range p.kind.Suppose {
			if table == d.table && supposed.Signal == signal {
				return supposed.Class
			}
		}
	}
	return 0
}
