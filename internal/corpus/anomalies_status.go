package corpus

import "slices"

// A recorded status that is not the one that follows.
var statusAnomalies = []anomaly{
	{kind: "accepted, and the signals reject", from: rejecting, as: words("accepted"), codes: codes(acceptedNotDerived)},
	{kind: "accepted, and the signals doubt", from: doubting, as: words("accepted"), codes: codes(acceptedNotDerived)},
	{kind: "accepted, and the signals say it ended", from: ending, as: words("accepted"), codes: codes(acceptedNotDerived)},
	{kind: "accepted beside a reason of failure", from: accepting, as: words("accepted"), edit: fail, codes: codes(acceptedNotDerived, failReasonWithoutFailed)},
	{kind: "accepted, and a signal is missing", from: lacking, as: words("accepted"), codes: codes(acceptedNotDerived, undecidedCode)},
	{kind: "accepted, and a value is strange", from: strangeOnes, as: words("accepted"), codes: codes(acceptedNotDerived, unknownValueCode)},

	{kind: "inconclusive, and the signals reject", from: rejecting, as: words("inconclusive"), codes: codes(stricter)},
	{kind: "inconclusive, and the signals say it ended", from: ending, as: words("inconclusive"), codes: codes(stricter)},
	{kind: "canceled beside a reason of failure", from: canceledOnes, edit: fail, codes: codes(stricter, failReasonWithoutFailed)},
	{kind: "inconclusive beside a reason of failure", from: doubting, edit: fail, codes: codes(stricter, failReasonWithoutFailed)},
	{kind: "not ended beside a reason of failure", from: unfinished, edit: fail, codes: codes(stricter, failReasonWithoutFailed)},

	{kind: "rejected, and the signals accept", from: accepting, as: words("rejected"), codes: codes(milder)},
	{kind: "rejected, and the signals doubt", from: doubting, as: words("rejected"), codes: codes(milder)},
	{kind: "rejected, and the signals say it ended", from: ending, as: words("rejected"), codes: codes(milder)},
	{kind: "inconclusive, and the signals accept", from: accepting, as: words("inconclusive"), codes: codes(milder)},
	{kind: "rejected beside a reason of failure", from: rejecting, edit: fail, codes: codes(milder, failReasonWithoutFailed)},

	{kind: "a signal is missing", from: lacking, as: words("rejected", "inconclusive"), codes: codes(undecidedCode)},

	{kind: "no status", from: slices.Concat(deciding, ending), as: words(""), edit: forget, codes: codes(noStatusCode)},
	{kind: "no status, and the signals say it ended", from: ending, as: words(""), edit: forget, codes: codes(noStatusCode)},
	{kind: "no status, and a signal is missing", from: lacking, as: words(""), edit: forget, codes: codes(noStatusCode, undecidedCode)},
	{kind: "no status, and a value is strange", from: strangeOnes, as: words(""), edit: forget, codes: codes(noStatusCode, unknownValueCode)},
}

func fail(d *doc) { d.failed = true }

// forget leaves the status out.
func forget(d *doc) {
	d.recorded, d.statusJSON = noStatus, pick(&d.random, []string{nothing, "null"})
	d.result = pick(&d.random, []resultForm{leftOut, always})
}
