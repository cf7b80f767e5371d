package export

import (
	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// mapped returns what a type is in another vocabulary, by the schema: its own
// entries, then those of what it is a kind of.
func mapped(v *view.View, id, vocabulary string) []string {
	if v.Schema == nil {
		return nil
	}
	var names []string
	for t := v.Schema.Type(id); t != nil; t = v.Schema.Type(t.Parent) {
		names = append(names, t.Maps[vocabulary]...)
	}
	return names
}

// relationMaps returns what a claim's relation is in another vocabulary; nothing for
// an open claim.
func relationMaps(v *view.View, c *graph.Claim, vocabulary string) []string {
	if v.Schema == nil || c.Relation == nil {
		return nil
	}
	r := v.Schema.Relation(*c.Relation)
	if r == nil {
		return nil
	}
	return r.Maps[vocabulary]
}

// isA reports whether a type is one of others, or of a kind of them.
func isA(v *view.View, id string, of ...string) bool {
	if v.Schema == nil {
		return false
	}
	return v.Schema.IsAny(id, of)
}
