package country

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"github.com/verdict-id/verdict/internal/country"
)

// answers are what the library and x/text say of one code; a refusal is empty.
type answers struct{ Ours, Theirs string }

// TestEveryCode: of all words of two and three capital letters, the library
// and x/text take the same, as the same, but for the differences listed below.
func TestEveryCode(t *testing.T) {
	want := map[string]answers{}
	for _, d := range differences {
		if _, twice := want[d.code]; twice || d.why == "" {
			t.Fatalf("%s: every difference stands once, with a reason", d.code)
		}
		want[d.code] = answers{d.ours, d.theirs}
	}
	got := map[string]answers{}
	same := 0
	for _, code := range words() {
		ours, _ := country.Alpha3(code)
		theirs := fromText(code)
		if ours != theirs {
			got[code] = answers{ours, theirs}
		} else if ours != "" {
			same++
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
	if same != 2*249+2 {
		t.Errorf("the same of %d codes, want the 249 of ISO in both forms, ANT and NTZ", same)
	}
}

// words gives all words of two and three capital letters.
func words() []string {
	var all []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			two := string(a) + string(b)
			all = append(all, two)
			for c := 'A'; c <= 'Z'; c++ {
				all = append(all, two+string(c))
			}
		}
	}
	return all
}

// fromText gives x/text's alpha-3 code for a country, ZZZ where it has none.
// What x/text knows as a region, but not as a country, is refused: those are
// groups of countries and codes for private use.
func fromText(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return ""
	}
	return region.ISO3()
}
