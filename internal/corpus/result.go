package corpus

// resultForm says how the final result is recorded.
type resultForm uint8

const (
	whereDue     resultForm = iota // beside accepted, what the document's own data give
	always                         // beside any status; where the data give none, somebody's
	leftOut                        // not at all
	nullResult                     // null
	emptyResult                    // {}
	hollow                         // null and empty members only
	changed                        // one value is another
	fewer                          // one member is not there
	unnormalised                   // the nationality is not in its form
	more                           // there is one that the document's own data do not give
)

func (d *doc) finalResult() {
	form := d.result
	if form == whereDue && (d.status != "accepted" || d.scenario.result == nil) {
		form = leftOut
	}
	switch form {
	case leftOut:
		if d.odd == nulls {
			d.raw("finalResult", "null")
		}
	case nullResult:
		d.raw("finalResult", "null")
	case emptyResult:
		d.raw("finalResult", "{}")
	case hollow:
		d.raw("finalResult", `{"firstName":null,"lastName":""}`)
	default:
		d.open("finalResult")
		if d.scenario.result != nil {
			d.scenario.result(d)
		} else {
			d.giveIdentity()
		}
		if form == more {
			d.text(d.scenario.family.notGiven, d.number)
		}
		d.close()
	}
}

// give writes a member of the final result.
func (d *doc) give(name, value string) {
	first := d.field == 0
	d.field++
	switch {
	case first && d.result == fewer:
	case name == "nationality" && d.result == unnormalised:
		d.text(name, d.country.short)
	case first && d.result == changed:
		d.text(name, value+placeName)
	default:
		d.text(name, value)
	}
}

// giveIdentity writes the members that the data of an identity document give.
func (d *doc) giveIdentity() {
	d.give("firstName", d.firstName)
	d.give("lastName", d.lastName)
	d.give("dateOfExpiry", d.expiry)
	d.give("gender", d.gender)
	d.give("nationality", d.country.alpha3)
	d.give("documentType", d.documentType)
	d.give("documentNumber", d.number)
	d.give("issuingCountry", d.country.alpha3)
	d.give("dateOfBirth", d.birth)
}

// identity writes the members of an identity document as a provider read them.
func (d *doc) identity() {
	d.text("firstName", d.firstName)
	d.text("lastName", d.lastName)
	d.text("dateOfExpiry", d.expiry)
	d.text("gender", d.gender)
	d.text("nationality", d.countryCode())
	d.text("documentNumber", d.number)
	d.text("issuingCountry", d.countryCode())
	d.text("dateOfBirth", d.birth)
}
