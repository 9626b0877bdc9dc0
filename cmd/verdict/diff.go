package main

import (
	"errors"
	"flag"
	"io/fs"
	"os"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/proof"
	"github.com/verdict-id/verdict/rules"
)

const diffUsage = `Usage: verdict diff [OPTION…] [OLD] NEW

Compares two folders of rule tables exactly; without OLD the embedded tables
with those in NEW. Lists every region of signals whose outcome changes, newly
accepted ones first, each with its number of combinations and the smallest
document that shows it; then all else that is declared otherwise, such as
reasons, sources and words. What is said after "but" limits this: where the two
do not refuse alike what stands on the way to a signal, or do not read alike a
kind of document that a provider itself sends, more may change.

  --json                     one JSON object
  --fail-on newly-accepted   exit with 1 only if something is newly accepted, or
                             may be, as what is said after "but" leaves open

Exit status: 0 equal, 1 different, 2 a folder cannot be read or its tables are
refused. With --fail-on newly-accepted 0 also where certainly nothing is newly
accepted.

Examples:

  verdict diff examples/books/facetec-level-8
  verdict diff --fail-on newly-accepted main/our-rules ./our-rules
`

func (c *command) diff(args []string) error {
	set := newFlags("diff")
	asJSON := set.Bool("json", false, "")
	onlyAccepted := failOnFlag(set)
	folders, err := c.parse(set, diffUsage, args)
	if err != nil {
		return err
	}
	if len(folders) < 1 || len(folders) > 2 {
		return misuse("diff takes one folder of rule tables, or two: the old and the new; it got %d", len(folders))
	}
	d, err := diffOf(folders)
	if err != nil {
		return err
	}
	if *asJSON {
		err = encodeIndented(c.stdout, d)
	} else {
		err = d.WriteText(c.stdout)
	}
	if err == nil && (d.NewlyAccepted > 0 || d.MayAccept() || !d.Equal && !*onlyAccepted) {
		err = errAnswer
	}
	return err
}

// failOnFlag adds the option --fail-on.
func failOnFlag(set *flag.FlagSet) *bool {
	onlyAccepted := new(bool)
	set.Func("fail-on", "", func(value string) error {
		*onlyAccepted = true
		if value != "newly-accepted" {
			return errors.New("it takes newly-accepted; without --fail-on every difference counts")
		}
		return nil
	})
	return onlyAccepted
}

// diffOf compares the tables of two folders, or the embedded ones with those of
// one.
func diffOf(folders []string) (*proof.Difference, error) {
	books := []fs.FS{rules.Book()}
	if len(folders) == 2 {
		books = nil
	}
	for _, dir := range folders {
		if err := checkFolder(dir); err != nil {
			return nil, err
		}
		book := os.DirFS(dir)
		if _, err := verdict.Load(book); err != nil {
			return nil, inDir(err, dir)
		}
		books = append(books, book)
	}
	return proof.Diff(books[0], books[1])
}

func checkFolder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = errors.New("not a folder")
	}
	if err != nil {
		return misuse("diff takes folders of rule tables: %q: %v", dir, pathless(err))
	}
	return nil
}
