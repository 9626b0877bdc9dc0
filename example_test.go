package verdict_test

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/verdict-id/verdict"
)

// The main road: from a Get process document to a status with its reasons.
func Example() {
	document := []byte(`{
		"provider": "readid",
		"status": "inconclusive",
		"providerSpecific": {
			"consolidatedIdentityData": {"chipVerification": "SUCCEEDED", "chipCloneDetection": "FAILED"}
		}
	}`)
	process, err := verdict.Parse(document)
	if err != nil {
		fmt.Println(err)
		return
	}
	decision, err := process.Decide()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(decision.Status())
	for rule := range decision.Reasons() {
		fmt.Println(rule.Reason)
		fmt.Println(rule.Advice)
	}
	// Output:
	// inconclusive
	// The data verified, but the chip could not be shown to be the original.
	// Let the end-user try again once or twice: a failed clone detection need not mean a copy.
}

// What a provider sends itself is recognised by its shape. Reports about one person
// belong together as a list.
func ExampleParse_providersOwn() {
	document := []byte(`[
		{"name": "document", "status": "complete", "result": "clear", "sub_result": "clear",
		 "breakdown": {"image_integrity": {"result": "clear", "breakdown": {"image_quality": {"result": "clear"}}}}},
		{"name": "facial_similarity_photo", "status": "complete", "result": "consider",
		 "breakdown": {"face_comparison": {"breakdown": {"face_match": {"result": "consider"}}}}}
	]`)
	process, err := verdict.Parse(document)
	if err != nil {
		fmt.Println(err)
		return
	}
	decision, err := process.Decide()
	fmt.Println(process.Kind(), decision.Status(), err)
	for rule, because := range decision.Reasons() {
		fmt.Println(rule.Reason, because)
	}
	// Output:
	// onfido-reports inconclusive <nil>
	// The face counts for this process, and one of its checks did not succeed. [faceBreakdowns/faceComparison]
}

// A session of ReadID has years of two digits. The day of the verification tells
// their century; verdict never looks at the clock.
func ExampleProcess_WithReferenceDate() {
	document := []byte(`{"sessionId": "e7", "consolidatedIdentityData": {
		"chipVerification": "SUCCEEDED", "chipCloneDetection": "SUCCEEDED",
		"dateOfBirth": "310224", "dateOfExpiry": "310224"}}`)
	process, err := verdict.Parse(document)
	if err != nil {
		fmt.Println(err)
		return
	}
	verified := time.Date(2026, time.May, 2, 0, 0, 0, 0, time.UTC)
	without, _ := process.FinalResult(document)
	with, _ := process.WithReferenceDate(verified).FinalResult(document)
	fmt.Println(without.LeftOut)
	fmt.Println(with.DateOfBirth, with.DateOfExpiry)
	// Output:
	// [dateOfExpiry dateOfBirth]
	// 1931-02-24 2031-02-24
}

// Those who hold the signals themselves need no document.
func ExampleDecide() {
	decision, err := verdict.Decide(verdict.FaceTec{
		SecurityChecks:  map[string]*bool{"replayCheckSucceeded": new(true)},
		LivenessSuccess: new(true),
		MatchSuccess:    new(true),
		MatchLevel:      new(5),
	})
	fmt.Println(decision.Status(), err)
	// Output: inconclusive <nil>
}

// A reason names the entries that made it hold.
func ExampleDecision_Reasons() {
	decision, _ := verdict.Decide(verdict.EID{
		SecurityChecks: map[string]*bool{"nonExpired": new(false), "notBWCopy": new(true)},
	})
	for rule, because := range decision.Reasons() {
		fmt.Println(rule.ID, because)
	}
	// Output: eid-check [securityChecks/nonExpired]
}

// What a document does not carry, the caller may know.
func ExampleProcess_WithProcessType() {
	process, err := verdict.Parse([]byte(`{
		"provider": "onfido",
		"providerSpecific": {"documentVerification": {"result": "clear", "subResult": "clear"}}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = process.Decide()
	fmt.Println(err)
	decision, err := process.WithProcessType("document").Decide()
	fmt.Println(decision.Status(), err)
	// Output:
	// verdict: onfido: undecided: missing processType, faceResult
	// accepted <nil>
}

// The final result of an accepted process is read from the document, which
// Parse did not keep. Printing it shows no person's data; its members do.
func ExampleProcess_FinalResult() {
	document := []byte(`{
		"provider": "readid",
		"providerSpecific": {"consolidatedIdentityData": {
			"chipVerification": "SUCCEEDED",
			"firstName": "EVA",
			"nationality": "NO",
			"dateOfBirth": "04.03.1990"
		}}
	}`)
	process, err := verdict.Parse(document)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := process.FinalResult(document)
	fmt.Println(result, err)
	fmt.Println(result.FirstName, result.Nationality)
	fmt.Println("left out:", result.LeftOut)
	// Output:
	// final result with firstName, nationality <nil>
	// EVA NOR
	// left out: [dateOfBirth]
}

// A word that the provider never sent before is an error that says where, and
// no status.
func ExampleSignalError() {
	decision, err := verdict.Decide(verdict.ReadID{ChipVerification: "PARTIALLY"})
	var unknown *verdict.SignalError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Values[0].Pointer, unknown.Values[0].Allowed)
	}
	fmt.Println(decision)
	// Output:
	// /providerSpecific/consolidatedIdentityData/chipVerification [SUCCEEDED FAILED]
	// no decision
}

// A rule book of one's own is a folder of YAML files.
func ExampleLoad() {
	engine, err := verdict.Load(os.DirFS("rules"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for rule := range engine.Rules() {
		if rule.Provider == "connect" {
			fmt.Println(rule.ID, rule.Status)
		}
	}
	// Output:
	// connect-rejected rejected
	// connect-canceled canceled
	// connect-accepted accepted
}
