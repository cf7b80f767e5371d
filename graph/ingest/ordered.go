package ingest

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// ordered calls work for 0 to n-1 from a number of goroutines, and take with
// each result in order, from the caller's own. It stops at take's first error,
// or when ctx ends, and returns that once all work has come back. At most a few
// results for each worker wait to be taken.
func ordered[T any](ctx context.Context, workers, n int, work func(context.Context, int) T, take func(int, T) error) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan T, 2*workers)
	var group errgroup.Group
	group.SetLimit(workers)
	go func() {
		defer close(queue)
		for i := range n {
			slot := make(chan T, 1)
			select {
			case queue <- slot:
			case <-inner.Done():
				return
			}
			group.Go(func() error {
				slot <- work(inner, i)
				return nil
			})
		}
	}()
	var err error
	i := 0
	for slot := range queue {
		v := <-slot
		if err == nil {
			if err = ctx.Err(); err == nil {
				err = take(i, v)
			}
			if err != nil {
				cancel()
			}
		}
		i++
	}
	if err == nil && i < n {
		err = ctx.Err()
	}
	return err
}
