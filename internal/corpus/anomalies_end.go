package corpus

import "slices"

// What stands beside an end, or before it, and should not.
var endAnomalies = []anomaly{
	{kind: "a verdict beside an end", from: slices.Concat(failing, canceledOnes), edit: giveVerdict, codes: codes(verdictBesideEnd)},
	{kind: "signals that decide beside an end", from: deciding, as: words("canceled", "failed"), codes: codes(verdictBesideEnd)},
	{kind: "signals that decide beside a reason of failure", from: deciding, as: words("failed"), edit: fail, codes: codes(verdictBesideEnd)},
	{kind: "a signal that rejects at once beside an end", from: earlyReject, as: words("canceled", "failed"), codes: codes(verdictBesideEnd)},
	{kind: "not ended, and the signals are complete", from: deciding, as: words("pending", "processing"), codes: codes(notFinalButComplete)},
	{kind: "not ended, and the signals say it did", from: ending, as: words("pending", "processing"), codes: codes(notFinalButComplete)},
}

func giveVerdict(d *doc) { d.extra = `"verdict":"inconclusive"` }
