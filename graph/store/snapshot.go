package store

import (
	"bytes"
	"slices"

	"github.com/cayleygraph/quad"
)

// A Snapshot is the store as it was at one moment, by numbers: for those who read
// much of it and look at few of its values. A value has the same number as long as
// some quad has it; 0 is no value's. It is not safe for concurrent use, and holds
// the store open until it is closed.
type Snapshot struct {
	store  *Store
	tx     txn
	server *pgSnapshot // in the place of all else

	// Of scan.go.
	cursors [spaceCount]cursor
	names   names
	counts  map[ID][4]uint64
	spare   [][]tuple // for Scan, which may run inside itself
}

// Cell is a quad of a known predicate, by the numbers of its other parts.
type Cell struct{ Subject, Object uint64 }

// Named is an IRI and its number.
type Named struct {
	Number uint64
	IRI    quad.IRI
}

// Snapshot begins to read. Close ends it.
func (s *Store) Snapshot() (*Snapshot, error) {
	sn := &Snapshot{store: s}
	if s.server != nil {
		var err error
		if sn.server, err = s.server.snapshot(); err != nil {
			return nil, err
		}
		return sn, nil
	}
	err := s.engine.guard(func() (err error) {
		sn.tx, err = s.engine.begin(false)
		return err
	})
	if err != nil {
		return nil, err
	}
	return sn, nil
}

// Close ends the reading.
func (sn *Snapshot) Close() error {
	if sn.server != nil {
		return sn.server.close()
	}
	return sn.store.engine.guard(func() error { sn.tx.rollback(); return nil })
}

// Column appends the quads of predicate p to cells, sorted by the numbers of object
// and subject; each once, however many labels it has. It reads some ten million a
// second.
func (sn *Snapshot) Column(cells []Cell, p quad.Value) ([]Cell, error) {
	if sn.server != nil {
		return sn.server.column(cells, p)
	}
	first := len(cells)
	err := sn.store.engine.guard(func() error {
		id, err := valueID(sn.tx, p)
		if id == 0 || err != nil {
			return err
		}
		rec, err := getRecord(sn.tx, id)
		if err != nil {
			return err
		}
		cells = slices.Grow(cells, int(rec.counts[predicate]))
		o, lead := bestOrder([4]bool{1: true})
		scan := newScan(o, quadIDs{1: id}, lead)
		var tuples []tuple
		seen := uint64(0)
		for {
			if tuples, err = scan.fill(sn.tx, tuples[:0]); err != nil {
				return err
			}
			if len(tuples) == 0 {
				return agree(id, predicate, seen, rec)
			}
			seen += uint64(len(tuples))
			for _, t := range tuples {
				q := o.quad(t)
				c := Cell{q[subject], q[object]}
				if n := len(cells); n == first || cells[n-1] != c {
					cells = append(cells, c)
				}
			}
		}
	})
	return cells, err
}

// IRIs returns the IRIs that begin with a prefix, in the order of their bytes. Of
// those longer than two hundred bytes, only the beginnings are in order.
func (sn *Snapshot) IRIs(prefix string) (found []Named, err error) {
	if sn.server != nil {
		return sn.server.iris(prefix)
	}
	begin := append([]byte{kindIRI}, prefix...)
	err = sn.store.engine.guard(func() error {
		c := sn.tx.cursor(spaceTerms)
		for k, v := c.seek(begin); bytes.HasPrefix(k, begin); k, v = c.next() {
			id, err := openTerm(k, v)
			if err != nil {
				return err
			}
			n := Named{Number: id, IRI: quad.IRI(k[1:])}
			if len(k) >= maxTerm { // the dictionary holds only its beginning
				rec, err := getRecord(sn.tx, n.Number)
				if err != nil {
					return err
				}
				n.IRI = quad.IRI(rec.enc[1:])
			}
			found = append(found, n)
		}
		return nil
	})
	return found, err
}

// Values returns the values of numbers that quads have. It is quickest where they are
// sorted.
func (sn *Snapshot) Values(numbers []uint64) ([]quad.Value, error) {
	if sn.server != nil {
		return sn.server.valuesOf(numbers)
	}
	values := make([]quad.Value, len(numbers))
	err := sn.store.engine.guard(func() error {
		walk := walk{c: sn.tx.cursor(spaceValues)}
		for i, number := range numbers {
			rec, err := walk.record(number)
			if err != nil {
				return err
			}
			if values[i], err = parseValue(rec.enc); err != nil {
				return err
			}
		}
		return nil
	})
	return values, err
}
