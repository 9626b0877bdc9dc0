package audit

import "fmt"

// Part is what was counted of some records of a corpus that is audited in parts:
// see [Divided]. Adding parts in any order, and in any groups, gives the same. The
// zero Part is of no records. A Part holds nothing of a person.
type Part struct {
	book, against string // their hashes; empty for the zero Part
	tally         *tally // nil for the zero Part

	processes, untracked int64
}

// Add adds what another part counted, which stays as it is. The error says that the
// two were judged by different rule books; then p is unchanged.
func (p *Part) Add(other Part) error {
	if other.tally == nil {
		return nil
	}
	if p.tally == nil {
		*p = Part{book: other.book, against: other.against, tally: newTally(len(other.tally.decided))}
	}
	if err := p.sameBooks(other.book, other.against, len(other.tally.decided)); err != nil {
		return err
	}
	p.tally.add(other.tally)
	p.processes += other.processes
	p.untracked += other.untracked
	return nil
}

// sameBooks tells whether a part was counted by these rule books.
func (p *Part) sameBooks(book, against string, outcomes int) error {
	switch {
	case p.book != book:
		return fmt.Errorf("a part was judged by the rule book %s, and another one by %s; all parts of an audit have the same", p.book, book)
	case p.against != against:
		return fmt.Errorf("a part was compared with the rule book %q, and another one with %q; all parts of an audit have the same", p.against, against)
	case len(p.tally.decided) != outcomes:
		return fmt.Errorf("a part counts %d outcomes of the rule book, and another one %d: they come from different versions of this program", len(p.tally.decided), outcomes)
	}
	return nil
}
