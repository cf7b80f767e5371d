package store

import (
	"context"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"
)

// Name is what Register registers the store as.
const Name = "quadrille"

// Register makes the store known to Cayley, for programs that open graphs by the
// name of their kind: graph.NewQuadStore(store.Name, path, nil). An empty path
// is a store in memory.
var Register = sync.OnceFunc(func() {
	graph.RegisterQuadStore(Name, graph.QuadStoreRegistration{
		IsPersistent: true,
		InitFunc: func(path string, _ graph.Options) error {
			s, err := Open(path, nil)
			if err != nil {
				return err
			}
			return s.Close()
		},
		NewFunc: func(path string, opt graph.Options) (graph.QuadStore, error) {
			if path == "" {
				return Memory().QuadStore(), nil
			}
			readOnly, err := opt.BoolKey("read_only", false)
			if err != nil {
				return nil, err
			}
			s, err := Open(path, &Options{ReadOnly: readOnly})
			if err != nil {
				return nil, err
			}
			return s.QuadStore(), nil
		},
	})
})

// QuadStore returns the store as Cayley sees it, for its query languages and
// paths. Each call on it is a transaction of its own, and its iterators hold
// none, so they need not be closed, and see what is written while they run.
// Closing it closes the store.
func (s *Store) QuadStore() graph.QuadStore {
	if s.server != nil {
		return s.server.quadStore(s)
	}
	return &quadStore{store: s}
}

// quadStore is the store in Cayley's terms.
type quadStore struct{ store *Store }

// A node is Cayley's reference to a value: its id. Ids are not used again.
type node uint64

// Key implements graph.Ref.
func (n node) Key() any { return n }

// A link is Cayley's reference to a quad: its ids.
type link quadIDs

// Key implements graph.Ref.
func (l link) Key() any { return l }

// ValueOf returns the reference of a value, or nil where no quad has it.
func (qs *quadStore) ValueOf(v quad.Value) graph.Ref {
	if v == nil {
		return nil
	}
	var id uint64
	err := qs.store.view(func(tx txn) (err error) {
		id, err = valueID(tx, v)
		return err
	})
	if id == 0 || err != nil {
		return nil
	}
	return node(id)
}

// NameOf returns the value of a reference, or nil where it has gone.
func (qs *quadStore) NameOf(ref graph.Ref) (v quad.Value) {
	if p, ok := ref.(graph.PreFetchedValue); ok {
		return p.NameOf()
	}
	rec, err := qs.record(ref)
	if err != nil || rec.enc == nil {
		return nil
	}
	v, _ = parseValue(rec.enc) // an error leaves nil
	return v
}

// record returns a node's record; one without enc where there is none.
func (qs *quadStore) record(ref graph.Ref) (rec record, err error) {
	id, ok := ref.(node)
	if !ok {
		return rec, nil
	}
	err = qs.store.view(func(tx txn) (err error) {
		key := idKey(uint64(id))
		v := tx.get(spaceValues, key)
		if v == nil {
			return nil
		}
		rec, err = parseRecord(key, append([]byte(nil), v...))
		return err
	})
	return rec, err
}

// Quad returns the quad of a reference; an empty one where a value has gone.
func (qs *quadStore) Quad(ref graph.Ref) (q quad.Quad) {
	l, ok := ref.(link)
	if !ok {
		return q
	}
	_ = qs.store.view(func(tx txn) (err error) {
		var n names
		q, err = n.quad(tx, quadIDs(l))
		return err
	})
	return q
}

// QuadDirection returns a part of a quad, or nil for no label.
func (qs *quadStore) QuadDirection(ref graph.Ref, d quad.Direction) graph.Ref {
	l, ok := ref.(link)
	if !ok || l[place(d)] == 0 {
		return nil
	}
	return node(l[place(d)])
}

// place returns where a direction stands in a quad's ids.
func place(d quad.Direction) int { return int(d - quad.Subject) }

// QuadIterator returns the quads that have a node in one direction.
func (qs *quadStore) QuadIterator(d quad.Direction, ref graph.Ref) graph.Iterator {
	id, ok := ref.(node)
	if !ok {
		return iterator.NewNull()
	}
	return graph.AsLegacy(newLinks(qs, map[int]uint64{place(d): uint64(id)}))
}

// QuadIteratorSize returns how many quads have a node in one direction, exactly.
func (qs *quadStore) QuadIteratorSize(_ context.Context, d quad.Direction, ref graph.Ref) (graph.Size, error) {
	rec, err := qs.record(ref)
	return graph.Size{Size: int64(rec.counts[place(d)]), Exact: true}, err
}

// QuadsAllIterator returns all quads.
func (qs *quadStore) QuadsAllIterator() graph.Iterator { return graph.AsLegacy(newLinks(qs, nil)) }

// NodesAllIterator returns all values.
func (qs *quadStore) NodesAllIterator() graph.Iterator { return graph.AsLegacy(&nodes{qs: qs}) }

// Stats returns the store's sizes, which are always exact.
func (qs *quadStore) Stats(context.Context, bool) (graph.Stats, error) {
	st, err := qs.store.Stats()
	return graph.Stats{
		Nodes: graph.Size{Size: st.Values, Exact: true},
		Quads: graph.Size{Size: st.Quads, Exact: true},
	}, err
}

// ApplyDeltas makes the changes, in their order, in one transaction. As in
// Cayley's own stores, whether a quad is there already, or is missing, is asked
// of the store as it was before.
func (qs *quadStore) ApplyDeltas(deltas []graph.Delta, ignore graph.IgnoreOpts) error {
	ops := make([]op, len(deltas))
	for i := range deltas {
		d := &deltas[i]
		if d.Action != graph.Add && d.Action != graph.Delete {
			return &graph.DeltaError{Delta: *d, Err: graph.ErrInvalidAction}
		}
		ops[i] = op{quad: &d.Quad, del: d.Action == graph.Delete}
	}
	return qs.store.write(&batch{ops: ops, ignore: ignore})
}

// NewQuadWriter returns a writer that adds quads in large batches; those that are
// there already are left. It is done when Close returns nil.
func (qs *quadStore) NewQuadWriter() (quad.WriteCloser, error) {
	return &quadWriter{store: qs.store}, nil
}

// Close closes the store.
func (qs *quadStore) Close() error { return qs.store.Close() }

// quadWriter collects quads until they are worth a transaction.
type quadWriter struct {
	store *Store
	quads []quad.Quad
}

const writerBatch = 50_000

// WriteQuad adds one quad.
func (w *quadWriter) WriteQuad(q quad.Quad) error {
	w.quads = append(w.quads, q)
	if len(w.quads) < writerBatch {
		return nil
	}
	return w.Close()
}

// WriteQuads adds several quads.
func (w *quadWriter) WriteQuads(qs []quad.Quad) (int, error) {
	for i, q := range qs {
		if err := w.WriteQuad(q); err != nil {
			return i, err
		}
	}
	return len(qs), nil
}

// Close writes what has been collected.
func (w *quadWriter) Close() error {
	if len(w.quads) == 0 {
		return nil
	}
	err := w.store.Apply(w.quads, nil)
	w.quads = w.quads[:0]
	return err
}
