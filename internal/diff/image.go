package diff

import (
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Image tells what a new table can read in a document, where only that is known
// which an old table reads in it. Where inputs depend
// on each other in ways that Caveats name, it may allow more than documents can do.
type Image struct {
	Signals  []SignalImage // by signal of the new table
	Hidden   []Hidden      // what the old table may refuse above its signals
	Refusals []Refusal     // what the new table alone may refuse, beside the values of its signals
	Names    []string      // that are chosen, as paths; a signal for which nothing is possible cannot have them
}

// Possible is a set of values of a signal in a vector, a bit each, and whether the
// table may refuse what stands there.
type Possible struct {
	Values  uint64
	Refused bool
}

// Or gives what is possible by either.
func (p Possible) Or(q Possible) Possible {
	return Possible{p.Values | q.Values, p.Refused || q.Refused}
}

// add adds a class.
func (p *Possible) add(class uint8) {
	if class == refused {
		p.Refused = true
	} else {
		p.Values |= 1 << class
	}
}

// SignalImage is what one signal of the new table can have.
type SignalImage struct {
	Source int        // the signal of the old table that is read in the same place, or -1
	Of     []Possible // by the value of Source; without one, only the first
	Null   Possible   // where the old table does not declare what Source has

	// Signals of the old table. Under: where one is absent, this one is. With: sets
	// of the same entries, empty together with this one. Over: where one is not
	// declared, and Source is not, either, Source may have anything.
	Under, With, Over []int
}

// Hidden is something above signals of the old table that it may refuse. Then none of
// them is declared.
type Hidden struct {
	Signals []int    // of the old table
	Places  []string // where it is
	Refused bool     // the new table refuses it, too
	Free    []int    // otherwise: the signals of the new table that may have anything then, unless they are absent
}

// Refusal is something that only the new table refuses.
type Refusal struct {
	Places []string
	Under  []int // as for SignalImage
}

// ImagesOf gives the images of one table in another, of which at least one holds a
// document, unless the new table refuses it: one for each choice between two names of
// one member that only one of the tables knows as such. Signals for remarks alone have
// no part in it: in a vector of the new table they can be absent, and no more.
//
// Of what stands in one place more may be known than the old table reads.
func ImagesOf(before, after *rulebook.Table, known Known) []*Image {
	c := &Comparison{tables: [2]*rulebook.Table{before, after}, inputs: joinSignals(before, after), twins: twinsOf([2]*rulebook.Table{before, after})}
	choices := [][]named{nil}
	for _, t := range c.twins {
		if t.of[0] == t.of[1] {
			continue
		}
		var more [][]named
		for _, chosen := range choices {
			more = append(more, append(slices.Clone(chosen), named{t, 0}), append(slices.Clone(chosen), named{t, 1}))
		}
		choices = more
	}
	var all []*Image
	for _, chosen := range choices {
		all = append(all, c.image(chosen, known))
	}
	return all
}

// Known is what is known of the value in one place: that it is one for which Can holds,
// as encoding/json decodes it, nil where nothing is there. Words are further texts to
// be considered. The zero Known is nothing.
type Known struct {
	Path  string
	Words []string
	Can   func(json any) bool
}

// named is the choice of one of the names of a twin.
type named struct {
	twin
	name int
}

// fits tells whether a way to write a value leaves the other name alone, as the table
// sees it that knows both.
func (n named) fits(w way) bool { return w.fits(n.twin, n.name, truth(n.of[1])) }

func (c *Comparison) image(chosen []named, known Known) *Image {
	after := c.tables[1]
	m := &Image{Signals: make([]SignalImage, len(after.Signals)), Hidden: c.hidden()}
	for _, n := range chosen {
		m.Names = append(m.Names, n.names[n.name].String())
	}
	for i, s := range after.Signals {
		m.Signals[i] = SignalImage{Source: -1, Of: []Possible{{Values: 1}}}
		if !s.Aside {
			m.Signals[i] = c.signalImage(s, chosen, known)
		}
	}
	for _, caveat := range slices.Concat(c.elementCaveats(), c.twinCaveats()) {
		if !caveat.MayAccept { // the new table alone refuses
			m.Refusals = append(m.Refusals, Refusal{pathTexts(caveat.Places), c.above(caveat.Places, false)})
		}
	}
	return m
}

// signalImage is the image of the input of a signal of the new table.
func (c *Comparison) signalImage(s *rulebook.Signal, chosen []named, known Known) SignalImage {
	in := c.inputs[slices.IndexFunc(c.inputs, func(in *input) bool { return in.signals[1] == s })]
	m := SignalImage{Source: -1, Of: make([]Possible, 1)}
	if from := in.signals[0]; from != nil {
		m.Source = slices.Index(c.tables[0].Signals, from)
		m.Of = make([]Possible, from.Arity())
		m.Over = c.over(from)
	} else {
		m.Under = c.above(pathsOf(s), true)
		m.With = c.with(s)
	}
	if in.set {
		if in.setImage(&m); slices.ContainsFunc(chosen, func(n named) bool { return !n.fits(in.entryWay()) }) {
			clear(m.Of[1:])
			m.Of[0] = Possible{Values: 1}
		}
		return m
	}
	if known.Path != "" && len(in.places) == 1 && in.places[0].path == known.Path {
		in.knownImage(&m, known)
		return m
	}
	for i := range in.values {
		switch v := &in.values[i]; {
		case !v.inDocuments(chosen):
		case v.class[0] == refused:
			m.Null.add(v.class[1])
		default:
			m.Of[v.class[0]].add(v.class[1])
		}
	}
	// Left out of the values is what both tables refuse.
	m.Null.Refused = m.Null.Refused || !takesAll(s)
	return m
}

// knownImage is the image of a signal of which more is known: value by value.
func (in *input) knownImage(m *SignalImage, known Known) {
	raws := append([]raw{{json: nil}}, rawsAt(in.signals, in.places[0])...)
	for _, word := range known.Words {
		raws = append(raws, raw{json: word})
	}
	for _, r := range raws {
		if !known.Can(r.json) {
			continue
		}
		var class [2]uint8
		for side, s := range in.signals {
			if s != nil && r.json != nil {
				class[side] = newReader(s).class(in.places[0], r.json)
			}
		}
		if class[0] == refused {
			m.Null.add(class[1])
		} else {
			m.Of[class[0]].add(class[1])
		}
	}
}

// inDocuments tells whether a document can have a value without its caller, and with
// these names.
func (v *value) inDocuments(chosen []named) bool {
	return slices.ContainsFunc(v.ways, func(w way) bool {
		return !slices.ContainsFunc(w.puts, func(p put) bool { return p.place.caller != "" }) &&
			!slices.ContainsFunc(chosen, func(n named) bool { return !v.clashes(n) && !n.fits(w) })
	})
}

// clashes tells whether a value may be that of a table which refuses something by both
// names. Where signals stand below the names, Hidden says that instead.
func (v *value) clashes(n named) bool {
	side := truth(n.of[1])
	return v.class[side] == refused && (side == 1 || !n.above)
}

// takesAll tells whether a signal refuses nothing that stands in its place.
func takesAll(s *rulebook.Signal) bool {
	return s.Kind == rulebook.Presence && s.Shape == rulebook.AnyShape && s.Code == nil && len(s.Also) == 0
}

// setImage is the image of a set: by kinds of entries.
func (in *input) setImage(m *SignalImage) {
	var of [rulebook.MaxSetValues + 1]Possible // by class of an entry
	var null, all Possible
	for _, v := range in.values {
		all.add(v.class[1])
		if v.class[0] == refused {
			null.add(v.class[1])
		} else {
			of[v.class[0]].add(v.class[1])
		}
	}
	if m.Source < 0 {
		m.Of[0] = Possible{subsets(1, all.Values), all.Refused}
		return
	}
	for mask := range m.Of {
		p := Possible{Values: 1}
		for class := range of {
			if mask>>class&1 == 1 {
				p.Values = nonEmpty(p.Values, of[class].Values)
				p.Refused = p.Refused || of[class].Refused
			}
		}
		m.Of[mask] = p
	}
	m.Null = Possible{subsets(nonEmpty(1, null.Values), all.Values), true}
}

// subsets adds any entries to masks; each bit of masks stands for a mask.
func subsets(masks, classes uint64) uint64 { return masks | nonEmpty(masks, classes) }

// nonEmpty adds one or more entries, of some classes, to masks.
func nonEmpty(masks, classes uint64) uint64 {
	var out uint64
	for mask := range uint64(64) {
		if masks>>mask&1 == 0 {
			continue
		}
		for more := classes; more != 0; more = (more - 1) & classes {
			out |= 1 << (mask | more)
		}
	}
	return out
}

// hidden lists what the old table may refuse above its signals: what has the wrong type,
// and two names of one member.
func (c *Comparison) hidden() []Hidden {
	var all []Hidden
	others := elementsOf(c.tables[1])
	for _, e := range elementsOf(c.tables[0]) {
		alike := slices.ContainsFunc(others, func(o element) bool { return o.refuses(e) })
		all = append(all, c.hiddenAt(e.path, []rulebook.Path{e.path}, alike))
	}
	for _, t := range c.twins {
		if t.of[0] {
			all = append(all, c.hiddenAt(t.names[1], t.names[:], t.of[1]))
		}
	}
	return all
}

// hiddenAt is what is refused at a place, alike by both tables or not.
func (c *Comparison) hiddenAt(place rulebook.Path, places []rulebook.Path, alike bool) Hidden {
	h := Hidden{Places: pathTexts(places), Refused: alike}
	h.Signals = c.indexes(func(s *rulebook.Signal) bool {
		return slices.ContainsFunc(pathsOf(s), func(p rulebook.Path) bool { return startsWith(p, place) })
	})
	for j, to := range c.tables[1].Signals {
		if !alike && !to.Aside && c.passes(to, places) {
			h.Free = append(h.Free, j)
		}
	}
	return h
}

// passes tells whether the input of a signal of the new table is read at or below
// some places.
func (c *Comparison) passes(s *rulebook.Signal, places []rulebook.Path) bool {
	in := c.inputs[slices.IndexFunc(c.inputs, func(in *input) bool { return in.signals[1] == s })]
	return slices.ContainsFunc(in.places, func(p place) bool {
		return p.caller == "" && slices.ContainsFunc(places, func(place rulebook.Path) bool { return startsWith(p.steps, place) })
	})
}

// above are the signals of the old table without which nothing stands at some of the
// places: they stand above each, or, unless below is asked for, in it.
func (c *Comparison) above(places []rulebook.Path, below bool) []int {
	return c.indexes(func(s *rulebook.Signal) bool {
		if s.Set || s.Context || len(places) == 0 {
			return false
		}
		covers := func(place rulebook.Path) bool {
			return slices.ContainsFunc(pathsOf(s), func(p rulebook.Path) bool {
				return startsWith(place, p) && (!below || len(place) > len(p))
			})
		}
		if below {
			return !slices.ContainsFunc(places, func(p rulebook.Path) bool { return !covers(p) })
		}
		return slices.ContainsFunc(places, covers)
	})
}

// with are the sets of the old table that share their entries with a new one.
func (c *Comparison) with(s *rulebook.Signal) []int {
	return c.indexes(func(other *rulebook.Signal) bool {
		return s.Set && other.Set && familyOf(s.Path) == familyOf(other.Path)
	})
}

// over are the signals of the old table whose refusal makes a signal undeclared, too:
// they stand in its place or above.
func (c *Comparison) over(s *rulebook.Signal) []int {
	return c.indexes(func(other *rulebook.Signal) bool {
		return other != s && slices.ContainsFunc(pathsOf(other), func(p rulebook.Path) bool {
			return slices.ContainsFunc(pathsOf(s), func(q rulebook.Path) bool { return startsWith(q, p) })
		})
	})
}

// indexes are the signals of the old table, but those for remarks, that are wanted.
func (c *Comparison) indexes(wanted func(*rulebook.Signal) bool) []int {
	var all []int
	for i, s := range c.tables[0].Signals {
		if !s.Aside && wanted(s) {
			all = append(all, i)
		}
	}
	return all
}

func pathsOf(s *rulebook.Signal) []rulebook.Path {
	return slices.DeleteFunc([]rulebook.Path{s.Path, s.Also}, func(p rulebook.Path) bool { return len(p) == 0 })
}

func pathTexts(paths []rulebook.Path) []string {
	var all []string
	for _, p := range paths {
		all = append(all, p.String())
	}
	return all
}
