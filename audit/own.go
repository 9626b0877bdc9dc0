package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/document"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// ownReading tells how the documents that providers themselves send are read by two rule
// books, one after the other. What is written in another order counts as another reading
// only where the order tells which value is the worst.
type ownReading struct {
	lost, gained bool            // there are shapes that only the first, or only the other, recognises
	shapes       map[string]bool // by provider: both recognise the same kinds
	places       map[string]bool // by provider: both read all of its kinds alike
	removed      map[string]bool // by provider: the other recognises no kind
}

func compareOwn(a, b *book) *ownReading {
	r := &ownReading{shapes: map[string]bool{}, places: map[string]bool{}, removed: map[string]bool{}}
	before, after := shapesOf(a), shapesOf(b)
	places := [2]map[string]string{placesOf(a), placesOf(b)}
	for provider, shapes := range before {
		r.shapes[provider] = slices.Equal(shapes, after[provider])
		r.places[provider] = places[0][provider] == places[1][provider]
		r.removed[provider] = len(after[provider]) == 0
	}
	r.lost, r.gained = hasMore(before, after), hasMore(after, before)
	return r
}

// hasMore tells whether there are shapes that are not among others.
func hasMore(shapes, others map[string][]string) bool {
	for provider := range shapes {
		if slices.ContainsFunc(shapes[provider], func(shape string) bool { return !slices.Contains(others[provider], shape) }) {
			return true
		}
	}
	return false
}

// alike tells whether the two read alike every document that a provider itself sends.
// Shapes that are gained could make a document one of several kinds.
func (r *ownReading) alike(provider string) bool {
	return r.shapes[provider] && r.places[provider] && !r.gained
}

// ownKinds gives the kinds of documents that a provider itself sends.
func (b *book) ownKinds() (all []*rulebook.DocumentKind) {
	for _, t := range b.tables {
		all = append(all, t.Documents...)
	}
	return all
}

// hasLists tells whether one of the kinds is a list.
func hasLists(kinds []*rulebook.DocumentKind) bool {
	return slices.ContainsFunc(kinds, func(k *rulebook.DocumentKind) bool { return k.Looks.List })
}

// shapesOf writes down by what a book recognises the kinds of each provider, in order.
func shapesOf(b *book) map[string][]string {
	all := map[string][]string{}
	for _, t := range b.tables {
		for _, k := range t.Documents {
			all[t.Providers[0]] = append(all[t.Providers[0]], k.Name+": "+shapeText(k))
		}
		if len(t.Documents) > 0 {
			slices.Sort(all[t.Providers[0]])
		}
	}
	return all
}

func shapeText(k *rulebook.DocumentKind) string {
	var has []string
	for _, m := range k.Looks.Has {
		has = append(has, fmt.Sprintf("%s %q", m.Path, sorted(m.Words)))
	}
	text := fmt.Sprintf("list %t, has %q, some %q, none %q", k.Looks.List, sorted(has), pathTexts(k.Looks.Some), pathTexts(k.Looks.None))
	if k.Holds != nil {
		text += fmt.Sprintf(", holds %s %q", k.Holds.Path, sorted(k.Holds.Kinds))
	}
	return text
}

// placesOf writes down what a book reads in the kinds of each provider that has any.
func placesOf(b *book) map[string]string {
	all := map[string]string{}
	for _, t := range b.tables {
		var kinds []string
		for _, k := range t.Documents {
			kinds = append(kinds, k.Name+": "+placesText(k.Table, t.Documents)+placesText(k.Lifecycle, t.Documents)+supposedText(k))
		}
		if len(kinds) > 0 {
			all[t.Providers[0]] = strings.Join(sorted(kinds), "\n")
		}
	}
	return all
}

// placesText writes down the places of the signals of one of a kind's tables. The
// order of values counts where a signal can stand in several places of one document.
func placesText(t *rulebook.Table, kinds []*rulebook.DocumentKind) string {
	var signals []string
	for i, s := range t.Signals {
		if len(s.Places) == 0 {
			continue
		}
		values := s.Values
		if s.Set || !stacks(t.Lifecycle, i, kinds) {
			values = sorted(values)
		}
		var places []string
		for _, p := range s.Places {
			places = append(places, placeText(s, &p))
		}
		signals = append(signals, fmt.Sprintf("%s %v %t %q at %q", s.Name, s.Kind, s.Set, values, sorted(places)))
	}
	return strings.Join(sorted(signals), "; ")
}

func placeText(s *rulebook.Signal, p *rulebook.Place) string {
	var words []string
	for _, w := range p.Signal.Words {
		words = append(words, w.Raw+" is "+s.ClassName(w.Class))
	}
	return fmt.Sprintf("%s %q, other %s, absent %s, shape %v", p.Signal.Path, sorted(words), s.ClassName(p.Signal.Other), s.ClassName(p.Absent), s.Shape)
}

// stacks tells whether a signal can stand in several places of one document, so that
// the worst of them counts.
func stacks(lifecycle bool, signal int, kinds []*rulebook.DocumentKind) bool {
	places := 0
	for _, k := range kinds {
		t := k.Table
		if lifecycle {
			t = k.Lifecycle
		}
		for _, p := range t.Signals[signal].Places {
			places++
			if slices.Contains(p.Signal.Path, rulebook.Members) || slices.Contains(p.Signal.Path, rulebook.Entries) {
				return true
			}
		}
	}
	return places > 1
}

func supposedText(k *rulebook.DocumentKind) string {
	var all []string
	for _, s := range k.Suppose {
		signal := k.Table.Signals[s.Signal]
		all = append(all, signal.Name+" is "+signal.ClassName(s.Class))
	}
	return fmt.Sprintf(" suppose %q", sorted(all))
}

func sorted(texts []string) []string { return slices.Sorted(slices.Values(texts)) }

func pathTexts(paths []rulebook.Path) []string {
	var all []string
	for _, p := range paths {
		all = append(all, p.String())
	}
	return sorted(all)
}

// inDocuments tells whether documents can carry a signal of a table: a Get process
// document, or one of a kind of that table or, of the lifecycle's signals, of any.
func (b *book) inDocuments(table, signal int) bool {
	if len(b.tables[table].Signals[signal].Path) > 0 {
		return true
	}
	kinds := b.tables[table].Documents
	if table == 0 {
		kinds = b.ownKinds()
	}
	return slices.ContainsFunc(kinds, func(k *rulebook.DocumentKind) bool {
		if table == 0 {
			return len(k.Lifecycle.Signals[signal].Places) > 0
		}
		return len(k.Table.Signals[signal].Places) > 0
	})
}

// renamed gives a vector of one table as one of another, value by value by their names.
// Both have to read alike what carries a value.
func renamed(from, to []*rulebook.Signal, vector *document.Vector) *document.Vector {
	var out document.Vector
	for i, s := range to {
		at := slices.IndexFunc(from, func(other *rulebook.Signal) bool { return other.Name == s.Name })
		if at < 0 {
			continue
		}
		if !s.Set {
			out[i] = sameValue(from[at], s, vector[at])
			continue
		}
		for entry := range uint8(len(s.Values) + 1) {
			if rulebook.Classes(vector[at]).Has(entry) {
				out[i] |= 1 << sameValue(from[at], s, entry)
			}
		}
	}
	return &out
}

// sameValue gives the class of a value of one signal in another one.
func sameValue(from, to *rulebook.Signal, class uint8) uint8 {
	if class == 0 {
		return 0
	}
	return uint8(slices.Index(to.Values, from.Values[class-1]) + 1)
}
