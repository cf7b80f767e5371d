package export

import (
	"context"
	"io"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeTriG writes View.Graph as RDF 1.1 TriG: exactly the quads of the N-Quads
// export, the default graph first, then the named ones by their names.
//
//	id:is-k a q:ArmedGroup ; skos:prefLabel "IS-K" .
//
//	claim:5f1c… {
//	  id:is-k rel:opposes id:taliban .
//	}
func writeTriG(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	t := newTurtle(w, o.Vocabulary.PrefixesOf(v.Graph))
	byLabel := map[quad.IRI][]quad.Quad{}
	for q := range o.Vocabulary.Graph(v.Graph) {
		label, _ := q.Label.(quad.IRI)
		byLabel[label] = append(byLabel[label], q)
	}
	for _, label := range slices.Sorted(maps.Keys(byLabel)) {
		if label == "" {
			t.nodes(byLabel[label], "")
		} else {
			t.graph(label, byLabel[label])
		}
	}
	return t.Flush()
}

// graph writes a named graph.
func (t *turtle) graph(name quad.IRI, quads []quad.Quad) {
	t.WriteByte('\n')
	t.Write(t.term(name))
	t.WriteString(" {")
	t.nodes(quads, "  ")
	t.WriteString("}\n")
}
