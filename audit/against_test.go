package audit

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/internal/corpus"
	"github.com/verdict-id/verdict/proof"
	"github.com/verdict-id/verdict/rules"
)

// example is an example rule book.
func example(t *testing.T, name string) fs.FS {
	t.Helper()
	return os.DirFS(path.Join("../examples/books", name))
}

// edited is the embedded rule book with other tables; one without a text is left
// out.
func edited(t *testing.T, change map[string]func(string) string) fs.FS {
	t.Helper()
	book := fstest.MapFS{}
	files, err := fs.Glob(rules.Book(), "*.yaml")
	if err != nil || len(files) < 7 {
		t.Fatalf("%d tables (%v)", len(files), err)
	}
	for _, name := range files {
		text, err := fs.ReadFile(rules.Book(), name)
		if err != nil {
			t.Fatal(err)
		}
		if edit := change[name]; edit != nil {
			before := string(text)
			if text = []byte(edit(before)); before == string(text) {
				t.Fatalf("nothing changes in %s", name)
			}
		}
		if len(text) > 0 {
			book[name] = &fstest.MapFile{Data: text}
		}
	}
	return book
}

// without leaves parts of a table out.
func without(parts ...string) func(string) string {
	return func(text string) string {
		for _, part := range parts {
			text = strings.Replace(text, part, "", 1)
		}
		return text
	}
}

// byEngine is what an engine makes of a document, and by which row.
func byEngine(e *verdict.Engine, document []byte) (provider, outcome, row string) {
	p, err := e.Parse(document)
	if errors.Is(err, verdict.ErrMalformed) {
		return "", "malformed", ""
	}
	if err != nil {
		return "", "unknown provider", ""
	}
	d, err := p.Decide()
	var unknown *verdict.SignalError
	switch {
	case errors.As(err, &unknown):
		return p.Provider(), "unknown value", ""
	case err != nil:
		return p.Provider(), "undecided", ""
	}
	return p.Provider(), d.Status().String(), d.Rule().ID
}

// TestAgainst: what another rule book makes of a corpus is what its engine decides,
// record by record.
func TestAgainst(t *testing.T) {
	text, _ := made(t, corpus.Corpus{Seed: 6, Records: 2500, Own: true})
	noFaceTec := edited(t, map[string]func(string) string{"facetec.yaml": func(string) string { return "" }})
	oneSpelling := edited(t, map[string]func(string) string{
		"process.yaml": without("      cancelled: canceled\n",
			"  - about: the British spelling is understood\n    signals: {status: cancelled}\n    status: canceled\n"),
	})
	for _, c := range []struct {
		why           string
		book, against fs.FS
		want          map[Code]bool
	}{
		{"some are no longer accepted", nil, example(t, "facetec-level-8"), map[Code]bool{NoLongerAccepted: true}},
		{"inconclusive becomes rejected", nil, example(t, "onfido-caution-rejects"), map[Code]bool{OtherwiseChanged: true}},
		{"a provider more, some of whose records are newly accepted", noFaceTec, nil, map[Code]bool{NewlyAccepted: true, OtherwiseChanged: true}},
		{"a change of the lifecycle", nil, oneSpelling, map[Code]bool{OtherwiseChanged: true}},
	} {
		t.Run(c.why, func(t *testing.T) {
			o := Options{Book: c.book, Against: c.against}
			if o.Against == nil {
				o.Against = rules.Book()
			}
			a := ready(t, o)
			r, found := by(t, 2, a, func(ctx context.Context, r *reader) { r.files(ctx, []File{textFile("dump", text)}) })
			compareChanges(t, text, a.book.engine, a.against.engine, r, found.findings)
			got := map[Code]bool{}
			for _, count := range r.Counts {
				switch count.Code {
				case NewlyAccepted, NoLongerAccepted, OtherwiseChanged:
					got[count.Code] = true
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
		})
	}
}

// change is a record that two books do not agree on.
type change struct {
	Record      int64
	Code        Code
	Derived     string
	After, Rule string
}

// compareChanges compares a report with what two engines decide.
func compareChanges(t *testing.T, text string, old, now *verdict.Engine, r *Report, findings []Finding) {
	t.Helper()
	var want []change
	transitions := map[Transition]int64{}
	record := int64(0)
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		record++
		provider, derived, _ := byEngine(old, []byte(line))
		provider2, changed, row := byEngine(now, []byte(line))
		if derived == changed {
			continue
		}
		code := OtherwiseChanged
		switch "accepted" {
		case changed:
			code = NewlyAccepted
		case derived:
			code = NoLongerAccepted
		}
		want = append(want, change{record, code, derived, changed, row})
		if provider == "" {
			provider = provider2
		}
		transitions[Transition{Provider: provider, Before: derived, After: changed}]++
	}
	if len(want) == 0 {
		t.Fatal("nothing changes")
	}
	var got []change
	for _, f := range findings {
		if f.After != "" {
			got = append(got, change{f.Record, f.Code, f.Derived, f.After, f.Rule})
			if len(f.Reasons) == 0 && f.After != "unknown provider" {
				t.Errorf("record %d: no reasons for %s", f.Record, f.After)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-engines +audit):\n%s", diff)
	}
	compareTransitions(t, transitions, int64(len(want)), r.Changes)
	compareRegions(t, transitions, r.Changes)
	if r.Book != old.Hash() || r.Against != now.Hash() {
		t.Errorf("the books are %s and %s", r.Book, r.Against)
	}
}

func compareTransitions(t *testing.T, want map[Transition]int64, records int64, c *Changes) {
	t.Helper()
	got := map[Transition]int64{}
	newly, rank := int64(0), 0
	for _, tr := range c.Transitions {
		like := Transition{Provider: tr.Provider, Before: tr.Before, After: tr.After}
		got[like] = tr.Count
		this := 2
		switch "accepted" {
		case tr.After:
			this, newly = 0, newly+tr.Count
		case tr.Before:
			this = 1
		}
		if this < rank {
			t.Errorf("%v stands behind what matters less", tr)
		}
		rank = this
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("transitions (-engines +audit):\n%s", diff)
	}
	if c.Records != records || c.NewlyAccepted != newly || c.Equal {
		t.Errorf("%d records change, %d newly accepted, equal is %v; want %d, %d and not", c.Records, c.NewlyAccepted, c.Equal, records, newly)
	}
}

// compareRegions: all records that change lie in a region, or the caveats say where
// else; and in each region as many as change from its one outcome to the other. Only
// of a table that one book has alone, records can change by more than its outcomes:
// those that the lifecycle decides.
func compareRegions(t *testing.T, transitions map[Transition]int64, c *Changes) {
	t.Helper()
	if len(c.Regions) == 0 {
		t.Fatal("no regions")
	}
	sum, alone := c.Elsewhere, false
	for _, region := range c.Regions {
		sum += region.Records
		if region.Before == "unknown provider" || region.After == "unknown provider" {
			alone = true
			continue
		}
		want := int64(0)
		for tr, n := range transitions {
			if in(tr, region.Region) {
				want += n
			}
		}
		if region.Records != want {
			t.Errorf("%d records lie in the region %v, %s to %s; want %d", region.Records, region.Providers, region.Before, region.After, want)
		}
	}
	if sum != c.Records {
		t.Errorf("regions and elsewhere have %d records of %d", sum, c.Records)
	}
	if len(c.Caveats) == 0 && c.Elsewhere != 0 && !alone {
		t.Errorf("%d records lie elsewhere, and no caveat says why", c.Elsewhere)
	}
}

// in tells whether records that change so lie in a region. In the books here a table
// has one region for two outcomes at most. The lifecycle names judged what follows
// from the signals.
func in(tr Transition, r proof.Region) bool {
	return (r.Providers[0] == "*" || slices.Contains(r.Providers, tr.Provider)) && r.Before == tr.Before && r.After == tr.After
}

// TestAgainstEqual: a book that is written otherwise and means the same changes
// nothing.
func TestAgainstEqual(t *testing.T) {
	same := edited(t, map[string]func(string) string{"facetec.yaml": func(text string) string { return "# A comment.\n" + text }})
	r, findings := audited(t, Options{Against: same}, doc(genuine, `"status":"accepted"`), doc(forged, `"status":"rejected"`))
	want := &Changes{Equal: true, Transitions: []Transition{}, Regions: []RegionUse{}, Caveats: []proof.Caveat{}}
	if diff := cmp.Diff(want, r.Changes); diff != "" || len(findings) > 0 {
		t.Errorf("%d findings, and changes (-want +got):\n%s", len(findings), diff)
	}
}

// TestAgainstNone: without another book nothing is said of one.
func TestAgainstNone(t *testing.T) {
	r, _ := audited(t, Options{}, doc(genuine))
	if r.Changes != nil || r.Against != "" {
		t.Errorf("%v by %q", r.Changes, r.Against)
	}
}

// TestBadBooks: a book that is refused ends the audit before it begins, and the error
// says which of the two it is.
func TestBadBooks(t *testing.T) {
	none := fstest.MapFS{}
	for _, c := range []struct {
		options Options
		other   bool
	}{{Options{Book: none}, false}, {Options{Against: none}, true}} {
		r, err := Documents(t.Context(), sequence([]string{doc(genuine)}), c.options)
		var refused *verdict.LoadError
		if r != nil || !errors.As(err, &refused) || strings.HasPrefix(err.Error(), "the other rule book: ") != c.other {
			t.Errorf("%v, %v", r, err)
		}
	}
}
