package verdict_test

import (
	"fmt"
	"strings"

	"github.com/verdict-id/verdict"
)

// Why it is so is half of an answer; the other half is what else could have
// been.
func ExampleProcess_Explain() {
	process, err := verdict.Parse([]byte(`{
		"provider": "eid",
		"providerSpecific": {"ocr": {
			"securityChecks": {"nonExpired": {"valid": false}, "notBWCopy": {"valid": true}},
			"features": [{"found": true}],
			"similarityScore": "high"
		}}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	explanation, err := process.Explain()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(explanation.Status, explanation.Rule)
	for _, outcome := range explanation.Nearest {
		for _, way := range outcome.Ways {
			var says []string
			for _, change := range way.Changes {
				says = append(says, change.Says)
			}
			fmt.Println(outcome.Status, "if", strings.Join(says, " and "))
		}
	}
	// Output:
	// rejected eid-check
	// accepted if securityChecks has only entries true
	// inconclusive if securityChecks has only entries true and features has an entry false
	// inconclusive if securityChecks has only entries true and similarityScore is lower
}
