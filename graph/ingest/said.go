package ingest

import (
	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Said returns a document, by its ID, and the claims that it makes, sorted by ID. Of the index no more is read than whom the document speaks of. It fails with
// ledger.ErrNotFound where there is no such document.
func (w *Workspace) Said(id string) (*text.Document, []graph.Claim, error) {
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
