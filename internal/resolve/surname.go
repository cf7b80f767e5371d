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
	for i, g := range r.all {
		if g.local || g.key.family != persons {
			continue
		}
		words := strings.Fields(given.Bare(g.key.name))
		if len(words) < 2 { // "Mr Johnson" is but a Johnson himself
			continue
		}
		if x := r.entryNamed(persons, words[len(words)-1]); x >= 0 {
			r.entries[x].bearers = append(r.entries[x].bearers, i)
		}
	}
}

// joinShort joins those who are only called by a short name with whom they are
// likely to be.
func (r *groups) joinShort() {
	// Nothing has moved since joinByAlias last looked.
	var short []int
	for x := range r.entries {
		e := &r.entries[x]
		if i := e.group; i >= 0 && !e.split && len(e.claims)+len(e.bearers) > 0 && r.stands(i) && r.all[i].known == nil {
			short = append(short, i)
		}
	}
	short = r.byKeyOrder(short)
	// What is found out goes for what there was before: no order among the choices.
	among := make([][]int, len(short))
	r.shareOut(len(short), func(r *groups) func(int) {
		return func(i int) { among[i] = r.candidates(short[i]) }
	})
	var several []int
	for _, a := range among {
		if len(a) > 1 {
			several = append(several, a...)
		}
	}
	slices.Sort(several)
	r.gatherCompanies(slices.Compact(several))
	moves := make([][]move, len(short))
	r.shareOut(len(short), func(r *groups) func(int) {
		return func(i int) {
			if len(among[i]) > 0 {
				moves[i] = r.choose(short[i], among[i])
			}
		}
	})
	for _, some := range moves {
		for _, m := range some {
			r.carryOut(m)
		}
	}
}

// candidates returns whom a group's name may stand for: those of that surname,
// and those who go by it in some document.
func (r *groups) candidates(i int) []int {
	var out []int
	e := &r.entries[r.all[i].entry]
	if e.key.family == persons && given.IsTitle(e.key.name) {
		return nil // "the Duke" is any duke
	}
	for _, c := range e.claims {
		if !r.isGivenName(e.key, c) {
			out = append(out, r.find(c.group))
		}
	}
	for _, b := range e.bearers {
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

// choose returns whom the members of a short name are taken for, of several.
func (r *groups) choose(short int, among []int) []move {
	name := r.text(r.shown(short))
	if len(among) == 1 {
		to := among[0]
		switch {
		case r.contradict(short, to):
			return []move{{from: short, to: -1, apart: among, why: reason{rule: byCompany, name: name, note: r.factsOfAll(short).words()}}}
		case !isCommon(r.all[short].key):
			return []move{{from: short, to: to, why: reason{rule: bySurname, name: name, with: r.text(r.shown(to))}}}
		}
	}
	chosen, likely := map[int]*move{}, map[int][]beside{}
	left := false
	usual := r.bestKnown(among)
	members := r.all[short].members
	for i, b := range r.nearness(members, among) {
		m, to := members[i], b.nearest(among)
		rule := byCompany
		if to < 0 && usual >= 0 && !b.names(usual) {
			to, rule = among[usual], byFame
		}
		if to < 0 {
			left = true
			continue
		}
		v := chosen[to]
		if v == nil {
			v = &move{from: short, to: to, why: reason{rule: rule, name: name, with: r.text(r.shown(to))}}
			chosen[to] = v
		}
		v.members = append(v.members, m)
		v.why.docs = append(v.why.docs, r.doc(m))
		if rule == byCompany {
			likely[to] = append(likely[to], b)
		}
	}
	var moves []move
	for _, to := range among {
		if v := chosen[to]; v != nil {
			v.why.company = r.shared(to, likely[to]...)
			moves = append(moves, *v)
		}
	}
	if left {
		moves = append(moves, move{from: short, to: -1, apart: among, why: reason{rule: byDoubt, name: name}})
	}
	return moves
}

// bestKnown returns the place of the group that is named by far more often than the
// others together; -1 where there is none, or there are no others.
func (r *groups) bestKnown(among []int) int {
	all, best := 0, 0
	for i, g := range among {
		n := len(r.all[g].members)
		all += n
		if n > len(r.all[among[best]].members) {
			best = i
		}
	}
	if n := len(r.all[among[best]].members); len(among) > 1 && dominates(n, all-n) {
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
