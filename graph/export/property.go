package export

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/graph"
)

// A property graph, as Neo4j has it, holds all of View.Graph:
//
//	(:Entity:ArmedGroup {id, name, aliases, links})
//	(:Document {id, title, date, author, url, language, sources})
//	(:Claim {id, relation, status, confidence, exact, start, end, …})
//	(:Claim)-[:SUBJECT]->(:Entity), [:OBJECT], [:ATTRIBUTED_TO], [:PLACE]
//	(:Claim)-[:DERIVED_FROM]->(:Document)
//	(:Entity)-[:MENTIONED_IN {start, end, text}]->(:Document)
//	(:Entity)-[:STANDS_FOR]->(:Entity)
//	(:Entity)-[:OPPOSES {claim, confidence}]->(:Entity)
//
// As in RDF, the direct edge is there for what a text asserts, and for nothing
// else: who follows edges never takes for a fact what is only reported.

// property is something told of a claim.
type property struct {
	name string
	kind kind
	of   func(*graph.Claim) any
}

var claimProperties = []property{
	{"relation", words, func(c *graph.Claim) any { return c.RelationOf() }},
	{"open", words, func(c *graph.Claim) any { return c.Open }},
	{"value", words, func(c *graph.Claim) any { return c.Value }},
	{"status", words, func(c *graph.Claim) any { return string(c.Status) }},
	{"polarity", words, func(c *graph.Claim) any { return c.Polarity }},
	{"confidence", real, func(c *graph.Claim) any { return c.Confidence }},
	{"extractor", words, func(c *graph.Claim) any { return c.Extractor }},
	{"rule", words, func(c *graph.Claim) any { return c.Rule }},
	{"time", words, func(c *graph.Claim) any { return timeOf(c).Text }},
	{"from", words, func(c *graph.Claim) any { return timeOf(c).From }},
	{"to", words, func(c *graph.Claim) any { return timeOf(c).To }},
	{"exact", words, func(c *graph.Claim) any { return c.Evidence.Text }},
	{"start", whole, func(c *graph.Claim) any { return c.Evidence.Start }},
	{"end", whole, func(c *graph.Claim) any { return c.Evidence.End }},
	{"sentence", whole, func(c *graph.Claim) any { return c.Evidence.Sentence }},
	{"decided", words, func(c *graph.Claim) any { return string(decidedOf(c).Verdict) }},
	{"because", words, func(c *graph.Claim) any { return decidedOf(c).Because }},
}

func decidedOf(c *graph.Claim) graph.Decided {
	if c.Decided == nil {
		return graph.Decided{}
	}
	return *c.Decided
}

func timeOf(c *graph.Claim) graph.Time {
	if c.Time == nil {
		return graph.Time{}
	}
	return *c.Time
}

// role ties a claim to an entity.
type role struct{ claim, entity, name string }

func rolesOf(c *graph.Claim) []role {
	var all []role
	add := func(name, id string) { all = append(all, role{c.ID, id, name}) }
	if c.Subject != nil {
		add("SUBJECT", c.Subject.ID)
	}
	if c.Object != nil {
		add("OBJECT", c.Object.ID)
	}
	if c.Speaker != nil {
		add("ATTRIBUTED_TO", c.Speaker.ID)
	}
	if c.Place != nil {
		add("PLACE", c.Place.ID)
	}
	return all
}

// directEdges returns the claims that have a direct edge, by its type and in the
// graph's order.
func directEdges(g *graph.Graph) []*graph.Claim {
	var all []*graph.Claim
	for i := range g.Claims {
		if c := &g.Claims[i]; c.HasEdge() {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b *graph.Claim) int { return cmp.Compare(edgeType(*a.Relation), edgeType(*b.Relation)) })
	return all
}

// edgeType is a relation as types of edges are written: "HOSTILE_TO".
func edgeType(relation string) string { return strings.ToUpper(identifier(relation, "RELATED_TO")) }

// nodeType is an entity type as a second label; "" for none.
func nodeType(t string) string { return identifier(t, "") }

// identifier makes a name that needs no quoting of letters, digits and
// underscores: no escape that a database knows can be hidden in it.
func identifier(s, none string) string {
	id := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, s)
	if strings.Trim(id, "_") == "" {
		return none
	}
	if first := []rune(id)[0]; !unicode.IsLetter(first) {
		return "T" + id
	}
	return id
}
