package typed

import (
	"cel.dev/cel-go/cel"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/hand"
)

// Paper is the provider of verdict.Paper.
var Paper = Provider[verdict.Paper]{
	Name: "Paper",
	Draw: (*draw.Source).Paper,
	Hand: hand.Paper,
	byHand: func(inputs []verdict.Paper) (sum int) {
		for i := range inputs {
			status, _ := hand.Paper(&inputs[i])
			sum += int(status)
		}
		return sum
	},
	byWalk: func(inputs []verdict.Paper) (sum int) {
		for i := range inputs {
			d, _ := verdict.Decide(inputs[i])
			sum += int(d.Status())
		}
		return sum
	},
	table: "signicatpaper",
	values: func(s *verdict.Paper) map[string]any {
		return map[string]any{
			"verificationStatus":   value(s.VerificationStatus),
			"verificationType":     s.VerificationType,
			"mrz":                  s.MRZ,
			"errors":               s.Errors,
			"mrzChecksum":          words(s.MRZChecksum),
			"mrzVerification":      words(s.MRZVerification),
			"featuresVerification": words(s.FeaturesVerification),
			"mrzFeatureMatching":   words(s.MRZFeatureMatching),
		}
	},
	fields: []field[verdict.Paper]{
		{name: "VerificationStatus", kind: cel.DynType, get: func(s *verdict.Paper) any { return s.VerificationStatus }, forCEL: func(s *verdict.Paper) any { return value(s.VerificationStatus) }},
		{name: "VerificationType", kind: cel.StringType, get: func(s *verdict.Paper) any { return s.VerificationType }},
		{name: "MRZ", kind: cel.BoolType, get: func(s *verdict.Paper) any { return s.MRZ }},
		{name: "Errors", kind: cel.BoolType, get: func(s *verdict.Paper) any { return s.Errors }},
		{name: "MRZChecksum", kind: cel.MapType(cel.StringType, cel.StringType), get: func(s *verdict.Paper) any { return s.MRZChecksum }},
		{name: "MRZVerification", kind: cel.MapType(cel.StringType, cel.StringType), get: func(s *verdict.Paper) any { return s.MRZVerification }},
		{name: "FeaturesVerification", kind: cel.MapType(cel.StringType, cel.StringType), get: func(s *verdict.Paper) any { return s.FeaturesVerification }},
		{name: "MRZFeatureMatching", kind: cel.MapType(cel.StringType, cel.StringType), get: func(s *verdict.Paper) any { return s.MRZFeatureMatching }},
	},
	expr: conditions{
		{"rejected", `VerificationStatus == false || Errors
			|| any(values(MRZChecksum), # == "INVALID")
			|| any(values(MRZVerification), # == "INVALID")
			|| any(values(FeaturesVerification), # == "INVALID")
			|| any(values(MRZFeatureMatching), # == "INVALID")`},
		{"inconclusive", `VerificationStatus == true && (VerificationType == "FEATURES_ONLY" || !MRZ)
			&& !any(values(MRZChecksum), # == "")
			&& !any(values(MRZVerification), # == "")
			&& !any(values(FeaturesVerification), # == "")
			&& !any(values(MRZFeatureMatching), # == "")`},
		{"accepted", `VerificationStatus == true && VerificationType in ["MRZ_FEATURE_COMPARISON", "MRZ_ONLY"] && MRZ
			&& !any(values(MRZChecksum), # == "")
			&& !any(values(MRZVerification), # == "")
			&& !any(values(FeaturesVerification), # == "")
			&& !any(values(MRZFeatureMatching), # == "")`},
	},
	cel: conditions{
		{"rejected", `VerificationStatus == false || Errors
			|| MRZChecksum.exists(k, MRZChecksum[k] == "INVALID")
			|| MRZVerification.exists(k, MRZVerification[k] == "INVALID")
			|| FeaturesVerification.exists(k, FeaturesVerification[k] == "INVALID")
			|| MRZFeatureMatching.exists(k, MRZFeatureMatching[k] == "INVALID")`},
		{"inconclusive", `VerificationStatus == true && (VerificationType == "FEATURES_ONLY" || !MRZ)
			&& !MRZChecksum.exists(k, MRZChecksum[k] == "")
			&& !MRZVerification.exists(k, MRZVerification[k] == "")
			&& !FeaturesVerification.exists(k, FeaturesVerification[k] == "")
			&& !MRZFeatureMatching.exists(k, MRZFeatureMatching[k] == "")`},
		{"accepted", `VerificationStatus == true && VerificationType in ["MRZ_FEATURE_COMPARISON", "MRZ_ONLY"] && MRZ
			&& !MRZChecksum.exists(k, MRZChecksum[k] == "")
			&& !MRZVerification.exists(k, MRZVerification[k] == "")
			&& !FeaturesVerification.exists(k, FeaturesVerification[k] == "")
			&& !MRZFeatureMatching.exists(k, MRZFeatureMatching[k] == "")`},
	},
	rego: `package verdict

default status := "undecided"

status := "rejected" if rejected
else := "inconclusive" if inconclusive
else := "accepted" if accepted

rejected if input.VerificationStatus == false
rejected if input.Errors
rejected if "INVALID" in words

inconclusive if { input.VerificationStatus == true; input.VerificationType == "FEATURES_ONLY"; not "" in words }
inconclusive if { input.VerificationStatus == true; not input.MRZ; not "" in words }

accepted if {
	input.VerificationStatus == true
	input.VerificationType in {"MRZ_FEATURE_COMPARISON", "MRZ_ONLY"}
	input.MRZ
	not "" in words
}

words contains word if some word in input.MRZChecksum
words contains word if some word in input.MRZVerification
words contains word if some word in input.FeaturesVerification
words contains word if some word in input.MRZFeatureMatching
`,
}
