package ingest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// The index keeps, beside the quads, what makes the next build quick: of every
// document its record (bucket documents, key ID), of every shared entity what
// its quads were written from (bucket entities, key ID), and what all of it was
// derived from (bucket state, key synced). All values are JSON.
const (
	bucketDocuments = "documents"
	bucketEntities  = "entities"
	bucketState     = "state"
	keySynced       = "synced"
)

// indexFormat is raised whenever the same truth gives other quads or records.
const indexFormat = 4

// record is what the index knows of a document without opening its file. It is
// not changed once made.
type record struct {
	Checksum string              `json:"c"` // of the document file that was indexed
	Reader   string              `json:"r"`
	Sources  []text.Source       `json:"s"`
	Title    string              `json:"t,omitempty"`
	Date     string              `json:"d,omitempty"`
	Locals   []resolve.Local     `json:"e,omitempty"`
	Statuses map[text.Status]int `json:"k,omitempty"` // claims by status
	Words    int                 `json:"w,omitempty"`

	// What a person's decisions did to the document before all of this was noted:
	// which they are, which of them were followed, and how many claims they rejected.
	Edits    string   `json:"x,omitempty"`
	Hits     []string `json:"h,omitempty"`
	Rejected int      `json:"j,omitempty"`

	// IDs are the shared entities that Locals were resolved to when the document's
	// quads were written; "" is one of the document's own, whose quads go with it.
	IDs []string `json:"i,omitempty"`
}

// newRecord returns the record of a document that is yet to be indexed, after
// carrying out what a person decided of it, which changes d.
func (w *Workspace) newRecord(h ledger.Header, d *text.Document) *record {
	e := w.edits.Apply(d)
	r := &record{
		Checksum: h.Checksum, Reader: h.Reader, Sources: d.Sources, Title: d.Title, Date: d.Date,
		Locals: resolve.Summarize(d).Entities, Statuses: map[text.Status]int{}, Words: words(d.Text),
		Edits: e.Print, Hits: e.Hits, Rejected: len(e.Rejected),
	}
	for i := range d.Claims {
		r.Statuses[d.Claims[i].Status]++
	}
	return r
}

// words counts runs of anything but white space.
func words(s string) (n int) {
	in := false
	for i := range len(s) {
		space := s[i] <= ' '
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}

func (r *record) summary(id string) *resolve.Summary {
	return &resolve.Summary{ID: id, Sources: r.Sources, Entities: r.Locals, Hits: r.Hits}
}

// entry returns what the index keeps under a key; a nil value removes it.
func entry(bucket, key string, value any) (store.Entry, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return store.Entry{}, fmt.Errorf("indexing %s: %w", key, err)
	}
	return store.Entry{Bucket: bucket, Key: key, Value: data}, nil
}

// load reads all records, once.
func (w *Workspace) load() error {
	w.loading.Lock()
	defer w.loading.Unlock()
	if w.docs != nil {
		return nil
	}
	indexed := map[string]*record{}
	for e, err := range w.store.Entries(bucketDocuments) {
		if err != nil {
			return err
		}
		r := &record{}
		if err := json.Unmarshal(e.Value, r); err != nil {
			return fmt.Errorf("%w: record of document %s: %w", store.ErrDamaged, e.Key, err)
		}
		indexed[e.Key] = r
	}
	have, err := w.synced()
	if err != nil {
		return err
	}
	by := have.Stamp.Words
	if have.Schema != w.print { // who goes by a name is the schema's word as well
		by = ""
	}
	if err := w.readDecisions(by); err != nil {
		return err
	}
	w.indexed, w.docs, w.origins = indexed, maps.Clone(indexed), map[string][]string{}
	for id, r := range indexed {
		w.setOrigins(id, nil, r.Sources)
	}
	return nil
}

// put notes that the truth now holds a document, or with nil that it does not.
func (w *Workspace) put(id string, r *record) {
	var before, after []text.Source
	if old := w.docs[id]; old != nil {
		before = old.Sources
	}
	if r != nil {
		after = r.Sources
		w.docs[id] = r
	} else {
		delete(w.docs, id)
	}
	w.setOrigins(id, before, after)
}

// setOrigins keeps the look-up from origins to documents.
func (w *Workspace) setOrigins(id string, before, after []text.Source) {
	for _, s := range before {
		w.origins[s.Origin] = slices.DeleteFunc(w.origins[s.Origin], func(o string) bool { return o == id })
	}
	for _, s := range after {
		if s.Origin != "" && !slices.Contains(w.origins[s.Origin], id) {
			w.origins[s.Origin] = append(w.origins[s.Origin], id)
		}
	}
}

// shared returns the entities that documents may share, as indexed, by ID.
func (w *Workspace) shared() (map[string]*resolve.Entity, error) {
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

// entities returns the entities of a document by its record, as indexed.
func (r *record) entities(shared map[string]*resolve.Entity) []*resolve.Entity {
	out := make([]*resolve.Entity, len(r.IDs))
	for i, id := range r.IDs {
		if out[i] = shared[id]; out[i] == nil {
			out[i] = r.Locals[i].Entity()
		}
	}
	return out
}
