package document

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unique"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// unknown is an Unknown yet to be written out: most are of tables that are not
// the document's.
type unknown struct {
	table, signal int
	order         order
	node          *node
	leaf          *leaf // what stands at node is not declared for this signal
	list          bool  // otherwise: whether a list or an object should stand there
}

// refuse notes that a signal's value is not declared.
func (r *reader) refuse(n *node, l *leaf) {
	if l.signal.Set {
		r.known[l.slot] = false
	}
	r.unknown = append(r.unknown, unknown{table: l.table, signal: l.index, order: r.orderOf(l.rank), node: n, leaf: l})
}

// refuseElement notes that something stands where a table reads members or
// entries, and has none.
func (r *reader) refuseElement(n *node, e element) {
	if r.inSet {
		r.known[r.schema.offsets[e.table]+e.index] = false
	}
	r.unknown = append(r.unknown, unknown{table: e.table, signal: e.index, order: r.orderOf(e.rank), node: n, list: e.list})
}

func (r *reader) orderOf(rank int) order {
	o := order{rank: rank + 1} // after a clash of names
	if r.inSet {
		o.entry = r.entryAt(r.entry)
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

// entry is the name or index of the entry that the place is in, if any.
func (u unknown) entry() string {
	if u.node.path.IsList() {
		return strconv.Itoa(u.order.entry.index)
	}
	return u.order.entry.name
}

// Pointer writes a path as a JSON pointer (RFC 6901), with the name or index
// of an entry in place of the step for all.
func Pointer(path rulebook.Path, entry string) string {
	var b strings.Builder
	for _, step := range path {
		if step == rulebook.Members || step == rulebook.Entries {
			step = Escape(entry)
		}
		b.WriteString("/" + step)
	}
	return b.String()
}

// Escape writes a member's name as a step of a JSON pointer.
func Escape(name string) string { return escaper.Replace(name) }

var escaper = strings.NewReplacer("~", "~0", "/", "~1")

// report sorts out what the document says to the lifecycle table and to its
// provider's.
func (r *reader) report(reading *Reading) error {
	r.compare()
	copy(reading.Lifecycle[:], r.of(0))
	reading.Refused = r.unknownOf(0)
	if !r.named {
		return errOwn
	}
	if r.provider == (unique.Handle[string]{}) {
		return ErrUnknownProvider
	}
	table, ok := r.schema.Table(r.provider.Value())
	if !ok {
		return ErrUnknownProvider
	}
	reading.Kind, reading.Table, reading.Provider = rulebook.GetProcess, table, r.provider
	r.fill(table, reading)
	return nil
}

// fill notes what the document says to a provider's table.
func (r *reader) fill(table int, reading *Reading) {
	copy(reading.Vector[:], r.of(table))
	reading.Unknown = r.unknownOf(table)
	reading.Notable = r.notableOf(table)
	next := 0
	for i, signal := range r.schema.tables[table].Signals {
		if signal.Context {
			reading.Words[next] = r.words[r.schema.offsets[table]+i]
			next++
		}
	}
}

// compare compares the best entries with the signals that they are read for.
func (r *reader) compare() {
	for _, l := range r.schema.compared {
		best, than := r.class[l.slot], r.vector[r.schema.offsets[l.table]+l.signal.Better.Index]
		if best != 0 && best < than {
			r.vector[l.slot] = 1
		}
	}
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
			of = append(of, Unknown{
				Signal: u.signal, Below: r.schema.below(table, u.signal, u.node.path),
				Path: u.node.path, Pointer: Pointer(u.node.path, u.entry()), Allowed: u.allowed(),
				Name: u.order.entry.name, order: u.order,
			})
		}
	}
	for i, sides := range r.sides {
		if a := r.schema.aliases[i]; sides == 3 && a.table == table {
			only := "nothing beside " + a.path.String() + ", another name of the same"
			of = append(of, Unknown{
				Signal: a.index, Below: r.schema.below(table, a.index, a.other),
				Path: a.other, Pointer: a.other.String(), Allowed: []string{only},
			})
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

// below gives the signals of a table, the first of them among them, that stand at a
// place or below it.
func (s *Schema) below(table, first int, place rulebook.Path) Signals {
	below := Signals(1) << first
	for i, signal := range s.tables[table].Signals {
		if !signal.Aside && signal.IsBelow(place) {
			below |= 1 << i
		}
	}
	return below
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
			name = r.intern(strconv.AppendInt(digits[:0], int64(n.entry.index), 10)).Value()
		}
		chain = unique.Make(Entry{uint8(n.leaf.index), n.class, name, chain})
	}
	return chain
}
