// Package query answers patterns such as
//
//	?who opposes Taliban, ?who attacked ?x
//
// over a quad store. A pattern is triples joined by commas; a variable that
// stands twice is the same both times. Names are written as people write them, in
// several words where need be, in quotes where they hold a comma or a word that
// could be a relation. A relation may have alternatives, attacked|killed, and be
// followed any number of times, located-in+. In brackets after a triple stands what the
// claims behind it have to be, [reported, since 2022], and after semicolons how answers
// are ordered, limited or counted.
//
// Gizmo and GraphQL are Cayley's own languages, under a deadline and a cap; SPARQL is
// in the package sparql below this one.
//
// Begin at Parse, then Query.Run.
package query

import (
	"github.com/quadrille-kg/quadrille/graph"
)

// Query is a parsed pattern.
type Query struct {
	Triples []Triple
	Vars    []string // names of the variables, in the order they were written

	Order []Order
	Limit int      // 0 for none
	Count bool     // whether answers are counted instead of given
	By    []string // the variables that they are counted by
}

// Triple is what one part of a query asks to hold.
type Triple struct {
	Subject, Object Term
	Relation        Relation
	Where           *Where // nil for none
}

// Term is the subject or object of a triple: a variable, or the entities that a
// name means. Namesakes all match.
type Term struct {
	// Var is the variable's name; "" for a name. "?" and "_" are variables of
	// their own wherever they stand, and are not among Query.Vars.
	Var      string
	Entities []graph.Entity
}

// Relation is the relation of a triple: a variable, or alternatives.
type Relation struct {
	Var          string
	Alternatives []Alternative
}

// Alternative is one relation that may hold.
type Alternative struct {
	ID string
	// Many follows the relation once or more often: "located-in+".
	Many bool
}

// Lexicon knows the names that a query may use; view.Names is one.
type Lexicon interface {
	// Entity returns the entities that a name means, or names that are near it.
	Entity(name string) (found []graph.Entity, near []string)
	// Relation returns the relation that a name means, or "" and names near it.
	Relation(name string) (id string, near []string)
}
