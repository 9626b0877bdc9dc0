package audit

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReport counts a few records by hand.
func TestReport(t *testing.T) {
	const bad = `{"provider":"eid","status":"accepted","providerSpecific":{"ocr":{"similarityScore":"high","livenessDetected":"perhaps","features":[{"found":1},{"found":2}],"securityChecks":{"a":{"valid":"no"},"b":{"valid":"yes"}}}}}`
	r, _ := audited(t, Options{Words: true},
		doc(genuine, `"status":"accepted","createdAt":"2024-05-01T10:00:00Z"`),                                     // agrees
		doc(genuine, `"status":"rejected","createdAt":"2024-05-02T10:00:00Z"`),                                     // milder
		doc(forged, `"status":"rejected","createdAt":"2024-06-30T10:00:00Z"`),                                      // agrees
		doc(unread, `"status":"pending"`),                                                                          // agrees
		doc(unread, `"status":"accepted"`),                                                                         // undecided
		doc(unread, `"status":"rejected"`),                                                                         // undecided
		`{"provider":"eid","providerSpecific":{"ocr":{"features":[{},{"found":true}],"securityChecks":{"x":{}}}}}`, // no status, undecided: two entries of one set lack their values
		doc(strange, `"status":"rejected"`),                                                                        // unknown value
		doc(genuine, `"status":"Anna Berg"`),                                                                       // an unknown word that does not look like one
		bad,                                                                                                        // unknown values in five places, two of them in one family
		`{"provider":"nobody","status":"rejected"}`,
		`{"provider":"readid"`,
		`[]`,
		`{"provider":"readid","a":1,"a":2`,
	)
	r.Rules = slices.DeleteFunc(r.Rules, func(u RuleUse) bool { return u.Held == 0 })
	for i := range r.Rules {
		u := &r.Rules[i]
		if u.Reason == "" || u.Source == "" || len(u.Basis) == 0 || u.At == "" {
			t.Errorf("%s does not say where it comes from", u.ID)
		}
		*u = RuleUse{ID: u.ID, Provider: u.Provider, Status: u.Status, Decided: u.Decided, Held: u.Held}
	}
	type counts map[string]int64
	want := &Report{
		Records: 14,
		Agree:   3,
		Matrix: []Cell{
			{"", "rejected", "unknown provider", 1},
			{"", "", "malformed", 3},
			{"eid", "none", "undecided", 1},
			{"eid", "accepted", "unknown value", 1},
			{"readid", "pending", "pending", 1},
			{"readid", "accepted", "undecided", 1},
			{"readid", "accepted", "accepted", 1},
			{"readid", "rejected", "undecided", 1},
			{"readid", "rejected", "accepted", 1},
			{"readid", "rejected", "rejected", 1},
			{"readid", "rejected", "unknown value", 1},
			{"readid", "unknown", "unknown value", 1},
		},
		Rules: []RuleUse{
			{ID: "process-pending", Provider: "*", Status: "pending", Decided: 1, Held: 1},
			{ID: "readid-chip", Provider: "readid", Status: "rejected", Decided: 1, Held: 1},
			{ID: "readid-accepted", Provider: "readid", Status: "accepted", Decided: 2, Held: 2},
		},
		Unknown: []Unknown{
			{"*", "/status", 1, []Word{{"", 1}}},
			{"eid", "/providerSpecific/ocr/features/[]/found", 1, []Word{{"", 1}}},
			{"eid", "/providerSpecific/ocr/livenessDetected", 1, []Word{{"perhaps", 1}}},
			{"eid", "/providerSpecific/ocr/securityChecks/*/valid", 1, []Word{{"no", 1}, {"yes", 1}}},
			{"readid", "/providerSpecific/consolidatedIdentityData/chipCloneDetection", 1, []Word{{"MAYBE", 1}}},
		},
		Missing: []Missing{
			{"readid", []string{"chipVerification"}, 2},
			{"eid", []string{"securityChecks/*", "features/*", "similarityScore"}, 1},
		},
		Faults: []Fault{
			{"a member's name stands twice in one object", 1},
			{"the document ends too early", 1},
			{"the document is not an object, and no list whose entries are of a kind that is understood: facetec-liveness, facetec-liveness-match, facetec-match, facetec-response, onfido-document-report, onfido-face-report, onfido-other-report, onfido-check, onfido-webhook", 1},
		},
		Months: []Month{
			{"", counts{"": 3, "none": 1, "pending": 1, "accepted": 2, "rejected": 3, "unknown": 1}, 10},
			{"2024-05", counts{"accepted": 1, "rejected": 1}, 1},
			{"2024-06", counts{"rejected": 1}, 0},
		},
	}
	want.Book, want.Counts, want.Findings = r.Book, r.Counts, r.Findings // these are held against each other elsewhere
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(r.Book) != len("sha256:")+64 {
		t.Errorf("the hash of the book is %q", r.Book)
	}
}

// TestMonthOfMalformed: nothing is looked at of a malformed record, so it is of no
// month, and not of that of the record before.
func TestMonthOfMalformed(t *testing.T) {
	r, _ := audited(t, Options{}, doc(forged, `"status":"rejected","createdAt":"2024-05-01T10:00:00Z"`), `{"provider":"readid"`)
	want := []Month{
		{"", map[string]int64{"": 1}, 1},
		{"2024-05", map[string]int64{"rejected": 1}, 0},
	}
	if diff := cmp.Diff(want, r.Months); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestKeep: a report keeps the first findings of each code, and counts all.
func TestKeep(t *testing.T) {
	docs := slices.Repeat([]string{doc(forged, `"status":"accepted"`), `{`}, 150)
	for _, c := range []struct{ keep, want int }{{0, 100}, {1, 1}, {1000, 150}} {
		r, _ := audited(t, Options{Keep: c.keep}, docs...) // compares them
		if len(r.Findings) != 2*c.want {
			t.Errorf("Keep %d keeps %d findings of two codes, want %d each", c.keep, len(r.Findings), c.want)
		}
	}
}

// TestKinds: every code is explained in a sentence, and a caller cannot change what
// others see.
func TestKinds(t *testing.T) {
	seen := map[Code]bool{}
	rank := map[Severity]int{Critical: 0, Serious: 1, Minor: 2}
	last := 0
	for _, k := range Kinds() {
		n, known := rank[k.Severity]
		if seen[k.Code] || !known || n < last || len(k.Explanation) < 20 || k.Explanation[len(k.Explanation)-1] != '.' {
			t.Errorf("%+v is a second time, not in order, or not explained", k)
		}
		seen[k.Code], last = true, n
	}
	if len(seen) != 21 {
		t.Errorf("%d codes, want 21", len(seen))
	}
	Kinds()[0].Code = "changed"
	if Kinds()[0].Code != AcceptedNotDerived {
		t.Error("a caller changes the codes")
	}
}
