package diff

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// Witness is one combination.
type Witness struct {
	Says    string
	Signals []Seen // those that are there
	puts    []put
	entries []entries
}

// Seen is what each of two tables sees of one input.
type Seen struct {
	Name          string
	Value         string // as conditions name it
	Before, After string // what each table takes it for; empty where it does not read it
}

// entries are the values of the entries of one set.
type entries struct {
	path   rulebook.Path
	values []any
}

// smallest gives the smallest combination of f that a document can carry, or
// where there is none the smallest of all.
func (c *Comparison) smallest(f diagram.Ref) (Witness, bool) {
	vector, ok := c.Smallest(c.And(f, c.carried()), c.cost)
	if !ok {
		vector, ok = c.Smallest(f, c.cost)
	}
	if !ok || c.Err() != nil {
		return Witness{}, false
	}
	return c.witness(vector), true
}

// carried is 1 for what documents can carry together with what a caller can
// supply: sets that share their entries are empty together, and no other signal
// than those two is supplied.
func (c *Comparison) carried() diagram.Ref {
	r := diagram.True
	for _, in := range c.inputs {
		for _, other := range c.inputs {
			if in.set && other.set && in != other && familyOf(in.places[0].steps) == familyOf(other.places[0].steps) {
				r = c.And(r, c.Or(c.empty(in), c.Not(c.empty(other))))
			}
		}
		if !in.set {
			r = c.And(r, c.Literal(in.level, func(v int) bool {
				return !slices.ContainsFunc(c.value(in.level, v).ways[0].puts, func(p put) bool {
					return p.place.caller != "" && p.place.caller != "processType" && p.place.caller != "verdict"
				})
			}))
		}
	}
	return r
}

func (c *Comparison) empty(in *input) diagram.Ref {
	r := diagram.True
	for kind := range in.values {
		r = c.And(r, c.Not(c.there(in.level+kind)))
	}
	return r
}

// familyOf is where the entries of a set stand.
func familyOf(path rulebook.Path) string {
	return familySteps(path).String()
}

// witness describes a vector.
func (c *Comparison) witness(vector []uint8) Witness {
	var w Witness
	names := c.namesFor(vector)
	for _, in := range c.inputs {
		if in.set {
			w.addSet(in, vector[in.level:in.level+len(in.values)])
			continue
		}
		v := c.value(in.level, int(vector[in.level]))
		if v.class == [2]uint8{} {
			continue // absent
		}
		w.puts = append(w.puts, c.wayOf(v, names).puts...)
		w.Signals = append(w.Signals, Seen{in.name, in.nameOf(v), in.className(0, v.class[0]), in.className(1, v.class[1])})
	}
	w.Says = "every signal absent"
	if len(w.Signals) > 0 {
		w.Says = ""
		for _, s := range w.Signals {
			w.Says += s.Name + " " + s.Value + ", "
		}
		w.Says += "all else absent"
	}
	return w
}

// addSet adds a set: for each kind whether there is an entry.
func (w *Witness) addSet(in *input, there []uint8) {
	e := entries{path: in.places[0].steps}
	var kinds, before, after []string
	for kind, v := range in.values {
		if there[kind] == 0 {
			continue
		}
		var json any
		if puts := v.ways[0].puts; len(puts) > 0 {
			json = puts[0].json
		}
		e.values = append(e.values, json)
		kinds = append(kinds, in.nameOf(&v))
		before, after = union(before, []string{in.className(0, v.class[0])}), union(after, []string{in.className(1, v.class[1])})
	}
	if len(kinds) == 0 {
		return
	}
	w.entries = append(w.entries, e)
	seen := Seen{Name: in.name, Value: bracketed(kinds)}
	if in.signals[0] != nil {
		seen.Before = bracketed(before)
	}
	if in.signals[1] != nil {
		seen.After = bracketed(after)
	}
	w.Signals = append(w.Signals, seen)
}

func bracketed(kinds []string) string { return "[" + strings.Join(kinds, ", ") + "]" }

// Write writes witnesses as one document of a provider, and what a caller has
// to supply beside it, by signal.
func Write(provider string, witnesses ...Witness) (doc []byte, context map[string]string) {
	var top any = map[string]any{"provider": provider}
	context = map[string]string{}
	most := map[string]int{}
	for _, w := range witnesses {
		for _, e := range w.entries {
			most[familyOf(e.path)] = max(most[familyOf(e.path)], len(e.values))
		}
	}
	for _, w := range witnesses {
		for _, p := range w.puts {
			if p.place.caller != "" {
				context[p.place.caller] = p.json.(string)
			} else {
				top = write(top, p.place.steps, 0, p.json)
			}
		}
		for _, e := range w.entries {
			// Sets that share their entries get as many, the last value again and again.
			for i := range most[familyOf(e.path)] {
				top = write(top, e.path, i, e.values[min(i, len(e.values)-1)])
			}
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(top); err != nil {
		panic("internal error: a document cannot be written: " + err.Error())
	}
	return bytes.TrimSpace(b.Bytes()), context
}

// write puts a value below what stands at a place, in the i-th entry where the
// path has a step for many.
func write(at any, path rulebook.Path, i int, value any) any {
	if len(path) == 0 {
		if object, ok := value.(map[string]any); ok {
			return maps.Clone(object)
		}
		return value
	}
	step := path[0]
	switch step {
	case rulebook.Entries:
		list, _ := at.([]any)
		for len(list) <= i {
			list = append(list, nil)
		}
		list[i] = write(list[i], path[1:], i, value)
		return list
	case rulebook.Members:
		step = "entry" + strconv.Itoa(i+1)
	}
	object, ok := at.(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	object[step] = write(object[step], path[1:], i, value)
	return object
}
