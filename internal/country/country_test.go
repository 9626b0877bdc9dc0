package country

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAlpha3(t *testing.T) {
	cases := []struct{ why, code, want string }{ // want is empty where the code is refused
		{"ISO's alpha-3 codes stay as they are", "NLD", "NLD"},
		{"the first of the table", "ABW", "ABW"},
		{"the last of the table", "ZWE", "ZWE"},
		{"ISO's alpha-2 codes become alpha-3", "NL", "NLD"},
		{"the alpha-2 code of the first row", "AW", "ABW"},
		{"the alpha-2 code of the last row", "ZW", "ZWE"},
		{"alpha-2 is not the start of alpha-3", "CH", "CHE"},
		{"the start of a country's alpha-3 code may be another's alpha-2: CHN begins with CH", "CN", "CHN"},
		{"alpha-3 may begin with another letter", "KM", "COM"},
		{"a territory has codes of its own", "HK", "HKG"},
		{"the newest country", "SS", "SSD"},
		{"the newest codes for a territory", "SX", "SXM"},
		{"eSwatini kept its codes with its new name", "SZ", "SWZ"},
		{"Romania's alpha-3 code has been ROU since 2002", "RO", "ROU"},
		{"Romania's code until 2002 is withdrawn", "ROM", ""},

		{"Germany in ISO", "DEU", "DEU"},
		{"Germany in alpha-2", "DE", "DEU"},
		{"Germany in machine readable zones", "D", "DEU"},
		{"only Germany has one letter", "F", ""},
		{"fillers are not part of a code", "D<<", ""},

		{"a British Overseas Citizen is no GBR", "GBO", "GBO"},
		{"Kosovo, which ISO has no code for", "RKS", "RKS"},
		{"the European Commission's code for Kosovo is user-assigned", "XKX", ""},
		{"Kosovo's two letters in ICAO's table are not ISO's", "KS", ""},
		{"nor are the Commission's", "XK", ""},
		{"the European Union's laissez-passer", "EUE", "EUE"},
		{"EU is reserved in ISO, not assigned", "EU", ""},
		{"the United Nations' laissez-passer", "UNO", "UNO"},
		{"UN is reserved in ISO, not assigned", "UN", ""},
		{"a stateless person", "XXA", "XXA"},
		{"a person of unspecified nationality is not a missing code", "XXX", "XXX"},
		{"ICAO keeps two withdrawn codes: the Netherlands Antilles", "ANT", "ANT"},
		{"ICAO keeps two withdrawn codes: the Neutral Zone", "NTZ", "NTZ"},
		{"but ISO has withdrawn their alpha-2 codes", "AN", ""},
		{"ICAO does not keep other withdrawn codes", "YUG", ""},
		{"nor the codes withdrawn last but for the Antilles'", "SCG", ""},
		{"Utopia is for specimens", "UTO", ""},
		{"and so is its alpha-2 code", "UT", ""},
		{"Northern Cyprus has a user-assigned code that ICAO does not list", "XCT", ""},
		{"German cards have one for Kosovo that ICAO does not list", "XXK", ""},

		{"UK is reserved in ISO, not assigned", "UK", ""},
		{"user-assigned codes mean what their user wants: the first", "AAA", ""},
		{"user-assigned codes mean what their user wants: the last", "ZZZ", ""},
		{"user-assigned alpha-2", "ZZ", ""},
		{"a code that was never assigned", "ABC", ""},
		{"lower case is another text", "nld", ""},
		{"mixed case is another text", "Nld", ""},
		{"lower case in alpha-2", "nl", ""},
		{"lower case in the one letter", "d", ""},
		{"white space before", " NL", ""},
		{"white space after", "NL ", ""},
		{"a line break after", "NLD\n", ""},
		{"nothing is no code", "", ""},
		{"a name is no code", "Netherlands", ""},
		{"a numeric code is another code", "528", ""},
		{"two letters and a filler", "NL<", ""},
		{"wide letters are other letters", "\uff2e\uff2c\uff24", ""},
		{"the length is in bytes: this has three", "Ä1", ""},
	}
	for _, c := range cases {
		got, ok := Alpha3(c.code)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q gives %q, %v, want %q", c.why, c.code, got, ok, c.want)
		}
	}
}

func TestTables(t *testing.T) {
	if len(iso) != 249 {
		t.Errorf("%d countries, and ISO 3166-1 has 249", len(iso))
	}
	if len(icao) != 28 {
		t.Errorf("%d other codes, and ICAO Doc 9303 has 28", len(icao))
	}
	var alpha2, alpha3 []string
	for _, r := range iso {
		alpha2, alpha3 = append(alpha2, r.alpha2), append(alpha3, r.alpha3)
	}
	wantSorted(t, "ISO's alpha-3 codes", alpha3)
	wantSorted(t, "ICAO's codes", icao[:])
	wantOnce(t, "ISO's alpha-2 codes", alpha2)
	wantOnce(t, "ISO's alpha-3 and ICAO's codes", slices.Concat(alpha3, icao[:]))
}

func wantSorted(t *testing.T, what string, codes []string) {
	t.Helper()
	if diff := cmp.Diff(slices.Sorted(slices.Values(codes)), codes); diff != "" {
		t.Errorf("%s are not sorted (-want +got):\n%s", what, diff)
	}
}

func wantOnce(t *testing.T, what string, codes []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, code := range codes {
		if seen[code] {
			t.Errorf("%s: %s stands twice", what, code)
		}
		seen[code] = true
	}
}

// TestEveryWord: of all words of up to three capital letters, just the codes
// of the tables are taken.
func TestEveryWord(t *testing.T) {
	want := map[string]string{"D": "DEU"}
	for _, r := range iso {
		want[r.alpha2], want[r.alpha3] = r.alpha3, r.alpha3
	}
	for _, code := range icao {
		want[code] = code
	}
	got := map[string]string{}
	words := []string{""}
	for range 3 {
		var longer []string
		for _, word := range words {
			for letter := 'A'; letter <= 'Z'; letter++ {
				longer = append(longer, word+string(letter))
			}
		}
		for _, word := range longer {
			if alpha3, ok := Alpha3(word); ok {
				got[word] = alpha3
			}
		}
		words = longer
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("codes taken (-want +got):\n%s", diff)
	}
}

// TestRoundTrip: an answer is three capital letters that give themselves, a
// refusal is empty, and a code with anything around it or in lower case is no
// code.
func TestRoundTrip(t *testing.T) {
	letters := rapid.StringMatching(`[A-Z]{1,3}`)
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.OneOf(letters, rapid.String()).Draw(t, "code")
		alpha3, ok := Alpha3(code)
		if !ok {
			if alpha3 != "" {
				t.Fatalf("%q is refused with %q", code, alpha3)
			}
			return
		}
		if again, ok := Alpha3(alpha3); !ok || again != alpha3 || len(alpha3) != 3 {
			t.Fatalf("%q gives %q, which gives %q, %v", code, alpha3, again, ok)
		}
		around := rapid.SampledFrom([]string{" ", "\n", "\x00", "<", "\ufeff"}).Draw(t, "around")
		for _, other := range []string{strings.ToLower(code), around + code, code + around} {
			if alpha3, ok := Alpha3(other); ok {
				t.Fatalf("%q gives %q", other, alpha3)
			}
		}
	})
}

// TestAllocatesNothing: not even when the code is converted for the call and
// the answer is kept.
func TestAllocatesNothing(t *testing.T) {
	for _, code := range []string{"D", "NL", "ZZ", "NLD", "XXA", "ZZZ", "", "Netherlands"} {
		text := []byte(code)
		if n := testing.AllocsPerRun(100, func() { kept, _ = Alpha3(string(text)) }); n != 0 {
			t.Errorf("%q: %v allocations", code, n)
		}
	}
}

var kept string
