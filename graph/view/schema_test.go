package view

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

func TestSchemaInViews(t *testing.T) {
	s, err := schema.Parse("test.yaml", []byte(`
name: test
entities:
  Agent: {says: "somebody"}
  ArmedGroup: {is: Agent, says: "a group that fights"}
  Place: {says: "somewhere"}
  City: {is: Place, says: "a town"}
relations:
  allied-with: {from: [Agent], to: [Agent], says: "is an ally of", symmetric: true}
  attacked: {from: [Agent], to: [Agent, Place], says: "uses force on"}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	g := graphOf("B allied-with A", "A allied-with B", "A attacked B", "B attacked A", "A attacked Moscow")
	v := Of(g, &Selection{Schema: s, Types: []string{"Agent"}})
	want := []string{"a allied-with b asserted 2", "a attacked b asserted 1", "b attacked a asserted 1"}
	if diff := cmp.Diff(want, edges(v)); diff != "" {
		t.Errorf("agents (-want +got):\n%s", diff)
	}
	if !v.Edges[0].Symmetric || v.Edges[1].Symmetric {
		t.Error("only the alliance has no direction")
	}
	if n := Of(g, &Selection{Schema: s}).Node("moscow"); !slices.Equal(n.Types, []string{"City", "Place"}) {
		t.Errorf("Moscow is %v", n.Types)
	}
	sel := &Selection{Schema: s, Types: []string{"Agent", "Place"}, Relations: []string{"allied-with"}}
	if err := sel.Check(&graph.Graph{}); err != nil {
		t.Errorf("types and relations of the schema that the graph lacks: %v", err)
	}
}
