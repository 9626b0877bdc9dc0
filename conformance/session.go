package conformance

import (
	"bytes"
	"context"
	"fmt"
	"io"
)

// session is one start of the implementation that is asked some questions.
type session struct {
	*asking
	process
	asked map[string]int // id to vector
	open  int            // how many questions have no answer yet

	garbage int    // lines that answer no question
	first   string // what is wrong with the first of them
	odd     []int  // vectors with an answer that is none, or with too many
}

// session asks a batch of questions. It settles those that are answered, and notes
// the faults that are of no question. If questions are left, the ending has a kind.
func (a *asking) session(ctx context.Context, batch []int) (ending, error) {
	s := &session{
		asking:  a,
		process: process{command: a.command, timeout: a.timeout},
		asked:   make(map[string]int, len(batch)),
		open:    len(batch),
	}
	for _, i := range batch {
		s.asked[a.vectors[i].ID] = i
	}
	answers := &lines{see: s.see, tooLong: s.flood}
	end, err := s.run(ctx, &questions{session: s, left: batch}, answers)
	if err != nil {
		return ending{}, err
	}
	s.cutOff(answers.part, &end)
	s.timer.Stop() // an answer in the last line started it again
	s.close(&end, len(batch))
	return end, nil
}

// see takes a line of standard output.
func (s *session) see(line []byte) {
	said := parseSaid(line)
	i, asked := s.asked[said.id]
	switch {
	case !asked && said.id != "":
		s.stray(fmt.Sprintf("an answer to %s, which was not asked", quote(said.id)))
	case !asked && said.wrong != nil:
		s.stray(said.wrong.Error())
	case !asked:
		s.stray(quote(string(line)) + " has no id")
	case s.findings[i].settled:
		s.findings[i].second(s.right[i], said)
		s.odd = append(s.odd, i)
	default:
		f := newFinding(s.right[i], said)
		if f.kind == Garbage {
			s.odd = append(s.odd, i)
		}
		s.settle(i, f)
		s.open--
		s.answered = true
		s.alive()
	}
}

// stray notes a line that answers no question.
func (s *session) stray(what string) {
	if s.garbage == 0 {
		s.first = what
	}
	s.garbage++
}

// cutOff takes a last line without an end. If the process ended badly and the line
// is no answer, it is a consequence.
func (s *session) cutOff(line []byte, end *ending) {
	switch {
	case len(bytes.TrimSpace(line)) == 0:
	case end.kind != "" && parseSaid(line).wrong != nil:
		end.detail += ", in the middle of the line " + quote(string(line))
	default:
		s.see(line)
	}
}

// close draws the conclusions.
func (s *session) close(end *ending, asked int) {
	for _, i := range s.odd {
		s.findings[i].stderr = end.stderr
	}
	if end.kind == Hang {
		s.hangs++
	}
	switch {
	case s.open == 0 && end.kind != "":
		s.fault(Fault{Kind: end.kind, Detail: s.afterAll(end), Times: 1, Stderr: end.stderr})
	case s.open > 0 && end.kind == "" && asked == 1 && s.garbage > 0:
		end.kind, end.detail = Garbage, s.first
	case s.open > 0 && end.kind == "":
		end.kind = NoAnswer
	}
	if s.garbage > 0 {
		s.fault(Fault{Kind: Garbage, Detail: s.first, Times: s.garbage, Stderr: end.stderr})
	}
}

// afterAll says how a session ended badly that had answered every question.
func (s *session) afterAll(end *ending) string {
	if end.kind == Hang {
		return fmt.Sprintf("it did not end within %v after its last answer and the end of its input", s.process.timeout)
	}
	return end.detail + ", after its last answer"
}

// questions are the lines of standard input, made as they are read.
type questions struct {
	*session
	left []int
	line []byte
}

// Read gives the next part of a line. That it is called shows that the
// implementation took what was there before.
func (q *questions) Read(p []byte) (int, error) {
	q.alive()
	if len(q.line) == 0 {
		if len(q.left) == 0 {
			return 0, io.EOF
		}
		q.line = q.vectors[q.left[0]].question()
		q.left = q.left[1:]
	}
	n := copy(p, q.line)
	q.line = q.line[n:]
	return n, nil
}
