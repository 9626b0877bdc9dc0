package rulebook

// Status is a final or passing status of a process. Greater is stricter: where
// several rows hold, the greatest status among them decides. The order is part
// of the table format (reading R1), not of any one table.
type Status uint8

const (
	Undecided Status = iota // no row holds
	Pending
	Processing
	Accepted
	Inconclusive
	Canceled
	Failed
	Rejected
)

// Statuses is the number of statuses, Undecided included.
const Statuses = int(Rejected) + 1

var statusNames = [...]string{"undecided", "pending", "processing", "accepted", "inconclusive", "canceled", "failed", "rejected"}

func (s Status) String() string { return statusNames[s] }

// ParseStatus reads the name of a status that a row can give.
func ParseStatus(name string) (Status, bool) {
	for s := Pending; int(s) < Statuses; s++ {
		if statusNames[s] == name {
			return s, true
		}
	}
	return Undecided, false
}

// Severity ranks outcomes for the promise that a worse signal never makes an
// outcome milder: as the statuses, with undecided between accepted and
// inconclusive.
func (s Status) Severity() int {
	switch {
	case s == Undecided:
		return 2*int(Accepted) + 1
	default:
		return 2 * int(s)
	}
}
