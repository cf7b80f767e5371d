package store

import (
	"bytes"
	"sort"
)

// Rows appends all quads of subjects to rows, subject by subject. It is quickest where
// the subjects are sorted: those of one document mostly stand side by side.
func (sn *Snapshot) Rows(rows [][4]ID, subjects []ID) ([][4]ID, error) {
	if sn.server != nil {
		for _, s := range subjects {
			for q, err := range sn.server.scan(Pattern{IDs: [4]ID{s}, Bound: [4]bool{true}}) {
				if err != nil {
					return rows, err
				}
				rows = append(rows, q)
			}
		}
		return rows, nil
	}
	err := sn.store.engine.guard(func() error {
		values := walk{c: sn.tx.cursor(spaceValues)}
		run := subjectRun{c: sn.cursor(spaceSPOL), block: sn.buffer()}
		defer func() { sn.spare = append(sn.spare, run.block) }()
		for _, s := range subjects {
			rec, err := values.record(s)
			if err != nil {
				return err
			}
			first := len(rows)
			if rows, err = run.of(rows, s); err != nil {
				return err
			}
			if err := agree(s, subject, uint64(len(rows)-first), rec); err != nil {
				return err
			}
		}
		return nil
	})
	return rows, err
}

// subjectRun reads the quads of subjects, and keeps the last block at hand: that of a
// claim mostly holds the next as well.
type subjectRun struct {
	c     cursor
	block []tuple
}

// of appends the quads of a subject to rows.
func (r *subjectRun) of(rows [][4]ID, s ID) ([][4]ID, error) {
	if n := len(r.block); n > 0 && r.block[0][subject] < s && s < r.block[n-1][subject] {
		return r.take(rows, s), nil // all of them are in this block
	}
	var buf [keySize]byte
	k, v := r.c.floor(appendKey(buf[:0], tuple{s}))
	if k == nil {
		k, v = r.c.seek(nil)
	}
	for ; k != nil; k, v = r.c.next() {
		var err error
		if r.block, err = decodeBlock(r.block[:0], k, v); err != nil {
			r.block = r.block[:0]
			return rows, err
		}
		rows = r.take(rows, s)
		if r.block[len(r.block)-1][subject] > s {
			break
		}
	}
	return rows, nil
}

func (r *subjectRun) take(rows [][4]ID, s ID) [][4]ID {
	at := sort.Search(len(r.block), func(i int) bool { return r.block[i][subject] >= s })
	for ; at < len(r.block) && r.block[at][subject] == s; at++ {
		rows = append(rows, r.block[at])
	}
	return rows
}

// walk reads the records of many numbers, which are mostly sorted: of neighbours one
// leads to the next, and the way down from the root is saved.
type walk struct {
	c  cursor
	at ID // where it stands; 0 for nowhere
}

// near is how far the next number may be for it to be quicker to go there step by step.
const near = 16

func (w *walk) record(id ID) (record, error) {
	key := idKey(id)
	var k, v []byte
	if w.at > 0 && id > w.at && id-w.at <= near {
		for k, v = w.c.next(); k != nil && bytes.Compare(k, key) < 0; {
			k, v = w.c.next()
		}
	} else {
		k, v = w.c.seek(key)
	}
	if w.at = 0; k == nil || !bytes.Equal(k, key) {
		return record{}, missing(id)
	}
	w.at = id
	return parseRecord(key, v)
}

// Forget takes what was read of a large file out of this process's memory. The system
// has it still, and gives it back when it is read again. For those who read a little
// here and there, for each of which the system maps what stands around it: without, a
// thousandth of the file may take half of its size.
func (s *Store) Forget() error {
	if s.server != nil {
		return nil
	}
	return s.view(func(tx txn) error {
		if t, ok := tx.(*boltTx); ok && t.tx.Size() > manyPages {
			forgetPages(t.bolt.db, t.tx.Size())
		}
		return nil
	})
}
