package main

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/verdict-id/verdict/rules"
)

// register is the register of interpretations, in parts that begin with a
// heading each.
type register struct {
	parts []registerPart
	ids   map[string]string // where links in the register lead → id in the page
}

// registerPart is a reading, or, without an id, what stands between readings.
type registerPart struct {
	ID   string
	Text template.HTML
}

// readRegister reads the register in dir, or the embedded one. A folder of
// tables need not have one.
func readRegister(dir string) (*register, error) {
	if dir == "" {
		return newRegister([]byte(rules.Register()))
	}
	source, err := os.ReadFile(filepath.Join(dir, "INTERPRETATIONS.md"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return newRegister(source)
}

// newRegister writes Markdown as HTML, its headings one deeper. HTML in it is
// left out.
func newRegister(source []byte) (*register, error) {
	r := &register{ids: map[string]string{}}
	reader := goldmark.New(goldmark.WithExtensions(extension.Table))
	document := reader.Parser().Parse(text.NewReader(source))
	var b bytes.Buffer
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		if ok || len(r.parts) == 0 {
			r.parts = append(r.parts, registerPart{})
			b.Reset()
		}
		last := &r.parts[len(r.parts)-1]
		if ok {
			heading.Level++
			last.ID = r.name(heading, string(heading.Lines().Value(source)))
		}
		if err := reader.Renderer().Render(&b, source, n); err != nil {
			return nil, err
		}
		last.Text = template.HTML(b.String())
	}
	return r, nil
}

var (
	readingPattern = regexp.MustCompile(`^([A-Z][0-9]+):`)
	notInSlug      = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// name gives the id of the reading that a heading begins. Another heading gets
// an id of its own.
func (r *register) name(heading *ast.Heading, title string) string {
	slug := strings.ReplaceAll(notInSlug.ReplaceAllString(strings.ToLower(title), ""), " ", "-")
	if match := readingPattern.FindStringSubmatch(title); match != nil {
		r.ids["#"+slug] = match[1]
		return match[1]
	}
	r.ids["#"+slug] = "Register/" + slug
	heading.SetAttributeString("id", []byte("Register/"+slug))
	return ""
}

// registerPattern finds what can be linked, or is a link, in the register.
var registerPattern = regexp.MustCompile(`(?s)<a href="([^"]*)">(.*?)</a>|<code>([^<]*)</code>|</?table>|<[^>]*>|\b[A-Z][0-9]+\b`)

// linked gives the parts with their links: those of the register's own lead to
// their place in the page, and names of the tables become links.
func (r *register) linked(names *anchors) []registerPart {
	var parts []registerPart
	for _, p := range r.parts {
		p.Text = template.HTML(registerPattern.ReplaceAllStringFunc(string(p.Text), func(found string) string {
			return r.link(registerPattern.FindStringSubmatch(found), names)
		}))
		parts = append(parts, p)
	}
	return parts
}

func (r *register) link(match []string, names *anchors) string {
	found, address, words, code := match[0], match[1], match[2], match[3]
	switch {
	case found == "<table>":
		return `<div class="wide"><table>`
	case found == "</table>":
		return "</table></div>"
	case r.ids[address] != "":
		return link(r.ids[address], words)
	case strings.HasPrefix(address, "https://"):
		return found
	case words != "": // leads to a file beside the register
		return words
	}
	name := found
	if code != "" {
		name = code
	}
	if id, ok := names.named(name); ok {
		return link(id, found)
	}
	return found
}
