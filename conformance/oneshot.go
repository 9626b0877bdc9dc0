package conformance

import (
	"bytes"
	"cmp"
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
	o.ended.L = &o.mu
	for range min(firstQuestions, len(a.vectors)) {
		if o.one(ctx); o.failed != nil || a.answered {
			break
		}
	}
	if o.failed == nil && !a.answered && o.next == firstQuestions {
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
	mu      sync.Mutex // of everything here
	next    int
	running int
	ended   sync.Cond // one that was running has ended
	failed  error
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
	o.running--
	o.ended.Broadcast()
	if err != nil {
		o.failed = err
		return false
	}
	if f.hung {
		o.hangs++
	}
	if f.kind == Hang {
		o.hanging++
	}
	o.answered = o.answered || !f.blamed
	o.settle(i, f)
	return true
}

// claim gives the next vector that is to be asked. If too many would hang in case all
// those do that are running, it waits.
func (o *shots) claim() (int, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.running > 0 && (o.hanging+o.running >= maxHanging || o.hangs+o.running >= maxHangs) {
		o.ended.Wait()
	}
	if why := o.enough(); why != "" {
		for ; o.next < len(o.vectors); o.next++ {
			o.notAsked(o.next, why)
		}
	}
	if o.failed != nil || o.next == len(o.vectors) {
		return 0, false
	}
	o.running++
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
	if end.kind == Hang && len(out.kept) > 0 {
		end.detail = fmt.Sprintf("it wrote something and did not end within %v", a.timeout)
	}
	f := end.finding(a.right[i], out.kept)
	f.hung = end.kind == Hang
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

// finding is what a process shows that was started for one vector. That it accepts
// outweighs how it ends.
func (e ending) finding(right Answer, out []byte) finding {
	if len(bytes.TrimSpace(out)) == 0 {
		return finding{kind: cmp.Or(e.kind, NoAnswer), blamed: true, detail: e.detail}
	}
	f := findingIn(right, out)
	switch {
	case e.kind == "", e.kind == Crash && e.status == 1:
		return f
	case f.kind == FalseAccept:
		f.detail, f.stderr = join(f.detail, e.detail), e.stderr
		return f
	default:
		return finding{kind: e.kind, blamed: true, detail: e.detail}
	}
}

// findingIn is what an output shows that should be one answer object. What follows a
// false accept does not undo it.
func findingIn(right Answer, out []byte) finding {
	var f finding
	values := json.NewDecoder(bytes.NewReader(out))
	for n := 0; ; n++ {
		var value json.RawMessage
		switch err := values.Decode(&value); {
		case errors.Is(err, io.EOF):
			return f
		case err != nil && f.kind == FalseAccept:
			f.detail = join(f.detail, "behind it stands what is no JSON")
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
	room := maxLine - len(c.kept)
	if len(p) > room {
		c.full()
	}
	c.kept = append(c.kept, p[:min(room, len(p))]...)
	return len(p), nil
}
