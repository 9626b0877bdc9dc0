package verdict_test

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// kinds makes mistakes in the kinds of documents that a provider itself sends.
func (m *mutator) kinds() {
	m.t.Helper()
	m.forms = append(m.forms, "birth-date", "expiry-date", "unfilled")
	kinds := child(m.root, "documents")
	for i, kind := range items(kinds) {
		k, name := m.table.Documents[i], child(kind, "kind").Value
		place := "kind " + name
		without(kinds, i, 1, func() { m.add(place, "kind", name, "") })
		m.looks(place, kind)
		m.holds(place, kind)
		m.supposed(place, kind)
		m.places(place, child(kind, "lifecycle"), k.Lifecycle)
		m.places(place, child(kind, "signals"), k.Table)
		m.fields(place+", field ", child(kind, "result"), k.Table.Result)
	}
}

// looks makes mistakes in how a kind is recognised.
func (m *mutator) looks(place string, kind *yaml.Node) {
	m.t.Helper()
	looks := child(kind, "looks")
	if looks.Kind == yaml.ScalarNode {
		return // a list
	}
	has := child(looks, "has")
	m.eachKey(place, "looks", has)
	for member, words := range children(has) {
		m.eachItem(place, "looks", member+": ", words)
		if words.Kind == yaml.SequenceNode {
			instead(words, "any", func() {
				words.Kind, words.Tag, words.Content = yaml.ScalarNode, "", nil
				m.add(place, "looks", member+": its words", "any")
			})
		}
	}
	for _, key := range []string{"some", "none"} {
		list := child(looks, key)
		m.eachItem(place, "looks", key+" ", list)
		if len(items(list)) == 1 {
			m.withoutKey(place, looks, key)
		}
	}
}

// holds makes mistakes in what can be a part of a document.
func (m *mutator) holds(place string, kind *yaml.Node) {
	m.t.Helper()
	m.withoutKey(place, kind, "holds")
	m.eachItem(place, "holds", "", child(child(kind, "holds"), "kinds"))
}

// supposed makes mistakes in what is supposed.
func (m *mutator) supposed(place string, kind *yaml.Node) {
	m.t.Helper()
	m.withoutKey(place, kind, "suppose")
	for name, value := range children(child(kind, "suppose")) {
		for _, s := range m.table.Signals {
			if s.Name == name {
				m.others(place, "suppose", name+": ", value, s.Values)
			}
		}
	}
}

// places makes mistakes in where a kind carries the signals of a table.
func (m *mutator) places(place string, section *yaml.Node, t *rulebook.Table) {
	m.t.Helper()
	m.eachKey(place, "place", section)
	paths := pathsOf(section)
	for name, at := range children(section) {
		if at.Kind == yaml.SequenceNode {
			m.eachItem(place, "place", name+" at ", at)
		}
		values := t.Signals[slices.IndexFunc(t.Signals, func(s *rulebook.Signal) bool { return s.Name == name })].Values
		for _, one := range orItself(at) {
			if one.Kind == yaml.MappingNode {
				m.place(place+", "+name, one, values)
			}
		}
	}
	for i, path := range paths {
		if next := paths[(i+1)%len(paths)].Value; next != path.Value {
			before := path.Value
			instead(path, next, func() { m.add(place, "path", before, next) })
		}
	}
}

// place makes mistakes in a place that has more than a path.
func (m *mutator) place(place string, at *yaml.Node, values []string) {
	m.t.Helper()
	m.withoutKey(place, at, "absent")
	if absent := child(at, "absent"); absent != nil {
		m.others(place, "word", "absent: ", absent, values)
	}
	words := child(at, "words")
	m.withoutKey(place, at, "words")
	m.eachKey(place, "word", words)
	for word, value := range children(words) {
		m.others(place, "word", word+": ", value, append([]string{"absent"}, values...))
	}
}

// others gives a scalar each of some other values.
func (m *mutator) others(place, kind, what string, scalar *yaml.Node, values []string) {
	m.t.Helper()
	before := scalar.Value
	for _, other := range values {
		instead(scalar, other, func() { m.add(place, kind, what+before, what+other) })
	}
}

// eachItem leaves out each item of a list that has others.
func (m *mutator) eachItem(place, kind, what string, list *yaml.Node) {
	m.t.Helper()
	if all := items(list); len(all) > 1 {
		for i, item := range all {
			without(list, i, 1, func() { m.add(place, kind, what+sourceName(item), "") })
		}
	}
}

// eachKey leaves out each key of a mapping.
func (m *mutator) eachKey(place, kind string, mapping *yaml.Node) {
	m.t.Helper()
	for i, key := range items(mapping) {
		if i%2 == 0 {
			without(mapping, i, 2, func() { m.add(place, kind, key.Value, "") })
		}
	}
}

// pathsOf are the paths of all places, in the order of the file.
func pathsOf(section *yaml.Node) []*yaml.Node {
	var paths []*yaml.Node
	for _, at := range children(section) {
		for _, one := range orItself(at) {
			if one.Kind == yaml.MappingNode {
				one = child(one, "path")
			}
			paths = append(paths, one)
		}
	}
	return paths
}

// orItself are the items of a list, or else the node alone.
func orItself(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return []*yaml.Node{n}
}
