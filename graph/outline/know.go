package outline

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/store"
)

// Entity returns the entity of an ID with its names, type and whom it stands for;
// known is false where the graph does not speak of it.
func Entity(s *store.Store, v graph.Vocabulary, id string) (p graph.Profile, known bool, err error) {
	found := []graph.Profile{}
	err = gathering(s, func(x *gatherer) (err error) {
		found, err = x.entities(v, []string{id})
		return err
	})
	if len(found) == 0 || err != nil {
		return unknown(id), false, err
	}
	return found[0], true, nil
}

// unknown is an entity of which nothing is known.
func unknown(id string) graph.Profile {
	return graph.Profile{Entity: graph.Entity{ID: id, Aliases: []string{}}, Mentions: []graph.SourcedMention{}, Links: []string{}}
}

// namesOfEntity are the predicates of what is known of an entity that is only named.
var namesOfEntity = []quad.IRI{graph.RDFType, graph.PrefLabel, graph.AltLabel, graph.QStandsFor}

// entities returns those of these IDs that the graph speaks of, in their order, with
// names, types and whom they stand for.
func (x *gatherer) entities(v graph.Vocabulary, ids []string) (found []graph.Profile, err error) {
	predicates, err := x.predicates(namesOfEntity...)
	if err != nil {
		return nil, fmt.Errorf("reading entities: %w", err)
	}
	for some := range slices.Chunk(ids, batch) {
		numbers := make([]store.ID, len(some))
		of := make(map[store.ID]int, len(some))
		for i, id := range some {
			if numbers[i], err = x.id(v.EntityIRI(id)); err != nil {
				return nil, fmt.Errorf("reading entity %s: %w", id, err)
			}
			of[numbers[i]] = i
		}
		x.rows = x.rows[:0]
		slices.Sort(numbers)
		for _, n := range numbers {
			if n == 0 {
				continue
			}
			if x.rows, err = x.own(x.rows, n, predicates); err != nil {
				return nil, fmt.Errorf("reading entity %s: %w", some[of[n]], err)
			}
		}
		quads, err := x.quads(x.rows)
		if err != nil {
			return nil, fmt.Errorf("reading entities: %w", err)
		}
		people := make([]graph.Profile, len(some))
		for i, id := range some {
			people[i] = unknown(id)
		}
		for i, q := range quads {
			tell(v, &people[of[x.rows[i][store.Subject]]], q)
		}
		for i := range people {
			if p := &people[i]; p.Name != "" || p.Type != "" {
				slices.Sort(p.Aliases)
				slices.Sort(p.StandsFor)
				found = append(found, *p)
			}
		}
	}
	return found, nil
}

// tell adds to an entity what a quad tells of it.
func tell(v graph.Vocabulary, p *graph.Profile, q quad.Quad) {
	switch q.Predicate {
	case graph.RDFType:
		if t, ok := graph.TypeID(q.Object); ok && (p.Type == "" || t < p.Type) {
			p.Type = t
		}
	case graph.PrefLabel:
		if name := graph.Lexical(q.Object); p.Name == "" || name < p.Name {
			p.Name = name
		}
	case graph.AltLabel:
		p.Aliases = append(p.Aliases, graph.Lexical(q.Object))
	case graph.QStandsFor:
		if id, ok := v.EntityID(q.Object); ok {
			p.StandsFor = append(p.StandsFor, id)
		}
	}
}

// documents returns the documents of these IDs, in their order, with their names and
// what else is known of them.
func (x *gatherer) documents(v graph.Vocabulary, ids []string) ([]graph.Document, error) {
	found := make([]graph.Document, 0, len(ids))
	for some := range slices.Chunk(ids, batch) {
		var numbers []store.ID
		of := make(map[store.ID]*graph.Document, len(some))
		for _, id := range some {
			n, err := x.id(v.DocumentIRI(id))
			if err != nil {
				return nil, fmt.Errorf("reading document %s: %w", id, err)
			}
			found = append(found, graph.Document{ID: id})
			if n != 0 {
				numbers, of[n] = append(numbers, n), &found[len(found)-1]
			}
		}
		slices.Sort(numbers)
		if err := x.subjects(numbers); err != nil {
			return nil, fmt.Errorf("reading documents: %w", err)
		}
		quads, err := x.quads(x.rows)
		if err != nil {
			return nil, fmt.Errorf("reading documents: %w", err)
		}
		for i, q := range quads {
			tellOf(of[x.rows[i][store.Subject]], q)
		}
	}
	for i := range found {
		slices.Sort(found[i].Sources)
	}
	return found, nil
}

// tellOf adds to a document what a quad tells of it.
func tellOf(d *graph.Document, q quad.Quad) {
	switch q.Predicate {
	case graph.Title:
		d.Title = graph.Lexical(q.Object)
	case graph.Date:
		d.Date = graph.Lexical(q.Object)
	case graph.Creator:
		d.Author = graph.Lexical(q.Object)
	case graph.Language:
		d.Language = graph.Lexical(q.Object)
	case graph.PageURL:
		d.URL = graph.AddressOf(q.Object)
	case graph.QSource:
		d.Sources = append(d.Sources, graph.Lexical(q.Object))
	}
}

// Know adds to a graph, whose entities and documents are sorted by ID, those of these
// IDs that it has not.
func Know(s *store.Store, v graph.Vocabulary, g *graph.Graph, entities, documents []string) error {
	entities = slices.DeleteFunc(distinct(entities), func(id string) bool {
		_, there := slices.BinarySearchFunc(g.Entities, id, func(p graph.Profile, id string) int { return cmp.Compare(p.ID, id) })
		return there
	})
	documents = slices.DeleteFunc(distinct(documents), func(id string) bool {
		_, there := slices.BinarySearchFunc(g.Documents, id, func(d graph.Document, id string) int { return cmp.Compare(d.ID, id) })
		return there
	})
	if len(entities)+len(documents) == 0 {
		return nil
	}
	return gathering(s, func(x *gatherer) error {
		people, err := x.entities(v, entities)
		if err != nil {
			return err
		}
		papers, err := x.documents(v, documents)
		if err != nil {
			return err
		}
		g.Entities, g.Documents = append(g.Entities, people...), append(g.Documents, papers...)
		slices.SortFunc(g.Entities, func(a, b graph.Profile) int { return cmp.Compare(a.ID, b.ID) })
		slices.SortFunc(g.Documents, func(a, b graph.Document) int { return cmp.Compare(a.ID, b.ID) })
		return nil
	})
}

func distinct(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}
