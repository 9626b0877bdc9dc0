package verdict_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/expr-lang/expr/ast"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// TestFurtherRowIsNeverMilder: a table with one more row, which does not
// accept, decides nothing milder than before. That is what lets a reader trust
// a row alone, whatever else stands in the file. Most such tables break a
// promise and are refused; they are asked as they are compiled, and those that
// load in answers.
func TestFurtherRowIsNeverMilder(t *testing.T) {
	files := bookFiles(t)
	loaded, held := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		table := providerTables()[d.below(len(providerTables()))]
		status, condition := d.furtherRow(table)
		book := withRow(t, files, table.File, status, condition)
		grown := tableIn(t, book, table.File)
		before, after := promise.Check(table), promise.Check(grown)
		var engine *verdict.Engine
		if len(after.Broken) == 0 {
			var err error
			if engine, err = verdict.Load(book); err != nil {
				t.Fatalf("every promise is kept, and %v", err)
			}
			loaded++
		}
		for range 10 {
			s := d.signals(table)
			vector := s.vector()
			was, is := outcomeOf(before, vector), outcomeOf(after, vector)
			want := was
			if grown.Rules[len(grown.Rules)-1].When.Eval(vector) {
				held++
				want = max(was, status)
			}
			if is != want {
				t.Fatalf("%s, %s when %s: %v was %v and is %v, want %v", table.File, status, condition, s, was, is, want)
			}
			if engine == nil {
				continue
			}
			if got, _ := engine.Decide(s.byName()); rulebook.Status(got.Status()) != is {
				t.Fatalf("%s, %s when %s: %v is %v, and the answer %v", table.File, status, condition, s, is, got)
			}
		}
	})
	if loaded == 0 || held == 0 {
		t.Errorf("%d of the tables loaded, %d times the row held; neither may be 0", loaded, held)
	}
}

func outcomeOf(p *promise.Proof, vector []uint8) rulebook.Status {
	return p.Outcomes[p.Diagram.Walk(vector)].Status
}

// furtherRow draws a row that does not accept. Half of them hold only where
// another row of that status does, so that the table keeps its promises.
func (d drawer) furtherRow(t *rulebook.Table) (rulebook.Status, string) {
	condition := d.condition(t, 2)
	if d.percent(50) {
		status := []rulebook.Status{rulebook.Inconclusive, rulebook.Canceled, rulebook.Failed, rulebook.Rejected}[d.below(4)]
		return status, condition
	}
	var rows []*rulebook.Rule
	for _, r := range t.Rules {
		if r.Status > rulebook.Accepted {
			rows = append(rows, r)
		}
	}
	r := rows[d.below(len(rows))]
	return r.Status, "(" + strings.ReplaceAll(r.Text, "\n", " ") + ") and (" + condition + ")"
}

// condition draws a condition over the signals, groups and terms of a table.
func (d drawer) condition(t *rulebook.Table, depth int) string {
	switch kind := d.below(10); {
	case kind < 4 && depth > 0:
		return "(" + d.condition(t, depth-1) + d.of(" and ", " or ") + d.condition(t, depth-1) + ")"
	case kind == 4 && depth > 0:
		return "not (" + d.condition(t, depth-1) + ")"
	case kind == 5 && len(t.Terms) > 0:
		return t.Terms[d.below(len(t.Terms))].Name
	case kind == 6 && len(t.Groups) > 0:
		g := t.Groups[d.below(len(t.Groups))]
		return d.asks(g.Name, t.Signals[g.Members[0]])
	}
	judged := slices.DeleteFunc(slices.Clone(t.Signals), func(s *rulebook.Signal) bool { return s.Aside })
	s := judged[d.below(len(judged))]
	if s.Set {
		return d.asks(s.Name, s)
	}
	return s.Name + d.among(s)
}

func (d drawer) asks(family string, s *rulebook.Signal) string {
	return fmt.Sprintf("%s(%s, #%s)", d.of("any", "all", "none"), family, d.among(s))
}

// among compares with some of the literals of a signal.
func (d drawer) among(s *rulebook.Signal) string {
	some := slices.DeleteFunc(literalsOf(s), func(ast.Node) bool { return d.percent(50) })
	if len(some) == 0 {
		some = literalsOf(s)[1:2]
	}
	return d.of(" in ", " not in ") + array(some).String()
}

// withRow is a small book with one more row in a table.
func withRow(t rapid.TB, files fstest.MapFS, file string, status rulebook.Status, condition string) fstest.MapFS {
	t.Helper()
	root := parseYAML(t, string(files[file].Data))
	row := fmt.Sprintf("{id: further-row, status: %s, when: '%s', reason: r, source: s, basis: text}", status, condition)
	rows, gives := child(root, "rules"), child(root, "gives")
	rows.Content = append(rows.Content, parseYAML(t, row))
	if !slices.ContainsFunc(gives.Content, func(n *yaml.Node) bool { return n.Value == status.String() }) {
		gives.Content = append(gives.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: status.String()})
	}
	text, err := yaml.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{"process.yaml": files["process.yaml"], file: {Data: text}}
}
