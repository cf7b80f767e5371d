package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

// TestPaths walks Cayley's paths over a small graph that one can follow by eye.
func TestPaths(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		apply(t, s, quads(
			"is-k opposes taliban c1", "is-k opposes russia c2", "is-k opposes russia c3", "taliban rules kabul c4",
			"kabul capital-of afghanistan c5", "is-k attacked kabul c6", "russia supports taliban c7"), nil)
		qs := s.QuadStore()
		from := func(names ...string) *path.Path {
			var vs []quad.Value
			for _, n := range names {
				vs = append(vs, quad.IRI(n))
			}
			return path.StartPath(qs, vs...)
		}
		opposes, rules := quad.IRI("opposes"), quad.IRI("rules")
		for _, c := range []struct {
			name string
			path *path.Path
			want []string
		}{
			{"out", from("is-k").Out(opposes).Unique(), []string{"<russia>", "<taliban>"}},
			{"in", from("kabul").In(), []string{"<is-k>", "<taliban>"}},
			{"both", from("taliban").Both(opposes, rules), []string{"<is-k>", "<kabul>"}},
			{"two hops", from("is-k").Out(opposes).Out(rules), []string{"<kabul>"}},
			{"has", path.StartPath(qs).Has(opposes, quad.IRI("taliban")), []string{"<is-k>"}},
			{"labels", from("is-k").LabelContext(quad.IRI("c3")).Out(opposes), []string{"<russia>"}},
			{"any depth", from("taliban").FollowRecursive(path.StartMorphism().Out(), 0, nil), []string{"<afghanistan>", "<kabul>"}},
			{"predicates", from("is-k").OutPredicates().Unique(), []string{"<attacked>", "<opposes>"}},
			{"and", from("is-k").Out().And(from("russia").Out()), []string{"<taliban>"}},
			{"except", from("is-k").Out().Except(from("kabul")).Unique(), []string{"<russia>", "<taliban>"}},
		} {
			check(t, c.name, follow(t, c.path), c.want)
		}
	})
}

func follow(t testing.TB, p *path.Path) (out []string) {
	t.Helper()
	vs, err := p.Iterate(context.Background()).AllValues(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vs {
		out = append(out, v.String())
	}
	slices.Sort(out)
	return out
}

// TestPathsLarge walks paths over a large graph and holds the answers against
// those of Cayley's own memory store.
func TestPathsLarge(t *testing.T) {
	onEach(t, func(t *testing.T, s *store.Store) {
		model := memstore.New()
		for d := range storetest.Documents(20, 3) {
			apply(t, s, d.Quads, nil)
			if _, err := model.WriteQuads(d.Quads); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 30 {
			walk := func(qs graph.QuadStore) []string {
				e, r := storetest.Entity(i), storetest.Relation(i)
				return append(
					follow(t, path.StartPath(qs, e).Out(r).In(r).Unique()),
					follow(t, path.StartPath(qs, e).Both().Has(storetest.RDFType).Labels().Unique().Limit(1000))...)
			}
			check(t, fmt.Sprint(i), walk(s.QuadStore()), walk(model))
		}
	})
}

func TestRegister(t *testing.T) {
	store.Register()
	store.Register() // once is enough, twice does no harm
	name := filepath.Join(t.TempDir(), "index")
	if err := graph.InitQuadStore(store.Name, name, nil); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{name, ""} {
		qs, err := graph.NewQuadStore(store.Name, p, nil)
		if err != nil {
			t.Fatal(err)
		}
		w, err := qs.NewQuadWriter()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.WriteQuads(quads("a b c", "a b d")); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		check(t, p, follow(t, path.StartPath(qs, quad.IRI("a")).Out()), []string{"<c>", "<d>"})
		if err := qs.Close(); err != nil {
			t.Fatal(err)
		}
	}
	qs, err := graph.NewQuadStore(store.Name, name, graph.Options{"read_only": true})
	if err != nil {
		t.Fatal(err)
	}
	defer qs.Close()
	if err := qs.ApplyDeltas([]graph.Delta{{Quad: q("x y z"), Action: graph.Add}}, graph.IgnoreOpts{}); err == nil {
		t.Error("a store open for reading was written")
	}
}
