package layout

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// tree returns a random graph of n nodes: a tree with hubs, and a few more edges.
func tree(seed uint64, n int) ([]Size, []Edge) {
	rng := rand.New(rand.NewPCG(seed, 7))
	nodes := make([]Size, n)
	var edges []Edge
	for i := range nodes {
		nodes[i] = Size{40 + 120*rng.Float64(), 24 + 16*float64(rng.IntN(2))}
		if i > 0 {
			edges = append(edges, Edge{rng.IntN(1 + i/3), i, Size{60, 15}})
		}
		if i > 4 && rng.IntN(4) == 0 {
			edges = append(edges, Edge{rng.IntN(i), rng.IntN(i), Size{80, 15}})
		}
	}
	return nodes, edges
}

func overlaps(a Point, as Size, b Point, bs Size) bool {
	return math.Abs(a.X-b.X) < (as.W+bs.W)/2-0.5 && math.Abs(a.Y-b.Y) < (as.H+bs.H)/2-0.5
}

func TestNothingIsHidden(t *testing.T) {
	for seed := range uint64(6) {
		nodes, edges := tree(seed, 10+10*int(seed))
		p := Place(nodes, edges)
		hidden := 0
		for i := range nodes {
			for j := range i {
				if overlaps(p.Nodes[i], nodes[i], p.Nodes[j], nodes[j]) {
					t.Errorf("seed %d: nodes %d and %d lie on each other", seed, i, j)
				}
			}
			for k := range edges {
				if overlaps(p.Nodes[i], nodes[i], p.Edges[k].Label, edges[k].Label) {
					hidden++
				}
			}
		}
		if hidden > len(edges)/20 {
			t.Errorf("seed %d: %d of %d labels lie on nodes", seed, hidden, len(edges))
		}
	}
}

func TestEverythingIsOnThePage(t *testing.T) {
	nodes, edges := tree(3, 40)
	nodes = append(nodes, Size{50, 20}, Size{50, 20}, Size{50, 20}) // three on their own, two of them tied
	edges = append(edges, Edge{41, 42, Size{30, 12}}, Edge{2, 2, Size{30, 12}})
	p := Place(nodes, edges)
	on := func(at Point) bool { return at.X >= 0 && at.Y >= 0 && at.X <= p.Width && at.Y <= p.Height }
	for i, at := range p.Nodes {
		if !on(Point{at.X - nodes[i].W/2, at.Y - nodes[i].H/2}) || !on(Point{at.X + nodes[i].W/2, at.Y + nodes[i].H/2}) {
			t.Errorf("node %d at %v is not on the page of %g by %g", i, at, p.Width, p.Height)
		}
	}
	for i, c := range p.Edges {
		if mid := c.At(0.5); mid.sub(c.Label).length() > 1 {
			t.Errorf("edge %d passes %v, not its label at %v", i, mid, c.Label)
		}
		if !on(c.Label) || !on(c.At(0.25)) || !on(c.At(0.75)) {
			t.Errorf("edge %d is not on the page", i)
		}
	}
}

func TestTiedNodesAreNear(t *testing.T) {
	var nodes []Size
	var edges []Edge
	for i := range 12 { // a chain
		nodes = append(nodes, Size{50, 20})
		if i > 0 {
			edges = append(edges, Edge{i - 1, i, Size{30, 12}})
		}
	}
	p := Place(nodes, edges)
	if d, far := p.Nodes[1].sub(p.Nodes[0]).length(), p.Nodes[11].sub(p.Nodes[0]).length(); far < 5*d {
		t.Errorf("the ends of a chain lie %.0f apart, its first two links %.0f", far, d)
	}
	if p.Width < 2*p.Height {
		t.Errorf("a chain of %g by %g does not lie level", p.Width, p.Height)
	}
}

func TestSame(t *testing.T) {
	nodes, edges := tree(1, 30)
	if !reflect.DeepEqual(Place(nodes, edges), Place(nodes, edges)) {
		t.Error("the same graph is laid out in two ways")
	}
}

func TestSmall(t *testing.T) {
	for _, test := range []struct {
		nodes []Size
		edges []Edge
	}{
		{nil, nil},
		{[]Size{{10, 10}}, nil},
		{[]Size{{10, 10}}, []Edge{{0, 0, Size{}}}},
		{[]Size{{0, 0}, {0, 0}}, []Edge{{0, 1, Size{}}, {1, 0, Size{}}, {0, 1, Size{}}}},
	} {
		p := Place(test.nodes, test.edges)
		for _, at := range p.Nodes {
			if math.IsNaN(at.X+at.Y) || math.IsInf(at.X+at.Y, 0) {
				t.Errorf("%v: node at %v", test, at)
			}
		}
		if math.IsNaN(p.Width + p.Height) {
			t.Errorf("%v: page of %g by %g", test, p.Width, p.Height)
		}
	}
}

func BenchmarkPlace60Edges(b *testing.B) {
	nodes, edges := tree(5, 48)
	for b.Loop() {
		Place(nodes, edges)
	}
}
