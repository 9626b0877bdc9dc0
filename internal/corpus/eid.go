package corpus

import "slices"

// VideoID is the later name of Electronic IDentification.
var eidFamily = &family{providers: []string{"eid", "eid", "eid", "signicatvideoid"}}

// eidSigns are the signals of Electronic IDentification.
type eidSigns struct {
	similarity  string // empty: not there
	badCheck    string // the security check that is not valid
	checkJSON   string // what stands there instead of false
	badFeature  bool   // a feature was not found
	featureJSON string // what stands there instead of false
	alive       string // JSON; empty: not there
	noChecks    bool
	checkList   bool // the checks stand in a list, where nobody looks for them
	human       bool // a human approves
}

var eidChecks = []string{"nonExpired", "notUnderage", "dataIntegrity", "livenessDetected", "notFaceSpoofing", "sidesMatch", "notBWCopy"}

var eidFeatures = []struct{ name, json string }{
	{"Header", `,"bbox":{"x":80,"y":31,"width":251,"height":30},"side":"data"}`},
	{"OVI 2", `,"bbox":{"x":601,"y":40,"width":30,"height":26},"side":"data"}`},
	{"Signature", `,"bbox":{"x":398,"y":279,"width":211,"height":58},"side":"data"}`},
	{"Photo", `,"bbox":{"x":36,"y":172,"width":138,"height":143},"side":"data"}`},
}

const (
	yes = `"true"`
	no  = `"false"`
)

var eidScenarios = slices.Concat([]scenario{
	eid("accepted", 180, "accepted", "eid-accepted", eidSigns{similarity: "high", alive: yes}),
	eid("accepted-without-liveness", 20, "accepted", "eid-accepted", eidSigns{similarity: "high"}),
	eid("rejected-expired", 8, "rejected", "eid-check", eidSigns{similarity: "high", badCheck: "nonExpired", alive: yes}),
	eid("rejected-check-and-liveness", 3, "rejected", "eid-check", eidSigns{similarity: "low", badCheck: "livenessDetected", alive: no, badFeature: true}),
	eid("rejected-liveness", 3, "rejected", "eid-liveness", eidSigns{similarity: "high", alive: no}),
	eid("similarity", 6, "inconclusive", "eid-similarity", eidSigns{similarity: "low", alive: yes}),
	eid("similarity-and-feature", 2, "inconclusive", "eid-similarity", eidSigns{similarity: "verylow", badFeature: true, alive: yes}),
	eid("feature", 6, "inconclusive", "eid-feature", eidSigns{similarity: "high", badFeature: true, alive: yes}),

	eid("no-similarity", 0, undecided, "", eidSigns{alive: yes}),
	eid("no-checks", 0, undecided, "", eidSigns{similarity: "high", noChecks: true, alive: yes}),
	eid("check-without-value", 0, undecided, "", eidSigns{similarity: "high", badCheck: "sidesMatch", checkJSON: "null", alive: yes}),
	eid("human", 0, undecided, "", eidSigns{similarity: "high", alive: yes, human: true}),
	strange(eid("strange-check", 0, unknownValue, "", eidSigns{similarity: "high", badCheck: "notBWCopy", checkJSON: `"` + strangeWord + `"`, alive: yes}),
		"/providerSpecific/ocr/securityChecks/*/valid"),
	strange(eid("strange-feature", 0, unknownValue, "", eidSigns{similarity: "high", badFeature: true, featureJSON: "1", alive: yes}),
		"/providerSpecific/ocr/features/*/found"),
	strange(eid("strange-check-and-feature", 0, unknownValue, "", eidSigns{similarity: "high", badCheck: "notUnderage", checkJSON: "[0]", badFeature: true, featureJSON: `"yes"`, alive: yes}),
		"/providerSpecific/ocr/securityChecks/*/valid", "/providerSpecific/ocr/features/*/found"),
	strange(eid("strange-liveness", 0, unknownValue, "", eidSigns{similarity: "high", alive: "0"}), "/providerSpecific/ocr/livenessDetected"),
	strange(eid("check-list", 0, unknownValue, "", eidSigns{similarity: "high", checkList: true, alive: yes}), "/providerSpecific/ocr/securityChecks"),
}, lifecycle("eid", eidFamily, "substantial", 230, nil))

func eid(name string, share int, status, row string, s eidSigns) scenario {
	processType := "substantial"
	if s.human {
		processType = "attended"
	}
	result := eidResult
	if s.alive == "" {
		result = eidResultWithoutLiveness
	}
	return scenario{name: "eid/" + name, family: eidFamily, share: share, status: status, row: row, processType: processType, fill: s.fill, result: result}
}

func eidResult(d *doc) {
	d.giveIdentity()
	d.give("similarityScore", "high")
	d.give("livenessDetected", "true")
	d.give("personalIdentificationNumber", d.personal)
}

func eidResultWithoutLiveness(d *doc) {
	d.giveIdentity()
	d.give("similarityScore", "high")
	d.give("personalIdentificationNumber", d.personal)
}

func (s eidSigns) fill(d *doc) {
	d.open("ocr")
	s.features(d)
	switch {
	case s.checkList:
		d.raw("securityChecks", `[{"valid":true}]`)
	case !s.noChecks:
		s.checks(d)
	}
	d.given("similarityScore", s.similarity)
	if s.alive != "" {
		d.raw("livenessDetected", d.boolean(s.alive))
	}
	d.identity()
	d.text("documentType", d.documentType)
	d.text("personalIdentificationNumber", d.personal)
	d.close()
}

func (s eidSigns) features(d *doc) {
	d.openList("features")
	bad := d.below(len(eidFeatures))
	for i, f := range eidFeatures {
		found := d.boolean("true")
		if s.badFeature && i == bad {
			found = or(s.featureJSON, "false")
		}
		d.openEntry()
		d.text("name", f.name)
		d.raw("found", found)
		d.b = append(d.b, f.json...)
	}
	d.closeList()
}

func (s eidSigns) checks(d *doc) {
	d.open("securityChecks")
	turn := d.below(len(eidChecks))
	for i := range eidChecks {
		check := eidChecks[(i+turn)%len(eidChecks)]
		valid := d.boolean("true")
		if check == s.badCheck {
			valid = or(s.checkJSON, "false")
		}
		d.open(check)
		d.raw("valid", valid)
		d.close()
	}
	d.close()
}

// boolean is a boolean's JSON, which has two forms: true and "true".
func (d *doc) boolean(json string) string {
	if d.odd != otherForms {
		return json
	}
	switch json {
	case "true":
		return yes
	case "false":
		return no
	case yes:
		return "true"
	case no:
		return "false"
	}
	return json
}

// or is text, or another where it is empty.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
