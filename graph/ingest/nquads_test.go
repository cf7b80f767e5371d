package ingest

import (
	"errors"
	"flag"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/export"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
	"github.com/quadrille-kg/quadrille/graph/view"
)

var benchQuads = flag.Int("quads", 100_000, "size of the graph that the benchmarks write")

// TestNQuadsAreTheSameEitherWay compares what streams out of the index with what is
// written of the graph in memory, as parts of it are.
func TestNQuadsAreTheSameEitherWay(t *testing.T) {
	w := memory(t)
	add(t, w, "a", "Alpha attacked Beta", "b", "Beta met Gamma", "c", "Alpha fled", "z", "Ünïted \"Ω\" met Ωmega\\")
	g, err := w.Graph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var streamed, whole strings.Builder
	if err := errors.Join(w.NQuads(t.Context(), &streamed), export.NQuads(&whole, w.Vocabulary().Graph(g))); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(whole.String(), "\n"), strings.Split(streamed.String(), "\n")); diff != "" {
		t.Errorf("(-of the graph +of the index):\n%s", diff)
	}
}

// TestClaimsAsRead compares the claims that come a document at a time with all of the
// graph's, sorted.
func TestClaimsAsRead(t *testing.T) {
	w := memory(t)
	add(t, w, "z", "Alpha attacked Beta\nBeta met Gamma", "b", "Beta met Gamma", "a", "Alpha fled", "y", "Alpha fled\nAlpha attacked Beta")
	g, err := w.Graph(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(g.Claims, func(a, b graph.Claim) int { return view.InReadingOrder(&a, &b) })
	var got []graph.Claim
	for c, err := range w.ClaimsAsRead(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, c)
	}
	if diff := cmp.Diff(g.Claims, got); diff != "" || len(got) == 0 {
		t.Errorf("(-of the graph +as read):\n%s", diff)
	}
}

// BenchmarkNQuads reports how fast a workspace's quads are written as N-Quads, and
// how much the heap grows meanwhile: go test ./graph/ingest -run '^$' -bench NQuads
// -quads 1000000 -benchtime 1x.
func BenchmarkNQuads(b *testing.B) {
	s, err := store.Open(filepath.Join(b.TempDir(), "index"), &store.Options{Bulk: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var batch []quad.Quad
	n := 0
	for d := range storetest.Quads(*benchQuads, 1) {
		if batch = append(batch, d.Quads...); len(batch) >= batchSize {
			if err := s.Apply(batch, nil); err != nil {
				b.Fatal(err)
			}
			n, batch = n+len(batch), batch[:0]
		}
	}
	if err := s.Apply(batch, nil); err != nil {
		b.Fatal(err)
	}
	n += len(batch)
	batch = nil
	w := &Workspace{store: s}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if err := w.NQuads(b.Context(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
	b.ReportMetric(float64(after.HeapSys-before.HeapSys)/(1<<20), "MB-heap-grown")
}
