package browser

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

// TestQuiet: the page says nothing on the console, loads nothing but itself,
// and is never wider than the window.
func TestQuiet(t *testing.T) {
	for _, l := range looks {
		t.Run(l.String(), func(t *testing.T) {
			p := open(t, l)
			if width := ask[int64](p, `document.documentElement.scrollWidth`); width > l.width {
				t.Errorf("the page is %d pixels wide in a window of %d", width, l.width)
			}
			typeWords(p, "onfido") // so that the script has done something
			faults, requests := p.said()
			if len(faults) > 0 {
				t.Errorf("the page says %q", faults)
			}
			file, _ := book()
			if diff := cmp.Diff([]string{"file://" + file}, requests); diff != "" {
				t.Errorf("the page loads (-want +got):\n%s", diff)
			}
		})
	}
}

// TestQuietSeesFaults: TestQuiet could fail.
func TestQuietSeesFaults(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.html")
	text := `<!doctype html><meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'; style-src 'none'">
		<link rel="icon" href="data:,"><style>p { color: red }</style><p style="width: 3000px">wide</p><img src="beside.png">
		<script>console.error("said"); setTimeout(() => { document.body.dataset.done = "true"; throw new Error("thrown") })</script>`
	if err := os.WriteFile(bad, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	p := openFile(t, bad, looks[0])
	if _, err := chromedp.Run(p, chromedp.Poll[bool](`document.body.dataset.done === "true"`)); err != nil {
		t.Fatal(err)
	}
	faults, requests := p.said()
	for _, want := range []string{"said", "thrown", "Content Security Policy"} {
		if !strings.Contains(strings.Join(faults, "\n"), want) {
			t.Errorf("nothing says %q, only %q", want, faults)
		}
	}
	if !slices.ContainsFunc(requests, func(r string) bool { return strings.HasSuffix(r, "/beside.png") }) {
		t.Errorf("no request of the picture, only %q", requests)
	}
}

// shown lists the ids of the rows, signals and readings to be seen.
const shown = `Array.from(document.querySelectorAll("[data-entry][id]")).filter((e) => e.checkVisibility()).map((e) => e.id)`

// emptyHeadings lists the headings to be seen in a part without entries.
const emptyHeadings = `Array.from(document.querySelectorAll("[data-part] h2, [data-part] h3"))
	.filter((heading) => heading.checkVisibility() && !heading.closest("[data-entry]"))
	.filter((heading) => !Array.from(heading.closest("[data-part]").querySelectorAll("[data-entry]")).some((entry) => entry.checkVisibility()))
	.map((heading) => heading.textContent)`

const searchBox = chromedp.CSS("#Search input")

// typeWords types words instead of those in the search box, and a space.
func typeWords(p *tab, words string) {
	p.t.Helper()
	ask[*int](p, `document.querySelector("#Search input").select()`) // what is typed replaces it
	p.do(chromedp.SendKeys(searchBox, words+" "))
}

// TestSearch: the search box shows what has all the words, and headings only
// above something.
func TestSearch(t *testing.T) {
	for _, l := range looks[1:3] {
		t.Run(l.String(), func(t *testing.T) {
			p := open(t, l)
			all := ask[[]string](p, shown)
			if len(all) < 150 {
				t.Fatalf("only %d entries before the search", len(all))
			}
			for _, test := range []struct {
				words string
				want  []string
			}{
				// the row itself, the signal that it asks about, the reading that names it
				{"onfido-caution", []string{"onfido-caution", "onfido.yaml/subResult", "R6"}},
				// words in any order and case, of one row alone
				{"RECOGNISED kind rejected", []string{"onfido-unknown-type"}},
				// nothing has it
				{"onfido-nonsense", []string{}},
			} {
				typeWords(p, test.words)
				if diff := cmp.Diff(test.want, ask[[]string](p, shown)); diff != "" {
					t.Errorf("%q shows (-want +got):\n%s", test.words, diff)
				}
				if empty := ask[[]string](p, emptyHeadings); len(empty) > 0 {
					t.Errorf("%q leaves headings above nothing: %q", test.words, empty)
				}
			}
			typeWords(p, "")
			if diff := cmp.Diff(all, ask[[]string](p, shown)); diff != "" {
				t.Errorf("without words not everything is shown again (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSearchReveals: a link leads to what it names, even if the search hid it.
func TestSearchReveals(t *testing.T) {
	p := open(t, looks[0])
	typeWords(p, "onfido-caution") // which shows the signal, and not the term that uses it
	const termSeen = `document.getElementById("onfido.yaml/documentClear").checkVisibility()`
	if ask[bool](p, termSeen) {
		t.Fatal("the search hides nothing")
	}
	p.do(chromedp.Click(chromedp.CSS(`article[id="onfido.yaml/subResult"] a[href="#onfido.yaml/documentClear"]`)))
	if _, err := chromedp.Run(p, chromedp.Poll[bool](termSeen, chromedp.WithPollingTimeout(10*time.Second))); err != nil {
		t.Errorf("the term stays hidden: %v", err)
	}
}

// TestLinks: every id is there once, and every link leads to one.
func TestLinks(t *testing.T) {
	p := open(t, looks[0])
	links := ask[[]string](p, `Array.from(document.querySelectorAll("a"), (a) => a.getAttribute("href"))`)
	if len(links) < 500 {
		t.Fatalf("only %d links", len(links))
	}
	ids := map[string]int{}
	for _, id := range ask[[]string](p, `Array.from(document.querySelectorAll("[id]"), (e) => e.id)`) {
		if ids[id]++; ids[id] == 2 {
			t.Errorf("the id %q stands twice", id)
		}
	}
	led := map[string]bool{}
	for _, link := range links {
		id, within := strings.CutPrefix(link, "#")
		if led[id] = true; !within || ids[id] != 1 {
			t.Errorf("the link %q leads nowhere in the page", link)
		}
	}
	// From each of these to the next there is a way: row, term, signal, reading.
	for _, id := range []string{"onfido-caution", "onfido.yaml/documentDoubted", "onfido.yaml/subResult", "R6", "onfido.yaml", "onfido.yaml/Proved"} {
		if !led[id] {
			t.Errorf("no link leads to %q", id)
		}
	}
}

// TestPrint: a print has everything, in a form for paper.
func TestPrint(t *testing.T) {
	p := open(t, looks[0])
	p.do(chromedp.EmulateViewport(700, 900)) // about a sheet of A4
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if ask[bool](p, `document.getElementById("Search").checkVisibility()`) {
		t.Error("the search box is printed")
	}
	wide := ask[[]string](p, `Array.from(document.querySelectorAll("figure svg")).filter((s) => s.getBoundingClientRect().right > innerWidth)
		.map((s) => s.querySelector("title").textContent)`)
	if len(wide) > 0 {
		t.Errorf("wider than the paper: %q", wide)
	}
	// A table and the register each begin a page.
	if n := printed(t, p); n < 8 || n > 80 {
		t.Errorf("%d pages", n)
	}
}

// TestWithoutScript: without its script the page shows everything, and no
// search box that would do nothing.
func TestWithoutScript(t *testing.T) {
	p := open(t, looks[2], chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	if n := len(ask[[]string](p, shown)); n < 150 {
		t.Errorf("only %d entries", n)
	}
	if ask[bool](p, `document.getElementById("Search").checkVisibility()`) {
		t.Error("the search box is shown")
	}
}

// TestTextFits: in the fonts of this machine every text of a diagram stays
// within its card, and no two texts of a card meet.
func TestTextFits(t *testing.T) {
	p := open(t, looks[0])
	const misfits = `Array.from(document.querySelectorAll("figure .card")).flatMap((card) => {
		const boxOf = (e) => e.getBoundingClientRect();
		const box = boxOf(card.querySelector(":scope > rect"));
		const texts = Array.from(card.querySelectorAll("text"));
		const within = (b) => b.left >= box.left + 2 && b.right <= box.right - 2 && b.top >= box.top && b.bottom <= box.bottom;
		const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
		return texts.filter((text, i) => !within(boxOf(text)) || texts.slice(0, i).some((other) => meet(boxOf(text), boxOf(other))))
			.map((text) => text.textContent);
	})`
	if n := ask[int](p, `document.querySelectorAll("figure .card text").length`); n < 300 {
		t.Fatalf("only %d texts", n)
	}
	if wrong := ask[[]string](p, misfits); len(wrong) > 0 {
		t.Errorf("texts that do not fit: %q", wrong)
	}
}
