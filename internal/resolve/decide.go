package resolve

import (
	"slices"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// names finds groups by what people call them.
type names struct {
	byID            map[string]int
	byName, byAlias map[string][]int
	root            []string // the ID of the group that speaks for each, by its number
}

// index returns the groups by ID, name and alias, as they are before decisions.
func (r *groups) index() *names {
	x := &names{byID: map[string]int{}, byName: map[string][]int{}, byAlias: map[string][]int{}}
	put := func(m map[string][]int, name string, i int) {
		if f := r.fold(name); f != "" && !slices.Contains(m[f], i) {
			m[f] = append(m[f], i)
		}
	}
	for i, g := range r.all {
		if !r.stands(i) {
			continue
		}
		x.byID[g.id] = i
		put(x.byName, g.name, i)
		for n := range g.names {
			put(x.byAlias, n, i)
		}
		for n := range g.aliases {
			put(x.byAlias, n, i)
		}
		if g.known != nil {
			for _, n := range g.known.Aliases {
				put(x.byAlias, n, i)
			}
		}
	}
	return x
}

// find returns the groups that go by a name: the one of that ID, or else those
// of that name, or else those with that alias. "is-k" is an ID and a way to
// write IS-K: the ID has it.
func (x *names) find(name string) []int {
	if i, ok := x.byID[name]; ok {
		return []int{i}
	}
	f := Fold(name)
	if hits := x.byName[f]; len(hits) > 0 {
		return hits
	}
	return x.byAlias[f]
}

// follow carries out the decisions, in order.
func (r *groups) follow(decisions []ledger.Decision, x *names) []Problem {
	var problems []Problem
	for _, d := range decisions {
		if d.Do == ledger.Merge {
			problems = append(problems, r.merge(d, x)...)
		}
	}
	return problems
}

// merge makes one of those that it finds, even where one of the names fails.
func (r *groups) merge(d ledger.Decision, x *names) []Problem {
	var problems []Problem
	var found []int
	for _, name := range d.Names {
		hits := r.distinct(x.find(name))
		if len(hits) == 1 {
			found = append(found, hits[0])
			continue
		}
		p := Problem{Decision: d, Name: name}
		for _, h := range hits {
			p.Candidates = append(p.Candidates, r.all[h].id)
		}
		slices.Sort(p.Candidates)
		problems = append(problems, p)
	}
	if len(problems) > 0 && len(found) > 0 && !r.isFirst(d, x, found[0]) {
		return problems // whose name stays is not known
	}
	for i := 1; i < len(found); i++ {
		r.obey(found[0], found[i], d)
	}
	return problems
}

// isFirst reports whether group g is the one that a decision names first.
func (r *groups) isFirst(d ledger.Decision, x *names, g int) bool {
	hits := r.distinct(x.find(d.Names[0]))
	return len(hits) == 1 && hits[0] == g
}

// distinct returns the groups that speak for these, each once.
func (r *groups) distinct(groups []int) []int {
	out := make([]int, len(groups))
	for i, g := range groups {
		out[i] = r.find(g)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// obey merges b into a: a person's word, so that even what the schema or the
// types hold apart is joined. The name and ID of a stay, and its type unless b's
// is a finer one of the same line.
func (r *groups) obey(a, b int, d ledger.Decision) {
	a, b = r.find(a), r.find(b)
	if a == b {
		return
	}
	ga, gb := r.all[a], r.all[b]
	r.absorb(a, b)
	if gb.known != nil {
		for _, n := range gb.known.Aliases {
			ga.aliases[n]++
		}
		for _, l := range gb.known.Same {
			ga.links[l]++
		}
		ga.names[gb.known.Name]++
	}
	ga.joined.add(reason{rule: byDecision, name: gb.name, with: ga.name, note: d.Because})
	ga.local = ga.local && gb.local
	if ga.known == nil && r.schema.Is(gb.typ, ga.typ) {
		ga.typ = gb.typ
	}
}
