package verdict_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/record"
)

// ownRecord is a document that a provider itself sends, with a Get process document of
// the same signals.
type ownRecord struct {
	why, kind   string
	own         string
	process     string
	processType string // that the caller supplies to both
	status      string
}

// ownRecords have one of each kind at least, with the word kanari wherever a person's
// data can stand.
func ownRecords() []ownRecord {
	const (
		person   = `"first_name":"Anna Kanari","last_name":"Kanari-Berg","date_of_birth":"1931-02-07","document_type":"passport","document_numbers":[{"type":"kanari","value":"KANARI1931"}]`
		document = `{"id":"kanari","name":"document","status":"complete","result":"clear","sub_result":"clear","breakdown":{"data_validation":{"result":"clear","breakdown":{"kanari":{"result":null,"properties":{"kanari":"1931"}}}}},"properties":{` + person + `}}`
		face     = `{"id":"kanari","name":"facial_similarity_photo","status":"complete","result":"clear","breakdown":{"face_comparison":{"result":null,"breakdown":{"face_match":{"result":"consider","properties":{"kanari":1931}}}}}}`
		other    = `{"name":"watchlist_standard","result":"consider","properties":{"records":["kanari"]}}`
		live     = `"faceScanSecurityChecks":{"replayCheckSucceeded":true,"sessionTokenCheckSucceeded":true},"externalDatabaseRefID":"kanari 1931"`
	)
	const (
		documentSignals = `"documentVerification":{"result":"clear","subResult":"clear","documentType":"passport","dataValidation":"clear"}`
		faceSignals     = `"facialSimilarity":{"result":"clear","faceComparison":"consider"}`
		onfido          = `{"provider":"onfido","status":"accepted","processType":"documentSelfie","providerSpecific":{` + documentSignals + `,` + faceSignals + `}}`
		liveSignals     = `"faceScanSecurityChecks":{"replayCheckSucceeded":true,"sessionTokenCheckSucceeded":true}`
	)
	return []ownRecord{
		{"a document report is of the process type document", "onfido-document-report", document,
			`{"provider":"onfido","status":"accepted","processType":"document","providerSpecific":{` + documentSignals + `}}`, "", "accepted"},
		{"unless the caller says otherwise", "onfido-document-report", document,
			`{"provider":"onfido","status":"accepted","processType":"documentSelfie","providerSpecific":{` + documentSignals + `}}`, "documentSelfie", record.Undecided},
		{"a face alone lacks the document", "onfido-face-report", face,
			`{"provider":"onfido","status":"accepted","processType":"documentSelfie","providerSpecific":{` + faceSignals + `}}`, "", record.Undecided},
		{"nothing is read from another report", "onfido-other-report", other, `{"provider":"onfido"}`, "", record.Undecided},
		{"a check", "onfido-check", `{"status":"complete","reports":[` + document + `,` + other + `,` + face + `]}`, onfido, "", "inconclusive"},
		{"of which a part is not finished", "onfido-check", `{"status":"complete","reports":[` + document + `,` + strings.Replace(face, "complete", "in_progress", 1) + `]}`,
			`{"provider":"onfido","status":"processing"}`, "", "processing"},
		{"a webhook", "onfido-webhook", `{"payload":{"resource_type":"check","object":{"id":"kanari"},"resource":{"reports":[` + face + `,` + document + `]}}}`, onfido, "", "inconclusive"},
		{"a list of reports", "onfido-reports", `[` + document + `,` + face + `]`, onfido, "", "inconclusive"},
		{"a list, and the process type that it says, too", "onfido-reports", `[` + document + `,` + face + `]`, onfido, "documentSelfie", "inconclusive"},
		{"a session", "readid-session", `{"sessionId":"kanari","consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED","primaryIdentifier":"KANARI<<BERG","dateOfBirth":"310207"}}`,
			`{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED"}}}`, "", "inconclusive"},
		{"liveness", "facetec-liveness", `{` + live + `,"success":true,"error":false}`,
			`{"provider":"facetec","providerSpecific":{"liveness":{` + liveSignals + `,"success":true,"error":false}}}`, "", record.Undecided},
		{"liveness with a match", "facetec-liveness-match", `{` + live + `,"success":true,"error":false,"matchLevel":6}`,
			`{"provider":"facetec","providerSpecific":{"liveness":{` + liveSignals + `,"success":true},"matching":{"success":true,"error":false,"matchLevel":6}}}`, "", "accepted"},
		{"a match", "facetec-match", `{"success":false,"error":false,"matchLevel":0,"externalDatabaseRefID":"kanari"}`,
			`{"provider":"facetec","providerSpecific":{"matching":{"success":false,"error":false,"matchLevel":0}}}`, "", "rejected"},
		{"an answer to any call", "facetec-response", `{"success":true,"error":false,"callData":{"path":"/kanari"}}`,
			`{"provider":"facetec","providerSpecific":{"liveness":{"error":false}}}`, "", record.Undecided},
		{"an error", "facetec-response", `{"success":false,"error":true,"errorMessage":"kanari 1931"}`,
			`{"provider":"facetec","providerSpecific":{"liveness":{"error":true}}}`, "", "failed"},
		{"a list of responses", "facetec-responses", `[{` + live + `,"success":true,"error":false},{"success":true,"error":false,"matchLevel":6}]`,
			`{"provider":"facetec","providerSpecific":{"liveness":{` + liveSignals + `,"success":true,"error":false},"matching":{"success":true,"error":false,"matchLevel":6}}}`, "", "accepted"},
	}
}

// TestRecordOwn: the record of a document that a provider itself sends verifies, and is
// that of a Get process document with the same signals, but for the hash of the
// document: nothing else depends on the kind. Nothing of a person is in it.
func TestRecordOwn(t *testing.T) {
	e := embedded(t)
	kinds := map[string]bool{}
	for _, c := range ownRecords() {
		doc := []byte(c.own)
		p, err := e.Parse(doc)
		if err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		if p.Kind() != c.kind {
			t.Errorf("%s: the kind is %s, want %s", c.why, p.Kind(), c.kind)
		}
		kinds[p.Kind()] = true
		text := recordOf(t, e, doc, c.processType, "")
		if err := e.Verify(text); err != nil {
			t.Errorf("%s: %v", c.why, err)
		}
		for _, word := range []string{"kanari", "1931-02-07"} {
			if bytes.Contains(bytes.ToLower(text), []byte(word)) {
				t.Errorf("%s: %q is in the record\n%s", c.why, word, text)
			}
		}
		got, process := parsedRecord(t, text), parsedRecord(t, recordOf(t, e, []byte(c.process), c.processType, ""))
		if got.Status != c.status || got.Input != record.Sum(doc) {
			t.Errorf("%s: the record says %s of %s, want %s of %s", c.why, got.Status, got.Input, c.status, record.Sum(doc))
		}
		if diff := cmp.Diff(process, got, cmpopts.IgnoreFields(record.Record{}, "ID", "Input")); diff != "" {
			t.Errorf("%s (-Get process document +own document):\n%s", c.why, diff)
		}
	}
	const all = 12
	if len(kinds) != all {
		t.Errorf("%d kinds, want %d: %v", len(kinds), all, kinds)
	}
}

// TestRecordOwnErrors: what decides nothing has no record, and no record is made of
// another document than that which was read.
func TestRecordOwnErrors(t *testing.T) {
	e := embedded(t)
	check := []byte(`{"reports":[{"name":"facial_similarity_photo","status":"complete","result":"clear"},7]}`)
	p, err := e.Parse(check)
	if err != nil {
		t.Fatal(err)
	}
	var unknown *verdict.SignalError
	if _, err := p.Record(check); !errors.As(err, &unknown) || unknown.Values[0].Pointer != "/reports/1" {
		t.Errorf("a part that nobody knows gives %v, want an unknown value at /reports/1", err)
	}
	face := []byte(`{"name":"facial_similarity_photo","status":"complete","result":"clear"}`)
	if p, err = e.Parse(face); err != nil {
		t.Fatal(err)
	}
	for word, why := range map[string]string{"selfie": "that is none", "document": "that differs from what the report says"} {
		if _, err := p.WithProcessType(word).Record(face); !errors.As(err, &unknown) || unknown.Values[0].Pointer != "/processType" {
			t.Errorf("a process type %s gives %v, want an unknown value at /processType", why, err)
		}
	}
	if _, err := p.Record(append(face, ' ')); err == nil {
		t.Error("another document is recorded")
	}
}
