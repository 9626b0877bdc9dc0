package audit

import (
	"context"
	"errors"

	"github.com/verdict-id/verdict/internal/changes"
	"github.com/verdict-id/verdict/internal/stream"
)

// run audits what read reads, with some workers.
func (a *auditor) run(ctx context.Context, workers int, read func(context.Context, *reader)) (*Report, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	o := overseer{auditor: a, kept: map[Code][]Finding{}, stop: stop}
	team := make([]*worker, workers)
	for i := range team {
		team[i] = a.newWorker(a.tracking(workers))
		defer team[i].tracker.Close()
	}
	err := stream.Run(ctx, flow, workers,
		func(ctx context.Context, s *stream.Stream[chunk]) {
			read(ctx, &reader{stream: s, chunk: s.Take(), hash: a.Hash})
		},
		func(i int, c *chunk) { team[i].chunk(c) },
		o.over)
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		o.endFile(err)
	}
	err = errors.Join(err, errors.Join(o.errs...))
	total := newTally(len(a.book.outcomes))
	for _, w := range team {
		total.add(w.tally)
	}
	err = errors.Join(err, o.changed(ctx, team, total))
	if o.refused != nil && !errors.Is(err, o.refused) {
		err = errors.Join(err, o.refused)
	}
	if len(total.vectors) > mostVectors {
		err = errors.Join(err, errTooMany)
	}
	if a.Histogram != nil && err == nil {
		err = a.writeHistogram(a.Histogram, total.vectors)
	}
	return a.report(total, &o, err), err
}

// overseer takes over what the workers found, in the order of the records.
type overseer struct {
	*auditor
	kept     map[Code][]Finding
	inputs   []InputRead
	errs     []error
	progress Progress
	current  int // the file that is being read

	totals changes.Totals

	stop    context.CancelCauseFunc
	refused error // of Found
}

// over takes over a chunk.
func (o *overseer) over(c *chunk) error {
	for _, f := range c.findings {
		o.found(f)
	}
	o.inputs, o.errs = append(o.inputs, c.ended...), append(o.errs, c.errs...)
	o.progress, o.current = Progress{Records: c.number, Bytes: c.bytes}, c.file
	if o.Progress != nil {
		o.Progress(o.progress)
	}
	c.clear()
	return nil
}

// endFile notes how far the file came that is not read to its end.
func (o *overseer) endFile(err error) {
	if len(o.inputs) > o.current || len(o.files) == 0 {
		return
	}
	in := InputRead{Name: o.fileName(o.current), Bytes: o.progress.Bytes, Ended: err.Error()}
	for _, before := range o.inputs {
		in.Bytes -= before.Bytes
	}
	o.inputs = append(o.inputs, in)
}

// found takes over a finding. After an error of Found, nothing more is read; what
// was, is counted.
func (o *overseer) found(f Finding) {
	if kept := o.kept[f.Code]; len(kept) < o.Keep {
		o.kept[f.Code] = append(kept, f)
	}
	if o.Found == nil || o.refused != nil {
		return
	}
	if o.refused = o.Found(f); o.refused != nil {
		o.stop(o.refused)
	}
}
