package layout

import "math"

// quadtree sums up what far nodes push, by squares that hold them (Barnes and
// Hut, 1986).
type quadtree struct {
	cells []cell
	at    []Point
	mass  []float64
	next  []int // of a node, the next in the same smallest square, or -1
}

// cell is a square of the plane. Its four quarters are cells; 0 is none, for the
// first cell is nobody's quarter.
type cell struct {
	mid      Point // of the square
	half     float64
	mass     float64
	sum      Point // of places times masses; after build, the centre of mass
	quarters [4]int32
	first    int // the first node of a square that is not divided, or -1
	divided  bool
}

// deepest is how often a square is divided: nodes nearer than this lie on one
// point and push each other apart by their order.
const deepest = 24

func newQuadtree(n int) *quadtree {
	return &quadtree{cells: make([]cell, 0, 2*n+8), next: make([]int, n)}
}

func (t *quadtree) build(at []Point, mass []float64) {
	t.at, t.mass = at, mass
	low, high := at[0], at[0]
	for _, p := range at {
		low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	half := max(high.X-low.X, high.Y-low.Y)/2 + 1e-3
	t.cells = append(t.cells[:0], cell{mid: low.between(high, 0.5), half: half, first: -1})
	for i := range at {
		t.insert(i)
	}
	for i := range t.cells {
		c := &t.cells[i]
		c.sum = c.sum.times(1 / c.mass)
	}
}

func (t *quadtree) insert(i int) {
	k := 0
	for depth := 0; ; depth++ {
		c := &t.cells[k]
		c.mass += t.mass[i]
		c.sum = c.sum.add(t.at[i].times(t.mass[i]))
		switch {
		case c.divided:
			k = t.quarter(k, t.at[i])
		case c.first < 0 || depth == deepest:
			t.next[i], c.first = c.first, i
			return
		default:
			// The one that was here goes a square deeper, and so does the new one.
			other := c.first
			c.first, c.divided = -1, true
			q := t.quarter(k, t.at[other])
			d := &t.cells[q]
			d.mass, d.sum, d.first = t.mass[other], t.at[other].times(t.mass[other]), other
			t.next[other] = -1
			k = t.quarter(k, t.at[i])
		}
	}
}

// quarter returns the quarter of a cell that holds a point, made where it is not.
func (t *quadtree) quarter(k int, p Point) int {
	c := t.cells[k]
	q, mid, half := 0, c.mid, c.half/2
	if p.X >= c.mid.X {
		q, mid.X = 1, mid.X+half
	} else {
		mid.X -= half
	}
	if p.Y >= c.mid.Y {
		q, mid.Y = q+2, mid.Y+half
	} else {
		mid.Y -= half
	}
	if c.quarters[q] == 0 {
		t.cells[k].quarters[q] = int32(len(t.cells))
		t.cells = append(t.cells, cell{mid: mid, half: half, first: -1})
	}
	return int(t.cells[k].quarters[q])
}

// far is how wide a square may be, measured by its distance, to count as one node.
const far = 1.0

// push returns the push of all other nodes on node i: the sum of their masses, each
// over its distance and away from it, times the node's own mass.
func (t *quadtree) push(p Point, i int) Point {
	var sum Point
	var stack [4 * (deepest + 2)]int32
	stack[0] = 0
	for n := 1; n > 0; {
		n--
		c := &t.cells[stack[n]]
		d := p.sub(c.sum)
		squared := d.X*d.X + d.Y*d.Y
		if c.divided {
			if 4*c.half*c.half < far*far*squared {
				sum = sum.add(d.times(c.mass / squared))
				continue
			}
			for _, q := range c.quarters {
				if q != 0 {
					stack[n] = q
					n++
				}
			}
			continue
		}
		for j := c.first; j >= 0; j = t.next[j] {
			if j == i {
				continue
			}
			d := p.sub(t.at[j])
			squared := d.X*d.X + d.Y*d.Y
			if squared < 1e-6 { // on one point: by their order
				sin, cos := math.Sincos(float64(i))
				d, squared = Point{cos, sin}, 1
			}
			sum = sum.add(d.times(t.mass[j] / squared))
		}
	}
	return sum.times(t.mass[i])
}
