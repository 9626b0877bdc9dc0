package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/verdict-id/verdict/audit"
	"github.com/verdict-id/verdict/internal/wrap"
)

// auditBar shows on a terminal how far an audit is.
type auditBar struct {
	bar   *progressbar.ProgressBar
	began time.Time
	shown time.Time
}

// pause is how long at least a bar is left as it is.
const pause = 100 * time.Millisecond

// newAuditBar makes a bar for files of some size; -1 where it is not known.
func newAuditBar(out io.Writer, size int64) *auditBar {
	return &auditBar{began: time.Now(), bar: progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(out),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(20),
		progressbar.OptionClearOnFinish(),
	)}
}

func (b *auditBar) show(p audit.Progress) {
	now := time.Now()
	if now.Sub(b.shown) < pause {
		return
	}
	b.shown = now
	seconds := max(now.Sub(b.began).Seconds(), pause.Seconds())
	b.bar.Describe(fmt.Sprintf("%s, %s/s", wrap.Plural(p.Records, "record"), wrap.Grouped(int64(float64(p.Records)/seconds))))
	b.bar.Set64(p.Bytes)
}

func (b *auditBar) end() { b.bar.Finish() }
