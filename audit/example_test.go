package audit_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"strings"

	"github.com/verdict-id/verdict/audit"
)

// Records come from anywhere: here from a slice, elsewhere from the rows of a
// database.
func ExampleDocuments() {
	records := []string{
		`{"provider":"readid","status":"accepted","providerSpecific":{"session":{"chipVerification":"FAILED"}}}`,
		`{"provider":"readid","status":"rejected","providerSpecific":{"session":{"chipVerification":"FAILED"}}}`,
		`{"provider":"readid","status":"rejected","providerSpecific":{"session":{"chipVerification":"BROKEN"}}}`,
	}
	var documents iter.Seq2[[]byte, error] = func(yield func([]byte, error) bool) {
		for _, r := range records {
			if !yield([]byte(r), nil) {
				return
			}
		}
	}
	report, err := audit.Documents(context.Background(), documents, audit.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Records, "records,", report.Agree, "as the rules say")
	for _, f := range report.Findings {
		fmt.Println(f.Severity, f.Code, f)
	}
	// Output:
	// 3 records, 1 as the rules say
	// critical accepted-not-derived record 1: readid, recorded accepted, by the rules rejected; readid-chip
	// serious unknown-value record 3: readid, recorded rejected, by the rules unknown value; /providerSpecific/session/chipVerification
}

// What another rule book would have made of the records is counted by the regions
// of the exact difference of the two books.
func ExampleOptions_against() {
	level7 := `{"provider":"facetec","status":"accepted","providerSpecific":{
		"liveness":{"success":true,"faceScanSecurityChecks":{"replayCheckSucceeded":true}},
		"matching":{"success":true,"matchLevel":7}}}`
	documents := func(yield func([]byte, error) bool) { yield([]byte(level7), nil) }
	report, err := audit.Documents(context.Background(), documents, audit.Options{
		Against: os.DirFS("../examples/books/facetec-level-8"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Changes.Headline())
	for _, region := range report.Changes.Regions {
		fmt.Println(region.Records, strings.Join(region.Providers, ", "), region.Before, "→", region.After)
	}
	// Output:
	// 1 record with another outcome, newly accepted: none.
	// 1 facetec accepted → inconclusive
}
