package ingest

import (
	"context"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/outline"
)

// Briefs reads what claims are chosen and put in order by, and then those that are
// wanted, whole: see outline.Briefs.
type Briefs struct {
	*outline.Briefs
	w *Workspace
}

// Briefs begins to read, in a workspace that has quads. Close ends it.
func (w *Workspace) Briefs() (*Briefs, error) {
	b, err := outline.OpenBriefs(w.store, w.vocab)
	return &Briefs{b, w}, err
}

// Claims returns the claims of these numbers as Graph has them, in the same order.
func (b *Briefs) Claims(ctx context.Context, numbers []uint64) ([]graph.Claim, error) {
	claims, err := b.Briefs.Claims(ctx, numbers)
	if err != nil {
		return nil, err
	}
	names := &graph.Graph{}
	if err := b.w.KnowAll(names, claims); err != nil {
		return nil, err
	}
	outline.Name(names, claims)
	return claims, b.w.store.Forget()
}
