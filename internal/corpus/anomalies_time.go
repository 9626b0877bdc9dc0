package corpus

// Times that are none, or do not go together.
var timeAnomalies = []anomaly{
	{kind: "created at a time that is none", from: everySound, edit: badCreated, codes: codes(badTimestamp)},
	{kind: "updated at a time that is none", from: everySound, edit: badUpdated, codes: codes(badTimestamp)},
	{kind: "no time is one", from: everySound, edit: func(d *doc) { badCreated(d); badUpdated(d) }, codes: codes(badTimestamp)},
	{kind: "updated a second before created", from: everySound, edit: func(d *doc) { d.updated.second = d.created.second - 1 }, codes: updatedFirst},
	{kind: "updated long before created", from: everySound, edit: func(d *doc) { d.updated.second = d.created.second - 7000 }, codes: updatedFirst},
	{kind: "several findings at once", from: giving, as: words("rejected"), edit: func(d *doc) {
		d.result = always
		d.updated.second = d.created.second - 5
	}, codes: codes(milder, finalResultUnexpected, updatedBeforeCreated)},
}

func badCreated(d *doc) { d.createdJSON = pick(&d.random, badTimes) }

func badUpdated(d *doc) { d.updatedJSON = pick(&d.random, badTimes) }

var badTimes = []string{
	`"2024-02-30T10:00:00Z"`, `"2025-02-29T10:00:00Z"`, `"2024-13-01T10:00:00Z"`, `"2024-07-01T24:00:00Z"`, `"2024-07-01T10:60:00Z"`,
	`"2024-07-01 10:00:00"`, `"2024-07-01T10:00:00+02:00"`, `"2024-07-01T10:00:00.123Z"`, `"2024-7-1T9:30:00Z"`, `"2024-07-01t10:00:00z"`,
	`"2024-07-01T10:00:00"`, `"20240701T100000Z"`, `"2024-07-01"`, `"createdAt"`, `""`, `1719828000`, `true`, `{"at":1}`,
}
