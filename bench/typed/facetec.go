package typed

import (
	"cel.dev/cel-go/cel"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/hand"
)

// FaceTec is the provider of verdict.FaceTec.
var FaceTec = Provider[verdict.FaceTec]{
	Name: "FaceTec",
	Draw: (*draw.Source).FaceTec,
	Hand: hand.FaceTec,
	byHand: func(inputs []verdict.FaceTec) (sum int) {
		for i := range inputs {
			status, _ := hand.FaceTec(&inputs[i])
			sum += int(status)
		}
		return sum
	},
	byWalk: func(inputs []verdict.FaceTec) (sum int) {
		for i := range inputs {
			d, _ := verdict.Decide(inputs[i])
			sum += int(d.Status())
		}
		return sum
	},
	table: "facetec",
	values: func(s *verdict.FaceTec) map[string]any {
		return map[string]any{
			"faceScanSecurityChecks": flags(entries(s.SecurityChecks)),
			"livenessSuccess":        value(s.LivenessSuccess),
			"livenessError":          value(s.LivenessError),
			"matchSuccess":           value(s.MatchSuccess),
			"matchError":             value(s.MatchError),
			"matchLevel":             value(s.MatchLevel),
		}
	},
	fields: []field[verdict.FaceTec]{
		{name: "SecurityChecks", kind: cel.ListType(cel.DynType), get: func(s *verdict.FaceTec) any { return s.SecurityChecks }, forCEL: func(s *verdict.FaceTec) any { return entries(s.SecurityChecks) }},
		{name: "LivenessSuccess", kind: cel.DynType, get: func(s *verdict.FaceTec) any { return s.LivenessSuccess }, forCEL: func(s *verdict.FaceTec) any { return value(s.LivenessSuccess) }},
		{name: "LivenessError", kind: cel.DynType, get: func(s *verdict.FaceTec) any { return s.LivenessError }, forCEL: func(s *verdict.FaceTec) any { return value(s.LivenessError) }},
		{name: "MatchSuccess", kind: cel.DynType, get: func(s *verdict.FaceTec) any { return s.MatchSuccess }, forCEL: func(s *verdict.FaceTec) any { return value(s.MatchSuccess) }},
		{name: "MatchError", kind: cel.DynType, get: func(s *verdict.FaceTec) any { return s.MatchError }, forCEL: func(s *verdict.FaceTec) any { return value(s.MatchError) }},
		{name: "MatchLevel", kind: cel.DynType, get: func(s *verdict.FaceTec) any { return s.MatchLevel }, forCEL: func(s *verdict.FaceTec) any { return value(s.MatchLevel) }},
	},
	expr: conditions{
		{"rejected", `any(values(SecurityChecks), # == false)
			|| LivenessSuccess == false && LivenessError != true
			|| (MatchLevel == 0 || MatchSuccess == false) && LivenessError != true && MatchError != true`},
		{"failed", `LivenessError == true || MatchError == true`},
		{"inconclusive", `MatchLevel != nil && MatchLevel >= 1 && MatchLevel <= 5 && len(SecurityChecks) > 0 && all(values(SecurityChecks), # == true) && LivenessSuccess == true && MatchSuccess == true`},
		{"accepted", `MatchLevel != nil && MatchLevel >= 6 && len(SecurityChecks) > 0 && all(values(SecurityChecks), # == true) && LivenessSuccess == true && MatchSuccess == true`},
	},
	cel: conditions{
		{"rejected", `SecurityChecks.exists(e, e == false)
			|| LivenessSuccess == false && LivenessError != true
			|| (MatchLevel == 0 || MatchSuccess == false) && LivenessError != true && MatchError != true`},
		{"failed", `LivenessError == true || MatchError == true`},
		{"inconclusive", `MatchLevel != null && MatchLevel >= 1 && MatchLevel <= 5 && SecurityChecks.size() > 0 && SecurityChecks.all(e, e == true) && LivenessSuccess == true && MatchSuccess == true`},
		{"accepted", `MatchLevel != null && MatchLevel >= 6 && SecurityChecks.size() > 0 && SecurityChecks.all(e, e == true) && LivenessSuccess == true && MatchSuccess == true`},
	},
	rego: `package verdict

default status := "undecided"

status := "rejected" if rejected
else := "failed" if failed
else := "inconclusive" if inconclusive
else := "accepted" if accepted

rejected if { some _, passed in input.SecurityChecks; passed == false }
rejected if { input.LivenessSuccess == false; not input.LivenessError == true }
rejected if { input.MatchLevel == 0; not error }
rejected if { input.MatchSuccess == false; not error }

failed if error

inconclusive if { is_number(input.MatchLevel); input.MatchLevel >= 1; input.MatchLevel <= 5; checks_passed }

accepted if { is_number(input.MatchLevel); input.MatchLevel >= 6; checks_passed }

error if input.LivenessError == true
error if input.MatchError == true

checks_passed if {
	count(input.SecurityChecks) > 0
	every passed in input.SecurityChecks { passed == true }
	input.LivenessSuccess == true
	input.MatchSuccess == true
}
`,
}
