package resolve

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// Company: whom a document names beside somebody. It tells namesakes apart, and
// says which of two Johnsons is meant.

// near remembers what was found out of groups, for as long as none moves.
type near struct {
	companies map[int][]int32
	common    [][]int32 // by group, the companies that all cores look at; nil where not gathered
	facts     map[int]facts
	shown     []int32 // by group, the word of display plus one; 0 where nobody has asked

	// Whom each document names, each once, in the order of the text: groups by number,
	// those of the first document first. nil where nobody has asked yet.
	named []int32
	from  []int32
	seen  []int32  // by group, the last round that met it
	keeps []uint64 // by group, what nearness notes of it; 0 in between
	among []uint64 // and this too
	tells []uint8  // by group, what telling returns; 0 where nobody has asked
	round int32

	shares  counter
	scratch []int32 // a company while it is gathered
	numbers arena   // for companies

	besides []beside // what nearness returns, and what that refers to
	scores  []int
	others  []uint64
	// By entry, the first member beside whom it is named, plus one; and which have any.
	firsts, met []int32
}

// first returns firsts with nobody met yet.
func (n *near) first(entries int) []int32 {
	if len(n.firsts) < entries {
		n.firsts = make([]int32, entries)
	}
	for _, x := range n.met {
		n.firsts[x] = 0
	}
	n.met = n.met[:0]
	return n.firsts
}

// forget begins anew, where groups have moved.
func (r *groups) forget() {
	r.near.common, r.near.named = nil, nil
	r.near.remember(len(r.all))
}

// remember begins to remember what is found out of so many groups.
func (n *near) remember(groups int) {
	n.companies, n.facts = map[int][]int32{}, map[int]facts{}
	n.shown, n.tells = make([]int32, groups), make([]uint8, groups)
}

// meeting makes room for notes of so many groups.
func (n *near) meeting(groups int) {
	n.seen, n.keeps, n.among = make([]int32, groups), make([]uint64, groups), make([]uint64, groups)
}

// gatherNamed notes whom each document names.
func (r *groups) gatherNamed() {
	n := &r.near
	if len(n.seen) < len(r.all) {
		n.meeting(len(r.all))
	}
	// Each document's are put where its entities stand, and then moved together.
	named, sizes := make([]int32, len(r.ents)), make([]int32, len(r.docs))
	r.shareOut(len(r.docs), func(r *groups) func(int) {
		return func(d int) {
			from, end := r.members(d)
			out := named[from:from]
			r.near.round++
			for m := from; m < end; m++ {
				if r.of[m] < 0 || r.ents[m].scope != Named {
					continue
				}
				if g := r.find(int(r.of[m])); r.near.meet(int32(g)) {
					out = append(out, int32(g))
				}
			}
			sizes[d] = int32(len(out))
		}
	})
	n.from = make([]int32, 1, len(r.docs)+1)
	at := int32(0)
	for d, size := range sizes {
		from, _ := r.members(d)
		copy(named[at:], named[from:int32(from)+size])
		at += size
		n.from = append(n.from, at)
	}
	n.named = named[:at]
}

// meet reports whether a group is met for the first time in this round.
func (n *near) meet(g int32) bool {
	first := n.seen[g] != n.round
	n.seen[g] = n.round
	return first
}

// around returns whom the document of one of its entities names, each once, in the order
// of the text: the entity's own group among them.
func (r *groups) around(m member) []int32 {
	if r.near.named == nil {
		r.gatherNamed()
	}
	d := r.doc(m)
	return r.near.named[r.near.from[d]:r.near.from[d+1]]
}

// company returns whom the documents name beside a group. It is
// remembered: call it where groups no longer move, or forget what was remembered.
func (r *groups) company(g int) []int32 {
	if g < len(r.near.common) && r.near.common[g] != nil {
		return r.near.common[g]
	}
	if k, ok := r.near.companies[g]; ok {
		return k
	}
	n, doc := &r.near, -1
	k := n.scratch[:0]
	for i, m := range r.all[g].members {
		named := r.around(m)
		if i == 0 {
			n.round++
			n.meet(int32(g))
		}
		if d := r.doc(m); d != doc {
			for _, o := range named {
				if n.meet(o) {
					k = append(k, o)
				}
			}
			doc = d
		}
	}
	n.scratch = k
	k = n.numbers.list(len(k))
	copy(k, n.scratch)
	n.companies[g] = k
	return k
}

// gatherCompanies finds out the company of some groups once for all cores.
func (r *groups) gatherCompanies(some []int) {
	common := make([][]int32, len(r.all))
	r.shareOut(len(some), func(r *groups) func(int) {
		return func(i int) { common[some[i]] = r.company(some[i]) }
	})
	r.near.common = common
}

// telling is how much it says of somebody to be named beside group n: twice as
// much where half as many documents name n.
func (r *groups) telling(n int) int {
	t := &r.near.tells[n]
	if *t == 0 {
		*t = uint8(max(1, bits.Len(uint(len(r.docs)/max(1, len(r.all[n].members))))))
	}
	return int(*t)
}

// tellingMost is how many of a company a reason names.
const tellingMost = 3

// most returns the names of those of a company that say most, by what they count.
func (r *groups) most(counts tally) []string {
	type told struct {
		name string
		n    int
	}
	before := func(a, b told) int { return cmp.Or(b.n-a.n, strings.Compare(a.name, b.name)) }
	var best []told
	least := 0 // what it takes to be among them
	for _, c := range counts {
		if c.n < least {
			continue
		}
		best = append(best, told{r.text(c.word), c.n})
		slices.SortFunc(best, before)
		if best = best[:min(tellingMost, len(best))]; len(best) == tellingMost {
			least = best[tellingMost-1].n
		}
	}
	names := make([]string, len(best))
	for i, b := range best {
		names[i] = b.name
	}
	return names
}

// beside is whom a document names beside one who may be any of several.
type beside struct {
	near   []int32
	own    int32    // which is among near, and does not count
	scores []int    // how much of the company of each it keeps
	named  []uint64 // the bits of those of the several whom it names besides, 64 at once
}

// nearness looks at each of some documents' entities, and returns whom it may be of
// several by the company that it keeps. What is returned holds until it is asked again.
func (r *groups) nearness(members []member, among []int) []beside {
	blocks := (len(among) + block - 1) / block
	n := &r.near
	n.besides = slices.Grow(n.besides[:0], len(members))[:len(members)]
	n.scores = slices.Grow(n.scores[:0], len(members)*len(among))[:len(members)*len(among)]
	n.others = slices.Grow(n.others[:0], len(members)*blocks)[:len(members)*blocks]
	clear(n.scores)
	clear(n.others)
	out, scores, named := n.besides, n.scores, n.others
	for i, m := range members {
		own := int32(r.find(int(r.of[m])))
		out[i] = beside{r.around(m), own, scores[i*len(among) : (i+1)*len(among)], named[i*blocks : (i+1)*blocks]}
	}
	// A bit says that a group is of somebody's company, or is somebody.
	keeps, is := r.near.keeps, r.near.among
	for first := 0; first < len(among); first += block {
		some := among[first:min(first+block, len(among))]
		for i, g := range some {
			is[g] |= 1 << i
			for _, n := range r.company(g) {
				keeps[n] |= 1 << i
			}
		}
		for _, b := range out {
			for _, n := range b.near {
				if n == b.own {
					continue
				}
				b.named[first/block] |= is[n]
				if k := keeps[n]; k != 0 {
					telling := r.telling(int(n))
					for ; k != 0; k &= k - 1 {
						b.scores[first+bits.TrailingZeros64(k)] += telling
					}
				}
			}
		}
		for _, g := range some {
			is[g] = 0
			for _, n := range r.company(g) {
				keeps[n] = 0
			}
		}
	}
	return out
}

// block is how many bits a word has.
const block = 64

// names reports whether the document names the one of that place among several.
func (b *beside) names(i int) bool { return b.named[i/block]>>(i%block)&1 != 0 }

// nearest returns the one of several groups whose company a document's entity
// keeps; -1 where it keeps none's, or two's alike. It has to be twice as near as any
// other. Who is named in the document itself is not meant, for its reader held them
// apart.
func (b *beside) nearest(among []int) int {
	best, first, second := -1, 0, 0
	for i, g := range among {
		switch score := b.scores[i]; {
		case b.names(i):
		case score > first:
			best, first, second = g, score, first
		case score > second:
			second = score
		}
	}
	if first == 0 || first < 2*second {
		return -1
	}
	return best
}

// shared returns whom some documents' entities and a group are both named beside, by the
// words for them, and how much that says.
func (r *groups) shared(g int, some ...beside) tally {
	company := r.company(g)
	keeps := r.near.keeps
	for _, n := range company {
		keeps[n] = 1
	}
	for _, b := range some {
		for _, n := range b.near {
			if keeps[n] != 0 && n != b.own {
				r.near.shares.add(r.shown(int(n)), r.telling(int(n)))
			}
		}
	}
	for _, n := range company {
		keeps[n] = 0
	}
	return r.near.shares.done()
}

// share returns whom two groups are both named beside.
func (r *groups) share(a, b int) tally {
	return r.shared(b, beside{near: r.company(a), own: int32(a)})
}

// meet reports whether somebody is named beside both of two groups.
func (r *groups) meet(a, b int) bool {
	company, other := r.company(a), r.company(b)
	keeps := r.near.keeps
	for _, n := range company {
		keeps[n] = 1
	}
	meet := slices.ContainsFunc(other, func(n int32) bool { return keeps[n] != 0 })
	for _, n := range company {
		keeps[n] = 0
	}
	return meet
}

// shown is the word of display, remembered.
func (r *groups) shown(i int) int32 {
	if r.near.shown[i] == 0 {
		r.near.shown[i] = r.display(i) + 1
	}
	return r.near.shown[i] - 1
}
