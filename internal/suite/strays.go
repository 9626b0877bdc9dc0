package suite

import (
	"fmt"
	"slices"

	"github.com/verdict-id/verdict/internal/rulebook"
)

// strays asks fields of the final result that stand where no source of theirs
// is, and numbers that are no part of it.
func (m *maker) strays(t *table) {
	for _, name := range rulebook.ResultFields {
		m.stray(t, "stray-"+name, fmt.Sprintf("%s stands where the final result does not come from.", name), strayValue(name), name)
	}
	m.stray(t, "other-numbers", "Numbers that are no part of the final result do not get into it.", "010190-1234",
		"socialSecurityNumber", "healthNumber", "taxNumber", "personalNumber", "idNumber", "nationalId", "ssn", "personal_number")
	m.stray(t, "other-names", "Members with other names are no part of the final result.", "EVA",
		"name", "fullName", "given_name", "family_name", "firstNames", "surname", "first_name", "last_name", "FirstName", "middleName")
	m.stray(t, "other-dates", "Members with other names are no part of the final result.", "2001-02-03",
		"birthdate", "birthDate", "date_of_birth", "expiryDate", "expirationDate", "date_of_expiry", "dateOfIssue", "DateOfBirth")
	m.stray(t, "other-countries", "Members with other names are no part of the final result.", "NOR",
		"country", "countryCode", "issuing_country", "citizenship", "issuer", "issuingState", "Nationality")
	m.stray(t, "words", "Words that speak against a person mean nothing where nobody reads them.", "INVALID",
		"result", "subResult", "outcome", "decision", "success", "error", "valid", "found", "score", "documentNumber", "checks")
	m.stray(t, "other-kinds", "Members with other names are no part of the final result.", "passport",
		"type", "document_type", "documentKind", "sex", "Gender", "number", "document_number")
}

// strayValue is a value that a field would take.
func strayValue(name string) string {
	switch name {
	case "dateOfExpiry", "dateOfBirth":
		return "2001-02-03"
	case "nationality", "issuingCountry":
		return "NOR"
	case "livenessDetected":
		return "true"
	case "similarityScore":
		return "high"
	}
	return "STRAY"
}

// stray puts members of some names into every element of an accepted document,
// but where something is read.
func (m *maker) stray(t *table, id, about, value string, names ...string) {
	classes := t.accepting()
	doc := t.document(t.provider, classes)
	for _, place := range t.places() {
		for _, name := range names {
			if path := append(slices.Clone(place), name); !t.reads(path) {
				doc.set(path, "", quoted(value))
			}
		}
	}
	m.add(draft{group: t.group, id: "result/" + id, about: about, tree: doc, context: t.context(classes), flags: []string{"result"}})
}

// places are the elements of a document in which something else may stand:
// those on the way to what the table reads, and one of Signicat Paper that is
// not read.
func (t *table) places() []rulebook.Path {
	places := []rulebook.Path{{}, {"providerSpecific", "features"}}
	add := func(path rulebook.Path) {
		for n := 1; n < len(path); n++ {
			known := slices.ContainsFunc(places, func(p rulebook.Path) bool { return slices.Equal(p, path[:n]) })
			if step := path[n]; !known && step != rulebook.Members && step != rulebook.Entries {
				places = append(places, path[:n])
			} else if step == rulebook.Members || step == rulebook.Entries {
				return
			}
		}
	}
	for _, s := range t.Signals {
		add(s.Path)
	}
	for _, f := range t.Result {
		for _, s := range f.Sources {
			if !t.belowOtherName(s.Path) {
				add(s.Path)
			}
		}
	}
	return places
}

// reads tells whether a signal or a source of the final result stands at a
// path.
func (t *table) reads(path rulebook.Path) bool {
	same := func(p rulebook.Path) bool { return slices.Equal(p, path) }
	return slices.ContainsFunc(t.Signals, func(s *rulebook.Signal) bool { return same(s.Path) || same(s.Also) }) ||
		slices.ContainsFunc(t.Result, func(f rulebook.ResultField) bool {
			return slices.ContainsFunc(f.Sources, func(s rulebook.ResultSource) bool { return same(s.Path) })
		})
}
