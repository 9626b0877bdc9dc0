package main

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"html/template"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/rules"
)

// pageOf is the page of the book in dir, or of the embedded one.
func pageOf(t *testing.T, dir string) string {
	t.Helper()
	if dir == "" {
		return drawnBy(t, "html")
	}
	return drawnBy(t, "html", "--rules", dir)
}

// TestPageHasEverything: everything that has a name is there once, under its
// name, and the page stays small enough to send by mail.
func TestPageHasEverything(t *testing.T) {
	page := pageOf(t, "")
	view, err := viewIn("")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, table := range view.Tables {
		want = append(want, table.File)
		for _, r := range slices.Concat(table.Rules, table.Remarks) {
			want = append(want, r.ID)
		}
		for _, c := range table.Claims {
			want = append(want, c.ID)
		}
		for _, s := range table.Signals {
			want = append(want, table.File+"/"+s.Name)
		}
		for _, g := range table.Groups {
			want = append(want, table.File+"/"+g.Name)
		}
		for _, term := range table.Terms {
			want = append(want, table.File+"/"+term.Name)
		}
		for _, k := range table.Documents {
			want = append(want, table.File+"/Documents/"+k.Kind)
		}
	}
	for _, reading := range regexp.MustCompile(`(?m)^## ([RC]\d+):`).FindAllStringSubmatch(rules.Register(), -1) {
		want = append(want, reading[1])
	}
	if len(want) < 160 {
		t.Fatalf("only %d names", len(want))
	}
	for _, id := range want {
		if n := strings.Count(page, ` id="`+id+`"`); n != 1 {
			t.Errorf("%s is there %d times", id, n)
		}
	}
	if n := strings.Count(page, "<figure"); n != len(view.Tables) {
		t.Errorf("%d diagrams, want one for each of %d tables", n, len(view.Tables))
	}
	if len(page) > 1<<20 {
		t.Errorf("the page has %d bytes, want 1 MiB at most", len(page))
	}
}

// TestPageLinks: every id is there once, and every link leads to one, also where
// the book has no register for its readings, and where names of the book are
// words that the page has ids for.
func TestPageLinks(t *testing.T) {
	for name, dir := range map[string]string{"with a register": "", "without": "testdata/book", "the page's own words": namesake(t)} {
		t.Run(name, func(t *testing.T) {
			page := pageOf(t, dir)
			ids := map[string]int{}
			for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
				if ids[id[1]]++; ids[id[1]] == 2 {
					t.Errorf("the id %q stands twice", id[1])
				}
			}
			links := regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(page, -1)
			if len(links) < 20 {
				t.Fatalf("only %d links", len(links))
			}
			for _, link := range links {
				if id, ok := strings.CutPrefix(link[1], "#"); !ok || ids[id] == 0 {
					t.Errorf("%s leads nowhere", link[0])
				}
			}
		})
	}
}

// namesake makes a book whose names are words that the page has ids for.
func namesake(t *testing.T) string {
	t.Helper()
	signals := []string{"diagram", "rows", "remarks", "terms", "signals", "claims", "result"}
	var table strings.Builder
	table.WriteString("provider: namesake\ntitle: Names\nsource: Made up\ngives: [accepted, rejected]\nsignals:\n")
	for _, name := range signals {
		fmt.Fprintf(&table, "  %s: {meaning: Made up., path: /%s, values: [good, bad], needed: always}\n", name, name)
	}
	const row = "  - {id: %s, status: %s, when: '%s', reason: Made up., source: Made up, basis: R2}\n"
	fmt.Fprintf(&table, "terms:\n  proved: '%s == \"good\"'\nrules:\n", strings.Join(signals, ` == "good" and `))
	fmt.Fprintf(&table, row, "search", "accepted", "proved")
	fmt.Fprintf(&table, row, "words", "rejected", strings.Join(signals, ` == "bad" or `)+` == "bad"`)
	table.WriteString("remarks:\n  - {id: register, when: 'proved', reason: Made up.}\n")
	table.WriteString("claims:\n  - {id: proved, never: accepted, when: 'rows == \"bad\"', why: Made up.}\n")
	table.WriteString("result:\n  firstName: /name\n")
	table.WriteString("documents:\n  - {kind: documents, meaning: Made up., source: Made up, looks: {has: {/name: any}}, signals: {result: /result}}\n")
	table.WriteString("  - {kind: search, meaning: Made up., source: Made up, looks: list, holds: {path: '/[]', kinds: documents}}\n")
	return bookOf(t, map[string]string{
		"namesake.yaml":      table.String(),
		"INTERPRETATIONS.md": "# Search\n\n## R2: One\n\n## R2: Another\n\n## Search\n",
	})
}

// bookOf makes a book of testdata/book and files, which it puts beside the
// tables there, or in their place.
func bookOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/book")); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestPagePolicy: the page may run its own style and script, and nothing else.
func TestPagePolicy(t *testing.T) {
	page := pageOf(t, "testdata/book")
	allowed := func(element string) string {
		_, rest, _ := strings.Cut(page, "<"+element+">")
		text, _, found := strings.Cut(rest, "</"+element+">")
		if !found || strings.Count(page, "<"+element) != 1 && element == "script" {
			t.Fatalf("not one %s", element)
		}
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	want := "default-src 'none'; style-src " + allowed("style") + "; script-src " + allowed("script") + "; base-uri 'none'; form-action 'none'"
	match := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)
	if match == nil {
		t.Fatal("no policy")
	}
	if diff := cmp.Diff(want, html.UnescapeString(match[1])); diff != "" {
		t.Errorf("policy (-want +got):\n%s", diff)
	}
	if match := regexp.MustCompile(`<[^>]* (src|style|on[a-z]+)=`).FindString(page); match != "" {
		t.Errorf("an element loads or runs something: %s", match)
	}
}

// TestLinker: names become links, and nothing else does.
func TestLinker(t *testing.T) {
	l := &linker{file: "porter.yaml", anchors: &anchors{
		rows:   map[string]bool{"porter-door": true},
		tables: map[string]map[string]bool{"porter.yaml": {"badge": true, "seen": true}, "other.yaml": {"face": true}},
		read:   map[string]bool{"R7": true},
	}}
	for _, test := range []struct{ why, text, want string }{
		{"a signal and a term", "badge != absent and seen", `<a href="#porter.yaml/badge">badge</a> != absent and <a href="#porter.yaml/seen">seen</a>`},
		{"a value of the same name is no signal", `badge == "badge"`, `<a href="#porter.yaml/badge">badge</a> == &#34;badge&#34;`},
		{"part of a word is no name", "badges unseen", "badges unseen"},
		{"another table's signal", "face in 0..1", "face in 0..1"},
		{"a reading, and one that the register lacks", "loss (R7, R8)", `loss (<a href="#R7">R7</a>, R8)`},
		{"a row", "see porter-door", `see <a href="#porter-door">porter-door</a>`},
		{"markup is text", `<b>badge</b> & "<i>"`, `&lt;b&gt;<a href="#porter.yaml/badge">badge</a>&lt;/b&gt; &amp; &#34;&lt;i&gt;&#34;`},
	} {
		if diff := cmp.Diff(test.want, string(l.Link(test.text))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.why, diff)
		}
	}
}

// TestRegister: Markdown of a folder's own register becomes parts with links.
func TestRegister(t *testing.T) {
	const text = `# Our register

Before <script>alert(1)</script> [R101](#r101-badges-that-are-old), [a file](README.md), [a page](https://example.com/a)
and [a trap](javascript:alert(1)).

| id |
|---|
| R102 |

## R101: Badges that are *old*

See R102, ` + "`porter-door`, `porter.badge`, `porter.yaml`, `porter-slip`, `porter-slip.gender`, `nothing`" + ` and R999.

## R102: Doors
`
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "INTERPRETATIONS.md"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := readRegister(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := r.linked(&anchors{
		rows:   map[string]bool{"porter-door": true},
		tables: map[string]map[string]bool{"porter.yaml": {"badge": true}},
		read:   map[string]bool{"R101": true, "R102": true},
		kinds:  map[string]string{"porter-slip": "porter.yaml/Documents/porter-slip", "porter-door": "a row of that name comes first"},
	})
	want := []registerPart{
		// Not a reading: its heading has an id of its own. What is in the page
		// is linked, what is beside the register or a trap is not.
		{"", `<h2 id="Register/our-register">Our register</h2>
<p>Before <!-- raw HTML omitted -->alert(1)<!-- raw HTML omitted --> <a href="#R101">R101</a>, a file, <a href="https://example.com/a">a page</a>
and a trap.</p>
<div class="wide"><table>
<thead>
<tr>
<th>id</th>
</tr>
</thead>
<tbody>
<tr>
<td><a href="#R102">R102</a></td>
</tr>
</tbody>
</table></div>
`},
		{"R101", `<h3><a href="#R101">R101</a>: Badges that are <em>old</em></h3>
<p>See <a href="#R102">R102</a>, <a href="#porter-door"><code>porter-door</code></a>, <a href="#porter.yaml/badge"><code>porter.badge</code></a>, <a href="#porter.yaml"><code>porter.yaml</code></a>, <a href="#porter.yaml/Documents/porter-slip"><code>porter-slip</code></a>, <a href="#porter.yaml/Documents/porter-slip"><code>porter-slip.gender</code></a>, <code>nothing</code> and R999.</p>
`},
		{"R102", `<h3><a href="#R102">R102</a>: Doors</h3>
`},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

// TestRegisterTwice: of headings that are alike each has an id of its own, and
// links lead to the one that they name. A number belongs to the first that has it.
func TestRegisterTwice(t *testing.T) {
	const text = `## R2: Badges

## R2: Badges

[Badges](#r2-badges), [badges again](#r2-badges-1), [notes](#notes), [notes again](#notes-1), R2.

## Notes

## Notes
`
	r, err := newRegister([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	got := r.linked(newAnchors(bookView{}, r))
	want := []registerPart{
		{"R2", `<h3><a href="#R2">R2</a>: Badges</h3>
`},
		{"Register/r2-badges-1", `<h3><a href="#R2">R2</a>: Badges</h3>
<p><a href="#R2">Badges</a>, <a href="#Register/r2-badges-1">badges again</a>, <a href="#Register/notes">notes</a>, <a href="#Register/notes-1">notes again</a>, <a href="#R2">R2</a>.</p>
`},
		{"", `<h3 id="Register/notes">Notes</h3>
`},
		{"", `<h3 id="Register/notes-1">Notes</h3>
`},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

// TestRegisterImages: of an image its words stay, in whatever way it is written.
func TestRegisterImages(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"the address and the title go", `See ![a *red* <door>](http://example.com/a.png "Title").`, "See a <em>red</em> <!-- raw HTML omitted -->."},
		{"one without words leaves nothing", `See ![](a.png).`, "See ."},
		{"data are an image as well", `![a door](data:image/png;base64,AAAA)`, "a door"},
		{"the address may stand elsewhere", "![a door][1]\n\n[1]: http://example.com/a.png", "a door"},
		{"a link around it stays a link", `[![a door](http://example.com/a.png)](https://example.com/)`, `<a href="https://example.com/">a door</a>`},
		{"HTML is left out", `See <img src="http://example.com/a.png" alt="a door">.`, "See <!-- raw HTML omitted -->."},
	} {
		r, err := newRegister([]byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		want := []registerPart{{"", template.HTML("<p>" + test.want + "</p>\n")}}
		if diff := cmp.Diff(want, r.linked(newAnchors(bookView{}, r))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.why, diff)
		}
	}
}

// TestRegisterUnreadable: a register that cannot be read is no missing one.
func TestRegisterUnreadable(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "INTERPRETATIONS.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := readRegister(dir); err == nil {
		t.Error("no error")
	}
}

// TestPageTooLarge: where nobody could read a diagram, the page says so. Seven
// pairs of signals make one too wide, eight one of too many questions.
func TestPageTooLarge(t *testing.T) {
	for why, pairs := range map[string]int{"too wide": 7, "too many questions": 8} {
		t.Run(why, func(t *testing.T) {
			var first, second strings.Builder
			var both []string
			const signal = "  %s%d: {meaning: Made up., path: /%[1]s%[2]d, type: presence, order: none, loss: R1}\n"
			for i := range pairs {
				fmt.Fprintf(&first, signal, "a", i)
				fmt.Fprintf(&second, signal, "b", i)
				both = append(both, fmt.Sprintf("a%d == present and b%[1]d == present", i))
			}
			table := "provider: '*'\ntitle: Pairs\nsource: Made up\ngives: failed\nelse: judge\nsignals:\n" + first.String() + second.String() +
				"rules:\n  - {id: pairs, status: failed, when: '" + strings.Join(both, " or ") + "', reason: Made up., source: Made up, basis: text}\n"
			page := pageOf(t, bookOf(t, map[string]string{"process.yaml": table}))
			if n := strings.Count(page, "The diagram is too large to be read."); n != 1 {
				t.Errorf("the page says %d times that a diagram is too large", n)
			}
			if n := strings.Count(page, "<figure"); n != 1 {
				t.Errorf("%d diagrams, want the porter's alone", n)
			}
		})
	}
}
