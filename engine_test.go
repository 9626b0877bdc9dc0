package verdict_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/rules"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// golden compares text with a file that people review.
func golden(t *testing.T, got string, path ...string) {
	t.Helper()
	file := filepath.Join(path...)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(readFile(t, file)), got); diff != "" {
		t.Errorf("%s (-want +got); if the change is right, run go test -update:\n%s", file, diff)
	}
}

// overlay is the embedded book with files added or replaced.
func overlay(t testing.TB, files map[string]string) fs.FS {
	t.Helper()
	book := fstest.MapFS{}
	names, err := fs.Glob(rules.Book(), "*.yaml")
	if err != nil || len(names) != 8 {
		t.Fatalf("the embedded book has %v (%v)", names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(rules.Book(), name)
		if err != nil {
			t.Fatal(err)
		}
		book[name] = &fstest.MapFile{Data: data}
	}
	for name, text := range files {
		book[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return book
}

// TestFurtherProvider: a provider whose documents need no code of their own is
// one more YAML file.
func TestFurtherProvider(t *testing.T) {
	e, err := verdict.Load(overlay(t, map[string]string{"lumen.yaml": string(readFile(t, "testdata/lumen.yaml"))}))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ doc, want, why string }{
		{`{"provider":"lumen","providerSpecific":{"scan":{"quality":"sharp","pages":3,"seals":[{"intact":true},{"intact":"true"}],"originals":{"left":"seen"}}}}`, "accepted (lumen-accepted)", "all is well"},
		{`{"provider":"lumen:berlin","providerSpecific":{"scan":{"quality":"sharp","pages":3,"seals":[{"intact":true}]}}}`, "accepted (lumen-accepted)", "the family of names has the same table"},
		{`{"provider":"lumen","providerSpecific":{"scan":{"quality":"sharp","pages":1,"seals":[{"intact":true},{"intact":false}]}}}`, "rejected (lumen-seal)", "a seal is broken"},
		{`{"provider":"lumen","providerSpecific":{"scan":{"quality":"foggy","pages":3,"seals":[{"intact":true}]}}}`, "inconclusive (lumen-quality)", "any other word is blurred"},
		{`{"provider":"lumen","providerSpecific":{"scan":{"quality":"sharp","pages":3,"seals":[{}]}}}`, "verdict: lumen: undecided: missing seals/0", "a seal without its value"},
		{`{"provider":"lumen","providerSpecific":{"scan":{"pages":0}}}`, "verdict: lumen: unknown value at /providerSpecific/scan/pages (allowed: 1..3)", "a scan has a page"},
		{`{"provider":"lumen","status":"canceled"}`, "canceled (process-canceled)", "the lifecycle is shared by all"},
	} {
		if got := decideString(e, []byte(c.doc)); got != c.want {
			t.Errorf("%s: %s, want %s: %s", c.doc, got, c.want, c.why)
		}
	}
	d, err := e.Decide(verdict.Values{Provider: "lumen:oslo", Signals: map[string]any{"quality": "sharp", "pages": 2, "seals": []any{true, true, false}}})
	if err != nil || d.Status() != verdict.Rejected || d.Provider() != "lumen:oslo" {
		t.Errorf("%v from %s, %v; want rejected: the third seal is broken", d, d.Provider(), err)
	}
	for rule, because := range d.Reasons() {
		if diff := cmp.Diff([]string{"seals/2"}, because); diff != "" {
			t.Errorf("%s: %s", rule.ID, diff)
		}
	}
	// The providers of the embedded book are there as before.
	if d, err := e.Decide(verdict.ReadID{ChipVerification: "SUCCEEDED"}); err != nil || d.Status() != verdict.Accepted {
		t.Errorf("%v, %v", d, err)
	}
}

func decideString(e *verdict.Engine, doc []byte) string {
	p, err := e.Parse(doc)
	if err != nil {
		return err.Error()
	}
	d, err := p.Decide()
	if err != nil {
		return err.Error()
	}
	return d.String()
}

// TestBookWithoutProvider: typed signals need the table of their provider.
func TestBookWithoutProvider(t *testing.T) {
	e, err := verdict.Load(fstest.MapFS{
		"process.yaml": {Data: readFile(t, "rules/process.yaml")},
		"readid.yaml":  {Data: readFile(t, "rules/readid.yaml")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := e.Decide(verdict.Onfido{DocumentResult: "clear"}); !errors.Is(err, verdict.ErrUnknownProvider) || d != (verdict.Decision{}) {
		t.Errorf("%v, %v; want ErrUnknownProvider: the book has no Onfido table", d, err)
	}
	if _, err := e.Decide(verdict.ReadID{ChipVerification: "FAILED"}); err != nil {
		t.Error(err)
	}
}

// TestTypedSignalsOfAnotherTable: a book of one's own may declare a signal of
// the same name with another type, or leave it out. Nothing panics, and nothing
// is guessed.
func TestTypedSignalsOfAnotherTable(t *testing.T) {
	table := strings.NewReplacer(
		"chipVerification:\n", "chipVerification:\n    type: boolean\n",
		"values: [SUCCEEDED, FAILED]", "values: [true, false]",
		`chipVerification == "FAILED"`, "chipVerification == false",
		`chipVerification == "SUCCEEDED"`, "chipVerification == true",
		`chipVerification != "SUCCEEDED"`, "chipVerification != true",
		"chipVerification: SUCCEEDED", "chipVerification: true",
	).Replace(string(readFile(t, "rules/readid.yaml")))
	e, err := verdict.Load(overlay(t, map[string]string{"readid.yaml": table}))
	if err != nil {
		t.Fatal(err)
	}
	var unknown *verdict.SignalError
	if _, err := e.Decide(verdict.ReadID{ChipVerification: "SUCCEEDED"}); !errors.As(err, &unknown) {
		t.Errorf("%v, want a SignalError: the word is no boolean", err)
	}
	if d, err := e.Decide(verdict.ReadID{ChipVerification: "true"}); err != nil || d.Status() != verdict.Accepted {
		t.Errorf("%v, %v, want accepted: a boolean may come as a word", d, err)
	}
}

// TestLimits: both limits of a document can be set, and the engine they were
// set on stays as it is.
func TestLimits(t *testing.T) {
	deep := []byte(`{"provider":"readid","x":` + strings.Repeat("[", 70) + strings.Repeat("]", 70) + `,"status":"failed"}`)
	e := embedded(t)
	for _, c := range []struct {
		engine *verdict.Engine
		want   string
		why    string
	}{
		{e, "verdict: malformed document at byte 88: the document nests deeper than 64", "64 is the limit; the object is the first level"},
		{e.WithLimits(1<<20, 71), "failed (process-failed)", "71 levels are just enough"},
		{e.WithLimits(1<<20, 70), "verdict: malformed document at byte 94: the document nests deeper than 70", "70 are one too few"},
		{e.WithLimits(len(deep), 100), "failed (process-failed)", "the size is just enough"},
		{e.WithLimits(len(deep)-1, 100), fmt.Sprintf("verdict: malformed document at byte %d: the document is longer than %[1]d bytes", len(deep)-1), "one byte too long"},
		{e.WithLimits(0, 0), "verdict: malformed document at byte 0: the document is longer than 0 bytes", "no limit is no way to switch limits off"},
		{e, "verdict: malformed document at byte 88: the document nests deeper than 64", "the first engine did not change"},
	} {
		if got := decideString(c.engine, deep); got != c.want {
			t.Errorf("%s, want %s: %s", got, c.want, c.why)
		}
	}
}

// TestZeroDecision: what stands beside an error shows that it is none.
func TestZeroDecision(t *testing.T) {
	var d verdict.Decision
	if d.Status() != 0 || d.Status().String() != "" || d.Status().Final() || d.Status().Obtained() || d.Provider() != "" || d.Book() != "" {
		t.Errorf("the zero Decision says something: %v", d)
	}
	if diff := cmp.Diff(verdict.Rule{}, d.Rule()); diff != "" {
		t.Error(diff)
	}
	for range d.Reasons() {
		t.Error("a reason")
	}
	for range d.Remarks() {
		t.Error("a remark")
	}
	if got := fmt.Sprintf("%v %+v %#v", d, d, d); got != "no decision no decision verdict.Decision{no decision}" {
		t.Error(got)
	}
	if b, err := json.Marshal(d); err != nil || string(b) != "null" {
		t.Errorf("%s, %v", b, err)
	}
	if got := d.LogValue().String(); got != "no decision" {
		t.Error(got)
	}
}

// TestDecisionSize: a Decision is two words, so that it is passed around freely.
func TestDecisionSize(t *testing.T) {
	if size := reflect.TypeFor[verdict.Decision]().Size(); size != 2*reflect.TypeFor[uintptr]().Size() {
		t.Errorf("%d bytes, want two words", size)
	}
}

// TestDecisionForms: how a Decision shows itself, whole.
func TestDecisionForms(t *testing.T) {
	doc := readFile(t, "testdata/documents/eid/rejected-expired.json")
	p, err := verdict.Parse(doc)
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Decide()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%%v   %v\n%%+v  %+v\n%%#v  %#v\n", d, d, d)
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: dropTime})).Info("decided", "decision", d)
	out.WriteString("slog " + log.String())
	encoded, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	out.WriteString("json " + string(encoded) + "\n")
	golden(t, strings.ReplaceAll(out.String(), d.Book(), "sha256:BOOK"), "testdata", "decision.txt")
}

func dropTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// TestRemarks: a remark stands beside the reasons and changes nothing.
func TestRemarks(t *testing.T) {
	d, err := verdict.Decide(verdict.EID{Verdict: "accepted", SecurityChecks: map[string]*bool{"nonExpired": no}})
	if err != nil || d.Status() != verdict.Accepted {
		t.Fatalf("%v, %v", d, err)
	}
	var ids []string
	for r := range d.Remarks() {
		ids = append(ids, r.ID)
		if r.Status != 0 || r.Reason == "" || r.Line == 0 {
			t.Errorf("%+v is no remark", r)
		}
	}
	if diff := cmp.Diff([]string{"eid-remark-overruled"}, ids); diff != "" {
		t.Errorf("the verdict overrules a check (-want +got):\n%s", diff)
	}
}

// TestRules: the tables in file order, each row with what an auditor asks for.
func TestRules(t *testing.T) {
	e := embedded(t)
	ids := map[string]bool{}
	lines := map[string]int{}
	for r := range e.Rules() {
		if ids[r.ID] {
			t.Errorf("%s comes twice", r.ID)
		}
		ids[r.ID] = true
		if r.When == "" || r.Reason == "" || r.Provider == "" || r.Status != 0 && (r.Source == "" || len(r.Basis) == 0) {
			t.Errorf("%+v lacks something", r)
		}
		if r.Line <= lines[r.File] && r.Status != 0 {
			t.Errorf("%s is out of order", r.ID)
		}
		lines[r.File] = r.Line
		text := strings.Split(string(readFile(t, r.File)), "\n")[r.Line-1]
		if !strings.Contains(text, "- id: "+r.ID) {
			t.Errorf("%s is not at %s: %q", r.ID, r.At(), text)
		}
	}
	if len(lines) != 8 {
		t.Errorf("rows of %d files, want 8", len(lines))
	}
	for range e.Rules() {
		break // an iterator may be left early
	}
}

// TestHash: the hash is that of the files, wherever they come from.
func TestHash(t *testing.T) {
	same, err := verdict.Load(rules.Book())
	if err != nil {
		t.Fatal(err)
	}
	if same.Hash() != embedded(t).Hash() || len(same.Hash()) != len("sha256:")+64 {
		t.Errorf("%s and %s", same.Hash(), embedded(t).Hash())
	}
	changed, err := verdict.Load(overlay(t, map[string]string{"readid.yaml": string(readFile(t, "rules/readid.yaml")) + "\n# a comment\n"}))
	if err != nil {
		t.Fatal(err)
	}
	if changed.Hash() == same.Hash() {
		t.Error("other files, same hash")
	}
}

// TestConcurrent: one engine, many goroutines, equal decisions.
func TestConcurrent(t *testing.T) {
	var documents [][]byte
	for folder, list := range loadExpectations(t) {
		for _, e := range list {
			documents = append(documents, readFile(t, folder, e.Document))
		}
	}
	e := embedded(t)
	decide := func(doc []byte) (verdict.Decision, string) {
		p, err := e.Parse(doc)
		if err != nil {
			return verdict.Decision{}, err.Error()
		}
		d, err := p.Decide()
		if err != nil {
			return d, err.Error()
		}
		return d, ""
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, doc := range documents {
				d1, err1 := decide(doc)
				d2, err2 := decide(doc)
				if d1 != d2 || err1 != err2 || (err1 != "") != (d1 == verdict.Decision{}) {
					t.Errorf("%v %q, then %v %q", d1, err1, d2, err2)
				}
			}
		})
	}
	wg.Wait()
}

// TestParseKeepsNothing: the caller may use the document's memory again.
func TestParseKeepsNothing(t *testing.T) {
	doc := bytes.Clone(readFile(t, "testdata/documents/eid/rejected-expired.json"))
	p, err := verdict.Parse(doc)
	if err != nil {
		t.Fatal(err)
	}
	before, err := p.Decide()
	if err != nil {
		t.Fatal(err)
	}
	for i := range doc {
		doc[i] = 'x'
	}
	after, err := p.Decide()
	if err != nil || before != after {
		t.Errorf("%v, then %v (%v)", before, after, err)
	}
	for _, because := range after.Reasons() {
		for _, name := range because {
			if strings.Contains(name, "xx") {
				t.Errorf("%s comes from memory that was used again", name)
			}
		}
	}
}

// TestStatus: the words, both ways.
func TestStatus(t *testing.T) {
	for _, c := range []struct {
		status          verdict.Status
		word            string
		final, obtained bool
	}{
		{verdict.Pending, "pending", false, false},
		{verdict.Processing, "processing", false, false},
		{verdict.Accepted, "accepted", true, true},
		{verdict.Rejected, "rejected", true, true},
		{verdict.Inconclusive, "inconclusive", true, true},
		{verdict.Canceled, "canceled", true, false},
		{verdict.Failed, "failed", true, false},
	} {
		if c.status.String() != c.word || c.status.Final() != c.final || c.status.Obtained() != c.obtained {
			t.Errorf("%s: %v %v %v", c.word, c.status, c.status.Final(), c.status.Obtained())
		}
		var back verdict.Status
		text, err := c.status.MarshalText()
		if err != nil || back.UnmarshalText(text) != nil || back != c.status {
			t.Errorf("%s came back as %v (%v)", c.word, back, err)
		}
	}
	var s verdict.Status
	if err := s.UnmarshalText([]byte("cancelled")); err != nil || s != verdict.Canceled {
		t.Errorf("cancelled: %v, %v; the British spelling is understood", s, err)
	}
	for _, word := range []string{"", "Accepted", "undecided", "not_matched", "accepted "} {
		s = verdict.Failed
		if err := s.UnmarshalText([]byte(word)); err == nil || s != verdict.Failed {
			t.Errorf("%q: %v, %v; want an error and no change", word, s, err)
		}
	}
	for _, none := range []verdict.Status{0, 200} {
		if b, err := none.MarshalText(); err == nil || none.String() != "" || none.Final() {
			t.Errorf("%d: %q", none, b)
		}
	}
}

// TestBecause: which entries a reason names, however the row asks.
func TestBecause(t *testing.T) {
	const table = `provider: asks
title: t
source: s
gives: [rejected]
signals:
  other: {meaning: m, path: /other, values: [x, y], order: none}
  checks: {meaning: m, path: /checks/*, values: [good, fair, bad], set: true}
  group: {meaning: m, path: /group/*, values: [good, fair, bad], members: {uno: {meaning: m}, due: {meaning: m}, tre: {meaning: m}}}
terms:
  sound: 'all(checks, # in ["good", absent])'
rules:
  - {id: asks-row, status: rejected, when: '%s', reason: r, source: s, basis: text}
  - {id: asks-always, status: rejected, when: 'other in ["x", "y", absent]', reason: r, source: s, basis: text}
claims:
  - id: asks-all
    never: accepted
    when: |
      other in ["x", "y"] or any(checks, # in ["good", "fair", "bad"]) or any(group, # in ["good", "fair", "bad"]) or sound
    why: So that all is named.
`
	values := map[string]any{
		"other":  "x",
		"checks": map[string]any{"a": "fair", "b": "good", "c": "bad", "d": nil},
		"uno":    "bad", "due": "fair",
	}
	for _, c := range []struct {
		when string
		want []string
		why  string
	}{
		{`any(checks, # in ["fair", "bad"])`, []string{"checks/a", "checks/c"}, "those that any finds"},
		{`any(checks, # == "bad")`, []string{"checks/c"}, "no others"},
		{`any(checks, # != "good")`, []string{"checks/a", "checks/c"}, "an entry without value is no finding"},
		{`any(checks, # == "good") and other == "x"`, nil, "the best value is no finding"},
		{`not (all(checks, # == "good"))`, []string{"checks/a", "checks/c"}, "those that keep all from holding"},
		{`not (none(checks, # == "fair"))`, []string{"checks/a"}, "those that keep none from holding"},
		{`not sound`, []string{"checks/a", "checks/c"}, "through a term as well"},
		{`any(group, # == "bad") or any(group, # == "fair")`, []string{"group/uno", "group/due"}, "members of a group, in their order"},
		{`not (all(group, # in ["good", absent]))`, []string{"group/uno", "group/due"}, "an absent member is no finding"},
		{`uno == "bad"`, nil, "a signal asked singly names none: the row does"},
		{`other == "x" or any(checks, # == "bad")`, []string{"checks/c"}, "both sides hold"},
		{`other == "y" and any(checks, # == "fair") or any(checks, # == "bad")`, []string{"checks/c"}, "only the side that holds counts"},
		{`not (other == "y" or all(checks, # == "good"))`, []string{"checks/a", "checks/c"}, "under not, or asks for both"},
		{`all(checks, # != "good") or other == "x"`, nil, "all singles none out"},
	} {
		e, err := verdict.Load(overlay(t, map[string]string{"asks.yaml": fmt.Sprintf(table, c.when)}))
		if err != nil {
			t.Fatalf("%s: %v", c.when, err)
		}
		d, err := e.Decide(verdict.Values{Provider: "asks", Signals: values})
		if err != nil {
			t.Fatalf("%s: %v", c.when, err)
		}
		if d.Rule().ID != "asks-row" {
			t.Errorf("%s does not hold", c.when)
		}
		for rule, because := range d.Reasons() {
			if diff := cmp.Diff(c.want, because); rule.ID == "asks-row" && diff != "" {
				t.Errorf("%s (-want +got): %s\n%s", c.when, c.why, diff)
			}
		}
	}
}

// TestBecauseInOrder: many entries come in the order of the list, by number and
// not as text.
func TestBecauseInOrder(t *testing.T) {
	var list, want []string
	for i := range 40 {
		list = append(list, `{"found":false}`)
		want = append(want, fmt.Sprintf("features/%d", i))
	}
	doc := `{"provider":"eid","providerSpecific":{"ocr":{"securityChecks":{"a":{"valid":true}},"features":[` + strings.Join(list, ",") + `],"similarityScore":"high"}}}`
	p, err := verdict.Parse([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	d, err := p.Decide()
	if err != nil || d.Status() != verdict.Inconclusive {
		t.Fatalf("%v, %v", d, err)
	}
	for _, because := range d.Reasons() {
		if diff := cmp.Diff(want, because); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestSuppliedTwiceWrong: one place is refused once, be it wrong in the document
// and in what the caller supplies.
func TestSuppliedTwiceWrong(t *testing.T) {
	p, err := verdict.Parse([]byte(`{"provider":"onfido","processType":"selfie","providerSpecific":{}}`))
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.WithProcessType("video").Decide()
	var unknown *verdict.SignalError
	if !errors.As(err, &unknown) || len(unknown.Values) != 1 || unknown.Values[0].Pointer != "/processType" {
		t.Errorf("%v, want /processType once", err)
	}
}
