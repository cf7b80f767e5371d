package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"strings"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	csql "github.com/cayleygraph/cayley/graph/sql"
	cpostgres "github.com/cayleygraph/cayley/graph/sql/postgres"
	"github.com/cayleygraph/quad"
)

// cayleyKind is what Cayley's backend is registered as that connects as this store does.
const cayleyKind = "quadrille-postgres"

// registerServer makes it known to Cayley and to database/sql, once.
var registerServer = sync.OnceFunc(func() {
	sql.Register(cayleyKind, cayleyDriver{})
	csql.Register(cayleyKind, csql.Registration{
		Driver: cayleyKind, HashType: "BYTEA", BytesType: "BYTEA", HorizonType: "BIGSERIAL", TimeType: "timestamp with time zone",
		QueryDialect: cpostgres.QueryDialect, ConditionalIndexes: true, FillFactor: true,
		Error: cpostgres.ConvError, RunTx: cpostgres.RunTxPostgres,
		Estimated: func(table string) string { return "SELECT " + table + " FROM quadrille" }, // it is known
	})
})

// cayleyDriver makes the connections of a store that Cayley asks for by the statement
// that they begin with, and its URL.
type cayleyDriver struct{}

func (cayleyDriver) Open(name string) (driver.Conn, error) {
	begin, url, _ := strings.Cut(name, "\n")
	s, err := newServer(url)
	if err != nil {
		return nil, err
	}
	c, err := s.connector(begin)
	if err != nil {
		return nil, err
	}
	return c.Connect(context.Background())
}

// serverQuadStore is Cayley's own, but for what that gets wrong. Cayley's optimizer,
// which makes one query of several steps, wants its own store and nothing around it, and
// is left out: it knows no names that are shortened, either.
type serverQuadStore struct {
	graph.QuadStore
	store *Store
}

// quadStore returns Cayley's view of the store, with connections of its own; it is
// closed with the store. Where none can be made, whatever is asked of the view fails
// with the reason.
func (p *postgres) quadStore(s *Store) graph.QuadStore {
	p.cayleyOnce.Do(func() {
		registerServer()
		qs, err := csql.New(cayleyKind, p.begin+"\n"+p.url, nil)
		if err != nil {
			p.cayley = &quadStore{store: &Store{engine: unreachable{p.server.explain(err)}}}
			return
		}
		p.cayley = &serverQuadStore{qs, s}
	})
	return p.cayley
}

// ValueOf returns nil where no quad has the value, as every other kind of store does;
// Cayley's would go and look for its hash.
func (qs *serverQuadStore) ValueOf(v quad.Value) graph.Ref {
	if v == nil {
		return nil
	}
	v, err := settled(v)
	if err != nil {
		return nil
	}
	h := hashOf(v)
	found := false
	err = fetch(context.Background(), qs.store.server.db, "SELECT FROM nodes WHERE hash = "+literal(h[:]), func(func(...any) error) error {
		found = true
		return nil
	})
	if err != nil || !found {
		return nil
	}
	return csql.NodeHash{ValueHash: h}
}

// QuadDirection returns nil for no label.
func (qs *serverQuadStore) QuadDirection(ref graph.Ref, d quad.Direction) graph.Ref {
	h, ok := qs.QuadStore.QuadDirection(ref, d).(csql.NodeHash)
	if !ok || !h.Valid() {
		return nil
	}
	return h
}

// Stats returns the store's sizes, which are kept.
func (qs *serverQuadStore) Stats(ctx context.Context, _ bool) (graph.Stats, error) {
	st, err := qs.store.server.stats(ctx)
	return graph.Stats{Nodes: graph.Size{Size: st.Values, Exact: true}, Quads: graph.Size{Size: st.Quads, Exact: true}}, err
}

// ApplyDeltas and NewQuadWriter write as Apply does.
func (qs *serverQuadStore) ApplyDeltas(deltas []graph.Delta, ignore graph.IgnoreOpts) error {
	return (&quadStore{store: qs.store}).ApplyDeltas(deltas, ignore)
}

// NewQuadWriter is that of every kind of store.
func (qs *serverQuadStore) NewQuadWriter() (quad.WriteCloser, error) {
	return (&quadStore{store: qs.store}).NewQuadWriter()
}

// Close closes the store.
func (qs *serverQuadStore) Close() error { return qs.store.Close() }

// unreachable is an engine that nothing can be asked of.
type unreachable struct{ err error }

func (u unreachable) begin(bool) (txn, error)     { return nil, u.err }
func (u unreachable) guard(fn func() error) error { return fn() }
func (u unreachable) flush() error                { return nil }
func (u unreachable) size() int64                 { return 0 }
func (u unreachable) close() error                { return nil }
