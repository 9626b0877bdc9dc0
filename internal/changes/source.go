package changes

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// source gives sorted entries one after the other, framed, and nil at the end. An
// entry is good until the next is asked for.
type source interface{ next() ([]byte, error) }

// memory is a source of sorted slots.
type memory struct {
	data  []byte
	slots []slot
}

func (m *memory) next() ([]byte, error) {
	if len(m.slots) == 0 {
		return nil, nil
	}
	framed := framedAt(m.data, m.slots[0].at)
	m.slots = m.slots[1:]
	return framed, nil
}

// reader is a source that reads a run.
type reader struct {
	temp *temp
	in   *bufio.Reader
	left int64 // bytes that were not read yet, with the entry that was given last
	last int   // the length of that entry
}

func (r *reader) next() ([]byte, error) {
	_, _ = r.in.Discard(r.last) // it is in the buffer
	r.left -= int64(r.last)
	if r.left == 0 {
		return nil, nil
	}
	length, err := r.in.Peek(frame)
	if err != nil {
		return nil, r.failed(err)
	}
	r.last = frame + int(binary.LittleEndian.Uint16(length))
	framed, err := r.in.Peek(r.last)
	if err != nil {
		return nil, r.failed(err)
	}
	return framed, nil
}

// failed is an error of reading. A run never ends before its end.
func (r *reader) failed(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return r.temp.failed("read", err)
}

// merger gives the entries of several sources in order: a heap of them, by the
// entry that each gives next.
type merger struct{ heap []front }

type front struct {
	key    uint64 // the first bytes of the entry
	framed []byte
	source
}

// start begins to read sources.
func (m *merger) start(sources []source) error {
	m.heap = m.heap[:0]
	for _, s := range sources {
		f := front{source: s}
		if err := f.advance(); err != nil {
			return err
		}
		if f.framed != nil {
			m.heap = append(m.heap, f)
		}
	}
	for i := len(m.heap)/2 - 1; i >= 0; i-- {
		m.sink(i)
	}
	return nil
}

// head gives the least entry that was not passed yet; nil at the end. It is good
// until next.
func (m *merger) head() []byte {
	if len(m.heap) == 0 {
		return nil
	}
	return m.heap[0].framed[frame:]
}

// next passes the head.
func (m *merger) next() error {
	if err := m.heap[0].advance(); err != nil {
		return err
	}
	if m.heap[0].framed == nil {
		last := len(m.heap) - 1
		m.heap[0] = m.heap[last]
		m.heap = m.heap[:last]
	}
	m.sink(0)
	return nil
}

// sink moves a front down to where it belongs.
func (m *merger) sink(i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(m.heap); child++ {
			if m.heap[child].before(&m.heap[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		m.heap[i], m.heap[least] = m.heap[least], m.heap[i]
		i = least
	}
}

func (f *front) advance() (err error) {
	if f.framed, err = f.source.next(); f.framed != nil {
		f.key = keyOf(f.framed[frame:])
	}
	return err
}

func (f *front) before(g *front) bool {
	if f.key != g.key {
		return f.key < g.key
	}
	return bytes.Compare(f.framed[frame:], g.framed[frame:]) < 0
}
