package conformance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"time"
)

// process is one start of the implementation.
type process struct {
	command []string
	env     []string // nil: that of this program
	timeout time.Duration

	timer   *time.Timer
	cancel  context.CancelCauseFunc
	flooded bool
}

// ending is how a process ended.
type ending struct {
	kind   Kind   // empty where it ended well
	detail string // what happened
	status int    // the exit status, -1 where there is none
	stderr []string
}

// waitDelay is how long the output of a process that ended may be held open by
// others that it started.
const waitDelay = 2 * time.Second

var (
	errHang  = errors.New("hang")
	errFlood = errors.New("flood")
)

// run starts the process and waits for its end. The error is a *StartError or that
// of ctx. Both streams are used for the last time before run returns.
func (p *process) run(ctx context.Context, stdin io.Reader, stdout io.Writer) (ending, error) {
	within, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	p.cancel = cancel
	cmd := exec.CommandContext(within, p.command[0], p.command[1:]...)
	var stderr tail
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = p.env, stdin, stdout, &stderr
	cmd.WaitDelay = waitDelay
	inGroup(cmd)
	p.timer = time.AfterFunc(p.timeout, func() { cancel(errHang) })
	defer p.timer.Stop()
	if err := cmd.Start(); err != nil {
		return ending{}, startError(ctx, err)
	}
	err := cmd.Wait()
	if err != nil {
		killGroup(cmd)
	}
	if ctx.Err() != nil {
		return ending{}, ctx.Err()
	}
	end := p.ending(err, context.Cause(within))
	end.status, end.stderr = cmd.ProcessState.ExitCode(), stderr.lines()
	return end, nil
}

// startError says why a process could not be started, without the system call.
func startError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var program *exec.Error
	if errors.As(err, &program) {
		return &StartError{Detail: fmt.Sprintf("%s: %v", program.Name, program.Err)}
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return &StartError{Detail: fmt.Sprintf("%s: %v", path.Path, path.Err)}
	}
	return &StartError{Detail: err.Error()}
}

// ending tells how the process ended from the error of its end, and from why it was
// killed, if it was. That others hold its output open is no fault.
func (p *process) ending(err, cause error) ending {
	switch {
	case p.flooded:
		return ending{kind: Garbage, detail: fmt.Sprintf("more than %d bytes in a line of standard output", maxLine)}
	case err == nil, errors.Is(err, exec.ErrWaitDelay):
		return ending{detail: "it ended with the exit status 0"}
	case errors.Is(cause, errHang):
		return ending{kind: Hang, detail: fmt.Sprintf("no answer for %v", p.timeout)}
	default:
		return ending{kind: Crash, detail: err.Error()}
	}
}

// alive is called when something happens: the time to wait begins anew.
func (p *process) alive() { p.timer.Reset(p.timeout) }

// flood is called when there is more output than is kept: the process is killed.
func (p *process) flood() {
	p.flooded = true
	p.cancel(errFlood)
}
