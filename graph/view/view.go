// Package view chooses what of a graph is drawn, listed or carried away: sorted
// nodes and folded edges, the names that people write, the ways from one entity
// to another, and the words of a sentence that prove a claim. Begin at Of.
package view

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// View is a selection of a graph made ready to draw. It shares its claims with
// the graph it was made of, and is not to be changed.
type View struct {
	Nodes []Node // sorted by ID
	Edges []Edge // sorted by ends, relation and status
	// Inferred are the edges that follow from others, where the graph has
	// inferences; none of them is among Edges. What would only turn round a drawn
	// edge is left out.
	Inferred []Edge // sorted likewise

	// Graph holds what the selection chose, drawn or not: also the open claims,
	// the plain values and, unless statuses were named, the denied claims.
	Graph *graph.Graph
	// Schema is the selection's, nil where it had none.
	Schema *schema.Schema
	// Left counts what Selection.Limit left out of the drawing.
	Left Left
}

// Node is an entity of a drawing, or a plain value that a claim gives it.
type Node struct {
	graph.Entity
	// Types is the entity's type and what that is a kind of, nearest first.
	Types []string
	// Claims counts the drawn claims that the node takes part in.
	Claims int
	// Focus marks an entity that the selection named.
	Focus bool
	// Value marks a plain value; its ID stands in double quotes.
	Value bool
}

// Edge is all claims of one relation and one status between two nodes, folded
// into one.
type Edge struct {
	From, To  string // node IDs; of a symmetric relation, the lesser is From
	Relation  string // "" for an open claim
	Open      string // the words of an open claim; "" otherwise
	Status    graph.Status
	Negative  bool
	Symmetric bool
	Speakers  []string       // names of those who say so, sorted
	Claims    []*graph.Claim // in reading order; at least one
	// Inference is what an edge of View.Inferred says, nil for what was read. Claims
	// are then those it rests on, in its order, and Status is graph.Inferred.
	Inference *graph.Inference
}

// Left counts what a limit left out.
type Left struct{ Nodes, Edges, Claims int }

// Drawn are the statuses that a drawing shows unless others were asked for: a
// denied claim drawn as an edge would say what its text does not.
var Drawn = []graph.Status{graph.Asserted, graph.Reported, graph.Possible}

// Of returns the view of a graph that the selection asks for. A nil selection
// asks for all of it.
func Of(g *graph.Graph, sel *Selection) *View {
	if sel == nil {
		sel = &Selection{}
	}
	s := newSelector(g, sel)
	claims := s.claims()
	inferences := s.inferences()
	if sel.Proof {
		claims = withProof(claims, inferences)
	}
	v := &View{Graph: s.graph(claims, inferences), Schema: sel.Schema}
	f := folder{schema: sel.Schema, edges: map[edgeKey]*Edge{}}
	for _, c := range s.withoutEchoes(claims) {
		if s.draws(c) {
			f.add(c)
		}
	}
	v.Edges, v.Left = mostImportant(f.all(), sel.Limit)
	v.Inferred = s.inferred(inferences, v.Edges)
	v.fitInferred(sel.Limit)
	v.Nodes = s.nodes(v.Edges, v.Inferred)
	return v
}

// Weight is how many claims the edge stands for; 1 for an inference, however many
// it rests on.
func (e *Edge) Weight() int {
	if e.Inference != nil {
		return 1
	}
	return len(e.Claims)
}

// Label is the relation, or the words of an open claim.
func (e *Edge) Label() string { return cmp.Or(e.Relation, e.Open) }

// Confidence is that of the surest claim, or of the inference.
func (e *Edge) Confidence() float64 {
	if e.Inference != nil {
		return e.Inference.Confidence
	}
	var best float64
	for _, c := range e.Claims {
		best = max(best, c.Confidence)
	}
	return best
}

// Node returns the node of that ID, or nil.
func (v *View) Node(id string) *Node {
	i, ok := slices.BinarySearchFunc(v.Nodes, id, func(n Node, id string) int { return cmp.Compare(n.ID, id) })
	if !ok {
		return nil
	}
	return &v.Nodes[i]
}

// edgeKey is what claims of one edge have in common.
type edgeKey struct {
	from, to, relation, open string
	status                   graph.Status
	negative                 bool
}

// folder folds parallel claims.
type folder struct {
	schema *schema.Schema
	edges  map[edgeKey]*Edge
}

// key returns the edge that a claim belongs to.
func (f *folder) key(c *graph.Claim) edgeKey {
	k := edgeKey{from: c.Subject.ID, to: objectID(c), relation: c.RelationOf(), status: c.Status, negative: c.Polarity == graph.Negative}
	if k.relation == "" {
		k.open = c.Open
	}
	if f.symmetric(k.relation) && k.to < k.from {
		k.from, k.to = k.to, k.from
	}
	return k
}

// symmetric reports whether a relation has no direction.
func (f *folder) symmetric(relation string) bool {
	if f.schema == nil || relation == "" {
		return false
	}
	r := f.schema.Relation(relation)
	return r != nil && r.Symmetric
}

func (f *folder) add(c *graph.Claim) {
	k := f.key(c)
	e := f.edges[k]
	if e == nil {
		e = &Edge{
			From: k.from, To: k.to, Relation: k.relation, Open: k.open, Status: k.status, Negative: k.negative,
			Symmetric: f.symmetric(k.relation),
		}
		f.edges[k] = e
	}
	e.Claims = append(e.Claims, c)
	if c.Speaker != nil && !slices.Contains(e.Speakers, c.Speaker.Name) {
		e.Speakers = append(e.Speakers, c.Speaker.Name)
		slices.Sort(e.Speakers)
	}
}

func (f *folder) all() []Edge {
	edges := make([]Edge, 0, len(f.edges))
	for _, e := range f.edges {
		edges = append(edges, *e)
	}
	slices.SortFunc(edges, compareEdges)
	return edges
}

func compareEdges(a, b Edge) int {
	return cmp.Or(
		cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To),
		cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Open, b.Open),
		cmp.Compare(rank(a.Status), rank(b.Status)), compareBool(a.Negative, b.Negative),
	)
}

// rank puts the strongest status first, and what is inferred last.
func rank(s graph.Status) int {
	if s == graph.Inferred {
		return len(graph.Statuses)
	}
	return slices.Index(graph.Statuses, s)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// objectID is the ID of the node that a claim leads to.
func objectID(c *graph.Claim) string {
	if c.Object != nil {
		return c.Object.ID
	}
	return valueID(c.Value)
}

// valueID is the ID of a plain value's node. No entity's ID has quotes.
func valueID(v string) string { return `"` + v + `"` }

// mostImportant keeps the limit edges that matter most: those that many claims
// support, between entities that much is said about. No limit (0) keeps all.
func mostImportant(edges []Edge, limit int) ([]Edge, Left) {
	if limit <= 0 || len(edges) <= limit {
		return edges, Left{}
	}
	degree := map[string]int{}
	for _, e := range edges {
		degree[e.From] += e.Weight()
		degree[e.To] += e.Weight()
	}
	importance := func(e Edge) int { return e.Weight() * (degree[e.From] + degree[e.To]) }
	sorted := slices.Clone(edges)
	slices.SortStableFunc(sorted, func(a, b Edge) int { return cmp.Compare(importance(b), importance(a)) })
	left := Left{Edges: len(edges) - limit}
	kept := map[string]bool{}
	for _, e := range sorted[:limit] {
		kept[e.From], kept[e.To] = true, true
	}
	for id := range degree {
		if !kept[id] {
			left.Nodes++
		}
	}
	for _, e := range sorted[limit:] {
		left.Claims += e.Weight()
	}
	sorted = sorted[:limit]
	slices.SortFunc(sorted, compareEdges)
	return sorted, left
}

// Limited returns the view with no more than limit edges, the most important, and
// inferred ones where these leave room.
func (v *View) Limited(limit int) *View {
	if limit <= 0 || len(v.Edges)+len(v.Inferred) <= limit {
		return v
	}
	edges, left := mostImportant(v.Edges, limit)
	w := *v
	w.Edges, w.Nodes = edges, nil
	w.Left = Left{v.Left.Nodes + left.Nodes, v.Left.Edges + left.Edges, v.Left.Claims + left.Claims}
	w.fitInferred(limit)
	count := countClaims(edges)
	for i := range w.Inferred {
		count[w.Inferred[i].From] += 0
		count[w.Inferred[i].To] += 0
	}
	for _, n := range v.Nodes {
		if claims, ok := count[n.ID]; ok {
			n.Claims = claims
			w.Nodes = append(w.Nodes, n)
		}
	}
	return &w
}

func countClaims(edges []Edge) map[string]int {
	count := map[string]int{}
	for i := range edges {
		e := &edges[i]
		count[e.From] += e.Weight()
		if e.To != e.From {
			count[e.To] += e.Weight()
		}
	}
	return count
}
