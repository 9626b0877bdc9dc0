package verdict_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// mutant is a table of the book with one small mistake in it.
type mutant struct {
	file          string
	place         string // a row, or "term faceClear", "signal matchLevel"
	kind          string
	before, after string // what was there; what is there now, or nothing
	text          string // of the whole table
}

func (m mutant) String() string {
	change := m.before + " -> " + m.after
	if m.after == "" {
		change = m.before + " is left out"
	}
	return fmt.Sprintf("%s, %s, %s: %s", m.file, m.place, m.kind, change)
}

// The kinds of mutants.
var mutantKinds = []string{
	"row",      // is left out
	"status",   // of a row is another; of those that a remark stands beside, one is left out
	"literal",  // that a condition names is another value, or absent
	"operand",  // of and, or is left out
	"negation", // of a comparison or term
	"and/or",   // are exchanged
	"any/all",  // and none are exchanged
	"bound",    // of a range, or a number, in a condition is one less or more
	"word",     // of a provider means another value; of a kind or its result, also nothing, or is left out
	"key",      // of a signal, source, kind or place, or of the table beside its result, is left out
	"field",    // of the final result is left out
	"source",   // of a field is left out, or comes after the next one
	"path",     // of a source ends in another member; of a place is that of the next one
	"form",     // of a source's value is another
	"constant", // of a source is another
	"kind",     // of documents is left out
	"looks",    // of a kind: a member or word is left out, or any word will do
	"holds",    // of a kind: a kind of its parts is left out
	"suppose",  // of a kind is another value
	"place",    // where a kind carries a signal is left out
}

// readingKeys are the keys of a signal that say how it is read or asked and
// that a signal can do without.
var readingKeys = []string{"also", "better", "code", "context", "needed", "order", "set", "shape", "type", "use", "words"}

// mutator writes a table again and again, each time with another mistake. What
// people read beside the conditions stays, and so do claims and tests.
type mutator struct {
	t          *testing.T
	file       string
	table      *rulebook.Table
	root       *yaml.Node
	vocabulary vocabulary
	written    map[string]bool
	mutants    []mutant
	forms      []string // that values of the final result at hand can have
	ends       []string // of its paths
}

func newMutator(t *testing.T, table *rulebook.Table, text string) *mutator {
	t.Helper()
	m := &mutator{t: t, file: table.File, table: table, root: parseYAML(t, text), vocabulary: newVocabulary(table), written: map[string]bool{}}
	m.written[m.write()] = true
	return m
}

// all makes every mutant of the table.
func (m *mutator) all() []mutant {
	for _, key := range []string{"rules", "remarks"} {
		m.rows(key)
	}
	for name, signal := range children(child(m.root, "signals")) {
		m.signal("signal "+name, signal)
	}
	m.result()
	m.kinds()
	for _, c := range m.conditions() {
		for _, v := range m.vocabulary.variants(m.parse(c.scalar), nil) {
			instead(c.scalar, v.node.String(), func() {
				c.scalar.Style = yaml.SingleQuotedStyle
				m.add(c.place, v.kind, v.before, v.after)
			})
		}
	}
	return m.mutants
}

// none writes the table without a mistake, and its conditions as those of
// mutants are written.
func (m *mutator) none() mutant {
	for _, c := range m.conditions() {
		c.scalar.Value, c.scalar.Style = m.parse(c.scalar).String(), yaml.SingleQuotedStyle
	}
	return mutant{file: m.file, text: m.write()}
}

// placed is a condition with its place.
type placed struct {
	place  string
	scalar *yaml.Node
}

// conditions are those that can change an answer.
func (m *mutator) conditions() []placed {
	all := m.resultConditions()
	for _, key := range []string{"rules", "remarks"} {
		for _, row := range items(child(m.root, key)) {
			all = append(all, placed{child(row, "id").Value, child(row, "when")})
		}
	}
	for name, term := range children(child(m.root, "terms")) {
		all = append(all, placed{"term " + name, term})
	}
	for name, signal := range children(child(m.root, "signals")) {
		if need := child(signal, "needed"); need != nil && need.Style == yaml.SingleQuotedStyle {
			all = append(all, placed{"need of signal " + name, need})
		}
	}
	return all
}

func (m *mutator) parse(condition *yaml.Node) ast.Node {
	m.t.Helper()
	tree, err := parser.Parse(condition.Value)
	if err != nil {
		m.t.Fatal(err)
	}
	return tree.Node
}

func parseYAML(t rapid.TB, text string) *yaml.Node {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	return document.Content[0]
}

func (m *mutator) write() string {
	m.t.Helper()
	text, err := yaml.Marshal(m.root)
	if err != nil {
		m.t.Fatal(err)
	}
	return string(text)
}

// add adds the table as it is now, unless it was there before.
func (m *mutator) add(place, kind, before, after string) {
	m.t.Helper()
	if text := m.write(); !m.written[text] {
		m.written[text] = true
		m.mutants = append(m.mutants, mutant{m.file, place, kind, before, after, text})
	}
}

// without leaves n items of a node out for a while.
func without(node *yaml.Node, from, n int, then func()) {
	all := node.Content
	node.Content = slices.Delete(slices.Clone(all), from, from+n)
	then()
	node.Content = all
}

// instead gives a scalar another value for a while.
func instead(scalar *yaml.Node, value string, then func()) {
	before := *scalar
	scalar.Value = value
	then()
	*scalar = before
}

func (m *mutator) rows(key string) {
	rows := child(m.root, key)
	for i, row := range items(rows) {
		id := child(row, "id").Value
		m.leaveOut(key, rows, i, id)
		if status := child(row, "status"); status != nil {
			given := status.Value
			for other := verdict.Pending; other <= verdict.Rejected; other++ {
				instead(status, other.String(), func() { m.add(id, "status", given, other.String()) })
			}
		}
		beside := child(row, "beside")
		for i, status := range items(beside) {
			without(beside, i, 1, func() { m.add(id, "status", "beside "+status.Value, "") })
		}
	}
}

// leaveOut leaves a row out, and with the only one the key: an empty list is
// refused for itself.
func (m *mutator) leaveOut(key string, rows *yaml.Node, i int, id string) {
	from, at, n := rows, i, 1
	if len(rows.Content) == 1 {
		from, at, n = m.root, slices.Index(m.root.Content, rows)-1, 2
	}
	without(from, at, n, func() { m.add(id, "row", id, "") })
}

func (m *mutator) signal(place string, signal *yaml.Node) {
	m.t.Helper()
	for i, key := range signal.Content {
		if i%2 == 0 && slices.Contains(readingKeys, key.Value) {
			without(signal, i, 2, func() { m.add(place, "key", key.Value, "") })
		}
	}
	for word, value := range children(child(signal, "words")) {
		meaning := value.Value
		for _, other := range child(signal, "values").Content {
			instead(value, other.Value, func() { m.add(place, "word", word+": "+meaning, word+": "+other.Value) })
		}
	}
}

// child gives the value of a key, or nil.
func child(mapping *yaml.Node, key string) *yaml.Node {
	for name, value := range children(mapping) {
		if name == key {
			return value
		}
	}
	return nil
}

// children yields the keys and values of a mapping.
func children(mapping *yaml.Node) iter.Seq2[string, *yaml.Node] {
	return func(yield func(string, *yaml.Node) bool) {
		for pair := range slices.Chunk(items(mapping), 2) {
			if !yield(pair[0].Value, pair[1]) {
				return
			}
		}
	}
}

// items are what a node holds; there may be no node.
func items(n *yaml.Node) []*yaml.Node {
	if n == nil {
		return nil
	}
	return n.Content
}
