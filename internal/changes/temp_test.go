package changes

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// watched makes temporary files in a folder, counts what is done to them, and
// lets one operation fail.
type watched struct {
	operations int
	failAt     int // the one operation that fails; 0 is none
	err        error
	opened     int
	closed     int
	written    int64
	modes      []fs.FileMode
}

func (w *watched) fails() bool {
	w.operations++
	return w.operations == w.failAt
}

func (w *watched) create(folder string) (file, error) {
	if w.fails() {
		return nil, &fs.PathError{Op: "open", Path: "secret-name", Err: w.err}
	}
	f, err := os.CreateTemp(folder, "test-*")
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	w.opened++
	w.modes = append(w.modes, info.Mode())
	return &watchedFile{f, w}, nil
}

type watchedFile struct {
	*os.File
	watched *watched
}

func (f *watchedFile) Write(b []byte) (int, error) {
	if f.watched.fails() {
		n, _ := f.File.Write(b[:len(b)/2]) // as a full disk does
		return n, &fs.PathError{Op: "write", Path: "secret-name", Err: f.watched.err}
	}
	f.watched.written += int64(len(b))
	return f.File.Write(b)
}

func (f *watchedFile) ReadAt(b []byte, at int64) (int, error) {
	if f.watched.fails() {
		return 0, f.watched.err
	}
	return f.File.ReadAt(b, at)
}

func (f *watchedFile) Close() error {
	f.watched.closed++
	return f.File.Close()
}

// mixed are entries of all that makes files: two kinds, several levels, and
// processes that are sorted again by place.
func mixed() []Entry {
	var entries []Entry
	for i := range int64(120) {
		entries = append(entries, Entry{
			ProcessID: drawnIDs[int(i*i)%len(drawnIDs)], UpdatedAt: i * 7919 % 1000, Dated: i%20 != 0,
			Record: Record{Number: i, Status: []uint8{pending, accepted, rejected}[i*31%7%3]},
		})
	}
	return entries
}

// try adds entries and merges, and gives the first error of each.
func try(w *watched, folder string) (got answer, adding, merging, closing error) {
	o := Options{Folder: folder, Memory: 600, Final: final, fanIn: 2, temp: temp{create: w.create}}
	tracker := New(o)
	for _, e := range mixed() {
		if err := tracker.Add(e); err != nil && adding == nil {
			adding = err
		}
	}
	changes, totals := Merge(tracker)
	for change, err := range changes {
		if err != nil {
			merging = err
			break
		}
		got.Changes = append(got.Changes, change)
	}
	got.Totals = *totals
	return got, adding, merging, tracker.Close()
}

// TestEveryFailure lets each operation on a file fail in turn: making, writing,
// reading. Each is an error with the folder and what failed, never an answer, and
// every file is closed and removed.
func TestEveryFailure(t *testing.T) {
	for _, cause := range []error{syscall.ENOSPC, io.EOF} {
		var added, merged int
		for at := 1; ; at++ {
			folder := t.TempDir()
			w := &watched{failAt: at, err: cause}
			got, adding, merging, closing := try(w, folder)
			if closing != nil {
				t.Fatal(closing)
			}
			if w.opened != w.closed {
				t.Fatalf("operation %d: %d files opened, %d closed", at, w.opened, w.closed)
			}
			empty(t, folder)
			if w.operations < at { // none failed
				if diff := gocmp.Diff(opinion(mixed()), got); diff != "" {
					t.Errorf("without a failure (-opinion +got):\n%s", diff)
				}
				break
			}
			if merging == nil {
				t.Fatalf("operation %d failed, and there was an answer", at)
			}
			if adding != nil {
				added++
				if adding.Error() != merging.Error() {
					t.Fatalf("operation %d: Add says %q, then Merge %q", at, adding, merging)
				}
			} else {
				merged++
			}
			saysWhatFailed(t, merging, folder, cause)
		}
		if added < 20 || merged < 20 {
			t.Errorf("%d failures in Add, %d in Merge: too few to show anything", added, merged)
		}
	}
}

// saysWhatFailed looks at an error: the folder, the cause, no random name.
func saysWhatFailed(t *testing.T, err error, folder string, cause error) {
	t.Helper()
	if cause == io.EOF && strings.Contains(err.Error(), "cannot be read") {
		cause = io.ErrUnexpectedEOF // a run that ends too early
	}
	text := err.Error()
	if !errors.Is(err, cause) || !strings.Contains(text, "temporary file in "+folder+" cannot be ") ||
		!strings.HasSuffix(text, cause.Error()) || strings.Contains(text, "secret-name") {
		t.Fatalf("the error is %q, want the folder and %q", text, cause)
	}
}

// empty wants an empty folder.
func empty(t *testing.T, folder string) {
	t.Helper()
	left, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) > 0 {
		t.Fatalf("%d files are left in the folder, the first is %s", len(left), left[0].Name())
	}
}

// TestNoSuchFolder: the error of the system names the folder too.
func TestNoSuchFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "missing")
	tracker := New(Options{Folder: folder, Memory: 1, Final: final})
	err := tracker.Add(Entry{ProcessID: "p"})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("Add says %v, want that there is no such folder", err)
	}
	saysWhatFailed(t, err, folder, syscall.ENOENT)
	if err := tracker.Close(); err != nil {
		t.Errorf("there is nothing to remove, and Close says %v", err)
	}
}

// TestShortRun: a file that lost its end is an error.
func TestShortRun(t *testing.T) {
	var made *os.File
	o := Options{Folder: t.TempDir(), Memory: 1, Final: final}
	o.temp.create = func(folder string) (f file, err error) {
		made, err = os.CreateTemp(folder, "test-*")
		return made, err
	}
	tracker := New(o)
	defer tracker.Close()
	for i := range int64(2) {
		if err := tracker.Add(Entry{ProcessID: "p", Record: Record{Number: i, Status: accepted}}); err != nil {
			t.Fatal(err)
		}
	}
	info, err := made.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Truncate(info.Size() / 2); err != nil { // just where the second run begins
		t.Fatal(err)
	}
	changes, _ := Merge(tracker)
	for _, err := range changes {
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%v, want an unexpected end", err)
		}
		return
	}
	t.Error("nothing is wrong")
}

// TestClose: files have no names while they are open, where the system allows
// that, and are gone after Close in any case. Their mode is 0600.
func TestClose(t *testing.T) {
	for _, keeps := range []bool{false, true} { // whether open files keep their names
		folder := t.TempDir()
		w := &watched{}
		o := Options{Folder: folder, Memory: 1000, Final: final, temp: temp{create: w.create}}
		if keeps {
			o.temp.remove = func(name string) error {
				if w.closed < w.opened {
					return errors.New("the file is open")
				}
				return os.Remove(name)
			}
		}
		tracker := New(o)
		for i := range int64(100) { // of one kind, so in one file
			if err := tracker.Add(Entry{ProcessID: "p", Record: Record{Number: i}}); err != nil {
				t.Fatal(err)
			}
		}
		if w.opened != 1 {
			t.Fatalf("%d files, want 1", w.opened)
		}
		if keeps {
			if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
				t.Fatalf("%d files, %v: want the one that is open", len(left), err)
			}
		} else if runtime.GOOS != "windows" {
			empty(t, folder)
		}
		for range 2 { // the second does nothing
			if err := tracker.Close(); err != nil {
				t.Fatal(err)
			}
			empty(t, folder)
		}
		if want := []fs.FileMode{0o600}; runtime.GOOS != "windows" && !slices.Equal(w.modes, want) {
			t.Errorf("the modes are %v, want %v", w.modes, want)
		}
		if err := tracker.Add(Entry{ProcessID: "p"}); err == nil {
			t.Error("a closed tracker takes a record")
		}
		changes, _ := Merge(tracker)
		for _, err := range changes {
			if !errors.Is(err, errClosed) {
				t.Errorf("Merge of a closed tracker says %v", err)
			}
		}
	}
}

// TestCloseFails: a file that stays is an error, as it holds processIds.
func TestCloseFails(t *testing.T) {
	folder := t.TempDir()
	o := Options{Folder: folder, Memory: 1, Final: final}
	o.temp.remove = func(name string) error {
		return &fs.PathError{Op: "remove", Path: "secret-name", Err: fs.ErrPermission}
	}
	tracker := New(o)
	if err := tracker.Add(Entry{ProcessID: "p"}); err != nil {
		t.Fatal(err)
	}
	err := tracker.Close()
	if err == nil {
		t.Fatal("the file is there, and Close says nothing")
	}
	saysWhatFailed(t, err, folder, fs.ErrPermission)
}

// TestDefaultFolder: without a folder the files are in that of the system.
func TestDefaultFolder(t *testing.T) {
	folder := ""
	o := Options{Memory: 1, Final: final}
	o.temp.create = func(in string) (file, error) {
		folder = in
		return os.CreateTemp(t.TempDir(), "test-*")
	}
	tracker := New(o)
	if err := tracker.Add(Entry{ProcessID: "p"}); err != nil {
		t.Fatal(err)
	}
	if err := tracker.Close(); err != nil {
		t.Fatal(err)
	}
	if folder != os.TempDir() {
		t.Errorf("the file is in %q, want %q", folder, os.TempDir())
	}
}

// TestPanic: files are closed even if who looks at the changes panics.
func TestPanic(t *testing.T) {
	w := &watched{}
	folder := t.TempDir()
	tracker := New(Options{Folder: folder, Memory: 300, Final: final, temp: temp{create: w.create}})
	for i := range int64(100) { // undated, so sorted again
		if err := tracker.Add(Entry{ProcessID: "p", Record: Record{Number: i, Status: accepted + 4*uint8(i%2)}}); err != nil {
			t.Fatal(err)
		}
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		changes, _ := Merge(tracker)
		for range changes {
			panic("enough")
		}
	}()
	if err := tracker.Close(); err != nil {
		t.Fatal(err)
	}
	if w.opened < 2 || w.closed != w.opened {
		t.Errorf("%d files opened, %d closed; want all, and more than one", w.opened, w.closed)
	}
	empty(t, folder)
}

// TestSizeOnDisk: a record of an ordinary dump, deep in it, takes at most 64
// bytes.
func TestSizeOnDisk(t *testing.T) {
	w := &watched{}
	tracker := New(Options{Folder: t.TempDir(), Memory: 64 << 10, Final: final, temp: temp{create: w.create}})
	defer tracker.Close()
	const records = 10_000
	for i := range int64(records) {
		if err := tracker.Add(ordinary(i, 1_000_000_000+i)); err != nil {
			t.Fatal(err)
		}
	}
	tracker.Close() // what is in memory does not count
	if each := w.written / records; each == 0 || each > 64 {
		t.Errorf("%d bytes a record, want at most 64", each)
	}
}
