package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/schema"
)

func inferringSchema(t *testing.T) *schema.Schema {
	t.Helper()
	s, err := schema.Parse("test.yaml", []byte(`
name: test
entities:
  ArmedGroup: {says: "fighters"}
  City: {says: "a town"}
  Person: {is: ArmedGroup}
  MediaOrganization: {is: ArmedGroup}
relations:
  allied-with: {says: "is an ally of", symmetric: true}
  in: {says: "lies within", transitive: true, inverse: holds}
  holds: {says: "has within it"}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// inferredGraph has everything that follows from the lines.
func inferredGraph(s *schema.Schema, lines ...string) *graph.Graph {
	g := graphOf(lines...)
	g.Inferences, _ = infer.New(g.Claims, s, nil).All()
	return g
}

func inferredEdges(v *View) []string {
	var all []string
	for i := range v.Inferred {
		e := &v.Inferred[i]
		all = append(all, fmt.Sprintf("%s %s %s %s %g", e.From, e.Label(), e.To, e.Status, e.Confidence()))
	}
	return all
}

var places = []string{"Hall in Moscow", "Moscow in Russia", "Russia in Asia 0.5", "Hall allied-with Kabul", "X in Y 2001", "Y in Z 2001"}

func TestInferredEdges(t *testing.T) {
	s := inferringSchema(t)
	for _, test := range []struct {
		why  string
		sel  Selection
		want []string
	}{
		{"what turns a drawn edge round is not drawn, and of two that say the same the one that says it as a text does", Selection{}, []string{
			"hall in asia inferred 0.32", "hall in russia inferred 0.64", "moscow in asia inferred 0.4", "x in z inferred 0.64",
		}},
		{"of one entity", Selection{Entities: []string{"moscow"}}, []string{"moscow in asia inferred 0.4"}},
		{"of one relation, whose claims are of another", Selection{Relations: []string{"holds"}, Entities: []string{"hall"}}, []string{
			"asia holds hall inferred 0.32", "moscow holds hall inferred 0.8", "russia holds hall inferred 0.64",
		}},
		{"two hops", Selection{Entities: []string{"moscow"}, Hops: 2, Relations: []string{"in"}}, []string{
			"hall in asia inferred 0.32", "hall in russia inferred 0.64", "moscow in asia inferred 0.4",
		}},
		{"of claims of a time", Selection{Until: "2002"}, []string{"x in z inferred 0.64"}},
		{"sure ones", Selection{MinConfidence: 0.6}, []string{"hall in russia inferred 0.64", "x in z inferred 0.64"}},
		{"where claims of another status are asked for", Selection{Statuses: []graph.Status{graph.Reported}}, nil},
		{"where edges leave room, the surest", Selection{Limit: 7}, []string{"hall in russia inferred 0.64"}},
		{"where they leave none", Selection{Limit: 6}, nil},
	} {
		test.sel.Schema = s
		v := Of(inferredGraph(s, places...), &test.sel)
		if diff := cmp.Diff(test.want, inferredEdges(v)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.why, diff)
		}
		for _, e := range append(slices.Clone(v.Edges), v.Inferred...) {
			if v.Node(e.From) == nil || v.Node(e.To) == nil {
				t.Errorf("%s: an end of %s %s %s is no node", test.why, e.From, e.Label(), e.To)
			}
		}
		if slices.ContainsFunc(v.Edges, func(e Edge) bool { return e.Inference != nil }) {
			t.Errorf("%s: an inferred edge is among those that were read", test.why)
		}
	}
}

func TestInferencesOfSelectedGraph(t *testing.T) {
	s := inferringSchema(t)
	g := inferredGraph(s, places...)
	part := Of(g, &Selection{Schema: s, Entities: []string{"hall"}, Relations: []string{"in"}}).Graph
	if len(part.Claims) != 1 || len(part.Inferences) != 2 || len(part.Entities) != 4 {
		t.Errorf("about the hall: %d claims, %d inferences, %d entities; want 1, 2 and 4", len(part.Claims), len(part.Inferences), len(part.Entities))
	}
	proven := Of(g, &Selection{Schema: s, Entities: []string{"hall"}, Relations: []string{"in"}, Proof: true}).Graph
	if len(proven.Claims) != 3 || len(proven.Inferences) != 2 {
		t.Errorf("with proof: %d claims, %d inferences; want 3 and 2", len(proven.Claims), len(proven.Inferences))
	}
	first := Of(g, &Selection{Schema: s, Limit: 2}).Graph
	for i := range first.Inferences {
		if ids := first.Inferences[i].ClaimIDs(); strings.Trim(strings.Join(ids, ""), "c01") != "" {
			t.Errorf("of the first two claims: an inference that rests on %v", ids)
		}
	}
	if v := Of(g, &Selection{Schema: s}); v.Graph != g {
		t.Error("a selection of everything is not the graph itself")
	}
}

func TestLimitedInferences(t *testing.T) {
	s := inferringSchema(t)
	v := Of(inferredGraph(s, places...), &Selection{Schema: s})
	if w := v.Limited(8); len(w.Edges) != 6 || len(w.Inferred) != 2 || w.Left.Edges != 2 {
		t.Errorf("limited to 8: %d edges, %q, left %+v", len(w.Edges), inferredEdges(w), w.Left)
	}
	if w := v.Limited(3); len(w.Edges) != 3 || len(w.Inferred) != 0 || w.Left.Edges != 7 {
		t.Errorf("limited to 3: %d edges, %q, left %+v", len(w.Edges), inferredEdges(w), w.Left)
	}
}

func TestGrounds(t *testing.T) {
	g := graphOf(append(places, "Hall in Kabul denied")...)
	for _, test := range []struct {
		sel  Selection
		want int
	}{
		{Selection{Entities: []string{"hall"}, Relations: []string{"in"}, Limit: 1, Statuses: []graph.Status{graph.Asserted}}, 7},
		{Selection{MinConfidence: 0.6}, 6},
		{Selection{Until: "2002"}, 2},
		{Selection{Documents: []string{"b.txt"}}, 0},
	} {
		if got := len(Grounds(g, &test.sel)); got != test.want {
			t.Errorf("%+v: %d claims to go by, want %d", test.sel, got, test.want)
		}
	}
}
