package audit

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// codeCase is a document and all that is found of it: codes in order, each with
// its reasons behind a colon.
type codeCase struct {
	why                     string
	document                string
	recorded, derived, rule string
	found                   []string
}

// found is short for the findings of a case.
func found(list ...string) []string { return list }

// testCodes audits each document alone.
func testCodes(t *testing.T, cases []codeCase) {
	t.Helper()
	if len(cases) == 0 {
		t.Fatal("no cases")
	}
	for _, c := range cases {
		r, findings := audited(t, Options{}, c.document)
		got := codeCase{why: c.why, document: c.document, recorded: r.Matrix[0].Recorded, derived: r.Matrix[0].Derived}
		if i := slices.IndexFunc(r.Rules, func(u RuleUse) bool { return u.Decided > 0 }); i >= 0 {
			got.rule = r.Rules[i].ID
		}
		for _, f := range findings {
			got.found = append(got.found, strings.TrimSuffix(string(f.Code)+": "+strings.Join(f.Reasons, ", "), ": "))
			like := Finding{Record: 1, Provider: r.Matrix[0].Provider, Recorded: got.recorded, Derived: got.derived, Rule: got.rule}
			if diff := cmp.Diff(like, f, cmpopts.IgnoreFields(Finding{}, "Code", "Severity", "ProcessID", "At", "Reasons")); diff != "" {
				t.Errorf("%s\n%s\nthe finding does not go with the report (-report +finding):\n%s", c.why, c.document, diff)
			}
			if (f.At != "") != (f.Rule != "") || f.Rule != "" && !strings.Contains(f.At, ".yaml:") {
				t.Errorf("%s\n%s\nrow %q stands at %q", c.why, c.document, f.Rule, f.At)
			}
		}
		if diff := cmp.Diff(c, got, cmp.AllowUnexported(codeCase{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s\n%.500s\n(-want +got):\n%s", c.why, c.document, diff)
		}
	}
}

const (
	lacksChip   = "chipVerification is missing"
	strangeAt   = "/providerSpecific/consolidatedIdentityData/chipCloneDetection"
	withReason  = `"failReason":{"code":7}`
	acceptedRow = "readid-accepted"
)

// TestCodesOfStatus: what is recorded against what the rules say.
func TestCodesOfStatus(t *testing.T) {
	testCodes(t, []codeCase{
		{"what is recorded follows", doc(genuine, `"status":"accepted"`), "accepted", "accepted", acceptedRow, nil},
		{"so does this", doc(forged, `"status":"rejected"`), "rejected", "rejected", "readid-chip", nil},
		{"and this", doc(copied, `"status":"inconclusive"`), "inconclusive", "inconclusive", "readid-clone", nil},
		{"the British spelling is the same status", doc(unread, `"status":"cancelled"`), "canceled", "canceled", "process-canceled", nil},

		{"accepted, and the rules reject", doc(forged, `"status":"accepted"`), "accepted", "rejected", "readid-chip",
			found("accepted-not-derived: readid-chip")},
		{"accepted, and the rules doubt; not stricter as well, since that is for other statuses", doc(copied, `"status":"accepted"`),
			"accepted", "inconclusive", "readid-clone", found("accepted-not-derived: readid-clone")},
		{"accepted, and the reason of failure decides before the signals", doc(genuine, `"status":"accepted"`, withReason),
			"accepted", "failed", "process-fail-reason",
			found("accepted-not-derived: process-fail-reason", "fail-reason-without-failed: /failReason")},
		{"accepted, and something is missing: both are said", doc(unread, `"status":"accepted"`), "accepted", "undecided", "",
			found("accepted-not-derived: "+lacksChip, "undecided: "+lacksChip)},
		{"accepted, and a word is unknown: both are said", doc(strange, `"status":"accepted"`), "accepted", "unknown value", "",
			found("accepted-not-derived: "+strangeAt, "unknown-value: "+strangeAt)},
		{"accepted, and nobody has rules for it", doc(nobody, `"status":"accepted"`), "accepted", "unknown provider", "",
			found("accepted-not-derived", "unknown-provider")},

		{"rejected is the strictest", doc(forged, `"status":"inconclusive"`), "inconclusive", "rejected", "readid-chip", found("stricter: readid-chip")},
		{"failed is stricter than inconclusive", `{"provider":"facetec","status":"inconclusive","providerSpecific":{"liveness":{"error":true}}}`,
			"inconclusive", "failed", "facetec-error", found("stricter: facetec-error")},
		{"canceled is stricter than inconclusive",
			`{"provider":"connect:x","status":"inconclusive","providerSpecific":{"error":{"errorDescription":"urn:signicat:error:usercancel; x"}}}`,
			"inconclusive", "canceled", "connect-canceled", found("stricter: connect-canceled")},
		{"failed is stricter than canceled", doc(unread, `"status":"canceled"`, withReason), "canceled", "failed", "process-fail-reason",
			found("stricter: process-fail-reason, process-canceled", "fail-reason-without-failed: /failReason")},
		{"failed is stricter than pending", doc(unread, `"status":"pending"`, withReason), "pending", "failed", "process-fail-reason",
			found("stricter: process-fail-reason, process-pending", "fail-reason-without-failed: /failReason")},
		{"failed is stricter than processing", doc(unread, `"status":"processing"`, withReason), "processing", "failed", "process-fail-reason",
			found("stricter: process-fail-reason, process-processing", "fail-reason-without-failed: /failReason")},

		{"accepted is milder than rejected", doc(genuine, `"status":"rejected"`), "rejected", "accepted", acceptedRow, found("milder: readid-accepted")},
		{"inconclusive is milder than rejected", doc(copied, `"status":"rejected"`), "rejected", "inconclusive", "readid-clone", found("milder: readid-clone")},
		{"accepted is milder than inconclusive", doc(genuine, `"status":"inconclusive"`), "inconclusive", "accepted", acceptedRow, found("milder: readid-accepted")},
		{"failed is milder than rejected", doc(forged, `"status":"rejected"`, withReason), "rejected", "failed", "process-fail-reason",
			found("milder: process-fail-reason", "fail-reason-without-failed: /failReason")},
		{"canceled is milder than rejected",
			`{"provider":"connect:x","status":"rejected","providerSpecific":{"error":{"errorDescription":"urn:signicat:error:usercancel; x"}}}`,
			"rejected", "canceled", "connect-canceled", found("milder: connect-canceled")},

		{"something is missing", doc(unread, `"status":"rejected"`), "rejected", "undecided", "", found("undecided: " + lacksChip)},
		{"nothing is missing before the end", doc(unread, `"status":"pending"`), "pending", "pending", "process-pending", nil},
		{"everything is missing", `{"provider":"eid","status":"inconclusive"}`, "inconclusive", "undecided", "",
			found("undecided: securityChecks is missing, features is missing, similarityScore is missing")},

		{"no status, which is odd and no more", doc(forged), "none", "rejected", "readid-chip", found("no-status")},
		{"null is no status", doc(forged, `"status":null`), "none", "rejected", "readid-chip", found("no-status")},
		{"an empty object is nothing", doc(copied, `"status":{}`), "none", "inconclusive", "readid-clone", found("no-status")},
		{"nor is an empty list anything", doc(genuine, `"status":[]`), "none", "accepted", acceptedRow, found("no-status")},
		{"no status, and nothing follows", doc(unread), "none", "undecided", "", found("undecided: "+lacksChip, "no-status")},
		{"no status, and a word is unknown", doc(strange), "none", "unknown value", "", found("unknown-value: "+strangeAt, "no-status")},

		{"every row that holds is named, the strictest first, with the entries that made it hold",
			`{"provider":"eid","status":"accepted","providerSpecific":{"ocr":{"similarityScore":"low","features":[{"found":true},{"found":false}],"securityChecks":{"nonExpired":{"valid":true}}}}}`,
			"accepted", "inconclusive", "eid-similarity", found("accepted-not-derived: eid-similarity, eid-feature (features/1)")},
	})
}

// TestCodesOfValues: words, types and providers that nobody declared.
func TestCodesOfValues(t *testing.T) {
	const session = `"provider":"readid","providerSpecific":{"session":{"chipVerification":"SUCCEEDED","chipCloneDetection":5}}`
	testCodes(t, []codeCase{
		{"a word", doc(strange, `"status":"rejected"`), "rejected", "unknown value", "", found("unknown-value: " + strangeAt)},
		{"a number, under the other name of the element", doc(session, `"status":"inconclusive"`), "inconclusive", "unknown value", "",
			found("unknown-value: /providerSpecific/session/chipCloneDetection")},
		{"a name of an open family that looks like an identifier is shown",
			`{"provider":"eid","status":"rejected","providerSpecific":{"ocr":{"securityChecks":{"nonExpired":{"valid":"no"}}}}}`,
			"rejected", "unknown value", "", found("unknown-value: /providerSpecific/ocr/securityChecks/nonExpired/valid")},
		{"and one that does not is not",
			`{"provider":"eid","status":"rejected","providerSpecific":{"ocr":{"securityChecks":{"Anna Berg":{"valid":"no"}}}}}`,
			"rejected", "unknown value", "", found("unknown-value: /providerSpecific/ocr/securityChecks/*/valid")},

		{"a status of no list", doc(genuine, `"status":"not_matched"`), "unknown", "unknown value", "", found("unknown-value: /status")},
		{"the empty text is a word, and none of ours", doc(genuine, `"status":""`), "unknown", "unknown value", "", found("unknown-value: /status")},
		{"words compare exactly", doc(genuine, `"status":"Accepted"`), "unknown", "unknown value", "", found("unknown-value: /status")},
		{"spaces count", doc(genuine, `"status":"accepted "`), "unknown", "unknown value", "", found("unknown-value: /status")},
		{"a number is no status", doc(genuine, `"status":5`), "unknown", "unknown value", "", found("unknown-value: /status")},
		{"a boolean is no status", doc(genuine, `"status":true`), "unknown", "unknown value", "", found("unknown-value: /status")},
		{"an object is no status", doc(genuine, `"status":{"is":"accepted"}`), "unknown", "unknown value", "", found("unknown-value: /status")},
		{"a list is no status", doc(genuine, `"status":["accepted"]`), "unknown", "unknown value", "", found("unknown-value: /status")},
		{"an unknown status hides what the signals carry", doc(strange, `"status":"done"`), "unknown", "unknown value", "", found("unknown-value: /status")},

		{"a reason of failure that is a text", doc(genuine, `"status":"failed","failReason":"x"`), "failed", "unknown value", "",
			found("unknown-value: /failReason", "verdict-beside-end: accepted by readid-accepted")},
		{"a reason of failure that is a list", doc(forged, `"status":"rejected","failReason":["x"]`), "rejected", "unknown value", "", found("unknown-value: /failReason")},
		{"both are unknown", doc(forged, `"status":"done","failReason":false`), "unknown", "unknown value", "", found("unknown-value: /failReason, /status")},

		{"the signals of what is pending are not read", doc(strange, `"status":"pending"`), "pending", "pending", "process-pending", nil},
		{"nor those of what is processing", doc(strange, `"status":"processing"`), "processing", "processing", "process-processing", nil},
		{"nor those of what was canceled", doc(strange, `"status":"canceled"`), "canceled", "canceled", "process-canceled", nil},
		{"nor those of what failed", doc(strange, `"status":"failed"`), "failed", "failed", "process-failed", nil},
		{"nor those beside a reason of failure", doc(strange, `"status":"failed"`, withReason), "failed", "failed", "process-fail-reason", nil},

		{"nobody has rules for the provider", doc(nobody, `"status":"rejected"`), "rejected", "unknown provider", "", found("unknown-provider")},
		{"no provider", `{"status":"rejected"}`, "rejected", "unknown provider", "", found("unknown-provider")},
		{"null is no provider", `{"provider":null,"status":"rejected"}`, "rejected", "unknown provider", "", found("unknown-provider")},
		{"a number is no provider", `{"provider":5,"status":"pending"}`, "pending", "unknown provider", "", found("unknown-provider")},
		{"names compare exactly", `{"provider":"ReadID","status":"rejected"}`, "rejected", "unknown provider", "", found("unknown-provider")},
		{"a family without a name", `{"provider":"connect:","status":"rejected"}`, "rejected", "unknown provider", "", found("unknown-provider")},
		{"an empty object has neither", `{}`, "none", "unknown provider", "", found("unknown-provider", "no-status")},
		{"without rules nothing is judged; what is odd by itself is found all the same",
			doc(nobody, `"status":"inconclusive","finalResult":{"firstName":"ANNA"},"createdAt":"yesterday"`, withReason),
			"inconclusive", "unknown provider", "",
			found("unknown-provider", "final-result-unexpected: /finalResult", "fail-reason-without-failed: /failReason", "bad-timestamp: /createdAt")},
		{"a verdict beside an end needs no rules",
			doc(nobody, `"status":"canceled","verdict":"accepted","finalResult":{"firstName":"ANNA"},"createdAt":"2024-07-01T10:00:01Z","updatedAt":"2024-07-01T10:00:00Z"`),
			"canceled", "unknown provider", "",
			found("unknown-provider", "final-result-beside-end: /finalResult", "verdict-beside-end: /verdict", "updated-before-created")},
	})
}

// TestCodesOfReason: failReason.
func TestCodesOfReason(t *testing.T) {
	testCodes(t, []codeCase{
		{"a failed process has a reason", doc(unread, `"status":"failed"`, withReason), "failed", "failed", "process-fail-reason", nil},
		{"or none", doc(unread, `"status":"failed"`), "failed", "failed", "process-failed", nil},
		{"an empty object is no reason", doc(forged, `"status":"rejected","failReason":{}`), "rejected", "rejected", "readid-chip", nil},
		{"an empty list is no reason", doc(forged, `"status":"rejected","failReason":[]`), "rejected", "rejected", "readid-chip", nil},
		{"null is no reason", doc(forged, `"status":"rejected","failReason":null`), "rejected", "rejected", "readid-chip", nil},
		{"an object with a member is not empty, whatever the member holds", doc(copied, `"status":"inconclusive","failReason":{"code":null}`),
			"inconclusive", "failed", "process-fail-reason", found("stricter: process-fail-reason", "fail-reason-without-failed: /failReason")},
		{"without a status it is still without failed", doc(forged, withReason), "none", "failed", "process-fail-reason",
			found("fail-reason-without-failed: /failReason", "no-status")},
		{"with an unknown status too", doc(forged, `"status":"done"`, withReason), "unknown", "unknown value", "",
			found("unknown-value: /status", "fail-reason-without-failed: /failReason")},
	})
}

// TestCodesOfVerdict: what is there beside an end, or before it.
func TestCodesOfVerdict(t *testing.T) {
	const (
		early     = `"provider":"onfido","providerSpecific":{"documentVerification":{"subResult":"rejected"}}`
		broken    = `"provider":"facetec","providerSpecific":{"liveness":{"error":true}}`
		stopped   = `"provider":"connect:x","providerSpecific":{"error":{"errorDescription":"urn:signicat:error:usercancel; x"}}`
		byReadID  = "accepted by readid-accepted"
		byReadID2 = "rejected by readid-chip"
	)
	testCodes(t, []codeCase{
		{"canceled, and the signals accept", doc(genuine, `"status":"canceled"`), "canceled", "canceled", "process-canceled", found("verdict-beside-end: " + byReadID)},
		{"failed, and the signals reject", doc(forged, `"status":"failed"`), "failed", "failed", "process-failed", found("verdict-beside-end: " + byReadID2)},
		{"failed for a reason, and the signals doubt", doc(copied, `"status":"failed"`, withReason), "failed", "failed", "process-fail-reason",
			found("verdict-beside-end: inconclusive by readid-clone")},
		{"signals that reject before all of them are there", doc(early, `"status":"canceled"`), "canceled", "canceled", "process-canceled",
			found("verdict-beside-end: rejected by onfido-rejected")},
		{"canceled, and something is missing", doc(unread, `"status":"canceled"`), "canceled", "canceled", "process-canceled", nil},
		{"canceled, and the signals say failed, which is no verdict", doc(broken, `"status":"canceled"`), "canceled", "canceled", "process-canceled", nil},
		{"canceled, and so say the signals", doc(stopped, `"status":"canceled"`), "canceled", "canceled", "process-canceled", nil},
		{"a verdict at the top", doc(unread, `"status":"canceled","verdict":"rejected"`), "canceled", "canceled", "process-canceled", found("verdict-beside-end: /verdict")},
		{"whatever it says", doc(unread, `"status":"failed","verdict":false`), "failed", "failed", "process-failed", found("verdict-beside-end: /verdict")},
		{"or holds", doc(unread, `"status":"failed","verdict":{"is":1}`), "failed", "failed", "process-failed", found("verdict-beside-end: /verdict")},
		{"null is no verdict", doc(unread, `"status":"canceled","verdict":null`), "canceled", "canceled", "process-canceled", nil},
		{"both", doc(genuine, `"status":"canceled","verdict":"accepted"`), "canceled", "canceled", "process-canceled", found("verdict-beside-end: /verdict, " + byReadID)},
		{"beside a result a verdict is no finding", doc(forged, `"status":"rejected","verdict":"accepted"`), "rejected", "rejected", "readid-chip", nil},

		{"pending, and the signals accept", doc(genuine, `"status":"pending"`), "pending", "pending", "process-pending", found("not-final-but-complete: " + byReadID)},
		{"processing, and the signals reject", doc(forged, `"status":"processing"`), "processing", "processing", "process-processing", found("not-final-but-complete: " + byReadID2)},
		{"processing, and the signals say failed: a status, too", doc(broken, `"status":"processing"`), "processing", "processing", "process-processing",
			found("not-final-but-complete: failed by facetec-error")},
		{"pending, and the signals say canceled: a status, too", doc(stopped, `"status":"pending"`), "pending", "pending", "process-pending",
			found("not-final-but-complete: canceled by connect-canceled")},
		{"signals that reject before all of them are there are not complete", doc(early, `"status":"processing"`), "processing", "processing", "process-processing", nil},
		{"something is missing", doc(unread, `"status":"processing"`), "processing", "processing", "process-processing", nil},
		{"a verdict does not make it complete", doc(unread, `"status":"pending","verdict":"accepted"`), "pending", "pending", "process-pending", nil},
	})
}
