package view

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// Contradiction is a statement that is made and denied: by two texts, by two
// people in one, or by one and the same.
type Contradiction struct {
	Subject, Object graph.Entity // Object has only a name where it is a plain value
	Relation, Open  string       // as in Edge
	// For are the claims that it is so, Against those that it is not, each in reading
	// order; there is at least one of each.
	For, Against []*graph.Claim
}

// Contradictions returns what the view's claims contradict each other in, where
// most is said first. Claims contradict each other that are of the same relation
// between the same two and of opposite polarity, unless they are known to be about
// different times.
func Contradictions(v *View) []Contradiction {
	f := folder{schema: v.Schema, edges: map[edgeKey]*Edge{}}
	claims := make([]*graph.Claim, 0, len(v.Graph.Claims))
	for i := range v.Graph.Claims {
		if c := &v.Graph.Claims[i]; c.Subject != nil && (c.Object != nil || c.Value != "") {
			claims = append(claims, c)
		}
	}
	slices.SortStableFunc(claims, InReadingOrder)
	sides := map[edgeKey]*Contradiction{}
	var keys []edgeKey
	for _, c := range claims {
		k := f.key(c)
		against := k.negative || k.status == graph.Denied
		k.status, k.negative = "", false
		x := sides[k]
		if x == nil {
			x = &Contradiction{Subject: c.Subject.Entity, Relation: k.relation, Open: k.open}
			if x.Object.Name = c.Value; c.Object != nil {
				x.Object = c.Object.Entity
			}
			sides[k], keys = x, append(keys, k)
		}
		if against {
			x.Against = append(x.Against, c)
		} else {
			x.For = append(x.For, c)
		}
	}
	var out []Contradiction
	for _, k := range keys {
		x := sides[k]
		x.For, x.Against = opposed(x.For, x.Against), opposed(x.Against, x.For)
		if len(x.For) > 0 {
			out = append(out, *x)
		}
	}
	slices.SortStableFunc(out, func(a, b Contradiction) int {
		return cmp.Or(
			cmp.Compare(len(b.For)+len(b.Against), len(a.For)+len(a.Against)),
			cmp.Compare(a.Subject.Name, b.Subject.Name), cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.Open, b.Open),
			cmp.Compare(a.Object.Name, b.Object.Name), cmp.Compare(a.Subject.ID, b.Subject.ID), cmp.Compare(a.Object.ID, b.Object.ID),
		)
	})
	return out
}

// opposed keeps the claims that some other one contradicts.
func opposed(claims, others []*graph.Claim) []*graph.Claim {
	var out []*graph.Claim
	for _, c := range claims {
		if slices.ContainsFunc(others, func(o *graph.Claim) bool { return mayMeet(c.Time, o.Time) }) {
			out = append(out, c)
		}
	}
	return out
}

// mayMeet reports whether two times may have a day in common. What gives no days
// may be about any.
func mayMeet(a, b *graph.Time) bool {
	if a == nil || b == nil {
		return true
	}
	before := func(x, y *graph.Time) bool {
		return x.To != "" && y.From != "" && graph.LastDay(x.To) < graph.FirstDay(y.From)
	}
	return !before(a, b) && !before(b, a)
}
