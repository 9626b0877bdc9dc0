package corpus

// doc is a document while it is written.
type doc struct {
	writer
	random // what the document draws
	person
	scenario *scenario
	provider string
	odd      oddity

	status  string // as recorded; empty for none
	updated moment
	result  resultForm
	failed  bool // it has a failReason

	// JSON in place of what would stand there, where it is not empty.
	providerJSON, statusJSON, reasonJSON, createdJSON, updatedJSON string

	// What is to be said of it, where that does not follow from the rest.
	recorded, derived string
	unknown           []string

	extra   string // more members at the top, as JSON
	scratch []byte // for what stands inside of a token

	field int // of the final result: the number of the next one
}

// start makes the document ready for a record.
func (d *doc) start(r *record) {
	*d = doc{
		writer: writer{b: d.b[:0], escaped: r.odd == escapes, spaced: r.odd == spaces}, scratch: d.scratch,
		random: random(r.seed), scenario: r.scenario, odd: r.odd, status: r.status,
	}
	d.person = newPerson(&d.random)
	d.provider = pick(&d.random, r.scenario.family.providers)
	d.updated = d.created
	d.updated.second += r.after
	switch {
	case r.odd == timeless:
		d.createdJSON, d.updatedJSON = "null", nothing
	case r.status == "canceled" && d.oneIn(3):
		d.statusJSON = `"cancelled"`
	}
	if r.scenario.own != nil {
		d.recorded, d.createdJSON = noStatus, nothing
	}
	d.unknown = r.scenario.unknown
	if r.edit != nil {
		r.edit(d)
	}
}
