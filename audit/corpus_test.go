package audit

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/corpus"
)

// made makes a corpus and tells what is planted in it.
func made(t *testing.T, c corpus.Corpus) (string, corpus.Planted) {
	t.Helper()
	var b strings.Builder
	planted, err := c.Write(&b)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), planted
}

// packed packs a text by gzip.
func packed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	_, err = z.Write([]byte(text))
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCorpus: an audit finds exactly what is planted, in every form, packed or not.
// What is planted follows from how the corpus is made, and from no rule table.
func TestCorpus(t *testing.T) {
	for _, form := range []corpus.Form{corpus.Lines, corpus.Array, corpus.Concatenated} {
		for seed := range uint64(2) {
			text, planted := made(t, corpus.Corpus{Seed: seed, Records: 2000, Form: form, Own: seed == 0})
			if len(planted.Findings) < 18 || len(planted.Places) < 70 {
				t.Fatalf("%s, seed %d: %d codes and %d findings are planted, want every code", form, seed, len(planted.Findings), len(planted.Places))
			}
			t.Run(form.String(), func(t *testing.T) {
				r, findings := auditedFiles(t, Options{}, textFile("dump", text))
				comparePlanted(t, planted, r)
				comparePlaces(t, planted, findings)
				want := []InputRead{{Name: "dump", Bytes: int64(len(text))}}
				if diff := gocmp.Diff(want, r.Inputs); diff != "" {
					t.Errorf("inputs (-want +got):\n%s", diff)
				}
			})
			if seed > 0 {
				continue
			}
			t.Run(form.String()+", packed", func(t *testing.T) {
				zip := packed(t, text)
				r, findings := auditedFiles(t, Options{}, textFile("dump.gz", zip))
				comparePlanted(t, planted, r)
				comparePlaces(t, planted, findings)
				if r.Inputs[0].Bytes != int64(len(zip)) {
					t.Errorf("%d bytes, want %d, as they lie there", r.Inputs[0].Bytes, len(zip))
				}
			})
		}
	}
}

// comparePlanted compares what is counted. In what is planted the names of open
// families and indexes are *, an unknown provider has its name, and a malformed
// record has no status; a report says [], and nothing of either.
func comparePlanted(t *testing.T, p corpus.Planted, r *Report) {
	t.Helper()
	got := corpus.Planted{
		Records: int(r.Records), Findings: map[string]int{}, Matrix: map[corpus.Cell]int{},
		Months: map[string]int{}, Kinds: map[string]int{}, Rules: map[string]int{}, Unknown: map[string]int{},
	}
	for _, k := range r.Own {
		got.Kinds[k.Kind] = int(k.Records)
	}
	for _, c := range r.Counts {
		got.Findings[string(c.Code)] = int(c.Count)
	}
	for _, c := range r.Matrix {
		got.Matrix[corpus.Cell{Provider: c.Provider, Recorded: c.Recorded, Derived: c.Derived}] += int(c.Count)
	}
	for _, m := range r.Months {
		for _, n := range m.Recorded {
			got.Months[m.Month] += int(n)
		}
	}
	for _, u := range r.Rules {
		if u.Decided > 0 {
			got.Rules[u.ID] = int(u.Decided)
		}
	}
	for _, u := range r.Unknown {
		got.Unknown[strings.ReplaceAll(u.Place, "[]", "*")] += int(u.Records)
	}
	want := p
	want.Bytes, want.Places, want.Matrix = 0, nil, map[corpus.Cell]int{}
	for c, n := range p.Matrix {
		switch c.Derived {
		case "unknown provider":
			c.Provider = ""
		case "malformed":
			c.Recorded = ""
		}
		want.Matrix[c] += n
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("(-planted +reported):\n%s", diff)
	}
}

// comparePlaces compares each finding with what is planted where it stands, and
// there is no other. A malformed record begins where it says or before.
func comparePlaces(t *testing.T, p corpus.Planted, findings []Finding) {
	t.Helper()
	type place struct {
		Record       int64
		Line, Offset int64
		Code, Kind   string
	}
	type key struct {
		record int64
		code   string
	}
	planted := map[key]corpus.Place{}
	var want, got []place
	for _, at := range p.Places {
		planted[key{int64(at.Record), at.Code}] = at
		want = append(want, place{int64(at.Record), at.Line, at.Offset, at.Code, at.Kind})
	}
	for _, f := range findings {
		at := planted[key{f.Record, string(f.Code)}]
		one := place{f.Record, f.Line, f.Offset, string(f.Code), at.Kind}
		if f.Code == Malformed && f.Line >= at.Line && f.Offset >= at.Offset {
			one.Line, one.Offset = at.Line, at.Offset
		}
		got = append(got, one)
	}
	inOrder := func(a, b place) int { return cmp.Or(cmp.Compare(a.Record, b.Record), strings.Compare(a.Code, b.Code)) }
	slices.SortFunc(want, inOrder)
	slices.SortFunc(got, inOrder)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("places (-planted +found):\n%s", diff)
	}
}

// TestFindingsInOrder: findings come record by record, those of one record as
// reports list their codes, and what is found of whole processes comes last.
func TestFindingsInOrder(t *testing.T) {
	text, planted := made(t, corpus.Corpus{Seed: 5, Records: 2000, Own: true})
	_, findings := auditedFiles(t, Options{Against: edited(t, map[string]func(string) string{"facetec.yaml": func(string) string { return "" }})}, textFile("dump", text))
	rank := map[Code]int{}
	for i, k := range Kinds() {
		rank[k.Code] = i
	}
	ofProcesses := len(findings) - planted.Findings["status-changed"]
	for i, f := range findings {
		if (f.Code == StatusChanged) != (i >= ofProcesses) {
			t.Errorf("finding %d of %d is %s", i, len(findings), f.Code)
		}
		if i == 0 || i >= ofProcesses {
			continue
		}
		before := findings[i-1]
		if f.Record < before.Record || f.Record == before.Record && rank[f.Code] <= rank[before.Code] {
			t.Errorf("record %d, %s comes after record %d, %s", f.Record, f.Code, before.Record, before.Code)
		}
	}
	if codes := slices.Collect(maps.Keys(planted.Findings)); len(codes) < 18 {
		t.Fatalf("only %v are planted", codes)
	}
}
