package corpus

// Planted is what an audit of a corpus has to find.
type Planted struct {
	Records  int
	Bytes    int64
	Findings map[string]int // by code, records
	Matrix   map[Cell]int   // records
	Months   map[string]int // records by the month of createdAt, such as "2024-07"; "" where it has none, or no good one, or the document is malformed
	Kinds    map[string]int // documents of providers' own, by kind
	Rules    map[string]int // records with a derived status, by the id of the row that decides
	Unknown  map[string]int // by JSON pointer, with * for names of open maps and indexes of lists: records whose unknown value stands there
	Places   []Place        // every finding, in the order of the records
}

// Cell is a cell of the confusion matrix. Provider is the name that the document
// gives, known or not, and empty where it gives none or is malformed. Recorded is
// one of the seven statuses, "none" or "unknown"; for a malformed document "none".
// Derived is one of the seven statuses, "undecided", "unknown value", "unknown
// provider" or "malformed".
type Cell struct{ Provider, Recorded, Derived string }

// Place is where one finding is.
type Place struct {
	Record int   // from 1
	Line   int64 // on which the document begins, from 1
	Offset int64 // bytes before the document
	Code   string
	Kind   string // what was planted, for people
}

func newPlanted() Planted {
	return Planted{
		Findings: map[string]int{}, Matrix: map[Cell]int{}, Months: map[string]int{},
		Kinds: map[string]int{}, Rules: map[string]int{}, Unknown: map[string]int{},
	}
}

// add counts a document that stands at place.
func (p *Planted) add(d *doc, r *record, place Place) {
	for _, code := range r.codes {
		place.Code, place.Kind = code, r.kind
		p.Findings[code]++
		p.Places = append(p.Places, place)
	}
	if r.spoil != nil {
		p.Matrix[Cell{"", noStatus, malformed}]++
		p.Months[""]++
		return
	}
	if d.scenario.own != nil && d.scenario.own.kind != "" {
		p.Kinds[d.scenario.own.kind]++
	}
	derived, row := d.outcome()
	p.Matrix[Cell{d.provider, or(d.recorded, d.status), derived}]++
	p.Months[d.month()]++
	if row != "" {
		p.Rules[row]++
	}
	if derived == unknownValue {
		for _, pointer := range d.unknown {
			p.Unknown[pointer]++
		}
	}
}

// outcome says what follows from a document and by which row. Where a process
// failed, was canceled or has not ended, its scenario does not matter.
func (d *doc) outcome() (derived, row string) {
	switch {
	case d.derived != "":
		return d.derived, ""
	case d.failed || d.scenario.failed:
		return "failed", "process-fail-reason"
	case d.recorded == "" && (d.status == "failed" || d.status == "canceled" || !isFinal(d.status)):
		return d.status, "process-" + d.status
	}
	return d.scenario.status, d.scenario.row
}

// month is that of createdAt.
func (d *doc) month() string {
	if d.createdJSON != "" {
		return ""
	}
	return monthNames[d.created.month]
}
