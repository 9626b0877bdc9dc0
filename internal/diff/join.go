package diff

import (
	"cmp"
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// input is what two tables read in one place: a signal of each, or of one
// alone. Its values are the pairs of classes that something in a document, or
// supplied by a caller, has in the two tables; of a set, those of an entry.
type input struct {
	signals [2]*rulebook.Signal // nil where a table does not read it
	places  []place
	set     bool
	name    string
	group   string
	level   int // its first
	values  []value
}

// refused is the class of what a table does not declare.
const refused = 0xff

// value is a pair of classes with what has them.
type value struct {
	class [2]uint8
	raws  []string // what has them, for people
	ways  []way    // how it is written; nothing where it is absence
}

// way is one way to write a value: puts in some of the places of an input, a
// bit each.
type way struct {
	places uint8
	puts   []put
}

// put is a value in its place.
type put struct {
	place  place
	json   any
	filled [2]bool // for which of the tables it fills a name that has a twin
}

// like tells whether two ways fill the same places for the same tables.
func (w way) like(other way) bool {
	return w.places == other.places && slices.EqualFunc(w.puts, other.puts, func(a, b put) bool { return a.filled == b.filled })
}

// supplied tells whether a caller has a part in the value.
func (v *value) supplied() bool {
	return slices.ContainsFunc(v.ways[0].puts, func(p put) bool { return p.place.caller != "" })
}

// place is where a signal stands: at a path in a document, or supplied by the
// caller under the signal's name.
type place struct {
	path   string
	caller string
	steps  rulebook.Path
}

func (p place) same(other place) bool { return p.path == other.path && p.caller == other.caller }

// placesOf are the places in which a signal is read. It stands in one of them
// at most.
func placesOf(s *rulebook.Signal) []place {
	var places []place
	if s == nil {
		return nil
	}
	for _, path := range []rulebook.Path{s.Path, s.Also} {
		if len(path) > 0 {
			places = append(places, place{path: path.String(), steps: path})
		}
	}
	if s.Context {
		places = append(places, place{caller: s.Name})
	}
	return places
}

// joinSignals makes the inputs of two tables. Signals that share a place are
// one input, those of one name before others.
func joinSignals(before, after *rulebook.Table) []*input {
	signals := [2][]*rulebook.Signal{judging(before), judging(after)}
	partner := map[*rulebook.Signal]*rulebook.Signal{}
	match := func(fits func(a, b *rulebook.Signal) bool) {
		for _, a := range signals[0] {
			for _, b := range signals[1] {
				if partner[a] == nil && partner[b] == nil && sharePlace(a, b) && fits(a, b) {
					partner[a], partner[b] = b, a
				}
			}
		}
	}
	match(func(a, b *rulebook.Signal) bool { return a.Name == b.Name })
	match(func(a, b *rulebook.Signal) bool { return true })

	// An input stands where its signals do, between the two where these differ.
	order := map[*input]int{}
	var inputs []*input
	for side, list := range signals {
		for i, s := range list {
			other := partner[s]
			if side == 1 && other != nil {
				continue
			}
			in := &input{set: s.Set}
			in.signals[side], in.signals[1-side] = s, other
			order[in] = 2 * i
			if other != nil {
				order[in] = i + slices.Index(signals[1], other)
			}
			in.join(before != nil && after != nil)
			inputs = append(inputs, in)
		}
	}
	slices.SortStableFunc(inputs, func(a, b *input) int { return order[a] - order[b] })
	nameInputs(inputs)
	return inputs
}

// judging are the signals of a table on which an outcome can rest.
func judging(t *rulebook.Table) []*rulebook.Signal {
	if t == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.Signals), func(s *rulebook.Signal) bool { return s.Aside })
}

func sharePlace(a, b *rulebook.Signal) bool {
	return a.Set == b.Set && slices.ContainsFunc(placesOf(a), func(p place) bool {
		return slices.ContainsFunc(placesOf(b), p.same)
	})
}

// join finds the values of an input. Where there is but one table, what it does
// not declare is left out: nobody knew it before, and nobody does now.
func (in *input) join(both bool) {
	var readers [2]*reader
	for side, s := range in.signals {
		if s == nil {
			continue
		}
		readers[side] = newReader(s)
		for _, p := range placesOf(s) {
			if !slices.ContainsFunc(in.places, p.same) {
				in.places = append(in.places, p)
			}
		}
	}
	states := []state{{value: value{ways: []way{{}}}}}
	for i, p := range in.places {
		filled := fillings(in.signals, readers, p, 1<<i)
		var next collection
		for _, s := range states {
			next.add(s)
		}
		for _, s := range states {
			for _, f := range filled {
				next.add(s.with(f))
			}
		}
		states = next.states
	}
	for _, s := range states {
		in.add(s.value, both)
	}
	slices.SortStableFunc(in.values[1:], func(a, b value) int {
		return cmp.Or(a.rank()-b.rank(), cmp.Compare(a.raws[0], b.raws[0]))
	})
}

// rank orders values from better to worse, as far as both tables agree.
func (v *value) rank() int {
	a, b := int(v.class[0]), int(v.class[1])
	switch {
	case a == refused:
		return 2 * b
	case b == refused:
		return 2 * a
	}
	return a + b
}

// add adds a value, or another way to have one that is known.
func (in *input) add(v value, both bool) {
	if v.class == [2]uint8{refused, refused} || !both && (v.class[0] == refused || v.class[1] == refused) {
		return // refused before and after
	}
	for i := range in.values {
		if known := &in.values[i]; known.class == v.class {
			known.merge(v)
			return
		}
	}
	in.values = append(in.values, v)
}

// merge adds what else has the value, and in which ways.
func (v *value) merge(other value) {
	if len(v.ways[0].puts) > 0 && len(v.ways[0].puts) == len(other.ways[0].puts) {
		v.raws = union(v.raws, other.raws)
	}
	for _, w := range other.ways {
		if !slices.ContainsFunc(v.ways, func(known way) bool { return known.like(w) }) {
			v.ways = append(v.ways[:len(v.ways):len(v.ways)], w)
		}
	}
}

// state is a value on the way through the places of an input: filled tells for
// which of the tables something stands there already.
type state struct {
	value
	filled [2]bool
}

// with fills one more place. A table that finds two of its places filled
// refuses that, unless the caller supplies the word that the document has.
func (s state) with(f state) state {
	out := state{filled: s.filled}
	out.class = s.class
	for side, filled := range f.filled {
		switch {
		case filled && s.filled[side] && f.supplied() && sameWord(s.ways[0].puts[0].json, f.ways[0].puts[0].json):
		case filled && s.filled[side]:
			out.class[side] = refused
		case filled:
			out.class[side], out.filled[side] = f.class[side], true
		}
	}
	for _, w := range s.ways {
		for _, more := range f.ways {
			out.ways = append(out.ways, way{w.places | more.places, append(slices.Clone(w.puts), more.puts...)})
		}
	}
	out.raws = f.raws
	if len(s.raws) > 0 {
		out.raws = nil
		for _, r := range s.raws {
			out.raws = append(out.raws, r+" beside something"+f.ways[0].puts[0].place.says())
		}
	}
	return out
}

func sameWord(a, b any) bool {
	word, isWord := a.(string)
	return isWord && word == b
}

// collection is a set of states that differ in their classes or in what is
// filled.
type collection struct{ states []state }

func (c *collection) add(s state) {
	for i := range c.states {
		if known := &c.states[i]; known.class == s.class && known.filled == s.filled {
			known.merge(s.value)
			return
		}
	}
	c.states = append(c.states, s)
}

func union(a, b []string) []string {
	for _, text := range b {
		if !slices.Contains(a, text) {
			a = append(a[:len(a):len(a)], text)
		}
	}
	return a
}

// fillings are the states of one place alone that is filled; bit stands for it.
func fillings(signals [2]*rulebook.Signal, readers [2]*reader, p place, bit uint8) []state {
	var reads [2]bool
	for side, s := range signals {
		reads[side] = slices.ContainsFunc(placesOf(s), p.same)
	}
	var c collection
	for _, r := range rawsAt(signals, p) {
		s := state{value: value{raws: []string{r.says}, ways: []way{{bit, []put{{place: p, json: r.json}}}}}}
		for side, reads := range reads {
			if reads {
				s.class[side] = readers[side].class(p, r.json)
				s.filled[side] = s.class[side] != 0
			}
		}
		if !isEmpty(r.json) {
			s.ways[0].puts[0].filled = s.filled
		}
		if !(reads[0] && reads[1]) && signals[0] != nil && signals[1] != nil {
			s.raws[0] += p.says()
		}
		if s.filled != [2]bool{} {
			c.add(s)
		}
	}
	return c.states
}

// isEmpty tells whether a value is an object or a list without anything in it:
// it fills no name, even where a signal with a code takes it for a value.
func isEmpty(json any) bool {
	object, isObject := json.(map[string]any)
	list, isList := json.([]any)
	return isObject && len(object) == 0 || isList && len(list) == 0
}

// says names the place after what stands there.
func (p place) says() string {
	if p.caller != "" {
		return " supplied as " + p.caller
	}
	return " at " + p.path
}
