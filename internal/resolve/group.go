package resolve

import (
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/schema"
)

// group is what the documents say of one entity. Groups are joined as more is
// found out: parent leads to the one that speaks for all.
type group struct {
	parent int
	key    key
	id     string
	local  bool
	known  *schema.Name // its entry in the schema

	members []member // where the documents speak of it
	names   votes    // canonical names and how often each was meant
	types   votes
	aliases votes
	links   votes
	joined  reasons
	apart   []parting

	// name and typ are what the votes, or a person, settled on.
	name, typ string
}

// member is one document's entity: the document by its place in the order of
// IDs, the entity by its index there.
type member struct{ doc, entity int }

type votes map[string]int

func (v votes) add(o votes) {
	for s, n := range o {
		v[s] += n
	}
}

func (v votes) take(s string, n int) {
	if v[s] -= n; v[s] <= 0 {
		delete(v, s)
	}
}

// groups gathers what documents say into groups.
type groups struct {
	schema   *schema.Schema
	families map[string]family
	known    *gazetteer
	docs     []*Summary // by ID
	folds    map[string]string

	entries []entry
	entryOf map[spelled]int
	byEntry map[key]int
	at      [][]int // for each document, its entities' entries; -1 for what is only described

	all       []*group
	of        [][]int             // for each document, its entities' groups; -1 for its own
	byKey     map[key]int         // those of one name and sense
	split     map[key]bool        // names that namesakes share, who are held apart
	claims    map[key][]claim     // who claims a name as an alias
	pinned    map[string]int      // local IDs that a decision speaks of; -1 until met
	cutOut    map[string][]member // what decisions took out of documents' entities, by their keys
	described []ledger.Decision   // those that mean by its words what is only described in a document

	bearers   map[key][]int  // the persons of a surname
	companies map[int]keeper // what company remembers
}

// entry is a name of one family, and where the documents use it.
type entry struct {
	key     key
	known   *schema.Name
	members []member
}

// spelled is a name as a document spells and types it.
type spelled struct{ name, typ string }

// claim is one document's use of an alias for a group.
type claim struct {
	group int
	alias string
	name  string // what the document calls it by
	doc   int
}

func newGroups(x *Resolver, docs []*Summary) *groups {
	return &groups{
		schema: x.schema, known: x.known, families: map[string]family{}, docs: docs, folds: map[string]string{},
		entryOf: map[spelled]int{}, byEntry: map[key]int{}, at: make([][]int, len(docs)),
		of: make([][]int, len(docs)), byKey: map[key]int{}, split: map[key]bool{},
		claims: map[key][]claim{}, pinned: map[string]int{},
		cutOut: map[string][]member{},
	}
}

func (r *groups) family(typ string) family {
	f, ok := r.families[typ]
	if !ok {
		f = familyOf(r.schema, typ)
		r.families[typ] = f
	}
	return f
}

// fold is Fold with a memory: names recur in most documents.
func (r *groups) fold(name string) string {
	f, ok := r.folds[name]
	if !ok {
		f = Fold(name)
		r.folds[name] = f
	}
	return f
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
	for i, d := range r.docs {
		r.at[i] = make([]int, len(d.Entities))
		for j := range d.Entities {
			e := &d.Entities[j]
			r.at[i][j] = -1
			if e.Scope != Described {
				typ := e.Type
				if place, ok := r.placed(member{i, j}); ok {
					typ = place
				}
				x := r.entry(e.Name, typ)
				r.at[i][j] = x
				r.entries[x].members = append(r.entries[x].members, member{i, j})
			}
		}
	}
}

// entry returns the index of a name's entry, made where there is none yet.
func (r *groups) entry(name, typ string) int {
	s := spelled{name, typ}
	x, ok := r.entryOf[s]
	if !ok {
		k, known := r.keyOf(name, typ)
		if x, ok = r.byEntry[k]; !ok {
			x = len(r.entries)
			r.byEntry[k] = x
			r.entries = append(r.entries, entry{key: k, known: known})
		}
		r.entryOf[s] = x
	}
	return x
}

// keyOf returns where a name belongs, by the schema's own name for it.
func (r *groups) keyOf(name, typ string) (key, *schema.Name) {
	k := key{family: r.family(typ), name: r.fold(name)}
	if known := r.known.find(k); known != nil {
		return key{family: k.family, name: r.fold(known.Name)}, known
	}
	return k, nil
}

// form makes the groups: one for each name, or for each of its namesakes.
func (r *groups) form() {
	for i := range r.docs {
		r.of[i] = slices.Repeat([]int{-1}, len(r.at[i]))
	}
	for x := range r.entries {
		e := &r.entries[x]
		if r.formNamesakes(x) {
			continue
		}
		g := r.newGroup(e.key, e.known)
		r.byKey[e.key] = g
		for _, m := range e.members {
			r.enter(m, g)
		}
	}
	for i, d := range r.docs {
		for j := range d.Entities {
			m := member{i, j}
			if key := d.Entities[j].Split; key != "" {
				r.cutOut[key] = append(r.cutOut[key], m)
			}
			if r.of[i][j] < 0 {
				r.pinLocal(m)
			}
		}
	}
}

// pinLocal makes a group of a described entity of which a decision speaks.
func (r *groups) pinLocal(m member) {
	e := r.local(m)
	g, ok := r.pinned[e.ID]
	if !ok && e.Split == "" && !slices.ContainsFunc(r.described, func(d ledger.Decision) bool { return r.describes(d, m) }) {
		return
	}
	if !ok || g < 0 {
		g = r.newGroup(key{family: r.family(e.Type), name: "\x00" + e.ID}, nil)
		r.all[g].id, r.all[g].local = e.ID, true
		r.pinned[e.ID] = g
		r.enter(m, g)
	}
	r.of[m.doc][m.entity] = g
}

// describes reports whether a decision names a document and means by its words what
// is only described there.
func (r *groups) describes(d ledger.Decision, m member) bool {
	return slices.ContainsFunc(d.Names, func(name string) bool { return r.isDescribed(m, name, d.In) })
}

// isDescribed reports whether a member is what some documents only describe, by
// these words.
func (r *groups) isDescribed(m member, words string, in []string) bool {
	e := r.local(m)
	return e.Scope == Described && r.fold(e.Name) == r.fold(words) && r.isIn(m, in)
}

// describedAs returns the groups of what some documents only describe, by these
// words.
func (r *groups) describedAs(words string, in []string) []int {
	var out []int
	for g := range r.all {
		if r.stands(g) && slices.ContainsFunc(r.all[g].members, func(m member) bool { return r.isDescribed(m, words, in) }) {
			out = append(out, g)
		}
	}
	return out
}

func (r *groups) newGroup(k key, known *schema.Name) int {
	r.all = append(r.all, &group{
		parent: len(r.all), key: k, known: known,
		names: votes{}, types: votes{}, aliases: votes{}, links: votes{}, joined: reasons{},
	})
	return len(r.all) - 1
}

// local returns a document's entity.
func (r *groups) local(m member) *Local { return &r.docs[m.doc].Entities[m.entity] }

// enter makes a document's entity a member of a group, and counts what the
// document says of it.
func (r *groups) enter(m member, i int) {
	g, e := r.all[i], r.local(m)
	r.of[m.doc][m.entity] = i
	g.members = append(g.members, m)
	r.vote(g, e)
	for _, a := range e.Aliases {
		k, _ := r.keyOf(a, e.Type)
		if (k.family != g.key.family || k.name != g.key.name) && k.name != "" && !g.local {
			r.claim(k, claim{i, a, e.Name, m.doc})
		}
	}
}

func (r *groups) vote(g *group, e *Local) {
	weight := max(1, e.Weight)
	g.names[e.Name] += weight
	g.types[e.Type] += weight
	for _, a := range e.Aliases {
		g.aliases[a]++
	}
	for _, l := range e.Links {
		g.links[l]++
	}
}

// move makes members of group from, which is nobody's but their own, members of
// group to.
func (r *groups) move(members []member, from, to int) {
	f, t := r.all[r.find(from)], r.all[r.find(to)]
	moved := make(map[member]bool, len(members))
	for _, m := range members {
		e := r.local(m)
		moved[m] = true
		r.of[m.doc][m.entity] = to
		r.vote(t, e)
		weight := max(1, e.Weight)
		f.names.take(e.Name, weight)
		f.types.take(e.Type, weight)
		for _, a := range e.Aliases {
			f.aliases.take(a, 1)
		}
		for _, l := range e.Links {
			f.links.take(l, 1)
		}
	}
	t.members = append(t.members, members...)
	f.members = slices.DeleteFunc(f.members, func(m member) bool { return moved[m] })
}

// claim notes that a group goes by an alias; the first document to say so is
// kept as the reason.
func (r *groups) claim(k key, c claim) {
	for _, o := range r.claims[k] {
		if o.group == c.group {
			return
		}
	}
	r.claims[k] = append(r.claims[k], c)
}

// find returns the group that speaks for group i.
func (r *groups) find(i int) int {
	for r.all[i].parent != i {
		r.all[i].parent = r.all[r.all[i].parent].parent
		i = r.all[i].parent
	}
	return i
}

// stands reports whether group i speaks for itself, and for anybody at all.
func (r *groups) stands(i int) bool { return r.all[i].parent == i && len(r.all[i].members) > 0 }

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

// roots returns the groups that speak for themselves, by key.
func (r *groups) roots() []*group {
	var out []*group
	for i, g := range r.all {
		if r.stands(i) {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b *group) int { return a.key.compare(b.key) })
	return out
}
