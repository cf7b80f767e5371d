package store

import (
	"iter"
	"slices"

	"github.com/cayleygraph/quad"
)

// ID is a value's number in one store, for as long as some quad has the value. 0 is
// none. IDs say nothing about the values' order, and are below 1<<62.
type ID = uint64

// The places of a quad, as Count counts them.
const (
	Subject = iota
	Predicate
	Object
	Label
)

// Pattern is a quad in IDs, of which some parts are asked for. A Label that is
// asked for and 0 is no label.
type Pattern struct {
	IDs   [4]ID
	Bound [4]bool
}

// ID returns the ID of a value, or 0 where no quad has it.
func (sn *Snapshot) ID(v quad.Value) (id ID, err error) {
	if sn.server != nil {
		return sn.server.id(v)
	}
	err = sn.store.engine.guard(func() (err error) {
		id, err = valueID(sn.tx, v)
		return err
	})
	return id, err
}

// Value returns the value of an ID that this snapshot gave. It remembers what is asked
// for often; for many values at once, there is Values.
func (sn *Snapshot) Value(id ID) (v quad.Value, err error) {
	if sn.server != nil {
		return sn.server.value(id)
	}
	if n, ok := sn.names.values[id]; ok {
		return n.value, nil
	}
	err = sn.store.engine.guard(func() error {
		n, err := sn.names.get(sn.tx, id)
		v = n.value
		return err
	})
	return v, err
}

// countsLimit bounds the counts that a snapshot remembers, some 6 MB of them.
const countsLimit = 100_000

// Count returns how many quads have a value at each place; none for an unknown ID. In a
// database it counts no further than to a thousand, but for predicates.
func (sn *Snapshot) Count(id ID) (n [4]uint64, err error) {
	if sn.server != nil {
		return sn.server.count(id)
	}
	if n, ok := sn.counts[id]; ok {
		return n, nil
	}
	err = sn.store.engine.guard(func() error {
		key := idKey(id)
		v := sn.tx.get(spaceValues, key)
		if v == nil {
			return nil
		}
		rec, err := parseRecord(key, v)
		n = rec.counts
		return err
	})
	if sn.counts == nil || len(sn.counts) >= countsLimit {
		sn.counts = map[ID][4]uint64{}
	}
	sn.counts[id] = n
	return n, err
}

// Scan returns the quads of a pattern, in IDs. The quads that differ by their labels
// alone come one after another, unless the label is asked for. An error ends the loop.
func (sn *Snapshot) Scan(p Pattern) iter.Seq2[[4]ID, error] {
	if sn.server != nil {
		return sn.server.scan(p)
	}
	return func(yield func([4]ID, error) bool) {
		want := quadIDs(p.IDs)
		o, lead := bestOrder(p.Bound)
		sc := newScan(o, want, lead)
		tuples := sn.buffer()
		defer func() { sn.spare = append(sn.spare, tuples) }()
		for {
			err := sn.store.engine.guard(func() (err error) {
				tuples, err = sc.fillFrom(sn.cursor(o.space), tuples[:0])
				return err
			})
			if err != nil {
				yield([4]ID{}, err)
				return
			}
			if len(tuples) == 0 {
				return
			}
			for _, t := range tuples {
				q := o.quad(t)
				if !fits(q, want, p.Bound) {
					continue
				}
				if !yield(q, nil) {
					return
				}
			}
		}
	}
}

func fits(q, want quadIDs, bound [4]bool) bool {
	for i, b := range bound {
		if b && q[i] != want[i] {
			return false
		}
	}
	return true
}

// buffer returns room for a block's tuples that no running Scan uses.
func (sn *Snapshot) buffer() []tuple {
	if n := len(sn.spare); n > 0 {
		b := sn.spare[n-1]
		sn.spare = sn.spare[:n-1]
		return b
	}
	return make([]tuple, 0, 256)
}

// cursor returns a space's cursor. Every fill begins by seeking, so that scans can share it.
func (sn *Snapshot) cursor(sp space) cursor {
	if sn.cursors[sp] == nil {
		sn.cursors[sp] = sn.tx.cursor(sp)
	}
	return sn.cursors[sp]
}

// Labels returns each label that some quad has, once.
func (sn *Snapshot) Labels() iter.Seq2[ID, error] {
	if sn.server != nil {
		return sn.server.labels()
	}
	return sn.skip(spaceLSPO, tuple{1}, 0)
}

// skip returns each value at a place of an index once, from a tuple on and as long as
// the places before are the same, by seeking from one to the next.
func (sn *Snapshot) skip(sp space, from tuple, place int) iter.Seq2[ID, error] {
	return func(yield func(ID, error) bool) {
		o := &orders[sp-spaceSPOL]
		for {
			var at tuple
			found := false
			err := sn.store.engine.guard(func() error {
				sc := scan{order: o, from: from}
				ts, err := sc.fillFrom(sn.cursor(sp), nil)
				if len(ts) > 0 {
					at = ts[0]
					found = slices.Equal(at[:place], from[:place])
				}
				return err
			})
			if err != nil {
				yield(0, err)
				return
			}
			if !found || !yield(at[place], nil) {
				return
			}
			from = tuple{}
			copy(from[:], at[:place+1])
			from[place]++
		}
	}
}

// Objects returns each object that the quads of a predicate have, once.
func (sn *Snapshot) Objects(predicate ID) iter.Seq2[ID, error] {
	if sn.server != nil {
		return sn.server.objects(predicate)
	}
	return sn.skip(spacePOSL, tuple{predicate}, 1)
}
