package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// The index keeps, beside the quads, what makes the next build quick:
//
//	heads      ID      what is to be known of every document (record)
//	documents  ID      its entities, and which of the graph they are (body)
//	words      000000  the words that heads are written with, a thousand each (words.go)
//	called …   ID      whether that name, or an alias, is an entity's (called.go)
//	entities   ID      what the quads of an entity that documents share were written from, as JSON
//	marks      00      hashes of those entities, and how often they are mentioned (marks.go)
//	state      synced  what all of it was derived from, as JSON
const (
	bucketHeads     = "heads"
	bucketDocuments = "documents"
	bucketWords     = "words"
	bucketEntities  = "entities"
	bucketMarks     = "marks"
	bucketState     = "state"
	keySynced       = "synced"
)

// indexFormat is raised whenever the same truth gives other quads or records.
const indexFormat = 5

// record is what the index knows of a document without opening its file: some
// hundreds of bytes, so that those of a hundred thousand documents are read at once.
// It is not changed once made.
type record struct {
	Checksum string // of the document file that was indexed
	Reader   string
	Sources  []text.Source
	Title    string
	Date     string
	Statuses []Count // claims by status, the most frequent first
	Words    int

	// What a person's decisions did to the document before all of this was noted:
	// which they are, which of them were followed, and how many claims they rejected.
	Edits    string
	Hits     []string
	Rejected int

	// packed is what resolution needs to know of the document's entities.
	packed string

	// print tells to which entities of the graph the document's were resolved when its
	// quads were written. own counts, by type, those that are the document's own, whose
	// quads go with it, and top is how often the one most mentioned is.
	print uint64
	own   []Count
	top   int

	locals []resolve.Local // kept in a workspace without quads alone
}

// body is the rest of what the index knows of a document.
type body struct {
	Locals []resolve.Local
	// IDs are the shared entities that Locals were resolved to when the document's
	// quads were written; "" is one of the document's own.
	IDs []string
}

// newRecord returns the record of a document that is yet to be indexed, after
// carrying out what a person decided of it, which changes d.
func (w *Workspace) newRecord(h ledger.Header, d *text.Document) *record {
	e := w.edits.Apply(d)
	locals := resolve.Summarize(d).Entities
	r := &record{
		Checksum: h.Checksum, Reader: h.Reader, Sources: d.Sources, Title: d.Title, Date: d.Date,
		Words: words(d.Text),
		Edits: e.Print, Hits: e.Hits, Rejected: len(e.Rejected), packed: w.words.Pack(locals),
	}
	statuses := map[string]int{}
	for i := range d.Claims {
		statuses[string(d.Claims[i].Status)]++
	}
	r.Statuses = counts(statuses)
	if w.quadless {
		r.locals = locals
	}
	return r
}

// claims returns how many claims the document makes.
func (r *record) claims() (n int) {
	for _, c := range r.Statuses {
		n += c.N
	}
	return n
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

// resolved returns the record of a document whose entities are those of the graph.
func (r *record) resolved(b *body, print uint64) *record {
	now := *r
	now.print, now.own, now.top = print, nil, 0
	own := map[string]int{}
	for i, id := range b.IDs {
		if id == "" {
			own[b.Locals[i].Type]++
			now.top = max(now.top, b.Locals[i].Weight)
		}
	}
	now.own = counts(own)
	return &now
}

// pack writes a record.
func (r *record) pack() []byte {
	var p packer
	p.word(r.Checksum)
	p.word(r.Reader)
	p.number(len(r.Sources))
	for _, s := range r.Sources {
		p.words([]string{s.Name, s.Origin, s.Author, s.URL})
	}
	p.word(r.Title)
	p.word(r.Date)
	p.counts(r.Statuses)
	p.number(r.Words)
	p.word(r.Edits)
	p.words(r.Hits)
	p.number(r.Rejected)
	p.word(r.packed)
	p.hash(r.print)
	p.counts(r.own)
	p.number(r.top)
	return p
}

func (p *packer) counts(list []Count) {
	p.number(len(list))
	for _, c := range list {
		p.word(c.Name)
		p.number(c.N)
	}
}

func (u *unpacker) counts() []Count {
	n := u.count()
	if n == 0 {
		return nil
	}
	out := make([]Count, n)
	for i := range out {
		out[i] = Count{u.word(), u.number()}
	}
	return out
}

// unpackRecord reads what pack wrote. Words that recur in most records are those of same.
func unpackRecord(id string, data []byte, same map[string]string) (*record, error) {
	u := &unpacker{data: string(data)}
	r := &record{Checksum: u.word(), Reader: shared(same, u.word())}
	for range u.count() {
		if u.count() != 4 {
			u.bad = true
			break
		}
		r.Sources = append(r.Sources, text.Source{Name: u.word(), Origin: u.word(), Author: u.word(), URL: u.word()})
	}
	r.Title, r.Date = u.word(), u.word()
	r.Statuses = u.counts()
	r.Words, r.Edits, r.Hits, r.Rejected = u.number(), u.word(), u.words(), u.number()
	r.packed = u.word()
	r.print, r.own, r.top = u.hash(), u.counts(), u.number()
	return r, u.end("the record of document", id)
}

// shared returns a word that is the same piece of memory wherever it recurs.
func shared(same map[string]string, word string) string {
	if s, ok := same[word]; ok {
		return s
	}
	same[word] = word
	return word
}

// pack writes a body.
func (b *body) pack() []byte {
	var p packer
	p.number(len(b.Locals))
	for i := range b.Locals {
		l := &b.Locals[i]
		p.word(b.IDs[i])
		p.word(l.ID)
		p.word(l.Name)
		p.word(l.Type)
		p.words(l.Aliases)
		p.words(l.Links)
		p.number(l.Weight)
		p.words(l.Roles)
		p.number(len(l.Of))
		for _, j := range l.Of {
			p.number(j)
		}
		p.number(int(l.Scope))
		p.word(l.Split)
	}
	return p
}

func unpackBody(id string, data []byte) (*body, error) {
	u := &unpacker{data: string(data)}
	n := u.count()
	b := &body{Locals: make([]resolve.Local, n), IDs: make([]string, n)}
	for i := range b.Locals {
		l := &b.Locals[i]
		b.IDs[i], l.ID, l.Name, l.Type = u.word(), u.word(), u.word(), u.word()
		l.Aliases, l.Links, l.Weight, l.Roles = u.words(), u.words(), u.number(), u.words()
		for range u.count() {
			l.Of = append(l.Of, u.number())
		}
		l.Scope, l.Split = resolve.Scope(u.number()), u.word()
	}
	return b, u.end("what is kept of document", id)
}

// bodyOf returns what the index knows of a document's entities.
func (w *Workspace) bodyOf(id string) (*body, error) {
	data, err := w.store.Meta(bucketDocuments, id)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, fmt.Errorf("%w: nothing is kept of document %s", store.ErrDamaged, id)
	}
	return unpackBody(id, data)
}

// calls returns the names by which a document calls an entity of the graph. It reads no
// more of what is kept of the document than these.
func (w *Workspace) calls(document, entity string) (names []string, err error) {
	data, err := w.store.Meta(bucketDocuments, document)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, fmt.Errorf("%w: nothing is kept of document %s", store.ErrDamaged, document)
	}
	u := &unpacker{data: string(data)}
	for range u.count() {
		id := u.word()
		u.word() // the local's own ID
		if name := u.word(); id == entity {
			names = append(names, name)
		}
		u.word()
		u.passWords()
		u.passWords()
		u.number()
		u.passWords()
		for range u.count() {
			u.number()
		}
		u.number()
		u.word()
	}
	return names, u.end("what is kept of document", document)
}

// localsOf returns a document's entities, as the truth has them.
func (w *Workspace) localsOf(id string) ([]resolve.Local, error) {
	now, was := w.docs[id], w.indexed[id]
	if now.locals != nil {
		return now.locals, nil
	}
	if was != nil && was.sameAs(now) {
		b, err := w.bodyOf(id)
		if err != nil {
			return nil, err
		}
		return b.Locals, nil
	}
	got, _, err := w.decided(id)
	if err != nil {
		return nil, err
	}
	return resolve.Summarize(got.Document).Entities, nil
}

// sameAs reports whether two records are of the same document, read and judged alike.
func (r *record) sameAs(o *record) bool {
	return r.Checksum == o.Checksum && r.Reader == o.Reader && r.Edits == o.Edits
}

// entry returns what the index keeps under a key as JSON; a nil value removes it.
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
	indexed, err := w.readHeads()
	if err != nil {
		return err
	}
	have, err := w.synced()
	if err != nil {
		return err
	}
	if err := w.readWords(); err != nil {
		return err
	}
	if have.Format != 0 && have.Documents != len(indexed) {
		return fmt.Errorf("%w: it has the records of %d documents, of %d", store.ErrDamaged, len(indexed), have.Documents)
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

// readHeads reads the records of all documents, some while others are being fetched.
func (w *Workspace) readHeads() (map[string]*record, error) {
	type head struct {
		id     string
		record *record
	}
	const some = 256 // at a time
	var parts [][]head
	var g errgroup.Group
	unpack := func(entries []store.Entry) {
		part := make([]head, len(entries))
		parts = append(parts, part)
		g.Go(func() (err error) {
			same := map[string]string{}
			for i, e := range entries {
				part[i].id = e.Key
				if part[i].record, err = unpackRecord(e.Key, e.Value, same); err != nil {
					return err
				}
			}
			return nil
		})
	}
	var next []store.Entry
	for e, err := range w.store.Entries(bucketHeads) {
		if err != nil {
			return nil, errors.Join(err, g.Wait())
		}
		if next = append(next, e); len(next) == some {
			unpack(next)
			next = nil
		}
	}
	unpack(next)
	if err := g.Wait(); err != nil {
		return nil, err
	}
	indexed := make(map[string]*record, len(parts)*some)
	for _, part := range parts {
		for _, h := range part {
			indexed[h.id] = h.record
		}
	}
	return indexed, nil
}

// put notes that the truth now holds a document, or with nil that it does not.
func (w *Workspace) put(id string, r *record) {
	var before, after []text.Source
	w.touched = true
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
	all := after
	for len(before) > 0 && len(after) > 0 && before[0].Origin == after[0].Origin { // most stay, where a thousand rows say the same
		before, after = before[1:], after[1:]
	}
	for len(before) > 0 && len(after) > 0 && before[len(before)-1].Origin == after[len(after)-1].Origin {
		before, after = before[:len(before)-1], after[:len(after)-1]
	}
	for _, s := range before {
		if !slices.ContainsFunc(all, func(o text.Source) bool { return o.Origin == s.Origin }) {
			w.origins[s.Origin] = slices.DeleteFunc(w.origins[s.Origin], func(o string) bool { return o == id })
		}
	}
	for _, s := range after {
		if s.Origin != "" && !slices.Contains(w.origins[s.Origin], id) {
			w.origins[s.Origin] = append(w.origins[s.Origin], id)
		}
	}
}

// entities returns the entities of a document, as indexed: ids are those of its body,
// locals its entities.
func (s *sharing) entities(ids []string, locals []resolve.Local) ([]*resolve.Entity, error) {
	if len(ids) != len(locals) {
		return nil, fmt.Errorf("%w: of a document's %d entities %d are kept", store.ErrDamaged, len(locals), len(ids))
	}
	out := make([]*resolve.Entity, len(ids))
	for i, id := range ids {
		if id == "" {
			out[i] = locals[i].Entity()
			continue
		}
		e, err := s.entity(id)
		if err != nil {
			return nil, err
		}
		out[i] = e
	}
	return out, nil
}
