package ingest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"runtime/debug"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// sync brings the index in line with the truth, as writeIndex does. An index that a
// server keeps is seen by others as it was until all of it is done.
func (w *Workspace) sync(ctx context.Context) error {
	return w.store.Together(func() error { return w.writeIndex(ctx) })
}

// writeIndex brings the index in line with the truth: the quads of documents that are
// new, changed, gone, or whose entities now resolve to others, and those of the
// entities that changed. It proceeds in transactions of many documents, each
// leaving the index sound; the last one says that it is done. A sync that was
// cut off is taken up at the next opening.
func (w *Workspace) writeIndex(ctx context.Context) error {
	if w.fills() {
		// What is known of all documents is in memory at once, and as much again would
		// be garbage before it is collected.
		defer debug.SetGCPercent(debug.SetGCPercent(60))
	}
	done, err := w.wanted()
	if err != nil {
		return err
	}
	if err := w.judge(ctx, done.Stamp.Words); err != nil {
		return err
	}
	have, err := w.synced()
	if err != nil {
		return err
	}
	done.Damaged = w.damaged
	if !w.touched && len(w.decisions) == 0 && have.equal(done) {
		return nil
	}
	m, err := w.resolveAll(w.decisions)
	if err != nil {
		return err
	}
	was, err := w.marks(have.Format != 0)
	if err != nil {
		return err
	}
	b, err := w.newBatch()
	if err != nil {
		return err
	}
	defer b.close()
	words, kept := w.newWords()
	b.set = append(append(b.set, store.Entry{Bucket: bucketState, Key: keySynced}), words...)
	now := marksOf(m)
	// In this order an entity may pass from being shared to being one document's
	// own, or back, and its quads are there afterwards.
	if err := w.dropEntities(b, was, now); err != nil {
		return err
	}
	if err := w.dropGone(b); err != nil {
		return err
	}
	if err := w.syncDocuments(ctx, b, m); err != nil {
		return err
	}
	if err := w.setEntities(b, m, was, now); err != nil {
		return err
	}
	b.set = append(b.set, markAll(was, now, have.Format == 0)...)
	done.Documents, done.Entities = len(w.docs), len(now)
	e, err := entry(bucketState, keySynced, done)
	if err != nil {
		return err
	}
	b.set = append(b.set, e, store.Entry{Bucket: bucketState, Key: keyChanging})
	if err := b.end(); err != nil {
		return err
	}
	w.mapping, w.wordsKept, w.touched, w.changing = m, kept, false, nil
	return w.store.Flush()
}

// resolveAll resolves the documents as the truth has them.
func (w *Workspace) resolveAll(decisions []ledger.Decision) (*resolve.Mapping, error) {
	docs := make([]resolve.Digest, 0, len(w.docs))
	for id, r := range w.docs {
		docs = append(docs, resolve.Digest{
			ID: id, Sources: r.Sources, Hits: r.Hits, Packed: r.packed,
			Locals: func() ([]resolve.Local, error) { return w.localsOf(id) },
		})
	}
	m, err := w.resolver().Resolve(w.words, docs, decisions)
	if errors.Is(err, resolve.ErrPacked) {
		err = fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return m, err
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
		old, was, err := w.oldQuads(id)
		if err != nil {
			return err
		}
		if err := b.document(id, old, nil, nil, was, nil); err != nil {
			return err
		}
	}
	return nil
}

// syncDocuments writes the quads of every document that needs it.
func (w *Workspace) syncDocuments(ctx context.Context, b *batch, m *resolve.Mapping) error {
	var ids []string
	for id, now := range w.docs {
		if was := w.indexed[id]; was == nil || !was.sameAs(now) || was.print != m.Print(id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	type result struct {
		quads, old []quad.Quad
		record     *record
		was, body  *body
		long       bool // left for when its turn has come: one is in memory at a time
		err        error
	}
	write := func(_ context.Context, i int) (out result) {
		now, was := w.docs[ids[i]], w.indexed[ids[i]]
		if w.quadless {
			if out.body, out.err = w.newBody(ids[i], m, nil); out.err == nil {
				out.record = now.resolved(out.body, m.Print(ids[i]))
			}
			return out
		}
		if out.long = now.long() || was != nil && was.long(); out.long {
			return out
		}
		if out.quads, out.record, out.body, out.err = w.newQuads(ids[i], m); out.err == nil {
			out.old, out.was, out.err = w.oldQuads(ids[i])
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
		return b.document(ids[i], r.old, r.quads, r.record, r.was, r.body)
	})
}

// newQuads returns what a document contributes, and what is to be known of it.
func (w *Workspace) newQuads(id string, m *resolve.Mapping) ([]quad.Quad, *record, *body, error) {
	got, _, err := w.decided(id)
	if err != nil {
		return nil, nil, nil, err
	}
	now, err := w.newBody(id, m, got.Document)
	if err != nil {
		return nil, nil, nil, err
	}
	a, err := w.account(got.Document, now.by(m))
	if err != nil {
		return nil, nil, nil, err
	}
	quads, err := a.all()
	return append(quads, w.ownQuads(now)...), w.docs[id].resolved(now, m.Print(id)), now, err
}

// newBody returns what the index is to know of a document's entities; d is the document
// where it is at hand.
func (w *Workspace) newBody(id string, m *resolve.Mapping, d *text.Document) (b *body, err error) {
	b = &body{IDs: m.IDs(id)}
	if d != nil {
		b.Locals = resolve.Summarize(d).Entities
	} else if b.Locals, err = w.localsOf(id); err != nil {
		return nil, err
	}
	if len(b.Locals) != len(b.IDs) {
		return nil, fmt.Errorf("document %s has %d entities, %d are resolved", id, len(b.Locals), len(b.IDs))
	}
	return b, nil
}

// by returns a document's entities as they are resolved.
func (b *body) by(m *resolve.Mapping) []*resolve.Entity {
	out := make([]*resolve.Entity, len(b.IDs))
	for i, id := range b.IDs {
		if out[i] = m.Entity(id); out[i] == nil {
			out[i] = b.Locals[i].Entity()
		}
	}
	return out
}

// ownQuads returns the quads of the entities that only this document speaks of.
func (w *Workspace) ownQuads(b *body) (quads []quad.Quad) {
	for _, e := range b.own() {
		quads = append(quads, w.entityQuads(e)...)
	}
	return quads
}

// own returns the entities that only this document speaks of; none of no body.
func (b *body) own() (own []*resolve.Entity) {
	if b == nil {
		return nil
	}
	for i, id := range b.IDs {
		if id == "" {
			own = append(own, b.Locals[i].Entity())
		}
	}
	return own
}

func (w *Workspace) entityQuads(e *resolve.Entity) []quad.Quad {
	if w.quadless {
		return nil
	}
	return w.vocab.Entity(&graph.Profile{Entity: e.Entity, Links: e.Links, StandsFor: e.StandsFor})
}

// oldQuads returns what the index holds of a document: all that is labelled
// with it, the edges labelled with its claims, and its own entities; and its body.
func (w *Workspace) oldQuads(id string) (quads []quad.Quad, was *body, err error) {
	if w.indexed[id] == nil || w.quadless {
		return nil, nil, nil
	}
	if was, err = w.bodyOf(id); err != nil {
		return nil, nil, err
	}
	for q, err := range w.labelled(id) {
		if err != nil {
			return nil, nil, err
		}
		quads = append(quads, q)
	}
	return append(quads, w.ownQuads(was)...), was, nil
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

// marksOf returns the marks that shared entities are to have.
func marksOf(m *resolve.Mapping) map[string]mark {
	uses := m.Uses()
	marks := make(map[string]mark, len(uses))
	for _, u := range uses {
		marks[u.ID] = mark{u.Hash, u.Type, u.Mentions, u.Documents}
	}
	return marks
}

// dropEntities takes back the shared entities that are no more.
func (w *Workspace) dropEntities(b *batch, was, now map[string]mark) error {
	var gone []string
	for id := range was {
		if _, stays := now[id]; !stays {
			gone = append(gone, id)
		}
	}
	slices.Sort(gone)
	for _, id := range gone {
		old, err := w.indexedEntity(id)
		if err != nil {
			return err
		}
		if err := b.entity(old, nil); err != nil {
			return err
		}
	}
	return nil
}

// setEntities writes the shared entities that are new, or of which anything changed.
func (w *Workspace) setEntities(b *batch, m *resolve.Mapping, was, now map[string]mark) error {
	var changed []string
	for id := range now {
		if o, ok := was[id]; !ok || o.hash != now[id].hash {
			changed = append(changed, id)
		}
	}
	slices.Sort(changed)
	for _, id := range changed {
		var old *resolve.Entity
		if _, ok := was[id]; ok {
			var err error
			if old, err = w.indexedEntity(id); err != nil {
				return err
			}
		}
		if err := b.entity(old, m.Entity(id)); err != nil {
			return err
		}
	}
	return nil
}
