package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Entry is one piece of metadata: a key in a bucket, and its value. Neither
// bucket nor key may hold a zero byte.
type Entry struct {
	Bucket, Key string
	Value       []byte // nil takes the entry away
}

// Apply takes quads away, adds others, and sets metadata, in one transaction:
// all of it is stored when Apply returns nil, and none of it otherwise. A quad
// that is both taken and added is there afterwards. Taking a quad that is not
// there, or adding one that is, does nothing.
//
// Larger batches are faster; a hundred thousand quads at a time is plenty. Apply
// may be called inside a loop over Quads, Match or Label, which goes on
// seeing the store as it was.
func (s *Store) Apply(add, del []quad.Quad, set ...Entry) error {
	ops := make([]op, 0, len(add)+len(del))
	for i := range del {
		ops = append(ops, op{quad: &del[i], del: true})
	}
	for i := range add {
		ops = append(ops, op{quad: &add[i]})
	}
	return s.write(&batch{ops: ops, set: set, ignore: graph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}})
}

// An op is one quad to be added or taken away.
type op struct {
	quad *quad.Quad
	del  bool
	ids  quadIDs
}

// unknown reports whether the quad has a value that no other has, so that there is
// nothing to take away.
func (o *op) unknown() bool {
	return o.ids[subject] == 0 || o.ids[predicate] == 0 || o.ids[object] == 0 || o.ids[label] == 0 && o.quad.Label != nil
}

// A batch is one write transaction in the making.
type batch struct {
	ops    []op
	set    []Entry
	ignore graph.IgnoreOpts

	tx     txn
	head   head
	terms  resolver
	counts map[uint64]*[4]int64 // what changes in the records, by id
	dead   [][]byte             // written forms of the values that went
}

func (s *Store) write(b *batch) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.server != nil {
		return s.server.apply(b)
	}
	err := s.engine.guard(func() error {
		tx, err := s.engine.begin(true)
		if err != nil {
			return err
		}
		defer tx.rollback()
		b.tx = tx
		if err := b.run(&s.terms); err != nil {
			return err
		}
		return tx.commit()
	})
	if err == nil {
		b.terms.publish(&s.terms, b.counts, b.dead)
	}
	return err
}

// run does everything but commit.
func (b *batch) run(cache *termCache) (err error) {
	if b.head, err = readHead(b.tx); err != nil {
		return err
	}
	b.terms = resolver{cache: cache, pending: map[string]int{}}
	if err := b.resolve(); err != nil {
		return err
	}
	if err := b.check(); err != nil {
		return err
	}
	if err := b.index(); err != nil {
		return err
	}
	if err := b.record(); err != nil {
		return err
	}
	for _, e := range b.set {
		if err := setEntry(b.tx, e); err != nil {
			return err
		}
	}
	return b.head.write(b.tx)
}

// resolve fills in the ids of every op. Values that are new get the next ids in
// order of appearance; in an op that takes a quad away they stay 0.
func (b *batch) resolve() error {
	for i := range b.ops {
		o := &b.ops[i]
		if !o.quad.IsValid() {
			return fmt.Errorf("quad %d is incomplete: %v", i, *o.quad)
		}
		for d, dir := range quad.Directions {
			v := o.quad.Get(dir)
			if v == nil {
				continue
			}
			if i > 0 && b.ops[i-1].quad.Get(dir) == v && b.ops[i-1].ids[d] != 0 {
				o.ids[d] = b.ops[i-1].ids[d]
				continue
			}
			id, err := b.terms.id(v)
			if err != nil {
				return fmt.Errorf("quad %d: %w", i, err)
			}
			o.ids[d] = id
		}
	}
	if err := b.terms.lookUp(b.tx); err != nil {
		return err
	}
	for i := range b.ops {
		o := &b.ops[i]
		for d := range o.ids {
			if o.ids[d]&provisional != 0 {
				o.ids[d] = b.terms.settle(o.ids[d], o.del, &b.head.next)
			}
		}
	}
	return nil
}

// check applies Cayley's rules: unless they are to be ignored, an added quad must
// not be in the store, and one taken away must be, before the batch.
func (b *batch) check() error {
	for i := range b.ops {
		o := &b.ops[i]
		if o.del && b.ignore.IgnoreMissing || !o.del && b.ignore.IgnoreDup {
			continue
		}
		there := false
		if !o.unknown() {
			var err error
			if there, err = contains(b.tx, o.ids); err != nil {
				return err
			}
		}
		if there == o.del {
			continue
		}
		if o.del {
			return &graph.DeltaError{Delta: graph.Delta{Quad: *o.quad, Action: graph.Delete}, Err: graph.ErrQuadNotExist}
		}
		return &graph.DeltaError{Delta: graph.Delta{Quad: *o.quad, Action: graph.Add}, Err: graph.ErrQuadExists}
	}
	return nil
}

// index applies the batch to the four indexes and counts what changes.
func (b *batch) index() error {
	b.counts = map[uint64]*[4]int64{}
	changes := b.changes()
	m := merger{tx: b.tx, space: orders[0].space}
	did, err := m.apply(changes)
	if err != nil {
		return err
	}
	b.count(did, 0)
	spare := make([]change, len(did))
	for i := 1; i < len(orders); i++ {
		// What an order puts before subject, predicate, object and label, which did is
		// sorted by, is sorted by last.
		sorted := slices.Clone(did)
		for n := orders[i].moved() - 1; n >= 0; n-- {
			sorted, spare = sortBy(sorted, spare, orders[i].dirs[n])
		}
		for j := range sorted {
			sorted[j].t = orders[i].of(sorted[j].t)
		}
		b.count(sorted, orders[i].dirs[0])
		m.space = orders[i].space
		if err := m.all(sorted); err != nil {
			return err
		}
	}
	for _, ch := range did {
		if ch.del {
			b.head.quads--
		} else {
			b.head.quads++
		}
	}
	return nil
}

// changes returns the last change to each quad, sorted for the first index.
func (b *batch) changes() []change {
	out := make([]change, 0, len(b.ops))
	for i := range b.ops {
		o := &b.ops[i]
		if o.unknown() {
			continue
		}
		out = append(out, change{t: orders[0].of(o.ids), del: o.del})
	}
	slices.Reverse(out) // of two changes of one quad the later counts, and comes first
	spare := make([]change, len(out))
	for part := label; part >= subject; part-- {
		out, spare = sortBy(out, spare, part)
	}
	return slices.CompactFunc(out, func(x, y change) bool { return x.t == y.t })
}

// count adds up the changes by the first id of their tuples, which are sorted.
func (b *batch) count(did []change, dir int) {
	for i := 0; i < len(did); {
		id, n := did[i].t[0], int64(0)
		for ; i < len(did) && did[i].t[0] == id; i++ {
			if did[i].del {
				n--
			} else {
				n++
			}
		}
		if id == 0 {
			continue // the label of quads without one
		}
		c := b.counts[id]
		if c == nil {
			c = new([4]int64)
			b.counts[id] = c
		}
		c[dir] += n
	}
}

// record brings the values' records and the dictionary up to date.
func (b *batch) record() error {
	ids := make([]uint64, 0, len(b.counts))
	for id := range b.counts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var added []uint64
	for _, id := range ids {
		fresh, err := b.recordOne(id)
		if err != nil {
			return err
		}
		if fresh {
			added = append(added, id)
		}
	}
	return b.terms.addTerms(b.tx, added)
}

// recordOne updates one record, and reports whether it is new.
func (b *batch) recordOne(id uint64) (fresh bool, err error) {
	key := idKey(id)
	rec := record{enc: b.terms.fresh[id]}
	if fresh = rec.enc != nil; !fresh {
		if rec, err = parseRecord(key, b.tx.get(spaceValues, key)); err != nil {
			return false, err
		}
	}
	for d, n := range b.counts[id] {
		if n < 0 && uint64(-n) > rec.counts[d] {
			return false, fmt.Errorf("%w: value %d has too low a count", ErrDamaged, id)
		}
		rec.counts[d] += uint64(n)
	}
	switch {
	case rec.dead() && fresh:
		return false, nil
	case rec.dead():
		b.head.values--
		enc := bytes.Clone(rec.enc)
		b.dead = append(b.dead, enc)
		if err := b.tx.del(spaceTerms, appendTerm(nil, enc)); err != nil {
			return false, err
		}
		return false, b.tx.del(spaceValues, key)
	case fresh:
		b.head.values++
	}
	return fresh, b.tx.put(spaceValues, key, rec.encode(key))
}

func setEntry(tx txn, e Entry) error {
	if err := e.check(); err != nil {
		return err
	}
	key := metaKey(e.Bucket, e.Key)
	if e.Value == nil {
		return tx.del(spaceMeta, key)
	}
	return tx.put(spaceMeta, key, sealEntry(key, e.Value))
}

// check says why an entry cannot be one.
func (e *Entry) check() error {
	if e.Bucket == "" || e.Key == "" || bytes.IndexByte([]byte(e.Bucket+e.Key), 0) >= 0 {
		return fmt.Errorf("%q, %q cannot be a bucket and a key", e.Bucket, e.Key)
	}
	return nil
}

func idKey(id uint64) []byte { return binary.BigEndian.AppendUint64(nil, id) }

func metaKey(bucket, key string) []byte {
	return append(append([]byte(bucket), 0), key...)
}
