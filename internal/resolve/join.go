package resolve

import (
	"maps"
	"slices"
	"strings"

	given "github.com/quadrille-kg/quadrille/internal/persons"
)

// join makes groups a and b one, unless the schema knows them for two. The
// smaller key speaks for both, so that the order of joining does not matter.
func (r *groups) join(a, b int, why reason) bool {
	a, b = r.find(a), r.find(b)
	if a == b {
		return false
	}
	ga, gb := r.all[a], r.all[b]
	if ga.known != nil && gb.known != nil && ga.known != gb.known {
		return false
	}
	if gb.key.less(ga.key) {
		a, b, ga, gb = b, a, gb, ga
	}
	r.absorb(a, b)
	if ga.known == nil {
		ga.known = gb.known
	}
	ga.joined.add(why)
	return true
}

// absorb moves all that group b holds to group a.
func (r *groups) absorb(a, b int) {
	ga, gb := r.all[a], r.all[b]
	r.parents[b] = int32(a)
	ga.names.addAll(gb.names)
	ga.types.addAll(gb.types)
	ga.aliases.addAll(gb.aliases)
	ga.links.addAll(gb.links)
	ga.members = append(ga.members, gb.members...)
	ga.apart = append(ga.apart, gb.apart...)
	for _, w := range gb.joined {
		ga.joined.add(*w)
	}
}

// joinByLink joins groups of one family that share a link.
func (r *groups) joinByLink() {
	type target struct {
		family family
		link   string
	}
	linked := map[int][]string{}
	for m := range r.ents {
		if r.ents[m].more != 0 && r.of[m] >= 0 {
			for _, l := range r.rest(member(m)).links {
				linked[int(r.of[m])] = append(linked[int(r.of[m])], r.text(l))
			}
		}
	}
	first := map[target]int{}
	for _, i := range r.byKeyOrder(slices.Collect(maps.Keys(linked))) {
		links := linked[i]
		slices.Sort(links)
		for _, l := range slices.Compact(links) {
			t := target{r.all[i].key.family, l}
			if j, ok := first[t]; ok {
				r.join(j, i, reason{rule: byLink, name: r.text(r.display(i)), with: r.text(r.display(j)), note: l})
			} else {
				first[t] = i
			}
		}
	}
}

// byKeyOrder returns the shared ones of some groups by key.
func (r *groups) byKeyOrder(some []int) []int {
	some = slices.DeleteFunc(some, func(i int) bool { return r.all[i].local })
	slices.SortFunc(some, func(a, b int) int { return r.all[a].key.compare(r.all[b].key) })
	return some
}

// display returns the spelling that documents use most for a group itself.
func (r *groups) display(i int) int32 {
	g := r.all[i]
	if g.known != nil {
		return r.words.id(g.known.Name)
	}
	for _, m := range g.members {
		if name := r.ents[m].name; r.folded(name) == g.key.name {
			r.counted.add(name, max(1, int(r.ents[m].weight)))
		}
	}
	best := count{}
	for _, c := range r.counted.done() {
		if c.n > best.n || c.n == best.n && r.text(c.word) < r.text(best.word) {
			best = c
		}
	}
	return best.word
}

// joinByAlias joins a group with the one whose name it claims as an alias, where
// no other group claims it too: of two Johnsons, neither is "Johnson". Each
// round looks at the groups as the round before left them, until nothing moves.
func (r *groups) joinByAlias() {
	var claimed []int
	for x := range r.entries {
		if e := &r.entries[x]; len(e.claims) > 0 && e.group >= 0 && !e.split {
			claimed = append(claimed, x)
		}
	}
	slices.SortFunc(claimed, func(a, b int) int { return r.entries[a].key.compare(r.entries[b].key) })
	for moved := true; moved; {
		moved = false
		r.forget()
		type pair struct {
			from, to int
			why      reason
		}
		r.gatherNamed() // once, for all cores
		pairs := make([]*pair, len(claimed))
		r.shareOut(len(claimed), func(r *groups) func(int) {
			return func(i int) {
				e := &r.entries[claimed[i]]
				to := r.find(e.group)
				if c, ok := r.onlyClaim(e, to); ok {
					pairs[i] = &pair{c.group, to, reason{rule: byAlias, name: r.text(c.alias), with: r.text(c.name), docs: []int{c.doc}}}
				}
			}
		})
		for _, p := range pairs {
			if p != nil {
				moved = r.join(p.from, p.to, p.why) || moved
			}
		}
	}
}

// onlyClaim returns the claim of the one group, other than the group of that
// name itself, that goes by a name; false where there are several, or none, or
// where somebody else has the surname.
func (r *groups) onlyClaim(e *entry, to int) (claim, bool) {
	from := -1
	var only claim
	for _, c := range e.claims {
		g := r.find(c.group)
		if g == to || r.isGivenName(e.key, c) {
			continue
		}
		if from >= 0 && g != from {
			return claim{}, false
		}
		if from < 0 || c.doc < only.doc || c.doc == only.doc && r.text(c.alias) < r.text(only.alias) {
			from, only = g, c
		}
	}
	if from < 0 || isCommon(e.key) {
		return claim{}, false // joinShort looks at each document that uses it
	}
	for _, b := range e.bearers {
		if g := r.find(b); g != from && g != to {
			return claim{}, false
		}
	}
	return only, !r.contradict(from, to)
}

// isGivenName reports whether an alias is one word of a person's name, but not
// the last: half the world is called Vladimir. A word that is no given name
// English knows of may be the family's, as in "Xi Jinping".
func (r *groups) isGivenName(k key, c claim) bool {
	if k.family != persons {
		return false
	}
	words := strings.Fields(r.all[c.group].key.name)
	if len(words) < 2 || !slices.Contains(words[:len(words)-1], k.name) {
		return false
	}
	return k.name != words[0] || given.Given(r.text(c.alias)) != 0
}
