package suite

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/verdict-id/verdict/internal/reference"
)

// sideCase is a document with the answer by some sides, written from what the
// register says of them.
type sideCase struct {
	sides string // such as R5=b R7=b
	doc   string
	want  string
	why   string

	processType, verdict string // supplied by the caller
}

// Documents of the cases, by what differs.
func onfidoDoc(processType, document, face string) string {
	return `{"provider":"onfido","status":"accepted"` + processType + `,"providerSpecific":{"documentVerification":{` + document + `},"facialSimilarity":{` + face + `}}}`
}

func eidDoc(checks, liveness string) string {
	return `{"provider":"eid","status":"accepted","providerSpecific":{"ocr":{"securityChecks":{` + checks +
		`},"features":[{"found":true}],"similarityScore":"high","livenessDetected":` + liveness + `}}}`
}

func readidDoc(clone string) string {
	return `{"provider":"readid","status":"accepted","providerSpecific":{"consolidatedIdentityData":{"chipVerification":"SUCCEEDED"` + clone + `}}}`
}

func facetecDoc(liveness, matching string) string {
	return `{"provider":"facetec","status":"accepted","providerSpecific":{"liveness":{"success":true,"faceScanSecurityChecks":{"replay":true}` +
		liveness + `},"matching":{"success":true` + matching + `}}}`
}

func paperDoc(kind, rest string) string {
	return `{"provider":"signicatpaper","status":"accepted","providerSpecific":{"verification":{"status":true,"type":"` + kind + `"}` + rest + `}}`
}

func webidDoc(status, outcome string) string {
	return `{"provider":"webid"` + status + `,"providerSpecific":{` + outcome + `}}`
}

// hybridDoc is a document of VideoID whose other signals are good.
func hybridDoc(checks string) string {
	return strings.Replace(eidDoc(checks, "true"), `"provider":"eid"`, `"provider":"signicatvideoid","processType":"hybrid"`, 1)
}

const (
	typeDocument = `,"processType":"document"`
	typeSelfie   = `,"processType":"documentSelfie"`
	bothClear    = `"result":"clear","subResult":"clear"`
	sevenClear   = `,"documentType":"passport","ageValidation":"clear","compromisedDocument":"clear","dataConsistency":"clear","dataValidation":"clear","imageIntegrity":"clear","policeRecord":"clear","visualAuthenticity":"clear"`
	allClear     = sevenClear + `,"dataComparison":"clear"`
	faceAllClear = `"result":"clear","imageIntegrity":"clear","faceComparison":"clear","visualAuthenticity":"clear"`
	checkValid   = `"nonExpired":{"valid":true}`
	checkInvalid = `"nonExpired":{"valid":false}`
	withMRZ      = `,"mrz":{"firstName":"ILSE"}`
	fourElements = withMRZ + `,"mrzChecksum":{"a":"VALID"},"mrzVerification":{"a":"VALID"},"featuresVerification":{"a":"VALID"},"mrzFeatureMatching":{"a":"FULL_MATCH"}`
)

// lifecycleDoc is a document whose signals accept.
func lifecycleDoc(status string) string {
	return `{"provider":"connect:idin"` + status + `,"providerSpecific":{"idToken":"x"}}`
}

var sideCases = []sideCase{
	{sides: "R2=b", doc: lifecycleDoc(`,"status":"accepted","failReason":{"code":"x"}`), want: "accepted", why: "no failure is recorded that the reason could explain, so the signals decide"},
	{sides: "R2=b", doc: lifecycleDoc(`,"status":"canceled","failReason":{"code":"x"}`), want: "canceled", why: "the recorded status counts, and it is no failure"},
	{sides: "R2=b", doc: lifecycleDoc(`,"status":"failed","failReason":{"code":"x"}`), want: "failed", why: "the failure is recorded"},
	{sides: "R2=b", doc: lifecycleDoc(`,"failReason":{"code":"x"}`), want: "accepted", why: "without a status the signals decide, as by R22=a"},
	{sides: "R2=b", doc: lifecycleDoc(`,"status":"failed","failReason":"x"`), want: "unknown-value", why: "what the element has to be does not change"},

	{sides: "R3=b", doc: strings.Replace(eidDoc(checkValid, "true"), "eid", "signicatvideoid", 1), want: "unknown-provider", why: "the later name is not known"},
	{sides: "R3=b", doc: `{"provider":"signicatvideoid","status":"pending"}`, want: "unknown-provider", why: "without a table not even the lifecycle is looked at"},
	{sides: "R3=b", doc: eidDoc(checkValid, "true"), want: "accepted", why: "the earlier name is the one the source knows"},

	{sides: "R4=b", doc: onfidoDoc("", bothClear, ""), want: "accepted", why: "neither type nor face result: the document decides, and is clear"},
	{sides: "R4=b", doc: onfidoDoc("", bothClear, `"faceComparison":"consider"`), want: "accepted", why: "without a face result it was a document check, whose face does not count"},
	{sides: "R4=b", doc: onfidoDoc("", bothClear, `"result":"consider"`), want: "inconclusive", why: "a face result is there, so the face counts"},
	{sides: "R4=b", doc: onfidoDoc("", bothClear, `"result":"clear"`), want: "accepted", why: "the face counts and is clear"},
	{sides: "R4=b", doc: onfidoDoc(typeSelfie, bothClear, ""), want: "undecided", why: "the type asks for the face"},
	{sides: "R4=b", doc: onfidoDoc(typeSelfie, bothClear, `"result":"consider"`), want: "inconclusive", why: "as chosen where there is a type"},
	{sides: "R4=b", doc: onfidoDoc(`,"processType":"documentVideo"`, bothClear, `"result":"consider"`), want: "inconclusive", why: "as chosen where there is a type"},
	{sides: "R4=b", doc: onfidoDoc(typeDocument, bothClear, `"result":"consider"`), want: "accepted", why: "as chosen where there is a type"},

	{sides: "R5=b", doc: onfidoDoc(typeDocument, bothClear, ""), want: "undecided", why: "every breakdown and the document type are missing"},
	{sides: "R5=b", doc: onfidoDoc(typeDocument, bothClear+sevenClear, ""), want: "undecided", why: "dataComparison is missing"},
	{sides: "R5=b", doc: onfidoDoc(typeDocument, bothClear+allClear, ""), want: "accepted", why: "all of the document is there, and the face does not count"},
	{sides: "R5=b", doc: onfidoDoc(typeSelfie, bothClear+allClear, `"result":"clear","imageIntegrity":"clear","visualAuthenticity":"clear"`), want: "undecided", why: "the face counts, and faceComparison is missing"},
	{sides: "R5=b", doc: onfidoDoc(typeSelfie, bothClear+allClear, faceAllClear), want: "accepted", why: "everything is there and clear"},
	{sides: "R5=b", doc: onfidoDoc(typeDocument, bothClear+strings.Replace(allClear, "ageValidation", "ageComparison", 1), ""), want: "accepted", why: "the other name of ageValidation is the same breakdown (C3)"},
	{sides: "R5=b", doc: onfidoDoc(typeDocument, `"result":"clear","subResult":"suspected"`, ""), want: "inconclusive", why: "what is missing keeps from acceptance alone"},

	{sides: "R6=b", doc: onfidoDoc(typeDocument, `"result":"clear","subResult":"caution"`, ""), want: "accepted", why: "caution is read as clear"},
	{sides: "R6=b", doc: onfidoDoc(typeSelfie, `"result":"clear","subResult":"caution"`, ""), want: "undecided", why: "as with clear, the face is waited for"},
	{sides: "R6=b", doc: onfidoDoc(typeDocument, bothClear, ""), want: "accepted", why: "clear itself is as before"},
	{sides: "R6=b", doc: onfidoDoc(typeDocument, `"result":"consider","subResult":"caution"`, ""), want: "inconclusive", why: "beside clear a result of consider is inconclusive (R8=a), so beside caution too"},

	{sides: "R6=c", doc: onfidoDoc(typeDocument, `"result":"clear","subResult":"caution"`, ""), want: "unknown-value", why: "the source does not know the word"},
	{sides: "R6=c", doc: onfidoDoc(typeDocument, `"subResult":"caution","documentType":"unknown"`, ""), want: "unknown-value", why: "an unknown value refuses the document though a row rejects"},
	{sides: "R6=c", doc: onfidoDoc(typeDocument, `"result":"clear","subResult":"suspected"`, ""), want: "inconclusive", why: "the other words stay known"},

	{sides: "R7=b", doc: onfidoDoc(typeDocument, bothClear+`,"imageIntegrity":"consider"`, ""), want: "rejected", why: "a bad imageIntegrity rejects"},
	{sides: "R7=b", doc: onfidoDoc(typeDocument, `"imageIntegrity":"consider"`, ""), want: "rejected", why: "it does so by itself, as ageValidation does"},
	{sides: "R7=b", doc: onfidoDoc(typeDocument, bothClear+`,"dataComparison":"consider"`, ""), want: "accepted", why: "dataComparison is not named, so it does not count"},
	{sides: "R7=b", doc: onfidoDoc(typeDocument, bothClear+`,"policeRecord":"unidentified","ageValidation":"unidentified"`, ""), want: "accepted", why: "the word is not named, so it does not count"},
	{sides: "R7=b", doc: onfidoDoc(typeDocument, bothClear+`,"policeRecord":"consider"`, ""), want: "inconclusive", why: "policeRecord is one of the five that are named"},
	{sides: "R7=b", doc: onfidoDoc(typeDocument, bothClear+`,"ageValidation":"consider"`, ""), want: "rejected", why: "as chosen"},
	{sides: "R7=b", doc: onfidoDoc(typeSelfie, bothClear, `"result":"clear","faceComparison":"unidentified"`), want: "inconclusive", why: "the reading is about breakdowns of the document, not of the face"},
	{sides: "R7=b", doc: onfidoDoc(typeDocument, bothClear+`,"dataComparison":"fine"`, ""), want: "unknown-value", why: "which words there are does not change"},

	{sides: "R8=b", doc: onfidoDoc(typeDocument, `"result":"consider","subResult":"clear"`, ""), want: "accepted", why: "the sub-result decides alone"},
	{sides: "R8=b", doc: onfidoDoc(typeDocument, `"result":"unidentified","subResult":"clear"`, ""), want: "accepted", why: "the sub-result decides alone"},
	{sides: "R8=b", doc: onfidoDoc(typeDocument, `"subResult":"clear"`, ""), want: "undecided", why: "the result has to be there"},
	{sides: "R8=b", doc: onfidoDoc(typeDocument, bothClear, ""), want: "accepted", why: "both are clear"},
	{sides: "R8=b", doc: onfidoDoc(typeDocument, `"result":"consider","subResult":"clear","policeRecord":"consider"`, ""), want: "inconclusive", why: "the breakdowns count as before"},

	{sides: "R9=b", doc: eidDoc(checkValid, "false"), want: "accepted", why: "only the security check of that name counts, and none is false"},
	{sides: "R9=b", doc: eidDoc("", "false"), want: "undecided", why: "no longer rejected, and the checks are missing"},
	{sides: "R9=b", doc: eidDoc(checkValid, "null"), want: "accepted", why: "it does not count, there or not"},
	{sides: "R9=b", doc: eidDoc(`"livenessDetected":{"valid":false}`, "true"), want: "rejected", why: "the check alone counts, and is false"},
	{sides: "R9=b", doc: eidDoc(checkValid, `"perhaps"`), want: "unknown-value", why: "which words there are does not change"},

	{sides: "R10=b", doc: eidDoc(checkInvalid, "true"), verdict: "accepted", want: "rejected", why: "a false check is stricter than the verdict"},
	{sides: "R10=b", doc: eidDoc(checkInvalid, "true"), verdict: "failed", want: "rejected", why: "rejected is stricter than failed"},
	{sides: "R10=b", doc: eidDoc(checkInvalid, "true"), verdict: "accepted", processType: "attended", want: "rejected", why: "they are combined whoever approves"},
	{sides: "R10=b", doc: eidDoc(checkValid, "true"), verdict: "inconclusive", want: "inconclusive", why: "the verdict is stricter than the signals"},
	{sides: "R10=b", doc: eidDoc("", "true"), verdict: "accepted", want: "accepted", why: "of the rows that hold only the verdict's is there; nothing else is stricter"},
	{sides: "R10=b", doc: eidDoc(checkInvalid, "true"), processType: "attended", want: "undecided", why: "without a verdict there is nothing to combine, and a human approves (R11=a)"},
	{sides: "R10=b", doc: eidDoc(checkInvalid, "true"), processType: "substantial", want: "rejected", why: "without a verdict the signals of an automatic process decide, as chosen"},

	{sides: "R11=b", doc: eidDoc(checkValid, "true"), want: "undecided", why: "all signals are good, and there is no verdict"},
	{sides: "R11=b", doc: eidDoc(checkValid, "true"), processType: "substantial", want: "undecided", why: "all signals are good, and there is no verdict"},
	{sides: "R11=b", doc: eidDoc(checkInvalid, "true"), want: "rejected", why: "only acceptance asks for a verdict"},
	{sides: "R11=b", doc: eidDoc(checkValid, "true"), verdict: "accepted", want: "accepted", why: "the verdict accepts"},

	{sides: "R12=b", doc: readidDoc(""), want: "undecided", why: "absent is missing"},
	{sides: "R12=b", doc: readidDoc(`,"chipCloneDetection":"NOT_AVAILABLE"`), want: "unknown-value", why: "shown nowhere"},
	{sides: "R12=b", doc: readidDoc(`,"chipCloneDetection":"NOT_SUPPORTED"`), want: "unknown-value", why: "shown nowhere"},
	{sides: "R12=b", doc: readidDoc(`,"chipCloneDetection":"NOT_PRESENT"`), want: "unknown-value", why: "shown nowhere"},
	{sides: "R12=b", doc: readidDoc(`,"chipCloneDetection":"FAILED"`), want: "inconclusive", why: "shown, and known"},

	{sides: "R13=b", doc: facetecDoc("", `,"matchLevel":16`), want: "accepted", why: "16 is from 6 on"},
	{sides: "R13=b", doc: facetecDoc("", `,"matchLevel":61`), want: "accepted", why: "the highest that a table can list"},
	{sides: "R13=b", doc: facetecDoc("", `,"matchLevel":62`), want: "accepted", why: "the first that no table can list"},
	{sides: "R13=b", doc: facetecDoc("", `,"matchLevel":1.5e400`), want: "accepted", why: "a whole number, however large"},
	{sides: "R13=b", doc: facetecDoc("", `,"matchLevel":62.5`), want: "unknown-value", why: "not a whole number"},
	{sides: "R13=b", doc: facetecDoc("", `,"matchLevel":-100`), want: "unknown-value", why: "below every level"},
	{sides: "R13=b", doc: facetecDoc("", `,"matchLevel":5`), want: "inconclusive", why: "below 6, as chosen"},
	{sides: "R13=b", doc: facetecDoc("", `,"matchLevel":99,"matchLevel":99`), want: "malformed", why: "a member twice is not strict JSON, whatever it says"},
	{sides: "R13=b", doc: facetecDoc(`,"error":true`, `,"matchLevel":99`), want: "failed", why: "the level is known, and the error counts"},
	{sides: "R13=b", doc: facetecDoc("", `,"attempts":[{"matchLevel":99}],"matchLevel":5`), want: "inconclusive", why: "the level that counts stands at the top"},

	{sides: "R14=b", doc: facetecDoc(`,"error":true`, `,"matchLevel":9`), want: "rejected", why: "an error is a check that did not pass"},
	{sides: "R14=b", doc: facetecDoc("", `,"error":true`), want: "rejected", why: "an error of the matching too"},
	{sides: "R14=b", doc: facetecDoc("", `,"matchLevel":9`), want: "accepted", why: "no error"},

	{sides: "R15=b", doc: paperDoc("MRZ_ONLY", withMRZ), want: "inconclusive", why: "one side alone"},
	{sides: "R15=b", doc: paperDoc("MRZ_ONLY", withMRZ+`,"mrzChecksum":{"a":"MISSING"}`), want: "inconclusive", why: "one side alone, and nothing against it"},
	{sides: "R15=b", doc: paperDoc("MRZ_ONLY", withMRZ+`,"mrzChecksum":{"a":"INVALID"}`), want: "rejected", why: "an invalid check is stricter"},
	{sides: "R15=b", doc: paperDoc("MRZ_ONLY", withMRZ+`,"mrzChecksum":{"a":null}`), want: "undecided", why: "an entry without its word is waited for (R21=a)"},
	{sides: "R15=b", doc: paperDoc("MRZ_FEATURE_COMPARISON", withMRZ), want: "accepted", why: "both sides were compared"},
	{sides: "R15=b", doc: paperDoc("FEATURES_ONLY", withMRZ), want: "inconclusive", why: "the other side alone, as chosen"},

	{sides: "R21=b", doc: paperDoc("MRZ_FEATURE_COMPARISON", withMRZ), want: "undecided", why: "no element is there"},
	{sides: "R21=b", doc: paperDoc("MRZ_FEATURE_COMPARISON", strings.Replace(fourElements, `{"a":"FULL_MATCH"}`, `{}`, 1)), want: "undecided", why: "one element has no entry"},
	{sides: "R21=b", doc: paperDoc("MRZ_FEATURE_COMPARISON", fourElements), want: "accepted", why: "each of the four has an entry"},
	{sides: "R21=b", doc: paperDoc("FEATURES_ONLY", ""), want: "inconclusive", why: "what is missing keeps from acceptance alone"},

	{sides: "R21=c", doc: paperDoc("FEATURES_ONLY", withMRZ+`,"featuresVerification":{"a":null}`), want: "inconclusive", why: "the visible text alone is not enough, whatever the entry will say"},
	{sides: "R21=c", doc: paperDoc("MRZ_FEATURE_COMPARISON", `,"featuresVerification":{"a":null}`), want: "inconclusive", why: "there is no MRZ, whatever the entry will say"},
	{sides: "R21=c", doc: strings.Replace(paperDoc("FEATURES_ONLY", ""), "\"status\":true,", "", 1), want: "undecided", why: "the status of the verification is still asked for, and without an MRZ too"},
	{sides: "R21=c", doc: paperDoc("MRZ_FEATURE_COMPARISON", withMRZ+`,"mrzChecksum":{"a":null}`), want: "undecided", why: "acceptance waits as before"},

	{sides: "R22=b", doc: lifecycleDoc(""), want: "undecided", why: "no status"},
	{sides: "R22=b", doc: lifecycleDoc(`,"status":null,"failReason":{"code":"x"}`), want: "undecided", why: "null is no status, and a reason of failure is none either"},
	{sides: "R22=b", doc: `{"provider":"readid","providerSpecific":7}`, want: "undecided", why: "no status, whatever else it carries"},
	{sides: "R22=b", doc: lifecycleDoc(`,"status":"new"`), want: "unknown-value", why: "there is a status, and nobody knows it"},
	{sides: "R22=b", doc: lifecycleDoc(`,"failReason":"x"`), want: "unknown-value", why: "the lifecycle is read before anything is missing from it"},
	{sides: "R22=b", doc: lifecycleDoc(`,"status":"accepted"`), want: "accepted", why: "there is a status, and the signals decide"},

	{sides: "R29=b", doc: webidDoc(`,"status":"accepted"`, ""), want: "accepted", why: "accepted is recorded, and no other member is needed"},
	{sides: "R29=b", doc: webidDoc(`,"status":"rejected"`, `"outcome":"successful"`), want: "rejected", why: "rejected is recorded, and the member outcome is not read"},
	{sides: "R29=b", doc: webidDoc(`,"status":"inconclusive"`, `"outcome":"?"`), want: "inconclusive", why: "inconclusive is recorded, and no word of outcome is unknown"},
	{sides: "R29=b", doc: webidDoc(``, `"outcome":"successful"`), want: "undecided", why: "nothing is recorded"},
	{sides: "R29=b", doc: webidDoc(`,"status":"accepted","failReason":{"code":"x"}`, ""), want: "failed", why: "the lifecycle goes first, as chosen (R2=a)"},
	{sides: "R29=b", doc: webidDoc(`,"status":"not_matched"`, ""), want: "unknown-value", why: "no status of a process, and so no outcome"},
	{sides: "R29=b", doc: strings.Replace(webidDoc(`,"status":"accepted"`, ""), "{}", "7", 1), want: "accepted", why: "nothing else is read, so that it has a wrong type is not seen"},

	{sides: "R29=c", doc: webidDoc(`,"status":"accepted"`, `"outcome":"successful"`), want: "unknown-provider", why: "WebID is not known"},
	{sides: "R29=c", doc: webidDoc(`,"status":"failed"`, ""), want: "unknown-provider", why: "the provider goes before the lifecycle"},
	{sides: "R29=c", doc: webidDoc(`,"status":"accepted","status":"accepted"`, ""), want: "malformed", why: "what is malformed names no provider"},

	{sides: "R31=b", doc: hybridDoc(checkValid), want: "undecided", why: "a human approves, and there is no verdict"},
	{sides: "R31=b", doc: hybridDoc(checkInvalid), want: "undecided", why: "signals alone do not reject either where a human approves"},
	{sides: "R31=b", doc: eidDoc(checkValid, "true"), processType: "hybrid", want: "undecided", why: "the caller says hybrid, and under the older name it is the same type"},
	{sides: "R31=b", doc: hybridDoc(checkInvalid), verdict: "accepted", want: "accepted", why: "the verdict of the human"},
	{sides: "R31=b", doc: eidDoc(checkValid, "true"), processType: "substantial", want: "accepted", why: "only hybrid is read otherwise"},
	{sides: "R31=b", doc: eidDoc(checkValid, "true"), processType: "Hybrid", want: "accepted", why: "another word, which is automatic as chosen"},

	{sides: "R5=b R7=b", doc: onfidoDoc(typeDocument, bothClear+sevenClear, ""), want: "accepted", why: "dataComparison does not count, so it is not missing"},
	{sides: "R5=b R7=b", doc: onfidoDoc(typeDocument, bothClear+strings.Replace(sevenClear, `"policeRecord":"clear"`, `"policeRecord":"unidentified"`, 1), ""), want: "accepted", why: "policeRecord is there, and its word does not count"},
	{sides: "R5=b R7=b", doc: onfidoDoc(typeDocument, bothClear+strings.Replace(sevenClear, `"policeRecord":"clear",`, "", 1), ""), want: "undecided", why: "policeRecord is missing"},
	{sides: "R6=b R8=b", doc: onfidoDoc(typeDocument, `"result":"consider","subResult":"caution"`, ""), want: "accepted", why: "caution is read as clear, and decides alone"},
	{sides: "R4=b R5=b", doc: onfidoDoc("", bothClear+allClear, ""), want: "accepted", why: "a document check with everything of the document"},
	{sides: "R4=b R5=b", doc: onfidoDoc("", bothClear+allClear, `"result":"clear"`), want: "undecided", why: "the face counts, and its breakdowns are missing"},
	{sides: "R4=b R5=b R6=b R7=b R8=b", doc: onfidoDoc("", `"result":"consider","subResult":"caution"`+sevenClear, `"faceComparison":"consider"`), want: "accepted", why: "each of the five takes away one obstacle, and all that counts is there"},
	{sides: "R9=b R10=b", doc: eidDoc(checkValid, "false"), verdict: "accepted", want: "accepted", why: "the signals that are combined have no such liveness"},
	{sides: "R10=b R11=b", doc: eidDoc(checkValid, "true"), verdict: "accepted", want: "accepted", why: "there is a verdict, and nothing is stricter"},
	{sides: "R13=b R14=b", doc: facetecDoc(`,"error":true`, `,"matchLevel":99`), want: "rejected", why: "the level is known, and the error rejects"},
	{sides: "R15=b R21=b", doc: paperDoc("MRZ_ONLY", fourElements), want: "inconclusive", why: "one side alone, though all is there"},
	{sides: "R15=b R21=c", doc: paperDoc("MRZ_ONLY", withMRZ+`,"mrzChecksum":{"a":null}`), want: "inconclusive", why: "one side alone, and nothing is waited for"},
	{sides: "R2=b R22=b", doc: lifecycleDoc(`,"status":"accepted","failReason":{"code":"x"}`), want: "accepted", why: "there is a status, and the reason decides nothing"},
	{sides: "R22=b R29=b", doc: webidDoc(`,"status":"accepted"`, ""), want: "accepted", why: "there is a status, and it is the outcome"},
	{sides: "R2=b R29=b", doc: webidDoc(`,"status":"rejected","failReason":{"code":"x"}`, ""), want: "rejected", why: "the reason decides nothing, and rejected is recorded"},
	{sides: "R22=b R29=c", doc: webidDoc(``, ""), want: "unknown-provider", why: "an unknown provider goes before a missing status"},
	{sides: "R3=b R31=b", doc: hybridDoc(checkValid), want: "unknown-provider", why: "the later name is not known, whatever the type"},
	{sides: "R10=b R31=b", doc: hybridDoc(checkInvalid), verdict: "accepted", want: "rejected", why: "verdict and signals are combined, and the check is stricter"},
	{sides: "R11=b R31=b", doc: hybridDoc(checkInvalid), want: "undecided", why: "a human approves, so not even the check rejects without a verdict"},
	{sides: "R6=c R22=b", doc: strings.Replace(onfidoDoc(typeDocument, `"subResult":"caution"`, ""), `"status":"accepted",`, "", 1), want: "undecided", why: "without a status the provider's signals are not looked at"},
}

// namedCases are cases for each of the names that a side lists.
func namedCases() []sideCase {
	var cases []sideCase
	add := func(sides, doc, want, why string) {
		cases = append(cases, sideCase{sides: sides, doc: doc, want: want, why: why})
	}
	without := func(all, name string) string {
		return regexp.MustCompile(`,?"`+name+`":("\w+"|{[^}]*})`).ReplaceAllString(all, "")
	}
	with := func(all, name, word string) string { return without(all, name) + `,"` + name + `":"` + word + `"` }
	for name := range strings.FieldsSeq("ageValidation compromisedDocument dataConsistency dataValidation imageIntegrity policeRecord visualAuthenticity") {
		add("R5=b", onfidoDoc(typeDocument, bothClear+without(allClear, name), ""), "undecided", name+" is missing")
		add("R7=b", onfidoDoc(typeDocument, bothClear+without(allClear, name), ""), "accepted", "that "+name+" is absent is no obstacle (R5=a)")
		add("R7=b", onfidoDoc(typeDocument, bothClear+with(allClear, name, "unidentified"), ""), "accepted", "the word does not count, for "+name)
		add("R5=b R7=b", onfidoDoc(typeDocument, bothClear+without(sevenClear, name), ""), "undecided", name+" counts, and is missing")
		add("R5=b R7=b", onfidoDoc(typeDocument, bothClear+with(sevenClear, name, "unidentified"), ""), "accepted", name+" is there, and its word does not count")
		want := "inconclusive"
		if name == "ageValidation" || name == "imageIntegrity" {
			want = "rejected"
		}
		add("R7=b", onfidoDoc(typeDocument, bothClear+with(allClear, name, "consider"), ""), want, "the source names "+name+" and says so")
		add("R5=b R7=b", onfidoDoc(typeDocument, bothClear+with(sevenClear, name, "consider"), ""), want, "the source names "+name+" and says so")
	}
	add("R5=b", onfidoDoc(typeDocument, bothClear+without(allClear, "documentType"), ""), "undecided", "the document type is missing")
	for name := range strings.FieldsSeq("imageIntegrity faceComparison visualAuthenticity") {
		add("R5=b", onfidoDoc(typeSelfie, bothClear+allClear, without(faceAllClear, name)), "undecided", name+" of the face is missing, and the face counts")
		add("R7=b", onfidoDoc(typeSelfie, bothClear, with(faceAllClear, name, "unidentified")), "inconclusive", name+" of the face is none of the document")
	}
	for name := range strings.FieldsSeq("mrzChecksum mrzVerification featuresVerification mrzFeatureMatching") {
		rest := without(fourElements, name) + `,"` + name + `":`
		add("R21=b", paperDoc("MRZ_FEATURE_COMPARISON", rest+`null`), "undecided", name+" is not there")
		add("R21=b", paperDoc("MRZ_FEATURE_COMPARISON", rest+`{"a":"VALID","b":null}`), "undecided", "an entry of "+name+" lacks its word")
		add("R21=c", paperDoc("FEATURES_ONLY", rest+`{"a":"VALID","b":null}`), "inconclusive", "the visible text alone, and "+name+" is not waited for")
	}
	for verdict := range strings.FieldsSeq("accepted inconclusive failed rejected") {
		cases = append(cases, sideCase{sides: "R10=b", doc: eidDoc(checkInvalid, "true"), verdict: verdict, processType: "high", want: "rejected", why: "a false check rejects beside the verdict " + verdict})
	}
	return cases
}

// TestSides asks the cases, and asks for two of each side that the chosen sides
// answer otherwise.
func TestSides(t *testing.T) {
	differ := map[string]int{}
	for _, c := range slices.Concat(sideCases, namedCases()) {
		context := map[string]string{"processType": c.processType, "verdict": c.verdict}
		with := map[string]string{}
		for side := range strings.FieldsSeq(c.sides) {
			reading, letter, _ := strings.Cut(side, "=")
			with[reading] = letter
		}
		chosen := reference.Decide(shippedBook(), []byte(c.doc), context).Kind
		got, _ := resolve(chosen, Alternatives([]byte(c.doc), context), with)
		if got != c.want {
			t.Errorf("%s: %s, want %s: %s\n%s", c.sides, got, c.want, c.why, c.doc)
		}
		if got != chosen {
			differ[c.sides]++
		}
	}
	for _, side := range Sides() {
		if !side.Result && differ[side.String()] < 2 {
			t.Errorf("%s: %d cases that the chosen side answers otherwise, want 2", side, differ[side.String()])
		}
	}
}

func TestCapMatchLevel(t *testing.T) {
	tests := []struct{ level, want, why string }{
		{"61", "61", "a table can list it"},
		{"6.2e1", "61", "62"},
		{"0.0062E+4", "61", "62"},
		{"100", "61", "three digits"},
		{"70", "61", "a digit and a zero"},
		{"7", "7", "one digit, though it is above 6"},
		{"1e1", "1e1", "ten"},
		{"1e99999999999999999999", "61", "a power that no number type holds"},
		{"0e99", "0e99", "zero"},
		{"-62", "-62", "below zero"},
		{"62.1", "62.1", "not whole"},
		{`"62"`, `"62"`, "a text"},
	}
	for _, test := range tests {
		before, after := ` { "a":[1,99], "providerSpecific" : {"matching":{ "match\u004cevel" : `, ` , "b":99 } }} `
		if got, want := string(capMatchLevel([]byte(before+test.level+after))), before+test.want+after; got != want {
			t.Errorf("%s: got %s, want %s", test.why, got, want)
		}
	}
}
