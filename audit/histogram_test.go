package audit

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/corpus"
)

// histogramRows reads what an audit writes, without the header.
func histogramRows(t *testing.T, text string) [][]string {
	t.Helper()
	if strings.Contains(text, "\r") || !strings.HasSuffix(text, "\n") {
		t.Error("the lines do not end with LF alone")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(histogramColumns, rows[0]); diff != "" {
		t.Fatalf("header (-want +got):\n%s", diff)
	}
	return rows[1:]
}

// TestHistogram: documents and the rows that they give, each for a reason.
func TestHistogram(t *testing.T) {
	const chip = `"provider":"readid","providerSpecific":{"consolidatedIdentityData":`
	const paper = `"provider":"signicatpaper","providerSpecific":`
	for _, c := range []struct {
		why, doc string
		want     []string // provider, recorded, signals
	}{
		{"not JSON: nothing is known", `{`, []string{"", "", ""}},
		{"nothing at all", `{"provider":"readid"}`, []string{"readid", "none", `{}`}},
		{"an unknown provider leaves the lifecycle", `{"provider":"porter","status":"accepted","failReason":{"a":1}}`, []string{"", "accepted", `{"failReason":"present","status":"ended"}`}},
		{"no provider", `{"status":"pending"}`, []string{"", "pending", `{"status":"pending"}`}},
		{"the order is that of the table, and cancelled is canceled", `{"status":"cancelled",` + chip + `{"chipCloneDetection":"FAILED","chipVerification":"SUCCEEDED"}}}`,
			[]string{"readid", "canceled", `{"status":"canceled","chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED"}`}},
		{"another name of the same element, and a word that means another value", `{"provider":"readid","providerSpecific":{"session":{"chipCloneDetection":"NOT_PRESENT"}}}`,
			[]string{"readid", "none", `{"chipCloneDetection":"NOT_AVAILABLE"}`}},
		{"an undeclared status is null, and unknown", `{"provider":"readid","status":"Accepted"}`, []string{"readid", "unknown", `{"status":null}`}},
		{"an empty text is no status", `{"provider":"readid","status":""}`, []string{"readid", "unknown", `{"status":null}`}},
		{"an undeclared value is null", `{` + chip + `{"chipVerification":"succeeded"}}}`, []string{"readid", "none", `{"chipVerification":null}`}},
		{"an element of the wrong type is null at every signal below", `{` + chip + `7}}`, []string{"readid", "none", `{"chipVerification":null,"chipCloneDetection":null}`}},
		{"two names that are both filled are null at every signal of both",
			`{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipCloneDetection":"FAILED"},"session":{"x":1}}}`,
			[]string{"readid", "none", `{"chipVerification":null,"chipCloneDetection":null}`}},
		{"null goes before a value that stands there, too",
			`{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"},"session":{"x":1}}}`,
			[]string{"readid", "none", `{"chipVerification":null,"chipCloneDetection":null}`}},
		{"a number and its text", `{"provider":"facetec","providerSpecific":{"matching":{"matchLevel":6.0,"success":"false"}}}`,
			[]string{"facetec", "none", `{"matchSuccess":"false","matchLevel":"6"}`}},
		{"a set: absent first, then in the order of the table, each once",
			`{"provider":"facetec","providerSpecific":{"liveness":{"faceScanSecurityChecks":{"a":false,"b":true,"c":false,"d":null}}}}`,
			[]string{"facetec", "none", `{"faceScanSecurityChecks":["absent","true","false"]}`}},
		{"an empty set is absent", `{"provider":"facetec","providerSpecific":{"liveness":{"faceScanSecurityChecks":{}}}}`, []string{"facetec", "none", `{}`}},
		{"a set with an undeclared entry is null", `{"provider":"facetec","providerSpecific":{"liveness":{"faceScanSecurityChecks":{"a":true,"b":"maybe"}}}}`,
			[]string{"facetec", "none", `{"faceScanSecurityChecks":null}`}},
		{"a context signal that documents carry", `{"provider":"onfido","processType":"document"}`, []string{"onfido", "none", `{"processType":"document"}`}},
		{"one that none carries is left out, and so is the final result", `{"provider":"eid","verdict":"accepted","finalResult":{"firstName":"x"}}`, []string{"eid", "none", `{}`}},
		{"a family of providers keeps the name", `{"provider":"connect:x-1"}`, []string{"connect:x-1", "none", `{}`}},
		{"an object where an object is asked for", `{` + paper + `[]}`, []string{"signicatpaper", "none", `{}`}},
	} {
		var b bytes.Buffer
		audited(t, Options{Histogram: &b}, c.doc)
		rows := histogramRows(t, b.String())
		want := append(append([]string{loaded(t, nil).engine.Hash()}, c.want...), "1")
		if diff := gocmp.Diff([][]string{want}, rows); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

// TestHistogramRows: of corpora the rows are sorted, each vector has one, and together
// they have all records. Where a record is refused, or carries what only remarks ask
// about, other records with the same vector differ in what no row tells.
func TestHistogramRows(t *testing.T) {
	text, planted := made(t, corpus.Corpus{Seed: 31, Records: 5_000, Own: true})
	more := strings.Join([]string{
		`{"provider":"readid"}`, `{"provider":"readid","finalResult":{"firstName":"x"}}`,
		`{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"},"session":{"x":1}}}`,
		`{"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"FAILED"},"session":{"x":1}}}`,
	}, "\n")
	var b bytes.Buffer
	auditedFiles(t, Options{Histogram: &b}, textFile("dump", text+"\n"+more))
	rows := histogramRows(t, b.String())
	sum := 0
	for i, row := range rows {
		n, err := strconv.Atoi(row[4])
		if err != nil || n < 1 {
			t.Errorf("row %d has %q records", i, row[4])
		}
		sum += n
		if i == 0 {
			continue
		}
		before := rows[i-1]
		switch order := cmp.Or(cmp.Compare(before[1], row[1]), cmp.Compare(before[2], row[2]), cmp.Compare(before[3], row[3])); {
		case order > 0:
			t.Errorf("%q comes after %q", row[1:], before[1:])
		case order == 0:
			t.Errorf("%q stands twice, with %s and %s records", row[1:4], before[4], row[4])
		}
	}
	if sum != planted.Records+4 || len(rows) < 100 {
		t.Errorf("%d rows have %d records, want %d, and at least 100 rows", len(rows), sum, planted.Records+4)
	}
}

// TestHistogramIndependence: the number of workers changes nothing.
func TestHistogramIndependence(t *testing.T) {
	text, _ := made(t, corpus.Corpus{Seed: 32, Records: 3000, Own: true})
	docs := strings.Split(strings.TrimSpace(text), "\n")
	want := ""
	for _, workers := range []int{1, 2, 7, 7} {
		var b bytes.Buffer
		a := ready(t, Options{Histogram: &b})
		by(t, workers, a, readDocuments(docs))
		if want == "" {
			want = b.String()
		}
		if diff := gocmp.Diff(want, b.String()); diff != "" {
			t.Errorf("%d workers (-one +got):\n%s", workers, diff)
		}
	}
}

// TestHistogramNothingPersonal: nothing of the persons of a corpus is in a histogram,
// and no text that a document puts anywhere; every value is one that tables declare.
func TestHistogramNothingPersonal(t *testing.T) {
	text, _ := made(t, corpus.Corpus{Seed: 33, Records: 3000, Own: true})
	for _, name := range []string{"Anna Kanari-Berg", "kanari", `kanari\nberg`, "Kanari/Anna Berg", "1931-02-07", `=kanari()`} {
		for _, doc := range placed(name) {
			text += "\n" + doc
		}
	}
	var b bytes.Buffer
	_, err := Files(t.Context(), []File{textFile("dump", text)}, Options{Histogram: &b})
	if err != nil {
		t.Fatal(err)
	}
	said := strings.ToLower(b.String())
	for _, word := range slices.Concat(corpus.Personal(), []string{"kanari", "1931"}) {
		if strings.Contains(said, strings.ToLower(word)) {
			t.Errorf("%q is in the histogram", word)
		}
	}
	if len(histogramRows(t, b.String())) < 100 {
		t.Fatalf("the histogram says too little: %.500s", said)
	}
	if _, err := ImpactOf(strings.NewReader(summed(t, b.String())), ImpactOptions{}); err != nil {
		t.Errorf("it is none that can be judged: %v", err)
	}
}

// TestHistogramOnError: an audit that ends early writes none, since it would not be of
// all records; and that it cannot be written is an error.
func TestHistogramOnError(t *testing.T) {
	var b bytes.Buffer
	_, err := Documents(t.Context(), func(yield func([]byte, error) bool) { yield(nil, errBroken) }, Options{Histogram: &b})
	if !errors.Is(err, errBroken) || b.Len() > 0 {
		t.Errorf("after %v: %q, want nothing", err, b.String())
	}
	_, err = Documents(t.Context(), sequence([]string{"{}"}), Options{Histogram: brokenWriter{}})
	if !errors.Is(err, errBroken) {
		t.Errorf("%v, want that of the writer", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }
