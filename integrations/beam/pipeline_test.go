package beamaudit

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/graph/window"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/audit"
)

// inPipeline gives the audit of files by a pipeline on prism.
func inPipeline(t *testing.T, o Options, pattern string) *result {
	t.Helper()
	p, s := beam.NewPipelineWithRoot()
	return run(t, p, s, Read(s, pattern), o)
}

// run runs a pipeline that audits documents.
func run(t *testing.T, p *beam.Pipeline, s beam.Scope, docs beam.PCollection, o Options) *result {
	t.Helper()
	report, findings, err := Audit(s, docs, o)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	Write(s, folder, report, findings)
	if err := ptest.Run(p); err != nil {
		t.Fatal(err)
	}
	return written(t, folder)
}

// dealt writes lines into files, one line each in turn, the last packed by gzip. It
// gives the pattern and the names.
func dealt(t *testing.T, lines []string, files int) (pattern string, names []string) {
	t.Helper()
	folder := t.TempDir()
	texts := make([]strings.Builder, files)
	for i, line := range lines {
		texts[i%files].WriteString(line)
	}
	for i := range texts {
		name := filepath.Join(folder, fmt.Sprintf("processes-%02d.jsonl", i))
		text := []byte(texts[i].String())
		if i > 0 && i == files-1 {
			name, text = name+".gz", packed(t, text)
		}
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return filepath.Join(folder, "processes-*"), names
}

func packed(t *testing.T, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(text)
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCorpus: a pipeline counts and finds what one machine does, however the records
// lie in files, and by whatever rule books.
func TestCorpus(t *testing.T) {
	lines := made(t, 21, 5000)
	for _, c := range []struct {
		why   string
		files int
		o     Options
	}{
		{"one file, so one bundle", 1, Options{}},
		{"processes lie in many files, so their records are judged apart", 13, Options{}},
		{"some are no longer accepted by another book", 3, Options{Against: example("facetec-level-8"), Words: true}},
		{"another book judges", 3, Options{Book: example("onfido-caution-rejects")}},
	} {
		t.Run(c.why, func(t *testing.T) {
			pattern, names := dealt(t, lines, c.files)
			want := onOneMachine(t, c.o, names)
			if codes := want.codes(t); len(codes) < 18 {
				t.Fatalf("only %v are found, want every code", codes)
			}
			compare(t, want, inPipeline(t, c.o, pattern))
		})
	}
}

// genuine and forged are documents that the rules accept and reject.
const (
	genuine = `"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"SUCCEEDED"}}`
	forged  = `"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"FAILED"}}`
)

// TestInputs: odd input gives what it gives on one machine.
func TestInputs(t *testing.T) {
	for _, c := range []struct {
		why, text string
		codes     []audit.Code
	}{
		{"nothing is audited, and there is a report", "", nil},
		{"blank lines are no records", "\n  \r\n\n", nil},
		{"lines that are no JSON, in no encoding", "{" + genuine + "}\nnot JSON\n\xff\xfe\n{\"a\":\n{" + forged + ",\"status\":\"accepted\"}\n",
			[]audit.Code{audit.AcceptedNotDerived, audit.Malformed, audit.NoStatus}},
		{"a line longer than what is read at once is judged", "{" + forged + `,"status":"accepted","x":"` + strings.Repeat("x", 300<<10) + "\"}\n",
			[]audit.Code{audit.AcceptedNotDerived}},
		{"a document that is too long is malformed, and the next is judged", `{"x":"` + strings.Repeat("x", 3<<20) + "\"}\n{" + forged + ",\"status\":\"accepted\"}\n",
			[]audit.Code{audit.AcceptedNotDerived, audit.Malformed}},
		{"an array is read too, with what is wrong between its documents", "[{" + genuine + "},,{" + forged + "}",
			[]audit.Code{audit.Malformed, audit.NoStatus}},
		{"a byte order mark is no part of the first line", "\uFEFF{" + genuine + ",\"status\":\"rejected\"}\n", []audit.Code{audit.Milder}},
	} {
		t.Run(c.why, func(t *testing.T) {
			pattern, names := dealt(t, []string{c.text}, 1)
			want := onOneMachine(t, Options{}, names)
			got := inPipeline(t, Options{}, pattern)
			compare(t, want, got)
			if codes := got.codes(t); fmt.Sprint(codes) != fmt.Sprint(c.codes) {
				t.Errorf("%v are found, want %v", codes, c.codes)
			}
		})
	}
}

// TestDocuments: of documents from elsewhere all is counted and found but their
// places.
func TestDocuments(t *testing.T) {
	docs := [][]byte{
		[]byte(`{` + forged + `,"status":"accepted","processId":"process-a","updatedAt":"2026-01-02T00:00:00Z"}`),
		[]byte(`{` + genuine + `,"status":"accepted","processId":"process-b"}`),
		[]byte(`{` + genuine + `,"status":"rejected","processId":"process-a","updatedAt":"2026-01-01T00:00:00Z"}`),
	}
	p, s := beam.NewPipelineWithRoot()
	got := run(t, p, s, beam.CreateList(s, docs), Options{})
	want := []audit.Finding{
		{Code: audit.AcceptedNotDerived, ProcessID: "process-a", Recorded: "accepted", Derived: "rejected"},
		{Code: audit.Milder, ProcessID: "process-a", Recorded: "rejected", Derived: "accepted"},
		// by time it was rejected first
		{Code: audit.StatusChanged, ProcessID: "process-a", Recorded: "accepted"},
	}
	var found []audit.Finding
	for _, line := range got.Findings {
		var f audit.Finding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		f.Severity, f.Provider, f.Rule, f.At, f.Reasons = "", "", "", "", nil
		found = append(found, f)
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNoDocuments: there is one report, of nothing, where a collection is empty and so
// no bundle of it is ever begun: behind a shuffle prism begins none.
func TestNoDocuments(t *testing.T) {
	_, names := dealt(t, nil, 1)
	p, s := beam.NewPipelineWithRoot()
	compare(t, onOneMachine(t, Options{}, names), run(t, p, s, beam.Reshuffle(s, beam.CreateList(s, [][]byte{})), Options{}))
}

// TestAuditRefuses: what cannot be audited is refused before anything runs.
func TestAuditRefuses(t *testing.T) {
	_, s := beam.NewPipelineWithRoot()
	docs := beam.CreateList(s, [][]byte{nil})
	for _, c := range []struct {
		docs beam.PCollection
		o    Options
		want string
	}{
		{beam.PCollection{}, Options{}, "no valid PCollection"},
		{beam.Create(s, "text"), Options{}, "has to be one of audit.Record or []byte"},
		{beam.WindowInto(s, window.NewSessions(1), docs), Options{}, "global window"},
		{docs, Options{Book: os.DirFS(t.TempDir())}, "the rule book is refused"},
		{docs, Options{Against: os.DirFS(t.TempDir())}, "the other rule book"},
	} {
		if _, _, err := Audit(s, c.docs, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want one with %q", err, c.want)
		}
	}
}

// TestReadRefuses: files that are not there, or not whole, are errors and no report.
func TestReadRefuses(t *testing.T) {
	folder := t.TempDir()
	whole := packed(t, bytes.Repeat([]byte("{"+genuine+"}\n"), 1000))
	if err := os.WriteFile(filepath.Join(folder, "cut.gz"), whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	for pattern, want := range map[string]string{"none-*": "no files matching", "cut.gz": "cut off"} {
		p, s := beam.NewPipelineWithRoot()
		report, findings, err := Audit(s, Read(s, filepath.Join(folder, pattern)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		out := t.TempDir()
		Write(s, out, report, findings)
		if err := ptest.Run(p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want one with %q", pattern, err, want)
		}
		if _, err := os.Stat(filepath.Join(out, "report.json")); err == nil {
			t.Errorf("%s: there is a report of what was not read", pattern)
		}
	}
}
