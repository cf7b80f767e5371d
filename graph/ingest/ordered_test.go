package ingest

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"testing"
)

// endless counts up for ever and notes how far it came.
func endless(at *atomic.Int64) func(context.Context) iter.Seq[int] {
	return func(context.Context) iter.Seq[int] {
		return func(yield func(int) bool) {
			for i := 0; yield(i); i++ {
				at.Store(int64(i))
			}
		}
	}
}

func TestItemsAreAskedForOnlyAsTheyAreTaken(t *testing.T) {
	const workers, enough = 3, 1000
	var asked atomic.Int64
	stop := errors.New("enough")
	n := 0
	err := orderedSeq(context.Background(), workers, endless(&asked), func(_ context.Context, i int) int { return i * i },
		func(i, square int) error {
			if i != n || square != i*i {
				t.Fatalf("item %d with %d came in place of %d", i, square, n)
			}
			if ahead := asked.Load() - int64(i); ahead > 4*workers {
				t.Fatalf("%d items were asked for before item %d was taken", ahead, i)
			}
			if n++; n == enough {
				return stop
			}
			return nil
		})
	if !errors.Is(err, stop) {
		t.Errorf("an endless sequence ended with %v", err)
	}
}

func TestOrderedStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var asked atomic.Int64
	err := orderedSeq(ctx, 2, endless(&asked), func(_ context.Context, i int) int { return i }, func(i, _ int) error {
		if i == 100 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's end", err)
	}
}
