package corpus

// ownSession is a session as ReadID's server gives it. What is empty is not there.
type ownSession struct{ chip, clone string }

var ownReadIDScenarios = []scenario{
	ownReadID("accepted", 40, "accepted", "readid-accepted", ownSession{"SUCCEEDED", "SUCCEEDED"}),
	ownReadID("accepted-no-clone", 4, "accepted", "readid-accepted-no-clone", ownSession{"SUCCEEDED", "NOT_PRESENT"}),
	ownReadID("rejected", 4, "rejected", "readid-chip", ownSession{"FAILED", "SUCCEEDED"}),
	ownReadID("clone", 3, "inconclusive", "readid-clone", ownSession{"SUCCEEDED", "FAILED"}),

	ownReadID("no-chip", 0, undecided, "", ownSession{"", "SUCCEEDED"}),
	strange(ownReadID("strange-chip", 0, unknownValue, "", ownSession{strangeWord, "SUCCEEDED"}), "/consolidatedIdentityData/chipVerification"),
}

func ownReadID(name string, share int, status, row string, s ownSession) scenario {
	return scenario{name: "own-readid/" + name, family: readIDFamily, share: share, status: status, row: row, own: &own{kind: "readid-session", parts: s.parts}}
}

func (s ownSession) parts(d *doc) {
	d.text("opaqueId", string(d.processID[:]))
	d.text("serverVersion", "1.85.0")
	d.open("consolidatedIdentityData")
	d.givenOrNull("chipVerification", s.chip)
	d.givenOrNull("chipCloneDetection", s.clone)
	d.text("documentCode", "P")
	d.text("primaryIdentifier", d.lastName)
	d.text("primaryIdentifierSource", "CHIP")
	d.text("secondaryIdentifier", d.firstName)
	d.text("gender", "FEMALE")
	d.text("dateOfBirth", d.birth)
	d.text("dateOfExpiry", d.expiry)
	d.text("documentNumber", d.number)
	d.text("personalNumber", d.personal)
	d.text("issuingCountry", d.country.alpha3)
	d.text("nationality", d.country.alpha3)
	d.raw("visualVerification", "null")
	d.close()
	d.open("documentContent")
	d.text("placeOfBirth", placeName)
	d.close()
}

// givenOrNull is given, but with null in place of nothing at all.
func (d *doc) givenOrNull(name, value string) {
	if value == "" {
		d.raw(name, "null")
		return
	}
	d.text(name, value)
}
