package verdict_test

import (
	"errors"
	"fmt"
	"os"

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
