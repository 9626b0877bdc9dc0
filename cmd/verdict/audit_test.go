package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/audit"
	"github.com/verdict-id/verdict/internal/corpus"
	"github.com/verdict-id/verdict/internal/wrap"
)

// dump makes a file with a corpus.
func dump(t *testing.T, records int) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := (corpus.Corpus{Seed: 11, Records: records, Own: true}).Write(&b); err != nil {
		t.Fatal(err)
	}
	return inFile(t, "dump.jsonl", b.String())
}

// inFile makes a file with a text.
func inFile(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// textOf reads a file.
func textOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// strictly decodes JSON that has no member of which nobody knows.
func strictly(t *testing.T, text string, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v: %.500s", err, text)
	}
}

// findingsIn decodes the lines that --out writes.
func findingsIn(t *testing.T, text string) []audit.Finding {
	t.Helper()
	var all []audit.Finding
	for line := range strings.Lines(text) {
		var f audit.Finding
		strictly(t, line, &f)
		all = append(all, f)
	}
	return all
}

// rejectedRecords are JSON Lines: accepted is recorded, and the rules reject.
func rejectedRecords(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"provider":"readid","status":"accepted","processId":"p-%d","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"FAILED"}}}`+"\n", i+1)
	}
	return b.String()
}

// TestAuditOut: --json and --out give what package audit gives, each line of --out a
// finding.
func TestAuditOut(t *testing.T) {
	file, out := dump(t, 3000), filepath.Join(t.TempDir(), "findings.jsonl")
	var found []audit.Finding
	open := func() (io.ReadCloser, error) { return os.Open(file) }
	want, err := audit.Files(t.Context(), []audit.File{{Name: file, Open: open}}, audit.Options{
		Hash: true, Words: true,
		Found: func(f audit.Finding) error { found = append(found, f); return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	text, errs, status := run("", "audit", "--json", "--show-words", "--out", out, file)
	if status != exitAnswer || errs != "" {
		t.Errorf("exit status %d, %s", status, errs)
	}
	got := &audit.Report{}
	strictly(t, text, got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the report (-package +command):\n%s", diff)
	}
	if diff := cmp.Diff(found, findingsIn(t, textOf(t, out))); diff != "" || len(found) < 70 {
		t.Errorf("%d findings (-package +command):\n%s", len(found), diff)
	}
}

// TestAuditOutEmpties: a file of findings from before is emptied, also where nothing
// is found.
func TestAuditOutEmpties(t *testing.T) {
	out := inFile(t, "findings.jsonl", "from before\n")
	if _, errs, status := run("", "audit", "--out", out, "testdata/audit/sound.jsonl"); status != exitOK || textOf(t, out) != "" {
		t.Errorf("exit status %d, %s, and %q is in the file", status, errs, textOf(t, out))
	}
}

// TestAuditOverStandardInput: nor where it comes on standard input.
func TestAuditOverStandardInput(t *testing.T) {
	for _, option := range []string{"--out", "--html"} {
		text := rejectedRecords(3)
		file := inFile(t, "dump.jsonl", text)
		in, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		c := &command{stdin: in, stdout: io.Discard, stderr: io.Discard}
		if status := c.run([]string{"audit", option, file}); status != exitUsage || textOf(t, file) != text {
			t.Errorf("%s: exit status %d, and %d of %d bytes are left", option, status, len(textOf(t, file)), len(text))
		}
		in.Close()
	}
}

// TestAuditOneFileForTwo: two reports cannot be written into one file.
func TestAuditOneFileForTwo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report")
	if _, errs, status := run("", "audit", "--out", file, "--html", file, "testdata/audit/records.jsonl"); status != exitUsage {
		t.Errorf("exit status %d, %s", status, errs)
	}
}

// TestAuditClosedPipe: whoever reads the report may stop; the findings are in their
// file all the same.
func TestAuditClosedPipe(t *testing.T) {
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	in.Close()
	defer out.Close()
	findings := filepath.Join(t.TempDir(), "findings.jsonl")
	var errs bytes.Buffer
	c := &command{stdin: strings.NewReader(rejectedRecords(10)), stdout: out, stderr: &errs}
	status := c.run([]string{"audit", "--out", findings})
	if status != exitUsage || !strings.HasPrefix(errs.String(), "verdict: standard output cannot be written: ") || strings.Count(errs.String(), "\n") != 1 {
		t.Errorf("exit status %d, %s", status, errs.String())
	}
	if n := len(findingsIn(t, textOf(t, findings))); n != 10 {
		t.Errorf("%d findings in their file, want 10", n)
	}
}

// TestAuditBrokenInput: where standard input fails, what came before is reported.
func TestAuditBrokenInput(t *testing.T) {
	var out, errs bytes.Buffer
	in := io.MultiReader(strings.NewReader(rejectedRecords(3)), failingReader{})
	c := &command{stdin: in, stdout: &out, stderr: &errs}
	status := c.run([]string{"audit", "--json"})
	var r audit.Report
	strictly(t, out.String(), &r)
	if status != exitUsage || errs.String() != "verdict: standard input: the pipe is broken\n" || r.Records != 3 || r.Ended != "standard input: the pipe is broken" {
		t.Errorf("exit status %d, %s%+v", status, errs.String(), r)
	}
}

// checkInterrupted: an audit of the records of rejectedRecords was interrupted, and
// says of the first of them, as many as it says, what is to be said.
func checkInterrupted(t *testing.T, status int, out, errs, findings string) *audit.Report {
	t.Helper()
	var r audit.Report
	strictly(t, out, &r)
	if want := "verdict: interrupted after " + wrap.Plural(r.Records, "record") + "\n"; status != exitUsage || errs != want {
		t.Errorf("exit status %d, %swant 2, %s", status, errs, want)
	}
	if r.Ended == "" {
		t.Error("the report does not say that it ended early")
	}
	all := findingsIn(t, findings)
	if int64(len(all)) != r.Records {
		t.Errorf("%d findings of %d records, want one each", len(all), r.Records)
	}
	for i, f := range all {
		if id := fmt.Sprintf("p-%d", i+1); f.ProcessID != id || f.Code != audit.AcceptedNotDerived {
			t.Fatalf("finding %d is %s of %s", i+1, f.Code, f.ProcessID)
		}
	}
	return &r
}

// TestAuditFailOn asks for each code alone: the exit status is 1 exactly for those
// that are found.
func TestAuditFailOn(t *testing.T) {
	out, _, _ := run("", "audit", "--json", "testdata/audit/records.jsonl")
	var r audit.Report
	strictly(t, out, &r)
	found := 0
	for _, k := range audit.Kinds() {
		want := exitOK
		if slices.ContainsFunc(r.Counts, func(c audit.Count) bool { return c.Code == k.Code }) {
			want = exitAnswer
			found++
		}
		again, errs, status := run("", "audit", "--json", "--fail-on", string(k.Code), "testdata/audit/records.jsonl")
		if status != want || errs != "" || again != out {
			t.Errorf("--fail-on %s: exit status %d, want %d; %s", k.Code, status, want, errs)
		}
	}
	if found < 12 {
		t.Fatalf("%d codes are found, want a dozen", found)
	}
}

// TestAuditProgress: a terminal sees how far it is; what is printed is the same.
func TestAuditProgress(t *testing.T) {
	for _, c := range []struct {
		why  string
		args []string
		in   string
	}{
		{"a file, whose size is known", []string{"audit", "testdata/audit/records.jsonl"}, ""},
		{"a pipe, whose size is not", []string{"audit"}, textOf(t, "testdata/audit/records.jsonl")},
	} {
		var out, errs bytes.Buffer
		command := &command{stdin: strings.NewReader(c.in), stdout: &out, stderr: &errs, progress: true}
		command.run(c.args)
		want, _, _ := run(c.in, c.args...)
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("%s: another report (-without +with):\n%s", c.why, diff)
		}
		if !strings.Contains(errs.String(), "17 records") || strings.Contains(errs.String(), "\n") {
			t.Errorf("%s: %q", c.why, errs.String())
		}
		if shown := strings.Split(errs.String(), "\r"); strings.TrimSpace(shown[len(shown)-1]) != "" {
			t.Errorf("%s: something is left on the line: %q", c.why, shown[len(shown)-1])
		}
	}
}

// auditOutputs are all that the command writes about a dump.
func auditOutputs(t *testing.T, dump string, options ...string) string {
	t.Helper()
	file, folder := inFile(t, "dump.jsonl", dump), t.TempDir()
	findings, page := filepath.Join(folder, "findings.jsonl"), filepath.Join(folder, "audit.html")
	options = append(options, file)
	text, errs, status := run("", append([]string{"audit"}, options...)...)
	if status != exitAnswer {
		t.Fatalf("exit status %d, %s", status, errs)
	}
	encoded, more, _ := run("", append([]string{"audit", "--json", "--out", findings, "--html", page}, options...)...)
	return text + errs + encoded + more + textOf(t, findings) + textOf(t, page)
}

// TestAuditPersonal: nothing of the persons in a corpus is in anything that is
// written.
func TestAuditPersonal(t *testing.T) {
	text := textOf(t, dump(t, 2000))
	said := strings.ToLower(auditOutputs(t, text, "--against", "../../examples/books/facetec-level-8"))
	for _, word := range corpus.Personal() {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
			t.Errorf("%q is not in the corpus", word)
		}
		if strings.Contains(said, strings.ToLower(word)) {
			t.Errorf("%q comes out", word)
		}
	}
}

// person is a canary that looks like no identifier: no word and no id is like it.
const person = "kanari fugl"

// TestAuditCanaries plants canaries in the values of every committed document, in
// its names, and in its provider, and looks for them in all that is written.
func TestAuditCanaries(t *testing.T) {
	files, err := filepath.Glob("../../testdata/documents/*/*.json")
	if err != nil || len(files) < 400 {
		t.Fatalf("%d documents, want at least 400 (%v)", len(files), err)
	}
	var lines strings.Builder
	planted := 0
	for _, file := range files {
		text := textOf(t, file)
		if len(text) > 10000 {
			continue // thousands of places that are alike
		}
		docs := append(plantings(text), namePlantings(text)...)
		docs = append(docs, strings.Replace(text, `"provider"`, `"provider":"connect:`+canary+` a","x"`, 1))
		for _, doc := range docs {
			planted++
			lines.WriteString(strings.Map(onOneLine, strings.ReplaceAll(doc, canary, person)) + "\n")
		}
	}
	if planted < 5000 {
		t.Fatalf("%d documents with canaries, want thousands", planted)
	}
	for _, options := range [][]string{nil, {"--show-words"}} {
		for line := range strings.Lines(auditOutputs(t, lines.String(), options...)) {
			if strings.Contains(line, "kanari") {
				t.Errorf("%v: this comes out: %.500s", options, line)
			}
		}
	}
}

// namePlantings are a text with a canary instead of each name of a member.
func namePlantings(doc string) []string {
	var all []string
	for _, at := range jsonToken.FindAllStringSubmatchIndex(doc, -1) {
		if at[2] >= 0 {
			all = append(all, doc[:at[0]]+`"`+canary+`":`+doc[at[1]:])
		}
	}
	return all
}
