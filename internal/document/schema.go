// Package document reads the signals of a rule book out of a JSON document:
// strictly, in one pass, into one small integer a signal.
package document

import (
	"sync"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// Schema is where the signals of all tables of a book stand in a document. It
// is safe for concurrent use.
type Schema struct {
	tables   []*rulebook.Table
	offsets  []int // of each table's first signal among the signals of all
	signals  int
	sources  []int // the same of the sources of results
	fields   int
	recorded field // the first of those that every document may record: see Record
	final    *node // where a final result is recorded
	root     *node
	aliases  []alias
	compared []leaf         // those that compare entries with another signal
	exact    map[string]int // provider name → table
	families []family
	kinds    []*kind
	defaults []supposition
	readers  sync.Pool
}

// supposition is the class of a signal where nothing stands at one of its places.
type supposition struct {
	slot  int
	class uint8
}

// family is a provider name that ends in *.
type family struct {
	name  string
	table int
}

// node is a place in a document where something of the book is read.
type node struct {
	path     rulebook.Path
	members  map[string]*node
	index    index  // the same, once all are there
	any      *node  // every other member of an object, for a set
	entries  *node  // every entry of a list, for a set
	leaves   []leaf // signals whose value stands here
	elements []element
	sets     []leaf // below any or entries: the sets that get an entry here
	sides    []side
	judged   bool    // a signal stands here or below
	fields   []field // sources of results that stand here
	tokens   []field // the same of unverified tokens
}

// field is a source of a table's result, numbered among those of all tables; a
// table's token comes after its sources. What a document records comes last.
type field int

// leaf is a signal whose value stands at a node.
type leaf struct {
	table, index int // index of the signal in its table
	slot         int // index of the signal among the signals of all tables
	signal       *rulebook.Signal
	words        *rulebook.Vocabulary // of the signal, or of the one that it is compared with
	inCode       bool                 // the node is the text that holds the signal's code
	rank         int                  // of the place among those of the signal, for the order of what is unknown
	fold         bool                 // the signal may stand at several places: the worst counts
	supposition  int                  // index of what is supposed where nothing stands here, plus one
}

// element is one table's interest in what stands below a node.
type element struct {
	table, index int  // the first signal below
	list         bool // a list is asked for, otherwise an object
	rank         int  // of the place of that signal
}

// alias is a pair of places that are two names of one member.
type alias struct {
	table, index int // the first signal that has both
	path         rulebook.Path
	other        rulebook.Path
}

// side is one of the two places of an alias.
type side struct {
	alias int
	bit   uint8 // 1 for the first name, 2 for the other
}

// NewSchema lays out where the signals of the tables stand. The first table is
// the lifecycle.
func NewSchema(tables []*rulebook.Table) *Schema {
	s := layOut(tables)
	s.placeRecord()
	s.finish()
	s.kinds = newKinds(tables)
	return s
}

// layOut places the signals of tables and the sources of their results.
func layOut(tables []*rulebook.Table) *Schema {
	s := &Schema{tables: tables, root: &node{}, exact: map[string]int{}}
	for t, table := range tables {
		s.offsets = append(s.offsets, s.signals)
		for i, signal := range table.Signals {
			s.place(t, i, signal)
		}
		s.signals += len(table.Signals)
		s.sources = append(s.sources, s.fields)
		s.placeResult(table)
		if table.Lifecycle {
			continue
		}
		for _, name := range table.Providers {
			if name[len(name)-1] == '*' {
				s.families = append(s.families, family{name, t})
			} else {
				s.exact[name] = t
			}
		}
	}
	return s
}

// finish makes the schema ready to be read by.
func (s *Schema) finish() {
	s.root.merge()
	s.root.lay()
	s.readers.New = func() any { return newReader(s) }
}

// Table finds the table for a provider's name.
func (s *Schema) Table(provider string) (int, bool) {
	if t, ok := s.exact[provider]; ok {
		return t, true
	}
	for _, f := range s.families {
		if rulebook.MatchProvider(f.name, provider) {
			return f.table, true
		}
	}
	return 0, false
}

func (s *Schema) place(t, i int, signal *rulebook.Signal) {
	l := leaf{table: t, index: i, slot: s.signals + i, signal: signal}
	read := signal
	if signal.Better != nil {
		read = signal.Better.Signal
	}
	l.words = new(rulebook.NewVocabulary(read))
	if signal.Better != nil {
		s.compared = append(s.compared, l)
	}
	if len(signal.Path) > 0 {
		s.placeAt(signal.Path, l)
	}
	for _, p := range signal.Places {
		s.placeFold(p, l)
		l.rank++
	}
	if len(signal.Also) > 0 {
		l.rank = 1
		s.placeAt(signal.Also, l)
		s.placeAlias(t, i, signal)
	}
}

// placeFold puts a leaf at one of several places.
func (s *Schema) placeFold(p rulebook.Place, l leaf) {
	l.signal, l.words, l.fold = p.Signal, new(rulebook.NewVocabulary(p.Signal)), true
	if p.Absent != 0 {
		s.defaults = append(s.defaults, supposition{l.slot, p.Absent})
		l.supposition = len(s.defaults)
	}
	s.placeAt(p.Signal.Path, l)
}

// placeAt puts a leaf at the end of a path.
func (s *Schema) placeAt(path rulebook.Path, l leaf) {
	at := s.root
	for depth, step := range path {
		if !l.signal.Aside {
			at.expect(element{l.table, l.index, step == rulebook.Entries, l.rank})
		}
		at = at.child(step, path[:depth+1])
		at.judged = true
		if l.signal.Set && (step == rulebook.Members || step == rulebook.Entries) {
			at.sets = append(at.sets, l)
		}
	}
	at.leaves = append(at.leaves, l)
	if code := l.signal.Code; code != nil {
		text := at.child(code.Member, append(path[:len(path):len(path)], code.Member))
		text.judged = true
		l.inCode = true
		text.leaves = append(text.leaves, l)
	}
}

// placeResult puts the sources of a table's result at the ends of their paths.
// Nothing is expected there: what is not as it should be is left out.
func (s *Schema) placeResult(t *rulebook.Table) {
	for _, f := range t.Result {
		for _, source := range f.Sources {
			if len(source.Path) > 0 {
				s.placeField(source.Path)
			} else {
				s.fields++
			}
		}
	}
	if len(t.Token) > 0 {
		end := s.at(t.Token)
		end.tokens = append(end.tokens, field(s.fields))
		s.fields++
	}
}

// placeField puts the next field at the end of a path.
func (s *Schema) placeField(path rulebook.Path) {
	end := s.at(path)
	end.fields = append(end.fields, field(s.fields))
	s.fields++
}

// at gives the node at a path, and makes it where there is none.
func (s *Schema) at(path rulebook.Path) *node {
	n := s.root
	for depth, step := range path {
		n = n.child(step, path[:depth+1])
	}
	return n
}

// expect notes that a table reads something below the node; its first signal
// there stands for all.
func (n *node) expect(e element) {
	for i, known := range n.elements {
		if known.table == e.table {
			n.elements[i].index = min(known.index, e.index)
			return
		}
	}
	n.elements = append(n.elements, e)
}

func (n *node) child(step string, path rulebook.Path) *node {
	place := func(at **node) *node {
		if *at == nil {
			*at = &node{path: path}
		}
		return *at
	}
	switch step {
	case rulebook.Members:
		return place(&n.any)
	case rulebook.Entries:
		return place(&n.entries)
	}
	if n.members == nil {
		n.members = map[string]*node{}
	}
	c := n.members[step]
	n.members[step] = place(&c)
	return c
}

// placeAlias notes where path and also part: there only one of the two names
// may have something.
func (s *Schema) placeAlias(t, i int, signal *rulebook.Signal) {
	depth := 0
	for signal.Path[depth] == signal.Also[depth] {
		depth++
	}
	a := alias{table: t, index: i, path: signal.Path[:depth+1], other: signal.Also[:depth+1]}
	for _, known := range s.aliases {
		if known.table == t && known.other.String() == a.other.String() && known.path.String() == a.path.String() {
			return
		}
	}
	first, other := s.find(a.path), s.find(a.other)
	first.sides = append(first.sides, side{len(s.aliases), 1})
	other.sides = append(other.sides, side{len(s.aliases), 2})
	s.aliases = append(s.aliases, a)
}

// find gives the node at a path that was placed.
func (s *Schema) find(path rulebook.Path) *node {
	at := s.root
	for _, step := range path {
		at = at.members[step]
	}
	return at
}

// merge makes named members count among every member, where both are read.
func (n *node) merge() {
	for _, member := range n.members {
		if n.any != nil {
			member.absorb(n.any)
		}
		member.merge()
	}
	for _, family := range []*node{n.any, n.entries} {
		if family != nil {
			family.merge()
		}
	}
}

// absorb adds to n what is read at from and below.
func (n *node) absorb(from *node) {
	n.leaves = append(n.leaves, from.leaves...)
	n.sets = append(n.sets, from.sets...)
	n.judged = n.judged || from.judged
	for _, e := range from.elements {
		n.expect(e)
	}
	for name, member := range from.members {
		n.child(name, append(n.path[:len(n.path):len(n.path)], name)).absorb(member)
	}
}
