package query

import (
	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/quadrille-kg/quadrille/graph"
)

// unread refers to a relation that follows from others and that no text states,
// so that the store has none of it: what has parts where all is part of something.
type unread quad.IRI

func (u unread) Key() any { return string(u) }

func (s *source) name(ref cayley.Ref) quad.Value {
	if u, ok := ref.(unread); ok {
		return quad.IRI(u)
	}
	return s.qs.NameOf(ref)
}

// inferences returns what follows of the given ends and relation, where these are
// not nil; but for what follows by transitivity, if once is set.
func (s *source) inferences(subject, predicate, object cayley.Ref, once bool) []match {
	id := func(ref cayley.Ref) string {
		if ref == nil {
			return ""
		}
		return s.id(ref)
	}
	found, left := s.inferred.Match(id(subject), id(predicate), id(object))
	s.left.Add(left)
	matches := make([]match, 0, len(found))
	for i := range found {
		f := &found[i]
		if once && f.How == graph.Transitive {
			continue
		}
		e := edge{
			subject: s.qs.ValueOf(s.v.EntityIRI(f.Subject.ID)), predicate: s.qs.ValueOf(s.v.RelationIRI(f.Relation)),
			object: s.qs.ValueOf(s.v.EntityIRI(f.Object.ID)), inference: f,
		}
		if e.subject == nil || e.object == nil {
			continue // of claims that are not in the store
		}
		if e.predicate == nil {
			e.predicate = unread(s.v.RelationIRI(f.Relation))
		}
		matches = append(matches, match{e.subject, e.predicate, e.object, []edge{e}})
	}
	return matches
}
