package export

import (
	"context"
	"io"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

const (
	nsNanopub = "http://www.nanopub.org/nschema#"
	nsRDFS    = "http://www.w3.org/2000/01/rdf-schema#"
)

// writeNanopubs writes each claim as a nanopublication (https://nanopub.net), in
// TriG: what is said, where it comes from, and who says that it does, each in a graph
// of its own.
//
//	np:5f1c…#Head        { np:5f1c… a np:Nanopublication ; np:hasAssertion …#assertion ; … }
//	np:5f1c…#assertion   { id:is-k rel:opposes id:taliban . }
//	np:5f1c…#provenance  { …#assertion prov:wasDerivedFrom doc:9ab2… ; oa:exact "…" ; … }
//	np:5f1c…#pubinfo     { np:5f1c… prov:wasGeneratedBy q:rule ; q:confidence 0.91 . id:is-k rdfs:label "IS-K" . … }
//
// The assertion of a claim that its text does not assert, or that is no edge, is the
// claim itself (claim:5f1c… q:subject …; q:status "reported"): a nanopublication never
// states what a text only reports. They have no trusty URIs and no date, which would
// change from run to run, so that they are to be signed before they are published.
func writeNanopubs(ctx context.Context, w io.Writer, v *view.View, o *Options) error {
	n := &nanopubs{
		turtle: newTurtle(w, append(o.Vocabulary.Prefixes(), graph.Prefix{Name: "np", IRI: nsNanopub}, graph.Prefix{Name: "rdfs", IRI: nsRDFS})),
		v:      o.Vocabulary, docs: documentsOf(v.Graph),
	}
	for i := range v.Graph.Claims {
		if err := ctx.Err(); err != nil {
			return err
		}
		n.write(&v.Graph.Claims[i])
	}
	drawn := map[string]bool{}
	for i := range v.Graph.Claims {
		for _, r := range rolesOf(&v.Graph.Claims[i]) {
			drawn[r.entity] = true
		}
	}
	alone, mentions := 0, 0
	for i := range v.Graph.Entities {
		if !drawn[v.Graph.Entities[i].ID] {
			alone++
		}
		mentions += len(v.Graph.Entities[i].Mentions)
	}
	o.noteLeft(count{alone, "entity of which nothing is claimed", "entities of which nothing is claimed"}, count{mentions, "mention", "mentions"})
	return n.Flush()
}

type nanopubs struct {
	*turtle
	v    graph.Vocabulary
	docs documents
}

func (n *nanopubs) write(c *graph.Claim) {
	np := n.v.NanopubIRI(c.ID)
	head, assertion, provenance, info := np+"#Head", np+"#assertion", np+"#provenance", np+"#pubinfo"
	n.graph(head, []quad.Quad{
		{Subject: np, Predicate: graph.RDFType, Object: quad.IRI(nsNanopub + "Nanopublication")},
		{Subject: np, Predicate: quad.IRI(nsNanopub + "hasAssertion"), Object: assertion},
		{Subject: np, Predicate: quad.IRI(nsNanopub + "hasProvenance"), Object: provenance},
		{Subject: np, Predicate: quad.IRI(nsNanopub + "hasPublicationInfo"), Object: info},
	})
	said, origin, about := n.parts(c, assertion, np)
	n.graph(assertion, said)
	n.graph(provenance, origin)
	n.graph(info, about)
}

// provenanceOf are the predicates that tell where a claim comes from, and
// publication those that tell how it was found.
var (
	provenanceOf = map[quad.Value]bool{
		graph.DerivedFrom: true, graph.Exact: true, graph.Start: true, graph.End: true, graph.QSentence: true,
		graph.QSubjectMention: true, graph.QObjectMention: true,
		graph.QDecided: true, graph.QReadStatus: true, graph.QReadConfidence: true, graph.QBecause: true,
	}
	publicationOf = map[quad.Value]bool{graph.QConfidence: true, graph.QExtractor: true, graph.QRule: true}
)

// parts deals a claim's quads out to the three graphs.
func (n *nanopubs) parts(c *graph.Claim, assertion, np quad.IRI) (said, origin, about []quad.Quad) {
	claim := n.v.ClaimIRI(c.ID)
	for _, q := range n.v.Claim(c) {
		switch {
		case q.Label == claim: // the edge
			said = append(said, q)
		case q.Subject != claim: // a mention
			origin = append(origin, q)
		case provenanceOf[q.Predicate]:
			q.Subject = assertion
			origin = append(origin, q)
		case publicationOf[q.Predicate]:
			q.Subject = np
			about = append(about, q)
		case !c.HasEdge() || q.Predicate == graph.QTime || q.Predicate == graph.QFrom || q.Predicate == graph.QTo || q.Predicate == graph.QPlace:
			said = append(said, q)
		}
	}
	if d := n.docs[c.Evidence.Document]; d != nil {
		origin = append(origin, n.v.Document(d)...)
	}
	about = append(about, quad.Quad{Subject: np, Predicate: quad.IRI("http://www.w3.org/ns/prov#wasGeneratedBy"), Object: quad.IRI(graph.NS + "reading")})
	return said, origin, append(about, n.labels(c)...)
}

// labels name and type the entities of a claim, so that it can be read alone.
func (n *nanopubs) labels(c *graph.Claim) (quads []quad.Quad) {
	name := func(e graph.Entity) {
		iri := n.v.EntityIRI(e.ID)
		if e.Name != "" {
			quads = append(quads, quad.Quad{Subject: iri, Predicate: quad.IRI(nsRDFS + "label"), Object: quad.String(e.Name)})
		}
		if e.Type != "" {
			quads = append(quads, quad.Quad{Subject: iri, Predicate: graph.RDFType, Object: graph.TypeIRI(e.Type)})
		}
	}
	name(c.Subject.Entity)
	if c.Object != nil {
		name(c.Object.Entity)
	}
	if c.Speaker != nil {
		name(*c.Speaker)
	}
	if c.Place != nil {
		name(graph.Entity{ID: c.Place.ID, Name: c.Place.Name, Type: c.Place.Type})
	}
	return quads
}
