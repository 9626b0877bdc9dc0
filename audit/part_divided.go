package audit

import "errors"

// Divided is an audit that many machines make, each of some records. Records are
// judged by [Divided.Partial], what was counted is added as [Part], and
// [Divided.Report] writes it down. What is counted is what [Files] counts of the
// same records. It is safe for concurrent use.
type Divided struct {
	auditor *auditor
}

// NewDivided loads the rule books of an audit in parts. Of the options Book, Against
// and Words are of use; the others have to be as in the zero Options. An error says
// which is not, or is one of a rule book.
func NewDivided(o Options) (*Divided, error) {
	if o.Keep != 0 || o.Hash || o.Found != nil || o.Progress != nil || o.Histogram != nil || o.Folder != "" {
		return nil, errors.New("of the options of an audit in parts Book, Against and Words can be set, and another one is")
	}
	a, err := newAuditor(o)
	if err != nil {
		return nil, err
	}
	return &Divided{a}, nil
}

// Report writes down what all parts together counted: all that the Report of [Files]
// holds but Inputs and Findings, which are empty. The findings are those that
// [Partial.Judge] and [Partial.Process] gave. The zero Part has a Report of no
// records. The error says that the Part was judged by other rule books.
func (d *Divided) Report(p Part) (*Report, error) {
	all := d.empty()
	if err := all.Add(p); err != nil {
		return nil, err
	}
	o := &overseer{auditor: d.auditor}
	o.totals.Processes, o.totals.LeftOut = all.processes, all.untracked
	return d.auditor.report(all.tally, o, nil), nil
}

// empty is the Part of no records by the rule books.
func (d *Divided) empty() Part {
	a := d.auditor
	p := Part{book: a.book.engine.Hash(), tally: newTally(len(a.book.outcomes))}
	if a.against != nil {
		p.against = a.against.engine.Hash()
	}
	return p
}
