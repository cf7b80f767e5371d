package view

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// Busy is an entity and how many claims it takes part in.
type Busy struct {
	graph.Entity
	Claims int
}

// Busiest returns the n entities that most claims have as subject or object,
// whatever their status, the busiest first, equals by name. n of 0 returns all
// that take part in any.
func Busiest(g *graph.Graph, n int) []Busy {
	count := map[string]int{}
	for i := range g.Claims {
		c := &g.Claims[i]
		if c.Subject != nil {
			count[c.Subject.ID]++
		}
		if c.Object != nil && (c.Subject == nil || c.Object.ID != c.Subject.ID) {
			count[c.Object.ID]++
		}
	}
	var busy []Busy
	for i := range g.Entities {
		if e := g.Entities[i].Entity; count[e.ID] > 0 {
			busy = append(busy, Busy{e, count[e.ID]})
		}
	}
	slices.SortFunc(busy, func(a, b Busy) int {
		return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	if n > 0 && n < len(busy) {
		busy = busy[:n]
	}
	return busy
}
