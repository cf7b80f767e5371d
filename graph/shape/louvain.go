package shape

import (
	"math/rand/v2"
	"slices"
)

// level is a graph whose nodes are entities, or communities of them that were found
// before. Weights are whole numbers, so that they add up the same in any order.
type level struct {
	first, to, weight []int // the ties of node i are those from first[i] to first[i+1]
	own               []int // twice the weight of what is inside a node
	strength          []int // the weight of all that a node takes part in, own included
	total             int   // of all strengths
}

func (l *level) size() int { return len(l.own) }

// louvain gives each node the number of its community: it moves nodes to the
// neighbours with whom they have most in common until none gains by it, makes one
// node of each community, and begins anew with those.
func louvain(l *level, resolution float64, seed uint64) []int {
	rng := rand.New(rand.NewPCG(seed, 0))
	of := make([]int, l.size())
	for i := range of {
		of[i] = i
	}
	for {
		community, count := l.settle(resolution, rng.Perm(l.size()))
		for i := range of {
			of[i] = community[of[i]]
		}
		if count == l.size() {
			return of
		}
		l = l.merge(community, count)
	}
}

// leastGain keeps two moves that are worth the same but for rounding from being
// made back and forth.
const leastGain = 1e-9

// settle moves nodes, in that order, until none gains by it, and numbers the
// communities that there are then.
func (l *level) settle(resolution float64, order []int) (community []int, count int) {
	community = make([]int, l.size())
	weight := slices.Clone(l.strength) // of each community
	for i := range community {
		community[i] = i
	}
	shared := make([]int, l.size()) // the weight between a node and each community
	var near []int                  // the communities of its neighbours
	for moved := true; moved; {
		moved = false
		for _, i := range order {
			near = near[:0]
			for j := l.first[i]; j < l.first[i+1]; j++ {
				c := community[l.to[j]]
				if shared[c] == 0 {
					near = append(near, c)
				}
				shared[c] += l.weight[j]
			}
			own := community[i]
			weight[own] -= l.strength[i]
			gain := func(c int) float64 {
				return float64(shared[c]) - resolution*float64(l.strength[i])*float64(weight[c])/float64(l.total)
			}
			best, most := own, gain(own)+leastGain
			for _, c := range near {
				if g := gain(c); g > most {
					best, most = c, g
				}
			}
			weight[best] += l.strength[i]
			community[i] = best
			moved = moved || best != own
			for _, c := range near {
				shared[c] = 0
			}
		}
	}
	return renumber(community)
}

// renumber gives communities numbers without gaps, in the order of their first
// members.
func renumber(community []int) (renumbered []int, count int) {
	renumbered = make([]int, len(community))
	number := make([]int, len(community))
	for i, c := range community {
		if number[c] == 0 {
			count++
			number[c] = count
		}
		renumbered[i] = number[c] - 1
	}
	return renumbered, count
}

// merge makes one node of each community.
func (l *level) merge(community []int, count int) *level {
	m := &level{first: make([]int, 1, count+1), own: make([]int, count), strength: make([]int, count), total: l.total}
	members := make([][]int, count)
	for i, c := range community {
		members[c] = append(members[c], i)
		m.own[c] += l.own[i]
		m.strength[c] += l.strength[i]
	}
	shared := make([]int, count)
	for c := range members {
		var near []int
		for _, i := range members[c] {
			for j := l.first[i]; j < l.first[i+1]; j++ {
				to := community[l.to[j]]
				if to == c {
					m.own[c] += l.weight[j]
					continue
				}
				if shared[to] == 0 {
					near = append(near, to)
				}
				shared[to] += l.weight[j]
			}
		}
		slices.Sort(near)
		for _, to := range near {
			m.to, m.weight = append(m.to, to), append(m.weight, shared[to])
			shared[to] = 0
		}
		m.first = append(m.first, len(m.to))
	}
	return m
}

// modularity measures a division: what share of the weight is inside, less what
// share would be if ties were drawn by chance.
func (l *level) modularity(of []int, resolution float64) float64 {
	if l.total == 0 {
		return 0
	}
	inside, strength := make([]int, l.size()), make([]int, l.size())
	for i := range l.size() {
		strength[of[i]] += l.strength[i]
		inside[of[i]] += l.own[i]
		for j := l.first[i]; j < l.first[i+1]; j++ {
			if of[l.to[j]] == of[i] {
				inside[of[i]] += l.weight[j]
			}
		}
	}
	q, total := 0.0, float64(l.total)
	for c := range inside {
		share := float64(strength[c]) / total
		q += float64(inside[c])/total - float64(resolution*share*share) // rounded alike by every processor
	}
	return q
}

// connected parts communities in two whose members are tied by outsiders alone: the
// one who tied them may have moved on.
func connected(l *level, of []int) []int {
	parted := make([]int, l.size())
	for i := range parted {
		parted[i] = -1
	}
	count := 0
	for i := range parted {
		if parted[i] >= 0 {
			continue
		}
		parted[i] = count
		for queue := []int{i}; len(queue) > 0; queue = queue[1:] {
			at := queue[0]
			for _, to := range l.to[l.first[at]:l.first[at+1]] {
				if parted[to] < 0 && of[to] == of[at] {
					parted[to] = count
					queue = append(queue, to)
				}
			}
		}
		count++
	}
	return parted
}
