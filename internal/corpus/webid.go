package corpus

import "slices"

var webIDFamily = &family{providers: []string{"webid"}}

var webIDScenarios = slices.Concat([]scenario{
	webID("accepted", 40, "accepted", "webid-accepted", "successful"),
	webID("rejected", 4, "rejected", "webid-rejected", "rejected"),
	webID("mismatch", 3, "inconclusive", "webid-mismatch", "mismatch"),

	webID("no-outcome", 0, undecided, "", ""),
	strange(webID("strange-outcome", 0, unknownValue, "", strangeWord+"Successful"), "/providerSpecific/outcome"),
}, lifecycle("webid", webIDFamily, "videoid", 50, nil))

// webID makes a scenario of WebID, of which nothing is known but the outcome. Where it is
// empty it is not there.
func webID(name string, share int, status, row, outcome string) scenario {
	return scenario{name: "webid/" + name, family: webIDFamily, share: share, status: status, row: row, processType: "videoid", fill: func(d *doc) {
		d.given("outcome", outcome)
		d.text("placeOfBirth", placeName)
	}}
}
