package query

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/schema"
)

// Names gathers the names that a query may use from the index alone: the entities with
// their names and types, sorted by ID, and the relations that claims have or that the
// schema, which may be nil, knows. No document is opened.
func Names(st *store.Store, v graph.Vocabulary, s *schema.Schema) (*view.Names, []graph.Entity, error) {
	r, err := st.Snapshot()
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	c := collector{r: r, v: v, at: map[store.ID]int{}}
	if err := c.collect(); err != nil {
		return nil, nil, err
	}
	g := &graph.Graph{}
	slices.SortFunc(c.entities, func(a, b graph.Entity) int { return cmp.Compare(a.ID, b.ID) })
	for i := range c.entities {
		slices.Sort(c.entities[i].Aliases)
		g.Entities = append(g.Entities, graph.Profile{Entity: c.entities[i]})
	}
	for i := range c.relations {
		g.Claims = append(g.Claims, graph.Claim{Relation: &c.relations[i]})
	}
	return view.NamesOf(g, s), c.entities, nil
}

// collector reads the names.
type collector struct {
	r         *store.Snapshot
	v         graph.Vocabulary
	at        map[store.ID]int // in entities, by the ID of the index
	entities  []graph.Entity
	relations []string
}

func (c *collector) collect() error {
	for _, p := range []struct {
		word quad.IRI
		take func(*graph.Entity, string)
	}{
		{graph.PrefLabel, func(e *graph.Entity, name string) { e.Name = name }},
		{graph.AltLabel, func(e *graph.Entity, name string) { e.Aliases = append(e.Aliases, name) }},
	} {
		id, err := c.r.ID(p.word)
		if err == nil && id != 0 {
			err = c.labels(id, p.take)
		}
		if err != nil {
			return err
		}
	}
	if err := c.types(); err != nil {
		return err
	}
	return c.relationsOfClaims()
}

// labels reads what entities are called by one predicate.
func (c *collector) labels(predicate store.ID, take func(*graph.Entity, string)) error {
	for q, err := range c.r.Scan(store.Pattern{IDs: [4]store.ID{1: predicate}, Bound: [4]bool{1: true}}) {
		if err != nil {
			return err
		}
		name, err := c.r.Value(q[store.Object])
		if err != nil {
			return err
		}
		e, err := c.entity(q[store.Subject], true)
		if err != nil {
			return err
		}
		if text, ok := name.(quad.String); ok && e != nil {
			take(e, string(text))
		}
	}
	return nil
}

// entity returns the entity of an ID, made where add is true; nil for what is none.
func (c *collector) entity(id store.ID, add bool) (*graph.Entity, error) {
	i, ok := c.at[id]
	if !ok && add {
		iri, err := c.r.Value(id)
		if err != nil {
			return nil, err
		}
		name, ok := c.v.EntityID(iri)
		if !ok {
			return nil, nil
		}
		i = len(c.entities)
		c.at[id] = i
		c.entities = append(c.entities, graph.Entity{ID: name, Name: name, Aliases: []string{}})
	} else if !ok {
		return nil, nil
	}
	return &c.entities[i], nil
}

// types reads the types of entities, and passes over those of claims and documents,
// which are many.
func (c *collector) types() error {
	predicate, err := c.r.ID(graph.RDFType)
	if err != nil || predicate == 0 {
		return err
	}
	for object, err := range c.r.Objects(predicate) {
		if err != nil {
			return err
		}
		typ, err := c.r.Value(object)
		if err != nil {
			return err
		}
		name, ok := graph.TypeID(typ)
		if !ok || typ == graph.QClaim || typ == graph.QDocument {
			continue
		}
		for q, err := range c.r.Scan(store.Pattern{IDs: [4]store.ID{1: predicate, 2: object}, Bound: [4]bool{1: true, 2: true}}) {
			if err != nil {
				return err
			}
			if e, err := c.entity(q[store.Subject], false); err != nil {
				return err
			} else if e != nil {
				e.Type = name
			}
		}
	}
	return nil
}

func (c *collector) relationsOfClaims() error {
	predicate, err := c.r.ID(graph.QRelation)
	if err != nil || predicate == 0 {
		return err
	}
	for object, err := range c.r.Objects(predicate) {
		if err != nil {
			return err
		}
		iri, err := c.r.Value(object)
		if err != nil {
			return err
		}
		if id, ok := c.v.RelationID(iri); ok {
			c.relations = append(c.relations, id)
		}
	}
	return nil
}
