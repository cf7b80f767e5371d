package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// TestSnapshot reads a predicate's quads by numbers, looks up whose numbers they
// are, and goes on seeing what was there when it began.
func TestSnapshot(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		long := "id/" + strings.Repeat("x", 400)
		apply(t, s, quads("id/a likes id/b d1", "id/a likes id/b d2", "id/b likes "+long, "id/a hates claim/c"), nil)
		sn, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		apply(t, s, quads("id/c likes id/a"), nil)
		iris, err := sn.IRIs("id/")
		if err != nil {
			t.Fatal(err)
		}
		name := map[uint64]quad.IRI{}
		var names []quad.IRI
		for _, n := range iris {
			name[n.Number] = n.IRI
			names = append(names, n.IRI)
			if v, err := sn.Values([]uint64{n.Number}); err != nil || v[0] != n.IRI {
				t.Errorf("number %d is %v, %v; want %v", n.Number, v, err, n.IRI)
			}
		}
		if want := []quad.IRI{"id/a", "id/b", quad.IRI(long)}; !slices.Equal(names, want) {
			t.Errorf("IRIs %v, want %v", names, want)
		}
		for predicate, want := range map[string][]string{"likes": {"id/a id/b", "id/b " + long}, "hates": {"id/a "}, "knows": nil} {
			cells, err := sn.Column(nil, quad.IRI(predicate))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range cells {
				got = append(got, string(name[c.Subject]+" "+name[c.Object]))
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("column %q: got %v, want %v", predicate, got, want)
			}
		}
		if err := sn.Close(); err != nil {
			t.Error(err)
		}
	})
}
