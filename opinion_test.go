package verdict_test

import (
	"bytes"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// This file is a second opinion on the mapping: the same answers as the
// library's, from code that shares nothing with it. It is written to be read
// beside the mapping, not to be fast: signals are read in the order in which
// the mapping declares them, then every row is an if-condition of its own.

// answer is what the second opinion says of one document.
type answer struct {
	Status   string   // "" if refused
	Kind     string   // "", "malformed", "unknown-provider", "unknown-value", "undecided"
	Pointers []string // JSON pointers of unknown values, in the order the mapping asks for
}

// opinion maps one document. processType and verdict are what the caller
// supplies beside it; "" is nothing supplied.
//
// Mapping, "Refusals": malformed, unknown provider, unknown status word or
// failReason type, lifecycle, unknown value, undecided.
func opinion(document []byte, processType, verdict string) answer {
	top, ok := opParse(document)
	if !ok {
		return answer{Kind: "malformed"}
	}
	judge := opJudge(top.member("provider").node)
	if judge == nil {
		return answer{Kind: "unknown-provider"}
	}

	look := &opLook{}
	status := opLifecycle(top, look)
	if len(look.unknown) > 0 {
		return answer{Kind: "unknown-value", Pointers: look.unknown}
	}
	if status != "" {
		return answer{Status: status}
	}

	status = judge(top, opSupplied{processType: processType, verdict: verdict}, look)
	if len(look.unknown) > 0 {
		return answer{Kind: "unknown-value", Pointers: look.unknown}
	}
	if status == "" {
		return answer{Kind: "undecided"}
	}
	return answer{Status: status}
}

// opSupplied is what the caller knows and the document may not carry.
type opSupplied struct{ processType, verdict string }

// opJudge finds the reader of a provider's signals (mapping, "Providers").
func opJudge(provider *opNode) func(opPlace, opSupplied, *opLook) string {
	if provider == nil || provider.kind != '"' {
		return nil
	}
	switch provider.text {
	case "onfido":
		return opOnfido
	case "eid", "signicatvideoid":
		return opEID
	case "readid":
		return opReadID
	case "facetec":
		return opFaceTec
	case "signicatpaper":
		return opPaper
	case "webid":
		return opWebID
	}
	const methodLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
	method, isConnect := strings.CutPrefix(provider.text, "connect:")
	if isConnect && method != "" && strings.Trim(method, methodLetters) == "" {
		return opConnect
	}
	return nil
}

// opLifecycle decides what is decided before any provider row (mapping,
// "Lifecycle"). It returns "" where the provider's signals must decide.
func opLifecycle(top opPlace, look *opLook) string {
	failReason := look.element(top.member("failReason"))
	status := look.word(top.member("status"), "pending", "processing", "accepted", "rejected",
		"inconclusive", "canceled", "cancelled", "failed")

	var rows opRows
	rows.when("failed", failReason.present())
	rows.when("failed", status == "failed")
	rows.when("canceled", status == "canceled" || status == "cancelled")
	rows.when("processing", status == "processing")
	rows.when("pending", status == "pending")
	return rows.strictest()
}

// opOnfido is the mapping's section 2.
func opOnfido(top opPlace, given opSupplied, look *opLook) string {
	scale := []string{"clear", "unidentified", "consider"}

	processType := look.context(top.member("processType"), given.processType,
		"document", "documentSelfie", "documentVideo")
	specific := look.element(top.member("providerSpecific"))

	document := look.element(specific.member("documentVerification"))
	result := look.word(document.member("result"), scale...)
	subResult := look.word(document.member("subResult"), "clear", "caution", "suspected", "rejected")
	documentType := look.word(document.member("documentType"))
	ageValidation := opAgeValidation(document, scale, look)
	documentBreakdowns := []string{ageValidation}
	for _, name := range []string{
		"compromisedDocument", "dataComparison", "dataConsistency", "dataValidation",
		"imageIntegrity", "policeRecord", "visualAuthenticity",
	} {
		documentBreakdowns = append(documentBreakdowns, look.word(document.member(name), scale...))
	}

	face := look.element(specific.member("facialSimilarity"))
	faceResult := look.word(face.member("result"), scale...)
	var faceBreakdowns []string
	for _, name := range []string{"imageIntegrity", "faceComparison", "visualAuthenticity"} {
		faceBreakdowns = append(faceBreakdowns, look.word(face.member(name), scale...))
	}

	notClear := func(word string) bool { return word == "unidentified" || word == "consider" }
	faceCounts := processType != "document"
	faceClear := faceResult == "clear" && !slices.ContainsFunc(faceBreakdowns, notClear)

	var rows opRows
	rows.when("rejected", subResult == "rejected")
	rows.when("rejected", ageValidation == "consider")
	rows.when("rejected", documentType == "unknown")
	rows.when("inconclusive", subResult == "suspected")
	rows.when("inconclusive", subResult == "caution")
	rows.when("inconclusive", subResult != "" && slices.ContainsFunc(documentBreakdowns, notClear))
	rows.when("inconclusive", subResult != "" && notClear(result))
	rows.when("inconclusive", subResult != "" && faceCounts &&
		(notClear(faceResult) || slices.ContainsFunc(faceBreakdowns, notClear)))
	rows.when("accepted", result == "clear" && subResult == "clear" &&
		!slices.ContainsFunc(documentBreakdowns, notClear) && documentType != "unknown" &&
		(processType == "document" || faceClear))
	return rows.strictest()
}

// opAgeValidation reads the one Onfido breakdown that has two names.
func opAgeValidation(document opPlace, scale []string, look *opLook) string {
	usual, other := document.member("ageValidation"), document.member("ageComparison")
	if usual.present() && other.present() {
		look.note(other)
	}
	return opFirst(look.word(usual, scale...), look.word(other, scale...))
}

// opEID is the mapping's section 3.
func opEID(top opPlace, given opSupplied, look *opLook) string {
	verdict := given.verdict
	if verdict != "" && !slices.Contains([]string{"accepted", "inconclusive", "failed", "rejected"}, verdict) {
		look.notePointer("/verdict")
	}
	processType := look.context(top.member("processType"), given.processType)

	specific := look.element(top.member("providerSpecific"))
	approval := specific.member("manualApproval").present() // nothing is read inside it
	ocr := look.element(specific.member("ocr"))
	var checks, features []string // "true", "false", "" for an entry without a value
	for _, entry := range look.named(ocr.member("securityChecks")) {
		checks = append(checks, look.truth(look.element(entry).member("valid")))
	}
	for _, entry := range look.listed(ocr.member("features")) {
		features = append(features, look.truth(look.element(entry).member("found")))
	}
	similarity := look.word(ocr.member("similarityScore"))
	liveness := look.truth(ocr.member("livenessDetected"))

	if verdict != "" {
		return verdict // the provider's own word is final
	}
	human := approval || processType == "attended" || processType == "unattended" || processType == "high"
	if human {
		return "" // signals alone decide nothing
	}
	var rows opRows
	rows.when("rejected", slices.Contains(checks, "false"))
	rows.when("rejected", liveness == "false")
	rows.when("inconclusive", opAllTrue(checks) && similarity != "" && similarity != "high")
	rows.when("inconclusive", opAllTrue(checks) && slices.Contains(features, "false"))
	rows.when("accepted", opAllTrue(checks) && opAllTrue(features) && similarity == "high" && liveness != "false")
	return rows.strictest()
}

// opReadID is the mapping's section 4.
func opReadID(top opPlace, _ opSupplied, look *opLook) string {
	specific := look.element(top.member("providerSpecific"))
	usualPlace, otherPlace := specific.member("consolidatedIdentityData"), specific.member("session")
	if usualPlace.present() && otherPlace.present() {
		look.note(otherPlace)
	}
	usual, other := look.element(usualPlace), look.element(otherPlace)
	read := func(name string, words ...string) string {
		return opFirst(look.word(usual.member(name), words...), look.word(other.member(name), words...))
	}
	chip := read("chipVerification", "SUCCEEDED", "FAILED")
	clone := read("chipCloneDetection", "SUCCEEDED", "NOT_AVAILABLE", "NOT_SUPPORTED", "NOT_PRESENT", "FAILED")

	notAvailable := clone == "NOT_AVAILABLE" || clone == "NOT_SUPPORTED" || clone == "NOT_PRESENT" || clone == ""
	var rows opRows
	rows.when("rejected", chip == "FAILED")
	rows.when("inconclusive", chip == "SUCCEEDED" && clone == "FAILED")
	rows.when("accepted", chip == "SUCCEEDED" && clone == "SUCCEEDED")
	rows.when("accepted", chip == "SUCCEEDED" && notAvailable)
	return rows.strictest()
}

// opFaceTec is the mapping's section 5.
func opFaceTec(top opPlace, _ opSupplied, look *opLook) string {
	specific := look.element(top.member("providerSpecific"))
	liveness := look.element(specific.member("liveness"))
	var checks []string
	for _, entry := range look.named(liveness.member("faceScanSecurityChecks")) {
		checks = append(checks, look.truth(entry))
	}
	alive := look.truth(liveness.member("success"))
	livenessError := look.truth(liveness.member("error")) == "true"
	matching := look.element(specific.member("matching"))
	matched := look.truth(matching.member("success"))
	matchingError := look.truth(matching.member("error")) == "true"
	level := look.integer(matching.member("matchLevel"), 15)

	anyError := livenessError || matchingError
	allPassed := opAllTrue(checks) && alive == "true" && matched == "true"
	var rows opRows
	rows.when("rejected", slices.Contains(checks, "false"))
	rows.when("failed", anyError)
	rows.when("rejected", alive == "false" && !livenessError)
	rows.when("rejected", (level == 0 || matched == "false") && !anyError)
	rows.when("inconclusive", 1 <= level && level <= 5 && allPassed)
	rows.when("accepted", 6 <= level && allPassed && !anyError)
	return rows.strictest()
}

// opPaper is the mapping's section 6.
//
// The rows do not say it, the promises of section 1 do: an entry without a
// value is missing, so nothing is accepted beside it, and since it could
// still turn out INVALID, an inconclusive waits for it as well.
func opPaper(top opPlace, _ opSupplied, look *opLook) string {
	specific := look.element(top.member("providerSpecific"))
	verification := look.element(specific.member("verification"))
	status := look.truth(verification.member("status"))
	kind := look.word(verification.member("type"), "MRZ_FEATURE_COMPARISON", "MRZ_ONLY", "FEATURES_ONLY")
	mrz := look.element(specific.member("mrz")).present()
	errors := look.listed(specific.member("errors"))
	var words []string
	for _, name := range []string{"mrzChecksum", "mrzVerification", "featuresVerification"} {
		for _, entry := range look.named(specific.member(name)) {
			words = append(words, look.word(entry, "VALID", "FOUND", "MISSING", "INVALID"))
		}
	}
	for _, entry := range look.named(specific.member("mrzFeatureMatching")) {
		words = append(words, look.word(entry))
	}

	invalid := slices.Contains(words, "INVALID")
	complete := !slices.Contains(words, "")
	var rows opRows
	rows.when("rejected", status == "false")
	rows.when("rejected", len(errors) > 0)
	rows.when("rejected", invalid)
	rows.when("inconclusive", status == "true" && kind == "FEATURES_ONLY" && complete)
	rows.when("inconclusive", status == "true" && !mrz && complete)
	rows.when("accepted", status == "true" && (kind == "MRZ_FEATURE_COMPARISON" || kind == "MRZ_ONLY") &&
		mrz && len(errors) == 0 && !invalid && complete)
	return rows.strictest()
}

// opConnect is the mapping's section 7.
func opConnect(top opPlace, _ opSupplied, look *opLook) string {
	specific := look.element(top.member("providerSpecific"))
	usualPlace, otherPlace := specific.member("idToken"), specific.member("idtoken")
	if usualPlace.presentText() && otherPlace.presentText() {
		look.note(otherPlace)
	}
	token := opFirst(look.text(usualPlace), look.text(otherPlace))

	// Here, and nowhere else, {} is something and [] is a wrong type.
	failure := specific.member("error")
	hasError := failure.node != nil && failure.node.kind != 'n'
	description := ""
	if hasError && failure.node.kind != '{' {
		look.note(failure)
	} else {
		description = look.text(failure.member("errorDescription"))
	}

	canceled := opErrorCode(description) == "urn:signicat:error:usercancel"
	var rows opRows
	rows.when("canceled", hasError && canceled)
	rows.when("rejected", hasError && !canceled)
	rows.when("accepted", token != "" && !hasError)
	return rows.strictest()
}

// opWebID is no section of the mapping: WebID's own page has one sentence with
// three outcomes and what each of them leads to, and does not say where a
// document carries them.
func opWebID(top opPlace, _ opSupplied, look *opLook) string {
	specific := look.element(top.member("providerSpecific"))
	switch look.word(specific.member("outcome"), "successful", "rejected", "mismatch") {
	case "successful":
		return "accepted"
	case "rejected":
		return "rejected"
	case "mismatch":
		return "inconclusive"
	}
	return ""
}

// opErrorCode cuts the first error code out of a description, "" if none.
func opErrorCode(description string) string {
	start := strings.Index(description, "urn:signicat:error")
	if start < 0 {
		return ""
	}
	code := description[start:]
	if end := strings.IndexAny(code, "; \t\r\n"); end >= 0 {
		code = code[:end]
	}
	return code
}

// opRows collects the statuses of the rows that hold (mapping, "Combining rows").
type opRows []string

func (r *opRows) when(status string, holds bool) {
	if holds {
		*r = append(*r, status)
	}
}

func (r opRows) strictest() string {
	for _, status := range []string{
		"rejected", "failed", "canceled", "inconclusive", "accepted", "processing", "pending",
	} {
		if slices.Contains(r, status) {
			return status
		}
	}
	return ""
}

// opAllTrue says that there is at least one entry, and every entry is true.
func opAllTrue(entries []string) bool {
	for _, entry := range entries {
		if entry != "true" {
			return false
		}
	}
	return len(entries) > 0
}

func opFirst(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// opLook reads signals and keeps the pointers of what it cannot understand.
// Every reader treats absence alike (mapping, "Absence"), and returns the
// value of absence for an unknown value, which ends in a refusal anyway.
type opLook struct{ unknown []string }

func (l *opLook) note(p opPlace) { l.notePointer(p.pointer) }

func (l *opLook) notePointer(pointer string) {
	if !slices.Contains(l.unknown, pointer) {
		l.unknown = append(l.unknown, pointer)
	}
}

// element reads an object on the way to a signal.
func (l *opLook) element(p opPlace) opPlace {
	if p.present() && p.node.kind == '{' {
		return p
	}
	if p.present() {
		l.note(p)
	}
	return opPlace{}
}

// word reads a string; with no words declared, any but the empty one will do.
func (l *opLook) word(p opPlace, declared ...string) string {
	if !p.present() {
		return ""
	}
	if p.node.kind == '"' && opDeclared(p.node.text, declared) {
		return p.node.text
	}
	l.note(p)
	return ""
}

// text reads a string that may be empty, where empty is the same as absent.
func (l *opLook) text(p opPlace) string {
	if !p.present() {
		return ""
	}
	if p.node.kind == '"' {
		return p.node.text
	}
	l.note(p)
	return ""
}

// truth reads a boolean: "true", "false", or "" where there is none.
func (l *opLook) truth(p opPlace) string {
	if p.present() && (p.node.kind == 't' || p.node.kind == 'f') {
		return p.node.text
	}
	return l.word(p, "true", "false")
}

// integer reads a whole number from 0 to most, -1 where there is none.
func (l *opLook) integer(p opPlace, most int) int {
	if !p.present() {
		return -1
	}
	if p.node.kind == '0' {
		if n, ok := opSmallInteger(p.node.text); ok && n <= most {
			return n
		}
	}
	l.note(p)
	return -1
}

// context reads a word that the caller may supply where the document has none.
func (l *opLook) context(p opPlace, given string, declared ...string) string {
	own := l.word(p, declared...)
	if given == "" {
		return own
	}
	if !opDeclared(given, declared) || !utf8.ValidString(given) { // no document could carry broken UTF-8
		l.note(p)
	}
	if p.present() && (p.node.kind != '"' || p.node.text != given) {
		l.note(p)
	}
	return given
}

// named returns the entries of an object, by name.
func (l *opLook) named(p opPlace) []opPlace {
	object := l.element(p)
	if !object.present() {
		return nil
	}
	var entries []opPlace
	for _, name := range slices.Sorted(slices.Values(object.node.names)) {
		entries = append(entries, object.member(name))
	}
	return entries
}

// listed returns the entries of a list, by index.
func (l *opLook) listed(p opPlace) []opPlace {
	if !p.present() {
		return nil
	}
	if p.node.kind != '[' {
		l.note(p)
		return nil
	}
	var entries []opPlace
	for i, value := range p.node.values {
		entries = append(entries, opPlace{value, p.pointer + "/" + strconv.Itoa(i)})
	}
	return entries
}

func opDeclared(word string, declared []string) bool {
	return word != "" && (len(declared) == 0 || slices.Contains(declared, word))
}

// opSmallInteger gives the exact value of a JSON number that is a whole
// number from 0 to 99, however it is spelled (mapping, "Words, booleans,
// numbers"). No power of ten is ever computed, so exponents may be enormous.
func opSmallInteger(literal string) (int, bool) {
	literal, negative := strings.CutPrefix(literal, "-")
	mantissa, exponent := literal, "0"
	if i := strings.IndexAny(literal, "eE"); i >= 0 {
		mantissa, exponent = literal[:i], literal[i+1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return 0, true // whatever its sign or exponent
	}
	significant := strings.TrimRight(digits, "0")

	// The value is 0.SIGNIFICANT times ten to the power of size, so a whole
	// number needs its size to cover the significant digits.
	size, ok := new(big.Int).SetString(exponent, 10)
	if !ok {
		return 0, false
	}
	size.Add(size, big.NewInt(int64(len(digits)-len(fraction))))
	if negative || size.Cmp(big.NewInt(int64(len(significant)))) < 0 || size.Cmp(big.NewInt(2)) > 0 {
		return 0, false
	}
	for len(significant) < int(size.Int64()) {
		significant += "0"
	}
	n, err := strconv.Atoi(significant)
	return n, err == nil
}

// opPlace is a value in a document, or the place where it could have been.
type opPlace struct {
	node    *opNode // nil where there is no such member
	pointer string  // RFC 6901
}

func (p opPlace) member(name string) opPlace {
	escaped := strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
	at := opPlace{pointer: p.pointer + "/" + escaped}
	if p.node != nil && p.node.kind == '{' {
		if i := slices.Index(p.node.names, name); i >= 0 {
			at.node = p.node.values[i]
		}
	}
	return at
}

// present is false for a missing member, null, {} and [] (mapping, "Absence").
func (p opPlace) present() bool {
	if p.node == nil || p.node.kind == 'n' {
		return false
	}
	isContainer := p.node.kind == '{' || p.node.kind == '['
	return !isContainer || len(p.node.values) > 0
}

// presentText is present, where the empty string is absence too.
func (p opPlace) presentText() bool {
	return p.present() && (p.node.kind != '"' || p.node.text != "")
}

// opNode is a JSON value as it was written.
type opNode struct {
	kind   byte      // n, t, f, ", 0, { or [
	text   string    // of a string its value, of a number or boolean its literal
	names  []string  // of an object's members, in step with values
	values []*opNode // of an object or a list
}

const (
	opMaxBytes = 1 << 20
	opMaxDepth = 64
)

// opParse reads one strict JSON object (mapping, "Refusals": malformed).
// Duplicate names and broken UTF-8 are refused by the decoder.
func opParse(document []byte) (opPlace, bool) {
	if len(document) > opMaxBytes {
		return opPlace{}, false
	}
	decoder := jsontext.NewDecoder(bytes.NewReader(document))
	top, ok := opParseValue(decoder)
	if !ok || top.kind != '{' {
		return opPlace{}, false
	}
	if _, err := decoder.ReadToken(); err != io.EOF {
		return opPlace{}, false
	}
	return opPlace{node: top}, true
}

func opParseValue(decoder *jsontext.Decoder) (*opNode, bool) {
	token, err := decoder.ReadToken()
	if err != nil {
		return nil, false
	}
	node := &opNode{kind: byte(token.Kind())}
	if node.kind != '{' && node.kind != '[' {
		node.text = token.String()
		return node, true
	}
	if decoder.StackDepth() > opMaxDepth {
		return nil, false
	}
	for {
		if next := decoder.PeekKind(); next == '}' || next == ']' {
			_, err := decoder.ReadToken()
			return node, err == nil
		}
		if node.kind == '{' {
			name, err := decoder.ReadToken()
			if err != nil {
				return nil, false
			}
			node.names = append(node.names, name.String())
		}
		value, ok := opParseValue(decoder)
		if !ok {
			return nil, false
		}
		node.values = append(node.values, value)
	}
}

// String is "accepted", "undecided" or "unknown-value /pointer /pointer".
func (a answer) String() string {
	return strings.Join(append([]string{a.Status + a.Kind}, a.Pointers...), " ")
}

// The cases below were worked out by hand from the mapping. Each document is
// written without its provider, which the table adds.
type opinionCase struct {
	why         string
	document    string // members beside the provider
	want        string // as answer.String gives it
	processType string // supplied
	verdict     string // supplied
}

func TestOpinionOfEveryDocument(t *testing.T) {
	for _, c := range []struct{ why, document, want string }{
		{"empty input", ``, "malformed"},
		{"white space only", " \n ", "malformed"},
		{"not an object at the top", `[{"provider":"readid"}]`, "malformed"},
		{"a word at the top", `"readid"`, "malformed"},
		{"null at the top", `null`, "malformed"},
		{"cut off", `{"provider":"readid"`, "malformed"},
		{"a second value", `{"provider":"readid"} {}`, "malformed"},
		{"white space after the value is fine", "{\"provider\":\"readid\",\"status\":\"failed\"}\r\n\t ", "failed"},
		{"comma before the end", `{"provider":"readid",}`, "malformed"},
		{"comment", `{"provider":"readid"/**/}`, "malformed"},
		{"leading zero", `{"provider":"readid","n":06}`, "malformed"},
		{"not a JSON number", `{"provider":"readid","n":NaN}`, "malformed"},
		{"byte order mark", "\ufeff" + `{"provider":"readid","status":"failed"}`, "malformed"},
		{"bad UTF-8 in an unknown member", "{\"provider\":\"readid\",\"x\":\"\xff\"}", "malformed"},
		{"half of a surrogate pair", `{"provider":"readid","x":"\ud800"}`, "malformed"},
		{"duplicate name at the top", `{"provider":"readid","provider":"readid"}`, "malformed"},
		{"duplicate name, once escaped", `{"provider":"readid","\u0070rovider":"eid"}`, "malformed"},
		{"duplicate name deep inside an unknown member", `{"provider":"readid","x":[{"a":1,"a":1}]}`, "malformed"},
		{"escapes are spelling, not content", `{"\u0070rovider":"read\u0069d","status":"\u0066ailed"}`, "failed"},
		{"64 levels", `{"provider":"readid","status":"failed","x":` + strings.Repeat("[", 63) + strings.Repeat("]", 63) + `}`, "failed"},
		{"65 levels", `{"provider":"readid","status":"failed","x":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `}`, "malformed"},
		{"one MiB", opPadded(`{"provider":"readid","status":"failed"}`, 1<<20), "failed"},
		{"one MiB and a byte", opPadded(`{"provider":"readid","status":"failed"}`, 1<<20+1), "malformed"},

		{"no provider", `{}`, "unknown-provider"},
		{"null provider", `{"provider":null,"status":"failed"}`, "unknown-provider"},
		{"provider of another case", `{"provider":"Onfido","status":"failed"}`, "unknown-provider"},
		{"provider with a space", `{"provider":"onfido ","status":"failed"}`, "unknown-provider"},
		{"provider is not a string", `{"provider":["onfido"]}`, "unknown-provider"},
		{"connect without a method", `{"provider":"connect:","status":"failed"}`, "unknown-provider"},
		{"connect with a method outside the alphabet", `{"provider":"connect:a/b","status":"failed"}`, "unknown-provider"},
		{"connect with a letter outside ASCII", `{"provider":"connect:\u00e9","status":"failed"}`, "unknown-provider"},
		{"connect with any method", `{"provider":"connect:A-z.0_9","status":"failed"}`, "failed"},
		{"unknown provider goes before unknown status", `{"provider":"signicatpictureid","status":"done"}`, "unknown-provider"},
		{"malformed goes before unknown provider", `{"provider":"signicatpictureid","provider":"signicatpictureid"}`, "malformed"},
	} {
		t.Run(c.why, func(t *testing.T) {
			if got := opinion([]byte(c.document), "", "").String(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func opPadded(document string, size int) string {
	return document + strings.Repeat(" ", size-len(document))
}

func opRun(t *testing.T, provider string, cases []opinionCase) {
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			document := `{"provider":"` + provider + `"`
			if c.document != "" {
				document += "," + c.document
			}
			document += "}"
			if got := opinion([]byte(document), c.processType, c.verdict).String(); got != c.want {
				t.Errorf("%s: got %s, want %s", document, got, c.want)
			}
		})
	}
}

func TestOpinionLifecycle(t *testing.T) {
	opRun(t, "onfido", []opinionCase{
		{why: "just created", document: `"status":"pending"`, want: "pending"},
		{why: "under way", document: `"status":"processing"`, want: "processing"},
		{why: "canceled by the person", document: `"status":"canceled","processType":"documentSelfie","providerSpecific":{}`, want: "canceled"},
		{why: "two l's are understood", document: `"status":"cancelled"`, want: "canceled"},
		{why: "failed, explained", document: `"status":"failed","failReason":{"type":"upload_failed","message":"two faces"}`, want: "failed"},
		{why: "failed, unexplained", document: `"status":"failed","failReason":{}`, want: "failed"},
		{why: "explanation beats a recorded accepted", document: `"status":"accepted","failReason":{"type":"x"}`, want: "failed"},
		{why: "explanation beats canceled", document: `"status":"canceled","failReason":{"type":"x"}`, want: "failed"},
		{why: "explanation alone", document: `"failReason":{"anything":null}`, want: "failed"},
		{why: "empty explanations are none", document: `"status":"pending","failReason":[]`, want: "pending"},
		{why: "explanation of a wrong type", document: `"status":"failed","failReason":"upload_failed"`, want: "unknown-value /failReason"},
		{why: "list as explanation", document: `"status":"failed","failReason":[{"type":"x"}]`, want: "unknown-value /failReason"},
		{why: "unknown status word beside an explanation", document: `"status":"not_matched","failReason":{"type":"x"}`, want: "unknown-value /status"},
		{why: "both, explanation first", document: `"status":"Failed","failReason":false`, want: "unknown-value /failReason /status"},
		{why: "empty status is no word", document: `"status":""`, want: "unknown-value /status"},
		{why: "absent status: the signals decide", document: `"status":{}`, want: "undecided"},
		{why: "recorded results are never an input", document: `"status":"accepted"`, want: "undecided"},
		{why: "nor is a recorded inconclusive", document: `"status":"inconclusive"`, want: "undecided"},
		{why: "nor a recorded rejected", document: `"status":"rejected"`, want: "undecided"},
		{why: "signals of a failed process are not checked", document: `"status":"failed","processType":"?","providerSpecific":5`, want: "failed"},
		{why: "nor what the caller supplies", document: `"status":"pending"`, processType: "?", want: "pending"},
		{why: "unknown status goes before unknown signals", document: `"status":"?","providerSpecific":5`, want: "unknown-value /status"},
	})
}

func TestOpinionOnfido(t *testing.T) {
	document := func(members string) string { return `"providerSpecific":{"documentVerification":{` + members + `}}` }
	both := func(document, face string) string {
		return `"providerSpecific":{"documentVerification":{` + document + `},"facialSimilarity":{` + face + `}}`
	}
	const clear = `"result":"clear","subResult":"clear"`
	opRun(t, "onfido", []opinionCase{
		{why: "accepted example, shortened", want: "accepted", document: `"status":"accepted","finalResult":{"firstName":"EVA"},` +
			both(clear+`,"documentType":"identityCard","ageValidation":"clear","policeRecord":"clear","lastName":"LIND"`,
				`"result":"clear","faceComparison":"clear","similarityScore":"high"`)},
		{why: "inconclusive example, shortened", want: "inconclusive", document: both(
			`"result":"consider","subResult":"suspected","documentType":"passport"`, `"result":"consider","similarityScore":"high"`)},
		{why: "rejected example, shortened", want: "rejected", document: both(
			`"result":"consider","subResult":"rejected","documentType":"unknown"`, `"result":"consider","similarityScore":"medium"`)},

		{why: "nothing there", document: ``, want: "undecided"},
		{why: "providerSpecific as an empty list", document: `"providerSpecific":[]`, want: "undecided"},
		{why: "too young, before anything else is there", document: document(`"ageValidation":"consider"`), want: "rejected"},
		{why: "too young, under the other name", document: document(`"ageComparison":"consider"`), want: "rejected"},
		{why: "age could not be judged", document: document(clear + `,"ageValidation":"unidentified"`), want: "inconclusive"},
		{why: "unknown document type", document: document(`"documentType":"unknown"`), want: "rejected"},
		{why: "words compare exactly", document: document(clear + `,"documentType":"Unknown"`), processType: "document", want: "accepted"},
		{why: "an empty document type is no word", document: document(clear + `,"documentType":""`), processType: "document",
			want: "unknown-value /providerSpecific/documentVerification/documentType"},
		{why: "rejected subResult alone", document: document(`"subResult":"rejected"`), want: "rejected"},
		{why: "suspected subResult alone", document: document(`"subResult":"suspected"`), want: "inconclusive"},
		{why: "caution is never accepted", document: document(`"result":"clear","subResult":"caution"`), processType: "document", want: "inconclusive"},
		{why: "a finding waits for subResult", document: document(`"result":"consider","policeRecord":"consider"`), processType: "document", want: "undecided"},
		{why: "a finding beside a clear subResult", document: document(clear + `,"policeRecord":"consider"`), processType: "document", want: "inconclusive"},
		{why: "a compromised document", document: document(clear + `,"compromisedDocument":"consider"`), processType: "document", want: "inconclusive"},
		{why: "inconsistent data", document: document(clear + `,"dataConsistency":"consider"`), processType: "document", want: "inconclusive"},
		{why: "invalid data", document: document(clear + `,"dataValidation":"consider"`), processType: "document", want: "inconclusive"},
		{why: "document's visual authenticity", document: document(clear + `,"visualAuthenticity":"consider"`), processType: "document", want: "inconclusive"},
		{why: "document's image integrity alone does not reject", document: document(clear + `,"imageIntegrity":"consider"`), processType: "document", want: "inconclusive"},
		{why: "data comparison counts too", document: document(clear + `,"dataComparison":"unidentified"`), processType: "document", want: "inconclusive"},
		{why: "result unidentified", document: document(`"result":"unidentified","subResult":"clear"`), processType: "document", want: "inconclusive"},
		{why: "result missing", document: document(`"subResult":"clear"`), processType: "document", want: "undecided"},
		{why: "breakdowns may be null", document: document(clear + `,"policeRecord":null,"dataValidation":{}`), processType: "document", want: "accepted"},

		{why: "document only", document: `"processType":"document",` + document(clear), want: "accepted"},
		{why: "document only, whatever the face says", document: `"processType":"document",` + both(clear, `"result":"consider"`), want: "accepted"},
		{why: "without a process type the face is needed", document: document(clear), want: "undecided"},
		{why: "without a process type a face result will do", document: both(clear, `"result":"clear"`), want: "accepted"},
		{why: "selfie without its face result", document: `"processType":"documentSelfie",` + document(clear), want: "undecided"},
		{why: "face could not be judged", document: `"processType":"documentVideo",` + both(clear, `"result":"unidentified"`), want: "inconclusive"},
		{why: "one face breakdown is enough", document: both(clear, `"result":"clear","imageIntegrity":"consider"`), want: "inconclusive"},
		{why: "face finding without a face result", document: both(clear, `"visualAuthenticity":"consider"`), want: "inconclusive"},
		{why: "face finding waits for subResult", document: both(`"result":"clear"`, `"result":"consider"`), want: "undecided"},
		{why: "similarityScore is no signal", document: both(clear, `"result":"clear","similarityScore":0`), want: "accepted"},

		{why: "supplied process type", document: document(clear), processType: "document", want: "accepted"},
		{why: "supplied and the same", document: `"processType":"document",` + document(clear), processType: "document", want: "accepted"},
		{why: "supplied and different", document: `"processType":"documentSelfie",` + document(clear), processType: "document", want: "unknown-value /processType"},
		{why: "supplied and unknown", document: document(clear), processType: "selfie", want: "unknown-value /processType"},
		{why: "supplied, and unknown in the document", document: `"processType":"selfie"`, processType: "document", want: "unknown-value /processType"},
		{why: "supplied, and null in the document", document: `"processType":null,` + document(clear), processType: "document", want: "accepted"},
		{why: "a supplied verdict is not looked at", document: `"processType":"document",` + document(clear), verdict: "?", want: "accepted"},

		{why: "unknown word beside a rejection", document: document(`"subResult":"rejected","result":"none"`),
			want: "unknown-value /providerSpecific/documentVerification/result"},
		{why: "unknown face word where the face does not count", document: `"processType":"document",` + both(clear, `"faceComparison":true`),
			want: "unknown-value /providerSpecific/facialSimilarity/faceComparison"},
		{why: "all pointers, in declared order",
			document: `"providerSpecific":{"facialSimilarity":{"visualAuthenticity":"x","imageIntegrity":1},"documentVerification":{"visualAuthenticity":"x","ageValidation":"x","documentType":5,"subResult":"x","result":"x"}},"processType":"x"`,
			want: "unknown-value /processType" +
				" /providerSpecific/documentVerification/result /providerSpecific/documentVerification/subResult" +
				" /providerSpecific/documentVerification/documentType /providerSpecific/documentVerification/ageValidation" +
				" /providerSpecific/documentVerification/visualAuthenticity" +
				" /providerSpecific/facialSimilarity/imageIntegrity /providerSpecific/facialSimilarity/visualAuthenticity"},
		{why: "providerSpecific of a wrong type, after the process type", document: `"providerSpecific":5,"processType":"x"`, want: "unknown-value /processType /providerSpecific"},
		{why: "both elements of a wrong type", document: `"providerSpecific":{"facialSimilarity":"","documentVerification":[0]}`,
			want: "unknown-value /providerSpecific/documentVerification /providerSpecific/facialSimilarity"},
		{why: "both names of the age breakdown", document: document(clear + `,"ageComparison":"clear","ageValidation":"clear"`),
			want: "unknown-value /providerSpecific/documentVerification/ageComparison"},
		{why: "both names, the first unknown as well", document: document(`"ageComparison":"clear","ageValidation":"x"`),
			want: "unknown-value /providerSpecific/documentVerification/ageComparison /providerSpecific/documentVerification/ageValidation"},
		{why: "both names, one absent", document: document(clear + `,"ageComparison":"clear","ageValidation":[]`), processType: "document", want: "accepted"},
	})
}

func TestOpinionEID(t *testing.T) {
	ocr := func(checks, features, rest string) string {
		return `"providerSpecific":{"ocr":{"securityChecks":{` + checks + `},"features":[` + features + `]` + rest + `}}`
	}
	const (
		valid   = `"nonExpired":{"valid":true},"notBWCopy":{"valid":"true"}`
		expired = `"nonExpired":{"valid":false},"notBWCopy":{"valid":true}`
		found   = `{"name":"Header","found":true,"bbox":{"x":1}},{"name":"Photo","found":true}`
		hidden  = `{"name":"Header","found":true},{"name":"OVI 1","found":false}`
		high    = `,"similarityScore":"high","livenessDetected":"true"`
	)
	good := ocr(valid, found, high)
	cases := []opinionCase{
		{why: "accepted example, shortened", document: `"status":"accepted","processType":"substantial",` + good, want: "accepted"},
		{why: "rejected example, shortened", document: `"status":"rejected","processType":"substantial",` + ocr(expired, found, high), want: "rejected"},
		{why: "inconclusive example, shortened", document: `"processType":"substantial",` + ocr(valid, hidden, `,"similarityScore":"verylow","livenessDetected":"true"`), want: "inconclusive"},
		{why: "failed example, shortened", document: `"status":"failed","processType":"substantial","failReason":{"id":"7","type":"InactiveUser.Aborted"}`, want: "failed"},

		{why: "no process type is automatic", document: good, want: "accepted"},
		{why: "any other process type is automatic", document: `"processType":"HIGH",` + good, want: "accepted"},
		{why: "attended needs the verdict", document: `"processType":"attended",` + ocr(expired, found, high), want: "undecided"},
		{why: "unattended needs the verdict", document: `"processType":"unattended",` + good, want: "undecided"},
		{why: "high needs the verdict", document: `"processType":"high",` + good, want: "undecided"},
		{why: "an approval of any shape needs the verdict", document: `"providerSpecific":{"manualApproval":false}`, want: "undecided"},
		{why: "an empty word is an approval too", document: `"providerSpecific":{"manualApproval":"","ocr":{"livenessDetected":false}}`, want: "undecided"},
		{why: "an empty approval is none", document: `"providerSpecific":{"manualApproval":{},"ocr":{"livenessDetected":false}}`, want: "rejected"},
		{why: "a supplied process type that no document could carry", document: good, processType: "\xc1", want: "unknown-value /processType"},
		{why: "a verdict and a process type that are no words", document: good, processType: "\xc1", verdict: "canceleQ", want: "unknown-value /verdict /processType"},
		{why: "supplied process type makes it human", document: good, processType: "attended", want: "undecided"},
		{why: "supplied process type differs, though of one sort", document: `"processType":"attended",` + good, processType: "high", want: "unknown-value /processType"},
		{why: "empty process type", document: `"processType":"",` + good, want: "unknown-value /processType"},

		{why: "verdict accepted beside a failed check", document: ocr(expired, found, high), verdict: "accepted", want: "accepted"},
		{why: "verdict rejected beside good signals", document: good, verdict: "rejected", want: "rejected"},
		{why: "verdict inconclusive, no signals", document: ``, verdict: "inconclusive", want: "inconclusive"},
		{why: "verdict failed, human", document: `"processType":"high"`, verdict: "failed", want: "failed"},
		{why: "verdict outside its words", document: good, verdict: "canceled", want: "unknown-value /verdict"},
		{why: "verdict in a document is an unknown member", document: `"verdict":"rejected",` + good, want: "accepted"},
		{why: "the lifecycle goes before the verdict", document: `"status":"canceled"`, verdict: "accepted", want: "canceled"},
		{why: "unknown values are refused beside a verdict", document: ocr(`"x":{"valid":1}`, ``, ``), verdict: "accepted", want: "unknown-value /providerSpecific/ocr/securityChecks/x/valid"},

		{why: "one failed check is enough", document: ocr(expired, ``, ``), want: "rejected"},
		{why: "a failed check beside one without a value", document: ocr(`"a":null,"b":{"valid":"false"}`, ``, ``), want: "rejected"},
		{why: "liveness false rejects on its own", document: `"providerSpecific":{"ocr":{"livenessDetected":"false"}}`, want: "rejected"},
		{why: "liveness absent is fine", document: ocr(valid, found, `,"similarityScore":"high"`), want: "accepted"},
		{why: "low similarity without features", document: ocr(valid, ``, `,"similarityScore":"medium"`), want: "inconclusive"},
		{why: "low similarity waits for the checks", document: ocr(``, found, `,"similarityScore":"medium"`), want: "undecided"},
		{why: "a hidden feature waits for every check", document: ocr(`"a":{"valid":true},"b":{}`, hidden, high), want: "undecided"},
		{why: "a hidden feature without similarity", document: ocr(valid, hidden, ``), want: "inconclusive"},
		{why: "no feature is not all features", document: ocr(valid, ``, high), want: "undecided"},
		{why: "a feature without a value", document: ocr(valid, found+`,{"name":"OVI 2"},null`, high), want: "undecided"},
		{why: "no similarity", document: ocr(valid, found, ``), want: "undecided"},
		{why: "sets of the other empty shape", document: `"providerSpecific":{"ocr":{"securityChecks":[],"features":{},"similarityScore":"high"}}`, want: "undecided"},

		{why: "similarity as a number", document: ocr(valid, found, `,"similarityScore":1`), want: "unknown-value /providerSpecific/ocr/similarityScore"},
		{why: "truth in capitals", document: ocr(valid, found, `,"livenessDetected":"True"`), want: "unknown-value /providerSpecific/ocr/livenessDetected"},
		{why: "ocr of a wrong type", document: `"processType":5,"providerSpecific":{"ocr":"x"}`, verdict: "x", want: "unknown-value /verdict /processType /providerSpecific/ocr"},
		{why: "sets of wrong types", document: `"providerSpecific":{"ocr":{"features":"x","securityChecks":[1]}}`, want: "unknown-value /providerSpecific/ocr/securityChecks /providerSpecific/ocr/features"},
		{why: "entries by bytes and by index, escaped",
			document: ocr(`"b":1,"a/~":{"valid":0},"B":[0],"":"x"`, `null,{"found":"yes"},true,{"found":[]}`, ``),
			want: "unknown-value /providerSpecific/ocr/securityChecks/ /providerSpecific/ocr/securityChecks/B" +
				" /providerSpecific/ocr/securityChecks/a~1~0/valid /providerSpecific/ocr/securityChecks/b" +
				" /providerSpecific/ocr/features/1/found /providerSpecific/ocr/features/2"},
		{why: "bytes, not UTF-16", document: ocr(`"\ud83d\ude00":1,"\uff61":1`, ``, ``),
			want: "unknown-value /providerSpecific/ocr/securityChecks/\uff61 /providerSpecific/ocr/securityChecks/\U0001f600"},
	}
	for _, provider := range []string{"eid", "signicatvideoid"} {
		t.Run(provider, func(t *testing.T) { opRun(t, provider, cases) })
	}
}

func TestOpinionReadID(t *testing.T) {
	chip := func(members string) string {
		return `"providerSpecific":{"consolidatedIdentityData":{` + members + `}}`
	}
	opRun(t, "readid", []opinionCase{
		{why: "accepted example, shortened", document: `"processType":"ready",` + chip(`"chipVerification":"SUCCEEDED","chipCloneDetection":"SUCCEEDED","documentCode":"P"`), want: "accepted"},
		{why: "inconclusive example, shortened", document: chip(`"chipVerification":"SUCCEEDED","chipCloneDetection":"FAILED"`), want: "inconclusive"},
		{why: "rejected example, shortened", document: chip(`"chipVerification":"FAILED","chipCloneDetection":"SUCCEEDED"`), want: "rejected"},
		{why: "clone detection absent", document: chip(`"chipVerification":"SUCCEEDED","chipCloneDetection":null`), want: "accepted"},
		{why: "clone detection not available", document: chip(`"chipVerification":"SUCCEEDED","chipCloneDetection":"NOT_AVAILABLE"`), want: "accepted"},
		{why: "clone detection not supported", document: chip(`"chipVerification":"SUCCEEDED","chipCloneDetection":"NOT_SUPPORTED"`), want: "accepted"},
		{why: "clone detection not present", document: chip(`"chipVerification":"SUCCEEDED","chipCloneDetection":"NOT_PRESENT"`), want: "accepted"},
		{why: "failed clone detection alone", document: chip(`"chipCloneDetection":"FAILED"`), want: "undecided"},
		{why: "good clone detection alone", document: chip(`"chipCloneDetection":"SUCCEEDED"`), want: "undecided"},
		{why: "nothing", document: ``, want: "undecided"},
		{why: "word nobody declared", document: chip(`"chipVerification":"FAILED","chipCloneDetection":"UNKNOWN"`), want: "unknown-value /providerSpecific/consolidatedIdentityData/chipCloneDetection"},
		{why: "words compare exactly", document: chip(`"chipVerification":"Succeeded"`), want: "unknown-value /providerSpecific/consolidatedIdentityData/chipVerification"},
		{why: "nothing supplied is looked at", document: chip(`"chipVerification":"FAILED"`), processType: "?", verdict: "?", want: "rejected"},
		{why: "other name of the element", document: `"providerSpecific":{"session":{"chipVerification":"SUCCEEDED"}}`, want: "accepted"},
		{why: "other name used in the pointer", document: `"providerSpecific":{"session":{"chipVerification":1}}`, want: "unknown-value /providerSpecific/session/chipVerification"},
		{why: "other name, the usual one empty", document: `"providerSpecific":{"session":{"chipVerification":"FAILED"},"consolidatedIdentityData":{}}`, want: "rejected"},
		{why: "both names", document: `"providerSpecific":{"session":{"a":1},"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"}}`, want: "unknown-value /providerSpecific/session"},
		{why: "both names, unknown words below each",
			document: `"providerSpecific":{"session":{"chipVerification":"x","chipCloneDetection":"x"},"consolidatedIdentityData":{"chipCloneDetection":"x","chipVerification":"x"}}`,
			want: "unknown-value /providerSpecific/session" +
				" /providerSpecific/consolidatedIdentityData/chipVerification /providerSpecific/session/chipVerification" +
				" /providerSpecific/consolidatedIdentityData/chipCloneDetection /providerSpecific/session/chipCloneDetection"},
		{why: "both names, the usual one of a wrong type", document: `"providerSpecific":{"session":{"chipVerification":"x"},"consolidatedIdentityData":"x"}`,
			want: "unknown-value /providerSpecific/session /providerSpecific/consolidatedIdentityData /providerSpecific/session/chipVerification"},
		{why: "both names, the other one of a wrong type", document: `"providerSpecific":{"session":7,"consolidatedIdentityData":{"chipVerification":"FAILED"}}`, want: "unknown-value /providerSpecific/session"},
	})
}

func TestOpinionFaceTec(t *testing.T) {
	face := func(checks, liveness, matching string) string {
		return `"providerSpecific":{"liveness":{"faceScanSecurityChecks":{` + checks + `}` + liveness + `},"matching":{` + matching + `}}`
	}
	const (
		passed = `"replayCheckSucceeded":true,"sessionTokenCheckSucceeded":"true"`
		alive  = `,"success":true,"error":false`
	)
	level := func(literal string) string {
		return face(passed, alive, `"success":true,"error":false,"matchLevel":`+literal)
	}
	const levelPointer = "unknown-value /providerSpecific/matching/matchLevel"
	opRun(t, "facetec", []opinionCase{
		{why: "accepted example, shortened", document: level("8") + `,"finalResult":{}`, want: "accepted"},
		{why: "inconclusive example, shortened", document: face(passed, alive, `"attempts":[{"matchLevel":9,"success":true}],"success":true,"matchLevel":5`), want: "inconclusive"},
		{why: "rejected example, shortened", document: face(passed, alive, `"matchLevel":0,"success":false,"error":false`), want: "rejected"},
		{why: "six", document: level("6"), want: "accepted"},
		{why: "six with a fraction", document: level("6.0"), want: "accepted"},
		{why: "six with an exponent", document: level("60e-1"), want: "accepted"},
		{why: "six with an enormous fraction", document: level("0.0000000000000000000000000000006E+31"), want: "accepted"},
		{why: "not quite six", document: level("5.99999999999999999999"), want: levelPointer},
		{why: "one", document: level("1"), want: "inconclusive"},
		{why: "minus zero is zero", document: level("-0"), want: "rejected"},
		{why: "zero with an enormous exponent", document: level("0.0e99999999999999999999"), want: "rejected"},
		{why: "ten", document: level("10"), want: "accepted"},
		{why: "fifteen", document: level("1.5e1"), want: "accepted"},
		{why: "sixteen", document: level("16"), want: levelPointer},
		{why: "ten times ten", document: level("1e2"), want: levelPointer},
		{why: "below zero", document: level("-1"), want: levelPointer},
		{why: "enormous", document: level("1e400"), want: levelPointer},
		{why: "beyond any machine", document: level("1e99999999999999999999"), want: levelPointer},
		{why: "tiny", document: level("1e-99999999999999999999"), want: levelPointer},
		{why: "number as a word", document: level(`"6"`), want: levelPointer},
		{why: "boolean is no number", document: level(`true`), want: levelPointer},

		{why: "a failed check", document: face(`"a":true,"b":"false"`, ``, ``), want: "rejected"},
		{why: "a failed check beside an error", document: face(`"a":false`, `,"error":true`, ``), want: "rejected"},
		{why: "liveness error", document: face(``, `,"error":"true"`, ``), want: "failed"},
		{why: "matching error", document: face(passed, alive, `"error":true,"success":false,"matchLevel":0`), want: "failed"},
		{why: "error beside a match that would do", document: face(passed, alive, `"error":true,"success":true,"matchLevel":3`), want: "failed"},
		{why: "not alive", document: face(``, `,"success":false`, ``), want: "rejected"},
		{why: "not alive, but by an error", document: face(passed, `,"success":false,"error":true`, ``), want: "failed"},
		{why: "not alive, beside an error of the matching", document: face(passed, `,"success":false`, `"error":true`), want: "rejected"},
		{why: "no match at a high level", document: face(passed, alive, `"success":false,"matchLevel":9`), want: "rejected"},
		{why: "match at level zero", document: level("0"), want: "rejected"},
		{why: "errors absent", document: face(passed, `,"success":true`, `"success":true,"matchLevel":7`), want: "accepted"},
		{why: "no checks", document: face(``, alive, `"success":true,"matchLevel":7`), want: "undecided"},
		{why: "a check without a value", document: face(`"a":true,"b":{}`, alive, `"success":true,"matchLevel":7`), want: "undecided"},
		{why: "low level waits for liveness", document: face(passed, ``, `"success":true,"matchLevel":3`), want: "undecided"},
		{why: "no match level", document: face(passed, alive, `"success":true`), want: "undecided"},
		{why: "everything unknown, in order",
			document: `"providerSpecific":{"matching":{"matchLevel":"x","error":0,"success":"TRUE"},"liveness":{"error":"","success":[0],"faceScanSecurityChecks":{"z":1,"a":{"valid":true}}}}`,
			want: "unknown-value /providerSpecific/liveness/faceScanSecurityChecks/a /providerSpecific/liveness/faceScanSecurityChecks/z" +
				" /providerSpecific/liveness/success /providerSpecific/liveness/error" +
				" /providerSpecific/matching/success /providerSpecific/matching/error /providerSpecific/matching/matchLevel"},
		{why: "elements of wrong types", document: `"providerSpecific":{"matching":true,"liveness":{"faceScanSecurityChecks":"x"}}`,
			want: "unknown-value /providerSpecific/liveness/faceScanSecurityChecks /providerSpecific/matching"},
		{why: "attempts are not read", document: face(passed, alive, `"attempts":5,"success":true,"matchLevel":6`), want: "accepted"},
	})
}

func TestOpinionPaper(t *testing.T) {
	paper := func(kind, status, rest string) string {
		return `"providerSpecific":{"verification":{"type":"` + kind + `","status":` + status + `}` + rest + `}`
	}
	const (
		full = "MRZ_FEATURE_COMPARISON"
		only = "MRZ_ONLY"
		text = "FEATURES_ONLY"
		mrz  = `,"mrz":{"firstName":"Eva"}`
	)
	opRun(t, "signicatpaper", []opinionCase{
		{why: "accepted example, shortened", want: "accepted", document: `"createdAt":"createdAt",` + paper(full, `"true"`, mrz+
			`,"mrzChecksum":{"dateOfBirth":"VALID"},"mrzVerification":{"documentType":"VALID"},"mrzFeatureMatching":{"driving_permits":"MISSING","personalNumber":"LEVENSHTEIN1","lastName":"FULL_MATCH"}`)},
		{why: "rejected example, shortened", want: "rejected", document: paper(only, `"false"`, mrz+
			`,"mrzVerification":{"dateOfExpiry":"INVALID"},"errors":["Invalid date_of_expiry"]`)},
		{why: "inconclusive example, shortened", want: "inconclusive", document: paper(text, `"true"`,
			`,"features":{"gender":"UNEXPECTED_VALUE"},"featuresVerification":{"dateOfExpiry":"MISSING","lastName":"FOUND","dateOfBirth":"VALID"}`)},
		{why: "failed example, shortened", want: "failed", document: `"status":"failed","providerSpecific":{},"failReason":{"type":"MicrophoneOrCameraPermissionDenied"}`},

		{why: "MRZ only, good", document: paper(only, `true`, mrz), want: "accepted"},
		{why: "features only, with an MRZ", document: paper(text, `true`, mrz), want: "inconclusive"},
		{why: "MRZ compared, but no MRZ there", document: paper(full, `true`, `,"mrz":{}`), want: "inconclusive"},
		{why: "an MRZ with a null member is there", document: paper(full, `true`, `,"mrz":{"firstName":null}`), want: "accepted"},
		{why: "no type and no MRZ", document: `"providerSpecific":{"verification":{"status":true}}`, want: "inconclusive"},
		{why: "no type beside an MRZ", document: `"providerSpecific":{"verification":{"status":true},"mrz":{"a":1}}`, want: "undecided"},
		{why: "status false", document: `"providerSpecific":{"verification":{"status":false}}`, want: "rejected"},
		{why: "no status", document: `"providerSpecific":{"verification":{"type":"FEATURES_ONLY"}}`, want: "undecided"},
		{why: "an error", document: paper(only, `true`, mrz+`,"errors":["x"]`), want: "rejected"},
		{why: "a null error is an error", document: `"providerSpecific":{"errors":[null]}`, want: "rejected"},
		{why: "no errors, of the other shape", document: paper(only, `true`, mrz+`,"errors":{}`), want: "accepted"},
		{why: "errors of a wrong type", document: paper(only, `true`, mrz+`,"errors":{"a":"x"}`), want: "unknown-value /providerSpecific/errors"},
		{why: "INVALID checksum", document: paper(full, `true`, mrz+`,"mrzChecksum":{"a":"INVALID"}`), want: "rejected"},
		{why: "INVALID feature", document: paper(text, `true`, `,"featuresVerification":{"a":"INVALID"}`), want: "rejected"},
		{why: "INVALID match, status unknown yet", document: `"providerSpecific":{"mrzFeatureMatching":{"a":"INVALID"}}`, want: "rejected"},
		{why: "any other match word is good", document: paper(full, `true`, mrz+`,"mrzFeatureMatching":{"a":"invalid"}`), want: "accepted"},
		{why: "but none that is empty", document: paper(full, `true`, mrz+`,"mrzFeatureMatching":{"a":""}`), want: "unknown-value /providerSpecific/mrzFeatureMatching/a"},
		{why: "match words are no verification words", document: paper(full, `true`, mrz+`,"mrzVerification":{"a":"FULL_MATCH"}`), want: "unknown-value /providerSpecific/mrzVerification/a"},
		{why: "nothing accepted beside an entry without a value", document: paper(full, `true`, mrz+`,"mrzChecksum":{"a":"VALID","b":null}`), want: "undecided"},
		{why: "an inconclusive waits for it: it could be INVALID", document: paper(text, `true`, `,"featuresVerification":{"a":[]}`), want: "undecided"},
		{why: "so does one for want of an MRZ", document: paper(only, `true`, `,"mrzFeatureMatching":{"a":null}`), want: "undecided"},
		{why: "a rejection does not", document: paper(text, `false`, `,"featuresVerification":{"a":null}`), want: "rejected"},
		{why: "everything unknown, in order",
			document: `"providerSpecific":{"mrzFeatureMatching":5,"featuresVerification":{"b":true,"a":"x"},"mrzVerification":[1],"mrzChecksum":{"a":{"b":1}},"errors":"x","mrz":[1],"verification":{"type":"x","status":1}}`,
			want: "unknown-value /providerSpecific/verification/status /providerSpecific/verification/type" +
				" /providerSpecific/mrz /providerSpecific/errors /providerSpecific/mrzChecksum/a /providerSpecific/mrzVerification" +
				" /providerSpecific/featuresVerification/a /providerSpecific/featuresVerification/b /providerSpecific/mrzFeatureMatching"},
		{why: "verification of a wrong type", document: `"providerSpecific":{"verification":"true"}`, want: "unknown-value /providerSpecific/verification"},
	})
}

func TestOpinionConnect(t *testing.T) {
	connect := func(members string) string { return `"providerSpecific":{` + members + `}` }
	described := func(description string) string {
		return connect(`"error":{"error":"access_denied","errorDescription":"` + description + `"}`)
	}
	opRun(t, "connect:idin", []opinionCase{
		{why: "accepted example, shortened", document: connect(`"idToken":"a.b.c","userInfo":{"given_name":"EL"}`), want: "accepted"},
		{why: "rejected example, shortened", document: described("Login not completed. urn:signicat:error:internal:Expired; "), want: "rejected"},
		{why: "canceled example, shortened", document: described("Login not completed. urn:signicat:error:usercancel; Aborted"), want: "canceled"},
		{why: "other name of the token", document: connect(`"idtoken":"a.b.c"`), want: "accepted"},
		{why: "both names of the token", document: connect(`"idtoken":"a.b.c","idToken":"a.b.c"`), want: "unknown-value /providerSpecific/idtoken"},
		{why: "both names, one empty", document: connect(`"idtoken":"","idToken":"a.b.c"`), want: "accepted"},
		{why: "both names, the usual one of a wrong type", document: connect(`"idtoken":"a.b.c","idToken":5`), want: "unknown-value /providerSpecific/idtoken /providerSpecific/idToken"},
		{why: "empty token", document: connect(`"idToken":""`), want: "undecided"},
		{why: "token of the empty shape", document: connect(`"idToken":{}`), want: "undecided"},
		{why: "token of a wrong type", document: connect(`"idToken":true`), want: "unknown-value /providerSpecific/idToken"},
		{why: "nothing", document: connect(``), want: "undecided"},
		{why: "token and null error", document: connect(`"idToken":"a","error":null`), want: "accepted"},
		{why: "an empty error is an error", document: connect(`"idToken":"a","error":{}`), want: "rejected"},
		{why: "an empty list is not an error but a wrong type", document: connect(`"idToken":"a","error":[]`), want: "unknown-value /providerSpecific/error"},
		{why: "a word is a wrong type", document: connect(`"error":"access_denied"`), want: "unknown-value /providerSpecific/error"},
		{why: "canceled beside a token", document: connect(`"idToken":"a","error":{"errorDescription":"urn:signicat:error:usercancel"}`), want: "canceled"},
		{why: "description of a wrong type", document: connect(`"idToken":5,"error":{"errorDescription":5}`), want: "unknown-value /providerSpecific/idToken /providerSpecific/error/errorDescription"},
		{why: "no description", document: connect(`"error":{"error":"access_denied","errorDescription":null}`), want: "rejected"},
		{why: "empty description", document: described(""), want: "rejected"},
		{why: "description without a code", document: described("usercancel"), want: "rejected"},
		{why: "longer code", document: described("urn:signicat:error:usercancel:x"), want: "rejected"},
		{why: "a full stop is part of the code", document: described("urn:signicat:error:usercancel."), want: "rejected"},
		{why: "code of another case", document: described("urn:signicat:error:UserCancel"), want: "rejected"},
		{why: "code inside a word", document: described("xurn:signicat:error:usercancel"), want: "canceled"},
		{why: "code ends at a tab", document: described(`urn:signicat:error:usercancel\tx`), want: "canceled"},
		{why: "code ends at a line", document: described(`urn:signicat:error:usercancel\r\nx`), want: "canceled"},
		{why: "no-break space does not end a code", document: described(`urn:signicat:error:usercancel\u00a0x`), want: "rejected"},
		{why: "first code only", document: described("urn:signicat:error:x; urn:signicat:error:usercancel"), want: "rejected"},
		{why: "bare first code", document: described("urn:signicat:error; urn:signicat:error:usercancel"), want: "rejected"},
	})
}

func TestOpinionWebID(t *testing.T) {
	outcome := func(value string) string { return `"providerSpecific":{"outcome":` + value + `}` }
	const place = "/providerSpecific/outcome"
	opRun(t, "webid", []opinionCase{
		{why: "the good outcome", document: outcome(`"successful"`), want: "accepted"},
		{why: "the bad outcome", document: outcome(`"rejected"`), want: "rejected"},
		{why: "the open outcome", document: outcome(`"mismatch"`), want: "inconclusive"},
		{why: "each product has the same outcomes", document: `"processType":"accountid",` + outcome(`"successful"`), want: "accepted"},
		{why: "nothing supplied is looked at", document: outcome(`"mismatch"`), processType: "?", verdict: "?", want: "inconclusive"},
		{why: "nothing", document: ``, want: "undecided"},
		{why: "null", document: outcome(`null`), want: "undecided"},
		{why: "empty", document: outcome(`{}`), want: "undecided"},
		{why: "the recorded status is never an input", document: `"status":"accepted","providerSpecific":{"x":1}`, want: "undecided"},
		{why: "and does not outvote the outcome", document: `"status":"accepted",` + outcome(`"rejected"`), want: "rejected"},
		{why: "the word of a status is no outcome", document: outcome(`"accepted"`), want: "unknown-value " + place},
		{why: "words compare exactly", document: outcome(`"Mismatch"`), want: "unknown-value " + place},
		{why: "the empty word", document: outcome(`""`), want: "unknown-value " + place},
		{why: "no word", document: outcome(`true`), want: "unknown-value " + place},
		{why: "a word inside a list", document: outcome(`["successful"]`), want: "unknown-value " + place},
		{why: "element of a wrong type", document: `"providerSpecific":"successful"`, want: "unknown-value /providerSpecific"},
		{why: "at the top it is no outcome", document: `"outcome":"successful"`, want: "undecided"},
		{why: "a process that failed is not judged", document: `"status":"failed",` + outcome(`"?"`), want: "failed"},
	})
}
