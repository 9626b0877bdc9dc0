package corpus

import "slices"

var paperFamily = &family{providers: []string{"signicatpaper"}, notGiven: "personalIdentificationNumber"}

// paperSigns are the signals of Signicat Paper. What is empty is not there.
type paperSigns struct {
	status   string // JSON
	kind     string
	zone     bool // the machine-readable zone was read
	features bool // the visible text was
	errors   bool
	checksum string // JSON of the first check digit instead of "VALID"
	field    string // JSON of the first field of the zone instead of "VALID"
	matching string // JSON of the first field compared instead of "FULL_MATCH"
	text     string // JSON of the first field of the visible text instead of "FOUND"
}

const (
	compared = "MRZ_FEATURE_COMPARISON"
	zoneOnly = "MRZ_ONLY"
	textOnly = "FEATURES_ONLY"
	invalid  = `"INVALID"`
)

var paperScenarios = slices.Concat([]scenario{
	paper("accepted", 70, "accepted", "paper-accepted", paperSigns{status: yes, kind: compared, zone: true, features: true}),
	paper("accepted-zone-only", 16, "accepted", "paper-accepted", paperSigns{status: yes, kind: zoneOnly, zone: true}),
	paper("accepted-missing-field", 6, "accepted", "paper-accepted", paperSigns{status: yes, kind: compared, zone: true, features: true, checksum: `"MISSING"`, matching: `"LEVENSHTEIN2"`}),
	paper("rejected-status", 5, "rejected", "paper-status", paperSigns{status: no, kind: zoneOnly, zone: true, errors: true, field: invalid}),
	paper("rejected-errors", 3, "rejected", "paper-errors", paperSigns{status: yes, kind: compared, zone: true, features: true, errors: true}),
	paper("rejected-checksum", 3, "rejected", "paper-check", paperSigns{status: yes, kind: zoneOnly, zone: true, checksum: invalid}),
	paper("rejected-matching", 2, "rejected", "paper-check", paperSigns{status: yes, kind: compared, zone: true, features: true, matching: invalid}),
	paper("rejected-text", 2, "rejected", "paper-check", paperSigns{status: yes, kind: textOnly, features: true, text: invalid}),
	paper("text-only", 5, "inconclusive", "paper-features-only", paperSigns{status: yes, kind: textOnly, features: true}),
	paper("no-zone", 3, "inconclusive", "paper-no-mrz", paperSigns{status: yes, kind: compared, features: true}),

	paper("no-type", 0, undecided, "", paperSigns{status: yes, zone: true}),
	paper("no-status", 0, undecided, "", paperSigns{kind: zoneOnly, zone: true}),
	paper("field-without-word", 0, undecided, "", paperSigns{status: yes, kind: zoneOnly, zone: true, field: "null"}),
	strange(paper("strange-kind", 0, unknownValue, "", paperSigns{status: yes, kind: strangeWord + "_ONLY", zone: true}), "/providerSpecific/verification/type"),
	strange(paper("strange-checksum", 0, unknownValue, "", paperSigns{status: yes, kind: zoneOnly, zone: true, checksum: `"valid"`}), "/providerSpecific/mrzChecksum/*"),
	strange(paper("strange-fields", 0, unknownValue, "", paperSigns{status: yes, kind: compared, zone: true, features: true, field: `"` + strangeWord + `"`, matching: "7"}),
		"/providerSpecific/mrzVerification/*", "/providerSpecific/mrzFeatureMatching/*"),
	strange(paper("strange-status", 0, unknownValue, "", paperSigns{status: "1", kind: zoneOnly, zone: true}), "/providerSpecific/verification/status"),
}, lifecycle("paper", paperFamily, "", 120, paperSigns{features: true}.fill))

func paper(name string, share int, status, row string, s paperSigns) scenario {
	return scenario{name: "paper/" + name, family: paperFamily, share: share, status: status, row: row, fill: s.fill, result: (*doc).giveIdentity}
}

func (s paperSigns) fill(d *doc) {
	d.open("verification")
	d.given("type", s.kind)
	if s.status != "" {
		d.raw("status", d.boolean(s.status))
	}
	d.close()
	if s.features {
		d.open("features")
		d.text("firstName", d.firstName)
		d.text("lastName", d.lastName)
		d.text("documentNumber", d.number)
		d.text("dateOfBirth", d.birth)
		d.text("issuingAuthority", "Burg. van "+placeName)
		d.text("personalNumber", d.personal)
		d.close()
	}
	if s.zone {
		s.machineReadable(d)
	}
	if s.features && s.zone {
		d.words("mrzFeatureMatching", paperCompared, `"FULL_MATCH"`, s.matching)
	}
	if s.features && !s.zone {
		d.words("featuresVerification", paperRead, `"FOUND"`, s.text)
	}
	if s.errors {
		d.raw("errors", `["Invalid date_of_expiry: `+remarkWord+`"]`)
	} else if d.odd == nulls {
		d.raw("errors", "[]")
	}
}

var (
	paperDigits   = []string{"dateOfExpiry", "documentNumber", "dateOfBirth", "personalNumber"}
	paperFields   = []string{"dateOfExpiry", "documentType", "issuingCountry", "dateOfBirth"}
	paperCompared = []string{"dateOfExpiry", "lastName", "firstName", "documentNumber", "dateOfBirth", "driving_permits"}
	paperRead     = []string{"dateOfExpiry", "lastName", "issuingAuthority", "firstName", "documentNumber", "drivingPermits", "personalNumber"}
)

// machineReadable writes what was read from the machine-readable zone, and how it
// was checked.
func (s paperSigns) machineReadable(d *doc) {
	d.open("mrz")
	d.identity()
	d.text("documentType", d.documentType)
	d.text("personalNumber", d.personal)
	d.close()
	d.words("mrzChecksum", paperDigits, `"VALID"`, s.checksum)
	d.words("mrzVerification", paperFields, `"VALID"`, s.field)
}

// words writes an element with one word for each name, but another for the first.
func (d *doc) words(element string, names []string, word, first string) {
	d.open(element)
	for i, name := range names {
		if i == 0 {
			d.raw(name, or(first, word))
		} else {
			d.raw(name, word)
		}
	}
	d.close()
}
