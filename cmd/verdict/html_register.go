package main

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

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
	ID   string // the reading's name, or, where a part above has it, one of the register's own
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
// left out, and of images all but their words.
func newRegister(source []byte) (*register, error) {
	r := &register{ids: map[string]string{}}
	reader := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(
		renderer.WithNodeRenderers(util.Prioritized(imageWords{}, 0)))) // before goldmark's own
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

// name gives the id of the reading that a heading begins: its number, or, where a
// reading above has that, one of the register's own. A heading that begins none
// gets an id itself.
func (r *register) name(heading *ast.Heading, title string) string {
	slug := r.slug(title)
	id := "Register/" + slug
	match := readingPattern.FindStringSubmatch(title)
	if match != nil && !r.has(match[1]) {
		id = match[1]
	}
	r.ids["#"+slug] = id
	if match != nil {
		return id
	}
	heading.SetAttributeString("id", []byte(id))
	return ""
}

// slug is what links in Markdown call a heading: its title, with a number where
// a heading above is called so.
func (r *register) slug(title string) string {
	plain := strings.ReplaceAll(notInSlug.ReplaceAllString(strings.ToLower(title), ""), " ", "-")
	slug := plain
	for n := 1; r.ids["#"+slug] != ""; n++ {
		slug = fmt.Sprintf("%s-%d", plain, n)
	}
	return slug
}

// has tells whether a part has the id.
func (r *register) has(id string) bool {
	return slices.ContainsFunc(r.parts, func(p registerPart) bool { return p.ID == id })
}

// imageWords writes of an image the words that describe it, so that the page
// loads nothing.
type imageWords struct{}

// RegisterFuncs leaves the writing to what stands within the image.
func (imageWords) RegisterFuncs(to renderer.NodeRendererFuncRegisterer) {
	to.Register(ast.KindImage, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkContinue, nil
	})
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
