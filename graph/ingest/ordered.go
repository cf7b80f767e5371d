package ingest

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// ordered calls work for 0 to n-1 from a number of goroutines, and take with
// each result in order, as orderedSeq does.
func ordered[T any](ctx context.Context, workers, n int, work func(context.Context, int) T, take func(int, T) error) error {
	numbers := func(context.Context) iter.Seq[int] {
		return func(yield func(int) bool) {
			for i := range n {
				if !yield(i) {
					return
				}
			}
		}
	}
	return orderedSeq(ctx, workers, numbers, work, take)
}

// orderedSeq calls work for each item from a number of goroutines, and take with
// each result in the order of the items, from the caller's own. It stops at take's
// first error, or when ctx ends, and returns that once all work has come back. At
// most a few results for each worker wait to be taken, and no more items than that
// are asked for: however many there are, memory holds a few.
//
// items runs in a goroutine of its own. Where it may wait for the world, it has to
// give up when its context ends.
func orderedSeq[S, T any](ctx context.Context, workers int, items func(context.Context) iter.Seq[S], work func(context.Context, S) T, take func(S, T) error) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	type slot struct {
		item   S
		result chan T
	}
	queue := make(chan slot, 2*workers)
	var group errgroup.Group
	group.SetLimit(workers)
	whole := false // whether all items were handed out; read once queue is closed
	go func() {
		defer close(queue)
		for item := range items(inner) {
			s := slot{item, make(chan T, 1)}
			select {
			case queue <- s:
			case <-inner.Done():
				return
			}
			group.Go(func() error {
				s.result <- work(inner, s.item)
				return nil
			})
		}
		whole = inner.Err() == nil
	}()
	var err error
	for s := range queue {
		v := <-s.result
		if err == nil {
			if err = ctx.Err(); err == nil {
				err = take(s.item, v)
			}
			if err != nil {
				cancel()
			}
		}
	}
	if err == nil && !whole {
		err = ctx.Err()
	}
	return err
}
