package suite

import (
	"encoding/base64"
	"strings"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// tokens asks what may stand where a token can.
func (m *maker) tokens(t *table) {
	claims := `{"given_name":"EVA","family_name":"LIND","gender":"1","signicat.national_id":"010190-1234"}`
	encode := base64.RawURLEncoding.EncodeToString
	header := encode([]byte(`{"alg":"RS256","typ":"JWT"}`))
	jwt := func(header, payload, signature string) string { return header + "." + payload + "." + signature }
	sound := jwt(header, encode([]byte(claims)), encode([]byte("signature")))
	for _, c := range []struct{ name, about, json string }{
		{"object", "an object", claims},
		{"empty-object", "an empty object", "{}"},
		{"null", "null", "null"},
		{"empty-text", "the empty text", `""`},
		{"signed", "a signed token, which nobody verifies", quote(sound)},
		{"unsigned", "a token without a signature", quote(jwt(encode([]byte(`{"alg":"none"}`)), encode([]byte(claims)), ""))},
		{"encrypted", "an encrypted token: five parts", quote(header + ".a2V5.aXY.Y2lwaGVy.dGFn")},
		{"five-parts-with-claims", "a text of five parts, which is the form of an encrypted token, with claims in the second", quote(sound + ".eA.eA")},
		{"five-empty-parts", "four full stops, which is the form of an encrypted token", quote("....")},
		{"two-parts", "a text of two parts", quote(header + "." + encode([]byte(claims)))},
		{"four-parts", "a text of four parts", quote(sound + ".eA")},
		{"no-token", "a text that is no token", quote("EVA LIND")},
		{"padded", "a token with padding", quote(jwt(header, base64.URLEncoding.EncodeToString([]byte(claims+" ")), "c2ln"))},
		{"standard-alphabet", "a token in the alphabet of ordinary base64", quote(jwt(header, "eyJnaXZlbl9uYW1lIjoi/+/+In0", "c2ln"))},
		{"blank-before", "a token after a blank", quote(" " + sound)},
		{"line-feed-after", "a token before a line feed", quote(sound + "\n")},
		{"bearer", "a token after the word Bearer", quote("Bearer " + sound)},
		{"object-as-text", "an object, written as a text", quote(claims)},
		{"header-no-object", "a token whose header is no object", quote(jwt(encode([]byte(`"RS256"`)), encode([]byte(claims)), "c2ln"))},
		{"header-empty", "a token without a header", quote(jwt("", encode([]byte(claims)), "c2ln"))},
		{"payload-no-object", "a token whose payload is a list", quote(jwt(header, encode([]byte("["+claims+"]")), "c2ln"))},
		{"payload-no-json", "a token whose payload is no JSON", quote(jwt(header, encode([]byte("EVA")), "c2ln"))},
		{"payload-twice", "a token with a claim that stands twice", quote(jwt(header, encode([]byte(`{"given_name":"EVA","given_name":"IDA"}`)), "c2ln"))},
		{"payload-claims-of-other-types", "a token with claims that are no texts", quote(jwt(header, encode([]byte(`{"given_name":7,"family_name":"LIND","gender":null}`)), "c2ln"))},
		{"payload-empty", "a token without claims", quote(jwt(header, encode([]byte(`{}`)), "c2ln"))},
		{"number", "a number", "7"},
		{"true", "true", "true"},
		{"list", "a list", "[" + claims + "]"},
	} {
		m.resultWhere(t, t.Token, t.where(t.status, int(rulebook.Accepted)), "result/token/"+c.name,
			"Where a token may stand there is "+c.about+"; the status stays what it is.", func(doc *tree) { doc.set(t.Token, "", raw(c.json)) })
	}
}

// claims asks names of claims that are not those of the final result, and where
// else than in the token they do not come from.
func (m *maker) claims(t *table) {
	ask := func(id, about, provider string, change func(doc *tree)) {
		classes := t.accepting()
		doc := t.document(provider, classes)
		change(doc)
		m.add(draft{group: t.group, id: "result/claims/" + id, about: about, tree: doc, context: t.context(classes), flags: []string{"result"}})
	}
	object := func(names ...string) *tree {
		o := &tree{kind: object}
		for _, name := range names {
			o.with(name, quoted("7"))
		}
		return o
	}
	family := strings.TrimSuffix(t.Providers[0], "*")
	for _, name := range []string{
		"name", "nickname", "middle_name", "initials", "consumer.initials", "consumer.legallastname", "consumer.preferredlastname", "birthdate", "birthday",
		"consumer.dateofbirth", "consumer.gender", "nationality", "country", "national_id", "ssn", "sub", "signicat.nationalid", "signicat.national_id.1", "consumer.BIN",
		"idin.consumer.bin", "idin.rabo.consumer.bin", "personalIdentificationNumber", "givenName", "familyName", "Given_name", "GENDER",
	} {
		ask("other-name/"+idOf(name), "The claim "+name+" is not one that the final result comes from.", family+"idin", func(doc *tree) {
			doc.set(t.Token, "", object(name))
		})
	}
	methods := []string{"idin", "IDIN", "idin2", "xidin", "idin.rabo", "rabo-idin", "nbid"}
	for i, id := range distinct(methods) {
		ask("method/"+id, "consumer.bin is for connect:idin alone.", family+methods[i], func(doc *tree) {
			doc.set(t.Token, "", object("consumer.bin"))
		})
	}
	const claims = `{"given_name":"EVA","family_name":"LIND"}`
	encode := base64.RawURLEncoding.EncodeToString
	token := encode([]byte(`{"alg":"RS256"}`)) + "." + encode([]byte(claims)) + ".c2ln"
	for _, element := range []string{"idToken", "accessToken", "userinfo", "user_info", "claims", "id_token"} {
		ask("elsewhere/"+element, "The final result does not come from "+element+".", family+"idin", func(doc *tree) {
			doc.set(rulebook.Path{t.Token[0], element}, "", quoted(token))
		})
	}
	ask("elsewhere/top", "The final result does not come from claims that stand beside the token's element.", family+"idin", func(doc *tree) {
		doc.set(rulebook.Path{t.Token[0], "given_name"}, "", quoted("EVA"))
		doc.set(rulebook.Path{"userInfo"}, "", raw(claims))
	})
}
