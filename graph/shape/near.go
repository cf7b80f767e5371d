package shape

import (
	"cmp"
	"errors"
	"slices"

	ways "github.com/dominikbraun/graph"
)

// near is what of a net lies near the cheapest way from an entity to the end: few
// entities, even of a large net, and all that the first ways lead over. The cheapest
// detours through it are found by dominikbraun/graph.
type near struct {
	*search
	from int

	// The entities that are near, and those that come next.
	nodes   []int
	within  []bool
	reached []int64 // from the beginning; of those near, the least
	queue   queue   // by the cost of the whole way through each

	// bound is a cost up to which every way lies within.
	bound int64
	arcs  []arc // by the cost of the cheapest walk over each
	graph ways.Graph[int, int]
}

// arc is a step that a way may take; through is the cost of the cheapest walk over it.
type arc struct {
	from, to int
	cost     int64
	through  int64
}

// mostArcs is how much of a net the detours are looked for in. A library that keeps
// its graph in maps takes some milliseconds to cross so much.
const mostArcs = 1 << 12

func newNear(s *search, from int) *near {
	n := &near{search: s, from: from, within: make([]bool, len(s.left)), reached: make([]int64, len(s.left))}
	for i := range n.reached {
		n.reached[i] = unreachable
	}
	n.reached[from] = 0
	n.queue.push(item{s.left[from], from})
	return n
}

// widen takes in so many entities, those first through whom the cheapest walk leads,
// or all from whom the end can be reached; and makes a graph of what ties them. An
// entity that only one other is tied to leads nowhere.
func (n *near) widen(size int) error {
	for len(n.queue) > 0 && (len(n.nodes) < size || !n.within[n.to]) {
		at := n.queue.pop().node
		if n.within[at] {
			continue
		}
		n.within[at] = true
		n.nodes = append(n.nodes, at)
		for _, next := range n.net.around(at) {
			to := int(next.at)
			cost := further(n.reached[at], n.costs[next.tie])
			if cost < n.reached[to] && !n.within[to] && (n.net.Neighbours(to) > 1 || to == n.to) {
				n.reached[to] = cost
				n.queue.push(item{cost + n.left[to], to})
			}
		}
	}
	n.bound = unreachable
	if len(n.queue) > 0 {
		n.bound = n.queue[0].cost - 1
	}
	n.gather()
	return n.build()
}

// gather lists the steps that a way within the bound may take, and lowers the bound
// where they are too many: never below the cheapest way.
func (n *near) gather() {
	n.arcs = n.arcs[:0]
	for _, from := range n.nodes {
		for _, next := range n.net.around(from) {
			to := int(next.at)
			if !n.within[to] || from == n.to || to == n.from {
				continue
			}
			cost := n.costs[next.tie]
			if through := n.reached[from] + cost + n.left[to]; through <= n.bound {
				n.arcs = append(n.arcs, arc{from, to, cost, through})
			}
		}
	}
	slices.SortFunc(n.arcs, func(a, b arc) int { return cmp.Or(cmp.Compare(a.through, b.through), a.from-b.from, a.to-b.to) })
	if len(n.arcs) > mostArcs {
		n.bound = max(n.arcs[mostArcs].through-1, n.left[n.from])
		n.arcs = n.arcs[:slices.IndexFunc(n.arcs, func(a arc) bool { return a.through > n.bound })]
	}
}

// narrow leaves out the steps that no way of at most that cost takes, where these are
// half of them or more: the library looks at all that there are each time.
func (n *near) narrow(cost int64) error {
	left := slices.IndexFunc(n.arcs, func(a arc) bool { return a.through > cost })
	if left < 0 || 2*left > len(n.arcs) {
		return nil
	}
	n.arcs = n.arcs[:left]
	return n.build()
}

// whole reports whether there is no way but those within.
func (n *near) whole() bool { return n.bound == unreachable }

// build makes the library's graph. The weight of a step is by how much it leads farther
// about than the cheapest way on from where it begins: nothing for a step on that
// way. Such weights put ways in the same order as their costs, and stay small enough
// that the library's sums, which are floating-point numbers, are exact.
func (n *near) build() error {
	n.graph = ways.New(ways.IntHash, ways.Directed(), ways.Weighted())
	var ends []int
	for _, a := range n.arcs {
		ends = append(ends, a.from, a.to)
	}
	slices.Sort(ends)
	for _, node := range slices.Compact(ends) {
		if err := n.graph.AddVertex(node); err != nil {
			return err
		}
	}
	return n.open(n.arcs)
}

func (n *near) open(arcs []arc) error {
	for _, a := range arcs {
		if err := n.graph.AddEdge(a.from, a.to, ways.EdgeWeight(int(a.cost+n.left[a.to]-n.left[a.from]))); err != nil {
			return err
		}
	}
	return nil
}

func (n *near) close(arcs []arc) error {
	for _, a := range arcs {
		if err := n.graph.RemoveEdge(a.from, a.to); err != nil {
			return err
		}
	}
	return nil
}

// detour returns the cheapest route that begins with the root, goes on to none of
// those that are barred, and passes nobody twice; or nil.
func (n *near) detour(root, barred []int) ([]int, error) {
	spur := root[len(root)-1]
	var shut []arc
	exits := 0
	for _, a := range n.arcs {
		switch {
		case slices.Contains(root, a.to) || a.from == spur && slices.Contains(barred, a.to):
			shut = append(shut, a)
		case a.from == spur:
			exits++
		}
	}
	if exits == 0 {
		return nil, nil
	}
	if err := n.close(shut); err != nil {
		return nil, err
	}
	way, err := ways.ShortestPath(n.graph, spur, n.to)
	if err := n.open(shut); err != nil {
		return nil, err
	}
	if errors.Is(err, ways.ErrTargetNotReachable) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return slices.Concat(root[:len(root)-1], way), nil
}
