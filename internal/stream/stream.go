// Package stream works on a long input piece by piece, on all cores: one
// goroutine reads pieces into chunks, workers work on the chunks, and what comes
// of them is taken over in the order in which they were read. However long the
// input is and however many workers there are, only so much is held at a time.
package stream

import (
	"context"
	"errors"
	"sync"
)

// Limits bound what is on its way.
type Limits struct {
	Ahead int // the sizes of all chunks that are not taken over yet; or there is one, as large as it may be
	Least int // what each counts for at least
}

// Chunk is some part of the input, with what comes of it. Chunks are used again:
// Value is as it was when it was taken over.
type Chunk[V any] struct {
	Value V
	size  int
	ready chan struct{} // takes one signal: the work is done
}

// Stream is chunks on their way. They go round: from the reader to the workers
// and, in order, to the one who takes over, and from there back.
type Stream[V any] struct {
	limits            Limits
	todo, order, back chan *Chunk[V] // each has room for all chunks that there can be

	ended  context.Context // done when nothing is taken over any more
	handed sync.Mutex      // held while a chunk is handed, and while it is seen that none is
	flying int             // sizes of the chunks that did not come back; the reader's
	free   []*Chunk[V]     // those that did; the reader's

	broken   bool // read did not return; the reader's, until it has ended
	panicked any  // why
}

// Run calls read, which fills chunks that it gets from Take and gives them to
// Hand; work for each of them, in one of several goroutines that are numbered
// from 0; and then over for one after the other, in their order.
//
// A panic of read is one of Run. The error is that of over, after which nothing is taken over any more; or that
// of ctx: then everything is that was handed before ctx was done. Everything has
// ended when Run returns, but for one case: an error does not wait for a read
// that is under way. When that gets to Hand, it is the last.
func Run[V any](ctx context.Context, l Limits, workers int, read func(context.Context, *Stream[V]), work func(worker int, v *V), over func(v *V) error) error {
	chunks := func() chan *Chunk[V] { return make(chan *Chunk[V], l.Ahead/l.Least+1) }
	ended, end := context.WithCancel(context.WithoutCancel(ctx))
	s := &Stream[V]{limits: l, todo: chunks(), order: chunks(), back: chunks(), ended: ended}
	var working sync.WaitGroup
	defer working.Wait()
	defer end()
	go s.read(func() { read(ctx, s) })
	for worker := range workers {
		working.Go(func() { s.work(func(v *V) { work(worker, v) }) })
	}
	err := s.over(ctx, over)
	if err == nil && s.broken {
		if s.panicked != nil {
			panic(s.panicked)
		}
		return errBroken
	}
	return err
}

var errBroken = errors.New("reading ended its goroutine before it came to an end")

// read reads to the end. A panic is kept for Run, in whose goroutine it belongs.
func (s *Stream[V]) read(read func()) {
	defer close(s.order)
	defer close(s.todo)
	s.broken = true
	defer func() { s.panicked = recover() }()
	read()
	s.broken = false
}

// Take gives the reader a chunk to fill, one that came back if there is any.
func (s *Stream[V]) Take() *Chunk[V] {
	n := len(s.free)
	if n == 0 {
		return &Chunk[V]{ready: make(chan struct{}, 1)}
	}
	c := s.free[n-1]
	s.free = s.free[:n-1]
	return c
}

// Idle tells the reader whether everything that it handed over came back.
func (s *Stream[V]) Idle() bool {
	for s.flying > 0 {
		select {
		case back := <-s.back:
			s.comesBack(back)
		default:
			return false
		}
	}
	return true
}

func (s *Stream[V]) comesBack(c *Chunk[V]) {
	s.flying -= c.size
	s.free = append(s.free, c)
}

// Hand gives a chunk of some size to the workers, once there is room for it. It
// gives false where nobody wants it any more.
func (s *Stream[V]) Hand(ctx context.Context, c *Chunk[V], size int) bool {
	c.size = max(size, s.limits.Least)
	for s.flying > 0 && s.flying+c.size > s.limits.Ahead {
		select {
		case back := <-s.back:
			s.comesBack(back)
		case <-s.ended.Done():
			return false
		}
	}
	s.handed.Lock()
	defer s.handed.Unlock()
	if ctx.Err() != nil || s.ended.Err() != nil {
		return false
	}
	s.flying += c.size
	s.todo <- c
	s.order <- c
	return true
}

// work works on chunks until there are no more.
func (s *Stream[V]) work(work func(v *V)) {
	for {
		select {
		case c, ok := <-s.todo:
			if !ok {
				return
			}
			work(&c.Value)
			c.ready <- struct{}{}
		case <-s.ended.Done():
			return
		}
	}
}

// over takes over each chunk as soon as it is ready, and those before it were
// taken over.
func (s *Stream[V]) over(ctx context.Context, over func(v *V) error) error {
	for {
		c, err := s.next(ctx)
		if c == nil || err != nil {
			return err
		}
		<-c.ready
		if err := over(&c.Value); err != nil {
			return err
		}
		s.back <- c
	}
}

// next waits for the next chunk. There is none at the end; and where ctx is done,
// once all that were handed are taken over.
func (s *Stream[V]) next(ctx context.Context) (*Chunk[V], error) {
	select {
	case c := <-s.order:
		return c, nil
	case <-ctx.Done():
	}
	s.handed.Lock()
	defer s.handed.Unlock()
	select {
	case c := <-s.order:
		if c != nil {
			return c, nil
		}
	default:
	}
	return nil, ctx.Err()
}
