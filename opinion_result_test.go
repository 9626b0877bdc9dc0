package verdict_test

import (
	"encoding/base64"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// This file is the second opinion on the final result, written from section 8
// of the mapping. It shares the tree of opinion_test.go with the opinion on the
// status, and nothing with the library: not its tables, its token reader, its
// list of countries or its idea of a date.

// opField is a field of a final result and its value.
type opField struct{ Name, Value string }

// opFinal is a final result.
type opFinal struct {
	Fields     []opField // those with a value, in the order of the mapping
	LeftOut    []string
	Unverified bool
}

// opFieldNames are all fields, in the order of the mapping.
var opFieldNames = []string{
	"firstName", "lastName", "dateOfExpiry", "gender", "nationality", "documentType", "documentNumber",
	"issuingCountry", "dateOfBirth", "similarityScore", "livenessDetected", "personalIdentificationNumber",
}

// opinionOfResult gives the final result of one document. Only an accepted
// process has one.
func opinionOfResult(document []byte, processType, verdict string) opFinal {
	if opinion(document, processType, verdict).Status != "accepted" {
		return opFinal{}
	}
	top, _ := opParse(document)
	specific := top.member("providerSpecific")
	c := &opCollector{values: map[string]string{}, bad: map[string]bool{}}
	switch provider := top.member("provider").node.text; provider {
	case "onfido":
		c.identity(specific.member("documentVerification"))
		asked := (&opLook{}).context(top.member("processType"), processType)
		if asked != "document" {
			c.text("similarityScore", specific.member("facialSimilarity").member("similarityScore"))
		}
	case "eid", "signicatvideoid":
		ocr := specific.member("ocr")
		c.identity(ocr)
		c.text("similarityScore", ocr.member("similarityScore"))
		c.truth("livenessDetected", ocr.member("livenessDetected"))
		c.text("personalIdentificationNumber", ocr.member("personalIdentificationNumber"))
	case "readid":
		chip := specific.member("consolidatedIdentityData")
		if !chip.present() {
			chip = specific.member("session") // the other name of the element
		}
		c.identity(chip)
		c.text("similarityScore", chip.member("similarityScore"))
		c.truth("livenessDetected", chip.member("livenessDetected"))
		c.text("personalIdentificationNumber", chip.member("personalIdentificationNumber"))
	case "facetec":
		c.values["similarityScore"], c.values["livenessDetected"] = "high", "true"
	case "signicatpaper":
		c.identity(specific.member("mrz")) // personalNumber is not promoted
	case "webid": // nowhere is it shown where it carries a person's data
	default:
		c.claims(c.userInfo(specific.member("userInfo")), provider == "connect:idin")
	}
	return c.final()
}

// opCollector gathers what the fields of one result come to.
type opCollector struct {
	values    map[string]string
	bad       map[string]bool // something is there that cannot be written
	unusable  bool            // the user information
	fromToken bool
}

// final puts the fields in order.
func (c *opCollector) final() opFinal {
	out := opFinal{Unverified: c.fromToken}
	if c.unusable {
		out.LeftOut = append(out.LeftOut, "userInfo")
	}
	for _, name := range opFieldNames {
		switch value := c.values[name]; {
		case value != "":
			out.Fields = append(out.Fields, opField{name, value})
		case c.bad[name]:
			out.LeftOut = append(out.LeftOut, name)
		}
	}
	return out
}

// identity reads what is on the document, from members named as the fields.
func (c *opCollector) identity(element opPlace) {
	for _, name := range []string{"firstName", "lastName", "gender", "documentType", "documentNumber"} {
		c.text(name, element.member(name))
	}
	for _, name := range []string{"dateOfExpiry", "dateOfBirth"} {
		c.take(name, element.member(name), opDate)
	}
	for _, name := range []string{"nationality", "issuingCountry"} {
		c.take(name, element.member(name), opCountry)
	}
}

// claims reads user information. Its values stay as they came.
func (c *opCollector) claims(from opPlace, idin bool) {
	c.text("firstName", from.member("given_name"))
	c.text("lastName", from.member("family_name"))
	c.text("gender", from.member("gender"))
	const number = "personalIdentificationNumber"
	c.text(number, from.member("signicat.national_id"))
	if idin && c.values[number] == "" {
		c.text(number, from.member("consumer.bin"))
	}
}

// take writes one value in its form. An absent or empty one is nothing, one
// that has no such form is bad.
func (c *opCollector) take(name string, p opPlace, write func(string) string) {
	if !p.presentText() {
		return
	}
	if p.node.kind == '"' {
		c.values[name] = write(p.node.text)
	}
	c.bad[name] = c.bad[name] || c.values[name] == ""
}

func (c *opCollector) text(name string, p opPlace) {
	c.take(name, p, func(text string) string { return text })
}

// truth reads a boolean as a word.
func (c *opCollector) truth(name string, p opPlace) {
	c.values[name] = (&opLook{}).truth(p)
	c.bad[name] = p.presentText() && c.values[name] == ""
}

// opDate gives a day of the calendar, written YYYY-MM-DD, or "".
func opDate(text string) string {
	if len(text) != len("YYYY-MM-DD") || text[4] != '-' || text[7] != '-' {
		return ""
	}
	digits := text[:4] + text[5:7] + text[8:]
	if strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	number := func(s string) (n int) {
		for _, digit := range []byte(s) {
			n = 10*n + int(digit-'0')
		}
		return n
	}
	year, month, day := number(digits[:4]), number(digits[4:6]), number(digits[6:])
	days := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	if year%4 == 0 && year%100 != 0 || year%400 == 0 {
		days[1] = 29
	}
	if month < 1 || month > 12 || day < 1 || day > days[month-1] {
		return ""
	}
	return text
}

// opCountry gives a country's alpha-3 code, or "".
func opCountry(code string) string {
	if code == "D" { // Germany in machine-readable zones
		return "DEU"
	}
	for _, pair := range strings.Fields(opCountries) {
		if alpha2, alpha3 := pair[:2], pair[2:]; code == alpha2 || code == alpha3 {
			return alpha3
		}
	}
	if slices.Contains(strings.Fields(opSpecialCodes), code) {
		return code
	}
	return ""
}

// opCountries are the countries of ISO 3166-1, alpha-2 then alpha-3: the first
// as in the tz database, the second as golang.org/x/text gives it.
const opCountries = `
ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB
BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR
BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR
CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK
FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS
GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN
ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO
LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD
MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER
NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM
PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP
SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF
TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY
UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE`

// opSpecialCodes are the codes that ICAO Doc 9303 has beside those of ISO, but
// for that of specimens.
const opSpecialCodes = `
GBD GBN GBO GBP GBS RKS EUE UNO UNA UNK XBA XIM XCC XCE XCO XEC XPO XES XMP XOM XDC XXA XXB XXC XXX ANT NTZ IAO`

// userInfo finds the claims: the members of an object, or of an unencrypted
// token.
func (c *opCollector) userInfo(p opPlace) opPlace {
	switch {
	case !p.presentText():
		return opPlace{}
	case p.node.kind == '{':
		return p
	case p.node.kind == '"':
		return c.token(p.node.text)
	}
	c.unusable = true
	return opPlace{}
}

// token opens a token of three parts. One of five is encrypted, which is no
// fault; every other text is one.
func (c *opCollector) token(text string) opPlace {
	const longest = 64 << 10
	parts := strings.Split(text, ".")
	if len(text) <= longest && len(parts) == 5 {
		return opPlace{}
	}
	if len(text) <= longest && len(parts) == 3 {
		header, headerOK := opBase64(parts[0])
		payload, payloadOK := opBase64(parts[1])
		_, signatureOK := opBase64(parts[2])
		claims, claimsOK := opParse(payload)
		if headerOK && payloadOK && signatureOK && claimsOK && opIsObject(header) {
			c.fromToken = true
			return claims
		}
	}
	c.unusable = true
	return opPlace{}
}

// opBase64 reads base64url without padding. What is not written as an encoder
// would write it is refused.
func opBase64(text string) ([]byte, bool) {
	decoded, err := base64.RawURLEncoding.DecodeString(text)
	return decoded, err == nil && base64.RawURLEncoding.EncodeToString(decoded) == text
}

// opIsObject says that a text is one strict JSON object, however deep.
func opIsObject(text []byte) bool {
	decoder := jsontext.NewDecoder(strings.NewReader(string(text)))
	if decoder.PeekKind() != '{' || decoder.SkipValue() != nil {
		return false
	}
	_, err := decoder.ReadToken()
	return err == io.EOF
}

// The opinion on forms, held against what everybody can look up.
func TestOpinionOfForms(t *testing.T) {
	if n := len(strings.Fields(opCountries)); n != 249 {
		t.Errorf("%d countries; ISO 3166-1 has 249", n)
	}
	for _, c := range []struct{ why, text, want string }{
		{"a leap day", "2024-02-29", "2024-02-29"},
		{"centuries are no leap years", "1900-02-29", ""},
		{"but every fourth is", "2000-02-29", "2000-02-29"},
		{"a month of thirty days", "2021-04-31", ""},
		{"no month", "2021-00-10", ""},
		{"no day", "2021-01-00", ""},
		{"thirteenth month", "2021-13-01", ""},
		{"slashes", "2021/01/01", ""},
		{"other digits", "２021-01-1", ""},
	} {
		if got := opDate(c.text); got != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.why, c.text, got, c.want)
		}
	}
}
