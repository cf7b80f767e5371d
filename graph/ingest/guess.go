package ingest

import (
	"fmt"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// manyNames is how many names are looked through before the store is to forget these.
const manyNames = 50_000

// Meant is Called for one who may have written a part of a name, or misspelled it: where
// nobody goes by the name, it returns whom it can only mean, or else names that are near,
// as view.Names does. It looks through the names of all, a few tenths of a second for
// half a million, and reads of no more entities than it tells of.
func (w *Workspace) Meant(name string) (found []graph.Entity, near []string, ok bool, err error) {
	found, ok, err = w.Called(name)
	if len(found) > 0 || !ok || err != nil || view.Fold(name) == "" {
		return found, nil, ok, err
	}
	g := view.NewGuesser(name)
	longNames := map[string]bool{}
	n := 0
	for e, err := range w.store.Under(calledBucket("")) {
		if err != nil {
			return nil, nil, true, fmt.Errorf("looking through the names: %w", err)
		}
		if n++; n%manyNames == 0 {
			if err := w.store.Forget(); err != nil {
				return nil, nil, true, err
			}
		}
		if folded := strings.TrimPrefix(e.Bucket, calledBucket("")); len(folded) <= longestName {
			g.Show(e.Key, folded)
		} else { // of which the bucket has the beginning alone
			longNames[e.Key] = true
		}
	}
	for id := range longNames {
		e, err := w.entityOf(id)
		if err != nil {
			return nil, nil, true, err
		}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			g.Show(id, view.Fold(n))
		}
	}
	found, near, err = g.Guess(w.entityOf)
	return found, near, true, err
}
