package sparql

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	rdf "github.com/tggo/goRDFlib"
	engine "github.com/tggo/goRDFlib/sparql"

	"github.com/quadrille-kg/quadrille/graph/store"
)

// solver answers one query. It is for one goroutine.
type solver struct {
	ctx      context.Context
	index    *store.Snapshot
	opts     *Options
	terms    *terms
	prefixes map[string]string
	base     string
	from     []store.ID // the labels of FROM; nil for none
	unknown  []quad.IRI
	steps    int
	empty    *rdf.Graph // what the engine is told it evaluates on
}

func newSolver(ctx context.Context, r *store.Snapshot, q *engine.ParsedQuery, o *Options) *solver {
	return &solver{
		ctx: ctx, index: r, opts: o, terms: newTerms(r),
		prefixes: q.Prefixes, base: q.BaseURI, empty: rdf.NewGraph(),
	}
}

// findFrom looks up the labels that FROM names.
func (s *solver) findFrom(iris []string) error {
	for _, iri := range iris {
		id, err := s.index.ID(quad.IRI(s.resolve(iri)))
		if err != nil {
			return err
		}
		n, err := s.index.Count(id)
		if err != nil {
			return err
		}
		if id != 0 && n[store.Label] > 0 {
			s.from = append(s.from, id)
		} else {
			s.miss(quad.IRI(s.resolve(iri)))
		}
	}
	return nil
}

// tick ends the query when its time is up.
func (s *solver) tick() {
	if s.steps++; s.steps&255 == 0 {
		if err := s.ctx.Err(); err != nil {
			panic(stop{err})
		}
	}
}

// frame is the solution in the making, and the graph that patterns are matched in.
type frame struct {
	row   []store.ID
	named bool // in GRAPH
	label operand
}

// scan calls yield for each triple of the current graph that has the given parts,
// 0 standing for any, with its label in GRAPH. It returns false once yield has.
func (s *solver) scan(f *frame, sub, pred, obj store.ID, yield func(q [4]store.ID) bool) bool {
	p := store.Pattern{IDs: [4]store.ID{sub, pred, obj}, Bound: [4]bool{sub != 0, pred != 0, obj != 0}}
	switch {
	case f.named:
		p.IDs[3] = f.label.of(f)
		p.Bound[3] = p.IDs[3] != 0
	case s.opts.Unlabelled:
		p.Bound[3] = true
	case len(s.from) > 0:
		seen := map[[3]store.ID]bool{}
		for _, l := range s.from {
			p.IDs[3], p.Bound[3] = l, true
			if !s.scanOne(f, p, func(q [4]store.ID) bool {
				key := [3]store.ID{q[0], q[1], q[2]}
				if seen[key] {
					return true
				}
				seen[key] = len(s.from) > 1
				return yield(q)
			}) {
				return false
			}
		}
		return true
	}
	return s.scanOne(f, p, yield)
}

func (s *solver) scanOne(f *frame, p store.Pattern, yield func(q [4]store.ID) bool) bool {
	var last [4]store.ID
	for q, err := range s.index.Scan(p) {
		if err != nil {
			panic(stop{err})
		}
		s.tick()
		if f.named {
			if q[3] == 0 {
				continue
			}
		} else {
			q[3] = 0
			if q == last {
				continue // the same triple of another label
			}
			last = q
		}
		if !yield(q) {
			return false
		}
	}
	return true
}

// triple is a triple pattern; path takes the place of a predicate. One that stands in
// GRAPH among others that do not has a label of its own.
type triple struct {
	ends  [3]operand
	path  path
	label *operand
}

// cost estimates how many triples match.
func (t *triple) cost(s *solver, f *frame) uint64 {
	least := ^uint64(0)
	for i, o := range t.ends {
		if i == 1 && t.path != nil {
			continue
		}
		id := o.of(f)
		if id == 0 {
			continue
		}
		n, err := s.index.Count(id)
		if err != nil {
			panic(stop{err})
		}
		least = min(least, n[i])
	}
	if t.label != nil {
		if id := t.label.of(f); id != 0 {
			n, err := s.index.Count(id)
			if err != nil {
				panic(stop{err})
			}
			least = min(least, n[store.Label])
		}
	}
	if t.path != nil && least != ^uint64(0) {
		return 4 * (least + 1) // a path leads further than its first step
	}
	return least
}

// group is a basic graph pattern: its triples are matched in the order that
// promises the fewest solutions under what is bound.
type group struct{ triples []*triple }

func (g *group) solve(s *solver, f *frame, yield func() bool) bool {
	if len(g.triples) == 0 {
		return s.someGraph(f, yield)
	}
	return s.match(f, g.triples, yield)
}

func (s *solver) match(f *frame, ts []*triple, yield func() bool) bool {
	if len(ts) == 0 {
		return yield()
	}
	at := 0
	rest := ts[1:]
	if len(ts) > 1 {
		least := ^uint64(0)
		for i, t := range ts {
			if c := t.cost(s, f); c < least {
				at, least = i, c
			}
		}
		if at > 0 {
			rest = make([]*triple, 0, len(ts)-1)
			rest = append(append(rest, ts[:at]...), ts[at+1:]...)
		}
	}
	t := ts[at]
	next := yield
	if len(rest) > 0 {
		next = func() bool { return s.match(f, rest, yield) }
	}
	if t.label != nil {
		named, label := f.named, f.label
		after := next
		next = func() bool {
			f.named, f.label = named, label
			more := after()
			f.named, f.label = true, *t.label
			return more
		}
		f.named, f.label = true, *t.label
		defer func() { f.named, f.label = named, label }()
	}
	if t.path != nil {
		return s.matchPath(f, t, next)
	}
	return s.scan(f, t.ends[0].of(f), t.ends[1].of(f), t.ends[2].of(f), func(q [4]store.ID) bool {
		var undo [4]int
		n := 0
		ok := true
		for i, o := range t.ends {
			if o.slot < 0 {
				continue
			}
			if f.row[o.slot] == 0 {
				f.row[o.slot] = q[i]
				undo[n] = o.slot
				n++
			} else if f.row[o.slot] != q[i] {
				ok = false
				break
			}
		}
		if ok && f.named && f.label.slot >= 0 && f.row[f.label.slot] == 0 {
			f.row[f.label.slot] = q[3]
			undo[n] = f.label.slot
			n++
		} else if ok && f.named && f.label.of(f) != q[3] {
			ok = false // the label's variable stands in the triple, too
		}
		more := !ok || next()
		for _, slot := range undo[:n] {
			f.row[slot] = 0
		}
		return more
	})
}

// someGraph yields once; inside GRAPH ?g, where ?g is not bound, once for each graph.
func (s *solver) someGraph(f *frame, yield func() bool) bool {
	if !f.named || f.label.of(f) != 0 {
		return yield()
	}
	for l, err := range s.index.Labels() {
		if err != nil {
			panic(stop{err})
		}
		s.tick()
		f.row[f.label.slot] = l
		more := yield()
		f.row[f.label.slot] = 0
		if !more {
			return false
		}
	}
	return true
}

func (s *solver) matchPath(f *frame, t *triple, yield func() bool) bool {
	return s.someGraph(f, func() bool {
		a, b := t.ends[0], t.ends[2]
		return t.path.walk(s, f, a.of(f), b.of(f), func(x, y store.ID) bool {
			var undo [2]int
			n := 0
			ok := true
			for i, o := range [2]operand{a, b} {
				id := [2]store.ID{x, y}[i]
				if o.slot >= 0 && f.row[o.slot] == 0 {
					f.row[o.slot] = id
					undo[n] = o.slot
					n++
				} else if o.of(f) != id {
					ok = false
					break
				}
			}
			more := !ok || yield()
			for _, slot := range undo[:n] {
				f.row[slot] = 0
			}
			return more
		})
	})
}

// all joins its parts, each under what those before it have bound.
type all struct{ parts []node }

func (a *all) solve(s *solver, f *frame, yield func() bool) bool {
	return solveAll(s, f, a.parts, yield)
}

func solveAll(s *solver, f *frame, parts []node, yield func() bool) bool {
	if len(parts) == 0 {
		return yield()
	}
	return parts[0].solve(s, f, func() bool { return solveAll(s, f, parts[1:], yield) })
}

// either is UNION.
type either struct{ left, right node }

func (e *either) solve(s *solver, f *frame, yield func() bool) bool {
	return e.left.solve(s, f, yield) && e.right.solve(s, f, yield)
}

// filter is FILTER.
type filter struct {
	in   node
	test *expression
}

func (n *filter) solve(s *solver, f *frame, yield func() bool) bool {
	return n.in.solve(s, f, func() bool { return !s.holds(n.test, f) || yield() })
}

// binding is BIND.
type binding struct {
	in   node
	expr *expression
	slot int
}

func (n *binding) solve(s *solver, f *frame, yield func() bool) bool {
	return n.in.solve(s, f, func() bool {
		id := s.eval(n.expr, f)
		switch old := f.row[n.slot]; {
		case id == 0 || old == id:
			return yield()
		case old != 0:
			return true
		}
		f.row[n.slot] = id
		more := yield()
		f.row[n.slot] = 0
		return more
	})
}

// maybe is OPTIONAL.
type maybe struct {
	main, opt  node
	conditions []*expression
	// hide are the variables that the optional part has and the main one has not. If
	// something further out has bound them, the part is solved without that.
	hide []int
}

func (n *maybe) solve(s *solver, f *frame, yield func() bool) bool {
	return n.main.solve(s, f, func() bool {
		outer := hidden(f, n.hide)
		any := false
		more := n.opt.solve(s, f, func() bool {
			for _, c := range n.conditions {
				if !s.holds(c, f) {
					return true
				}
			}
			any = true
			return rejoin(f, n.hide, outer, yield)
		})
		restore(f, n.hide, outer)
		if any || !more {
			return more
		}
		return yield()
	})
}

// hidden unbinds slots and returns what they were bound to; nil where to nothing.
func hidden(f *frame, slots []int) []store.ID {
	var old []store.ID
	for i, slot := range slots {
		if f.row[slot] != 0 {
			if old == nil {
				old = make([]store.ID, len(slots))
			}
			old[i] = f.row[slot]
			f.row[slot] = 0
		}
	}
	return old
}

func restore(f *frame, slots []int, old []store.ID) {
	for i, id := range old {
		if id != 0 {
			f.row[slots[i]] = id
		}
	}
}

// rejoin yields what was found while slots were hidden, where it agrees with what
// they were bound to.
func rejoin(f *frame, slots []int, old []store.ID, yield func() bool) bool {
	if old == nil {
		return yield()
	}
	found := make([]store.ID, len(slots))
	for i, slot := range slots {
		found[i] = f.row[slot]
		if found[i] != 0 && old[i] != 0 && found[i] != old[i] {
			return true
		}
	}
	restore(f, slots, old)
	more := yield()
	for i, slot := range slots {
		f.row[slot] = found[i]
	}
	return more
}

// minus is MINUS: solutions of the left go where one of the right agrees with them
// and has a variable in common.
type minus struct {
	left, right node
	hide        []int // variables of the right alone
	shared      []int
	sure        bool // some variable is bound in every solution of both
	rows        [][]store.ID
	read        bool
}

func (n *minus) solve(s *solver, f *frame, yield func() bool) bool {
	return n.left.solve(s, f, func() bool {
		if len(n.shared) > 0 && n.excludes(s, f) {
			return true
		}
		return yield()
	})
}

func (n *minus) excludes(s *solver, f *frame) bool {
	if n.sure {
		outer := hidden(f, n.hide)
		found := false
		n.right.solve(s, f, func() bool { found = true; return false })
		restore(f, n.hide, outer)
		return found
	}
	if !n.read || f.named {
		n.rows, n.read = nil, true
		inner := &frame{row: make([]store.ID, len(f.row)), named: f.named, label: f.label}
		if f.named && f.label.slot >= 0 {
			inner.label = operand{slot: -1, id: f.label.of(f)}
		}
		n.right.solve(s, inner, func() bool {
			row := make([]store.ID, len(n.shared))
			for i, slot := range n.shared {
				row[i] = inner.row[slot]
			}
			n.rows = append(n.rows, row)
			s.check(len(n.rows))
			return true
		})
	}
	for _, row := range n.rows {
		s.tick()
		if n.agrees(f, row) {
			return true
		}
	}
	return false
}

func (n *minus) agrees(f *frame, row []store.ID) bool {
	common := false
	for i, slot := range n.shared {
		a, b := f.row[slot], row[i]
		if a != 0 && b != 0 {
			if a != b {
				return false
			}
			common = true
		}
	}
	return common
}

// inGraph is GRAPH.
type inGraph struct {
	in    node
	label operand
	// bare is a part that may have a solution without matching any triple.
	bare bool
}

func (n *inGraph) solve(s *solver, f *frame, yield func() bool) bool {
	named, label := f.named, f.label
	f.named, f.label = true, n.label
	out := func() bool {
		f.named, f.label = named, label
		more := yield()
		f.named, f.label = true, n.label
		return more
	}
	inside := func() bool { return n.in.solve(s, f, out) }
	more := true
	if n.bare {
		more = s.someGraph(f, inside)
	} else {
		more = inside()
	}
	f.named, f.label = named, label
	return more
}

// table is VALUES, or the answers of a subquery.
type table struct {
	slots []int
	rows  [][]store.ID
	index map[store.ID][]int // of rows by the first slot, where it is bound in all
}

// indexed is how many rows are worth an index.
const indexed = 16

func (n *table) solve(s *solver, f *frame, yield func() bool) bool {
	if len(n.rows) > indexed && len(n.slots) > 0 {
		if key := f.row[n.slots[0]]; key != 0 && n.makeIndex() {
			for _, i := range n.index[key] {
				if !n.one(s, f, n.rows[i], yield) {
					return false
				}
			}
			return true
		}
	}
	for _, row := range n.rows {
		if !n.one(s, f, row, yield) {
			return false
		}
	}
	return true
}

// makeIndex reports whether there is an index, which it makes.
func (n *table) makeIndex() bool {
	if n.index == nil {
		n.index = map[store.ID][]int{}
		for i, row := range n.rows {
			n.index[row[0]] = append(n.index[row[0]], i)
		}
	}
	return len(n.index[0]) == 0
}

func (n *table) one(s *solver, f *frame, row []store.ID, yield func() bool) bool {
	s.tick()
	for i, slot := range n.slots {
		if row[i] != 0 && f.row[slot] != 0 && f.row[slot] != row[i] {
			return true
		}
	}
	set := make([]int, 0, 8)
	for i, slot := range n.slots {
		if row[i] != 0 && f.row[slot] == 0 {
			f.row[slot] = row[i]
			set = append(set, slot)
		}
	}
	more := yield()
	for _, slot := range set {
		f.row[slot] = 0
	}
	return more
}

// subquery is a SELECT inside a pattern. It is answered once, in each graph.
type subquery struct {
	query   *engine.ParsedQuery
	names   []string
	slots   []int
	answers map[store.ID]*table // by the label of the graph; 0 for the default one
}

func (n *subquery) solve(s *solver, f *frame, yield func() bool) bool {
	return s.someGraph(f, func() bool {
		key := store.ID(0)
		if f.named {
			key = f.label.of(f)
		}
		t := n.answers[key]
		if t == nil {
			t = &table{slots: n.slots, rows: s.inner(n, f, key)}
			n.answers[key] = t
		}
		return t.solve(s, f, yield)
	})
}

// check ends a query that would take too much memory.
func (s *solver) check(rows int) {
	if rows > s.opts.MaxWork {
		panic(stop{fmt.Errorf("%w: more than %d", ErrWork, s.opts.MaxWork)})
	}
}
