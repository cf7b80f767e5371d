package query

import (
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

func TestNames(t *testing.T) {
	g := worldGraph()
	g.Entities[0].Aliases = []string{"ISKP", "Islamic State-Khorasan"}
	st := store.Memory()
	defer st.Close()
	if err := st.Apply(slices.Collect(graph.Vocabulary{}.Graph(g)), nil); err != nil {
		t.Fatal(err)
	}
	names, entities, err := Names(st, graph.Vocabulary{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []graph.Entity{}
	for _, p := range g.Entities {
		want = append(want, p.Entity)
	}
	slices.SortFunc(want, func(a, b graph.Entity) int { return strings.Compare(a.ID, b.ID) })
	if diff := cmp.Diff(want, entities); diff != "" {
		t.Errorf("entities (-want +got):\n%s", diff)
	}
	for name, id := range map[string]string{"iskp": "is-k", "the Taliban": "taliban", "crocus-hall": "crocus-hall"} {
		if found, _ := names.Entity(name); len(found) != 1 || found[0].ID != id {
			t.Errorf("%q: %v, want %s", name, found, id)
		}
	}
	if id, _ := names.Relation("located in"); id != "located-in" {
		t.Errorf("a relation of the claims is not known: %q", id)
	}
	if _, near := names.Entity("Talban"); !slices.Equal(near, []string{"Taliban"}) {
		t.Errorf("near Talban: %v", near)
	}
	if err := st.Apply([]quad.Quad{{Subject: quad.IRI("x:y"), Predicate: graph.PrefLabel, Object: quad.String("no entity")}}, nil); err != nil {
		t.Fatal(err)
	}
	if _, again, err := Names(st, graph.Vocabulary{}, nil); err != nil || len(again) != len(entities) {
		t.Errorf("%d entities, %v; a label of something else makes no entity", len(again), err)
	}
}
