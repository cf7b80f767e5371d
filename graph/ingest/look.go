package ingest

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/internal/resolve"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// errStop ends a walk whose caller has seen enough.
var errStop = errors.New("stop")

// opened is a document with its entities in the graph.
type opened struct {
	doc    *text.Document
	ents   []*resolve.Entity
	claims []graph.Claim
	err    error
}

// walk opens the documents of these IDs and hands each on, in order. A damaged
// one is told to Notice and passed over.
func (w *Workspace) walk(ctx context.Context, ids []string, take func(*opened) error) error {
	sharing := w.sharing()
	open := func(_ context.Context, i int) *opened {
		got, _, err := w.decided(ids[i])
		if err != nil {
			return &opened{err: err}
		}
		b, err := w.bodyOf(ids[i])
		if err != nil {
			return &opened{err: err}
		}
		o := &opened{doc: got.Document}
		if o.ents, o.err = sharing.entities(b.IDs, b.Locals); o.err == nil {
			o.claims, o.err = resolve.Claims(o.doc, o.ents)
		}
		return o
	}
	return ordered(ctx, w.opt.Workers, len(ids), open, func(i int, o *opened) error {
		if i%manyBodies == manyBodies-1 {
			if err := w.store.Forget(); err != nil {
				return err
			}
		}
		var damage *ledger.DamagedError
		if errors.As(o.err, &damage) {
			w.opt.Notice(o.err.Error())
			return nil
		}
		if o.err != nil {
			return o.err
		}
		return take(o)
	})
}

// ids returns the IDs of all documents in the index, sorted.
func (w *Workspace) ids() ([]string, error) {
	if err := w.load(); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(w.indexed)), nil
}

// Claims returns all claims: by document, and within one as the text has them.
// An error, or the end of ctx, ends the loop; a damaged document is told to
// Options.Notice and passed over.
func (w *Workspace) Claims(ctx context.Context) iter.Seq2[graph.Claim, error] {
	return w.claimsOf(ctx, w.ids, inText)
}

// ClaimsAsRead returns all claims in the order of view.InReadingOrder: by source,
// document and place. It holds those of a few documents at a time, and ends as Claims
// does.
func (w *Workspace) ClaimsAsRead(ctx context.Context) iter.Seq2[graph.Claim, error] {
	return w.ClaimsAsReadIn(ctx, func(string) bool { return true })
}

// ClaimsAsReadIn is ClaimsAsRead for the documents of whose IDs keep says so; no others
// are opened.
func (w *Workspace) ClaimsAsReadIn(ctx context.Context, keep func(id string) bool) iter.Seq2[graph.Claim, error] {
	bySource := func() ([]string, error) {
		ids, err := w.ids()
		if err != nil {
			return nil, err
		}
		source := func(id string) string {
			if s := w.indexed[id].Sources; len(s) > 0 {
				return s[0].Name
			}
			return ""
		}
		ids = slices.DeleteFunc(ids, func(id string) bool { return !keep(id) })
		slices.SortStableFunc(ids, func(a, b string) int { return strings.Compare(source(a), source(b)) })
		return ids, nil
	}
	return w.claimsOf(ctx, bySource, func(a, b graph.Claim) int { return view.InReadingOrder(&a, &b) })
}

func (w *Workspace) claimsOf(ctx context.Context, ids func() ([]string, error), compare func(a, b graph.Claim) int) iter.Seq2[graph.Claim, error] {
	return func(yield func(graph.Claim, error) bool) {
		documents, err := ids()
		if err == nil && w.indexOnly {
			w.claimsOfIndex(ctx, documents, compare, yield)
			return
		}
		if err == nil {
			err = w.walk(ctx, documents, func(o *opened) error {
				slices.SortStableFunc(o.claims, compare)
				for _, c := range o.claims {
					if !yield(c, nil) {
						return errStop
					}
				}
				return nil
			})
		}
		if err != nil && err != errStop {
			yield(graph.Claim{}, err)
		}
	}
}

func inText(a, b graph.Claim) int {
	return cmp.Or(a.Evidence.Start-b.Evidence.Start, a.Evidence.End-b.Evidence.End)
}

// Entities returns all entities, by ID, with where they are mentioned.
func (w *Workspace) Entities(ctx context.Context) iter.Seq2[graph.Profile, error] {
	return func(yield func(graph.Profile, error) bool) {
		g, err := w.graph(ctx, false)
		if err != nil {
			yield(graph.Profile{}, err)
			return
		}
		for _, p := range g.Entities {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// Graph returns the whole graph in memory.
func (w *Workspace) Graph(ctx context.Context) (*graph.Graph, error) { return w.graph(ctx, true) }

func (w *Workspace) graph(ctx context.Context, claims bool) (*graph.Graph, error) {
	if w.indexOnly {
		g, err := w.graphOfIndex(ctx)
		if err == nil && !claims {
			g = withoutClaims(g)
		}
		return g, err
	}
	ids, err := w.ids()
	if err != nil {
		return nil, err
	}
	g := &graph.Graph{}
	profiles := map[string]*graph.Profile{}
	called := callings{}
	err = w.walk(ctx, ids, func(o *opened) error {
		g.Documents = append(g.Documents, resolve.Document(o.doc))
		if claims {
			g.Claims = append(g.Claims, o.claims...)
		}
		mentions := resolve.Mentions(o.doc, o.ents)
		for i, e := range o.ents {
			called.note(e, o.doc.Entities[i].Name, o.doc.ID)
			p := profiles[e.ID]
			if p == nil {
				p = &graph.Profile{
					Entity: e.Entity, Mentions: []graph.SourcedMention{}, Links: append([]string{}, e.Links...),
					StandsFor: e.StandsFor, Joined: e.Joined, Apart: e.Apart,
				}
				profiles[e.ID] = p
			}
			p.Mentions = append(p.Mentions, mentions[e.ID]...)
			delete(mentions, e.ID) // two of a document's entities may be one
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(profiles)) {
		p := profiles[id]
		p.Joined = slices.Concat(called.reasons(p, w.resolver()), p.Joined)
		g.Entities = append(g.Entities, *p)
	}
	slices.SortFunc(g.Claims, func(a, b graph.Claim) int { return strings.Compare(a.ID, b.ID) })
	return g, nil
}

// Document returns a document with all that was read from it and decided of it, by
// its ID.
// ledger.ErrNotFound where there is none, and ErrNoText where the graph has it and its
// text is elsewhere.
func (w *Workspace) Document(id string) (*text.Document, error) {
	if err := w.load(); err != nil {
		return nil, err
	}
	r, _, err := w.decided(id)
	if err != nil {
		return nil, err
	}
	return r.Document, nil
}

// DocumentInfo is what is known of a document without opening it.
type DocumentInfo struct {
	ID      string
	Sources []text.Source
	Title   string
	Date    string
	Words   int
	Claims  int
}

// Documents returns all documents, by ID.
func (w *Workspace) Documents() ([]DocumentInfo, error) {
	ids, err := w.ids()
	if err != nil {
		return nil, err
	}
	out := make([]DocumentInfo, len(ids))
	for i, id := range ids {
		r := w.indexed[id]
		out[i] = DocumentInfo{ID: id, Sources: r.Sources, Title: r.Title, Date: r.Date, Words: r.Words, Claims: r.claims()}
	}
	return out, nil
}

// Stats are the sizes of a graph.
type Stats struct {
	Documents, Words int
	Entities         int
	Types            []Count // entities by type, the most frequent first
	Claims           int
	Statuses         []Count // claims by status, in the order of graph.Statuses
	Busiest          []Busy  // the entities most mentioned
	Quads            int64
	IndexBytes       int64
	Damaged          []string // documents that could not be read, and why
}

// Count is how many there are of something.
type Count struct {
	Name string
	N    int
}

// Busy is an entity and how often it is mentioned, in how many documents.
type Busy struct {
	graph.Entity
	Mentions, Documents int
}

// busiest is how many entities Stats names.
const busiest = 10

// Stats returns the sizes of the graph, without opening any document.
func (w *Workspace) Stats() (*Stats, error) {
	ids, err := w.ids()
	if err != nil {
		return nil, err
	}
	marks, err := w.marks(true)
	if err != nil {
		return nil, err
	}
	s := &Stats{Documents: len(ids), Damaged: w.damages(), Entities: len(marks)}
	types, statuses := map[string]int{}, map[string]int{}
	for _, m := range marks {
		types[m.typ]++
	}
	for _, id := range ids {
		r := w.indexed[id]
		s.Words += r.Words
		for _, c := range r.Statuses {
			statuses[c.Name] += c.N
		}
		s.Claims += r.claims()
		for _, c := range r.own {
			types[c.Name] += c.N
			s.Entities += c.N
		}
	}
	s.Types = counts(types)
	for _, k := range graph.Statuses {
		if n := statuses[string(k)]; n > 0 {
			s.Statuses = append(s.Statuses, Count{string(k), n})
		}
	}
	if s.Busiest, err = w.mostMentioned(ids, marks); err != nil {
		return nil, err
	}
	st, err := w.store.Stats()
	s.Quads, s.IndexBytes = st.Quads, st.Bytes
	return s, err
}

// counts returns what was counted, the most frequent first.
func counts(m map[string]int) []Count {
	out := make([]Count, 0, len(m))
	for name, n := range m {
		out = append(out, Count{name, n})
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(b.N-a.N, strings.Compare(a.Name, b.Name)) })
	return out
}

// mostMentioned returns the entities that are most mentioned.
func (w *Workspace) mostMentioned(ids []string, marks map[string]mark) ([]Busy, error) {
	all := make([]Busy, 0, len(marks))
	for id, m := range marks {
		all = append(all, Busy{graph.Entity{ID: id}, m.mentions, m.documents})
	}
	all = most(all, busiest)
	least := 0
	if len(all) == busiest {
		least = all[busiest-1].Mentions
	}
	for _, id := range ids { // a document's own are seldom among them
		if r := w.indexed[id]; len(r.own) == 0 || r.top < least {
			continue
		}
		b, err := w.bodyOf(id)
		if err != nil {
			return nil, err
		}
		for i := range b.Locals {
			if l := &b.Locals[i]; b.IDs[i] == "" && l.Weight >= least {
				all = append(all, Busy{l.Entity().Entity, l.Weight, 1})
			}
		}
		if len(all) > 100*busiest {
			all = most(all, busiest)
			least = all[busiest-1].Mentions
		}
	}
	all = most(all, busiest)
	for i := range all {
		if _, shared := marks[all[i].ID]; shared {
			e, err := w.indexedEntity(all[i].ID)
			if err != nil {
				return nil, err
			}
			all[i].Entity = e.Entity
		}
	}
	return all, nil
}

// most returns the n most mentioned.
func most(all []Busy, n int) []Busy {
	slices.SortFunc(all, func(a, b Busy) int { return cmp.Or(b.Mentions-a.Mentions, strings.Compare(a.ID, b.ID)) })
	return slices.Clone(all[:min(n, len(all))])
}
