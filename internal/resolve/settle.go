package resolve

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/graph"
)

// settle gives every group its name, type and ID.
func (r *groups) settle() {
	type root struct {
		*group
		folded string
	}
	var roots []root
	for i, g := range r.all {
		if r.stands(i) {
			roots = append(roots, root{group: g})
		}
	}
	r.shareOut(len(roots), func(r *groups) func(int) {
		return func(i int) {
			g := roots[i].group
			r.vote(g)
			g.name, g.typ = r.bestName(g), r.bestType(g)
			roots[i].folded = r.folded(g.name)
		}
	})
	slices.SortFunc(roots, func(a, b root) int {
		if a.key.family != b.key.family {
			return int(a.key.family - b.key.family)
		}
		if c := strings.Compare(a.folded, b.folded); c != 0 {
			return c
		}
		return a.key.compare(b.key)
	})
	taken := make(map[string]bool, len(roots))
	for _, g := range roots {
		if g.local {
			taken[g.id] = true
			continue
		}
		for id := range ids(g.key, slug(g.folded)) {
			if !taken[id] && !looksLocal(id) {
				g.id, taken[id] = id, true
				break
			}
		}
	}
}

// ids hands on the IDs that a group may have by the slug of its name, the best first.
func ids(k key, s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		full := k.family.String() + " " + k.name
		if k.sense != "" { // a namesake never has the name alone, whoever else is there
			full += " " + k.sense
			if !yield(s + "-" + slug(k.sense)) {
				return
			}
		} else if !yield(s) || !yield(s+"-"+k.family.String()) {
			return
		}
		if yield(s + "-" + hash(full, 8)) {
			yield(s + "-" + hash(full, 64))
		}
	}
}

// bestName returns the schema's name, or the one most meant; of several, the
// longest, then the first in the alphabet. A person's full name goes before any
// single word.
func (r *groups) bestName(g *group) int32 {
	if g.known != nil {
		return r.words.id(g.known.Name)
	}
	if len(g.names) == 1 {
		return g.names[0].word
	}
	best, most := int32(0), -1
	full := func(s int32) bool { return g.key.family == persons && strings.Contains(r.folded(s), " ") }
	for _, c := range r.sorted(g.names) {
		better := c.n > most || c.n == most && utf8.RuneCountInString(r.text(c.word)) > utf8.RuneCountInString(r.text(best))
		if f := full(c.word); most >= 0 && f != full(best) {
			better = f
		}
		if better {
			best, most = c.word, c.n
		}
	}
	return best
}

// bestType returns the schema's type, or the one most voted for, where a vote
// for a type counts for those below it too: what two call an organisation and
// one an armed group is an armed group.
func (r *groups) bestType(g *group) int32 {
	if g.known != nil {
		return r.words.id(g.known.Type)
	}
	if len(g.types) == 1 {
		return g.types[0].word
	}
	best, most, deepest := int32(0), -1, -1
	for _, c := range r.sorted(g.types) {
		n, depth := 0, 0
		for _, o := range g.types {
			if r.schema.Is(r.text(c.word), r.text(o.word)) {
				n += o.n
				depth++
			}
		}
		if n > most || n == most && depth > deepest {
			best, most, deepest = c.word, n, depth
		}
	}
	return best
}

// sorted returns counts by word, in the order of the alphabet.
func (r *groups) sorted(t tally) tally {
	t = slices.Clone(t)
	slices.SortFunc(t, func(a, b count) int { return strings.Compare(r.text(a.word), r.text(b.word)) })
	return t
}

// entity returns what the graph says of a group.
func (g *group) entity(r *groups) *Entity {
	links := make([]string, 0, len(g.links))
	for _, l := range g.links {
		links = append(links, r.text(l.word))
	}
	if g.known != nil {
		links = append(links, g.known.Same...)
	}
	slices.Sort(links)
	return &Entity{
		Entity: graph.Entity{ID: g.id, Name: r.text(g.name), Type: r.text(g.typ), Aliases: r.aliases(g)},
		Links:  slices.Compact(links), Local: g.local,
		Joined: r.reasonsOf(g), Apart: r.partingsOf(g), StandsFor: r.standsFor(g),
	}
}

// aliases returns a group's other names, one spelling of each: the most frequent, then
// the first in the alphabet. The result is sorted and not nil.
func (r *groups) aliases(g *group) []string {
	own := r.fold(g.name)
	all := slices.Clone(g.names)
	all.addAll(g.aliases)
	if g.known != nil {
		for _, a := range g.known.Aliases {
			all.add(r.words.id(a), 1)
		}
	}
	type spelling struct {
		folded int32
		text   string
		n      int
	}
	best := make([]spelling, 0, len(all))
	for _, c := range all {
		f := r.fold(c.word)
		if f == own || f == 0 {
			continue
		}
		s := spelling{f, r.text(c.word), c.n}
		switch i := slices.IndexFunc(best, func(o spelling) bool { return o.folded == f }); {
		case i < 0:
			best = append(best, s)
		case s.n > best[i].n || s.n == best[i].n && s.text < best[i].text:
			best[i] = s
		}
	}
	out := make([]string, 0, len(best))
	for _, s := range best {
		out = append(out, s.text)
	}
	slices.Sort(out)
	return out
}
