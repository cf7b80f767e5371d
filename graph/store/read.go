package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"
)

// Unlabelled is the label by which Match finds quads without one.
var Unlabelled quad.Value = unlabelled{}

type unlabelled struct{}

func (unlabelled) String() string { return "" }
func (unlabelled) Native() any    { return nil }

// Label returns the quads with this label; of nil, those without one. They come
// in an order that may change from store to store.
func (s *Store) Label(l quad.Value) iter.Seq2[quad.Quad, error] {
	if l == nil {
		l = Unlabelled
	}
	return s.Match(nil, nil, nil, l)
}

// Match returns the quads that have these parts, where nil stands for any, and
// Unlabelled for no label. They come in an order that may change from store to
// store. The loop sees the store as it was when it began; an error ends it.
func (s *Store) Match(sub, pred, obj, lab quad.Value) iter.Seq2[quad.Quad, error] {
	if s.server != nil {
		return s.server.match([4]quad.Value{sub, pred, obj, lab})
	}
	return func(yield func(quad.Quad, error) bool) {
		m := matcher{want: [4]quad.Value{sub, pred, obj, lab}}
		s.each(yield, m.fill)
	}
}

// each yields what fill appends, call by call, until that is nothing. Only fill
// runs guarded: a panic in the loop's body is the caller's own.
func (s *Store) each(yield func(quad.Quad, error) bool, fill func(txn, []quad.Quad) ([]quad.Quad, error)) {
	var tx txn
	err := s.engine.guard(func() (err error) {
		tx, err = s.engine.begin(false)
		return err
	})
	if err != nil {
		yield(quad.Quad{}, err)
		return
	}
	defer s.engine.guard(func() error { tx.rollback(); return nil })
	var qs []quad.Quad
	for {
		err := s.engine.guard(func() (err error) {
			qs, err = fill(tx, qs[:0])
			return err
		})
		if err != nil {
			yield(quad.Quad{}, err)
			return
		}
		if len(qs) == 0 {
			return
		}
		for _, q := range qs {
			if !yield(q, nil) {
				return
			}
		}
	}
}

// view runs fn in a read transaction.
func (s *Store) view(fn func(tx txn) error) error {
	return s.engine.guard(func() error {
		tx, err := s.engine.begin(false)
		if err != nil {
			return err
		}
		defer tx.rollback()
		return fn(tx)
	})
}

// matcher finds the quads of a pattern.
type matcher struct {
	want   [4]quad.Value
	ids    quadIDs
	bound  [4]bool
	scan   *scan
	names  names
	tuples []tuple

	// Where one value alone is asked for, its record says how many quads there are.
	only int // the value's place, -1 for none
	rec  record
	seen uint64
}

func (m *matcher) fill(tx txn, dst []quad.Quad) ([]quad.Quad, error) {
	if m.scan == nil {
		if found, err := m.start(tx); !found || err != nil {
			return dst, err
		}
	}
	for len(dst) == 0 {
		var err error
		if m.tuples, err = m.scan.fill(tx, m.tuples[:0]); err != nil {
			return dst, err
		}
		if m.seen += uint64(len(m.tuples)); len(m.tuples) == 0 {
			if m.only >= 0 {
				err = agree(m.ids[m.only], m.only, m.seen, m.rec)
			}
			return dst, err
		}
		for _, t := range m.tuples {
			q := m.scan.order.quad(t)
			if !m.fits(q) {
				continue
			}
			full, err := m.names.quad(tx, q)
			if err != nil {
				return dst, err
			}
			dst = append(dst, full)
		}
	}
	return dst, nil
}

// start looks up the pattern's values; it reports false where one is unknown.
func (m *matcher) start(tx txn) (bool, error) {
	parts := 0
	m.only = -1
	for i, v := range m.want {
		if v == nil {
			continue
		}
		m.bound[i] = true
		parts++
		if v == Unlabelled {
			continue
		}
		id, err := valueID(tx, v)
		if id == 0 || err != nil {
			return false, err
		}
		m.ids[i], m.only = id, i
	}
	if parts != 1 {
		m.only = -1
	}
	if m.only >= 0 {
		var err error
		if m.rec, err = getRecord(tx, m.ids[m.only]); err != nil {
			return false, err
		}
	}
	o, lead := bestOrder(m.bound)
	sc := newScan(o, m.ids, lead)
	m.scan = &sc
	return true, nil
}

func (m *matcher) fits(q quadIDs) bool {
	for i, b := range m.bound {
		if b && q[i] != m.ids[i] {
			return false
		}
	}
	return true
}

// valueID returns a value's id, or 0 where no quad has it.
func valueID(tx txn, v quad.Value) (uint64, error) {
	enc, err := appendValue(nil, v)
	if err != nil {
		return 0, nil // what cannot be stored is not there
	}
	return termID(tx, appendTerm(nil, enc))
}

// names turns ids into values within one transaction. It forgets everything when
// it has grown large, so that a walk over all quads takes constant memory.
type names struct {
	values map[uint64]named
	bytes  int
}

type named struct {
	value quad.Value
	enc   []byte
}

const namesLimit = 16 << 20

func (n *names) get(tx txn, id uint64) (named, error) {
	if v, ok := n.values[id]; ok {
		return v, nil
	}
	rec, err := getRecord(tx, id)
	if err != nil {
		return named{}, err
	}
	v, err := parseValue(rec.enc)
	if err != nil {
		return named{}, err
	}
	if n.values == nil || n.bytes > namesLimit {
		n.values, n.bytes = map[uint64]named{}, 0
	}
	n.bytes += len(rec.enc) + 100
	out := named{v, rec.enc}
	n.values[id] = out
	return out, nil
}

func (n *names) quad(tx txn, q quadIDs) (out quad.Quad, err error) {
	var v [4]named
	for i, id := range q {
		if id == 0 && i == label {
			continue
		}
		if v[i], err = n.get(tx, id); err != nil {
			return out, err
		}
	}
	return quad.Quad{Subject: v[0].value, Predicate: v[1].value, Object: v[2].value, Label: v[3].value}, nil
}

// getRecord returns the record of an id that some quad has.
func getRecord(tx txn, id uint64) (record, error) {
	key := idKey(id)
	v := tx.get(spaceValues, key)
	if v == nil {
		return record{}, missing(id)
	}
	return parseRecord(key, v)
}

func missing(id uint64) error { return fmt.Errorf("%w: value %d is missing", ErrDamaged, id) }

// Quads returns every quad in an order that depends on the quads alone: by
// subject, predicate, object and label, each by kind (strings, IRIs, language
// and typed strings, blank nodes) and then by bytes. It takes the memory of the
// largest subject's quads. The loop sees the store as it was when it began; an
// error, or the end of ctx, ends it.
func (s *Store) Quads(ctx context.Context) iter.Seq2[quad.Quad, error] {
	if s.server != nil {
		return s.server.quads(ctx)
	}
	return func(yield func(quad.Quad, error) bool) {
		w := walker{ctx: ctx}
		s.each(yield, w.fill)
	}
}

// walker goes through the dictionary in its order, and through each subject's quads.
type walker struct {
	ctx    context.Context
	terms  cursor
	names  names
	tuples []tuple
	rows   []row

	values, quads uint64 // that were come by
}

// agree compares the quads that have a value at a place with what its record says.
func agree(id uint64, place int, n uint64, rec record) error {
	if n != rec.counts[place] {
		return fmt.Errorf("%w: value %d is the %s of %d quads, not of %d", ErrDamaged, id, quad.Directions[place], n, rec.counts[place])
	}
	return nil
}

// A row is a quad in writing, to be sorted.
type row struct {
	quad quad.Quad
	enc  [3][]byte // predicate, object, label
}

func (w *walker) fill(tx txn, dst []quad.Quad) ([]quad.Quad, error) {
	for len(dst) == 0 {
		if err := w.ctx.Err(); err != nil {
			return dst, err
		}
		id, err := w.nextTerm(tx)
		if err != nil {
			return dst, err
		}
		if id == 0 {
			return dst, w.all(tx)
		}
		rec, err := getRecord(tx, id)
		if err != nil {
			return dst, err
		}
		if rec.counts[subject] == 0 {
			continue
		}
		if err := w.readRows(tx, id); err != nil {
			return dst, err
		}
		if err := agree(id, subject, uint64(len(w.rows)), rec); err != nil {
			return dst, err
		}
		w.quads += uint64(len(w.rows))
		for _, r := range w.rows {
			dst = append(dst, r.quad)
		}
	}
	return dst, nil
}

// all makes sure, at the end, that nothing was missing.
func (w *walker) all(tx txn) error {
	h, err := readHead(tx)
	if err == nil && (w.values != h.values || w.quads != h.quads) {
		err = fmt.Errorf("%w: %d values and %d quads are there, of %d and %d", ErrDamaged, w.values, w.quads, h.values, h.quads)
	}
	return err
}

func (w *walker) nextTerm(tx txn) (uint64, error) {
	var k, v []byte
	if w.terms == nil {
		w.terms = tx.cursor(spaceTerms)
		k, v = w.terms.seek(nil)
	} else {
		k, v = w.terms.next()
	}
	if k == nil {
		return 0, nil
	}
	w.values++
	return openTerm(k, v)
}

// readRows reads and sorts one subject's quads.
func (w *walker) readRows(tx txn, id uint64) error {
	w.tuples, w.rows = w.tuples[:0], w.rows[:0]
	sc := newScan(&orders[0], quadIDs{id}, 1)
	for n := -1; n < len(w.tuples); {
		n = len(w.tuples)
		var err error
		if w.tuples, err = sc.fill(tx, w.tuples); err != nil {
			return err
		}
	}
	for _, t := range w.tuples {
		q, err := w.names.quad(tx, t)
		if err != nil {
			return err
		}
		r := row{quad: q}
		for i := range r.enc {
			if t[i+1] == 0 {
				continue
			}
			v, err := w.names.get(tx, t[i+1])
			if err != nil {
				return err
			}
			r.enc[i] = v.enc
		}
		w.rows = append(w.rows, r)
	}
	slices.SortFunc(w.rows, func(x, y row) int {
		return cmp.Or(bytes.Compare(x.enc[0], y.enc[0]), bytes.Compare(x.enc[1], y.enc[1]), bytes.Compare(x.enc[2], y.enc[2]))
	})
	return nil
}
