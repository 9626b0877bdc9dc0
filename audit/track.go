package audit

import (
	"context"
	"fmt"
	"hash/fnv"
	"io"

	"github.com/verdict-id/verdict/internal/changes"
	"github.com/verdict-id/verdict/internal/document"
)

// trackMemory is how much all workers together keep of processes before it goes to
// temporary files.
const trackMemory = 8 << 20

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
	if w.tracker == nil {
		return
	}
	if id := w.processID(); len(id) > 0 && w.recorded.isStatus() && w.err == nil {
		w.err = w.tracker.Add(changes.Entry{
			ProcessID: string(id), UpdatedAt: w.updated.seconds, Dated: w.updated.good,
			Record: changes.Record{
				File: r.file, Number: r.number, Line: r.line, Offset: r.offset,
				Provider: providerKey(w.name), Status: uint8(w.recorded),
			},
		})
	}
}

// processID is the id of the process, as it is recorded.
func (w *worker) processID() []byte {
	if v := w.Carried.ProcessID; v.Kind == document.Text {
		return w.Carried.Text(v)
	}
	return nil
}

// changed takes over what is found across the records of each process.
func (o *overseer) changed(ctx context.Context, team []*worker, total *tally) error {
	var trackers []*changes.Tracker
	for _, w := range team {
		if w.err != nil {
			return w.err
		}
		trackers = append(trackers, w.tracker)
	}
	names := total.providerNames()
	found, totals := changes.Merge(trackers...)
	for change, err := range found {
		if err == nil && o.refused == nil {
			err = context.Cause(ctx)
		}
		if err != nil {
			return err
		}
		total.counts[StatusChanged]++
		o.found(o.changeFinding(change, names))
	}
	o.totals = *totals
	return nil
}

// providerKey stands for the name of a provider, together with providerNames.
func providerKey(name string) uint32 {
	h := fnv.New32a()
	io.WriteString(h, name)
	return h.Sum32()
}

// providerNames gives the names of providers by their keys; none where two have one
// key, or there are more than the report tells apart.
func (t *tally) providerNames() map[uint32]string {
	names := map[uint32]string{}
	if t.providers.more {
		return names
	}
	for name := range t.providers.of {
		key := providerKey(name)
		if _, twice := names[key]; twice {
			name = ""
		}
		names[key] = name
	}
	return names
}

// changeFinding describes a change of a final status.
func (a *auditor) changeFinding(c changes.Change, names map[uint32]string) Finding {
	r := c.After
	f := a.finding(&record{file: r.File, number: r.Number, line: r.Line, offset: r.Offset}).of(StatusChanged)
	f.ProcessID = shownProcess(c.ProcessID)
	f.Provider = names[r.Provider]
	f.Recorded = answer(r.Status).recorded()
	before := "record " + fmt.Sprint(c.Before.Number)
	if c.Before.Line > 0 {
		before = fmt.Sprintf("%s:%d", a.fileName(c.Before.File), c.Before.Line)
	}
	f.Reasons = []string{fmt.Sprintf("%s before, at %s", answer(c.Before.Status).recorded(), before)}
	return f
}
