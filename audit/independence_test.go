package audit

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict/internal/corpus"
)

// outcome is all that an audit gives.
type outcome struct {
	report   string
	findings []Finding
}

// by audits with some workers.
func by(t *testing.T, workers int, a *auditor, read func(context.Context, *reader)) (*Report, outcome) {
	t.Helper()
	var out outcome
	one := *a
	one.Found = func(f Finding) error {
		out.findings = append(out.findings, f)
		return nil
	}
	r, err := one.run(t.Context(), workers, read)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	out.report = string(text)
	return r, out
}

// TestIndependence: neither the number of workers, nor how a file is read, nor in
// which files the records lie changes a byte of the report or a finding.
func TestIndependence(t *testing.T) {
	text, planted := made(t, corpus.Corpus{Seed: 3, Records: 1000, Own: true})
	a := ready(t, Options{Words: true, Against: example(t, "onfido-caution-rejects"), Hash: true, Keep: 7})
	a.files = []File{{Name: "dump"}}
	files := func(in func(io.Reader) io.Reader) func(context.Context, *reader) {
		f := File{Name: "dump", Open: func() (io.ReadCloser, error) { return io.NopCloser(in(strings.NewReader(text))), nil }}
		return func(ctx context.Context, r *reader) { r.files(ctx, []File{f}) }
	}
	plain := func(r io.Reader) io.Reader { return r }
	_, want := by(t, 1, a, files(plain))
	if len(want.findings) < len(planted.Places) {
		t.Fatalf("%d findings, want at least the %d planted", len(want.findings), len(planted.Places))
	}
	for _, c := range []struct {
		why     string
		workers int
		in      func(io.Reader) io.Reader
	}{
		{"two workers", 2, plain},
		{"seven workers", 7, plain},
		{"the same once more", 7, plain},
		{"byte by byte", 2, iotest.OneByteReader},
		{"half of what is asked for", 3, iotest.HalfReader},
		{"the end comes with the last bytes", 2, iotest.DataErrReader},
	} {
		_, got := by(t, c.workers, a, files(c.in))
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(outcome{})); diff != "" {
			t.Errorf("%s (-one worker +got):\n%s", c.why, diff)
		}
	}
}

// TestDocumentsAsFiles: documents one by one give what they give in files, apart
// from where they stand.
func TestDocumentsAsFiles(t *testing.T) {
	text, _ := made(t, corpus.Corpus{Seed: 4, Records: 1000, Own: true})
	var docs []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			docs = append(docs, line)
		}
	}
	o := Options{Words: true}
	inFile, fromFile := auditedFiles(t, o, textFile("dump", text))
	one, two := strings.Join(docs[:600], "\n"), strings.Join(docs[600:], "\n")
	inFiles, fromFiles := auditedFiles(t, o, textFile("one", one), textFile("none", ""), textFile("two", two))
	alone, fromDocs := audited(t, o, docs...)

	for _, c := range []struct {
		why      string
		report   *Report
		findings []Finding
	}{{"two files and an empty one", inFiles, fromFiles}, {"documents", alone, fromDocs}} {
		if diff := cmp.Diff(inFile, c.report, noPlaces, cmpopts.IgnoreFields(Report{}, "Inputs")); diff != "" {
			t.Errorf("%s: report (-one file +got):\n%s", c.why, diff)
		}
		if diff := cmp.Diff(fromFile, c.findings, noPlaces); diff != "" {
			t.Errorf("%s: findings (-one file +got):\n%s", c.why, diff)
		}
	}
	for _, f := range fromDocs {
		if f.File != "" || f.Line != 0 || f.Offset != 0 {
			t.Errorf("a document stands nowhere, and not at %s:%d:%d", f.File, f.Line, f.Offset)
		}
	}
	for _, f := range fromFiles {
		if want := map[bool]string{true: "one", false: "two"}[f.Record <= 600]; f.File != want {
			t.Errorf("record %d is in %s, and the finding says %s", f.Record, want, f.File)
		}
	}
	if alone.Inputs != nil {
		t.Errorf("documents are no files: %v", alone.Inputs)
	}
}

// noPlaces compares findings without where they stand; that of a changed status says
// where the one before stands, too.
var noPlaces = cmp.Transformer("noPlaces", func(f Finding) (without struct {
	Finding any
	Reasons []string
}) {
	for _, reason := range f.Reasons {
		before, _, _ := strings.Cut(reason, ", at ")
		without.Reasons = append(without.Reasons, before)
	}
	f.File, f.Line, f.Offset, f.Reasons = "", 0, 0, nil
	type plain Finding // which is not transformed again
	without.Finding = plain(f)
	return without
})

// TestReportIsWhole: an empty list is an empty list in JSON, and not null.
func TestReportIsWhole(t *testing.T) {
	r, _ := audited(t, Options{Against: example(t, "facetec-level-8")})
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "null") {
		t.Errorf("the report of nothing has null in it: %.2000s", text)
	}
}
