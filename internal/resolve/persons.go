package resolve

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Persons: a full name is mostly one person's. Documents that call somebody so
// are about the same one where they name somebody or something else in common,
// directly or by other documents between. Only where documents have nothing in
// common, and say different things of whom they mean ("a footballer", "a
// senator"; of different countries), are there two of the name.

// circle is the documents of one name that keep company with each other.
type circle struct {
	members []member
	docs    int
	facts   facts
}

// sensesOfPerson parts a name's documents among the persons of that name; nil
// where there is no sign of more than one.
func (r *groups) sensesOfPerson(x int) []sense {
	e := &r.entries[x]
	if !strings.Contains(e.key.name, " ") {
		return nil
	}
	known := make([]facts, len(e.members))
	told := 0
	for i, m := range e.members {
		if !r.told(m) {
			continue
		}
		if known[i] = r.factsOf(m); known[i].any() {
			told++
		}
	}
	if told < 2 {
		return nil
	}
	circles := r.circles(x, known)
	var several, silent []*circle
	for _, c := range circles {
		if !c.facts.any() {
			silent = append(silent, c)
		} else if o := likest(several, c); o != nil {
			o.absorb(c)
		} else {
			several = append(several, c)
		}
	}
	if len(several) < 2 {
		return nil
	}
	slices.SortStableFunc(several, bySize)
	return sensesOf(several, silent)
}

// circles joins the documents of a name that have company in common, the largest
// circle first. A country that a document only happens to name is no common
// company of somebody whose own country it tells.
func (r *groups) circles(x int, known []facts) []*circle {
	members := r.entries[x].members
	first := r.near.first(len(r.entries))
	parent := make([]int, len(members))
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	byDoc := map[int]int{}
	for i, m := range members {
		parent[i] = i
		doc := r.doc(m)
		if o, ok := byDoc[doc]; ok {
			parent[find(i)] = find(o)
		}
		byDoc[doc] = i
		for j, to := r.members(doc); j < to; j++ {
			y := r.at[j]
			if y < 0 || int(y) == x || r.ents[j].scope != Named {
				continue
			}
			if c := known[i].countries; len(c) > 0 && c[r.entries[y].key.name] == 0 && r.schema.Is(r.text(r.ents[j].typ), countryType) {
				continue
			}
			if o := first[y]; o > 0 {
				parent[find(i)] = find(int(o - 1))
			} else {
				first[y] = int32(i + 1)
				r.near.met = append(r.near.met, y)
			}
		}
	}
	byRoot := map[int]*circle{}
	var out []*circle
	for i, m := range members {
		c := byRoot[find(i)]
		if c == nil {
			c = &circle{facts: newFacts()}
			byRoot[find(i)] = c
			out = append(out, c)
		}
		c.members = append(c.members, m)
		c.docs++
		c.facts.add(known[i])
	}
	slices.SortStableFunc(out, bySize)
	return out
}

// bySize sorts the larger first, and equals by their first documents.
func bySize(a, b *circle) int {
	return cmp.Or(b.docs-a.docs, int(a.members[0]-b.members[0]))
}

func (c *circle) absorb(o *circle) {
	c.members = append(c.members, o.members...)
	slices.Sort(c.members)
	c.docs += o.docs
	c.facts.add(o.facts)
}

// likest returns the circle that says most of what c says, and nothing against
// it; nil where each says something else.
func likest(among []*circle, c *circle) *circle {
	var best *circle
	for _, o := range among {
		if !o.facts.contradict(c.facts) && (best == nil || o.facts.agree(c.facts) > best.facts.agree(c.facts)) {
			best = o
		}
	}
	return best
}

// sensesOf makes senses of circles. Documents that say nothing of whom they mean
// speak of the one who is by far the best known, if there is such a one, and
// otherwise of neither.
func sensesOf(several, silent []*circle) []sense {
	rest := 0
	for _, c := range several[1:] {
		rest += c.docs
	}
	unclear := &circle{facts: newFacts()}
	for _, c := range silent {
		if dominates(several[0].docs, rest) {
			several[0].absorb(c)
		} else {
			unclear.absorb(c)
		}
	}
	var senses []sense
	taken := map[string]bool{}
	for i, c := range several {
		s := sense{members: c.members, why: c.facts.words()}
		if i > 0 {
			s.name = c.facts.label(taken)
		}
		senses = append(senses, s)
	}
	if len(unclear.members) > 0 {
		senses = append(senses, sense{name: "unclear", members: unclear.members})
	}
	return senses
}

// dominates reports whether one is by far the best known of a name: news about
// Putin means Vladimir, whoever else is called so.
func dominates(first, rest int) bool { return first > 3*rest }

// label returns the word that tells a person from others of the name: a role, or
// a country.
func (f facts) label(taken map[string]bool) string {
	for _, v := range []votes{f.roles, f.countries} {
		words := slices.SortedFunc(maps.Keys(v), func(a, b string) int { return cmp.Or(v[b]-v[a], strings.Compare(a, b)) })
		for _, w := range words {
			if !taken[w] {
				taken[w] = true
				return w
			}
		}
	}
	for n := "x"; ; n += "x" { // no two are without words, but they may share all
		if !taken[n] {
			taken[n] = true
			return n
		}
	}
}
