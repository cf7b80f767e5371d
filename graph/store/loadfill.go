package store

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// fill writes the store: the indexes, the values with their counts, the dictionary,
// and the head last.
func (l *Loader) fill(n *numbered, sorted orderedRuns, set []Entry) error {
	w := newFiller(l.store)
	defer w.end()
	var counts [4]*spool
	defer func() {
		for _, c := range counts {
			c.close()
		}
	}()
	quads := uint64(0)
	for i, r := range sorted {
		f, err := newSpool(l.dir())
		if err != nil {
			return err
		}
		counts[orders[i].dirs[0]] = f
		if quads, err = w.index(r, f); err != nil {
			return err
		}
	}
	if err := w.values(n, counts); err != nil {
		return err
	}
	if err := w.dictionary(n); err != nil {
		return err
	}
	if err := w.end(); err != nil {
		return err
	}
	h := head{next: n.values + 1, quads: quads, values: n.values}
	return l.store.update(func(tx txn) error {
		for _, e := range set {
			if err := setEntry(tx, e); err != nil {
				return err
			}
		}
		if err := tx.del(spaceState, keyLoad); err != nil {
			return err
		}
		return h.write(tx)
	})
}

// index merges the runs of one order into its index, notes how many quads begin with
// each id, and returns how many there are.
func (w *filler) index(r *runs, counts *spool) (quads uint64, err error) {
	var all []*tupleRun
	for _, p := range r.parts {
		all = append(all, &tupleRun{in: r.file.read(p.at, p.end, readAhead)})
	}
	b := blocks{w: w, space: r.order.space}
	c := counter{out: counts}
	less := func(a, b *tupleRun) bool { return a.t.compare(b.t) < 0 }
	err = mergeRuns(all, less, func(t *tupleRun) error {
		if quads > 0 && t.t == b.last {
			return nil
		}
		quads++
		if err := b.add(t.t); err != nil {
			return err
		}
		return c.add(t.t[0])
	})
	if err != nil {
		return 0, err
	}
	if err := b.flush(); err != nil {
		return 0, err
	}
	if err := c.flush(); err != nil {
		return 0, err
	}
	return quads, nil
}

// blocks makes blocks of an index's tuples.
type blocks struct {
	w           *filler
	space       space
	first, last tuple
	deltas      []byte
	n           int
}

func (b *blocks) add(t tuple) error {
	if b.n > 0 {
		before := len(b.deltas)
		if b.deltas = appendDelta(b.deltas, b.last, t); len(b.deltas) > blockSize {
			b.deltas = b.deltas[:before]
			if err := b.flush(); err != nil {
				return err
			}
		}
	}
	if b.n == 0 {
		b.first = t
	}
	b.last = t
	b.n++
	return nil
}

func (b *blocks) flush() error {
	if b.n == 0 {
		return nil
	}
	key := appendKey(make([]byte, 0, keySize), b.first)
	value := sealBlock(key, b.deltas)
	b.deltas, b.n = b.deltas[:0], 0
	return b.w.put(b.space, key, value)
}

// counter writes ids, which come sorted, and how often each came.
type counter struct {
	out   *spool
	id, n uint64
}

func (c *counter) add(id uint64) error {
	if id != c.id {
		if err := c.write(); err != nil {
			return err
		}
		c.id, c.n = id, 0
	}
	c.n++
	return nil
}

// write leaves out 0, which is the label of quads without one.
func (c *counter) write() error {
	if c.id == 0 {
		return nil
	}
	_, err := c.out.Write(binary.AppendUvarint(binary.AppendUvarint(nil, c.id), c.n))
	return err
}

func (c *counter) flush() error {
	if err := c.write(); err != nil {
		return err
	}
	return c.out.flush()
}

// counted reads what a counter wrote.
type counted struct {
	in    *bufio.Reader
	id, n uint64
}

// of returns how often an id came. Ids have to be asked for in their order.
func (c *counted) of(id uint64) (uint64, error) {
	for c.id < id {
		var err error
		if c.id, err = binary.ReadUvarint(c.in); err == io.EOF {
			c.id = 1<<64 - 1
			return 0, nil
		}
		if err == nil {
			c.n, err = binary.ReadUvarint(c.in)
		}
		if err != nil {
			return 0, err
		}
	}
	if c.id > id {
		return 0, nil
	}
	return c.n, nil
}

// values writes the records of all values.
func (w *filler) values(n *numbered, counts [4]*spool) error {
	var in [4]counted
	for d, c := range counts {
		in[d].in = c.read(0, c.size, 1<<18)
	}
	for i := range n.chunks {
		err := n.own(i, func(id uint64, enc []byte) error {
			rec := record{enc: enc}
			for d := range in {
				var err error
				if rec.counts[d], err = in[d].of(id); err != nil {
					return err
				}
			}
			if rec.dead() {
				return fmt.Errorf("value %d was loaded with no quad", id)
			}
			key := idKey(id)
			return w.put(spaceValues, key, rec.encode(key))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// dictionary writes the ids of all values by their keys.
func (w *filler) dictionary(n *numbered) error {
	in := n.keys.read(0, n.keys.size, 1<<18)
	var id [8]byte
	for {
		key, err := readBytes(in)
		if err == io.EOF {
			return nil
		}
		if err == nil {
			_, err = io.ReadFull(in, id[:])
		}
		if err != nil {
			return err
		}
		if err := w.put(spaceTerms, key, sealTerm(key, n.id(binary.LittleEndian.Uint64(id[:])))); err != nil {
			return err
		}
	}
}
