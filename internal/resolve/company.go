package resolve

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// Company: whom a document names beside somebody. It tells namesakes apart, and
// says which of two Johnsons is meant.

// keeper counts, for entities, the documents that name them beside a given one.
type keeper map[int]int

// around returns the groups that a document names beside one of its entities,
// each once, in the order of the text.
func (r *groups) around(m member) []int {
	own := r.find(r.of[m.doc][m.entity])
	var out []int
	for j := range r.of[m.doc] {
		if g := r.of[m.doc][j]; g >= 0 && r.docs[m.doc].Entities[j].Scope == Named {
			if g = r.find(g); g != own && !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	return out
}

// company returns whom the documents name beside a group. It is remembered: call
// it where groups no longer move, or forget what was remembered.
func (r *groups) company(g int) keeper {
	if k, ok := r.companies[g]; ok {
		return k
	}
	k := keeper{}
	for _, m := range r.all[g].members {
		for _, n := range r.around(m) {
			k[n]++
		}
	}
	r.companies[g] = k
	return k
}

// telling is how much it says of somebody to be named beside group n: twice as
// much where half as many documents name n.
func (r *groups) telling(n int) int {
	return max(1, bits.Len(uint(len(r.docs)/max(1, len(r.all[n].members)))))
}

// tellingMost is how many of a company a reason names.
const tellingMost = 3

// most returns the names of those of a company that say most, by what they count.
func most(counts votes) []string {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	return names[:min(tellingMost, len(names))]
}

// nearest returns the one of several groups whose company a document's entity
// keeps, with those they share; -1 where it keeps none's, or two's alike. It has
// to be twice as near as any other. Who is named in the document itself is not
// meant, for its reader held them apart.
func (r *groups) nearest(m member, among []int) (int, votes) {
	near := r.around(m)
	best, first, second := -1, 0, 0
	for _, g := range among {
		if slices.Contains(near, g) {
			continue
		}
		company, score := r.company(g), 0
		for _, n := range near {
			if company[n] > 0 {
				score += r.telling(n)
			}
		}
		switch {
		case score > first:
			best, first, second = g, score, first
		case score > second:
			second = score
		}
	}
	if first == 0 || first < 2*second {
		return -1, nil
	}
	shared := votes{}
	for _, n := range near {
		if r.company(best)[n] > 0 {
			shared[r.display(n)] += r.telling(n)
		}
	}
	return best, shared
}

// share returns whom two groups are both named beside.
func (r *groups) share(a, b int) votes {
	ca, cb := r.company(a), r.company(b)
	if len(ca) > len(cb) {
		ca, cb = cb, ca
	}
	shared := votes{}
	for n := range ca {
		if cb[n] > 0 {
			shared[r.display(n)] += r.telling(n)
		}
	}
	return shared
}
