package view

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// Grounds returns the claims that what a selection infers may rest on: those that
// pass its documents, times and confidence, of all entities and relations, for a
// chain may lead through others than are shown. What is denied is among them.
func Grounds(g *graph.Graph, sel *Selection) []graph.Claim {
	if len(sel.Documents) == 0 && sel.Since == "" && sel.Until == "" && sel.MinConfidence == 0 {
		return g.Claims
	}
	s := newSelector(g, sel)
	var grounds []graph.Claim
	for i := range g.Claims {
		if s.keepsGround(&g.Claims[i]) {
			grounds = append(grounds, g.Claims[i])
		}
	}
	return grounds
}

// inferences returns those of the graph's inferences that are selected: what they
// say is of the relations and types asked for and about an entity whose claims are
// selected, and all that they rest on passes for a ground. It is to be called after
// claims.
func (s *selector) inferences() []graph.Inference {
	if len(s.Statuses) > 0 && !slices.Contains(s.Statuses, graph.Asserted) {
		return nil // they rest on asserted claims
	}
	var kept []graph.Inference
	for i := range s.g.Inferences {
		if f := &s.g.Inferences[i]; s.keepsInference(f) {
			kept = append(kept, *f)
		}
	}
	return kept
}

func (s *selector) keepsInference(i *graph.Inference) bool {
	return i.Confidence >= s.MinConfidence && (len(s.Relations) == 0 || slices.Contains(s.Relations, i.Relation)) &&
		s.keepsEntity(&i.Subject) && s.keepsEntity(&i.Object) &&
		(len(s.Entities) == 0 || s.reached[i.Subject.ID] || s.reached[i.Object.ID]) &&
		(i.Time == nil || s.keepsTime(&graph.Claim{Time: i.Time})) &&
		!slices.ContainsFunc(i.Claims, func(c *graph.Claim) bool { return !s.keepsGround(c) })
}

// withProof adds to claims in reading order those that inferences rest on.
func withProof(claims []*graph.Claim, inferences []graph.Inference) []*graph.Claim {
	has := map[string]bool{}
	for _, c := range claims {
		has[c.ID] = true
	}
	for i := range inferences {
		for _, c := range inferences[i].Claims {
			if !has[c.ID] {
				has[c.ID] = true
				claims = append(claims, c)
			}
		}
	}
	slices.SortStableFunc(claims, InReadingOrder)
	return claims
}

// restingOn returns the inferences that rest on none but the given claims.
func restingOn(claims []*graph.Claim, inferences []graph.Inference) []graph.Inference {
	has := map[string]bool{}
	for _, c := range claims {
		has[c.ID] = true
	}
	var kept []graph.Inference
	for _, i := range inferences {
		if !slices.ContainsFunc(i.Claims, func(c *graph.Claim) bool { return !has[c.ID] }) {
			kept = append(kept, i)
		}
	}
	return kept
}

// inferred returns the inferences as edges. One that turns round an asserted edge,
// or another inferred one, says nothing that the drawing does not.
func (s *selector) inferred(inferences []graph.Inference, edges []Edge) []Edge {
	drawn := map[edgeKey]bool{}
	for i := range edges {
		if e := &edges[i]; e.Status == graph.Asserted && !e.Negative && e.Relation != "" {
			drawn[tieOf(s.Schema, e.From, e.Relation, e.To)] = true
		}
	}
	// Of two that say the same, that is kept which says it as its first claim does.
	sorted := make([]*graph.Inference, len(inferences))
	for i := range inferences {
		sorted[i] = &inferences[i]
	}
	turns := func(i *graph.Inference) int {
		if i.Relation == i.Claims[0].RelationOf() {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(sorted, func(a, b *graph.Inference) int { return cmp.Compare(turns(a), turns(b)) })
	var all []Edge
	for _, i := range sorted {
		tie := tieOf(s.Schema, i.Subject.ID, i.Relation, i.Object.ID)
		if drawn[tie] {
			continue
		}
		drawn[tie] = true
		e := Edge{From: i.Subject.ID, To: i.Object.ID, Relation: i.Relation, Status: graph.Inferred, Claims: i.Claims, Inference: i}
		if r := relationOf(s.Schema, i.Relation); r != nil && r.Symmetric {
			e.Symmetric, e.From, e.To = true, min(e.From, e.To), max(e.From, e.To)
		}
		all = append(all, e)
	}
	slices.SortFunc(all, compareEdges)
	return all
}

// tieOf returns what a statement has in common with those that say the same the
// other way round.
func tieOf(s *schema.Schema, from, relation, to string) edgeKey {
	r := relationOf(s, relation)
	if r == nil {
		return edgeKey{from: from, to: to, relation: relation}
	}
	if r.Symmetric {
		return edgeKey{from: min(from, to), to: max(from, to), relation: relation}
	}
	for _, i := range s.Inverses(relation) {
		if i.ID < relation {
			return edgeKey{from: to, to: from, relation: i.ID}
		}
	}
	return edgeKey{from: from, to: to, relation: relation}
}

func relationOf(s *schema.Schema, id string) *schema.Relation {
	if s == nil {
		return nil
	}
	return s.Relation(id)
}

// fitInferred keeps as many of the inferred edges, the surest, as the others leave
// room for within a limit; 0 keeps all.
func (v *View) fitInferred(limit int) {
	room := max(0, limit-len(v.Edges))
	if limit <= 0 || len(v.Inferred) <= room {
		return
	}
	v.Left.Edges += len(v.Inferred) - room
	sorted := slices.Clone(v.Inferred)
	slices.SortStableFunc(sorted, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.Inference.Hops(), b.Inference.Hops()), cmp.Compare(b.Confidence(), a.Confidence()))
	})
	sorted = sorted[:room]
	slices.SortFunc(sorted, compareEdges)
	v.Inferred = sorted
}

// Read returns the view without what is inferred, for those who cannot show it
// apart: neither the edges nor the entities that only they lead to.
func (v *View) Read() *View {
	w, g := *v, *v.Graph
	g.Inferences = nil
	w.Graph, w.Inferred = &g, nil
	drawn := countClaims(v.Edges)
	w.Nodes = slices.DeleteFunc(slices.Clone(v.Nodes), func(n Node) bool { return drawn[n.ID] == 0 && !n.Focus })
	return &w
}
