package store

import (
	"bytes"
	"fmt"
	"math"
	"slices"
)

// The places of a quad's ids.
const (
	subject = iota
	predicate
	object
	label
)

// quadIDs are a quad's ids: subject, predicate, object, label.
type quadIDs = tuple

// An order is one sorted index over all quads.
type order struct {
	space space
	dirs  [4]int // which part of the quad stands at each place of the tuple
}

// orders lists the indexes by their first part. Between them a pattern of any
// one part, and of subject and predicate, predicate and object, object and
// subject, or label and subject, is one run of an index.
var orders = [4]order{
	{spaceSPOL, [4]int{subject, predicate, object, label}},
	{spacePOSL, [4]int{predicate, object, subject, label}},
	{spaceOSPL, [4]int{object, subject, predicate, label}},
	{spaceLSPO, [4]int{label, subject, predicate, object}},
}

// moved is how many of its leading parts the order puts before the others, which stay
// as they are: subject, predicate, object, label.
func (o *order) moved() int {
	n := 1
	for n < 3 && !slices.IsSorted(o.dirs[n:]) {
		n++
	}
	return n
}

// of returns a quad's tuple in this order.
func (o *order) of(q quadIDs) tuple {
	return tuple{q[o.dirs[0]], q[o.dirs[1]], q[o.dirs[2]], q[o.dirs[3]]}
}

// quad returns the quad that a tuple of this order stands for.
func (o *order) quad(t tuple) (q quadIDs) {
	for i, d := range o.dirs {
		q[d] = t[i]
	}
	return q
}

// bestOrder returns the index whose run for a pattern's bound parts is shortest
// by the number of leading parts, and that number.
func bestOrder(bound [4]bool) (o *order, lead int) {
	o = &orders[0]
	for i := range orders {
		n := 0
		for n < 4 && bound[orders[i].dirs[n]] {
			n++
		}
		if n > lead {
			o, lead = &orders[i], n
		}
	}
	return o, lead
}

// A scan reads a run of an index: the tuples that begin with the same ids. It
// goes block by block and can go on in another transaction.
type scan struct {
	order *order
	lead  int   // how many ids the run's tuples share
	from  tuple // the next tuple, or where it would be
	done  bool
}

func newScan(o *order, q quadIDs, lead int) scan {
	s := scan{order: o, lead: lead}
	t := o.of(q)
	copy(s.from[:lead], t[:lead])
	return s
}

// fill appends the tuples of the next block to dst. When it appends none, the
// scan is done.
func (s *scan) fill(tx txn, dst []tuple) ([]tuple, error) {
	if s.done {
		return dst, nil
	}
	return s.fillFrom(tx.cursor(s.order.space), dst)
}

// fillFrom is fill with a cursor of the index, wherever that stands.
func (s *scan) fillFrom(c cursor, dst []tuple) ([]tuple, error) {
	if s.done {
		return dst, nil
	}
	var buf [keySize]byte
	k, v := c.floor(appendKey(buf[:0], s.from))
	if k == nil {
		k, v = c.seek(nil)
	}
	start := len(dst)
	for ; k != nil; k, v = c.next() {
		var err error
		if dst, err = s.read(dst, k, v); err != nil || s.done {
			return dst, err
		}
		if n := len(dst); n > start {
			s.done = !s.from.follow(dst[n-1])
			return dst, nil
		}
	}
	s.done = true
	return dst, nil
}

// read appends those of a block's tuples that are in the rest of the run; it ends
// the scan when it meets one beyond.
func (s *scan) read(dst []tuple, k, v []byte) ([]tuple, error) {
	b, err := openBlock(k, v)
	for more := err == nil; more; more, err = b.next() {
		if b.t.compare(s.from) < 0 {
			continue
		}
		for i := range s.lead {
			if b.t[i] != s.from[i] {
				s.done = true
				return dst, nil
			}
		}
		dst = append(dst, b.t)
	}
	return dst, err
}

// follow sets t to what comes right after u; it reports whether anything can.
func (t *tuple) follow(u tuple) bool {
	*t = u
	for i := 3; i >= 0; i-- {
		if t[i] != math.MaxUint64 {
			t[i]++
			return true
		}
		t[i] = 0
	}
	return false
}

// contains reports whether the quad is there.
func contains(tx txn, q quadIDs) (bool, error) {
	s := newScan(&orders[0], q, 4)
	ts, err := s.fill(tx, nil)
	return len(ts) > 0, err
}

// A change is one quad to be added to an index or taken from it.
type change struct {
	t   tuple
	del bool
}

// merger applies sorted changes to one index.
type merger struct {
	tx    txn
	space space

	old, merged []tuple
	dead        [][]byte // keys of the blocks that merged replaces
	deltas      []byte
	ends        []int // where each tuple's delta ends in deltas
}

// apply writes the changes, which are sorted, one for each tuple, and returns
// those that changed something, in the same array.
func (m *merger) apply(changes []change) ([]change, error) {
	did := changes[:0]
	c := m.tx.cursor(m.space)
	var buf [keySize]byte
	for len(changes) > 0 {
		k, v := c.floor(appendKey(buf[:0], changes[0].t))
		if k == nil { // before the first block: it goes into that
			k, v = c.seek(nil)
		}
		m.merged, m.dead = m.merged[:0], m.dead[:0]
		before := len(did)
		for {
			m.old = m.old[:0]
			if k != nil {
				var err error
				if m.old, err = decodeBlock(m.old, k, v); err != nil {
					return nil, err
				}
				m.dead = append(m.dead, bytes.Clone(k))
				k, v = c.next()
			}
			n := len(changes)
			if k != nil {
				n = countBefore(changes, keyTuple(k))
			}
			did = m.merge(changes[:n], did)
			changes = changes[n:]
			if k == nil || len(m.merged) >= blockFew {
				break
			}
		}
		if len(did) > before {
			if err := m.write(k == nil); err != nil {
				return nil, err
			}
		}
	}
	return did, nil
}

// countBefore returns how many changes come before t.
func countBefore(changes []change, t tuple) int {
	n := 0
	for n < len(changes) && changes[n].t.compare(t) < 0 {
		n++
	}
	return n
}

// merge appends m.old with its changes made to m.merged, and the changes that
// changed something to did.
func (m *merger) merge(changes, did []change) []change {
	old := m.old
	for _, ch := range changes {
		for len(old) > 0 && old[0].compare(ch.t) < 0 {
			m.merged = append(m.merged, old[0])
			old = old[1:]
		}
		there := len(old) > 0 && old[0] == ch.t
		if there != ch.del {
			continue
		}
		did = append(did, ch)
		if ch.del {
			old = old[1:]
		} else {
			m.merged = append(m.merged, ch.t)
		}
	}
	m.merged = append(m.merged, old...)
	return did
}

// write puts m.merged in the place of the dead blocks. At the end of the index
// blocks are filled up; elsewhere they are cut evenly, which leaves them room.
func (m *merger) write(atEnd bool) error {
	for _, k := range m.dead {
		if len(m.merged) > 0 && keyTuple(k) == m.merged[0] {
			continue // overwritten below
		}
		if err := m.tx.del(m.space, k); err != nil {
			return err
		}
	}
	m.deltas, m.ends = m.deltas[:0], m.ends[:0]
	for i, t := range m.merged {
		if i > 0 {
			m.deltas = appendDelta(m.deltas, m.merged[i-1], t)
		}
		m.ends = append(m.ends, len(m.deltas))
	}
	size := blockSize
	if total := len(m.deltas); !atEnd {
		pieces := 1
		if total > blockLimit {
			pieces = total/blockSize + 1
		}
		size = total/pieces + 1
	}
	for i := 0; i < len(m.merged); {
		start, j := m.ends[i], i+1
		for j < len(m.merged) && m.ends[j]-start <= size {
			j++
		}
		key := appendKey(make([]byte, 0, keySize), m.merged[i])
		if err := m.tx.put(m.space, key, sealBlock(key, m.deltas[start:m.ends[j-1]])); err != nil {
			return err
		}
		i = j
	}
	return nil
}

// all asserts that every change did something: the first index has already
// weeded out those that do not.
func (m *merger) all(changes []change) error {
	n := len(changes)
	did, err := m.apply(changes)
	if err == nil && len(did) != n {
		err = fmt.Errorf("%w: its indexes disagree", ErrDamaged)
	}
	return err
}
