package main

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/verdict-id/verdict/internal/picture"
	"github.com/verdict-id/verdict/internal/rulebook"
	"github.com/verdict-id/verdict/internal/wrap"
	"github.com/verdict-id/verdict/proof"
)

//go:embed page/page.html
var pageText string

//go:embed page/page.css
var pageStyle string

//go:embed page/page.js
var pageScript string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"chip": chip, "digits": digits}).Parse(pageText))

// bookPage is the page of a rule book.
type bookPage struct {
	Book     string
	Statuses []string // strictest first
	Tables   []*tablePage
	Register []registerPart // nothing where the book has no register
	Style    template.CSS
	Script   template.JS
	Policy   string // what the page may load: nothing but its own style and script
}

// tablePage is a table, with its picture and what is proved of it.
type tablePage struct {
	tableView
	*linker
	Picture template.HTML // nothing where it cannot be drawn
	Proof   proof.Table
}

// writeHTML writes the whole book as one page, which loads nothing.
func writeHTML(w io.Writer, v bookView) error {
	page, err := newBookPage(v)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, page); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

func newBookPage(v bookView) (*bookPage, error) {
	report, err := proveIn(v.dir)
	if err != nil {
		return nil, err
	}
	if report.Book != v.Book {
		return nil, errChanged
	}
	register, err := readRegister(v.dir)
	if err != nil {
		return nil, err
	}
	style := picture.Style + pageStyle
	page := &bookPage{
		Book:   v.Book,
		Style:  template.CSS(style),
		Script: template.JS(pageScript),
		Policy: "default-src 'none'; style-src " + hashed(style) + "; script-src " + hashed(pageScript) + "; base-uri 'none'; form-action 'none'",
	}
	for s := rulebook.Rejected; s > rulebook.Undecided; s-- {
		page.Statuses = append(page.Statuses, s.String())
	}
	names := newAnchors(v, register)
	for i, t := range v.Tables {
		table := &tablePage{tableView: t, linker: &linker{names, t.File}, Proof: report.Tables[i]}
		if table.Picture, err = drawn(t.table, table.linker); err != nil {
			return nil, err
		}
		page.Tables = append(page.Tables, table)
	}
	page.Register = register.linked(names)
	return page, nil
}

// drawn is the diagram of a table, or nothing where nobody could read it.
func drawn(t *rulebook.Table, l *linker) (template.HTML, error) {
	text, err := picture.Inline(t, func(name string) string { return "#" + l.ID(name) })
	var large *picture.TooLargeError
	if errors.As(err, &large) {
		return "", nil
	}
	return template.HTML(text), err
}

// hashed allows an inline style or script in a Content-Security-Policy.
func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// chip draws the status of a name.
func chip(name string) (template.HTML, error) {
	for s := rulebook.Undecided; s <= rulebook.Rejected; s++ {
		if s.String() == name {
			return template.HTML(picture.Chip(s)), nil
		}
	}
	return "", fmt.Errorf("no status has the name %q", name)
}

// digits writes a number with its digits in threes, which no line breaks.
func digits(n any) string { return strings.ReplaceAll(wrap.Grouped(n), " ", "\u202f") }

// Anchor leads to the table.
func (t *tablePage) Anchor() string { return "#" + t.File }

// Part is the id of a part of the table. The page's own ids begin with a capital
// letter, here after the slash, and no name in a table does.
func (t *tablePage) Part(name string) string { return t.File + "/" + name }

// Scope says whom the table is for.
func (t *tablePage) Scope() string { return t.scope() }

// Lifecycle tells whether the table comes before the providers'.
func (t *tablePage) Lifecycle() bool { return t.lifecycle() }

// Strictest lists the statuses that the table gives, strictest first.
func (t *tablePage) Strictest() []string { return t.strictest() }

// ruleEntry is a row or remark with the table it stands in.
type ruleEntry struct {
	ruleView
	Table *tablePage
}

// Row is a row or remark for the page.
func (t *tablePage) Row(r ruleView) ruleEntry { return ruleEntry{r, t} }

// ValueText lists the values and the words for them.
func (s signalView) ValueText() string { return s.values() }

// Places lists the paths of a signal.
func (s signalView) Places() []string { return s.places() }

// Notes says what else a signal declares.
func (s signalView) Notes() []string { return s.notes() }

// WithText says how and when a value is taken.
func (s sourceView) WithText() string { return s.with() }

// KindID is the id of a kind of document.
func (t *tablePage) KindID(v kindView) string { return kindID(t.File, v.Kind) }

// Clauses say what a document of the kind looks like.
func (v looksView) Clauses() []string { return v.clauses() }

// Supposed lists what is supposed where nothing says otherwise.
func (v kindView) Supposed() string { return v.supposed() }

// WithText says what stands at a place.
func (p placeView) WithText() string { return p.with() }
