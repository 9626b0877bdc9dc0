package conformance

import (
	"bytes"
	"strings"
)

// What is kept of an implementation that floods its output.
const (
	maxLine        = 1 << 20 // bytes of a line of standard output
	maxStderr      = 4 << 10 // bytes of standard error
	maxStderrLines = 20
)

// lines cuts what is written to it into lines for see.
type lines struct {
	see     func(line []byte)
	tooLong func() // a line has more than maxLine bytes, and nothing is seen any more
	part    []byte
	broken  bool
}

// Write takes a part of the output.
func (l *lines) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0 && !l.broken; {
		head, tail, ended := bytes.Cut(rest, []byte("\n"))
		rest = tail
		if len(l.part)+len(head) > maxLine {
			l.broken, l.part = true, nil
			l.tooLong()
			break
		}
		l.part = append(l.part, head...)
		if ended {
			l.end()
		}
	}
	return len(p), nil
}

// end ends the current line.
func (l *lines) end() {
	if len(bytes.TrimSpace(l.part)) > 0 {
		l.see(l.part)
	}
	l.part = l.part[:0]
}

// tail keeps the end of what is written to it.
type tail struct{ kept []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p[max(0, len(p)-maxStderr):]...)
	t.kept = t.kept[max(0, len(t.kept)-maxStderr):]
	return len(p), nil
}

// lines gives the last lines, or nil where there are none.
func (t *tail) lines() []string {
	text := strings.ToValidUTF8(string(t.kept), "\uFFFD")
	if strings.TrimSpace(text) == "" {
		return nil
	}
	all := strings.Split(strings.TrimRight(text, "\r\n"), "\n")
	return all[max(0, len(all)-maxStderrLines):]
}
