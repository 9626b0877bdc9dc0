package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/verdict-id/verdict/conformance"
	"github.com/verdict-id/verdict/internal/wrap"
)

// showList shows the id, the level and the right answer of each vector.
func (f *conformer) showList() error {
	chosen, err := f.runner.Options.Select()
	if err != nil {
		return misuse("%v", err)
	}
	out := bufio.NewWriter(f.stdout)
	for _, v := range chosen {
		right := v.Right(f.runner.Options.Profiles)
		right.FinalResult = nil
		fmt.Fprintf(out, "%s\t%s\t%v\n", v.ID, v.Level, right)
	}
	return out.Flush()
}

// copySuite writes the suite to a folder: the files as they are, and beside each
// file of vectors a folder with two files for each vector.
func (f *conformer) copySuite() error {
	if err := newFolder(f.copyTo); err != nil {
		return err
	}
	if err := os.CopyFS(f.copyTo, conformance.Files()); err != nil {
		return fmt.Errorf("--copy: %w", err)
	}
	n := 0
	for v := range conformance.Vectors() {
		if err := copyVector(filepath.Join(f.copyTo, "vectors", filepath.FromSlash(v.ID)), v); err != nil {
			return fmt.Errorf("--copy: %w", err)
		}
		n++
	}
	_, err := fmt.Fprintf(f.stdout, "%s in %s\n", wrap.Plural(n, "vector"), f.copyTo)
	return err
}

// newFolder makes a folder. One that is there already has to be empty.
func newFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(dir, 0o777)
	case err != nil:
		return misuse("--copy takes a new folder: %s: %v", dir, pathless(err))
	case len(entries) > 0:
		return misuse("--copy takes a new folder, and %s is not empty", dir)
	}
	return nil
}

// copyVector writes a document as NAME.json, byte for byte, and all else of its
// vector as NAME.expected.json.
func copyVector(name string, v conformance.Vector) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	if err := newFile(name+".json", v.Document); err != nil {
		return err
	}
	v.Document = nil
	var text bytes.Buffer
	if err := encodeIndented(&text, v); err != nil {
		return err
	}
	return newFile(name+".expected.json", text.Bytes())
}

// newFile writes a file that must not be there: on some systems names that differ in
// capitals alone are the same.
func newFile(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}
