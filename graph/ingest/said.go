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
	r := w.indexed[id]
	if r == nil {
		return nil, nil, ledger.ErrNotFound
	}
	got, _, err := w.decided(id)
	if err != nil {
		return nil, nil, err
	}
	ents := make([]*resolve.Entity, len(r.IDs))
	known := map[string]*resolve.Entity{}
	for i, shared := range r.IDs {
		if shared == "" {
			ents[i] = r.Locals[i].Entity()
			continue
		}
		if known[shared] == nil {
			e := &resolve.Entity{}
			if there, err := w.kept(bucketEntities, shared, e); err != nil {
				return nil, nil, err
			} else if !there {
				e = r.Locals[i].Entity()
			}
			known[shared] = e
		}
		ents[i] = known[shared]
	}
	claims, err := resolve.Claims(got.Document, ents)
	return got.Document, claims, err
}
