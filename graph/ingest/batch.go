package ingest

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// batch gathers changes for one transaction after another. While one is being
// stored the next is gathered.
type batch struct {
	w        *Workspace
	add, del []quad.Quad
	set      []store.Entry
	storing  chan error    // of the transaction under way; nil for none
	after    []func()      // what w knows once all is stored
	loader   *store.Loader // fills an empty index; nil for one that holds something, or will not hold much
}

// loadWords is how many words make it worth while to fill an index rather than to
// change it bit by bit. (Tests have fewer.)
var loadWords = 200_000

// newBatch begins to change the index.
func (w *Workspace) newBatch() (b *batch, err error) {
	b = &batch{w: w}
	if w.fills() {
		b.loader, err = w.store.Loader()
	}
	return b, err
}

// fills reports whether the index is empty, and is to hold much.
func (w *Workspace) fills() bool {
	if len(w.indexed) > 0 || w.quadless {
		return false
	}
	words := 0
	for _, r := range w.docs {
		words += r.Words
	}
	return words >= loadWords
}

// close ends what end has not. An index that was being filled is worth nothing.
func (b *batch) close() {
	_ = b.wait() // end has told
	if b.loader == nil {
		return
	}
	b.loader.Cancel()
	if b.w.served() { // what was not committed never was
		return
	}
	if err := b.w.freshStore(); err != nil {
		b.w.opt.Notice(err.Error())
	}
}

// batchSize is how many quads go into one transaction: this many take some 20 MB,
// and three times that while they are stored. Larger batches are hardly faster.
// (Tests have smaller ones.)
var batchSize = 50_000

// document replaces a document's quads, and what is known of it; nil for none.
func (b *batch) document(id string, old, quads []quad.Quad, r *record, was, now *body) error {
	b.replace(old, quads)
	b.call(was.own(), now.own())
	b.note(id, r, now)
	b.after = append(b.after, func() {
		if r == nil {
			delete(b.w.indexed, id)
		} else {
			b.w.indexed[id], b.w.docs[id] = r, r
		}
	})
	return b.flushIfFull()
}

// note has the index know this of a document; nil for nothing.
func (b *batch) note(id string, r *record, now *body) {
	head, rest := store.Entry{Bucket: bucketHeads, Key: id}, store.Entry{Bucket: bucketDocuments, Key: id}
	if r != nil {
		head.Value, rest.Value = r.pack(), now.pack()
	}
	b.set = append(b.set, head, rest)
}

// entity replaces an entity's quads, where anything about it changed.
func (b *batch) entity(was, now *resolve.Entity) error {
	if was != nil && now == nil {
		b.call([]*resolve.Entity{was}, nil)
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
	if was == nil {
		b.call(nil, []*resolve.Entity{now})
	} else {
		b.call([]*resolve.Entity{was}, []*resolve.Entity{now})
	}
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
	if len(add) >= batchSize { // the next one will be as large
		b.add = make([]quad.Quad, 0, cap(add))
	}
	b.storing = make(chan error, 1)
	go func() { b.storing <- b.store(add, del, set) }()
	return nil
}

func (b *batch) store(add, del []quad.Quad, set []store.Entry) error {
	if b.loader != nil { // there is nothing to take away
		return b.loader.Add(add, set...)
	}
	return b.w.store.Apply(add, del, set...)
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
	if b.loader != nil {
		if err := b.loader.Finish(); err != nil {
			return fmt.Errorf("writing the index: %w", err)
		}
		b.loader = nil
	}
	for _, f := range b.after {
		f()
	}
	return nil
}
