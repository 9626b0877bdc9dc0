package conformance

import (
	"context"
	"fmt"
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

// unexplained is a session that failed with several questions left, none of which
// has been blamed.
type unexplained struct {
	end  ending
	left []int
}

// inSessions asks everything in one session. The questions that are left after one
// that fails are asked again: the first alone, then, as long as all goes well, four
// times as many each time.
func (a *asking) inSessions(ctx context.Context) error {
	s := &sessions{asking: a, size: len(a.vectors)}
	for i := range a.vectors {
		s.left = append(s.left, i)
	}
	for len(s.left) > 0 && s.enough() == "" {
		if err := s.next(ctx); err != nil {
			return err
		}
	}
	why := s.enough()
	for _, i := range s.left {
		a.notAsked(i, why)
	}
	for _, u := range s.failed {
		a.fault(u.fault(a.findings))
	}
	return nil
}

// enough says why nothing more is asked, or nothing. After a session that failed, at
// least the first question that is left is asked alone.
func (s *sessions) enough() string {
	if n := len(s.failed); n >= maxFailed && s.size > 1 {
		return fmt.Sprintf("%d sessions failed, and no vector is to blame, the last time: %s; "+
			"it has to answer a line for each question, each with a line end, and read on until its input ends",
			n, s.failed[n-1].end.detail)
	}
	return s.asking.enough()
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
		s.failed = append(s.failed, unexplained{end, open})
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

// blame settles a question that failed alone, which explains the sessions that failed
// with it. The error says that the program does not run at all.
func (s *sessions) blame(i int, end ending) error {
	f := finding{kind: end.kind, blamed: true, detail: end.detail, stderr: end.stderr}
	s.settle(i, f)
	if f.kind == Hang {
		s.hanging++
	}
	s.failed = slices.DeleteFunc(s.failed, func(u unexplained) bool { return slices.Contains(u.left, i) })
	s.alone++
	s.size = 1
	if !s.answered && s.alone == firstQuestions {
		return s.neverAnswered(f)
	}
	return nil
}

// fault is the failure of a session that no question is to blame for.
func (u unexplained) fault(findings []finding) Fault {
	f := Fault{Kind: u.end.kind, Detail: u.end.detail, Times: 1, Stderr: u.end.stderr}
	if !slices.ContainsFunc(u.left, func(i int) bool { return findings[i].kind == NotAsked }) {
		f.Detail += "; it did not come again when the questions that were left were asked again, the first alone"
	}
	if f.Kind == Hang {
		f.Detail += ": flush the output after each answer, or give it more time (--timeout)"
	}
	return f
}
