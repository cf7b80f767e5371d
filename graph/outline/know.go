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
	p = graph.Profile{Entity: graph.Entity{ID: id, Aliases: []string{}}, Mentions: []graph.SourcedMention{}, Links: []string{}}
	iri := v.EntityIRI(id)
	for _, column := range []struct {
		predicate quad.IRI
		take      func(quad.Value)
	}{
		{graph.RDFType, func(x quad.Value) {
			if t, ok := graph.TypeID(x); ok && (p.Type == "" || t < p.Type) {
				p.Type = t
			}
		}},
		{graph.PrefLabel, func(x quad.Value) {
			if name := graph.Lexical(x); p.Name == "" || name < p.Name {
				p.Name = name
			}
		}},
		{graph.AltLabel, func(x quad.Value) { p.Aliases = append(p.Aliases, graph.Lexical(x)) }},
		{graph.QStandsFor, func(x quad.Value) {
			if id, ok := v.EntityID(x); ok {
				p.StandsFor = append(p.StandsFor, id)
			}
		}},
	} {
		for q, err := range s.Match(iri, column.predicate, nil, nil) {
			if err != nil {
				return p, false, fmt.Errorf("reading entity %s: %w", id, err)
			}
			column.take(q.Object)
		}
	}
	slices.Sort(p.Aliases)
	slices.Sort(p.StandsFor)
	return p, p.Name != "" || p.Type != "", nil
}

// documentOf returns the document of an ID with its names and what else is known of it.
func documentOf(s *store.Store, v graph.Vocabulary, id string) (d graph.Document, err error) {
	d.ID = id
	iri := v.DocumentIRI(id)
	for _, column := range []struct {
		predicate quad.IRI
		take      func(quad.Value)
	}{
		{graph.Title, func(x quad.Value) { d.Title = graph.Lexical(x) }},
		{graph.Date, func(x quad.Value) { d.Date = graph.Lexical(x) }},
		{graph.Creator, func(x quad.Value) { d.Author = graph.Lexical(x) }},
		{graph.Language, func(x quad.Value) { d.Language = graph.Lexical(x) }},
		{graph.PageURL, func(x quad.Value) { d.URL = graph.AddressOf(x) }},
		{graph.QSource, func(x quad.Value) { d.Sources = append(d.Sources, graph.Lexical(x)) }},
	} {
		for q, err := range s.Match(iri, column.predicate, nil, nil) {
			if err != nil {
				return d, fmt.Errorf("reading document %s: %w", id, err)
			}
			column.take(q.Object)
		}
	}
	slices.Sort(d.Sources)
	return d, nil
}

// Know adds to a graph, whose entities and documents are sorted by ID, those of these
// IDs that it has not.
func Know(s *store.Store, v graph.Vocabulary, g *graph.Graph, entities, documents []string) error {
	byID := func(p graph.Profile, id string) int { return cmp.Compare(p.ID, id) }
	var people []graph.Profile
	for _, id := range distinct(entities) {
		if _, there := slices.BinarySearchFunc(g.Entities, id, byID); there {
			continue
		}
		p, known, err := Entity(s, v, id)
		if err != nil {
			return err
		}
		if known {
			people = append(people, p)
		}
	}
	g.Entities = append(g.Entities, people...)
	slices.SortFunc(g.Entities, func(a, b graph.Profile) int { return cmp.Compare(a.ID, b.ID) })
	var papers []graph.Document
	for _, id := range distinct(documents) {
		if _, there := slices.BinarySearchFunc(g.Documents, id, func(d graph.Document, id string) int { return cmp.Compare(d.ID, id) }); there {
			continue
		}
		d, err := documentOf(s, v, id)
		if err != nil {
			return err
		}
		papers = append(papers, d)
	}
	g.Documents = append(g.Documents, papers...)
	slices.SortFunc(g.Documents, func(a, b graph.Document) int { return cmp.Compare(a.ID, b.ID) })
	return nil
}

func distinct(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}
