package jose

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzToken compares on any text.
func FuzzToken(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// What is no UTF-8 cannot stand in a document: both get what replaces it.
		if err := json.Unmarshal([]byte(quote(t, text)), &text); err != nil {
			t.Fatal(err)
		}
		if fits(text) {
			compare(t, text)
		}
	})
}

// FuzzParts compares on tokens of any header and payload, which are encoded as
// they should be: few changes to base64 mean anything.
func FuzzParts(f *testing.F) {
	for _, seed := range seeds(f) {
		if parts := strings.Split(seed, "."); len(parts) == 3 {
			f.Add(decoded(parts[0]), decoded(parts[1]))
		}
	}
	f.Add(`{"alg":"HS256","x5c":[],"jwk":null,"crit":["b64"],"b64":false}`, `{"gender":{"a":1,"a":1}}`)
	f.Add(`{"alg":"HS256","jwk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}}`, `{"given_name":"\ud83d\ude00","family_name":"\u0000"}`)
	f.Add(`{"":{"":{"":[]}}}`, `{"given_name":"a","given\u005fname":"b"}`)
	f.Fuzz(func(t *testing.T, header, payload string) {
		if text := encode(header) + "." + encode(payload) + ".c2lnbmVk"; fits(text) {
			compare(t, text)
		}
	})
}

// seeds are the tokens of the tests, but for those that are long only.
func seeds(f *testing.F) []string {
	all := []string{"", ".", "..", "...", "....", ".....", token(`{}`), token(`{"alg":"none","x":[1]}`)}
	for _, tokens := range []map[string]string{signed(f), encrypted(f)} {
		for _, text := range tokens {
			all = append(all, text)
		}
	}
	for _, d := range differences {
		for _, text := range d.examples {
			if len(text) <= 4<<10 {
				all = append(all, text)
			}
		}
	}
	return all
}

// fits tells whether a text fits into a document, where a character may take
// six bytes.
func fits(text string) bool { return len(text) <= 1<<17 }

// decoded is what a part encodes, or the part itself.
func decoded(part string) string {
	if text := headerBytes(part); text != nil {
		return string(text)
	}
	return part
}
