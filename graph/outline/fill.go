package outline

import (
	"context"
	"fmt"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// Fill returns claims of an outline with all their words, in the same order. It
// takes some hundredths of a millisecond a claim. It fails where the store, which may
// have changed since, no longer holds one of them.
func Fill(s *store.Store, v graph.Vocabulary, claims []*graph.Claim) ([]graph.Claim, error) {
	filled := make([]graph.Claim, len(claims))
	err := gathering(s, func(x *gatherer) error {
		numbers := make([]store.ID, len(claims))
		for i, c := range claims {
			var err error
			if numbers[i], err = x.id(v.ClaimIRI(c.ID)); err != nil {
				return err
			}
			if numbers[i] == 0 {
				return fmt.Errorf("reading claim %s: nothing is kept of it", c.ID)
			}
		}
		slices.Sort(numbers)
		found, err := x.claims(context.Background(), v, slices.Compact(numbers))
		if err != nil {
			return err
		}
		byID := make(map[string]*graph.Claim, len(found))
		for i := range found {
			byID[found[i].ID] = &found[i]
		}
		for i, c := range claims {
			if byID[c.ID] == nil {
				return fmt.Errorf("reading claim %s: nothing is kept of it", c.ID)
			}
			filled[i] = full(byID[c.ID], c)
		}
		return nil
	})
	return filled, err
}

// full is a claim with the names that an outline has of it.
func full(read, c *graph.Claim) graph.Claim {
	f := *read
	subject := *f.Subject
	subject.Entity = c.Subject.Entity
	f.Subject, f.Speaker, f.Place, f.Evidence.Source = &subject, c.Speaker, c.Place, c.Evidence.Source
	if f.Object != nil && c.Object != nil {
		object := *f.Object
		object.Entity = c.Object.Entity
		f.Object = &object
	}
	return f
}
