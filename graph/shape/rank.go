package shape

import (
	"cmp"
	"context"
	"hash/fnv"
	"math"
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
)

// Measure is a way to say who stands in the middle of things.
type Measure string

// The measures.
const (
	// PageRank is how often one who goes from entity to entity for ever, over
	// claims in either direction, comes by: 1 in all. Claims of the strong lend
	// more than those of the weak.
	PageRank Measure = "pagerank"
	// Degree is to how many others an entity is tied.
	Degree Measure = "degree"
	// Betweenness is the share of the shortest ways of others that lead over an
	// entity, 0 to 1.
	Betweenness Measure = "betweenness"
)

// Measures lists them.
var Measures = []Measure{PageRank, Degree, Betweenness}

// Ranked is an entity and its score.
type Ranked struct {
	graph.Entity
	Score      float64
	Neighbours int // to how many others it is tied
	Claims     int // how many claims tie it to them
}

// precision is to how many parts scores are given: beyond them, sums of the same
// numbers differ by the order in which they were added, and would part equals.
const precision = 1e9

// Rank scores every entity of the net, the highest first, equals by name and ID.
// sources is from how many entities Betweenness follows the ways; 0 is from all. The
// end of ctx is its only error.
func (n *Net) Rank(ctx context.Context, by Measure, sources int) ([]Ranked, error) {
	var scores []float64
	switch by {
	case PageRank:
		scores = n.pageRank()
	case Betweenness:
		var err error
		if scores, err = n.betweenness(ctx, n.sample(sources)); err != nil {
			return nil, err
		}
	default:
		for i := range n.Entities {
			scores = append(scores, float64(n.Neighbours(i)))
		}
	}
	ranked := make([]Ranked, len(n.Entities))
	for i, e := range n.Entities {
		ranked[i] = Ranked{e, math.Round(scores[i]*precision) / precision, n.Neighbours(i), n.Claims(i)}
	}
	slices.SortFunc(ranked, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return ranked, nil
}

// damping is the chance that one who goes from entity to entity goes on, rather
// than begin anew anywhere: that of Brin and Page (1998). tolerance is when the
// scores stand still, and maxRounds when that is given up.
const (
	damping   = 0.85
	tolerance = 1e-10
	maxRounds = 200
)

// pageRank computes the scores by power iteration. A tie weighs as many claims as
// it has. Everybody is tied to somebody, so that nobody is a dead end.
func (n *Net) pageRank() []float64 {
	size := len(n.Entities)
	scores, next, share := make([]float64, size), make([]float64, size), make([]float64, size)
	total := make([]float64, size)
	for i := range scores {
		scores[i] = 1 / float64(size)
		total[i] = float64(n.Claims(i))
	}
	for range maxRounds {
		for i := range share {
			share[i] = damping * scores[i] / total[i]
		}
		change := 0.0
		for i := range next {
			sum := (1 - damping) / float64(size)
			for _, from := range n.around(i) {
				sum += float64(share[from.at] * float64(len(n.Ties[from.tie].Claims))) // rounded alike by every processor
			}
			next[i] = sum
			change += math.Abs(sum - scores[i])
		}
		scores, next = next, scores
		if change < tolerance {
			break
		}
	}
	return scores
}

// sample chooses so many entities, all for 0: by a hash of their IDs, so that a
// graph that has grown a little is measured from nearly the same.
func (n *Net) sample(size int) []int {
	all := make([]int, len(n.Entities))
	hashes := make([]uint64, len(all))
	for i := range all {
		h := fnv.New64a()
		h.Write([]byte(n.Entities[i].ID))
		all[i], hashes[i] = i, h.Sum64()
	}
	if size <= 0 || size >= len(all) {
		return all
	}
	slices.SortFunc(all, func(i, j int) int { return cmp.Or(cmp.Compare(hashes[i], hashes[j]), i-j) })
	chosen := all[:size]
	slices.Sort(chosen)
	return chosen
}

// betweenness counts shortest ways by Brandes' algorithm (2001) from the sources
// alone, and scales what it finds to what all would give.
func (n *Net) betweenness(ctx context.Context, sources []int) ([]float64, error) {
	size := len(n.Entities)
	scores := make([]float64, size)
	if size < 3 {
		return scores, nil
	}
	b := newBrandes(n)
	for _, s := range sources {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b.from(s, scores)
	}
	// Each pair of others is met from both its ends.
	scale := float64(size) / float64(len(sources)) / (float64(size-1) * float64(size-2))
	for i := range scores {
		scores[i] *= scale
	}
	return scores, nil
}

// brandes holds what one walk over the net needs; order lists the entities in the
// order in which they were met, nearest first.
type brandes struct {
	net   *Net
	order []int32
	met   []meeting
}

// meeting is what a walk knows of an entity: how many steps it is away, -1 where it
// was not met; how many shortest ways lead there; and of the ways to those beyond, how
// many lead over it.
type meeting struct {
	steps        int
	ways, credit float64
}

func newBrandes(n *Net) *brandes {
	b := &brandes{net: n, met: make([]meeting, len(n.Entities))}
	for i := range b.met {
		b.met[i].steps = -1
	}
	return b
}

// from adds what the shortest ways from s lead over.
func (b *brandes) from(s int, scores []float64) {
	b.order = append(b.order[:0], int32(s))
	b.met[s].steps, b.met[s].ways = 0, 1
	for i := 0; i < len(b.order); i++ {
		at := b.met[b.order[i]]
		for _, next := range b.net.around(int(b.order[i])) {
			to := &b.met[next.at]
			if to.steps < 0 {
				to.steps = at.steps + 1
				b.order = append(b.order, next.at)
			}
			if to.steps > at.steps {
				to.ways += at.ways
			}
		}
	}
	for i := len(b.order) - 1; i > 0; i-- {
		at := b.met[b.order[i]]
		per := (1 + at.credit) / at.ways
		for _, next := range b.net.around(int(b.order[i])) {
			if to := &b.met[next.at]; to.steps < at.steps {
				to.credit += float64(to.ways * per)
			}
		}
		scores[b.order[i]] += at.credit
	}
	for _, i := range b.order {
		b.met[i] = meeting{steps: -1}
	}
}
