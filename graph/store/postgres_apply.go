package store

import (
	"bytes"
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// apply carries out a batch: it goes into work tables by COPY, and from there into
// the tables in a few statements, however many quads there are. Outside of Together
// it is a transaction of its own.
func (p *postgres) apply(b *batch) error {
	if err := p.usable(); err != nil {
		return err
	}
	if p.writer == nil {
		return ErrReadOnly
	}
	l := &load{p: p, ctx: context.Background(), batch: b}
	if err := l.resolve(); err != nil {
		return err
	}
	for i := range b.set {
		if err := b.set[i].check(); err != nil {
			return err
		}
	}
	err := p.start(l.ctx)
	if err == nil {
		err = l.run()
	}
	if p.depth == 0 {
		return p.end(err)
	}
	return p.server.explain(err)
}

// start begins the writer's transaction, where it has not begun.
func (p *postgres) start(ctx context.Context) error {
	if p.begun {
		return nil
	}
	_, err := p.writer.ExecContext(ctx, "BEGIN")
	p.begun = err == nil
	return err
}

// end ends the writer's transaction: well, or without a trace where there was an error.
func (p *postgres) end(err error) error {
	defer p.blank.Store(false)
	if !p.begun {
		return p.server.explain(err)
	}
	p.begun = false
	ctx := context.Background()
	if err != nil {
		_, _ = p.writer.ExecContext(ctx, "ROLLBACK") // what is lost is rolled back as well
		p.indexed = false                            // as far as is known
		return p.server.explain(err)
	}
	if _, err := p.writer.ExecContext(ctx, "COMMIT"); err != nil {
		return p.server.explain(err)
	}
	return p.server.explain(p.measure(ctx))
}

// manyChanges is how many quads may change before the tables are measured again:
// without, the server plans as if they were what they were, and reads every row that
// it finds in an index.
const manyChanges = 20_000

func (p *postgres) measure(ctx context.Context) error {
	if p.changed < manyChanges {
		return nil
	}
	st, err := p.stats(ctx)
	if err != nil || int64(p.changed) < st.Quads/10 {
		return err
	}
	p.changed = 0
	for _, table := range []string{"nodes", "quads", "quadrille_entries", "quadrille_predicates"} {
		// Who does not own the table gets a warning, and the server does it in its own time.
		if _, err := p.writer.ExecContext(ctx, "VACUUM (ANALYZE) "+table); err != nil {
			return err
		}
	}
	return nil
}

// clear takes everything away. Readers keep what they see, so it is no TRUNCATE.
func (p *postgres) clear() error {
	if p.writer == nil {
		return ErrReadOnly
	}
	ctx := context.Background()
	if err := p.start(ctx); err != nil {
		return p.server.explain(err)
	}
	for _, table := range []string{"quads", "nodes", "quadrille_entries", "quadrille_predicates"} {
		if _, err := p.writer.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return p.server.explain(err)
		}
	}
	_, err := p.writer.ExecContext(ctx, "UPDATE quadrille SET quads = 0, nodes = 0")
	p.blank.Store(true)
	p.changed += manyChanges
	return p.server.explain(err)
}

// A load is one batch on its way into the tables.
type load struct {
	*batch
	p    *postgres
	ctx  context.Context
	ids  map[quad.Value]int // of values, in hashes and settled
	hash []hash
	vals []quad.Value
}

// four is a quad by hashes.
type four [4]hash

// resolve finds the hash of every value, once.
func (l *load) resolve() error {
	l.ids = make(map[quad.Value]int, len(l.ops))
	for i := range l.ops {
		o := &l.ops[i]
		if !o.quad.IsValid() {
			return fmt.Errorf("quad %d is incomplete: %v", i, *o.quad)
		}
		for d, dir := range quad.Directions {
			v := o.quad.Get(dir)
			if v == nil {
				continue
			}
			id, ok := l.ids[v]
			if !ok {
				settled, err := settled(v)
				if err != nil {
					return fmt.Errorf("quad %d: %w", i, err)
				}
				id = len(l.hash)
				l.ids[v] = id
				l.hash, l.vals = append(l.hash, hashOf(settled)), append(l.vals, settled)
			}
			o.ids[d] = uint64(id) + 1 // 0 is none
		}
	}
	return nil
}

func (l *load) four(o *op) (q four) {
	for d, id := range o.ids {
		if id != 0 {
			q[d] = l.hash[id-1]
		}
	}
	return q
}

func (l *load) run() error {
	if err := l.p.index(l.ctx); err != nil {
		return err
	}
	if err := l.check(); err != nil {
		return err
	}
	take, add := l.last()
	if err := l.truncate(); err != nil {
		return err
	}
	var quads, nodes int64
	if len(take) > 0 {
		n, err := l.takeQuads(take)
		if err != nil {
			return err
		}
		quads -= n
		l.p.changed += n
	}
	if len(add) > 0 {
		n, err := l.addQuads(add)
		if err != nil {
			return err
		}
		quads += n
		l.p.changed += n
	}
	if len(take)+len(add) > 0 {
		n, err := l.count(add)
		if err != nil {
			return err
		}
		nodes = n
	}
	if err := l.setEntries(); err != nil {
		return err
	}
	if quads == 0 && nodes == 0 {
		return nil
	}
	_, err := l.p.writer.ExecContext(l.ctx, fmt.Sprintf("UPDATE quadrille SET quads = quads + %d, nodes = nodes + %d", quads, nodes))
	return err
}

// last returns the quads to take and to add, each once: of several changes of one the
// last counts.
func (l *load) last() (take, add []four) {
	at := make(map[four]bool, len(l.ops))
	for i := len(l.ops) - 1; i >= 0; i-- {
		q := l.four(&l.ops[i])
		if at[q] {
			continue
		}
		at[q] = true
		if l.ops[i].del {
			take = append(take, q)
		} else {
			add = append(add, q)
		}
	}
	slices.Reverse(take)
	slices.Reverse(add)
	return take, add
}

// truncate empties the work tables of the batch before, in the same transaction.
func (l *load) truncate() error {
	if l.p.depth == 0 {
		return nil // the end of the last transaction did
	}
	_, err := l.p.writer.ExecContext(l.ctx, "TRUNCATE quadrille_take, quadrille_add, quadrille_delta, quadrille_values, quadrille_set")
	return err
}

// The counts of a quad's values go up or down with it.
const delta = `c AS (INSERT INTO quadrille_predicates AS t SELECT p, %[1]scount(*) FROM did GROUP BY p ON CONFLICT (hash) DO UPDATE SET n = t.n + EXCLUDED.n),
	d AS (INSERT INTO quadrille_delta SELECT h, %[1]s1 FROM did, LATERAL (VALUES (s), (p), (o), (l)) v(h) WHERE h IS NOT NULL)
	SELECT count(*) FROM did`

func (l *load) takeQuads(take []four) (total int64, err error) {
	if err := l.copyQuads("quadrille_take", take); err != nil {
		return 0, err
	}
	// Only an equation finds its place in an index, and nothing equals no label.
	for _, label := range []string{"q.label_hash = t.l", "q.label_hash IS NULL AND t.l IS NULL"} {
		var n int64
		err := l.p.writer.QueryRowContext(l.ctx, `WITH did AS (DELETE FROM quads q USING quadrille_take t
			WHERE q.subject_hash = t.s AND q.predicate_hash = t.p AND q.object_hash = t.o AND `+label+`
			RETURNING t.s, t.p, t.o, t.l), `+fmt.Sprintf(delta, "-")).Scan(&n)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

func (l *load) addQuads(add []four) (n int64, err error) {
	if err := l.copyQuads("quadrille_add", add); err != nil {
		return 0, err
	}
	err = l.p.writer.QueryRowContext(l.ctx, `WITH did AS (INSERT INTO quads (subject_hash, predicate_hash, object_hash, label_hash, ts)
		SELECT s, p, o, l, now() FROM quadrille_add ORDER BY s, p, o ON CONFLICT DO NOTHING
		RETURNING subject_hash s, predicate_hash p, object_hash o, label_hash l), `+fmt.Sprintf(delta, "")).Scan(&n)
	return n, err
}

// count brings the nodes in line with the changes, and returns how many more there are.
func (l *load) count(add []four) (more int64, err error) {
	if err := l.copyValues(add); err != nil {
		return 0, err
	}
	w := l.p.writer
	if len(add) > 0 {
		// The key is new where no transaction ever touched the row: of one that is updated
		// xmax tells.
		err := w.QueryRowContext(l.ctx, `WITH n AS (INSERT INTO nodes (hash, refs, value, value_string, datatype, language, iri, bnode, value_int, value_bool, value_float, value_time)
			SELECT v.hash, d.n, v.value, v.value_string, v.datatype, v.language, v.iri, v.bnode, v.value_int, v.value_bool, v.value_float, v.value_time
			FROM (SELECT hash, sum(n)::int n FROM quadrille_delta GROUP BY hash HAVING sum(n) > 0) d JOIN quadrille_values v USING (hash)
			ON CONFLICT (hash) DO UPDATE SET refs = nodes.refs + EXCLUDED.refs RETURNING xmax = 0 AS fresh)
			SELECT count(*) FILTER (WHERE fresh) FROM n`).Scan(&more)
		if err != nil {
			return 0, err
		}
	}
	if !slices.ContainsFunc(l.ops, func(o op) bool { return o.del }) {
		return more, nil
	}
	_, err = w.ExecContext(l.ctx, `UPDATE nodes SET refs = refs + d.n
		FROM (SELECT hash, sum(n)::int n FROM quadrille_delta GROUP BY hash HAVING sum(n) < 0) d WHERE nodes.hash = d.hash`)
	if err != nil {
		return 0, err
	}
	gone, err := w.ExecContext(l.ctx, `DELETE FROM nodes WHERE refs <= 0 AND hash IN (SELECT hash FROM quadrille_delta)`)
	if err != nil {
		return 0, err
	}
	n, err := gone.RowsAffected()
	return more - n, err
}

// check applies Cayley's rules, as batch.check does.
func (l *load) check() error {
	if l.ignore.IgnoreDup && l.ignore.IgnoreMissing {
		return nil
	}
	for i := range l.ops {
		o := &l.ops[i]
		if o.del && l.ignore.IgnoreMissing || !o.del && l.ignore.IgnoreDup {
			continue
		}
		q := l.four(o)
		var there bool
		if err := l.p.writer.QueryRowContext(l.ctx, "SELECT EXISTS (SELECT FROM quads q WHERE "+where(q, [4]bool{true, true, true, true})+")").Scan(&there); err != nil {
			return err
		}
		switch {
		case there == o.del:
		case o.del:
			return &graph.DeltaError{Delta: graph.Delta{Quad: *o.quad, Action: graph.Delete}, Err: graph.ErrQuadNotExist}
		default:
			return &graph.DeltaError{Delta: graph.Delta{Quad: *o.quad, Action: graph.Add}, Err: graph.ErrQuadExists}
		}
	}
	return nil
}

func (l *load) copyQuads(table string, quads []four) error {
	return l.copy(table+" (ord, s, p, o, l)", len(quads), func(dst []byte, i int) ([]byte, error) {
		dst = strconv.AppendInt(dst, int64(i), 10)
		for _, h := range quads[i] {
			dst = appendHash(append(dst, '\t'), h)
		}
		return dst, nil
	})
}

// copyValues sends the values of the quads to add: they may be new.
func (l *load) copyValues(add []four) error {
	if len(add) == 0 {
		return nil
	}
	var which []int
	seen := make(map[hash]bool, len(l.hash))
	for i := range l.ops {
		if l.ops[i].del {
			continue
		}
		for _, id := range l.ops[i].ids {
			if id != 0 && !seen[l.hash[id-1]] {
				seen[l.hash[id-1]] = true
				which = append(which, int(id-1))
			}
		}
	}
	return l.copy("quadrille_values", len(which), func(dst []byte, i int) ([]byte, error) {
		return appendRow(dst, l.hash[which[i]], l.vals[which[i]])
	})
}

// setEntries brings the metadata up to date.
func (l *load) setEntries() error {
	if len(l.set) == 0 {
		return nil
	}
	last := map[[2]string]int{}
	for i, e := range l.set {
		last[[2]string{e.Bucket, e.Key}] = i
	}
	var set []Entry
	for i, e := range l.set {
		if last[[2]string{e.Bucket, e.Key}] == i {
			set = append(set, e)
		}
	}
	err := l.copy("quadrille_set", len(set), func(dst []byte, i int) ([]byte, error) {
		dst = appendHex(dst, []byte(set[i].Bucket))
		dst = appendHex(append(dst, '\t'), []byte(set[i].Key))
		if set[i].Value == nil {
			return append(dst, "\t\\N"...), nil
		}
		return appendHex(append(dst, '\t'), set[i].Value), nil
	})
	if err != nil {
		return err
	}
	for _, s := range []string{
		`DELETE FROM quadrille_entries e USING quadrille_set s WHERE e.bucket = s.bucket AND e.key = s.key AND s.value IS NULL`,
		`INSERT INTO quadrille_entries SELECT bucket, key, value FROM quadrille_set WHERE value IS NOT NULL
			ON CONFLICT (bucket, key) DO UPDATE SET value = EXCLUDED.value`,
	} {
		if _, err := l.p.writer.ExecContext(l.ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// copier is what the driver gives for a COPY.
type copier interface {
	driver.Stmt
	CopyData(ctx context.Context, line string) (driver.Result, error)
}

// copyBlock is how much is handed to the driver at a time.
const copyBlock = 32 << 10

// copy sends n rows to a table.
func (l *load) copy(table string, n int, row func(dst []byte, i int) ([]byte, error)) error {
	return l.p.writer.Raw(func(c any) error {
		st, err := c.(driver.Conn).Prepare("COPY " + table + " FROM STDIN")
		if err != nil {
			return err
		}
		in := st.(copier)
		var buf []byte
		for i := range n {
			if buf, err = row(buf, i); err != nil {
				break
			}
			buf = append(buf, '\n')
			if len(buf) > copyBlock || i == n-1 {
				if _, err = in.CopyData(l.ctx, string(bytes.TrimSuffix(buf, []byte{'\n'}))); err != nil {
					break
				}
				buf = buf[:0]
			}
		}
		if err == nil {
			_, err = in.Exec(nil)
		}
		if e := in.Close(); err == nil {
			err = e
		}
		return err
	})
}
