package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// join makes groups a and b one, unless the schema knows them for two. The
// smaller key speaks for both, so that the order of joining does not matter.
func (r *groups) join(a, b int, why string) bool {
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
	ga.why[why] = true
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
	maps.Copy(ga.why, gb.why)
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
				r.join(j, i, "both are "+l)
			} else {
				first[t] = i
			}
		}
	}
}

// byKeyOrder returns the indexes of the shared groups by key.
func (r *groups) byKeyOrder() []int {
	out := make([]int, 0, len(r.byKey))
	for _, i := range r.byKey {
		out = append(out, i)
	}
	slices.SortFunc(out, func(a, b int) int {
		if r.all[a].key.less(r.all[b].key) {
			return -1
		}
		return 1
	})
	return out
}

// joinByAlias joins a group with the one whose name it claims as an alias, where
// no other group claims it too: of two Johnsons, neither is "Johnson". Each
// round looks at the groups as the round before left them, until nothing moves.
func (r *groups) joinByAlias() {
	var keys []key
	for k := range r.claims {
		if _, ok := r.byKey[k]; ok {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.less(b) {
			return -1
		}
		return 1
	})
	for moved := true; moved; {
		moved = false
		type pair struct {
			from, to int
			why      string
		}
		var pairs []pair
		for _, k := range keys {
			to := r.find(r.byKey[k])
			if c, ok := r.onlyClaim(k, to); ok {
				pairs = append(pairs, pair{c.group, to, fmt.Sprintf("alias %s in document %s", strconv.Quote(c.alias), c.doc)})
			}
		}
		for _, p := range pairs {
			moved = r.join(p.from, p.to, p.why) || moved
		}
	}
}

// onlyClaim returns the claim of the one group, other than the group of that
// name itself, that goes by a name; false where there are several, or none.
func (r *groups) onlyClaim(k key, to int) (claim, bool) {
	from := -1
	var only claim
	for _, c := range r.claims[k] {
		g := r.find(c.group)
		if g == to || k.family == persons && givenName(r.all[c.group].key.name, k.name) {
			continue
		}
		if from >= 0 && g != from {
			return claim{}, false
		}
		if from < 0 || c.doc < only.doc || c.doc == only.doc && c.alias < only.alias {
			from, only = g, c
		}
	}
	return only, from >= 0
}

// givenName reports whether an alias is one word of a person's name, but not the
// last: half the world is called Vladimir.
func givenName(name, alias string) bool {
	words := strings.Fields(name)
	return len(words) > 1 && slices.Contains(words[:len(words)-1], alias)
}
