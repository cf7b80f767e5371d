package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/maphash"
)

// Check reads the whole store and fails with ErrDamaged where anything in it
// disagrees: checksums, the four indexes, the counts, the dictionary. It takes
// constant memory, and a second or so for a million quads.
func (s *Store) Check(ctx context.Context) error {
	if s.server != nil {
		return s.server.check(ctx)
	}
	return s.view(func(tx txn) error {
		h, err := readHead(tx)
		if err != nil {
			return err
		}
		c := checker{ctx: ctx, tx: tx}
		for i := range orders {
			c.runs[i] = run{scan: newScan(&orders[i], quadIDs{}, 0)}
		}
		return c.check(h)
	})
}

// checker walks the values by their ids and, in step with them, the indexes,
// which begin with the same ids.
type checker struct {
	ctx  context.Context
	tx   txn
	runs [4]run
}

// run is a walk through one index.
type run struct {
	scan   scan
	tuples []tuple
	at     int
	last   tuple
	quads  uint64
	sum    uint64 // over the hashes of all quads, so that order does not matter
}

func (c *checker) check(h head) error {
	var values uint64
	cur := c.tx.cursor(spaceValues)
	for k, v := cur.seek(nil); k != nil; k, v = cur.next() {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		values++
		if err := c.value(k, v, h.next); err != nil {
			return err
		}
	}
	if values != h.values {
		return fmt.Errorf("%w: %d values are there and %d should be", ErrDamaged, values, h.values)
	}
	var terms uint64
	cur = c.tx.cursor(spaceTerms)
	for k, v := cur.seek(nil); k != nil; k, v = cur.next() {
		terms++
		if _, err := openTerm(k, v); err != nil {
			return err
		}
	}
	if terms != values {
		return fmt.Errorf("%w: the dictionary has %d values of %d", ErrDamaged, terms, values)
	}
	cur = c.tx.cursor(spaceMeta)
	for k, v := cur.seek(nil); k != nil; k, v = cur.next() {
		if _, err := openEntry(k, v); err != nil {
			return err
		}
	}
	return c.agree(h)
}

// value checks one record against the dictionary and the indexes.
func (c *checker) value(key, value []byte, next uint64) error {
	rec, err := parseRecord(key, value)
	if err != nil {
		return err
	}
	if _, err := parseValue(rec.enc); err != nil {
		return err
	}
	id := binary.BigEndian.Uint64(key)
	if id == 0 || id >= next || rec.dead() {
		return fmt.Errorf("%w: value %d should not be there", ErrDamaged, id)
	}
	found, err := termID(c.tx, appendTerm(nil, rec.enc))
	if err != nil {
		return err
	}
	if found != id {
		return fmt.Errorf("%w: value %d is not in the dictionary", ErrDamaged, id)
	}
	for i := range c.runs {
		n, err := c.runs[i].count(c.tx, id)
		if err != nil {
			return err
		}
		if n != rec.counts[orders[i].dirs[0]] {
			return fmt.Errorf("%w: value %d is counted wrongly", ErrDamaged, id)
		}
	}
	return nil
}

// agree compares the indexes with each other.
func (c *checker) agree(h head) error {
	for i := range c.runs {
		r := &c.runs[i]
		n, err := r.count(c.tx, 1<<64-1)
		if err != nil {
			return err
		}
		if n != 0 || r.quads != h.quads || r.sum != c.runs[0].sum {
			return fmt.Errorf("%w: its indexes disagree", ErrDamaged)
		}
	}
	return nil
}

// count reads on through the tuples that begin with id and returns their number.
// Those before can only be quads without a label.
func (r *run) count(tx txn, id uint64) (n uint64, err error) {
	for {
		if r.at == len(r.tuples) {
			r.at = 0
			if r.tuples, err = r.scan.fill(tx, r.tuples[:0]); err != nil || len(r.tuples) == 0 {
				return n, err
			}
		}
		t := r.tuples[r.at]
		if t[0] > id {
			return n, nil
		}
		if t[0] < id && (t[0] != 0 || r.scan.order.dirs[0] != label) || r.quads > 0 && t.compare(r.last) <= 0 {
			return n, fmt.Errorf("%w: a quad is out of place in an index", ErrDamaged)
		}
		if t[0] == id {
			n++
		}
		r.add(t)
	}
}

func (r *run) add(t tuple) {
	r.at++
	r.last = t
	r.quads++
	r.sum += maphash.Comparable(seed, r.scan.order.quad(t))
}
