package corpus

import "slices"

// What no table knows.
var valueAnomalies = []anomaly{
	{kind: "a value is strange", from: strangeOnes, as: words("rejected", "inconclusive"), codes: codes(unknownValueCode)},
	{kind: "a status is strange", from: deciding, as: words(""), edit: strangeStatus, codes: codes(unknownValueCode)},
	{kind: "a reason of failure is a text", from: failing, edit: textReason, codes: codes(unknownValueCode)},
	{kind: "a provider is strange", from: rejecting, edit: strangeProvider(`"veriface"`, `"Onfido"`, `"eid "`, `"connect:"`, `"signicat"`), codes: codes(unknownProviderCode)},
	{kind: "no provider", from: slices.Concat(rejecting, doubting, unfinished), edit: strangeProvider(nothing, "null"), codes: codes(unknownProviderCode)},
}

func strangeStatus(d *doc) {
	d.statusJSON = pick(&d.random, []string{`"` + strangeWord + `Matched"`, `"Accepted"`, `"REJECTED"`, `"done"`})
	d.recorded, d.derived, d.unknown = unknownStatus, unknownValue, []string{"/status"}
}

func textReason(d *doc) {
	d.reasonJSON = `"` + remarkWord + `"`
	d.derived, d.unknown = unknownValue, []string{"/failReason"}
}

// strangeProvider makes the provider one of these, as JSON.
func strangeProvider(list ...string) func(*doc) {
	return func(d *doc) {
		d.providerJSON, d.derived = pick(&d.random, list), unknownProvider
		d.provider = ""
		if json := d.providerJSON; json[0] == '"' {
			d.provider = json[1 : len(json)-1]
		}
	}
}
