package conformance

import (
	"context"
	"slices"
)

// sessions asks in one session after the other until every question is settled.
type sessions struct {
	*asking
	left   []int // the questions that are not settled
	size   int   // how many of them are asked next
	alone  int   // how many had to be blamed
	failed []unexplained
}

// unexplained is a session that failed with several questions left. One of them is
// blamed later, or else the failure is a fault of the run.
type unexplained struct {
	fault Fault
	left  []int
}

// inSessions asks everything in one session. The questions that are left after one
// that fails are asked again: the first alone, then, as long as all goes well, four
// times as many each time.
func (a *asking) inSessions(ctx context.Context) error {
	s := &sessions{asking: a, size: len(a.vectors)}
	for i := range a.vectors {
		s.left = append(s.left, i)
	}
	for len(s.left) > 0 && a.hangs < maxHangs {
		if err := s.next(ctx); err != nil {
			return err
		}
	}
	for _, i := range s.left {
		a.notAsked(i)
	}
	for _, u := range s.failed {
		if !slices.ContainsFunc(u.left, func(i int) bool { return a.findings[i].blamed }) {
			a.fault(u.fault)
		}
	}
	return nil
}

// next asks the next questions, and learns from how that ends.
func (s *sessions) next(ctx context.Context) error {
	batch := s.left[:min(s.size, len(s.left))]
	end, err := s.session(ctx, batch)
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(slices.Clone(batch), func(i int) bool { return s.findings[i].settled })
	switch {
	case len(open) == 0:
		s.size *= 4
	case len(batch) > 1:
		s.failed = append(s.failed, unexplained{end.fault(), open})
		s.size = 1
	default:
		if err := s.blame(open[0], end); err != nil {
			return err
		}
		open = nil
	}
	s.left = slices.Concat(open, s.left[len(batch):])
	return nil
}

// blame settles a question that failed alone. The error says that the program does
// not run at all.
func (s *sessions) blame(i int, end ending) error {
	f := finding{kind: end.kind, blamed: true, detail: end.detail, stderr: end.stderr}
	s.settle(i, f)
	s.alone++
	s.size = 1
	if !s.answered && s.alone == firstQuestions && s.hangs == 0 {
		return s.neverAnswered(f)
	}
	return nil
}

// fault is the failure of a session that no question is to blame for.
func (e ending) fault() Fault {
	detail := e.detail + "; it did not come again when the questions that were left were asked again, the first alone"
	if e.kind == Hang {
		detail += ": flush the output after each answer, or give it more time (--timeout)"
	}
	return Fault{Kind: e.kind, Detail: detail, Times: 1, Stderr: e.stderr}
}
