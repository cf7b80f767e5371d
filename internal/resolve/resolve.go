// Package resolve decides which entities of which documents are one. It is a
// pure function of all documents' entities, the schema and what a person
// decided: the order in which documents came, and how often they were read
// again, leave no trace. Begin at Resolver.All.
package resolve

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/schema"
)

// Mapping says which entity of the graph each document's entities are.
type Mapping struct {
	// Problems are the decisions, or parts of them, that could not be followed.
	Problems []Problem

	world    *world
	of       []int32            // the groups of the documents' entities
	root     []string           // the ID of the group that speaks for each
	prints   []uint64           // and a hash of that
	shared   []*Entity          // those of the graph that documents may share
	hashes   []uint64           // of each
	speaks   []int32            // by group, which of shared it is
	entities map[string]*Entity // shared by ID
	naming   sync.Once
	names    *names // as decisions left them; made when it is first needed where there are none
}

// Entity is an entity of the graph.
type Entity struct {
	graph.Entity
	Links []string `json:",omitempty"` // sorted
	// Local marks an entity that one document alone can speak of: "the gunmen".
	Local bool `json:",omitempty"`
	// Joined says what made one entity of several names, Apart which namesakes are
	// others, and why. Both are sorted.
	Joined []graph.Reason `json:",omitempty"`
	Apart  []graph.Reason `json:",omitempty"`
	// StandsFor are the IDs of whom a seat of government stands for, sorted.
	StandsFor []string `json:",omitempty"`
}

// Equal reports whether two entities are the same in all that is known of them.
func (e *Entity) Equal(o *Entity) bool {
	return e.ID == o.ID && e.Name == o.Name && e.Type == o.Type && e.Local == o.Local &&
		slices.Equal(e.Aliases, o.Aliases) && slices.Equal(e.Links, o.Links) && slices.Equal(e.StandsFor, o.StandsFor) &&
		slices.EqualFunc(e.Joined, o.Joined, graph.Reason.Equal) && slices.EqualFunc(e.Apart, o.Apart, graph.Reason.Equal)
}

// Problem is a decision that could not be followed, or not wholly.
type Problem struct {
	Decision ledger.Decision
	// Name is what nothing is called by, or more than one thing; "" where Why says
	// what else is wrong.
	Name string
	// Candidates are the IDs of the entities that share the name, sorted; none
	// where nothing has it.
	Candidates []string
	Why        string
}

func (p Problem) String() string {
	what := p.Decision.String()
	if in := p.Decision.In; len(in) > 0 {
		what += " in " + strings.Join(in, ", ")
	}
	switch {
	case p.Why != "":
		return what + ": " + p.Why
	case len(p.Candidates) == 0:
		return what + ": nothing is called " + strconv.Quote(p.Name)
	}
	return what + ": " + strconv.Quote(p.Name) + " could be " + strings.Join(p.Candidates, " or ")
}

// Resolver resolves by one schema. It is immutable and safe for concurrent use.
type Resolver struct {
	schema *schema.Schema
	known  *gazetteer
}

// New returns a resolver that knows the names of a schema.
func New(s *schema.Schema) *Resolver {
	return &Resolver{s, newGazetteer(s)}
}

// Lists reports whether the schema lists an alias for an entity of that name and
// type.
func (x *Resolver) Lists(alias, name, typ string) bool {
	k := key{family: familyOf(x.schema, typ), name: Fold(alias)}
	known := x.known.find(k)
	return known != nil && known.Name == name && k.name != Fold(name)
}

// All resolves the entities of all documents by a schema that is used once.
func All(docs []*Summary, s *schema.Schema, decisions []ledger.Decision) *Mapping {
	return New(s).All(docs, decisions)
}

// All resolves the entities of documents that are at hand.
func (x *Resolver) All(docs []*Summary, decisions []ledger.Decision) *Mapping {
	words := NewLexicon(nil, nil)
	digests := make([]Digest, len(docs))
	for i, d := range docs {
		digests[i] = Digest{
			ID: d.ID, Sources: d.Sources, Hits: d.Hits, Packed: words.Pack(d.Entities),
			Locals: func() ([]Local, error) { return d.Entities, nil },
		}
	}
	m, err := x.Resolve(words, digests, decisions)
	if err != nil {
		panic(err) // what was packed just now can be unpacked
	}
	return m
}

// Resolve resolves the entities of all documents, as a lexicon numbers their words. It
// takes each document once, in any order. A decision that cannot be followed is reported
// in Problems. It fails where a digest cannot be read.
//
// Entities of two documents are one where they share a family of types and a
// name: spelled alike, or called alike by the schema's list of names, or where
// one document calls an entity by both names; a surname or an acronym finds its
// full name too. Where several go by one name, the company that a document keeps
// says which of them it means, or else it means neither. What is only described
// ("the group") stays in its document, for another document's group is another
// one; but an idea spoken of in general ("terrorism") is the same everywhere.
func (x *Resolver) Resolve(words *Lexicon, docs []Digest, decisions []ledger.Decision) (*Mapping, error) {
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b Digest) int { return strings.Compare(a.ID, b.ID) })
	w, err := worldOf(words, docs, whole(decisions))
	if err != nil {
		return nil, err
	}
	r := newGroups(x, w)
	r.giveTypes()
	r.pin(decisions)
	r.list()
	r.form()
	r.gatherBearers()
	r.joinByLink()
	r.joinByAlias()
	r.joinShort()
	r.joinAcronyms()
	r.settle()
	m := &Mapping{world: w, entities: make(map[string]*Entity, len(r.all))}
	if len(decisions) > 0 {
		m.names = r.index()
		if m.Problems, err = r.follow(decisions, m.names); err != nil {
			return nil, err
		}
	}
	var standing []*group
	m.speaks = make([]int32, len(r.all))
	for i, g := range r.all {
		if r.stands(i) {
			m.speaks[i] = int32(len(standing))
			standing = append(standing, g)
		}
	}
	for i := range r.all {
		m.speaks[i] = m.speaks[r.find(i)]
	}
	m.shared, m.hashes = make([]*Entity, len(standing)), make([]uint64, len(standing))
	r.shareOut(len(standing), func(r *groups) func(int) {
		return func(i int) {
			m.shared[i] = standing[i].entity(r)
			m.hashes[i] = m.shared[i].Hash()
		}
	})
	for _, e := range m.shared {
		m.entities[e.ID] = e
	}
	m.root = make([]string, len(r.all)) // so that the groups themselves can go
	m.prints = make([]uint64, len(r.all))
	for g := range r.all {
		m.root[g] = r.all[r.find(g)].id
		m.prints[g] = Hash(m.root[g])
	}
	if m.names != nil {
		m.names.root = m.root
	}
	m.of = r.of
	return m, nil
}

// IDs returns which shared entities a document's entities are, by their index in
// it: "" for one that is the document's own. It is nil for a document that is not there.
func (m *Mapping) IDs(doc string) []string {
	i, ok := m.doc(doc)
	if !ok {
		return nil
	}
	ids := make([]string, m.world.sizes[i])
	for k, to := m.world.members(i); k < to; k++ {
		if g := m.of[k]; g >= 0 {
			ids[m.world.ents[k].index] = m.root[g]
		}
	}
	return ids
}

// doc returns a document's place in the order of IDs.
func (m *Mapping) doc(id string) (int, bool) {
	return slices.BinarySearchFunc(m.world.docs, id, func(d Digest, id string) int { return strings.Compare(d.ID, id) })
}

// Entity returns a shared entity; nil for one that is local to a document.
func (m *Mapping) Entity(id string) *Entity { return m.entities[id] }

// Entities returns the shared entities by ID.
func (m *Mapping) Entities() []*Entity {
	out := make([]*Entity, 0, len(m.entities))
	for _, e := range m.entities {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *Entity) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// Of returns the entities of a document, by their index in it.
func (m *Mapping) Of(d *Summary) []*Entity {
	ids := m.IDs(d.ID)
	out := make([]*Entity, len(ids))
	for i, id := range ids {
		if out[i] = m.entities[id]; out[i] == nil {
			out[i] = d.Entities[i].Entity()
		}
	}
	return out
}

// Entity returns the entity that one document alone speaks of.
func (e *Local) Entity() *Entity {
	aliases := append([]string{}, e.Aliases...)
	slices.Sort(aliases)
	return &Entity{
		Entity: graph.Entity{ID: e.ID, Name: e.Name, Type: e.Type, Aliases: slices.Compact(aliases)},
		Links:  slices.Sorted(slices.Values(e.Links)), Local: true,
	}
}

// Find returns the IDs of the shared entities that go by a name as people write
// it: an ID, a name, or failing that an alias, in any case. They are sorted;
// none, or several, are for the caller to report.
func (m *Mapping) Find(name string) []string {
	m.naming.Do(func() {
		if m.names == nil {
			m.names = indexOf(m.entities)
		}
	})
	return m.names.ids(name)
}
