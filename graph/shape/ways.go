package shape

import (
	"context"
	"fmt"
	"math"

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
// where there are no more, or none that keeps to some thousands of entities about the
// first. Ways of the same cost come in an order that a hash of their entities' IDs
// gives, the same every time, whatever else the graph holds. The end of ctx is its
// only error.
func (n *Net) Ways(ctx context.Context, from, to string, k int, by By) ([]Way, error) {
	a, ok1 := n.Number(from)
	b, ok2 := n.Number(to)
	if !ok1 || !ok2 || a == b || k <= 0 {
		return nil, nil
	}
	routes, err := newSearch(n, b, by).yen(ctx, a, k)
	if err != nil {
		return nil, fmt.Errorf("looking for ways from %s to %s: %w", from, to, err)
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
// a step costs as much as the doubt of a hundred steps, in thousandths. By
// confidence it costs the logarithm, so that the cheapest way is the one whose
// product is greatest, and a trifle, so that of equally sure ways the shortest is
// first; no step is so unsure that its logarithm would have no end.
const (
	hopCost   = 1 << 17
	logCost   = 1 << 18
	leastSure = 0.001
)

func (t *Tie) cost(by By) int64 {
	c := t.confidence()
	if by == Confidence {
		return 1 + int64(math.Round(-math.Log(max(c, leastSure))*logCost))
	}
	return hopCost + int64(math.Round((1-c)*1000))
}
