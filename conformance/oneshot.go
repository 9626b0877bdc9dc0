package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// contextVariable is where a process that is started for one vector finds the
// context.
const contextVariable = "VERDICT_CONTEXT"

// oneByOne starts the implementation once for each vector: the first few one after
// the other until something is answered, then several at a time.
func (a *asking) oneByOne(ctx context.Context) error {
	o := &shots{asking: a}
	for range min(firstQuestions, len(a.vectors)) {
		if o.one(ctx); o.failed != nil || a.answered {
			break
		}
	}
	if o.failed == nil && !a.answered && o.next == firstQuestions && a.hangs == 0 {
		return a.neverAnswered(a.findings[o.next-1])
	}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for o.one(ctx) {
			}
		})
	}
	workers.Wait()
	return o.failed
}

// shots are the vectors of a run, claimed one after the other.
type shots struct {
	*asking
	mu     sync.Mutex // of everything here
	next   int
	failed error
}

// one asks the next vector, if there is one.
func (o *shots) one(ctx context.Context) bool {
	i, ok := o.claim()
	if !ok {
		return false
	}
	f, err := o.shot(ctx, i)
	o.mu.Lock()
	defer o.mu.Unlock()
	if err != nil {
		o.failed = err
		return false
	}
	if f.kind == Hang {
		o.hangs++
	}
	o.answered = o.answered || !f.blamed
	o.settle(i, f)
	return true
}

// claim gives the next vector that is to be asked.
func (o *shots) claim() (int, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.hangs >= maxHangs && o.next < len(o.vectors) {
		o.notAsked(o.next)
		o.next++
	}
	if o.failed != nil || o.next == len(o.vectors) {
		return 0, false
	}
	o.next++
	return o.next - 1, true
}

// shot asks one vector.
func (a *asking) shot(ctx context.Context, i int) (finding, error) {
	v := &a.vectors[i]
	p := &process{command: a.command, env: environment(v.Context), timeout: a.timeout}
	out := &capped{full: p.flood}
	end, err := p.run(ctx, bytes.NewReader(v.Document), out)
	if err != nil {
		return finding{}, err
	}
	f := end.finding(a.right[i], out.kept)
	if f.kind == Hang && len(out.kept) > 0 {
		f.detail = fmt.Sprintf("it wrote something and did not end within %v", a.timeout)
	}
	if severity(f.kind) >= severity(Crash) {
		f.stderr = end.stderr
	}
	return f, nil
}

// environment is that of this program, with the context where there is one.
func environment(c Context) []string {
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool { return strings.HasPrefix(entry, contextVariable+"=") })
	if c == (Context{}) {
		return env
	}
	text, err := marshal(c)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return append(env, contextVariable+"="+string(text))
}

// finding is what a process shows that was started for one vector.
func (e ending) finding(right Answer, out []byte) finding {
	silent := len(bytes.TrimSpace(out)) == 0
	switch {
	case e.kind == Crash && e.status == 1 && !silent, e.kind == "" && !silent:
		return findingIn(right, out)
	case e.kind == "":
		return finding{kind: NoAnswer, blamed: true, detail: e.detail}
	default:
		return finding{kind: e.kind, blamed: true, detail: e.detail}
	}
}

// findingIn is what an output shows that should be one answer object.
func findingIn(right Answer, out []byte) finding {
	var f finding
	values := json.NewDecoder(bytes.NewReader(out))
	for n := 0; ; n++ {
		var value json.RawMessage
		switch err := values.Decode(&value); {
		case errors.Is(err, io.EOF):
			return f
		case err != nil:
			return finding{kind: Garbage, detail: fmt.Sprintf("%s is no JSON object", quote(string(out)))}
		case n == 0:
			f = newFinding(right, parseSaid(value))
		default:
			f.second(right, parseSaid(value))
		}
	}
}

// capped keeps what is written to it, up to maxLine bytes.
type capped struct {
	kept []byte
	full func() // there is more, and nothing more is kept
}

func (c *capped) Write(p []byte) (int, error) {
	if len(c.kept)+len(p) > maxLine {
		c.full()
		return len(p), nil
	}
	c.kept = append(c.kept, p...)
	return len(p), nil
}
