package audit

import (
	"context"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the signals of ReadID say, for documents written by hand.
const (
	genuine = `"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"SUCCEEDED"}}`
	copied  = `"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED"}}`
	forged  = `"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"FAILED"}}`
	unread  = `"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipCloneDetection":"SUCCEEDED"}}`
	strange = `"provider":"readid","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED","chipCloneDetection":"MAYBE"}}`
	nobody  = `"provider":"nobody","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"FAILED"}}`
)

// doc puts members into a document.
func doc(members ...string) string { return "{" + strings.Join(members, ",") + "}" }

// sequence gives documents one after the other, always in the same memory, so that
// nobody can keep them.
func sequence(docs []string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var b []byte
		for _, doc := range docs {
			b = append(b[:0], doc...)
			if !yield(b, nil) {
				return
			}
		}
	}
}

// textFile is a file in memory.
func textFile(name, text string) File {
	return File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// audited audits documents, and gives the report with all findings.
func audited(t *testing.T, o Options, docs ...string) (*Report, []Finding) {
	t.Helper()
	return gathered(t, o, func(o Options) (*Report, error) { return Documents(t.Context(), sequence(docs), o) })
}

// auditedFiles audits files, and gives the report with all findings.
func auditedFiles(t *testing.T, o Options, files ...File) (*Report, []Finding) {
	t.Helper()
	return gathered(t, o, func(o Options) (*Report, error) { return Files(t.Context(), files, o) })
}

// gathered gives the report and the findings of an audit that has to succeed, and
// makes sure that one agrees with the other.
func gathered(t *testing.T, o Options, audit func(Options) (*Report, error)) (*Report, []Finding) {
	t.Helper()
	var all []Finding
	o.Found = func(f Finding) error {
		all = append(all, f)
		return nil
	}
	r, err := audit(o)
	if err != nil {
		t.Fatal(err)
	}
	checkSums(t, r)
	checkFindings(t, o, r, all)
	return r, all
}

// checkSums: every record is counted once wherever records are counted.
func checkSums(t *testing.T, r *Report) {
	t.Helper()
	sums := map[string]int64{}
	var decided, agree, differ int64
	for _, c := range r.Matrix {
		sums["the matrix"] += c.Count
		if slices.Contains(statuses, c.Derived) {
			decided += c.Count
		}
		if c.Recorded == c.Derived {
			agree += c.Count
		}
	}
	for _, m := range r.Months {
		for _, n := range m.Recorded {
			sums["months"] += n
		}
		differ += m.Differ
	}
	for _, u := range r.Rules {
		decided -= u.Decided
		if u.Held < u.Decided {
			t.Errorf("%s decided %d records, and held in %d", u.ID, u.Decided, u.Held)
		}
	}
	if sums["the matrix"] != r.Records || sums["months"] != r.Records {
		t.Errorf("of %d records these are counted: %v", r.Records, sums)
	}
	if decided != 0 {
		t.Errorf("rows decided %d records fewer than have a derived status", decided)
	}
	if agree != r.Agree || r.Records-agree-r.ownRecords() != differ {
		t.Errorf("%d records agree in the matrix, %d in the report, and %d differ by month", agree, r.Agree, differ)
	}
}

// statuses are all, strictest last.
var statuses = []string{"pending", "processing", "accepted", "inconclusive", "canceled", "failed", "rejected"}

// checkFindings: the report counts the findings that were found, and keeps the first
// of each code.
func checkFindings(t *testing.T, o Options, r *Report, all []Finding) {
	t.Helper()
	keep := 100
	if o.Keep > 0 {
		keep = o.Keep
	}
	by := map[Code][]Finding{}
	for _, f := range all {
		by[f.Code] = append(by[f.Code], f)
	}
	counts, kept := []Count{}, []Finding{}
	for _, k := range Kinds() {
		of := by[k.Code]
		if len(of) > 0 {
			counts = append(counts, Count{k, int64(len(of))})
		}
		kept = append(kept, of[:min(len(of), keep)]...)
		for _, f := range of {
			if f.Severity != k.Severity {
				t.Errorf("a finding %s is %s, and the code is %s", f.Code, f.Severity, k.Severity)
			}
		}
	}
	if diff := cmp.Diff(counts, r.Counts); diff != "" {
		t.Errorf("counts (-found +reported):\n%s", diff)
	}
	if diff := cmp.Diff(kept, r.Findings); diff != "" {
		t.Errorf("findings kept (-found +reported):\n%s", diff)
	}
}

// ready is an auditor by the embedded rule book.
func ready(t *testing.T, o Options) *auditor {
	t.Helper()
	a, err := newAuditor(o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// readDocuments is what run needs to audit documents.
func readDocuments(docs []string) func(context.Context, *reader) {
	return func(ctx context.Context, r *reader) { r.documents(ctx, sequence(docs)) }
}
