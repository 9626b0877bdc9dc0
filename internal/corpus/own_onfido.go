package corpus

// ownReport is a document report of Onfido's, or a facial similarity report where it has
// a face. What is empty is not there.
type ownReport struct {
	status      string // in place of "complete"
	result, sub string
	face        string // the word behind facial_similarity_
	doubt       string // the breakdown with a part that is not clear
	word        string // what that is instead, if not "consider"
	nullDoubt   bool   // the breakdown itself has no result
}

var (
	clearDocument = ownReport{result: "clear", sub: "clear"}
	clearFace     = ownReport{result: "clear", face: "photo"}
)

var ownOnfidoScenarios = []scenario{
	ownOnfido("document", 8, "accepted", "onfido-accepted", clearDocument),
	ownOnfido("document-rejected", 2, "rejected", "onfido-rejected", ownReport{result: "consider", sub: "rejected"}),
	ownOnfido("document-suspected", 2, "inconclusive", "onfido-suspected", ownReport{result: "consider", sub: "suspected", doubt: "visual_authenticity"}),
	ownOnfido("document-caution", 2, "inconclusive", "onfido-caution", ownReport{result: "consider", sub: "caution", doubt: "image_integrity"}),
	ownOnfido("document-part", 2, "inconclusive", "onfido-breakdown", ownReport{result: "clear", sub: "clear", doubt: "data_validation", nullDoubt: true}),
	ownOnfido("document-withdrawn", 1, "canceled", "process-canceled", ownReport{status: "withdrawn", result: "clear", sub: "clear"}),
	ownOnfido("document-in-progress", 1, "processing", "process-processing", ownReport{status: "in_progress"}),
	ownOnfido("face-in-progress", 1, "processing", "process-processing", ownReport{status: "awaiting_data", face: "motion"}),
	ownCheck("check", 20, "accepted", "onfido-accepted", "complete", clearDocument, clearFace),
	ownCheck("check-video", 4, "accepted", "onfido-accepted", "complete", ownReport{result: "clear", face: "video"}, clearDocument),
	ownCheck("check-face", 2, "inconclusive", "onfido-face", "complete", clearDocument, ownReport{result: "clear", face: "photo_fully_auto", doubt: "face_comparison"}),
	ownCheck("check-in-progress", 1, "processing", "process-processing", "in_progress", clearDocument, clearFace),
	ownCheck("check-report-withdrawn", 1, "canceled", "process-canceled", "complete", clearDocument, ownReport{status: "cancelled", result: "clear", face: "photo"}),
	ownEvent("event-check", 6, "accepted", "onfido-accepted", "check", clearDocument, clearFace),
	ownEvent("event-report", 3, "rejected", "onfido-rejected", "report", ownReport{result: "consider", sub: "rejected", doubt: "police_record"}),
	ownReports("reports", 12, "accepted", "onfido-accepted", clearFace, clearDocument),
	ownReports("reports-face", 3, "inconclusive", "onfido-face", clearDocument, ownReport{result: "consider", face: "photo"}),

	ownOnfido("face-alone", 0, undecided, "", clearFace),
	ownCheck("check-of-faces", 0, undecided, "", "complete", clearFace),
	{name: "own-onfido/other-report", family: onfidoFamily, status: undecided, own: &own{kind: "onfido-other-report", parts: otherReport}},
	strange(ownOnfido("strange-result", 0, unknownValue, "", ownReport{result: strangeWord, sub: "clear"}), "/result"),
	strange(ownOnfido("strange-status", 0, unknownValue, "", ownReport{status: strangeWord, result: "clear", sub: "clear"}), "/status"),
	strange(ownCheck("strange-part", 0, unknownValue, "", "complete", clearDocument, ownReport{result: "clear", face: "photo", doubt: "image_integrity", word: strangeWord}),
		"/reports/*/breakdown/image_integrity/breakdown/*/result"),
	strange(ownCheck("strange-check", 0, unknownValue, "", strangeWord, clearDocument), "/status"),
	strange(ownReports("two-documents", 0, unknownValue, "", clearDocument, clearDocument), "/*"),
}

func ownOnfidoScenario(name string, share int, status, row string, o own) scenario {
	return scenario{name: "own-onfido/" + name, family: onfidoFamily, share: share, status: status, row: row, own: &o}
}

func ownOnfido(name string, share int, status, row string, r ownReport) scenario {
	kind := "onfido-document-report"
	if r.face != "" {
		kind = "onfido-face-report"
	}
	return ownOnfidoScenario(name, share, status, row, own{kind: kind, parts: r.parts})
}

// ownCheck is a check with its reports, and one more that nobody reads.
func ownCheck(name string, share int, status, row, word string, reports ...ownReport) scenario {
	return ownOnfidoScenario(name, share, status, row, own{kind: "onfido-check", parts: checkOf(word, reports)})
}

func checkOf(word string, reports []ownReport) func(*doc) {
	return func(d *doc) {
		d.text("applicant_id", string(d.processID[:]))
		d.text("status", word)
		d.openList("reports")
		for _, r := range reports {
			d.part(r.parts)
		}
		d.part(otherReport)
		d.closeList()
	}
}

// ownEvent is what a webhook sends, with a check or a report.
func ownEvent(name string, share int, status, row, resource string, reports ...ownReport) scenario {
	return ownOnfidoScenario(name, share, status, row, own{kind: "onfido-webhook", parts: func(d *doc) {
		d.open("payload")
		d.text("resource_type", resource)
		d.text("action", resource+".completed")
		d.open("resource")
		if resource == "check" {
			checkOf("complete", reports)(d)
		} else {
			reports[0].parts(d)
		}
		d.close()
		d.close()
	}})
}

// ownReports is a list of reports.
func ownReports(name string, share int, status, row string, reports ...ownReport) scenario {
	return ownOnfidoScenario(name, share, status, row, own{kind: "onfido-reports", list: true, parts: func(d *doc) {
		for _, r := range reports {
			d.part(r.parts)
		}
	}})
}

func otherReport(d *doc) {
	d.text("name", "watchlist_standard")
	d.text("status", "complete")
	d.text("result", "consider")
}

func (r ownReport) parts(d *doc) {
	if r.face != "" {
		d.text("name", "facial_similarity_"+r.face)
	} else {
		d.text("name", "document")
	}
	d.text("status", or(r.status, "complete"))
	d.givenOrNull("result", r.result)
	d.givenOrNull("sub_result", r.sub)
	r.breakdown(d)
	d.open("properties")
	if r.face == "" {
		d.text("first_name", d.firstName)
		d.text("last_name", d.lastName)
		d.text("date_of_birth", d.birth)
		d.text("date_of_expiry", d.expiry)
		d.text("nationality", d.country.alpha3)
		d.text("document_type", "passport")
		d.raw("document_numbers", `[{"type":"document_number","value":"`+d.number+`"}]`)
	}
	d.close()
}

func (r ownReport) breakdown(d *doc) {
	names := []string{"data_validation", "image_integrity", "visual_authenticity", "police_record"}
	if r.face != "" {
		names = []string{"face_comparison", "image_integrity", "visual_authenticity"}
	}
	d.open("breakdown")
	for _, name := range names {
		doubted := name == r.doubt
		d.open(name)
		switch {
		case doubted && r.nullDoubt, r.result == "":
			d.raw("result", "null")
		default:
			d.text("result", "clear")
		}
		d.raw("properties", "{}")
		if r.result != "" {
			d.open("breakdown")
			d.open("first_part")
			d.text("result", "clear")
			d.close()
			d.open("second_part")
			d.text("result", clearUnless(doubted, or(r.word, "consider")))
			d.close()
			d.close()
		}
		d.close()
	}
	d.close()
}
