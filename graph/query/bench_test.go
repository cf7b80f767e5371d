package query

import (
	"flag"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

var benchQuads = flag.Int("quads", 100_000, "size of the graph that the benchmarks ask")

// BenchmarkPatterns measures patterns on a large claim graph, and gathering its names.
func BenchmarkPatterns(b *testing.B) {
	st, err := store.Open(pgtest.Path(b, filepath.Join(b.TempDir(), "index")), &store.Options{Bulk: true})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	var qs []quad.Quad
	for d := range storetest.Quads(*benchQuads, 1) {
		if qs = append(qs, d.Quads...); len(qs) > 50_000 {
			if err := st.Apply(qs, nil); err != nil {
				b.Fatal(err)
			}
			qs = nil
		}
	}
	if err := st.Apply(qs, nil); err != nil {
		b.Fatal(err)
	}
	v := graph.Vocabulary{Base: storetest.Base}
	b.Run("names", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := Names(st, v, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	names, entities, err := Names(st, v, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d entities", len(entities))
	hub, _ := v.EntityID(storetest.Entity(0))
	for name, text := range map[string]string{
		"point":    "'" + hub + "' opposes ?x",
		"join100":  "'" + hub + "' attacked ?x, ?x supports ?y; limit 100",
		"reported": "'" + hub + "' attacked ?x [reported]",
		"hops3":    "'" + hub + "' attacked ?x, ?x attacked ?y, ?y attacked ?z; count by ?z",
		"reach":    "'" + hub + "' attacked+ ?x; count",
	} {
		q, err := Parse(text, names)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				res, err := q.Run(b.Context(), st.QuadStore(), &Options{Vocabulary: v})
				if err != nil {
					b.Fatal(err)
				}
				n = len(res.Rows)
			}
			b.ReportMetric(float64(n), "rows")
		})
	}
}
