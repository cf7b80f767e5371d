package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeGDF writes a network as GDF, the format of GUESS, which Gephi reads too:
//
//	nodedef>name VARCHAR,label VARCHAR,color VARCHAR,type VARCHAR,…
//	is-k,"IS-K",'213,94,0',"ArmedGroup",…
//	edgedef>node1 VARCHAR,node2 VARCHAR,directed BOOLEAN,label VARCHAR,weight DOUBLE,…
//	is-k,taliban,true,"opposes",3,…
//
// A quoted text of the format knows no escapes and no line ends.
func writeGDF(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	n := newNetwork(v, o)
	b := bufio.NewWriter(w)
	g := gdf{Writer: b}
	g.WriteString("nodedef>name VARCHAR,label VARCHAR,color VARCHAR")
	gdfColumns(b, nodeColumns)
	for i := range n.nodes {
		node := &n.nodes[i]
		fmt.Fprintf(b, "%s,%s,'%s'", node.id, g.quoted(node.Name), gdfColour(styleOf(node.Node).stroke))
		gdfValues(&g, node, nodeColumns)
	}
	g.WriteString("edgedef>node1 VARCHAR,node2 VARCHAR,directed BOOLEAN,label VARCHAR,weight DOUBLE,color VARCHAR")
	gdfColumns(b, edgeColumns)
	for i := range n.edges {
		e := &n.edges[i]
		fmt.Fprintf(b, "%s,%s,%t,%s,%d,'%s'", n.nodes[e.from].id, n.nodes[e.to].id, !e.Symmetric, g.quoted(e.kindOf()), e.Weight(), gdfColour(lineOf(e.Status).colour))
		gdfValues(&g, e, edgeColumns)
	}
	o.noteCount(g.changed, "text", "texts", " written with other characters: GDF knows no quotation mark or line end in a text")
	return b.Flush()
}

type gdf struct {
	*bufio.Writer
	changed int
}

var gdfTypes = map[kind]string{words: "VARCHAR", whole: "INT", real: "DOUBLE", truth: "BOOLEAN"}

func gdfColumns[T any](b *bufio.Writer, columns []column[T]) {
	for _, c := range columns {
		fmt.Fprintf(b, ",%s %s", c.name, gdfTypes[c.kind])
	}
	b.WriteByte('\n')
}

func gdfValues[T any](g *gdf, of *T, columns []column[T]) {
	for _, c := range columns {
		g.WriteByte(',')
		if value := c.of(of); c.kind == words {
			g.WriteString(g.quoted(value.(string)))
		} else {
			g.WriteString(plain(value))
		}
	}
	g.WriteByte('\n')
}

// quoted makes a text of the format. A backslash before the closing mark would
// undo that for some readers.
func (g *gdf) quoted(s string) string {
	safe := strings.NewReplacer(`"`, "'", `\`, "/").Replace(s)
	safe = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, safe)
	if safe != s {
		g.changed++
	}
	return `"` + safe + `"`
}

func gdfColour(hex string) string {
	var r, g, b int
	fmt.Sscanf(hex, "#%02X%02X%02X", &r, &g, &b)
	return fmt.Sprintf("%d,%d,%d", r, g, b)
}
