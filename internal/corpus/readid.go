package corpus

import "slices"

var readIDFamily = &family{providers: []string{"readid"}, notGiven: "similarityScore"}

// readIDSigns are the signals of a ReadID document. What is empty is not there.
type readIDSigns struct {
	chip, clone string
	session     bool // they stand under the other name of their element
	both        bool // and under both
}

var readIDScenarios = slices.Concat([]scenario{
	readID("accepted", 90, "accepted", "readid-accepted", readIDSigns{chip: "SUCCEEDED", clone: "SUCCEEDED"}),
	readID("accepted-session", 10, "accepted", "readid-accepted", readIDSigns{chip: "SUCCEEDED", clone: "SUCCEEDED", session: true}),
	readID("accepted-no-clone", 8, "accepted", "readid-accepted-no-clone", readIDSigns{chip: "SUCCEEDED"}),
	readID("accepted-clone-not-supported", 5, "accepted", "readid-accepted-no-clone", readIDSigns{chip: "SUCCEEDED", clone: "NOT_SUPPORTED"}),
	readID("rejected", 5, "rejected", "readid-chip", readIDSigns{chip: "FAILED", clone: "SUCCEEDED"}),
	readID("rejected-both", 2, "rejected", "readid-chip", readIDSigns{chip: "FAILED", clone: "FAILED"}),
	readID("clone", 5, "inconclusive", "readid-clone", readIDSigns{chip: "SUCCEEDED", clone: "FAILED"}),

	readID("no-chip", 0, undecided, "", readIDSigns{clone: "SUCCEEDED"}),
	strange(readID("strange-clone", 0, unknownValue, "", readIDSigns{chip: "SUCCEEDED", clone: strangeWord + "_MAYBE"}),
		"/providerSpecific/consolidatedIdentityData/chipCloneDetection"),
	strange(readID("strange-session", 0, unknownValue, "", readIDSigns{chip: "Succeeded", clone: "SUCCEEDED", session: true}),
		"/providerSpecific/session/chipVerification"),
	strange(readID("both-elements", 0, unknownValue, "", readIDSigns{chip: "SUCCEEDED", clone: "SUCCEEDED", both: true}),
		"/providerSpecific/session"),
}, lifecycle("readid", readIDFamily, "ready", 130, readIDSigns{clone: "SUCCEEDED"}.fill))

func readID(name string, share int, status, row string, s readIDSigns) scenario {
	return scenario{name: "readid/" + name, family: readIDFamily, share: share, status: status, row: row, processType: "ready", fill: s.fill, result: readIDResult}
}

func readIDResult(d *doc) {
	d.giveIdentity()
	d.give("personalIdentificationNumber", d.personal)
}

func (s readIDSigns) fill(d *doc) {
	element := "consolidatedIdentityData"
	if s.session {
		element = "session"
	}
	s.element(d, element)
	if s.both {
		s.element(d, "session")
	}
}

func (s readIDSigns) element(d *doc, name string) {
	d.open(name)
	d.given("chipVerification", s.chip)
	d.given("chipCloneDetection", s.clone)
	d.text("documentCode", "P")
	d.text("documentType", d.documentType)
	d.identity()
	d.text("personalIdentificationNumber", d.personal)
	d.text("placeOfBirth", placeName)
	d.raw("lds", `{"version":"1.7","dataGroups":["DG1","DG2","DG11","DG14","DG15"],"unicode":"4.0.0","sod":{"digest":"SHA-256","signer":"CSCA"}}`)
	d.close()
}
