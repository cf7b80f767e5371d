package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"
)

// serverQuadStore is the store in Cayley's terms, over Cayley's tables. Cayley's own
// view of these asks the server for each quad whether an iterator has it, and for each
// value what it is: a path of two steps takes thousands of queries. Here a quad is its
// four hashes, by which it is seen to be in an iterator or not; quads come a page at a
// time, and values as many at a time as were met.
type serverQuadStore struct {
	store *Store
	p     *postgres

	mu     sync.Mutex
	values map[hash]quad.Value
	met    []hash // lately, whose values nobody has asked for yet
	sizes  map[sized]int64
}

// sized is a node in one direction.
type sized struct {
	place int
	hash  hash
}

// quadLink is Cayley's reference to a quad; to a value it is the hash.
type quadLink four

// Key implements graph.Ref.
func (l quadLink) Key() any { return l }

func (p *postgres) quadStore(s *Store) graph.QuadStore {
	return &serverQuadStore{store: s, p: p, values: map[hash]quad.Value{}, sizes: map[sized]int64{}}
}

// ValueOf returns the reference of a value, or nil where no quad has it.
func (qs *serverQuadStore) ValueOf(v quad.Value) graph.Ref {
	if v == nil || qs.p.usable() != nil {
		return nil
	}
	v, err := settled(v)
	if err != nil {
		return nil
	}
	h := hashOf(v)
	found := false
	err = fetch(context.Background(), qs.p.db, "SELECT FROM nodes WHERE hash = "+literal(h[:]), func(func(...any) error) error {
		found = true
		return nil
	})
	if err != nil || !found {
		return nil
	}
	return h
}

const (
	// metAhead is how many values are asked for with one, and metLimit how many are
	// remembered that were met.
	metAhead = 500
	metLimit = 5000
	// nameLimit bounds the values that are remembered.
	nameLimit = 50_000
)

// NameOf returns the value of a reference, or nil where it has gone and nobody asked
// before.
func (qs *serverQuadStore) NameOf(ref graph.Ref) quad.Value {
	if p, ok := ref.(graph.PreFetchedValue); ok {
		return p.NameOf()
	}
	h, ok := ref.(hash)
	if !ok || !h.Valid() || qs.p.usable() != nil {
		return nil
	}
	qs.mu.Lock()
	defer qs.mu.Unlock()
	if v, ok := qs.values[h]; ok {
		return v
	}
	want := map[hash]bool{h: true}
	for len(want) < metAhead && len(qs.met) > 0 {
		next := qs.met[0]
		qs.met = qs.met[1:]
		if _, known := qs.values[next]; !known {
			want[next] = true
		}
	}
	if len(qs.values) > nameLimit {
		clear(qs.values)
	}
	hashes := make([]hash, 0, len(want))
	for h := range want {
		hashes = append(hashes, h)
	}
	// A value may have gone since it was met: then it is not found, and that is all. What
	// a hash stands for never changes.
	_ = namesOf(context.Background(), qs.p.db, hashes, func(h hash, v quad.Value) error {
		qs.values[h] = v
		return nil
	})
	return qs.values[h]
}

// meet remembers the hashes of quads whose values may be asked for.
func (qs *serverQuadStore) meet(quads []four) {
	qs.mu.Lock()
	defer qs.mu.Unlock()
	for _, q := range quads {
		for _, h := range q {
			if _, known := qs.values[h]; h.Valid() && !known {
				qs.met = append(qs.met, h)
			}
		}
	}
	if n := len(qs.met); n > metLimit {
		qs.met = qs.met[n-metLimit:]
	}
}

// Quad returns the quad of a reference; an empty one where a value has gone.
func (qs *serverQuadStore) Quad(ref graph.Ref) (q quad.Quad) {
	l, ok := ref.(quadLink)
	if !ok {
		return q
	}
	for d, dir := range quad.Directions {
		if l[d].Valid() {
			q.Set(dir, qs.NameOf(l[d]))
		}
	}
	return q
}

// QuadDirection returns a part of a quad, or nil for no label.
func (qs *serverQuadStore) QuadDirection(ref graph.Ref, d quad.Direction) graph.Ref {
	l, ok := ref.(quadLink)
	if !ok || !l[place(d)].Valid() {
		return nil
	}
	return l[place(d)]
}

// QuadIterator returns the quads that have a node in one direction.
func (qs *serverQuadStore) QuadIterator(d quad.Direction, ref graph.Ref) graph.Iterator {
	h, ok := ref.(hash)
	if !ok {
		return iterator.NewNull()
	}
	return graph.AsLegacy(&serverLinks{qs: qs, place: place(d), hash: h})
}

// QuadIteratorSize returns how many quads have a node in one direction, exactly.
func (qs *serverQuadStore) QuadIteratorSize(ctx context.Context, d quad.Direction, ref graph.Ref) (graph.Size, error) {
	h, ok := ref.(hash)
	if !ok {
		return graph.Size{Exact: true}, nil
	}
	n, err := qs.size(ctx, sized{place(d), h})
	return graph.Size{Size: n, Exact: true}, err
}

func (qs *serverQuadStore) size(ctx context.Context, of sized) (n int64, err error) {
	qs.mu.Lock()
	n, ok := qs.sizes[of]
	qs.mu.Unlock()
	if ok {
		return n, nil
	}
	if err := qs.p.usable(); err != nil {
		return 0, err
	}
	err = qs.p.db.QueryRowContext(ctx, "SELECT count(*) FROM quads WHERE "+hashColumns[of.place]+" = "+literal(of.hash[:])).Scan(&n)
	if err == nil && qs.p.begin != "" { // what is seen does not change
		qs.mu.Lock()
		qs.sizes[of] = n
		qs.mu.Unlock()
	}
	return n, qs.p.server.explain(err)
}

// QuadsAllIterator returns all quads.
func (qs *serverQuadStore) QuadsAllIterator() graph.Iterator {
	return graph.AsLegacy(&serverLinks{qs: qs, place: -1})
}

// NodesAllIterator returns all values.
func (qs *serverQuadStore) NodesAllIterator() graph.Iterator { return graph.AsLegacy(&serverNodes{qs}) }

// Stats returns the store's sizes, which are always exact.
func (qs *serverQuadStore) Stats(ctx context.Context, _ bool) (graph.Stats, error) {
	st, err := qs.p.stats(ctx)
	return graph.Stats{Nodes: graph.Size{Size: st.Values, Exact: true}, Quads: graph.Size{Size: st.Quads, Exact: true}}, err
}

// ApplyDeltas writes as Apply does, by Cayley's rules.
func (qs *serverQuadStore) ApplyDeltas(deltas []graph.Delta, ignore graph.IgnoreOpts) error {
	return (&quadStore{store: qs.store}).ApplyDeltas(deltas, ignore)
}

// NewQuadWriter is that of every kind of store.
func (qs *serverQuadStore) NewQuadWriter() (quad.WriteCloser, error) {
	return (&quadStore{store: qs.store}).NewQuadWriter()
}

// Close closes the store.
func (qs *serverQuadStore) Close() error { return qs.store.Close() }

// serverLinks is Cayley's iterator over the quads that have a hash at a place; -1 is all.
type serverLinks struct {
	qs    *serverQuadStore
	place int
	hash  hash
}

// Iterate implements graph.IteratorShape.
func (l *serverLinks) Iterate() graph.Scanner { return &serverLinkScanner{serverLinks: l} }

// Lookup implements graph.IteratorShape.
func (l *serverLinks) Lookup() graph.Index { return &serverLinkIndex{serverLinks: l} }

// Stats implements graph.IteratorShape: whether a quad is there takes a comparison, and
// to come by the next one a page's share of a query.
func (l *serverLinks) Stats(ctx context.Context) (c graph.IteratorCosts, err error) {
	c = graph.IteratorCosts{ContainsCost: 1, NextCost: 5, Size: graph.Size{Exact: true}}
	if l.place < 0 {
		var st Stats
		st, err = l.qs.p.stats(ctx)
		c.Size.Size = st.Quads
		return c, err
	}
	c.Size.Size, err = l.qs.size(ctx, sized{l.place, l.hash})
	return c, err
}

// Optimize implements graph.IteratorShape.
func (l *serverLinks) Optimize(context.Context) (graph.IteratorShape, bool) { return l, false }

// SubIterators implements graph.IteratorShape.
func (l *serverLinks) SubIterators() []graph.IteratorShape { return nil }

func (l *serverLinks) String() string { return fmt.Sprintf("QuadrilleQuads(%d %v)", l.place, l.hash) }

// pageOrders are the columns by which the pages of a place follow one another: those of
// the index that finds it, and the number of the quad.
var pageOrders = map[int][]int{subject: {predicate, object}, predicate: {object, subject}, object: {predicate, subject}}

// serverLinkScanner goes through them, page by page; between pages it holds nothing.
type serverLinkScanner struct {
	ended
	*serverLinks
	page    []four
	at      int
	horizon int64 // of the page's last quad
	done    bool
	cur     graph.Ref
}

// Next implements graph.Scanner.
func (s *serverLinkScanner) Next(ctx context.Context) bool {
	if s.at == len(s.page) && (s.done || !s.more(ctx) || !s.turn(ctx)) {
		s.cur = nil
		return false
	}
	s.cur = quadLink(s.page[s.at])
	s.at++
	return true
}

// turn brings the next page, and reports whether there is anything on it.
func (s *serverLinkScanner) turn(ctx context.Context) bool {
	if s.fail = s.qs.p.usable(); s.fail != nil {
		return false
	}
	condition, order, after := "true", "", ""
	if s.place >= 0 {
		condition = hashColumns[s.place] + " = " + literal(s.hash[:])
	}
	for _, d := range pageOrders[s.place] {
		order += hashColumns[d] + ", "
		if len(s.page) > 0 {
			last := s.page[len(s.page)-1]
			after += literal(last[d][:]) + ", "
		}
	}
	order += "horizon"
	if len(s.page) > 0 {
		condition += fmt.Sprintf(" AND (%s) > (%s%d)", order, after, s.horizon)
	}
	s.page, s.at = s.page[:0], 0
	s.fail = s.qs.p.server.explain(fetch(ctx, s.qs.p.db, fmt.Sprintf("SELECT subject_hash, predicate_hash, object_hash, label_hash, horizon FROM quads WHERE %s ORDER BY %s LIMIT %d", condition, order, firstPage), func(scan func(...any) error) error {
		q, err := scanFour(func(parts ...any) error { return scan(append(parts, &s.horizon)...) })
		s.page = append(s.page, q)
		return err
	}))
	s.done = len(s.page) < firstPage
	s.qs.meet(s.page)
	return s.fail == nil && len(s.page) > 0
}

// Result implements graph.Scanner.
func (s *serverLinkScanner) Result() graph.Ref { return s.cur }

// serverLinkIndex asks whether quads are among them.
type serverLinkIndex struct {
	ended
	*serverLinks
	cur graph.Ref
}

// Contains implements graph.Index.
func (x *serverLinkIndex) Contains(ctx context.Context, ref graph.Ref) bool {
	x.cur = nil
	q, ok := ref.(quadLink)
	if !ok || x.place >= 0 && q[x.place] != x.hash || !x.more(ctx) {
		return false
	}
	x.cur = ref
	return true
}

// Result implements graph.Index.
func (x *serverLinkIndex) Result() graph.Ref { return x.cur }

// serverNodes is Cayley's iterator over all values.
type serverNodes struct{ qs *serverQuadStore }

// Iterate implements graph.IteratorShape.
func (n *serverNodes) Iterate() graph.Scanner { return &serverNodeScanner{qs: n.qs} }

// Lookup implements graph.IteratorShape.
func (n *serverNodes) Lookup() graph.Index { return &serverNodeIndex{} }

// Stats implements graph.IteratorShape.
func (n *serverNodes) Stats(ctx context.Context) (graph.IteratorCosts, error) {
	st, err := n.qs.p.stats(ctx)
	return graph.IteratorCosts{ContainsCost: 1, NextCost: 5, Size: graph.Size{Size: st.Values, Exact: true}}, err
}

// Optimize implements graph.IteratorShape.
func (n *serverNodes) Optimize(context.Context) (graph.IteratorShape, bool) { return n, false }

// SubIterators implements graph.IteratorShape.
func (n *serverNodes) SubIterators() []graph.IteratorShape { return nil }

func (n *serverNodes) String() string { return "QuadrilleNodes" }

// serverNodeScanner goes through the hashes, page by page.
type serverNodeScanner struct {
	ended
	qs   *serverQuadStore
	page []four
	at   int
	done bool
	cur  graph.Ref
}

// Next implements graph.Scanner.
func (s *serverNodeScanner) Next(ctx context.Context) bool {
	if s.at == len(s.page) && (s.done || !s.more(ctx) || !s.turn(ctx)) {
		s.cur = nil
		return false
	}
	s.cur = s.page[s.at][0]
	s.at++
	return true
}

func (s *serverNodeScanner) turn(ctx context.Context) bool {
	if s.fail = s.qs.p.usable(); s.fail != nil {
		return false
	}
	after := "''"
	if n := len(s.page); n > 0 {
		after = literal(s.page[n-1][0][:])
	}
	s.page, s.at = s.page[:0], 0
	s.fail = s.qs.p.server.explain(fetch(ctx, s.qs.p.db, fmt.Sprintf("SELECT hash FROM nodes WHERE hash > %s ORDER BY hash LIMIT %d", after, firstPage), func(scan func(...any) error) error {
		var raw sql.RawBytes
		err := scan(&raw)
		if err == nil {
			s.page = append(s.page, four{hash(raw)})
		}
		return err
	}))
	s.done = len(s.page) < firstPage
	s.qs.meet(s.page)
	return s.fail == nil && len(s.page) > 0
}

// Result implements graph.Scanner.
func (s *serverNodeScanner) Result() graph.Ref { return s.cur }

func (s *serverNodeScanner) String() string { return "QuadrilleNodes" }

// serverNodeIndex asks whether references are those of values, as those that the store
// gave are.
type serverNodeIndex struct {
	ended
	cur graph.Ref
}

// Contains implements graph.Index.
func (x *serverNodeIndex) Contains(ctx context.Context, ref graph.Ref) bool {
	x.cur = nil
	if h, ok := ref.(hash); !ok || !h.Valid() || !x.more(ctx) {
		return false
	}
	x.cur = ref
	return true
}

// Result implements graph.Index.
func (x *serverNodeIndex) Result() graph.Ref { return x.cur }

func (x *serverNodeIndex) String() string { return "QuadrilleNodes" }
