// Package layout places the nodes, edges and edge labels of a drawing on a plane:
// nodes that are tied lie near each other, nothing that is to be read lies on
// anything else, and each edge bends through the place of its label. Begin at Place.
//
// The same input gives the same drawing on the same kind of processor.
package layout

import (
	"cmp"
	"math"
	"slices"
)

// Point is a place on the plane, x to the right and y down, in pixels.
type Point struct{ X, Y float64 }

// Size is the width and height of what is written in a node or on an edge.
type Size struct{ W, H float64 }

// Edge ties two nodes, given by their indexes, and carries a label.
type Edge struct {
	From, To int
	Label    Size
}

// Plan is where everything lies.
type Plan struct {
	Nodes  []Point // centres
	Edges  []Curve
	Width  float64
	Height float64
}

// Curve is a cubic Bézier curve from the centre of one node to that of another.
type Curve struct {
	P     [4]Point
	Label Point // centre of the label; on the curve
}

// At returns the point at t, 0 to 1, of the curve.
func (c *Curve) At(t float64) Point {
	u := 1 - t
	f := [4]float64{u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t}
	var p Point
	for i, q := range c.P {
		p.X += f[i] * q.X
		p.Y += f[i] * q.Y
	}
	return p
}

// Margins, in pixels: around the drawing, between its unconnected parts, around
// a node and around a label.
const (
	border      = 24
	partMargin  = 40
	nodeMargin  = 16
	labelMargin = 3
)

// Place lays out a graph. Its time grows with the square of the nodes and the
// cube of the largest connected part: some 600 nodes take a second.
func Place(nodes []Size, edges []Edge) *Plan {
	p := &Plan{Nodes: make([]Point, len(nodes)), Edges: make([]Curve, len(edges))}
	var boxes []part
	for _, members := range components(len(nodes), edges) {
		boxes = append(boxes, p.placePart(members, nodes, edges))
	}
	p.pack(boxes, edges)
	return p
}

// part is a connected part of the drawing and the box it takes.
type part struct {
	nodes, edges []int
	min, max     Point
}

// components returns the connected parts, the largest first, and the nodes of
// each in their own order.
func components(n int, edges []Edge) [][]int {
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}
	var find func(i int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	for _, e := range edges {
		a, b := find(e.From), find(e.To)
		root[max(a, b)] = min(a, b)
	}
	var parts [][]int
	at := map[int]int{}
	for i := range n {
		r := find(i)
		if _, ok := at[r]; !ok {
			at[r] = len(parts)
			parts = append(parts, nil)
		}
		parts[at[r]] = append(parts[at[r]], i)
	}
	slices.SortStableFunc(parts, func(a, b []int) int { return cmp.Compare(len(b), len(a)) })
	return parts
}

// placePart lays out one connected part around the origin.
func (p *Plan) placePart(members []int, nodes []Size, edges []Edge) part {
	local := map[int]int{}
	sizes := make([]Size, len(members))
	for i, m := range members {
		local[m] = i
		sizes[i] = nodes[m]
	}
	var ids []int
	var inner []Edge
	for i, e := range edges {
		if _, ok := local[e.From]; ok {
			ids = append(ids, i)
			inner = append(inner, Edge{local[e.From], local[e.To], e.Label})
		}
	}
	at := stress(sizes, inner)
	s := newSpread(at, sizes, inner)
	s.run()
	for i, m := range members {
		p.Nodes[m] = s.nodes[i]
	}
	for i, id := range ids {
		p.Edges[id] = s.curve(i)
	}
	box := part{nodes: members, edges: ids, min: Point{math.Inf(1), math.Inf(1)}, max: Point{math.Inf(-1), math.Inf(-1)}}
	for i, m := range members {
		box.cover(p.Nodes[m], sizes[i])
	}
	for i, id := range ids {
		box.cover(p.Edges[id].Label, inner[i].Label)
		for t := 0.0; t <= 1; t += 0.125 {
			box.cover(p.Edges[id].At(t), Size{2, 2})
		}
	}
	return box
}

func (b *part) cover(at Point, s Size) {
	b.min = Point{min(b.min.X, at.X-s.W/2), min(b.min.Y, at.Y-s.H/2)}
	b.max = Point{max(b.max.X, at.X+s.W/2), max(b.max.Y, at.Y+s.H/2)}
}

// pack puts the parts side by side in rows, about as wide as half again their
// height in all, and moves the whole to the upper left.
func (p *Plan) pack(parts []part, edges []Edge) {
	area, widest := 0.0, 0.0
	for _, b := range parts {
		w, h := b.max.X-b.min.X+partMargin, b.max.Y-b.min.Y+partMargin
		area += w * h
		widest = max(widest, w)
	}
	limit := max(widest, math.Sqrt(area*1.5))
	x, y, row := 0.0, 0.0, 0.0
	for _, b := range parts {
		w, h := b.max.X-b.min.X, b.max.Y-b.min.Y
		if x > 0 && x+w > limit {
			x, y, row = 0, y+row+partMargin, 0
		}
		p.move(b, Point{border + x - b.min.X, border + y - b.min.Y})
		p.Width = max(p.Width, x+w+2*border)
		p.Height = max(p.Height, y+h+2*border)
		x += w + partMargin
		row = max(row, h)
	}
}

func (p *Plan) move(b part, by Point) {
	for _, n := range b.nodes {
		p.Nodes[n] = p.Nodes[n].add(by)
	}
	for _, e := range b.edges {
		c := &p.Edges[e]
		c.Label = c.Label.add(by)
		for i := range c.P {
			c.P[i] = c.P[i].add(by)
		}
	}
}

func (p Point) add(q Point) Point                { return Point{p.X + q.X, p.Y + q.Y} }
func (p Point) sub(q Point) Point                { return Point{p.X - q.X, p.Y - q.Y} }
func (p Point) times(f float64) Point            { return Point{p.X * f, p.Y * f} }
func (p Point) length() float64                  { return math.Hypot(p.X, p.Y) }
func (p Point) between(q Point, t float64) Point { return p.add(q.sub(p).times(t)) }
