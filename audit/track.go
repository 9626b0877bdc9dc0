package audit

import (
	"fmt"

	"github.com/verdict-id/verdict/internal/changes"
)

// trackMemory is how much all workers together keep of processes before it goes to
// temporary files.
const trackMemory = 32 << 20

// tracking says how each of some workers tracks processes.
func (a *auditor) tracking(workers int) changes.Options {
	return changes.Options{
		Folder: a.Folder,
		Memory: max(trackMemory/workers, 1<<20),
		Final:  func(status uint8) bool { return answer(status).final() },
	}
}

// track notes what a record says of the status of its process.
func (w *worker) track(r *record) {
	if id := w.Carried.ProcessID.Text; id != "" && w.recorded.isStatus() && w.err == nil {
		w.err = w.tracker.Add(changes.Entry{
			ProcessID: id, UpdatedAt: w.updated.seconds, Dated: w.updated.good,
			Record: changes.Record{
				File: r.file, Number: r.number, Line: r.line, Offset: r.offset,
				Provider: uint32(w.Table), Status: uint8(w.recorded),
			},
		})
	}
}

// changed takes over what is found across the records of each process.
func (o *overseer) changed(team []*worker, total *tally) error {
	var trackers []*changes.Tracker
	for _, w := range team {
		if w.err != nil {
			return w.err
		}
		trackers = append(trackers, w.tracker)
	}
	found, totals := changes.Merge(trackers...)
	for change, err := range found {
		if err != nil {
			return err
		}
		total.counts[StatusChanged]++
		if err := o.found(o.changeFinding(change)); err != nil {
			return err
		}
	}
	o.processes = totals.Processes
	return nil
}

// changeFinding describes a change of a final status.
func (a *auditor) changeFinding(c changes.Change) Finding {
	r := c.After
	f := a.finding(&record{file: r.File, number: r.Number, line: r.Line, offset: r.Offset}).of(StatusChanged)
	f.ProcessID = shownProcess(c.ProcessID)
	if r.Provider != 0 {
		f.Provider = a.book.tables[r.Provider].Name
	}
	f.Recorded = answer(r.Status).recorded()
	before := "record " + fmt.Sprint(c.Before.Number)
	if c.Before.Line > 0 {
		before = fmt.Sprintf("%s:%d", a.fileName(c.Before.File), c.Before.Line)
	}
	f.Reasons = []string{fmt.Sprintf("%s before, at %s", answer(c.Before.Status).recorded(), before)}
	return f
}
