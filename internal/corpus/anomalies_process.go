package corpus

// Documents of one process that do not go together: its final status changes.
var processAnomalies = []anomaly{
	{kind: "rejected, later accepted", steps: []step{
		{status: "rejected", after: 60},
		{status: "accepted", after: 3600, codes: codes(statusChanged)},
	}},
	{kind: "accepted, later canceled, the later one written first", steps: []step{
		{status: "canceled", after: 5000, codes: codes(statusChanged)},
		{status: "accepted", after: 100},
	}},
	{kind: "accepted, later processing", steps: []step{
		{status: "accepted", after: 60},
		{status: "processing", after: 4000, codes: codes(statusChanged)},
	}},
	{kind: "inconclusive, then rejected without a time", steps: []step{
		{status: "inconclusive", after: 5000},
		{status: "rejected", codes: codes(statusChanged), edit: func(d *doc) { d.updatedJSON = nothing }},
	}},
	{kind: "rejected, then accepted at a time that is none", steps: []step{
		{status: "rejected", after: 900},
		{status: "accepted", codes: codes(statusChanged, badTimestamp), edit: badUpdated},
	}},
	{kind: "accepted twice, then failed, then accepted", steps: []step{
		{status: "accepted", after: 60},
		{status: "accepted", after: 120},
		{status: "failed", after: 180, codes: codes(statusChanged)},
		{status: "accepted", after: 240, codes: codes(statusChanged)},
	}},
	{kind: "accepted, pending, accepted", steps: []step{
		{status: "accepted", after: 60},
		{status: "pending", after: 500, codes: codes(statusChanged)},
		{status: "accepted", after: 900},
	}},
}
