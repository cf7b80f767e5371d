package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/schema"
)

// Options of a run. The zero value works.
type Options struct {
	// Vocabulary is the one that the store's quads were written with.
	Vocabulary graph.Vocabulary
	// Schema says which relations hold both ways. nil knows none.
	Schema *schema.Schema
	// Transitive follows relations that the schema calls transitive any number of
	// times, as if each were written with "+".
	Transitive bool
	// Inferred also answers by what follows from the claims, where it is not nil. Rows
	// say what of theirs does.
	Inferred *infer.Engine
	// Max is how many rows are found at most; 0 is 10,000.
	Max int
}

// defaultMax is more than a person reads, and little enough to hold and sort.
const defaultMax = 10_000

// sortedMax is how many answers a query may have that sorts or counts them.
const sortedMax = 500_000

// Result is what a query found. Where it counts, the last variable is CountVar.
type Result struct {
	Vars []string
	Rows []Row // sorted by values
	// More says that there are rows beyond Options.Max.
	More bool
	// Left is what Options.Inferred left out.
	Left infer.Left
}

// Row is one answer.
type Row struct {
	// Values are the IDs of entities, or of relations for a variable that stands
	// for one, in the order of Result.Vars.
	Values []string
	// Edges are the edges that the answer rests on, in the order of the triples; where
	// it is right for several reasons, those of one after those of another.
	Edges []Edge
	// Inferences are what it rests on besides, where it is for no reason right by
	// edges alone. They are none of Edges: no text states them.
	Inferences []graph.Inference
}

// Edge is a direct edge of the graph and the claims that support it.
type Edge struct {
	Subject, Relation, Object string   // IDs
	Claims                    []string // IDs, sorted
}

// Run answers the query from the direct edges of a store: what texts state, not
// what they report, doubt or deny. Symmetric relations match both ways. When the
// context ends first, it returns what was found until then together with an error.
func (q *Query) Run(ctx context.Context, qs cayley.QuadStore, opts *Options) (*Result, error) {
	if opts == nil {
		opts = &Options{}
	}
	r := &run{
		source: source{qs: qs, v: opts.Vocabulary, schema: opts.Schema, relations: map[any]predicateInfo{}, inferred: opts.Inferred},
		opts:   opts, max: cmp.Or(opts.Max, defaultMax), slots: map[string]int{}, rows: map[string]*answer{},
	}
	r.wanted, r.counting = r.max, q.Count
	if q.Limit > 0 {
		r.wanted, r.max = min(r.max, q.Limit), max(r.max, defaultMax) // the same ones whatever the store's order
	}
	if q.Count || len(q.Order) > 0 {
		r.max = max(r.max, sortedMax)
	}
	r.compile(q)
	err := r.solve(ctx, r.triples, make([]cayley.Ref, r.width), make([][]edge, len(r.triples)))
	res := &Result{Vars: q.Vars, More: r.more, Left: r.left}
	for _, row := range r.rows {
		res.Rows = append(res.Rows, row.row())
	}
	q.arrange(res, r.wanted)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return res, fmt.Errorf("the query was stopped after %d rows: %w", len(res.Rows), err)
	}
	return res, nil
}

// run is one evaluation: a nested loop over the triples, at each depth the one
// that promises the fewest matches under what is bound so far.
type run struct {
	source
	opts *Options
	// wanted is how many answers are given, max how many are found: more, where they are
	// to be sorted or counted.
	wanted, max int
	counting    bool // edges are not asked for
	vars        []string
	slots       map[string]int // of named variables
	width       int            // number of slots, anonymous ones included
	triples     []compiled
	rows        map[string]*answer // by values
	more        bool
}

// compiled is a triple with its names replaced by the store's own references.
type compiled struct {
	index           int
	subject, object operand
	relation        int // slot of a variable, or -1
	steps           []step
	where           *Where
}

// operand is a slot to be bound, or the references it may be.
type operand struct {
	slot  int // -1 for a name
	fixed []cayley.Ref
}

func (r *run) compile(q *Query) {
	r.vars = q.Vars
	for i, t := range q.Triples {
		c := compiled{index: i, relation: -1, where: t.Where, subject: r.operand(t.Subject), object: r.operand(t.Object)}
		if t.Relation.Var != "" {
			c.relation = r.slot(t.Relation.Var)
		}
		for _, a := range t.Relation.Alternatives {
			if s, ok := r.step(a); ok {
				s.where = t.Where
				c.steps = append(c.steps, s)
			}
		}
		r.triples = append(r.triples, c)
	}
}

func (r *run) operand(t Term) operand {
	if t.Var != "" {
		return operand{slot: r.slot(t.Var)}
	}
	o := operand{slot: -1}
	for _, e := range t.Entities {
		if ref := r.qs.ValueOf(r.v.EntityIRI(e.ID)); ref != nil {
			o.fixed = append(o.fixed, ref)
		}
	}
	return o
}

func (r *run) slot(v string) int {
	if i, ok := r.slots[v]; ok && named(v) {
		return i
	}
	r.slots[v] = r.width
	r.width++
	return r.width - 1
}

// step returns an alternative as the store knows it, and false where the store
// has no such relation.
func (r *run) step(a Alternative) (step, bool) {
	s := step{predicate: r.qs.ValueOf(r.v.RelationIRI(a.ID)), many: a.Many}
	if r.schema != nil {
		if rel := r.schema.Relation(a.ID); rel != nil {
			s.symmetric = rel.Symmetric
			s.many = s.many || r.opts.Transitive && rel.Transitive
		}
	}
	if s.predicate == nil && r.inferred != nil && r.inferred.Infers(a.ID) {
		s.predicate = unread(r.v.RelationIRI(a.ID))
	}
	return s, s.predicate != nil
}

// solve binds the remaining triples one after another.
func (r *run) solve(ctx context.Context, rest []compiled, bound []cayley.Ref, found [][]edge) error {
	if len(rest) == 0 {
		r.keep(bound, found)
		return nil
	}
	i, err := r.cheapest(ctx, rest, bound)
	if err != nil {
		return err
	}
	t := rest[i]
	rest = slices.Delete(slices.Clone(rest), i, i+1)
	for _, s := range r.values(t.subject, bound) {
		for _, o := range r.values(t.object, bound) {
			matches, err := r.match(ctx, &t, s, o, bound)
			if err != nil {
				return err
			}
			for _, m := range matches {
				next, ok := bind(bound, &t, m)
				if !ok {
					continue
				}
				found[t.index] = m.edges
				if err := r.solve(ctx, rest, next, found); err != nil || r.more {
					return err
				}
			}
		}
	}
	return nil
}

// values returns what an operand may be: one nil where it is not bound.
func (r *run) values(o operand, bound []cayley.Ref) []cayley.Ref {
	if o.slot < 0 {
		return o.fixed
	}
	return bound[o.slot : o.slot+1]
}

// match returns the matches of a triple with its subject or object bound, or nil.
func (r *run) match(ctx context.Context, t *compiled, s, o cayley.Ref, bound []cayley.Ref) ([]match, error) {
	if t.relation >= 0 {
		return r.anyRelation(ctx, t.where, s, bound[t.relation], o)
	}
	var all []match
	for _, st := range t.steps {
		ms, err := r.follow(ctx, st, s, o)
		if err != nil {
			return nil, err
		}
		all = append(all, ms...)
	}
	return all, nil
}

// bind returns the bindings with a match added, and false where it contradicts
// them: "?x attacked ?x" with two different ends.
func bind(bound []cayley.Ref, t *compiled, m match) ([]cayley.Ref, bool) {
	next := slices.Clone(bound)
	set := func(slot int, ref cayley.Ref) bool {
		if slot < 0 {
			return true
		}
		if next[slot] == nil {
			next[slot] = ref
		}
		return same(next[slot], ref)
	}
	ok := set(t.subject.slot, m.subject) && set(t.object.slot, m.object)
	return next, ok && (t.relation < 0 || set(t.relation, m.predicate))
}

// cheapest returns which triple promises the fewest matches.
func (r *run) cheapest(ctx context.Context, ts []compiled, bound []cayley.Ref) (int, error) {
	if len(ts) == 1 {
		return 0, nil
	}
	best, least := 0, int64(-1)
	for i := range ts {
		n, err := r.size(ctx, &ts[i], bound)
		if err != nil {
			return 0, err
		}
		if least < 0 || n < least {
			best, least = i, n
		}
	}
	return best, nil
}

// keep adds an answer, or what it rests on to an equal answer.
func (r *run) keep(bound []cayley.Ref, found [][]edge) {
	values := make([]string, len(r.vars))
	for i, v := range r.vars {
		values[i] = r.id(bound[r.slots[v]])
	}
	key := strings.Join(values, "\x00")
	row := r.rows[key]
	if row == nil {
		if len(r.rows) == r.max {
			r.more = true
			return
		}
		row = &answer{values: values}
		r.rows[key] = row
	}
	if r.counting || len(row.reasons) == maxReasons {
		return
	}
	var why reason
	for _, edges := range found {
		for _, e := range edges {
			if e.inference != nil {
				why.inferences = append(why.inferences, *e.inference)
			} else {
				why.edges = append(why.edges, r.edge(e))
			}
		}
	}
	row.reasons = append(row.reasons, why)
}

// maxReasons bounds what is kept of an answer that half the graph is a reason for.
const maxReasons = 1000

// answer is a row in the making: one answer can be right for several reasons,
// found in an order that is the store's own.
type answer struct {
	values  []string
	reasons []reason
}

// reason is what an answer rests on, once.
type reason struct {
	edges      []Edge
	inferences []graph.Inference
}

func (a *answer) row() Row {
	slices.SortFunc(a.reasons, compareReasons)
	row := Row{Values: a.values}
	for _, why := range a.reasons {
		if len(why.inferences) > 0 && len(a.reasons[0].inferences) == 0 {
			break // what is stated needs no inference
		}
		for _, e := range why.edges {
			if !slices.ContainsFunc(row.Edges, func(f Edge) bool { return compareEdges(e, f) == 0 }) {
				row.Edges = append(row.Edges, e)
			}
		}
		for _, i := range why.inferences {
			if !slices.ContainsFunc(row.Inferences, func(j graph.Inference) bool { return compareInferences(i, j) == 0 }) {
				row.Inferences = append(row.Inferences, i)
			}
		}
	}
	return row
}

// compareReasons puts those without inferences first.
func compareReasons(x, y reason) int {
	return cmp.Or(
		cmp.Compare(min(1, len(x.inferences)), min(1, len(y.inferences))),
		slices.CompareFunc(x.edges, y.edges, compareEdges), slices.CompareFunc(x.inferences, y.inferences, compareInferences),
	)
}

func compareInferences(a, b graph.Inference) int {
	return cmp.Or(cmp.Compare(a.Subject.ID, b.Subject.ID), cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Object.ID, b.Object.ID))
}

func compareEdges(a, b Edge) int {
	return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Object, b.Object))
}
