package store

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// A postgresFill fills empty tables. Putting millions of quads into seven indexes row by
// row looks for a place all over each of them. So tables are made without indexes: what
// is to fill them goes into work tables, is sorted by the server, which keeps each quad
// and each value once, and is indexed when all of it is there. Until then, as in
// Together, nobody else sees any of it.
type postgresFill struct{ p *postgres }

// fillTables are where it is put. They have no indexes, and are in no log.
var fillTables = []string{
	`CREATE TEMP TABLE quadrille_fill (s BYTEA, p BYTEA, o BYTEA, l BYTEA) ON COMMIT DROP`,
	`CREATE TEMP TABLE quadrille_fill_values (LIKE quadrille_values) ON COMMIT DROP`,
}

// fill begins to fill the tables; nil where they hold something, or are indexed already.
func (p *postgres) fill() (*postgresFill, error) {
	if err := p.usable(); err != nil || p.writer == nil || p.depth == 0 {
		return nil, err
	}
	ctx := context.Background()
	if ready, err := p.ready(ctx); ready || err != nil {
		return nil, p.server.explain(err)
	}
	if err := p.start(ctx); err != nil {
		return nil, p.server.explain(err)
	}
	for _, s := range fillTables {
		if _, err := p.writer.ExecContext(ctx, s); err != nil {
			return nil, p.server.explain(err)
		}
	}
	return &postgresFill{p}, nil
}

// ready reports whether the tables of quads and values have their indexes.
func (p *postgres) ready(ctx context.Context) (bool, error) {
	if p.indexed {
		return true, nil
	}
	err := p.writer.QueryRowContext(ctx, "SELECT to_regclass(quote_ident(current_schema()) || '.quadrille_label') IS NOT NULL").Scan(&p.indexed)
	return p.indexed, err
}

// index makes the indexes where there are none. Those who read do not wait for it.
func (p *postgres) index(ctx context.Context) error {
	if ready, err := p.ready(ctx); ready || err != nil {
		return err
	}
	for _, s := range serverIndexes {
		if _, err := p.writer.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	p.indexed = true
	return nil
}

func (f *postgresFill) add(quads []quad.Quad, set []Entry) error {
	l := &load{p: f.p, ctx: context.Background(), batch: &batch{set: set, ignore: graph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}}}
	for i := range quads {
		l.ops = append(l.ops, op{quad: &quads[i]})
	}
	if err := l.resolve(); err != nil {
		return err
	}
	for i := range set {
		if err := set[i].check(); err != nil {
			return err
		}
	}
	if err := l.truncate(); err != nil {
		return f.p.server.explain(err)
	}
	err := l.copy("quadrille_fill", len(l.ops), func(dst []byte, i int) ([]byte, error) {
		for d, h := range l.four(&l.ops[i]) {
			if d > 0 {
				dst = append(dst, '\t')
			}
			dst = appendHash(dst, h)
		}
		return dst, nil
	})
	if err == nil {
		err = l.copy("quadrille_fill_values", len(l.hash), func(dst []byte, i int) ([]byte, error) {
			return appendRow(dst, l.hash[i], l.vals[i])
		})
	}
	if err == nil {
		err = l.setEntries()
	}
	return f.p.server.explain(err)
}

// finish brings all into the tables.
func (f *postgresFill) finish(set []Entry) error {
	if err := f.add(nil, set); err != nil {
		return err
	}
	ctx := context.Background()
	for _, s := range []string{
		"SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '256MB'",
		`INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash, ts)
			SELECT s, p, o, l, now() FROM (SELECT DISTINCT s, p, o, l FROM quadrille_fill ORDER BY s, p, o, l) q`,
		`INSERT INTO nodes (hash, refs, value, value_string, datatype, language, iri, bnode, value_int, value_bool, value_float, value_time)
			SELECT hash, d.n, v.value, v.value_string, v.datatype, v.language, v.iri, v.bnode, v.value_int, v.value_bool, v.value_float, v.value_time
			FROM (SELECT h hash, count(*)::int n FROM quads, LATERAL (VALUES (subject_hash), (predicate_hash), (object_hash), (label_hash)) t(h)
				WHERE h IS NOT NULL GROUP BY h) d
			JOIN (SELECT DISTINCT ON (hash) * FROM quadrille_fill_values ORDER BY hash) v USING (hash) ORDER BY hash`,
		"INSERT INTO quadrille_predicates SELECT predicate_hash, count(*) FROM quads GROUP BY predicate_hash",
		"UPDATE quadrille SET quads = (SELECT count(*) FROM quads), nodes = (SELECT count(*) FROM nodes)",
	} {
		if _, err := f.p.writer.ExecContext(ctx, s); err != nil {
			return f.p.server.explain(err)
		}
	}
	f.p.changed += manyChanges
	return f.p.server.explain(f.p.index(ctx))
}
