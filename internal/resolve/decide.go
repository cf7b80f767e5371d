package resolve

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

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
	for i, g := range r.all {
		if !r.stands(i) {
			continue
		}
		x.byID[g.id] = i
		x.call(r.folded(g.name), i)
		for _, c := range slices.Concat(g.names, g.aliases) {
			x.alias(r.folded(c.word), i)
		}
		if g.known != nil {
			for _, n := range g.known.Aliases {
				x.alias(r.folded(r.words.id(n)), i)
			}
		}
	}
	return x
}

// indexOf returns entities of whom no decision speaks by ID, name and alias.
func indexOf(entities map[string]*Entity) *names {
	x := &names{byID: map[string]int{}, byName: map[string][]int{}, byAlias: map[string][]int{}}
	for i, id := range slices.Sorted(maps.Keys(entities)) {
		e := entities[id]
		x.byID[id] = i
		x.root = append(x.root, id)
		x.call(Fold(e.Name), i)
		for _, a := range e.Aliases {
			x.alias(Fold(a), i)
		}
	}
	return x
}

// ids returns the IDs of the groups that go by a name, sorted.
func (x *names) ids(name string) []string {
	var ids []string
	for _, g := range x.find(name) {
		ids = append(ids, x.root[g])
	}
	slices.Sort(ids)
	return slices.Compact(ids)
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

// call notes that a group goes by a folded name.
func (x *names) call(folded string, g int) { put(x.byName, folded, g) }

// alias notes that a group goes by a folded name among others.
func (x *names) alias(folded string, g int) { put(x.byAlias, folded, g) }

func put(m map[string][]int, folded string, g int) {
	if folded != "" && !slices.Contains(m[folded], g) {
		m[folded] = append(m[folded], g)
	}
}

// follow carries out the decisions, in order. It fails where a document cannot be
// looked at.
func (r *groups) follow(decisions []ledger.Decision, x *names) ([]Problem, error) {
	var problems []Problem
	hits := map[string]bool{}
	for i := range r.docs {
		for _, key := range r.docs[i].Hits {
			hits[key] = true
		}
	}
	for _, d := range decisions {
		switch d.Do {
		case ledger.Merge:
			if len(d.In) > 0 {
				problems = append(problems, r.mergeIn(d, x)...)
			} else {
				problems = append(problems, r.merge(d, x)...)
			}
		case ledger.Split:
			problems = append(problems, r.splitUp(d, x, hits[d.Key()])...)
		case ledger.Rename:
			problems = append(problems, r.rename(d, x)...)
		case ledger.Type:
			problems = append(problems, r.retype(d, x)...)
		default:
			if !hits[d.Key()] {
				problems = append(problems, Problem{Decision: d, Why: unsaid})
			}
		}
	}
	for i := range problems {
		if p := &problems[i]; p.Why == unsaid {
			var err error
			if p.Why, err = r.unsaid(p.Decision); err != nil {
				return nil, err
			}
		}
	}
	return problems, nil
}

// unsaid stands for why a decision about what documents say means none of their claims,
// until that is found out.
const unsaid = "\x00"

// unsaid says why a decision about what documents say means none of their claims.
func (r *groups) unsaid(d ledger.Decision) (string, error) {
	for _, name := range d.In {
		if !slices.ContainsFunc(r.docs, func(s Digest) bool { return isDocument(name, s.ID, s.Sources) }) {
			return "there is no document " + strconv.Quote(name), nil
		}
	}
	if d.Do == ledger.Add {
		return "these words do not stand in the text", nil
	}
	for i, name := range d.Names {
		if i == 1 {
			continue // the relation
		}
		near, known, err := r.speaksOf(d.In, name)
		switch {
		case err != nil:
			return "", err
		case !known && near != "":
			return "nothing there is called " + strconv.Quote(name) + ": is " + strconv.Quote(near) + " meant?", nil
		case !known && i == 0:
			return "nothing there is called " + strconv.Quote(name), nil
		}
	}
	return "no claim that was read is like that", nil
}

// speaksOf reports whether one of the documents that a decision names, or any, has
// an entity of that name, and otherwise returns the name there that is most like it,
// or "".
func (r *groups) speaksOf(in []string, name string) (near string, known bool, err error) {
	x, memory := &Resolver{r.schema, r.known}, folds{}
	folded := memory.of(name)
	const longest = 100 // what a person misspells is no longer, and comparing takes the square of it
	best := min(utf8.RuneCountInString(folded), longest)/3 + 1
	for i := range r.docs {
		d := &r.docs[i]
		if len(in) > 0 && !slices.ContainsFunc(in, func(n string) bool { return isDocument(n, d.ID, d.Sources) }) {
			continue
		}
		locals, err := d.Locals()
		if err != nil {
			return "", false, err
		}
		for j := range locals {
			e := &locals[j]
			if x.answers(memory, folded, e.Name, e.Type, e.Aliases) {
				return "", true, nil
			}
			if len(folded) > longest || len(e.Name) > longest {
				continue
			}
			if n := levenshtein.ComputeDistance(folded, memory.of(e.Name)); n < best || n == best && e.Name < near {
				near, best = e.Name, n
			}
		}
	}
	return near, false, nil
}

// only returns the one group that goes by a name, or what is wrong with it.
func (r *groups) only(d ledger.Decision, x *names, name string) (int, []Problem) {
	hits := r.distinct(x.find(name))
	if len(hits) == 1 {
		return hits[0], nil
	}
	return -1, []Problem{r.problem(d, name, hits)}
}

// meant returns the one group that a decision is about: of those that go by the name,
// or, where a document is named, what is described there by these words.
func (r *groups) meant(d ledger.Decision, x *names) (int, []Problem) {
	if len(d.In) == 0 {
		return r.only(d, x, d.Names[0])
	}
	hits := r.describedAs(d.Names[0], d.In)
	if len(hits) == 1 {
		return hits[0], nil
	}
	return -1, []Problem{r.problem(d, d.Names[0], hits)}
}

func (r *groups) problem(d ledger.Decision, name string, hits []int) Problem {
	p := Problem{Decision: d, Name: name}
	for _, h := range hits {
		p.Candidates = append(p.Candidates, r.all[h].id)
	}
	slices.Sort(p.Candidates)
	return p
}

// rename gives a group another name. Its ID stays, so that what names it goes on
// naming it, and the old name becomes an alias.
func (r *groups) rename(d ledger.Decision, x *names) []Problem {
	g, wrong := r.meant(d, x)
	if wrong != nil {
		return wrong
	}
	it := r.all[g]
	it.aliases.add(it.name, 1)
	it.name = r.words.id(d.To)
	x.call(Fold(d.To), g)
	x.alias(Fold(d.Names[0]), g)
	return nil
}

// retype gives a group another type.
func (r *groups) retype(d ledger.Decision, x *names) []Problem {
	g, wrong := r.meant(d, x)
	if wrong != nil {
		return wrong
	}
	if r.schema.Type(d.To) == nil {
		return []Problem{{Decision: d, Why: "the schema has no type " + strconv.Quote(d.To)}}
	}
	r.all[g].typ = r.words.id(d.To)
	return nil
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
		problems = append(problems, r.problem(d, name, hits))
	}
	if len(problems) > 0 && len(found) > 0 && !r.isFirst(d, x, found[0]) {
		return problems // whose name stays is not known
	}
	for i := 1; i < len(found); i++ {
		r.obey(found[0], found[i], d)
	}
	return problems
}

// mergeIn makes what some documents call by other names one with the first.
func (r *groups) mergeIn(d ledger.Decision, x *names) []Problem {
	to, wrong := r.only(d, x, d.Names[0])
	if wrong != nil {
		return wrong
	}
	var problems []Problem
	for _, name := range d.Names[1:] {
		found := false
		for _, from := range r.distinct(slices.Concat(x.find(name), r.describedAs(name, d.In), []int{to})) {
			out := r.called(from, name, d.In)
			switch {
			case len(out) == 0:
				continue
			case from == to:
			case len(out) == len(r.all[from].members):
				r.obey(to, from, d)
			default:
				r.moveVotes(out, from, to)
				r.move(out, from, to)
				r.all[to].joined.add(reason{rule: byDecision, name: name, with: r.text(r.all[to].name), note: d.Because})
			}
			found = true
		}
		if !found {
			problems = append(problems, Problem{Decision: d, Why: "nothing is called " + strconv.Quote(name) + " there"})
		}
	}
	return problems
}

// called returns the members of a group that go by a name in some documents; all of
// those documents, where it is the group's own.
func (r *groups) called(g int, name string, in []string) []member {
	folded := Fold(name)
	own := r.folded(r.all[g].name) == folded || r.all[g].id == name
	var out []member
	for _, m := range r.all[g].members {
		if r.isIn(m, in) && (own || r.folded(r.ents[m].name) == folded ||
			slices.ContainsFunc(r.rest(m).aliases, func(a int32) bool { return r.folded(a) == folded })) {
			out = append(out, m)
		}
	}
	return out
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
			ga.aliases.add(r.words.id(n), 1)
		}
		for _, l := range gb.known.Same {
			ga.links.add(r.words.id(l), 1)
		}
		ga.names.add(r.words.id(gb.known.Name), 1)
	}
	ga.aliases.add(gb.name, 1) // it may be one that a person gave
	ga.joined.add(reason{rule: byDecision, name: r.text(gb.name), with: r.text(ga.name), note: d.Because})
	ga.local = ga.local && gb.local
	if ga.known == nil && r.schema.Is(r.text(gb.typ), r.text(ga.typ)) {
		ga.typ = gb.typ
	}
}
