package view

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	ways "github.com/dominikbraun/graph"
)

// Path is a way from one entity to another, along claims in either direction.
type Path []Step

// Step goes from one entity to the next along every edge that ties the two, the
// strongest status and the most claims first. An edge whose From is not the
// step's is walked against its direction.
type Step struct {
	From, To string
	Edges    []*Edge
}

// Paths returns the k shortest ways from a to b, none of which passes an entity
// twice: fewest steps first, and of equally many, those over surer claims. The
// first is of the fewest steps there are; none is more than two steps longer.
// Where there is no way, it returns none.
func Paths(v *View, a, b string, k int) ([]Path, error) {
	if a == b || k <= 0 || v.Node(a) == nil || v.Node(b) == nil {
		return nil, nil
	}
	t := newTies(v)
	fromA, fromB := t.distances(a), t.distances(b)
	shortest, ok := fromA[b]
	if !ok {
		return nil, nil
	}
	var found [][]string
	// Few entities lie on a shortest way. Longer ones are looked for only where
	// there are too few of those, for the search grows with what lies between.
	for longer := 0; longer <= 2 && len(found) < k; longer++ {
		between := map[string]bool{}
		for id, d := range fromA {
			if e, ok := fromB[id]; ok && d+e <= shortest+longer {
				between[id] = true
			}
		}
		var err error
		if found, err = t.yen(between, a, b, k, shortest+longer); err != nil {
			return nil, fmt.Errorf("looking for ways from %s to %s: %w", a, b, err)
		}
	}
	paths := make([]Path, len(found))
	for i, ids := range found {
		paths[i] = t.path(ids)
	}
	return paths, nil
}

// ties holds the pairs of entities that any edge ties, without direction.
type ties struct {
	edges      map[[2]string][]*Edge // by both ends, the lesser first
	neighbours map[string][]string   // sorted
}

func newTies(v *View) *ties {
	t := &ties{edges: map[[2]string][]*Edge{}, neighbours: map[string][]string{}}
	for _, edges := range [][]Edge{v.Edges, v.Inferred} {
		for i := range edges {
			t.add(&edges[i])
		}
	}
	for p := range t.edges {
		slices.SortStableFunc(t.edges[p], func(a, b *Edge) int {
			return cmp.Or(cmp.Compare(rank(a.Status), rank(b.Status)), cmp.Compare(b.Weight(), a.Weight()))
		})
	}
	for id := range t.neighbours {
		slices.Sort(t.neighbours[id])
	}
	return t
}

func (t *ties) add(e *Edge) {
	if e.From == e.To {
		return
	}
	p := pair(e.From, e.To)
	if t.edges[p] == nil {
		t.neighbours[e.From] = append(t.neighbours[e.From], e.To)
		t.neighbours[e.To] = append(t.neighbours[e.To], e.From)
	}
	t.edges[p] = append(t.edges[p], e)
}

func pair(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// distances returns how many steps every reachable entity is away from one.
func (t *ties) distances(from string) map[string]int {
	d := map[string]int{from: 0}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, next := range t.neighbours[queue[0]] {
			if _, seen := d[next]; !seen {
				d[next] = d[queue[0]] + 1
				queue = append(queue, next)
			}
		}
	}
	return d
}

func (t *ties) path(ids []string) Path {
	p := make(Path, 0, len(ids)-1)
	for i := 1; i < len(ids); i++ {
		p = append(p, Step{From: ids[i-1], To: ids[i], Edges: t.edges[pair(ids[i-1], ids[i])]})
	}
	return p
}

// A step costs one hop, and for doubt at most a sixteenth of one. The last bits
// come of a hash of the pair: ways of the same cost would otherwise come out in an
// order that changes from run to run. Sums stay below 2^53, where floats are exact,
// for ways of up to 400 steps.
const (
	hopCost   = 1 << 44
	doubtCost = 1 << 30 // for a thousandth
	hashBits  = 26
)

func (t *ties) cost(p [2]string) int {
	best := 0.0
	for _, e := range t.edges[p] {
		best = max(best, e.Confidence())
	}
	doubt := int(math.Round((1 - min(1, best)) * 1000))
	h := sha256.Sum256([]byte(p[0] + "\x00" + p[1]))
	return hopCost + doubt*doubtCost + int(binary.BigEndian.Uint32(h[:])>>(32-hashBits))
}

func (t *ties) costOf(ids []string) float64 {
	sum := 0.0
	for i := 1; i < len(ids); i++ {
		sum += float64(t.cost(pair(ids[i-1], ids[i])))
	}
	return sum
}

// yen returns the k cheapest ways through the given entities, by Yen's algorithm
// (1971): each further way leaves an earlier one at some entity and rejoins it by
// the cheapest detour. Ways of more than so many steps are not returned.
func (t *ties) yen(between map[string]bool, a, b string, k, steps int) ([][]string, error) {
	first, err := t.cheapest(between, a, b, nil, nil)
	if err != nil || first == nil {
		return nil, err
	}
	found := [][]string{first}
	var candidates [][]string
	for len(found) < k {
		last := found[len(found)-1]
		for i := 0; i+1 < len(last); i++ {
			root := last[:i+1]
			detour, err := t.cheapest(between, last[i], b, root[:i], exits(found, root))
			if err != nil {
				return nil, err
			}
			if detour == nil {
				continue
			}
			way := slices.Concat(root[:i], detour)
			if !slices.ContainsFunc(candidates, func(c []string) bool { return slices.Equal(c, way) }) && len(way)-1 <= steps {
				candidates = append(candidates, way)
			}
		}
		if len(candidates) == 0 {
			break
		}
		best := 0
		for i := range candidates {
			if t.compare(candidates[i], candidates[best]) < 0 {
				best = i
			}
		}
		found = append(found, candidates[best])
		candidates = slices.Delete(candidates, best, best+1)
	}
	return found, nil
}

func (t *ties) compare(a, b []string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(t.costOf(a), t.costOf(b)), cmp.Compare(strings.Join(a, "\x00"), strings.Join(b, "\x00")))
}

// exits returns the pairs by which the ways found so far leave the root.
func exits(found [][]string, root []string) map[[2]string]bool {
	barred := map[[2]string]bool{}
	for _, way := range found {
		if len(way) > len(root) && slices.Equal(way[:len(root)], root) {
			barred[pair(way[len(root)-1], way[len(root)])] = true
		}
	}
	return barred
}

// cheapest returns the cheapest way through the given entities that passes none
// of those in without and takes no barred pair, or nil.
func (t *ties) cheapest(between map[string]bool, a, b string, without []string, barred map[[2]string]bool) ([]string, error) {
	g := ways.New(ways.StringHash, ways.Weighted())
	allowed := func(id string) bool { return between[id] && !slices.Contains(without, id) }
	for id := range between {
		if allowed(id) {
			if err := g.AddVertex(id); err != nil {
				return nil, err
			}
		}
	}
	for id := range between {
		for _, next := range t.neighbours[id] {
			p := pair(id, next)
			if id > next || !allowed(id) || !allowed(next) || barred[p] {
				continue
			}
			if err := g.AddEdge(id, next, ways.EdgeWeight(t.cost(p))); err != nil {
				return nil, err
			}
		}
	}
	way, err := ways.ShortestPath(g, a, b)
	if errors.Is(err, ways.ErrTargetNotReachable) {
		return nil, nil
	}
	return way, err
}
