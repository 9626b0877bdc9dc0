package audit

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/verdict-id/verdict"
)

// Seen is what one record says of the status of its process.
type Seen struct {
	Place
	Provider  string         // as it is shown; empty where it is unknown
	Status    verdict.Status // as recorded
	UpdatedAt int64          // in seconds since 1970; of no meaning unless Dated
	Dated     bool           // the record has a good updatedAt
}

// Process goes through the history of a process, which is all that Judge gave of
// records with its processId, in any order, and counts it. It gives the findings of
// [StatusChanged].
//
// Records are ordered by UpdatedAt if all of them have one, otherwise by place; at
// the same time, by place. Places are ordered by the name of the file, then by
// offset, so the findings are those of [Files] where it is given the files in the
// order of their names. Where nothing tells the order of two records, the status
// that comes first in the order of verdict.Status counts as the earlier: pending,
// processing, and then the final ones. That differs from another final one is found
// whatever their order was, and nothing is found that might be no change.
func (p *Partial) Process(id string, history []Seen) []Finding {
	p.part.processes++
	var found []Finding
	history = inOrder(history)
	for i := 1; i < len(history); i++ {
		before, after := history[i-1], history[i]
		if after.Status != before.Status && before.Status.Final() {
			found = append(found, changeBetween(id, before, after))
		}
	}
	if len(found) > 0 {
		p.part.tally.counts[StatusChanged] += int64(len(found))
	}
	return found
}

// inOrder gives the records of a process in their order.
func inOrder(history []Seen) []Seen {
	dated := !slices.ContainsFunc(history, func(s Seen) bool { return !s.Dated })
	return slices.SortedFunc(slices.Values(history), func(a, b Seen) int {
		byTime := 0
		if dated {
			byTime = cmp.Compare(a.UpdatedAt, b.UpdatedAt)
		}
		return cmp.Or(byTime, cmp.Compare(a.File, b.File), cmp.Compare(a.Offset, b.Offset),
			cmp.Compare(a.Status, b.Status), cmp.Compare(a.Provider, b.Provider))
	})
}

// changeBetween describes a change of a final status.
func changeBetween(id string, before, after Seen) Finding {
	f := Finding{File: after.File, Line: after.Line, Offset: after.Offset}.of(StatusChanged)
	f.ProcessID, f.Provider, f.Recorded = shownProcess(id), after.Provider, after.Status.String()
	says := before.Status.String() + " before"
	if before.Line > 0 {
		says += fmt.Sprintf(", at %s:%d", before.File, before.Line)
	}
	f.Reasons = []string{says}
	return f
}
