package corpus

import "slices"

var onfidoFamily = &family{providers: []string{"onfido"}, notGiven: "personalIdentificationNumber"}

// onfidoSigns are the signals of an Onfido document. What is empty is not there.
type onfidoSigns struct {
	result, sub  string
	documentType string // in place of the person's own
	doubt        string // the check of the document that is not clear
	word         string // what it is instead, if not "consider"
	face         string // the overall word on the face
	faceDoubt    string // the check of the face that is not clear
	few          bool   // some checks were not performed
	alsoAge      bool   // the check of age stands under its other name
	bothAges     bool   // and under both
}

var onfidoChecks = []string{
	"imageIntegrity", "dataValidation", "dataComparison", "dataConsistency",
	"visualAuthenticity", "policeRecord", "compromisedDocument", "ageValidation",
}

var onfidoFaceChecks = []string{"imageIntegrity", "faceComparison", "visualAuthenticity"}

var onfidoScenarios = slices.Concat([]scenario{
	onfido("accepted-selfie", 110, "accepted", "onfido-accepted", "documentSelfie", onfidoSigns{result: "clear", sub: "clear", face: "clear"}),
	onfido("accepted-document", 30, "accepted", "onfido-accepted", "document", onfidoSigns{result: "clear", sub: "clear"}),
	onfido("accepted-video", 25, "accepted", "onfido-accepted", "documentVideo", onfidoSigns{result: "clear", sub: "clear", face: "clear", few: true}),
	onfido("accepted-without-type", 20, "accepted", "onfido-accepted", "", onfidoSigns{result: "clear", sub: "clear", face: "clear"}),
	onfido("accepted-face-not-counted", 3, "accepted", "onfido-accepted", "document", onfidoSigns{result: "clear", sub: "clear", face: "consider"}),
	onfido("rejected", 6, "rejected", "onfido-rejected", "documentSelfie", onfidoSigns{result: "consider", sub: "rejected", face: "consider", few: true}),
	onfido("rejected-age", 3, "rejected", "onfido-age", "documentSelfie", onfidoSigns{result: "consider", sub: "suspected", doubt: "ageValidation", face: "clear"}),
	onfido("rejected-age-comparison", 2, "rejected", "onfido-age", "document", onfidoSigns{result: "clear", sub: "clear", doubt: "ageValidation", alsoAge: true}),
	onfido("rejected-type", 3, "rejected", "onfido-unknown-type", "documentVideo", onfidoSigns{result: "consider", sub: "caution", documentType: "unknown", face: "clear"}),
	onfido("suspected", 4, "inconclusive", "onfido-suspected", "documentSelfie", onfidoSigns{result: "consider", sub: "suspected", doubt: "visualAuthenticity", face: "consider"}),
	onfido("caution", 4, "inconclusive", "onfido-caution", "documentSelfie", onfidoSigns{result: "consider", sub: "caution", doubt: "imageIntegrity", face: "clear"}),
	onfido("breakdown", 2, "inconclusive", "onfido-breakdown", "document", onfidoSigns{result: "clear", sub: "clear", doubt: "policeRecord"}),
	onfido("breakdown-unidentified", 2, "inconclusive", "onfido-breakdown", "documentSelfie", onfidoSigns{result: "consider", sub: "clear", doubt: "dataComparison", word: "unidentified", face: "clear"}),
	onfido("result", 2, "inconclusive", "onfido-result", "documentSelfie", onfidoSigns{result: "unidentified", sub: "clear", face: "clear"}),
	onfido("face", 4, "inconclusive", "onfido-face", "documentSelfie", onfidoSigns{result: "clear", sub: "clear", face: "consider", faceDoubt: "faceComparison"}),
	onfido("face-check", 2, "inconclusive", "onfido-face", "", onfidoSigns{result: "clear", sub: "clear", face: "clear", faceDoubt: "visualAuthenticity"}),

	// Not complete yet, though what is there would reject: no finding.
	{name: "onfido/processing-early", family: onfidoFamily, share: 2, status: "processing", row: "process-processing",
		processType: "documentSelfie", fill: onfidoSigns{sub: "rejected", few: true}.fill},
	// Words that nobody reads before the end: no finding.
	{name: "onfido/processing-strange", family: onfidoFamily, share: 1, status: "processing", row: "process-processing",
		processType: "documentSelfie", fill: onfidoSigns{result: strangeWord + "Clear", sub: "clear", face: "clear"}.fill},

	onfido("no-face", 0, undecided, "", "documentSelfie", onfidoSigns{result: "clear", sub: "clear"}),
	onfido("no-sub-result", 0, undecided, "", "document", onfidoSigns{result: "clear", doubt: "dataValidation"}),
	onfido("no-face-without-type", 0, undecided, "", "", onfidoSigns{result: "clear", sub: "clear"}),
	strange(onfido("strange-sub-result", 0, unknownValue, "", "documentSelfie", onfidoSigns{result: "clear", sub: strangeWord + "Fine", face: "clear"}),
		"/providerSpecific/documentVerification/subResult"),
	strange(onfido("strange-check", 0, unknownValue, "", "documentSelfie", onfidoSigns{result: "clear", sub: "clear", doubt: "policeRecord", word: strangeWord, face: "clear"}),
		"/providerSpecific/documentVerification/policeRecord"),
	strange(onfido("strange-words", 0, unknownValue, "", "documentSelfie", onfidoSigns{result: "Clear", sub: "clear", face: strangeWord}),
		"/providerSpecific/documentVerification/result", "/providerSpecific/facialSimilarity/result"),
	strange(onfido("strange-type", 0, unknownValue, "", strangeWord+"Iris", onfidoSigns{result: "clear", sub: "clear", face: "clear"}), "/processType"),
	strange(onfido("both-ages", 0, unknownValue, "", "document", onfidoSigns{result: "clear", sub: "clear", bothAges: true}),
		"/providerSpecific/documentVerification/ageComparison"),
}, lifecycle("onfido", onfidoFamily, "documentSelfie", 230, onfidoSigns{result: "clear", few: true}.fill))

func onfido(name string, share int, status, row, processType string, s onfidoSigns) scenario {
	result := onfidoFaceResult
	if processType == "document" {
		result = (*doc).giveIdentity
	}
	return scenario{name: "onfido/" + name, family: onfidoFamily, share: share, status: status, row: row, processType: processType, fill: s.fill, result: result}
}

// strange says where a scenario has values that are not declared.
func strange(s scenario, pointers ...string) scenario {
	s.unknown = pointers
	return s
}

func onfidoFaceResult(d *doc) {
	d.giveIdentity()
	d.give("similarityScore", "high")
}

func (s onfidoSigns) fill(d *doc) {
	d.open("documentVerification")
	d.identity()
	documentType := d.documentType
	if s.documentType != "" {
		documentType = s.documentType
	}
	d.text("documentType", documentType)
	d.given("result", s.result)
	d.given("subResult", s.sub)
	s.checks(d)
	d.zone()
	d.close()
	if s.face == "" {
		return
	}
	d.open("facialSimilarity")
	d.text("result", s.face)
	for _, check := range onfidoFaceChecks {
		d.text(check, clearUnless(check == s.faceDoubt, "consider"))
	}
	d.text("similarityScore", "high")
	d.close()
}

// checks writes the single checks of the document.
func (s onfidoSigns) checks(d *doc) {
	word := s.word
	if word == "" {
		word = "consider"
	}
	for i, check := range onfidoChecks {
		if s.few && i < 3 {
			continue
		}
		name := check
		if check == "ageValidation" && s.alsoAge {
			name = "ageComparison"
		}
		d.text(name, clearUnless(check == s.doubt, word))
	}
	if s.bothAges {
		d.text("ageComparison", "clear")
	}
	if d.odd == nulls && s.few {
		d.raw("dataComparison", "null")
	}
}

func clearUnless(doubted bool, word string) string {
	if doubted {
		return word
	}
	return "clear"
}

// zone writes the lines of a machine readable zone. Nobody reads them.
func (d *doc) zone() {
	d.name("mrzLine1")
	d.b = append(d.b, `"P<`...)
	d.b = append(append(append(d.b, d.country.alpha3...), d.zoneName...), `<<<<<<<<<<<<"`...)
	d.name("mrzLine2")
	d.b = append(append(d.b, '"'), d.number...)
	d.b = append(append(d.b, d.country.alpha3...), `8310517F9105302<<<<<<<<<<<<<<<4"`...)
}
