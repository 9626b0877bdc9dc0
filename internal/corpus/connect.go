package corpus

import (
	"encoding/base64"
	"slices"
	"strings"
)

var (
	connectFamily = &family{
		providers: []string{"connect:idin", "connect:nbid", "connect:sbid", "connect:mitid", "connect:ftn", "connect:itsme"},
		notGiven:  "documentNumber",
	}
	idinFamily = &family{providers: []string{"connect:idin"}, notGiven: "documentNumber"}
)

// connectSigns are the signals of a sign-in through Connect.
type connectSigns struct {
	tokenName string // idToken or idtoken; empty: no token
	both      bool   // the token stands under both names
	user      userInfo
	bank      bool   // the personal number is iDIN's own alone
	code      string // of the error; empty: no error
	errorJSON string // in place of the error
}

// userInfo is the form in which the person's data come.
type userInfo uint8

const (
	noUser userInfo = iota
	openUser
	signedUser
	encryptedUser
)

const (
	userGaveUp = "urn:signicat:error:usercancel"
	expired    = "urn:signicat:error:internal:Expired"
	refused    = "urn:signicat:error:nobankid:refused"
)

var connectScenarios = slices.Concat([]scenario{
	connect("accepted", 50, "accepted", "connect-accepted", connectSigns{tokenName: "idToken", user: openUser}),
	connect("accepted-signed", 45, "accepted", "connect-accepted", connectSigns{tokenName: "idToken", user: signedUser}),
	connect("accepted-encrypted", 15, "accepted", "connect-accepted", connectSigns{tokenName: "idToken", user: encryptedUser}),
	connect("accepted-lower-case", 5, "accepted", "connect-accepted", connectSigns{tokenName: "idtoken", user: openUser}),
	ofIDIN(connect("accepted-bank-number", 10, "accepted", "connect-accepted", connectSigns{tokenName: "idToken", user: openUser, bank: true})),
	connect("rejected-expired", 5, "rejected", "connect-rejected", connectSigns{code: expired}),
	connect("rejected-refused", 4, "rejected", "connect-rejected", connectSigns{code: refused}),
	connect("rejected-beside-token", 1, "rejected", "connect-rejected", connectSigns{tokenName: "idToken", user: openUser, code: refused}),
	connect("canceled-by-user", 6, "canceled", "process-canceled", connectSigns{code: userGaveUp}),

	// The code decides where no status is recorded, or one of a result.
	connect("gave-up", 0, "canceled", "connect-canceled", connectSigns{code: userGaveUp}),

	connect("no-token", 0, undecided, "", connectSigns{user: openUser}),
	strange(connect("both-tokens", 0, unknownValue, "", connectSigns{tokenName: "idToken", both: true, user: openUser}), "/providerSpecific/idtoken"),
	strange(connect("error-text", 0, unknownValue, "", connectSigns{errorJSON: `"` + remarkWord + `"`}), "/providerSpecific/error"),
	strange(connect("error-number", 0, unknownValue, "", connectSigns{errorJSON: `{"error":"access_denied","errorDescription":404}`}),
		"/providerSpecific/error/errorDescription"),
}, lifecycle("connect", connectFamily, "", 140, nil))

func connect(name string, share int, status, row string, s connectSigns) scenario {
	of := scenario{name: "connect/" + name, family: connectFamily, share: share, status: status, row: row, fill: s.fill}
	if s.user == openUser || s.user == signedUser {
		of.result = connectResult
	}
	return of
}

func ofIDIN(s scenario) scenario {
	s.family = idinFamily
	return s
}

func connectResult(d *doc) {
	d.give("firstName", d.firstName)
	d.give("lastName", d.lastName)
	d.give("gender", d.gender)
	d.give("personalIdentificationNumber", d.personal)
}

func (s connectSigns) fill(d *doc) {
	if s.tokenName != "" {
		d.name(s.tokenName)
		d.token(func() { d.text("sub", d.number); d.text("iss", "https://oidc."+hookHost+".org") })
	}
	if s.both {
		d.text("idtoken", tokenHeader)
	}
	switch s.user {
	case openUser:
		d.open("userInfo")
		s.userMembers(d)
		d.close()
	case signedUser:
		d.name("userInfo")
		d.token(func() { s.userMembers(d) })
	case encryptedUser:
		d.text("userInfo", tokenHeader+".bWFkZS11cCBrZXkgb2YgdG9rZW4.bWFkZS11cCBpdg.bWFkZS11cCBjaXBoZXJ0ZXh0IG9mIHRva2Vu.bWFkZS11cCB0YWc")
	}
	switch {
	case s.errorJSON != "":
		d.raw("error", s.errorJSON)
	case s.code != "":
		d.open("error")
		d.text("errorDescription", "The login ended. "+s.code+"; "+remarkWord)
		d.text("error", "access_denied")
		d.close()
	case d.odd == nulls:
		d.raw("error", "null")
	}
}

func (s connectSigns) userMembers(d *doc) {
	d.text("sub", d.number)
	d.text("given_name", d.firstName)
	d.text("family_name", d.lastName)
	d.text("gender", d.gender)
	d.text("birthdate", d.birth)
	if s.bank {
		d.text("consumer.bin", d.personal)
		return
	}
	d.text("signicat.national_id", d.personal)
	d.text("consumer.bin", d.number) // iDIN's own counts where the other is not there
}

// The header of tokens, {"kid":"sample-1","alg":"RS256"}, and a signature that
// verifies nothing.
const tokenHeader = tokenBegin + "OiJzYW1wbGUtMSIsImFsZyI6IlJTMjU2In0"

var tokenSignature = base64.RawURLEncoding.EncodeToString([]byte(strings.Repeat("made up, verifies nothing. ", 8)))

// token writes a signed token with the members that write writes.
func (d *doc) token(write func()) {
	whole := d.b
	d.b = append(d.scratch[:0], '{')
	write()
	d.close()
	d.scratch, d.b = d.b, whole
	d.b = append(append(append(d.b, '"'), tokenHeader...), '.')
	d.b = base64.RawURLEncoding.AppendEncode(d.b, d.scratch)
	d.b = append(append(append(d.b, '.'), tokenSignature...), '"')
}
