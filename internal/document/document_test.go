package document

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unique"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// schemaOf lays out tables given as YAML, the lifecycle with one signal first.
func schemaOf(t *testing.T, signals ...string) *Schema {
	t.Helper()
	const rest = "rules: [{id: row%d, status: failed, when: '%s != absent', reason: r, source: s, basis: text}]\n"
	fsys := fstest.MapFS{"0.yaml": {Data: []byte("provider: '*'\nelse: judge\ntitle: t\nsource: s\ngives: [failed]\n" +
		"signals:\n  status: {meaning: m, path: /status, values: [ended, failed]}\n" + fmt.Sprintf(rest, 0, "status"))}}
	for i, s := range signals {
		table := fmt.Sprintf("provider: p%d\ntitle: t\nsource: s\ngives: [accepted, failed]\nsignals:\n  w: {meaning: m, path: /w, values: [x]}\n%s", i+1, s)
		fsys[fmt.Sprintf("%d.yaml", i+1)] = &fstest.MapFile{Data: []byte(table + fmt.Sprintf(rest, i+1, "w"))}
	}
	book, problems := rulebook.Load(fsys)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return NewSchema(book.All())
}

var generous = Limits{Bytes: 1 << 20, Depth: 64}

// said is what a document says, for comparing.
type said struct {
	Classes []uint8
	Notable []string
	Unknown []string
}

func read(t *testing.T, s *Schema, doc string) said {
	t.Helper()
	var r Reading
	if err := s.Read([]byte(doc), generous, &r); err != nil {
		t.Fatalf("%s: %v", doc, err)
	}
	table := s.tables[r.Table]
	out := said{Classes: r.Vector[1:len(table.Signals)]}
	for h := r.Notable; h != (unique.Handle[Entry]{}); h = h.Value().Next {
		out.Notable = append(out.Notable, fmt.Sprintf("%s/%s=%d", table.Signals[h.Value().Signal].Name, h.Value().Name, h.Value().Class))
	}
	for _, u := range r.Unknown {
		out.Unknown = append(out.Unknown, u.Pointer+" "+strings.Join(u.Allowed, ","))
	}
	return out
}

// TestNamedMemberOfSet: a member that one signal names counts among every
// member for another, in one table and across tables.
func TestNamedMemberOfSet(t *testing.T) {
	const set = "  s: {meaning: m, path: /x/*/ok, type: boolean, set: true, values: [true, false]}\n"
	const named = "  n: {meaning: m, path: /x/a/ok, type: boolean, values: [true, false]}\n"
	const other = "  n: {meaning: m, path: /x/a/kind, values: [u, v]}\n"
	for _, c := range []struct {
		signals []string
		doc     string
		want    said
		why     string
	}{
		{[]string{set + named}, `{"provider":"p1","x":{"a":{"ok":false},"b":{"ok":true}}}`,
			said{Classes: []uint8{0b110, 2}, Notable: []string{"s/a=2"}}, "a is an entry, and a signal of its own"},
		{[]string{set, named}, `{"provider":"p1","x":{"a":{"ok":false},"b":{"ok":true}}}`,
			said{Classes: []uint8{0b110}, Notable: []string{"s/a=2"}}, "another table's name for a takes nothing away"},
		{[]string{set, named}, `{"provider":"p2","x":{"a":{"ok":"true"},"b":{"ok":false}}}`,
			said{Classes: []uint8{1}}, "for the other table only a counts"},
		{[]string{set + other}, `{"provider":"p1","x":{"a":{"kind":"v"},"b":null}}`,
			said{Classes: []uint8{0b001, 2}, Notable: []string{"s/a=0", "s/b=0"}}, "a has a kind, but no value for the set"},
		{[]string{set + named}, `{"provider":"p1","x":{"a":7}}`,
			said{Classes: []uint8{0, 0}, Unknown: []string{"/x/a an object"}}, "one place is reported once"},
	} {
		if diff := cmp.Diff(c.want, read(t, schemaOf(t, c.signals...), c.doc)); diff != "" {
			t.Errorf("%s (-want +got): %s\n%s", c.doc, c.why, diff)
		}
	}
}

// TestAbsentForOneTable: what counts as absent for one table is still an
// unknown value, or one of two names, for another.
func TestAbsentForOneTable(t *testing.T) {
	const token = "  t: {meaning: m, path: /x/token, type: presence, shape: string, order: none}\n"
	const below = "  d: {meaning: m, path: /x/token/d, values: [good, bad]}\n"
	const names = "  e: {meaning: m, path: /x/token, also: /x/other, type: presence, order: none}\n"
	for _, c := range []struct {
		signals []string
		doc     string
		want    said
		why     string
	}{
		{[]string{below, token}, `{"provider":"p1","x":{"token":""}}`,
			said{Classes: []uint8{0}, Unknown: []string{"/x/token an object"}}, "no object, whatever it is for p2"},
		{[]string{below, token}, `{"provider":"p2","x":{"token":""}}`,
			said{Classes: []uint8{0}}, "empty is absent"},
		{[]string{names, token}, `{"provider":"p1","x":{"token":"","other":false}}`,
			said{Classes: []uint8{1}, Unknown: []string{"/x/other nothing beside /x/token, another name of the same"}}, "both names are there for p1"},
	} {
		if diff := cmp.Diff(c.want, read(t, schemaOf(t, c.signals...), c.doc)); diff != "" {
			t.Errorf("%s (-want +got): %s\n%s", c.doc, c.why, diff)
		}
	}
}

// TestTextOfAnyLength: only the empty text counts as absent, whatever the
// length of the others.
func TestTextOfAnyLength(t *testing.T) {
	s := schemaOf(t, "  t: {meaning: m, path: /t, type: presence, shape: string, order: none}\n")
	for _, length := range []int{0, 1, 255, 256, 257, 512, 1024, 65536} {
		got := read(t, s, `{"provider":"p1","t":"`+strings.Repeat("x", length)+`"}`)
		want := said{Classes: []uint8{uint8(min(length, 1))}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d characters (-want +got):\n%s", length, diff)
		}
	}
}

// TestFamilies: entries by name and by index, with steps below them.
func TestFamilies(t *testing.T) {
	s := schemaOf(t, "  list: {meaning: m, path: '/l/[]/deep/ok', type: boolean, set: true, values: [true, false]}\n"+
		"  names: {meaning: m, path: /m/*, values: [good, bad], set: true}\n"+
		"  number: {meaning: m, path: /n/*, type: integer, range: [2, 0], set: true}\n")
	for _, c := range []struct {
		doc  string
		want said
		why  string
	}{
		{`{"provider":"p1","l":[{"deep":{"ok":true}},{"deep":{}},{"deep":{"ok":false}},[],null]}`,
			said{Classes: []uint8{0b111, 0, 0}, Notable: []string{"list/1=0", "list/2=2", "list/3=0", "list/4=0"}}, "entries without value are told from the false one"},
		{`{"provider":"p1","m":{"z":"bad","a":"bad","~/":"good"}}`,
			said{Classes: []uint8{0, 0b110, 0}, Notable: []string{"names/a=2", "names/z=2"}}, "names come in order, whatever the document's"},
		{`{"provider":"p1","m":{"~/":"ugly","\u0061":""},"l":{"0":true},"n":{"x":1.0,"y":3,"z":20e-1}}`,
			said{Classes: []uint8{0, 0, 0b110}, Notable: []string{"number/x=2"}, Unknown: []string{"/l a list", "/m/a good,bad", "/m/~0~1 good,bad", "/n/y 0..2"}}, "all are reported, in the order of the signals"},
		{`{"provider":"p1","l":[{"deep":1},{"deep":[1]},{"deep":{"ok":2}},5]}`,
			said{Classes: []uint8{0, 0, 0}, Unknown: []string{"/l/0/deep an object", "/l/1/deep an object", "/l/2/deep/ok true,false", "/l/3 an object"}}, "each at the step that is wrong"},
	} {
		if diff := cmp.Diff(c.want, read(t, s, c.doc)); diff != "" {
			t.Errorf("%s (-want +got): %s\n%s", c.doc, c.why, diff)
		}
	}
}

// TestMalformed: where the reader stops, and that it quotes nothing.
func TestMalformed(t *testing.T) {
	s := schemaOf(t, "  o: {meaning: m, path: /o/p, values: [x]}\n  c: {meaning: m, path: /c/*, values: [x], set: true}\n  l: {meaning: m, path: '/l/[]', values: [x], set: true}\n")
	deep := strings.Repeat(`{"o":`, 65)
	for _, c := range []struct {
		doc    string
		offset int64
		reason string
	}{
		{``, 0, "the document ends too early"},
		{` `, 0, "the document ends too early"},
		{`nul`, 3, "the document ends too early"},
		{`nulL`, 3, "not strict JSON"},
		{`"x"`, 0, "the document is not an object"},
		{`{"o":{"p":"x"`, 13, "the document ends too early"},
		{`{"o":{"p":`, 10, "the document ends too early"},
		{`{"o":{"p"`, 9, "the document ends too early"},
		{`{"o":{`, 6, "the document ends too early"},
		{`{"l":[`, 6, "the document ends too early"},
		{`{"l":["x"`, 9, "the document ends too early"},
		{`{"unread":{"a":[1,2`, 19, "the document ends too early"},
		{`{"provider":{"a":1`, 18, "the document ends too early"},
		{`{"provider":"a`, 14, "the document ends too early"},
		{`{"o":{"p":1,}}`, 11, "not strict JSON"},
		{`{"c":{"a":"x","\u0061":"x"}}`, 14, "a member's name stands twice in one object"},
		{`{"u":{"a":{"b":1,"b":2}}}`, 17, "a member's name stands twice in one object"},
		{"{\"o\":\"\xff\"}", 6, "not valid UTF-8"},
		{`{"x":"\ud800"}`, 6, "not strict JSON"},
		{`{}{}`, 2, "something follows the document"},
		{`{} x`, 2, "something follows the document"},
		{` [{}] x`, 5, "something follows the document"},
		{` [{}]`, 0, "the document is not an object, and no list whose entries are of a kind that is understood"},
		{`[1,]`, 2, "not strict JSON"},
		{strings.Repeat(`[`, 65) + strings.Repeat(`]`, 65), 64, "the document nests deeper than 64"},
		{"\ufeff{}", 0, "a byte order mark stands before the document"},
		{deep, 64 * 5, "the document nests deeper than 64"},
		{`{"o":` + strings.Repeat(`[`, 64), 5 + 63, "the document nests deeper than 64"},
		{`{"l":[` + strings.Repeat(`{"x":`, 63), 6 + 62*5, "the document nests deeper than 64"},
	} {
		var r Reading
		err := s.Read([]byte(c.doc), generous, &r)
		m, ok := err.(*Malformed)
		if !ok {
			t.Errorf("%.40s: %v, want malformed", c.doc, err)
			continue
		}
		if m.Offset != c.offset || m.Reason != c.reason {
			t.Errorf("%.40s: %q at %d, want %q at %d", c.doc, m.Reason, m.Offset, c.reason, c.offset)
		}
	}
}
