package shape

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"

	gonum "gonum.org/v1/gonum/graph"

	"github.com/quadrille-kg/quadrille/graph/graphtest"
)

// simpleOf is the net as gonum has it: the judge of what is computed here.
func simpleOf(n *Net) *simple.WeightedUndirectedGraph {
	g := simple.NewWeightedUndirectedGraph(0, 0)
	for _, t := range n.Ties {
		g.SetWeightedEdge(g.NewWeightedEdge(simple.Node(t.A), simple.Node(t.B), float64(len(t.Claims))))
	}
	return g
}

// bothWays lets gonum walk a graph's ties in either direction.
type bothWays struct {
	*simple.WeightedUndirectedGraph
}

func (g bothWays) HasEdgeFromTo(u, v int64) bool { return g.HasEdgeBetween(u, v) }
func (g bothWays) To(id int64) gonum.Nodes       { return g.From(id) }

func TestPageRankIsWhatGonumComputes(t *testing.T) {
	for seed := range uint64(5) {
		n := Of(graphtest.News(300, seed), nil)
		want := network.PageRankSparse(bothWays{simpleOf(n)}, damping, 1e-12)
		sum := 0.0
		for i, got := range n.pageRank() {
			sum += got
			if math.Abs(got-want[int64(i)]) > 1e-7 {
				t.Fatalf("seed %d: %s has %.9f, want %.9f", seed, n.Entities[i].Name, got, want[int64(i)])
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("seed %d: the scores add up to %f, not to 1", seed, sum)
		}
	}
}

func TestBetweennessIsWhatGonumComputes(t *testing.T) {
	for seed := range uint64(5) {
		n := Of(graphtest.News(200, seed), nil)
		want := network.Betweenness(simpleOf(n))
		others := float64((len(n.Entities) - 1) * (len(n.Entities) - 2))
		scores, err := n.betweenness(t.Context(), n.sample(0))
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range scores {
			if math.Abs(got-want[int64(i)]/others) > 1e-9 {
				t.Fatalf("seed %d: %s has %.9f, want %.9f", seed, n.Entities[i].Name, got, want[int64(i)]/others)
			}
		}
	}
}

func rankOf(t testing.TB, n *Net, by Measure, sources int) []Ranked {
	t.Helper()
	ranked, err := n.Rank(t.Context(), by, sources)
	if err != nil {
		t.Fatal(err)
	}
	return ranked
}

func communitiesOf(t testing.TB, n *Net) Division {
	t.Helper()
	d, err := n.Communities(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSampledBetweenness asks that a sample find the same ones in the middle as all
// would.
func TestSampledBetweenness(t *testing.T) {
	n := Of(graphtest.News(4000, 1), nil)
	all, some := rankOf(t, n, Betweenness, 0)[:10], rankOf(t, n, Betweenness, 200)[:10]
	if again := rankOf(t, n, Betweenness, 200)[:10]; !cmp.Equal(some, again) {
		t.Error("the same sample gives other scores")
	}
	for _, r := range all[:5] {
		i := slices.IndexFunc(some, func(s Ranked) bool { return s.ID == r.ID })
		if i < 0 {
			t.Errorf("%s, of %.3f, is not among the ten that a sample finds", r.Name, r.Score)
		} else if math.Abs(some[i].Score-r.Score) > r.Score/2 {
			t.Errorf("%s: %.3f by a sample, %.3f by all", r.Name, some[i].Score, r.Score)
		}
	}
}

func TestRank(t *testing.T) {
	n := Of(graphtest.Of("A knows B", "C knows B", "D opposes B", "D opposes B", "D attacked E", "A knows Z denied"), nil)
	for by, want := range map[Measure]string{PageRank: "B D E A C", Degree: "B D A C E", Betweenness: "B D A C E"} {
		var got []string
		for _, r := range rankOf(t, n, by, 0) {
			got = append(got, r.Name)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("by %s: %s, want %s", by, s, want)
		}
	}
	if d := rankOf(t, n, Degree, 0)[1]; d.Score != 2 || d.Neighbours != 2 || d.Claims != 3 {
		t.Errorf("D has %+v, want two neighbours and three claims", d)
	}
	if got := rankOf(t, Of(graphtest.Of(`A has-role "chief"`), nil), PageRank, 0); len(got) != 0 {
		t.Errorf("nobody is tied to anybody, but %v", got)
	}
}

// TestCommunities reads two circles of friends whom one acquaintance ties.
func TestCommunities(t *testing.T) {
	g := graphtest.Of(
		"A knows B", "B knows C", "C knows A", "C knows D", "D knows A",
		"V knows W", "W knows X", "X knows V", "X knows Y",
		"D knows Y", "P knows Q",
	)
	d := communitiesOf(t, Of(g, nil))
	var got []string
	for _, c := range d.Communities {
		var names []string
		for _, m := range c.Members {
			names = append(names, m.Name)
		}
		got = append(got, strings.Join(names, " "))
	}
	if want := []string{"A C B D", "X V W Y", "P Q"}; !slices.Equal(got, want) {
		t.Errorf("communities %q, want %q", got, want)
	}
	if c := d.Communities[0]; c.Inside != 5 || c.Outside != 1 {
		t.Errorf("%d claims inside and %d outside, want 5 and 1", c.Inside, c.Outside)
	}
	if d := communitiesOf(t, Of(graphtest.Of(), nil)); len(d.Communities) != 0 || d.Modularity != 0 {
		t.Errorf("an empty graph has %+v", d)
	}
}

// TestCommunitiesAreAsGoodAsGonum's measures both divisions by gonum's modularity.
func TestCommunitiesAreAsGoodAsGonums(t *testing.T) {
	for seed := range uint64(4) {
		n := Of(graphtest.News(900, seed), nil)
		g := simpleOf(n)
		d := communitiesOf(t, n)
		var ours [][]gonum.Node
		for _, c := range d.Communities {
			var nodes []gonum.Node
			for _, m := range c.Members {
				i, _ := n.Number(m.ID)
				nodes = append(nodes, simple.Node(i))
			}
			ours = append(ours, nodes)
		}
		q := community.Q(g, ours, 1)
		theirs := community.Q(g, community.Modularize(g, 1, rand.NewPCG(1, 1)).Communities(), 1)
		if math.Abs(q-d.Modularity) > 1e-9 || q < theirs-0.01 {
			t.Errorf("seed %d: modularity %.4f, by gonum %.4f, which finds communities of %.4f", seed, d.Modularity, q, theirs)
		}
		t.Logf("seed %d: %d communities, modularity %.4f; gonum's %.4f", seed, len(d.Communities), q, theirs)
	}
}

func TestShapesDoNotDependOnOrder(t *testing.T) {
	g := graphtest.News(600, 2)
	n := Of(g, nil)
	ranked, divided := rankOf(t, n, PageRank, 0), communitiesOf(t, n)
	for range 4 {
		rand.Shuffle(len(g.Claims), func(i, j int) { g.Claims[i], g.Claims[j] = g.Claims[j], g.Claims[i] })
		n := Of(g, nil)
		if !cmp.Equal(ranked, rankOf(t, n, PageRank, 0)) {
			t.Fatal("shuffled claims change the ranks")
		}
		if !cmp.Equal(divided, communitiesOf(t, n)) {
			t.Fatal("shuffled claims change the communities")
		}
	}
}

func TestShapesStop(t *testing.T) {
	n := Of(graphtest.News(100, 1), nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := n.Rank(ctx, Betweenness, 0); err == nil {
		t.Error("a context that has ended does not stop the ranking")
	}
	if _, err := n.Communities(ctx, 0); err == nil {
		t.Error("a context that has ended does not stop the dividing")
	}
	if _, err := n.Ways(ctx, n.Entities[0].ID, n.Entities[n.Ties[0].B].ID, 2, Hops); err == nil {
		t.Error("a context that has ended does not stop the search for ways")
	}
}
