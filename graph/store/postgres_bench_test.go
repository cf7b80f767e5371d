package store_test

import (
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/pgtest"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

// BenchmarkPostgres reports the speed of loading a graph into a database as a build does
// it, all in one transaction, and what reading it takes.
func BenchmarkPostgres(b *testing.B) {
	url := pgtest.Schema(b)
	var docs []storetest.Document
	n := 0
	for d := range storetest.Quads(*benchQuads, 1) {
		docs = append(docs, d)
		n += len(d.Quads)
	}
	w := open(b, url, nil)
	defer w.Close()
	b.Run("load", func(b *testing.B) {
		begin := time.Now()
		err := w.Together(func() error {
			var qs []quad.Quad
			for i, d := range docs {
				qs = append(qs, d.Quads...)
				if len(qs) >= 50_000 || i == len(docs)-1 {
					if err := w.Apply(qs, nil); err != nil {
						return err
					}
					qs = qs[:0]
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		st, err := w.Stats()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n)/time.Since(begin).Seconds(), "quads/s")
		b.ReportMetric(float64(st.Bytes)/float64(n), "bytes/quad")
		b.ReportMetric(0, "ns/op")
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if err := open(b, url, &store.Options{ReadOnly: true}).Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	s := open(b, url, &store.Options{ReadOnly: true})
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
	b.Run("column", func(b *testing.B) {
		for b.Loop() {
			sn, err := s.Snapshot()
			if err != nil {
				b.Fatal(err)
			}
			cells, err := sn.Column(nil, storetest.Derived)
			if err != nil || len(cells) == 0 {
				b.Fatal(len(cells), err)
			}
			sn.Close()
		}
	})
	b.Run("all", func(b *testing.B) {
		begin := time.Now()
		for range s.Quads(b.Context()) {
		}
		b.ReportMetric(float64(n)/time.Since(begin).Seconds(), "quads/s")
		b.ReportMetric(0, "ns/op")
	})
	b.Run("add-remove-document", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			qs := docs[i*7919%len(docs)].Quads
			apply(b, w, nil, qs)
			apply(b, w, qs, nil)
		}
	})
}
