package audit

import "testing"

// Documents of ReadID that give a final result.
const (
	named     = `"provider":"readid","status":"accepted","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","firstName":"ANNA","lastName":"BERG"}}`
	withForms = `"provider":"readid","status":"accepted","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","nationality":"D","livenessDetected":true}}`
	plainRow  = "readid-accepted-no-clone"
)

// TestCodesOfResult: the final result that is recorded against the one that the
// document's own data give.
func TestCodesOfResult(t *testing.T) {
	accept := func(why, document string, codes ...string) codeCase {
		return codeCase{why, document, "accepted", "accepted", plainRow, codes}
	}
	const none = "final-result-missing: firstName is not recorded, lastName is not recorded"
	testCodes(t, []codeCase{
		accept("what the data give, in any order", doc(named, `"finalResult":{"lastName":"BERG","firstName":"ANNA"}`)),
		accept("members that are null or empty say nothing", doc(named, `"finalResult":{"lastName":"BERG","firstName":"ANNA","gender":null,"nationality":"","nickname":null,"age":""}`)),
		accept("an escape is the same text", doc(named, `"finalResult":{"firstName":"\u0041NNA","lastName":"BERG"}`)),
		accept("missing", doc(named), none),
		accept("null is none", doc(named, `"finalResult":null`), none),
		accept("nothing in it is none", doc(named, `"finalResult":{}`), none),
		accept("an empty list is nothing", doc(named, `"finalResult":[]`), none),
		accept("a member that is null is none", doc(named, `"finalResult":{"firstName":null}`), none),
		accept("empty members are none", doc(named, `"finalResult":{"firstName":"","lastName":null,"gender":{},"nickname":null}`), none),

		accept("a member less", doc(named, `"finalResult":{"firstName":"ANNA"}`), "final-result-different: lastName is not recorded"),
		accept("another value", doc(named, `"finalResult":{"firstName":"Anna","lastName":"BERG"}`), "final-result-different: firstName differs"),
		accept("a member more", doc(named, `"finalResult":{"firstName":"ANNA","lastName":"BERG","gender":"F"}`), "final-result-different: gender is not in the data"),
		accept("a member of which nobody knows", doc(named, `"finalResult":{"firstName":"ANNA","lastName":"BERG","nickname":"A"}`),
			"final-result-different: a member that no final result has"),
		accept("only such a member: one is there, and not the right one", doc(named, `"finalResult":{"nickname":"A"}`),
			"final-result-different: firstName is not recorded, lastName is not recorded, a member that no final result has"),
		accept("a member that is no text", doc(named, `"finalResult":{"firstName":5,"lastName":["BERG"]}`), "final-result-different: firstName differs, lastName differs"),

		accept("countries and booleans are normalised", doc(withForms, `"finalResult":{"nationality":"DEU","livenessDetected":"true"}`)),
		accept("and not copied", doc(withForms, `"finalResult":{"nationality":"D","livenessDetected":"true"}`), "final-result-different: nationality differs"),
		accept("a boolean is not the text of one", doc(withForms, `"finalResult":{"nationality":"DEU","livenessDetected":true}`), "final-result-different: livenessDetected differs"),

		{"the data give nothing, and nothing is recorded", doc(genuine, `"status":"accepted","finalResult":{}`), "accepted", "accepted", acceptedRow, nil},
		{"the data give nothing, and something is recorded", doc(genuine, `"status":"accepted","finalResult":{"firstName":"ANNA"}`), "accepted", "accepted", acceptedRow,
			found("final-result-different: firstName is not in the data")},
		{"where something else than accepted follows, nobody compares", doc(copied, `"status":"accepted","finalResult":{"firstName":"ANNA"}`),
			"accepted", "inconclusive", "readid-clone", found("accepted-not-derived: readid-clone")},
		{"nor where nothing follows", doc(unread, `"status":"accepted","finalResult":{"firstName":"ANNA"}`), "accepted", "undecided", "",
			found("accepted-not-derived: "+lacksChip, "undecided: "+lacksChip)},

		{"beside rejected", doc(forged, `"status":"rejected","finalResult":{"firstName":"ANNA"}`), "rejected", "rejected", "readid-chip", found("final-result-unexpected: /finalResult")},
		{"beside inconclusive, whatever it is", doc(copied, `"status":"inconclusive","finalResult":{"nickname":5}`), "inconclusive", "inconclusive", "readid-clone",
			found("final-result-unexpected: /finalResult")},
		{"beside pending", doc(unread, `"status":"pending","finalResult":{"firstName":"ANNA"}`), "pending", "pending", "process-pending", found("final-result-unexpected: /finalResult")},
		{"beside processing", doc(unread, `"status":"processing","finalResult":{"nickname":[1]}`), "processing", "processing", "process-processing",
			found("final-result-unexpected: /finalResult")},
		{"even where accepted follows, since nobody recorded that", doc(genuine, `"status":"rejected","finalResult":{"firstName":"ANNA"}`), "rejected", "accepted", acceptedRow,
			found("milder: readid-accepted", "final-result-unexpected: /finalResult")},
		{"null beside rejected", doc(forged, `"status":"rejected","finalResult":null`), "rejected", "rejected", "readid-chip", nil},
		{"an empty one beside rejected", doc(forged, `"status":"rejected","finalResult":{}`), "rejected", "rejected", "readid-chip", nil},
		{"null and empty members beside rejected", doc(forged, `"status":"rejected","finalResult":{"firstName":null,"gender":"","nickname":""}`), "rejected", "rejected", "readid-chip", nil},

		{"beside canceled", doc(unread, `"status":"cancelled","finalResult":{"firstName":"ANNA"}`), "canceled", "canceled", "process-canceled", found("final-result-beside-end: /finalResult")},
		{"beside failed", doc(unread, `"status":"failed","finalResult":{"nickname":true}`), "failed", "failed", "process-failed", found("final-result-beside-end: /finalResult")},
		{"an empty one beside failed", doc(unread, `"status":"failed","finalResult":{}`), "failed", "failed", "process-failed", nil},

		{"beside no status there is nothing to compare with", doc(forged, `"finalResult":{"firstName":"ANNA"}`), "none", "rejected", "readid-chip", found("no-status")},
		{"nor beside an unknown one", doc(forged, `"status":"done","finalResult":{"firstName":"ANNA"}`), "unknown", "unknown value", "", found("unknown-value: /status")},
	})
}

// TestEmptyMemberOfResult: an empty object or list is as good as nothing, be the
// member one of a final result or another.
func TestEmptyMemberOfResult(t *testing.T) {
	testCodes(t, []codeCase{
		{"beside rejected", doc(forged, `"status":"rejected","finalResult":{"nickname":{},"aliases":[]}`), "rejected", "rejected", "readid-chip", nil},
		{"beside accepted it is missing", doc(named, `"finalResult":{"nickname":{},"firstName":{}}`), "accepted", "accepted", plainRow,
			found("final-result-missing: firstName is not recorded, lastName is not recorded")},
	})
}

// TestResultOfAnotherKind: a text, a number or a list is there and not empty, so it
// is unexpected beside rejected, and not what the data give beside accepted.
func TestResultOfAnotherKind(t *testing.T) {
	for _, kind := range []string{`"ANNA BERG"`, `5`, `true`, `[{"firstName":"ANNA"}]`} {
		for _, c := range []struct{ document, code string }{
			{doc(forged, `"status":"rejected"`, `"finalResult":`+kind), "final-result-unexpected"},
			{doc(unread, `"status":"failed"`, `"finalResult":`+kind), "final-result-beside-end"},
			{doc(named, `"finalResult":`+kind), "final-result-different"},
		} {
			_, findings := audited(t, Options{}, c.document)
			if len(findings) != 1 || string(findings[0].Code) != c.code {
				t.Errorf("%s\nwant %s, got %v", c.document, c.code, findings)
			}
		}
	}
}
