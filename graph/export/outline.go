package export

import (
	"math"

	"github.com/quadrille-kg/quadrille/internal/layout"
)

// outline returns the paths of a node's shape, filling a box around a point.
func outline(s *style, at layout.Point, size layout.Size, strokeWidth float64) []path {
	p := path{fill: s.fill, stroke: s.stroke, width: strokeWidth}
	x, y := size.W/2, size.H/2
	corner := func(dx, dy float64) layout.Point { return layout.Point{X: at.X + dx, Y: at.Y + dy} }
	switch s.shape {
	case ellipse:
		p.segments = oval(at, x, y)
	case rounded:
		p.segments = box(at, size, 8)
	case hexagon:
		c := min(14, x/2)
		p.segments = polygon(corner(-x, 0), corner(-x+c, -y), corner(x-c, -y), corner(x, 0), corner(x-c, y), corner(-x+c, y))
	case octagon:
		c := min(9, y*0.6)
		p.segments = polygon(corner(-x, -y+c), corner(-x+c, -y), corner(x-c, -y), corner(x, -y+c), corner(x, y-c), corner(x-c, y), corner(-x+c, y), corner(-x, y-c))
	case slanted:
		c := min(12, x/2)
		p.segments = polygon(corner(-x+c, -y), corner(x, -y), corner(x-c, y), corner(-x, y))
	case folded:
		c := min(9, y*0.8)
		p.segments = polygon(corner(-x, -y), corner(x-c, -y), corner(x, -y+c), corner(x, y), corner(-x, y))
		fold := path{stroke: s.stroke, width: strokeWidth, segments: []segment{
			{'M', []layout.Point{corner(x-c, -y)}}, {'L', []layout.Point{corner(x-c, -y+c)}}, {'L', []layout.Point{corner(x, -y+c)}},
		}}
		return []path{p, fold}
	case bare:
		return []path{{segments: box(at, size, 2), fill: s.fill}}
	default:
		p.segments = box(at, size, 0)
	}
	return []path{p}
}

// inside reports whether a point lies in a node's shape. All but ovals count as
// their box with its corners cut.
func inside(s shape, at layout.Point, size layout.Size, p layout.Point) bool {
	dx, dy := math.Abs(p.X-at.X)/(size.W/2), math.Abs(p.Y-at.Y)/(size.H/2)
	switch s {
	case ellipse:
		return dx*dx+dy*dy <= 1
	case hexagon:
		c := min(14, size.W/4) / (size.W / 2)
		return dy <= 1 && dx <= 1-c*dy
	}
	return dx <= 1 && dy <= 1
}

func polygon(points ...layout.Point) []segment {
	segments := []segment{{'M', points[:1]}}
	for i := range points[1:] {
		segments = append(segments, segment{'L', points[i+1 : i+2]})
	}
	return append(segments, segment{op: 'Z'})
}

// round is how far a cubic's controls lie along the sides of a quarter circle.
const round = 0.5523

func oval(at layout.Point, x, y float64) []segment {
	p := func(dx, dy float64) layout.Point { return layout.Point{X: at.X + dx*x, Y: at.Y + dy*y} }
	return []segment{
		{'M', []layout.Point{p(1, 0)}},
		{'C', []layout.Point{p(1, round), p(round, 1), p(0, 1)}},
		{'C', []layout.Point{p(-round, 1), p(-1, round), p(-1, 0)}},
		{'C', []layout.Point{p(-1, -round), p(-round, -1), p(0, -1)}},
		{'C', []layout.Point{p(round, -1), p(1, -round), p(1, 0)}},
		{op: 'Z'},
	}
}

// box is a rectangle with corners rounded by a radius.
func box(at layout.Point, size layout.Size, radius float64) []segment {
	x, y := size.W/2, size.H/2
	r := min(radius, x, y)
	k := r * (1 - round)
	p := func(dx, dy float64) layout.Point { return layout.Point{X: at.X + dx, Y: at.Y + dy} }
	if r == 0 {
		return polygon(p(-x, -y), p(x, -y), p(x, y), p(-x, y))
	}
	return []segment{
		{'M', []layout.Point{p(-x+r, -y)}},
		{'L', []layout.Point{p(x-r, -y)}},
		{'C', []layout.Point{p(x-k, -y), p(x, -y+k), p(x, -y+r)}},
		{'L', []layout.Point{p(x, y-r)}},
		{'C', []layout.Point{p(x, y-k), p(x-k, y), p(x-r, y)}},
		{'L', []layout.Point{p(-x+r, y)}},
		{'C', []layout.Point{p(-x+k, y), p(-x, y-k), p(-x, y-r)}},
		{'L', []layout.Point{p(-x, -y+r)}},
		{'C', []layout.Point{p(-x, -y+k), p(-x+k, -y), p(-x+r, -y)}},
		{op: 'Z'},
	}
}
