package export

import (
	"math"
	"slices"

	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/layout"
)

// scene is a picture with everything in its place, in pixels: what SVG and PNG
// both paint, from the first to the last.
type scene struct {
	width, height float64
	figures       []figure
}

// figure is something with a tip: a node, an edge, a line of the legend.
type figure struct {
	class string // "node", "edge", "legend"
	tip   string
	paths []path
	texts []lettering
}

// path is an outline or a line. No colour is no fill or no stroke.
type path struct {
	segments     []segment
	fill, stroke string
	width        float64
	dash         dash
}

// segment is one step of a path: M and L have one point, C three, Z none.
type segment struct {
	op     byte
	points []layout.Point
}

// lettering is a line of text, centred on x unless it is to begin there; y is its
// base line.
type lettering struct {
	x, y   float64
	text   string
	size   float64
	colour string
	bold   bool
	begins bool
}

const (
	nodeSize   = 13.0
	labelSize  = 11.0
	legendSize = 12.0
	titleSize  = 20.0
	lineHeight = 1.25
	ink        = "#1A1A1A"
)

// newScene lays a view out.
func newScene(v *view.View, o *Options) *scene {
	p := newPicture(v, o.Title)
	s := &scene{}
	plan := layout.Place(sizes(p))
	top := 0.0
	if p.title != "" {
		top = 2 * titleSize
	}
	s.edges(p, plan, top)
	s.nodes(p, plan, top)
	s.width, s.height = plan.Width, plan.Height+top
	if p.title != "" {
		s.width = max(s.width, width(p.title, titleSize, true)+4*titleSize)
		s.figures = append(s.figures, figure{class: "title", texts: []lettering{
			{x: s.width / 2, y: 1.6 * titleSize, text: p.title, size: titleSize, colour: ink, bold: true},
		}})
	}
	s.legend(p, leftOut(v))
	return s
}

// sizes returns what the layout needs to know of nodes and labels.
func sizes(p *picture) (nodes []layout.Size, edges []layout.Edge) {
	for i := range p.nodes {
		nodes = append(nodes, nodeBox(&p.nodes[i]))
	}
	for _, e := range p.edges {
		label := layout.Size{W: width(e.label, labelSize, false) + 6, H: labelSize*lineHeight + 2}
		edges = append(edges, layout.Edge{From: e.from, To: e.to, Label: label})
	}
	return nodes, edges
}

// nodeBox is as large as the outline that holds the label.
func nodeBox(n *pictureNode) layout.Size {
	w := 0.0
	for _, l := range n.lines {
		w = max(w, width(l, nodeSize, n.focus))
	}
	h := float64(len(n.lines)) * nodeSize * lineHeight
	switch n.style.shape {
	case ellipse:
		return layout.Size{W: max(1.25*w+16, 40), H: 1.3*h + 12}
	case hexagon, slanted, octagon:
		return layout.Size{W: w + 36, H: h + 14}
	case bare:
		return layout.Size{W: w + 8, H: h + 4}
	}
	return layout.Size{W: w + 22, H: h + 14}
}

func (s *scene) nodes(p *picture, plan *layout.Plan, top float64) {
	for i := range p.nodes {
		n := &p.nodes[i]
		at := plan.Nodes[i]
		at.Y += top
		f := figure{class: "node", tip: n.tip}
		strokeWidth := 1.4
		if n.focus {
			strokeWidth = 3
		}
		f.paths = outline(n.style, at, nodeBox(n), strokeWidth)
		y := at.Y - float64(len(n.lines)-1)*nodeSize*lineHeight/2 + nodeSize*0.35
		for _, l := range n.lines {
			f.texts = append(f.texts, lettering{x: at.X, y: y, text: l, size: nodeSize, colour: ink, bold: n.focus})
			y += nodeSize * lineHeight
		}
		s.figures = append(s.figures, f)
	}
}

// edges paints all lines before all labels, so that no line runs over a label.
func (s *scene) edges(p *picture, plan *layout.Plan, top float64) {
	_, laid := sizes(p)
	var labels []figure
	for i := range p.edges {
		e := &p.edges[i]
		c := plan.Edges[i]
		c.Label.Y += top
		for j := range c.P {
			c.P[j].Y += top
		}
		s.figures = append(s.figures, figure{class: "edge", tip: e.tip, paths: s.edge(p, e, c)})
		size := laid[i].Label
		labels = append(labels, figure{
			class: "edge", tip: e.tip,
			paths: []path{{segments: box(c.Label, size, 4), fill: "#FFFFFF"}},
			texts: []lettering{{x: c.Label.X, y: c.Label.Y + labelSize*0.35, text: e.label, size: labelSize, colour: e.line.colour}},
		})
	}
	s.figures = append(s.figures, labels...)
}

// edge returns the curve between the outlines of its ends, and its arrow head.
func (s *scene) edge(p *picture, e *pictureEdge, c layout.Curve) []path {
	from, to := &p.nodes[e.from], &p.nodes[e.to]
	a, b := c.P[0], c.P[3]
	t0 := leaves(func(t float64) bool { return inside(from.style.shape, a, nodeBox(from), c.At(t)) })
	t1 := 1 - leaves(func(t float64) bool { return inside(to.style.shape, b, nodeBox(to), c.At(1-t)) })
	if t1 <= t0 {
		t0, t1 = 0, 1
	}
	head := 7 + 1.5*e.width
	tip := c.At(t1)
	end := t1
	for !e.symmetric && end > t0 && distance(c.At(end), tip) < head*0.8 {
		end -= 0.004
	}
	paths := []path{{segments: cut(c, t0, end), stroke: e.line.colour, width: e.width, dash: e.line.dash}}
	switch {
	case e.symmetric:
	case e.denied:
		paths[0].segments = cut(c, t0, t1)
		paths = append(paths, bar(c.At(end), tip, e))
	default:
		paths = append(paths, arrow(c.At(end), tip, head, e.line.colour))
	}
	return paths
}

// leaves returns the t at which a curve that begins inside leaves for good, by
// halving.
func leaves(in func(t float64) bool) float64 {
	low, high := 0.0, 0.5
	for range 24 {
		if mid := (low + high) / 2; in(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

func distance(a, b layout.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// cut returns the curve from t0 to t1 as a path of one cubic: its ends, and its
// directions there.
func cut(c layout.Curve, t0, t1 float64) []segment {
	a, b := c.At(t0), c.At(t1)
	scale := (t1 - t0) / 3
	da, db := slope(c, t0), slope(c, t1)
	return []segment{{'M', []layout.Point{a}}, {'C', []layout.Point{
		{X: a.X + da.X*scale, Y: a.Y + da.Y*scale}, {X: b.X - db.X*scale, Y: b.Y - db.Y*scale}, b,
	}}}
}

// slope is the curve's derivative.
func slope(c layout.Curve, t float64) layout.Point {
	u := 1 - t
	f := [3]float64{3 * u * u, 6 * u * t, 3 * t * t}
	var d layout.Point
	for i := range f {
		d.X += f[i] * (c.P[i+1].X - c.P[i].X)
		d.Y += f[i] * (c.P[i+1].Y - c.P[i].Y)
	}
	return d
}

func arrow(from, tip layout.Point, size float64, colour string) path {
	d := direction(from, tip)
	back := layout.Point{X: tip.X - d.X*size, Y: tip.Y - d.Y*size}
	half := size * 0.42
	return path{fill: colour, segments: polygon(tip, layout.Point{X: back.X - d.Y*half, Y: back.Y + d.X*half}, layout.Point{X: back.X + d.Y*half, Y: back.Y - d.X*half})}
}

// bar ends a denied edge: it does not reach.
func bar(from, tip layout.Point, e *pictureEdge) path {
	d := direction(from, tip)
	at := layout.Point{X: tip.X - 3*d.X, Y: tip.Y - 3*d.Y}
	half := 6 + e.width
	return path{stroke: e.line.colour, width: e.width + 1, segments: []segment{
		{'M', []layout.Point{{X: at.X - d.Y*half, Y: at.Y + d.X*half}}}, {'L', []layout.Point{{X: at.X + d.Y*half, Y: at.Y - d.X*half}}},
	}}
}

func direction(from, to layout.Point) layout.Point {
	length := max(distance(from, to), 1e-6)
	return layout.Point{X: (to.X - from.X) / length, Y: (to.Y - from.Y) / length}
}

// legend adds the shapes and lines in use below the drawing, in as many columns
// as its width takes, and how much was left out.
func (s *scene) legend(p *picture, left string) {
	type entry struct {
		text string
		draw func(at layout.Point) []path
	}
	var entries []entry
	for _, st := range p.styles {
		entries = append(entries, entry{st.name, func(at layout.Point) []path { return outline(st, at, layout.Size{W: 30, H: 18}, 1.4) }})
	}
	for _, l := range p.lines {
		entries = append(entries, entry{l.says, func(at layout.Point) []path {
			return []path{{stroke: l.colour, width: 2, dash: l.dash, segments: []segment{
				{'M', []layout.Point{{X: at.X - 16, Y: at.Y}}}, {'L', []layout.Point{{X: at.X + 16, Y: at.Y}}},
			}}}
		}})
	}
	if slices.ContainsFunc(p.edges, func(e pictureEdge) bool { return e.width > 1 }) {
		entries = append(entries, entry{"×3: so many claims say it", nil})
	}
	if len(entries) == 0 {
		entries = append(entries, entry{"nothing to draw", nil})
	}
	if left != "" {
		entries = append(entries, entry{left, nil})
	}
	const mark, gap, row = 44.0, 28.0, 26.0
	x, y := 24.0, s.height+14
	widest := x
	s.width = max(s.width, 420)
	f := figure{class: "legend"}
	for _, e := range entries {
		indent := mark
		if e.draw == nil {
			indent = 0
		}
		w := indent + width(e.text, legendSize, false)
		if x > 24 && x+w > s.width-24 {
			x, y = 24, y+row
		}
		if e.draw != nil {
			f.paths = append(f.paths, e.draw(layout.Point{X: x + 16, Y: y})...)
		}
		f.texts = append(f.texts, lettering{x: x + indent, y: y + legendSize*0.35, text: e.text, size: legendSize, colour: "#444444", begins: true})
		x += w + gap
		widest = max(widest, x)
	}
	rule := path{stroke: "#CCCCCC", width: 1, segments: []segment{
		{'M', []layout.Point{{X: 24, Y: s.height - 6}}}, {'L', []layout.Point{{X: s.width - 24, Y: s.height - 6}}},
	}}
	f.paths = append([]path{rule}, f.paths...)
	s.figures = append(s.figures, f)
	s.width = max(s.width, widest)
	s.height = y + row
}
