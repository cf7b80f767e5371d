package shape

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	ways "github.com/dominikbraun/graph"
	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/graphtest"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// written shows ways as "a -opposes-> b <-funds- c".
func written(all []Way) []string {
	var lines []string
	for _, w := range all {
		var b strings.Builder
		b.WriteString(w.Steps[0].From.ID)
		for _, s := range w.Steps {
			arrow := " -%s-> "
			if s.Edges[0].From != s.From.ID {
				arrow = " <-%s- "
			}
			fmt.Fprintf(&b, arrow, s.Edges[0].Label())
			b.WriteString(s.To.ID)
		}
		lines = append(lines, b.String())
	}
	return lines
}

func waysOf(t testing.TB, n *Net, from, to string, k int, by By) []Way {
	t.Helper()
	found, err := n.Ways(t.Context(), from, to, k, by)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWays(t *testing.T) {
	g := graphtest.Of(
		"A opposes B", "B funds C", "A attacked D 0.9", "C opposes D 0.9", "A knows E 0.95", "E knows F 0.95", "F ~knows C 0.95",
		"X knows Y", "A knows A", "B attacked A possible", "A knows X denied", `A has-role "chief"`, `C has-role "chief"`,
	)
	denied := &view.Selection{Statuses: []graph.Status{graph.Denied}}
	for _, test := range []struct {
		from, to string
		k        int
		by       By
		sel      *view.Selection
		want     []string
	}{
		{"a", "c", 1, Hops, nil, []string{"a -attacked-> d <-opposes- c"}},
		{"a", "c", 5, Hops, nil, []string{"a -attacked-> d <-opposes- c", "a -opposes-> b -funds-> c", "a -knows-> e -knows-> f -knows-> c"}},
		{"a", "c", 5, Confidence, nil, []string{"a -knows-> e -knows-> f -knows-> c", "a -attacked-> d <-opposes- c", "a -opposes-> b -funds-> c"}},
		{"c", "a", 2, Hops, nil, []string{"c -opposes-> d <-attacked- a", "c <-funds- b <-opposes- a"}},
		{"a", "c", 5, Hops, &view.Selection{Relations: []string{"opposes", "funds"}}, []string{"a -opposes-> b -funds-> c"}},
		{"a", "x", 3, Hops, nil, nil},
		{"a", "x", 3, Hops, denied, []string{"a -knows-> x"}},
		{"a", "a", 3, Hops, nil, nil},
		{"a", "nobody", 3, Hops, nil, nil},
	} {
		got := waysOf(t, Of(g, test.sel), test.from, test.to, test.k, test.by)
		if diff := cmp.Diff(test.want, written(got)); diff != "" {
			t.Errorf("%d ways from %s to %s by %s (-want +got):\n%s", test.k, test.from, test.to, test.by, diff)
		}
	}
}

func TestWayConfidence(t *testing.T) {
	n := Of(graphtest.Of("A opposes B 0.5", "A attacked B 0.8", "B funds C 0.5"), nil)
	w := waysOf(t, n, "a", "c", 1, Hops)
	if len(w) != 1 || math.Abs(w[0].Confidence-0.4) > 1e-9 {
		t.Errorf("ways %+v: want one of confidence 0.4, each step as sure as its surest claim", w)
	}
}

// TestWaysAreTheCheapest compares with every way there is in small graphs, which a
// library lists.
func TestWaysAreTheCheapest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 150 {
		var lines []string
		for range 6 + rng.IntN(12) {
			lines = append(lines, fmt.Sprintf("N%d knows N%d 0.%d", rng.IntN(8), rng.IntN(8), 1+rng.IntN(8)))
		}
		n := Of(graphtest.Of(lines...), nil)
		for _, by := range []By{Hops, Confidence} {
			for _, k := range []int{1, 4, 1000} {
				var got []int64
				for _, w := range waysOf(t, n, "n0", "n1", k, by) {
					got = append(got, n.costOf(w, by))
				}
				if diff := cmp.Diff(everyCost(t, n, k, by), got); diff != "" {
					t.Fatalf("round %d, %d ways by %s in %q: costs (-want +got):\n%s", round, k, by, lines, diff)
				}
			}
		}
	}
}

// costOf adds up a way's steps; a way that passes anybody twice is no way.
func (n *Net) costOf(w Way, by By) (sum int64) {
	passed := []string{w.Steps[0].From.ID}
	for _, s := range w.Steps {
		if slices.Contains(passed, s.To.ID) || s.From.ID != passed[len(passed)-1] {
			return -1
		}
		passed = append(passed, s.To.ID)
		a, _ := n.Number(s.From.ID)
		b, _ := n.Number(s.To.ID)
		sum += n.Ties[n.between(a, b)].cost(by)
	}
	return sum
}

// everyCost returns the costs of the k cheapest of all ways between n0 and n1.
func everyCost(t *testing.T, n *Net, k int, by By) (costs []int64) {
	a, ok1 := n.Number("n0")
	b, ok2 := n.Number("n1")
	if !ok1 || !ok2 {
		return nil
	}
	g := ways.New(ways.IntHash)
	for i := range n.Entities {
		if err := g.AddVertex(i); err != nil {
			t.Fatal(err)
		}
	}
	for _, tie := range n.Ties {
		if err := g.AddEdge(tie.A, tie.B); err != nil {
			t.Fatal(err)
		}
	}
	all, err := ways.AllPathsBetween(g, a, b)
	if err != nil {
		t.Fatal(err)
	}
	for _, nodes := range all {
		var sum int64
		for i := 1; i < len(nodes); i++ {
			sum += n.Ties[n.between(nodes[i-1], nodes[i])].cost(by)
		}
		costs = append(costs, sum)
	}
	slices.Sort(costs)
	return costs[:min(k, len(costs))]
}

// TestWaysAreFoundNearby compares a search that begins among a few entities, and takes
// in more where it must, with one among all.
func TestWaysAreFoundNearby(t *testing.T) {
	n := Of(graphtest.News(400, 5), nil)
	for i := range 8 {
		from, to := i*17%len(n.Entities), (i*31+7)%len(n.Entities)
		for _, by := range []By{Hops, Confidence} {
			s := newSearch(n, to, by)
			everywhere := newNear(s, from)
			if err := everywhere.widen(len(n.Entities)); err != nil || !everywhere.whole() {
				t.Fatalf("not all of %d entities are searched: %v", len(n.Entities), err)
			}
			want, err := everywhere.first(t.Context(), 8, true)
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.yen(t.Context(), from, 8)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.EqualFunc(got, want, func(a, b route) bool { return compareRoutes(a, b) == 0 }) {
				t.Errorf("from %d to %d by %s: %v, among all entities %v", from, to, by, got, want)
			}
		}
	}
}

// TestWaysPastAHub goes round somebody to whom thousands are tied, most of whom lead
// nowhere.
func TestWaysPastAHub(t *testing.T) {
	lines := []string{"Hub knows B", "Hub knows X", "X knows Y", "Y knows Z", "Z knows B"}
	for i := range 9000 {
		lines = append(lines, fmt.Sprintf("Hub knows N%d", i))
	}
	got := written(waysOf(t, Of(graphtest.Of(lines...), nil), "hub", "b", 3, Hops))
	want := []string{"hub -knows-> b", "hub -knows-> x -knows-> y -knows-> z -knows-> b"}
	if !slices.Equal(got, want) {
		t.Errorf("ways %q, want %q", got, want)
	}
	// So many ways of two steps are too many to look at, but the first are found.
	lines = nil
	for i := range 4000 {
		lines = append(lines, fmt.Sprintf("Hub knows N%d 0.%d", i, 1+i%8), fmt.Sprintf("N%d knows B", i))
	}
	for i, w := range waysOf(t, Of(graphtest.Of(lines...), nil), "hub", "b", 20, Hops) {
		if w.Confidence != 0.8*w.Steps[1].Confidence {
			t.Errorf("way %d is %g sure, and there are five hundred surer ones", i+1, w.Confidence)
		}
	}
}

func TestWaysDoNotDependOnOrder(t *testing.T) {
	g := graphtest.News(400, 3)
	from, to := g.Claims[0].Subject.ID, g.Claims[7].Subject.ID
	want := written(waysOf(t, Of(g, nil), from, to, 20, Hops))
	if len(want) == 0 {
		t.Fatalf("no way from %s to %s", from, to)
	}
	for range 5 {
		rand.Shuffle(len(g.Claims), func(i, j int) { g.Claims[i], g.Claims[j] = g.Claims[j], g.Claims[i] })
		if diff := cmp.Diff(want, written(waysOf(t, Of(g, nil), from, to, 20, Hops))); diff != "" {
			t.Fatalf("shuffled claims change the ways:\n%s", diff)
		}
	}
}

// TestWaysOverWhatFollows walks an inference where there is one, and puts it after
// what was read.
func TestWaysOverWhatFollows(t *testing.T) {
	g := graphtest.Of("Kabul located-in Afghanistan 0.9", "Afghanistan located-in Asia 0.9", "Kabul ~resemble Afghanistan possible")
	infer := func(from, to int, claims ...*graph.Claim) {
		g.Inferences = append(g.Inferences, graph.Inference{
			Subject: g.Claims[from].Subject.Entity, Object: g.Claims[to].Object.Entity, Relation: "located-in",
			How: graph.Transitive, Claims: claims, Confidence: 0.81,
		})
	}
	infer(0, 1, &g.Claims[0], &g.Claims[1])
	if got, want := written(waysOf(t, Of(g, nil), "kabul", "asia", 1, Hops)), []string{"kabul -located-in-> asia"}; !slices.Equal(got, want) {
		t.Errorf("ways %q, want %q", got, want)
	}
	g.Inferences = nil
	infer(0, 0, &g.Claims[0])
	step := waysOf(t, Of(g, nil), "kabul", "asia", 1, Hops)[0].Steps[0]
	for i := range step.Edges {
		if step.Edges[i].Inference != nil {
			t.Errorf("an inference that repeats an asserted claim is walked: %+v", step.Edges[i])
		}
	}
	if n := Of(g, &view.Selection{Statuses: []graph.Status{graph.Possible}}); len(n.Ties) != 1 || len(n.Ties[0].Inferred) != 0 {
		t.Errorf("what is asserted was not asked for, but ties are %+v", n.Ties)
	}
}
