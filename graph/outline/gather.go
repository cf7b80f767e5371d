package outline

import (
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// gatherer reads the quads of some subjects: by their numbers first, then each value
// that they have once, in the order of the numbers, which is that of the file.
type gatherer struct {
	s      *store.Store
	sn     *store.Snapshot
	rows   [][4]store.ID
	values map[store.ID]quad.Value
	wanted []store.ID
	read   int // subjects and values since the store forgot
}

// batch is how many subjects are gathered at a time.
const batch = 1000

// gathering calls do with a gatherer of the store.
func gathering(s *store.Store, do func(*gatherer) error) error {
	sn, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer sn.Close()
	return do(&gatherer{s: s, sn: sn, values: map[store.ID]quad.Value{}})
}

// much is how many subjects and values are read before the store is to forget them.
const much = 6 * batch

// count notes that so many more were read.
func (x *gatherer) count(n int) error {
	if x.read += n; x.read < much {
		return nil
	}
	x.read = 0
	return x.s.Forget()
}

// subjects reads the quads of subjects into rows.
func (x *gatherer) subjects(numbers []store.ID) (err error) {
	if x.rows, err = x.sn.Rows(x.rows[:0], numbers); err != nil {
		return err
	}
	return x.count(len(numbers))
}

// known are how many values a gatherer remembers before it forgets all of them.
const known = 50_000

// bring reads the values of numbers that it does not remember.
func (x *gatherer) bring(numbers []store.ID) error {
	if len(x.values) > known {
		clear(x.values)
	}
	want := x.wanted[:0]
	for _, n := range numbers {
		if _, there := x.values[n]; !there {
			want = append(want, n)
		}
	}
	slices.Sort(want)
	want = slices.Compact(want)
	x.wanted = want
	values, err := x.sn.Values(want)
	if err != nil {
		return err
	}
	for i, n := range want {
		x.values[n] = values[i]
	}
	return x.count(len(want))
}

// id returns the number of a value, 0 where no quad has it.
func (x *gatherer) id(v quad.Value) (store.ID, error) {
	id, err := x.sn.ID(v)
	if id == 0 || err != nil {
		return 0, err
	}
	x.values[id] = v
	return id, x.count(1)
}

// fewQuads are not more than it is quicker to look through all quads of a subject.
const fewQuads = 64

// own appends to rows the quads of a subject that have one of these predicates. One that
// much is said of has many others.
func (x *gatherer) own(rows [][4]store.ID, subject store.ID, predicates []store.ID) ([][4]store.ID, error) {
	first, seen := len(rows), 0
	for q, err := range x.sn.Scan(store.Pattern{IDs: [4]store.ID{store.Subject: subject}, Bound: [4]bool{store.Subject: true}}) {
		if err != nil {
			return rows, err
		}
		if seen++; seen > fewQuads {
			break
		}
		if slices.Contains(predicates, q[store.Predicate]) {
			rows = append(rows, q)
		}
	}
	if seen <= fewQuads {
		return rows, nil
	}
	rows = rows[:first]
	for _, p := range predicates {
		if p == 0 {
			continue
		}
		for q, err := range x.sn.Scan(store.Pattern{IDs: [4]store.ID{store.Subject: subject, store.Predicate: p}, Bound: [4]bool{store.Subject: true, store.Predicate: true}}) {
			if err != nil {
				return rows, err
			}
			rows = append(rows, q)
		}
	}
	return rows, nil
}

// whose appends to numbers the subjects that have an object by a predicate.
func (x *gatherer) whose(numbers []store.ID, predicate, object store.ID) ([]store.ID, error) {
	if predicate == 0 || object == 0 {
		return numbers, nil
	}
	for q, err := range x.sn.Scan(store.Pattern{IDs: [4]store.ID{store.Predicate: predicate, store.Object: object}, Bound: [4]bool{store.Predicate: true, store.Object: true}}) {
		if err != nil {
			return numbers, err
		}
		numbers = append(numbers, q[store.Subject])
	}
	return numbers, nil
}

// quads turns rows into quads without labels, whose values it brings.
func (x *gatherer) quads(rows [][4]store.ID) ([]quad.Quad, error) {
	numbers := make([]store.ID, 0, 3*len(rows))
	for _, r := range rows {
		numbers = append(numbers, r[:store.Label]...)
	}
	if err := x.bring(numbers); err != nil {
		return nil, err
	}
	quads := make([]quad.Quad, len(rows))
	for i, r := range rows {
		quads[i] = quad.Quad{Subject: x.values[r[store.Subject]], Predicate: x.values[r[store.Predicate]], Object: x.values[r[store.Object]]}
	}
	return quads, nil
}

// predicates returns the numbers of predicates, 0 for those that no quad has.
func (x *gatherer) predicates(iris ...quad.IRI) ([]store.ID, error) {
	ids := make([]store.ID, len(iris))
	for i, p := range iris {
		var err error
		if ids[i], err = x.id(p); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
