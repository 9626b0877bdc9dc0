package conformance

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// DefaultTimeout is how long a Runner waits for an answer if nothing else is said.
const DefaultTimeout = 10 * time.Second

// Runner puts vectors to a program. It starts the program once, writes a question
// a line to its standard input, and reads an answer a line from its standard
// output, in any order:
//
//	{"id":"…","document":"…"}
//	{"id":"…","status":"accepted","finalResult":{…}}
//
// A question has documentBase64 instead where the document is no UTF-8, and context
// where there is one. An answer has error instead of a status, or skipped with a
// reason. What Answer says of its members holds here too. No member may stand twice.
//
// A program that crashes, hangs or ends early is started again with the questions
// that are left, the first of them alone, so that the one it fails at is found.
type Runner struct {
	Command []string // the program and its arguments

	// OneShot starts the program once for each vector, several at a time: the
	// document itself on standard input, one answer object on standard output, and
	// the exit status 0 or 1. A context stands in the environment variable
	// VERDICT_CONTEXT, as JSON.
	OneShot bool

	// Timeout is how long nothing may happen until the program is taken to hang.
	// Zero is DefaultTimeout.
	Timeout time.Duration

	Options Options

	// Progress is told how many of all vectors are done. It may be nil. Calls never
	// overlap.
	Progress func(done, all int)
}

// StartError says that a program could not be run: it cannot be started, or it ends
// again and again before its first answer.
type StartError struct {
	Detail string
	Stderr []string // the last lines of standard error
}

func (e *StartError) Error() string {
	return "the implementation could not be run: " + strings.Join(append([]string{e.Detail}, e.Stderr...), "\n  ")
}

// Run asks every vector that is chosen, and reports. The error is a *StartError, or
// that of ctx when it is done, or says which member of r is wrong.
func (r *Runner) Run(ctx context.Context) (*Report, error) {
	if len(r.Command) == 0 {
		return nil, errors.New("there is no command to run")
	}
	if r.Timeout < 0 {
		return nil, fmt.Errorf("the timeout is %v; it has to be longer than nothing", r.Timeout)
	}
	t, err := newTask(r.Options)
	if err != nil {
		return nil, err
	}
	a := newAsking(r, t)
	ask := a.inSessions
	if r.OneShot {
		ask = a.oneByOne
	}
	if err := ask(ctx); err != nil {
		return nil, err
	}
	return newReport(t, a.findings, a.faults, r.again), nil
}

// asking is one run of a Runner: what is known so far.
type asking struct {
	*task
	command  []string
	timeout  time.Duration
	progress func(done, all int)

	findings []finding // by vector
	faults   []Fault
	done     int  // how many vectors are settled
	answered bool // something was answered
	hangs    int  // how often the time to wait ran out
	hanging  int  // how many vectors are to blame for that
}

// When nothing more is asked, so that no run takes forever.
const (
	maxHanging = 10 // vectors that are blamed for a hang
	maxHangs   = 25 // hangs in all
	maxFailed  = 20 // sessions that failed, and no vector is to blame
)

// enough says why nothing more is asked, or nothing.
func (a *asking) enough() string {
	switch {
	case a.hanging >= maxHanging:
		return fmt.Sprintf("the implementation hung at %d vectors before", a.hanging)
	case a.hangs >= maxHangs:
		return fmt.Sprintf("the implementation hung %d times before", a.hangs)
	}
	return ""
}

func newAsking(r *Runner, t *task) *asking {
	a := &asking{task: t, command: r.Command, timeout: r.Timeout, progress: r.Progress, findings: make([]finding, len(t.vectors))}
	if a.timeout == 0 {
		a.timeout = DefaultTimeout
	}
	if a.progress == nil {
		a.progress = func(done, all int) {}
	}
	return a
}

// settle notes what was found out about a vector.
func (a *asking) settle(i int, f finding) {
	f.settled = true
	a.findings[i] = f
	a.done++
	a.progress(a.done, len(a.vectors))
}

// notAsked settles a vector that is not asked any more.
func (a *asking) notAsked(i int, why string) { a.settle(i, finding{kind: NotAsked, detail: why}) }

// fault notes a failure of the run. Those that are alike are one.
func (a *asking) fault(f Fault) {
	for i := range a.faults {
		if known := &a.faults[i]; known.Kind == f.Kind && (f.Kind == Garbage || known.Detail == f.Detail) {
			known.Times += f.Times
			return
		}
	}
	a.faults = append(a.faults, f)
}

// neverAnswered is the error where all of the first questions, asked alone, went
// without an answer.
func (a *asking) neverAnswered(last finding) error {
	return &StartError{
		Detail: fmt.Sprintf("it was asked %d questions one by one and answered none; the last time: %s", firstQuestions, last.detail),
		Stderr: last.stderr,
	}
}

// firstQuestions is how many questions a program has to fail at, each alone, until
// it is taken not to run at all.
const firstQuestions = 3
