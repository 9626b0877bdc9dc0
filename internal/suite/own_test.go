package suite

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// TestOwnIDs: whoever takes Get process documents alone fails the vectors under own
// and passes those under shape, as the README says.
func TestOwnIDs(t *testing.T) {
	book := getProcessAlone(t)
	count := map[string]int{}
	for v := range conformance.Vectors() {
		what := strings.Split(v.ID, "/")[1]
		if what != "own" && what != "shape" {
			continue
		}
		count[what]++
		got := reference.Decide(book, v.Document, map[string]string{"processType": v.Context.ProcessType, "verdict": v.Context.Verdict}).Kind
		if passes := got == v.Expected.Status+v.Expected.Error; passes != (what == "shape") {
			t.Errorf("%s: without the kinds of documents the answer is %s, and right is %s%s", v.ID, got, v.Expected.Status, v.Expected.Error)
		}
		if isOwn := slices.Contains(v.Flags, "own"); isOwn != (what == "own") {
			t.Errorf("%s: the flag own is wrong", v.ID)
		}
	}
	if count["own"] < 800 || count["shape"] < 100 {
		t.Errorf("there are %d vectors under own and %d under shape, want hundreds", count["own"], count["shape"])
	}
}

// getProcessAlone is the rule book without the kinds of documents that providers
// themselves send.
func getProcessAlone(t *testing.T) *rulebook.Book {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(rules.Book(), "*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(rules.Book(), name)
		var doc yaml.Node
		if err == nil {
			err = yaml.Unmarshal(text, &doc)
		}
		if err != nil {
			t.Fatal(err)
		}
		if i := childOf(doc.Content[0], "documents"); i >= 0 {
			deleteChild(doc.Content[0], i)
		}
		if text, err = yaml.Marshal(&doc); err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return loadTables(files)
}

// TestOwnCoverage: of every kind of documents that a provider itself sends, every
// word by which it is recognised, every word at every place of a signal, and every
// source of the final result with each of its words stands in an object of that
// kind in some vector.
func TestOwnCoverage(t *testing.T) {
	m, err := newMaker()
	if err != nil {
		t.Fatal(err)
	}
	kinds := m.ownKinds()
	seen := map[string]bool{}
	for v := range conformance.Vectors() {
		var top any
		if slices.Contains(v.Flags, "own") && json.Unmarshal(v.Document, &top) == nil {
			eachObject(top, func(object map[string]any) {
				for _, k := range kinds {
					if k.fits(object) {
						k.note(object, seen)
					}
				}
			})
		}
	}
	n := 0
	for _, k := range kinds {
		for _, want := range k.wanted() {
			if n++; !seen[want] {
				t.Errorf("in no vector: %s", want)
			}
		}
	}
	if n < 200 {
		t.Errorf("%d words and places of kinds, want hundreds", n)
	}
}

// eachObject visits every object that is not empty.
func eachObject(value any, visit func(map[string]any)) {
	switch v := value.(type) {
	case map[string]any:
		visit(v)
		for _, member := range v {
			eachObject(member, visit)
		}
	case []any:
		for _, entry := range v {
			eachObject(entry, visit)
		}
	}
}

// fits tells whether an object is recognised as one of the kind.
func (k *ownKind) fits(object map[string]any) bool {
	there := func(path rulebook.Path) (value any) {
		each(object, path, func(v any) { value = v })
		if text := fmt.Sprint(value); text == "map[]" || text == "[]" {
			return nil
		}
		return value
	}
	for _, has := range k.Looks.Has {
		value := there(has.Path)
		word, _ := value.(string)
		if value == nil || len(has.Words) > 0 && !slices.Contains(has.Words, word) {
			return false
		}
	}
	is := func(path rulebook.Path) bool { return there(path) != nil }
	return !k.Looks.List && (len(k.Looks.Some) == 0 || slices.ContainsFunc(k.Looks.Some, is)) && !slices.ContainsFunc(k.Looks.None, is)
}

// note notes what stands in an object of the kind.
func (k *ownKind) note(object map[string]any, seen map[string]bool) {
	at := func(path rulebook.Path) {
		each(object, path, func(value any) { seen[k.said(path, value)] = true })
	}
	for _, has := range k.Looks.Has {
		at(has.Path)
	}
	for _, p := range k.places() {
		at(p.signal.Path)
	}
	for _, f := range k.Table.Result {
		for _, s := range f.Sources {
			at(s.Path)
		}
	}
}

func (k *ownKind) said(path rulebook.Path, value any) string {
	return fmt.Sprintf("%s %s %v", k.Name, path, value)
}

// wanted is what has to stand in objects of the kind.
func (k *ownKind) wanted() []string {
	var all []string
	for _, has := range k.Looks.Has {
		for _, word := range has.Words {
			all = append(all, k.said(has.Path, word))
		}
	}
	for _, p := range k.places() {
		if p.alike {
			all = append(all, k.said(p.signal.Path, p.signal.Values[len(p.signal.Values)-1]))
			continue
		}
		for _, v := range p.declared() {
			all = append(all, k.said(p.signal.Path, strings.Trim(v.json, `"`)))
		}
	}
	for _, f := range k.Table.Result {
		for _, s := range f.Sources {
			for word := range s.Words {
				all = append(all, k.said(s.Path, word))
			}
			if len(s.Path) > 0 && s.Words == nil && !s.Path.IsList() {
				all = append(all, k.said(s.Path, strings.Trim(goodOwn(s), `"`)))
			}
		}
	}
	return all
}

// TestOwnSides: the other sides of readings hold for documents that a provider
// itself sends as they do for Get process documents.
func TestOwnSides(t *testing.T) {
	const (
		report  = `{"name":"document","status":"complete","result":"clear","sub_result":`
		session = `{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"`
		face    = `[{"faceScanSecurityChecks":{"replay":true},"success":true},{"success":true,"matchLevel":`
	)
	for _, c := range []struct{ side, doc, chosen, want, why string }{
		{"R6=b", report + `"caution"}`, "inconclusive", "accepted", "caution is read as clear"},
		{"R6=c", report + `"caution"}`, "inconclusive", "unknown-value", "caution is an unknown value"},
		{"R5=b", report + `"clear"}`, "accepted", "undecided", "there is no breakdown"},
		{"R12=b", session + `}}`, "accepted", "undecided", "clone detection is missing"},
		{"R13=b", face + `16}]`, "unknown-value", "accepted", "every whole number from 6 on is enough"},
		{"R13=b", face + `1e30}]`, "unknown-value", "accepted", "whatever its power"},
		{"R13=b", face + `6.5}]`, "unknown-value", "unknown-value", "it is not whole"},
		{"R22=b", session + `}}`, "accepted", "accepted", "a session has no status that could be missing"},
		{"R22=b", face + `6}]`, "accepted", "accepted", "nor has a response"},
		{"R22=b", `{"provider":null,"name":"document","result":"clear","sub_result":"clear"}`, "accepted", "accepted", "nor does a report need one that has a result"},
		{"R22=b", report + `"rejected"}`, "rejected", "rejected", "and where it has one, that is no other side"},
	} {
		chosen := reference.Decide(shippedBook(), []byte(c.doc), nil).Kind
		reading, letter, _ := strings.Cut(c.side, "=")
		got, _ := resolve(chosen, Alternatives([]byte(c.doc), nil), map[string]string{reading: letter})
		if chosen != c.chosen || got != c.want {
			t.Errorf("%s: %s becomes %s, want %s to become %s: %s\n%s", c.side, chosen, got, c.chosen, c.want, c.why, c.doc)
		}
	}
}

// TestIsoOnly: by R23=b the final result of a provider's own document has no
// country that is not written as an alpha-3 code of ISO 3166.
func TestIsoOnly(t *testing.T) {
	m, err := newMaker()
	if err != nil {
		t.Fatal(err)
	}
	const before, after = `[{"name":"document","result":"clear","sub_result":"clear","properties":{"nationality":"`, `","issuing_country":"PRT"}}]`
	for _, c := range []struct{ written, country, by, why string }{
		{"PRT", "PRT", "PRT", "an alpha-3 code"},
		{"PT", "PRT", "", "an alpha-2 code"},
		{"D", "DEU", "", "a code of passports"},
		{"XXA", "XXA", "", "a special code of passports"},
	} {
		chosen := map[string]string{"issuingCountry": "PRT", "nationality": c.country}
		if got := m.isoOnly([]byte(before+c.written+after), chosen); got["nationality"] != c.by || got["issuingCountry"] != "PRT" {
			t.Errorf("%s: %v", c.why, got)
		}
	}
	if m.err != nil {
		t.Error(m.err)
	}
}
