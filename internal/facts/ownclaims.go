package facts

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// findOwn finds the claims and documents of a workspace that a file has. What is only
// inferred from claims there is passed over: it is inferred anew where it is asked for.
func (t *triples) findOwn() {
	inferred := map[*node]bool{}
	for _, st := range t.all {
		n := t.node(st.subject.Value)
		switch {
		case st.predicate.Value == graph.QSubject && isNode(st.object.Value):
			n.claim = map[quad.Value]*statement{}
		case st.predicate.Value == graph.RDFType && st.object.Value == graph.QInference:
			inferred[n] = true
		case st.predicate.Value == graph.RDFType && st.object.Value == graph.QDocument,
			st.predicate.Value == graph.QRefersTo, st.predicate.Value == graph.Exact:
			n.document = true
		}
	}
	for _, n := range t.about {
		if inferred[n] {
			n.claim = nil
		}
		n.document = inferred[n] || n.document && n.claim == nil // a claim has its words, too
	}
}

// edge is a triple without where it stands.
type edge struct{ subject, predicate, object quad.Value }

// ownEdges are the direct edges that claims of the file stand for: they would say
// once more what the claims say.
func (t *triples) ownEdges() map[edge]bool {
	edges := map[edge]bool{}
	for _, n := range t.about {
		s, r, o := n.claim[graph.QSubject], n.claim[graph.QRelation], n.claim[graph.QObject]
		if s != nil && r != nil && o != nil {
			edges[edge{s.object.Value, r.object.Value, o.object.Value}] = true
		}
	}
	return edges
}

// ownClaim makes a claim of one that another workspace holds. Its evidence is the
// statement that gives its relation.
func (t *triples) ownClaim(n *node) {
	at := n.claim[graph.QRelation]
	if at == nil {
		at = n.claim[graph.QOpen]
	}
	subject := n.claim[graph.QSubject]
	if at == nil {
		t.r.mistake(subject.own.start, "the claim has no relation")
		return
	}
	c := newClaim()
	if err := t.qualify(&c, n); err != nil {
		t.r.mistake(at.own.start, "the claim is not kept: %v", err)
		return
	}
	object := n.claim[graph.QObject]
	c.Value = said(n, graph.QValue)
	if object == nil && c.Value == "" {
		t.r.mistake(at.own.start, "the claim has no object")
		return
	}
	if rel, ok := n.claim[graph.QRelation]; ok {
		name, own := t.r.Vocabulary.RelationID(rel.object.Value)
		if iri, isIRI := rel.object.Value.(quad.IRI); !own && isIRI {
			name = local(string(iri))
		}
		t.r.relate(&c, name)
	}
	c.Open = cmp.Or(said(n, graph.QOpen), c.Open)
	c.Rule = said(n, graph.QRule) // by which the parts of an event are known
	c.Subject = t.mention(subject.object)
	if object != nil && isNode(object.object.Value) {
		c.Object = t.mention(object.object)
	}
	if st := n.claim[graph.QAttributedTo]; st != nil && isNode(st.object.Value) {
		c.Speaker = t.mention(st.object)
	}
	if st := n.claim[graph.QPlace]; st != nil && isNode(st.object.Value) {
		c.Place = t.mention(st.object)
	}
	t.r.claim(c, at.own)
}

// said returns the characters of what a claim says by a predicate.
func said(n *node, p quad.IRI) string {
	if st := n.claim[p]; st != nil {
		words, _ := lexical(st.object.Value)
		return words
	}
	return ""
}

// qualify takes a claim's status, polarity, confidence and time.
func (t *triples) qualify(c *text.Claim, n *node) error {
	if s := said(n, graph.QStatus); s != "" {
		c.Status = text.Status(s)
	}
	if err := checkStatus(c); err != nil {
		return err
	}
	c.Negative = c.Negative || said(n, graph.QPolarity) == graph.Negative
	if s := said(n, graph.QConfidence); s != "" {
		p, err := strconv.ParseFloat(s, 64)
		if err != nil || !(p >= 0 && p <= 1) {
			return fmt.Errorf("its confidence %q is no number between 0 and 1", s)
		}
		c.Confidence = p
	}
	if when := (text.Time{Text: said(n, graph.QTime), From: said(n, graph.QFrom), To: said(n, graph.QTo)}); when != (text.Time{}) {
		when.Text = cmp.Or(when.Text, strings.Trim(when.From+"/"+when.To, "/"))
		c.Time = &when
	}
	return nil
}
