package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// TestRows reads the quads of some subjects at once, neighbours and those that stand
// apart, one of many blocks among them: the same as Match finds for each by itself.
func TestRows(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		var lines []string
		for i := range 300 {
			lines = append(lines, fmt.Sprintf("s%03d is thing d1", i), fmt.Sprintf("s%03d knows s%03d d1", i, (i+7)%300))
		}
		for i := range 700 {
			lines = append(lines, fmt.Sprintf("s150 has x%03d d2", i))
		}
		apply(t, s, quads(lines...), nil)
		sn, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer sn.Close()
		subjects := []string{"s000", "s001", "s002", "s100", "s149", "s150", "s151", "s299"}
		var ids []store.ID
		for _, name := range subjects {
			id, err := sn.ID(quad.IRI(name))
			if id == 0 || err != nil {
				t.Fatalf("%s has number %d, %v", name, id, err)
			}
			ids = append(ids, id)
		}
		slices.Sort(ids)
		if err := s.Forget(); err != nil {
			t.Fatalf("forgetting what was read: %v", err)
		}
		rows, err := sn.Rows(nil, ids)
		if err != nil {
			t.Fatal(err)
		}
		got := map[quad.Value][]string{}
		for _, r := range rows {
			v, err := sn.Values(r[:3])
			if err != nil {
				t.Fatal(err)
			}
			got[v[0]] = append(got[v[0]], fmt.Sprint(v[1], v[2]))
		}
		for _, name := range subjects {
			var want []string
			for q, err := range s.Match(quad.IRI(name), nil, nil, nil) {
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, fmt.Sprint(q.Predicate, q.Object))
			}
			slices.Sort(want)
			slices.Sort(got[quad.IRI(name)])
			if !slices.Equal(got[quad.IRI(name)], want) {
				t.Errorf("%s: %d quads, want %d", name, len(got[quad.IRI(name)]), len(want))
			}
		}
	})
}
