package shape

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// By says which ways come first.
type By string

// Hops puts ways of fewest steps first, and of equally many those over surer claims;
// Confidence the ways whose steps are the surest together.
const (
	Hops       By = "hops"
	Confidence By = "confidence"
)

// Way leads from one entity to another over claims in either direction, and passes
// nobody twice.
type Way struct {
	Steps []Step
	// Confidence is the product of the steps'.
	Confidence float64
}

// Step goes from one entity to the next by everything that ties the two: the
// strongest status and the most claims first. An edge whose From is not the step's
// is walked against its direction.
type Step struct {
	From, To graph.Entity
	Edges    []view.Edge
	// Confidence is that of the surest claim.
	Confidence float64
}

// Ways returns the k first ways between two entities, given by their IDs; fewer
// where there are no more. The ways are found by Yen's algorithm (1971): each
// further way leaves an earlier one at some entity and rejoins it by the cheapest
// detour. Ways of the same cost come in the order of their entities' IDs. The end of
// ctx is its only error.
func (n *Net) Ways(ctx context.Context, from, to string, k int, by By) ([]Way, error) {
	a, ok1 := n.Number(from)
	b, ok2 := n.Number(to)
	if !ok1 || !ok2 || a == b || k <= 0 {
		return nil, nil
	}
	routes, err := newSearch(n, b, by).yen(ctx, a, k)
	if err != nil {
		return nil, err
	}
	ways := make([]Way, len(routes))
	for i, r := range routes {
		ways[i] = n.way(r.nodes)
	}
	return ways, nil
}

// way tells what lies on a route.
func (n *Net) way(nodes []int) Way {
	w := Way{Confidence: 1}
	for i := 1; i < len(nodes); i++ {
		t := &n.Ties[n.between(nodes[i-1], nodes[i])]
		s := Step{
			From: n.Entities[nodes[i-1]], To: n.Entities[nodes[i]],
			Edges: t.edges(n.schema), Confidence: t.confidence(),
		}
		w.Steps = append(w.Steps, s)
		w.Confidence *= s.Confidence
	}
	return w
}

// confidence is that of the surest claim or inference.
func (t *Tie) confidence() float64 {
	best := 0.0
	for _, c := range t.Claims {
		best = max(best, c.Confidence)
	}
	for i := range t.Inferred {
		best = max(best, t.Inferred[i].Confidence())
	}
	return min(best, 1)
}

// The cost of a step, in whole numbers, which add up the same in any order. By hops,
// a step costs as much as the doubt of thousands of steps, in thousandths. By
// confidence it costs the logarithm, so that the cheapest way is the one whose
// product is greatest, and a trifle, so that of equally sure ways the shortest is
// first; no step is so unsure that its logarithm would have no end.
const (
	hopCost     = 1 << 32
	logCost     = 1 << 30
	leastSure   = 0.001
	unreachable = math.MaxInt64
)

func (t *Tie) cost(by By) int64 {
	c := t.confidence()
	if by == Confidence {
		return 1 + int64(math.Round(-math.Log(max(c, leastSure))*logCost))
	}
	return hopCost + int64(math.Round((1-c)*1000))
}

// route is a way by the numbers of its entities.
type route struct {
	nodes []int
	cost  int64
}

func compareRoutes(a, b route) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), slices.Compare(a.nodes, b.nodes))
}

// search finds cheapest ways to one entity. It knows what each step costs and how
// far everybody is from the end, which tells it where to look first.
type search struct {
	net   *Net
	to    int
	costs []int64 // of ties
	left  []int64 // from each entity to the end; unreachable for none

	// Of the detour being looked for; round tells what is of an earlier one.
	reached []int64
	before  []int
	seen    []int
	round   int
	queue   queue
}

func newSearch(n *Net, to int, by By) *search {
	s := &search{
		net: n, to: to, costs: make([]int64, len(n.Ties)), left: make([]int64, len(n.Entities)),
		reached: make([]int64, len(n.Entities)), before: make([]int, len(n.Entities)), seen: make([]int, len(n.Entities)),
	}
	for i := range n.Ties {
		s.costs[i] = n.Ties[i].cost(by)
	}
	for i := range s.left {
		s.left[i] = unreachable
	}
	s.left[to] = 0
	s.queue.push(item{0, to})
	for len(s.queue) > 0 {
		at := s.queue.pop()
		if at.cost > s.left[at.node] {
			continue
		}
		for _, next := range n.around(at.node) {
			if cost := at.cost + s.costs[next.tie]; cost < s.left[next.at] {
				s.left[next.at] = cost
				s.queue.push(item{cost, int(next.at)})
			}
		}
	}
	return s
}

// yen returns the k cheapest routes from an entity to the end, cheapest first.
func (s *search) yen(ctx context.Context, from, k int) ([]route, error) {
	first := s.detour([]int{from}, nil)
	if first == nil {
		return nil, nil
	}
	found := []route{{first, s.costOf(first)}}
	var candidates []route
	for len(found) < k {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		last := found[len(found)-1].nodes
		for i := range len(last) - 1 {
			nodes := s.detour(last[:i+1], exits(found, last[:i+1]))
			if nodes == nil {
				continue
			}
			r := route{nodes, s.costOf(nodes)}
			if at, known := slices.BinarySearchFunc(candidates, r, compareRoutes); !known {
				candidates = slices.Insert(candidates, at, r)
			}
		}
		if len(candidates) == 0 {
			break
		}
		found = append(found, candidates[0])
		candidates = candidates[1:]
	}
	return found, nil
}

// exits returns to whom the routes found so far go after the root.
func exits(found []route, root []int) (barred []int) {
	for _, r := range found {
		if len(r.nodes) > len(root) && slices.Equal(r.nodes[:len(root)], root) {
			barred = append(barred, r.nodes[len(root)])
		}
	}
	return barred
}

// detour returns the cheapest route that begins with the root, goes on to none of
// those that are barred, and passes nobody twice; or nil. It is an A* search, which
// looks first where the rest of the way would be cheapest if nobody were barred.
func (s *search) detour(root, barred []int) []int {
	spur := root[len(root)-1]
	if s.left[spur] == unreachable {
		return nil
	}
	s.round++
	for _, node := range root {
		s.seen[node], s.reached[node] = s.round, -1 // nothing is cheaper
	}
	s.queue = s.queue[:0]
	enter := func(node, from int, cost int64) {
		if s.left[node] != unreachable && (s.seen[node] != s.round || cost < s.reached[node]) {
			s.seen[node], s.reached[node], s.before[node] = s.round, cost, from
			s.queue.push(item{cost + s.left[node], node})
		}
	}
	for _, next := range s.net.around(spur) {
		if !slices.Contains(barred, int(next.at)) {
			enter(int(next.at), spur, s.costs[next.tie])
		}
	}
	for len(s.queue) > 0 {
		at := s.queue.pop()
		if at.node == s.to {
			return s.trace(root)
		}
		reached := s.reached[at.node]
		if at.cost > reached+s.left[at.node] {
			continue
		}
		for _, next := range s.net.around(at.node) {
			enter(int(next.at), at.node, reached+s.costs[next.tie])
		}
	}
	return nil
}

// trace returns the route that the search took from the root's end.
func (s *search) trace(root []int) []int {
	var back []int
	for at := s.to; at != root[len(root)-1]; at = s.before[at] {
		back = append(back, at)
	}
	slices.Reverse(back)
	return slices.Concat(root, back)
}

func (s *search) costOf(nodes []int) (sum int64) {
	for i := 1; i < len(nodes); i++ {
		sum += s.costs[s.net.between(nodes[i-1], nodes[i])]
	}
	return sum
}
