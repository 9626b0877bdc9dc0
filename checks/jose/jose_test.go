package jose

import (
	"crypto/ed25519"
	"errors"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

// claims are the payload of most tokens below.
const claims = `{"given_name":"Noor","family_name":"de Wit","gender":2,"signicat.national_id":"","consumer.bin":"BIN1","sub":{"a":[null]}}`

// Keys that need no chance. Nobody uses them for anything.
var (
	symmetric = []byte("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
	edKey     = ed25519.NewKeyFromSeed(symmetric[:ed25519.SeedSize])
)

// signed gives tokens that go-jose signs, by how.
func signed(t testing.TB) map[string]string {
	tokens := map[string]string{}
	for how, key := range map[string]jose.SigningKey{
		"HS256": {Algorithm: jose.HS256, Key: symmetric},
		"HS384": {Algorithm: jose.HS384, Key: symmetric},
		"HS512": {Algorithm: jose.HS512, Key: symmetric},
		"EdDSA": {Algorithm: jose.EdDSA, Key: edKey},
	} {
		options := (&jose.SignerOptions{EmbedJWK: how == "EdDSA"}).WithType("JWT").WithHeader("kid", "sample-1").WithHeader("x", []any{1, nil})
		signer, err := jose.NewSigner(key, options)
		if err != nil {
			t.Fatal(err)
		}
		token, err := signer.Sign([]byte(claims))
		if err != nil {
			t.Fatal(err)
		}
		if tokens[how], err = token.CompactSerialize(); err != nil {
			t.Fatal(err)
		}
	}
	return tokens
}

// encrypted gives tokens that go-jose encrypts, by how.
func encrypted(t testing.TB) map[string]string {
	tokens := map[string]string{}
	for how, c := range map[string]struct {
		recipient   jose.Recipient
		enc         jose.ContentEncryption
		compression jose.CompressionAlgorithm
		payload     string
	}{
		"directly, so that no key is in it": {jose.Recipient{Algorithm: jose.DIRECT, Key: symmetric[:16]}, jose.A128GCM, jose.NONE, claims},
		"with a wrapped key":                {jose.Recipient{Algorithm: jose.A256KW, Key: symmetric[:32]}, jose.A128CBC_HS256, jose.NONE, claims},
		"compressed":                        {jose.Recipient{Algorithm: jose.A128GCMKW, Key: symmetric[:16]}, jose.A256GCM, jose.DEFLATE, claims},
		"with a signed token inside":        {jose.Recipient{Algorithm: jose.A128KW, Key: symmetric[:16]}, jose.A192GCM, jose.NONE, signed(t)["HS256"]},
		"with nothing inside":               {jose.Recipient{Algorithm: jose.A128KW, Key: symmetric[:16]}, jose.A128GCM, jose.NONE, ""},
	} {
		encrypter, err := jose.NewEncrypter(c.enc, c.recipient, &jose.EncrypterOptions{Compression: c.compression})
		if err != nil {
			t.Fatal(err)
		}
		token, err := encrypter.Encrypt([]byte(c.payload))
		if err != nil {
			t.Fatal(err)
		}
		if tokens[how], err = token.CompactSerialize(); err != nil {
			t.Fatal(err)
		}
	}
	return tokens
}

// parseSigned gives the payload that go-jose finds in a signed token. It asks
// for a list of algorithms; whichever the token names, none included, is on it.
func parseSigned(text string) ([]byte, error) {
	token, err := jose.ParseSignedCompact(text, []jose.SignatureAlgorithm{jose.HS256})
	var unexpected *jose.ErrUnexpectedSignatureAlgorithm
	if errors.As(err, &unexpected) {
		token, err = jose.ParseSignedCompact(text, []jose.SignatureAlgorithm{unexpected.Got})
	}
	if err != nil {
		return nil, err
	}
	return token.UnsafePayloadWithoutVerification(), nil
}

// isEncrypted tells whether go-jose takes a text as an encrypted token of any
// algorithm that it knows.
func isEncrypted(text string) bool {
	_, err := jose.ParseEncryptedCompact(text, []jose.KeyAlgorithm{
		jose.RSA1_5, jose.RSA_OAEP, jose.RSA_OAEP_256, jose.A128KW, jose.A192KW, jose.A256KW, jose.DIRECT,
		jose.ECDH_ES, jose.ECDH_ES_A128KW, jose.ECDH_ES_A192KW, jose.ECDH_ES_A256KW, jose.A128GCMKW, jose.A192GCMKW, jose.A256GCMKW,
		jose.PBES2_HS256_A128KW, jose.PBES2_HS384_A192KW, jose.PBES2_HS512_A256KW,
	}, []jose.ContentEncryption{
		jose.A128CBC_HS256, jose.A192CBC_HS384, jose.A256CBC_HS512, jose.A128GCM, jose.A192GCM, jose.A256GCM,
	})
	return err == nil
}

// TestSigned: what go-jose signs we open, and both find the same claims.
func TestSigned(t *testing.T) {
	for how, token := range signed(t) {
		got := read(t, token)
		if !got.Unverified || got.Fields["firstName"] != "Noor" || got.Fields["personalIdentificationNumber"] != "BIN1" {
			t.Errorf("%s: %+v", how, got)
		}
		if _, err := parseSigned(token); err != nil {
			t.Errorf("%s: %v", how, err)
		}
		compare(t, token)
	}
}

// TestEncrypted: of what go-jose encrypts nothing is read, and that is no
// fault.
func TestEncrypted(t *testing.T) {
	for how, token := range encrypted(t) {
		if !isEncrypted(token) {
			t.Errorf("%s: go-jose does not know its own token", how)
		}
		if got := read(t, token); len(got.Fields) > 0 || got.LeftOut != nil || got.Unverified {
			t.Errorf("%s: %+v, want nothing at all", how, got)
		}
	}
}
