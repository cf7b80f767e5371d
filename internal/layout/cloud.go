package layout

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// spacing is how long a tie between two nodes of a cloud wants to be, in pixels.
const spacing = 90.0

// Cloud lays out a graph of thousands of nodes, for a page that can be moved and
// enlarged: nodes keep off each other and lie near those they are tied to, and
// the unconnected parts lie around the largest. It returns the nodes' centres,
// around the origin. Edges are taken to be straight and their labels to be shown
// where there is room, so neither is placed.
//
// It draws a coarse graph first, in which tied nodes are one, and refines it step
// by step (Hu, Efficient and high quality force-directed graph drawing, 2005).
// Its time grows hardly faster than the graph: 5,000 nodes and 10,000 edges take
// about a second.
func Cloud(nodes []Size, edges []Edge) []Point {
	at := make([]Point, len(nodes))
	part, index := make([]int, len(nodes)), make([]int, len(nodes))
	parts := components(len(nodes), edges)
	for k, members := range parts {
		for i, m := range members {
			part[m], index[m] = k, i
		}
	}
	inner := make([][][2]int, len(parts))
	for _, e := range edges {
		k := part[e.From]
		inner[k] = append(inner[k], [2]int{index[e.From], index[e.To]})
	}
	blobs := make([]blob, len(parts))
	for k, members := range parts {
		sizes := make([]Size, len(members))
		for i, m := range members {
			sizes[i] = nodes[m]
		}
		blobs[k] = blob{at: place(sizes, inner[k]), sizes: sizes, edges: inner[k]}
	}
	gather(blobs)
	for k, members := range parts {
		for i, m := range members {
			at[m] = blobs[k].at[i]
		}
	}
	return at
}

// place lays out one connected part around the origin.
func place(sizes []Size, edges [][2]int) []Point {
	if len(sizes) == 1 {
		return make([]Point, 1)
	}
	var at []Point
	if len(sizes) <= stressed {
		labelled := make([]Edge, len(edges))
		for i, e := range edges {
			labelled[i] = Edge{From: e[0], To: e[1], Label: Size{W: spacing / 2}}
		}
		at = stress(sizes, labelled)
	} else {
		at = levelled(refined(newMesh(len(sizes), edges)))
		tighten(at)
	}
	separate(at, sizes)
	return centred(at)
}

// stressed is how many nodes a part has at most that is laid out by its stress,
// which shows its shape better, in time that grows with their cube.
const stressed = 150

// tighten shrinks a drawing in which even the nearest neighbours lie further apart
// than they need to: nodes that each have a few ties, as in a lattice, push each
// other away without end.
func tighten(at []Point) {
	const enough, sample = 0.6 * spacing, 300
	var nearest []float64
	for i := 0; i < len(at); i += 1 + len(at)/sample {
		d := math.Inf(1)
		for j := range at {
			if i != j {
				d = min(d, at[j].sub(at[i]).length())
			}
		}
		nearest = append(nearest, d)
	}
	slices.Sort(nearest)
	if median := nearest[len(nearest)/2]; median > enough {
		for i := range at {
			at[i] = at[i].times(enough / median)
		}
	}
}

func centred(at []Point) []Point {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, p := range at {
		low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	mid := low.between(high, 0.5)
	for i := range at {
		at[i] = at[i].sub(mid)
	}
	return at
}

// smallest is how many nodes a graph has that is not made coarser: so few find
// their places from anywhere.
const smallest = 24

// refined returns the places of a mesh's nodes, from those of a coarser mesh where
// it is large.
func refined(m *mesh) []Point {
	coarse, parent := m.coarser()
	if coarse == nil {
		rng := rand.New(rand.NewPCG(5, uint64(len(m.mass))))
		at := make([]Point, len(m.mass))
		side := spacing * math.Sqrt(float64(len(at)))
		for i := range at {
			at[i] = Point{side * rng.Float64(), side * rng.Float64()}
		}
		m.settle(at, spacing, 400)
		return at
	}
	above := refined(coarse)
	// Twins start a little apart, each pair in another direction, and the whole
	// is enlarged, for it has to hold more.
	grow := math.Sqrt(float64(len(m.mass)) / float64(len(coarse.mass)))
	at := make([]Point, len(m.mass))
	for i := range at {
		sin, cos := math.Sincos(2.399963 * float64(i))
		at[i] = above[parent[i]].times(grow).add(Point{cos, sin}.times(spacing * 0.2))
	}
	m.settle(at, spacing*0.4, 70)
	return at
}

// mesh is a graph without loops and parallels, whose nodes may each stand for
// several of a finer one.
type mesh struct {
	mass []float64 // how many nodes each stands for
	ties [][]tie   // of each node, by index
}

type tie struct {
	to     int
	weight float64 // how strongly it pulls
}

func newMesh(n int, edges [][2]int) *mesh {
	m := &mesh{mass: make([]float64, n)}
	for i := range m.mass {
		m.mass[i] = 1
	}
	both := make([]heavy, 0, 2*len(edges))
	for _, e := range edges {
		both = append(both, heavy{e[0], e[1], 1}, heavy{e[1], e[0], 1})
	}
	m.tie(both)
	for _, ties := range m.ties {
		for k := range ties {
			// Many edges between two nodes pull them no closer, and hubs leave their
			// neighbours room.
			hub := max(len(ties), len(m.ties[ties[k].to]))
			ties[k].weight = 1 / math.Sqrt(float64(hub))
		}
	}
	return m
}

// heavy is a tie in one direction.
type heavy struct {
	from, to int
	weight   float64
}

// tie sets the mesh's ties, sorted, with parallels joined and loops dropped.
func (m *mesh) tie(both []heavy) {
	slices.SortFunc(both, func(a, b heavy) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	m.ties = make([][]tie, len(m.mass))
	for _, h := range both {
		if h.from == h.to {
			continue
		}
		ties := m.ties[h.from]
		if last := len(ties) - 1; last >= 0 && ties[last].to == h.to {
			ties[last].weight += h.weight
			continue
		}
		m.ties[h.from] = append(ties, tie{h.to, h.weight})
	}
}

// coarser returns a mesh in which pairs of tied nodes are one, and the coarse node
// of each; nil where the mesh is small, or would hardly become smaller.
func (m *mesh) coarser() (coarse *mesh, parent []int) {
	n := len(m.mass)
	if n <= smallest {
		return nil, nil
	}
	order := make([]int, n)
	parent = make([]int, n)
	for i := range order {
		order[i], parent[i] = i, -1
	}
	// Those with the fewest ties choose first, for they have the least choice.
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(m.ties[a]), len(m.ties[b])) })
	c := &mesh{}
	join := func(members ...int) {
		mass := 0.0
		for _, i := range members {
			parent[i] = len(c.mass)
			mass += m.mass[i]
		}
		c.mass = append(c.mass, mass)
	}
	for _, i := range order {
		if parent[i] >= 0 {
			continue
		}
		if mate := m.mate(i, parent); mate >= 0 {
			join(i, mate)
		} else {
			join(i)
		}
	}
	if len(c.mass) > n*9/10 {
		return nil, nil
	}
	var both []heavy
	for i, ties := range m.ties {
		for _, t := range ties {
			both = append(both, heavy{parent[i], parent[t.to], t.weight})
		}
	}
	c.tie(both)
	return c, parent
}

// mate returns whom a node is best joined with: the free neighbour with the
// heaviest tie for its mass; else, of a hub whose leaves outnumber it, another
// leaf; -1 for nobody.
func (m *mesh) mate(i int, parent []int) int {
	best, worth := -1, 0.0
	for _, t := range m.ties[i] {
		if w := t.weight / m.mass[t.to]; parent[t.to] < 0 && w > worth {
			best, worth = t.to, w
		}
	}
	if best >= 0 || len(m.ties[i]) != 1 {
		return best
	}
	for _, t := range m.ties[m.ties[i][0].to] {
		if t.to != i && parent[t.to] < 0 && len(m.ties[t.to]) == 1 {
			return t.to
		}
	}
	return -1
}

// settle moves the nodes where ties that pull and nodes that push hold each other
// in balance. The step grows while the energy falls, and shrinks when it rises.
func (m *mesh) settle(at []Point, step float64, rounds int) {
	force := make([]Point, len(at))
	energy, good := math.Inf(1), 0
	tree := newQuadtree(len(at))
	for range rounds {
		before := energy
		energy = m.forces(tree, at, force)
		moved := 0.0
		for i := range at {
			length := force[i].length()
			if length == 0 {
				continue
			}
			stride := min(step, length)
			at[i] = at[i].add(force[i].times(stride / length))
			moved += stride
		}
		if energy < before {
			if good++; good >= 5 {
				good, step = 0, step/0.9
			}
		} else {
			good, step = 0, step*0.9
		}
		if moved < 0.002*spacing*float64(len(at)) {
			return
		}
	}
}

// weight is the pull towards the middle, for each pixel that a node is away from
// it. Against the push of all others it tells only at the rim, whatever the size.
const weight = 0.05

// forces sets the force on each node and returns the sum of their squares.
func (m *mesh) forces(tree *quadtree, at, force []Point) float64 {
	tree.build(at, m.mass)
	var mid Point
	for i, p := range at {
		mid = mid.add(p.times(m.mass[i]))
	}
	mid = mid.times(1 / tree.cells[0].mass)
	energy := 0.0
	for i, p := range at {
		// Among nodes of mass 1, a push of spacing² over the distance against a
		// pull of distance² over spacing: alone, two come to rest at spacing.
		f := tree.push(p, i).times(0.2 * spacing * spacing)
		for _, t := range m.ties[i] {
			d := at[t.to].sub(p)
			f = f.add(d.times(d.length() / spacing * t.weight))
		}
		// A little weight towards the middle keeps long chains from running away.
		f = f.add(mid.sub(p).times(weight * m.mass[i]))
		force[i] = f.times(1 / m.mass[i])
		energy += f.X*f.X + f.Y*f.Y
	}
	return energy
}
