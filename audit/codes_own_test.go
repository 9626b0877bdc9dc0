package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Documents of providers' own, for documents written by hand: members of a session of
// ReadID, reports of Onfido, and members of responses of FaceTec.
const (
	sessionGenuine = `"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"SUCCEEDED"}`
	sessionForged  = `"consolidatedIdentityData":{"chipVerification":"FAILED"}`
	documentClear  = `{"name":"document","status":"complete","result":"clear","sub_result":"clear"}`
	faceClear      = `{"name":"facial_similarity_photo","status":"complete","result":"clear"}`
	faceDoubtful   = `{"name":"facial_similarity_photo","status":"complete","result":"consider"}`
	liveFace       = `"faceScanSecurityChecks":{"replayCheckSucceeded":true},"success":true,"error":false`
)

// ownCase is a document of a provider's own, and what is found of it.
type ownCase struct {
	code              Code // that the case is about
	why               string
	document          string
	kind              string
	provider, derived string
	found             []string // codes with their reasons
}

// ownCases are about every code but those that compare two rule books.
func ownCases() []ownCase {
	const (
		onfido, readid, facetec = "onfido", "readid", "facetec"
		report, check           = "onfido-document-report", "onfido-check"
		session                 = "readid-session"
		odd                     = `{"name":"facial_similarity_photo","status":"complete","result":"clear","breakdown":{"face_comparison":{"breakdown":{"face_match":{"result":"sure"},"Anna Berg":{"result":"quite"}}}}}`
	)
	return []ownCase{
		{AcceptedNotDerived, "a session has no status, so one that stands in it is not recorded", doc(sessionForged, `"status":"accepted"`), session, readid, "rejected", nil},
		{AcceptedNotDerived, "nor is it where the kind reads it: it is a strange word of the provider", strings.Replace(documentClear, "complete", "accepted", 1),
			report, onfido, "unknown value", found("unknown-value: /status")},
		{Stricter, "there is nothing that the rules could be stricter than", doc(sessionForged, `"status":"inconclusive"`), session, readid, "rejected", nil},
		{Milder, "or milder than", doc(sessionGenuine, `"status":"rejected"`), session, readid, "accepted", nil},

		{Undecided, "liveness alone compares nobody", doc(liveFace), "facetec-liveness", facetec, "undecided", found("undecided: matchSuccess is missing, matchLevel is missing")},
		{Undecided, "a response without checks and a match is an answer to any call, whose success is nobody's", doc(`"success":true,"error":false,"callData":{"path":"/status"}`),
			"facetec-response", facetec, "undecided", found("undecided: faceScanSecurityChecks is missing, livenessSuccess is missing, matchSuccess is missing, matchLevel is missing")},
		{Undecided, "a face alone", faceClear, "onfido-face-report", onfido, "undecided", found("undecided: documentResult is missing, subResult is missing")},
		{Undecided, "a report that is not read says nothing, not even which process it is of", `{"name":"watchlist_standard","result":"clear"}`, "onfido-other-report", onfido, "undecided",
			found("undecided: processType is missing, documentResult is missing, subResult is missing, faceResult is missing")},

		{UnknownValue, "a word, at its place in the whole", doc(`"reports":[` + faceClear + `,` + strings.Replace(documentClear, `"sub_result":"clear"`, `"sub_result":"spotless"`, 1) + `]`),
			check, onfido, "unknown value", found("unknown-value: /reports/1/sub_result")},
		{UnknownValue, "of names of entries those are shown that look like identifiers", odd, "onfido-face-report", onfido, "unknown value",
			found("unknown-value: /breakdown/face_comparison/breakdown/*/result, /breakdown/face_comparison/breakdown/face_match/result")},
		{UnknownValue, "a part of no kind", doc(`"reports":[` + documentClear + `,"7"]`), check, onfido, "unknown value", found("unknown-value: /reports/1")},
		{UnknownValue, "a second part of one kind", doc(`"reports":[` + documentClear + `,` + documentClear + `]`), check, onfido, "unknown value", found("unknown-value: /reports/1")},
		{UnknownValue, "a strange status is no recorded one, and hides the rest", strings.Replace(documentClear, "complete", "done", 1), report, onfido, "unknown value", found("unknown-value: /status")},
		{UnknownValue, "in an entry of a list", `[` + documentClear + `,` + strings.Replace(faceClear, "clear", "sure", 1) + `]`, "onfido-reports", onfido, "unknown value", found("unknown-value: /1/result")},

		{UnknownProvider, "a shape of no kind", `{"name":"letter"}`, "", "", "unknown provider", found("unknown-provider", "no-status")},
		{UnknownProvider, "a shape of several kinds", doc(sessionGenuine, `"reports":[`+documentClear+`]`), "", "", "unknown provider",
			found("unknown-provider: could be onfido-check, could be readid-session", "no-status")},
		{UnknownProvider, "a list of documents of two providers", `[` + documentClear + `,` + doc(liveFace) + `]`, "", "", "unknown provider",
			found("unknown-provider: could be facetec-responses, could be onfido-reports", "no-status")},
		{UnknownProvider, "what such a document has at the places of a Get process document counts as recorded, as nobody knows what it is",
			`{"name":"letter","status":"accepted"}`, "", "", "unknown provider", found("accepted-not-derived", "unknown-provider")},

		{Malformed, "cut off", documentClear[:len(documentClear)-1], "", "", "malformed", found("malformed: the document ends too early")},
		{Malformed, "a name twice in a part", doc(`"reports":[{"name":"document","name":"document"}]`), "", "", "malformed", found("malformed: a member's name stands twice in one object")},

		{FinalResultMissing, "an accepted one records no final result", doc(sessionGenuine), session, readid, "accepted", nil},
		{FinalResultUnexpected, "and none is expected or not", doc(sessionForged, `"finalResult":{"firstName":"ANNA"}`), session, readid, "rejected", nil},
		{FinalResultDifferent, "nor compared", doc(sessionGenuine, `"finalResult":{"firstName":"ANNA"}`), session, readid, "accepted", nil},
		{FinalResultBesideEnd, "nor beside an end", strings.Replace(documentClear, `"complete"`, `"withdrawn","finalResult":{"firstName":"ANNA"}`, 1), report, onfido, "canceled", nil},
		{FailReasonWithoutFailed, "no kind has a reason of failure", doc(sessionForged, withReason), session, readid, "rejected", nil},
		{VerdictBesideEnd, "a withdrawn report may well hold signals that decide", strings.Replace(documentClear, `"complete"`, `"withdrawn","verdict":"rejected"`, 1), report, onfido, "canceled", nil},
		{NotFinalButComplete, "and so may one in progress", strings.Replace(documentClear, "complete", "in_progress", 1), report, onfido, "processing", nil},
		{BadTimestamp, "times are the provider's, in forms of its own", doc(sessionGenuine, `"createdAt":"yesterday","updatedAt":7`), session, readid, "accepted", nil},
		{UpdatedBeforeCreated, "so their order says nothing", doc(sessionGenuine, `"createdAt":"2024-07-01T10:00:01Z","updatedAt":"2024-07-01T10:00:00Z"`), session, readid, "accepted", nil},
		{NoStatus, "no status is missing", doc(`"faceScanSecurityChecks":{"a":true},"matchLevel":9,"success":true,"error":false`), "facetec-liveness-match", facetec, "accepted", nil},
		{NoStatus, "nor in a list of one person", `[` + documentClear + `,` + faceDoubtful + `]`, "onfido-reports", onfido, "inconclusive", nil},
	}
}

// TestCodesOfOwnDocuments: documents of providers' own record nothing, so that nothing
// is found of what they do not record, whatever stands in them.
func TestCodesOfOwnDocuments(t *testing.T) {
	about := map[Code]bool{NewlyAccepted: true, NoLongerAccepted: true, OtherwiseChanged: true, StatusChanged: true} // in tests of their own
	for _, c := range ownCases() {
		about[c.code] = true
		r, findings := audited(t, Options{}, c.document)
		got := c
		got.kind, got.provider, got.derived, got.found = "", r.Matrix[0].Provider, r.Matrix[0].Derived, nil
		for _, k := range r.Own {
			got.kind += k.Kind
		}
		for _, f := range findings {
			got.found = append(got.found, strings.TrimSuffix(string(f.Code)+": "+strings.Join(f.Reasons, ", "), ": "))
		}
		if diff := cmp.Diff(c, got, cmp.AllowUnexported(ownCase{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s\n%s\n(-want +got):\n%s", c.code, c.why, c.document, diff)
		}
		if recorded := r.Matrix[0].Recorded; c.kind != "" && recorded != "none" {
			t.Errorf("%s\n%s\nrecorded %q, want none", c.why, c.document, recorded)
		}
		if m := r.Months[0]; c.kind != "" && (m.Month != "" || m.Differ != 0) {
			t.Errorf("%s\n%s\nmonth %q, %d differ; want no month, and nothing that could differ", c.why, c.document, m.Month, m.Differ)
		}
	}
	for _, k := range Kinds() {
		if !about[k.Code] {
			t.Errorf("no case is about %s", k.Code)
		}
	}
}

// TestStatusOfOwnDocuments: a document of a provider's own has no process, so it is no
// record before or after another of one.
func TestStatusOfOwnDocuments(t *testing.T) {
	const process = `"processId":"p-1"`
	r, findings := audited(t, Options{},
		doc(genuine, process, `"status":"accepted"`),
		doc(sessionForged, process, `"status":"rejected"`),
		doc(sessionGenuine, process),
		doc(genuine, process, `"status":"accepted"`),
	)
	if len(findings) > 0 || r.Processes != 1 {
		t.Errorf("%d processes, want 1, and %v is found, want nothing", r.Processes, findings)
	}
}

// TestChangesOfOwnDocuments: another rule book is asked about them as about any other
// record, with its own places.
func TestChangesOfOwnDocuments(t *testing.T) {
	other := edited(t, map[string]func(string) string{
		"readid.yaml":  replaced(t, "chipVerification: /consolidatedIdentityData/chipVerification", "chipVerification: /consolidatedIdentityData/chipCloneDetection"),
		"onfido.yaml":  replaced(t, "subResult: /sub_result", "subResult: /sub_results"),
		"facetec.yaml": replaced(t, "matchLevel: /matchLevel", "matchLevel: /level"),
	})
	for _, c := range []struct {
		why, document string
		want          []string
	}{
		{"the place that is read instead says it is genuine", doc(`"consolidatedIdentityData":{"chipVerification":"FAILED","chipCloneDetection":"SUCCEEDED"}`),
			found("newly-accepted: rejected → accepted, readid-accepted")},
		{"the word is where it is not read any more", documentClear, found("no-longer-accepted: accepted → undecided, ")},
		{"a level that is not read cannot be too low", doc(`"faceScanSecurityChecks":{"a":true},"matchLevel":3,"success":true,"error":false`),
			found("otherwise-changed: inconclusive → undecided, ")},
		{"another place, and the same answer", doc(`"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"SUCCEEDED"}`), nil},
	} {
		r, findings := audited(t, Options{Against: other}, c.document)
		var got []string
		for _, f := range findings {
			got = append(got, fmt.Sprintf("%s: %s → %s, %s", f.Code, f.Derived, f.After, f.Rule))
		}
		got = slices.DeleteFunc(got, func(says string) bool { return strings.HasPrefix(says, string(Undecided)) })
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
		if n := r.Changes.Elsewhere; n != int64(len(c.want)) {
			t.Errorf("%s: %d records change in no region, want %d: no region is about the places of kinds", c.why, n, len(c.want))
		}
	}
}

// TestRegionsOfOwnDocuments: where the other rule book reads a document of a provider's
// own elsewhere, its change is in no region, though one is between the same outcomes.
func TestRegionsOfOwnDocuments(t *testing.T) {
	weak := []string{"in 1..5 and", "in 1..7 and", "in 6..15", "in 8..15", "matchSuccess: true, matchLevel: 6}", "matchSuccess: true, matchLevel: 8}"}
	for _, c := range []struct {
		why       string
		replace   []string
		elsewhere int64
	}{
		{"read alike, it is in the region", weak, 0},
		{"read elsewhere, it is in none", append(weak, "matchLevel: /matchLevel", "matchLevel: /level"), 1},
	} {
		other := edited(t, map[string]func(string) string{"facetec.yaml": replaced(t, c.replace...)})
		r, _ := audited(t, Options{Against: other}, `{"faceScanSecurityChecks":{"a":true},"matchLevel":7,"level":7,"success":true,"error":false}`)
		inRegions := int64(0)
		for _, region := range r.Changes.Regions {
			inRegions += region.Records
		}
		if r.Changes.Records != 1 || r.Changes.Elsewhere != c.elsewhere || inRegions != 1-c.elsewhere {
			t.Errorf("%s: %d records change, %d of them in regions and %d elsewhere", c.why, r.Changes.Records, inRegions, r.Changes.Elsewhere)
		}
	}
}

// TestListsInDumps: the entries of a list that is a file are records, one by one. A
// list in a list, or on a line of JSON Lines after the first one, is one record: the
// documents of one person.
func TestListsInDumps(t *testing.T) {
	pair := `[` + documentClear + `,` + faceDoubtful + `]`
	single := []Cell{{"onfido", "none", "undecided", 1}, {"onfido", "none", "accepted", 1}}
	for _, c := range []struct {
		why, text string
		want      []Cell
	}{
		{"a file that is one list: each report is judged alone", pair, single},
		{"lines that are lists alone are lists one after another", pair + "\n" + pair + "\n",
			[]Cell{{"onfido", "none", "undecided", 2}, {"onfido", "none", "accepted", 2}}},
		{"a list in a list is one person's", "[" + pair + ",\n" + pair + "]", []Cell{{"onfido", "none", "inconclusive", 2}}},
		{"and so is a line behind one that is an object", doc(sessionGenuine) + "\n" + pair + "\n" + pair + "\n",
			[]Cell{{"onfido", "none", "inconclusive", 2}, {"readid", "none", "accepted", 1}}},
	} {
		r, _ := auditedFiles(t, Options{}, textFile("dump", c.text))
		if diff := cmp.Diff(c.want, r.Matrix); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
	r, _ := audited(t, Options{}, pair)
	if diff := cmp.Diff([]Cell{{"onfido", "none", "inconclusive", 1}}, r.Matrix); diff != "" {
		t.Errorf("a document of its own is one record (-want +got):\n%s", diff)
	}
}

// TestReportOfOwnDocuments: they are counted by kind, in no other record's place.
func TestReportOfOwnDocuments(t *testing.T) {
	r, _ := audited(t, Options{}, documentClear, doc(sessionGenuine), documentClear, doc(genuine, `"status":"accepted"`), `{"name":"letter"}`)
	want := &Report{
		Records: 5, Agree: 1,
		Own:    []OwnKind{{"onfido-document-report", 2}, {"readid-session", 1}},
		Months: []Month{{"", map[string]int64{"none": 4, "accepted": 1}, 1}},
	}
	if diff := cmp.Diff(want, &Report{Records: r.Records, Agree: r.Agree, Own: r.Own, Months: r.Months}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	const headline = "5 records, 1 with the status that the rules give, and 3 that record none, as providers' own documents. Recorded as accepted, and not accepted by the rules: none."
	if diff := cmp.Diff(headline, r.Headline()); diff != "" {
		t.Errorf("headline (-want +got):\n%s", diff)
	}
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	const table = "\nProviders' own documents, which record no status\n  2  onfido-document-report\n  1  readid-session\n"
	if !strings.Contains(b.String(), table) {
		t.Errorf("%q is not in the text:\n%s", table, b.String())
	}
}
