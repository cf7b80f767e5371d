package resolve

import (
	"slices"

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

func (k key) less(o key) bool {
	if k.family != o.family {
		return k.family < o.family
	}
	return k.name < o.name
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
