package verdict_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// This file is the second opinion on documents that providers themselves send.
// It is written from what is known of their APIs and from the mapping, not from
// the tables: it finds the parts of a document, collects what they say, writes
// the Get process document that would say the same, and asks the opinion on that.

// opinionOn maps a document of any kind.
func opinionOn(document []byte, processType, verdict string) answer {
	top, ok := opParseAny(document)
	switch {
	case !ok:
		return answer{Kind: "malformed"}
	case opNamesProvider(top):
		return opinion(document, processType, verdict)
	}
	own, refusal := opRecognise(top)
	if refusal != "" {
		return answer{Kind: refusal}
	}
	look := &opLook{}
	status := own.life(look)
	if len(look.unknown) > 0 {
		return answer{Kind: "unknown-value", Pointers: look.unknown}
	}
	if status != "" {
		return answer{Status: status}
	}
	counterpart := own.counterpart(processType, look)
	if len(look.unknown) > 0 {
		return answer{Kind: "unknown-value", Pointers: look.unknown}
	}
	return opinion(counterpart, "", verdict)
}

// opParseAny reads strict JSON with an object or a list at the top.
func opParseAny(document []byte) (opPlace, bool) {
	if len(document) > opMaxBytes {
		return opPlace{}, false
	}
	decoder := jsontext.NewDecoder(bytes.NewReader(document))
	top, ok := opParseValue(decoder)
	if !ok || top.kind != '{' && top.kind != '[' {
		return opPlace{}, false
	}
	_, err := decoder.ReadToken()
	return opPlace{node: top}, err == io.EOF
}

// opNamesProvider tells of a Get process document: its provider is no signal, and
// anything but null names one.
func opNamesProvider(top opPlace) bool {
	provider := top.member("provider").node
	return provider != nil && provider.kind != 'n'
}

// opOwn is a document of a provider's own.
type opOwn struct {
	kind      string // of the whole
	provider  string
	parts     []opPart
	strangers []opPlace // where a part should stand, and none that can count does
}

// opPart is a report, a session or a response, or what holds them.
type opPart struct {
	kind string
	opPlace
}

// opReports are the kinds that a check can hold; a webhook also holds checks, a list
// webhooks as well.
var opReports = []string{"onfido-document-report", "onfido-face-report", "onfido-other-report"}

var opResponses = []string{"facetec-liveness", "facetec-liveness-match", "facetec-match", "facetec-response"}

// opRecognise finds what a document is by its shape, or why it is refused.
func opRecognise(top opPlace) (own opOwn, refusal string) {
	if top.node.kind == '{' {
		kinds := opKinds(top)
		if len(kinds) != 1 {
			return own, "unknown-provider" // nothing that is known, or it could be several things
		}
		own.kind = kinds[0]
		own.provider, _, _ = strings.Cut(own.kind, "-")
		own.collect(top, kinds)
		return own, ""
	}
	lists := map[string][]string{
		"onfido-reports":    append(slices.Clone(opReports), "onfido-check", "onfido-webhook"),
		"facetec-responses": opResponses,
	}
	refusal = "malformed" // a list of nothing that is known
	for kind, entries := range lists {
		for _, entry := range (&opLook{}).listed(top) {
			if len(opAmong(entry, entries)) > 0 {
				if own.kind != "" && own.kind != kind {
					return own, "unknown-provider"
				}
				own.kind, refusal = kind, ""
			}
		}
	}
	own.provider, _, _ = strings.Cut(own.kind, "-")
	for _, entry := range (&opLook{}).listed(top) {
		own.collect(entry, lists[own.kind])
	}
	return own, refusal
}

// opAmong gives those kinds out of some that an object looks like.
func opAmong(p opPlace, some []string) []string {
	return slices.DeleteFunc(opKinds(p), func(kind string) bool { return !slices.Contains(some, kind) })
}

// opKinds gives all kinds that an object looks like.
func opKinds(p opPlace) (kinds []string) {
	if !p.present() || p.node.kind != '{' || opNamesProvider(p) {
		return nil // what names a provider is a Get process document
	}
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return p.member(name).present() })
	}
	looks := func(kind string, so bool) {
		if so {
			kinds = append(kinds, kind)
		}
	}
	reportOf := func(names ...string) bool { return !has("reports") && slices.Contains(names, opWord(p.member("name"))) }
	looks("onfido-document-report", has("status", "result", "sub_result", "breakdown") && reportOf("document", "document_video",
		"document_with_address_information", "document_video_with_address_information",
		"document_with_driving_licence_information", "document_with_driver_verification"))
	looks("onfido-face-report", has("status", "result", "breakdown") && reportOf("facial_similarity_photo",
		"facial_similarity_photo_fully_auto", "facial_similarity_video", "facial_similarity_motion"))
	looks("onfido-other-report", has("status", "result", "breakdown") && reportOf("known_faces", "identity_enhanced",
		"watchlist_enhanced", "watchlist_standard", "watchlist_aml", "watchlist_peps_only", "watchlist_sanctions_only",
		"proof_of_address", "us_driving_licence", "device_intelligence", "india_pan"))
	looks("onfido-check", has("reports") && !has("name"))
	event := p.member("payload")
	type_ := opWord(event.member("resource_type"))
	looks("onfido-webhook", (type_ == "check" || type_ == "report") && event.member("resource").present())
	looks("readid-session", has("consolidatedIdentityData"))
	checks, level := has("faceScanSecurityChecks"), has("matchLevel")
	looks("facetec-liveness", checks && !level)
	looks("facetec-liveness-match", checks && level)
	looks("facetec-match", !checks && level && has("success", "error", "wasProcessed"))
	looks("facetec-response", !checks && !level && has("success") && has("error") &&
		has("wasProcessed", "errorMessage", "serverInfo", "callData", "additionalSessionData"))
	return kinds
}

// opWord is the text of a string, "" for everything else.
func opWord(p opPlace) string {
	if p.present() && p.node.kind == '"' {
		return p.node.text
	}
	return ""
}

// collect adds what stands where a part should, and the parts in it.
func (o *opOwn) collect(p opPlace, allowed []string) {
	kinds := opAmong(p, allowed)
	if len(kinds) != 1 {
		o.strangers = append(o.strangers, p)
		return
	}
	kind := kinds[0]
	holds := kind == "onfido-check" || kind == "onfido-webhook"
	if !holds && kind != "onfido-other-report" && len(o.of(kind)) > 0 {
		o.strangers = append(o.strangers, p) // nothing says which of the two counts
	}
	o.parts = append(o.parts, opPart{kind, p})
	switch kind {
	case "onfido-check":
		reports := p.member("reports")
		if reports.node.kind != '[' {
			o.strangers = append(o.strangers, reports)
			return
		}
		for _, entry := range (&opLook{}).listed(reports) {
			o.collect(entry, opReports)
		}
	case "onfido-webhook":
		o.collect(p.member("payload").member("resource"), append(slices.Clone(opReports), "onfido-check"))
	}
}

// of gives the parts of some kinds.
func (o *opOwn) of(kinds ...string) []opPart {
	return slices.DeleteFunc(slices.Clone(o.parts), func(p opPart) bool { return !slices.Contains(kinds, p.kind) })
}

// life is where the strictest of the parts stands in its life, "" where all have
// ended. Only Onfido says it.
func (o *opOwn) life(look *opLook) string {
	const withdrawn = "withdrawn cancelled canceled"
	report := map[string]string{"awaiting_data": "processing", "awaiting_approval": "processing", "in_progress": "processing"}
	check := map[string]string{"in_progress": "processing", "awaiting_applicant": "processing", "paused": "processing", "reopened": "processing"}
	var rows opRows
	for _, p := range o.of("onfido-document-report", "onfido-face-report", "onfido-check") {
		words := report
		if p.kind == "onfido-check" {
			words = check
		}
		declared := append(strings.Fields(withdrawn), "complete")
		for word := range words {
			declared = append(declared, word)
		}
		status := look.word(p.member("status"), declared...)
		rows.when("canceled", status != "" && slices.Contains(strings.Fields(withdrawn), status))
		rows.when("processing", words[status] != "")
		if p.kind != "onfido-check" {
			result := look.word(p.member("result"))
			rows.when("processing", result == "" || result == "pending")
		}
	}
	return rows.strictest()
}

// counterpart is the Get process document that says the same, with the process type
// that the parts say, the caller supplies or the parts let suppose.
func (o *opOwn) counterpart(processType string, look *opLook) []byte {
	const most = 100 // are named; one is enough to refuse a document
	for _, p := range o.strangers[:min(len(o.strangers), most)] {
		look.note(p)
	}
	document := map[string]any{"provider": o.provider}
	switch o.provider {
	case "onfido":
		document["processType"] = o.processType(processType, look)
		document["providerSpecific"] = o.onfido(look)
	case "readid":
		data := look.element(o.parts[0].member("consolidatedIdentityData"))
		document["providerSpecific"] = map[string]any{"consolidatedIdentityData": map[string]any{
			"chipVerification":   opValue(look.word(data.member("chipVerification"), "SUCCEEDED", "FAILED")),
			"chipCloneDetection": opValue(look.word(data.member("chipCloneDetection"), "SUCCEEDED", "FAILED", "NOT_AVAILABLE", "NOT_SUPPORTED", "NOT_PRESENT")),
		}}
	case "facetec":
		document["providerSpecific"] = o.facetec(look)
	}
	text, err := json.Marshal(document)
	if err != nil {
		panic(err)
	}
	return text
}

// opValue is null for what is absent.
func opValue(word string) any {
	if word == "" {
		return nil
	}
	return word
}

// processType is what the face report says of how the face was taken; the caller may
// say the same. Without such a report the caller knows, and else a document report is
// about the document alone.
func (o *opOwn) processType(supplied string, look *opLook) any {
	at := opPlace{pointer: "/processType"}
	for _, face := range o.of("onfido-face-report") { // of two the worse counts, and the second is refused
		if at.node == nil {
			at.node = &opNode{kind: '"', text: "documentSelfie"}
		}
		if !strings.HasPrefix(opWord(face.member("name")), "facial_similarity_photo") {
			at.node.text = "documentVideo"
		}
	}
	known := look.context(at, supplied, "document", "documentSelfie", "documentVideo")
	if known == "" && len(o.of("onfido-document-report")) > 0 {
		return "document"
	}
	return opValue(known)
}

// opOnfidoScale is what Onfido says of a check, the best first.
var opOnfidoScale = []string{"clear", "unidentified", "consider"}

// onfido is what the reports say of the document and of the face.
func (o *opOwn) onfido(look *opLook) any {
	documents, faces := o.of("onfido-document-report"), o.of("onfido-face-report")
	document, face := map[string]any{}, map[string]any{}
	read := func(to map[string]any, name string, parts []opPart, words func(opPart) []string) {
		var all []string
		for _, p := range parts {
			all = append(all, words(p)...)
		}
		to[name] = opValue(opWorst(all, "clear", "caution", "unidentified", "suspected", "consider", "rejected"))
	}
	result := func(p opPart) []string { return []string{look.word(p.member("result"), opOnfidoScale...)} }
	read(document, "result", documents, result)
	read(document, "subResult", documents, func(p opPart) []string {
		return []string{look.word(p.member("sub_result"), "clear", "caution", "suspected", "rejected")}
	})
	for _, p := range documents {
		document["documentType"] = opValue(look.word(look.element(p.member("properties")).member("document_type")))
	}
	for _, name := range []string{"ageValidation age_validation", "compromisedDocument compromised_document", "dataComparison data_comparison",
		"dataConsistency data_consistency", "dataValidation data_validation", "imageIntegrity image_integrity",
		"policeRecord police_record", "visualAuthenticity visual_authenticity"} {
		camel, snake, _ := strings.Cut(name, " ")
		read(document, camel, documents, func(p opPart) []string { return opBreakdown(p, snake, look) })
	}
	read(face, "result", faces, result)
	for _, name := range []string{"imageIntegrity image_integrity", "faceComparison face_comparison", "visualAuthenticity visual_authenticity"} {
		camel, snake, _ := strings.Cut(name, " ")
		read(face, camel, faces, func(p opPart) []string { return opBreakdown(p, snake, look) })
	}
	return map[string]any{"documentVerification": document, "facialSimilarity": face}
}

// opBreakdown gives what a breakdown says itself, and what those below it say.
func opBreakdown(report opPart, name string, look *opLook) []string {
	breakdown := look.element(look.element(report.member("breakdown")).member(name))
	words := []string{look.word(breakdown.member("result"), opOnfidoScale...)}
	for _, below := range look.named(breakdown.member("breakdown")) {
		words = append(words, look.word(look.element(below).member("result"), opOnfidoScale...))
	}
	return words
}

// opWorst gives the word that stands last on a scale.
func opWorst(words []string, scale ...string) string {
	worst := ""
	for _, step := range scale {
		if slices.Contains(words, step) {
			worst = step
		}
	}
	return worst
}

// facetec is what the responses say of the liveness and of the match. Of what
// several of them say the worst counts, and the checks of all.
func (o *opOwn) facetec(look *opLook) any {
	alone, both := o.of("facetec-liveness", "facetec-response"), "facetec-liveness-match"
	checks := map[string]any{}
	for i, p := range o.of("facetec-liveness", both) {
		for _, entry := range look.named(p.member("faceScanSecurityChecks")) {
			checks[fmt.Sprint(i, entry.pointer)] = opBoolean(look.truth(entry))
		}
	}
	var alive []string
	for _, p := range o.of("facetec-liveness", both) { // a response without checks may be one to any call
		success := look.truth(p.member("success"))
		if p.kind == both && success == "false" {
			continue // it says so of the match
		}
		alive = append(alive, success)
	}
	// An error is one, and so is what was not processed, or an answer to any call that
	// came to nothing.
	failed := func(parts []opPart) any {
		var words []string
		for _, p := range parts {
			failure, processed := look.truth(p.member("error")), look.truth(p.member("wasProcessed"))
			if processed != "" {
				words = append(words, strconv.FormatBool(processed == "false"))
			}
			if success := p.member("success"); p.kind == "facetec-response" {
				if word := look.truth(success); word != "" {
					words = append(words, strconv.FormatBool(word == "false"))
				}
			}
			words = append(words, failure)
		}
		return opBoolean(opWorst(words, "false", "true"))
	}
	liveness := map[string]any{"faceScanSecurityChecks": checks, "success": opBoolean(opWorst(alive, "true", "false")), "error": failed(alone)}

	matches := o.of(both, "facetec-match")
	var matched []string
	for _, p := range matches {
		matched = append(matched, look.truth(p.member("success")))
	}
	matching := map[string]any{"success": opBoolean(opWorst(matched, "true", "false")), "error": failed(matches)}
	lowest := -1
	for _, p := range matches {
		if level := look.integer(p.member("matchLevel"), 15); level >= 0 && (lowest < 0 || level < lowest) {
			lowest = level
		}
	}
	if lowest >= 0 {
		matching["matchLevel"] = lowest
	}
	return map[string]any{"liveness": liveness, "matching": matching}
}

// opBoolean is null for what is absent.
func opBoolean(word string) any {
	if word == "" {
		return nil
	}
	return word == "true"
}

// opinionOfResultOn gives the final result of a document of any kind; date is the
// reference date, YYYY-MM-DD or "".
func opinionOfResultOn(date string, document []byte, processType, verdict string) opFinal {
	if opinionOn(document, processType, verdict).Status != "accepted" {
		return opFinal{}
	}
	top, _ := opParseAny(document)
	if opNamesProvider(top) {
		return opinionOfResult(document, processType, verdict)
	}
	own, _ := opRecognise(top)
	c := &opCollector{values: map[string]string{}, bad: map[string]bool{}}
	for _, p := range own.parts {
		switch p.kind {
		case "onfido-document-report":
			c.onfidoPerson(p.member("properties"))
		case "readid-session":
			c.readIDPerson(p.member("consolidatedIdentityData"), date)
		case "facetec-liveness":
			c.values["livenessDetected"] = "true"
		case "facetec-match":
			c.values["similarityScore"] = "high"
		case "facetec-liveness-match":
			c.values["livenessDetected"], c.values["similarityScore"] = "true", "high"
		}
	}
	return c.final()
}

// onfidoPerson reads the properties of a document report.
func (c *opCollector) onfidoPerson(from opPlace) {
	c.text("firstName", from.member("first_name"))
	c.text("lastName", from.member("last_name"))
	c.take("dateOfExpiry", from.member("date_of_expiry"), opDate)
	c.word("gender", from.member("gender"), "male M female F Male M Female F")
	c.take("nationality", opUnfilled(from.member("nationality")), opCountry)
	c.word("documentType", from.member("document_type"), "passport passport national_identity_card identityCard driving_licence driversLicense "+
		"residence_permit residencePermit work_permit workPermit voter_id voterId passport_card passportCard visa visa")
	for _, entry := range (&opLook{}).listed(from.member("document_numbers")) {
		if number := entry.member("value"); number.presentText() {
			c.text("documentNumber", number)
			break
		}
	}
	c.take("issuingCountry", opUnfilled(from.member("issuing_country")), opCountry)
	c.take("dateOfBirth", from.member("date_of_birth"), opDate)
}

// readIDPerson reads the consolidated data of a session.
func (c *opCollector) readIDPerson(from opPlace, date string) {
	const types = "P passport I identityCard ID identityCard"
	c.text("firstName", opUnfilled(from.member("secondaryIdentifier")))
	c.text("lastName", opUnfilled(from.member("primaryIdentifier")))
	c.take("dateOfExpiry", from.member("dateOfExpiry"), func(text string) string { return opLongDate(text, date, false) })
	c.word("gender", from.member("gender"), "MALE M FEMALE F")
	c.take("nationality", opUnfilled(from.member("nationality")), opCountry)
	c.word("documentType", from.member("documentType"), types)
	if c.values["documentType"] == "" {
		c.word("documentType", from.member("documentCode"), types)
	}
	c.text("documentNumber", opUnfilled(from.member("documentNumber")))
	c.take("issuingCountry", opUnfilled(from.member("issuingCountry")), opCountry)
	c.take("dateOfBirth", from.member("dateOfBirth"), func(text string) string { return opLongDate(text, date, true) })
	c.text("personalIdentificationNumber", opUnfilled(from.member("personalNumber")))
}

// word writes a word as another one: pairs are the one and the other. Fillers of a
// machine-readable zone are no part of it.
func (c *opCollector) word(name string, p opPlace, pairs string) {
	c.take(name, opUnfilled(p), func(text string) string {
		words := strings.Fields(pairs)
		for i := 0; i < len(words); i += 2 {
			if words[i] == text {
				return words[i+1]
			}
		}
		return ""
	})
}

// opUnfilled is what stands at a place, without the fillers of a machine-readable zone.
// Nothing but fillers is an empty text.
func opUnfilled(p opPlace) opPlace {
	if text := opWord(p); strings.Contains(text, "<") {
		isFiller := func(char rune) bool { return char == '<' || char == ' ' }
		p.node = &opNode{kind: '"', text: strings.Join(strings.FieldsFunc(text, isFiller), " ")}
	}
	return p
}

// opLongDate gives a date whose year may have two digits, or "".
func opLongDate(text, reference string, birth bool) string {
	if len(text) != len("YYMMDD") || strings.Trim(text, "0123456789") != "" || reference == "" {
		return opDate(text)
	}
	day := "-" + text[2:4] + "-" + text[4:]
	year, err := strconv.Atoi(reference[:4])
	if err != nil {
		panic(err)
	}
	if birth { // the last such day that is not after the reference
		for ; ; year-- {
			if date := fmt.Sprintf("%04d", year) + day; date[2:4] == text[:2] && date <= reference {
				return opDate(date)
			}
		}
	}
	oldest := fmt.Sprintf("%04d", year-20) + reference[4:]
	for year -= 20; ; year++ { // the first such day that is not more than 20 years before it
		if date := fmt.Sprintf("%04d", year) + day; date[2:4] == text[:2] && date >= oldest {
			return opDate(date)
		}
	}
}

// The cases below were worked out by hand from what is known of the providers.
func TestOpinionOfOwnDocuments(t *testing.T) {
	const document, face = `{"name":"document","result":"clear","sub_result":"clear"}`, `{"name":"facial_similarity_motion","result":"clear"}`
	const live, match = `{"faceScanSecurityChecks":{"a":true},"success":true,"error":false}`, `{"matchLevel":6,"success":true,"error":false}`
	for _, c := range []opinionCase{
		{why: "a document alone", document: document, want: "accepted"},
		{why: "a face alone", document: face, want: "undecided"},
		{why: "the pair", document: `[` + face + `,` + document + `]`, want: "accepted"},
		{why: "in a check", document: `{"reports":[` + face + `,` + document + `]}`, want: "accepted"},
		{why: "the face was asked for", document: document, processType: "documentVideo", want: "undecided"},
		{why: "the face counts where it was taken", document: `[{"name":"facial_similarity_motion","result":"consider"},` + document + `]`, want: "inconclusive"},
		{why: "a motion capture is no process about the document alone", document: `[` + face + `,` + document + `]`, processType: "document", want: "unknown-value /processType"},
		{why: "nor is it a photo", document: `[` + face + `,` + document + `]`, processType: "documentSelfie", want: "unknown-value /processType"},
		{why: "the caller says what the report says", document: `[` + face + `,` + document + `]`, processType: "documentVideo", want: "accepted"},
		{why: "no such process type, and another one besides", document: face, processType: "video", want: "unknown-value /processType"},
		{why: "no such process type", document: document, processType: "video", want: "unknown-value /processType"},
		{why: "parts before what is supplied", document: `[` + document + `,null,` + document + `]`, processType: "video", want: "unknown-value /1 /2 /processType"},
		{why: "goes on", document: `{"reports":[` + document + `],"status":"paused"}`, want: "processing"},
		{why: "taken back and going on", document: `{"reports":[` + document + `,{"name":"facial_similarity_photo","status":"awaiting_data"}],"status":"withdrawn"}`, want: "canceled"},
		{why: "the worst below a breakdown", document: `{"name":"document","result":"clear","sub_result":"clear","breakdown":{"age_validation":{"result":"clear","breakdown":{"x":{"result":"consider"}}}}}`, want: "rejected"},
		{why: "liveness alone", document: live, want: "undecided"},
		{why: "liveness and a match", document: `[` + live + `,` + match + `]`, want: "accepted"},
		{why: "no success of a response with both is of the match", document: `{"faceScanSecurityChecks":{"a":true},"matchLevel":9,"success":false,"error":true}`, want: "failed"},
		{why: "an answer to any call that came to nothing is an error", document: `{"success":false,"error":false,"callData":{"path":"/status"}}`, want: "failed"},
		{why: "its success is no liveness", document: `[{"faceScanSecurityChecks":{"a":true},"error":false},` + match + `,{"success":true,"error":false,"serverInfo":"x"}]`, want: "undecided"},
		{why: "its error is one", document: `[` + live + `,` + match + `,{"success":false,"error":true,"errorMessage":"x"}]`, want: "failed"},
		{why: "not processed", document: `{"faceScanSecurityChecks":{"a":true},"matchLevel":9,"success":true,"error":false,"wasProcessed":false}`, want: "failed"},
		{why: "a session", document: `{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"}}`, want: "accepted"},
		{why: "a shape of several", document: `{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"},"reports":[` + document + `]}`, want: "unknown-provider"},
		{why: "a list of nothing known", document: `[1]`, want: "malformed"},
		{why: "a list of two providers", document: `[` + document + `,` + live + `]`, want: "unknown-provider"},
		{why: "with a provider it is none of these", document: `{"provider":"readid",` + document[1:], want: "undecided"},
	} {
		t.Run(c.why, func(t *testing.T) {
			if got := opinionOn([]byte(c.document), c.processType, c.verdict).String(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// The opinion on years of two digits, held against what can be counted off.
func TestOpinionOfShortYears(t *testing.T) {
	for _, c := range []struct {
		why, text, reference string
		birth                bool
		want                 string
	}{
		{"born on the day", "240506", "2024-05-06", true, "2024-05-06"},
		{"born a day later, and so a century before", "240507", "2024-05-06", true, "1924-05-07"},
		{"ran out exactly 20 years before", "040506", "2024-05-06", false, "2004-05-06"},
		{"a day longer ago, and so still to come", "040505", "2024-05-06", false, "2104-05-05"},
		{"no such day in that century", "000229", "1999-01-01", true, ""},
		{"nothing to refer to", "240506", "", true, ""},
		{"whole already", "2024-05-06", "", false, "2024-05-06"},
		{"seven digits", "2405060", "2024-05-06", false, ""},
	} {
		if got := opLongDate(c.text, c.reference, c.birth); got != c.want {
			t.Errorf("%s: %s at %s gives %q, want %q", c.why, c.text, c.reference, got, c.want)
		}
	}
}
