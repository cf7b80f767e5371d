package outline_test

import (
	"context"
	"flag"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/graphtest"
	"github.com/quadrille-kg/quadrille/graph/outline"
	"github.com/quadrille-kg/quadrille/graph/shape"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
)

var benchClaims = flag.Int("claims", 6_000, "size of the graph that is timed; 60,000 claims are a million quads")

// stored puts a graph into a store, its quads in an order of chance.
func stored(t testing.TB, s *store.Store, v graph.Vocabulary, g *graph.Graph) {
	t.Helper()
	seen := map[quad.Quad]bool{}
	var quads []quad.Quad
	for q := range v.Graph(g) {
		if !seen[q] {
			seen[q] = true
			quads = append(quads, q)
		}
	}
	if len(quads) < 100_000 { // large graphs stay in order, as a workspace stores them
		rand.Shuffle(len(quads), func(i, j int) { quads[i], quads[j] = quads[j], quads[i] })
	}
	for batch := range slices.Chunk(quads, 100_000) {
		if err := s.Apply(batch, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// wordless is the graph without what an outline leaves out.
func wordless(g *graph.Graph) *graph.Graph {
	out := &graph.Graph{Documents: g.Documents}
	for _, p := range g.Entities {
		out.Entities = append(out.Entities, graph.Profile{Entity: p.Entity, Mentions: []graph.SourcedMention{}, Links: []string{}, StandsFor: p.StandsFor})
	}
	for _, c := range g.Claims {
		s := *c.Subject
		s.Mention = graph.Mention{}
		c.Subject = &s
		if c.Object != nil {
			o := *c.Object
			o.Mention = graph.Mention{}
			c.Object = &o
		}
		c.Evidence.Text, c.Evidence.End, c.Extractor = "", 0, ""
		out.Claims = append(out.Claims, c)
	}
	return out
}

func TestOutlineIsTheGraphWithoutItsWords(t *testing.T) {
	for _, v := range []graph.Vocabulary{{}, {Base: "https://example.org/my graph"}} {
		for seed := range uint64(3) {
			g := graphtest.News(300, seed)
			g.Claims[seed].Decided = &graph.Decided{Verdict: graph.Accepted, Status: graph.Reported, Confidence: 0.25, Because: "so it is"}
			s := store.Memory()
			stored(t, s, v, g)
			got, err := outline.Read(t.Context(), s, v)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(wordless(g), got); diff != "" {
				t.Fatalf("seed %d (-want +got):\n%s", seed, diff)
			}
		}
	}
}

func TestAboutBringsWhatIsSaidOfFew(t *testing.T) {
	g, v, s := graphtest.News(300, 6), graph.Vocabulary{}, store.Memory()
	g.Entities[3].StandsFor = []string{g.Entities[1].ID, g.Entities[2].ID}
	slices.Sort(g.Entities[3].StandsFor)
	stored(t, s, v, g)
	names, err := outline.Names(t.Context(), s, v)
	if err != nil {
		t.Fatal(err)
	}
	who := wordless(g)
	who.Claims = nil
	if diff := cmp.Diff(who, names); diff != "" {
		t.Fatalf("names (-want +got):\n%s", diff)
	}
	ids := []string{g.Entities[3].ID, g.Entities[10].ID, "nobody"}
	var want []graph.Claim
	for _, c := range g.Claims {
		if slices.Contains(ids, c.Subject.ID) || c.Object != nil && slices.Contains(ids, c.Object.ID) {
			want = append(want, c)
		}
	}
	got, err := outline.About(t.Context(), s, v, names, ids...)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	var relations []string
	for _, c := range g.Claims {
		if c.Relation != nil {
			relations = append(relations, *c.Relation)
		}
	}
	slices.Sort(relations)
	have, err := outline.Relations(s, v)
	if err != nil || !slices.Equal(have, slices.Compact(relations)) {
		t.Errorf("relations %q, %v; want %q", have, err, slices.Compact(relations))
	}
}

func TestReadStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := outline.Read(ctx, store.Memory(), graph.Vocabulary{}); err == nil {
		t.Error("a context that has ended stops nothing")
	}
}

// BenchmarkRead times the reading, and a whole search for ways: from opening the
// index to the words of the steps.
func BenchmarkRead(b *testing.B) {
	g := graphtest.News(*benchClaims, 1)
	path := pgtest.Path(b, filepath.Join(b.TempDir(), "index"))
	s, err := store.Open(path, &store.Options{Bulk: true})
	if err != nil {
		b.Fatal(err)
	}
	v := graph.Vocabulary{}
	stored(b, s, v, g)
	st, _ := s.Stats()
	b.Logf("%d quads, %d entities", st.Quads, len(g.Entities))
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	read := func(b *testing.B) *graph.Graph {
		if s, err = store.Open(path, &store.Options{ReadOnly: true}); err != nil {
			b.Fatal(err)
		}
		o, err := outline.Read(b.Context(), s, v)
		if err != nil {
			b.Fatal(err)
		}
		return o
	}
	b.Run("outline", func(b *testing.B) {
		for b.Loop() {
			read(b)
			s.Close()
		}
	})
	b.Run("path", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			from, to := g.Entities[i*7919%len(g.Entities)].ID, g.Entities[(i*104729+17)%len(g.Entities)].ID
			ways, err := shape.Of(read(b), nil).Ways(b.Context(), from, to, 3, shape.Hops)
			if err != nil {
				b.Fatal(err)
			}
			for _, w := range ways {
				for _, step := range w.Steps {
					if _, err := outline.Fill(s, v, step.Edges[0].Claims[:1]); err != nil {
						b.Fatal(err)
					}
				}
			}
			s.Close()
		}
	})
}

func TestFillBringsTheWordsBack(t *testing.T) {
	g, v, s := graphtest.News(200, 4), graph.Vocabulary{}, store.Memory()
	stored(t, s, v, g)
	o, err := outline.Read(t.Context(), s, v)
	if err != nil {
		t.Fatal(err)
	}
	claims := make([]*graph.Claim, len(o.Claims))
	for i := range o.Claims {
		claims[i] = &o.Claims[i]
	}
	got, err := outline.Fill(s, v, claims)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(g.Claims, got); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	claims[0] = &graph.Claim{ID: "gone"}
	if _, err := outline.Fill(s, v, claims); err == nil {
		t.Error("a claim that the store does not hold is filled in")
	}
}
