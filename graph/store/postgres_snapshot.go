package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"
)

// pgSnapshot is what a Snapshot is in a database: a transaction that sees one moment.
// The database knows values by their hashes; they get numbers in the order in which
// they are met, so that the numbers are as dense as in a file. Whatever has a number is
// remembered, some hundred bytes each.
type pgSnapshot struct {
	p    *postgres
	conn *sql.Conn
	end  func() error

	numbers map[hash]uint64
	hashes  []hash       // by number - 1
	values  []quad.Value // by number - 1; nil where nobody asked yet
	cursors int

	predicates map[hash]uint64 // how many quads each has; nil before it is asked for
	counts     map[ID][4]uint64
	counting   foresight
	subjects   map[ID][][4]ID // the quads of those of which something was asked
	large      map[ID]bool    // those that have too many
	asking     foresight
}

func (p *postgres) snapshot() (*pgSnapshot, error) {
	if err := p.usable(); err != nil {
		return nil, err
	}
	sn := &pgSnapshot{p: p, numbers: map[hash]uint64{}, counts: map[ID][4]uint64{}, subjects: map[ID][][4]ID{}, large: map[ID]bool{}}
	var err error
	sn.conn, sn.end, err = p.conn(context.Background(), false)
	return sn, p.server.explain(err)
}

func (sn *pgSnapshot) close() error {
	if sn.end == nil {
		return nil
	}
	end := sn.end
	sn.end = nil
	return sn.p.server.explain(end())
}

func (sn *pgSnapshot) fetch(query string, each func(scan func(...any) error) error) error {
	return sn.p.server.explain(fetch(context.Background(), sn.conn, query, each))
}

// number returns the number of a hash that a quad or a node has.
func (sn *pgSnapshot) number(h hash) uint64 {
	if !h.Valid() {
		return 0
	}
	n, ok := sn.numbers[h]
	if !ok {
		n = uint64(len(sn.hashes)) + 1
		sn.numbers[h] = n
		sn.hashes, sn.values = append(sn.hashes, h), append(sn.values, nil)
	}
	return n
}

// hash returns the hash of a number, an invalid one for a number of nothing.
func (sn *pgSnapshot) hash(number uint64) hash {
	if number == 0 || number > uint64(len(sn.hashes)) {
		return hash{}
	}
	return sn.hashes[number-1]
}

func (sn *pgSnapshot) id(v quad.Value) (id ID, err error) {
	v, err = settled(v)
	if err != nil {
		return 0, nil // what cannot be stored is not there
	}
	h := hashOf(v)
	if n, ok := sn.numbers[h]; ok {
		return n, nil
	}
	err = sn.fetch("SELECT FROM nodes WHERE hash = "+literal(h[:]), func(func(...any) error) error {
		id = sn.number(h)
		sn.values[id-1] = v
		return nil
	})
	return id, err
}

// ahead is how many values are asked for with one: those that were met next, and are
// likely to be asked for next.
const ahead = 500

func (sn *pgSnapshot) value(id ID) (quad.Value, error) {
	if id == 0 || id > uint64(len(sn.values)) {
		return nil, fmt.Errorf("%w: value %d is missing", ErrDamaged, id)
	}
	if v := sn.values[id-1]; v != nil {
		return v, nil
	}
	var want []uint64
	for n := id; n <= uint64(len(sn.values)) && n < id+ahead; n++ {
		want = append(want, n)
	}
	if err := sn.bring(want); err != nil {
		return nil, err
	}
	return sn.values[id-1], nil
}

func (sn *pgSnapshot) valuesOf(numbers []uint64) ([]quad.Value, error) {
	if err := sn.bring(numbers); err != nil {
		return nil, err
	}
	values := make([]quad.Value, len(numbers))
	for i, n := range numbers {
		values[i] = sn.values[n-1]
	}
	return values, nil
}

// bring asks for the values of numbers that are not known.
func (sn *pgSnapshot) bring(numbers []uint64) error {
	var want []hash
	for _, n := range numbers {
		h := sn.hash(n)
		if !h.Valid() {
			return fmt.Errorf("%w: value %d is missing", ErrDamaged, n)
		}
		if sn.values[n-1] == nil {
			want = append(want, h)
		}
	}
	return sn.p.server.explain(namesOf(context.Background(), sn.conn, want, func(h hash, v quad.Value) error {
		sn.values[sn.numbers[h]-1] = v
		return nil
	}))
}

// countedMost is how far quads are counted: who asks wants to know what is rare.
const countedMost = 1000

// count counts the quads that have a value at each place, and, where one value after the
// other is asked for, those that were met next.
func (sn *pgSnapshot) count(id ID) (n [4]uint64, err error) {
	if n, ok := sn.counts[id]; ok || !sn.hash(id).Valid() {
		return n, nil
	}
	if err := sn.countPredicates(); err != nil {
		return n, err
	}
	want := sn.counting.next(id, len(sn.hashes), func(n ID) bool { _, known := sn.counts[n]; return known })
	query, hashes := "SELECT h", make([]hash, len(want))
	for i, n := range want {
		hashes[i] = sn.hash(n)
	}
	for _, column := range []string{"subject_hash", "object_hash", "label_hash"} {
		query += fmt.Sprintf(", (SELECT count(*) FROM (SELECT FROM quads WHERE %s = h LIMIT %d) c)", column, countedMost)
	}
	if len(sn.counts) >= countsLimit {
		clear(sn.counts)
	}
	err = sn.fetch(query+" FROM unnest(ARRAY["+literals(hashes)+"]::bytea[]) h", func(scan func(...any) error) error {
		var raw sql.RawBytes
		var n [4]uint64
		if err := scan(&raw, &n[subject], &n[object], &n[label]); err != nil {
			return err
		}
		h := hash(raw)
		n[predicate] = sn.predicates[h]
		sn.counts[sn.number(h)] = n
		return nil
	})
	return sn.counts[id], err
}

// countPredicates reads the counts that are kept, once.
func (sn *pgSnapshot) countPredicates() error {
	if sn.predicates != nil {
		return nil
	}
	sn.predicates = map[hash]uint64{}
	return sn.fetch("SELECT hash, n FROM quadrille_predicates", func(scan func(...any) error) error {
		var raw sql.RawBytes
		var n uint64
		err := scan(&raw, &n)
		if err == nil {
			sn.predicates[hash(raw)] = n
		}
		return err
	})
}

// A foresight guesses what will be asked for next: where one number after the other is
// asked for, in the order in which they were met, more and more of those that follow.
type foresight struct {
	last  ID // that was asked for, with those after it
	ahead int
}

const aheadMost = 256

// next returns a number and those after it that are likely to be asked for, but for
// those that are known.
func (f *foresight) next(id ID, most int, known func(ID) bool) []ID {
	if id > f.last && id <= f.last+16 {
		f.ahead = min(4*f.ahead, aheadMost)
	} else {
		f.ahead = 1
	}
	want := []ID{id}
	f.last = id
	for n := id + 1; len(want) < f.ahead && n <= ID(most) && n < id+4*aheadMost; n++ {
		if f.last = n; !known(n) {
			want = append(want, n)
		}
	}
	return want
}

const (
	// fewQuads is how many quads a subject has that is worth remembering whole.
	fewQuads = 200
	// subjectsLimit bounds the subjects that are remembered.
	subjectsLimit = 20_000
)

// ofSubject returns all quads of a subject, by predicate and object, and of those that
// may be asked for next; not ok for one of many quads. Of a claim mostly several things
// are asked, and then of the next claim.
func (sn *pgSnapshot) ofSubject(id ID) (quads [][4]ID, ok bool, err error) {
	if quads, known := sn.subjects[id]; known || sn.large[id] {
		return quads, known, nil
	}
	want := sn.asking.next(id, len(sn.hashes), func(n ID) bool { _, known := sn.subjects[n]; return known || sn.large[n] })
	for {
		hashes := make([]hash, len(want))
		for i, n := range want {
			hashes[i] = sn.hash(n)
		}
		limit := fewQuads + 40*(len(want)-1)
		page, err := sn.page(fmt.Sprintf("SELECT subject_hash, predicate_hash, object_hash, label_hash FROM quads WHERE subject_hash IN (%s) ORDER BY subject_hash, predicate_hash, object_hash LIMIT %d", literals(hashes), limit))
		if err != nil {
			return nil, false, err
		}
		if len(page) < limit {
			if len(sn.subjects) > subjectsLimit {
				clear(sn.subjects)
			}
			for _, n := range want {
				sn.subjects[n] = nil
			}
			for _, q := range page {
				sn.subjects[q[subject]] = append(sn.subjects[q[subject]], q)
			}
			return sn.subjects[id], true, nil
		}
		if len(want) == 1 {
			sn.large[id] = true
			return nil, false, nil
		}
		want = want[:1]
	}
}

// fetched is how many quads of a large answer are asked for at a time.
const fetched = 5000

// scan does what Snapshot.Scan says. What is less than a page comes with one query; what
// is more by a cursor, beside which other queries may run.
func (sn *pgSnapshot) scan(pattern Pattern) iter.Seq2[[4]ID, error] {
	return func(yield func([4]ID, error) bool) {
		var parts four
		for d, id := range pattern.IDs {
			if parts[d] = sn.hash(id); pattern.Bound[d] && id != 0 && !parts[d].Valid() {
				return // a number of nothing
			}
		}
		if pattern.Bound[subject] {
			quads, ok, err := sn.ofSubject(pattern.IDs[subject])
			if err != nil {
				yield([4]ID{}, err)
				return
			}
			for _, q := range quads {
				if fits(q, quadIDs(pattern.IDs), pattern.Bound) && !yield(q, nil) {
					return
				}
			}
			if ok {
				return
			}
		}
		query := "SELECT subject_hash, predicate_hash, object_hash, label_hash FROM quads q WHERE " + where(parts, pattern.Bound) + sorting(pattern.Bound)
		page, err := sn.page(query + fmt.Sprint(" LIMIT ", firstPage))
		if err == nil && len(page) == firstPage {
			sn.cursors++
			cursor := fmt.Sprint("quadrille_", sn.cursors)
			if err = sn.do("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + query); err == nil {
				defer sn.do("CLOSE " + cursor)
				for {
					page, err = sn.page(fmt.Sprint("FETCH ", fetched, " FROM ", cursor))
					if err != nil || len(page) < fetched {
						break
					}
					for _, q := range page {
						if !yield(q, nil) {
							return
						}
					}
				}
			}
		}
		for _, q := range page {
			if !yield(q, nil) {
				return
			}
		}
		if err != nil {
			yield([4]ID{}, err)
		}
	}
}

// sorting keeps those together that differ by their labels alone, in the order of the
// index that finds them.
func sorting(bound [4]bool) string {
	switch {
	case bound[label] || bound[subject] && bound[predicate] && bound[object]:
		return ""
	case bound[subject] && bound[object]:
		return " ORDER BY object_hash, subject_hash, predicate_hash"
	case bound[subject]:
		return " ORDER BY subject_hash, predicate_hash, object_hash"
	case bound[predicate]:
		return " ORDER BY predicate_hash, object_hash, subject_hash"
	case bound[object]:
		return " ORDER BY object_hash, predicate_hash, subject_hash"
	}
	return " ORDER BY subject_hash, predicate_hash, object_hash"
}

func (sn *pgSnapshot) do(statement string) error {
	_, err := sn.conn.ExecContext(context.Background(), statement)
	return sn.p.server.explain(err)
}

func (sn *pgSnapshot) page(query string) (page [][4]ID, err error) {
	err = sn.fetch(query, func(scan func(...any) error) error {
		q, err := scanFour(scan)
		page = append(page, [4]ID{sn.number(q[0]), sn.number(q[1]), sn.number(q[2]), sn.number(q[3])})
		return err
	})
	return page, err
}

// distinct returns each hash of a column once, by looking in an index for the next one
// that is larger: what there are few of is found among many quads in no time.
func (sn *pgSnapshot) distinct(column, condition string) iter.Seq2[ID, error] {
	return func(yield func(ID, error) bool) {
		next := func(above string) string {
			return "SELECT " + column + " h FROM quads WHERE " + condition + above + " ORDER BY " + column + " LIMIT 1"
		}
		var ids []ID
		err := sn.fetch("WITH RECURSIVE t AS (("+next("")+") UNION ALL SELECT ("+next(" AND "+column+" > t.h")+") FROM t WHERE t.h IS NOT NULL) SELECT h FROM t WHERE h IS NOT NULL", func(scan func(...any) error) error {
			var raw sql.RawBytes
			err := scan(&raw)
			if err == nil {
				ids = append(ids, sn.number(hash(raw)))
			}
			return err
		})
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
		if err != nil {
			yield(0, err)
		}
	}
}

func (sn *pgSnapshot) labels() iter.Seq2[ID, error] {
	return sn.distinct("label_hash", "label_hash IS NOT NULL")
}

func (sn *pgSnapshot) objects(predicate ID) iter.Seq2[ID, error] {
	h := sn.hash(predicate)
	if !h.Valid() {
		return func(func(ID, error) bool) {}
	}
	return sn.distinct("object_hash", "predicate_hash = "+literal(h[:]))
}

// column does what Snapshot.Column says. The server sends one row for each object, with
// the hashes of all its subjects: a tenth of what the quads would take.
func (sn *pgSnapshot) column(cells []Cell, p quad.Value) ([]Cell, error) {
	v, err := settled(p)
	if err != nil {
		return cells, nil
	}
	h := hashOf(v)
	first := len(cells)
	var sub [len(hash{})]byte
	err = sn.fetch("SELECT object_hash, string_agg(encode(subject_hash, 'hex'), '') FROM quads WHERE predicate_hash = "+literal(h[:])+" GROUP BY object_hash", func(scan func(...any) error) error {
		var object, subjects sql.RawBytes
		if err := scan(&object, &subjects); err != nil {
			return err
		}
		o := sn.number(hash(object))
		for ; len(subjects) >= 2*len(sub); subjects = subjects[2*len(sub):] {
			if _, err := hex.Decode(sub[:], subjects[:2*len(sub)]); err != nil {
				return err
			}
			cells = append(cells, Cell{sn.number(sub), o})
		}
		return nil
	})
	if err != nil {
		return cells, err
	}
	slices.SortFunc(cells[first:], func(a, b Cell) int {
		if a.Object != b.Object {
			return compareIDs(a.Object, b.Object)
		}
		return compareIDs(a.Subject, b.Subject)
	})
	return append(cells[:first], slices.Compact(cells[first:])...), nil
}

func compareIDs(a, b uint64) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}

// iris does what Snapshot.IRIs says.
func (sn *pgSnapshot) iris(prefix string) (found []Named, err error) {
	take := func(scan func(...any) error) error {
		var h, w sql.RawBytes
		if err := scan(&h, &w); err != nil {
			return err
		}
		v, err := parseWritten(string(w))
		if err != nil {
			return err
		}
		iri, ok := v.(quad.IRI)
		if ok && len(iri) >= len(prefix) && string(iri[:len(prefix)]) == prefix {
			n := sn.number(hash(h))
			sn.values[n-1] = iri
			found = append(found, Named{n, iri})
		}
		return nil
	}
	// Beginnings of two hundred characters are in the index; a prefix that is longer, or
	// that no text column holds, is looked for among all that begins like it.
	head := beginning(prefix)
	range_ := ""
	if head != "" {
		text := "convert_from(" + literal(head) + `, 'UTF8') COLLATE "C"`
		range_ = ` AND "left"(n.value_string, 200) COLLATE "C" >= ` + text
		if after := successor(head); after != "" {
			range_ += ` AND "left"(n.value_string, 200) COLLATE "C" < convert_from(` + literal(after) + `, 'UTF8') COLLATE "C"`
		}
	}
	if err := sn.fetch("SELECT n.hash, "+written("n")+" FROM nodes n WHERE n.iri"+range_, take); err != nil {
		return nil, err
	}
	if err := sn.fetch("SELECT n.hash, "+written("n")+" FROM nodes n WHERE n.value IS NOT NULL", take); err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b Named) int { return compareStrings(string(a.IRI), string(b.IRI)) })
	return found, nil
}

func compareStrings(a, b string) int {
	if a < b {
		return -1
	}
	if a > b {
		return 1
	}
	return 0
}

// beginning returns as much of a prefix as the index by beginnings can be asked for.
func beginning(prefix string) string {
	for i, r := range prefix {
		if r == 0 || r == 0xfffd || i >= 100 {
			return prefix[:i]
		}
	}
	return prefix
}

// successor returns a text that comes after all that begin with a prefix of ASCII, in the
// order of bytes; "" where there is none.
func successor(prefix string) string {
	last := prefix[len(prefix)-1]
	if last >= 0x7f {
		return ""
	}
	return prefix[:len(prefix)-1] + string(rune(last+1))
}
