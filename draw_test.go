package verdict_test

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// drawDocument draws a document, and what a caller supplies beside it. It
// starts from a document that its provider could have sent and spoils no, one
// or a few places of it, so that documents are mostly sound, or nearly so.
func drawDocument(t *rapid.T) (document []byte, processType, verdict string) {
	d := drawer{t}
	drawn := d.process()
	for range d.spoils() {
		d.spoil(drawn.top)
	}
	if d.percent(40) {
		d.shuffle(drawn.top)
	}
	document = []byte(d.render(drawn.top))
	if d.percent(4) {
		document = d.corrupt(document)
	}
	return document, drawn.processType, drawn.verdict
}

// drawnProcess is a sound process, before anything is spoiled.
type drawnProcess struct {
	top                  *drawnObject
	processType, verdict string // supplied by the caller
}

// The values of a drawn document: *drawnObject, *drawnList, drawnText (a
// string by its value) and drawnRaw (JSON as it stands).
type (
	drawnObject struct{ members []drawnMember }
	drawnMember struct {
		name  string
		value any
	}
	drawnList struct{ items []any }
	drawnText string
	drawnRaw  string
)

func (o *drawnObject) add(name string, value any) {
	o.members = append(o.members, drawnMember{name, value})
}

func (o *drawnObject) index(name string) int {
	for i, member := range o.members {
		if member.name == name {
			return i
		}
	}
	return -1
}

// drawer makes every choice from the bits of one rapid.T, evenly: rapid's own
// ranges prefer small values, which would starve the later choices of a list.
// All-zero bits, to which rapid shrinks, choose the first and plainest thing.
type drawer struct{ t *rapid.T }

func (d drawer) below(n int) int {
	if n <= 1 {
		return 0
	}
	width := bits.Len(uint(n)) + 4
	return rapid.Custom(func(t *rapid.T) int {
		v := 0
		for range width {
			v <<= 1
			if rapid.Bool().Draw(t, "") {
				v |= 1
			}
		}
		return int(int64(n) * int64(v) >> width)
	}).Draw(d.t, "choice")
}

func (d drawer) percent(p int) bool { return d.below(100) >= 100-p }

func (d drawer) of(words ...string) string { return words[d.below(len(words))] }

// mood is how likely a signal of a sound document is a bad one, in percent.
func (d drawer) mood() int { return []int{0, 0, 5, 15, 30, 60}[d.below(6)] }

// spoils is how many places of a sound document get spoiled.
func (d drawer) spoils() int { return []int{0, 0, 0, 0, 0, 1, 1, 1, 2, 4}[d.below(10)] }

// word is the best word of a scale, or in a bad mood one of the others.
func (d drawer) word(mood int, best string, others ...string) drawnText {
	if d.percent(mood) {
		return drawnText(d.of(others...))
	}
	return drawnText(best)
}

// truth is a boolean in one of its two spellings.
func (d drawer) truth(value bool) any {
	if d.percent(30) {
		return drawnText(strconv.FormatBool(value))
	}
	return drawnRaw(strconv.FormatBool(value))
}

// number is a small whole number in one of its many spellings.
func (d drawer) number(n int) drawnRaw {
	s := strconv.Itoa(n)
	spellings := []string{s, s, s, s, s, s + ".0", s + "e0", s + ".000E+0", s + "e-0"}
	switch {
	case n == 0:
		spellings = append(spellings, "-0", "0e99", "-0.0e99999999999999999999", "0.00E-7")
	case n < 10:
		spellings = append(spellings, s+"0e-1", s+"000e-3", "0."+s+"e1", "0.000000000000000000000000"+s+"E+25")
	default:
		spellings = append(spellings, s+"0e-1", s+"000e-3", s[:1]+"."+s[1:]+"e1", "0."+s+"e2")
	}
	return drawnRaw(d.of(spellings...))
}

// set draws a set of 0 to 4 entries, at least one of them where a sound
// document has some; value draws an entry.
func (d drawer) set(names []string, least int, value func() any) *drawnObject {
	set := &drawnObject{}
	start := d.below(len(names))
	for i := range least + d.below(5-least) {
		set.add(names[(start+i)%len(names)], value())
	}
	return set
}

func (d drawer) process() drawnProcess {
	p := drawnProcess{top: &drawnObject{}}
	mood := d.mood()
	provider := d.of("onfido", "eid", "readid", "facetec", "signicatpaper", "connect",
		"onfido", "eid", "signicatvideoid", "webid")
	specific := &drawnObject{}
	own := ""
	switch provider {
	case "onfido":
		own = d.of("documentSelfie", "document", "documentVideo", "")
		d.onfido(specific, mood, own)
	case "eid", "signicatvideoid":
		own = d.of("substantial", "", "substantialFullyAuto", "high", "attended", "unattended", "hybrid")
		if own == "attended" || own == "unattended" || own == "high" || d.percent(15) {
			p.verdict = d.of("accepted", "rejected", "inconclusive", "failed", "failed", "")
		}
		d.eid(specific, mood)
	case "readid":
		own = d.of("ready", "")
		d.readid(specific, mood)
	case "facetec":
		d.facetec(specific, mood)
	case "signicatpaper":
		d.paper(specific, mood)
	case "connect":
		provider = d.of("connect:idin", "connect:nbid", "connect:A.b_c-9")
		d.connect(specific, mood)
	case "webid":
		own = d.of("videoid", "accountid", "")
		d.webid(specific, mood)
	}

	p.top.add("provider", drawnText(provider))
	if d.percent(60) {
		p.top.add("status", drawnText(d.status()))
	}
	if own != "" {
		p.top.add("processType", drawnText(own))
	}
	p.top.add("providerSpecific", specific)
	if d.percent(8) {
		p.top.add("failReason", d.failReason())
	}
	if d.percent(20) {
		p.top.add("createdAt", drawnText("2024-05-06T07:08:09Z"))
	}
	if d.percent(10) {
		p.top.add("verdict", drawnText("rejected")) // in a document it means nothing
	}
	if p.verdict == "" && d.percent(10) {
		p.verdict = d.of("accepted", "rejected", "inconclusive", "failed", "canceled", "Accepted")
	}
	p.processType = d.supplied(own)
	return p
}

// supplied is what the caller says of the process type: mostly nothing, else
// often what the document says.
func (d drawer) supplied(own string) string {
	switch {
	case d.percent(25):
		return own
	case d.percent(8):
		return d.of("document", "documentSelfie", "documentVideo", "attended", "high", "substantial", "selfie", " ")
	}
	return ""
}

func (d drawer) status() string {
	return d.of("accepted", "rejected", "inconclusive", "accepted", "rejected", "inconclusive",
		"accepted", "rejected", "inconclusive", "accepted", "rejected", "inconclusive",
		"accepted", "rejected", "inconclusive", "accepted", "rejected", "inconclusive",
		"pending", "processing", "canceled", "cancelled", "failed", "pending", "processing", "not_matched")
}

func (d drawer) failReason() any {
	explained := &drawnObject{}
	explained.add("type", drawnText("InactiveUser.Aborted"))
	unexplained := &drawnObject{}
	unexplained.add("type", drawnRaw("null"))
	return []any{
		explained, unexplained, &drawnObject{}, &drawnList{}, drawnRaw("null"),
		drawnText("upload_failed"), drawnText(""), drawnRaw("false"), &drawnList{items: []any{explained}}, drawnRaw("1"),
	}[d.below(10)]
}

func (d drawer) onfido(specific *drawnObject, mood int, processType string) {
	document := &drawnObject{}
	document.add("result", d.word(mood, "clear", "unidentified", "consider"))
	document.add("subResult", d.word(mood, "clear", "caution", "suspected", "rejected"))
	document.add("documentType", d.word(mood/2, d.of("passport", "identityCard", "Unknown"), "unknown"))
	age := "ageValidation"
	if d.percent(25) {
		age = "ageComparison"
	}
	for _, name := range []string{
		age, "compromisedDocument", "dataComparison", "dataConsistency", "dataValidation",
		"imageIntegrity", "policeRecord", "visualAuthenticity",
	} {
		if d.percent(50) {
			document.add(name, d.word(mood/2, "clear", "unidentified", "consider"))
		}
	}
	specific.add("documentVerification", document)

	if processType == "document" && d.percent(70) {
		return
	}
	face := &drawnObject{}
	face.add("result", d.word(mood, "clear", "unidentified", "consider"))
	for _, name := range []string{"imageIntegrity", "faceComparison", "visualAuthenticity"} {
		if d.percent(40) {
			face.add(name, d.word(mood, "clear", "unidentified", "consider"))
		}
	}
	if d.percent(20) {
		face.add("similarityScore", drawnText("high"))
	}
	specific.add("facialSimilarity", face)
}

// Names for the entries of open sets, some of them hard on pointers and order.
var (
	drawnCheckNames = []string{
		"nonExpired", "notBWCopy", "dataIntegrity", "a/b", "a~b", "~1", "", "é", "10", "9", "Z", "a", "\uff61", "\U0001f600", "a\x00", " ",
	}
	drawnFieldNames = []string{
		"dateOfBirth", "documentNumber", "driving_permits", "drivingPermits", "a/b", "~0", "", "B", "b", "\ufffd", "\U00010000",
	}
)

func (d drawer) eid(specific *drawnObject, mood int) {
	ocr := &drawnObject{}
	ocr.add("securityChecks", d.set(drawnCheckNames, 1, func() any {
		check := &drawnObject{}
		check.add("valid", d.truth(!d.percent(mood/3)))
		return check
	}))
	features := &drawnList{}
	for range 1 + d.below(4) {
		feature := &drawnObject{}
		feature.add("found", d.truth(!d.percent(mood/2)))
		if d.percent(20) {
			feature.add("name", drawnText("Header"))
		}
		features.items = append(features.items, feature)
	}
	ocr.add("features", features)
	ocr.add("similarityScore", d.word(mood, "high", "medium", "verylow", "High"))
	if d.percent(50) {
		ocr.add("livenessDetected", d.truth(!d.percent(mood/2)))
	}
	specific.add("ocr", ocr)
	if d.percent(8) {
		approval := &drawnObject{}
		approval.add("agent", drawnText("x"))
		specific.add("manualApproval", []any{approval, &drawnObject{}, drawnRaw("false"), drawnText("")}[d.below(4)])
	}
}

func (d drawer) readid(specific *drawnObject, mood int) {
	chip := &drawnObject{}
	chip.add("chipVerification", d.word(mood/2, "SUCCEEDED", "FAILED"))
	if d.percent(80) {
		chip.add("chipCloneDetection", d.word(10+2*mood, "SUCCEEDED", "NOT_AVAILABLE", "NOT_SUPPORTED", "NOT_PRESENT", "FAILED", "FAILED"))
	}
	specific.add(d.of("consolidatedIdentityData", "consolidatedIdentityData", "session"), chip)
}

func (d drawer) facetec(specific *drawnObject, mood int) {
	liveness := &drawnObject{}
	liveness.add("faceScanSecurityChecks", d.set(drawnCheckNames, 1, func() any {
		return d.truth(!d.percent(mood / 4))
	}))
	liveness.add("success", d.truth(!d.percent(mood/3)))
	if d.percent(60) {
		liveness.add("error", d.truth(d.percent(mood/3)))
	}
	level := 6 + d.below(10)
	if d.percent(20 + mood) {
		level = d.below(6)
	}
	matching := &drawnObject{}
	matching.add("success", d.truth(!d.percent(mood/3)))
	matching.add("matchLevel", d.number(level))
	if d.percent(60) {
		matching.add("error", d.truth(d.percent(mood/3)))
	}
	if d.percent(20) {
		attempt := &drawnObject{}
		attempt.add("matchLevel", d.number(d.below(16)))
		matching.add("attempts", &drawnList{items: []any{attempt}})
	}
	specific.add("liveness", liveness)
	specific.add("matching", matching)
}

func (d drawer) paper(specific *drawnObject, mood int) {
	verification := &drawnObject{}
	verification.add("status", d.truth(!d.percent(mood/2)))
	verification.add("type", d.word(mood, d.of("MRZ_FEATURE_COMPARISON", "MRZ_ONLY"), "FEATURES_ONLY"))
	specific.add("verification", verification)
	if !d.percent(mood / 2) {
		mrz := &drawnObject{}
		mrz.add("firstName", []any{drawnText("Eva"), drawnRaw("null")}[d.below(2)])
		specific.add("mrz", mrz)
	}
	if d.percent(mood / 4) {
		specific.add("errors", &drawnList{items: []any{[]any{drawnText("x"), drawnRaw("null"), &drawnObject{}}[d.below(3)]}})
	} else if d.percent(20) {
		specific.add("errors", &drawnList{})
	}
	for _, name := range []string{"mrzChecksum", "mrzVerification", "featuresVerification"} {
		if d.percent(40) {
			specific.add(name, d.set(drawnFieldNames, 0, func() any {
				return d.word(mood/6, d.of("VALID", "VALID", "FOUND", "MISSING"), "INVALID")
			}))
		}
	}
	if d.percent(40) {
		specific.add("mrzFeatureMatching", d.set(drawnFieldNames, 0, func() any {
			return d.word(mood/6, d.of("FULL_MATCH", "LEVENSHTEIN1", "MISSING", "invalid"), "INVALID")
		}))
	}
}

func (d drawer) connect(specific *drawnObject, mood int) {
	if d.percent(40 + mood) {
		failure := &drawnObject{}
		failure.add("error", drawnText("access_denied"))
		failure.add("errorDescription", drawnText(d.of(
			"Not completed. urn:signicat:error:usercancel; Aborted",
			"Not completed. urn:signicat:error:internal:Expired; ",
			"urn:signicat:error:usercancel",
			"urn:signicat:error:usercancel\tx",
			"xurn:signicat:error:usercancel;",
			"urn:signicat:error:usercancel:x; y",
			"urn:signicat:error:usercancel.",
			"urn:signicat:error:Usercancel; y",
			"urn:signicat:error:usercancel\u00a0y",
			"urn:signicat:error; urn:signicat:error:usercancel",
			"urn:signicat:error:x urn:signicat:error:usercancel",
			"urn:signicat:errorusercancel",
			"urn:signicat:usercancel", "usercancel", "",
		)))
		specific.add("error", failure)
	}
	if specific.index("error") < 0 || d.percent(20) {
		specific.add(d.of("idToken", "idToken", "idtoken"), drawnText("aa.bb.cc"))
	}
	if d.percent(30) {
		specific.add("userInfo", drawnText("aa.bb.cc.dd.ee"))
	}
}

func (d drawer) webid(specific *drawnObject, mood int) {
	specific.add("outcome", d.word(mood, "successful", "mismatch", "rejected"))
	if d.percent(20) {
		specific.add("mismatches", &drawnList{items: []any{drawnText("lastName")}})
	}
}

// drawnAliases are the members that have two names.
var drawnAliases = map[string]string{
	"session": "consolidatedIdentityData", "consolidatedIdentityData": "session",
	"ageComparison": "ageValidation", "ageValidation": "ageComparison",
	"idtoken": "idToken", "idToken": "idtoken",
}

// drawnWords are all words of all providers, and some of none.
var drawnWords = []string{
	"unknown", "none", "UNKNOWN", "accepted", "inconclusive", "failed", "rejected", "canceled", "cancelled", "pending", "processing",
	"document", "documentSelfie", "selfie", "clear", "unidentified", "consider", "caution", "suspected", "passport",
	"attended", "unattended", "high", "substantial", "medium", "SUCCEEDED", "FAILED", "NOT_AVAILABLE", "NOT_SUPPORTED",
	"NOT_PRESENT", "MRZ_ONLY", "MRZ_FEATURE_COMPARISON", "FEATURES_ONLY", "VALID", "FOUND", "MISSING", "INVALID",
	"LEVENSHTEIN1", "successful", "mismatch", "onfido", "eid", "connect:", "connect:a b", "true", "false",
}

// drawnNearMisses are values that are almost something else.
var drawnNearMisses = []string{
	`null`, `{}`, `[]`, `""`, `" "`, `true`, `false`, `"true"`, `"false"`, `"True"`, `"FALSE"`, `"null"`,
	`0`, `1`, `-1`, `-0`, `5`, `6`, `16`, `6.5`, `"6"`, `5.99999999999999999999`, `1e400`, `-1e400`, `1e-400`, `15.00000000000000000001`,
	`1.60e1`, `1e99999999999999999999`, `1e-99999999999999999999`, `-5e-1`,
	`[null]`, `[{}]`, `[[]]`, `[true]`, `["clear"]`, `{"":null}`, `{"a":1}`, `{"valid":true}`, `{"found":null}`, `{"valid":{}}`, `{"a":null,"b":[]}`,
}

// spoil changes one place of a document: a member of some object, or an item
// of some list. Places inside providerSpecific are preferred.
func (d drawer) spoil(top *drawnObject) {
	places := drawnPlaces(top, "")
	if i := top.index("providerSpecific"); i >= 0 && d.percent(75) {
		if inside := drawnPlaces(top.members[i].value, ""); len(inside) > 0 {
			places = inside
		}
	}
	if len(places) == 0 {
		return
	}
	d.spoilAt(places[d.below(len(places))])
}

// spoilAt changes what stands at a place, or its name, or what stands beside it.
func (d drawer) spoilAt(place drawnPlace) {
	text, isText := place.value().(drawnText)
	switch kind := d.below(20); {
	case kind < 8:
		place.set(drawnRaw(d.of(drawnNearMisses...)))
	case kind < 11:
		place.set(drawnText(d.of(drawnWords...)))
	case kind < 13 && isText:
		place.set(drawnText(d.respell(string(text))))
	case kind < 16:
		place.remove()
	default:
		d.spoilNames(place)
	}
}

// respell changes a word a little.
func (d drawer) respell(word string) string {
	return []string{
		strings.ToUpper(word), strings.ToLower(word), word + " ", " " + word, word + "\x00", word + "s",
		strings.Replace(word, "e", "е", 1), // the second is Cyrillic
	}[d.below(7)]
}

// spoilNames renames a member, or adds one beside it. A list's item is doubled.
func (d drawer) spoilNames(place drawnPlace) {
	if place.list != nil {
		place.list.items = append(place.list.items, place.value())
		return
	}
	name := place.object.members[place.i].name
	alias, hasAlias := drawnAliases[name]
	beside := func(name string, value any) {
		if place.object.index(name) < 0 { // never twice the same name
			place.object.add(name, value)
		}
	}
	switch kind := d.below(6); {
	case kind == 0:
		beside("unknown", drawnRaw(d.of(drawnNearMisses...)))
	case kind < 4 && hasAlias:
		beside(alias, place.value())
	case kind == 4 && hasAlias:
		beside(alias, drawnRaw(d.of(drawnNearMisses...)))
	default:
		renamed := d.of(strings.ToUpper(name), strings.ToLower(name), name+" ", name+"s", alias)
		if place.object.index(renamed) < 0 {
			place.object.members[place.i].name = renamed
		}
	}
}

// drawnPlace is where a value stands.
type drawnPlace struct {
	object *drawnObject // or
	list   *drawnList
	i      int
	path   string // names and indexes, not escaped
}

func (p drawnPlace) value() any {
	if p.list != nil {
		return p.list.items[p.i]
	}
	return p.object.members[p.i].value
}

func (p drawnPlace) set(value any) {
	if p.list != nil {
		p.list.items[p.i] = value
	} else {
		p.object.members[p.i].value = value
	}
}

func (p drawnPlace) remove() {
	if p.list != nil {
		p.list.items = append(p.list.items[:p.i:p.i], p.list.items[p.i+1:]...)
	} else {
		p.object.members = append(p.object.members[:p.i:p.i], p.object.members[p.i+1:]...)
	}
}

// drawnPlaces lists all places inside a value.
func drawnPlaces(value any, path string) []drawnPlace {
	var places []drawnPlace
	switch v := value.(type) {
	case *drawnObject:
		for i, member := range v.members {
			below := path + "/" + member.name
			places = append(places, drawnPlace{object: v, i: i, path: below})
			places = append(places, drawnPlaces(member.value, below)...)
		}
	case *drawnList:
		for i, item := range v.items {
			below := path + "/" + strconv.Itoa(i)
			places = append(places, drawnPlace{list: v, i: i, path: below})
			places = append(places, drawnPlaces(item, below)...)
		}
	}
	return places
}

// shuffle changes the order of all members, never that of a list.
func (d drawer) shuffle(value any) {
	switch v := value.(type) {
	case *drawnObject:
		for i := len(v.members) - 1; i > 0; i-- {
			j := i - d.below(i+1) // none moves where all bits are zero
			v.members[i], v.members[j] = v.members[j], v.members[i]
		}
		for _, member := range v.members {
			d.shuffle(member.value)
		}
	case *drawnList:
		for _, item := range v.items {
			d.shuffle(item)
		}
	}
}

// render writes a document: compact, or with white space and escapes here and there.
func (d drawer) render(top any) string {
	var b strings.Builder
	d.renderValue(&b, top, d.percent(35))
	return b.String()
}

func (d drawer) renderValue(b *strings.Builder, value any, loose bool) {
	d.space(b, loose)
	switch v := value.(type) {
	case *drawnObject:
		b.WriteByte('{')
		for i, member := range v.members {
			if i > 0 {
				b.WriteByte(',')
			}
			d.space(b, loose)
			d.renderText(b, member.name, loose)
			d.space(b, loose)
			b.WriteByte(':')
			d.renderValue(b, member.value, loose)
		}
		d.space(b, loose)
		b.WriteByte('}')
	case *drawnList:
		b.WriteByte('[')
		for i, item := range v.items {
			if i > 0 {
				b.WriteByte(',')
			}
			d.renderValue(b, item, loose)
		}
		d.space(b, loose)
		b.WriteByte(']')
	case drawnText:
		d.renderText(b, string(v), loose)
	case drawnRaw:
		b.WriteString(string(v))
	default:
		panic(fmt.Sprintf("no JSON for a %T", value))
	}
	d.space(b, loose)
}

// renderText writes a string, now and then with its first letter escaped.
func (d drawer) renderText(b *strings.Builder, text string, loose bool) {
	escaped := ""
	if loose && text != "" && text[0] < utf8.RuneSelf && d.percent(5) {
		escaped = fmt.Sprintf(`\u%04x`, text[0])
		text = text[1:]
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	b.WriteString(`"` + escaped)
	b.Write(quoted[1:])
}

func (d drawer) space(b *strings.Builder, loose bool) {
	if loose && d.percent(10) {
		b.WriteString(d.of(" ", "\n", "\t", "\r\n  "))
	}
}

// corrupt makes a document malformed, or takes it to the edge of it.
func (d drawer) corrupt(document []byte) []byte {
	text := string(document)
	first := func(member string) string { // before all other members
		open := strings.IndexByte(text, '{')
		return text[:open+1] + member + "," + text[open+1:]
	}
	nested := func(levels int) string {
		return first(`"deep":` + strings.Repeat("[", levels) + strings.Repeat("]", levels))
	}
	switch d.below(14) {
	case 0:
		return document[:d.below(len(document))]
	case 1:
		return []byte(text + d.of(" ", "x", "{}", "null", ",", "]", "\x00", "\v", "\u00a0"))
	case 2:
		return []byte(d.of("\ufeff", "\f", "//\n", ",") + text)
	case 3:
		return []byte(d.of(`[`+text+`]`, `"`+text, ``, ` `, `null`, `1`, `[]`, `{}`, `{"provider"}`))
	case 4, 5:
		return []byte(first(d.of(`"provider":"onfido"`, `"\u0070rovider":"eid"`, `"status":"failed"`,
			`"providerSpecific":{}`, `"a":{"b":1,"b":1}`, `"a":[{"":1,"":2}]`, `"a":{"\u0062":1,"b":1}`)))
	case 6, 7:
		return []byte(first(d.of("\"x\":\"\xff\"", "\"x\":\"\xc0\x80\"", `"x":"\ud800"`, `"x":"\udc00\ud800"`, "\"\xe2\x82\":1",
			"\"x\":\"\n\"", `"x":"\x41"`, `"x":'y'`)))
	case 8, 9:
		return []byte(first(d.of(`"x":06`, `"x":+1`, `"x":.5`, `"x":1.`, `"x":0x10`, `"x":NaN`, `"x":-`, `"x":1e`,
			`"x":True`, `"x":nul`, `x:1`, `"x"=1`, `"x":1;`)))
	case 10:
		return []byte(strings.TrimRight(text, "} \t\r\n") + ",}")
	case 11:
		return []byte(nested(63))
	case 12:
		return []byte(nested(64 + d.below(3)))
	default:
		return []byte(text + strings.Repeat(" ", (1<<20)-len(text)+d.below(2)))
	}
}

// drawnCase is one draw, for tests that look at many.
type drawnCase struct {
	document             string
	processType, verdict string
}

var drawnCases = rapid.Custom(func(t *rapid.T) drawnCase {
	document, processType, verdict := drawDocument(t)
	return drawnCase{string(document), processType, verdict}
})

func (c drawnCase) answer() answer { return opinion([]byte(c.document), c.processType, c.verdict) }

// Fixed seeds: the counts below are the same in every run.
func TestDrawReachesEveryAnswer(t *testing.T) {
	const draws, least = 3000, 15
	seen, ofProvider := map[string]int{}, map[string]int{}
	for seed := range draws {
		c := drawnCases.Example(seed)
		a := c.answer()
		seen[a.Status+a.Kind]++
		if top, ok := opParse([]byte(c.document)); ok && a.Kind != "unknown-provider" {
			provider, _, _ := strings.Cut(top.member("provider").node.text, ":")
			ofProvider[provider+" "+a.Status+a.Kind]++
		}
	}
	t.Log(seen, ofProvider)
	for _, want := range []string{
		"accepted", "rejected", "inconclusive", "canceled", "failed", "pending", "processing",
		"malformed", "unknown-provider", "unknown-value", "undecided",
	} {
		if seen[want] < least {
			t.Errorf("%s: %d of %d draws, want at least %d", want, seen[want], draws, least)
		}
	}
	for _, provider := range []string{"onfido", "eid", "signicatvideoid", "readid", "facetec", "signicatpaper", "connect", "webid"} {
		third := "inconclusive"
		if provider == "connect" {
			third = "canceled" // never inconclusive
		}
		for _, want := range []string{"accepted", "rejected", third, "failed", "unknown-value", "undecided"} {
			if seen := ofProvider[provider+" "+want]; seen < 3 {
				t.Errorf("%s %s: %d of %d draws, want at least 3", provider, want, seen, draws)
			}
		}
	}
}

func TestDrawIsDeterministic(t *testing.T) {
	for seed := range 100 {
		if a, b := drawnCases.Example(seed), drawnCases.Example(seed); a != b {
			t.Fatalf("seed %d: %q and %q", seed, a, b)
		}
	}
}

// An answer is either a status or a refusal, with pointers for unknown values
// and for nothing else, each of them once.
func TestOpinionIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawnCases.Draw(t, "case").answer()
		if (a.Status == "") == (a.Kind == "") {
			t.Fatalf("both or neither of status and refusal: %v", a)
		}
		if (a.Kind == "unknown-value") != (len(a.Pointers) > 0) {
			t.Fatalf("pointers do not go with the kind: %v", a)
		}
		seen := map[string]bool{}
		for _, pointer := range a.Pointers {
			if seen[pointer] || !strings.HasPrefix(pointer, "/") {
				t.Fatalf("bad pointers: %v", a)
			}
			seen[pointer] = true
		}
	})
}

// Member order, white space and escapes never matter.
func TestOpinionOfAnotherSpelling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		drawn := d.process()
		for range d.spoils() {
			d.spoil(drawn.top)
		}
		before := drawnCase{d.render(drawn.top), drawn.processType, drawn.verdict}
		d.shuffle(drawn.top)
		after := drawnCase{d.render(drawn.top), drawn.processType, drawn.verdict}
		if got, want := after.answer().String(), before.answer().String(); got != want {
			t.Fatalf("%s gives %s, %s gives %s", before.document, want, after.document, got)
		}
	})
}

// drawnNeeded matches the places of needed evidence in all providers' documents.
var drawnNeeded = regexp.MustCompile(`^/providerSpecific(/documentVerification/(result|subResult)` +
	`|/facialSimilarity/result` +
	`|/ocr/similarityScore|/ocr/securityChecks(/[^/]*(/valid)?)?|/ocr/features(/\d+(/found)?)?` +
	`|/(consolidatedIdentityData|session)/chipVerification` +
	`|/liveness/(success|faceScanSecurityChecks(/[^/]*)?)|/matching/(success|matchLevel)` +
	`|/verification/(status|type)|/(mrzChecksum|mrzVerification|featuresVerification|mrzFeatureMatching)/[^/]*` +
	`|/id[Tt]oken)$`)

// Mapping, "Combining rows": needed evidence that arrives later changes no
// decided status, and nothing is accepted without it.
func TestOpinionIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawer{t}
		drawn := d.process()
		var needed []drawnPlace
		for _, place := range drawnPlaces(drawn.top, "") {
			if drawnNeeded.MatchString(place.path) {
				needed = append(needed, place)
			}
		}
		if len(needed) == 0 {
			return
		}
		late := drawnCase{d.render(drawn.top), drawn.processType, drawn.verdict}
		place := needed[d.below(len(needed))]
		place.set(drawnRaw("null"))
		early := drawnCase{d.render(drawn.top), drawn.processType, drawn.verdict}

		before, after := early.answer(), late.answer()
		if before.Status == "failed" && strings.Contains(late.document, "facetec") {
			return // beside an error nothing is needed
		}
		if before.Status != "" && before.Status != after.Status {
			t.Fatalf("%s: %s gives %v, then %s gives %v", place.path, early.document, before, late.document, after)
		}
	})
}
