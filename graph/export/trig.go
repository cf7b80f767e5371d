package export

import (
	"context"
	"io"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeTriG writes View.Graph as RDF 1.1 TriG: exactly the quads of the N-Quads
// export: the default graph first, then the edges of claims, then what is labelled
// with each document, of which one is made at a time.
//
//	id:is-k a q:ArmedGroup ; skos:prefLabel "IS-K" .
//
//	claim:5f1c… {
//	  id:is-k rel:opposes id:taliban .
//	}
func writeTriG(ctx context.Context, w io.Writer, v *view.View, o *Options) error {
	g, voc := v.Graph, o.Vocabulary
	t := newTurtle(w, voc.PrefixesOf(g))
	var plain, labelled []quad.Quad // of entities and inferences
	sort := func(quads []quad.Quad) {
		for _, q := range quads {
			if q.Label == nil {
				plain = append(plain, q)
			} else {
				labelled = append(labelled, q)
			}
		}
	}
	for i := range g.Entities {
		sort(voc.Entity(&g.Entities[i]))
	}
	for i := range g.Inferences {
		sort(voc.Inference(&g.Inferences[i]))
	}
	t.nodes(plain, "")
	for i := range g.Claims {
		if c := &g.Claims[i]; c.HasEdge() {
			t.graph(voc.ClaimIRI(c.ID), voc.Claim(c)[:1])
		}
	}
	for _, d := range partsOf(g) {
		if err := ctx.Err(); err != nil {
			return err
		}
		t.graph(voc.DocumentIRI(d.id), d.quads(voc))
	}
	for _, q := range labelled {
		t.graph(q.Label.(quad.IRI), []quad.Quad{q})
	}
	return t.Flush()
}

// part is what a graph holds of one document, so that its quads need not be there
// together with those of all others.
type part struct {
	id       string
	document *graph.Document
	claims   []*graph.Claim
	mentions []*graph.SourcedMention
	entities []string // of the mentions
}

// partsOf returns the parts of a graph by document.
func partsOf(g *graph.Graph) []*part {
	byID := map[string]*part{}
	of := func(id string) *part {
		if byID[id] == nil {
			byID[id] = &part{id: id}
		}
		return byID[id]
	}
	for i := range g.Documents {
		of(g.Documents[i].ID).document = &g.Documents[i]
	}
	for i := range g.Entities {
		e := &g.Entities[i]
		for j := range e.Mentions {
			p := of(e.Mentions[j].Document)
			p.mentions, p.entities = append(p.mentions, &e.Mentions[j]), append(p.entities, e.ID)
		}
	}
	for i := range g.Claims {
		p := of(g.Claims[i].Evidence.Document)
		p.claims = append(p.claims, &g.Claims[i])
	}
	parts := make([]*part, 0, len(byID))
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		parts = append(parts, byID[id])
	}
	return parts
}

// quads returns what is labelled with the document.
func (p *part) quads(v graph.Vocabulary) (quads []quad.Quad) {
	if p.document != nil {
		quads = v.Document(p.document)
	}
	for i, m := range p.mentions {
		quads = append(quads, v.Mention(p.entities[i], m)...)
	}
	for _, c := range p.claims {
		own := v.Claim(c)
		if c.HasEdge() {
			own = own[1:]
		}
		quads = append(quads, own...)
	}
	return quads
}

// graph writes a named graph.
func (t *turtle) graph(name quad.IRI, quads []quad.Quad) {
	t.WriteByte('\n')
	t.Write(t.term(name))
	t.WriteString(" {")
	t.nodes(quads, "  ")
	t.WriteString("}\n")
}
