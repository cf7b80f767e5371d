package resolve

import (
	"slices"
	"strconv"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// splitUp takes out of a group what a decision says: the entities of documents that
// go by some names, or of some documents, or those that were cut out of a document's
// own entity already; hit is that some were. They become those of the group that the
// decision names, or one by themselves.
func (r *groups) splitUp(d ledger.Decision, x *names, hit bool) []Problem {
	if len(d.Mentions) > 0 {
		return r.splitOff(d, x, hit)
	}
	from, wrong := r.only(d, x, d.Names[0])
	if wrong != nil {
		return wrong
	}
	parts := r.foldAll(d.Parts)
	var out []member
	for _, m := range r.all[from].members {
		if (len(parts) == 0 || slices.Contains(parts, r.folded(r.ents[m].name))) && r.isIn(m, d.In) {
			out = append(out, m)
		}
	}
	switch {
	case len(out) == len(r.all[from].members):
		return []Problem{{Decision: d, Why: "nothing would be left of it"}}
	case len(out) > 0:
		return r.takeOut(d, x, from, out)
	}
	for _, p := range d.Parts { // it is another one already, and stays so
		for _, g := range r.distinct(x.find(p)) {
			out := r.called(g, p, d.In)
			if g == from || len(out) == 0 {
				continue
			}
			hit = true
			r.holdApart(from, g, d)
			if d.To == "" {
				continue
			}
			if _, wrong := r.target(d, x, -1, g, out); wrong != nil {
				return wrong
			}
		}
	}
	if hit {
		return nil
	}
	if len(d.Parts) > 0 {
		return []Problem{{Decision: d, Why: "nothing that is meant by it is called so"}}
	}
	return []Problem{{Decision: d, Why: "it is not spoken of there"}}
}

// splitOff brings what was cut out of documents' own entities where it belongs.
func (r *groups) splitOff(d ledger.Decision, x *names, hit bool) []Problem {
	if !hit {
		return []Problem{{Decision: d, Why: unsaid}}
	}
	byGroup := map[int][]member{}
	var groups []int
	for _, m := range r.cutOut[d.Key()] {
		if r.of[m] < 0 {
			continue
		}
		g := r.find(int(r.of[m]))
		if byGroup[g] == nil {
			groups = append(groups, g)
		}
		byGroup[g] = append(byGroup[g], m)
	}
	to := -1
	for _, g := range groups {
		if g == to {
			continue
		}
		var wrong []Problem
		if to, wrong = r.target(d, x, to, g, byGroup[g]); wrong != nil {
			return wrong
		}
	}
	return nil
}

// target moves members of a group to where a decision says, or to the group that
// others went to before; -1 for none.
func (r *groups) target(d ledger.Decision, x *names, to, from int, out []member) (int, []Problem) {
	if d.To != "" && to < 0 {
		hits := r.distinct(x.find(d.To))
		switch {
		case len(hits) > 1:
			return to, []Problem{r.problem(d, d.To, hits)}
		case len(hits) == 1 && hits[0] == from && len(out) < len(r.all[from].members):
			return to, []Problem{{Decision: d, Why: strconv.Quote(d.To) + " is what it is to be taken out of"}}
		case len(hits) == 1:
			to = hits[0]
		}
	}
	switch all := len(out) == len(r.all[from].members); {
	case to == from:
	case to >= 0 && all:
		r.obey(to, from, d)
	case to >= 0:
		r.moveVotes(out, from, to)
		r.move(out, from, to)
		r.holdApart(from, to, d)
	case all && d.To == "": // it is one by itself
		to = from
	case all:
		r.all[from].name = r.words.id(d.To)
		x.call(Fold(d.To), from)
		to = from
	default:
		to = r.begin(d, x, from, out)
	}
	return to, nil
}

// takeOut moves members of a group to where a decision says.
func (r *groups) takeOut(d ledger.Decision, x *names, from int, out []member) []Problem {
	to, wrong := r.target(d, x, -1, from, out)
	if wrong != nil || len(d.Parts) == 0 {
		return wrong
	}
	// By these names the old one is no longer found, unless some document that is not
	// meant goes on calling it so.
	f, t := r.all[from], r.all[to]
	gone := slices.DeleteFunc(r.foldAll(d.Parts), func(name string) bool {
		return slices.ContainsFunc(f.members, func(m member) bool { return r.folded(r.ents[m].name) == name })
	})
	left := func(c count) bool { return slices.Contains(gone, r.folded(c.word)) }
	f.names, f.aliases = slices.DeleteFunc(f.names, left), slices.DeleteFunc(f.aliases, left)
	for k, w := range f.joined {
		if slices.Contains(gone, Fold(w.name)) || slices.Contains(gone, Fold(w.with)) {
			delete(f.joined, k)
		}
	}
	if f.known != nil && slices.Contains(gone, Fold(f.known.Name)) {
		if t.known == nil {
			t.known = f.known
		}
		f.known = nil
	}
	if slices.Contains(gone, r.folded(f.name)) {
		f.name, f.typ = r.bestName(f), r.bestType(f)
		x.call(r.folded(f.name), from)
	}
	for _, name := range gone {
		for _, index := range []map[string][]int{x.byName, x.byAlias} {
			index[name] = slices.DeleteFunc(index[name], func(g int) bool { return r.find(g) == from })
		}
		x.alias(name, to)
	}
	return nil
}

// begin makes a group of members of another one.
func (r *groups) begin(d ledger.Decision, x *names, from int, out []member) int {
	f := r.all[from]
	to := r.newGroup(key{family: f.key.family, name: f.key.name, sense: "split " + d.Key()}, nil, -1)
	r.moveVotes(out, from, to)
	r.move(out, from, to)
	t := r.all[to]
	t.name, t.typ = r.bestName(t), r.bestType(t)
	if d.To != "" {
		t.name = r.words.id(d.To)
	}
	t.id = r.freeID(r.text(t.name))
	x.byID[t.id] = to
	x.call(r.folded(t.name), to)
	for _, c := range slices.Concat(t.names, t.aliases) {
		x.alias(r.folded(c.word), to)
	}
	r.holdApart(from, to, d)
	return to
}

// freeID returns an ID for a name that no group has, and no decision may mean.
func (r *groups) freeID(name string) string {
	taken := map[string]bool{}
	for i, g := range r.all {
		if r.stands(i) {
			taken[g.id] = true
		}
	}
	s := slug(Fold(name))
	id := s
	for n := 2; taken[id] || looksLocal(id); n++ {
		id = s + "-" + strconv.Itoa(n)
	}
	return id
}

// holdApart notes that a person holds two groups apart.
func (r *groups) holdApart(a, b int, d ledger.Decision) {
	why := reason{rule: byDecision, note: d.Because}
	why.name = r.text(r.all[a].name)
	r.all[a].apart = append(r.all[a].apart, parting{b, why})
	why.name = r.text(r.all[b].name)
	r.all[b].apart = append(r.all[b].apart, parting{a, why})
}

func (r *groups) foldAll(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = Fold(n)
	}
	return out
}

// isIn reports whether a member's document is one of those named; any is, of none.
func (r *groups) isIn(m member, names []string) bool {
	d := &r.docs[r.doc(m)]
	return len(names) == 0 || slices.ContainsFunc(names, func(n string) bool { return isDocument(n, d.ID, d.Sources) })
}
