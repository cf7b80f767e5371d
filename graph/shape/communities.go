package shape

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// Community is a group of entities that have more to do with each other than with
// the rest.
type Community struct {
	// Members are sorted by how much they tell of the group: those who have most to
	// do with it, and little with others.
	Members []Member
	// Inside counts the claims between members, Outside those with others.
	Inside, Outside int
}

// Member is an entity of a community, and how many claims tie it to other members
// and to outsiders.
type Member struct {
	graph.Entity
	Inside, Outside int
}

// Division is a net divided into communities.
type Division struct {
	// Communities are sorted by size, the largest first, equals by how much they have
	// to do with each other. Everybody is in one.
	Communities []Community
	// Modularity is how much more of the claims is inside than chance would have it,
	// below 1; near 0 there are no communities to speak of.
	Modularity float64
}

// attempts is how many divisions are made, each going through the entities in an
// order of its own; the best is kept.
const attempts = 8

// Communities divides the net by the method of Louvain (Blondel and others, 2008),
// each tie weighing as many claims as it has. A resolution above 1 makes more and
// smaller communities, below 1 fewer; 0 is 1. The same net is divided the same way
// every time. The end of ctx is its only error.
func (n *Net) Communities(ctx context.Context, resolution float64) (Division, error) {
	if resolution == 0 {
		resolution = 1
	}
	first := n.level()
	best, quality := make([]int, len(n.Entities)), -1.0
	for attempt := range attempts {
		if err := ctx.Err(); err != nil {
			return Division{}, err
		}
		of := connected(first, louvain(first, resolution, uint64(attempt)))
		if q := first.modularity(of, resolution); q > quality+1e-12 {
			best, quality = of, q
		}
	}
	return Division{Communities: n.gather(best), Modularity: first.modularity(best, 1)}, nil
}

// level returns the net as whole numbers.
func (n *Net) level() *level {
	l := &level{first: n.first, own: make([]int, len(n.Entities)), strength: make([]int, len(n.Entities))}
	l.to, l.weight = make([]int, len(n.neighbours)), make([]int, len(n.neighbours))
	for i := range n.Entities {
		for j := n.first[i]; j < n.first[i+1]; j++ {
			w := len(n.Ties[n.neighbours[j].tie].Claims)
			l.to[j], l.weight[j] = int(n.neighbours[j].at), w
			l.strength[i] += w
			l.total += w
		}
	}
	return l
}

// gather makes communities of the numbers that entities were given.
func (n *Net) gather(of []int) []Community {
	all := make([]Community, len(n.Entities))
	for i, e := range n.Entities {
		m := Member{Entity: e}
		for _, to := range n.around(i) {
			if claims := len(n.Ties[to.tie].Claims); of[to.at] == of[i] {
				m.Inside += claims
			} else {
				m.Outside += claims
			}
		}
		c := &all[of[i]]
		c.Members = append(c.Members, m)
		c.Inside += m.Inside
		c.Outside += m.Outside
	}
	all = slices.DeleteFunc(all, func(c Community) bool { return len(c.Members) == 0 })
	for i := range all {
		all[i].Inside /= 2 // each was met at both its ends
		slices.SortFunc(all[i].Members, compareMembers)
	}
	slices.SortFunc(all, func(a, b Community) int {
		return cmp.Or(
			cmp.Compare(len(b.Members), len(a.Members)), cmp.Compare(b.Inside, a.Inside),
			cmp.Compare(a.Members[0].Name, b.Members[0].Name), cmp.Compare(a.Members[0].ID, b.Members[0].ID),
		)
	})
	return all
}

// compareMembers puts the most telling first: by what an entity has to do with the
// group, and less by what share that is of all it does.
func compareMembers(a, b Member) int {
	telling := func(m Member) float64 {
		return float64(m.Inside) * math.Sqrt(float64(m.Inside)/float64(max(1, m.Inside+m.Outside)))
	}
	return cmp.Or(cmp.Compare(telling(b), telling(a)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}
