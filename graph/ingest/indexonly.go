package ingest

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/outline"
)

// graphOfIndex returns the whole graph as Graph does, from the index alone: claims,
// entities and mentions from the quads, and the reasons of names from what is kept
// beside them. It is for those who read an index on a server: they may have no documents,
// or others than the index has, which may change while they read.
func (w *Workspace) graphOfIndex(ctx context.Context) (*graph.Graph, error) {
	shared, err := w.indexedEntities()
	if err != nil {
		return nil, err
	}
	quads, failed := untilError(w.store.Quads(ctx))
	g, err := w.vocab.GraphFrom(quads)
	if *failed != nil {
		err = *failed
	}
	if err != nil {
		return nil, err
	}
	called := callings{}
	for entry, err := range w.store.Entries(bucketDocuments) {
		if err != nil {
			return nil, err
		}
		b, err := unpackBody(entry.Key, entry.Value)
		if err != nil {
			return nil, err
		}
		for i, id := range b.IDs {
			e := shared[id]
			if e == nil {
				e = b.Locals[i].Entity()
			}
			called.note(e, b.Locals[i].Name, entry.Key)
		}
	}
	for i := range g.Entities {
		p := &g.Entities[i]
		if e := shared[p.ID]; e != nil {
			p.Entity, p.Links, p.StandsFor, p.Apart = e.Entity, append([]string{}, e.Links...), e.StandsFor, e.Apart
			p.Joined = e.Joined
		}
		p.Joined = slices.Concat(called.reasons(p, w.resolver()), p.Joined)
	}
	return g, nil
}

// untilError hands on what comes before an error, and keeps that.
func untilError(seq iter.Seq2[quad.Quad, error]) (iter.Seq[quad.Quad], *error) {
	var failed error
	return func(yield func(quad.Quad) bool) {
		for q, err := range seq {
			if err != nil {
				failed = err
				return
			}
			if !yield(q) {
				return
			}
		}
	}, &failed
}

// claimsOfIndex returns the claims of documents, in their order and each document's in
// that of compare, from the index alone. It holds those of a few documents at a time.
func (w *Workspace) claimsOfIndex(ctx context.Context, documents []string, compare func(a, b graph.Claim) int, yield func(graph.Claim, error) bool) {
	names, err := outline.Names(ctx, w.store, w.vocab)
	if err != nil {
		yield(graph.Claim{}, err)
		return
	}
	type result struct {
		claims []graph.Claim
		err    error
	}
	read := func(_ context.Context, i int) (r result) {
		r.claims, r.err = outline.OfDocument(w.store, w.vocab, names, documents[i])
		slices.SortStableFunc(r.claims, compare)
		return r
	}
	err = ordered(ctx, w.opt.Workers, len(documents), read, func(_ int, r result) error {
		for _, c := range r.claims {
			if !yield(c, nil) {
				return errStop
			}
		}
		return r.err
	})
	if err != nil && err != errStop {
		yield(graph.Claim{}, err)
	}
}

// Elsewhere reports whether the documents, and what was decided of them, are on another
// machine than the index is read from.
func (w *Workspace) Elsewhere() bool { return w.indexOnly }

// withoutClaims returns a graph that has none.
func withoutClaims(g *graph.Graph) *graph.Graph {
	own := *g
	own.Claims = nil
	return &own
}

// noText says that a document is elsewhere: to people once, for they may go on without.
func (w *Workspace) noText(id string) error {
	w.textless.Do(func() {
		w.opt.Notice("the texts of the documents are not on this machine: of each claim there are the words that prove it, and no more")
	})
	return fmt.Errorf("%s: %w", w.sourceOf(id), ErrNoText)
}

// sourceOf names a document of the index, for messages.
func (w *Workspace) sourceOf(id string) string {
	if r := w.indexed[id]; r != nil && len(r.Sources) > 0 {
		return r.Sources[0].Name
	}
	return id
}
