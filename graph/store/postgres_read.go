package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// querier is a connection, or a pool of them.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// fetch asks a query and hands on each row: scan reads it. Queries have no arguments,
// for with these the driver asks twice; what is put into them is hexadecimal.
func fetch(ctx context.Context, q querier, query string, each func(scan func(...any) error) error) error {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// literal writes bytes into a query.
func literal[T ~[]byte | ~string](b T) string {
	return `'\x` + hex.EncodeToString([]byte(b)) + `'::bytea`
}

// literals writes hashes into a query, as what a column may be.
func literals(hashes []hash) string {
	out := make([]byte, 0, len(hashes)*46)
	for i, h := range hashes {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(hex.AppendEncode(append(out, `'\x`...), h[:]), '\'')
	}
	return string(out)
}

var hashColumns = [4]string{"subject_hash", "predicate_hash", "object_hash", "label_hash"}

// where writes the condition that a quad q has these parts; "true" for none.
func where(parts four, bound [4]bool) string {
	var conditions []string
	for d, column := range hashColumns {
		switch {
		case !bound[d]:
		case parts[d].Valid():
			conditions = append(conditions, "q."+column+" = "+literal(parts[d][:]))
		default:
			conditions = append(conditions, "q."+column+" IS NULL")
		}
	}
	if conditions == nil {
		return "true"
	}
	return strings.Join(conditions, " AND ")
}

// firstPage is how many quads are asked for at once: hardly anything that is asked for
// has more. What has is asked for again and handed on as it comes.
const firstPage = 1000

// match does what Store.Match says: in one query, so that it is of one moment.
func (p *postgres) match(want [4]quad.Value) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		if err := p.usable(); err != nil {
			yield(quad.Quad{}, err)
			return
		}
		var parts four
		var bound [4]bool
		for d, v := range want {
			if bound[d] = v != nil; !bound[d] || v == Unlabelled {
				continue
			}
			v, err := settled(v)
			if err != nil {
				return // what cannot be stored is not there
			}
			parts[d] = hashOf(v)
		}
		if p.blank.Load() {
			return
		}
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		var r quadReader
		page, err := p.matchFew(ctx, parts, bound, &r)
		if err == nil && len(page) == firstPage {
			err = fetch(ctx, p.db, matching(where(parts, bound)), func(scan func(...any) error) error {
				q, err := r.read(scan)
				if err == nil && !yield(q, nil) {
					err = errEnough
					cancel() // or all that is left would be read
				}
				return err
			})
			page = nil
		}
		if err != nil && err != errEnough {
			yield(quad.Quad{}, p.server.explain(err))
			return
		}
		for _, q := range page {
			if !yield(q, nil) {
				return
			}
		}
	}
}

// matching writes the query for the quads of a condition, with their values.
func matching(condition string) string {
	return `SELECT ` + written("s") + `, ` + written("p") + `, ` + written("o") + `, ` + written("l") + `
		FROM (SELECT * FROM quads q WHERE ` + condition + `) q
		JOIN nodes s ON s.hash = q.subject_hash JOIN nodes p ON p.hash = q.predicate_hash
		JOIN nodes o ON o.hash = q.object_hash LEFT JOIN nodes l ON l.hash = q.label_hash`
}

// matchFew asks for the first page of a pattern, by a statement that the server has
// planned before: to plan it takes several times as long as to find a few quads.
func (p *postgres) matchFew(ctx context.Context, parts four, bound [4]bool, r *quadReader) (page []quad.Quad, err error) {
	var args []any
	var conditions []string
	for d, column := range hashColumns {
		switch {
		case !bound[d]:
		case parts[d].Valid():
			args = append(args, parts[d][:])
			conditions = append(conditions, fmt.Sprintf("q.%s = $%d", column, len(args)))
		default:
			conditions = append(conditions, "q."+column+" IS NULL")
		}
	}
	statement, err := p.prepared(ctx, matching(cmp.Or(strings.Join(conditions, " AND "), "true")+fmt.Sprint(" LIMIT ", firstPage)))
	if err != nil {
		return nil, err
	}
	rows, err := statement.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		q, err := r.read(rows.Scan)
		if err != nil {
			return nil, err
		}
		page = append(page, q)
	}
	return page, rows.Err()
}

// prepared returns a statement, which every connection for reading plans once.
func (p *postgres) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.statements[query]; s != nil {
		return s, nil
	}
	s, err := p.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if p.statements == nil {
		p.statements = map[string]*sql.Stmt{}
	}
	p.statements[query] = s
	return s, nil
}

// errEnough ends a query of which enough has been seen.
var errEnough = fmt.Errorf("enough")

// quadReader reads quads whose values are written out, and remembers these while they
// come again.
type quadReader struct {
	raw   [4]sql.RawBytes
	known map[string]quad.Value
}

func (r *quadReader) read(scan func(...any) error) (q quad.Quad, err error) {
	if err := scan(&r.raw[0], &r.raw[1], &r.raw[2], &r.raw[3]); err != nil {
		return q, err
	}
	for d, dir := range quad.Directions {
		if r.raw[d] == nil {
			if d != label {
				return q, fmt.Errorf("%w: a value of a quad is empty", ErrDamaged)
			}
			continue
		}
		v, ok := r.known[string(r.raw[d])]
		if !ok {
			s := string(r.raw[d])
			if v, err = parseWritten(s); err != nil {
				return q, err
			}
			if r.known == nil || len(r.known) > 10_000 {
				r.known = map[string]quad.Value{}
			}
			r.known[s] = v
		}
		q.Set(dir, v)
	}
	return q, nil
}

const oneMoment = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

// conn returns a connection in a transaction that sees one moment, and what ends it. For
// one who reads whole tables it may do so in their own order, and not only by an index.
func (p *postgres) conn(ctx context.Context, whole bool) (*sql.Conn, func() error, error) {
	c, err := p.db.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	if p.begin != "" { // it is in such a transaction
		if !whole {
			return c, c.Close, nil
		}
		_, err := c.ExecContext(ctx, "SET LOCAL enable_seqscan = on")
		return c, func() error {
			if _, err := c.ExecContext(context.Background(), "SET LOCAL enable_seqscan = off"); err != nil {
				return discard(c)
			}
			return c.Close()
		}, err
	}
	begin := oneMoment + "; SELECT" // the moment is that of the first query
	if whole {
		begin += "; SET LOCAL enable_seqscan = on"
	}
	if _, err := c.ExecContext(ctx, begin); err != nil {
		c.Close()
		return nil, nil, err
	}
	return c, func() error {
		if _, err := c.ExecContext(context.Background(), "ROLLBACK"); err != nil {
			return discard(c)
		}
		return c.Close()
	}, nil
}

// subjectsAtOnce is of how many subjects quads reads at a time: some ten thousand quads.
const subjectsAtOnce = 1500

// quads does what Store.Quads says. The order is that of the other kinds of store, by
// the keys of their dictionary, which no index of the database has: so the subjects are
// sorted here, and their quads read some at a time.
func (p *postgres) quads(ctx context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		err := p.usable()
		if err == nil && !p.blank.Load() {
			err = p.walk(ctx, func(q quad.Quad) bool { return yield(q, nil) })
		}
		if err != nil && err != errEnough {
			if ctx.Err() != nil {
				err = ctx.Err()
			}
			yield(quad.Quad{}, p.server.explain(err))
		}
	}
}

func (p *postgres) walk(ctx context.Context, yield func(quad.Quad) bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c, end, err := p.conn(ctx, true)
	if err != nil {
		return err
	}
	defer end()
	type sortable struct {
		hash hash
		key  string
	}
	var subjects []sortable
	err = fetch(ctx, c, `SELECT n.hash, `+written("n")+` FROM nodes n WHERE EXISTS (SELECT FROM quads q WHERE q.subject_hash = n.hash)`, func(scan func(...any) error) error {
		var h, w sql.RawBytes
		if err := scan(&h, &w); err != nil {
			return err
		}
		v, err := parseWritten(string(w))
		if err != nil {
			return err
		}
		enc, err := appendValue(nil, v)
		s := sortable{key: string(appendTerm(nil, enc))}
		copy(s.hash[:], h)
		subjects = append(subjects, s)
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(subjects, func(a, b sortable) int { return strings.Compare(a.key, b.key) })
	names := hashNames{}
	for part := range slices.Chunk(subjects, subjectsAtOnce) {
		hashes := make([]hash, len(part))
		at := make(map[hash]int, len(part))
		for i, s := range part {
			hashes[i], at[s.hash] = s.hash, i
		}
		rows := make([][]four, len(part))
		err := fetch(ctx, c, "SELECT subject_hash, predicate_hash, object_hash, label_hash FROM quads WHERE subject_hash IN ("+literals(hashes)+")", func(scan func(...any) error) error {
			q, err := scanFour(scan)
			rows[at[q[subject]]] = append(rows[at[q[subject]]], q)
			return err
		})
		if err != nil {
			return err
		}
		if err := names.fetch(ctx, c, slices.Concat(rows...)); err != nil {
			return err
		}
		for _, quads := range rows {
			if err := names.sort(quads); err != nil {
				return err
			}
			for _, q := range quads {
				if err := ctx.Err(); err != nil {
					return err
				}
				if !yield(names.quad(q)) {
					return errEnough
				}
			}
		}
	}
	return nil
}

// scanFour reads a quad's hashes.
func scanFour(scan func(...any) error) (q four, err error) {
	var raw [4]sql.RawBytes
	if err := scan(&raw[0], &raw[1], &raw[2], &raw[3]); err != nil {
		return q, err
	}
	for d, b := range raw {
		copy(q[d][:], b)
	}
	return q, nil
}

// hashNames are values by hash, and their written forms, by which they are sorted.
type hashNames map[hash]named

// fetch brings the values of quads, of which those are asked for that are not known. It
// forgets the others when it has grown large.
func (n hashNames) fetch(ctx context.Context, c querier, quads []four) error {
	if len(n) > 100_000 {
		clear(n)
	}
	want := map[hash]bool{}
	for _, q := range quads {
		for _, h := range q {
			if _, known := n[h]; !known && h.Valid() {
				want[h] = true
			}
		}
	}
	return namesOf(ctx, c, slices.Collect(maps.Keys(want)), func(h hash, v quad.Value) error {
		enc, err := appendValue(nil, v)
		n[h] = named{v, enc}
		return err
	})
}

// namesOf asks for the values of hashes.
func namesOf(ctx context.Context, c querier, hashes []hash, take func(hash, quad.Value) error) error {
	for part := range slices.Chunk(hashes, 5000) {
		found := 0
		err := fetch(ctx, c, "SELECT n.hash, "+written("n")+" FROM nodes n WHERE n.hash IN ("+literals(part)+")", func(scan func(...any) error) error {
			var h, w sql.RawBytes
			if err := scan(&h, &w); err != nil {
				return err
			}
			v, err := parseWritten(string(w))
			if err != nil {
				return err
			}
			found++
			return take(hash(h), v)
		})
		if err != nil {
			return err
		}
		if found < len(part) {
			return fmt.Errorf("%w: %d values of quads are missing", ErrDamaged, len(part)-found)
		}
	}
	return nil
}

// sort puts one subject's quads in the order of Store.Quads.
func (n hashNames) sort(quads []four) error {
	slices.SortFunc(quads, func(a, b four) int {
		return cmp.Or(
			bytes.Compare(n[a[1]].enc, n[b[1]].enc),
			bytes.Compare(n[a[2]].enc, n[b[2]].enc),
			bytes.Compare(n[a[3]].enc, n[b[3]].enc))
	})
	return nil
}

func (n hashNames) quad(q four) (out quad.Quad) {
	for d, dir := range quad.Directions {
		if q[d].Valid() {
			out.Set(dir, n[q[d]].value)
		}
	}
	return out
}

// meta does what Store.Meta says.
func (p *postgres) meta(bucket, key string) (value []byte, err error) {
	if err := p.usable(); err != nil || p.blank.Load() {
		return nil, err
	}
	err = fetch(context.Background(), p.db, "SELECT value FROM quadrille_entries WHERE bucket = "+literal(bucket)+" AND key = "+literal(key), func(scan func(...any) error) error {
		value = []byte{}
		return scan(&value)
	})
	return value, p.server.explain(err)
}

// entries does what Store.Entries says, a thousand at a time.
func (p *postgres) entries(bucket string) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if err := p.usable(); err != nil || p.blank.Load() {
			if err != nil {
				yield(Entry{}, err)
			}
			return
		}
		ctx := context.Background()
		c, end, err := p.conn(ctx, false)
		if err != nil {
			yield(Entry{}, p.server.explain(err))
			return
		}
		defer end()
		for last := ""; ; {
			var some []Entry
			err := fetch(ctx, c, "SELECT key, value FROM quadrille_entries WHERE bucket = "+literal(bucket)+" AND key > "+literal(last)+" ORDER BY key LIMIT "+strconv.Itoa(atOnce), func(scan func(...any) error) error {
				e, key := Entry{Bucket: bucket, Value: []byte{}}, []byte{}
				err := scan(&key, &e.Value)
				e.Key = string(key)
				some = append(some, e)
				return err
			})
			if err != nil {
				yield(Entry{}, p.server.explain(err))
				return
			}
			for _, e := range some {
				if !yield(e, nil) {
					return
				}
				last = e.Key
			}
			if len(some) < atOnce {
				return
			}
		}
	}
}

// stats returns the sizes, which are kept.
func (p *postgres) stats(ctx context.Context) (st Stats, err error) {
	if err := p.usable(); err != nil {
		return st, err
	}
	err = p.db.QueryRowContext(ctx, `SELECT quads, nodes, pg_total_relation_size('nodes') + pg_total_relation_size('quads') + pg_total_relation_size('quadrille_entries') FROM quadrille`).
		Scan(&st.Quads, &st.Values, &st.Bytes)
	return st, p.server.explain(err)
}
