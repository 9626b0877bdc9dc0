package typed

import (
	"cel.dev/cel-go/cel"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/bench/draw"
	"github.com/verdict-id/verdict/bench/hand"
)

// Onfido is the provider of verdict.Onfido.
var Onfido = Provider[verdict.Onfido]{
	Name: "Onfido",
	Draw: (*draw.Source).Onfido,
	Hand: hand.Onfido,
	byHand: func(inputs []verdict.Onfido) (sum int) {
		for i := range inputs {
			status, _ := hand.Onfido(&inputs[i])
			sum += int(status)
		}
		return sum
	},
	byWalk: func(inputs []verdict.Onfido) (sum int) {
		for i := range inputs {
			d, _ := verdict.Decide(inputs[i])
			sum += int(d.Status())
		}
		return sum
	},
	table: "onfido",
	values: func(s *verdict.Onfido) map[string]any {
		return map[string]any{
			"processType":            s.ProcessType,
			"documentResult":         s.DocumentResult,
			"subResult":              s.SubResult,
			"documentType":           s.DocumentType,
			"ageValidation":          s.AgeValidation,
			"compromisedDocument":    s.CompromisedDocument,
			"dataComparison":         s.DataComparison,
			"dataConsistency":        s.DataConsistency,
			"dataValidation":         s.DataValidation,
			"imageIntegrity":         s.ImageIntegrity,
			"policeRecord":           s.PoliceRecord,
			"visualAuthenticity":     s.VisualAuthenticity,
			"faceResult":             s.FaceResult,
			"faceImageIntegrity":     s.FaceImageIntegrity,
			"faceComparison":         s.FaceComparison,
			"faceVisualAuthenticity": s.FaceVisualAuthenticity,
		}
	},
	fields: []field[verdict.Onfido]{
		{name: "ProcessType", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.ProcessType }},
		{name: "DocumentResult", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.DocumentResult }},
		{name: "SubResult", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.SubResult }},
		{name: "DocumentType", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.DocumentType }},
		{name: "AgeValidation", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.AgeValidation }},
		{name: "CompromisedDocument", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.CompromisedDocument }},
		{name: "DataComparison", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.DataComparison }},
		{name: "DataConsistency", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.DataConsistency }},
		{name: "DataValidation", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.DataValidation }},
		{name: "ImageIntegrity", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.ImageIntegrity }},
		{name: "PoliceRecord", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.PoliceRecord }},
		{name: "VisualAuthenticity", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.VisualAuthenticity }},
		{name: "FaceResult", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.FaceResult }},
		{name: "FaceImageIntegrity", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.FaceImageIntegrity }},
		{name: "FaceComparison", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.FaceComparison }},
		{name: "FaceVisualAuthenticity", kind: cel.StringType, get: func(s *verdict.Onfido) any { return s.FaceVisualAuthenticity }},
	},
	expr: onfidoRules,
	cel:  onfidoRules,
	rego: `package verdict

default status := "undecided"

status := "rejected" if rejected
else := "inconclusive" if inconclusive
else := "accepted" if accepted

doubt := {"unidentified", "consider"}

rejected if input.SubResult == "rejected"
rejected if input.AgeValidation == "consider"
rejected if input.DocumentType == "unknown"

inconclusive if input.SubResult in {"suspected", "caution"}
inconclusive if { input.SubResult != ""; input.DocumentResult in doubt }
inconclusive if { input.SubResult != ""; input.AgeValidation in doubt }
inconclusive if { input.SubResult != ""; input.CompromisedDocument in doubt }
inconclusive if { input.SubResult != ""; input.DataComparison in doubt }
inconclusive if { input.SubResult != ""; input.DataConsistency in doubt }
inconclusive if { input.SubResult != ""; input.DataValidation in doubt }
inconclusive if { input.SubResult != ""; input.ImageIntegrity in doubt }
inconclusive if { input.SubResult != ""; input.PoliceRecord in doubt }
inconclusive if { input.SubResult != ""; input.VisualAuthenticity in doubt }
inconclusive if { input.SubResult != ""; input.ProcessType != "document"; input.FaceResult in doubt }
inconclusive if { input.SubResult != ""; input.ProcessType != "document"; input.FaceImageIntegrity in doubt }
inconclusive if { input.SubResult != ""; input.ProcessType != "document"; input.FaceComparison in doubt }
inconclusive if { input.SubResult != ""; input.ProcessType != "document"; input.FaceVisualAuthenticity in doubt }

clear if { input.DocumentResult == "clear"; input.SubResult == "clear" }

accepted if { clear; input.ProcessType == "document" }
accepted if { clear; input.FaceResult == "clear" }
`,
}

// onfidoRules read the same in expr and in CEL.
var onfidoRules = conditions{
	{"rejected", `SubResult == "rejected" || AgeValidation == "consider" || DocumentType == "unknown"`},
	{"inconclusive", `SubResult in ["suspected", "caution"]
		|| SubResult != "" && (DocumentResult in ["unidentified", "consider"] || AgeValidation in ["unidentified", "consider"]
			|| CompromisedDocument in ["unidentified", "consider"]
			|| DataComparison in ["unidentified", "consider"]
			|| DataConsistency in ["unidentified", "consider"]
			|| DataValidation in ["unidentified", "consider"]
			|| ImageIntegrity in ["unidentified", "consider"]
			|| PoliceRecord in ["unidentified", "consider"]
			|| VisualAuthenticity in ["unidentified", "consider"])
		|| SubResult != "" && ProcessType != "document" && (FaceResult in ["unidentified", "consider"]
			|| FaceImageIntegrity in ["unidentified", "consider"]
			|| FaceComparison in ["unidentified", "consider"]
			|| FaceVisualAuthenticity in ["unidentified", "consider"])`},
	{"accepted", `DocumentResult == "clear" && SubResult == "clear" && (ProcessType == "document" || FaceResult == "clear")`},
}
