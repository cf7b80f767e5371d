package sparql

import (
	"flag"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

var benchQuads = flag.Int("quads", 100_000, "size of the graph that the benchmarks ask")

// large makes a file, or with -server a database, with a claim graph, and returns one of its claims.
func large(b *testing.B) (*store.Store, quad.IRI) {
	b.Helper()
	st, err := store.Open(pgtest.Path(b, filepath.Join(b.TempDir(), "index")), &store.Options{Bulk: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	var qs []quad.Quad
	var claim quad.IRI
	for d := range storetest.Quads(*benchQuads, 1) {
		claim = d.Claims[0]
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
	return st, claim
}

// BenchmarkQueries measures queries whose answers people wait for.
func BenchmarkQueries(b *testing.B) {
	st, claim := large(b)
	opts := &Options{Vocabulary: graph.Vocabulary{Base: storetest.Base}, Max: 1_000_000}
	hub, other := storetest.Entity(0), storetest.Entity(3000)
	for _, test := range []struct{ name, query string }{
		{"point", fmt.Sprintf(`SELECT ?s ?o { %s q:subject ?s ; q:object ?o }`, claim)},
		{"who", fmt.Sprintf(`SELECT ?o { %s rel:opposes ?o }`, hub)},
		{"join100", fmt.Sprintf(`SELECT ?x ?n { %s rel:attacked ?x . ?x skos:prefLabel ?n } LIMIT 100`, hub)},
		{"join100-written-backwards", fmt.Sprintf(`SELECT ?x ?n { ?x skos:prefLabel ?n . %s rel:attacked ?x } LIMIT 100`, hub)},
		{"claims100", fmt.Sprintf(`SELECT ?c ?o ?e { ?c q:subject %s ; q:status "denied" ; q:object ?o ; oa:exact ?e } LIMIT 100`, hub)},
		{"hops3", fmt.Sprintf(`SELECT (COUNT(DISTINCT ?d) AS ?n) { %s rel:attacked ?b . ?b rel:attacked ?c . ?c rel:attacked ?d }`, hub)},
		{"hops3-any", fmt.Sprintf(`SELECT (COUNT(DISTINCT ?d) AS ?n) { %s (rel:attacked|rel:opposes|rel:killed)/(rel:attacked|rel:opposes|rel:killed)/(rel:attacked|rel:opposes|rel:killed) ?d }`, hub)},
		{"reach", fmt.Sprintf(`SELECT (COUNT(?d) AS ?n) { %s rel:attacked+ ?d }`, hub)},
		{"path", fmt.Sprintf(`ASK { %s (rel:attacked|rel:opposes|rel:killed|rel:met-with|rel:supports)+ %s }`, hub, other)},
		{"evidence", fmt.Sprintf(`SELECT ?g ?e { GRAPH ?g { %s rel:attacked ?x } ?g oa:exact ?e } LIMIT 100`, hub)},
		{"count-by-relation", `SELECT ?r (COUNT(?c) AS ?n) { ?c q:relation ?r } GROUP BY ?r`},
		{"order", `SELECT ?s (COUNT(?c) AS ?n) { ?c q:subject ?s ; q:status "denied" } GROUP BY ?s ORDER BY DESC(?n) LIMIT 10`},
		{"order-words", `SELECT ?c { ?c oa:exact ?e } ORDER BY ?e LIMIT 10`},
		{"filter-words", `SELECT ?c { ?c oa:exact ?e FILTER(CONTAINS(?e, "kamo")) } LIMIT 10000`},
		{"all", `SELECT (COUNT(*) AS ?n) { ?s ?p ?o }`},
	} {
		b.Run(test.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				res, err := Run(b.Context(), st, test.query, opts)
				if err != nil {
					b.Fatal(err)
				}
				n = len(res.Rows)
			}
			b.ReportMetric(float64(n), "rows")
		})
	}
}
