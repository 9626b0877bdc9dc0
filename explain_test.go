package verdict_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/explain"
)

// explainable is a document with what the caller supplies beside it.
type explainable struct {
	file, processType, verdict string
}

func (x explainable) String() string {
	return strings.TrimSpace(x.file + " " + x.processType + " " + x.verdict)
}

// explainables are all committed documents.
func explainables(t testing.TB) []explainable {
	t.Helper()
	var all []explainable
	for folder, list := range loadExpectations(t) {
		for _, e := range list {
			all = append(all, explainable{filepath.Join(folder, e.Document), e.ProcessType, e.Verdict})
		}
	}
	slices.SortFunc(all, func(a, b explainable) int { return strings.Compare(a.String(), b.String()) })
	return all
}

// process reads the document.
func (x explainable) process(t testing.TB) (verdict.Process, error) {
	t.Helper()
	p, err := verdict.Parse(readFile(t, x.file))
	return p.WithProcessType(x.processType).WithVerdict(x.verdict), err
}

// explanations calls see with the explanation of every committed document that
// has one.
func explanations(t testing.TB, see func(x explainable, e *explain.Explanation)) {
	t.Helper()
	n := 0
	for _, x := range explainables(t) {
		p, err := x.process(t)
		if err != nil {
			continue
		}
		if e, err := p.Explain(); err == nil {
			n++
			see(x, e)
		}
	}
	if n < 200 {
		t.Fatalf("%d explanations, want at least 200", n)
	}
}

func explanationText(t testing.TB, e *explain.Explanation) string {
	t.Helper()
	var b bytes.Buffer
	if err := e.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestExplainText shows explanations whole. Between them they have every kind
// of thing that there is to show.
func TestExplainText(t *testing.T) {
	shown := map[string]bool{}
	for _, c := range []struct {
		name, file, processType, verdict string
		shows                            string
	}{
		{"accepted", "connect/accepted-json-user-info.json", "", "", "no terms; a remark of the lifecycle that would be made beside other statuses; no way to any other"},
		{"advice", "readid/inconclusive-clone-failed.json", "", "", "advice; a change to one of two values"},
		{"alternatives", "onfido/document-type-unknown.json", "", "", "what all ways share, and members of groups that are alike"},
		{"entries", "eid/rejected-expired.json", "", "", "an entry that was the cause; ways of two changes"},
		{"group", "onfido/breakdown-several.json", "", "", "members of a group that differ; one way of many changes"},
		{"levels", "facetec/inconclusive-three-attempts.json", "", "", "numbers; a signal that only remarks ask about"},
		{"lifecycle", "process/fail-reason-and-canceled.json", "", "", "the lifecycle decided; two rows hold"},
		{"missing", "onfido/face-missing-no-process-type.json", "", "", "undecided, and two signals are missing"},
		{"overruled", "eid/rejected-expired.json", "", "accepted", "a verdict supplied; a remark that is made"},
		{"remarks", "process/final-result-beside-rejected.json", "", "", "a remark of the lifecycle that is made"},
		{"supplied", "onfido/face-missing-no-process-type.json", "document", "", "a process type supplied"},
		{"without-value", "paper/word-null-in-each.json", "", "", "undecided; entries without a value, which have to get one"},
	} {
		shown[c.name+".txt"] = true
		p, err := explainable{"testdata/documents/" + c.file, c.processType, c.verdict}.process(t)
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Explain()
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		golden(t, "This shows: "+c.shows+".\n\n"+explanationText(t, e), "testdata", "explain", c.name+".txt")
	}
	files, err := os.ReadDir("testdata/explain")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !shown[f.Name()] {
			t.Errorf("testdata/explain/%s shows nothing", f.Name())
		}
	}
}

// TestExplainWidth: no line has more than 80 columns, however many documents
// are explained.
func TestExplainWidth(t *testing.T) {
	explanations(t, func(x explainable, e *explain.Explanation) {
		for line := range strings.Lines(explanationText(t, e)) {
			line = strings.TrimSuffix(line, "\n")
			if utf8.RuneCountInString(line) > 80 || strings.TrimRight(line, " ") != line {
				t.Errorf("%s: more than 80 columns, or space at the end: %q", x, line)
			}
		}
	})
}

// TestExplainLongName: only a name that is too long for a line makes one too
// long.
func TestExplainLongName(t *testing.T) {
	name := strings.Repeat("x", 100)
	e, err := embedded(t).Explain(verdict.EID{SecurityChecks: map[string]*bool{name: no, "a": nil}, Features: []*bool{yes}, SimilarityScore: "high"})
	if err != nil {
		t.Fatal(err)
	}
	long := 0
	for line := range strings.Lines(explanationText(t, e)) {
		switch {
		case utf8.RuneCountInString(line) <= 81:
		case strings.Contains(line, name):
			long++
		default:
			t.Errorf("more than 80 columns: %s", line)
		}
	}
	if long != 2 {
		t.Errorf("%d lines with the name, want two: where it is the cause, and where it is an entry", long)
	}
}

// TestExplainPrintable: names of a document cannot disturb a terminal. They
// stand in the explanation as they are.
func TestExplainPrintable(t *testing.T) {
	names := []string{"\x1b[2J\x1b[31m", "a\r\nb", "\u202e\u0007", "\u009b1m", "tab\there", "\ufeff"}
	checks := map[string]*bool{}
	for _, name := range names {
		checks[name] = no
	}
	decided := verdict.EID{SecurityChecks: checks}
	undecided := verdict.EID{SecurityChecks: map[string]*bool{names[0]: nil, names[1]: nil}}
	for _, s := range []verdict.EID{decided, undecided} {
		e, err := embedded(t).Explain(s)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(fmt.Sprintf("%q", e.Signals[3].Entries), fmt.Sprintf("%q", names[0])) {
			t.Errorf("the entries are %q, want %q among them", e.Signals[3].Entries, names[0])
		}
		wantPrintable(t, explanationText(t, e))
	}
	// No table has such a provider; the text relies on nothing.
	wantPrintable(t, explanationText(t, &explain.Explanation{Provider: names[0], Missing: names}))
	if _, err := verdict.Parse([]byte(`{"provider":"connect:\u001b[31m"}`)); !errors.Is(err, verdict.ErrUnknownProvider) {
		t.Errorf("%v, want an unknown provider", err)
	}
}

func wantPrintable(t *testing.T, text string) {
	t.Helper()
	for _, r := range text {
		if r != '\n' && r != utf8.RuneError && (r < ' ' || r >= 0x7f) {
			t.Errorf("the text has %q", r)
		}
	}
	if !strings.ContainsRune(text, utf8.RuneError) {
		t.Error("nothing stands where a name was")
	}
}

// TestExplainHoldsNoValue: whatever a document carries, the explanation has
// declared values and names only.
func TestExplainHoldsNoValue(t *testing.T) {
	for _, doc := range []string{
		`{"provider":"eid","processType":"CANARY","id":"CANARY","providerSpecific":{"manualApproval":{"agent":"CANARY"},
			"ocr":{"firstName":"CANARY","similarityScore":"CANARY","securityChecks":{"a":{"valid":false,"why":"CANARY"}},
			"features":[{"found":true,"name":"CANARY"}]}}}`,
		`{"provider":"connect:x","providerSpecific":{"idToken":"CANARY","error":{"errorDescription":"CANARY"}}}`,
		`{"provider":"onfido","providerSpecific":{"documentVerification":{"documentType":"CANARY","result":"clear"}}}`,
		`{"provider":"facetec","failReason":{"type":"CANARY"},"finalResult":{"firstName":"CANARY"}}`,
		`{"provider":"signicatpaper","providerSpecific":{"mrz":{"firstName":"CANARY"},"errors":["CANARY"],"mrzFeatureMatching":{"a":"CANARY"}}}`,
	} {
		p, err := verdict.Parse([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Explain()
		if err != nil {
			t.Fatalf("%s: %v", doc, err)
		}
		encoded, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if all := explanationText(t, e) + string(encoded); strings.Contains(all, "CANARY") {
			t.Errorf("%s\nis explained with a value of it:\n%s", doc, all)
		}
	}
}

// TestExplainAgrees holds explanations against decisions, on committed and on
// drawn documents.
func TestExplainAgrees(t *testing.T) {
	for _, x := range explainables(t) {
		if p, err := x.process(t); err == nil {
			explainAgrees(t, p)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		doc, processType, verdictWord := drawDocument(t)
		if p, err := verdict.Parse(doc); err == nil {
			explainAgrees(t, p.WithProcessType(processType).WithVerdict(verdictWord))
		}
	})
}

// stagesTable is a lifecycle that asks about a group and a set.
const stagesTable = `
provider: '*'
title: t
source: s
gives: [failed]
else: judge
signals:
  stages: {meaning: m, path: /stages/*, values: [well, ill], loss: R1, members: {photo: {meaning: m}, upload: {meaning: m}}}
  alarms: {meaning: m, path: /alarms/*, type: boolean, set: true, values: [false, true], loss: R1}
rules: [{id: stages-ill, status: failed, when: 'any(stages, # == "ill") or any(alarms, # == true)', reason: r, source: s, basis: text}]
claims: [{id: stages-well, never: failed, when: 'all(stages, # in ["well", absent]) and all(alarms, # in [false, absent])', why: w}]
`

// TestExplainAgreesOnLifecycle: a decision names no entries of the lifecycle,
// so the explanation gives no cause either.
func TestExplainAgreesOnLifecycle(t *testing.T) {
	engine, err := verdict.Load(fstest.MapFS{"process.yaml": {Data: []byte(stagesTable)}, "readid.yaml": {Data: readFile(t, "rules/readid.yaml")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range []string{
		`{"provider":"readid","stages":{"photo":"ill","upload":"well"}}`,
		`{"provider":"readid","alarms":{"a":true,"b":false}}`,
		`{"provider":"readid","stages":{"photo":"well"},"alarms":{"b":false}}`,
	} {
		p, err := engine.Parse([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		explainAgrees(t, p)
	}
}

// explained is what a decision says, and an explanation too.
type explained struct {
	Provider, Status, Rule string
	Holds                  []string // ids of rows, sorted
	Because                map[string][]string
	Remarks                []string
	Missing                []string
	Book                   string
}

func explainAgrees(t rapid.TB, p verdict.Process) {
	t.Helper()
	d, err := p.Decide()
	e, explainErr := p.Explain()
	var undecided *verdict.UndecidedError
	if err != nil && !errors.As(err, &undecided) {
		if e != nil || explainErr == nil || explainErr.Error() != err.Error() {
			t.Fatalf("%v is explained by %v, %v", err, e, explainErr)
		}
		return
	}
	if explainErr != nil {
		t.Fatal(explainErr)
	}
	want := explained{Provider: p.Provider(), Status: explain.Undecided, Because: map[string][]string{}}
	if err == nil {
		want.Status, want.Rule, want.Book = d.Status().String(), d.Rule().ID, d.Book()
		for r, because := range d.Reasons() {
			want.Holds = append(want.Holds, r.ID)
			want.Because[r.ID] = because
		}
		for r := range d.Remarks() {
			want.Remarks = append(want.Remarks, r.ID)
		}
	} else {
		want.Missing = undecided.Missing
		want.Book = e.Book // the error names none
	}
	got := explained{e.Provider, e.Status, e.Rule, nil, map[string][]string{}, nil, e.Missing, e.Book}
	for _, r := range e.Rows {
		if r.Holds {
			got.Holds = append(got.Holds, r.ID)
			got.Because[r.ID] = r.Because
		}
	}
	for _, r := range e.Remarks {
		if r.Holds && err == nil {
			got.Remarks = append(got.Remarks, r.ID)
		}
	}
	slices.Sort(want.Holds)
	slices.Sort(got.Holds)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("-decided +explained:\n%s", diff)
	}
}

// TestExplainRows: an explanation has every row and remark of its table, and
// says of each what the engine's rules say.
func TestExplainRows(t *testing.T) {
	rows := map[string][]verdict.Rule{}
	remarks := map[string][]verdict.Rule{}
	for r := range embedded(t).Rules() {
		if r.Status == 0 {
			remarks[r.File] = append(remarks[r.File], r)
		} else {
			rows[r.File] = append(rows[r.File], r)
		}
	}
	const lifecycle = "rules/process.yaml"
	tables := map[string]bool{}
	explanations(t, func(x explainable, e *explain.Explanation) {
		tables[e.Table] = true
		wantRemarks := remarks[e.Table]
		if e.Table != lifecycle {
			wantRemarks = slices.Concat(remarks[lifecycle], wantRemarks)
		}
		compareRows(t, x, rows[e.Table], e.Rows)
		compareRows(t, x, wantRemarks, e.Remarks)
	})
	if len(tables) != 8 {
		t.Errorf("explanations by %v, want by 8 tables", tables)
	}
}

func compareRows(t *testing.T, x explainable, want []verdict.Rule, got []explain.Row) {
	t.Helper()
	var says []verdict.Rule
	for i, r := range got {
		rule := verdict.Rule{ID: r.ID, When: r.When, Reason: r.Reason, Source: r.Source, Basis: r.Basis, Advice: r.Advice}
		if i < len(want) && r.At == want[i].At() && r.Status == want[i].Status.String() {
			rule.Provider, rule.Status, rule.File, rule.Line = want[i].Provider, want[i].Status, want[i].File, want[i].Line
		}
		says = append(says, rule)
	}
	if diff := cmp.Diff(want, says, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: rows (-want +got):\n%s", x, diff)
	}
}

// TestExplainTyped: typed signals are explained as the document that carries
// them, but for the lifecycle, which is not asked.
func TestExplainTyped(t *testing.T) {
	for _, c := range []struct {
		signals verdict.Signals
		doc     string
	}{
		{verdict.Onfido{DocumentResult: "clear", SubResult: "caution", FaceResult: "clear", PoliceRecord: "consider"},
			`{"provider":"onfido","providerSpecific":{"documentVerification":{"result":"clear","subResult":"caution","policeRecord":"consider"},"facialSimilarity":{"result":"clear"}}}`},
		{verdict.EID{SecurityChecks: map[string]*bool{"b": no, "a": no, "c": nil}, Features: []*bool{yes, no}, SimilarityScore: "low"},
			`{"provider":"eid","providerSpecific":{"ocr":{"securityChecks":{"b":{"valid":false},"a":{"valid":"false"},"c":{}},"features":[{"found":true},{"found":false}],"similarityScore":"low"}}}`},
		{verdict.EID{Verdict: "failed", ProcessType: "attended"},
			`{"provider":"eid","processType":"attended"}`},
		{verdict.ReadID{ChipVerification: "SUCCEEDED", ChipCloneDetection: "FAILED"},
			`{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED"}}}`},
		{verdict.FaceTec{SecurityChecks: passed("a"), MatchLevel: new(3)},
			`{"provider":"facetec","providerSpecific":{"liveness":{"faceScanSecurityChecks":{"a":true}},"matching":{"matchLevel":3}}}`},
		{verdict.Paper{VerificationStatus: yes, MRZChecksum: map[string]string{"a": "INVALID", "b": ""}},
			`{"provider":"signicatpaper","providerSpecific":{"verification":{"status":true},"mrzChecksum":{"a":"INVALID","b":null}}}`},
		{verdict.Connect{IDToken: true}, `{"provider":"connect:x","providerSpecific":{"idToken":"x"}}`},
		{verdict.Values{Provider: "connect:x", Signals: map[string]any{"error": "x"}}, `{"provider":"connect:x","providerSpecific":{"error":{"errorDescription":"x"}}}`},
	} {
		p, err := verdict.Parse([]byte(c.doc))
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := c.signals.(verdict.EID); ok {
			p = p.WithVerdict(s.Verdict)
		}
		want, err := p.Explain()
		if err != nil {
			t.Fatalf("%s: %v", c.doc, err)
		}
		want.Remarks = slices.DeleteFunc(want.Remarks, func(r explain.Row) bool { return strings.HasPrefix(r.ID, "process-") })
		want.Provider, _, _ = strings.Cut(want.Provider, ":")
		got, err := embedded(t).Explain(c.signals)
		if err != nil {
			t.Fatalf("%#v: %v", c.signals, err)
		}
		got.Provider, _, _ = strings.Cut(got.Provider, ":")
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%#v (-document +typed):\n%s", c.signals, diff)
		}
	}
}

// TestExplainErrors: what cannot be decided for another reason than that
// something is missing is not explained, and the error is that of Decide.
func TestExplainErrors(t *testing.T) {
	if e, err := (verdict.Process{}).Explain(); e != nil || !errors.Is(err, verdict.ErrUnknownProvider) {
		t.Errorf("the zero Process: %v, %v", e, err)
	}
	for _, s := range []verdict.Signals{
		nil, &verdict.EID{}, verdict.ReadID{ChipVerification: "PARTLY"}, verdict.Values{Provider: "nobody"},
		verdict.Values{Provider: "readid", Signals: map[string]any{"chip": true}},
	} {
		e, err := embedded(t).Explain(s)
		_, want := embedded(t).Decide(s)
		if e != nil || want == nil || fmt.Sprint(err) != want.Error() {
			t.Errorf("%#v: %v, %v, want %v", s, e, err, want)
		}
	}
}

// TestExplainStable: the same document always gets the same explanation, at
// the same time too.
func TestExplainStable(t *testing.T) {
	forms := func(x explainable) string {
		p, err := x.process(t)
		if err != nil {
			return err.Error()
		}
		e, err := p.Explain()
		if err != nil {
			return err.Error()
		}
		encoded, err := json.Marshal(e)
		if err != nil {
			t.Error(err)
		}
		return string(encoded) + explanationText(t, e)
	}
	all := explainables(t)
	want := make([]string, len(all))
	for i, x := range all {
		want[i] = forms(x)
	}
	var running sync.WaitGroup
	for worker := range 4 {
		running.Go(func() {
			for i := range all {
				i = (i + worker*len(all)/4) % len(all)
				if got := forms(all[i]); got != want[i] {
					t.Errorf("%s is explained differently", all[i])
				}
			}
		})
	}
	running.Wait()
}

// TestExplainOwn: what an explanation gives away is the caller's own.
func TestExplainOwn(t *testing.T) {
	explainIt := func() *explain.Explanation {
		e, err := embedded(t).Explain(verdict.EID{SecurityChecks: map[string]*bool{"a": no}})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	want, spoilt := explainIt(), explainIt()
	for _, r := range slices.Concat(spoilt.Rows, spoilt.Remarks) {
		for i := range r.Basis {
			r.Basis[i] = "spoilt"
		}
		for i := range r.Because {
			r.Because[i] = "spoilt"
		}
		for i := range r.Beside {
			r.Beside[i] = "spoilt"
		}
	}
	clear(spoilt.Signals)
	clear(spoilt.Nearest)
	if diff := cmp.Diff(want, explainIt()); diff != "" {
		t.Error(diff)
	}
}

// TestExplainForms: what the shipped tables never have is shown too.
func TestExplainForms(t *testing.T) {
	way := func(changes ...explain.Change) explain.Way { return explain.Way{Changes: changes} }
	context := explain.Change{Signal: "process", From: "light", To: []string{"full"}, Says: "process is full", Context: true}
	member := func(name, from string) explain.Change {
		return explain.Change{Signal: name, Group: "hands", From: from, To: []string{"bad"}, Says: name + " is bad"}
	}
	face := explain.Change{Signal: "face", From: "bad", To: []string{"good"}, Says: "face is good"}
	for _, c := range []struct {
		e    explain.Explanation
		want []string
		why  string
	}{
		{explain.Explanation{Provider: "x", Status: "accepted"}, []string{"  The table gives no other status."}, "one status"},
		{explain.Explanation{Nearest: []explain.Outcome{{Status: "rejected", Changes: 1, Ways: []explain.Way{way(context)}}}},
			[]string{"  rejected, if one signal had differed:", "    - process is full (was light, context)"}, "a change of context"},
		{explain.Explanation{Nearest: []explain.Outcome{{Status: "rejected", Changes: 2, Ways: []explain.Way{way(context, face)}, More: true}}},
			[]string{
				"  rejected, if 2 signals had differed:", "    - process is full (was light, context)", "      and face is good (was bad)",
				"    There are more ways.",
			}, "more ways than are listed"},
		{explain.Explanation{Nearest: []explain.Outcome{{Status: "failed", Ways: []explain.Way{}}, {Status: "rejected"}}},
			[]string{"  failed, rejected: not by better or worse values, nor by more evidence"}, "no way"},
		{explain.Explanation{Nearest: []explain.Outcome{{Status: "rejected", Changes: 1, Ways: []explain.Way{
			way(member("left", "good")), way(member("right", "absent")), way(member("middle", "good")),
		}}}},
			[]string{
				"  rejected, if one signal had differed:", "    - one of left, middle is bad (was good)", "    - right is bad (was absent)",
			}, "members of a group that were not alike"},
		{explain.Explanation{Nearest: []explain.Outcome{{Status: "rejected", Changes: 2, Ways: []explain.Way{
			way(member("left", "good"), face), way(context, face),
		}}}},
			[]string{
				"  rejected, if 2 signals had differed:", "    face is good (was bad)", "    and one of these:",
				"    - left is bad (was good)", "    - process is full (was light, context)",
			}, "two ways that share a change"},
		{explain.Explanation{Nearest: []explain.Outcome{{Status: "rejected", Changes: 1, Ways: []explain.Way{
			way(explain.Change{Signal: "a", From: "x", To: []string{"y"}, Says: "a is y"}),
			way(explain.Change{Signal: "b", From: "x", To: []string{"y"}, Says: "b is y"}),
		}}}},
			[]string{"  rejected, if one signal had differed:", "    - a is y (was x)", "    - b is y (was x)"}, "signals alike that are of no group"},
	} {
		text := explanationText(t, &c.e)
		_, nearest, _ := strings.Cut(text, "Nearest other outcomes\n")
		if diff := cmp.Diff(strings.Join(c.want, "\n")+"\n", nearest); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
	if err := new(explain.Explanation).WriteText(failingWriter{}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("%v, want the error of the writer", err)
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }
