package export

import (
	"context"
	"fmt"
	"io"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeGraphML writes a network as GraphML (http://graphml.graphdrawing.org) with
// yEd's own labels, shapes and colours beside the plain attributes, which all
// others read. It has no positions: yEd lays it out with Alt-Shift-H or the like.
// All edges are directed, for many programs read no file that mixes both; those of
// a symmetric relation say so, and have no arrow in yEd.
func writeGraphML(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	n := newNetwork(v, o)
	x := newXML(w)
	x.line(`<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:y="http://www.yworks.com/xml/graphml" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">`)
	x.line(`<key id="n.label" for="node" attr.name="label" attr.type="string"/>`)
	graphMLKeys(x, "node", nodeColumns)
	x.line(`<key id="e.label" for="edge" attr.name="label" attr.type="string"/>`)
	x.line(`<key id="e.weight" for="edge" attr.name="weight" attr.type="double"/>`)
	graphMLKeys(x, "edge", edgeColumns)
	x.line(`<key id="n.look" for="node" yfiles.type="nodegraphics"/>`)
	x.line(`<key id="e.look" for="edge" yfiles.type="edgegraphics"/>`)
	x.line(`<graph id="G" edgedefault="directed">`)
	for i := range n.nodes {
		graphMLNode(x, &n.nodes[i])
	}
	for i := range n.edges {
		graphMLEdge(x, n, &n.edges[i])
	}
	x.line("</graph>")
	x.line("</graphml>")
	return x.end(o)
}

var graphMLTypes = map[kind]string{words: "string", whole: "int", real: "double", truth: "boolean"}

func graphMLKeys[T any](x *xmlWriter, of string, columns []column[T]) {
	for _, c := range columns {
		x.line(fmt.Sprintf(`<key id="%c.%s" for="%s" attr.name="%s" attr.type="%s"/>`, of[0], c.name, of, c.name, graphMLTypes[c.kind]))
	}
}

// data writes an attribute; one that says nothing is left out.
func (x *xmlWriter) data(key, value string) {
	if value == "" {
		return
	}
	x.WriteString(`<data key="` + key + `">`)
	x.text(value)
	x.WriteString("</data>")
}

// yEdShapes are yEd's names for the shapes.
var yEdShapes = map[shape]string{
	rounded: "roundrectangle", ellipse: "ellipse", hexagon: "hexagon", octagon: "octagon",
	slanted: "parallelogram", folded: "rectangle", square: "rectangle", bare: "rectangle",
}

// yEdLines are its names for patterns of lines.
var yEdLines = map[dash]string{solid: "line", dashed: "dashed", dotted: "dotted"}

// graphMLNode writes yEd's part first: networkx takes the last label that it meets
// for the node's own, and yEd's is cut.
func graphMLNode(x *xmlWriter, n *netNode) {
	s := styleOf(n.Node)
	label := shown(n.Name, labelRunes)
	x.WriteString("<node")
	x.attribute("id", n.id)
	fmt.Fprintf(x, `><data key="n.look"><y:ShapeNode><y:Geometry height="30.0" width="%s"/><y:Fill color="%s" transparent="false"/><y:BorderStyle color="%s" type="line" width="1.0"/><y:NodeLabel textColor="%s">`,
		number(width(label, 12, false)+24), s.fill, s.stroke, ink)
	x.text(label)
	fmt.Fprintf(x, `</y:NodeLabel><y:Shape type="%s"/></y:ShapeNode></data>`, yEdShapes[s.shape])
	x.data("n.label", n.Name)
	for _, c := range nodeColumns {
		x.data("n."+c.name, plain(c.of(n)))
	}
	x.line("</node>")
}

func graphMLEdge(x *xmlWriter, n *network, e *netEdge) {
	l := lineOf(e.Status)
	arrow := "standard"
	switch {
	case e.Symmetric:
		arrow = "none"
	case e.Status == graph.Denied:
		arrow = "t_shape"
	}
	x.WriteString("<edge")
	x.attribute("id", e.id)
	x.attribute("source", n.nodes[e.from].id)
	x.attribute("target", n.nodes[e.to].id)
	fmt.Fprintf(x, `><data key="e.look"><y:PolyLineEdge><y:LineStyle color="%s" type="%s" width="%.1f"/><y:Arrows source="none" target="%s"/><y:EdgeLabel textColor="%s">`,
		l.colour, yEdLines[l.dash], lineWidth(e.Weight()), arrow, l.colour)
	x.text(edgeLabel(e.Edge))
	x.WriteString(`</y:EdgeLabel></y:PolyLineEdge></data>`)
	x.data("e.label", e.Label())
	x.data("e.weight", plain(e.Weight()))
	for _, c := range edgeColumns {
		x.data("e."+c.name, plain(c.of(e)))
	}
	x.line("</edge>")
}
