package cli

import (
	"cmp"
	"slices"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// rings parts the edges of a view by how many steps away from an entity they lie:
// the first ring are its own edges, the second those of whom these lead to. Edges
// that nothing ties to it, once a limit has left out what did, are the last ring.
func rings(seen *view.View, id string) [][]*view.Edge {
	own, rest := []*view.Edge{}, []*view.Edge{}
	for i := range seen.Edges {
		if e := &seen.Edges[i]; e.From == id || e.To == id {
			own = append(own, e)
		} else {
			rest = append(rest, e)
		}
	}
	all := [][]*view.Edge{inOrder(seen, id, own)}
	reached := map[string]bool{id: true}
	for len(rest) > 0 {
		last := all[len(all)-1]
		near := map[string]bool{}
		for _, e := range last {
			for _, end := range []string{e.From, e.To} {
				if !reached[end] {
					near[end] = true
				}
			}
		}
		var ring, beyond []*view.Edge
		for _, e := range rest {
			if near[e.From] || near[e.To] {
				ring = append(ring, e)
			} else {
				beyond = append(beyond, e)
			}
		}
		if len(ring) == 0 {
			ring, beyond = rest, nil
		}
		for end := range near {
			reached[end] = true
		}
		byNearer(seen, ring, near)
		all, rest = append(all, ring), beyond
	}
	return all
}

// byNearer sorts a ring by its inner ends, what one does before what is done to it.
func byNearer(seen *view.View, ring []*view.Edge, near map[string]bool) {
	inner := func(e *view.Edge) (name string, inverse int) {
		if near[e.From] {
			return nodeName(seen, e.From), 0
		}
		return nodeName(seen, e.To), 1
	}
	slices.SortStableFunc(ring, func(a, b *view.Edge) int {
		nameA, inverseA := inner(a)
		nameB, inverseB := inner(b)
		return cmp.Or(cmp.Compare(nameA, nameB), inverseA-inverseB, cmp.Compare(a.Label(), b.Label()),
			cmp.Compare(nodeName(seen, a.From), nodeName(seen, b.From)), cmp.Compare(nodeName(seen, a.To), nodeName(seen, b.To)))
	})
}
