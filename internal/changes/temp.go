package changes

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// file is what is needed of a temporary file: it is written once, from its
// beginning to its end, and read anywhere.
type file interface {
	io.WriteCloser
	io.ReaderAt
	Name() string
}

// temp makes temporary files in a folder. Tests replace the functions.
type temp struct {
	folder string
	create func(folder string) (file, error)
	remove func(name string) error
}

// in gives temp a folder, and the functions of the system where it has none.
func (t temp) in(folder string) temp {
	t.folder = folder
	if folder == "" {
		t.folder = os.TempDir()
	}
	if t.create == nil {
		t.create = func(folder string) (file, error) { return os.CreateTemp(folder, "verdict-changes-*") }
	}
	if t.remove == nil {
		t.remove = os.Remove
	}
	return t
}

// tempFile is a file that is gone when it is closed.
type tempFile struct {
	file
	temp    *temp
	removed bool
	size    int64 // bytes written
}

func (f *tempFile) Write(b []byte) (int, error) {
	n, err := f.file.Write(b)
	f.size += int64(n)
	return n, err
}

// open makes a file. Where the system lets go of the names of open files, it has
// none any more.
func (t *temp) open() (*tempFile, error) {
	f, err := t.create(t.folder)
	if err != nil {
		return nil, t.failed("created", err)
	}
	return &tempFile{file: f, temp: t, removed: t.remove(f.Name()) == nil}, nil
}

// close closes the file and sees that it is removed.
func (f *tempFile) close() error {
	err := f.file.Close()
	if !f.removed {
		err = errors.Join(err, f.temp.remove(f.Name()))
	}
	if err != nil {
		return f.temp.failed("removed", err)
	}
	return nil
}

// failed says what could not be done. The name of the file would tell nobody
// anything, and differ from run to run.
func (t *temp) failed(what string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("a temporary file in %s cannot be %s: %w", t.folder, what, err)
}
