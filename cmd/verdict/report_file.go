package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// reportFile is a file for a report, if one is wanted. It is made before the work
// begins, so that a long run is not in vain.
type reportFile struct {
	name string // empty: none is wanted
	file *os.File
}

// create makes the file, or empties it.
func (f *reportFile) create() error {
	if f.name == "" {
		return nil
	}
	// Only for writing: whoever also has the reading end of a pipe open never learns
	// that nobody reads it.
	file, err := os.OpenFile(f.name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return f.failed(err)
	}
	f.file = file
	return nil
}

// write writes a report to the file and closes it.
func (f *reportFile) write(write func(io.Writer) error) error {
	if f.file == nil {
		return nil
	}
	var b bytes.Buffer
	err := write(&b)
	if err == nil {
		_, err = f.file.Write(b.Bytes())
	}
	if end := f.close(); err == nil {
		err = end
	}
	if err != nil {
		return f.failed(err)
	}
	return nil
}

// close closes the file if it is open.
func (f *reportFile) close() error {
	if f.file == nil {
		return nil
	}
	file := f.file
	f.file = nil
	return file.Close()
}

func (f *reportFile) failed(err error) error {
	return fmt.Errorf("%s cannot be written: %w", f.name, pathless(err))
}
