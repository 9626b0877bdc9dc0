package reference_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// ownTable has kinds of documents. It decides little, so that answers show what was
// read.
const ownTable = `provider: courier
title: A table with kinds of documents
source: nowhere
gives: [accepted, inconclusive, rejected]
signals:
  kind: {meaning: m, values: [home, office], context: true}
  card: {meaning: m, path: /card, values: [genuine, worn, forged], needed: always}
  photo: {meaning: m, path: /photo/*, type: boolean, set: true, values: [true, false]}
rules:
  - {id: forged, status: rejected, when: 'card == "forged"', reason: r, source: s, basis: text}
  - {id: worn, status: inconclusive, when: 'card == "worn"', reason: r, source: s, basis: text}
  - {id: blurred, status: inconclusive, when: 'any(photo, # == false)', reason: r, source: s, basis: text}
  - {id: sharp, status: accepted, when: 'any(photo, # == true) and card == "genuine"', reason: r, source: s, basis: text}
remarks:
  - {id: at-home, when: 'kind == "home"', reason: r}
  - {id: at-office, when: 'kind == "office"', reason: r}
documents:
  - kind: card-report
    meaning: m
    source: s
    looks: {has: {/type: [card, id]}, none: [/all]}
    suppose: {kind: home}
    lifecycle: {failed: /broken}
    signals:
      card: [/card, '/more/[]/card', {path: /doubt, words: {none: absent, some: worn}, absent: genuine}]
  - kind: photo-report
    meaning: m
    source: s
    looks: {has: {/type: photo}, some: [/eyes, /kind], none: [/all]}
    signals: {kind: /kind, photo: /eyes/*}
  - kind: file
    meaning: m
    source: s
    looks: {has: {/all: any}}
    holds: {path: '/all/[]', kinds: [card-report, photo-report]}
    lifecycle: {failed: /broken}
  - kind: loose
    meaning: m
    source: s
    looks: list
    holds: {path: '/[]', kinds: [card-report, photo-report, file]}
`

func ownBook(t *testing.T) *rulebook.Book {
	t.Helper()
	book, problems := rulebook.Load(fstest.MapFS{
		"process.yaml": {Data: []byte(brokenLifecycle)},
		"courier.yaml": {Data: []byte(ownTable)},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return book
}

func TestOwnDocuments(t *testing.T) {
	book := ownBook(t)
	says := func(kind string, rules []string, remarks ...string) reference.Answer {
		return reference.Answer{Kind: kind, Rules: rules, Remarks: remarks}
	}
	unknown := func(pointers ...string) reference.Answer {
		return reference.Answer{Kind: reference.UnknownValue, Unknown: pointers}
	}
	var hundred []string
	for i := range 100 {
		hundred = append(hundred, fmt.Sprintf("/all/%d", i))
	}
	malformed, nobodys, undecided := reference.Answer{Kind: reference.Malformed}, reference.Answer{Kind: reference.UnknownProvider}, reference.Answer{Kind: reference.Undecided}
	tests := []struct {
		why  string
		doc  string
		kind string // supplied
		want reference.Answer
	}{
		{"the worst of three places, and the kind is supposed", `{"type":"card","card":"genuine","more":[{"card":"worn"},{"card":"forged"}]}`, "", says("rejected", []string{"forged"}, "at-home")},
		{"what is supplied goes before what is supposed", `{"type":"id","card":"worn"}`, "office", says("inconclusive", []string{"worn"}, "at-office")},
		{"where nothing stands the card is genuine", `[{"type":"card"},{"type":"photo","eyes":{"a":true}}]`, "", says("accepted", []string{"sharp"}, "at-home")},
		{"a word that says nothing is no better than that", `[{"type":"card","doubt":"none"},{"type":"photo","eyes":{"a":true}}]`, "", says("accepted", []string{"sharp"}, "at-home")},
		{"the place has a word of its own", `{"type":"card","doubt":"some"}`, "", says("inconclusive", []string{"worn"}, "at-home")},
		{"what a part says goes before what another one supposes", `{"all":[{"type":"card"},{"type":"photo","kind":"office","eyes":{"a":true}}]}`, "", says("accepted", []string{"sharp"}, "at-office")},
		{"and what is supplied has to agree with it", `{"all":[{"type":"card"},{"type":"photo","kind":"office","eyes":{"a":true}}]}`, "home", unknown("/kind")},
		{"as here", `{"all":[{"type":"card"},{"type":"photo","kind":"office","eyes":{"a":true}}]}`, "office", says("accepted", []string{"sharp"}, "at-office")},
		{"a hundred strangers are named", `{"all":[` + strings.Repeat("0,", 150) + `0]}`, "", unknown(hundred...)},
		{"a part fails, and nothing else is looked at", `{"all":[{"type":"card","broken":1},{"type":"new"}]}`, "", says("failed", []string{"failed"})},
		{"the holder fails", `{"all":[{"type":"photo","eyes":[]}],"broken":1}`, "", says("failed", []string{"failed"})},
		{"no list of parts", `{"all":false}`, "", unknown("/all")},
		{"one part is not", `{"all":[{"type":"card","card":"lost"},null]}`, "", unknown("/all/1", "/all/0/card")},
		{"a second card", `[{"all":[{"type":"card"}]},{"type":"card"}]`, "", unknown("/1")},
		{"two files", `[{"all":[{"type":"card","card":"worn"}]},{"all":[{"type":"photo","eyes":{"a":false}}]}]`, "", says("inconclusive", []string{"worn", "blurred"}, "at-home")},
		{"signal by signal, part by part, and a supplied word last", `{"all":[{"type":"photo","kind":"street","eyes":[1]},{"type":"card","card":1,"more":{"a":1}}]}`, "nowhere",
			unknown("/all/0/kind", "/kind", "/all/1/card", "/all/1/more", "/all/0/eyes")},
		{"only photos of no card", `{"type":"photo","eyes":{"a":true}}`, "", undecided},
		{"a photo needs eyes or a kind", `{"type":"photo"}`, "", nobodys},
		{"a file whatever its type; its card is genuine, and there is no photo", `{"type":"card","all":[{"type":"card"}]}`, "", undecided},
		{"nothing", `{}`, "", nobodys},
		{"a provider is named, and it is no courier", `{"type":"card","provider":"porter"}`, "", nobodys},
		{"a courier is named, whose own document that would be", `{"type":"card","provider":"courier","card":"worn"}`, "", says("inconclusive", []string{"worn"})},
		{"a provider that is no name", `{"type":"card","provider":{}}`, "", nobodys},
		{"no provider", `{"type":"card","provider":null,"card":"worn"}`, "", says("inconclusive", []string{"worn"}, "at-home")},
		{"a list of nothing known", `[{"type":"new"},1]`, "", malformed},
		{"an empty list", `[]`, "", malformed},
		{"a text", `"card"`, "", malformed},
	}
	for _, test := range tests {
		got := reference.Decide(book, []byte(test.doc), map[string]string{"kind": test.kind})
		if diff := cmp.Diff(test.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", test.why, test.doc, diff)
		}
	}
}

// TestReadIn: classes of documents of all kinds, where Read takes every object for a
// Get process document.
func TestReadIn(t *testing.T) {
	book := ownBook(t)
	courier := book.Tables[0]
	tests := []struct {
		why       string
		doc       string
		table     *rulebook.Table
		in, plain []uint8 // nil where it is not ok
	}{
		{"a provider's own document", `{"type":"card","card":"worn"}`, courier, []uint8{1, 2, 0}, []uint8{0, 2, 0}},
		{"its life", `{"type":"card","broken":0,"failed":0}`, book.Lifecycle, []uint8{1}, []uint8{1}},
		{"the life at another place", `{"type":"card","failed":0}`, book.Lifecycle, []uint8{0}, []uint8{1}},
		{"a Get process document", `{"provider":"courier","card":"forged"}`, courier, []uint8{0, 3, 0}, []uint8{0, 3, 0}},
		{"of several parts", `[{"type":"photo","eyes":{"a":true}},{"type":"card","card":"forged"},{"type":"photo","eyes":{"b":false}}]`, courier, nil, nil},
		{"sets add up", `{"all":[{"type":"photo","eyes":{"a":true,"b":null}},{"type":"card"}]}`, courier, []uint8{1, 1, 0b011}, []uint8{0, 0, 0}},
		{"what is not declared", `{"type":"card","card":"lost"}`, courier, nil, nil},
		{"of no kind", `{"card":"worn"}`, courier, nil, []uint8{0, 2, 0}},
	}
	for _, test := range tests {
		in, ok := reference.ReadIn(book, test.table, []byte(test.doc), nil)
		if ok != (test.in != nil) || ok && !cmp.Equal(in, test.in) {
			t.Errorf("%s: %s in the book is %v, %v, want %v", test.why, test.doc, in, ok, test.in)
		}
		plain, ok := reference.Read(test.table, []byte(test.doc), nil)
		if ok != (test.plain != nil) || ok && !cmp.Equal(plain, test.plain) {
			t.Errorf("%s: %s alone is %v, %v, want %v", test.why, test.doc, plain, ok, test.plain)
		}
	}
	for doc, want := range map[string]*rulebook.Table{`{"type":"card"}`: courier, `[{"type":"card"}]`: courier, `{"type":"new"}`: nil, `[]`: nil, `{"provider":"courier"}`: courier, `{`: nil} {
		if got := reference.Table(book, []byte(doc)); got != want {
			t.Errorf("%s is for the table %v, want %v", doc, got, want)
		}
	}
}
