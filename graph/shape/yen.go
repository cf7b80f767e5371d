package shape

import (
	"cmp"
	"context"
	"slices"
)

// route is a way by the numbers of its entities.
type route struct {
	nodes []int
	cost  int64
}

func compareRoutes(a, b route) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), slices.Compare(a.nodes, b.nodes))
}

// Ways are looked for first among so few entities, then among more and more where
// these are too few for the ways that are wanted.
const (
	firstNear = 64
	widening  = 4
	mostNear  = 4096
)

// yen returns the k cheapest routes from an entity to the end, cheapest first, by Yen's
// algorithm (1971): each further way leaves an earlier one at some entity and rejoins
// it by the cheapest detour.
//
// All routes up to a bound are found, each in its place, and the bound is widened
// until it holds k. Where it would take in thousands of entities, as about one whom
// half the net is tied to, the routes beyond it are those that lie among these
// entities: others, which lead farther about, may be missing.
func (s *search) yen(ctx context.Context, from, k int) ([]route, error) {
	if s.left[from] == unreachable {
		return nil, nil
	}
	n := newNear(s, from)
	for size := firstNear; ; size *= widening {
		if err := n.widen(size); err != nil {
			return nil, err
		}
		last := n.whole() || size >= mostNear
		found, err := n.first(ctx, k, last)
		if err != nil || last || len(found) == k {
			return found, err
		}
	}
}

// first returns the k cheapest routes within; those beyond the bound only where they
// are asked for.
func (n *near) first(ctx context.Context, k int, beyond bool) (found []route, err error) {
	nodes, err := n.detour([]int{n.from}, nil)
	if nodes == nil || err != nil {
		return nil, err
	}
	candidates := []route{{nodes, n.costOf(nodes)}}
	for len(candidates) > 0 && (beyond || candidates[0].cost <= n.bound) {
		found = append(found, candidates[0])
		candidates = candidates[1:]
		if len(found) == k {
			break
		}
		last := found[len(found)-1].nodes
		for i := range len(last) - 1 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			nodes, err := n.detour(last[:i+1], exits(found, last[:i+1]))
			if err != nil {
				return nil, err
			}
			if nodes == nil {
				continue
			}
			r := route{nodes, n.costOf(nodes)}
			if at, known := slices.BinarySearchFunc(candidates, r, compareRoutes); !known {
				candidates = slices.Insert(candidates, at, r)
			}
		}
		if wanted := k - len(found); len(candidates) >= wanted {
			candidates = candidates[:wanted]
			if err := n.narrow(candidates[wanted-1].cost); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// exits returns to whom the routes found so far go after the root.
func exits(found []route, root []int) (barred []int) {
	for _, r := range found {
		if len(r.nodes) > len(root) && slices.Equal(r.nodes[:len(root)], root) {
			barred = append(barred, r.nodes[len(root)])
		}
	}
	return barred
}
