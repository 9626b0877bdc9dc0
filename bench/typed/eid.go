package typed

import (
	"cel.dev/cel-go/cel"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/hand"
)

// EID is the provider of verdict.EID.
var EID = Provider[verdict.EID]{
	Name: "EID",
	Draw: (*draw.Source).EID,
	Hand: hand.EID,
	byHand: func(inputs []verdict.EID) (sum int) {
		for i := range inputs {
			status, _ := hand.EID(&inputs[i])
			sum += int(status)
		}
		return sum
	},
	byWalk: func(inputs []verdict.EID) (sum int) {
		for i := range inputs {
			d, _ := verdict.Decide(inputs[i])
			sum += int(d.Status())
		}
		return sum
	},
	table: "eid",
	values: func(s *verdict.EID) map[string]any {
		return map[string]any{
			"verdict":          s.Verdict,
			"processType":      s.ProcessType,
			"manualApproval":   s.ManualApproval,
			"securityChecks":   flags(entries(s.SecurityChecks)),
			"features":         flags(s.Features),
			"similarityScore":  s.SimilarityScore,
			"livenessDetected": value(s.LivenessDetected),
		}
	},
	fields: []field[verdict.EID]{
		{name: "Verdict", kind: cel.StringType, get: func(s *verdict.EID) any { return s.Verdict }},
		{name: "ProcessType", kind: cel.StringType, get: func(s *verdict.EID) any { return s.ProcessType }},
		{name: "ManualApproval", kind: cel.BoolType, get: func(s *verdict.EID) any { return s.ManualApproval }},
		{name: "SecurityChecks", kind: cel.ListType(cel.DynType), get: func(s *verdict.EID) any { return s.SecurityChecks }, forCEL: func(s *verdict.EID) any { return entries(s.SecurityChecks) }},
		{name: "Features", kind: cel.ListType(cel.DynType), get: func(s *verdict.EID) any { return s.Features }},
		{name: "SimilarityScore", kind: cel.StringType, get: func(s *verdict.EID) any { return s.SimilarityScore }},
		{name: "LivenessDetected", kind: cel.DynType, get: func(s *verdict.EID) any { return s.LivenessDetected }, forCEL: func(s *verdict.EID) any { return value(s.LivenessDetected) }},
	},
	expr: conditions{
		{"rejected", `Verdict == "rejected"
			|| Verdict == "" && !ManualApproval && !(ProcessType in ["attended", "unattended", "high"])
				&& (any(values(SecurityChecks), # == false) || LivenessDetected == false)`},
		{"failed", `Verdict == "failed"`},
		{"inconclusive", `Verdict == "inconclusive"
			|| Verdict == "" && !ManualApproval && !(ProcessType in ["attended", "unattended", "high"])
				&& len(SecurityChecks) > 0 && all(values(SecurityChecks), # == true)
				&& (!(SimilarityScore in ["high", ""]) || any(Features, # == false))`},
		{"accepted", `Verdict == "accepted"
			|| Verdict == "" && !ManualApproval && !(ProcessType in ["attended", "unattended", "high"])
				&& len(SecurityChecks) > 0 && all(values(SecurityChecks), # == true)
				&& len(Features) > 0 && all(Features, # == true) && SimilarityScore == "high"`},
	},
	cel: conditions{
		{"rejected", `Verdict == "rejected"
			|| Verdict == "" && !ManualApproval && !(ProcessType in ["attended", "unattended", "high"])
				&& (SecurityChecks.exists(e, e == false) || LivenessDetected == false)`},
		{"failed", `Verdict == "failed"`},
		{"inconclusive", `Verdict == "inconclusive"
			|| Verdict == "" && !ManualApproval && !(ProcessType in ["attended", "unattended", "high"])
				&& SecurityChecks.size() > 0 && SecurityChecks.all(e, e == true)
				&& (!(SimilarityScore in ["high", ""]) || Features.exists(e, e == false))`},
		{"accepted", `Verdict == "accepted"
			|| Verdict == "" && !ManualApproval && !(ProcessType in ["attended", "unattended", "high"])
				&& SecurityChecks.size() > 0 && SecurityChecks.all(e, e == true)
				&& Features.size() > 0 && Features.all(e, e == true) && SimilarityScore == "high"`},
	},
	rego: `package verdict

default status := "undecided"

status := "rejected" if rejected
else := "failed" if failed
else := "inconclusive" if inconclusive
else := "accepted" if accepted

rejected if input.Verdict == "rejected"
rejected if { signals_decide; some _, valid in input.SecurityChecks; valid == false }
rejected if { signals_decide; input.LivenessDetected == false }

failed if input.Verdict == "failed"

inconclusive if input.Verdict == "inconclusive"
inconclusive if { signals_decide; checks_passed; not input.SimilarityScore in {"high", ""} }
inconclusive if { signals_decide; checks_passed; some found in input.Features; found == false }

accepted if input.Verdict == "accepted"
accepted if { signals_decide; checks_passed; features_found; input.SimilarityScore == "high" }

signals_decide if {
	input.Verdict == ""
	not input.ManualApproval
	not input.ProcessType in {"attended", "unattended", "high"}
}

checks_passed if {
	count(input.SecurityChecks) > 0
	every valid in input.SecurityChecks { valid == true }
}

features_found if {
	count(input.Features) > 0
	every found in input.Features { found == true }
}
`,
}
