package ingest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
)

// TestOutline asks that the outline and the graph tell the same, whether the index
// has quads or none.
func TestOutline(t *testing.T) {
	for _, quadless := range []bool{false, true} {
		opt := options(2)
		opt.NoQuads = quadless
		w := must(Memory(opt))
		defer w.Close()
		add(t, w, "a", "Alpha attacked Beta\nBeta not met Gamma", "b", "Gamma met Alpha=Delta")
		g, o := must(w.Graph(t.Context())), must(w.Outline(t.Context()))
		claims := make([]*graph.Claim, len(o.Claims))
		for i := range o.Claims {
			claims[i] = &o.Claims[i]
		}
		if diff := cmp.Diff(g.Claims, must(w.Words(claims))); diff != "" || len(g.Claims) == 0 {
			t.Errorf("quadless %v: claims (-graph +outline):\n%s", quadless, diff)
		}
		if diff := cmp.Diff(g.Documents, o.Documents); diff != "" {
			t.Errorf("quadless %v: documents (-graph +outline):\n%s", quadless, diff)
		}
		for i := range o.Entities {
			if diff := cmp.Diff(g.Entities[i].Entity, o.Entities[i].Entity); diff != "" {
				t.Errorf("quadless %v: entity (-graph +outline):\n%s", quadless, diff)
			}
			var want []string
			for _, m := range g.Entities[i].Mentions {
				want = append(want, m.Document)
			}
			slices.Sort(want)
			if got := must(w.DocumentsOf(&o.Entities[i])); !slices.Equal(got, slices.Compact(want)) {
				t.Errorf("quadless %v: %s is mentioned in %v, want %v", quadless, o.Entities[i].Name, got, want)
			}
		}
	}
}
