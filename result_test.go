package verdict_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict"
)

// resultCase is a document with the final result that follows from the source.
type resultCase struct {
	why         string
	document    string
	want        string // as resultText gives it
	processType string // supplied
	verdict     string // supplied
}

// resultText writes a final result on one line.
func resultText(r verdict.FinalResult) string {
	var parts []string
	for name, value := range r.Fields() {
		parts = append(parts, name+"="+value)
	}
	for _, name := range r.LeftOut {
		parts = append(parts, "without "+name)
	}
	if r.UnverifiedToken {
		parts = append(parts, "unverified")
	}
	return strings.Join(parts, " ")
}

func runResults(t *testing.T, cases []resultCase) {
	t.Helper()
	for _, c := range cases {
		p, err := verdict.Parse([]byte(c.document))
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		p = p.WithProcessType(c.processType).WithVerdict(c.verdict)
		r, err := p.FinalResult([]byte(c.document))
		if got := resultText(r); err != nil || got != c.want {
			t.Errorf("%s: %s\ngot  %s, %v\nwant %s", c.why, c.document, got, err, c.want)
		}
		compareResult(t, []byte(c.document), c.processType, c.verdict)
	}
}

// Documents that are accepted, with members added to the element that holds a
// person's data.

func onfidoDocument(processType, document, face string) string {
	return `{"provider":"onfido","processType":"` + processType + `","providerSpecific":{` +
		`"documentVerification":{"result":"clear","subResult":"clear"` + more(document) + `},` +
		`"facialSimilarity":{"result":"clear"` + more(face) + `}}}`
}

func eidDocument(ocr string) string {
	return `{"provider":"eid","providerSpecific":{"ocr":{"securityChecks":{"a":{"valid":true}},"features":[{"found":true}],` +
		`"similarityScore":"high"` + more(ocr) + `}}}`
}

func readIDDocument(element, members string) string {
	return `{"provider":"readid","providerSpecific":{"` + element + `":{"chipVerification":"SUCCEEDED"` + more(members) + `}}}`
}

func faceTecDocument(level int, liveness string) string {
	return fmt.Sprintf(`{"provider":"facetec","providerSpecific":{"liveness":{"faceScanSecurityChecks":{"a":true},"success":true%s},`+
		`"matching":{"success":true,"matchLevel":%d}}}`, more(liveness), level)
}

func paperDocument(mrz, beside string) string {
	return `{"provider":"signicatpaper","providerSpecific":{"verification":{"status":"true","type":"MRZ_ONLY"},` +
		`"mrz":{"line1":"x"` + more(mrz) + `}` + more(beside) + `}}`
}

func connectDocument(method, userInfo string) string {
	return `{"provider":"connect:` + method + `","providerSpecific":{"idToken":"x","userInfo":` + userInfo + `}}`
}

func more(members string) string {
	if members == "" {
		return ""
	}
	return "," + members
}

// everyField are members named as the fields of a final result, and some that
// are none.
const everyField = `"firstName":"EVA","lastName":"LIND","dateOfExpiry":"2031-01-02","gender":"F","nationality":"SWE",` +
	`"documentType":"passport","documentNumber":"N1","issuingCountry":"NOR","dateOfBirth":"1990-03-04",` +
	`"livenessDetected":"true","personalIdentificationNumber":"P1",` +
	`"personalNumber":"none","socialSecurityNumber":"none","healthNumber":"none","taxNumber":"none","given_name":"none"`

const everyIdentity = "firstName=EVA lastName=LIND dateOfExpiry=2031-01-02 gender=F nationality=SWE " +
	"documentType=passport documentNumber=N1 issuingCountry=NOR dateOfBirth=1990-03-04"

const everyClaim = `"given_name":"Noor","family_name":"de Wit","gender":"2","signicat.national_id":"ID1","consumer.bin":"BIN1",` +
	`"sub":"none","firstName":"none","nationality":"NLD","birthdate":"1990-03-04"`

// TestResultFields: every field of every provider, and nothing that its
// documents do not promise.
func TestResultFields(t *testing.T) {
	videoID := strings.Replace(eidDocument(everyField), `"eid"`, `"signicatvideoid"`, 1)
	runResults(t, []resultCase{
		{why: "the fields of an identity document come from its check, the score from that of the face",
			document: onfidoDocument("documentSelfie", everyField+`,"similarityScore":"none"`, `"similarityScore":"high","firstName":"none"`),
			want:     everyIdentity + " similarityScore=high"},
		{why: "members of ocr that are named as a field are one, the numbers for tax and health are not",
			document: eidDocument(everyField),
			want:     everyIdentity + " similarityScore=high livenessDetected=true personalIdentificationNumber=P1"},
		{why: "VideoID is the later name of the same provider (R3)",
			document: videoID,
			want:     everyIdentity + " similarityScore=high livenessDetected=true personalIdentificationNumber=P1"},
		{why: "members of the chip's element that are named as a field are one, those about a face too",
			document: readIDDocument("consolidatedIdentityData", everyField+`,"similarityScore":"high"`),
			want:     everyIdentity + " similarityScore=high livenessDetected=true personalIdentificationNumber=P1"},
		{why: "the source shows these two words and no others (R17); FaceTec knows no name",
			document: faceTecDocument(8, everyField),
			want:     "similarityScore=high livenessDetected=true"},
		{why: "of a paper document the machine-readable zone counts, and its personal number is not promoted",
			document: paperDocument(everyField+`,"similarityScore":"none"`, `"features":{"firstName":"none","personalIdentificationNumber":"none"}`),
			want:     everyIdentity},
		{why: "claims of the user information have names of their own",
			document: connectDocument("idin", "{"+everyClaim+"}"),
			want:     "firstName=Noor lastName=de Wit gender=2 personalIdentificationNumber=ID1"},
		{why: "and they are the same for every method",
			document: connectDocument("nbid", "{"+everyClaim+"}"),
			want:     "firstName=Noor lastName=de Wit gender=2 personalIdentificationNumber=ID1"},
	})
}

// TestResultSources: which of several sources counts, and when.
func TestResultSources(t *testing.T) {
	const score = `"similarityScore":"medium"`
	without := strings.Replace(onfidoDocument("", "", score), `"processType":"",`, "", 1)
	runResults(t, []resultCase{
		{why: "a video asks for the face as a selfie does", document: onfidoDocument("documentVideo", "", score), want: "similarityScore=medium"},
		{why: "where the document alone counts, the face says nothing of the person", document: onfidoDocument("document", "", score)},
		{why: "without a process type the face counts (R4)", document: without, want: "similarityScore=medium"},
		{why: "a supplied process type counts as the document's own would: without the face", document: without, processType: "document"},
		{why: "and with it", document: without, processType: "documentVideo", want: "similarityScore=medium"},
		{why: "what does not count is not left out either", document: onfidoDocument("document", "", `"similarityScore":7`)},
		{why: "what counts is", document: onfidoDocument("documentSelfie", "", `"similarityScore":7`), want: "without similarityScore"},

		{why: "session is another name of the chip's element",
			document: readIDDocument("session", everyField), want: everyIdentity + " livenessDetected=true personalIdentificationNumber=P1"},
		{why: "an empty element beside it is none",
			document: strings.Replace(readIDDocument("session", `"firstName":"EVA"`), `"session"`, `"consolidatedIdentityData":{},"session"`, 1), want: "firstName=EVA"},

		{why: "level 6 is accepted, and accepted is high (R17)", document: faceTecDocument(6, ""), want: "similarityScore=high livenessDetected=true"},
		{why: "a higher level is no higher word", document: faceTecDocument(15, ""), want: "similarityScore=high livenessDetected=true"},

		{why: "the national number comes first (R18)",
			document: connectDocument("idin", `{"consumer.bin":"B","signicat.national_id":"A"}`), want: "personalIdentificationNumber=A"},
		{why: "iDIN's own stands in for it", document: connectDocument("idin", `{"consumer.bin":"B"}`), want: "personalIdentificationNumber=B"},
		{why: "also where the first is null", document: connectDocument("idin", `{"signicat.national_id":null,"consumer.bin":"B"}`), want: "personalIdentificationNumber=B"},
		{why: "or empty", document: connectDocument("idin", `{"signicat.national_id":"","consumer.bin":"B"}`), want: "personalIdentificationNumber=B"},
		{why: "or no text, which is no reason to leave the field out when the second is one",
			document: connectDocument("idin", `{"signicat.national_id":1,"consumer.bin":"B"}`), want: "personalIdentificationNumber=B"},
		{why: "two that are no text make one field left out", document: connectDocument("idin", `{"signicat.national_id":1,"consumer.bin":[1]}`), want: "without personalIdentificationNumber"},
		{why: "consumer.bin is iDIN's: to another method it is any member", document: connectDocument("nbid", `{"consumer.bin":"B"}`)},
		{why: "a method that only begins with idin is another", document: connectDocument("idin2", `{"consumer.bin":"B"}`)},
		{why: "methods compare exactly", document: connectDocument("iDIN", `{"consumer.bin":"B"}`)},
		{why: "what another method does not read is not left out either", document: connectDocument("nbid", `{"consumer.bin":1}`)},
		{why: "the words in the name are one name, not a path", document: connectDocument("idin", `{"signicat":{"national_id":"A"},"consumer":{"bin":"B"}}`)},
	})
}

// TestResultForms: how values are written, and which have no form.
func TestResultForms(t *testing.T) {
	for _, c := range []struct{ why, value, want string }{
		{"a day of the calendar stays", `"2031-01-02"`, "dateOfExpiry=2031-01-02"},
		{"a leap day is one", `"2028-02-29"`, "dateOfExpiry=2028-02-29"},
		{"in another year it is none", `"2027-02-29"`, "without dateOfExpiry"},
		{"nor is the thirty-first of April", `"2031-04-31"`, "without dateOfExpiry"},
		{"month nought", `"2031-00-02"`, "without dateOfExpiry"},
		{"six digits leave the century open, and it is not guessed", `"310102"`, "without dateOfExpiry"},
		{"another order is not guessed", `"02-01-2031"`, "without dateOfExpiry"},
		{"dots are another form", `"2031.01.02"`, "without dateOfExpiry"},
		{"a moment is no day", `"2031-01-02T00:00:00Z"`, "without dateOfExpiry"},
		{"one digit is too few", `"2031-1-2"`, "without dateOfExpiry"},
		{"a space is no part of a day", `"2031-01-02 "`, "without dateOfExpiry"},
		{"a number is no day", `20310102`, "without dateOfExpiry"},
		{"null is absent", `null`, ""},
		{"empty is absent", `""`, ""},
		{"so is an empty object", `{}`, ""},
		{"and an empty list", `[]`, ""},
		{"a list of days is none", `["2031-01-02"]`, "without dateOfExpiry"},
		{"an object is none", `{"day":2}`, "without dateOfExpiry"},
		{"a boolean is none", `true`, "without dateOfExpiry"},
	} {
		runResults(t, []resultCase{{why: c.why, document: readIDDocument("session", `"dateOfExpiry":`+c.value), want: c.want}})
	}
	for _, c := range []struct{ why, value, want string }{
		{"alpha-3 stays", `"NOR"`, "nationality=NOR"},
		{"alpha-2 is written out", `"NO"`, "nationality=NOR"},
		{"D is Germany in machine-readable zones", `"D"`, "nationality=DEU"},
		{"a code of ICAO's own stays: stateless", `"XXA"`, "nationality=XXA"},
		{"lower case is no code", `"nor"`, "without nationality"},
		{"a name is no code", `"Norway"`, "without nationality"},
		{"nobody has this code", `"NOO"`, "without nationality"},
		{"specimens are nobody's", `"UTO"`, "without nationality"},
		{"fillers are no part of a code", `"D<<"`, "without nationality"},
		{"a number is another code", `578`, "without nationality"},
		{"null is absent", `null`, ""},
	} {
		runResults(t, []resultCase{{why: c.why, document: readIDDocument("session", `"nationality":`+c.value), want: c.want}})
	}
	for _, c := range []struct{ why, value, want string }{
		{"a boolean is written as a word", `true`, "similarityScore=high livenessDetected=true"},
		{"a word stays", `"true"`, "similarityScore=high livenessDetected=true"},
		{"null is absent", `null`, "similarityScore=high"},
	} {
		runResults(t, []resultCase{{why: c.why, document: eidDocument(`"livenessDetected":` + c.value), want: c.want}})
	}
	runResults(t, []resultCase{
		{why: "where the provider accepts all the same, the word may be false", verdict: "accepted",
			document: eidDocument(`"livenessDetected":false`), want: "similarityScore=high livenessDetected=false"},
		{why: "where the provider accepts all the same, any word of similarity stands", verdict: "accepted",
			document: strings.Replace(eidDocument(""), `"high"`, `"verylow"`, 1), want: "similarityScore=verylow"},
		{why: "names keep their case, spaces and letters", document: readIDDocument("session", `"firstName":" eVA-Zoë  <&> \u2028 O'Neil"`),
			want: "firstName= eVA-Zoë  <&> \u2028 O'Neil"},
		{why: "escapes are spelling", document: readIDDocument("session", `"first\u004eame":"\u0045VA"`), want: "firstName=EVA"},
		{why: "a kind of document is any word", document: readIDDocument("session", `"documentType":"P"`), want: "documentType=P"},
		{why: "a number may look like a word, and is none", document: readIDDocument("session", `"documentNumber":123,"gender":true,"lastName":["A"]`),
			want: "without lastName without gender without documentNumber"},
		{why: "names of members compare exactly", document: readIDDocument("session", `"FirstName":"EVA","lastname":"LIND"`)},
		{why: "what Connect sends is not normalised, because nobody knows the method: a day that is none stays",
			document: connectDocument("idin", `{"gender":"9999-99-99","given_name":"d","family_name":" "}`), want: "firstName=d lastName=  gender=9999-99-99"},
		{why: "but a claim is a text: what is none is left out", document: connectDocument("idin", `{"gender":1,"given_name":true,"family_name":{"a":1}}`),
			want: "without firstName without lastName without gender"},
		{why: "null and empty claims are absent", document: connectDocument("idin", `{"gender":null,"given_name":"","family_name":{},"signicat.national_id":[]}`)},
	})
}

// TestResultUserInfo: an object or an unencrypted token, and nothing else.
func TestResultUserInfo(t *testing.T) {
	header, claims := opEncode(`{"alg":"RS256"}`), opEncode(`{"given_name":"Noor","gender":2}`)
	quoted := func(text string) string { return `"` + text + `"` }
	const opened, unusable = "firstName=Noor without gender unverified", "without userInfo"
	for _, c := range []struct{ why, userInfo, want string }{
		{"an object is nobody's token", `{"given_name":"Noor","gender":"2"}`, "firstName=Noor gender=2"},
		{"a token is opened, and nobody has checked its signature", quoted(header + "." + claims + ".c2lnbmVk"), opened},
		{"none is asked for", quoted(header + "." + claims + "."), opened},
		{"whatever the header says", quoted(opEncode(`{}`) + "." + claims + "."), opened},
		{"a token without claims of ours has no field", quoted(header + "." + opEncode(`{"sub":"x"}`) + "."), "unverified"},
		{"and so has one without any", quoted(header + "." + opEncode(`{}`) + "."), "unverified"},
		{"of an encrypted token nothing is read, and that is no fault", quoted(header + ".AA.AA.AA.AA"), ""},
		{"five parts say so, whatever they are", quoted("...."), ""},
		{"nothing is there", `""`, ""},
		{"null is absent", `null`, ""},
		{"an empty object is absent", `{}`, ""},
		{"an empty list is absent", `[]`, ""},
		{"two parts are no token", quoted(header + "." + claims), unusable},
		{"four parts are none", quoted(header + "." + claims + ".."), unusable},
		{"six parts are none", quoted("....."), unusable},
		{"any text is none", quoted("Noor"), unusable},
		{"JSON in a string is none", `"{\"given_name\":\"Noor\"}"`, unusable},
		{"a number is none", `12`, unusable},
		{"false is none", `false`, unusable},
		{"a list is none, not even of claims", `[{"given_name":"Noor"}]`, unusable},
		{"padding is not base64url as tokens have it", quoted(header + "." + claims + "=."), unusable},
		{"bits left over say that it was written differently", quoted(header + "." + claims + ".AB"), unusable},
		{"a line break within", quoted(header + "." + claims + `.\n`), unusable},
		{"a header that is no object", quoted(opEncode(`[]`) + "." + claims + "."), unusable},
		{"a header with a member twice", quoted(opEncode(`{"alg":"a","alg":"b"}`) + "." + claims + "."), unusable},
		{"claims that are no object", quoted(header + "." + opEncode(`["given_name"]`) + "."), unusable},
		{"claims with a member twice: two readers could see two people", quoted(header + "." + opEncode(`{"given_name":"A","given_name":"B"}`) + "."), unusable},
		{"the same through an escape", quoted(header + "." + opEncode(`{"given_name":"A","given\u005fname":"B"}`) + "."), unusable},
		{"claims that break off", quoted(header + "." + opEncode(`{"given_name":"A"`) + "."), unusable},
		{"claims with something behind them", quoted(header + "." + opEncode(`{"given_name":"A"}{}`) + "."), unusable},
		{"claims that are not UTF-8", quoted(header + "." + opEncode("{\"given_name\":\"\xff\"}") + "."), unusable},
		{"no claims at all", quoted(header + ".."), unusable},
		{"claims nest as deep as a document may", quoted(header + "." + opEncode(nestedClaims(64)) + "."), "firstName=Noor unverified"},
		{"and no deeper", quoted(header + "." + opEncode(nestedClaims(65)) + "."), unusable},
		{"a token of 64 KiB is read", quoted(tokenOf(64<<10, header, claims)), opened},
		{"a longer one is not", quoted(tokenOf(64<<10+1, header, claims)), unusable},
		{"a string in the claims is not opened again", quoted(header + "." + opEncode(`{"userInfo":"`+header+"."+claims+`."}`) + "."), "unverified"},
	} {
		runResults(t, []resultCase{{why: c.why, document: connectDocument("idin", c.userInfo), want: c.want}})
	}
	runResults(t, []resultCase{
		{why: "without user information there is nothing to say",
			document: `{"provider":"connect:idin","providerSpecific":{"idToken":"x"}}`},
		{why: "encryption is judged on the user information, not on the identity token",
			document: `{"provider":"connect:idin","providerSpecific":{"idToken":"a.b.c.d.e","userInfo":{"given_name":"Noor"}}}`, want: "firstName=Noor"},
		{why: "to another provider user information is an unknown member, whatever it is: a number",
			document: `{"provider":"readid","providerSpecific":{"session":{"chipVerification":"SUCCEEDED","firstName":"EVA"},"userInfo":12}}`, want: "firstName=EVA"},
		{why: "or a token",
			document: `{"provider":"readid","providerSpecific":{"session":{"chipVerification":"SUCCEEDED","firstName":"EVA"},"userInfo":"` + header + "." + claims + `."}}`, want: "firstName=EVA"},
	})
}

// nestedClaims nests to a depth, that of the object itself included.
func nestedClaims(depth int) string {
	return `{"given_name":"Noor","deep":` + strings.Repeat("[", depth-1) + strings.Repeat("]", depth-1) + `}`
}

// tokenOf fills a token up with a long signature.
func tokenOf(size int, header, claims string) string {
	start := header + "." + claims + "."
	rest := size - len(start)
	if rest%4 == 1 {
		panic("six bits are no byte: no signature is as long")
	}
	return start + strings.Repeat("A", rest)
}

// TestResultLeftOut: the user information first, then fields in their order,
// whatever the order in the document.
func TestResultLeftOut(t *testing.T) {
	bad := `"dateOfBirth":"x","issuingCountry":"x","documentNumber":1,"documentType":1,"nationality":"x","gender":1,` +
		`"dateOfExpiry":"x","lastName":1,"firstName":1,"personalIdentificationNumber":1`
	document := readIDDocument("session", bad)
	p, err := verdict.Parse([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.FinalResult([]byte(document))
	if err != nil || !r.Empty() {
		t.Errorf("%v, %v; want no field", r, err)
	}
	want := []string{"firstName", "lastName", "dateOfExpiry", "gender", "nationality", "documentType", "documentNumber",
		"issuingCountry", "dateOfBirth", "personalIdentificationNumber"}
	if diff := cmp.Diff(want, r.LeftOut); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}

// TestResultEmpty: where a document has no field there is no final result.
func TestResultEmpty(t *testing.T) {
	runResults(t, []resultCase{
		{why: "an Onfido document may carry signals alone", document: onfidoDocument("documentSelfie", "", "")},
		{why: "a chip may", document: readIDDocument("consolidatedIdentityData", "")},
		{why: "a machine-readable zone may have no field that is read", document: paperDocument("", "")},
		{why: "user information may have none", document: connectDocument("idin", `{"sub":"x"}`)},
		{why: "the provider's verdict is enough to accept, and there need not be anything else",
			document: `{"provider":"eid","processType":"attended"}`, verdict: "accepted"},
		{why: "a recorded final result is never read", document: strings.Replace(readIDDocument("session", ""), `{`, `{"finalResult":{"firstName":"EVA"},`, 1)},
	})
}

// TestResultOnlyWhenAccepted: every other status has none, and that is no
// error.
func TestResultOnlyWhenAccepted(t *testing.T) {
	good := readIDDocument("session", `"firstName":"EVA"`)
	recorded := func(status string) string { return strings.Replace(good, `{`, `{"status":"`+status+`",`, 1) }
	for status, document := range map[verdict.Status]string{
		verdict.Accepted:     good,
		verdict.Rejected:     strings.Replace(good, "SUCCEEDED", "FAILED", 1),
		verdict.Inconclusive: strings.Replace(good, `"firstName"`, `"chipCloneDetection":"FAILED","firstName"`, 1),
		verdict.Pending:      recorded("pending"),
		verdict.Processing:   recorded("processing"),
		verdict.Canceled:     recorded("canceled"),
		verdict.Failed:       recorded("failed"),
	} {
		p, err := verdict.Parse([]byte(document))
		if err != nil {
			t.Fatal(err)
		}
		if d, err := p.Decide(); err != nil || d.Status() != status {
			t.Fatalf("%v, %v; want %v", d, err, status)
		}
		r, err := p.FinalResult([]byte(document))
		want := ""
		if status == verdict.Accepted {
			want = "firstName=EVA"
		}
		if got := resultText(r); err != nil || got != want {
			t.Errorf("%v has the result %q, %v; want %q", status, got, err, want)
		}
		if r, err := p.FinalResult(nil); status != verdict.Accepted && (err != nil || !cmp.Equal(verdict.FinalResult{}, r)) {
			t.Errorf("%v: %v, %v; where there is none, no document is looked at", status, r, err)
		}
	}
}

// TestResultErrors: where there is no decision there is its error, and no
// result.
func TestResultErrors(t *testing.T) {
	for _, c := range []struct {
		why, document string
		is            func(error) bool
	}{
		{"something is missing", `{"provider":"readid"}`, isUndecided},
		{"a word is new", strings.Replace(readIDDocument("session", `"firstName":"EVA"`), "SUCCEEDED", "MAYBE", 1), isUnknown},
		{"a recorded status is new", `{"status":"done",` + readIDDocument("session", "")[1:], isUnknown},
	} {
		p, err := verdict.Parse([]byte(c.document))
		if err != nil {
			t.Fatal(err)
		}
		_, want := p.Decide()
		r, err := p.FinalResult([]byte(c.document))
		if !c.is(err) || err.Error() != want.Error() || !cmp.Equal(verdict.FinalResult{}, r) {
			t.Errorf("%s: %v, %v; want the error of Decide, %v", c.why, r, err, want)
		}
	}
	r, err := (verdict.Process{}).FinalResult([]byte(readIDDocument("session", `"firstName":"EVA"`)))
	if !errors.Is(err, verdict.ErrUnknownProvider) || !cmp.Equal(verdict.FinalResult{}, r) {
		t.Errorf("the zero Process: %v, %v; want ErrUnknownProvider: it has no provider", r, err)
	}
}

func isUndecided(err error) bool {
	var undecided *verdict.UndecidedError
	return errors.As(err, &undecided)
}

func isUnknown(err error) bool {
	var unknown *verdict.SignalError
	return errors.As(err, &unknown)
}

// TestResultOfAnotherDocument: another person's data would be worse than none.
func TestResultOfAnotherDocument(t *testing.T) {
	good := readIDDocument("session", `"chipCloneDetection":"SUCCEEDED","firstName":"EVA"`)
	with := func(old, new string) string {
		changed := strings.Replace(good, old, new, 1)
		if changed == good {
			t.Fatalf("%s is not in %s", old, good)
		}
		return changed
	}
	p, err := verdict.Parse([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ why, document string }{
		{"no document", ""},
		{"not JSON", "firstName"},
		{"not strict JSON", with(`"firstName":"EVA"`, `"firstName":"EVA","firstName":"EVA"`)},
		{"not an object", "[" + good + "]"},
		{"no provider", with(`"provider":"readid"`, `"x":1`)},
		{"another provider", with("readid", "eid")},
		{"another signal", with(`"chipCloneDetection":"SUCCEEDED"`, `"chipCloneDetection":"NOT_PRESENT"`)},
		{"a signal that is not there", with(`"chipCloneDetection":"SUCCEEDED",`, "")},
		{"a signal of an unknown word", with(`"chipCloneDetection":"SUCCEEDED"`, `"chipCloneDetection":"MAYBE"`)},
		{"another status", with(`{"provider"`, `{"status":"failed","provider"`)},
		{"an unknown status, which is no status to the rules", with(`{"provider"`, `{"status":"done","provider"`)},
		{"a fail reason of an unknown type", with(`{"provider"`, `{"failReason":"x","provider"`)},
		{"a recorded final result that was not there", with(`{"provider"`, `{"finalResult":{"a":1},"provider"`)},
		{"too long", good + strings.Repeat(" ", 1<<20)},
		{"another person, whose signals are the same", with("EVA", "IDA")},
		{"a space more: whether it is the same is not for the library to say", " " + good},
	} {
		r, err := p.FinalResult([]byte(c.document))
		if err == nil || !strings.Contains(err.Error(), "another document") || !cmp.Equal(verdict.FinalResult{}, r) {
			t.Errorf("%s: %v, %v; want an error that says so, and no result", c.why, r, err)
		}
	}
}

// TestResultOfForgedDocument: the second document has the length and the
// checksum of the first, and is not accepted.
func TestResultOfForgedDocument(t *testing.T) {
	const forged = `{"provider":"readid","providerSpecific":{"session":{"chipVerification":"FAILED","firstName":"MALLORY"}},"p":"@@AA@AA@AAA@@@@@@A@A@@A@AAAAA@A@@@@@@@@@@@@@@@@@"}`
	good := `{"provider":"readid","providerSpecific":{"session":{"chipVerification":"SUCCEEDED","firstName":"EVA"}}}`
	good += strings.Repeat(" ", len(forged)-len(good))
	table := crc32.MakeTable(crc32.Castagnoli)
	if crc32.Checksum([]byte(good), table) != crc32.Checksum([]byte(forged), table) {
		t.Fatal("the checksums differ, so that this shows nothing")
	}
	p, err := verdict.Parse([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := p.FinalResult([]byte(forged)); err == nil || !r.Empty() {
		t.Errorf("%q, %v; want an error", r.FirstName, err)
	}
}

// TestResultOfAnotherName: what the signals alone would not tell apart.
func TestResultOfAnotherName(t *testing.T) {
	good := readIDDocument("session", "")
	for _, c := range []struct{ why, parsed, other string }{
		{"another method", connectDocument("idin", `{"given_name":"Noor"}`), connectDocument("nbid", `{"given_name":"Noor"}`)},
		{"the later name of the provider", eidDocument(""), strings.Replace(eidDocument(""), `"eid"`, `"signicatvideoid"`, 1)},
		{"an unknown word, where there was nothing", good, strings.Replace(good, "}}}", `,"chipCloneDetection":"MAYBE"}}}`, 1)},
	} {
		p, err := verdict.Parse([]byte(c.parsed))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.FinalResult([]byte(c.parsed)); err != nil {
			t.Errorf("%s: %v from the document itself", c.why, err)
		}
		if r, err := p.FinalResult([]byte(c.other)); err == nil || !cmp.Equal(verdict.FinalResult{}, r) {
			t.Errorf("%s: %v, %v; want an error and no result", c.why, r, err)
		}
	}
}

// TestResultOfAnotherSet: entries of sets that a reason would name belong to
// the document too.
func TestResultOfAnotherSet(t *testing.T) {
	document := func(check string) []byte {
		return []byte(`{"provider":"eid","providerSpecific":{"ocr":{"securityChecks":{"` + check + `":{"valid":false}}}}}`)
	}
	p, err := verdict.Parse(document("a"))
	if err != nil {
		t.Fatal(err)
	}
	p = p.WithVerdict("accepted")
	if _, err := p.FinalResult(document("a")); err != nil {
		t.Error(err)
	}
	if _, err := p.FinalResult(document("b")); err == nil {
		t.Error("another check failed in the document, and nobody noticed")
	}
}

// TestResultOfSupplied: a process is that of its document, whatever the caller
// added to it, but not of a document that says otherwise.
func TestResultOfSupplied(t *testing.T) {
	typed := onfidoDocument("documentSelfie", `"firstName":"EVA"`, "")
	untyped := strings.Replace(typed, `"processType":"documentSelfie",`, "", 1)
	p, err := verdict.Parse([]byte(untyped))
	if err != nil {
		t.Fatal(err)
	}
	for _, processType := range []string{"", "document", "documentSelfie"} {
		r, err := p.WithProcessType(processType).FinalResult([]byte(untyped))
		if err != nil || r.FirstName != "EVA" {
			t.Errorf("with %q: %v, %v; want the result", processType, r, err)
		}
	}
	if r, err := p.WithProcessType("document").FinalResult([]byte(typed)); err == nil {
		t.Errorf("%v; want an error: the document names another process type", r)
	}
	if _, err := p.WithProcessType("selfie").FinalResult([]byte(untyped)); !isUnknown(err) {
		t.Errorf("%v; want the error of Decide: no process type is called so", err)
	}
}

// TestResultShowsNoValue: whoever prints or logs a result shows which fields it
// has and nothing of the person.
func TestResultShowsNoValue(t *testing.T) {
	r := verdict.FinalResult{FirstName: "SECRET", DateOfBirth: "SECRET", PersonalIdentificationNumber: "SECRET", LeftOut: []string{"gender"}, UnverifiedToken: true}
	const want = "final result with firstName, dateOfBirth, personalIdentificationNumber"
	var text, encoded bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("done", "result", r)
	slog.New(slog.NewJSONHandler(&encoded, nil)).Info("done", "result", &r)
	for how, got := range map[string]string{
		"String":         r.String(),
		"%v":             fmt.Sprintf("%v", r),
		"%+v":            fmt.Sprintf("%+v", r),
		"%s":             fmt.Sprintf("result: %s", r),
		"%q":             fmt.Sprintf("%q", r),
		"%#v":            fmt.Sprintf("%#v", r),
		"other verbs":    fmt.Sprintf("%d %x %X %t", r, r, r, r),
		"a pointer":      fmt.Sprintf("%v %+v %#v", &r, &r, &r),
		"in a list":      fmt.Sprintf("%v %+v %#v", []verdict.FinalResult{r}, []any{r}, map[int]any{1: r}),
		"in a struct":    fmt.Sprintf("%v %+v %#v", struct{ R any }{r}, struct{ R verdict.FinalResult }{r}, struct{ R any }{&r}),
		"Println":        fmt.Sprintln(r),
		"slog as text":   text.String(),
		"slog as JSON":   encoded.String(),
		"slog's own way": r.LogValue().String(),
	} {
		if strings.Contains(got, "SECRET") {
			t.Errorf("%s shows a value: %s", how, got)
		}
		if how != "in a struct" && !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", how, got, want)
		}
	}
	if got := fmt.Sprintf("%#v", r); got != r.GoString() {
		t.Errorf("%s, want %s", got, r.GoString())
	}
	if got := r.GoString(); got != "verdict.FinalResult{"+want+"}" {
		t.Error(got)
	}
	if got := (verdict.FinalResult{LeftOut: []string{"gender"}}).String(); got != "no final result" {
		t.Errorf("%s; want none: what is left out is no field", got)
	}
}

// TestResultJSON: the fields that have a value, in their order, and not how
// they came about; null without any.
func TestResultJSON(t *testing.T) {
	for _, c := range []struct {
		why  string
		r    verdict.FinalResult
		want string
	}{
		{"no field is no result", verdict.FinalResult{}, `null`},
		{"what is left out is no field", verdict.FinalResult{LeftOut: []string{"userInfo"}, UnverifiedToken: true}, `null`},
		{"one field", verdict.FinalResult{Gender: "F", LeftOut: []string{"firstName"}, UnverifiedToken: true}, `{"gender":"F"}`},
		{"all of them", verdict.FinalResult{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", nil, false},
			`{"firstName":"a","lastName":"b","dateOfExpiry":"c","gender":"d","nationality":"e","documentType":"f","documentNumber":"g",` +
				`"issuingCountry":"h","dateOfBirth":"i","similarityScore":"j","livenessDetected":"k","personalIdentificationNumber":"l"}`},
		{"signs of HTML are letters like others", verdict.FinalResult{FirstName: `<&>"\é`}, `{"firstName":"<&>\"\\é"}`},
	} {
		if got, err := c.r.MarshalJSON(); err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v; want %s", c.why, got, err, c.want)
		}
		var back verdict.FinalResult
		encoded, err := json.Marshal(c.r)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(encoded, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(resultMembers(c.r), resultMembers(back)); diff != "" {
			t.Errorf("%s (-written +read back):\n%s", c.why, diff)
		}
	}
}

// TestResultFieldsStop: an iterator may be left early.
func TestResultFieldsStop(t *testing.T) {
	seen := 0
	for range (verdict.FinalResult{FirstName: "a", LastName: "b"}).Fields() {
		seen++
		break
	}
	if seen != 1 {
		t.Errorf("%d fields", seen)
	}
}

// TestResultLimits: the limits of the engine hold for the second reading, and
// for what is inside a token.
func TestResultLimits(t *testing.T) {
	document := []byte(connectDocument("idin", `"`+opEncode(`{}`)+"."+opEncode(`{"given_name":"Noor","a":[[1]]}`)+`."`))
	e := embedded(t)
	for _, c := range []struct {
		why          string
		bytes, depth int
		want         string
	}{
		{"three levels are enough for document and claims", len(document), 3, "firstName=Noor unverified"},
		{"two are enough for the document alone", len(document), 2, "without userInfo"},
	} {
		p, err := e.WithLimits(c.bytes, c.depth).Parse(document)
		if err != nil {
			t.Fatal(err)
		}
		r, err := p.FinalResult(document)
		if got := resultText(r); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.why, got, err, c.want)
		}
		// Beyond the limit nothing could have been parsed.
		if r, err := p.FinalResult(append(document, ' ')); err == nil {
			t.Errorf("%s: %v from a document that is too long", c.why, r)
		}
	}
}

// TestResultOfOwnBook: any table can say where its result comes from.
func TestResultOfOwnBook(t *testing.T) {
	const result = `result:
  firstName: {path: /a/b, when: 'chipCloneDetection == "SUCCEEDED"'}
  lastName: [/a/b, /a/c, {constant: none}]
  gender: {constant: X}
  livenessDetected: {path: /a/live, as: boolean-word}
`
	e, err := verdict.Load(overlay(t, map[string]string{"readid.yaml": replaceResult(t, string(readFile(t, "rules/readid.yaml")), result)}))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ why, document, want string }{
		{"every source has a value", readIDDocument("session", `"chipCloneDetection":"SUCCEEDED"`)[:1] + `"a":{"b":"B","c":"C"},` +
			readIDDocument("session", `"chipCloneDetection":"SUCCEEDED"`)[1:], "firstName=B lastName=B gender=X"},
		{"a source whose condition does not hold is not asked", `{"a":{"b":"B"},` + readIDDocument("session", "")[1:], "lastName=B gender=X"},
		{"the second stands in", `{"a":{"c":"C"},` + readIDDocument("session", "")[1:], "lastName=C gender=X"},
		{"the constant comes last", readIDDocument("session", ""), "lastName=none gender=X"},
		{"a boolean is written as a word", `{"a":{"live":false},` + readIDDocument("session", "")[1:], "lastName=none gender=X livenessDetected=false"},
		{"its word stays", `{"a":{"live":"true"},` + readIDDocument("session", "")[1:], "lastName=none gender=X livenessDetected=true"},
		{"another word is none", `{"a":{"live":"yes"},` + readIDDocument("session", "")[1:], "lastName=none gender=X without livenessDetected"},
		{"nor is another spelling", `{"a":{"live":"True"},` + readIDDocument("session", "")[1:], "lastName=none gender=X without livenessDetected"},
		{"nor is a number", `{"a":{"live":1},` + readIDDocument("session", "")[1:], "lastName=none gender=X without livenessDetected"},
		{"an element of another kind has no members", `{"a":["b"],` + readIDDocument("session", "")[1:], "lastName=none gender=X"},
	} {
		p, err := e.Parse([]byte(c.document))
		if err != nil {
			t.Fatal(err)
		}
		r, err := p.FinalResult([]byte(c.document))
		if got := resultText(r); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.why, got, err, c.want)
		}
	}
}

// replaceResult puts another result into a table.
func replaceResult(t *testing.T, table, result string) string {
	t.Helper()
	from, to := strings.Index(table, "\nresult:"), strings.Index(table, "\ntests:")
	if from < 0 || to < from {
		t.Fatal("the table has no result before its tests")
	}
	return table[:from+1] + result + table[to:]
}

// TestResultOfOneTokenPlace: where another table would look for a token decides
// nothing, not even whose name comes out.
func TestResultOfOneTokenPlace(t *testing.T) {
	table := string(readFile(t, "testdata/lumen.yaml"))
	const result = "unverifiedToken: /providerSpecific/owner\nresult: {firstName: /providerSpecific/owner/name}\n"
	e, err := verdict.Load(overlay(t, map[string]string{"lumen.yaml": table + result}))
	if err != nil {
		t.Fatal(err)
	}
	token := func(claims string) string { return `"` + opEncode(`{"alg":"none"}`) + "." + opEncode(claims) + `."` }
	alice, mallory := token(`{"name":"ALICE"}`), token(`{"name":"MALLORY","given_name":"MALLORY"}`)
	const scan = `{"provider":"lumen","providerSpecific":{"scan":{"quality":"sharp","pages":3,"seals":[{"intact":true}]},`
	for _, c := range []struct{ why, members, want string }{
		{"its own place", `"owner":` + alice, "ALICE"},
		{"a token at both", `"owner":` + alice + `,"userInfo":` + mallory, "ALICE"},
		{"an object, and a token where Connect has it", `"owner":{"name":"ALICE"},"userInfo":` + mallory, "ALICE"},
		{"a token where Connect has it alone", `"userInfo":` + mallory, ""},
		{"a number there", `"owner":` + alice + `,"userInfo":7`, "ALICE"},
	} {
		doc := []byte(scan + c.members + "}}")
		p, err := e.Parse(doc)
		if err != nil {
			t.Fatal(err)
		}
		r, err := p.FinalResult(doc)
		if err != nil || r.FirstName != c.want || len(r.LeftOut) > 0 {
			t.Errorf("%s: %q, without %v (%v); want %q", c.why, r.FirstName, r.LeftOut, err, c.want)
		}
	}
}
