package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// writePajek writes a network as Pajek's .net:
//
//	*Network quadrille
//	*Vertices 2
//	1 "IS-K" 0.0 0.0 box ic Orange bc Black
//	2 "Taliban" 0.0 0.0 box ic Orange bc Black
//	*Arcs
//	1 2 3 l "opposes"
//
// The label of a line is its relation and status. There is one list of arcs, for
// networkx reads no second one: a line without direction is an arc each way. A
// quoted text of the format knows no escapes.
func writePajek(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	n := newNetwork(v, o)
	b := bufio.NewWriter(w)
	p := pajek{used: map[string]bool{}}
	fmt.Fprintf(b, "*Network %s\n", strings.Trim(p.quoted(o.Title+" quadrille"), `" `))
	fmt.Fprintf(b, "*Vertices %d\n", len(n.nodes))
	for i := range n.nodes {
		node := &n.nodes[i]
		s := styleOf(node.Node)
		fmt.Fprintf(b, "%d %s 0.0 0.0 %s ic %s bc Black\n", i+1, p.name(node), pajekShapes[s.shape], pajekColours[s.name])
	}
	fmt.Fprintln(b, "*Arcs")
	both := 0
	for i := range n.edges {
		e := &n.edges[i]
		label := p.quoted(e.kindOf())
		fmt.Fprintf(b, "%d %d %d l %s\n", e.from+1, e.to+1, e.Weight(), label)
		if e.Symmetric && e.from != e.to {
			both++
			fmt.Fprintf(b, "%d %d %d l %s\n", e.to+1, e.from+1, e.Weight(), label)
		}
	}
	o.noteCount(both, "edge without direction", "edges without direction", " written as an arc each way")
	o.noteCount(p.changed, "name", "names", " written with other characters, or longer: Pajek knows no quotation mark in a name, and no two of one name")
	o.note("Pajek's file holds no evidence, no dates and no aliases")
	return b.Flush()
}

// pajek writes names, each once.
type pajek struct {
	used    map[string]bool
	changed int
}

// name returns a name that no other vertex has, for that is by what some programs
// tell vertices apart.
func (p *pajek) name(n *netNode) string {
	name := p.quoted(n.Name)
	if p.used[name] || name == `""` {
		name = p.quoted(n.Name + " [" + n.id + "]")
	}
	p.used[name] = true
	if name != `"`+n.Name+`"` {
		p.changed++
	}
	return name
}

// quoted makes a text of the format: on one line, without quotation marks and
// backslashes, which some readers take for escapes.
func (p *pajek) quoted(s string) string {
	s = strings.NewReplacer(`"`, "'", `\`, "/").Replace(s)
	return `"` + strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 }), " ") + `"`
}

// pajekShapes and pajekColours are its names for the looks of vertices.
var pajekShapes = map[shape]string{
	rounded: "box", ellipse: "ellipse", hexagon: "diamond", octagon: "box", slanted: "triangle", folded: "box", square: "box", bare: "empty",
}

var pajekColours = map[string]string{
	"Person": "Cyan", "Armed group, military, security": "Orange", "Government": "Pink", "Organization": "LightCyan", "People": "Yellow",
	"Place": "Green", "Event": "Goldenrod", "Object": "Gray20", "Concept": "Lavender", "Value": "White", "Other": "Gray10",
}
