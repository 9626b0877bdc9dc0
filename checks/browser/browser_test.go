package browser

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browsers are the names that Chromium has on various systems.
var browsers = []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"}

// book makes the page of the rule book, once, in a folder that main removes.
var book = sync.OnceValues(func() (string, error) {
	file := filepath.Join(folder, "book.html")
	make := exec.Command("go", "run", "./cmd/verdict", "rules", "--format", "html")
	make.Dir = "../.."
	make.Stderr = os.Stderr
	page, err := make.Output()
	if err != nil {
		return "", err
	}
	return file, os.WriteFile(file, page, 0o644)
})

var folder string

func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "browser"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// look is how a page is looked at.
type look struct {
	width  int64
	scheme string // light or dark
}

func (l look) String() string { return fmt.Sprintf("%d-%s", l.width, l.scheme) }

// looks are a screen's and a telephone's width, each light and dark.
var looks = []look{{1280, "light"}, {1280, "dark"}, {390, "light"}, {390, "dark"}}

// tab is an open page.
type tab struct {
	context.Context
	t *testing.T

	mu       sync.Mutex
	faults   []string // errors, warnings and anything else said on the console
	requests []string // addresses that were asked for
}

// open opens the page of the rule book.
func open(t *testing.T, l look, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	file, err := book()
	if err != nil {
		t.Fatalf("the page cannot be made: %v", err)
	}
	return openFile(t, file, l, before...)
}

// openFile opens a page, and watches what it says and loads.
func openFile(t *testing.T, file string, l look, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser(t)),
		chromedp.NoSandbox, // the page is our own, and containers often lack what the sandbox needs
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(t.Logf))
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	p := &tab{Context: ctx, t: t}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatal(err)
	}
	call(p, network.Enable, network.EnableParams{})
	call(p, log.Enable, cdp.Empty{})
	p.emulate(l)
	p.do(before...)
	p.do(chromedp.Navigate("file://" + file))
	return p
}

// emulate gives the tab a width and a colour scheme.
func (p *tab) emulate(l look) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(l.width, 900))
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.scheme}},
	})
}

// browser finds Chromium.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("these tests need Chromium, and no program has one of the names %q; on Debian: apt-get install chromium", browsers)
	return ""
}

func (p *tab) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, arg := range e.Args {
			p.faults = append(p.faults, fmt.Sprintf("console %s: %s", e.Type, arg.Value))
		}
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, fmt.Sprintf("exception: %s %s", e.ExceptionDetails.Text, e.ExceptionDetails.Exception.Description))
	case *log.EventEntryAdded:
		p.faults = append(p.faults, fmt.Sprintf("%s %s: %s", e.Entry.Source, e.Entry.Level, e.Entry.Text))
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	}
}

// said gives what the page said and loaded so far.
func (p *tab) said() (faults, requests []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.faults...), append([]string(nil), p.requests...)
}

// do runs actions one after the other.
func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// call runs a command of the browser's protocol.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) {
	p.t.Helper()
	if _, err := chromedp.Call(p, command, params); err != nil {
		p.t.Fatal(err)
	}
}

// ask evaluates JavaScript in the page.
func ask[T any](p *tab, script string) T {
	p.t.Helper()
	answer, err := chromedp.Run(p, chromedp.Evaluate[T](script))
	if err != nil {
		p.t.Fatal(err)
	}
	return answer
}

// printed prints the page, and gives the number of sheets.
func printed(t *testing.T, p *tab) int {
	t.Helper()
	pdf, err := chromedp.Run(p, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Fatalf("no PDF but %.20q", pdf)
	}
	return len(regexp.MustCompile(`/Type /Page\b`).FindAll(pdf, -1))
}
