package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/verdict-id/verdict/audit"
)

// files are the files to be audited, and how long they are together; -1 where
// that cannot be known. What cannot be opened, or would be overwritten by a
// report, is an error before anything begins.
func (a *auditing) files(names []string) (files []audit.File, size int64, err error) {
	if err := a.apart(); err != nil {
		return nil, 0, err
	}
	for _, name := range names {
		if name == "-" {
			if in, ok := a.stdin.(*os.File); ok && a.overwrites(in.Stat()) {
				return nil, 0, misuse("a report would overwrite the file that standard input comes from")
			}
			files = append(files, audit.File{Name: "standard input", Open: func() (io.ReadCloser, error) { return io.NopCloser(a.stdin), nil }})
			size = -1
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			return nil, 0, fmt.Errorf("%s cannot be opened: %w", name, pathless(err))
		}
		if info.IsDir() {
			return nil, 0, misuse("%s is a folder; name the files in it", name)
		}
		if a.overwrites(info, nil) {
			return nil, 0, misuse("a report would overwrite %s, which is to be audited", name)
		}
		if size >= 0 && info.Mode().IsRegular() {
			size += info.Size()
		} else {
			size = -1
		}
		files = append(files, audit.File{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }})
	}
	return files, size, nil
}

// reports are the names of the files that reports go to.
func (a *auditing) reports() []string {
	var names []string
	for _, f := range []reportFile{a.html, a.out.reportFile, a.vectors} {
		if f.name != "" {
			names = append(names, f.name)
		}
	}
	return names
}

// overwrites tells whether a report would go to a file that is there.
func (a *auditing) overwrites(info os.FileInfo, err error) bool {
	return err == nil && info.Mode().IsRegular() && slices.ContainsFunc(a.reports(), func(name string) bool {
		other, err := os.Stat(name)
		return err == nil && os.SameFile(info, other)
	})
}

// apart makes sure that no two reports go to one file.
func (a *auditing) apart() error {
	names := a.reports()
	for i, name := range names {
		for _, other := range names[:i] {
			one, err := os.Stat(name)
			two, alsoErr := os.Stat(other)
			if filepath.Clean(name) == filepath.Clean(other) || err == nil && alsoErr == nil && one.Mode().IsRegular() && os.SameFile(one, two) {
				return misuse("two reports would go to %s", name)
			}
		}
	}
	return nil
}

// findings is a file of findings, one a line.
type findings struct {
	reportFile
	lines *bufio.Writer
	full  bool // an error was reported
}

func (f *findings) create() error {
	err := f.reportFile.create()
	f.lines = bufio.NewWriterSize(f.file, 64<<10)
	return err
}

// found writes a finding.
func (f *findings) found(finding audit.Finding) error {
	if err := encode(f.lines, finding); err != nil {
		f.full = true
		return f.failed(err)
	}
	return nil
}

// finish writes what is not written yet, and closes the file.
func (f *findings) finish() error {
	if f.file == nil || f.full {
		return nil
	}
	err := f.lines.Flush()
	if end := f.close(); err == nil {
		err = end
	}
	if err != nil {
		return f.failed(err)
	}
	return nil
}
