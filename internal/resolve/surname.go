package resolve

import (
	"slices"
	"strings"

	given "github.com/quadrille-kg/quadrille/internal/persons"
)

// Short names: "Johnson", "FSB". A document may use no other. Where the others
// know but one person of that surname, or one bearer of that alias, that one is
// meant; of several, the one whose company the document keeps, or else one who is
// by far the best known, or else none. A surname that half a city bears is taken
// for somebody's only where the company is his as well.

// isCommon reports whether a name is one word of persons' that a great many bear,
// or a title.
func isCommon(k key) bool {
	return k.family == persons && !strings.Contains(k.name, " ") && (given.IsCommon(k.name) || given.IsTitle(k.name))
}

// gatherBearers notes the persons that have a surname.
func (r *groups) gatherBearers() {
	r.bearers = map[key][]int{}
	for i, g := range r.all {
		if g.local || g.key.family != persons {
			continue
		}
		if words := strings.Fields(given.Bare(g.key.name)); len(words) > 1 { // "Mr Johnson" is but a Johnson himself
			k := key{family: persons, name: words[len(words)-1]}
			r.bearers[k] = append(r.bearers[k], i)
		}
	}
}

// choice is a short name that is to be joined with one of several.
type choice struct {
	short int
	among []int
}

// joinShort joins those who are only called by a short name with whom they are
// likely to be.
func (r *groups) joinShort() {
	r.companies = map[int]keeper{}
	var choices []choice
	for _, i := range r.byKeyOrder() {
		g := r.all[i]
		if !r.stands(i) || g.known != nil || g.key.sense != "" || r.split[g.key] {
			continue
		}
		if among := r.candidates(i); len(among) > 0 {
			choices = append(choices, choice{i, among})
		}
	}
	// What is found out goes for what there was before: no order among the choices.
	var moves []move
	for _, c := range choices {
		moves = append(moves, r.choose(c)...)
	}
	for _, m := range moves {
		r.carryOut(m)
	}
}

// candidates returns whom a group's name may stand for: those of that surname,
// and those who go by it in some document.
func (r *groups) candidates(i int) []int {
	var out []int
	k := r.all[i].key
	if k.family == persons && given.IsTitle(k.name) {
		return nil // "the Duke" is any duke
	}
	for _, c := range r.claims[k] {
		if !r.isGivenName(k, c) {
			out = append(out, r.find(c.group))
		}
	}
	for _, b := range r.bearers[k] {
		out = append(out, r.find(b))
	}
	slices.SortFunc(out, func(a, b int) int { return r.all[a].key.compare(r.all[b].key) })
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(g int) bool { return g == i || !r.stands(g) })
}

// move is what was chosen for members of a group: to be those of another, or,
// where to is -1, to stay apart from all of these.
type move struct {
	from, to int
	members  []member // nil for all, for good
	why      reason
	apart    []int
}

func (r *groups) choose(c choice) []move {
	name := r.display(c.short)
	if len(c.among) == 1 {
		to := c.among[0]
		switch {
		case r.contradict(c.short, to):
			return []move{{from: c.short, to: -1, apart: c.among, why: reason{rule: byCompany, name: name, note: r.factsOfAll(c.short).words()}}}
		case !isCommon(r.all[c.short].key):
			return []move{{from: c.short, to: to, why: reason{rule: bySurname, name: name, with: r.display(to)}}}
		}
	}
	chosen := map[int]*move{}
	left := false
	usual := r.bestKnown(c.among)
	for _, m := range r.all[c.short].members {
		to, shared := r.nearest(m, c.among)
		rule := byCompany
		if to < 0 && usual >= 0 && !slices.Contains(r.around(m), usual) {
			to, rule = usual, byFame
		}
		if to < 0 {
			left = true
			continue
		}
		v := chosen[to]
		if v == nil {
			v = &move{from: c.short, to: to, why: reason{rule: rule, name: name, with: r.display(to), company: votes{}}}
			chosen[to] = v
		}
		v.members = append(v.members, m)
		v.why.docs = append(v.why.docs, m.doc)
		v.why.company.add(shared)
	}
	var moves []move
	for _, to := range c.among {
		if v := chosen[to]; v != nil {
			moves = append(moves, *v)
		}
	}
	if left {
		moves = append(moves, move{from: c.short, to: -1, apart: c.among, why: reason{rule: byDoubt, name: name}})
	}
	return moves
}

// bestKnown returns the group that is named by far more often than the others
// together; -1 where there is none, or there are no others.
func (r *groups) bestKnown(among []int) int {
	all, best := 0, among[0]
	for _, g := range among {
		n := len(r.all[g].members)
		all += n
		if n > len(r.all[best].members) {
			best = g
		}
	}
	if n := len(r.all[best].members); len(among) > 1 && dominates(n, all-n) {
		return best
	}
	return -1
}

func (r *groups) carryOut(m move) {
	switch {
	case m.to < 0:
		from := r.all[r.find(m.from)]
		for _, o := range m.apart[:min(partings, len(m.apart))] {
			from.apart = append(from.apart, parting{o, m.why})
		}
	case m.members == nil:
		r.join(m.to, m.from, m.why)
	default:
		r.move(m.members, m.from, m.to)
		r.all[r.find(m.to)].joined.add(m.why)
	}
}
