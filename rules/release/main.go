// Command release adds the rule book in rules/ to the released ones, under a
// version:
//
//	go run ./rules/release 1.0.0
//
// It is run in the root of the repository, once for each release whose tables
// differ from those of the release before. The copy in rules/releases/VERSION is
// never changed again: records name it by its hash.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/verdict-id/verdict"
	"github.com/verdict-id/verdict/rules"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "Usage: go run ./rules/release VERSION\nVERSION is three numbers, such as 1.0.0.")
		os.Exit(2)
	}
	if err := release("rules", os.Args[1]); err != nil {
		fmt.Fprintf(os.Stderr, "release: %v\n", err)
		os.Exit(1)
	}
}

var versionForm = regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$`)

// release copies the rule files at the top of folder into releases/VERSION below
// it, and adds the version to the list there.
func release(folder, version string) error {
	if !versionForm.MatchString(version) {
		return fmt.Errorf("%q is no version; a version is three numbers, such as 1.0.0", version)
	}
	book := os.DirFS(folder)
	engine, err := verdict.Load(book)
	if err != nil {
		return err
	}
	if err := checkNew(book, version, engine.Hash()); err != nil {
		return err
	}
	if err := copyFiles(book, filepath.Join(folder, "releases", version)); err != nil {
		return err
	}
	return addLine(filepath.Join(folder, "releases", "releases.txt"), version+" "+engine.Hash()+"\n")
}

// checkNew makes sure that neither the version nor the book was released before.
func checkNew(folder fs.FS, version, hash string) error {
	known, err := rules.ReadReleases(folder)
	if err != nil {
		return err
	}
	for _, r := range known {
		switch {
		case r.Version == version:
			return fmt.Errorf("version %s is released already", version)
		case r.Hash == hash:
			return fmt.Errorf("this rule book is released already, as version %s; a release without a change of the tables needs no other", r.Version)
		}
	}
	return nil
}

// copyFiles copies the rule files into a folder, which it makes.
func copyFiles(book fs.FS, folder string) error {
	names, err := fs.Glob(book, "*.yaml")
	if err != nil {
		return err
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(book, name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// addLine adds a line to a file that is there.
func addLine(file, line string) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line)
	return errors.Join(err, f.Close())
}
