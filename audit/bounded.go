package audit

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// bounded counts by names that documents choose, at most so many: those that come
// first by the alphabet, each exactly, and all others together. So what is kept
// depends neither on the order of the records nor on who counted them.
type bounded[V any, P counter[V]] struct {
	most int
	of   map[string]P
	last string // the last name of those that are counted, where they are most
	rest V
	more bool // something is counted in rest
}

// counter is what can be counted.
type counter[V any] interface {
	*V
	add(*V)
}

func newBounded[V any, P counter[V]](most int) bounded[V, P] {
	return bounded[V, P]{most: most, of: map[string]P{}}
}

// at gives the counter for a name.
func (b *bounded[V, P]) at(name string) P {
	if v, ok := b.of[name]; ok {
		return v
	}
	if len(b.of) == b.most {
		b.more = true
		if name > b.last {
			return &b.rest
		}
		P(&b.rest).add(b.of[b.last])
		delete(b.of, b.last)
	}
	v := P(new(V))
	b.of[strings.Clone(name)] = v
	if len(b.of) == b.most {
		b.last = ""
		for name := range b.of {
			b.last = max(b.last, name)
		}
	}
	return v
}

// add adds what another counted.
func (b *bounded[V, P]) add(other *bounded[V, P]) {
	for name, v := range other.of {
		b.at(name).add(v)
	}
	if other.more {
		b.more = true
		P(&b.rest).add(&other.rest)
	}
}

// all yields the names in order with what was counted, and last, under the name
// given for them, all others, if there are any.
func (b *bounded[V, P]) all(others string) iter.Seq2[string, P] {
	return func(yield func(string, P) bool) {
		for _, name := range slices.Sorted(maps.Keys(b.of)) {
			if !yield(name, b.of[name]) {
				return
			}
		}
		if b.more {
			yield(others, &b.rest)
		}
	}
}

// number is a counter of nothing but records.
type number int64

func (n *number) add(m *number) { *n += *m }
