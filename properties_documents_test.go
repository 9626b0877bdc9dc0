package verdict_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// The properties below change what no table reads. The source adds members
// without notice and sends whole identities along: neither may ever change an
// answer.

// forDocuments checks a property of drawn documents, spoiled ones among them,
// and of the committed ones.
func forDocuments(t *testing.T, property func(t *rapid.T, d drawer, p drawnProcess)) {
	t.Helper()
	var committed []expectation
	expected := loadExpectations(t)
	for _, folder := range slices.Sorted(maps.Keys(expected)) {
		for _, x := range expected[folder] {
			x.Document = string(readFile(t, folder, x.Document))
			if place, ok := opParse([]byte(x.Document)); ok && len(x.Document) < 10000 && opNamesProvider(place) {
				committed = append(committed, x)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		for range 3 {
			drawn := d.process()
			for range d.spoils() {
				d.spoil(drawn.top)
			}
			property(t, d, drawn)
			x := committed[d.below(len(committed))]
			top, _ := opParse([]byte(x.Document))
			property(t, d, drawnProcess{takenApart(top.node).(*drawnObject), x.ProcessType, x.Verdict})
		}
	})
}

// takenApart gives a value of a document as drawn ones are.
func takenApart(n *opNode) any {
	switch n.kind {
	case '{':
		object := &drawnObject{}
		for i, name := range n.names {
			object.add(name, takenApart(n.values[i]))
		}
		return object
	case '[':
		list := &drawnList{}
		for _, value := range n.values {
			list.items = append(list.items, takenApart(value))
		}
		return list
	case '"':
		return drawnText(n.text)
	}
	return drawnRaw(n.text)
}

// sameAnswer compares the answers to a document before and after a change.
func (p drawnProcess) sameAnswer(t *rapid.T, before, after string) {
	t.Helper()
	want, wantErr := p.answer(before)
	got, gotErr := p.answer(after)
	if got != want || fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
		t.Fatalf("process type %q, verdict %q\n%.5000s\ngives %v, %v\n%.5000s\ngives %v, %v", p.processType, p.verdict, before, want, wantErr, after, got, gotErr)
	}
}

func (p drawnProcess) answer(doc string) (verdict.Decision, error) {
	parsed, err := verdict.Parse([]byte(doc))
	if err != nil {
		return verdict.Decision{}, err
	}
	return parsed.WithProcessType(p.processType).WithVerdict(p.verdict).Decide()
}

// provider is the provider that the document names, if it does.
func (p drawnProcess) provider() string {
	if i := p.top.index("provider"); i >= 0 {
		text, _ := p.top.members[i].value.(drawnText)
		return string(text)
	}
	return ""
}

// TestSpellingNeverMatters: JSON gives no meaning to the order of members, to
// white space between tokens, or to how a character is escaped.
func TestSpellingNeverMatters(t *testing.T) {
	forDocuments(t, func(t *rapid.T, d drawer, p drawnProcess) {
		before := d.render(p.top)
		d.shuffle(p.top)
		var after strings.Builder
		d.renderValue(&after, p.top, true)
		p.sameAnswer(t, before, after.String())
	})
}

// TestStrangersNeverMatter: members that no table knows. An empty object is
// left alone, for it counts as absent, and so are sets, whose entries may have
// any name.
func TestStrangersNeverMatter(t *testing.T) {
	added := 0
	forDocuments(t, func(t *rapid.T, d drawer, p drawnProcess) {
		before := d.render(p.top)
		read := pathsRead(p.provider())
		for _, o := range append(objectsIn(p.top, nil), objectAt{p.top, nil}) {
			name := d.of(strangerNames...)
			const deep = 32 // far from the limit
			if len(o.path) < deep && len(o.object.members) > 0 && o.object.index(name) < 0 && !read.takes(o.path, name) && d.percent(60) {
				o.object.add(name, d.anything(3))
				added++
			}
		}
		p.sameAnswer(t, before, d.render(p.top))
	})
	if added == 0 {
		t.Error("no stranger was added")
	}
}

// TestPersonalDataNeverMatters: texts, numbers and booleans that no table
// reads have other values.
func TestPersonalDataNeverMatters(t *testing.T) {
	changed := 0
	forDocuments(t, func(t *rapid.T, d drawer, p drawnProcess) {
		before := d.render(p.top)
		read := pathsRead(p.provider())
		for _, s := range scalarsIn(p.top, nil) {
			if !read.reaches(s.path) && d.percent(60) {
				s.set(d.another(s.value()))
				changed++
			}
		}
		p.sameAnswer(t, before, d.render(p.top))
	})
	if changed == 0 {
		t.Error("no value was changed")
	}
}

// strangerNames are names of members that mean nothing, or nothing where they
// are put.
var strangerNames = []string{
	"stranger", "", "Status", "status ", "provider\x00", "STATUS", "confidence", "__proto__", "a/b", "~0", "*", "[]", "0",
	"status", "failReason", "provider", "processType", "verdict", "valid", "result", "error", "chipVerification", "ümlaut",
	strings.Repeat("s", 255), strings.Repeat("s", 256), strings.Repeat("s", 5000),
}

// anything draws any JSON value.
func (d drawer) anything(depth int) any {
	switch kind := d.below(8); {
	case kind < 2 && depth > 0:
		object := &drawnObject{}
		for range d.below(4) {
			if name := d.of(strangerNames...); object.index(name) < 0 {
				object.add(name, d.anything(depth-1))
			}
		}
		return object
	case kind == 2 && depth > 0:
		list := &drawnList{}
		for range d.below(4) {
			list.items = append(list.items, d.anything(depth-1))
		}
		return list
	case kind == 3:
		return drawnText(d.of(otherWords...))
	}
	return drawnRaw(d.of(drawnNearMisses...))
}

// another draws a value of the same type.
func (d drawer) another(value any) any {
	if _, ok := value.(drawnText); ok {
		return drawnText(d.of("", "Eva Lind", "clear", "rejected", strings.Repeat("p", 300), strings.Repeat("p", 20000)))
	}
	switch text := string(value.(drawnRaw)); text {
	case "true", "false":
		return drawnRaw(d.of("true", "false"))
	case "null":
		return value
	}
	return drawnRaw(d.of("0", "-1.5", "1e400", "199912312359", "0.000000000000000000000000000001"))
}

// objectAt is an object of a document with its place; the steps of a place are
// names, and indexes of lists.
type objectAt struct {
	object *drawnObject
	path   []string
}

// objectsIn gives the objects below a value.
func objectsIn(value any, path []string) []objectAt {
	var objects []objectAt
	for _, p := range placesIn(value, path) {
		if o, ok := p.value().(*drawnObject); ok {
			objects = append(objects, objectAt{o, p.path})
		}
	}
	return objects
}

// scalarsIn gives the places of texts, numbers, booleans and nulls.
func scalarsIn(value any, path []string) []placeAt {
	return slices.DeleteFunc(placesIn(value, path), func(p placeAt) bool {
		switch p.value().(type) {
		case drawnText, drawnRaw:
			return false
		}
		return true
	})
}

// placeAt is a place with its steps: names may hold slashes.
type placeAt struct {
	drawnPlace
	path []string
}

func placesIn(value any, path []string) []placeAt {
	var places []placeAt
	add := func(p drawnPlace, step string) {
		below := append(slices.Clone(path), step)
		places = append(places, placeAt{p, below})
		places = append(places, placesIn(p.value(), below)...)
	}
	switch v := value.(type) {
	case *drawnObject:
		for i, m := range v.members {
			add(drawnPlace{object: v, i: i}, m.name)
		}
	case *drawnList:
		for i := range v.items {
			add(drawnPlace{list: v, i: i}, strconv.Itoa(i))
		}
	}
	return places
}

// readPaths are the paths that the lifecycle and one provider's table read.
type readPaths [][]string

func pathsRead(provider string) readPaths {
	paths := readPaths{{"provider"}}
	for _, table := range wholeBook().All() {
		mine := slices.ContainsFunc(table.Providers, func(name string) bool { return rulebook.MatchProvider(name, provider) })
		if !mine && !table.Lifecycle {
			continue
		}
		for _, s := range table.Signals {
			for _, path := range []rulebook.Path{s.Path, s.Also} {
				switch {
				case len(path) == 0:
				case s.Code != nil:
					paths = append(paths, path, append(slices.Clone(path), s.Code.Member))
				default:
					paths = append(paths, path)
				}
			}
		}
	}
	return paths
}

// takes tells whether a member of an object would be read, or counted.
func (r readPaths) takes(object []string, name string) bool {
	return slices.ContainsFunc(r, func(path []string) bool {
		return len(path) > len(object) && leadsTo(path, object) && (path[len(object)] == name || path[len(object)] == rulebook.Members)
	})
}

// reaches tells whether a path leads to or through a place.
func (r readPaths) reaches(place []string) bool {
	return slices.ContainsFunc(r, func(path []string) bool { return len(path) >= len(place) && leadsTo(path, place) })
}

// leadsTo tells whether the first steps of a path are those of a place.
func leadsTo(path, place []string) bool {
	for i, step := range place {
		if path[i] != step && path[i] != rulebook.Members && path[i] != rulebook.Entries {
			return false
		}
	}
	return true
}
