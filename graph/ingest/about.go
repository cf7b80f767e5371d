package ingest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

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
	if own, err := w.OwnRelations(); len(own) > 0 || err != nil {
		return nil, false, err
	}
	g, err = outline.Names(ctx, w.store, w.vocab)
	return g, err == nil, err
}

// OwnRelations returns the relations of claims that the schema does not list, sorted. A
// workspace without quads knows of none.
func (w *Workspace) OwnRelations() (own []string, err error) {
	if w.quadless {
		return nil, nil
	}
	relations, err := outline.Relations(w.store, w.vocab)
	for _, r := range relations {
		if w.schema.Relation(r) == nil {
			own = append(own, r)
		}
	}
	return own, err
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
	called, read := callings{}, 0
	for i, m := range p.Mentions {
		if i > 0 && m.Document == p.Mentions[i-1].Document {
			continue
		}
		if read++; read%manyBodies == 0 {
			if err := w.store.Forget(); err != nil {
				return nil, err
			}
		}
		names, err := w.calls(m.Document, id)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			called.note(e, name, m.Document)
		}
	}
	p.Entity, p.Links, p.StandsFor, p.Apart = e.Entity, append([]string{}, e.Links...), e.StandsFor, e.Apart
	p.Joined = slices.Concat(called.reasons(p, w.resolver()), e.Joined)
	return p, nil
}

// manyBodies is how many documents' entities are asked for before the store is to forget
// these.
const manyBodies = 750

// mentioned returns what the quads tell of an entity.
func (w *Workspace) mentioned(names *graph.Graph, id string) (*graph.Profile, error) {
	p, there, err := outline.Mentioned(w.store, w.vocab, id)
	if err == nil && !there {
		err = fmt.Errorf("%w: nothing is kept of entity %s", store.ErrDamaged, id)
	}
	if err != nil {
		return nil, err
	}
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
