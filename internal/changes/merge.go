package changes

import (
	"bytes"
	"errors"
	"iter"
)

// Totals count what was merged.
type Totals struct {
	Processes int64 // distinct processIds
	LeftOut   int64 // records whose processId is longer than MaxID; they are in no process
}

// Merge gives every change among the records of trackers: ordered by processId,
// byte by byte, and within a process as its records are. These are ordered by
// updatedAt if all of the process have one, otherwise by place; at the same
// time, by place. How records were split among trackers, and in what order they
// were added, makes no difference.
//
// An error, one of a temporary file or of an earlier Add, is the last thing that
// comes; the changes before it are not all there are. The totals are good when
// the sequence has come to its end without one.
//
// The trackers are not used by others meanwhile, and are closed by the caller.
// The sequence can be gone through again until then.
func Merge(trackers ...*Tracker) (iter.Seq2[Change, error], *Totals) {
	totals := &Totals{}
	changes := func(yield func(Change, error) bool) {
		*totals = Totals{}
		if len(trackers) == 0 {
			return
		}
		w := newWalk(trackers[0].options, totals, yield)
		if err := w.run(trackers); err != nil && !w.stopped {
			yield(Change{}, err)
		}
	}
	return changes, totals
}

// errStopped ends a walk that nobody wants to see more of.
var errStopped = errors.New("stopped")

// walk goes through all records, process by process.
type walk struct {
	options Options
	totals  *Totals
	yield   func(Change, error) bool
	stopped bool

	streams [kinds]merger
	names   [kinds][]byte // of the next process of each stream; scratch

	// For one process at a time, that is sorted again.
	byPlace *sorter
	sources []source // scratch
	sorted  merger

	// The process that is looked at.
	kind     kind
	id       []byte // as entries begin
	name     string // once there is a change
	started  bool
	previous Record
}

func newWalk(o Options, totals *Totals, yield func(Change, error) bool) *walk {
	return &walk{options: o, totals: totals, yield: yield, byPlace: newSorter(o)}
}

// run goes through everything and leaves no file behind, whatever happens.
func (w *walk) run(trackers []*Tracker) (err error) {
	defer func() { err = errors.Join(err, w.byPlace.close()) }()
	return w.all(trackers)
}

// all goes through the processes of all trackers.
func (w *walk) all(trackers []*Tracker) error {
	var sources [kinds][]source
	for _, t := range trackers {
		if t.err != nil {
			return t.err
		}
		w.totals.LeftOut += t.leftOut
		for k, s := range t.kinds {
			sources[k] = s.appendSources(sources[k])
		}
	}
	for k := range sources {
		if err := w.streams[k].start(sources[k]); err != nil {
			return err
		}
	}
	for w.choose() {
		if err := w.process(&w.streams[w.kind]); err != nil {
			return err
		}
	}
	return nil
}

// choose finds the stream with the next process, if there is one.
func (w *walk) choose() bool {
	uuid, text := w.streams[uuids].head(), w.streams[texts].head()
	w.kind = uuids
	if uuid == nil || text != nil && bytes.Compare(w.nextName(texts), w.nextName(uuids)) < 0 {
		w.kind = texts
	}
	return uuid != nil || text != nil
}

// nextName gives the processId of the next process of a stream.
func (w *walk) nextName(k kind) []byte {
	id, _ := k.split(w.streams[k].head())
	w.names[k] = k.text(w.names[k][:0], id)
	return w.names[k]
}

// process goes through the next process of a stream. Records without updatedAt
// come first, so the first tells whether all have one; then they are in order.
func (w *walk) process(m *merger) error {
	id, rest := w.kind.split(m.head())
	w.id, w.name, w.started = append(w.id[:0], id...), "", false
	w.totals.Processes++
	if _, dated := cutUpdatedAt(rest); !dated {
		return w.sortByPlace(m)
	}
	return w.each(m, w.follow)
}

// each passes the records of the process, from their place on.
func (w *walk) each(m *merger, do func(placed []byte) error) error {
	for bytes.HasPrefix(m.head(), w.id) {
		placed, _ := cutUpdatedAt(m.head()[len(w.id):])
		if err := do(placed); err != nil {
			return err
		}
		if err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

// sortByPlace goes through a process in the order of places. It may have more
// records than there is memory for.
func (w *walk) sortByPlace(m *merger) error {
	if err := w.byPlace.clear(); err != nil {
		return err
	}
	if err := w.each(m, w.place); err != nil {
		return err
	}
	w.sources = w.byPlace.appendSources(w.sources[:0])
	if err := w.sorted.start(w.sources); err != nil {
		return err
	}
	for w.sorted.head() != nil {
		if err := w.follow(w.sorted.head()); err != nil {
			return err
		}
		if err := w.sorted.next(); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) place(placed []byte) error {
	w.byPlace.add(placed)
	if w.byPlace.size() < w.options.Memory {
		return nil
	}
	return w.byPlace.spill()
}

// follow compares a record with the one before it.
func (w *walk) follow(placed []byte) error {
	r := readRecord(placed)
	before, started := w.previous, w.started
	w.previous, w.started = r, true
	if !started || r.Status == before.Status || !w.options.Final(before.Status) {
		return nil
	}
	if w.name == "" {
		w.name = string(w.kind.text(nil, w.id))
	}
	if !w.yield(Change{ProcessID: w.name, Before: before, After: r}, nil) {
		w.stopped = true
		return errStopped
	}
	return nil
}
