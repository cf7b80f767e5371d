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
	o.counted = counter{}
	o.votes.names, o.votes.types, o.votes.aliases, o.votes.links = counter{}, counter{}, counter{}, counter{}
	o.near.companies, o.near.facts, o.near.shown = map[int][]int32{}, map[int]facts{}, make([]int32, len(r.all))
	o.near.tells = make([]uint8, len(r.all))
	o.near.seen, o.near.round = make([]int32, len(r.all)), 0
	o.near.keeps, o.near.among = make([]uint64, len(r.all)), make([]uint64, len(r.all))
	o.near.firsts, o.near.met, o.near.scratch, o.near.numbers = nil, nil, nil, nil
	o.near.shares = counter{}
	o.near.besides, o.near.scores, o.near.others = nil, nil, nil
	return &o
}
