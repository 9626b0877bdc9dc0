package changes

import (
	"bufio"
	"errors"
	"io"
)

// sorter sorts entries by their bytes, any number of them. In memory and in files
// each is framed: it stands behind its length.
//
// A level is a file of runs. Where it has as many as are merged at once, they
// become one run of the next level. So few files are open, and few runs are read
// at the end.
type sorter struct {
	temp   temp
	fanIn  int
	buffer int // bytes in which a run is read or written

	data   []byte // framed entries
	slots  []slot
	levels []level

	inMemory memory // the source of what is in memory
}

type level struct {
	file *tempFile // nil where there are no runs
	runs []run
}

// run is where sorted entries stand in a file.
type run struct{ start, end int64 }

func newSorter(o Options) *sorter {
	return &sorter{temp: o.temp, fanIn: o.fanIn, buffer: max(o.Memory/4/o.fanIn, minBuffer)}
}

// minBuffer has room for the longest entry.
const minBuffer = frame + maxEntry

// add takes an entry into memory, and copies it.
func (s *sorter) add(entry []byte) {
	s.slots = append(s.slots, slot{at: len(s.data)})
	s.data = append(s.data, byte(len(entry)), byte(len(entry)>>8))
	s.data = append(s.data, entry...)
}

// size is about how many bytes are in use in memory.
func (s *sorter) size() int { return len(s.data) + slotSize*len(s.slots) }

// spill writes what is in memory to a file, as a run. After an error the sorter
// has lost entries.
func (s *sorter) spill() error {
	err := s.write(0, func(w *bufio.Writer) error {
		s.sort(func(sorted []slot) {
			for i := range sorted {
				_, _ = w.Write(framedAt(s.data, sorted[i].at)) // an error comes again from Flush
			}
		})
		return nil
	})
	if err != nil {
		return err
	}
	s.data, s.slots = s.data[:0], s.slots[:0]
	for k := 0; k < len(s.levels) && len(s.levels[k].runs) == s.fanIn; k++ {
		if err := s.lift(k); err != nil {
			return err
		}
	}
	return nil
}

// lift makes all runs of a level one of the next.
func (s *sorter) lift(k int) error {
	var m merger
	if err := m.start(s.appendReaders(nil, &s.levels[k])); err != nil {
		return err
	}
	err := s.write(k+1, func(w *bufio.Writer) error {
		for len(m.heap) > 0 {
			if _, err := w.Write(m.heap[0].framed); err != nil {
				return s.temp.failed("written", err)
			}
			if err := m.next(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.levels[k].drop()
}

// write adds a run to a level: what fill writes.
func (s *sorter) write(k int, fill func(w *bufio.Writer) error) error {
	if k == len(s.levels) {
		s.levels = append(s.levels, level{})
	}
	l := &s.levels[k]
	if l.file == nil {
		var err error
		if l.file, err = s.temp.open(); err != nil {
			return err
		}
	}
	start := l.file.size
	w := bufio.NewWriterSize(l.file, s.buffer)
	if err := fill(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return s.temp.failed("written", err)
	}
	l.runs = append(l.runs, run{start, l.file.size})
	return nil
}

// appendSources appends all entries, as sorted sources that are good until the
// sorter changes.
func (s *sorter) appendSources(sources []source) []source {
	s.sort(func([]slot) {})
	s.inMemory = memory{data: s.data, slots: s.slots}
	sources = append(sources, &s.inMemory)
	for k := range s.levels {
		sources = s.appendReaders(sources, &s.levels[k])
	}
	return sources
}

// appendReaders appends the runs of a level.
func (s *sorter) appendReaders(sources []source, l *level) []source {
	for _, r := range l.runs {
		section := io.NewSectionReader(l.file, r.start, r.end-r.start)
		sources = append(sources, &reader{temp: &s.temp, in: bufio.NewReaderSize(section, s.buffer), left: r.end - r.start})
	}
	return sources
}

// clear forgets all entries and keeps the memory.
func (s *sorter) clear() error {
	s.data, s.slots = s.data[:0], s.slots[:0]
	var errs []error
	for k := range s.levels {
		errs = append(errs, s.levels[k].drop())
	}
	return errors.Join(errs...)
}

// close forgets everything and frees the memory.
func (s *sorter) close() error {
	err := s.clear()
	s.data, s.slots, s.levels, s.inMemory = nil, nil, nil, memory{}
	return err
}

// drop forgets the runs of a level, with their file.
func (l *level) drop() error {
	f := l.file
	l.file, l.runs = nil, l.runs[:0]
	if f == nil {
		return nil
	}
	return f.close()
}
