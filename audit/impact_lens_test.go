package audit

import (
	"encoding/json"
	"io/fs"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/corpus"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/rules"
)

// replaced replaces parts of a table, each of which has to be there.
func replaced(t *testing.T, pairs ...string) func(string) string {
	return func(text string) string {
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(text, pairs[i]) {
				t.Fatalf("no %q is in the table", pairs[i])
			}
			text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
		}
		return text
	}
}

// bookPair is two rule books: one makes the vectors, the other judges them.
type bookPair struct {
	why       string
	made, now fs.FS
	open      bool // some vectors do not tell what the other book gives
	kinds     bool // some that documents of providers' own may have do not, as those are read otherwise
}

func bookPairs(t *testing.T) []bookPair {
	t.Helper()
	facetec, onfido := example(t, "facetec-level-8"), example(t, "onfido-caution-rejects")
	change := func(file string, pairs ...string) fs.FS {
		return edited(t, map[string]func(string) string{file: replaced(t, pairs...)})
	}
	const also = "    also: /providerSpecific/session/"
	split := change("readid.yaml", "NOT_SUPPORTED: NOT_AVAILABLE", "NOT_SUPPORTED: FAILED", "chipCloneDetection: NOT_SUPPORTED", "chipCloneDetection: NOT_PRESENT")
	fewer := change("readid.yaml", "      NOT_PRESENT: NOT_AVAILABLE\n", "")
	levels := change("facetec.yaml", "range: [15, 0]", "range: [20, 0]", "6..15", "6..20")
	star := change("onfido.yaml", "{unknown: unknown, '*': known}", "{unknown: unknown, passport: unknown, '*': known}")
	spelling := change("readid.yaml", also+"chipVerification\n", "", also+"chipCloneDetection\n", "")
	gone := edited(t, map[string]func(string) string{"facetec.yaml": func(string) string { return "" }})
	closed := change("process.yaml", "cancelled: canceled", "cancelled: failed", "{status: cancelled}\n    status: canceled", "{status: cancelled}\n    status: failed")
	const session = "chipVerification: /consolidatedIdentityData/chipVerification"
	moved := change("readid.yaml", session, "chipVerification: /consolidatedIdentityData/verification")
	spoken := change("onfido.yaml", "facial_similarity_motion: documentVideo", "facial_similarity_motion: documentSelfie")
	stricter := change("facetec.yaml", "some: [/success, /error, /wasProcessed]", "some: [/success, /error]")
	noEvents := change("onfido.yaml", eventKind(t), "", "onfido-check, onfido-webhook]", "onfido-check]")
	plain := edited(t, map[string]func(string) string{"onfido.yaml": withoutKinds(t), "readid.yaml": withoutKinds(t), "facetec.yaml": withoutKinds(t)})
	return []bookPair{
		{"the book itself", nil, nil, false, false},
		{"other conditions", nil, facetec, false, false},
		{"and back", facetec, nil, false, false},
		{"values in another order", nil, onfido, false, false},
		{"and back", onfido, nil, false, false},
		{"both", facetec, onfido, false, false},
		{"a word counts as another value, which its vector does not tell", nil, split, true, true},
		{"and back: FAILED may be that word", split, nil, true, true},
		{"a word is not declared any more", nil, fewer, true, true},
		{"a word is declared that was not", fewer, nil, true, true},
		{"a range is wider", nil, levels, true, true},
		{"a range is narrower, and its values are told apart", levels, nil, false, true},
		{"any other word is split", nil, star, true, true},
		{"and back: unknown may be that word", star, nil, true, true},
		{"a second name is not read any more", nil, spelling, true, false},
		{"a second name is read", spelling, nil, true, false},
		{"a provider is not known any more", nil, gone, false, true},
		{"a provider becomes known, and so do its own documents", gone, nil, false, true},
		{"a word of the lifecycle counts as another value", nil, closed, true, false},
		{"and back: the recorded status tells", closed, nil, false, false},
		{"a kind carries a signal elsewhere", nil, moved, false, true},
		{"and back", moved, nil, false, true},
		{"a word at a place of a kind means another value", nil, spoken, false, true},
		{"a kind is recognised otherwise", nil, stricter, false, true},
		{"and back", stricter, nil, false, true},
		{"a kind is not known any more", nil, noEvents, false, true},
		{"a kind becomes known", noEvents, nil, false, true},
		{"no kind is known any more", nil, plain, false, true},
		{"kinds become known", plain, nil, false, true},
	}
}

// withoutKinds leaves the kinds of documents out of a table.
func withoutKinds(t *testing.T) func(string) string {
	return func(text string) string {
		before, from, ok := strings.Cut(text, "\ndocuments:\n")
		_, after, more := strings.Cut(from, "\ntests:\n")
		if !ok || !more {
			t.Fatal("a table does not have documents and then tests")
		}
		return before + "\ntests:\n" + after
	}
}

// eventKind is what the table of Onfido says of webhook events.
func eventKind(t *testing.T) string {
	t.Helper()
	text, err := fs.ReadFile(rules.Book(), "onfido.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, from, ok := strings.Cut(string(text), "  - kind: onfido-webhook\n")
	event, _, more := strings.Cut(from, "  - kind: ")
	if !ok || !more {
		t.Fatal("the table does not have a kind onfido-webhook before another one")
	}
	return "  - kind: onfido-webhook\n" + event
}

func loaded(t *testing.T, fsys fs.FS) *book {
	t.Helper()
	b, err := load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// vectorOf is the vector of a document, of which a histogram tells everything: signals
// for remarks alone have no part in it, nor what stands beside an undeclared value.
func vectorOf(b *book, doc string) vector {
	var j judged
	j.judge(b, []byte(doc))
	v := vector{provider: j.Provider, recorded: j.recorded, known: j.derived != notJSON}
	if !v.known {
		return v
	}
	v.table, v.early, v.vector = j.Table, j.Early, j.Vector
	v.refused[0] = refuses(b.tables[0].Table, j.Refused, &v.early)
	if v.table != 0 {
		v.refused[1] = refuses(b.tables[v.table].Table, j.Unknown, &v.vector)
	}
	return v
}

// documentsToSee are those of a corpus and of the conformance suite.
func documentsToSee(t *testing.T) []string {
	t.Helper()
	text, _ := made(t, corpus.Corpus{Seed: 12, Records: 1500, Own: true})
	var docs []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			docs = append(docs, line)
		}
	}
	for v := range conformance.Vectors() {
		docs = append(docs, string(v.Document))
	}
	if len(docs) < 5000 {
		t.Fatalf("only %d documents", len(docs))
	}
	return docs
}

// puts are values in the places of the signals of books, in which documents can differ.
type put struct {
	path  rulebook.Path
	value any
	from  rulebook.Path // where it is not empty, what stands there is moved, or copied
	copy  bool
}

// putsOf are all words of two books, and a few values that neither declares, in all
// places of the tables for a provider.
func putsOf(provider string, books ...*book) []put {
	words := map[string]bool{"passport": true, "wobble": true}
	var paths []rulebook.Path
	var all []put
	for _, b := range books {
		table, _ := b.judge.Table(provider)
		for _, t := range []int{0, table} {
			for _, s := range b.tables[t].Signals {
				if n := 0; len(s.Also) > 0 {
					for s.Path[n] == s.Also[n] {
						n++
					}
					a, b := s.Path[:n+1], s.Also[:n+1]
					all = append(all, put{path: a, from: b}, put{path: b, from: a}, put{path: a, from: b, copy: true}, put{path: b, from: a, copy: true})
				}
				for _, p := range []rulebook.Path{s.Path, s.Also} {
					if len(p) > 0 {
						paths = append(paths, p)
					}
				}
				for _, w := range s.Words {
					if w.Raw != "*" {
						words[w.Raw] = true
					}
				}
			}
		}
	}
	return append(all, putsAt(paths, words)...)
}

// ownPutsOf is the same for documents that the provider itself sends.
func ownPutsOf(provider string, books ...*book) []put {
	words := map[string]bool{"passport": true, "wobble": true}
	var paths []rulebook.Path
	for _, b := range books {
		table, _ := b.judge.Table(provider)
		kinds := b.tables[table].Documents
		for _, k := range kinds {
			for _, s := range slices.Concat(k.Table.Signals, k.Lifecycle.Signals) {
				for _, p := range s.Places {
					for _, w := range p.Signal.Words {
						words[w.Raw] = true
					}
					for _, whole := range holdersOf(k, kinds) {
						paths = append(paths, slices.Concat(whole, p.Signal.Path))
					}
				}
			}
		}
	}
	return putsAt(paths, words)
}

func putsAt(paths []rulebook.Path, words map[string]bool) (all []put) {
	values := []any{nil, true, false, map[string]any{"x": "y"}, []any{"x"}, "", 0, 3, 7, 9, 15, 16, 18, 99, map[string]any{"errorDescription": "x"}}
	for _, w := range slices.Sorted(maps.Keys(words)) {
		values = append(values, w)
	}
	for _, p := range paths {
		for _, v := range values {
			all = append(all, put{path: p, value: v})
			if len(p) > 2 { // what stands on the way
				all = append(all, put{path: p[:len(p)-1], value: v})
			}
		}
	}
	return all
}

// holdersOf are the paths to a document of a kind, alone or as a part of others.
func holdersOf(k *rulebook.DocumentKind, kinds []*rulebook.DocumentKind) []rulebook.Path {
	paths := []rulebook.Path{nil}
	for _, holder := range kinds {
		if holder.Holds != nil && slices.Contains(holder.Holds.Kinds, k.Name) {
			for _, path := range holdersOf(holder, kinds) {
				paths = append(paths, slices.Concat(path, holder.Holds.Path))
			}
		}
	}
	return paths
}

// into puts a value into a document.
func (p put) into(doc string) string {
	var top any
	decoder := json.NewDecoder(strings.NewReader(doc))
	decoder.UseNumber() // some are larger than any float64
	if decoder.Decode(&top) != nil {
		return doc
	}
	value := p.value
	if len(p.from) > 0 {
		value = valueAt(top, p.from)
		if !p.copy {
			top = putAt(top, p.from, nil)
		}
	}
	text, err := json.Marshal(putAt(top, p.path, value))
	if err != nil {
		panic(err)
	}
	return string(text)
}

func valueAt(at any, path rulebook.Path) any {
	for _, step := range path {
		object, _ := at.(map[string]any)
		at = object[step]
	}
	return at
}

func putAt(at any, path rulebook.Path, value any) any {
	if len(path) == 0 {
		return value
	}
	if path[0] == rulebook.Entries {
		list, _ := at.([]any)
		if len(list) == 0 {
			list = []any{nil}
		}
		list[0] = putAt(list[0], path[1:], value)
		return list
	}
	object, ok := at.(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	step := path[0]
	if step == rulebook.Members {
		step = "entry1"
		for _, name := range slices.Sorted(maps.Keys(object)) {
			step = name // the last of those that are there
		}
	}
	object[step] = putAt(object[step], path[1:], value)
	return object
}

// manyOf draws many changes of the short documents of one provider.
func manyOf(provider string, made, now *book, docs []string, random *rand.Rand) (all []string) {
	for _, doc := range docs {
		if len(doc) < 200 && strings.Contains(doc, strconv.Quote(provider)) {
			all = append(all, doc)
		}
	}
	all = all[:min(50, len(all))]
	for _, doc := range slices.Clone(all) {
		for _, p := range putsOf(provider, made, now) {
			if p.copy {
				all = append(all, p.into(doc))
			}
		}
	}
	return changed(slices.Repeat(all, 300), random, made, now)
}

// changed draws changes of documents.
func changed(docs []string, random *rand.Rand, books ...*book) []string {
	puts := map[string][]put{}
	var all []string
	for _, doc := range docs {
		provider, of := vectorOf(books[0], doc).provider, putsOf
		key := provider
		if isOwnDocument(books[0], doc) {
			key, of = provider+", own", ownPutsOf
		}
		if puts[key] == nil {
			puts[key] = of(provider, books...)
		}
		for range 1 + random.IntN(3) {
			doc = puts[key][random.IntN(len(puts[key]))].into(doc)
		}
		all = append(all, doc)
	}
	return all
}

// TestSee: what a book makes of a document is among what can be told of its vector by
// another one, and it is that alone where this is certain; and the same of the row
// that decides. Where it is open, all that is said to be possible occurs among the
// documents with the vector, which are searched for.
func TestSee(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine searches for a while")
	}
	var docs []string
	for i, doc := range documentsToSee(t) {
		if i%4 == 0 {
			docs = append(docs, doc)
		}
	}
	for _, pair := range bookPairs(t) {
		t.Run(pair.why, func(t *testing.T) {
			made, now := loaded(t, pair.made), loaded(t, pair.now)
			l, err := newLens(made, now)
			if err != nil {
				t.Fatal(err)
			}
			random := rand.New(rand.NewPCG(3, 4))
			all := slices.Concat(docs, changed(docs, random, made, now))
			if strings.Contains(pair.why, "second name") {
				all = slices.Concat(all, manyOf("readid", made, now, docs, random))
			}
			open, found := map[vector]string{}, map[vector]map[answer]bool{}
			sure, kinds := 0, 0
			for _, doc := range all {
				v := vectorOf(made, doc)
				s, derived := seen(t, l, &v, now, doc)
				if len(s.answers) == 1 {
					sure++
					continue
				}
				if s.kinds { // everything counts as possible
					kinds++
					continue
				}
				if isOwnDocument(made, doc) { // from which no other origin of the vector is found
					continue
				}
				if found[v] == nil {
					open[v], found[v] = doc, map[answer]bool{}
				}
				found[v][derived] = true
			}
			if sure < len(all)/20 || (len(open) > 0) != pair.open || (kinds > 0) != pair.kinds {
				t.Errorf("certain of %d of %d documents, and open of %d vectors, want open: %v; open for the kinds of %d, want some: %v", sure, len(all), len(open), pair.open, kinds, pair.kinds)
			}
			searchAll(t, l, open, found)
		})
	}
}

// seen tells what can be told of a vector, and compares it with what a book makes of a
// document that has it.
func seen(t *testing.T, l *lens, v *vector, now *book, doc string) (*sight, answer) {
	t.Helper()
	s, err := l.see(v)
	if err != nil {
		t.Fatal(err)
	}
	var j judged
	j.judge(now, []byte(doc))
	if !slices.Contains(s.answers, j.derived) {
		t.Fatalf("the outcome is %s, and only %v are said to be possible\nvector %s\n%.2000s", j.derived.derived(), s.names(), l.made.signals(v), doc)
	}
	if (len(s.asked) == 0) != (len(s.answers) == 1) {
		t.Fatalf("%v are possible, and %q would have to be known\n%.2000s", s.names(), s.asked, doc)
	}
	if len(s.answers) > 1 || !j.derived.isStatus() {
		return s, j.derived
	}
	decides := j.Lifecycle
	if now.outcomes[decides].Status == rulebook.Undecided {
		decides = j.Own
	}
	if got := s.decided; got >= 0 && strings.Join(now.outcomes[got].Rules, " ") != strings.Join(now.outcomes[decides].Rules, " ") {
		t.Fatalf("the rows are %v, and %v are said to hold\n%.2000s", now.outcomes[decides].Rules, now.outcomes[got].Rules, doc)
	}
	return s, j.derived
}

func (s *sight) names() (all []string) {
	for _, a := range s.answers {
		all = append(all, a.derived())
	}
	return all
}

// isOwnDocument tells whether a document is one that a provider itself sends.
func isOwnDocument(b *book, doc string) bool {
	var j judged
	j.judge(b, []byte(doc))
	return j.IsOwn()
}

// searchAll searches for documents of vectors of which some answer is open.
func searchAll(t *testing.T, l *lens, open map[vector]string, found map[vector]map[answer]bool) {
	const most = 30
	byKey := map[string]vector{}
	for v := range open {
		byKey[v.provider+strconv.Itoa(int(v.recorded))+l.made.signals(&v)] = v
	}
	keys := slices.Sorted(maps.Keys(byKey))
	step := max(1, len(keys)/most)
	puts := map[string][]put{}
	for i := 0; i < len(keys); i += step {
		v := byKey[keys[i]]
		if puts[v.provider] == nil {
			puts[v.provider] = putsOf(v.provider, l.made, l.book)
		}
		search(t, l, v, open[v], puts[v.provider], found[v])
	}
}

// search searches among the neighbours of a document with a vector, and their
// neighbours, for all answers that are said to be possible.
func search(t *testing.T, l *lens, v vector, doc string, puts []put, found map[answer]bool) {
	s, err := l.see(&v)
	if err != nil {
		t.Fatal(err)
	}
	if v.provider == "" {
		return // any document of the provider that becomes known
	}
	tried, reached := map[string]bool{doc: true}, map[answer]bool{}
	around := []string{doc}
	for range 2 {
		var next []string
		for _, doc := range around {
			for _, p := range puts {
				other := p.into(doc)
				if tried[other] {
					continue
				}
				tried[other] = true
				if vectorOf(l.made, other) != v {
					continue
				}
				var j judged
				j.judge(l.book, []byte(other))
				if !slices.Contains(s.answers, j.derived) {
					t.Fatalf("the outcome is %s, and only %v are said to be possible\n%s\n%.2000s", j.derived.derived(), s.names(), l.made.signals(&v), other)
				}
				if !reached[j.derived] || p.copy {
					next = append(next, other)
				}
				reached[j.derived], found[j.derived] = true, true
			}
		}
		if around = append(next, around[0]); len(found) == len(s.answers) {
			return
		}
	}
	for _, a := range s.answers {
		if !found[a] {
			t.Errorf("%s: no document is found with %s, of %v; it is said that %q would have to be known\n%.1500s", l.made.signals(&v), a.derived(), s.names(), s.asked, doc)
		}
	}
}
