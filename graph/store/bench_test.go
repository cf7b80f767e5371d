package store_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

var benchQuads = flag.Int("quads", 100_000, "size of the graph that the benchmarks load")

// loaded makes a file with the benchmarks' graph, once.
func loaded(b *testing.B, batch int, opt *store.Options) (path string, docs []storetest.Document, took time.Duration) {
	b.Helper()
	for d := range storetest.Quads(*benchQuads, 1) {
		docs = append(docs, d)
	}
	path = filepath.Join(b.TempDir(), "index")
	s := open(b, path, opt)
	begin := time.Now()
	var qs []quad.Quad
	for i, d := range docs {
		qs = append(qs, d.Quads...)
		if len(qs) >= batch || i == len(docs)-1 {
			apply(b, s, qs, nil)
			qs = qs[:0]
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return path, docs, time.Since(begin)
}

// BenchmarkLoad reports the speed of loading in batches, and the file's size.
func BenchmarkLoad(b *testing.B) {
	for _, batch := range []int{5_000, 50_000} {
		for _, bulk := range []bool{false, true} {
			b.Run(fmt.Sprintf("batch=%d/bulk=%v", batch, bulk), func(b *testing.B) {
				for range 1 { // once is long enough
					path, docs, took := loaded(b, batch, &store.Options{Bulk: bulk})
					n := 0
					for _, d := range docs {
						n += len(d.Quads)
					}
					info, err := os.Stat(path)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(n)/took.Seconds(), "quads/s")
					b.ReportMetric(float64(info.Size())/float64(n), "bytes/quad")
					b.ReportMetric(0, "ns/op")
				}
			})
		}
	}
}

// BenchmarkRead reports what reading takes on a large graph.
func BenchmarkRead(b *testing.B) {
	path, docs, _ := loaded(b, 50_000, &store.Options{Bulk: true})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if err := open(b, path, nil).Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	s := open(b, path, nil)
	defer s.Close()
	b.Run("point", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			d := docs[i*7919%len(docs)]
			count(b, s, d.Claims[i%len(d.Claims)], storetest.Derived, d.IRI, d.IRI)
		}
	})
	b.Run("claim", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			d := docs[i*7919%len(docs)]
			count(b, s, d.Claims[i%len(d.Claims)], nil, nil, nil)
		}
	})
	b.Run("label", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			count(b, s, nil, nil, nil, docs[i*7919%len(docs)].IRI)
		}
	})
	b.Run("add-remove-document", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			qs := docs[i*7919%len(docs)].Quads
			apply(b, s, nil, qs)
			apply(b, s, qs, nil)
		}
	})
}

// count reads a pattern's quads; there must be some.
func count(b *testing.B, s *store.Store, sub, pred, obj, lab quad.Value) {
	b.Helper()
	n := 0
	for _, err := range s.Match(sub, pred, obj, lab) {
		if err != nil {
			b.Fatal(err)
		}
		n++
	}
	if n == 0 {
		b.Fatal("nothing found")
	}
}
