package browser

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// audited makes the page of a made-up audit that has everything, and 5,000
// findings, once, in a folder that main removes.
var audited = sync.OnceValues(func() (string, error) {
	file := filepath.Join(folder, "audit.html")
	make := exec.Command("go", "test", "./cmd/verdict", "-run", "^TestAuditPageFile$", "-args", "-audit-page", file)
	make.Dir = "../.."
	make.Stdout, make.Stderr = os.Stderr, os.Stderr
	return file, make.Run()
})

// auditLooks are those of the rule book's page, and a narrow telephone.
var auditLooks = append([]look{{360, "light"}, {360, "dark"}}, looks[:2]...)

// openAudit opens the page of the audit.
func openAudit(t *testing.T, l look, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	file, err := audited()
	if err != nil {
		t.Fatalf("the page cannot be made: %v", err)
	}
	return openFile(t, file, l, before...)
}

// findingsShown counts the findings that are to be seen.
const findingsShown = `Array.from(document.querySelectorAll(".findings tbody tr")).filter((row) => row.checkVisibility()).length`

// choose chooses a value of a select, as a person does.
func choose(p *tab, name, value string) {
	p.t.Helper()
	ask[bool](p, `(() => {
		const select = document.querySelector("#Search select[name=`+name+`]");
		select.value = "`+value+`";
		return select.dispatchEvent(new Event("input", { bubbles: true }));
	})()`)
}

// TestAuditQuiet: the page says nothing on the console, loads nothing but
// itself, and is never wider than the window.
func TestAuditQuiet(t *testing.T) {
	for _, l := range auditLooks {
		t.Run(l.String(), func(t *testing.T) {
			p := openAudit(t, l)
			if width := ask[int64](p, `document.documentElement.scrollWidth`); width > l.width {
				t.Errorf("the page is %d pixels wide in a window of %d", width, l.width)
			}
			choose(p, "severity", "minor") // so that the script has done something
			faults, requests := p.said()
			if len(faults) > 0 {
				t.Errorf("the page says %q", faults)
			}
			file, _ := audited()
			if diff := cmp.Diff([]string{"file://" + file}, requests); diff != "" {
				t.Errorf("the page loads (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAuditContrast: all text differs from what is behind it by the 4.5 : 1 that
// WCAG 2 asks for.
func TestAuditContrast(t *testing.T) {
	for _, l := range looks[:2] {
		t.Run(l.String(), func(t *testing.T) {
			p := openAudit(t, l)
			choose(p, "code", "malformed") // one row is like another
			pairs := "(" + strings.TrimSuffix(strings.TrimSpace(contrast[strings.Index(contrast, "(()"):]), ";") + ")"
			if n := ask[int](p, pairs+`.length`); n < 40 {
				t.Fatalf("only %d pairs of colours", n)
			}
			if weak := ask[[]string](p, pairs+`.filter((p) => p.ratio < 4.5).map((p) => p.text + ": " + p.front + " on " + p.back)`); len(weak) > 0 {
				t.Errorf("too little contrast: %q", weak)
			}
		})
	}
}

// TestAuditFilter: the findings to be seen are those of the kind, severity and
// provider chosen that have every word.
func TestAuditFilter(t *testing.T) {
	p := openAudit(t, looks[0])
	if n := ask[int](p, findingsShown); n != 500 {
		t.Fatalf("%d findings before anything is chosen, want the first 500", n)
	}
	p.do(chromedp.Click(chromedp.CSS(`.wide + button`)))
	if n := ask[int](p, findingsShown); n != 5000 {
		t.Errorf("%d findings where all are asked for", n)
	}
	// The made-up findings are evenly of 21 kinds, the first 239 of
	// accepted-not-derived, and in turn of onfido and readid.
	for _, step := range []struct {
		why, name, value, words string
		want                    int
		says                    string
	}{
		{"one kind", "code", "accepted-not-derived", "", 239, "239 of 5000 found"},
		{"and one provider: the second, fourth and so on", "provider", "readid", "", 119, "119 of 5000 found"},
		{"and words, in any order and case: the process and the file of one", "", "", "000000000007 DUMP-1", 1, "1 of 5000 found"},
		{"no finding is both of a critical kind and minor", "severity", "minor", "", 0, "0 of 5000 found"},
	} {
		if step.name != "" {
			choose(p, step.name, step.value)
		}
		if step.words != "" {
			p.do(chromedp.SendKeys(searchBox, step.words))
		}
		if n := ask[int](p, findingsShown); n != step.want {
			t.Errorf("%s: %d findings, want %d", step.why, n, step.want)
		}
		if says := ask[string](p, `document.querySelector("#Search output").textContent`); says != step.says {
			t.Errorf("%s: the page says %q, want %q", step.why, says, step.says)
		}
	}
	p.do(chromedp.Click(chromedp.CSS(`a[href="#Findings/malformed"]`)))
	if _, err := chromedp.Run(p, chromedp.Poll[bool](findingsShown+` > 0`)); err != nil {
		t.Fatalf("a link to a kind shows none of it: %v", err)
	}
	if kinds := ask[[]string](p, `[...new Set(Array.from(document.querySelectorAll(".findings tbody tr:not([hidden])"), (row) => row.dataset.code))]`); !slices.Equal(kinds, []string{"malformed"}) {
		t.Errorf("a link to a kind shows %q", kinds)
	}
}

// TestAuditSort: a click on a heading sorts by its column, another the other way
// round; numbers by their size.
func TestAuditSort(t *testing.T) {
	p := openAudit(t, looks[0])
	const first = `document.querySelector(".findings tbody tr").cells[5].dataset.key`
	const sorted = `document.querySelector(".findings th:nth-child(6)").getAttribute("aria-sort")`
	for _, want := range []struct{ record, sort string }{
		{"1", "ascending"},
		{"14998", "descending"}, // the last of 5,000, three records apart
		{"1", "ascending"},
	} {
		p.do(chromedp.Click(chromedp.CSS(`.findings th:nth-child(6) button`)))
		if record := ask[string](p, first); record != want.record {
			t.Errorf("%s: the first is record %s, want %s", want.sort, record, want.record)
		}
		if sort := ask[string](p, sorted); sort != want.sort {
			t.Errorf("aria-sort is %q, want %q", sort, want.sort)
		}
	}
	p.do(chromedp.Click(chromedp.CSS(`.findings th:nth-child(2) button`)))
	if provider := ask[string](p, `document.querySelector(".findings tbody tr").cells[1].textContent`); provider != "no known provider" { // "no" comes before "onfido"
		t.Errorf("by provider the first has %q", provider)
	}
	if n := ask[int](p, `document.querySelectorAll(".findings th[aria-sort]").length`); n != 1 {
		t.Errorf("%d columns say that they are sorted by", n)
	}
}

// TestAuditPrint: a print has what is folded away on the screen, not what does
// nothing on paper, and nothing is wider than the paper.
func TestAuditPrint(t *testing.T) {
	p := openAudit(t, looks[0])
	choose(p, "code", "malformed") // thousands of findings make hundreds of pages
	p.do(chromedp.EmulateViewport(700, 900))
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if ask[bool](p, `document.getElementById("Search").checkVisibility()`) {
		t.Error("the filter is printed")
	}
	if folded := ask[[]string](p, `Array.from(document.querySelectorAll("details td, details article")).filter((e) => e.getBoundingClientRect().height === 0).map((e) => e.textContent)`); len(folded) > 0 {
		t.Errorf("not printed: %q", folded)
	}
	if wide := ask[[]string](p, `Array.from(document.querySelectorAll("table, figure svg")).filter((e) => e.getBoundingClientRect().right > innerWidth).map((e) => e.textContent.slice(0, 80))`); len(wide) > 0 {
		t.Errorf("wider than the paper: %q", wide)
	}
	if n := printed(t, p); n < 4 || n > 60 {
		t.Errorf("%d pages", n)
	}
}

// TestAuditWithoutScript: without its script the page shows every finding, and
// neither a filter nor headings that would do nothing.
func TestAuditWithoutScript(t *testing.T) {
	p := openAudit(t, auditLooks[0], chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	if n := ask[int](p, findingsShown); n != 5000 {
		t.Errorf("%d findings", n)
	}
	if n := ask[int](p, `Array.from(document.querySelectorAll("form, button")).filter((e) => e.checkVisibility()).length`); n > 0 {
		t.Errorf("%d forms and buttons", n)
	}
}

// TestAuditKeyboard: what scrolls sideways can be reached by keyboard, and has a
// name for those who do not see it.
func TestAuditKeyboard(t *testing.T) {
	p := openAudit(t, auditLooks[0])
	const unreachable = `Array.from(document.querySelectorAll("main *")).filter((e) => e.scrollWidth > e.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(e).overflowX))
		.filter((e) => e.tabIndex !== 0 || !(e.getAttribute("aria-label") || document.getElementById(e.getAttribute("aria-labelledby"))?.textContent))
		.map((e) => e.textContent.slice(0, 80))`
	if n := ask[int](p, `Array.from(document.querySelectorAll(".wide, figure")).filter((e) => e.scrollWidth > e.clientWidth + 1).length`); n < 5 {
		t.Fatalf("only %d parts scroll", n)
	}
	if wrong := ask[[]string](p, unreachable); len(wrong) > 0 {
		t.Errorf("not to be reached by keyboard, or without a name: %q", wrong)
	}
}
