package typed

import (
	"cel.dev/cel-go/cel"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/hand"
)

// Connect is the provider of verdict.Connect.
var Connect = Provider[verdict.Connect]{
	Name: "Connect",
	Draw: (*draw.Source).Connect,
	Hand: hand.Connect,
	byHand: func(inputs []verdict.Connect) (sum int) {
		for i := range inputs {
			status, _ := hand.Connect(&inputs[i])
			sum += int(status)
		}
		return sum
	},
	byWalk: func(inputs []verdict.Connect) (sum int) {
		for i := range inputs {
			d, _ := verdict.Decide(inputs[i])
			sum += int(d.Status())
		}
		return sum
	},
	table: "connect:*",
	values: func(s *verdict.Connect) map[string]any {
		return map[string]any{
			"idToken": s.IDToken,
			"error":   value(s.ErrorDescription),
		}
	},
	fields: []field[verdict.Connect]{
		{name: "IDToken", kind: cel.BoolType, get: func(s *verdict.Connect) any { return s.IDToken }},
		{name: "ErrorDescription", kind: cel.DynType, get: func(s *verdict.Connect) any { return s.ErrorDescription }, forCEL: func(s *verdict.Connect) any { return value(s.ErrorDescription) }},
	},
	expr: conditions{
		{"rejected", `ErrorDescription != nil && !(ErrorDescription contains "urn:signicat:error:usercancel")`},
		{"canceled", `ErrorDescription != nil`},
		{"accepted", `IDToken`},
	},
	cel: conditions{
		{"rejected", `ErrorDescription != null && !ErrorDescription.contains("urn:signicat:error:usercancel")`},
		{"canceled", `ErrorDescription != null`},
		{"accepted", `IDToken`},
	},
	rego: `package verdict

default status := "undecided"

status := "rejected" if rejected
else := "canceled" if canceled
else := "accepted" if accepted

rejected if { is_string(input.ErrorDescription); not contains(input.ErrorDescription, "urn:signicat:error:usercancel") }

canceled if is_string(input.ErrorDescription)

accepted if input.IDToken
`,
}
