package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/quadrille-kg/quadrille/graph"
)

// TestFewAreKnownAsInTheGraph asks that the index tells of each entity what the
// documents tell: of shared ones, of one document's own, of merged ones, and of
// documents that go by several names.
func TestFewAreKnownAsInTheGraph(t *testing.T) {
	w := must(Memory(options(2)))
	defer w.Close()
	add(t, w,
		"a", "Alpha attacked Beta\nBeta not met Gamma\nthe gunmen attacked Alpha", "b", "Gamma met Alpha=Delta",
		"c", "gunmen attacked Delta\nEpsilon met Epsilon", "d", "Zeta met Alpha", "e", "Gamma met Alpha=Delta",
	)
	if err := w.Merge(t.Context(), "Gamma", "Zeta", "one and the same"); err != nil {
		t.Fatal(err)
	}
	g := must(w.Graph(t.Context()))
	names, ok, err := w.Names(t.Context())
	if err != nil || !ok {
		t.Fatalf("there are no names: %v", err)
	}
	for i := range g.Entities {
		p := &g.Entities[i]
		if diff := cmp.Diff(p, must(w.Profile(names, p.ID))); diff != "" {
			t.Errorf("%s (-graph +few):\n%s", p.ID, diff)
		}
		var want []graph.Claim
		for _, c := range g.Claims {
			if c.Subject.ID == p.ID || c.Object.ID == p.ID {
				want = append(want, c)
			}
		}
		if diff := cmp.Diff(want, must(w.About(t.Context(), names, p.ID)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("claims of %s (-graph +few):\n%s", p.ID, diff)
		}
	}
	if _, err := w.Profile(names, "nobody"); err == nil {
		t.Error("nobody is known")
	}
	opt := options(1)
	opt.NoQuads = true
	w = must(Memory(opt))
	defer w.Close()
	if _, ok, err := w.Names(t.Context()); ok || err != nil {
		t.Errorf("an index without quads tells of few: %v", err)
	}
}
