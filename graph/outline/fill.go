package outline

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// Fill returns claims of an outline with all their words, in the same order. It
// takes about a tenth of a millisecond a claim. It fails where the store, which may
// have changed since, no longer holds one of them.
func Fill(s *store.Store, v graph.Vocabulary, claims []*graph.Claim) ([]graph.Claim, error) {
	full := make([]graph.Claim, len(claims))
	for i, c := range claims {
		quads, err := quadsOf(s, v, c.ID)
		if err != nil {
			return nil, err
		}
		f, err := v.ClaimFrom(quads)
		if err != nil {
			return nil, fmt.Errorf("reading claim %s: %w", c.ID, err)
		}
		f.Subject.Entity, f.Speaker, f.Place, f.Evidence.Source = c.Subject.Entity, c.Speaker, c.Place, c.Evidence.Source
		if f.Object != nil && c.Object != nil {
			f.Object.Entity = c.Object.Entity
		}
		full[i] = *f
	}
	return full, nil
}

// quadsOf returns what the store tells of a claim and of the words that stand for
// its subject and object.
func quadsOf(s *store.Store, v graph.Vocabulary, id string) ([]quad.Quad, error) {
	var quads []quad.Quad
	for q, err := range s.Match(v.ClaimIRI(id), nil, nil, nil) {
		if err != nil {
			return nil, err
		}
		quads = append(quads, q)
	}
	for _, q := range quads {
		if q.Predicate != graph.QSubjectMention && q.Predicate != graph.QObjectMention {
			continue
		}
		for words, err := range s.Match(q.Object, graph.Exact, nil, nil) {
			if err != nil {
				return nil, err
			}
			quads = append(quads, words)
		}
	}
	return quads, nil
}
