package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/outline"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// Names returns who is in the graph and which documents, without claims, mentions and
// links: for one who wants to know what is said of a few. ok is false where a few
// cannot be told apart from the rest: the workspace has no quads, or the graph has
// relations that the schema does not list.
func (w *Workspace) Names(ctx context.Context) (g *graph.Graph, ok bool, err error) {
	if w.quadless {
		return nil, false, nil
	}
	relations, err := outline.Relations(w.store, w.vocab)
	if err != nil {
		return nil, false, err
	}
	for _, r := range relations {
		if w.schema.Relation(r) == nil {
			return nil, false, nil
		}
	}
	g, err = outline.Names(ctx, w.store, w.vocab)
	return g, err == nil, err
}

// About returns the claims of which the entities of these IDs are subject or object,
// as Graph has them; names is what Names returned. No document is opened.
func (w *Workspace) About(ctx context.Context, names *graph.Graph, ids ...string) ([]graph.Claim, error) {
	return outline.About(ctx, w.store, w.vocab, names, ids...)
}

// HasClaims reports whether the graph holds any claim.
func (w *Workspace) HasClaims() (bool, error) {
	for _, err := range w.store.Match(nil, graph.RDFType, graph.QClaim, nil) {
		return err == nil, err
	}
	return false, nil
}

// Profile returns an entity as Graph has it, with where it is mentioned and why its
// names are its names; names is what Names returned, or a graph that holds a few, to
// which the documents are added that mention the entity. It reads what the index keeps
// of these, and opens none.
func (w *Workspace) Profile(names *graph.Graph, id string) (*graph.Profile, error) {
	p, err := w.mentioned(names, id)
	if err != nil {
		return nil, fmt.Errorf("reading where %s is mentioned: %w", id, err)
	}
	e := &resolve.Entity{}
	shared, err := w.kept(bucketEntities, id, e)
	if err != nil {
		return nil, err
	}
	if !shared { // what one document alone speaks of has one name for one reason
		return p, nil
	}
	called := callings{}
	for i, m := range p.Mentions {
		if i > 0 && m.Document == p.Mentions[i-1].Document {
			continue
		}
		b, err := w.bodyOf(m.Document)
		if err != nil {
			return nil, err
		}
		for j, of := range b.IDs {
			if of == id {
				called.note(e, b.Locals[j].Name, m.Document)
			}
		}
	}
	p.Entity, p.Links, p.StandsFor, p.Apart = e.Entity, append([]string{}, e.Links...), e.StandsFor, e.Apart
	p.Joined = slices.Concat(called.reasons(p, w.resolver()), e.Joined)
	return p, nil
}

// mentioned returns what the quads tell of an entity.
func (w *Workspace) mentioned(names *graph.Graph, id string) (*graph.Profile, error) {
	iri := w.vocab.EntityIRI(id)
	own, err := allOf(w.store.Match(iri, nil, nil, nil))
	if err != nil {
		return nil, err
	}
	mentions, err := allOf(w.store.Match(nil, graph.QRefersTo, iri, nil))
	if err != nil {
		return nil, err
	}
	quads := slices.Concat(own, mentions)
	for _, m := range mentions {
		words, err := allOf(w.store.Match(m.Subject, graph.Exact, nil, nil))
		if err != nil {
			return nil, err
		}
		quads = append(quads, words...)
	}
	g, err := w.vocab.GraphFrom(slices.Values(quads))
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(g.Entities, func(p graph.Profile) bool { return p.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("%w: nothing is kept of entity %s", store.ErrDamaged, id)
	}
	p := &g.Entities[i]
	var documents []string
	for j := range p.Mentions {
		documents = append(documents, p.Mentions[j].Document)
	}
	if err := w.Know(names, nil, documents); err != nil {
		return nil, err
	}
	for j := range p.Mentions {
		m := &p.Mentions[j]
		m.Source = outline.Source(names, m.Document)
	}
	return p, nil
}

func allOf(found iter.Seq2[quad.Quad, error]) (quads []quad.Quad, err error) {
	for q, err := range found {
		if err != nil {
			return nil, err
		}
		quads = append(quads, q)
	}
	return quads, nil
}

// kept reads what the index keeps as JSON under a key, and reports whether it keeps anything.
func (w *Workspace) kept(bucket, key string, into any) (bool, error) {
	data, err := w.store.Meta(bucket, key)
	if data == nil || err != nil {
		return false, err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return false, fmt.Errorf("%w: %s %s: %w", store.ErrDamaged, bucket, key, err)
	}
	return true, nil
}
