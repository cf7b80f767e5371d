package ingest

import (
	"maps"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// callings are the names by which documents call entities: by ID, then by folded
// name. That two documents use one name is the plainest reason to take their
// entities for one; it is gathered when it is asked for, for the documents
// themselves keep it.
type callings map[string]map[string]*calling

type calling struct {
	name string // as the first document spells it
	docs []string
}

// note takes down what a document, which comes in the order of IDs, calls an
// entity.
func (c callings) note(e *resolve.Entity, name, doc string) {
	if e.Local {
		return
	}
	if c[e.ID] == nil {
		c[e.ID] = map[string]*calling{}
	}
	folded := resolve.Fold(name)
	x := c[e.ID][folded]
	if x == nil {
		x = &calling{name: name}
		c[e.ID][folded] = x
	}
	if n := len(x.docs); n == 0 || x.docs[n-1] != doc {
		x.docs = append(x.docs, doc)
	}
}

// reasons returns what the names alone say: which of them several documents use,
// and which the schema lists for one that it knows by another.
func (c callings) reasons(p *graph.Profile, x *resolve.Resolver) []graph.Reason {
	var out []graph.Reason
	called := c[p.ID]
	for _, folded := range slices.Sorted(maps.Keys(called)) {
		switch w := called[folded]; {
		case x.Lists(w.name, p.Name, p.Type):
			out = append(out, graph.Reason{Name: w.name, With: p.Name, Rule: graph.BySchema, Documents: w.docs})
		case len(w.docs) > 1:
			out = append(out, graph.Reason{Name: w.name, With: w.name, Rule: graph.ByName, Documents: w.docs})
		}
	}
	return out
}
