package corpus

import "slices"

// A final result that is not what the document's own data give.
var resultAnomalies = []anomaly{
	{kind: "no final result", from: giving, edit: form(leftOut), codes: codes(finalResultMissing)},
	{kind: "a final result that is null", from: giving, edit: form(nullResult), codes: codes(finalResultMissing)},
	{kind: "a final result without members", from: giving, edit: form(emptyResult), codes: codes(finalResultMissing)},
	{kind: "a final result of empty members", from: giving, edit: form(hollow), codes: codes(finalResultMissing)},

	{kind: "a final result beside rejected or inconclusive", from: slices.Concat(rejecting, doubting), edit: form(always), codes: codes(finalResultUnexpected)},
	{kind: "a final result before the end", from: unfinished, edit: form(always), codes: codes(finalResultUnexpected)},

	{kind: "a final result with another value", from: giving, edit: form(changed), codes: codes(finalResultDifferent)},
	{kind: "a final result with a member less", from: giving, edit: form(fewer), codes: codes(finalResultDifferent)},
	{kind: "a final result with a member more", from: givingNotAll, edit: form(more), codes: codes(finalResultDifferent)},
	{kind: "a final result that is not normalised", from: givingPeople, edit: form(unnormalised), codes: codes(finalResultDifferent)},
	{kind: "a final result out of nothing", from: encrypted, edit: form(always), codes: codes(finalResultDifferent)},

	{kind: "a final result beside an end", from: slices.Concat(failing, canceledOnes), edit: form(always), codes: codes(finalResultBesideEnd)},
	{kind: "a final result and signals beside an end", from: giving, as: words("failed", "canceled"), edit: form(always), codes: codes(finalResultBesideEnd, verdictBesideEnd)},
}

// form makes the final result have a form.
func form(f resultForm) func(*doc) { return func(d *doc) { d.result = f } }
