package verdict_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawnResultCases are documents as drawDocument draws them, with what a final
// result is made of: a person's data where each provider has them, and user
// information of every kind.
var drawnResultCases = rapid.Custom(func(t *rapid.T) drawnCase {
	d := drawer{t}
	drawn := d.process()
	d.addResultData(drawn.top)
	for range d.spoils() {
		d.spoil(drawn.top)
	}
	if d.percent(40) {
		d.shuffle(drawn.top)
	}
	return drawnCase{d.render(drawn.top), drawn.processType, drawn.verdict}
})

// drawnResultPlaces are the elements that hold a person's data.
var drawnResultPlaces = []string{"documentVerification", "ocr", "consolidatedIdentityData", "session", "mrz"}

// addResultData adds to each element of a document what it could carry, and
// here and there what belongs to another provider.
func (d drawer) addResultData(top *drawnObject) {
	specific := top.members[top.index("providerSpecific")].value.(*drawnObject)
	for _, place := range drawnResultPlaces {
		if i := specific.index(place); i >= 0 {
			d.addIdentity(specific.members[i].value.(*drawnObject))
		}
	}
	if i := specific.index("facialSimilarity"); i >= 0 {
		face := specific.members[i].value.(*drawnObject)
		d.addOnce(face, "similarityScore", d.value("high", "medium"))
	}
	provider := string(top.members[top.index("provider")].value.(drawnText))
	signIn := strings.HasPrefix(provider, "connect")
	if signIn && d.percent(70) { // one that succeeds
		specific.members = []drawnMember{{"idToken", drawnText("aa.bb.cc")}}
	}
	if i := specific.index("userInfo"); i >= 0 {
		specific.members[i].value = d.userInfo()
	} else if signIn && d.percent(90) || d.percent(15) {
		specific.add("userInfo", d.userInfo())
	}
	if d.percent(15) {
		top.add("finalResult", []any{&drawnObject{[]drawnMember{{"firstName", drawnText("Recorded")}}},
			drawnRaw(d.of(drawnNearMisses...))}[d.below(2)])
	}
}

func (d drawer) addOnce(o *drawnObject, name string, value any) {
	if o.index(name) < 0 {
		o.add(name, value)
	}
}

// addIdentity adds some of the fields of a final result, and members that only
// look like them.
func (d drawer) addIdentity(element *drawnObject) {
	for _, name := range opFieldNames {
		if !d.percent(60) {
			continue
		}
		switch name {
		case "dateOfExpiry", "dateOfBirth":
			d.addOnce(element, name, d.value(drawnDates...))
		case "nationality", "issuingCountry":
			d.addOnce(element, name, d.value(drawnCountries...))
		case "similarityScore":
			d.addOnce(element, name, d.value("high"))
		case "livenessDetected":
			d.addOnce(element, name, d.truth(true))
		default:
			d.addOnce(element, name, d.value("Eva", "X<&>1", "é\u2028", " ", "null"))
		}
	}
	for _, name := range []string{"personalNumber", "given_name", "taxNumber", "userInfo"} {
		if d.percent(10) {
			element.add(name, d.value("no field of a result"))
		}
	}
}

// value is mostly one of the texts, else something that is almost a value.
func (d drawer) value(texts ...string) any {
	if d.percent(25) {
		return drawnRaw(d.of(drawnNearMisses...))
	}
	return drawnText(d.of(texts...))
}

// Half of these are written as they have to be.
var (
	drawnDates = []string{
		"1999-12-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1970-01-01", "2036-06-30", "1952-10-05",
		"2023-02-29", "1900-02-29", "2024-04-31", "2024-00-01", "2024-01-00", "24-01-01", "20240101", "2024-1-01",
		"2024-01-01T00:00:00Z", "31-12-1999", " 2024-01-01", "2024-01-01\x00", "0000-01-01", "+024-01-01", "２０２４",
	}
	drawnCountries = []string{
		"PRT", "NOR", "NL", "DE", "D", "ZWE", "XXA", "RKS", "ANT", "GBD", "AND", "AW", "KM",
		"prt", "nl", "UTO", "XK", "UK", "D<<", "PRT ", "XXZ", "Portugal", "620", "AN", "EUR", "PR\x00",
	}
)

// userInfo is an object, a token, or something that is almost one of them.
func (d drawer) userInfo() any {
	switch kind := d.below(10); {
	case kind < 4:
		return d.claims()
	case kind < 7:
		return drawnText(d.token())
	case kind < 9:
		return drawnText(d.brokenToken())
	default:
		return drawnRaw(d.of(drawnNearMisses...))
	}
}

// claims are those of a result, and some more.
func (d drawer) claims() *drawnObject {
	claims := &drawnObject{}
	for _, name := range []string{"given_name", "family_name", "gender", "signicat.national_id", "consumer.bin", "firstName", "sub"} {
		if d.percent(60) {
			claims.add(name, d.value("Noor", "1", "BANK-1", "9999-99-99"))
		}
	}
	return claims
}

// token is an unencrypted token of a header and claims that an issuer could
// have written.
func (d drawer) token() string {
	header := d.of(`{"kid":"sample-1","alg":"RS256"}`, `{"alg":"none"}`, `{}`, ` {"alg":{"alg":null}} `)
	return opEncode(header) + "." + opEncode(d.render(d.claims())) + "." + d.of("", "c2lnbmVk", "_-8")
}

// brokenToken is a token with one fault, or an encrypted one.
func (d drawer) brokenToken() string {
	whole := d.token()
	parts := strings.Split(whole, ".")
	header, payload, signature := parts[0], parts[1], parts[2]
	faulty := d.of(`{"alg":"a","alg":"b"}`, `[]`, `"x"`, `null`, ``, `{`, `{}x`, "{\"a\":\"\xff\"}", "\ufeff{}", `{"a":"\ud800"}`,
		`{"given_name":"A","given\u005fname":"B"}`, strings.Repeat(`{"a":`, 70)+"1"+strings.Repeat("}", 70))
	switch d.below(16) {
	case 0, 1, 2:
		return header + "." + payload + "." + signature + ".AA.AA"
	case 3:
		return "...."
	case 4:
		return opEncode(faulty) + "." + payload + "." + signature
	case 5, 6:
		return header + "." + opEncode(faulty) + "." + signature
	case 7:
		return strings.Join([]string{header, payload, signature}, d.of("", "..", " ", ".."))
	case 8:
		return whole + "."
	case 9:
		return header + "." + payload
	case 10:
		return header + "." + payload + "=." + signature
	case 11:
		return header + "." + payload[:len(payload)-1] + "." + signature
	case 12:
		return d.of(" ", "\n", "\x00") + whole
	case 13:
		return whole[:len(header)/2] + d.of("\n", "\r", "+", "/", " ", "é") + whole[len(header)/2:]
	case 14:
		return d.render(d.claims()) // JSON in a string is no token
	default:
		return header + "." + payload + "." + strings.Repeat("A", 4*d.below(2)+(64<<10)-len(header)-len(payload)-2)
	}
}

func opEncode(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// TestDrawReachesEveryField: with fixed seeds, so that the counts below are
// the same in every run.
func TestDrawReachesEveryField(t *testing.T) {
	const draws, least = 3000, 1
	seen := map[string]int{}
	for seed := range draws {
		c := drawnResultCases.Example(seed)
		top, ok := opParse([]byte(c.document))
		if !ok || c.answer().Status != "accepted" {
			continue
		}
		provider, _, _ := strings.Cut(top.member("provider").node.text, ":")
		final := opinionOfResult([]byte(c.document), c.processType, c.verdict)
		for _, f := range final.Fields {
			seen[provider+" "+f.Name]++
		}
		for _, name := range final.LeftOut {
			seen[provider+" without "+name]++
		}
		if final.Unverified {
			seen[provider+" from a token"]++
		}
		if len(final.Fields)+len(final.LeftOut) == 0 {
			seen[provider+" empty"]++
		}
	}
	t.Log(seen)
	identity := opFieldNames[:9]
	for provider, fields := range map[string][]string{
		"onfido": append(identity[:9:9], "similarityScore"), "eid": opFieldNames, "signicatvideoid": opFieldNames,
		"readid": opFieldNames, "facetec": {"similarityScore", "livenessDetected"},
		"signicatpaper": identity, "connect": {"firstName", "lastName", "gender", "personalIdentificationNumber"},
	} {
		for _, name := range fields {
			kinds := []string{" ", " without "}
			if provider == "facetec" || name == "similarityScore" && provider != "onfido" || name == "livenessDetected" && provider != "readid" ||
				name == "documentType" && provider == "onfido" {
				kinds = kinds[:1] // a constant, or a signal: what is not a word is refused
			}
			for _, kind := range kinds {
				if n := seen[provider+kind+name]; n < least {
					t.Errorf("%s%s%s: %d of %d draws, want at least %d", provider, kind, name, n, draws, least)
				}
			}
		}
	}
	for _, want := range []string{"connect from a token", "connect without userInfo", "connect empty"} {
		if seen[want] < least {
			t.Errorf("%s: %d of %d draws, want at least %d", want, seen[want], draws, least)
		}
	}
}
