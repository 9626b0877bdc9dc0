package beamaudit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/audit"
	"github.com/verdict-id/verdict/internal/corpus"
)

// result is what an audit gives, as JSON: the report without Inputs and Findings,
// and the findings in order, without the number of the record.
type result struct {
	Report   any
	Findings []string
}

// codes are those that are found.
func (r *result) codes(t *testing.T) []audit.Code {
	t.Helper()
	var codes []audit.Code
	for _, line := range r.Findings {
		var f audit.Finding
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		codes = append(codes, f.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// compare compares the result of a pipeline with that of one machine.
func compare(t *testing.T, want, got *result) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-one machine +pipeline):\n%s", diff)
	}
}

// example is an example of a rule book.
func example(name string) fs.FS { return os.DirFS(filepath.Join("../../examples/books", name)) }

// made makes the lines of a corpus with all anomalies.
func made(t *testing.T, seed uint64, records int) []string {
	t.Helper()
	var b strings.Builder
	planted, err := corpus.Corpus{Seed: seed, Records: records, Own: true}.Write(&b)
	if err != nil {
		t.Fatal(err)
	}
	if len(planted.Findings) < 18 {
		t.Fatalf("only %d codes are planted", len(planted.Findings))
	}
	return slices.Collect(strings.Lines(b.String()))
}

// onOneMachine gives the audit of files on one machine: in the order of their names,
// which is the order of places.
func onOneMachine(t *testing.T, o Options, names []string) *result {
	t.Helper()
	var files []audit.File
	for _, name := range slices.Sorted(slices.Values(names)) {
		files = append(files, audit.File{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }})
	}
	var found []audit.Finding
	report, err := audit.Files(t.Context(), files, audit.Options{
		Book: o.Book, Against: o.Against, Words: o.Words,
		Found: func(f audit.Finding) error {
			f.Record = 0
			found = append(found, f)
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	report.Inputs, report.Findings = nil, []audit.Finding{}
	r := result{Report: asJSON(t, report)}
	for _, f := range found {
		line, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		r.Findings = append(r.Findings, string(line))
	}
	slices.Sort(r.Findings)
	return &r
}

// asJSON gives what a value is as JSON.
func asJSON(t *testing.T, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return decoded(t, text)
}

func decoded(t *testing.T, text []byte) (v any) {
	t.Helper()
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	if err := in.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// written reads what a pipeline wrote.
func written(t *testing.T, folder string) *result {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	r := result{Report: decoded(t, text)}
	names, err := filepath.Glob(filepath.Join(folder, "findings-*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := bufio.NewScanner(bytes.NewReader(text)); line.Scan(); {
			r.Findings = append(r.Findings, line.Text())
		}
	}
	slices.Sort(r.Findings)
	return &r
}
