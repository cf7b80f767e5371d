package resolve

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/graph"
)

// settle gives every group its name, type and ID.
func (r *groups) settle() {
	roots := r.roots()
	for _, g := range roots {
		g.name, g.typ = r.bestName(g), r.bestType(g)
	}
	slices.SortFunc(roots, func(a, b *group) int {
		if a.key.family != b.key.family {
			return int(a.key.family - b.key.family)
		}
		if c := strings.Compare(r.fold(a.name), r.fold(b.name)); c != 0 {
			return c
		}
		return a.key.compare(b.key)
	})
	taken := map[string]bool{}
	for _, g := range roots {
		if g.local {
			taken[g.id] = true
			continue
		}
		folded := r.fold(g.name)
		s := slug(folded)
		full := g.key.family.String() + " " + g.key.name
		ids := []string{s, s + "-" + g.key.family.String()}
		if g.key.sense != "" { // a namesake never has the name alone, whoever else is there
			full += " " + g.key.sense
			ids = []string{s + "-" + slug(g.key.sense)}
		}
		for _, id := range append(ids, s+"-"+hash(full, 8), s+"-"+hash(full, 64)) {
			if !taken[id] && !looksLocal(id) {
				g.id, taken[id] = id, true
				break
			}
		}
	}
}

// bestName returns the schema's name, or the one most meant; of several, the
// longest, then the first in the alphabet. A person's full name goes before any
// single word.
func (r *groups) bestName(g *group) string {
	if g.known != nil {
		return g.known.Name
	}
	best, most := "", -1
	full := func(s string) bool { return g.key.family == persons && strings.Contains(r.fold(s), " ") }
	for _, s := range slices.Sorted(maps.Keys(g.names)) {
		n := g.names[s]
		better := n > most || n == most && utf8.RuneCountInString(s) > utf8.RuneCountInString(best)
		if full(s) != full(best) && most >= 0 {
			better = full(s)
		}
		if better {
			best, most = s, n
		}
	}
	return best
}

// bestType returns the schema's type, or the one most voted for, where a vote
// for a type counts for those below it too: what two call an organisation and
// one an armed group is an armed group.
func (r *groups) bestType(g *group) string {
	if g.known != nil {
		return g.known.Type
	}
	best, most, deepest := "", -1, -1
	for _, t := range slices.Sorted(maps.Keys(g.types)) {
		n, depth := 0, 0
		for o, votes := range g.types {
			if r.schema.Is(t, o) {
				n += votes
				depth++
			}
		}
		if n > most || n == most && depth > deepest {
			best, most, deepest = t, n, depth
		}
	}
	return best
}

// entity returns what the graph says of a group.
func (g *group) entity(r *groups) *Entity {
	all := votes{}
	all.add(g.names)
	all.add(g.aliases)
	if g.known != nil {
		for _, a := range g.known.Aliases {
			all[a]++
		}
		for _, l := range g.known.Same {
			g.links[l]++
		}
	}
	return &Entity{
		Entity: graph.Entity{ID: g.id, Name: g.name, Type: g.typ, Aliases: r.aliases(g.name, all)},
		Links:  slices.Sorted(maps.Keys(g.links)), Local: g.local,
		Joined: r.reasonsOf(g), Apart: r.partingsOf(g), StandsFor: r.standsFor(g),
	}
}

// aliases returns the other names, one spelling of each: the most frequent, then
// the first in the alphabet. The result is sorted and not nil.
func (r *groups) aliases(name string, all votes) []string {
	own := r.fold(name)
	best := map[string]string{}
	for _, a := range slices.Sorted(maps.Keys(all)) {
		f := r.fold(a)
		if f == own || f == "" {
			continue
		}
		if b, ok := best[f]; !ok || all[a] > all[b] {
			best[f] = a
		}
	}
	out := make([]string, 0, len(best))
	for _, a := range best {
		out = append(out, a)
	}
	slices.Sort(out)
	return out
}

// idsOf returns which shared entities a document's entities are.
func (r *groups) idsOf(doc int) []string {
	ids := make([]string, len(r.of[doc]))
	for i, g := range r.of[doc] {
		if g >= 0 {
			ids[i] = r.all[r.find(g)].id
		}
	}
	return ids
}
