// Package country gives countries and nationalities one code each.
package country

import (
	"slices"
	"sort"
)

// Alpha3 gives the ISO 3166-1 alpha-3 code for what a document carries as
// country or nationality: an alpha-3 code, which stays as it is; an alpha-2
// code; or D, as machine readable zones call Germany. Three-letter codes that
// ICAO Doc 9303 defines beside ISO's stay as they are too. Codes are upper
// case, with nothing around them; everything else is refused.
//
// The answer is never a part of code, so code may be bytes converted for the
// call: nothing is allocated.
func Alpha3(code string) (string, bool) {
	switch len(code) {
	case 1:
		// The zone has D<<; what reads it leaves the fillers out.
		if code == "D" {
			return "DEU", true
		}
	case 2:
		return fromAlpha2(code)
	case 3:
		return known(code)
	}
	return "", false
}

// fromAlpha2 looks at one row after the other. They are few, and in the order
// of alpha-3, which is what passports carry.
func fromAlpha2(code string) (string, bool) {
	for i := range iso {
		if iso[i].alpha2 == code {
			return iso[i].alpha3, true
		}
	}
	return "", false
}

// known gives an alpha-3 code that is ISO's or ICAO's.
func known(code string) (string, bool) {
	// sort.Search, unlike slices.BinarySearchFunc, lets no code escape.
	i := sort.Search(len(iso), func(i int) bool { return iso[i].alpha3 >= code })
	if i < len(iso) && iso[i].alpha3 == code {
		return iso[i].alpha3, true
	}
	if i, ok := slices.BinarySearch(icao[:], code); ok {
		return icao[i], true
	}
	return "", false
}
