package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// synced says what an index was derived from. Where it is not what the
// workspace holds now, or is missing, the index lags.
type synced struct {
	Format  int    // indexFormat
	Schema  string // fingerprint: resolution depends on it
	Base    string
	Stamp   ledger.Stamp
	Damaged map[string]string `json:",omitempty"` // documents left out, by ID, and why
}

// wanted returns what synced has to be.
func (w *Workspace) wanted() (synced, error) {
	stamp, err := w.ledger.Stamp()
	if err != nil {
		return synced{}, fmt.Errorf("looking at the documents: %w", err)
	}
	return synced{Format: indexFormat, Schema: w.print, Base: w.ledger.Settings().Base, Stamp: stamp}, nil
}

// synced returns what the index says it was derived from.
func (w *Workspace) synced() (s synced, err error) {
	data, err := w.store.Meta(bucketState, keySynced)
	if err != nil || data == nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("%w: %w", store.ErrDamaged, err)
	}
	return s, nil
}

// current reports whether the index is up to date, by a few hundred system
// calls, and repeats what it knows to be damaged.
func (w *Workspace) current() (bool, error) {
	want, err := w.wanted()
	if err != nil {
		return false, err
	}
	have, err := w.synced()
	if err != nil {
		return false, err
	}
	if have.Format != want.Format || have.Schema != want.Schema || have.Base != want.Base || !have.Stamp.Equal(want.Stamp) {
		return false, nil
	}
	w.damaged = have.Damaged
	w.noticeDamage()
	return true, nil
}

// catchUp compares the document files with the index, in the folders where
// anything changed, and brings the index up to date. It costs little where the
// index is current.
func (w *Workspace) catchUp(ctx context.Context) error {
	if ok, err := w.current(); ok || err != nil {
		return err
	}
	have, err := w.synced()
	if err != nil {
		return err
	}
	if have.Format != 0 && (have.Format != indexFormat || have.Base != w.ledger.Settings().Base) {
		if err := w.freshStore(); err != nil {
			return err
		}
	}
	w.unsure = true
	if err := w.heal(ctx); err != nil {
		return err
	}
	return w.sync(ctx)
}

// heal makes sure that w knows the truth.
func (w *Workspace) heal(ctx context.Context) error {
	if err := w.load(); err != nil || !w.unsure {
		return err
	}
	changed, err := w.compare(ctx)
	if err != nil {
		return err
	}
	if err := w.readRecords(ctx, changed); err != nil {
		return err
	}
	w.noticeDamage()
	w.unsure = false
	return nil
}

// compare finds the documents that the index has not, or in another version,
// and forgets those that are gone.
func (w *Workspace) compare(ctx context.Context) (changed []string, err error) {
	have, err := w.synced()
	if err != nil {
		return nil, err
	}
	now, err := w.ledger.Stamp()
	if err != nil {
		return nil, err
	}
	folders := now.Changed(have.Stamp)
	if len(have.Damaged) > 0 { // they may be in any folder
		folders = slices.Sorted(maps.Keys(now.Folders))
	}
	w.damaged = map[string]string{}
	seen := map[string]bool{}
	for _, folder := range folders {
		found, err := w.compareFolder(ctx, folder, seen)
		if err != nil {
			return nil, err
		}
		changed = append(changed, found...)
	}
	n := len(changed)
	for _, id := range slices.Collect(maps.Keys(w.docs)) {
		if !seen[id] && slices.Contains(folders, ledger.Folder(id)) {
			w.put(id, nil)
			n++
		}
	}
	if n > 0 {
		w.opt.Notice(fmt.Sprintf("bringing the index up to date: %s", plural(n, "document")))
	}
	return changed, nil
}

func (w *Workspace) compareFolder(ctx context.Context, folder string, seen map[string]bool) (changed []string, err error) {
	for h, err := range w.ledger.Headers(ctx, folder) {
		if err != nil {
			if !w.noteDamage(err) {
				return nil, err
			}
			continue
		}
		seen[h.ID] = true
		if r := w.docs[h.ID]; r == nil || r.Checksum != h.Checksum || r.Reader != h.Reader {
			changed = append(changed, h.ID)
		}
	}
	return changed, nil
}

// noteDamage keeps the message of a damaged document, and reports whether err
// is that.
func (w *Workspace) noteDamage(err error) bool {
	var damage *ledger.DamagedError
	if !errors.As(err, &damage) {
		return false
	}
	if w.damaged == nil {
		w.damaged = map[string]string{}
	}
	w.damaged[damage.ID] = err.Error()
	return true
}

// damages returns what is known of damaged documents, by their IDs.
func (w *Workspace) damages() (out []string) {
	for _, id := range slices.Sorted(maps.Keys(w.damaged)) {
		out = append(out, w.damaged[id])
	}
	return out
}

func (w *Workspace) noticeDamage() {
	for _, d := range w.damages() {
		w.opt.Notice(d)
	}
}

// readRecords reads documents, and notes what the index needs of each.
func (w *Workspace) readRecords(ctx context.Context, ids []string) error {
	type result struct {
		record *record
		err    error
	}
	read := func(_ context.Context, i int) result {
		r, err := w.ledger.Get(ids[i])
		if err != nil {
			return result{err: err}
		}
		if err := check(r.Document); err != nil {
			return result{err: &ledger.DamagedError{ID: ids[i], Path: "document " + ids[i], Reason: err.Error()}}
		}
		return result{record: newRecord(r.Header, r.Document)}
	}
	return ordered(ctx, w.opt.Workers, len(ids), read, func(i int, r result) error {
		if r.err != nil && !w.noteDamage(r.err) {
			return r.err
		}
		w.put(ids[i], r.record)
		return nil
	})
}

// check makes sure that a document's claims stand in its text as they say.
func check(d *text.Document) error {
	ents := make([]*resolve.Entity, len(d.Entities))
	for i := range ents {
		ents[i] = &resolve.Entity{Entity: graph.Entity{Name: d.Entities[i].Name}}
	}
	_, err := resolve.Claims(d, ents)
	return err
}

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
	decisions, err := w.ledger.Decisions()
	if err != nil {
		return err
	}
	m := w.resolveAll(decisions)
	b := &batch{w: w}
	defer b.wait()
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
	if w.names == nil {
		w.names = resolve.New(w.schema)
	}
	docs := make([]*resolve.Summary, 0, len(w.docs))
	for id, r := range w.docs {
		docs = append(docs, r.summary(id))
	}
	return w.names.All(docs, decisions)
}

// dropGone takes back what documents that are no longer there contributed.
func (w *Workspace) dropGone(b *batch) error {
	for _, id := range slices.Sorted(maps.Keys(w.indexed)) {
		if w.docs[id] != nil {
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
		if was == nil || was.Checksum != now.Checksum || was.Reader != now.Reader || !slices.Equal(was.IDs, m.IDs(id)) {
			ids = append(ids, id)
		}
	}
	type result struct {
		quads, old []quad.Quad
		record     *record
		err        error
	}
	write := func(_ context.Context, i int) (out result) {
		if out.quads, out.record, out.err = w.newQuads(ids[i], m); out.err == nil {
			out.old, out.err = w.oldQuads(ids[i])
		}
		return out
	}
	return ordered(ctx, w.opt.Workers, len(ids), write, func(i int, r result) error {
		if r.err != nil {
			return r.err
		}
		return b.document(ids[i], r.old, r.quads, r.record)
	})
}

// newQuads returns what a document contributes, and the record of it.
func (w *Workspace) newQuads(id string, m *resolve.Mapping) ([]quad.Quad, *record, error) {
	got, err := w.ledger.Get(id)
	if err != nil {
		return nil, nil, err
	}
	d, r := got.Document, *w.docs[id]
	ents := m.Of(r.summary(id))
	claims, err := resolve.Claims(d, ents)
	if err != nil {
		return nil, nil, err
	}
	doc := resolve.Document(d)
	quads := w.vocab.Document(&doc)
	mentions := resolve.Mentions(d, ents)
	for _, e := range slices.Sorted(maps.Keys(mentions)) {
		for i := range mentions[e] {
			quads = append(quads, w.vocab.Mention(e, &mentions[e][i])...)
		}
	}
	for i := range claims {
		quads = append(quads, w.vocab.Claim(&claims[i])...)
	}
	r.IDs = m.IDs(id)
	return append(quads, w.ownQuads(&r)...), &r, nil
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
	return w.vocab.Entity(&graph.Profile{Entity: e.Entity, Links: e.Links})
}

// oldQuads returns what the index holds of a document: all that is labelled
// with it, the edges labelled with its claims, and its own entities.
func (w *Workspace) oldQuads(id string) (quads []quad.Quad, err error) {
	was := w.indexed[id]
	if was == nil {
		return nil, nil
	}
	var claims []quad.Value
	for q, err := range w.store.Label(w.vocab.DocumentIRI(id)) {
		if err != nil {
			return nil, err
		}
		if q.Predicate == graph.RDFType && q.Object == graph.QClaim {
			claims = append(claims, q.Subject)
		}
		quads = append(quads, q)
	}
	for _, c := range claims {
		for q, err := range w.store.Label(c) {
			if err != nil {
				return nil, err
			}
			quads = append(quads, q)
		}
	}
	return append(quads, w.ownQuads(was)...), nil
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

// batch gathers changes for one transaction after another. While one is being
// stored the next is gathered.
type batch struct {
	w        *Workspace
	add, del []quad.Quad
	set      []store.Entry
	storing  chan error // of the transaction under way; nil for none
	after    []func()   // what w knows once all is stored
}

// batchSize is how many quads go into one transaction: large batches are
// faster, and this many take some 40 MB. (Tests have smaller ones.)
var batchSize = 100_000

// document replaces a document's quads and record; nil for none.
func (b *batch) document(id string, old, quads []quad.Quad, r *record) error {
	b.replace(old, quads)
	e := store.Entry{Bucket: bucketDocuments, Key: id}
	if r != nil {
		var err error
		if e, err = entry(bucketDocuments, id, r); err != nil {
			return err
		}
	}
	b.set = append(b.set, e)
	b.after = append(b.after, func() {
		if r == nil {
			delete(b.w.indexed, id)
		} else {
			b.w.indexed[id], b.w.docs[id] = r, r
		}
	})
	return b.flushIfFull()
}

// entity replaces an entity's quads, where anything about it changed.
func (b *batch) entity(was, now *resolve.Entity) error {
	if was != nil && now == nil {
		b.replace(b.w.entityQuads(was), nil)
		b.set = append(b.set, store.Entry{Bucket: bucketEntities, Key: was.ID})
		return b.flushIfFull()
	}
	var old []quad.Quad
	if was != nil {
		if was.Equal(now) {
			return nil
		}
		old = b.w.entityQuads(was)
	}
	e, err := entry(bucketEntities, now.ID, now)
	if err != nil {
		return err
	}
	b.replace(old, b.w.entityQuads(now))
	b.set = append(b.set, e)
	return b.flushIfFull()
}

// replace adds only what is new and takes away only what is no more: a change of
// one entity's name leaves most of a document as it was.
func (b *batch) replace(old, now []quad.Quad) {
	if len(old) == 0 {
		b.add = append(b.add, now...)
		return
	}
	keep := make(map[quad.Quad]bool, len(now))
	for _, q := range now {
		keep[q] = true
	}
	had := make(map[quad.Quad]bool, len(old))
	for _, q := range old {
		had[q] = true
		if !keep[q] {
			b.del = append(b.del, q)
		}
	}
	for _, q := range now {
		if !had[q] {
			b.add = append(b.add, q)
		}
	}
}

func (b *batch) flushIfFull() error {
	if len(b.add)+len(b.del) < batchSize {
		return nil
	}
	return b.flush()
}

// flush hands what is gathered to the store, once that is done with what it was
// given before, and returns the error of that.
func (b *batch) flush() error {
	if err := b.wait(); err != nil {
		return err
	}
	add, del, set := b.add, b.del, b.set
	b.add, b.del, b.set = nil, nil, nil
	b.storing = make(chan error, 1)
	go func() { b.storing <- b.w.store.Apply(add, del, set...) }()
	return nil
}

// wait returns when nothing is being stored any more.
func (b *batch) wait() error {
	if b.storing == nil {
		return nil
	}
	err := <-b.storing
	b.storing = nil
	if err != nil {
		return fmt.Errorf("writing the index: %w", err)
	}
	return nil
}

// end stores the rest. Only now is what w knows brought in line, for until now
// workers may have looked at it.
func (b *batch) end() error {
	if err := b.flush(); err != nil {
		return err
	}
	if err := b.wait(); err != nil {
		return err
	}
	for _, f := range b.after {
		f()
	}
	return nil
}

// plural returns a count with its noun: "1 document", "2 documents".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Reindex throws the index away and makes it anew from the documents and
// decisions. The graph is the same afterwards.
func (w *Workspace) Reindex(ctx context.Context) error {
	if w.opt.ReadOnly {
		return ledger.ErrReadOnly
	}
	if err := w.freshStore(); err != nil {
		return err
	}
	err := w.catchUp(ctx)
	if err != nil {
		w.forget()
	}
	return err
}
