package verdict_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawnOwn is a document that a provider itself could have sent, and the Get process
// document that says the same.
type drawnOwn struct {
	kind                 string
	value                any // *drawnObject or *drawnList
	counterpart          *drawnObject
	processType, verdict string // supplied by the caller
	date                 string // the reference date, or ""
	life                 string // of the strictest part: "", "processing" or "canceled"
}

// own draws a sound document.
func (d drawer) own() drawnOwn {
	var o drawnOwn
	switch d.below(4) {
	case 0, 1:
		o = d.ownOnfido()
	case 2:
		o = d.ownFaceTec()
	default:
		o = d.ownReadID()
	}
	o.verdict = d.of("", "", "", "rejected", "nonsense") // none of the three looks at it
	return o
}

// ownOf makes the counterpart from the elements below providerSpecific.
func ownOf(provider string, elements ...drawnMember) drawnOwn {
	o := drawnOwn{counterpart: &drawnObject{}}
	o.counterpart.add("provider", drawnText(provider))
	o.counterpart.add("providerSpecific", &drawnObject{elements})
	return o
}

// addAbsent adds a member in one of the forms of absence, or none.
func (d drawer) addAbsent(o *drawnObject, name string) {
	if form := []any{nil, drawnRaw("null"), &drawnObject{}, &drawnList{}}[d.below(4)]; form != nil {
		o.add(name, form)
	}
}

// addWord adds a word, or for "" its absence.
func (d drawer) addWord(o *drawnObject, name, word string) {
	if word == "" {
		d.addAbsent(o, name)
		return
	}
	o.add(name, drawnText(word))
}

// notClear is clear or, in a bad mood, worse.
func (d drawer) notClear(mood int) string {
	return string(d.word(mood, "clear", "unidentified", "consider"))
}

// milder is a word that is no worse than another one, or "".
func (d drawer) milder(than string) string {
	return d.of(append([]string{""}, opOnfidoScale[:slices.Index(opOnfidoScale, than)+1]...)...)
}

// ownSubNames are names of sub-breakdowns, some of them hard on pointers.
var ownSubNames = []string{"image_quality", "mrz", "face_match", "", "a/b", "~1", "document_has_not_been_recorded_as_lost,_stolen_or_compromised", "result"}

// ownBreakdown is a breakdown of which the worst word is the one given.
func (d drawer) ownBreakdown(worst string) *drawnObject {
	b, below := &drawnObject{}, &drawnObject{}
	subs, from := d.below(4), d.below(len(ownSubNames))
	holder := d.below(subs + 1)
	for i := range subs + 1 {
		word := worst
		if i != holder {
			word = d.milder(worst)
		}
		if i == 0 {
			d.addWord(b, "result", word)
			continue
		}
		sub := &drawnObject{}
		d.addWord(sub, "result", word)
		if d.percent(30) {
			sub.add("properties", &drawnObject{})
		}
		below.add(ownSubNames[(from+i)%len(ownSubNames)], sub)
	}
	if subs > 0 || d.percent(30) {
		b.add("breakdown", below)
	}
	return b
}

// ownBreakdowns draws some, below their names in the report and in Get process.
func (d drawer) ownBreakdowns(report, element *drawnObject, mood int, names map[string]string) {
	all := &drawnObject{}
	for _, snake := range slices.Sorted(maps.Keys(names)) {
		if d.percent(50) {
			d.addAbsent(all, snake)
			continue
		}
		worst := d.notClear(mood)
		all.add(snake, d.ownBreakdown(worst))
		element.add(names[snake], drawnText(worst))
	}
	report.add("breakdown", all)
}

var (
	ownDocumentBreakdowns = map[string]string{
		"age_validation": "ageValidation", "compromised_document": "compromisedDocument", "data_comparison": "dataComparison",
		"data_consistency": "dataConsistency", "data_validation": "dataValidation", "image_integrity": "imageIntegrity",
		"police_record": "policeRecord", "visual_authenticity": "visualAuthenticity",
	}
	ownFaceBreakdowns = map[string]string{"image_integrity": "imageIntegrity", "face_comparison": "faceComparison", "visual_authenticity": "visualAuthenticity"}
	ownDocumentNames  = []string{"document", "document", "document_video", "document_with_driver_verification"}
	ownFaceNames      = []string{"facial_similarity_photo", "facial_similarity_photo_fully_auto", "facial_similarity_video", "facial_similarity_motion"}
	ownOtherNames     = []string{"known_faces", "watchlist_aml", "device_intelligence"}
)

// ownDocument draws a document report and its counterpart.
func (d drawer) ownDocument(mood int) (report, element *drawnObject) {
	report, element = &drawnObject{}, &drawnObject{}
	report.add("name", drawnText(d.of(ownDocumentNames...)))
	result, subResult := d.notClear(mood), string(d.word(mood, "clear", "caution", "suspected", "rejected"))
	if d.percent(8) {
		subResult = ""
	}
	report.add("result", drawnText(result))
	element.add("result", drawnText(result))
	d.addWord(report, "sub_result", subResult)
	d.addWord(element, "subResult", subResult)
	d.ownBreakdowns(report, element, mood/2, ownDocumentBreakdowns)
	properties := &drawnObject{}
	d.ownPerson(properties, element, mood)
	report.add("properties", properties)
	return report, element
}

// ownPerson draws whom a document is of.
func (d drawer) ownPerson(properties, element *drawnObject, mood int) {
	same := func(snake, camel string, words ...string) {
		if d.percent(60) {
			word := d.of(words...)
			properties.add(snake, drawnText(word))
			element.add(camel, drawnText(word))
		}
	}
	country := func(snake, camel string) {
		if d.percent(60) {
			word := d.of(drawnCountries...)
			properties.add(snake, drawnText(word))
			element.add(camel, drawnText(ownUnfilled(word)))
		}
	}
	same("first_name", "firstName", "Eva", "é\u2028", " ", "")
	same("last_name", "lastName", "Lind", "X<&>1")
	country("nationality", "nationality")
	country("issuing_country", "issuingCountry")
	same("date_of_birth", "dateOfBirth", drawnDates...)
	same("date_of_expiry", "dateOfExpiry", drawnDates...)
	if d.percent(60) {
		own := d.of("male", "female", "Male", "Female")
		properties.add("gender", drawnText(own))
		element.add("gender", drawnText(strings.ToUpper(own[:1])))
	}
	if d.percent(60) {
		types := map[string]string{"passport": "passport", "national_identity_card": "identityCard", "driving_licence": "driversLicense", "visa": "visa"}
		own := d.of(slices.Sorted(maps.Keys(types))...)
		if d.percent(mood / 2) {
			own, types["unknown"] = "unknown", "unknown"
		}
		properties.add("document_type", drawnText(own))
		element.add("documentType", drawnText(types[own]))
	}
	if d.percent(60) {
		numbers := &drawnList{}
		for range d.below(3) {
			numbers.items = append(numbers.items, []any{drawnRaw("null"), &drawnObject{}, &drawnObject{[]drawnMember{{"value", drawnText("")}}}}[d.below(3)])
		}
		numbers.items = append(numbers.items, &drawnObject{[]drawnMember{{"type", drawnText("document_number")}, {"value", drawnText("ZX1")}}},
			&drawnObject{[]drawnMember{{"value", drawnText("ZX2")}}})
		properties.add("document_numbers", numbers)
		element.add("documentNumber", drawnText("ZX1"))
	}
}

// ownFace draws a face report and its counterpart.
func (d drawer) ownFace(mood int) (report, element *drawnObject, processType string) {
	report, element = &drawnObject{}, &drawnObject{}
	name := d.of(ownFaceNames...)
	processType = "documentSelfie"
	if strings.HasSuffix(name, "video") || strings.HasSuffix(name, "motion") {
		processType = "documentVideo"
	}
	result := d.notClear(mood)
	report.add("name", drawnText(name))
	report.add("result", drawnText(result))
	element.add("result", drawnText(result))
	d.ownBreakdowns(report, element, mood/2, ownFaceBreakdowns)
	return report, element, processType
}

// ownOnfido draws one or two reports, as they come in a check, an event or a list.
func (d drawer) ownOnfido() drawnOwn {
	mood := d.mood()
	var reports []any
	var elements []drawnMember
	processType, kind := "document", "onfido-document-report"
	which := d.below(8) // mostly both
	if which != 0 && which != 7 {
		report, element := d.ownDocument(mood)
		reports, elements = append(reports, report), append(elements, drawnMember{"documentVerification", element})
	}
	if which != 1 && which != 7 {
		report, element, asked := d.ownFace(mood)
		reports, elements = append(reports, report), append(elements, drawnMember{"facialSimilarity", element})
		processType, kind = asked, "onfido-face-report"
	}
	o := ownOf("onfido", elements...)
	o.life = d.ownLife(reports)
	if d.percent(20) {
		if kind != "onfido-face-report" { // which says the process type itself
			processType = d.of("document", "documentSelfie", "documentVideo")
		}
		o.processType = processType
	}
	if len(reports) > 0 || o.processType != "" {
		o.counterpart.add("processType", drawnText(processType))
	}
	if len(reports) == 0 {
		kind = "onfido-other-report"
	}
	if len(reports) == 0 || d.percent(20) {
		reports = append(reports, &drawnObject{[]drawnMember{{"name", drawnText(d.of(ownOtherNames...))}, {"result", drawnText("consider")}}})
	}
	if d.percent(50) {
		slices.Reverse(reports)
	}
	o.kind, o.value = kind, reports[0]
	if len(reports) > 1 || d.percent(50) {
		o.kind, o.value = d.ownTogether(kind, reports, &o.life)
	}
	if o.life != "" {
		o.counterpart.add("status", drawnText(o.life))
	}
	return o
}

// ownLife says of each report where it stands in its life, and gives the strictest.
func (d drawer) ownLife(reports []any) (life string) {
	for _, report := range reports {
		report := report.(*drawnObject)
		switch d.below(24) {
		case 0:
			report.add("status", drawnText(d.of("awaiting_data", "awaiting_approval", "in_progress")))
			life = opWorst([]string{life, "processing"}, "processing", "canceled")
		case 1:
			report.add("status", drawnText("complete")) // without a status and a result it would be no report
			report.members[report.index("result")].value = []any{drawnRaw("null"), drawnText("pending"), &drawnObject{}}[d.below(3)]
			life = opWorst([]string{life, "processing"}, "processing", "canceled")
		case 2:
			report.add("status", drawnText(d.of("withdrawn", "cancelled", "canceled")))
			life = "canceled"
		default:
			d.addWord(report, "status", d.of("complete", "complete", ""))
		}
	}
	return life
}

// ownTogether puts reports into checks, events and lists. One that is alone is of
// the kind given, and may stay as it is.
func (d drawer) ownTogether(kind string, reports []any, life *string) (string, any) {
	if d.percent(50) {
		check := d.ownCheck(reports, life)
		if d.percent(40) {
			return "onfido-webhook", ownEvent("check", check)
		}
		return "onfido-check", check
	}
	list := &drawnList{}
	for _, report := range reports {
		switch d.below(4) {
		case 0:
			kind, report = "onfido-check", d.ownCheck([]any{report}, life)
		case 1:
			kind, report = "onfido-webhook", ownEvent("report", report)
		}
		list.items = append(list.items, report)
	}
	if len(list.items) == 1 && d.percent(50) {
		return kind, list.items[0]
	}
	return "onfido-reports", list
}

// ownCheck is a check with reports, whose life is the strictest of its own and
// theirs.
func (d drawer) ownCheck(reports []any, life *string) *drawnObject {
	check := &drawnObject{}
	switch d.below(24) {
	case 0:
		check.add("status", drawnText(d.of("in_progress", "awaiting_applicant", "paused", "reopened")))
		*life = opWorst([]string{*life, "processing"}, "processing", "canceled")
	case 1:
		check.add("status", drawnText(d.of("withdrawn", "cancelled", "canceled")))
		*life = "canceled"
	default:
		d.addWord(check, "status", d.of("complete", ""))
	}
	check.add("reports", &drawnList{items: reports})
	return check
}

func ownEvent(type_ string, resource any) *drawnObject {
	payload := &drawnObject{[]drawnMember{{"resource_type", drawnText(type_)}, {"resource", resource}}}
	return &drawnObject{[]drawnMember{{"payload", payload}}}
}

// ownReadID draws a session.
func (d drawer) ownReadID() drawnOwn {
	chip := &drawnObject{}
	mood := d.mood()
	d.addWord(chip, "chipVerification", string(d.word(3+mood/2, "SUCCEEDED", "FAILED", "")))
	d.addWord(chip, "chipCloneDetection", string(d.word(10+2*mood, "SUCCEEDED", "NOT_AVAILABLE", "NOT_SUPPORTED", "NOT_PRESENT", "FAILED", "")))
	data := &drawnObject{slices.Clone(chip.members)}
	o := ownOf("readid", drawnMember{"consolidatedIdentityData", chip})
	o.date = d.of("2024-05-06", "2000-02-29", "1999-12-31", "2100-01-01")
	d.ownHolder(data, chip, o.date)
	o.kind, o.value = "readid-session", &drawnObject{[]drawnMember{{"consolidatedIdentityData", data}}}
	return o
}

// ownHolder draws whom a chip is of, in the words of machine-readable zones.
func (d drawer) ownHolder(data, chip *drawnObject, reference string) {
	add := func(own, value, name, written string) {
		data.add(own, drawnText(value))
		chip.add(name, drawnText(written))
	}
	if d.percent(60) {
		names := map[string]string{"EVA<NORA<<<": "EVA NORA", "EVA": "EVA", "<<EVA": "EVA", "O'HARA-LI": "O'HARA-LI", "<<<": "", "A  B": "A  B"}
		own := d.of(slices.Sorted(maps.Keys(names))...)
		add("secondaryIdentifier", own, "firstName", names[own])
	}
	if d.percent(60) {
		add("primaryIdentifier", "VAN<DER<BERG", "lastName", "VAN DER BERG")
		add("personalNumber", "EX<<", "personalIdentificationNumber", "EX")
		add("documentNumber", "ZX1<<<<<<", "documentNumber", "ZX1")
	}
	if d.percent(60) {
		add("gender", "MALE"+d.fillers(), "gender", "M")
		add("documentCode", d.of("I", "ID")+d.fillers(), "documentType", "identityCard")
	}
	if d.percent(60) {
		country := d.of(append([]string{""}, drawnCountries...)...)
		after, before := country+d.fillers(), d.fillers()+country
		add("nationality", after, "nationality", ownUnfilled(after))
		add("issuingCountry", before, "issuingCountry", ownUnfilled(before))
	}
	if d.percent(60) {
		years := []int{0, 1, 24, 30, 60, 79, 99}
		born, runsOut := d.day(reference, -years[d.below(7)]), d.day(reference, years[d.below(6)]-20)
		add("dateOfBirth", d.short(born), "dateOfBirth", born)
		add("dateOfExpiry", d.short(runsOut), "dateOfExpiry", runsOut)
	}
}

// fillers are some of a machine-readable zone, or none.
func (d drawer) fillers() string { return d.of("", "", "<", "<<") }

// ownUnfilled is a text without fillers.
func ownUnfilled(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "<", " ")), " ")
}

// day is the reference date so many years on, on the same day or, where no year may
// lack it, on the last of February.
func (d drawer) day(reference string, years int) string {
	year := int(dayOf(reference).Year()) + years
	day := reference[4:]
	if day == "-02-29" {
		day = "-02-28"
	}
	if years < 0 && day == "-02-28" {
		day = "-03-01"
	}
	return fmt.Sprintf("%04d%s", year, day)
}

// short writes a date with two digits for the year, now and then the whole of it.
func (d drawer) short(date string) string {
	if d.percent(20) {
		return date
	}
	return date[2:4] + date[5:7] + date[8:]
}

// ownFaceTec draws responses: one with liveness and match, or one of each, or one of
// them alone.
func (d drawer) ownFaceTec() drawnOwn {
	mood := d.mood()
	liveness, matching := &drawnObject{}, &drawnObject{}
	o := ownOf("facetec", drawnMember{"liveness", liveness}, drawnMember{"matching", matching})
	switch d.below(8) {
	case 0, 1:
		o.kind, o.value = "facetec-liveness-match", d.ownBoth(liveness, matching, mood)
	case 2:
		o.kind, o.value = "facetec-liveness", d.ownLiveness(liveness, mood)
	case 3:
		o.kind, o.value = "facetec-match", d.ownMatch(matching, mood)
	case 4:
		o.kind, o.value = "facetec-response", d.ownResponse(liveness, mood)
	default:
		first := d.ownLiveness
		if d.percent(20) {
			first = d.ownResponse
		}
		parts := []any{first(liveness, mood), d.ownMatch(matching, mood)}
		if d.percent(50) {
			slices.Reverse(parts)
		}
		o.kind, o.value = "facetec-responses", &drawnList{items: parts}
	}
	return o
}

// ownBoth is a response with liveness checks and a match, whose success is the
// match's, and says something of the liveness only if it is true.
func (d drawer) ownBoth(liveness, matching *drawnObject, mood int) *drawnObject {
	both := d.ownMatch(matching, mood)
	checks := d.ownChecks(mood)
	both.add("faceScanSecurityChecks", checks)
	liveness.add("faceScanSecurityChecks", checks)
	if success := matching.members[matching.index("success")].value; success == drawnRaw("true") {
		liveness.add("success", success)
	}
	return both
}

func (d drawer) ownLiveness(element *drawnObject, mood int) *drawnObject {
	response, checks := &drawnObject{}, d.ownChecks(mood)
	response.add("faceScanSecurityChecks", checks)
	element.add("faceScanSecurityChecks", checks)
	d.ownSuccess(response, element, mood/3)
	d.ownError(response, element, mood/3)
	return response
}

func (d drawer) ownChecks(mood int) *drawnObject {
	return d.set(drawnCheckNames, 1, func() any {
		if d.percent(3) {
			return drawnRaw("null")
		}
		return d.truth(!d.percent(mood / 4))
	})
}

func (d drawer) ownMatch(element *drawnObject, mood int) *drawnObject {
	level := 6 + d.below(10)
	if d.percent(20 + mood) {
		level = d.below(6)
	}
	response := &drawnObject{}
	response.add("matchLevel", d.number(level))
	element.add("matchLevel", drawnRaw(strconv.Itoa(level)))
	d.ownSuccess(response, element, mood/3)
	d.ownError(response, element, mood/3)
	return response
}

// ownResponse has neither checks nor a match, so its success is that of nobody knows
// what.
func (d drawer) ownResponse(element *drawnObject, mood int) *drawnObject {
	response := &drawnObject{}
	response.add("serverInfo", drawnText("9.6"))
	said := &drawnObject{} // which has no counterpart
	came := d.ownSuccess(response, said, 50+mood/3)
	failed := d.ownError(response, said, 50+mood/3) || !came
	element.add("error", drawnRaw(strconv.FormatBool(failed)))
	return response
}

func (d drawer) ownSuccess(response, element *drawnObject, percent int) bool {
	success := !d.percent(percent)
	response.add("success", d.truth(success))
	element.add("success", drawnRaw(strconv.FormatBool(success)))
	return success
}

// ownError says whether there was an error: by the word itself, or because nothing
// was processed.
func (d drawer) ownError(response, element *drawnObject, percent int) bool {
	failed, unprocessed := d.percent(percent), d.percent(percent)
	response.add("error", d.truth(failed))
	if unprocessed || d.percent(50) {
		response.add("wasProcessed", d.truth(!unprocessed))
	}
	element.add("error", drawnRaw(strconv.FormatBool(failed || unprocessed)))
	return failed || unprocessed
}

// ownWords are the words of providers' own documents, which are put where they do not
// belong.
var ownWords = []string{
	"document", "facial_similarity_video", "known_faces", "check", "report", "complete", "in_progress", "withdrawn", "cancelled",
	"awaiting_data", "paused", "pending", "clear", "unidentified", "consider", "suspected", "unknown", "SUCCEEDED", "FAILED", "NOT_PRESENT", "true", "false",
}

// spoilOwn changes one place of a document, be it that of a part.
func (d drawer) spoilOwn(o *drawnOwn) {
	holder := &drawnObject{[]drawnMember{{"whole", o.value}}}
	places := drawnPlaces(holder, "")
	place := places[d.below(len(places))]
	switch kind := d.below(10); {
	case kind < 3:
		place.set(drawnText(d.of(ownWords...)))
	case kind == 3:
		place.set(&drawnList{items: []any{place.value()}})
	case kind == 4 && place.list != nil:
		more := []any{place.value(), drawnRaw("null"), place.list.items[0]}[d.below(3)]
		place.list.items = slices.Insert(place.list.items, d.below(len(place.list.items)), more)
	default:
		d.spoilAt(place)
	}
	if i := holder.index("whole"); i >= 0 && len(holder.members) > 0 {
		o.value = holder.members[i].value
	}
}

// drawnOwnCase is one draw, spoiled here and there.
type drawnOwnCase struct {
	document             string
	processType, verdict string
	date                 string
}

var drawnOwnCases = rapid.Custom(func(t *rapid.T) drawnOwnCase {
	d := drawer{t}
	o := d.own()
	for range d.spoils() {
		d.spoilOwn(&o)
	}
	if d.percent(5) {
		if top, ok := o.value.(*drawnObject); ok {
			top.add("provider", []any{drawnRaw("null"), drawnText("onfido"), drawnText(""), drawnRaw("1"), &drawnObject{}}[d.below(5)])
		}
	}
	if d.percent(40) {
		d.shuffle(o.value)
	}
	document := d.render(o.value)
	if d.percent(4) && strings.Contains(document, "{") {
		document = string(d.corrupt([]byte(document)))
	}
	c := drawnOwnCase{document, o.processType, o.verdict, o.date}
	if d.percent(10) {
		c.processType = d.of("document", "documentVideo", "selfie", " ", "\xff")
	}
	if d.percent(30) {
		c.date = d.of("", "2024-05-06", "1900-03-01", "2048-02-29")
	}
	return c
})

// Fixed seeds: the counts below are the same in every run.
func TestDrawOwnReachesEveryAnswer(t *testing.T) {
	const draws, least = 3000, 10
	seen := map[string]int{}
	for seed := range draws {
		c := drawnOwnCases.Example(seed)
		a := opinionOn([]byte(c.document), c.processType, c.verdict)
		if top, ok := opParseAny([]byte(c.document)); ok && !opNamesProvider(top) {
			if own, refusal := opRecognise(top); refusal == "" {
				seen[own.kind]++
				seen[own.provider+" "+a.Status+a.Kind]++
				continue
			}
		}
		seen[a.Status+a.Kind]++
	}
	t.Log(seen)
	want := []string{"malformed", "unknown-provider", "onfido accepted", "onfido rejected", "onfido inconclusive", "onfido processing", "onfido canceled",
		"onfido undecided", "onfido unknown-value", "readid accepted", "readid rejected", "readid inconclusive", "readid undecided", "readid unknown-value",
		"facetec accepted", "facetec rejected", "facetec inconclusive", "facetec failed", "facetec undecided", "facetec unknown-value"}
	for _, table := range wholeBook().All() {
		for _, k := range table.Documents {
			want = append(want, k.Name)
		}
	}
	for _, name := range want {
		if seen[name] < least {
			t.Errorf("%s: %d of %d draws, want at least %d", name, seen[name], draws, least)
		}
	}
}
