package corpus

import "slices"

var faceTecFamily = &family{providers: []string{"facetec"}, notGiven: "documentNumber"}

// faceTecSigns are the signals of FaceTec. What is empty is not there.
type faceTecSigns struct {
	level      string // JSON of a whole number, or what stands there instead
	better     bool   // an attempt before the one that counts had a higher level
	noMatch    bool
	noLife     bool
	failed     string // JSON of the first check instead of true
	lifeError  bool
	matchError bool
	noMatching bool // the element is not there
}

var faceTecChecks = []string{
	"replayCheckSucceeded", "sessionTokenCheckSucceeded", "auditTrailVerificationCheckSucceeded", "faceScanLivenessCheckSucceeded",
}

var faceTecScenarios = slices.Concat([]scenario{
	faceTec("accepted", 60, "accepted", "facetec-accepted", faceTecSigns{level: "11"}),
	faceTec("accepted-six", 8, "accepted", "facetec-accepted", faceTecSigns{level: "6"}),
	faceTec("accepted-fifteen", 4, "accepted", "facetec-accepted", faceTecSigns{level: "15"}),
	faceTec("accepted-after-better", 4, "accepted", "facetec-accepted", faceTecSigns{level: "7", better: true}),
	faceTec("rejected-check", 4, "rejected", "facetec-check", faceTecSigns{level: "9", failed: "false"}),
	faceTec("rejected-liveness", 3, "rejected", "facetec-liveness", faceTecSigns{level: "9", noLife: true}),
	faceTec("rejected-no-match", 4, "rejected", "facetec-no-match", faceTecSigns{level: "0", noMatch: true}),
	faceTec("weak", 5, "inconclusive", "facetec-weak-match", faceTecSigns{level: "5"}),
	faceTec("weak-after-better", 2, "inconclusive", "facetec-weak-match", faceTecSigns{level: "3", better: true}),

	// An error decides where no status is recorded, or one of a result.
	faceTec("error", 0, "failed", "facetec-error", faceTecSigns{level: "8", lifeError: true}),
	faceTec("match-error", 0, "failed", "facetec-error", faceTecSigns{level: "8", matchError: true}),

	faceTec("no-matching", 0, undecided, "", faceTecSigns{noMatching: true}),
	faceTec("check-without-value", 0, undecided, "", faceTecSigns{level: "9", failed: "null"}),
	strange(faceTec("level-sixteen", 0, unknownValue, "", faceTecSigns{level: "16"}), "/providerSpecific/matching/matchLevel"),
	strange(faceTec("level-between", 0, unknownValue, "", faceTecSigns{level: "5.9"}), "/providerSpecific/matching/matchLevel"),
	strange(faceTec("level-text", 0, unknownValue, "", faceTecSigns{level: `"6"`}), "/providerSpecific/matching/matchLevel"),
	strange(faceTec("strange-check", 0, unknownValue, "", faceTecSigns{level: "9", failed: `"` + strangeWord + `"`}),
		"/providerSpecific/liveness/faceScanSecurityChecks/*"),
}, lifecycle("facetec", faceTecFamily, "", 100, faceTecSigns{noMatching: true}.fill))

func faceTec(name string, share int, status, row string, s faceTecSigns) scenario {
	return scenario{name: "facetec/" + name, family: faceTecFamily, share: share, status: status, row: row, fill: s.fill, result: faceTecResult}
}

func faceTecResult(d *doc) {
	d.give("similarityScore", "high")
	d.give("livenessDetected", "true")
}

func (s faceTecSigns) fill(d *doc) {
	d.open("liveness")
	d.open("faceScanSecurityChecks")
	for i, check := range faceTecChecks {
		passed := d.boolean("true")
		if i == 0 {
			passed = or(s.failed, passed)
		}
		d.raw(check, passed)
	}
	d.close()
	d.raw("error", d.boolean(truth(s.lifeError)))
	d.raw("success", d.boolean(truth(!s.noLife)))
	d.close()
	if s.noMatching {
		return
	}
	d.open("matching")
	d.openList("attempts")
	if s.better {
		d.openEntry()
		s.attempt(d, "facePortrait", "12")
		d.close()
	}
	d.openEntry()
	s.attempt(d, "idPhoto", s.level)
	d.close()
	d.closeList()
	s.attempt(d, "idPhoto", d.wholeNumber(s.level))
	d.close()
}

func (s faceTecSigns) attempt(d *doc, algorithm, level string) {
	d.text("algorithm", algorithm)
	d.raw("matchLevel", level)
	d.text("imageProcessing", "faceFound")
	d.raw("success", d.boolean(truth(!s.noMatch)))
	d.raw("error", d.boolean(truth(s.matchError)))
}

func truth(is bool) string {
	if is {
		return "true"
	}
	return "false"
}

// wholeNumber is a number's JSON, which has many forms: 6, 6.0 and
// 60e-1.
func (d *doc) wholeNumber(json string) string {
	if d.odd != otherForms || json[0] < '0' || json[0] > '9' || len(json) > 2 {
		return json
	}
	if json == "0" || d.oneIn(2) {
		return json + ".0"
	}
	return json + "0e-1"
}
