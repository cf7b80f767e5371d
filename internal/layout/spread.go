package layout

import "math"

// spread moves nodes and labels apart where they lie on each other or on an edge,
// and bends the edges through their labels.
type spread struct {
	nodes  []Point
	sizes  []Size
	edges  []Edge
	labels []Point
	// aside is how far beside the straight line a label wants to lie: edges
	// between the same two nodes part like the fingers of a hand.
	aside []float64
}

func newSpread(at []Point, sizes []Size, edges []Edge) *spread {
	s := &spread{nodes: at, sizes: sizes, edges: edges, labels: make([]Point, len(edges)), aside: make([]float64, len(edges))}
	count, seen := map[[2]int]int{}, map[[2]int]int{}
	for _, e := range edges {
		count[ends(e)]++
	}
	for i, e := range edges {
		k := ends(e)
		side := float64(seen[k]) - float64(count[k]-1)/2
		if e.From > e.To {
			side = -side // the edge runs the other way, and so does its left hand
		}
		s.aside[i] = side * (e.Label.H + 14)
		seen[k]++
		s.labels[i] = s.home(i)
	}
	return s
}

func ends(e Edge) [2]int { return [2]int{min(e.From, e.To), max(e.From, e.To)} }

// home is where a label lies if nothing is in its way.
func (s *spread) home(i int) Point {
	e := s.edges[i]
	a, b := s.nodes[e.From], s.nodes[e.To]
	if e.From == e.To {
		size := s.sizes[e.From]
		return Point{a.X + size.W/2 + 10, a.Y - size.H/2 - 26 - math.Abs(s.aside[i])}
	}
	across := b.sub(a)
	length := max(across.length(), 1)
	return a.between(b, 0.5).add(Point{-across.Y, across.X}.times(s.aside[i] / length))
}

// rounds is how often everything is moved; most drawings come to rest before.
const rounds = 250

func (s *spread) run() {
	for round := range rounds {
		for i := range s.labels {
			s.labels[i] = s.labels[i].between(s.home(i), 0.1)
		}
		crowded := s.partNodes()
		if round > 20 {
			crowded = s.clearEdges() || crowded
		}
		crowded = s.partLabels() || crowded
		if !crowded && round > 60 {
			return
		}
	}
	for range 60 { // at last, nothing may lie on anything
		if !s.partNodes() {
			break
		}
	}
}

// partNodes pushes nodes off each other.
func (s *spread) partNodes() bool {
	any := false
	for i := range s.nodes {
		for j := range i {
			push, ok := overlap(s.nodes[i], grown(s.sizes[i], nodeMargin), s.nodes[j], grown(s.sizes[j], nodeMargin))
			if ok {
				s.nodes[i] = s.nodes[i].add(push.times(0.5))
				s.nodes[j] = s.nodes[j].sub(push.times(0.5))
				any = true
			}
		}
	}
	return any
}

// partLabels pushes labels off nodes and off each other; nodes give way a little.
func (s *spread) partLabels() bool {
	any := false
	for i := range s.labels {
		size := grown(s.edges[i].Label, labelMargin)
		for j := range s.nodes {
			if push, ok := overlap(s.labels[i], size, s.nodes[j], grown(s.sizes[j], 2)); ok {
				s.labels[i] = s.labels[i].add(push.times(0.8))
				s.nodes[j] = s.nodes[j].sub(push.times(0.2))
				any = true
			}
		}
		for j := range i {
			if push, ok := overlap(s.labels[i], size, s.labels[j], grown(s.edges[j].Label, labelMargin)); ok {
				s.labels[i] = s.labels[i].add(push.times(0.5))
				s.labels[j] = s.labels[j].sub(push.times(0.5))
				any = true
			}
		}
	}
	return any
}

// clearEdges pushes nodes and the edges that run through them apart, across the
// edge: along it they would stay in each other's way.
func (s *spread) clearEdges() bool {
	any := false
	for i := range s.edges {
		e := s.edges[i]
		if e.From == e.To {
			continue
		}
		c := s.curve(i)
		for j := range s.nodes {
			if j == e.From || j == e.To {
				continue
			}
			if push, ok := s.across(&c, j); ok {
				s.labels[i] = s.labels[i].add(push.times(0.5))
				s.nodes[j] = s.nodes[j].sub(push.times(0.3))
				any = true
			}
		}
	}
	return any
}

// clearance is how far an edge stays off a node that is not its own, in pixels.
const clearance = 5

// mayMeet reports whether a box lies where the curve could: within the box that
// holds its ends and controls.
func (c *Curve) mayMeet(at Point, size Size) bool {
	x, y := size.W/2+clearance, size.H/2+clearance
	p := &c.P
	return max(p[0].X, p[1].X, p[2].X, p[3].X) > at.X-x && min(p[0].X, p[1].X, p[2].X, p[3].X) < at.X+x &&
		max(p[0].Y, p[1].Y, p[2].Y, p[3].Y) > at.Y-y && min(p[0].Y, p[1].Y, p[2].Y, p[3].Y) < at.Y+y
}

// across returns the push that takes a curve off a node, at right angles to the
// curve where it comes nearest.
func (s *spread) across(c *Curve, j int) (push Point, ok bool) {
	at, size := s.nodes[j], s.sizes[j]
	if !c.mayMeet(at, size) {
		return Point{}, false
	}
	near, distance := 0.0, math.Inf(1)
	for t := 0.08; t < 0.93; t += 0.06 {
		if d := c.At(t).sub(at).length(); d < distance {
			near, distance = t, d
		}
	}
	if distance > size.W+size.H {
		return Point{}, false
	}
	along := c.At(near + 0.02).sub(c.At(near - 0.02))
	length := max(along.length(), 1e-6)
	normal := Point{-along.Y / length, along.X / length}
	off := c.At(near).sub(at)
	d := off.X*normal.X + off.Y*normal.Y
	// How far the node's box reaches that way; its corners are hardly ever hit.
	reach := 0.85*(math.Abs(normal.X)*size.W+math.Abs(normal.Y)*size.H)/2 + clearance
	// Past its end, a line that would cross the box does not.
	beyond := math.Sqrt(max(0, off.X*off.X+off.Y*off.Y-d*d))
	if math.Abs(d) >= reach || beyond > (size.W+size.H)/2 {
		return Point{}, false
	}
	return normal.times(math.Copysign(reach-math.Abs(d), d)), true
}

func grown(s Size, by float64) Size { return Size{s.W + by, s.H + by} }

// overlap returns the shortest push that takes box a off box b.
func overlap(a Point, as Size, b Point, bs Size) (push Point, ok bool) {
	d := a.sub(b)
	x := (as.W+bs.W)/2 - math.Abs(d.X)
	y := (as.H+bs.H)/2 - math.Abs(d.Y)
	if x <= 0.01 || y <= 0.01 {
		return Point{}, false
	}
	if x < y {
		return Point{math.Copysign(x, d.X), 0}, true
	}
	return Point{0, math.Copysign(y, d.Y)}, true
}

// curve is the edge's curve: a parabola whose middle is the label, or a loop.
func (s *spread) curve(i int) Curve {
	e := s.edges[i]
	a, b, label := s.nodes[e.From], s.nodes[e.To], s.labels[i]
	if e.From == e.To {
		// The middle of a cubic lies three quarters of the way to its two controls.
		top := a.between(label, 4.0/3)
		wide := Point{max(24, s.sizes[e.From].W/3), 0}
		return Curve{P: [4]Point{a, top.sub(wide), top.add(wide), a}, Label: label}
	}
	control := label.times(2).sub(a.between(b, 0.5))
	return Curve{P: [4]Point{a, a.between(control, 2.0/3), b.between(control, 2.0/3), b}, Label: label}
}
