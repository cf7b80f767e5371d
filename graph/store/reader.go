package store

import (
	"fmt"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"
)

// ID stands for a value in one store, for as long as some quad has the value. 0 is
// none. IDs say nothing about the values' order, and are below 1<<62.
type ID uint64

// The places of a quad, as Reader counts them.
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

// Reader reads the store as it was at one moment, in IDs, so that a query engine
// compares numbers and looks up the values of its answers alone. It is for one
// goroutine; its reads do not block writers. Close gives it up.
type Reader struct {
	store   *Store
	tx      txn
	cursors [spaceCount]cursor
	names   names
	counts  map[ID][4]uint64
	spare   [][]tuple // for Scan, which may run inside itself
}

// Reader returns a reader of the store as it is now.
func (s *Store) Reader() (*Reader, error) {
	r := &Reader{store: s, counts: map[ID][4]uint64{}}
	err := s.engine.guard(func() (err error) {
		r.tx, err = s.engine.begin(false)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Close ends the reader. It must be called once no Scan is under way.
func (r *Reader) Close() {
	_ = r.store.engine.guard(func() error { r.tx.rollback(); return nil })
}

// ID returns the ID of a value, or 0 where no quad has it.
func (r *Reader) ID(v quad.Value) (id ID, err error) {
	err = r.store.engine.guard(func() error {
		n, err := valueID(r.tx, v)
		id = ID(n)
		return err
	})
	return id, err
}

// Value returns the value of an ID that this reader gave.
func (r *Reader) Value(id ID) (v quad.Value, err error) {
	if n, ok := r.names.values[uint64(id)]; ok {
		return n.value, nil
	}
	err = r.store.engine.guard(func() error {
		n, err := r.names.get(r.tx, uint64(id))
		v = n.value
		return err
	})
	return v, err
}

// countsLimit bounds the counts that a reader remembers, some 6 MB of them.
const countsLimit = 100_000

// Count returns how many quads have a value at each place; none for an unknown ID.
func (r *Reader) Count(id ID) (n [4]uint64, err error) {
	if n, ok := r.counts[id]; ok {
		return n, nil
	}
	err = r.store.engine.guard(func() error {
		key := idKey(uint64(id))
		v := r.tx.get(spaceValues, key)
		if v == nil {
			return nil
		}
		rec, err := parseRecord(key, v)
		n = rec.counts
		return err
	})
	if len(r.counts) >= countsLimit {
		clear(r.counts)
	}
	r.counts[id] = n
	return n, err
}

// Size returns how many quads there are.
func (r *Reader) Size() (n uint64, err error) {
	err = r.store.engine.guard(func() error {
		h, err := readHead(r.tx)
		n = h.quads
		return err
	})
	return n, err
}

// Scan returns the quads of a pattern, in IDs. The quads that differ by their labels
// alone come one after another, unless the label is asked for. An error ends the loop.
func (r *Reader) Scan(p Pattern) iter.Seq2[[4]ID, error] {
	return func(yield func([4]ID, error) bool) {
		want := quadIDs{uint64(p.IDs[0]), uint64(p.IDs[1]), uint64(p.IDs[2]), uint64(p.IDs[3])}
		o, lead := bestOrder(p.Bound)
		sc := newScan(o, want, lead)
		tuples := r.buffer()
		defer func() { r.spare = append(r.spare, tuples) }()
		for {
			err := r.store.engine.guard(func() (err error) {
				tuples, err = sc.fillFrom(r.cursor(o.space), tuples[:0])
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
				if !yield([4]ID{ID(q[0]), ID(q[1]), ID(q[2]), ID(q[3])}, nil) {
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
func (r *Reader) buffer() []tuple {
	if n := len(r.spare); n > 0 {
		b := r.spare[n-1]
		r.spare = r.spare[:n-1]
		return b
	}
	return make([]tuple, 0, 256)
}

// cursor returns a space's cursor. Every fill begins by seeking, so that scans can share it.
func (r *Reader) cursor(sp space) cursor {
	if r.cursors[sp] == nil {
		r.cursors[sp] = r.tx.cursor(sp)
	}
	return r.cursors[sp]
}

// Labels returns each label that some quad has, once.
func (r *Reader) Labels() iter.Seq2[ID, error] { return r.skip(spaceLSPO, tuple{1}, 0) }

// skip returns each value at a place of an index once, from a tuple on and as long as
// the places before are the same, by seeking from one to the next.
func (r *Reader) skip(sp space, from tuple, place int) iter.Seq2[ID, error] {
	return func(yield func(ID, error) bool) {
		o := &orders[sp-spaceSPOL]
		for {
			var at tuple
			found := false
			err := r.store.engine.guard(func() error {
				sc := scan{order: o, from: from}
				ts, err := sc.fillFrom(r.cursor(sp), nil)
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
			if !found || !yield(ID(at[place]), nil) {
				return
			}
			from = tuple{}
			copy(from[:], at[:place+1])
			from[place]++
		}
	}
}

func (id ID) String() string { return fmt.Sprintf("#%d", uint64(id)) }

// Objects returns each object that the quads of a predicate have, once.
func (r *Reader) Objects(predicate ID) iter.Seq2[ID, error] {
	return r.skip(spacePOSL, tuple{uint64(predicate)}, 1)
}
