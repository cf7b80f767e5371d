package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// curvedDOTEdges is how many edges are routed around the nodes. More are straight
// lines: to route six hundred takes Graphviz a minute.
const curvedDOTEdges = 250

// writeDOT writes a directed graph in Graphviz's language
// (https://graphviz.org/doc/info/lang.html), laid out well by dot up to a few
// hundred edges, by sfdp beyond.
//
//	digraph quadrille {
//	  "is-k" [label="IS-K", shape=octagon, fillcolor="#FBE0D0", …];
//	  "is-k" -> "taliban" [label="opposes ×2", penwidth=1.8, …];
//	}
func writeDOT(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	p := newPicture(v, o.Title)
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "digraph quadrille {")
	splines := "true"
	if len(p.edges) > curvedDOTEdges {
		splines = "line"
	}
	fmt.Fprintf(b, `  graph [charset="UTF-8", rankdir=LR, nodesep=0.35, ranksep=0.9, splines=%s, overlap=prism, outputorder=edgesfirst, bgcolor=white, fontname="Helvetica,Arial,sans-serif", labelloc=b];`+"\n", splines)
	fmt.Fprintln(b, `  node [style=filled, fontname="Helvetica,Arial,sans-serif", fontsize=12, fontcolor="#1A1A1A", margin="0.12,0.06"];`)
	fmt.Fprintln(b, `  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, arrowsize=0.8];`)
	dotLegend(b, p, leftOut(v))
	for _, n := range p.nodes {
		dotNode(b, &n)
	}
	for i := range p.edges {
		dotEdge(b, p, &p.edges[i])
	}
	fmt.Fprintln(b, "}")
	return b.Flush()
}

func dotNode(b *bufio.Writer, n *pictureNode) {
	look := "filled"
	if n.style.shape == rounded {
		look = `"filled,rounded"`
	}
	width := 1.2
	if n.focus {
		width = 3
	}
	fmt.Fprintf(b, "  %s [label=%s, tooltip=%s, shape=%s, style=%s, fillcolor=%q, color=%q, penwidth=%g];\n",
		dotID(n.id), dotText(n.lines...), dotText(n.tip), dotShapes[n.style.shape], look, n.style.fill, n.style.stroke, width)
}

func dotEdge(b *bufio.Writer, p *picture, e *pictureEdge) {
	arrow := "normal"
	switch {
	case e.symmetric:
		arrow = "none"
	case e.denied:
		arrow = "tee"
	}
	fmt.Fprintf(b, "  %s -> %s [label=%s, tooltip=%s, labeltooltip=%s, style=%s, color=%q, fontcolor=%q, penwidth=%g, arrowhead=%s];\n",
		dotID(p.nodes[e.from].id), dotID(p.nodes[e.to].id), dotText(e.label), dotText(e.tip), dotText(e.tip),
		dotDashes[e.line.dash], dotColour(e.line), e.line.colour, e.width, arrow)
}

// dotDashes are Graphviz's names for the patterns. It knows no dashes with dots, for
// which a double line stands.
var dotDashes = map[dash]string{solid: "solid", dashed: "dashed", dotted: "dotted", dashDotted: "solid"}

func dotColour(l *line) string {
	if l.dash == dashDotted {
		return l.colour + ":invis:" + l.colour
	}
	return l.colour
}

// dotLegend writes the title and the shapes and lines in use as the drawing's own
// label. Graphviz makes a table of it.
func dotLegend(b *bufio.Writer, p *picture, left string) {
	fmt.Fprint(b, `  label=<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="3">`)
	if p.title != "" {
		fmt.Fprintf(b, `<TR><TD COLSPAN="2"><B>%s</B></TD></TR>`, svgText(p.title))
	}
	for _, s := range p.styles {
		fmt.Fprintf(b, `<TR><TD BGCOLOR="%s" COLOR="%s" BORDER="1">%s</TD><TD ALIGN="LEFT">%s</TD></TR>`, s.fill, s.stroke, dotShapes[s.shape], s.name)
	}
	for _, l := range p.lines {
		fmt.Fprintf(b, `<TR><TD><FONT COLOR="%s">%s</FONT></TD><TD ALIGN="LEFT">%s</TD></TR>`, l.colour, dashMarks[l.dash], l.says)
	}
	fmt.Fprint(b, `<TR><TD>×3</TD><TD ALIGN="LEFT">so many claims say it</TD></TR>`)
	if left != "" {
		fmt.Fprintf(b, `<TR><TD COLSPAN="2" ALIGN="LEFT">%s</TD></TR>`, svgText(left))
	}
	fmt.Fprintln(b, `</TABLE>>;`)
}

// dashMarks stand for lines in a table of letters.
var dashMarks = map[dash]string{solid: "———", dashed: "– – –", dotted: "· · · ·", dashDotted: "═══"}

// dotID quotes a node's name. In a quoted string of the language only a quotation
// mark is escaped, but a backslash before it would undo that.
func dotID(id string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ", "\x00", " ").Replace(id) + `"`
}

// dotText quotes the lines of a label. Labels know escapes of their own ("\N" is
// the node's name) and HTML's entities, so that backslashes and "&" are escaped.
func dotText(lines ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")
	escaped := make([]string, len(lines))
	for i, l := range lines {
		escaped[i] = escape.Replace(l)
	}
	return `"` + strings.Join(escaped, `\n`) + `"`
}
