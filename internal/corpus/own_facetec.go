package corpus

// ownFace is a response of a FaceTec server. What is empty is not there.
type ownFace struct {
	checks      bool
	failed      string // JSON of the first check instead of true
	level       string // JSON of a whole number, or what stands there instead
	fails       bool   // success is false
	err         bool
	unprocessed bool
}

var ownFaceTecScenarios = []scenario{
	ownFaceTec("liveness-rejected", 3, "rejected", "facetec-check", "facetec-liveness", ownFace{checks: true, failed: "false", fails: true}),
	ownFaceTec("liveness-unprocessed", 2, "failed", "facetec-error", "facetec-liveness", ownFace{checks: true, unprocessed: true}),
	ownFaceTec("both-accepted", 12, "accepted", "facetec-accepted", "facetec-liveness-match", ownFace{checks: true, level: "11"}),
	ownFaceTec("both-six", 3, "accepted", "facetec-accepted", "facetec-liveness-match", ownFace{checks: true, level: "6"}),
	ownFaceTec("both-weak", 3, "inconclusive", "facetec-weak-match", "facetec-liveness-match", ownFace{checks: true, level: "5"}),
	ownFaceTec("both-rejected", 3, "rejected", "facetec-check", "facetec-liveness-match", ownFace{checks: true, failed: "false", level: "9"}),
	ownFaceTec("match-rejected", 3, "rejected", "facetec-no-match", "facetec-match", ownFace{level: "0", fails: true}),
	ownFaceTec("error", 3, "failed", "facetec-error", "facetec-response", ownFace{fails: true, err: true}),
	ownFaceTec("response-no-success", 2, "failed", "facetec-error", "facetec-response", ownFace{fails: true}),
	ownFaces("accepted", 12, "accepted", "facetec-accepted", ownFace{checks: true}, ownFace{level: "7"}),
	ownFaces("rejected", 3, "rejected", "facetec-check", ownFace{level: "7"}, ownFace{checks: true, failed: "false"}),
	ownFaces("failed", 2, "failed", "facetec-error", ownFace{checks: true}, ownFace{level: "7"}, ownFace{fails: true, err: true}),

	ownFaceTec("liveness-alone", 0, undecided, "", "facetec-liveness", ownFace{checks: true}),
	ownFaceTec("liveness-without-value", 0, undecided, "", "facetec-liveness-match", ownFace{checks: true, failed: "null", level: "9"}),
	ownFaceTec("response-success", 0, undecided, "", "facetec-response", ownFace{}),
	ownFaces("response-lends-no-success", 0, undecided, "", ownFace{level: "9"}, ownFace{}),
	ownFaceTec("match-alone", 0, undecided, "", "facetec-match", ownFace{level: "9"}),
	ownFaces("both-lacking", 0, undecided, "", ownFace{checks: true, failed: "null"}, ownFace{checks: true, level: "9"}),
	strange(ownFaceTec("strange-level", 0, unknownValue, "", "facetec-match", ownFace{level: "16"}), "/matchLevel"),
	strange(ownFaceTec("strange-check", 0, unknownValue, "", "facetec-liveness", ownFace{checks: true, failed: `"` + strangeWord + `"`}), "/faceScanSecurityChecks/*"),
	strange(ownFaces("strange-level", 0, unknownValue, "", ownFace{checks: true}, ownFace{level: `"6"`}), "/*/matchLevel"),
}

func ownFaceTec(name string, share int, status, row, kind string, f ownFace) scenario {
	return scenario{name: "own-facetec/" + name, family: faceTecFamily, share: share, status: status, row: row, own: &own{kind: kind, parts: f.parts}}
}

// ownFaces is a list of responses.
func ownFaces(name string, share int, status, row string, faces ...ownFace) scenario {
	parts := func(d *doc) {
		for _, f := range faces {
			d.part(f.parts)
		}
	}
	return scenario{name: "own-facetec/list-" + name, family: faceTecFamily, share: share, status: status, row: row, own: &own{kind: "facetec-responses", list: true, parts: parts}}
}

func (f ownFace) parts(d *doc) {
	if f.checks {
		d.open("faceScanSecurityChecks")
		for i, check := range faceTecChecks {
			passed := d.boolean("true")
			if i == 0 {
				passed = or(f.failed, passed)
			}
			d.raw(check, passed)
		}
		d.close()
	}
	if f.level != "" {
		d.raw("matchLevel", d.wholeNumber(f.level))
	}
	d.text("externalDatabaseRefID", d.personal)
	d.raw("success", d.boolean(truth(!f.fails)))
	d.raw("error", d.boolean(truth(f.err)))
	if f.err {
		d.text("errorMessage", "The request was refused ("+remarkWord+")")
	} else {
		d.raw("wasProcessed", d.boolean(truth(!f.unprocessed)))
	}
	d.raw("serverInfo", `{"version":"9.6.18","type":"Standard"}`)
}
