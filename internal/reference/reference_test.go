package reference_test

import (
	"math/big"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict/internal/reference"
	"github.com/verdict-id/verdict/internal/rulebook"
)

// The tests of the root hold the library against this package on all documents.
// What stands here is what the embedded tables cannot show.

const brokenLifecycle = `provider: '*'
title: A lifecycle
source: nowhere
gives: [failed]
else: judge
signals:
  failed: {meaning: m, path: /failed, type: presence}
rules:
  - {id: failed, status: failed, when: 'failed == present', reason: r, source: s, basis: text}
`

// brokenTable breaks promises: it accepts beside a stricter row and while
// something is missing, decides nothing where all is there, and gets milder
// where a signal gets worse.
const brokenTable = `provider: courier
title: A table that breaks its promises
source: nowhere
gives: [accepted, rejected]
signals:
  kind: {meaning: m, values: [home, office], context: true}
  card: {meaning: m, path: /card, values: [genuine, worn, forged], needed: always}
  photo: {meaning: m, path: /photo, type: boolean, values: [true, false], needed: always}
rules:
  - {id: worn, status: rejected, when: 'card == "worn"', reason: r, source: s, basis: text}
  - {id: office, status: accepted, when: 'kind == "office" and card in ["genuine", "worn", "forged"]', reason: r, source: s, basis: text}
  - {id: forged, status: accepted, when: 'card == "forged"', reason: r, source: s, basis: text}
`

func TestBookThatBreaksItsPromises(t *testing.T) {
	book, problems := rulebook.Load(fstest.MapFS{
		"process.yaml": {Data: []byte(brokenLifecycle)},
		"courier.yaml": {Data: []byte(brokenTable)},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tests := []struct {
		why     string
		doc     string
		context map[string]string
		want    reference.Answer
	}{
		{"the photo is missing, and a row holds all the same", `{"provider":"courier","card":"forged"}`, nil,
			reference.Answer{Kind: "accepted", Rules: []string{"forged"}}},
		{"all is there, and no row holds", `{"provider":"courier","card":"genuine","photo":true}`, nil,
			reference.Answer{Kind: reference.Undecided}},
		{"two rows hold, and the stricter one decides", `{"provider":"courier","card":"worn"}`, map[string]string{"kind": "office"},
			reference.Answer{Kind: "rejected", Rules: []string{"worn", "office"}}},
		{"the caller's word is not declared; it has no place in the document and is named at the top", `{"provider":"courier","card":"worn"}`, map[string]string{"kind": "street"},
			reference.Answer{Kind: reference.UnknownValue, Unknown: []string{"/kind"}}},
		{"the empty text supplies nothing", `{"provider":"courier","card":"genuine"}`, map[string]string{"kind": ""},
			reference.Answer{Kind: reference.Undecided}},
		{"the lifecycle decides before an unknown card is seen", `{"provider":"courier","card":"new","failed":0}`, nil,
			reference.Answer{Kind: "failed", Rules: []string{"failed"}}},
		{"no table for the provider, though the lifecycle would decide", `{"provider":"porter","failed":0}`, nil,
			reference.Answer{Kind: reference.UnknownProvider}},
		{"a member twice is not strict JSON", `{"provider":"courier","card":"worn","card":"worn"}`, nil,
			reference.Answer{Kind: reference.Malformed}},
	}
	for _, test := range tests {
		got := reference.Decide(book, []byte(test.doc), test.context)
		if diff := cmp.Diff(test.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", test.why, test.doc, diff)
		}
	}
}

func TestWhole(t *testing.T) {
	tests := []struct {
		number, digits string
		zeros          int64
		ok             bool
		why            string
	}{
		{"6", "6", 0, true, "as it is written"},
		{"60", "6", 1, true, "a zero at the end is no digit"},
		{"6.0", "6", 0, true, "a fraction of zeros adds nothing"},
		{"60e-1", "6", 0, true, "sixty tenths are six"},
		{"0.06E+2", "6", 0, true, "six hundredths, a hundred times"},
		{"1.20e3", "12", 2, true, "1200"},
		{"1e400", "1", 400, true, "too large for any number type"},
		{"-0", "0", 0, true, "zero has no sign"},
		{"0.0e999", "0", 0, true, "zero has no power"},
		{"5.9", "59", -1, false, "not whole"},
		{"6e-1", "6", -1, false, "not whole"},
		{"-6", "6", 0, false, "below zero"},
	}
	for _, test := range tests {
		digits, zeros, ok := reference.Whole(test.number)
		if digits != test.digits || zeros.Cmp(big.NewInt(test.zeros)) != 0 || ok != test.ok {
			t.Errorf("%s: %s and %s zeros, %v; want %s and %d, %v: %s", test.number, digits, zeros, ok, test.digits, test.zeros, test.ok, test.why)
		}
	}
}
