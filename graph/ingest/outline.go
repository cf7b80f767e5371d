package ingest

import (
	"context"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/outline"
)

// Outline returns the whole graph but for its words, which is all that one needs
// who looks for ways, ranks and communities: see outline.Read. It opens no document,
// and comes from the index in a fraction of the time that Graph takes.
func (w *Workspace) Outline(ctx context.Context) (*graph.Graph, error) {
	if w.quadless {
		return w.Graph(ctx)
	}
	return outline.Read(ctx, w.store, w.vocab)
}

// Words returns claims of an outline with all their words, in the same order.
func (w *Workspace) Words(claims []*graph.Claim) ([]graph.Claim, error) {
	if !w.quadless {
		return outline.Fill(w.store, w.vocab, claims)
	}
	full := make([]graph.Claim, len(claims))
	for i, c := range claims {
		full[i] = *c
	}
	return full, nil
}

// DocumentsOf returns the IDs of the documents that mention an entity of the
// outline, sorted.
func (w *Workspace) DocumentsOf(p *graph.Profile) ([]string, error) {
	var ids []string
	for _, m := range p.Mentions {
		ids = append(ids, m.Document)
	}
	if !w.quadless {
		for q, err := range w.store.Match(nil, graph.QRefersTo, w.vocab.EntityIRI(p.ID), nil) {
			if err != nil {
				return nil, err
			}
			if id, ok := w.vocab.DocumentID(q.Label); ok {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}
