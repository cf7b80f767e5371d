package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/outline"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// Who goes by a name is kept under the name: in a bucket of its own, the IDs of the
// entities, each with whether the name or an alias is meant. So one who asks of few
// need not read of whom else the graph speaks.

const (
	isName  = "n"
	isAlias = "a"
)

// longestName is where the name of a bucket is cut; a hash then stands for the rest.
const longestName = 200

// calledBucket is where it is kept who goes by a name, which view.Fold has folded.
func calledBucket(folded string) string {
	if len(folded) > longestName {
		sum := sha256.Sum256([]byte(folded))
		folded = folded[:longestName] + " " + hex.EncodeToString(sum[:8])
	}
	return "called " + folded
}

// callsOf returns what is kept of the names of entities, by bucket and ID.
func callsOf(entities []*resolve.Entity) map[[2]string]string {
	out := map[[2]string]string{}
	for _, e := range entities {
		for i, name := range append([]string{e.Name}, e.Aliases...) {
			folded := view.Fold(name)
			if folded == "" {
				continue
			}
			k := [2]string{calledBucket(folded), e.ID}
			if i == 0 {
				out[k] = isName
			} else if out[k] == "" {
				out[k] = isAlias
			}
		}
	}
	return out
}

// call has the index know the names of entities in the place of those of others.
func (b *batch) call(was, now []*resolve.Entity) {
	if b.w.quadless {
		return
	}
	old, calls := callsOf(was), callsOf(now)
	var set []store.Entry
	for k := range old {
		if _, stays := calls[k]; !stays {
			set = append(set, store.Entry{Bucket: k[0], Key: k[1]})
		}
	}
	for k, kind := range calls {
		if old[k] != kind {
			set = append(set, store.Entry{Bucket: k[0], Key: k[1], Value: []byte(kind)})
		}
	}
	slices.SortFunc(set, func(a, b store.Entry) int { return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), cmp.Compare(a.Key, b.Key)) })
	b.set = append(b.set, set...)
}

// Called returns the entities that go by a name as people write it, sorted by ID: the
// one of that ID, or else those of that name, or else those with that alias. It looks
// up no more than these; ok is false where the workspace has no quads. Where there is
// none, Meant tells what may have been meant.
func (w *Workspace) Called(name string) (found []graph.Entity, ok bool, err error) {
	if w.quadless {
		return nil, false, nil
	}
	if e, known, err := outline.Entity(w.store, w.vocab, name); known || err != nil {
		return []graph.Entity{e.Entity}, true, err
	}
	folded := view.Fold(name)
	if folded == "" {
		return nil, true, nil
	}
	byKind := map[string][]string{}
	for e, err := range w.store.Entries(calledBucket(folded)) {
		if err != nil {
			return nil, true, err
		}
		byKind[string(e.Value)] = append(byKind[string(e.Value)], e.Key)
	}
	ids := byKind[isName]
	if len(ids) == 0 {
		ids = byKind[isAlias]
	}
	for _, id := range ids {
		e, err := w.entityOf(id)
		if err != nil {
			return nil, true, err
		}
		found = append(found, e)
	}
	return found, true, nil
}

// entityOf returns what the index has of the entity of an ID that it knows.
func (w *Workspace) entityOf(id string) (graph.Entity, error) {
	e, known, err := outline.Entity(w.store, w.vocab, id)
	if err == nil && !known {
		err = fmt.Errorf("%w: nothing is kept of entity %s", store.ErrDamaged, id)
	}
	return e.Entity, err
}

// Know adds to a graph that holds a few entities and documents, both sorted by ID,
// those of these IDs that it has not, as Names has them.
func (w *Workspace) Know(few *graph.Graph, entities, documents []string) error {
	return outline.Know(w.store, w.vocab, few, entities, documents)
}

// Seats returns the IDs of the entities whose names may stand for an entity, sorted.
func (w *Workspace) Seats(id string) ([]string, error) {
	var ids []string
	for q, err := range w.store.Match(nil, graph.QStandsFor, w.vocab.EntityIRI(id), nil) {
		if err != nil {
			return nil, err
		}
		if seat, ok := w.vocab.EntityID(q.Subject); ok {
			ids = append(ids, seat)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// AboutFew is About for one who knows few: it adds to the graph whom and which
// documents the claims name.
func (w *Workspace) AboutFew(ctx context.Context, few *graph.Graph, ids ...string) ([]graph.Claim, error) {
	claims, err := outline.Unnamed(ctx, w.store, w.vocab, ids...)
	if err != nil {
		return nil, err
	}
	if err := w.KnowAll(few, claims); err != nil {
		return nil, err
	}
	outline.Name(few, claims)
	return claims, nil
}

// KnowAll is Know for whom and which documents claims name.
func (w *Workspace) KnowAll(few *graph.Graph, claims []graph.Claim) error {
	var entities, documents []string
	for i := range claims {
		c := &claims[i]
		entities = append(entities, c.Subject.ID)
		if c.Object != nil {
			entities = append(entities, c.Object.ID)
		}
		if c.Speaker != nil {
			entities = append(entities, c.Speaker.ID)
		}
		if c.Place != nil {
			entities = append(entities, c.Place.ID)
		}
		documents = append(documents, c.Evidence.Document)
	}
	return w.Know(few, entities, documents)
}

// IsSource reports whether a document has a source of that name.
func (w *Workspace) IsSource(name string) (bool, error) {
	for _, err := range w.store.Match(nil, graph.QSource, quad.String(name), nil) {
		return err == nil, err
	}
	return false, nil
}
