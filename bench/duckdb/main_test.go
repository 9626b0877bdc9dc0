package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// records are such as both queries understand, with what follows from each.
var records = []struct{ why, record, provider, recorded, derived string }{
	{
		"the chip verified and is the original",
		`{"provider":"readid","status":"accepted","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"SUCCEEDED"}}}`,
		"readid", "accepted", "accepted",
	},
	{
		"the chip may be a copy",
		`{"provider":"readid","status":"accepted","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED"}}}`,
		"readid", "accepted", "inconclusive",
	},
	{
		"the face does not count where only the document was asked for",
		`{"provider":"onfido","status":"accepted","processType":"document","providerSpecific":{"documentVerification":{"result":"clear","subResult":"clear","imageIntegrity":"clear"},"facialSimilarity":{"result":"consider"}}}`,
		"onfido", "accepted", "accepted",
	},
	{
		"the end-user is too young",
		`{"provider":"onfido","status":"inconclusive","processType":"documentSelfie","providerSpecific":{"documentVerification":{"result":"consider","subResult":"suspected","ageValidation":"consider"},"facialSimilarity":{"result":"clear"}}}`,
		"onfido", "inconclusive", "rejected",
	},
	{
		"one security check is not valid",
		`{"provider":"eid","status":"rejected","providerSpecific":{"ocr":{"similarityScore":"high","livenessDetected":"true","features":[{"found":true}],"securityChecks":{"nonExpired":{"valid":true},"notBWCopy":{"valid":false}}}}}`,
		"eid", "rejected", "rejected",
	},
	{
		"the later name of the provider, and one feature was not found",
		`{"provider":"signicatvideoid","status":"accepted","providerSpecific":{"ocr":{"similarityScore":"high","livenessDetected":true,"features":[{"found":true},{"found":false}],"securityChecks":{"nonExpired":{"valid":true}}}}}`,
		"signicatvideoid", "accepted", "inconclusive",
	},
	{
		"everything passed, at level 6",
		`{"provider":"facetec","status":"accepted","providerSpecific":{"liveness":{"faceScanSecurityChecks":{"a":true,"b":true},"success":true,"error":false},"matching":{"matchLevel":6,"success":true,"error":false}}}`,
		"facetec", "accepted", "accepted",
	},
	{
		"the matching request was not served, so its level says nothing",
		`{"provider":"facetec","status":"rejected","providerSpecific":{"liveness":{"faceScanSecurityChecks":{"a":true},"success":true,"error":false},"matching":{"matchLevel":0,"success":false,"error":true}}}`,
		"facetec", "rejected", "failed",
	},
	{
		"a field does not agree",
		`{"provider":"signicatpaper","status":"rejected","providerSpecific":{"verification":{"type":"MRZ_ONLY","status":"true"},"mrz":{"documentNumber":"X"},"mrzChecksum":{"overall":"VALID"},"mrzFeatureMatching":{"lastName":"INVALID"}}}`,
		"signicatpaper", "rejected", "rejected",
	},
	{
		"no machine-readable zone was read",
		`{"provider":"signicatpaper","status":"accepted","providerSpecific":{"verification":{"type":"MRZ_ONLY","status":"true"},"mrzChecksum":{"overall":"VALID"}}}`,
		"signicatpaper", "accepted", "inconclusive",
	},
	{
		"what was entered is not what was identified",
		`{"provider":"webid","status":"accepted","providerSpecific":{"outcome":"mismatch"}}`,
		"webid", "accepted", "inconclusive",
	},
	{
		"a token and no error",
		`{"provider":"connect:idin","status":"accepted","providerSpecific":{"idToken":"a.b.c"}}`,
		"connect:idin", "accepted", "accepted",
	},
	{
		"the end-user gave up",
		`{"provider":"connect:idin","status":"rejected","providerSpecific":{"error":{"errorDescription":"It ended. urn:signicat:error:usercancel; try again"}}}`,
		"connect:idin", "rejected", "canceled",
	},
	{
		"the process has not ended",
		`{"provider":"connect:idin","status":"pending"}`,
		"connect:idin", "pending", "pending",
	},
	{
		"a reason of failure is stronger than the status",
		`{"provider":"readid","status":"accepted","failReason":{"type":"upload_failed"}}`,
		"readid", "accepted", "failed",
	},
}

// TestMatrix: both queries count the records where they belong, on one core and
// on two.
func TestMatrix(t *testing.T) {
	var file bytes.Buffer
	want := map[string]bool{}
	for _, r := range records {
		file.WriteString(r.record + "\n")
		want[strings.Join([]string{r.provider, r.recorded, r.derived, "1\n"}, "\t")] = true
	}
	if len(want) != len(records) {
		t.Fatalf("%d records in %d cells; each needs its own", len(records), len(want))
	}
	name := write(t, file.Bytes())
	for _, args := range [][]string{{name}, {"-threads", "2", name}, {"-lean", name}} {
		var out strings.Builder
		if err := run(args, &out); err != nil {
			t.Fatalf("%q: %v", args, err)
		}
		got := map[string]bool{}
		for line := range strings.Lines(out.String()) {
			got[line] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", args, diff)
		}
	}
}

// cannotTell has the vectors to which the query has another answer, by reason.
// All but those of the token want an error.
var cannotTell = []struct {
	why string
	ids []string // patterns
}{
	{"a name may stand twice, and one of the two counts", []string{
		"*/twice/*/*", "webid/example/outcome-twice", "hostile/example/duplicate-*", "hostile/example/malformed-before-unknown-provider",
	}},
	{"DuckDB takes more than JSON", []string{
		"hostile/example/depth-*", "hostile/example/trailing-comma*", "hostile/example/not-a-number*", "hostile/example/infinity",
		"hostile/before/form-feed", "hostile/before/vertical-tab", "hostile/after/form-feed", "hostile/after/vertical-tab",
	}},
	{"idToken and idtoken cannot both be members of a struct", []string{
		"connect/example/token-lower-case*", "connect/example/token-both*", "connect/alias/idToken/*/present",
	}},
	{"an element of another kind reads as one without members", []string{
		"*/element/*/*", "*/example/provider-specific-*", "*/example/elements-of-wrong-type",
		"eid/example/check-bare-boolean", "eid/example/check-filled-list", "eid/example/checks-list",
		"eid/example/features-object", "eid/example/ocr-string", "facetec/example/checks-as-list",
		"onfido/example/document-verification-string", "onfido/example/facial-similarity-number-for-document",
		"paper/example/verification-text", "paper/example/word-set-as-list", "readid/example/consolidated-filled-list",
	}},
	{"numbers are rounded to a DOUBLE", []string{
		"facetec/example/level-almost-six", "facetec/example/level-tiny", "facetec/bound/matchLevel/*",
		"facetec/undeclared/matchLevel/number=*", "hostile/example/number-of-many-digits",
	}},
}

// TestVectors: to every vector of the conformance suite the query has the right
// answer, but to those above.
func TestVectors(t *testing.T) {
	vectors := load(t)
	var file bytes.Buffer
	for _, v := range vectors {
		file.WriteString(v.Document + "\n")
	}
	db, err := open(1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT derived FROM " + of("judged", write(t, file.Bytes())))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	used, n := map[string]bool{}, 0
	for ; rows.Next(); n++ {
		var derived string
		if err := rows.Scan(&derived); err != nil {
			t.Fatal(err)
		}
		v := vectors[n]
		if got := strings.ReplaceAll(derived, " ", "-"); got != v.answer() && !excused(v, used) {
			t.Errorf("%s: %s, want %s", v.ID, got, v.answer())
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if n != len(vectors) || n < 5000 {
		t.Errorf("%d answers to %d vectors, want as many, and 5,000 at least", n, len(vectors))
	}
	for _, c := range cannotTell {
		for _, ids := range c.ids {
			if !used[ids] {
				t.Errorf("%s: nothing is different there; take it from the list", ids)
			}
		}
	}
}

// vector is one of the conformance suite.
type vector struct {
	ID       string
	Document string
	Base64   []byte `json:"documentBase64"`
	Context  map[string]string
	Expected struct{ Status, Error string }
}

func (v *vector) answer() string { return v.Expected.Status + v.Expected.Error }

// excused tells whether a vector is one of those, and notes which pattern says so.
func excused(v vector, used map[string]bool) bool {
	for _, c := range cannotTell {
		for _, ids := range c.ids {
			if ok, _ := path.Match(ids, v.ID); ok && (v.Expected.Error != "" || strings.HasPrefix(v.ID, "connect/")) {
				used[ids] = true
				return true
			}
		}
	}
	return false
}

// load reads the vectors, each document on one line. Left out are those to which
// a caller adds something, those about documents that providers themselves send, which
// the query does not read, and those that are no line of a file: blank ones, long ones,
// and those with a line break in a text.
func load(t *testing.T) []vector {
	t.Helper()
	files, err := filepath.Glob("../../conformance/vectors/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	var vectors []vector
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 4<<20)
		for lines.Scan() {
			var v vector
			if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			v.Document += string(v.Base64)
			if strings.Contains(v.ID, "/own/") || strings.Contains(v.ID, "/shape/") {
				continue
			}
			if strings.TrimSpace(v.Document) == "" || len(v.Document) > 1e6 || len(v.Context) > 0 || v.ID == "hostile/example/line-break-in-string" {
				continue
			}
			v.Document = strings.NewReplacer("\n", " ", "\r", " ").Replace(v.Document)
			vectors = append(vectors, v)
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return vectors
}

// write gives the name of a file with a text.
func write(t *testing.T, text []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}
