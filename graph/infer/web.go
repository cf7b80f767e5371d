package infer

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/schema"
)

// use is what a claim is to a relation: a link of it as it stands, or turned round,
// by which property.
type use struct {
	relation string
	turned   graph.How // Symmetric or Inverse; "" as it stands
}

// ends returns the entities that the claim ties in this use, the first first.
func (u use) ends(c *graph.Claim) (from, to *graph.Entity) {
	if u.turned != "" {
		return &c.Object.Entity, &c.Subject.Entity
	}
	return &c.Subject.Entity, &c.Object.Entity
}

// sourcesOf returns, for each relation of the schema, what its claims are links of.
// Of two relations it is enough that one names the other as its inverse.
func sourcesOf(s *schema.Schema) map[string][]use {
	uses := map[string][]use{}
	add := func(of string, u use) {
		if !slices.Contains(uses[of], u) {
			uses[of] = append(uses[of], u)
		}
	}
	for _, r := range s.Relations {
		if transitive(s, r) {
			add(r.ID, use{r.ID, ""})
		}
		if r.Symmetric || r.Inverse == r.ID {
			add(r.ID, use{r.ID, graph.Symmetric})
		} else if r.Inverse != "" {
			add(r.ID, use{r.Inverse, graph.Inverse})
			add(r.Inverse, use{r.ID, graph.Inverse})
		}
	}
	return uses
}

// transitive reports whether a relation is transitive, or its inverse is, which is
// the same.
func transitive(s *schema.Schema, r *schema.Relation) bool {
	return r.Transitive || slices.ContainsFunc(s.Inverses(r.ID), func(i *schema.Relation) bool { return i.Transitive })
}

// web is all links of one relation. Its entities go by number, so that a search
// need not look names up.
type web struct {
	relation   *schema.Relation
	transitive bool
	// oneKind asks that all of a chain are of one kind. A relation that holds among
	// several kinds of thing changes its meaning between them: Chechnya is part of
	// Russia, and Russia part of an alliance.
	oneKind bool

	entities []*graph.Entity
	number   map[string]int
	out, in  [][]*link // by entity, sorted by the other end
	hub      []bool    // by entity
	starts   []int     // entities with links that lead on, sorted by ID
	pool     sync.Pool // of *ways
}

// link is a claim as a tie of the web's relation.
type link struct {
	from, to int
	claim    *graph.Claim
	turned   graph.How
	rank     int   // of links that are equally sure the least is preferred
	doubt    int64 // the confidence's negative logarithm, in millionths, so that sums are exact
	when     window
	chains   bool // whether it may be one of several
}

func newWeb(s *schema.Schema, relation string) *web {
	r := s.Relation(relation)
	w := &web{relation: r, transitive: transitive(s, r), number: map[string]int{}}
	w.oneKind = len(kinds(s, r.To)) > 1
	for _, i := range s.Inverses(relation) {
		w.oneKind = w.oneKind || len(kinds(s, i.To)) > 1
	}
	return w
}

// kinds returns the kinds of the types: those that are a kind of nothing.
func kinds(s *schema.Schema, types []string) map[string]bool {
	all := map[string]bool{}
	for _, t := range types {
		all[kind(s, t)] = true
	}
	return all
}

func kind(s *schema.Schema, id string) string {
	for t := s.Type(id); t != nil && t.Parent != ""; t = s.Type(t.Parent) {
		id = t.Parent
	}
	return id
}

// add adds a claim, of which the rank is the place among all that are added.
func (w *web) add(s *schema.Schema, c *graph.Claim, u use, rank int) {
	from, to := u.ends(c)
	k := &link{
		from: w.numberOf(from), to: w.numberOf(to), claim: c, turned: u.turned, rank: rank, when: windowOf(c.Time),
		doubt:  int64(math.Round(-math.Log(sure(c)) * 1e6)),
		chains: w.transitive && (!w.oneKind || kind(s, from.Type) == kind(s, to.Type)),
	}
	w.out[k.from] = append(w.out[k.from], k)
}

func (w *web) numberOf(e *graph.Entity) int {
	n, known := w.number[e.ID]
	if !known {
		n = len(w.entities)
		w.number[e.ID] = n
		w.entities = append(w.entities, e)
		w.out = append(w.out, nil)
	}
	return n
}

// sure is a claim's confidence, kept from zero, whose logarithm is none.
func sure(c *graph.Claim) float64 { return min(1, max(1e-6, c.Confidence)) }

// finish drops the links that others make needless, and finds the hubs.
func (w *web) finish(hub int) {
	w.in, w.hub = make([][]*link, len(w.out)), make([]bool, len(w.out))
	for n := range w.out {
		w.out[n] = needed(w.out[n])
		for _, k := range w.out[n] {
			w.in[k.to] = append(w.in[k.to], k)
		}
		if len(w.out[n]) > 0 {
			w.starts = append(w.starts, n)
		}
	}
	slices.SortFunc(w.starts, func(a, b int) int { return cmp.Compare(w.entities[a].ID, w.entities[b].ID) })
	for n := range w.hub {
		w.hub[n] = ends(w.out[n], func(k *link) int { return k.to }) > hub && ends(w.in[n], func(k *link) int { return k.from }) > hub
	}
}

// needed sorts links of one entity by their other end, the surest first, and keeps
// of those to the same end each that holds at a time when no surer one does.
func needed(links []*link) []*link {
	slices.SortFunc(links, func(a, b *link) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.doubt, b.doubt), cmp.Compare(a.rank, b.rank))
	})
	var kept []*link
	first := 0 // of those to the same end
	for _, k := range links {
		if len(kept) > 0 && kept[len(kept)-1].to != k.to {
			first = len(kept)
		}
		if !slices.ContainsFunc(kept[first:], func(o *link) bool { return o.when.covers(k.when) }) {
			kept = append(kept, k)
		}
	}
	return kept
}

// ends counts the different ends of links that are sorted by them.
func ends(links []*link, end func(*link) int) int {
	n := 0
	for i, k := range links {
		if i == 0 || end(k) != end(links[i-1]) {
			n++
		}
	}
	return n
}
