package view

import "github.com/quadrille-kg/quadrille/graph"

// Sieve chooses claims one by one, for a selection that names no entities: what lies
// around these shows only in all claims together.
type Sieve struct{ s *selector }

// NewSieve returns one for a selection, which chooses by the documents of a graph.
func NewSieve(g *graph.Graph, sel *Selection) *Sieve {
	return &Sieve{newSelector(&graph.Graph{Documents: g.Documents}, sel)}
}

// Keeps reports whether a claim is selected. It asks for its
// relation, status, confidence, time and document; and for the types of its ends, where
// the selection has any.
func (s *Sieve) Keeps(c *graph.Claim) bool { return s.s.keeps(c) }

// Repeats reports whether the parts of events are kept that only repeat what other claims
// say, as Claims leaves them out.
func (s *Sieve) Repeats() bool { return s.s.asksForEvents() }

// KeepsDocument reports whether claims of the document of an ID can be selected.
func (s *Sieve) KeepsDocument(id string) bool { return s.s.keepsDocument(id) }
