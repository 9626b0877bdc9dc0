package diff

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// odd are values that may stand anywhere, those that tables know among them.
var odd = strings.Fields(`null {} [] "" "\u0020" "good" "bad" "fine" "x" "true" "urn:signicat:error:stop" "urn:signicat:error:x"
	0 1 2 1.5 true false {"zz":1} {"zz":null} ["x"] [null] [{}]`)

// decoded is a value of its own.
func decoded(text []byte) (value any) {
	if err := json.Unmarshal(text, &value); err != nil {
		panic(err)
	}
	return value
}

// TestDocuments: of drawn tables that may read anything anywhere, each document
// whose outcome changes is in a region, or a caveat names what it holds.
func TestDocuments(t *testing.T) {
	changed, hidden := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		before := drawAnywhere(t)
		after := changeSignal(t, before)
		if rapid.IntRange(0, 3).Draw(t, "unlike") == 0 {
			after = drawAnywhere(t)
		}
		w := newWatch(t, tableOrSkip(t, before), tableOrSkip(t, after))
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "documents"), 0))
		places := w.places()
		bases := w.bases()
		const documents = 150
		for range documents {
			top := decoded(bases[random.IntN(len(bases))])
			for range 1 + random.IntN(2) {
				top = write(top, places[random.IntN(len(places))], random.IntN(2), decoded([]byte(odd[random.IntN(len(odd))])))
			}
			w.check(t, top)
		}
		changed += w.changed
		hidden += w.hidden
	})
	if changed < 100 || hidden < 20 {
		t.Errorf("the outcomes of %d documents change, and of %d by what only a caveat names; want at least 100 and 20", changed, hidden)
	}
}

// anySignal is a signal that may stand anywhere. also is another place than
// where it stands, or empty.
type anySignal struct{ path, also, kind string }

var (
	anywhere      = []string{"/a", "/b", "/a/x", "/a/y", "/b/x", "/a/x/z", "/b/x/z", "/a/*", "/a/*/v", "/l", "/l/x", "/l/[]", "/l/[]/v"}
	kindsAnywhere = map[string]string{ // what a signal is, and what a row asks of it
		"values: [good, bad]":                                `== "good"`,
		"values: [good, bad], words: {good: good, '*': bad}": `== "good"`,
		"type: boolean, values: [true, false]":               "== true",
		"type: integer, range: [1, 0]":                       "== 1",
		"type: presence":                                     "== present",
		"type: presence, shape: string":                      "== present",
		"type: presence, shape: object":                      "== present",
		"type: presence, shape: list":                        "== present",
		withCode:                                             `in ["stopped", "other"]`,
	}
)

const withCode = "values: [stopped, other], words: {'urn:signicat:error:stop': stopped, '*': other}, code: {member: z, reader: signicat-error-code}"

func drawAnywhere(t *rapid.T) []anySignal {
	var signals []anySignal
	for range rapid.IntRange(1, 3).Draw(t, "signals") {
		var s anySignal
		s.drawPath(t)
		s.drawAlso(t)
		s.drawKind(t)
		signals = append(signals, s)
	}
	return signals
}

func (s *anySignal) drawPath(t *rapid.T) {
	s.path, s.also = rapid.SampledFrom(anywhere).Draw(t, "path"), ""
}

func (s *anySignal) drawAlso(t *rapid.T) {
	swapped := strings.NewReplacer("/a", "/b", "/b", "/a", "/l", "/m").Replace(s.path)
	s.also = rapid.SampledFrom([]string{"", "", swapped, strings.Replace(s.path, "/x", "/y", 1)}).Draw(t, "also")
}

func (s *anySignal) drawKind(t *rapid.T) {
	s.kind = rapid.SampledFrom(slices.Sorted(maps.Keys(kindsAnywhere))).Draw(t, "kind")
}

// changeSignal draws one thing of one signal of a table anew.
func changeSignal(t *rapid.T, signals []anySignal) []anySignal {
	changed := slices.Clone(signals)
	s := &changed[rapid.IntRange(0, len(signals)-1).Draw(t, "changed")]
	rapid.SampledFrom([]func(*rapid.T){s.drawPath, s.drawAlso, s.drawKind}).Draw(t, "change")(t)
	return changed
}

// yaml writes a signal with what a row asks of it. Of a set, and of one with a
// code, less can be said.
func (s anySignal) yaml(name string) (signal, row string) {
	if strings.ContainsAny(s.path, "*[") {
		return fmt.Sprintf("  %s: {meaning: m, path: '%s', values: [good, bad], set: true}\n", name, s.path), fmt.Sprintf(`any(%s, # == "good")`, name)
	}
	also := ""
	if s.also != "" && s.also != s.path && s.kind != withCode {
		also = ", also: " + s.also
	}
	return fmt.Sprintf("  %s: {meaning: m, path: '%s', %s%s}\n", name, s.path, s.kind, also), name + " " + kindsAnywhere[s.kind]
}

// tableOrSkip reads a drawn table, if it can be one.
func tableOrSkip(t *rapid.T, drawn []anySignal) *rulebook.Table {
	var signals strings.Builder
	var rows []string
	for i, s := range drawn {
		signal, asks := s.yaml("s" + strconv.Itoa(i))
		signals.WriteString(signal)
		rows = append(rows, []string{"accepted", "rejected", "accepted"}[i]+" if "+asks)
	}
	book, problems := rulebook.Load(fstest.MapFS{"process.yaml": {Data: []byte(lifecycle)}, "table.yaml": {Data: []byte(textOf(signals.String(), rows...))}})
	if len(problems) > 0 {
		t.Skip("not a table: ", problems) // one place as an object and as a list
	}
	return book.Tables[0]
}

// watch holds what is said of two tables against documents.
type watch struct {
	*Comparison
	what     string // for failures
	regions  []Region
	readings [][]reading
	caveats  []Caveat
	// How many documents change their outcome, of these how many by what only a
	// caveat names, and how many are newly accepted.
	changed, hidden, newly int
}

func newWatch(t failer, before, after *rulebook.Table) *watch {
	w := &watch{}
	w.Comparison, w.regions = compare(t, before, after)
	w.caveats = w.Caveats()
	for _, r := range w.regions {
		var of []reading
		for _, condition := range r.Conditions {
			of = append(of, read(w.Comparison, condition))
		}
		w.readings = append(w.readings, of)
	}
	return w
}

// bases are documents to put more into: one that is empty, and some that are
// accepted by the one table, by the other and by both.
func (w *watch) bases() [][]byte {
	bases := [][]byte{[]byte(`{"provider":"drawn"}`)}
	add := func(witness Witness, ok bool) {
		if ok {
			doc, _ := Write("drawn", witness)
			bases = append(bases, doc)
		}
	}
	for _, outcome := range w.outcomes {
		add(w.smallest(w.Map(outcome, func(v int) int { return truth(v == int(rulebook.Accepted)) })))
	}
	add(w.Accepted())
	return bases
}

// places are where the two tables read anything, and all above.
func (w *watch) places() []rulebook.Path {
	var places []rulebook.Path
	for _, t := range w.tables {
		for _, s := range t.Signals {
			paths := []rulebook.Path{s.Path, s.Also}
			if s.Code != nil {
				paths = append(paths, slices.Concat(s.Path, rulebook.Path{s.Code.Member}))
			}
			for _, p := range paths {
				for i := range p {
					if known := slices.ContainsFunc(places, func(q rulebook.Path) bool { return slices.Equal(p[:i+1], q) }); !known {
						places = append(places, p[:i+1])
					}
				}
			}
		}
	}
	return places
}

// check decides a document by both tables in the slow way.
func (w *watch) check(t failer, top any) {
	t.Helper()
	doc, err := json.Marshal(top)
	if err != nil {
		t.Fatalf("%v", err)
	}
	is := change{slowOutcome(w.tables[0], doc, nil), slowOutcome(w.tables[1], doc, nil)}
	if is.before == is.after {
		return
	}
	w.changed++
	plain := decoded(doc)
	newly := is.after == Outcome(rulebook.Accepted)
	w.newly += truth(newly)
	if slices.ContainsFunc(w.caveats, func(c Caveat) bool { return c.MayChange && (c.MayAccept || !newly) && names(c, plain) }) {
		w.hidden++
		return
	}
	i := slices.IndexFunc(w.regions, func(r Region) bool { return is == change{r.Before, r.After} })
	if i < 0 {
		t.Fatalf("%s%s: %s → %s is in no region, and no caveat names it: %+v", w.what, doc, is.before, is.after, w.caveats)
	}
	chosen, ok := w.chosen(t, plain)
	if ok && !slices.ContainsFunc(w.readings[i], func(holds reading) bool { return holds(chosen) }) {
		t.Fatalf("%s%s: %s → %s holds for no condition of %q", w.what, doc, is.before, is.after, w.regions[i].Conditions)
	}
}

// names tells whether a document holds what a caveat says.
func names(c Caveat, top any) bool {
	return !slices.ContainsFunc(c.Places, func(p rulebook.Path) bool {
		return !slices.ContainsFunc(at(top, p), func(v any) bool {
			_, isObject := v.(map[string]any)
			_, isList := v.([]any)
			return !isAbsent(v) && (!isObject || !strings.Contains(c.Says, "not an object")) && (!isList || !strings.Contains(c.Says, "not a list"))
		})
	})
}

func isAbsent(v any) bool {
	object, isObject := v.(map[string]any)
	list, isList := v.([]any)
	return v == nil || isObject && len(object) == 0 || isList && len(list) == 0
}

// at is all that stands at a place.
func at(top any, path rulebook.Path) []any {
	values := []any{top}
	for _, step := range path {
		var next []any
		for _, v := range values {
			next = append(next, below(v, step)...)
		}
		values = next
	}
	return values
}

// below is what stands one step below.
func below(at any, step string) []any {
	object, _ := at.(map[string]any)
	list, _ := at.([]any)
	switch step {
	case rulebook.Entries:
		return list
	case rulebook.Members:
		var members []any
		for _, v := range object {
			members = append(members, v)
		}
		return members
	}
	return []any{object[step]}
}

// chosen are the values that the inputs have in a document. It is not ok where
// both names of a twin are filled, which is about several inputs.
func (w *watch) chosen(t failer, top any) (chosen [][]int, ok bool) {
	t.Helper()
	for _, twin := range w.twins {
		filled := func(p rulebook.Path) bool {
			return slices.ContainsFunc(at(top, p), func(v any) bool { return !isAbsent(v) })
		}
		if filled(twin.names[0]) && filled(twin.names[1]) {
			return nil, false
		}
	}
	for _, in := range w.inputs {
		chosen = append(chosen, nil)
		for _, doc := range in.parts(top) {
			var is [2]uint8
			for side, s := range in.signals {
				is[side] = readOne(s, doc)
			}
			v := slices.IndexFunc(in.values, func(v value) bool { return v.class == is })
			if v < 0 {
				t.Fatalf("%s has no value %v", in.name, is)
			}
			chosen[len(chosen)-1] = append(chosen[len(chosen)-1], v)
		}
	}
	return chosen, true
}

// parts is a document; for a set one with each of the entries alone.
func (in *input) parts(top any) []any {
	if !in.set {
		return []any{top}
	}
	path := in.places[0].steps
	family := slices.IndexFunc(path, isMany)
	var parts []any
	for _, entry := range at(top, path[:family+1]) {
		if object, isObject := entry.(map[string]any); isObject && len(object) == 0 {
			entry = nil
		}
		parts = append(parts, write(map[string]any{}, path[:family+1], 0, entry))
	}
	return parts
}

// readOne reads one signal in the slow way, of a set the one entry.
func readOne(s *rulebook.Signal, top any) uint8 {
	if s == nil {
		return 0
	}
	doc, err := json.Marshal(top)
	if err != nil {
		panic(err)
	}
	classes, ok := reference.Read(&rulebook.Table{Signals: []*rulebook.Signal{s}}, doc, nil)
	switch {
	case !ok:
		return refused
	case s.Set:
		return uint8(slices.Index([]uint8{1, 2, 4}, classes[0]))
	}
	return classes[0]
}

// TestDocumentsByHand checks documents in the same way that drawing meets
// seldom.
func TestDocumentsByHand(t *testing.T) {
	const code = "  e: {meaning: m, path: /b, " + withCode + "}\n"
	named := func(path, also string) string {
		return "  n: {meaning: m, path: " + path + ", also: " + also + ", values: [good, bad]}\n"
	}
	const accepts, rejects = `accepted if n == "good"`, `rejected if e in ["stopped", "other"]`
	for _, c := range []struct {
		why           string
		before, after string
		docs          []string
	}{
		{"an element with a code counts, and fills no name, where it is empty",
			textOf(named("/a/x", "/b/x")+code, accepts, rejects),
			textOf("  n: {meaning: m, path: /a/x, values: [good, bad]}\n", accepts),
			[]string{`{"a":{"x":"good"},"b":{}}`, `{"a":{"x":"good"},"b":{"z":"x"}}`, `{"a":{"y":1},"b":{}}`}},
	} {
		w := newWatch(t, tableOf(t, c.before), tableOf(t, c.after))
		w.what = c.why + ": "
		for _, doc := range c.docs {
			top := decoded([]byte(doc)).(map[string]any)
			top["provider"] = "drawn"
			w.check(t, top)
		}
		if w.changed == 0 {
			t.Errorf("%s: no outcome changes", c.why)
		}
	}
}
