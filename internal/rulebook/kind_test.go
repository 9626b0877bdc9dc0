package rulebook

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// kindBook is a lifecycle, and a table with kinds of documents.
func kindBook(documents string) fstest.MapFS {
	return fstest.MapFS{
		"process.yaml": {Data: []byte("provider: '*'\nelse: judge\ntitle: Demo\nsource: Demo\ngives: failed\nsignals:\n" +
			"  status: {meaning: Any., path: /status, values: [ended, failed], words: {ok: ended, no: failed}}\nrules:\n" +
			"  - {id: process-failed, status: failed, when: 'status == \"failed\"', reason: Any., source: Demo, basis: text}\n")},
		"demo.yaml": {Data: []byte("provider: [demo, demo2]\ntitle: Demo\nsource: Demo\ngives: accepted\nsignals:\n" +
			"  asked: {meaning: Any., path: /asked, values: [little, much], order: none, context: true, needed: always}\n" +
			"  word: {meaning: Any., path: /word, also: /other, values: [clear, consider]}\n" +
			"  checks: {meaning: Any., path: /checks/*, type: boolean, set: true, values: [true, false]}\n" +
			"terms:\n  said: 'word == \"clear\"'\nrules:\n" +
			"  - {id: demo-ok, status: accepted, when: 'word == \"clear\"', reason: Any., source: Demo, basis: text}\n" + documents)},
	}
}

// describeKind writes down all that a kind says.
func describeKind(t *Table, k *DocumentKind) []string {
	lines := []string{k.Name + ": " + k.Meaning + " " + k.Source + " " + strings.Join(k.Basis, " ")}
	add := func(texts ...string) { lines = append(lines, strings.Join(texts, " ")) }
	if k.Looks.List {
		add("looks list")
	}
	for _, m := range k.Looks.Has {
		add("has", m.Path.String(), strings.Join(m.Words, " or "))
	}
	for _, p := range k.Looks.Some {
		add("some", p.String())
	}
	for _, p := range k.Looks.None {
		add("none", p.String())
	}
	if k.Holds != nil {
		add("holds", k.Holds.Path.String(), strings.Join(k.Holds.Kinds, " or "))
	}
	for _, s := range k.Suppose {
		add("supposes", t.Signals[s.Signal].Name, t.Signals[s.Signal].ClassName(s.Class))
	}
	for _, of := range []*Table{k.Lifecycle, k.Table} {
		for _, s := range of.Signals {
			if len(s.Path)+len(s.Also) > 0 || s.Context {
				add(s.Name, "is still read where a Get process document has it")
			}
			for _, p := range s.Places {
				add(s.Name, "at", p.Signal.Path.String()+describeWords(p))
			}
		}
	}
	for _, f := range k.Table.Result {
		for _, s := range f.Sources {
			line := f.Name + " from " + describeSource(s)
			for _, word := range slices.Sorted(maps.Keys(s.Words)) {
				line += ", " + word + " as " + s.Words[word]
			}
			add(line)
		}
	}
	return lines
}

// describeWords writes down what stands at a place.
func describeWords(p Place) string {
	text := ""
	for _, w := range p.Signal.Words {
		text += ", " + w.Raw + " is " + p.Signal.ClassName(w.Class)
	}
	if p.Signal.Other != 0 {
		text += ", any other is " + p.Signal.ClassName(p.Signal.Other)
	}
	if p.Absent != 0 {
		text += ", nothing is " + p.Signal.ClassName(p.Absent)
	}
	return text
}

// TestKinds reads one table with everything that a kind can say.
func TestKinds(t *testing.T) {
	book, problems := Load(kindBook(`documents:
  - kind: demo-report
    meaning: A report.
    source: Demo
    basis: [text, R7]
    looks:
      has: {/name: [first, second], /report: any, /sort: third}
      some: [/report/word, /report/checks]
      none: /reports
    suppose: {asked: much}
    lifecycle:
      status: [{path: /state, words: {done: ended, '*': failed}, absent: failed}, /report/status]
    signals:
      checks: {path: '/report/checks/[]/passed', words: {true: 'false', yes: true, unsure: absent}}
      word: [/report/word, {path: '/report/breakdown/*/word', absent: consider}]
      asked: {path: /name, words: {first: little, second: much}}
    result:
      lastName: {path: /report/name, as: unfilled}
      gender: {path: /report/sex, words: {male: M, female: F}, basis: R7}
      documentNumber: '/report/numbers/[]/value'
      dateOfBirth: [{path: [/report/born, /born], as: birth-date}, {constant: x, when: 'said'}]
      dateOfExpiry: {path: /report/ends, as: expiry-date}
  - {kind: demo-other, meaning: Another report., source: Demo, looks: {has: {/other: any}}}
  - {kind: demo-check, meaning: A check., source: Demo, looks: {has: {/reports: any}}, holds: {path: '/reports/[]', kinds: [demo-report, demo-other]}}
  - {kind: demo-list, meaning: A list., source: Demo, looks: list, suppose: {asked: little}, holds: {path: '/[]', kinds: demo-check}}
`))
	for _, p := range problems {
		t.Error(p)
	}
	if t.Failed() {
		return
	}
	var got []string
	for _, k := range book.Tables[0].Documents {
		got = append(got, describeKind(book.Tables[0], k)...)
	}
	want := []string{
		"demo-report: A report. Demo text R7",
		"has /name first or second", "has /report ", "has /sort third",
		"some /report/word", "some /report/checks", "none /reports",
		"supposes asked much",
		"status at /state, done is ended, any other is failed, nothing is failed",
		"status at /report/status, ok is ended, no is failed",
		"asked at /name, first is little, second is much",
		"word at /report/word, clear is clear, consider is consider",
		"word at /report/breakdown/*/word, clear is clear, consider is consider, nothing is consider",
		"checks at /report/checks/[]/passed, true is false, yes is true, unsure is without value",
		"lastName from /report/name as unfilled",
		"dateOfExpiry from /report/ends as expiry-date",
		"gender from /report/sex by R7, female as F, male as M",
		"documentNumber from /report/numbers/[]/value",
		"dateOfBirth from /report/born as birth-date", "dateOfBirth from /born as birth-date", "dateOfBirth from constant x when said",
		"demo-other: Another report. Demo ", "has /other ",
		"demo-check: A check. Demo ", "has /reports ", "holds /reports/[] demo-report or demo-other",
		"demo-list: A list. Demo ", "looks list", "holds /[] demo-check", "supposes asked little",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !book.Tables[0].UsedTerms()["said"] {
		t.Error("a term that only the result of a kind uses is used")
	}
	if s := book.Tables[0].Signals[0]; len(s.Path) == 0 || !s.Context || len(s.Places) > 0 {
		t.Errorf("the table's own signal is %+v; kinds have their own", s)
	}
	for i, reads := range []bool{true, false, false, false} {
		if k := book.Tables[0].Documents[i]; k.Reads() != reads {
			t.Errorf("%s carries signals: %v, want %v", k.Name, k.Reads(), reads)
		}
	}
}

// TestKindsOfABook: what a table alone cannot get wrong. The rest is in
// testdata/refused of the root.
func TestKindsOfABook(t *testing.T) {
	const kind = "documents:\n  - {kind: demo-report, meaning: Any., source: Demo, looks: {has: {/report: any}}, lifecycle: {status: /report/status}}\n"
	for _, c := range []struct {
		why    string
		change func(book fstest.MapFS)
		want   []string // place, code and message
	}{
		{"nothing is wrong", func(fstest.MapFS) {}, nil},
		{"the lifecycle is for no provider", func(book fstest.MapFS) {
			book["process.yaml"].Data = append(book["process.yaml"].Data, kind...)
		}, []string{"process.yaml:11:3 KEY the lifecycle table is for no provider, and so for no provider's documents"}},
		{"one name is one kind in the whole book", func(book fstest.MapFS) {
			book["memo.yaml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("[demo, demo2]", "memo", "demo-ok", "memo-ok").Replace(string(book["demo.yaml"].Data)))}
		}, []string{"memo.yaml:14:5 TWICE the kind demo-report stands here a second time; the first is in demo.yaml"}},
		{"without a lifecycle that is all that is wrong", func(book fstest.MapFS) {
			delete(book, "process.yaml")
		}, []string{".:0:0 BOOK no lifecycle table: one file has to have provider: '*'"}},
		{"of a lifecycle that cannot be read too", func(book fstest.MapFS) {
			book["process.yaml"].Data = []byte("- process\n")
		}, []string{"process.yaml:1:1 YAML a table is a mapping of keys to values"}},
		{"two empty names are no second use of one", func(book fstest.MapFS) {
			book["demo.yaml"].Data = []byte(strings.Replace(string(book["demo.yaml"].Data), kind, kind+strings.TrimPrefix(kind, "documents:\n"), 1))
			book["demo.yaml"].Data = []byte(strings.ReplaceAll(string(book["demo.yaml"].Data), "kind: demo-report", "kind: ''"))
		}, []string{"demo.yaml:14:12 VALUE kind has to be text", "demo.yaml:15:12 VALUE kind has to be text"}},
	} {
		book := kindBook(kind)
		c.change(book)
		_, problems := Load(book)
		var got []string
		for _, p := range problems {
			place, _, _ := strings.Cut(p.String(), ": "+string(p.Code))
			if p.Line == 0 {
				place += ":0:0"
			}
			got = append(got, place+" "+string(p.Code)+" "+p.Message)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}
