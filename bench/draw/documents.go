package draw

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Document draws a Get process document of any provider, about 1.2 kB of
// compact JSON. Typical signals stand in it, among personal data, times and
// members that nobody reads.
func (s *Source) Document() []byte {
	provider := []func(*Source) (string, string, object){
		(*Source).onfidoElements, (*Source).eidElements, (*Source).readIDElements,
		(*Source).faceTecElements, (*Source).paperElements, (*Source).connectElements,
	}[s.IntN(6)]
	name, processType, elements := provider(s)
	day := func() string { return fmt.Sprintf("2026-%02d-%02d", 1+s.IntN(12), 1+s.IntN(28)) }
	document := object{}.
		text("processId", s.id()).
		text("provider", name).
		text("status", s.word("accepted", "accepted", "accepted", "rejected", "inconclusive")).
		text("notificationUrl", "https://hooks.example.org/assure/"+s.id()).
		text("createdAt", day()+"T07:31:48Z").
		text("updatedAt", day()+"T07:32:30Z")
	if processType != "" {
		document = document.text("processType", processType)
	}
	document = document.
		raw("redirect", `{"success":"https://shop.example.org/done","failure":"https://shop.example.org/again","locale":"nb-NO"}`).
		object("providerSpecific", elements)
	if s.chance(3) {
		document = document.object("finalResult", s.person())
	}
	return []byte(document.String())
}

// object is the members of a JSON object, each written out.
type object []string

func (o object) raw(name, value string) object { return append(o, quote(name)+":"+value) }

func (o object) text(name, value string) object { return o.raw(name, quote(value)) }

func (o object) object(name string, members object) object { return o.raw(name, members.String()) }

// word is a text that is left out where it is empty.
func (o object) word(name, value string) object {
	if value == "" {
		return o
	}
	return o.text(name, value)
}

// flag is a boolean that is left out where it is nil.
func (o object) flag(name string, value *bool) object {
	if value == nil {
		return o
	}
	return o.raw(name, fmt.Sprint(*value))
}

func (o object) String() string { return "{" + strings.Join(o, ",") + "}" }

func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string always has its JSON
	}
	return string(quoted)
}

func (s *Source) id() string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", s.Uint32(), s.IntN(1<<16), s.IntN(1<<12), s.IntN(1<<12), s.Int64N(1<<48))
}

func (s *Source) pick(words ...string) string { return words[s.IntN(len(words))] }

// person draws personal data, some of it beyond ASCII.
func (s *Source) person() object {
	country := s.pick("NOR", "NLD", "AUT", "DEU")
	return object{}.
		text("firstName", s.pick("OTMAR", "JORINDE ALKE", "KASIMIR", "SUNNIVA", "BJØRG", "ÉLODIE")).
		text("lastName", s.pick("LINDQVIST-BRAAM", "VAN DER MEERWIJK", "ROTHENSTEINER BLAU", "ASKELUND THRANE", "GRØNDAHL")).
		text("dateOfBirth", fmt.Sprintf("19%02d-%02d-%02d", 40+s.IntN(60), 1+s.IntN(12), 1+s.IntN(28))).
		text("dateOfExpiry", fmt.Sprintf("20%02d-%02d-%02d", 27+s.IntN(9), 1+s.IntN(12), 1+s.IntN(28))).
		text("gender", s.pick("F", "M")).
		text("nationality", country).
		text("issuingCountry", country).
		text("documentType", s.pick("passport", "identityCard", "driversLicense")).
		text("documentNumber", fmt.Sprintf("QK%08X", s.Uint32())).
		text("personalIdentificationNumber", fmt.Sprintf("EXAMPLE-%08d", s.IntN(1e8)))
}

func (s *Source) onfidoElements() (provider, processType string, elements object) {
	o := s.Onfido()
	document := slices.Concat(s.person(), object{}.
		text("result", o.DocumentResult).
		text("subResult", o.SubResult).
		word("ageValidation", o.AgeValidation).
		word("compromisedDocument", o.CompromisedDocument).
		word("dataComparison", o.DataComparison).
		word("dataConsistency", o.DataConsistency).
		word("dataValidation", o.DataValidation).
		word("imageIntegrity", o.ImageIntegrity).
		word("policeRecord", o.PoliceRecord).
		word("visualAuthenticity", o.VisualAuthenticity).
		text("mrzLine1", "P<NLDLINDQVIST<BRAAM<<OTMAR<<<<<<<<<<<<<<<<<").
		text("mrzLine2", "QK40718RD8NLD9102170M2905305<<<<<<<<<<<<<<<4"))
	if o.DocumentType == "unknown" {
		document = slices.DeleteFunc(document, func(member string) bool { return strings.HasPrefix(member, `"documentType"`) })
		document = document.text("documentType", "unknown")
	}
	face := object{}.
		text("result", o.FaceResult).
		word("imageIntegrity", o.FaceImageIntegrity).
		word("faceComparison", o.FaceComparison).
		word("visualAuthenticity", o.FaceVisualAuthenticity).
		text("similarityScore", s.pick("high", "medium"))
	return "onfido", o.ProcessType, object{}.object("documentVerification", document).object("facialSimilarity", face)
}

func (s *Source) eidElements() (provider, processType string, elements object) {
	e := s.EID()
	e.Verdict, e.ManualApproval, e.ProcessType = "", false, "substantial" // no document carries a verdict
	checks := object{}
	for _, name := range eidChecks {
		if valid, ok := e.SecurityChecks[name]; ok {
			checks = checks.object(name, object{}.flag("valid", valid))
		}
	}
	var features []string
	for i, found := range e.Features {
		features = append(features, object{}.text("name", fmt.Sprintf("OVI %d", i)).flag("found", found).
			raw("bbox", fmt.Sprintf(`{"x":%d,"y":%d,"width":30,"height":26}`, s.IntN(600), s.IntN(400))).text("side", "data").String())
	}
	ocr := slices.Concat(object{}.
		text("similarityScore", e.SimilarityScore).
		text("livenessDetected", fmt.Sprint(*e.LivenessDetected)).
		raw("features", "["+strings.Join(features, ",")+"]").
		object("securityChecks", checks), s.person())
	return "eid", e.ProcessType, object{}.object("ocr", ocr)
}

func (s *Source) readIDElements() (provider, processType string, elements object) {
	r := s.ReadID()
	data := slices.Concat(object{}.
		text("chipVerification", r.ChipVerification).
		word("chipCloneDetection", r.ChipCloneDetection).
		text("documentCode", "P"), s.person())
	return "readid", "ready", object{}.
		object("consolidatedIdentityData", data).
		raw("device", `{"platform":"android","model":"EX-2041","nfc":true,"readAttempts":`+fmt.Sprint(1+s.IntN(4))+`}`)
}

func (s *Source) faceTecElements() (provider, processType string, elements object) {
	f := s.FaceTec()
	checks := object{}
	for _, name := range faceTecChecks {
		checks = checks.flag(name, f.SecurityChecks[name])
	}
	liveness := object{}.object("faceScanSecurityChecks", checks).flag("error", f.LivenessError).flag("success", f.LivenessSuccess)
	attempt := func(level int) object {
		return object{}.text("algorithm", "facePortrait").raw("matchLevel", fmt.Sprint(level)).
			text("imageProcessing", "faceFound").flag("success", f.MatchSuccess).flag("error", f.MatchError)
	}
	var attempts []string
	for _, level := range f.AttemptLevels {
		attempts = append(attempts, attempt(level).String())
	}
	matching := slices.Concat(object{}.raw("attempts", "["+strings.Join(attempts, ",")+"]"), attempt(*f.MatchLevel))
	return "facetec", "", object{}.object("liveness", liveness).object("matching", matching).object("portrait", s.person())
}

func (s *Source) paperElements() (provider, processType string, elements object) {
	p := s.Paper()
	fields := func(words map[string]string) object {
		o := object{}
		for _, name := range slices.Sorted(maps.Keys(words)) {
			o = o.text(name, words[name])
		}
		return o
	}
	elements = object{}.
		object("verification", object{}.text("type", p.VerificationType).text("status", fmt.Sprint(*p.VerificationStatus))).
		object("mrzChecksum", fields(p.MRZChecksum)).
		object("mrzVerification", fields(p.MRZVerification)).
		object("featuresVerification", fields(p.FeaturesVerification)).
		object("mrzFeatureMatching", fields(p.MRZFeatureMatching)).
		object("features", s.person())
	if p.MRZ {
		elements = elements.object("mrz", s.person())
	}
	if p.Errors {
		elements = elements.raw("errors", `["page cut off"]`)
	}
	return "signicatpaper", "", elements
}

func (s *Source) connectElements() (provider, processType string, elements object) {
	c := s.Connect()
	if c.ErrorDescription != nil {
		return "connect:idin", "", object{}.
			object("error", object{}.text("error", "access_denied").text("errorDescription", *c.ErrorDescription)).
			object("session", s.person())
	}
	token := func() string {
		return "eyJraWQiOiJzYW1wbGUtMSIsImFsZyI6IlJTMjU2In0." + strings.Repeat(fmt.Sprintf("%08x", s.Uint32()), 24) + ".bWFkZS11cCBzaWduYXR1cmU"
	}
	user := object{}.text("sub", s.id()).text("given_name", "NQ").text("family_name", "Zandhoeve").
		text("signicat.national_id", s.id()).text("consumer.preferredlastnameprefix", "op").text("gender", "2")
	return "connect:idin", "", object{}.text("idToken", token()).object("userInfo", user)
}
