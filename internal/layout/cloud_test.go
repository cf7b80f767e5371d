package layout

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// towns returns a graph of so many groups of nodes, each with a hub, few of whose
// ties lead to another group; and a few pairs and loners.
func towns(seed uint64, groups, each int) ([]Size, []Edge) {
	rng := rand.New(rand.NewPCG(seed, 9))
	var nodes []Size
	var edges []Edge
	for g := range groups {
		hub := len(nodes)
		for i := range each {
			nodes = append(nodes, Size{20, 20})
			switch {
			case i == 0 && g > 0:
				edges = append(edges, Edge{From: hub, To: each * rng.IntN(g)})
			case i > 0:
				edges = append(edges, Edge{From: hub + i, To: hub}, Edge{From: hub + i, To: hub + rng.IntN(i)})
			}
		}
	}
	for range 5 {
		nodes = append(nodes, Size{20, 20}, Size{20, 20}, Size{20, 20})
		edges = append(edges, Edge{From: len(nodes) - 1, To: len(nodes) - 2})
	}
	return nodes, edges
}

func TestCloudHidesNothing(t *testing.T) {
	nodes, edges := towns(1, 8, 30)
	at := Cloud(nodes, edges)
	for i := range at {
		for j := range i {
			if overlaps(at[i], nodes[i], at[j], nodes[j]) {
				t.Errorf("nodes %d at %v and %d at %v lie on each other", i, at[i], j, at[j])
			}
		}
	}
}

func TestCloudKeepsGroupsTogether(t *testing.T) {
	const groups, each = 8, 30
	nodes, edges := towns(2, groups, each)
	at := Cloud(nodes, edges)
	middle := func(g int) (mid Point) {
		for i := range each {
			mid = mid.add(at[g*each+i].times(1.0 / each))
		}
		return mid
	}
	astray := 0
	for i := range groups * each {
		own, nearest := i/each, 0
		for g := range groups {
			if at[i].sub(middle(g)).length() < at[i].sub(middle(nearest)).length() {
				nearest = g
			}
		}
		if nearest != own {
			astray++
		}
	}
	if astray > groups*each/20 {
		t.Errorf("%d of %d nodes lie nearer to another group than to their own", astray, groups*each)
	}
}

func TestCloudLiesAroundTheMiddle(t *testing.T) {
	nodes, edges := towns(3, 6, 40)
	at := Cloud(nodes, edges)
	for i, p := range at {
		if math.IsNaN(p.X+p.Y) || math.Abs(p.X) > 3000 || math.Abs(p.Y) > 3000 {
			t.Errorf("node %d lies at %v", i, p)
		}
	}
	if !reflect.DeepEqual(at, Cloud(nodes, edges)) {
		t.Error("the same graph is laid out in two ways")
	}
}

func TestCloudUnfoldsAChainAndAStar(t *testing.T) {
	var nodes []Size
	var chain, star []Edge
	for i := range 60 {
		nodes = append(nodes, Size{10, 10})
		if i > 0 {
			chain = append(chain, Edge{From: i - 1, To: i})
			star = append(star, Edge{From: 0, To: i})
		}
	}
	at := Cloud(nodes, chain)
	if far := at[59].sub(at[0]).length(); far < 15*spacing {
		t.Errorf("the ends of a chain of 60 lie %.0f apart, want it unfolded", far)
	}
	at = Cloud(nodes, star)
	var mid Point
	for _, p := range at[1:] {
		mid = mid.add(p.times(1.0 / 59))
	}
	if off := mid.sub(at[0]).length(); off > spacing {
		t.Errorf("the hub of a star lies %.0f off the middle of its leaves", off)
	}
}

func TestCloudKeepsALatticeTight(t *testing.T) {
	const side = 25
	nodes := make([]Size, side*side)
	var edges []Edge
	for i := range nodes {
		nodes[i] = Size{20, 20}
		if i%side > 0 {
			edges = append(edges, Edge{From: i, To: i - 1})
		}
		if i >= side {
			edges = append(edges, Edge{From: i, To: i - side})
		}
	}
	at := Cloud(nodes, edges)
	sum := 0.0
	for _, e := range edges {
		sum += at[e.From].sub(at[e.To]).length()
	}
	if mean := sum / float64(len(edges)); mean < spacing/3 || mean > 2*spacing {
		t.Errorf("a tie of a lattice is %.0f long, want about %.0f", mean, spacing)
	}
}

func TestSmallClouds(t *testing.T) {
	for _, test := range []struct {
		nodes []Size
		edges []Edge
	}{
		{nil, nil},
		{[]Size{{10, 10}}, []Edge{{From: 0, To: 0}}},
		{[]Size{{}, {}}, []Edge{{From: 0, To: 1}, {From: 1, To: 0}}},
		{make([]Size, 100), nil},
	} {
		at := Cloud(test.nodes, test.edges)
		seen := map[Point]bool{}
		for _, p := range at {
			if seen[p] || math.IsNaN(p.X+p.Y) {
				t.Errorf("%d nodes and %d edges: a node at %v, where another is", len(test.nodes), len(test.edges), p)
			}
			seen[p] = true
		}
	}
}

func BenchmarkCloud5000(b *testing.B) {
	nodes, edges := towns(4, 50, 100)
	for b.Loop() {
		Cloud(nodes, edges)
	}
}
