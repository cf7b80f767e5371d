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
	gb.parent = a
	ga.names.add(gb.names)
	ga.types.add(gb.types)
	ga.aliases.add(gb.aliases)
	ga.links.add(gb.links)
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
	first := map[target]int{}
	for _, i := range r.byKeyOrder() {
		g := r.all[i]
		for _, l := range slices.Sorted(maps.Keys(g.links)) {
			t := target{g.key.family, l}
			if j, ok := first[t]; ok {
				r.join(j, i, reason{rule: byLink, name: r.display(i), with: r.display(j), note: l})
			} else {
				first[t] = i
			}
		}
	}
}

// byKeyOrder returns the indexes of the shared groups by key.
func (r *groups) byKeyOrder() []int {
	out := make([]int, 0, len(r.all))
	for i, g := range r.all {
		if !g.local {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b int) int { return r.all[a].key.compare(r.all[b].key) })
	return out
}

// display returns the spelling that documents use most for a group itself.
func (r *groups) display(i int) string {
	g := r.all[i]
	if g.known != nil {
		return g.known.Name
	}
	best := ""
	for _, s := range slices.Sorted(maps.Keys(g.names)) {
		if r.fold(s) == g.key.name && (best == "" || g.names[s] > g.names[best]) {
			best = s
		}
	}
	return best
}

// joinByAlias joins a group with the one whose name it claims as an alias, where
// no other group claims it too: of two Johnsons, neither is "Johnson". Each
// round looks at the groups as the round before left them, until nothing moves.
func (r *groups) joinByAlias() {
	var keys []key
	for k := range r.claims {
		if _, ok := r.byKey[k]; ok && !r.split[k] {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, key.compare)
	for moved := true; moved; {
		moved = false
		r.companies = map[int]keeper{}
		type pair struct {
			from, to int
			why      reason
		}
		var pairs []pair
		for _, k := range keys {
			to := r.find(r.byKey[k])
			if c, ok := r.onlyClaim(k, to); ok {
				pairs = append(pairs, pair{c.group, to, reason{rule: byAlias, name: c.alias, with: c.name, docs: []int{c.doc}}})
			}
		}
		for _, p := range pairs {
			moved = r.join(p.from, p.to, p.why) || moved
		}
	}
}

// onlyClaim returns the claim of the one group, other than the group of that
// name itself, that goes by a name; false where there are several, or none, or
// where somebody else has the surname.
func (r *groups) onlyClaim(k key, to int) (claim, bool) {
	from := -1
	var only claim
	for _, c := range r.claims[k] {
		g := r.find(c.group)
		if g == to || r.isGivenName(k, c) {
			continue
		}
		if from >= 0 && g != from {
			return claim{}, false
		}
		if from < 0 || c.doc < only.doc || c.doc == only.doc && c.alias < only.alias {
			from, only = g, c
		}
	}
	if from < 0 || isCommon(k) {
		return claim{}, false // joinShort looks at each document that uses it
	}
	for _, b := range r.bearers[k] {
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
	return k.name != words[0] || given.Given(c.alias) != 0
}
