package sql

import (
	"fmt"
	"slices"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// own is what a query for a kind of documents of a provider's own is about.
type own struct {
	kind   *rulebook.DocumentKind
	table  *rulebook.Table
	others []*rulebook.DocumentKind                            // of the same shape, an object or a list
	levels [][]*rulebook.DocumentKind                          // the kind itself, those that it holds, those that they hold, and so on
	kinds  []*rulebook.DocumentKind                            // all of these, each once
	held   map[*rulebook.DocumentKind][]*rulebook.DocumentKind // the kinds of its parts, by the kind that has them
}

// newOwn finds a kind and what it holds.
func newOwn(book *rulebook.Book, name string) (*own, error) {
	o := &own{held: map[*rulebook.DocumentKind][]*rulebook.DocumentKind{}}
	names := []string{rulebook.GetProcess}
	for _, t := range book.Tables {
		for _, k := range t.Documents {
			if k.Name == name {
				o.kind, o.table = k, t
			}
			names = append(names, k.Name)
			o.held[k] = kindsHeld(t, k)
		}
	}
	if o.kind == nil {
		return nil, fmt.Errorf("there is no kind of document %q; the kinds are %s", name, strings.Join(names, ", "))
	}
	for _, t := range book.Tables {
		for _, k := range t.Documents {
			if k != o.kind && k.Looks.List == o.kind.Looks.List {
				o.others = append(o.others, k)
			}
		}
	}
	for level := []*rulebook.DocumentKind{o.kind}; len(level) > 0; level = o.below(level) {
		o.levels = append(o.levels, level)
		for _, k := range level {
			if !slices.Contains(o.kinds, k) {
				o.kinds = append(o.kinds, k)
			}
		}
	}
	return o, o.checkSupposed()
}

// kindsHeld gives the kinds that documents of a kind can hold.
func kindsHeld(t *rulebook.Table, k *rulebook.DocumentKind) []*rulebook.DocumentKind {
	if k.Holds == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.Documents), func(d *rulebook.DocumentKind) bool { return !slices.Contains(k.Holds.Kinds, d.Name) })
}

// below gives the kinds that kinds hold.
func (o *own) below(level []*rulebook.DocumentKind) []*rulebook.DocumentKind {
	var below []*rulebook.DocumentKind
	for _, k := range level {
		for _, held := range o.held[k] {
			if !slices.Contains(below, held) {
				below = append(below, held)
			}
		}
	}
	return below
}

// checkSupposed refuses a kind of whose parts two suppose different values: the first
// one in a document counts, and a query does not know which one that is.
func (o *own) checkSupposed() error {
	classes := map[int]uint8{}
	for _, k := range o.kinds {
		for _, s := range k.Suppose {
			if class, again := classes[s.Signal]; again && class != s.Class {
				return fmt.Errorf("there is no query for documents of the kind %s: parts of several kinds suppose different values of %s",
					o.kind.Name, o.table.Signals[s.Signal].Name)
			}
			classes[s.Signal] = s.Class
		}
	}
	return nil
}

// parted tells whether documents hold others.
func (q *query) parted() bool { return q.own != nil && q.own.kind.Holds != nil }

// readings are the places where documents carry a signal.
func (o *own) readings(t *table, s *rulebook.Signal) []reading {
	i := slices.Index(t.Signals, s)
	var all []reading
	for _, k := range o.kinds {
		view := k.Table
		if t.Lifecycle {
			view = k.Lifecycle
		}
		for _, p := range view.Signals[i].Places {
			r := reading{Signal: p.Signal, name: t.name + "." + s.Name, without: absent}
			if o.kind.Holds != nil {
				r.part = k.Name
			}
			if p.Absent != 0 {
				r.without = s.Values[p.Absent-1]
			}
			all = append(all, r)
		}
	}
	for i := range all {
		if len(all) > 1 {
			all[i].name += fmt.Sprintf(", place %d", i+1)
		}
	}
	return all
}

// supposed gives the kinds of the parts that suppose a value of a signal, where none
// says otherwise.
func (o *own) supposed(t *table, s *rulebook.Signal) []*rulebook.DocumentKind {
	var all []*rulebook.DocumentKind
	for _, k := range o.kinds {
		if t.File == o.table.File && slices.ContainsFunc(k.Suppose, func(of rulebook.Supposed) bool { return t.Signals[of.Signal] == s }) {
			all = append(all, k)
		}
	}
	return all
}

// supposedValue is what they suppose.
func supposedValue(k *rulebook.DocumentKind, s *rulebook.Signal) string {
	i := slices.IndexFunc(k.Suppose, func(of rulebook.Supposed) bool { return k.Table.Signals[of.Signal].Name == s.Name })
	return s.Values[k.Suppose[i].Class-1]
}
