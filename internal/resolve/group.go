package resolve

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/quadrille-kg/quadrille/graph"
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

	names   votes // canonical names and how often each was meant
	types   votes
	aliases votes
	links   votes
	why     map[string]bool

	// name and typ are what the votes, or a person, settled on.
	name, typ string
}

type votes map[string]int

func (v votes) add(o votes) {
	for s, n := range o {
		v[s] += n
	}
}

// groups gathers what documents say into groups.
type groups struct {
	schema   *schema.Schema
	families map[string]family
	known    *gazetteer
	all      []*group
	byKey    map[key]int
	claims   map[key][]claim // who claims a name as an alias
	pinned   map[string]int  // local IDs that a decision speaks of; -1 until met
	folds    map[string]string
}

// claim is one document's use of an alias for a group.
type claim struct {
	group int
	alias string
	doc   string
}

func newGroups(x *Resolver) *groups {
	return &groups{
		schema: x.schema, known: x.known, families: map[string]family{}, byKey: map[key]int{},
		claims: map[key][]claim{}, pinned: map[string]int{}, folds: map[string]string{},
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
		for _, n := range d.Names {
			if looksLocal(n) {
				r.pinned[n] = -1
			}
		}
	}
}

// add takes in one document's entities.
func (r *groups) add(d *Summary) {
	for i := range d.Entities {
		e := &d.Entities[i]
		if e.Scope != Described {
			k, known := r.keyOf(e.Name, e.Type)
			r.vote(r.group(k, known), e, d.ID)
		} else if at, ok := r.pinned[e.ID]; ok && at == -1 {
			r.pinned[e.ID] = r.newGroup(key{r.family(e.Type), "\x00" + e.ID}, nil)
			g := r.all[r.pinned[e.ID]]
			g.id, g.local = e.ID, true
			r.vote(r.pinned[e.ID], e, d.ID)
		}
	}
}

// keyOf returns where a name belongs, by the schema's own name for it.
func (r *groups) keyOf(name, typ string) (key, *schema.Name) {
	k := key{r.family(typ), r.fold(name)}
	if known := r.known.find(k); known != nil {
		return key{k.family, r.fold(known.Name)}, known
	}
	return k, nil
}

func (r *groups) group(k key, known *schema.Name) int {
	i, ok := r.byKey[k]
	if !ok {
		i = r.newGroup(k, known)
		r.byKey[k] = i
	}
	return i
}

func (r *groups) newGroup(k key, known *schema.Name) int {
	r.all = append(r.all, &group{
		parent: len(r.all), key: k, known: known,
		names: votes{}, types: votes{}, aliases: votes{}, links: votes{}, why: map[string]bool{},
	})
	return len(r.all) - 1
}

// vote counts what a document says of a group.
func (r *groups) vote(i int, e *Local, doc string) {
	g, weight := r.all[i], max(1, e.Weight)
	g.names[e.Name] += weight
	g.types[e.Type] += weight
	for _, a := range e.Aliases {
		g.aliases[a]++
		k, _ := r.keyOf(a, e.Type)
		if k != g.key && k.name != "" && !g.local {
			r.claim(k, claim{i, a, doc})
		}
	}
	for _, l := range e.Links {
		g.links[l]++
	}
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

// join makes groups a and b one, unless the schema knows them for two. The
// smaller key speaks for both, so that the order of joining does not matter.
func (r *groups) join(a, b int, why string) bool {
	a, b = r.find(a), r.find(b)
	if a == b {
		return false
	}
	ga, gb := r.all[a], r.all[b]
	if ga.known != nil && gb.known != nil && ga.known != gb.known {
		return false
	}
	if gb.key.less(ga.key) {
		a, b, ga, gb = b, a, gb, ga
	}
	r.absorb(a, b)
	if ga.known == nil {
		ga.known = gb.known
	}
	ga.why[why] = true
	return true
}

// absorb moves all that group b holds to group a.
func (r *groups) absorb(a, b int) {
	ga, gb := r.all[a], r.all[b]
	gb.parent = a
	ga.names.add(gb.names)
	ga.types.add(gb.types)
	ga.aliases.add(gb.aliases)
	ga.links.add(gb.links)
	maps.Copy(ga.why, gb.why)
}

func (k key) less(o key) bool {
	if k.family != o.family {
		return k.family < o.family
	}
	return k.name < o.name
}

// joinByLink joins groups of one family that share a link.
func (r *groups) joinByLink() {
	type target struct {
		family family
		link   string
	}
	first := map[target]int{}
	for _, i := range r.byKeyOrder() {
		g := r.all[i]
		for _, l := range slices.Sorted(maps.Keys(g.links)) {
			t := target{g.key.family, l}
			if j, ok := first[t]; ok {
				r.join(j, i, "both are "+l)
			} else {
				first[t] = i
			}
		}
	}
}

// byKeyOrder returns the indexes of the shared groups by key.
func (r *groups) byKeyOrder() []int {
	out := make([]int, 0, len(r.byKey))
	for _, i := range r.byKey {
		out = append(out, i)
	}
	slices.SortFunc(out, func(a, b int) int {
		if r.all[a].key.less(r.all[b].key) {
			return -1
		}
		return 1
	})
	return out
}

// joinByAlias joins a group with the one whose name it claims as an alias, where
// no other group claims it too: of two Johnsons, neither is "Johnson". Each
// round looks at the groups as the round before left them, until nothing moves.
func (r *groups) joinByAlias() {
	var keys []key
	for k := range r.claims {
		if _, ok := r.byKey[k]; ok {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.less(b) {
			return -1
		}
		return 1
	})
	for moved := true; moved; {
		moved = false
		type pair struct {
			from, to int
			why      string
		}
		var pairs []pair
		for _, k := range keys {
			to := r.find(r.byKey[k])
			if c, ok := r.onlyClaim(k, to); ok {
				pairs = append(pairs, pair{c.group, to, fmt.Sprintf("alias %s in document %s", strconv.Quote(c.alias), c.doc)})
			}
		}
		for _, p := range pairs {
			moved = r.join(p.from, p.to, p.why) || moved
		}
	}
}

// onlyClaim returns the claim of the one group, other than the group of that
// name itself, that goes by a name; false where there are several, or none.
func (r *groups) onlyClaim(k key, to int) (claim, bool) {
	from := -1
	var only claim
	for _, c := range r.claims[k] {
		g := r.find(c.group)
		if g == to || k.family == persons && givenName(r.all[c.group].key.name, k.name) {
			continue
		}
		if from >= 0 && g != from {
			return claim{}, false
		}
		if from < 0 || c.doc < only.doc || c.doc == only.doc && c.alias < only.alias {
			from, only = g, c
		}
	}
	return only, from >= 0
}

// givenName reports whether an alias is one word of a person's name, but not the
// last: half the world is called Vladimir.
func givenName(name, alias string) bool {
	words := strings.Fields(name)
	return len(words) > 1 && slices.Contains(words[:len(words)-1], alias)
}

// roots returns the groups that speak for themselves, by key.
func (r *groups) roots() []*group {
	var out []*group
	for i, g := range r.all {
		if r.find(i) == i {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b *group) int {
		if a.key.less(b.key) {
			return -1
		}
		return 1
	})
	return out
}

// settle gives every group its name, type and ID.
func (r *groups) settle() {
	roots := r.roots()
	for _, g := range roots {
		g.name, g.typ = r.bestName(g), r.bestType(g)
	}
	slices.SortFunc(roots, func(a, b *group) int {
		if a.key.family != b.key.family {
			return int(a.key.family - b.key.family)
		}
		if c := strings.Compare(r.fold(a.name), r.fold(b.name)); c != 0 {
			return c
		}
		return strings.Compare(a.key.name, b.key.name)
	})
	taken := map[string]bool{}
	for _, g := range roots {
		if g.local {
			taken[g.id] = true
			continue
		}
		folded := r.fold(g.name)
		s := slug(folded)
		full := g.key.family.String() + " " + g.key.name
		for _, id := range []string{s, s + "-" + g.key.family.String(), s + "-" + hash(full, 8), s + "-" + hash(full, 64)} {
			if !taken[id] && !looksLocal(id) {
				g.id, taken[id] = id, true
				break
			}
		}
	}
}

// bestName returns the schema's name, or the one most meant; of several, the
// longest, then the first in the alphabet. A person's full name goes before any
// single word.
func (r *groups) bestName(g *group) string {
	if g.known != nil {
		return g.known.Name
	}
	best, most := "", -1
	full := func(s string) bool { return g.key.family == persons && strings.Contains(r.fold(s), " ") }
	for _, s := range slices.Sorted(maps.Keys(g.names)) {
		n := g.names[s]
		better := n > most || n == most && utf8.RuneCountInString(s) > utf8.RuneCountInString(best)
		if full(s) != full(best) && most >= 0 {
			better = full(s)
		}
		if better {
			best, most = s, n
		}
	}
	return best
}

// bestType returns the schema's type, or the one most voted for, where a vote
// for a type counts for those below it too: what two call an organisation and
// one an armed group is an armed group.
func (r *groups) bestType(g *group) string {
	if g.known != nil {
		return g.known.Type
	}
	best, most, deepest := "", -1, -1
	for _, t := range slices.Sorted(maps.Keys(g.types)) {
		n, depth := 0, 0
		for o, votes := range g.types {
			if r.schema.Is(t, o) {
				n += votes
				depth++
			}
		}
		if n > most || n == most && depth > deepest {
			best, most, deepest = t, n, depth
		}
	}
	return best
}

// entity returns what the graph says of a group.
func (g *group) entity(r *groups) *Entity {
	all := votes{}
	all.add(g.names)
	all.add(g.aliases)
	if g.known != nil {
		for _, a := range g.known.Aliases {
			all[a]++
		}
		for _, l := range g.known.Same {
			g.links[l]++
		}
	}
	return &Entity{
		Entity: graph.Entity{ID: g.id, Name: g.name, Type: g.typ, Aliases: r.aliases(g.name, all)},
		Links:  slices.Sorted(maps.Keys(g.links)), Local: g.local,
		Why: slices.Sorted(maps.Keys(g.why)),
	}
}

// aliases returns the other names, one spelling of each: the most frequent, then
// the first in the alphabet. The result is sorted and not nil.
func (r *groups) aliases(name string, all votes) []string {
	own := r.fold(name)
	best := map[string]string{}
	for _, a := range slices.Sorted(maps.Keys(all)) {
		f := r.fold(a)
		if f == own || f == "" {
			continue
		}
		if b, ok := best[f]; !ok || all[a] > all[b] {
			best[f] = a
		}
	}
	out := make([]string, 0, len(best))
	for _, a := range best {
		out = append(out, a)
	}
	slices.Sort(out)
	return out
}

// idsOf returns which shared entities a document's entities are.
func (r *groups) idsOf(d *Summary) []string {
	ids := make([]string, len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		if e.Scope != Described {
			k, _ := r.keyOf(e.Name, e.Type)
			ids[i] = r.all[r.find(r.byKey[k])].id
		} else if g, ok := r.pinned[e.ID]; ok && g >= 0 {
			ids[i] = r.all[r.find(g)].id
		}
	}
	return ids
}
