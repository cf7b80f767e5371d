package outline

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// Names returns what Read does without the claims: who is there, and which documents.
// Those of a million quads take a few hundredths of a second.
func Names(ctx context.Context, s *store.Store, v graph.Vocabulary) (*graph.Graph, error) {
	return read(ctx, s, v, func(r *reader) []func() error {
		return []func() error{r.types, r.entities, r.documents}
	})
}

// About returns the claims that the entities of these IDs are subject or object of,
// sorted by ID, with all their words. Entities and documents are named as in a graph
// that Names returned. It takes some hundredths of a millisecond a claim.
func About(ctx context.Context, s *store.Store, v graph.Vocabulary, g *graph.Graph, ids ...string) ([]graph.Claim, error) {
	claims, err := Unnamed(ctx, s, v, ids...)
	Name(g, claims)
	return claims, err
}

// Name fills in the names that claims have from elsewhere in a graph.
func Name(g *graph.Graph, claims []graph.Claim) {
	for i := range claims {
		name(g, &claims[i])
	}
}

// Unnamed is About for one who has no graph yet: of entities and documents the claims
// have the IDs alone, until Name fills in the rest.
func Unnamed(ctx context.Context, s *store.Store, v graph.Vocabulary, ids ...string) ([]graph.Claim, error) {
	var claims []graph.Claim
	err := gathering(s, func(x *gatherer) error {
		roles, err := x.predicates(graph.QSubject, graph.QObject)
		if err != nil {
			return err
		}
		var found []store.ID
		for _, id := range ids {
			e, err := x.id(v.EntityIRI(id))
			for _, role := range roles {
				if err == nil {
					found, err = x.whose(found, role, e)
				}
			}
			if err != nil {
				return fmt.Errorf("reading what is said of %s: %w", id, err)
			}
		}
		slices.Sort(found)
		claims, err = x.claims(ctx, v, slices.Compact(found))
		return err
	})
	slices.SortFunc(claims, func(a, b graph.Claim) int { return cmp.Compare(a.ID, b.ID) })
	return claims, err
}

// OfDocument returns the claims that were read from a document, sorted by ID, as About
// returns those of entities.
func OfDocument(s *store.Store, v graph.Vocabulary, g *graph.Graph, id string) ([]graph.Claim, error) {
	var quads []quad.Quad
	for q, err := range s.Label(v.DocumentIRI(id)) {
		if err != nil {
			return nil, fmt.Errorf("reading the claims of document %s: %w", id, err)
		}
		quads = append(quads, q)
	}
	of, err := v.GraphFrom(slices.Values(quads))
	if err != nil {
		return nil, fmt.Errorf("reading the claims of document %s: %w", id, err)
	}
	for i := range of.Claims {
		name(g, &of.Claims[i])
	}
	return of.Claims, nil
}

// name fills in the names that a claim has from elsewhere in the graph.
func name(g *graph.Graph, c *graph.Claim) {
	entity := func(e *graph.Entity) {
		i, known := slices.BinarySearchFunc(g.Entities, e.ID, func(p graph.Profile, id string) int { return cmp.Compare(p.ID, id) })
		if known {
			*e = g.Entities[i].Entity
		}
	}
	entity(&c.Subject.Entity)
	if c.Object != nil {
		entity(&c.Object.Entity)
	}
	if c.Speaker != nil {
		entity(c.Speaker)
	}
	if c.Place != nil {
		e := graph.Entity{ID: c.Place.ID}
		entity(&e)
		c.Place.Name, c.Place.Type = e.Name, e.Type
	}
	c.Evidence.Source = Source(g, c.Evidence.Document)
}

// Source returns the name by which people know a document of the graph; "" for none.
func Source(g *graph.Graph, document string) string {
	i, known := slices.BinarySearchFunc(g.Documents, document, func(d graph.Document, id string) int { return cmp.Compare(d.ID, id) })
	if !known || len(g.Documents[i].Sources) == 0 {
		return ""
	}
	return g.Documents[i].Sources[0]
}

// Relations returns the relations that claims have, sorted.
func Relations(s *store.Store, v graph.Vocabulary) ([]string, error) {
	sn, err := s.Snapshot()
	if err != nil {
		return nil, fmt.Errorf("reading the relations: %w", err)
	}
	defer sn.Close()
	var relations []string
	r := &reader{ctx: context.Background(), sn: sn, v: v}
	err = r.values(graph.QRelation, func(x quad.Value) {
		if id, ok := v.RelationID(x); ok {
			relations = append(relations, id)
		}
	}, func(uint64) {})
	slices.Sort(relations)
	return relations, err
}
