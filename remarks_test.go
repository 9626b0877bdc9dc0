package verdict_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict"
)

// remarksOf gives the ids of the remarks of a decision.
func remarksOf(d verdict.Decision) []string {
	var ids []string
	for r := range d.Remarks() {
		ids = append(ids, r.ID)
	}
	return ids
}

// decideDocument decides a document with what a caller supplies.
func decideDocument(t failer, doc, processType, verdictWord string) (verdict.Decision, error) {
	t.Helper()
	p, err := verdict.Parse([]byte(doc))
	if err != nil {
		t.Errorf("%s: %v", doc, err)
	}
	return p.WithProcessType(processType).WithVerdict(verdictWord).Decide()
}

// remarkCase is signals, or a document, with the remarks that follow.
type remarkCase struct {
	why         string
	signals     verdict.Signals
	document    string // instead
	processType string // supplied to the document
	verdict     string // the same
	status      verdict.Status
	want        []string
}

// faceTecSignals are good but for what the levels say.
func faceTecSignals(level int, attempts ...int) verdict.FaceTec {
	return verdict.FaceTec{SecurityChecks: passed("a"), LivenessSuccess: yes, MatchSuccess: yes, MatchLevel: &level, AttemptLevels: attempts}
}

func faceTecAttempts(level int, attempts string) string {
	return fmt.Sprintf(`{"provider":"facetec","providerSpecific":{"liveness":{"faceScanSecurityChecks":{"a":true},"success":true},`+
		`"matching":{"success":true,"matchLevel":%d,"attempts":%s}}}`, level, attempts)
}

// withMember puts a member before all others.
func withMember(document, member string) string {
	return strings.Replace(document, "{", "{"+member+",", 1)
}

func remarkCases() []remarkCase {
	const better, recorded = "facetec-better-attempt", "process-result-recorded"
	const asked, counted = "onfido-face-not-asked", "onfido-face-not-counted"
	const overruled, doubted, stricter = "eid-remark-overruled", "eid-remark-doubted", "eid-remark-stricter"
	onfido := verdict.Onfido{ProcessType: "document", DocumentResult: "clear", SubResult: "clear"}
	clear, doubt, breakdown, selfie := onfido, onfido, onfido, onfido
	clear.FaceResult = "clear"
	doubt.FaceResult = "consider"
	breakdown.FaceComparison = "unidentified"
	selfie.ProcessType, selfie.FaceResult = "documentSelfie", "consider"
	good := verdict.EID{SecurityChecks: passed("a"), Features: []*bool{yes}, SimilarityScore: "high"}
	eid := func(v string, change func(*verdict.EID)) verdict.EID {
		e := good
		e.Verdict = v
		change(&e)
		return e
	}
	asGood := func(*verdict.EID) {}
	failedCheck := func(e *verdict.EID) { e.SecurityChecks = map[string]*bool{"a": yes, "b": no} }
	noLife := func(e *verdict.EID) { e.LivenessDetected = no }
	unlike := func(e *verdict.EID) { e.SimilarityScore = "low" }
	noFeature := func(e *verdict.EID) { e.Features = []*bool{yes, no} }
	final := `"finalResult":{"firstName":"EVA"}`
	chip := readIDDocument("session", "")
	rejectedChip := strings.Replace(chip, "SUCCEEDED", "FAILED", 1)
	return []remarkCase{
		{why: "the document alone is checked, and there is nothing else", signals: onfido, status: verdict.Accepted},
		{why: "a face was checked that nobody asked for", signals: clear, status: verdict.Accepted, want: []string{asked}},
		{why: "it was doubted too, which does not count", signals: doubt, status: verdict.Accepted, want: []string{asked, counted}},
		{why: "a single check of the face is a check of it", signals: breakdown, status: verdict.Accepted, want: []string{asked, counted}},
		{why: "where the face counts, a doubt is a reason and no remark", signals: selfie, status: verdict.Inconclusive},
		{why: "a supplied process type says what was asked for as well", status: verdict.Accepted, want: []string{asked}, processType: "document",
			document: `{"provider":"onfido","providerSpecific":{"documentVerification":{"result":"clear","subResult":"clear"},"facialSimilarity":{"result":"clear"}}}`},
		{why: "a score is no check of the face", status: verdict.Accepted,
			document: `{"provider":"onfido","processType":"document","providerSpecific":{"documentVerification":{"result":"clear","subResult":"clear"},"facialSimilarity":{"similarityScore":"high"}}}`},

		{why: "verdict and signals agree", signals: eid("accepted", asGood), status: verdict.Accepted},
		{why: "a verdict without signals contradicts none", signals: verdict.EID{Verdict: "accepted"}, status: verdict.Accepted},
		{why: "a failed check would reject", signals: eid("accepted", failedCheck), status: verdict.Accepted, want: []string{overruled}},
		{why: "so would missing liveness, and inconclusive is milder too", signals: eid("inconclusive", noLife), status: verdict.Inconclusive, want: []string{overruled}},
		{why: "rejected is as strict as a failed check", signals: eid("rejected", failedCheck), status: verdict.Rejected},
		{why: "a low similarity would leave it open", signals: eid("accepted", unlike), status: verdict.Accepted, want: []string{doubted}},
		{why: "so would a feature that was not found", signals: eid("accepted", noFeature), status: verdict.Accepted, want: []string{doubted}},
		{why: "and inconclusive leaves it open", signals: eid("inconclusive", unlike), status: verdict.Inconclusive},
		{why: "both would count", signals: eid("accepted", func(e *verdict.EID) { failedCheck(e); unlike(e) }), status: verdict.Accepted, want: []string{overruled, doubted}},
		{why: "rejected, though every signal is good", signals: eid("rejected", asGood), status: verdict.Rejected, want: []string{stricter}},
		{why: "failed, though every signal is good", signals: eid("failed", asGood), status: verdict.Failed, want: []string{stricter}},
		{why: "rejected, and one signal is not good", signals: eid("rejected", noFeature), status: verdict.Rejected},
		{why: "without a verdict there is nothing to contradict", signals: eid("", failedCheck), status: verdict.Rejected},
		{why: "the same in a document", verdict: "accepted", status: verdict.Accepted, want: []string{doubted},
			document: strings.Replace(eidDocument(""), `"high"`, `"low"`, 1)},

		{why: "no attempt is known", signals: faceTecSignals(5), status: verdict.Inconclusive},
		{why: "the attempt that counts is the best", signals: faceTecSignals(5, 4, 5), status: verdict.Inconclusive},
		{why: "a better attempt does not count", signals: faceTecSignals(5, 4, 15, 3), status: verdict.Inconclusive, want: []string{better}},
		{why: "nor does it where the other one is enough", signals: faceTecSignals(6, 7), status: verdict.Accepted, want: []string{better}},
		{why: "what is no level is no attempt", signals: faceTecSignals(5, 16, -1, 99), status: verdict.Inconclusive},
		{why: "it does not hide those that are", signals: faceTecSignals(5, 16, 6, -1), status: verdict.Inconclusive, want: []string{better}},
		{why: "without a level that counts there is nothing to compare", status: verdict.Failed, signals: verdict.FaceTec{LivenessError: yes, AttemptLevels: []int{9}}},
		{why: "the same in a document", document: faceTecAttempts(5, `[{"matchLevel":4},{"matchLevel":9},{"matchLevel":3}]`), status: verdict.Inconclusive, want: []string{better}},
		{why: "levels compare as numbers", document: faceTecAttempts(5, `[{"matchLevel":60e-1}]`), status: verdict.Inconclusive, want: []string{better}},

		{why: "a rejected process has no final result", document: withMember(rejectedChip, final), status: verdict.Rejected, want: []string{recorded}},
		{why: "an accepted one has", document: withMember(chip, final), status: verdict.Accepted},
		{why: "nothing is recorded", document: rejectedChip, status: verdict.Rejected},
		{why: "remarks of the lifecycle come first", document: withMember(faceTecAttempts(5, `[{"matchLevel":9}]`), final), status: verdict.Inconclusive, want: []string{recorded, better}},
		{why: "beside a verdict that is not accepted", verdict: "rejected", document: withMember(eidDocument(""), final), status: verdict.Rejected, want: []string{recorded, stricter}},
		{why: "a verdict that accepts allows a final result", verdict: "accepted", document: withMember(strings.Replace(eidDocument(""), `"high"`, `"low"`, 1), final), status: verdict.Accepted, want: []string{doubted}},
	}
}

// TestRemarksOfTables: every remark is made where its condition holds, and not
// made elsewhere.
func TestRemarksOfTables(t *testing.T) {
	made, kept := map[string]bool{}, map[string]bool{}
	for _, c := range remarkCases() {
		d, err := decideDocumentOrSignals(t, c)
		if err != nil || d.Status() != c.status {
			t.Errorf("%s: %v, %v; want %v", c.why, d, err, c.status)
			continue
		}
		got := remarksOf(d)
		if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: remarks (-want +got):\n%s", c.why, diff)
		}
		for r := range embedded(t).Rules() {
			asked := r.Provider == d.Provider() || r.Provider == "*" && c.document != ""
			switch {
			case slices.Contains(got, r.ID):
				made[r.ID] = true
			case asked:
				kept[r.ID] = true
			}
		}
	}
	remarks := 0
	for r := range embedded(t).Rules() {
		if r.Status != 0 {
			continue
		}
		remarks++
		if !made[r.ID] || !kept[r.ID] {
			t.Errorf("%s: made %v, not made %v; some case has to show either", r.ID, made[r.ID], kept[r.ID])
		}
	}
	if remarks == 0 {
		t.Error("the tables have no remark")
	}
}

func decideDocumentOrSignals(t failer, c remarkCase) (verdict.Decision, error) {
	t.Helper()
	if c.signals != nil {
		return verdict.Decide(c.signals)
	}
	return decideDocument(t, c.document, c.processType, c.verdict)
}

// TestBetterAttempt: of all pairs of levels, just those make the remark in
// which the attempt is above the one that counts.
func TestBetterAttempt(t *testing.T) {
	for level := range 16 {
		for attempt := range 16 {
			var want []string
			if attempt > level {
				want = []string{"facetec-better-attempt"}
			}
			typed, err := verdict.Decide(faceTecSignals(level, attempt))
			document, errDocument := decideDocument(t, faceTecAttempts(level, fmt.Sprintf(`[{"matchLevel":%d}]`, attempt)), "", "")
			if err != nil || errDocument != nil || typed != document {
				t.Errorf("level %d, attempt %d: %v, %v and %v, %v", level, attempt, typed, err, document, errDocument)
			}
			if diff := cmp.Diff(want, remarksOf(typed)); diff != "" {
				t.Errorf("level %d, attempt %d (-want +got):\n%s", level, attempt, diff)
			}
		}
	}
}

// anyValues are JSON values of every type.
var anyValues = []string{
	`null`, `{}`, `[]`, `""`, `"text"`, `false`, `true`, `0`, `16`, `1e999`, `-1`, `[null]`, `[[]]`, `[1]`, `["9"]`, `[{}]`, `{"a":1}`,
	`[{"matchLevel":null}]`, `[{"matchLevel":"9"}]`, `[{"matchLevel":16}]`, `[{"matchLevel":9.5}]`, `[{"matchLevel":{}}]`,
	`[{"matchLevel":{"a":1}}]`, `[{"matchLevel":[9]}]`, `[{"matchLevel":true}]`, `[[{"matchLevel":9}]]`, `{"matchLevel":9}`,
	`{"0":{"matchLevel":9}}`, `[{"matchlevel":9}]`,
}

// TestAttemptsOfAnyType: attempts are looked at by a remark alone, so nothing
// there is refused, and what is no level says nothing.
func TestAttemptsOfAnyType(t *testing.T) {
	want, err := verdict.Decide(faceTecSignals(5))
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range anyValues {
		if d, err := decideDocument(t, faceTecAttempts(5, value), "", ""); err != nil || d != want {
			t.Errorf("attempts %s: %v with %v, %v; want %v without a remark", value, d, remarksOf(d), err, want)
		}
	}
	for _, beside := range anyValues {
		document := faceTecAttempts(5, `[{"matchLevel":6},`+beside+`]`)
		if d, err := decideDocument(t, document, "", ""); err != nil || d.Status() != want.Status() || !slices.Equal(remarksOf(d), []string{"facetec-better-attempt"}) {
			t.Errorf("%s: %v with %v, %v; want the remark, whatever the other attempt is", document, d, remarksOf(d), err)
		}
	}
}

// TestResultRecorded: whatever is recorded, of whatever type, beside every
// status but accepted.
func TestResultRecorded(t *testing.T) {
	chip := readIDDocument("session", "")
	statuses := map[verdict.Status]bool{}
	for _, c := range []struct{ why, document string }{
		{"just created", `{"status":"pending",` + chip[1:]},
		{"under way", `{"status":"processing",` + chip[1:]},
		{"given up", `{"status":"canceled",` + chip[1:]},
		{"given up, in another spelling", `{"status":"cancelled",` + chip[1:]},
		{"failed", `{"status":"failed",` + chip[1:]},
		{"failed, with a reason", `{"failReason":{"type":"x"},` + chip[1:]},
		{"failed, with a reason beside a recorded acceptance", `{"failReason":{"type":"x"},"status":"accepted",` + chip[1:]},
		{"rejected by a signal", strings.Replace(chip, "SUCCEEDED", "FAILED", 1)},
		{"rejected, whatever is recorded", `{"status":"accepted",` + strings.Replace(chip, "SUCCEEDED", "FAILED", 1)[1:]},
		{"left open by a signal", strings.Replace(chip, "}}}", `,"chipCloneDetection":"FAILED"}}}`, 1)},
		{"canceled by a provider's row", `{"provider":"connect:x","providerSpecific":{"error":{"errorDescription":"urn:signicat:error:usercancel"}}}`},
		{"failed by a provider's row", `{"provider":"facetec","providerSpecific":{"matching":{"error":true}}}`},
		{"accepted", chip},
		{"accepted and recorded so", `{"status":"accepted",` + chip[1:]},
	} {
		plain, err := decideDocument(t, c.document, "", "")
		if err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		statuses[plain.Status()] = true
		for _, value := range anyValues {
			with, err := decideDocument(t, withMember(c.document, `"finalResult":`+value), "", "")
			var want []string
			if plain.Status() != verdict.Accepted && value != `null` && value != `{}` && value != `[]` {
				want = []string{"process-result-recorded"}
			}
			if diff := cmp.Diff(want, remarksOf(with)); err != nil || diff != "" {
				t.Errorf("%s, with %s: %v (-want +got):\n%s", c.why, value, err, diff)
			}
			if (with == plain) != (want == nil) {
				t.Errorf("%s, with %s: equal to that without: %v", c.why, value, with == plain)
			}
		}
	}
	if len(statuses) != 7 {
		t.Errorf("%d statuses, want all seven: %v", len(statuses), statuses)
	}
}

// TestRemarksChangeNothing: with a recorded final result and with attempts, a
// document has the same status for the same reasons, or the same error.
func TestRemarksChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		drawn := d.process()
		for range d.spoils() {
			d.spoil(drawn.top)
		}
		without := d.render(drawn.top)
		d.addAside(drawn.top)
		with := d.render(drawn.top)
		want, got := judged(without, drawn), judged(with, drawn)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s\n(-without +with):\n%s", without, with, diff)
		}
	})
}

// addAside adds what only remarks look at, or replaces it.
func (d drawer) addAside(top *drawnObject) {
	put := func(o *drawnObject, name string) {
		if i := o.index(name); i >= 0 {
			o.members[i].value = drawnRaw(d.of(anyValues...))
		} else {
			o.add(name, drawnRaw(d.of(anyValues...)))
		}
	}
	put(top, "finalResult")
	for _, place := range drawnPlaces(top, "") {
		if matching, ok := place.value().(*drawnObject); ok && place.path == "/providerSpecific/matching" {
			put(matching, "attempts")
		}
	}
}

// judgement is a decision without its remarks, or an error.
type judgement struct {
	Status  verdict.Status
	Rules   []string
	Because [][]string
	Error   string
}

func judged(doc string, drawn drawnProcess) judgement {
	p, err := verdict.Parse([]byte(doc))
	if err != nil {
		return judgement{Error: err.Error()}
	}
	d, err := p.WithProcessType(drawn.processType).WithVerdict(drawn.verdict).Decide()
	j := judgement{Status: d.Status(), Error: errorText(err)}
	for r, because := range d.Reasons() {
		j.Rules = append(j.Rules, r.ID)
		j.Because = append(j.Because, because)
	}
	return j
}

// TestRemarksTellDecisionsApart: decisions that differ in a remark are not
// equal, and the same ones are, however they came about.
func TestRemarksTellDecisionsApart(t *testing.T) {
	chip := strings.Replace(readIDDocument("session", ""), "SUCCEEDED", "FAILED", 1)
	decide := func(document string) verdict.Decision {
		d, err := decideDocument(t, document, "", "")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	plain, recorded := decide(chip), decide(withMember(chip, `"finalResult":{"a":1}`))
	typed, err := verdict.Decide(verdict.ReadID{ChipVerification: "FAILED"})
	if err != nil {
		t.Fatal(err)
	}
	five, better := decide(faceTecAttempts(5, `[{"matchLevel":5}]`)), decide(faceTecAttempts(5, `[{"matchLevel":6}]`))
	both := decide(withMember(faceTecAttempts(5, `[{"matchLevel":6}]`), `"finalResult":1`))
	for _, c := range []struct {
		why  string
		a, b verdict.Decision
		same bool
	}{
		{"a remark of the lifecycle beside a provider's status", plain, recorded, false},
		{"no remark, from a document and from signals", plain, typed, true},
		{"the same remark for another value", recorded, decide(withMember(chip, `"finalResult":false`)), true},
		{"a remark of the provider", five, better, false},
		{"the same remark for other attempts", better, decide(faceTecAttempts(5, `[{"matchLevel":15},{}]`)), true},
		{"both remarks, and one", both, better, false},
		{"both remarks, twice", both, decide(withMember(faceTecAttempts(4, `[{"matchLevel":6}]`), `"finalResult":[0]`)), true},
		{"a remark of the lifecycle beside its own status",
			decide(`{"provider":"readid","status":"failed"}`), decide(`{"provider":"readid","status":"failed","finalResult":1}`), false},
		{"the same, twice", decide(`{"finalResult":2,"provider":"readid","status":"failed"}`), decide(`{"provider":"readid","status":"failed","finalResult":1}`), true},
	} {
		if (c.a == c.b) != c.same {
			t.Errorf("%s: equal is %v, want %v (%v and %v)", c.why, c.a == c.b, c.same, remarksOf(c.a), remarksOf(c.b))
		}
	}
	if plain.Status() != recorded.Status() || plain.Rule().ID != recorded.Rule().ID {
		t.Errorf("%v and %v; a remark changes neither status nor reason", plain, recorded)
	}
}

// TestRemarksOfErrors: where there is no decision there are no remarks.
func TestRemarksOfErrors(t *testing.T) {
	d, err := decideDocument(t, `{"provider":"readid","finalResult":{"a":1}}`, "", "")
	var undecided *verdict.UndecidedError
	if !errors.As(err, &undecided) || d != (verdict.Decision{}) {
		t.Errorf("%v, %v; want an UndecidedError and nothing else", d, err)
	}
	for r := range d.Remarks() {
		t.Errorf("a remark: %s", r.ID)
	}
}

// TestRemarksStop: an iterator may be left at either kind of remark.
func TestRemarksStop(t *testing.T) {
	d, err := decideDocument(t, withMember(faceTecAttempts(5, `[{"matchLevel":6}]`), `"finalResult":1`), "", "")
	if err != nil {
		t.Fatal(err)
	}
	for most := 1; most <= 2; most++ {
		var ids []string
		for r := range d.Remarks() {
			if ids = append(ids, r.ID); len(ids) == most {
				break
			}
		}
		if diff := cmp.Diff(remarksOf(d)[:most], ids); diff != "" {
			t.Errorf("the first %d (-want +got):\n%s", most, diff)
		}
	}
}

// TestRemarksOfOneLifecycle: several remarks of a lifecycle, each beside its own
// statuses, in file order.
func TestRemarksOfOneLifecycle(t *testing.T) {
	lifecycle := strings.Replace(string(readFile(t, "rules/process.yaml")), "remarks:\n", `remarks:
  - {id: process-first, when: 'finalResult == present', beside: [accepted, rejected], reason: One.}
  - {id: process-second, when: 'finalResult == present', beside: [accepted, inconclusive], reason: Two.}
`, 1)
	e, err := verdict.Load(overlay(t, map[string]string{"process.yaml": lifecycle}))
	if err != nil {
		t.Fatal(err)
	}
	const recorded = "process-result-recorded"
	for chip, want := range map[string][]string{
		`"chipVerification":"SUCCEEDED"`:                               {"process-first", "process-second"},
		`"chipVerification":"FAILED"`:                                  {"process-first", recorded},
		`"chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED"`: {"process-second", recorded},
	} {
		p, err := e.Parse([]byte(`{"provider":"readid","finalResult":{"a":1},"providerSpecific":{"session":{` + chip + `}}}`))
		if err != nil {
			t.Fatal(err)
		}
		d, err := p.Decide()
		if diff := cmp.Diff(want, remarksOf(d)); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", chip, err, diff)
		}
	}
}
