package ingest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/resolve"
)

// mark is what the index knows of a shared entity without reading what it keeps of
// it: enough to see whether it changed, and to count.
type mark struct {
	hash                uint64
	typ                 string
	mentions, documents int
}

// Marks stand under 256 keys by a hash of their ID, so that a document more changes
// a few of these.
func markKey(id string) string { return fmt.Sprintf("%02x", uint8(resolve.Hash(id))) }

// marks returns the marks of the shared entities that are indexed. Where a sync was
// cut off they are made anew, with hashes alone.
func (w *Workspace) marks(sound bool) (map[string]mark, error) {
	out := map[string]mark{}
	if !sound {
		all, err := w.indexedEntities()
		for id, e := range all {
			out[id] = mark{hash: e.Hash()}
		}
		return out, err
	}
	same := map[string]string{}
	for e, err := range w.store.Entries(bucketMarks) {
		if err != nil {
			return nil, err
		}
		u := &unpacker{data: string(e.Value)}
		for range u.count() {
			id := u.word()
			out[id] = mark{u.hash(), shared(same, u.word()), u.number(), u.number()}
		}
		if err := u.end("marks", e.Key); err != nil {
			return nil, err
		}
	}
	have, err := w.synced()
	if err == nil && have.Entities != len(out) {
		err = fmt.Errorf("%w: it has %d entities, of %d", store.ErrDamaged, len(out), have.Entities)
	}
	return out, err
}

// markAll returns what changes in the index for it to have these marks in the place of
// those; all is that it has others, or none.
func markAll(was, now map[string]mark, all bool) (set []store.Entry) {
	changed := map[string]bool{}
	for id, m := range now {
		if all || was[id] != m {
			changed[markKey(id)] = true
		}
	}
	for id := range was {
		if _, ok := now[id]; all || !ok {
			changed[markKey(id)] = true
		}
	}
	if all {
		for i := range 256 {
			changed[fmt.Sprintf("%02x", i)] = true
		}
	}
	byKey := map[string][]string{}
	for id := range now {
		if k := markKey(id); changed[k] {
			byKey[k] = append(byKey[k], id)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(changed)) {
		ids := byKey[k]
		if len(ids) == 0 {
			set = append(set, store.Entry{Bucket: bucketMarks, Key: k})
			continue
		}
		slices.Sort(ids)
		var p packer
		p.number(len(ids))
		for _, id := range ids {
			m := now[id]
			p.word(id)
			p.hash(m.hash)
			p.word(m.typ)
			p.number(m.mentions)
			p.number(m.documents)
		}
		set = append(set, store.Entry{Bucket: bucketMarks, Key: k, Value: p})
	}
	return set
}

// sharing reads shared entities as indexed, each once. It is safe for concurrent use.
type sharing struct {
	w    *Workspace
	mu   sync.Mutex
	read map[string]*resolve.Entity
}

func (w *Workspace) sharing() *sharing { return &sharing{w: w, read: map[string]*resolve.Entity{}} }

func (s *sharing) entity(id string) (*resolve.Entity, error) {
	s.mu.Lock()
	e := s.read[id]
	s.mu.Unlock()
	if e != nil {
		return e, nil
	}
	e, err := s.w.indexedEntity(id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.read[id] = e
	return e, nil
}

// indexedEntity returns a shared entity as indexed.
func (w *Workspace) indexedEntity(id string) (*resolve.Entity, error) {
	e := &resolve.Entity{}
	there, err := w.kept(bucketEntities, id, e)
	if err == nil && !there {
		err = fmt.Errorf("%w: nothing is kept of entity %s", store.ErrDamaged, id)
	}
	return e, err
}

// indexedEntities returns all shared entities as indexed, by ID.
func (w *Workspace) indexedEntities() (map[string]*resolve.Entity, error) {
	out := map[string]*resolve.Entity{}
	for e, err := range w.store.Entries(bucketEntities) {
		if err != nil {
			return nil, err
		}
		x := &resolve.Entity{}
		if err := json.Unmarshal(e.Value, x); err != nil {
			return nil, fmt.Errorf("%w: entity %s: %w", store.ErrDamaged, e.Key, err)
		}
		out[e.Key] = x
	}
	return out, nil
}
