package view

import (
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// Claims returns the claims of a graph that a selection keeps, in the graph's order
// and whatever its Limit, but for the parts of events that only repeat what other
// claims say; those of the events that are named, by ID, are kept. A nil selection
// keeps all.
func Claims(g *graph.Graph, sel *Selection, named ...string) []*graph.Claim {
	s := newSelector(g, sel.orAll())
	return s.withoutEchoes(s.kept(), named...)
}

// Ties returns those of these claims that tie one entity to another: of the statuses
// that are drawn, or asked for, be they of a relation or in the text's own words.
func Ties(g *graph.Graph, sel *Selection, named ...string) []*graph.Claim {
	open := *sel.orAll()
	open.Open = true
	s := &selector{Selection: &open}
	return slices.DeleteFunc(Claims(g, sel, named...), func(c *graph.Claim) bool {
		return c.Object == nil || c.Object.ID == c.Subject.ID || !s.draws(c)
	})
}

// Follows returns the inferences of a graph that a selection keeps, as edges. What
// only turns round an edge that is asserted, or another inference, is left out.
func Follows(g *graph.Graph, sel *Selection) []Edge {
	if len(g.Inferences) == 0 {
		return nil
	}
	s := newSelector(g, sel.orAll())
	s.kept() // finds out whom the selection reaches
	return s.inferred(s.inferences(), EdgesOf(Ties(g, sel), s.Schema))
}

func (sel *Selection) orAll() *Selection {
	if sel == nil {
		return &Selection{}
	}
	return sel
}

// EdgesOf makes edges of claims: those of one relation and one status between the same
// two entities are one. They come sorted as those of a View; the schema, which may
// be nil, tells which relations have no direction.
func EdgesOf(claims []*graph.Claim, s *schema.Schema) []Edge {
	f := folder{schema: s, edges: map[edgeKey]*Edge{}}
	for _, c := range claims {
		f.add(c)
	}
	return f.all()
}

// KeepsDocument reports whether the selection keeps what a document says.
func (sel *Selection) KeepsDocument(d *graph.Document) bool {
	return len(sel.Documents) == 0 ||
		slices.ContainsFunc(sel.Documents, func(name string) bool { return isDocument(d, name) })
}
