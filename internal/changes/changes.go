// Package changes finds the processes whose final status changed later, among
// any number of records and in bounded memory.
//
// What it is told of a record is kept in a buffer; a full buffer is sorted and
// written to a temporary file as a run. At the end all runs and buffers are
// merged, so that the records of one process come one after the other. Nothing
// is held for each process.
//
// The temporary files hold processIds, and no other text of a record. Their mode
// is 0600. They lose their names as soon as they are made, where the system
// removes files that are open, and otherwise in Tracker.Close.
package changes

import "errors"

// MaxID is the length in bytes of the longest processId that is followed.
const MaxID = 128

// DefaultMemory is what Options.Memory stands for where it is not given.
const DefaultMemory = 16 << 20

// Options say how trackers work. Those that are merged have the same.
type Options struct {
	// Folder is where temporary files are made; "" is os.TempDir.
	Folder string
	// Memory is about how many bytes a Tracker holds before it writes a run. To
	// read runs back takes a quarter of that, and another with every 128 times as
	// many runs; Merge takes as much as one Tracker besides. Zero or less is
	// DefaultMemory.
	Memory int
	// Final tells whether a status is final. It has to be there.
	Final func(status uint8) bool

	fanIn int // runs that are merged at once; for tests
	temp  temp
}

// Record is where a record stands and what it says.
type Record struct {
	File     int    // the number of the input
	Number   int64  // of the record in its file; File and Number together are the order of the input
	Line     int64  // handed through
	Offset   int64  // handed through
	Provider uint32 // handed through
	Status   uint8  // the recorded status
}

// Entry is a record of a process.
type Entry struct {
	ProcessID string // compared byte by byte
	UpdatedAt int64  // in seconds; of no meaning unless Dated
	Dated     bool   // the record has a good updatedAt
	Record
}

// Change is a record whose status differs from that of the record just before it
// in the same process, which was final.
type Change struct {
	ProcessID     string
	Before, After Record
}

// Tracker takes note of records. One goroutine uses it at a time.
type Tracker struct {
	options Options
	kinds   [kinds]*sorter // processIds are sorted by kind, so that each sorts as bytes do
	entry   []byte         // scratch
	leftOut int64
	err     error // the first one; there is no right answer any more
}

var errClosed = errors.New("the tracker of changes is closed")

// New makes a Tracker. It makes no file before its memory is full.
func New(o Options) *Tracker {
	if o.Memory <= 0 {
		o.Memory = DefaultMemory
	}
	if o.fanIn == 0 {
		o.fanIn = 128
	}
	o.temp = o.temp.in(o.Folder)
	t := &Tracker{options: o}
	for k := range t.kinds {
		t.kinds[k] = newSorter(o)
	}
	return t
}

// Add takes note of a record. One whose processId is longer than MaxID is left
// out, and counted in Totals.LeftOut. An error is one of a temporary file, which
// names its folder; it comes again from each later Add and from Merge.
func (t *Tracker) Add(e Entry) error {
	if t.err != nil {
		return t.err
	}
	if len(e.ProcessID) > MaxID {
		t.leftOut++
		return nil
	}
	var k kind
	t.entry, k = appendEntry(t.entry[:0], &e)
	t.kinds[k].add(t.entry)
	if t.kinds[uuids].size()+t.kinds[texts].size() >= t.options.Memory {
		t.err = t.larger().spill()
	}
	return t.err
}

// larger gives the sorter that holds more in memory.
func (t *Tracker) larger() *sorter {
	if t.kinds[texts].size() > t.kinds[uuids].size() {
		return t.kinds[texts]
	}
	return t.kinds[uuids]
}

// Close removes the temporary files, whatever happened before, and frees the
// memory. After it the Tracker is of no use. A second Close does nothing. The
// error is one of a file that could not be closed or removed.
func (t *Tracker) Close() error {
	t.err = errClosed
	return errors.Join(t.kinds[uuids].close(), t.kinds[texts].close())
}
