// Package infer tells what follows, by the schema, from the claims that texts
// make: an alliance holds both ways, whoever has a child is its parent, and what
// lies in Kabul lies in Afghanistan. An inference names the claims it rests on, and
// is never one of them. Begin at New.
package infer

import (
	"cmp"
	"maps"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// Options bound the work. The zero value works.
type Options struct {
	// Hops is of how many claims a chain has at most; 0 is 8, which leads from a
	// village through all that it lies in to the world.
	Hops int
	// Hub is how many direct wholes and how many direct parts an entity may have,
	// both at once, for a chain to go through it; 0 is 64. A thing that has more of
	// both would tie each of the ones to each of the others.
	Hub int
	// Max is how many inferences are returned at most, those of the fewest claims
	// first and the surest of them; 0 is 100,000.
	Max int
	// Steps is how many links are looked at before no further entity is searched
	// from; 0 is 5 million, which take some seconds.
	Steps int
}

func (o *Options) filled() Options {
	var f Options
	if o != nil {
		f = *o
	}
	return Options{Hops: cmp.Or(f.Hops, 8), Hub: cmp.Or(f.Hub, 64), Max: cmp.Or(f.Max, 100_000), Steps: cmp.Or(f.Steps, 5_000_000)}
}

// Left says what the bounds of Options left out.
type Left struct {
	Hubs       []string // IDs of entities that no chain was led through, sorted
	Long       int      // how many entities have chains longer than Hops
	Inferences int      // how many were found beyond Max
	Unsearched int      // how many entities were not searched from, for want of Steps
}

// Add adds what another search left out.
func (l *Left) Add(o Left) {
	l.Hubs = append(l.Hubs, o.Hubs...)
	slices.Sort(l.Hubs)
	l.Hubs = slices.Compact(l.Hubs)
	l.Long, l.Inferences, l.Unsearched = l.Long+o.Long, l.Inferences+o.Inferences, l.Unsearched+o.Unsearched
}

// Any reports whether anything was left out.
func (l *Left) Any() bool { return len(l.Hubs) > 0 || l.Long+l.Inferences+l.Unsearched > 0 }

// Engine holds claims ready to infer from. It is immutable and safe for
// concurrent use.
type Engine struct {
	schema *schema.Schema
	opt    Options

	webs      map[string]*web // by relation: what can be inferred of it
	relations []string        // the keys of webs, sorted
	said      map[statement]bool
	denied    map[statement]bool
}

// statement is who stands in which relation to whom, by their IDs.
type statement struct{ subject, relation, object string }

// New makes an engine of claims. It infers from those that are asserted and tie
// two different entities by a relation; and never what one of them says already, or
// what one of the denied denies. Their order does not matter. opt may be nil.
func New(claims []graph.Claim, s *schema.Schema, opt *Options) *Engine {
	e := &Engine{
		schema: s, opt: opt.filled(), webs: map[string]*web{},
		said: map[statement]bool{}, denied: map[statement]bool{},
	}
	sources := sourcesOf(s)
	sorted := make([]*graph.Claim, 0, len(claims))
	for i := range claims {
		if c := &claims[i]; c.Relation != nil && c.Subject != nil && c.Object != nil && c.Subject.ID != c.Object.ID {
			sorted = append(sorted, c)
		}
	}
	slices.SortStableFunc(sorted, func(a, b *graph.Claim) int { return cmp.Compare(a.ID, b.ID) })
	for i, c := range sorted {
		switch {
		case c.HasEdge():
			e.take(c, sources[*c.Relation], i)
		case c.Status == graph.Denied || c.Status == graph.Asserted && c.Polarity == graph.Negative:
			e.deny(c, sources[*c.Relation])
		}
	}
	for _, w := range e.webs {
		w.finish(e.opt.Hub)
	}
	e.relations = slices.Sorted(maps.Keys(e.webs))
	return e
}

// take adds the i-th claim to the webs of the relations that it can be a link of.
func (e *Engine) take(c *graph.Claim, uses []use, i int) {
	e.said[statement{c.Subject.ID, *c.Relation, c.Object.ID}] = true
	for _, u := range uses {
		w := e.webs[u.relation]
		if w == nil {
			w = newWeb(e.schema, u.relation)
			e.webs[u.relation] = w
		}
		w.add(e.schema, c, u, i)
	}
}

// deny notes what a denied claim denies, in every form it could be inferred in.
func (e *Engine) deny(c *graph.Claim, uses []use) {
	for _, u := range append([]use{{*c.Relation, ""}}, uses...) {
		from, to := u.ends(c)
		e.denied[statement{from.ID, u.relation, to.ID}] = true
	}
}

// All returns every inference, sorted by subject, relation and object.
func (e *Engine) All() ([]graph.Inference, Left) { return e.Match("", "", "") }

// About returns the inferences of which an entity is the subject or the object.
func (e *Engine) About(id string) ([]graph.Inference, Left) {
	found, left := e.Match(id, "", "")
	more, l := e.Match("", "", id)
	left.Add(l)
	found = append(found, more...)
	slices.SortFunc(found, compare)
	return found, left
}

// Infers reports whether anything may be inferred of a relation.
func (e *Engine) Infers(relation string) bool { return e.webs[relation] != nil }

// Match returns the inferences that have the given subject, relation and object,
// IDs all three, "" for any. Each is of the fewest claims it can rest on, and of equally
// few, of those that are surest together.
func (e *Engine) Match(subject, relation, object string) ([]graph.Inference, Left) {
	relations := e.relations
	if relation != "" {
		relations = []string{relation}
	}
	found := finder{engine: e, steps: e.opt.Steps, hubs: map[string]bool{}}
	for _, r := range relations {
		if w := e.webs[r]; w != nil {
			found.match(w, subject, object)
		}
	}
	return found.all()
}

func compare(a, b graph.Inference) int {
	return cmp.Or(cmp.Compare(a.Subject.ID, b.Subject.ID), cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Object.ID, b.Object.ID))
}

// surest compares inferences by the fewest claims, then by their confidence.
func surest(a, b graph.Inference) int {
	return cmp.Or(cmp.Compare(a.Hops(), b.Hops()), cmp.Compare(b.Confidence, a.Confidence), compare(a, b))
}
