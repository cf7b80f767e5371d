package resolve

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// fewest is how many things make it worth while to share them out among the cores.
// (Tests have fewer.)
var fewest = 500

// shareOut has n things done, on all cores: work is given the groups as one core looks at
// them, and returns what does the thing of a number. No group may move meanwhile.
func (r *groups) shareOut(n int, work func(r *groups) func(i int)) {
	workers := runtime.GOMAXPROCS(0)
	if n < fewest || workers < 2 {
		do := work(r)
		for i := range n {
			do(i)
		}
		return
	}
	for i := range r.all {
		r.find(i) // so that nobody has to shorten the way to it
	}
	const some = 32 // at a time
	var next atomic.Int64
	var all sync.WaitGroup
	for range workers {
		do := work(r.side())
		all.Go(func() {
			for {
				to := int(next.Add(some))
				if to-some >= n {
					return
				}
				for i := to - some; i < min(to, n); i++ {
					do(i)
				}
			}
		})
	}
	all.Wait()
}

// side returns the same groups with scratch paper of its own.
func (r *groups) side() *groups {
	o := *r
	o.counted, o.votes = counter{}, ballots{}
	o.near = near{common: r.near.common, named: r.near.named, from: r.near.from}
	o.near.remember(len(r.all))
	o.near.meeting(len(r.all))
	return &o
}
