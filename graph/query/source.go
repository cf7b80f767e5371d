package query

import (
	"context"
	"math"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/infer"
	"github.com/quadrille-kg/quadrille/schema"
)

// source reads direct edges out of a store, by Cayley's shapes: the optimiser of
// Cayley and of the store choose the index.
type source struct {
	qs     cayley.QuadStore
	v      graph.Vocabulary
	schema *schema.Schema // may be nil
	// relations remembers what is known of predicates, by their keys.
	relations map[any]predicateInfo
	inferred  *infer.Engine // nil for nothing but what is stated
	left      infer.Left
	words     *claimWords // nil until they are needed
}

type predicateInfo struct{ is, symmetric bool }

// step is a relation to follow.
type step struct {
	predicate       cayley.Ref
	symmetric, many bool
	where           *Where // of claims; nil follows edges
	// once does without transitive inferences, of which a walk makes its own.
	once bool
}

// match is a subject and an object that a triple ties, and the edges by which.
type match struct {
	subject, predicate, object cayley.Ref
	edges                      []edge
}

// edge is a direct edge with the claims that label it.
type edge struct {
	subject, predicate, object cayley.Ref
	labels                     []cayley.Ref
	inference                  *graph.Inference // of one that follows; nil for what is stated
}

func same(a, b cayley.Ref) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Key() == b.Key()
}

// scan returns the direct edges that have the given ends and relation, where
// these are not nil: each once, with all its labels.
func (s *source) scan(ctx context.Context, subject, predicate, object cayley.Ref) ([]edge, error) {
	if _, none := predicate.(unread); none {
		return nil, nil
	}
	it := shape.BuildIterator(s.qs, filters(subject, predicate, object))
	defer it.Close()
	var edges []edge
	seen := map[[3]any]int{}
	for it.Next(ctx) {
		q := it.Result()
		e := edge{s.qs.QuadDirection(q, quad.Subject), s.qs.QuadDirection(q, quad.Predicate), s.qs.QuadDirection(q, quad.Object), nil, nil}
		key := [3]any{e.subject.Key(), e.predicate.Key(), e.object.Key()}
		i, ok := seen[key]
		if !ok {
			i = len(edges)
			seen[key] = i
			edges = append(edges, e)
		}
		if label := s.qs.QuadDirection(q, quad.Label); label != nil {
			edges[i].labels = append(edges[i].labels, label)
		}
	}
	if err := it.Err(); err != nil {
		return nil, err
	}
	return edges, ctx.Err() // a store that sees the end of the context reports none
}

// find returns the edges that have the given ends and relation, or the claims that fit
// the conditions.
func (s *source) find(ctx context.Context, w *Where, subject, predicate, object cayley.Ref) ([]edge, error) {
	if w == nil {
		return s.scan(ctx, subject, predicate, object)
	}
	return s.claims(ctx, w, subject, predicate, object)
}

func filters(subject, predicate, object cayley.Ref) shape.Quads {
	var qs shape.Quads
	for _, f := range []struct {
		d quad.Direction
		r cayley.Ref
	}{{quad.Subject, subject}, {quad.Predicate, predicate}, {quad.Object, object}} {
		if f.r != nil {
			qs = append(qs, shape.QuadFilter{Dir: f.d, Values: shape.Fixed{f.r}})
		}
	}
	return qs
}

// follow returns what a relation ties to the given ends.
func (s *source) follow(ctx context.Context, st step, subject, object cayley.Ref) ([]match, error) {
	if st.many {
		return s.closure(ctx, st, subject, object)
	}
	edges, err := s.find(ctx, st.where, subject, st.predicate, object)
	if err != nil {
		return nil, err
	}
	matches := make([]match, 0, len(edges))
	for _, e := range edges {
		matches = append(matches, match{e.subject, e.predicate, e.object, []edge{e}})
	}
	if s.inferred != nil && st.where == nil {
		return append(matches, s.inferences(subject, st.predicate, object, st.once)...), nil
	}
	if !st.symmetric {
		return matches, nil
	}
	edges, err = s.find(ctx, st.where, object, st.predicate, subject)
	for _, e := range edges {
		if !same(e.subject, e.object) {
			matches = append(matches, match{e.object, e.predicate, e.subject, []edge{e}})
		}
	}
	return matches, err
}

// anyRelation returns what any relation ties to the given ends; a symmetric one
// both ways.
func (s *source) anyRelation(ctx context.Context, w *Where, subject, predicate, object cayley.Ref) ([]match, error) {
	edges, err := s.find(ctx, w, subject, predicate, object)
	if err != nil {
		return nil, err
	}
	var matches []match
	for _, e := range edges {
		if isRelation, _ := s.relation(e.predicate); isRelation {
			matches = append(matches, match{e.subject, e.predicate, e.object, []edge{e}})
		}
	}
	if s.inferred != nil && w == nil {
		return append(matches, s.inferences(subject, predicate, object, false)...), nil
	}
	if s.schema == nil {
		return matches, nil
	}
	edges, err = s.find(ctx, w, object, predicate, subject)
	for _, e := range edges {
		if _, symmetric := s.relation(e.predicate); symmetric && !same(e.subject, e.object) {
			matches = append(matches, match{e.object, e.predicate, e.subject, []edge{e}})
		}
	}
	return matches, err
}

// relation reports whether a predicate is a relation of the graph, and whether it
// holds both ways.
func (s *source) relation(predicate cayley.Ref) (isRelation, symmetric bool) {
	key := predicate.Key()
	known, ok := s.relations[key]
	if !ok {
		id, is := s.v.RelationID(s.name(predicate))
		known.is = is
		if is && s.schema != nil {
			r := s.schema.Relation(id)
			known.symmetric = r != nil && r.Symmetric
		}
		s.relations[key] = known
	}
	return known.is, known.symmetric
}

// closure returns what a relation ties to the given ends when it is followed once
// or more often, each pair by the fewest edges.
func (s *source) closure(ctx context.Context, st step, subject, object cayley.Ref) ([]match, error) {
	backward := subject == nil && object != nil
	starts := []cayley.Ref{subject}
	if backward {
		starts = []cayley.Ref{object}
	} else if subject == nil {
		var err error
		if starts, err = s.subjects(ctx, st); err != nil {
			return nil, err
		}
	}
	var all []match
	for _, start := range starts {
		ms, err := s.walk(ctx, st, start, backward)
		if err != nil {
			return nil, err
		}
		for _, m := range ms {
			if object == nil || same(m.object, object) {
				all = append(all, m)
			}
		}
	}
	return all, nil
}

// subjects returns everything at which a relation can begin.
func (s *source) subjects(ctx context.Context, st step) ([]cayley.Ref, error) {
	edges, err := s.find(ctx, st.where, nil, st.predicate, nil)
	if s.inferred != nil && st.where == nil {
		for _, m := range s.inferences(nil, st.predicate, nil, true) {
			edges = append(edges, m.edges...)
		}
	}
	seen := map[any]bool{}
	var refs []cayley.Ref
	for _, e := range edges {
		ends := []cayley.Ref{e.subject, e.object}
		if !st.symmetric {
			ends = ends[:1]
		}
		for _, ref := range ends {
			if !seen[ref.Key()] {
				seen[ref.Key()] = true
				refs = append(refs, ref)
			}
		}
	}
	return refs, err
}

// walk goes from start as far as the relation leads, breadth first.
func (s *source) walk(ctx context.Context, st step, start cayley.Ref, backward bool) ([]match, error) {
	st.many, st.once = false, true
	reached := map[any]bool{}
	var all []match
	queue := []match{{subject: start, object: start}}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		var next []match
		var err error
		if backward {
			next, err = s.follow(ctx, st, nil, at.subject)
		} else {
			next, err = s.follow(ctx, st, at.object, nil)
		}
		if err != nil {
			return nil, err
		}
		for _, m := range next {
			if backward {
				m.edges = slices.Concat(m.edges, at.edges)
				m.object = start
			} else {
				m.edges = slices.Concat(at.edges, m.edges)
				m.subject = start
			}
			end := m.object
			if backward {
				end = m.subject
			}
			if !reached[end.Key()] {
				reached[end.Key()] = true
				all = append(all, m)
				queue = append(queue, m)
			}
		}
	}
	return all, nil
}

// size estimates how many edges a triple matches under the bindings: no more than
// any one of its bound parts has.
func (r *run) size(ctx context.Context, t *compiled, bound []cayley.Ref) (int64, error) {
	predicates := make([]cayley.Ref, 0, len(t.steps))
	for _, st := range t.steps {
		predicates = append(predicates, st.predicate)
	}
	if t.relation >= 0 {
		predicates = []cayley.Ref{bound[t.relation]}
	}
	least := int64(math.MaxInt64)
	for _, part := range []struct {
		d    quad.Direction
		refs []cayley.Ref
	}{{quad.Subject, r.values(t.subject, bound)}, {quad.Object, r.values(t.object, bound)}, {quad.Predicate, predicates}} {
		if slices.Contains(part.refs, nil) {
			continue
		}
		var sum int64
		for _, ref := range part.refs {
			if _, none := ref.(unread); none {
				sum += defaultMax // how much follows is not known
				continue
			}
			d := part.d
			if t.where != nil {
				d = quad.Object // of the quads that tell of claims
			}
			n, err := r.qs.QuadIteratorSize(ctx, d, ref)
			if err != nil {
				return 0, err
			}
			sum += n.Size
		}
		if t.where != nil {
			sum += claimsPerEdge
		}
		least = min(least, sum)
	}
	return least, nil
}

// claimsPerEdge is what a look at claims is held to cost more than one at edges.
const claimsPerEdge = 20

// id returns the ID of an entity or a relation.
func (s *source) id(ref cayley.Ref) string {
	name := s.name(ref)
	if id, ok := s.v.EntityID(name); ok {
		return id
	}
	id, _ := s.v.RelationID(name)
	return id
}

func (s *source) edge(e edge) Edge {
	out := Edge{Subject: s.id(e.subject), Relation: s.id(e.predicate), Object: s.id(e.object)}
	for _, l := range e.labels {
		if id, ok := s.v.ClaimID(s.qs.NameOf(l)); ok {
			out.Claims = append(out.Claims, id)
		}
	}
	slices.Sort(out.Claims)
	return out
}
