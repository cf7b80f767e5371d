package ingest

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// A long document's quads are not all made at once. They go into the index in many
// transactions, of which any may be the last: so the first one leaves a record
// without checksum, which no document has. By that the next sync knows that
// anything may be there that is labelled with the document, or is of an entity that
// the record has as the document's own.

// long reports whether a document has so many claims that its quads, some twenty
// each, fill a good part of a transaction.
func (r *record) long() bool {
	return r.claims() > batchSize/50
}

// syncLong brings the index in line with a long document.
func (w *Workspace) syncLong(ctx context.Context, b *batch, id string, m *resolve.Mapping) error {
	got, _, err := w.decided(id)
	if err != nil {
		return err
	}
	now, err := w.newBody(id, m, got.Document)
	if err != nil {
		return err
	}
	got.Document.Sentences = nil // of them no quad speaks
	a, err := w.account(got.Document, now.by(m))
	if err != nil {
		return err
	}
	var old *account
	var was *body
	r := w.docs[id].resolved(now, m.Print(id))
	switch before := w.indexed[id]; {
	case before == nil:
		b.begin(id, r, now)
	case before.Checksum == r.Checksum && before.Edits == r.Edits: // it says what it said, but of others
		if was, err = w.bodyOf(id); err != nil {
			return err
		}
		if old, err = a.by(was.bare()); err != nil {
			return err
		}
		b.begin(id, r, both(was, now))
	default:
		if err = w.dropLong(b, id); err != nil {
			return err
		}
		b.begin(id, r, now)
	}
	for i := range a.len() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.exchange(i, old, a); err != nil {
			return err
		}
	}
	var own []quad.Quad
	if old != nil {
		own = w.ownQuads(was)
	}
	return b.document(id, own, w.ownQuads(now), r, was, now)
}

// exchange puts a piece of one account in the place of that of another, nil for
// none.
func (b *batch) exchange(i int, old, now *account) error {
	quads, err := now.piece(i)
	if err != nil {
		return err
	}
	var was []quad.Quad
	if old != nil {
		if was, err = old.piece(i); err != nil {
			return err
		}
	}
	if !slices.Equal(was, quads) {
		b.replace(was, quads)
	}
	return b.flushIfFull()
}

// bare returns a document's entities as indexed, the shared ones with no more than
// their IDs: of more its account does not speak.
func (b *body) bare() []*resolve.Entity {
	out := make([]*resolve.Entity, len(b.IDs))
	for i, id := range b.IDs {
		if out[i] = (&resolve.Entity{Entity: graph.Entity{ID: id}}); id == "" {
			out[i] = b.Locals[i].Entity()
		}
	}
	return out
}

// both returns a body that has as a document's own the entities that are so by
// either of two bodies of it.
func both(x, y *body) *body {
	b := &body{Locals: y.Locals, IDs: slices.Clone(y.IDs)}
	for i := range b.IDs {
		if x.IDs[i] == "" {
			b.IDs[i] = ""
		}
	}
	return b
}

// dropLong takes back what a long document contributed.
func (w *Workspace) dropLong(b *batch, id string) error {
	was, err := w.bodyOf(id)
	if err != nil {
		return err
	}
	b.begin(id, w.indexed[id], was)
	for q, err := range w.labelled(id) {
		if err != nil {
			return err
		}
		b.del = append(b.del, q)
		if err := b.flushIfFull(); err != nil {
			return err
		}
	}
	return b.document(id, w.ownQuads(was), nil, nil, was, nil)
}

// begin notes that more of a document than one transaction holds is about to
// change.
func (b *batch) begin(id string, r *record, now *body) {
	unfinished := *r
	unfinished.Checksum = ""
	b.note(id, &unfinished, now)
}
