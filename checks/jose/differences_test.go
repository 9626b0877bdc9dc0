package jose

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// side says who refuses what the other takes.
type side string

const (
	weRefuse   side = "we refuse"
	theyRefuse side = "go-jose refuses"
)

// difference is one way in which the library and go-jose read tokens
// differently on purpose.
type difference struct {
	side
	why      string
	is       func(text string) bool // whether it explains that a text is read differently
	examples []string
}

func encode(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// token puts a header before the usual claims.
func token(header string) string { return encode(header) + "." + encode(claims) + ".c2lnbmVk" }

const named = `{"alg":"HS256"}`

// differences are all of them. Which algorithm a header names is none: go-jose
// asks for a list of those to be taken, and refuses the others, a header without
// one among them; the list here always has the one that the header names.
var differences = []difference{
	{weRefuse, "go-jose skips line breaks in base64url and ignores bits left over, so that one token can be written in many ways; ours is the form that RFC 7515 describes",
		func(text string) bool {
			for part := range strings.SplitSeq(text, ".") {
				if decoded, err := base64.RawURLEncoding.DecodeString(part); err != nil || encode(string(decoded)) != part {
					return true
				}
			}
			return false
		},
		[]string{
			encode(named) + "." + encode(claims) + ".c2ln\nbmVk",
			encode(named) + "." + encode(claims)[:20] + "\r\n" + encode(claims)[20:] + ".",
			"\n" + token(named),
			encode(named) + "." + encode(claims) + ".c2lnbh",
			encode(named) + "." + encode(`{"a":1}`)[:9] + "R.",
		}},
	{weRefuse, "go-jose takes an empty header as one without members, where an algorithm is not asked for; ours is an object",
		func(text string) bool { return strings.HasPrefix(text, ".") },
		[]string{"." + encode(claims) + "."}},
	{weRefuse, "go-jose replaces what is no UTF-8 and half a surrogate pair in a header; ours is strict JSON",
		func(text string) bool { return !validHeader(text, jsontext.AllowDuplicateNames(true)) },
		[]string{token("{\"alg\":\"HS256\",\"x\":\"\xff\"}"), token(`{"alg":"HS256","x":"\ud800"}`)}},
	{weRefuse, "go-jose looks for duplicate names where it keeps values, and not inside a key's unknown members; ours is strict JSON throughout",
		func(text string) bool { return !validHeader(text, jsontext.AllowInvalidUTF8(true)) },
		[]string{token(`{"alg":"EdDSA","jwk":{"kty":"OKP","crv":"Ed25519","x":"` + base64.RawURLEncoding.EncodeToString(symmetric[:32]) + `","y2":{"a":1,"a":2}}}`)}},
	{weRefuse, "go-jose has no limit; ours is 64 KiB, whatever the form",
		func(text string) bool { return len(text) > longest },
		[]string{
			token(named) + strings.Repeat("A", 64<<10),
			encode(`{"alg":"dir","enc":"A128GCM"}`) + ".." + strings.Repeat("AAAA", 16<<10) + ".AAAA.AAAA",
		}},
	{theyRefuse, "go-jose asks that alg, kid and nonce are strings; nothing is wanted of our header's members",
		func(text string) bool {
			for _, name := range []string{"alg", "kid", "nonce"} {
				if member := headerOf(text)[name]; len(member) > 0 && member[0] != '"' {
					return true
				}
			}
			return false
		},
		[]string{token(`{"alg":5}`), token(`{"alg":"HS256","kid":7}`), token(`{"alg":"HS256","nonce":{}}`), token(`{"alg":["HS256"]}`)}},
	{theyRefuse, "go-jose asks that jwk is a public key and x5c a chain of certificates; nobody checks our signature",
		func(text string) bool { return headerOf(text)["jwk"] != nil || headerOf(text)["x5c"] != nil },
		[]string{token(`{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}`), token(`{"alg":"HS256","jwk":1}`), token(`{"alg":"HS256","x5c":["AAAA"]}`)}},
	{theyRefuse, "go-jose keeps the numbers of a header as float64; ours may have any size",
		func(text string) bool {
			for _, member := range headerOf(text) {
				if hasHugeNumber(member) {
					return true
				}
			}
			return false
		},
		[]string{token(`{"alg":"HS256","x":1e999}`), token(`{"alg":"HS256","x":[{"a":-1e400}]}`)}},
}

// explained tells whether a difference explains that a text is read
// differently.
func explained(text string, who side) bool {
	for _, d := range differences {
		if d.side == who && d.is(text) {
			return true
		}
	}
	return false
}

// headerBytes is the decoded header of a token, or nil.
func headerBytes(text string) []byte {
	part, _, _ := strings.Cut(text, ".")
	decoded, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return nil
	}
	return decoded
}

// validHeader tells whether the header is JSON under more lenient rules.
func validHeader(text string, lenient jsontext.Options) bool {
	return jsontext.Value(headerBytes(text)).IsValid(lenient)
}

// headerOf are the members of a token's header. A null counts as none.
func headerOf(text string) map[string]json.RawMessage {
	var members map[string]json.RawMessage
	if json.Unmarshal(headerBytes(text), &members) != nil {
		return nil
	}
	for name, member := range members {
		if string(member) == "null" {
			delete(members, name)
		}
	}
	return members
}

func hasHugeNumber(member []byte) bool {
	decoder := jsontext.NewDecoder(bytes.NewReader(member))
	for {
		value, err := decoder.ReadToken()
		if err != nil {
			return false
		}
		if value.Kind() == '0' {
			if _, err := strconv.ParseFloat(value.String(), 64); err != nil {
				return true
			}
		}
	}
}

// TestDifferences: each of them is one, and explains its examples.
func TestDifferences(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range differences {
		if d.why == "" || seen[d.why] || len(d.examples) == 0 {
			t.Errorf("%q: every difference has a reason of its own and an example", d.why)
		}
		seen[d.why] = true
		for _, text := range d.examples {
			if !d.is(text) {
				t.Errorf("%.200q is not explained by: %s", text, d.why)
			}
			payload, err := parseSigned(text)
			theirs := err == nil && isObject(payload) || isEncrypted(text)
			ours := read(t, text)
			refused := cmp.Diff(unusable, ours, cmpopts.EquateEmpty()) == ""
			if theirs == (d.side == theyRefuse) || refused != (d.side == weRefuse) || ours.Unverified == refused {
				t.Errorf("%.200q: %s, but go-jose takes it: %v (%v), and we give %+v", text, d.side, theirs, err, ours)
			}
			compare(t, text)
		}
	}
}

// TestAgreement: texts that both take, or both refuse.
func TestAgreement(t *testing.T) {
	for _, c := range []struct {
		why, text string
		opened    bool
	}{
		{"an unsecured token ends in a dot", encode(`{"alg":"none"}`) + "." + encode(claims) + ".", true},
		{"an algorithm that nobody knows", token(`{"alg":"made-up"}`), true},
		{"no algorithm, which go-jose takes when the list says so", token(`{}`), true},
		{"a null algorithm is none", token(`{"alg":null}`), true},
		{"a header may have members that nobody knows", token(`{"alg":"HS256","x":{"y":[1.5,null,true,""]}}`), true},
		{"and white space", token(" {\n\t\"alg\" : \"HS256\" } "), true},
		{"what has to be understood is looked at when a signature is checked, which nobody does here", token(`{"alg":"HS256","crit":["x"],"x":1}`), true},
		{"no claims of a result", encode(named) + "." + encode(`{}`) + ".", true},
		{"claims of every type", encode(named) + "." + encode(`{"given_name":[],"family_name":{"a":1},"gender":null,"signicat.national_id":1,"consumer.bin":true}`) + ".", true},
		{"numbers of any size in claims", encode(named) + "." + encode(`{"gender":1e999,"given_name":"Noor"}`) + ".", true},
		{"claims at the limit of depth", encode(named) + "." + encode(`{"a":`+strings.Repeat("[", 63)+strings.Repeat("]", 63)+`,"given_name":"Noor"}`) + ".", true},

		{"nothing", "", false},
		{"two parts", encode(named) + "." + encode(claims), false},
		{"four parts", token(named) + ".", false},
		{"padding", encode(named) + "." + encode(claims) + "=.", false},
		{"a letter that is not of base64url", encode(named) + "." + encode(claims) + ".+/", false},
		{"a length that no bytes have", encode(named) + "." + encode(claims) + ".A", false},
		{"white space around", " " + token(named), false},
		{"a header that is a list", token(`[]`), false},
		{"a header that is null", token(`null`), false},
		{"a header twice", token(`{}{}`), false},
		{"a header with a name twice", token(`{"alg":"HS256","alg":"HS256"}`), false},
		{"deep inside too", token(`{"alg":"HS256","x":{"a":1,"a":2}}`), false},
		{"a token as JSON, which the source does not know", `{"payload":"` + encode(claims) + `","protected":"` + encode(named) + `","signature":""}`, false},
	} {
		payload, err := parseSigned(c.text)
		if theirs := err == nil && isObject(payload); theirs != c.opened {
			t.Errorf("%s: go-jose takes it: %v (%v)", c.why, theirs, err)
		}
		if ours := read(t, c.text); ours.Unverified != c.opened {
			t.Errorf("%s: we open it: %v", c.why, ours.Unverified)
		}
		compare(t, c.text)
	}
}
