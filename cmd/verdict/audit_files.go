package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/verdict-id/verdict/audit"
	"github.com/verdict-id/verdict/internal/wrap"
)

// files are the files to be audited, and how long they are together; -1 where
// that cannot be known. What cannot be opened, or would be overwritten by a
// report, is an error before anything begins.
func (a *auditing) files(names []string) (files []audit.File, size int64, err error) {
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
			return nil, 0, fmt.Errorf("%s cannot be opened: %w", wrap.Printable(name), pathless(err))
		}
		if info.IsDir() {
			return nil, 0, misuse("%s is a folder; name the files in it", wrap.Printable(name))
		}
		if a.overwrites(info, nil) {
			return nil, 0, misuse("a report would overwrite %s, which is to be audited", wrap.Printable(name))
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

// reports are the files that reports go to.
func (a *auditing) reports() []*reportFile {
	return []*reportFile{&a.html, &a.out.reportFile, &a.vectors}
}

// overwrites tells whether a report would go to a file that is there.
func (a *auditing) overwrites(info os.FileInfo, err error) bool {
	return err == nil && slices.ContainsFunc(a.reports(), func(f *reportFile) bool {
		other, err := os.Stat(f.name)
		return err == nil && sameFile(info, other)
	})
}

// sameFile tells whether two are one file that has bytes of its own.
func sameFile(one, two os.FileInfo) bool { return one.Mode().IsRegular() && os.SameFile(one, two) }

// create makes the files of the reports. No two reports go to one file.
func (a *auditing) create() error {
	if err := errors.Join(a.html.create(), a.out.create(), a.vectors.create()); err != nil {
		return err
	}
	var taken []os.FileInfo
	if out, ok := a.stdout.(*os.File); ok {
		if info, err := out.Stat(); err == nil {
			taken = append(taken, info)
		}
	}
	for _, f := range a.reports() {
		if f.file == nil {
			continue
		}
		info, err := f.file.Stat()
		if err != nil {
			return f.failed(err)
		}
		if slices.ContainsFunc(taken, func(other os.FileInfo) bool { return sameFile(info, other) }) {
			return misuse("two reports would go to %s", f.name)
		}
		taken = append(taken, info)
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
