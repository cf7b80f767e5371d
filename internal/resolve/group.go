package resolve

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/schema"
)

// group is what the documents say of one entity. Groups are joined as more is
// found out: groups.parents lead to the one that speaks for all.
type group struct {
	key   key
	entry int // whose name it has; -1 for one that is only described
	id    string
	local bool
	known *schema.Name // its entry in the schema

	members []member // where the documents speak of it
	joined  reasons
	apart   []parting

	// name and typ are the words that the members' votes, or a person, settled on. The
	// votes are counted when all members have come together, and again by decisions.
	name, typ                    int32
	names, types, aliases, links tally
}

type votes map[string]int

func (v votes) add(o votes) {
	for s, n := range o {
		v[s] += n
	}
}

// groups gathers what documents say into groups.
type groups struct {
	*world
	schema   *schema.Schema
	known    *gazetteer
	families []int8 // by type's word; -1 where nobody has asked yet

	entries []entry
	found   []int32 // by folded name and family, what is known of its entry (spots.go)
	listed  []bool  // by folded name, whether the schema may list it
	at      []int32 // the entries of the documents' entities; -1 for what is only described

	all       []*group
	parents   []int32             // by group, the one that it was joined to; itself where to none
	spare     []group             // room for more
	of        []int32             // the groups of the documents' entities; -1 for what is a document's own
	pinned    map[string]int      // local IDs that a decision speaks of; -1 until met
	cutOut    map[string][]member // what decisions took out of documents' entities, by their keys
	described []ledger.Decision   // those that mean by its words what is only described in a document

	near    near // what company remembers
	counted counter
	votes   ballots
}

// ballots count what the documents call a group.
type ballots struct{ names, types, aliases, links counter }

// entry is a name of one family, and where the documents use it.
type entry struct {
	key     key
	known   *schema.Name
	members []member

	group   int     // of that name and no sense; -1 for none
	split   bool    // namesakes share the name, who are held apart
	claims  []claim // who claims the name as an alias
	bearers []int   // the persons of whom it is the surname
}

// claim is one document's use of an alias for a group.
type claim struct {
	group int
	alias int32
	name  int32 // what the document calls it by
	doc   int
}

func newGroups(x *Resolver, w *world) *groups {
	r := &groups{
		world: w, schema: x.schema, known: x.known,
		at: make([]int32, len(w.ents)), of: make([]int32, len(w.ents)),
		pinned: map[string]int{}, cutOut: map[string][]member{},
	}
	r.beginSpots()
	for i := range r.of {
		r.at[i], r.of[i] = -1, -1
	}
	return r
}

// family returns the family of a type.
func (r *groups) family(typ int32) family {
	for int(typ) >= len(r.families) {
		r.families = append(r.families, -1)
	}
	if r.families[typ] < 0 {
		r.families[typ] = int8(familyOf(r.schema, r.text(typ)))
	}
	return family(r.families[typ])
}

// folded returns a name's folded form.
func (r *groups) folded(name int32) string { return r.text(r.fold(name)) }

// whole returns whether decisions speak of what a document only describes.
func whole(decisions []ledger.Decision) func(*Digest) bool {
	var named []string
	var local []string // the digits that IDs end with
	for _, d := range decisions {
		if d.AboutClaims() {
			continue
		}
		for _, n := range append(slices.Clone(d.Names), d.To) {
			if looksLocal(n) {
				local = append(local, n[len(n)-localDigits:])
			}
		}
		if d.Do != ledger.Split {
			named = append(named, d.In...)
		}
	}
	if len(named)+len(local) == 0 {
		return func(*Digest) bool { return false }
	}
	return func(d *Digest) bool {
		return slices.ContainsFunc(local, func(digits string) bool { return strings.HasPrefix(d.ID, digits) }) ||
			slices.ContainsFunc(named, func(name string) bool { return isDocument(name, d.ID, d.Sources) })
	}
}

// pin notes which local entities decisions speak of.
func (r *groups) pin(decisions []ledger.Decision) {
	for _, d := range decisions {
		if d.AboutClaims() {
			continue
		}
		for _, n := range append(slices.Clone(d.Names), d.To) {
			if looksLocal(n) {
				r.pinned[n] = -1
			}
		}
		if d.Do != ledger.Split && len(d.In) > 0 {
			r.described = append(r.described, d)
		}
	}
}

// list gathers the names that the documents use, and where.
func (r *groups) list() {
	for m := range r.ents {
		e := &r.ents[m]
		if e.scope == Described {
			continue
		}
		typ := e.typ
		if place, ok := r.placed(member(m)); ok {
			typ = place
		}
		r.at[m] = int32(r.entry(e.name, typ))
	}
	// The members of an entry stand together.
	ends := make([]int, len(r.entries))
	n := 0
	for _, x := range r.at {
		if x >= 0 {
			ends[x]++
			n++
		}
	}
	all, begin := make([]member, n), 0
	for x, size := range ends {
		r.entries[x].members = all[begin : begin : begin+size]
		begin += size
	}
	for m, x := range r.at {
		if x >= 0 {
			r.entries[x].members = append(r.entries[x].members, member(m))
		}
	}
}

// form makes the groups: one for each name, or for each of its namesakes.
func (r *groups) form() {
	for x, senses := range r.senses() {
		if len(senses) > 0 {
			r.formNamesakes(x, senses)
			continue
		}
		g := r.newGroup(r.entries[x].key, r.entries[x].known, x)
		r.entries[x].group = g
		r.enter(r.entries[x].members, g)
	}
	for m := range r.ents {
		if split := r.rest(member(m)).split; split != 0 {
			r.cutOut[r.text(split)] = append(r.cutOut[r.text(split)], member(m))
		}
		if r.of[m] < 0 {
			r.pinLocal(member(m))
		}
	}
}

// localID returns the ID of what a document only describes, as its summary gives it.
func (r *groups) localID(m member) string {
	from, _ := r.members(r.doc(m))
	s, n := slug(r.folded(r.ents[m].name)), 1
	for o := from; o < m; o++ {
		if r.ents[o].scope == Described && slug(r.folded(r.ents[o].name)) == s {
			n++
		}
	}
	return localID(s, n, r.docs[r.doc(m)].ID)
}

// pinLocal makes a group of a described entity of which a decision speaks.
func (r *groups) pinLocal(m member) {
	split := r.rest(m).split != 0
	if !split && len(r.pinned)+len(r.described) == 0 || !r.entire(r.doc(m)) {
		return
	}
	id := r.localID(m)
	g, ok := r.pinned[id]
	if !ok && !split && !slices.ContainsFunc(r.described, func(d ledger.Decision) bool { return r.describes(d, m) }) {
		return
	}
	if !ok || g < 0 {
		g = r.newGroup(key{family: r.family(r.ents[m].typ), name: "\x00" + id}, nil, -1)
		r.all[g].id, r.all[g].local = id, true
		r.pinned[id] = g
		r.enter([]member{m}, g)
	}
	r.of[m] = int32(g)
}

// describes reports whether a decision names a document and means by its words what
// is only described there.
func (r *groups) describes(d ledger.Decision, m member) bool {
	return slices.ContainsFunc(d.Names, func(name string) bool { return r.isDescribed(m, Fold(name), d.In) })
}

// isDescribed reports whether a member is what some documents only describe, by
// these folded words.
func (r *groups) isDescribed(m member, words string, in []string) bool {
	e := &r.ents[m]
	return e.scope == Described && r.folded(e.name) == words && r.isIn(m, in)
}

// describedAs returns the groups of what some documents only describe, by these
// words.
func (r *groups) describedAs(words string, in []string) []int {
	words = Fold(words)
	var out []int
	for g := range r.all {
		if r.stands(g) && slices.ContainsFunc(r.all[g].members, func(m member) bool { return r.isDescribed(m, words, in) }) {
			out = append(out, g)
		}
	}
	return out
}

func (r *groups) newGroup(k key, known *schema.Name, entry int) int {
	if len(r.spare) == 0 {
		r.spare = make([]group, 256)
	}
	g := &r.spare[0]
	r.spare = r.spare[1:]
	*g = group{key: k, known: known, entry: entry}
	r.all, r.parents = append(r.all, g), append(r.parents, int32(len(r.all)))
	return len(r.all) - 1
}

// enter makes documents' entities members of a new group, and notes by what other
// names they go.
func (r *groups) enter(members []member, i int) {
	g := r.all[i]
	g.members = slices.Clip(members)
	for _, m := range members {
		r.of[m] = int32(i)
		e := &r.ents[m]
		if e.more == 0 || g.local {
			continue
		}
		for _, a := range r.rest(m).aliases {
			if x := r.claimed(a, e.typ); x >= 0 && x != g.entry {
				r.claim(x, claim{i, a, e.name, r.doc(m)})
			}
		}
	}
}

// claim notes that a group goes by an alias; the first document to say so is
// kept as the reason.
func (r *groups) claim(x int, c claim) {
	for _, o := range slices.Backward(r.entries[x].claims) {
		if o.group == c.group {
			return
		}
	}
	r.entries[x].claims = append(r.entries[x].claims, c)
}

// vote counts what the documents call a group, once its members have come together.
func (r *groups) vote(g *group) {
	v := &r.votes
	for _, m := range g.members {
		e := &r.ents[m]
		v.names.add(e.name, max(1, int(e.weight)))
		v.types.add(e.typ, max(1, int(e.weight)))
		if e.more == 0 {
			continue
		}
		for _, a := range r.rest(m).aliases {
			v.aliases.add(a, 1)
		}
		for _, l := range r.rest(m).links {
			v.links.add(l, 1)
		}
	}
	g.names, g.types, g.aliases, g.links = v.names.done(), v.types.done(), v.aliases.done(), v.links.done()
}

// move makes members of group from, which is nobody's but their own, members of
// group to.
func (r *groups) move(members []member, from, to int) {
	f, t := r.all[r.find(from)], r.all[r.find(to)]
	moved := make(map[member]bool, len(members))
	for _, m := range members {
		moved[m] = true
		r.of[m] = int32(to)
	}
	t.members = append(t.members, members...)
	f.members = slices.DeleteFunc(slices.Clone(f.members), func(m member) bool { return moved[m] })
}

// moveVotes makes the votes of members that move, after they were counted, those of
// another group.
func (r *groups) moveVotes(members []member, from, to int) {
	f, t := r.all[r.find(from)], r.all[r.find(to)]
	for _, m := range members {
		e := &r.ents[m]
		weight := max(1, int(e.weight))
		t.names.add(e.name, weight)
		t.types.add(e.typ, weight)
		f.names.take(e.name, weight)
		f.types.take(e.typ, weight)
		for _, a := range r.rest(m).aliases {
			t.aliases.add(a, 1)
			f.aliases.take(a, 1)
		}
		for _, l := range r.rest(m).links {
			t.links.add(l, 1)
			f.links.take(l, 1)
		}
	}
}

// find returns the group that speaks for group i.
func (r *groups) find(i int) int {
	for {
		parent := r.parents[i]
		above := r.parents[parent]
		if above == parent {
			return int(parent)
		}
		r.parents[i] = above
		i = int(above)
	}
}

// stands reports whether group i speaks for itself, and for anybody at all.
func (r *groups) stands(i int) bool { return int(r.parents[i]) == i && len(r.all[i].members) > 0 }

func (k key) compare(o key) int {
	if k.family != o.family {
		return int(k.family - o.family)
	}
	if c := strings.Compare(k.name, o.name); c != 0 {
		return c
	}
	return strings.Compare(k.sense, o.sense)
}

func (k key) less(o key) bool { return k.compare(o) < 0 }
