package export

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeGEXF writes a network as GEXF 1.3 (https://gexf.net/schema.html). Gephi
// keeps edges between the same two nodes apart only where their kinds differ, and
// adds up the rest: so the kind is the relation with its status. An edge whose
// claims tell when has these days as its spells, both inclusive; one without is
// there at all times.
func writeGEXF(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	n := newNetwork(v, o)
	dated, undated := 0, 0
	for i := range n.edges {
		if len(n.edges[i].spells()) > 0 {
			dated++
		} else {
			undated++
		}
	}
	mode := `mode="static"`
	if dated > 0 {
		mode = `mode="dynamic" timeformat="date" timerepresentation="interval"`
		if undated > 0 {
			o.note("there at all times, for want of a date: " + count{undated, "edge", "edges"}.String())
		}
	}
	x := newXML(w)
	x.line(`<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">`)
	x.WriteString("<meta><creator>Quadrille</creator>")
	if o.Title != "" {
		x.WriteString("<description>")
		x.text(o.Title)
		x.WriteString("</description>")
	}
	x.line("</meta>")
	x.line(`<graph defaultedgetype="directed" ` + mode + `>`)
	gexfAttributes(x, "node", nodeColumns)
	gexfAttributes(x, "edge", edgeColumns)
	x.line("<nodes>")
	for i := range n.nodes {
		gexfNode(x, &n.nodes[i])
	}
	x.line("</nodes>")
	x.line("<edges>")
	for i := range n.edges {
		gexfEdge(x, n, &n.edges[i])
	}
	x.line("</edges>")
	x.line("</graph>")
	x.line("</gexf>")
	return x.end(o)
}

var gexfTypes = map[kind]string{words: "string", whole: "integer", real: "double", truth: "boolean"}

func gexfAttributes[T any](x *xmlWriter, class string, columns []column[T]) {
	x.line(`<attributes class="` + class + `" mode="static">`)
	for _, c := range columns {
		x.line(fmt.Sprintf(`<attribute id="%[1]s" title="%[1]s" type="%[2]s"/>`, c.name, gexfTypes[c.kind]))
	}
	x.line("</attributes>")
}

func gexfValues[T any](x *xmlWriter, of *T, columns []column[T]) {
	x.WriteString("<attvalues>")
	for _, c := range columns {
		if value := plain(c.of(of)); value != "" {
			x.WriteString(`<attvalue for="` + c.name + `"`)
			x.attribute("value", value)
			x.WriteString("/>")
		}
	}
	x.WriteString("</attvalues>")
}

func gexfNode(x *xmlWriter, n *netNode) {
	x.WriteString("<node")
	x.attribute("id", n.id)
	x.attribute("label", n.Name)
	x.WriteString(">")
	gexfValues(x, n, nodeColumns)
	x.WriteString(gexfColour(styleOf(n.Node).stroke))
	x.line("</node>")
}

func gexfEdge(x *xmlWriter, n *network, e *netEdge) {
	x.WriteString("<edge")
	x.attribute("id", e.id)
	x.attribute("source", n.nodes[e.from].id)
	x.attribute("target", n.nodes[e.to].id)
	x.attribute("kind", e.kindOf())
	x.attribute("label", e.Label())
	x.attribute("weight", plain(e.Weight()))
	x.WriteString(">")
	gexfValues(x, e, edgeColumns)
	if spells := e.spells(); len(spells) > 0 {
		x.WriteString("<spells>")
		for _, s := range spells {
			x.WriteString("<spell")
			if s.from != "" {
				x.attribute("start", s.from)
			}
			if s.to != "" {
				x.attribute("end", s.to)
			}
			x.WriteString("/>")
		}
		x.WriteString("</spells>")
	}
	x.WriteString(gexfColour(lineOf(e.Status).colour))
	x.line("</edge>")
}

// gexfColour writes "#D55E00" as the format has it.
func gexfColour(hex string) string {
	rgb, _ := strconv.ParseUint(hex[1:], 16, 32)
	return fmt.Sprintf(`<viz:color r="%d" g="%d" b="%d"/>`, rgb>>16, rgb>>8&255, rgb&255)
}
