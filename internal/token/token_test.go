package token_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/verdict-id/verdict/internal/token"
)

// encode writes base64url without padding, after the table of RFC 4648,
// section 5, and without Go's encoder: six bits make a letter, and zeros fill
// the last.
func encode(text string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	var b strings.Builder
	bits, n := 0, 0
	for _, char := range []byte(text) {
		bits, n = bits<<8|int(char), n+8
		for ; n >= 6; n -= 6 {
			b.WriteByte(letters[bits>>(n-6)&63])
		}
		bits &= 1<<n - 1
	}
	if n > 0 {
		b.WriteByte(letters[bits<<(6-n)])
	}
	return b.String()
}

// Parts of tokens. What ends in Q has four bits that say nothing and are zero.
const (
	header    = "eyJhbGciOiJIUzI1NiJ9" // {"alg":"HS256"}
	none      = "eyJhbGciOiJub25lIn0"  // {"alg":"none"}
	payload   = "eyJhIjoxfQ"           // {"a":1}
	signature = "c2lnbmVk"             // signed
)

func TestUnverified(t *testing.T) {
	const refused = "refused" // no payload below is this word
	const most = 65_536
	long := strings.Repeat("A", most)
	cases := []struct {
		why, text string
		want      string // the payload, or refused
		err       error
	}{
		{"the example of RFC 7519, section 3.1",
			"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9" +
				".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ" +
				".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
			"{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}", nil},
		{"the unsecured example of RFC 7519, section 6.1, which ends in a dot",
			"eyJhbGciOiJub25lIn0" +
				".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.",
			"{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}", nil},
		{"the signature is not verified", header + "." + payload + "." + signature, `{"a":1}`, nil},
		{"what the header says is not looked at, so it may sign nothing and claim to", header + "." + payload + ".", `{"a":1}`, nil},
		{"or sign and claim not to", none + "." + payload + "." + signature, `{"a":1}`, nil},
		{"an empty object is a header", encode(`{}`) + "." + payload + ".", `{"a":1}`, nil},
		{"white space within the header's JSON is JSON's business", encode(" { } \n") + "." + payload + ".", `{"a":1}`, nil},
		{"a name may come again in another object", encode(`{"a":{"a":1},"b":{"a":2}}`) + "." + payload + ".", `{"a":1}`, nil},
		{"a payload that is not JSON is the caller's business", header + "." + encode("{\"a\":1,\"a\":\xff") + ".", "{\"a\":1,\"a\":\xff", nil},
		{"an empty payload is one, of no bytes", header + ".." + signature, "", nil},
		{"- and _ are base64url's own", header + "._-7-.", "\xff\xee\xfe", nil},

		{"padding of the header", encode(`{"a":12}`) + "=." + payload + ".", refused, token.ErrUndecodable},
		{"padding of the payload", header + "." + payload + "==.", refused, token.ErrUndecodable},
		{"padding of the signature", header + "." + payload + ".c2lnbg==", refused, token.ErrUndecodable},
		{"padding alone", header + "." + payload + ".=", refused, token.ErrUndecodable},
		{"+ is plain base64", header + ".-+7-.", refused, token.ErrUndecodable},
		{"/ is plain base64", header + "./-7-.", refused, token.ErrUndecodable},
		{"+ in the signature", header + "." + payload + ".c2ln+mVk", refused, token.ErrUndecodable},
		{"/ in the header", "/" + header + "." + payload + ".", refused, token.ErrUndecodable},
		{"one letter is six bits, which is no byte", header + ".A.", refused, token.ErrUndecodable},
		{"and so are five letters", header + ".AAAAA.", refused, token.ErrUndecodable},
		{"one letter in the signature", header + "." + payload + ".A", refused, token.ErrUndecodable},
		{"stray bits: R is Q and one bit that no byte has", header + ".eyJhIjoxfR.", refused, token.ErrUndecodable},
		{"stray bits in the signature", header + "." + payload + ".c2lnbh", refused, token.ErrUndecodable},
		{"stray bits in the header", encode(`{"a":1}`)[:9] + "R." + payload + ".", refused, token.ErrUndecodable},
		{"a line feed within, which Go's decoder would skip", header + ".eyJh\nIjoxfQ.", refused, token.ErrUndecodable},
		{"a carriage return within, which Go's decoder would skip", header + ".eyJh\rIjoxfQ.", refused, token.ErrUndecodable},
		{"a line feed in the header", "\n" + header + "." + payload + ".", refused, token.ErrUndecodable},
		{"a line feed in the signature", header + "." + payload + "." + signature + "\n", refused, token.ErrUndecodable},
		{"only a line feed for a signature", header + "." + payload + ".\r\n", refused, token.ErrUndecodable},
		{"a space within", header + ".eyJh IjoxfQ.", refused, token.ErrUndecodable},
		{"a space before", " " + header + "." + payload + ".", refused, token.ErrUndecodable},
		{"a byte order mark before", "\ufeff" + header + "." + payload + ".", refused, token.ErrUndecodable},
		{"a zero byte", header + ".\x00AAA.", refused, token.ErrUndecodable},
		{"percent signs are for addresses", header + ".eyJhIjoxfQ%3D%3D.", refused, token.ErrUndecodable},
		{"a scheme is not part of the token", "Bearer " + header + "." + payload + ".", refused, token.ErrUndecodable},

		{"an empty header", "." + payload + "." + signature, refused, token.ErrUndecodable},
		{"two dots and nothing else", "..", refused, token.ErrUndecodable},
		{"a header that is a list", encode(`[]`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"a header that is a text", encode(`"{}"`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"a header that is null", encode(`null`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"a header with a member twice", encode(`{"alg":"RS256","alg":"none"}`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"written differently, it is still twice", encode(`{"alg":"RS256","\u0061lg":"none"}`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"a member twice further in", encode(`{"jwk":{"kty":"RSA","kty":"EC"}}`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"invalid UTF-8 in the header", encode("{\"alg\":\"\xff\"}") + "." + payload + ".", refused, token.ErrUndecodable},
		{"half a surrogate pair in the header", encode(`{"alg":"\ud800"}`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"a header with something after it", encode(`{} {}`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"a header that ends too early", encode(`{"alg":"none"`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"a comma too many in the header", encode(`{"alg":"none",}`) + "." + payload + ".", refused, token.ErrUndecodable},
		{"a byte order mark in the header", encode("\ufeff{}") + "." + payload + ".", refused, token.ErrUndecodable},
		{"a header that is JSON as it stands", `{"alg":"none"}.` + payload + ".", refused, token.ErrUndecodable},

		{"no text", "", refused, token.ErrUndecodable},
		{"no dot", header, refused, token.ErrUndecodable},
		{"one dot", header + "." + payload, refused, token.ErrUndecodable},
		{"three dots", header + "." + payload + "." + signature + ".", refused, token.ErrUndecodable},
		{"four dots are a JWE", header + ".AA.AA.AA.AA", refused, token.ErrEncrypted},
		{"a JWE with direct encryption has no key in it", header + "..AA.AA.AA", refused, token.ErrEncrypted},
		{"a JWE is not decoded, so it may be nonsense", "=.\n.{.}.", refused, token.ErrEncrypted},
		{"five dots", header + ".AA.AA.AA.AA.", refused, token.ErrUndecodable},
		{"1026 dots, which only a count of one byte would call two", strings.Repeat(".", 1026), refused, token.ErrUndecodable},
		{"a million dots are too long to be counted", strings.Repeat(".", 1e6), refused, token.ErrUndecodable},

		{"the longest token", (header + "." + long)[:most-1] + ".", strings.Repeat("\x00", (most-22)*6/8), nil},
		{"one byte longer", (header + "." + long)[:most] + ".", refused, token.ErrUndecodable},
		{"a JWE that is too long is not even counted", long + "....", refused, token.ErrUndecodable},
		{"the longest JWE", long[:most-4] + "....", refused, token.ErrEncrypted},
		{"a header that nests deeper than a parser should follow", encode(`{"a":`+strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000)+`}`) + "." + payload + ".", refused, token.ErrUndecodable},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		if seen[c.why] {
			t.Fatalf("%q stands twice", c.why)
		}
		seen[c.why] = true
		got, err := token.Unverified([]byte(c.text))
		if diff := cmp.Diff(c.err, err, cmpopts.EquateErrors()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
		if c.want == refused && got != nil {
			t.Errorf("%s: refused, with the payload %q", c.why, got)
		} else if c.want != refused && c.want != string(got) {
			t.Errorf("%s (-want +got):\n%s", c.why, cmp.Diff(c.want, string(got)))
		}
	}
}

// TestAnyObject: any JSON object comes back byte for byte, under any header
// and signature.
func TestAnyObject(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		header, payload := drawObject(t, "header"), drawObject(t, "payload")
		signature := rapid.SliceOf(rapid.Byte()).Draw(t, "signature")
		got, err := token.Unverified([]byte(encode(header) + "." + encode(payload) + "." + encode(string(signature))))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(payload, string(got)); diff != "" {
			t.Fatalf("payload (-want +got):\n%s", diff)
		}
	})
}

// drawObject draws a JSON object, now and then with white space that an
// encoder would leave out.
func drawObject(t *rapid.T, label string) string {
	value := rapid.OneOf(
		rapid.Map(rapid.String(), func(s string) any { return s }),
		rapid.Map(rapid.Float64Range(-1e9, 1e9), func(f float64) any { return f }),
		rapid.Map(rapid.MapOf(rapid.String(), rapid.Bool()), func(m map[string]bool) any { return m }),
		rapid.Map(rapid.SliceOf(rapid.Int()), func(s []int) any { return s }),
	)
	text, err := json.Marshal(rapid.MapOf(rapid.String(), value).Draw(t, label))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if rapid.Bool().Draw(t, label+" with white space") {
		if err := json.Indent(&b, text, "\t", " "); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	return string(text)
}

// TestOtherDots: with another number of dots than two or four nothing is a
// token, however good the parts are.
func TestOtherDots(t *testing.T) {
	part := rapid.OneOf(
		rapid.SampledFrom([]string{header, none, payload, signature, ""}),
		rapid.Map(rapid.String(), func(s string) string { return strings.ReplaceAll(s, ".", "") }),
	)
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(part, 1, 20).
			Filter(func(parts []string) bool { return len(parts) != 3 && len(parts) != 5 }).
			Draw(t, "parts")
		if got, err := token.Unverified([]byte(strings.Join(parts, "."))); got != nil || !errors.Is(err, token.ErrUndecodable) {
			t.Fatalf("%q, %v", got, err)
		}
	})
}

// FuzzUnverified: of any text, there is a payload or one of two errors, and a
// payload is written in the one form that the text has between its dots.
func FuzzUnverified(f *testing.F) {
	for _, seed := range []string{
		"", ".", "..", "...", "....", ".....",
		header + "." + payload + "." + signature,
		none + "." + payload + ".",
		header + ".." + signature,
		header + ".AA.AA.AA.AA",
		header + "." + payload + "==." + signature,
		header + ".eyJh\nIjoxfQ." + signature,
		header + ".eyJhIjoxfR." + signature,
		header + "./+7-." + signature,
		encode(`{"a":{"b":[1,"\u0063"]},"d":null}`) + "." + encode("\xff\x00") + ".",
		encode(`{"a":1,"a":2}`) + "." + payload + ".",
		encode(`[]`) + "." + payload + ".",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		payload, err := token.Unverified(text)
		if !bytes.Equal(before, text) {
			t.Fatal("the text is changed")
		}
		if err != nil {
			if payload != nil || (err != token.ErrEncrypted && err != token.ErrUndecodable) {
				t.Fatalf("%q, %v", payload, err)
			}
			return
		}
		parts := strings.Split(string(text), ".")
		if len(parts) != 3 {
			t.Fatalf("a payload from %d parts", len(parts))
		}
		if diff := cmp.Diff(parts[1], base64.RawURLEncoding.EncodeToString(payload)); diff != "" {
			t.Fatalf("the payload's form (-want +got):\n%s", diff)
		}
	})
}
