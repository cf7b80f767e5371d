package shape

import (
	"hash/fnv"
	"math"
)

// search knows what each step costs and how far everybody is from the end of a way,
// which tells it where to look first.
type search struct {
	net   *Net
	to    int
	costs []int64 // of ties, with their lots
	left  []int64 // from each entity to the end; unreachable for none
}

// Many ways cost the same, and a library that finds the cheapest takes one of them by
// chance. So each tie draws a lot, which its ends' IDs decide, and which is added to
// its cost where it matters to nothing else: the lots of sixty-four steps together are
// less than the least difference of costs. Where one search chooses among a thousand
// equal ways, the chance that two of the first draw the same is about one in ten
// thousand.
const (
	lotBits  = 24
	costBits = lotBits + 6
)

// A way farther than that counts as no farther, so that sums have no end to run over:
// it would have thousands of steps.
const (
	farthest    = math.MaxInt64 / 4
	unreachable = math.MaxInt64
)

func further(cost, step int64) int64 { return min(cost+step, farthest) }

func newSearch(n *Net, to int, by By) *search {
	s := &search{net: n, to: to, costs: make([]int64, len(n.Ties)), left: make([]int64, len(n.Entities))}
	names := make([]uint64, len(n.Entities))
	for i := range n.Entities {
		h := fnv.New64a()
		h.Write([]byte(n.Entities[i].ID))
		names[i] = h.Sum64()
	}
	for i := range n.Ties {
		t := &n.Ties[i]
		s.costs[i] = t.cost(by)<<costBits + lot(names[t.A], names[t.B])
	}
	for i := range s.left {
		s.left[i] = unreachable
	}
	s.left[to] = 0
	ahead := queue{{0, to}}
	for len(ahead) > 0 {
		at := ahead.pop()
		if at.cost > s.left[at.node] {
			continue
		}
		for _, next := range n.around(at.node) {
			if cost := further(at.cost, s.costs[next.tie]); cost < s.left[next.at] {
				s.left[next.at] = cost
				ahead.push(item{cost, int(next.at)})
			}
		}
	}
	return s
}

// lot mixes the hashes of two IDs, the lesser ID's first, as SplitMix64 ends.
func lot(a, b uint64) int64 {
	x := a*0x9e3779b97f4a7c15 + b
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return int64(x >> (64 - lotBits))
}

func (s *search) costOf(nodes []int) (sum int64) {
	for i := 1; i < len(nodes); i++ {
		sum = further(sum, s.costs[s.net.between(nodes[i-1], nodes[i])])
	}
	return sum
}
