package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"github.com/verdict-id/verdict/audit"
)

// files are the files to be audited, and how long they are together; -1 where
// that cannot be known. What cannot be opened, or would be overwritten by a
// report, is an error before anything begins.
func (a *auditing) files(names []string) (files []audit.File, size int64, err error) {
	for _, name := range names {
		if name == "-" {
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
		if isFile(info, a.html.name) || isFile(info, a.out.name) {
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

// isFile tells whether there is a file with a name that is the one of info.
func isFile(info os.FileInfo, name string) bool {
	other, err := os.Stat(name)
	return err == nil && os.SameFile(info, other)
}

// findings is a file of findings, one a line.
type findings struct {
	reportFile
	lines *bufio.Writer
}

func (f *findings) create() error {
	err := f.reportFile.create()
	f.lines = bufio.NewWriterSize(f.file, 64<<10)
	return err
}

// found writes a finding.
func (f *findings) found(finding audit.Finding) error {
	if err := encode(f.lines, finding); err != nil {
		return f.failed(err)
	}
	return nil
}

// finish writes what is not written yet, and closes the file.
func (f *findings) finish() error {
	if f.file == nil {
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
