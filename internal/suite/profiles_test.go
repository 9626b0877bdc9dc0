package suite

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"

	"github.com/verdict-id/verdict/internal/diagram"
	"github.com/verdict-id/verdict/internal/promise"
	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// TestSidesAreThoseOfTheRegister: every side of the register but the chosen one
// is a side here, or stands with the reason why not.
func TestSidesAreThoseOfTheRegister(t *testing.T) {
	page, err := os.ReadFile("../../rules/INTERPRETATIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	profiles := readProfiles()
	without := map[string]bool{}
	for _, w := range profiles.Without {
		if without[w.Reading] = true; w.Why == "" {
			t.Errorf("%s: no why", w.Reading)
		}
	}
	var want, got []string
	entry := regexp.MustCompile(`(?ms)^## (R[0-9]+): .*?\n- \*\*Readings:\*\*(.*?)\n- \*\*`)
	for _, e := range entry.FindAllStringSubmatch(string(page), -1) {
		for _, letter := range regexp.MustCompile(`\(([b-z])\)`).FindAllStringSubmatch(e[2], -1) {
			if !without[e[1]] {
				want = append(want, e[1]+"="+letter[1])
			}
		}
		delete(without, e[1])
	}
	for _, s := range profiles.Sides {
		got = append(got, s.String())
		if s.Says == "" || s.Result != (len(s.Tables) == 0) {
			t.Errorf("%s needs what it says, and either tables or result: true", s)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 20 {
		t.Errorf("%d sides in the register (-register +profiles.yaml):\n%s", len(want), diff)
	}
	if len(without) > 0 {
		t.Errorf("readings without another side that the register does not have: %v", without)
	}
}

// TestFinerTables: the tables in finer terms decide as the shipped ones, for
// every combination of signals.
func TestFinerTables(t *testing.T) {
	for file := range readProfiles().Finer {
		finer := compose(file, 0).Tables[0]
		i := slices.IndexFunc(shippedBook().Tables, func(t *rulebook.Table) bool { return t.File == file })
		shipped := shippedBook().Tables[i]
		ignored := cmpopts.IgnoreFields(rulebook.Signal{}, "At", "Need")
		if diff := cmp.Diff(shipped.Signals, finer.Signals, ignored); diff != "" {
			t.Fatalf("%s: the signals differ (-shipped +finer):\n%s", file, diff)
		}
		var arity []int
		for _, s := range shipped.Signals {
			arity = append(arity, s.Arity())
		}
		b := diagram.New(arity)
		if statusOf(b, shipped) != statusOf(b, finer) {
			t.Errorf("%s decides something else in finer terms", file)
		}
		if b.Err() != nil {
			t.Fatal(b.Err())
		}
	}
}

// statusOf is the status of a table as a diagram. Equal functions are equal.
func statusOf(b *diagram.Builder, table *rulebook.Table) diagram.Ref {
	status := b.Terminal(int(rulebook.Undecided))
	for _, r := range table.Rules {
		row := b.Map(promise.Condition(b, r.When), func(holds int) int { return holds * int(r.Status) })
		status = b.Apply(status, row, func(x, y int) int { return max(x, y) })
	}
	return status
}

// TestSidesMeetOnlyWhereSaid: two sides change the same part of a table only
// where an entry of together says what holds under both; so the order in which
// changes are laid over a table never matters.
func TestSidesMeetOnlyWhereSaid(t *testing.T) {
	profiles := readProfiles()
	met := map[string]string{}
	for i, a := range profiles.Sides {
		for _, b := range profiles.Sides[i+1:] {
			if a.Reading == b.Reading {
				continue
			}
			for _, place := range meeting(changedParts(a.Tables), changedParts(b.Tables)) {
				met[place] += a.String() + " " + b.String() + " "
			}
		}
	}
	said := map[string]string{}
	for _, together := range profiles.Together {
		if together.Says == "" {
			t.Errorf("%v: it has to say what holds", together.Sides)
		}
		for _, place := range changedParts(together.Tables) {
			said[place] += strings.Join(together.Sides, " ") + " "
		}
	}
	if diff := cmp.Diff(said, met); diff != "" {
		t.Errorf("parts of tables that two sides change (-said +met):\n%s", diff)
	}
}

// changedParts are the places of tables that changes replace or leave out.
func changedParts(tables map[string]yaml.Node) []string {
	var parts []string
	var visit func(place string, n *yaml.Node)
	visit = func(place string, n *yaml.Node) {
		if n.Kind != yaml.MappingNode {
			parts = append(parts, place)
			return
		}
		for k := 0; k < len(n.Content); k += 2 {
			visit(place+"/"+n.Content[k].Value, n.Content[k+1])
		}
	}
	for _, file := range slices.Sorted(maps.Keys(tables)) {
		n := tables[file]
		visit(file, &n)
	}
	return parts
}

// meeting are the places of a that are at, above or below one of b.
func meeting(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(place string) bool {
		return !slices.ContainsFunc(b, func(other string) bool {
			return strings.HasPrefix(place+"/", other+"/") || strings.HasPrefix(other+"/", place+"/")
		})
	})
}

// committedDocument is an entry of testdata/documents/*/expected.yaml.
type committedDocument struct {
	Document    string
	ProcessType string `yaml:"processType"`
	Verdict     string

	name string
	doc  []byte
}

func (c committedDocument) context() map[string]string {
	return map[string]string{"processType": c.ProcessType, "verdict": c.Verdict}
}

func committedDocuments(t *testing.T) []committedDocument {
	t.Helper()
	files, err := filepath.Glob("../../testdata/documents/*/expected.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []committedDocument
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var list []committedDocument
		if err := yaml.Unmarshal(text, &list); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, c := range list {
			path := filepath.Join(filepath.Dir(file), c.Document)
			c.name = strings.TrimSpace(path + " " + c.ProcessType + " " + c.Verdict)
			if c.doc, err = os.ReadFile(path); err != nil {
				t.Fatal(err)
			}
			all = append(all, c)
		}
	}
	if len(all) < 600 {
		t.Fatalf("%d documents, want at least 600", len(all))
	}
	return all
}

// everySet is every set of sides, of different readings, that can be declared
// for a table.
func everySet(file string) []map[string]string {
	sets := []map[string]string{{}}
	for _, side := range readProfiles().Sides {
		if !side.concerns(file) && !side.concerns(lifecycleFile) {
			continue
		}
		for _, set := range slices.Clone(sets) {
			if set[side.Reading] == "" {
				larger := maps.Clone(set)
				larger[side.Reading] = side.Letter
				sets = append(sets, larger)
			}
		}
	}
	return sets
}

// setOf is the same as a sideSet.
func setOf(with map[string]string) sideSet {
	var set sideSet
	for reading, letter := range with {
		set |= only(reading + "=" + letter)
	}
	return set
}

// resolve finds the answer among alternatives, as their consumers do. It is not
// ok where those that count do not agree.
func resolve(chosen string, alternatives []Alternative, with map[string]string) (kind string, ok bool) {
	most, kind, ok := 0, chosen, true
	for _, a := range alternatives {
		chosenToo := true
		for reading, letter := range a.With {
			chosenToo = chosenToo && with[reading] == letter
		}
		switch {
		case !chosenToo || len(a.With) < most:
		case len(a.With) > most:
			most, kind, ok = len(a.With), a.Kind, true
		default:
			ok = ok && kind == a.Kind
		}
	}
	return kind, ok
}

// TestAlternativesAreExact: for every set of sides the rule of Alternatives
// gives what the tables composed of them say, and each side changes the answer
// of some committed document.
func TestAlternativesAreExact(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine searches for a while")
	}
	changes := map[sideSet]bool{}
	for _, c := range committedDocuments(t) {
		chosen := reference.Decide(shippedBook(), c.doc, c.context()).Kind
		alternatives := Alternatives(c.doc, c.context())
		for _, a := range alternatives {
			changes[setOf(a.With)] = true
			if len(a.With) == 0 {
				t.Errorf("%s: an alternative by the chosen sides", c.name)
			}
		}
		table := reference.Table(shippedBook(), c.doc)
		if table == nil {
			if len(alternatives) > 0 {
				t.Errorf("%s: no table is for it, and there are alternatives", c.name)
			}
			continue
		}
		asked := newAsker(table.File, c.doc, c.context())
		for _, with := range everySet(table.File) {
			want := asked.ask(setOf(with))
			if got, ok := resolve(chosen, alternatives, with); got != want || !ok {
				t.Errorf("%s by %v: %s by the alternatives, which agree: %v; want %s", c.name, with, got, ok, want)
			}
		}
	}
	for _, side := range Sides() {
		if !side.Result && !changes[only(side.String())] {
			t.Errorf("%s changes the answer of no committed document", side)
		}
	}
}

func TestSetsOfSides(t *testing.T) {
	// Onfido has four readings with one more side and one with two, the lifecycle
	// two with one; EID and the lifecycle have seven with one; WebID has one with two.
	for file, want := range map[string]int{"onfido.yaml": 16 * 3 * 4, "eid.yaml": 128, "webid.yaml": 3 * 4, "paper.yaml": 2 * 3 * 4, "connect.yaml": 4} {
		if got, again := len(sideSets(file)), len(everySet(file)); got != want || again != want {
			t.Errorf("%s: %d and %d sets of sides, want %d", file, got, again, want)
		}
	}
}

// TestAlternativesOfADocument shows the form: what follows from smaller
// alternatives is left out.
func TestAlternativesOfADocument(t *testing.T) {
	doc := `{"provider":"onfido","status":"inconclusive","processType":"document","providerSpecific":{"documentVerification":{"result":"consider","subResult":"caution","documentType":"passport"}}}`
	want := []Alternative{
		{map[string]string{"R6": "c"}, "unknown-value"},
		{map[string]string{"R6": "b", "R8": "b"}, "accepted"},             // the two doubts are gone
		{map[string]string{"R5": "b", "R6": "b", "R8": "b"}, "undecided"}, // but there is no breakdown
	}
	if diff := cmp.Diff(want, Alternatives([]byte(doc), nil)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNoAlternatives(t *testing.T) {
	for _, doc := range []string{`{"provider":"nobody"}`, `{"provider":"onfido"`, `{}`, `[]`, ``} {
		if got := Alternatives([]byte(doc), nil); len(got) > 0 {
			t.Errorf("%q has the alternatives %v; no side reads it", doc, got)
		}
	}
}
