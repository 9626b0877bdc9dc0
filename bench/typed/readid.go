package typed

import (
	"cel.dev/cel-go/cel"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/hand"
)

// ReadID is the provider of verdict.ReadID.
var ReadID = Provider[verdict.ReadID]{
	Name: "ReadID",
	Draw: (*draw.Source).ReadID,
	Hand: hand.ReadID,
	byHand: func(inputs []verdict.ReadID) (sum int) {
		for i := range inputs {
			status, _ := hand.ReadID(&inputs[i])
			sum += int(status)
		}
		return sum
	},
	byWalk: func(inputs []verdict.ReadID) (sum int) {
		for i := range inputs {
			d, _ := verdict.Decide(inputs[i])
			sum += int(d.Status())
		}
		return sum
	},
	table: "readid",
	values: func(s *verdict.ReadID) map[string]any {
		return map[string]any{
			"chipVerification":   s.ChipVerification,
			"chipCloneDetection": s.ChipCloneDetection,
		}
	},
	fields: []field[verdict.ReadID]{
		{name: "ChipVerification", kind: cel.StringType, get: func(s *verdict.ReadID) any { return s.ChipVerification }},
		{name: "ChipCloneDetection", kind: cel.StringType, get: func(s *verdict.ReadID) any { return s.ChipCloneDetection }},
	},
	expr: readIDRules,
	cel:  readIDRules,
	rego: `package verdict

default status := "undecided"

status := "rejected" if rejected
else := "inconclusive" if inconclusive
else := "accepted" if accepted

rejected if input.ChipVerification == "FAILED"

inconclusive if { input.ChipVerification == "SUCCEEDED"; input.ChipCloneDetection == "FAILED" }

accepted if input.ChipVerification == "SUCCEEDED"
`,
}

// readIDRules read the same in expr and in CEL.
var readIDRules = conditions{
	{"rejected", `ChipVerification == "FAILED"`},
	{"inconclusive", `ChipVerification == "SUCCEEDED" && ChipCloneDetection == "FAILED"`},
	{"accepted", `ChipVerification == "SUCCEEDED"`},
}
