package store

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
)

// links is Cayley's iterator over the quads that have given parts: a run of one
// index, read block by block.
type links struct {
	qs    *quadStore
	ids   quadIDs
	bound [4]bool
}

// newLinks makes the iterator for parts by their place in the quad; none is all.
func newLinks(qs *quadStore, parts map[int]uint64) *links {
	l := &links{qs: qs}
	for d, id := range parts {
		l.ids[d], l.bound[d] = id, true
	}
	return l
}

// count returns how many quads have these parts: exactly for one part or none,
// at most that many for several.
func (qs *quadStore) count(ids quadIDs, bound [4]bool) (graph.Size, error) {
	st, err := qs.store.Stats()
	size := graph.Size{Size: st.Quads, Exact: true}
	parts := 0
	for d, b := range bound {
		if !b || err != nil {
			continue
		}
		var rec record
		rec, err = qs.record(node(ids[d]))
		size.Size = min(size.Size, int64(rec.counts[d]))
		parts++
	}
	size.Exact = parts < 2 || size.Size == 0
	return size, err
}

// Iterate implements graph.IteratorShape.
func (l *links) Iterate() graph.Scanner {
	o, lead := bestOrder(l.bound)
	return &linkScanner{links: l, scan: newScan(o, l.ids, lead)}
}

// Lookup implements graph.IteratorShape.
func (l *links) Lookup() graph.Index { return &linkIndex{links: l} }

// Stats implements graph.IteratorShape. Asking for a quad that came from the store
// costs a comparison; so does the next one of a block.
func (l *links) Stats(context.Context) (graph.IteratorCosts, error) {
	size, err := l.qs.count(l.ids, l.bound)
	return graph.IteratorCosts{ContainsCost: 1, NextCost: 2, Size: size}, err
}

// Optimize implements graph.IteratorShape.
func (l *links) Optimize(context.Context) (graph.IteratorShape, bool) { return l, false }

// SubIterators implements graph.IteratorShape.
func (l *links) SubIterators() []graph.IteratorShape { return nil }

func (l *links) String() string { return fmt.Sprintf("QuadrilleQuads(%v)", l.ids) }

// fits reports whether a quad has the parts.
func (l *links) fits(q quadIDs) bool {
	for d, b := range l.bound {
		if b && q[d] != l.ids[d] {
			return false
		}
	}
	return true
}

// linkScanner goes through the run.
type linkScanner struct {
	ended
	*links
	scan   scan
	tuples []tuple
	at     int
	cur    graph.Ref
}

// Next implements graph.Scanner.
func (s *linkScanner) Next(ctx context.Context) bool {
	for {
		for s.at < len(s.tuples) {
			q := s.scan.order.quad(s.tuples[s.at])
			s.at++
			if s.fits(q) {
				s.cur = link(q)
				return true
			}
		}
		s.cur, s.at, s.tuples = nil, 0, s.tuples[:0]
		if !s.more(ctx) {
			return false
		}
		s.fail = s.qs.store.view(func(tx txn) (err error) {
			s.tuples, err = s.scan.fill(tx, s.tuples)
			return err
		})
		if len(s.tuples) == 0 {
			return false
		}
	}
}

// Result implements graph.Scanner.
func (s *linkScanner) Result() graph.Ref { return s.cur }

// linkIndex asks whether quads are in the run.
type linkIndex struct {
	ended
	*links
	cur graph.Ref
}

// Contains implements graph.Index.
func (x *linkIndex) Contains(ctx context.Context, ref graph.Ref) bool {
	x.cur = nil
	q, ok := ref.(link)
	if !ok || !x.fits(quadIDs(q)) || !x.more(ctx) {
		return false
	}
	x.cur = ref
	return true
}

// Result implements graph.Index.
func (x *linkIndex) Result() graph.Ref { return x.cur }

// nodes is Cayley's iterator over all values.
type nodes struct{ qs *quadStore }

// Iterate implements graph.IteratorShape.
func (n *nodes) Iterate() graph.Scanner { return &nodeScanner{qs: n.qs} }

// Lookup implements graph.IteratorShape.
func (n *nodes) Lookup() graph.Index { return &nodeIndex{qs: n.qs} }

// Stats implements graph.IteratorShape.
func (n *nodes) Stats(context.Context) (graph.IteratorCosts, error) {
	st, err := n.qs.store.Stats()
	return graph.IteratorCosts{
		ContainsCost: 1,
		NextCost:     2,
		Size:         graph.Size{Size: st.Values, Exact: true},
	}, err
}

// Optimize implements graph.IteratorShape.
func (n *nodes) Optimize(context.Context) (graph.IteratorShape, bool) { return n, false }

// SubIterators implements graph.IteratorShape.
func (n *nodes) SubIterators() []graph.IteratorShape { return nil }

func (n *nodes) String() string { return "QuadrilleNodes" }

// nodeScanner goes through the values' ids, some hundred at a time.
type nodeScanner struct {
	ended
	qs   *quadStore
	ids  []uint64
	at   int
	from uint64
	cur  graph.Ref
}

// Next implements graph.Scanner.
func (s *nodeScanner) Next(ctx context.Context) bool {
	if s.at == len(s.ids) {
		s.cur, s.at, s.ids = nil, 0, s.ids[:0]
		if s.more(ctx) {
			s.fail = s.qs.store.view(s.fill)
		}
		if len(s.ids) == 0 {
			return false
		}
	}
	s.cur = node(s.ids[s.at])
	s.at++
	return true
}

func (s *nodeScanner) fill(tx txn) error {
	c := tx.cursor(spaceValues)
	for k, _ := c.seek(idKey(s.from)); k != nil && len(s.ids) < 200; k, _ = c.next() {
		if len(k) != 8 {
			return fmt.Errorf("%w: %x is no id", ErrDamaged, k)
		}
		s.ids = append(s.ids, binary.BigEndian.Uint64(k))
	}
	if n := len(s.ids); n > 0 {
		s.from = s.ids[n-1] + 1
	}
	return nil
}

// Result implements graph.Scanner.
func (s *nodeScanner) Result() graph.Ref { return s.cur }

func (s *nodeScanner) String() string { return "QuadrilleNodes" }

// nodeIndex asks whether values are in the store.
type nodeIndex struct {
	ended
	qs  *quadStore
	cur graph.Ref
}

// Contains implements graph.Index.
func (x *nodeIndex) Contains(ctx context.Context, ref graph.Ref) bool {
	x.cur = nil
	if !x.more(ctx) {
		return false
	}
	rec, err := x.qs.record(ref)
	x.fail = err
	if rec.enc == nil {
		return false
	}
	x.cur = ref
	return true
}

// Result implements graph.Index.
func (x *nodeIndex) Result() graph.Ref { return x.cur }

func (x *nodeIndex) String() string { return "QuadrilleNodes" }

// ended holds how an iteration ended; its methods are those in which the
// iterators do not differ.
type ended struct {
	fail   error
	closed bool
}

// more reports whether the iteration may go on.
func (e *ended) more(ctx context.Context) bool {
	if e.fail == nil {
		e.fail = ctx.Err()
	}
	return e.fail == nil && !e.closed
}

// Err returns why the iteration ended early: a damaged file, or the end of the
// context.
func (e *ended) Err() error { return e.fail }

// Close implements graph.IteratorBase. Nothing is held.
func (e *ended) Close() error {
	e.closed = true
	return nil
}

// NextPath implements graph.IteratorBase: there is one way to each result.
func (e *ended) NextPath(context.Context) bool { return false }

// TagResults implements graph.IteratorBase.
func (e *ended) TagResults(map[string]graph.Ref) {}
