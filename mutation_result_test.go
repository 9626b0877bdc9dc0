package verdict_test

import (
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// result makes mistakes in where the final result comes from.
func (m *mutator) result() {
	m.t.Helper()
	m.withoutKey("result", m.root, "unverifiedToken")
	m.forms = []string{"text", "date", "country", "boolean-word"}
	m.fields("field ", child(m.root, "result"), m.table.Result)
}

// fields makes mistakes in the fields of a final result.
func (m *mutator) fields(place string, fields *yaml.Node, result []rulebook.ResultField) {
	m.t.Helper()
	m.ends = nil
	for _, f := range result {
		for _, s := range f.Sources {
			if n := len(s.Path); n > 0 {
				m.ends = append(m.ends, s.Path[n-1])
			}
		}
	}
	for i, node := range items(fields) {
		if i%2 == 0 {
			without(fields, i, 2, func() { m.add(place+node.Value, "field", node.Value, "") })
			m.sources(place+node.Value, fields.Content[i+1])
		}
	}
}

// resultConditions are the conditions of sources.
func (m *mutator) resultConditions() []placed {
	var all []placed
	for name, field := range children(child(m.root, "result")) {
		sources := []*yaml.Node{field}
		if field.Kind == yaml.SequenceNode {
			sources = field.Content
		}
		for _, source := range sources {
			if source.Kind == yaml.MappingNode && child(source, "when") != nil {
				all = append(all, placed{"field " + name, child(source, "when")})
			}
		}
	}
	return all
}

// sources makes mistakes in one source or a list of them: paths, and mappings
// with more than a path.
func (m *mutator) sources(place string, n *yaml.Node) {
	m.t.Helper()
	switch n.Kind {
	case yaml.ScalarNode:
		m.path(place, n)
	case yaml.MappingNode:
		m.source(place, n)
	default:
		for i, source := range n.Content {
			if len(n.Content) > 1 {
				without(n, i, 1, func() { m.add(place, "source", sourceName(source), "") })
			}
			if i > 0 {
				m.swap(place, n, i)
			}
			m.sources(place, source)
		}
	}
}

// source makes mistakes in a mapping.
func (m *mutator) source(place string, source *yaml.Node) {
	m.t.Helper()
	for _, key := range []string{"as", "when", "provider", "words"} {
		m.withoutKey(place, source, key)
	}
	if as := child(source, "as"); as != nil {
		form := as.Value
		for _, other := range m.forms {
			instead(as, other, func() { m.add(place, "form", form, other) })
		}
	}
	words := child(source, "words")
	m.eachKey(place, "word", words)
	for word, value := range children(words) {
		m.others(place, "word", word+": ", value, []string{"another"})
	}
	if constant := child(source, "constant"); constant != nil {
		value := constant.Value
		instead(constant, "another", func() { m.add(place, "constant", value, constant.Value) })
	}
	if path := child(source, "path"); path != nil {
		m.sources(place, path)
	}
}

// withoutKey leaves a key out of a mapping that has it.
func (m *mutator) withoutKey(place string, mapping *yaml.Node, key string) {
	m.t.Helper()
	for i, node := range mapping.Content {
		if i%2 == 0 && node.Value == key {
			without(mapping, i, 2, func() { m.add(place, "key", strings.TrimSpace(key+" "+sourceName(mapping)), "") })
		}
	}
}

// swap exchanges an item of a list with the one before it.
func (m *mutator) swap(place string, list *yaml.Node, i int) {
	m.t.Helper()
	first, second := list.Content[i-1], list.Content[i]
	list.Content[i-1], list.Content[i] = second, first
	m.add(place, "source", sourceName(first)+" before "+sourceName(second), "after")
	list.Content[i-1], list.Content[i] = first, second
}

// path ends a path as another one of the table does: the mistake of who copies
// a line.
func (m *mutator) path(place string, path *yaml.Node) {
	m.t.Helper()
	before := path.Value
	at := strings.LastIndex(before, "/") + 1
	for i, end := range m.ends {
		if other := m.ends[(i+1)%len(m.ends)]; end == before[at:] && other != end {
			instead(path, before[:at]+other, func() { m.add(place, "path", before, path.Value) })
			return
		}
	}
	m.t.Fatalf("%s: %s is the only path", place, before)
}

// sourceName is the path of a source, or its paths, if it has any.
func sourceName(source *yaml.Node) string {
	if source.Kind == yaml.ScalarNode {
		return source.Value
	}
	path := child(source, "path")
	if path == nil {
		return ""
	}
	if path.Kind == yaml.ScalarNode {
		return path.Value
	}
	var paths []string
	for _, p := range path.Content {
		paths = append(paths, p.Value)
	}
	return strings.Join(paths, ", ")
}

// resultAlike decides whether a field of the final result comes from the same
// sources under the same conditions.
func (c comparer) resultAlike(a, b rulebook.ResultField) bool {
	return a.Name == b.Name && slices.EqualFunc(c.inOrder(a.Sources), c.inOrder(b.Sources), func(x, y rulebook.ResultSource) bool {
		if x.When == nil || y.When == nil {
			return x.When == y.When && cmp.Equal(x, y)
		}
		same := c.when(x.When) == c.when(y.When)
		x.When, y.When, x.Text, y.Text = nil, nil, "", ""
		return same && cmp.Equal(x, y)
	})
}

// inOrder sorts neighbours of which never both have a value: their order says
// nothing.
func (c comparer) inOrder(sources []rulebook.ResultSource) []rulebook.ResultSource {
	sources = slices.Clone(sources)
	for range sources {
		for i := 1; i < len(sources); i++ {
			x, y := &sources[i-1], &sources[i]
			if x.Path.String() > y.Path.String() && (c.eitherOr(x.Path, y.Path) || c.eitherOr(y.Path, x.Path)) {
				*x, *y = *y, *x
			}
		}
	}
	return sources
}

// eitherOr tells whether two paths lead through the two names of one member.
// No accepted document fills both.
func (c comparer) eitherOr(x, y rulebook.Path) bool {
	return slices.ContainsFunc(c.signals, func(s *rulebook.Signal) bool {
		parting := 0
		for parting < len(s.Also) && s.Path[parting] == s.Also[parting] {
			parting++
		}
		through := func(path, name rulebook.Path) bool {
			return len(path) > parting && slices.Equal(path[:parting+1], name[:parting+1])
		}
		return len(s.Also) > 0 && through(x, s.Path) && through(y, s.Also)
	})
}
