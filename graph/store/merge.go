package store

import "container/heap"

// A sortedRun gives what it holds one after the other, in order: next moves to the next
// one and reports false at the end.
type sortedRun interface{ next() (bool, error) }

// mergeRuns hands on each of some runs as often as it holds something, when what it
// stands at is the least of all by less. No run has been moved yet.
func mergeRuns[R sortedRun](runs []R, less func(a, b R) bool, take func(R) error) error {
	h := runHeap[R]{less: less}
	for _, r := range runs {
		if more, err := r.next(); err != nil {
			return err
		} else if more {
			h.runs = append(h.runs, r)
		}
	}
	heap.Init(&h)
	for len(h.runs) > 0 {
		r := h.runs[0]
		if err := take(r); err != nil {
			return err
		}
		if more, err := r.next(); err != nil {
			return err
		} else if more {
			heap.Fix(&h, 0)
		} else {
			heap.Pop(&h)
		}
	}
	return nil
}

// runHeap is a heap.Interface of runs.
type runHeap[R any] struct {
	runs []R
	less func(a, b R) bool
}

func (h *runHeap[R]) Len() int           { return len(h.runs) }
func (h *runHeap[R]) Less(i, j int) bool { return h.less(h.runs[i], h.runs[j]) }
func (h *runHeap[R]) Swap(i, j int)      { h.runs[i], h.runs[j] = h.runs[j], h.runs[i] }
func (h *runHeap[R]) Push(x any)         { h.runs = append(h.runs, x.(R)) }
func (h *runHeap[R]) Pop() any {
	last := len(h.runs) - 1
	r := h.runs[last]
	h.runs = h.runs[:last]
	return r
}
