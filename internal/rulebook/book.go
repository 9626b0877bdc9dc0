// Package rulebook reads rule tables: YAML into checked tables with positions,
// conditions from expr into questions about classes. It alone knows YAML and
// expr. What the tables promise is proved elsewhere, in package promise.
package rulebook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Book is a folder of tables that belong together.
type Book struct {
	Lifecycle *Table
	Tables    []*Table // the providers', by file name
	Hash      string   // "sha256:" and the hash of the files' names and bytes

	sources map[string]*source
}

// Load reads every .yaml file at the top of fsys. It gives all problems of
// all files, sorted; the book is complete only when there are none.
func Load(fsys fs.FS) (*Book, []Problem) {
	b := &Book{sources: map[string]*source{}}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return b, []Problem{{Code: CodeBook, File: ".", Message: fmt.Sprintf("the rule book cannot be read: %v", err)}}
	}
	hash := sha256.New()
	var problems []Problem
	var sources []*source
	complete := true
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if ext := path.Ext(e.Name()); ext != ".yaml" {
			if ext = strings.ToLower(ext); ext == ".yml" || ext == ".yaml" {
				problems = append(problems, Problem{Code: CodeBook, File: e.Name(), Message: "a rule file ends in .yaml; rename it, or it would be left out"})
			}
			continue
		}
		text, err := readFile(fsys, e.Name())
		if err != nil {
			problems = append(problems, Problem{Code: CodeBook, File: e.Name(), Message: fmt.Sprintf("the file cannot be read: %v", err)})
			complete = false
			continue
		}
		fmt.Fprintf(hash, "%s\n%d\n%s", e.Name(), len(text), text)
		src := newSource(e.Name(), text)
		b.sources[src.name] = src
		sources = append(sources, src)
		if t := readTable(src); t != nil {
			b.add(t, src)
		} else {
			complete = false
		}
	}
	b.link()
	for _, src := range sources {
		problems = append(problems, src.problems...)
	}
	b.Hash = "sha256:" + hex.EncodeToString(hash.Sum(nil))
	if complete {
		problems = append(problems, b.checkParts()...)
	}
	problems = append(problems, b.checkNames()...)
	SortProblems(problems)
	return b, problems
}

// readFile reads a rule file, one byte past the size that is allowed at most.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}

func (b *Book) add(t *Table, src *source) {
	switch {
	case !t.Lifecycle:
		b.Tables = append(b.Tables, t)
	case b.Lifecycle != nil:
		src.refuse(t.At["provider"], CodeBook, "a second lifecycle table; the first is %s", b.Lifecycle.File)
	default:
		b.Lifecycle = t
	}
}

// checkParts refuses a book that lacks a part. It asks nothing of a book whose
// files could not all be read.
func (b *Book) checkParts() []Problem {
	var problems []Problem
	if b.Lifecycle == nil {
		problems = append(problems, Problem{Code: CodeBook, File: ".", Message: "no lifecycle table: one file has to have provider: '*'"})
	}
	if len(b.Tables) == 0 {
		problems = append(problems, Problem{Code: CodeBook, File: ".", Message: "no provider's table: the lifecycle alone accepts nothing"})
	}
	return problems
}

// link completes what needs the lifecycle table, which may stand in any file.
func (b *Book) link() {
	if b.Lifecycle == nil {
		return
	}
	for _, t := range b.Tables {
		for _, complete := range t.links {
			complete(b.Lifecycle)
		}
	}
}

// checkNames refuses providers, kinds of documents and ids that several tables use.
func (b *Book) checkNames() []Problem {
	var problems []Problem
	providers, kinds, ids := map[string]*Table{}, map[string]*Table{}, map[string]*Table{}
	for _, t := range b.All() {
		for _, p := range t.Providers {
			switch first := providers[p]; {
			case first == t:
				problems = append(problems, b.Problem(t, t.At["provider"], CodeTwice, fmt.Sprintf("the provider %s stands here a second time", p)))
			case first != nil:
				problems = append(problems, b.Problem(t, t.At["provider"], CodeTwice, fmt.Sprintf("the provider %s has two tables, in %s and in %s", p, first.File, t.File)))
			}
			providers[p] = t
		}
		for _, k := range t.Documents {
			if first := kinds[k.Name]; first != nil && k.Name != "" {
				problems = append(problems, b.Problem(t, k.At, CodeTwice, fmt.Sprintf("the kind %s stands here a second time; the first is in %s", k.Name, first.File)))
			}
			kinds[k.Name] = t
		}
		for _, row := range t.rows() {
			if first := ids[row.id]; first != nil && first != t && row.id != "" {
				problems = append(problems, b.Problem(t, row.at, CodeTwice, fmt.Sprintf("the id %s stands in two tables, in %s and in %s", row.id, first.File, t.File)))
			}
			ids[row.id] = t
		}
	}
	return problems
}

// Problem makes a problem of a table, with its excerpt.
func (b *Book) Problem(t *Table, at Pos, code Code, message string) Problem {
	return b.sources[t.File].problem(at, code, message)
}

// All gives the lifecycle table, then the providers'.
func (b *Book) All() []*Table {
	if b.Lifecycle == nil {
		return b.Tables
	}
	return append([]*Table{b.Lifecycle}, b.Tables...)
}

type row struct {
	id string
	at Pos
}

func (t *Table) rows() []row {
	var rows []row
	for _, r := range t.Rules {
		rows = append(rows, row{r.ID, r.At})
	}
	for _, r := range t.Remarks {
		rows = append(rows, row{r.ID, r.At})
	}
	for _, c := range t.Claims {
		rows = append(rows, row{c.ID, c.At})
	}
	return rows
}

// MatchProvider tells whether a table's provider name covers the name in a
// document. A name ending in :* covers every name that continues with one or
// more of A-Z a-z 0-9 . _ -
func MatchProvider(name, provider string) bool {
	prefix, family := strings.CutSuffix(name, "*")
	if !family {
		return name == provider
	}
	rest, ok := strings.CutPrefix(provider, prefix)
	if !ok || rest == "" {
		return false
	}
	for _, b := range []byte(rest) {
		if !strings.Contains("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-", string(rune(b))) {
			return false
		}
	}
	return true
}
