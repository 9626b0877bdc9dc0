package stream_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/verdict-id/verdict/internal/stream"
)

// limits let three chunks be on their way.
var limits = stream.Limits{Ahead: 3, Least: 1}

// numbers hands over the numbers from 0, each in a chunk.
func numbers(n int) func(context.Context, *stream.Stream[int]) {
	return func(ctx context.Context, s *stream.Stream[int]) {
		for i := range n {
			c := s.Take()
			c.Value = i
			if !s.Hand(ctx, c, 1) {
				return
			}
		}
	}
}

// upTo are the numbers from 0.
func upTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func nothing(int, *int) {}

// TestOrder: whatever the workers do, what they worked on is taken over in order,
// and every worker has its own number.
func TestOrder(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex
			seen := map[int]int{}
			var got []int
			err := stream.Run(t.Context(), limits, workers, numbers(1000), func(worker int, v *int) {
				mu.Lock()
				defer mu.Unlock()
				seen[worker]++
			}, func(v *int) error {
				got = append(got, *v)
				return nil
			})
			if diff := cmp.Diff(upTo(1000), got); diff != "" || err != nil {
				t.Errorf("%v, or another order (-want +got):\n%s", err, diff)
			}
			total := 0
			for worker, n := range seen {
				if worker < 0 || worker >= workers {
					t.Errorf("there is no worker %d of %d", worker, workers)
				}
				total += n
			}
			if total != 1000 {
				t.Errorf("the workers had %d chunks, want 1000", total)
			}
		})
	}
}

// TestDone: when the context is done, what was handed before is still worked on
// and taken over, nothing more is handed, and a read that never returns holds
// nobody up.
func TestDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		forever, release := make(chan struct{}), make(chan struct{})
		later := make(chan bool, 1)
		worked, got := 0, 0
		read := func(ctx context.Context, s *stream.Stream[int]) {
			numbers(3)(ctx, s)
			stop()
			<-forever
			later <- s.Hand(ctx, s.Take(), 1)
		}
		go func() {
			synctest.Wait() // until the context is done and all wait for the worker
			close(release)
		}()
		err := stream.Run(ctx, limits, 1, read, func(int, *int) {
			<-release
			worked++
		}, func(*int) error {
			got++
			return nil
		})
		if !errors.Is(err, context.Canceled) || worked != 3 || got != 3 {
			t.Errorf("%v after %d chunks worked on and %d taken over, want 3 and that the context was canceled", err, worked, got)
		}
		close(forever)
		if <-later {
			t.Error("a chunk was taken after the end")
		}
	})
}

// TestOverError: an error of taking over is the last, and ends the reader, though
// it would go on for ever.
func TestOverError(t *testing.T) {
	broken := errors.New("broken")
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan struct{})
		got := 0
		err := stream.Run(t.Context(), limits, 2, func(ctx context.Context, s *stream.Stream[int]) {
			defer close(ended)
			for s.Hand(ctx, s.Take(), 1) {
			}
		}, nothing, func(*int) error {
			if got++; got == 5 {
				return broken
			}
			return nil
		})
		if !errors.Is(err, broken) || got != 5 {
			t.Errorf("%v after %d chunks, want broken after 5", err, got)
		}
		<-ended
	})
}

// TestAhead: the reader waits when as much is on its way as may be, and chunks are
// used again.
func TestAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handed, made := 0, map[*stream.Chunk[int]]bool{}
		gate := make(chan struct{})
		go func() {
			synctest.Wait()
			if handed != 3 {
				t.Errorf("%d chunks were handed before one was taken over, want 3", handed)
			}
			close(gate)
		}()
		err := stream.Run(t.Context(), limits, 2, func(ctx context.Context, s *stream.Stream[int]) {
			for range 100 {
				c := s.Take()
				made[c] = true
				if !s.Hand(ctx, c, 1) {
					return
				}
				handed++
			}
		}, nothing, func(*int) error {
			<-gate
			return nil
		})
		if err != nil || handed != 100 || len(made) > 4 {
			t.Errorf("%v: %d chunks were handed and %d made, want 100 and at most 4", err, handed, len(made))
		}
	})
}

// TestReadPanics: a panic of the reader is one of Run, where the caller can recover
// from it; a reader whose goroutine ends is an error, and never a quiet end.
func TestReadPanics(t *testing.T) {
	over := func(*int) error { return nil }
	func() {
		defer func() {
			if got := recover(); got != "reader" {
				t.Errorf("Run panics with %v, want what the reader did", got)
			}
		}()
		stream.Run(t.Context(), limits, 2, func(context.Context, *stream.Stream[int]) { panic("reader") }, nothing, over)
		t.Error("Run returned")
	}()
	err := stream.Run(t.Context(), limits, 2, func(context.Context, *stream.Stream[int]) { runtime.Goexit() }, nothing, over)
	if err == nil {
		t.Error("a reader that ended its goroutine gives no error")
	}
}
