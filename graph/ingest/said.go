package ingest

import (
	"context"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/outline"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Said returns a document, by its ID, and the claims that it makes, sorted by ID. Of
// the index no more is read than whom the document speaks of. It fails with
// ledger.ErrNotFound where there is no such document, and with ErrNoText where it is
// elsewhere.
func (w *Workspace) Said(ctx context.Context, id string) (*text.Document, []graph.Claim, error) {
	if err := w.load(); err != nil {
		return nil, nil, err
	}
	if w.indexed[id] == nil {
		return nil, nil, ledger.ErrNotFound
	}
	got, _, err := w.decided(id)
	if err != nil {
		return nil, nil, err
	}
	if w.indexOnly {
		names, err := outline.Names(ctx, w.store, w.vocab)
		if err != nil {
			return nil, nil, err
		}
		claims, err := outline.OfDocument(w.store, w.vocab, names, id)
		return got.Document, claims, err
	}
	b, err := w.bodyOf(id)
	if err != nil {
		return nil, nil, err
	}
	ents, err := w.sharing().entities(b.IDs, b.Locals)
	if err != nil {
		return nil, nil, err
	}
	claims, err := resolve.Claims(got.Document, ents)
	return got.Document, claims, err
}
