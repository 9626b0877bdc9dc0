package jose

import (
	"bytes"
	"encoding/json"
	"maps"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verdict-id/verdict"
)

// reading is what the library makes of a token.
type reading struct {
	Fields     map[string]string
	LeftOut    []string
	Unverified bool
}

// longest is the length of the longest token that the library looks at.
const longest = 64 << 10

// unusable is the reading of a text that is no token.
var unusable = reading{LeftOut: []string{"userInfo"}}

// read gives a text to the library as the user information of an accepted
// sign-in.
func read(t testing.TB, text string) reading {
	t.Helper()
	doc := []byte(`{"provider":"connect:idin","providerSpecific":{"idToken":"x","userInfo":` + quote(t, text) + `}}`)
	p, err := verdict.Parse(doc)
	if err != nil {
		t.Fatal(err)
	}
	if d, err := p.Decide(); err != nil || d.Status() != verdict.Accepted {
		t.Fatalf("%v, %v; want accepted, whatever the user information is", d, err)
	}
	r, err := p.FinalResult(doc)
	if err != nil {
		t.Fatal(err)
	}
	return reading{maps.Collect(r.Fields()), r.LeftOut, r.UnverifiedToken}
}

func quote(t testing.TB, text string) string {
	t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(quoted)
}

// compare holds the library's reading of a text against go-jose's. They may
// differ as the differences say, and not otherwise.
func compare(t testing.TB, text string) {
	t.Helper()
	ours := read(t, text)
	payload, err := parseSigned(text)
	theirs := err == nil && isObject(payload)
	switch {
	case theirs && ours.Unverified:
		if diff := cmp.Diff(claimed(t, payload), ours, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: claims (-go-jose +ours):\n%s", text, diff)
		}
	case theirs && !explained(text, weRefuse):
		t.Errorf("%q: go-jose finds an object in it, and we give %+v", text, ours)
	case !theirs && ours.Unverified && !explained(text, theyRefuse):
		t.Errorf("%q: we open it, and go-jose gives %q, %v", text, payload, err)
	}
	if isEncrypted(text) && len(text) <= longest && cmp.Diff(reading{}, ours, cmpopts.EquateEmpty()) != "" {
		t.Errorf("%q: go-jose takes it for encrypted, and we give %+v", text, ours)
	}
}

// isObject tells whether a payload is one strict JSON object within the
// library's default limit of depth.
func isObject(payload []byte) bool {
	const depth = 64
	value := jsontext.Value(payload)
	if value.Kind() != '{' || !value.IsValid() {
		return false
	}
	decoder := jsontext.NewDecoder(bytes.NewReader(payload))
	for {
		if _, err := decoder.ReadToken(); err != nil {
			return true // its end, as it is valid
		}
		if decoder.StackDepth() > depth {
			return false
		}
	}
}

// claimed is what should be read from a payload for connect:idin.
func claimed(t testing.TB, payload []byte) reading {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(payload))
	decoder.UseNumber() // there are numbers of any size
	var all map[string]any
	if err := decoder.Decode(&all); err != nil {
		t.Fatal(err)
	}
	want := reading{Fields: map[string]string{}, Unverified: true}
	for _, f := range []struct {
		name    string
		sources []string
	}{
		{"firstName", []string{"given_name"}},
		{"lastName", []string{"family_name"}},
		{"gender", []string{"gender"}},
		{"personalIdentificationNumber", []string{"signicat.national_id", "consumer.bin"}},
	} {
		bad := false
		for _, source := range f.sources {
			text, isText := all[source].(string)
			if text != "" && want.Fields[f.name] == "" {
				want.Fields[f.name] = text
			}
			bad = bad || !isText && !isEmpty(all[source])
		}
		if bad && want.Fields[f.name] == "" {
			want.LeftOut = append(want.LeftOut, f.name)
		}
	}
	return want
}

// isEmpty tells whether a claim counts as absent.
func isEmpty(claim any) bool {
	switch claim := claim.(type) {
	case nil:
		return true
	case map[string]any:
		return len(claim) == 0
	case []any:
		return len(claim) == 0
	}
	return false
}
