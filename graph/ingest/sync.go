package ingest

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// sync brings the index in line with the truth: the quads of documents that are
// new, changed, gone, or whose entities now resolve to others, and those of the
// entities that changed. It proceeds in transactions of many documents, each
// leaving the index sound; the last one says that it is done. A sync that was
// cut off is taken up at the next opening.
func (w *Workspace) sync(ctx context.Context) error {
	done, err := w.wanted()
	if err != nil {
		return err
	}
	if err := w.judge(ctx, done.Stamp.Words); err != nil {
		return err
	}
	m := w.resolveAll(w.decisions)
	b, err := w.newBatch()
	if err != nil {
		return err
	}
	defer b.close()
	b.set = append(b.set, store.Entry{Bucket: bucketState, Key: keySynced})
	old, err := w.shared()
	if err != nil {
		return err
	}
	// In this order an entity may pass from being shared to being one document's
	// own, or back, and its quads are there afterwards.
	if err := w.dropEntities(b, m, old); err != nil {
		return err
	}
	if err := w.dropGone(b); err != nil {
		return err
	}
	if err := w.syncDocuments(ctx, b, m); err != nil {
		return err
	}
	for _, e := range m.Entities() {
		if err := b.entity(old[e.ID], e); err != nil {
			return err
		}
	}
	done.Damaged = w.damaged
	e, err := entry(bucketState, keySynced, done)
	if err != nil {
		return err
	}
	b.set = append(b.set, e)
	if err := b.end(); err != nil {
		return err
	}
	w.mapping, w.syncedAt = m, time.Now()
	return w.store.Flush()
}

// resolveAll resolves the documents as the truth has them.
func (w *Workspace) resolveAll(decisions []ledger.Decision) *resolve.Mapping {
	docs := make([]*resolve.Summary, 0, len(w.docs))
	for id, r := range w.docs {
		docs = append(docs, r.summary(id))
	}
	return w.resolver().All(docs, decisions)
}

// resolver returns what resolves by this workspace's schema, made on first use.
func (w *Workspace) resolver() *resolve.Resolver {
	w.resolving.Do(func() { w.names = resolve.New(w.schema) })
	return w.names
}

// dropGone takes back what documents that are no longer there contributed.
func (w *Workspace) dropGone(b *batch) error {
	for _, id := range slices.Sorted(maps.Keys(w.indexed)) {
		if w.docs[id] != nil {
			continue
		}
		if w.indexed[id].long() && !w.quadless {
			if err := w.dropLong(b, id); err != nil {
				return err
			}
			continue
		}
		old, err := w.oldQuads(id)
		if err != nil {
			return err
		}
		if err := b.document(id, old, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// syncDocuments writes the quads of every document that needs it.
func (w *Workspace) syncDocuments(ctx context.Context, b *batch, m *resolve.Mapping) error {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(w.docs)) {
		now, was := w.docs[id], w.indexed[id]
		if was == nil || was.Checksum != now.Checksum || was.Reader != now.Reader || was.Edits != now.Edits || !slices.Equal(was.IDs, m.IDs(id)) {
			ids = append(ids, id)
		}
	}
	type result struct {
		quads, old []quad.Quad
		record     *record
		long       bool // left for when its turn has come: one is in memory at a time
		err        error
	}
	write := func(_ context.Context, i int) (out result) {
		if w.quadless {
			r := *w.docs[ids[i]]
			r.IDs = m.IDs(ids[i])
			return result{record: &r}
		}
		was := w.indexed[ids[i]]
		if out.long = w.docs[ids[i]].long() || was != nil && was.long(); out.long {
			return out
		}
		if out.quads, out.record, out.err = w.newQuads(ids[i], m); out.err == nil {
			out.old, out.err = w.oldQuads(ids[i])
		}
		return out
	}
	return ordered(ctx, w.opt.Workers, len(ids), write, func(i int, r result) error {
		switch {
		case r.err != nil:
			return r.err
		case r.long:
			return w.syncLong(ctx, b, ids[i], m)
		}
		return b.document(ids[i], r.old, r.quads, r.record)
	})
}

// newQuads returns what a document contributes, and the record of it.
func (w *Workspace) newQuads(id string, m *resolve.Mapping) ([]quad.Quad, *record, error) {
	got, _, err := w.decided(id)
	if err != nil {
		return nil, nil, err
	}
	r := *w.docs[id]
	r.IDs = m.IDs(id)
	a, err := w.account(got.Document, m.Of(r.summary(id)))
	if err != nil {
		return nil, nil, err
	}
	quads, err := a.all()
	return append(quads, w.ownQuads(&r)...), &r, err
}

// ownQuads returns the quads of the entities that only this document speaks of.
func (w *Workspace) ownQuads(r *record) (quads []quad.Quad) {
	for i, id := range r.IDs {
		if id == "" {
			quads = append(quads, w.entityQuads(r.Locals[i].Entity())...)
		}
	}
	return quads
}

func (w *Workspace) entityQuads(e *resolve.Entity) []quad.Quad {
	if w.quadless {
		return nil
	}
	return w.vocab.Entity(&graph.Profile{Entity: e.Entity, Links: e.Links, StandsFor: e.StandsFor})
}

// oldQuads returns what the index holds of a document: all that is labelled
// with it, the edges labelled with its claims, and its own entities.
func (w *Workspace) oldQuads(id string) (quads []quad.Quad, err error) {
	was := w.indexed[id]
	if was == nil || w.quadless {
		return nil, nil
	}
	for q, err := range w.labelled(id) {
		if err != nil {
			return nil, err
		}
		quads = append(quads, q)
	}
	return append(quads, w.ownQuads(was)...), nil
}

// labelled hands on the quads that are labelled with a document or with one of its
// claims: a claim's edges come before the quad by which they are found.
func (w *Workspace) labelled(id string) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for q, err := range w.store.Label(w.vocab.DocumentIRI(id)) {
			if err == nil && q.Predicate == graph.RDFType && q.Object == graph.QClaim {
				for edge, err := range w.store.Label(q.Subject) {
					if !yield(edge, err) || err != nil {
						return
					}
				}
			}
			if !yield(q, err) || err != nil {
				return
			}
		}
	}
}

// dropEntities takes back the shared entities that are no more.
func (w *Workspace) dropEntities(b *batch, m *resolve.Mapping, old map[string]*resolve.Entity) error {
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if m.Entity(id) == nil {
			if err := b.entity(old[id], nil); err != nil {
				return err
			}
		}
	}
	return nil
}
