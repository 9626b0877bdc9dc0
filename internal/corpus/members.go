package corpus

// members writes the document's members in one of the orders that are usual.
func (d *doc) members() {
	if d.scenario.own != nil {
		d.ownDocument()
		return
	}
	order := usualOrders[d.below(len(usualOrders))]
	if d.odd == shuffled {
		for i := range order {
			j := i + d.below(len(order)-i)
			order[i], order[j] = order[j], order[i]
		}
	}
	d.b = append(d.b, '{')
	for _, member := range order {
		d.member(member)
	}
	d.close()
}

const memberCount = 9

// usualOrders are orders of the members at the top: p provider, s status, i
// processId, t processType, c createdAt, d providerSpecific, r finalResult, f
// failReason, o all others.
var usualOrders = [...][memberCount]byte{
	[memberCount]byte([]byte("psitcrdfo")),
	[memberCount]byte([]byte("spticordf")),
	[memberCount]byte([]byte("iptscrdfo")),
	[memberCount]byte([]byte("sipdtcorf")),
}

func (d *doc) member(which byte) {
	switch which {
	case 'p':
		d.written("provider", d.provider, d.providerJSON)
	case 's':
		d.written("status", d.status, d.statusJSON)
	case 'i':
		d.name("processId")
		d.b = append(append(append(d.b, '"'), d.processID[:]...), '"')
	case 't':
		d.given("processType", d.scenario.processType)
	case 'c':
		d.time("createdAt", d.created, d.createdJSON)
		d.time("updatedAt", d.updated, d.updatedJSON)
	case 'd':
		d.providerSpecific()
	case 'r':
		d.finalResult()
	case 'f':
		d.failReason()
	default:
		d.others()
	}
}

// nothing stands in place of JSON for a member that is not there.
const nothing = "-"

func (d *doc) written(name, text, json string) {
	switch json {
	case nothing:
	case "":
		d.given(name, text)
	default:
		d.raw(name, json)
	}
}

func (d *doc) time(name string, at moment, json string) {
	if json != "" {
		d.written(name, "", json)
		return
	}
	d.name(name)
	d.b = append(at.appendTo(append(d.b, '"')), '"')
}

func (d *doc) providerSpecific() {
	if d.scenario.fill == nil && d.odd == nulls {
		d.raw("providerSpecific", "null")
		return
	}
	d.open("providerSpecific")
	if d.odd == strangers {
		d.raw("capture", `{"device":{"model":"tablet","cameras":[1,2]},"steps":["front","back"]}`)
	}
	if d.scenario.fill != nil {
		d.scenario.fill(d)
	}
	d.close()
}

func (d *doc) failReason() {
	switch {
	case d.reasonJSON != "":
		d.raw("failReason", d.reasonJSON)
	case d.failed || d.scenario.failed:
		d.open("failReason")
		d.text("type", pick(&d.random, failTypes))
		d.text("message", "Nobody answered ("+remarkWord+")")
		d.close()
	case d.odd == nulls:
		d.raw("failReason", pick(&d.random, []string{"null", "{}"}))
	}
}

var failTypes = []string{"InactiveUser.Aborted", "NfcReadTimeout", "MicrophoneOrCameraPermissionDenied", "token_expired"}

func (d *doc) others() {
	d.text("notificationUrl", "https://"+hookHost+".org/assure/7f21")
	if d.extra != "" {
		d.comma()
		d.b = append(d.b, d.extra...)
	}
	d.oddMembers("verdict")
}

// oddMembers writes what is odd about a document: members that nobody knows, one that
// is null, or one nested as deep as can be.
func (d *doc) oddMembers(null string) {
	switch d.odd {
	case strangers:
		d.raw("redactionRequested", "false")
		d.raw("labels", `["retail",{"branch":17,"rate":-1.5e3}]`)
	case nulls:
		d.raw(null, "null")
	case asDeep:
		d.nested(maxDepth)
	}
}

// maxDepth is how deep a document may be nested, the object at the top included.
const maxDepth = 64

// nested writes a member with which the document is nested so deep.
func (d *doc) nested(depth int) {
	d.name("trace")
	for range depth - 1 {
		d.b = append(d.b, '[')
	}
	for range depth - 1 {
		d.b = append(d.b, ']')
	}
}
