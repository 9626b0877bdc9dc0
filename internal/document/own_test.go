package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unique"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// ownTable has kinds of documents of every form. A card stands in a report, a photo
// in another one; a file holds both in a list, an envelope one of them.
const ownTable = `  way: {meaning: m, path: /way, values: [home, office, street], order: none, context: true}
  card: {meaning: m, path: /card, values: [good, worn, forged]}
  flag: {meaning: m, path: /flag, type: boolean, values: [true, false]}
  level: {meaning: m, path: /level, type: integer, range: [3, 0]}
  note: {meaning: m, path: /note, type: presence}
  checks: {meaning: m, path: '/checks/*', type: boolean, set: true, values: [true, false]}
  steps: {meaning: m, path: '/steps/[]', values: [up, down], set: true}
documents:
  - kind: card-report
    meaning: m
    source: s
    looks: {has: {/type: card}, none: [/parts]}
    suppose: {way: home}
    lifecycle:
      status: [{path: /state, words: {done: ended, broken: failed}}, {path: /end, words: {late: failed, '*': ended}, absent: failed}]
    signals:
      card: [/card/word, /card/all/*/word, '/card/list/[]', {path: /doubt, words: {none: absent, some: worn}}]
      flag: [/flag, {path: /gone, words: {true: 'false', false: absent}}]
      checks: /checks/*
      steps: '/steps/[]/way'
    result:
      firstName: [/names/first, /names/given]
      lastName: '/names/list/[]/name'
      documentNumber: '/numbers/[]'
      dateOfBirth: {path: /born, as: birth-date}
  - kind: photo-report
    meaning: m
    source: s
    looks: {has: {/type: [photo, 'a "photo"']}, some: [/level, /note, /checks], none: [/parts]}
    suppose: {way: street}
    signals:
      way: {path: /where, words: {desk: office}}
      level: [/level, {path: /rank, absent: 3}]
      note: /note
      flag: /flag
      checks: /checks/*
    result: {firstName: /names/first, similarityScore: {constant: high}}
  - kind: empty-report
    meaning: m
    source: s
    looks: {has: {/type: other}}
  - kind: file
    meaning: m
    source: s
    looks: {has: {/parts: any}, none: [/type]}
    holds: {path: '/parts/[]', kinds: [card-report, photo-report, empty-report]}
    lifecycle: {status: {path: /state, words: {done: ended, broken: failed}}}
  - kind: envelope
    meaning: m
    source: s
    looks: {has: {/in/side: any}}
    holds: {path: /in/side, kinds: [card-report, photo-report, file]}
  - kind: pile
    meaning: m
    source: s
    looks: list
    holds: {path: '/[]', kinds: [card-report, photo-report, file, envelope]}
`

// ownSaid is what a provider's own document says, for comparing: the signals way,
// card, flag, level, note, checks and steps, in this order.
type ownSaid struct {
	Kind      string
	Lifecycle uint8
	Classes   []uint8
	Notable   []string
	Refused   []string
	Unknown   []string
}

// vector is the classes of these signals.
func vector(way, card, flag, level, note, checks, steps uint8) []uint8 {
	return []uint8{way, card, flag, level, note, checks, steps}
}

func readOwn(t *testing.T, s *Schema, doc string) ownSaid {
	t.Helper()
	var r Reading
	if err := s.Read([]byte(doc), generous, &r); err != nil {
		t.Fatalf("%s: %v", doc, err)
	}
	out := ownSaid{Kind: r.Kind, Lifecycle: r.Lifecycle[0], Classes: r.Vector[1:8]}
	for h := r.Notable; h != (unique.Handle[Entry]{}); h = h.Value().Next {
		out.Notable = append(out.Notable, fmt.Sprintf("%s/%s=%d", s.tables[1].Signals[h.Value().Signal].Name, h.Value().Name, h.Value().Class))
	}
	for _, u := range r.Refused {
		out.Refused = append(out.Refused, u.Pointer+" "+strings.Join(u.Allowed, ","))
	}
	for _, u := range r.Unknown {
		out.Unknown = append(out.Unknown, u.Pointer+" "+strings.Join(u.Allowed, ","))
	}
	return out
}

// compareOwn reads documents, each with what it has to say and why.
func compareOwn(t *testing.T, cases []ownCase) {
	t.Helper()
	s := schemaOf(t, ownTable)
	for _, c := range cases {
		if diff := cmp.Diff(c.want, readOwn(t, s, c.doc), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got): %s\n%s", c.doc, c.why, diff)
		}
	}
}

type ownCase struct {
	doc  string
	want ownSaid
	why  string
}

// Lifecycle classes of schemaOf's table.
const ended, failed = 1, 2

// TestOwnPlaces: of several places the worst counts, whatever its order.
func TestOwnPlaces(t *testing.T) {
	card := func(lifecycle, card, flag uint8) ownSaid {
		return ownSaid{Kind: "card-report", Lifecycle: lifecycle, Classes: vector(1, card, flag, 0, 0, 0, 0)}
	}
	compareOwn(t, []ownCase{
		{`{"type":"card","end":"x"}`, card(ended, 0, 0), "nothing but the kind, and the way that is supposed"},
		{`{"type":"card","end":"x","card":{"word":"worn"}}`, card(ended, 2, 0), "the first place alone"},
		{`{"type":"card","end":"x","card":{"all":{"a":{"word":"good"},"b":{"word":"forged"},"c":{"word":"worn"}}}}`, card(ended, 3, 0), "the worst of many, in the middle"},
		{`{"type":"card","end":"x","card":{"word":"forged","all":{"a":{"word":"good"}}}}`, card(ended, 3, 0), "a better one after the worst takes nothing back"},
		{`{"type":"card","end":"x","card":{"word":"good","list":["good",null,"worn"]}}`, card(ended, 2, 0), "entries of a list count too, and null among them is nothing"},
		{`{"type":"card","end":"x","card":{"word":null,"all":{"a":{"word":[]},"b":null,"c":{}}},"doubt":{}}`, card(ended, 0, 0), "absent in every form"},
		{`{"type":"card","end":"x","doubt":"none"}`, card(ended, 0, 0), "a word that says nothing"},
		{`{"type":"card","end":"x","doubt":"none","card":{"word":"worn"}}`, card(ended, 2, 0), "beside one that does"},
		{`{"type":"card","end":"x","doubt":"some","card":{"word":"good"}}`, card(ended, 2, 0), "a word of the place's own"},
		{`{"type":"card","end":"x","flag":true,"gone":false}`, card(ended, 0, 1), "false at gone says nothing"},
		{`{"type":"card","end":"x","flag":"true","gone":"true"}`, card(ended, 0, 2), "true at gone is false, as text too"},
		{`{"type":"card","end":"x","gone":true}`, card(ended, 0, 2), "the second place alone"},
		{`{"type":"card"}`, card(failed, 0, 0), "where nothing stands at end the process failed"},
		{`{"type":"card","end":null,"state":"done"}`, card(failed, 0, 0), "what another place says makes that no better"},
		{`{"type":"card","end":"early","state":"broken"}`, card(failed, 0, 0), "the worst of both"},
		{`{"type":"card","end":"late","state":"done"}`, card(failed, 0, 0), "the worst of both, the other way round"},
		{`{"type":"card","end":"early","state":"done"}`, card(ended, 0, 0), "both are fine"},
	})
}

// TestOwnSets: entries of several parts add up, and those that a reason can name are
// one chain, in the order of signals, names and values.
func TestOwnSets(t *testing.T) {
	compareOwn(t, []ownCase{
		{`{"type":"card","end":"x","checks":{"b":false,"a":true,"c":null},"steps":[{"way":"down"},{},{"way":"up"}]}`,
			ownSaid{Kind: "card-report", Lifecycle: ended, Classes: vector(1, 0, 0, 0, 0, 0b111, 0b111),
				Notable: []string{"checks/b=2", "checks/c=0", "steps/0=2", "steps/1=0"}}, "sets in one part"},
		{`{"parts":[{"type":"card","end":"x","checks":{"b":false}},{"type":"photo","checks":{"a":true}}]}`,
			ownSaid{Kind: "file", Lifecycle: ended, Classes: vector(1, 0, 0, 1, 0, 0b110, 0), Notable: []string{"checks/b=2"}}, "one bad, one good entry"},
		{`{"parts":[{"type":"card","end":"x","checks":{"a":null}},{"type":"photo","checks":{"b":true}}]}`,
			ownSaid{Kind: "file", Lifecycle: ended, Classes: vector(1, 0, 0, 1, 0, 0b011, 0), Notable: []string{"checks/a=0"}}, "an entry without value is not forgotten beside a good one"},
		{`{"parts":[{"type":"photo","checks":{"z":false,"a":false}},{"type":"card","end":"x","checks":{"m":false,"a":null,"z":false},"steps":[{"way":"down"}]}]}`,
			ownSaid{Kind: "file", Lifecycle: ended, Classes: vector(3, 0, 0, 1, 0, 0b101, 0b100),
				Notable: []string{"checks/a=0", "checks/a=2", "checks/m=2", "checks/z=2", "steps/0=2"}}, "names of both parts in order, and the same of both once"},
		{`{"parts":[{"type":"card","end":"x","steps":[{"way":"down"}]},{"type":"photo","checks":{"z":false}}]}`,
			ownSaid{Kind: "file", Lifecycle: ended, Classes: vector(1, 0, 0, 1, 0, 0b100, 0b100), Notable: []string{"checks/z=2", "steps/0=2"}}, "the second part's signal comes first in the table"},
	})
}

// TestOwnParts: which parts there are, in what order, and what cannot be one.
func TestOwnParts(t *testing.T) {
	const held = " card-report,photo-report,empty-report"
	const card, photo = `{"type":"card","end":"x","card":{"word":"good"}}`, `{"type":"photo","level":2}`
	compareOwn(t, []ownCase{
		{`[` + card + `,` + photo + `]`, ownSaid{Kind: "pile", Lifecycle: ended, Classes: vector(1, 1, 0, 2, 0, 0, 0)}, "both; the first supposes the way"},
		{`[` + card + `,{"type":"photo","note":""}]`, ownSaid{Kind: "pile", Lifecycle: ended, Classes: vector(1, 1, 0, 1, 1, 0, 0)}, "without a rank the level is the best, if nothing worse stands there"},
		{`[` + photo + `,` + card + `]`, ownSaid{Kind: "pile", Lifecycle: ended, Classes: vector(3, 1, 0, 2, 0, 0, 0)}, "the other supposes another one"},
		{`[` + card + `,{"type":"photo","level":0,"where":"desk"}]`, ownSaid{Kind: "pile", Lifecycle: ended, Classes: vector(2, 1, 0, 4, 0, 0, 0)}, "what is said goes before what is supposed"},
		{" [ {\"in\" : { \"side\":\t{\"parts\" :[ " + card + " ] ,\"state\":\"done\"}\n} } ,\r\n" + photo + "] ",
			ownSaid{Kind: "pile", Lifecycle: ended, Classes: vector(1, 1, 0, 2, 0, 0, 0)}, "parts of parts, with white space all around"},
		{`{"parts":[{"type":"other"},` + card + `,{"type":"other"}]}`, ownSaid{Kind: "file", Lifecycle: ended, Classes: vector(1, 1, 0, 0, 0, 0, 0)}, "several that carry nothing may stand there"},
		{`{"parts":[{"type":"other"}],"state":"broken"}`, ownSaid{Kind: "file", Lifecycle: failed, Classes: vector(0, 0, 0, 0, 0, 0, 0)}, "the holder has a life of its own"},
		{`{"parts":[{"type":"card"}],"state":"done"}`, ownSaid{Kind: "file", Lifecycle: failed, Classes: vector(1, 0, 0, 0, 0, 0, 0)}, "the worse life of holder and part counts"},
		{`{"parts":[` + card + `,null,{},7,[` + photo + `],{"type":"new"},` + `{"type":"photo"}` + `]}`,
			ownSaid{Kind: "file", Lifecycle: ended, Classes: vector(1, 1, 0, 0, 0, 0, 0),
				Unknown: []string{"/parts/1" + held, "/parts/2" + held, "/parts/3" + held, "/parts/4" + held, "/parts/5" + held, "/parts/6" + held}},
			"null, nothing, a number, a list, another type, and one of which too little is there"},
		{`{"parts":{"a":` + card + `}}`, ownSaid{Kind: "file", Classes: vector(0, 0, 0, 0, 0, 0, 0), Unknown: []string{"/parts a list"}}, "no list"},
		{`{"parts":[` + card + `,` + photo + `,{"type":"card","end":"x","card":{"word":"forged"}},null]}`,
			ownSaid{Kind: "file", Lifecycle: ended, Classes: vector(1, 3, 0, 2, 0, 0, 0),
				Unknown: []string{"/parts/2 no second card-report beside the one before it", "/parts/3" + held}}, "nobody knows which of two cards counts"},
		{`[{"parts":[` + card + `]},{"parts":[` + photo + `]},{"in":{"side":{"parts":[` + card + `]}}}]`,
			ownSaid{Kind: "pile", Lifecycle: ended, Classes: vector(1, 1, 0, 2, 0, 0, 0),
				Unknown: []string{"/2/in/side/parts/0 no second card-report beside the one before it"}}, "two files may stand there, and two cards not, however deep"},
		{`{"in":{"side":` + card + `}}`, ownSaid{Kind: "envelope", Lifecycle: ended, Classes: vector(1, 1, 0, 0, 0, 0, 0)}, "one part alone"},
		{`[{"in":{"side":1},"parts":[1]},` + card + `]`, ownSaid{Kind: "pile", Lifecycle: ended, Classes: vector(1, 1, 0, 0, 0, 0, 0),
			Unknown: []string{"/0 card-report,photo-report,file,envelope"}}, "what could be a file and an envelope is neither"},
		{`{"in":{"side":[` + card + `]}}`, ownSaid{Kind: "envelope", Classes: vector(0, 0, 0, 0, 0, 0, 0), Unknown: []string{"/in/side card-report,photo-report,file"}}, "a list is none of them"},
		{`{"in":{"side":{"type":"other"}}}`, ownSaid{Kind: "envelope", Classes: vector(0, 0, 0, 0, 0, 0, 0), Unknown: []string{"/in/side card-report,photo-report,file"}}, "an envelope holds no such report"},
	})
}

// TestOwnRefusals: where what is not declared stands, in the order of signals, then
// of parts, places and names.
func TestOwnRefusals(t *testing.T) {
	card := func(classes []uint8, unknown ...string) ownSaid {
		return ownSaid{Kind: "card-report", Lifecycle: ended, Classes: classes, Unknown: unknown}
	}
	const words = " good,worn,forged"
	compareOwn(t, []ownCase{
		{`{"type":"card","end":"x","card":{"list":["x"],"all":{"~/":{"word":"x"},"b":{"word":1},"a":{"word":""}},"word":true}}`,
			card(vector(1, 0, 0, 0, 0, 0, 0), "/card/word"+words, "/card/all/a/word"+words, "/card/all/b/word"+words, "/card/all/~0~1/word"+words, "/card/list/0"+words),
			"places in the order of the table, names in theirs"},
		{`{"card":"x","end":"x","type":"card"}`, card(vector(1, 0, 0, 0, 0, 0, 0), "/card an object"), "no object on the way, once"},
		{`{"type":"card","end":"x","card":{"all":[1],"list":{"a":"good"}}}`, card(vector(1, 0, 0, 0, 0, 0, 0), "/card/all an object", "/card/list a list"), "a list for an object, and the other way round"},
		{`{"type":"card","end":"x","card":{"all":{"a":"forged","b":{"word":"worn"}}}}`, card(vector(1, 2, 0, 0, 0, 0, 0), "/card/all/a an object"), "an entry that is none, beside one that is"},
		{`{"type":"card","end":"x","gone":"no","flag":3}`, card(vector(1, 0, 0, 0, 0, 0, 0), "/flag true,false", "/gone true,false"), "the members stand the other way round"},
		{`{"type":"card","end":"x","flag":3,"gone":"no"}`, card(vector(1, 0, 0, 0, 0, 0, 0), "/flag true,false", "/gone true,false"), "and that changes nothing"},
		{`{"type":"card","end":"x","checks":{"b":"no","a":{}},"steps":[{"way":"down"},{"way":"left"},7]}`,
			ownSaid{Kind: "card-report", Lifecycle: ended, Classes: vector(1, 0, 0, 0, 0, 0b001, 0b100), Notable: []string{"checks/a=0", "steps/0=2"},
				Unknown: []string{"/checks/b true,false", "/steps/1/way up,down", "/steps/2 an object"}}, "in sets, where the others still count"},
		{`{"type":"card","end":5,"state":"new"}`,
			ownSaid{Kind: "card-report", Lifecycle: failed, Classes: vector(1, 0, 0, 0, 0, 0, 0), Refused: []string{"/state done,broken", "/end any word that is not empty"}}, "of the lifecycle"},
		{`{"state":"new","parts":[{"type":"photo","level":9,"flag":1,"where":"hall"},{"type":"card","state":"old","end":"x","flag":2,"card":{"word":"x"}}]}`,
			ownSaid{Kind: "file", Lifecycle: ended, Classes: vector(3, 0, 0, 1, 0, 0, 0), Refused: []string{"/state done,broken", "/parts/1/state done,broken"},
				Unknown: []string{"/parts/0/where desk", "/parts/1/card/word" + words, "/parts/0/flag true,false", "/parts/1/flag true,false", "/parts/0/level 0..3"}},
			"of several parts, signal by signal"},
	})
}

// TestOwnWords: what parts say of a context signal is noted by its value, and a caller
// can be held to it; what is merely supposed is not noted.
func TestOwnWords(t *testing.T) {
	const card, office = `{"type":"card","end":"x"}`, `{"type":"photo","level":1,"where":"desk"}`
	s := schemaOf(t, ownTable)
	for _, c := range []struct {
		doc   string
		class uint8 // of the way
		word  string
		why   string
	}{
		{card, 1, "", "supposed"},
		{`{"type":"photo","level":1}`, 3, "", "supposed as well, though the kind has a place for it"},
		{`{"type":"photo","level":1,"where":"hall"}`, 3, "", "a word that is not known says nothing"},
		{office, 2, "office", "the value, not the word of the place"},
		{`[` + card + `,` + office + `]`, 2, "office", "one part says what the other supposes"},
		{`[` + office + `,` + card + `]`, 2, "office", "in any order"},
		{`{"type":"other"}`, 0, "", "neither"},
		{`{"provider":"p1","way":"office"}`, 2, "office", "a Get process document says it in its own place"},
	} {
		var r Reading
		if err := s.Read([]byte(c.doc), generous, &r); err != nil {
			t.Fatalf("%s: %v", c.doc, err)
		}
		want := Words{}
		if c.word != "" {
			want[0] = unique.Make(c.word)
		}
		if r.Vector[1] != c.class || r.Words != want {
			t.Errorf("%s: the way is %d, noted %v, want %d, %v: %s", c.doc, r.Vector[1], r.Words, c.class, want, c.why)
		}
	}
}

// TestOwnUnknownParts: of the places where no part stands that is known, or a second
// one, the first hundred are named. Unknown values in parts are named beside them.
func TestOwnUnknownParts(t *testing.T) {
	const card, wrong = `{"type":"card","end":"x"}`, `{"type":"photo","level":9,"note":1}`
	file := func(parts ...[]string) string {
		return `{"parts":[` + strings.Join(slices.Concat(parts...), ",") + `]}`
	}
	many := func(n int, part string) []string { return slices.Repeat([]string{part}, n) }
	s := schemaOf(t, ownTable)
	for _, c := range []struct {
		doc    string
		places int // that are named
		last   string
		why    string
	}{
		{file(many(100, `null`)), 100, "/parts/99", "a hundred"},
		{file(many(101, `null`)), 100, "/parts/99", "one more"},
		{file(many(101, card)), 100, "/parts/100", "the first card may stand there"},
		{file(many(102, card)), 100, "/parts/100", "one more"},
		{file(many(99, `7`), many(3, card)), 100, "/parts/100", "both sorts together"},
		{file(many(150, `null`), many(1, wrong)), 101, "/parts/150/level", "an unknown value beside them"},
		{`[` + file(many(60, `{}`)) + `,` + file(many(60, `[]`)) + `]`, 100, "/1/parts/39", "in the whole document, not in each of its parts"},
	} {
		var r Reading
		if err := s.Read([]byte(c.doc), generous, &r); err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		if last := r.Unknown[len(r.Unknown)-1].Pointer; len(r.Unknown) != c.places || last != c.last {
			t.Errorf("%s: %d places, the last %s, want %d and %s", c.why, len(r.Unknown), last, c.places, c.last)
		}
	}
}

// TestOwnKinds: which shapes are of a kind, and which are of none or of several.
func TestOwnKinds(t *testing.T) {
	s := schemaOf(t, ownTable)
	all := []string{"get-process", "card-report", "photo-report", "empty-report", "file", "envelope", "pile"}
	for _, c := range []struct {
		doc     string
		kind    string
		several []string
		why     string
	}{
		{`{"type":"card"}`, "card-report", nil, "its one member"},
		{`{"type":"c\u0061rd"}`, "card-report", nil, "a word may have escapes"},
		{`{"\u0074ype":"card"}`, "card-report", nil, "and so may a name"},
		{`{"type":"a \"photo\"","note":0}`, "photo-report", nil, "the second word"},
		{`{"type":"photo","checks":{"a":null}}`, "photo-report", nil, "an object with a member is there, whatever that is"},
		{`{"type":"photo"}`, "", nil, "none of some"},
		{`{"type":"photo","level":null,"note":{ },"checks":[
			]}`, "", nil, "null and empty brackets are not there"},
		{`{"type":"Card"}`, "", nil, "words compare exactly"},
		{`{"type":["card"]}`, "", nil, "a list is no word"},
		{`{"type":{"type":"card"}}`, "", nil, "nor is an object"},
		{`{"type":7}`, "", nil, "nor is a number"},
		{`{"type":"card","parts":[1]}`, "", nil, "neither a card nor a file"},
		{`{"type":"card","parts":[ ]}`, "card-report", nil, "empty parts are not there"},
		{`{"parts":false}`, "file", nil, "false is there"},
		{`{"parts":""}`, "file", nil, "so is the empty text"},
		{`{"in":{"side":0}}`, "envelope", nil, "and 0"},
		{`{"in":["side"]}`, "", nil, "a list has no members"},
		{`{"in":"side"}`, "", nil, "nor has a text"},
		{`{"in":{"side":1},"parts":[1]}`, "", []string{"file", "envelope"}, "a file and an envelope"},
		{`{}`, "", nil, "nothing at all"},
		{`{"provider":null,"type":"card"}`, "card-report", nil, "no provider is named"},
		{`{"type":"card","provider":"p1"}`, "get-process", nil, "one is"},
		{`[{"in":{"side":1},"parts":[1]},{"type":"card"}]`, "pile", nil, "one entry is known"},
		{`[{"in":{"side":1},"parts":[1]}]`, "pile", nil, "an entry that is several is still one of them"},
	} {
		var r Reading
		err := s.Read([]byte(c.doc), generous, &r)
		var unknown *UnknownKind
		switch {
		case c.kind != "" && (err != nil || r.Kind != c.kind):
			t.Errorf("%s is %q, %v, want %s: %s", c.doc, r.Kind, err, c.kind, c.why)
		case c.kind == "" && (!errors.As(err, &unknown) || !errors.Is(err, ErrUnknownProvider)):
			t.Errorf("%s is %q, %v, want no kind: %s", c.doc, r.Kind, err, c.why)
		case c.kind == "" && !cmp.Equal(*unknown, UnknownKind{all, c.several}):
			t.Errorf("%s is one of %v, %v, want %v, %v: %s", c.doc, unknown.Understood, unknown.Several, all, c.several, c.why)
		}
	}
}

// TestOwnLists: a list of which no entry is known is no document, and says which
// would be.
func TestOwnLists(t *testing.T) {
	s := schemaOf(t, ownTable)
	const reason = "the document is not an object, and no list whose entries are of a kind that is understood: card-report, photo-report, file, envelope"
	for _, doc := range []string{`[]`, `[1]`, ` [null,{}]`, `[{"type":"other"}]`, `[[{"type":"card"}]]`, `[{"provider":"p1"}]`} {
		var r Reading
		err := s.Read([]byte(doc), generous, &r)
		if m, ok := err.(*Malformed); !ok || m.Reason != reason {
			t.Errorf("%s: %v, want %s", doc, err, reason)
		}
	}
	plain := schemaOf(t, "")
	var r Reading
	err := plain.Read([]byte(`[{"type":"card"}]`), generous, &r)
	if m, ok := err.(*Malformed); !ok || strings.Contains(m.Reason, ":") {
		t.Errorf("without kinds a list is %v, want malformed, and no kind named", err)
	}
}
