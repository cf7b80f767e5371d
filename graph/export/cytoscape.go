package export

import (
	"bufio"
	"context"
	"io"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// writeCytoscape writes a network as Cytoscape's JSON (.cyjs), which Cytoscape
// itself, cytoscape.js and networkx read:
//
//	{"format_version": "1.0", …, "elements": {
//	"nodes": [{"data": {"id": "is-k", "name": "IS-K", "type": "ArmedGroup", …}}],
//	"edges": [{"data": {"id": "e1", "source": "is-k", "target": "taliban", "interaction": "opposes", …}}]}}
func writeCytoscape(_ context.Context, w io.Writer, v *view.View, o *Options) error {
	n := newNetwork(v, o)
	b := bufio.NewWriter(w)
	head := object{}
	head.add("name", encoded(o.Title))
	b.WriteString(`{"format_version": "1.0", "generated_by": "quadrille", "target_cytoscapejs_version": "~3.0", "directed": true, "multigraph": true, "data": `)
	b.Write(head.bytes())
	b.WriteString(", \"elements\": {\n\"nodes\": [")
	for i := range n.nodes {
		node := &n.nodes[i]
		data := object{}
		data.add("id", encoded(node.id))
		data.add("name", encoded(node.Name))
		data.add("shared_name", encoded(node.Name))
		for _, c := range nodeColumns {
			if c.name != "value" { // by which networkx goes
				data.add(c.name, encoded(c.of(node)))
			}
		}
		data.add("plain", encoded(node.Value))
		data.add("value", encoded(node.id))
		element(b, i, data)
	}
	b.WriteString("\n],\n\"edges\": [")
	for i := range n.edges {
		e := &n.edges[i]
		data := object{}
		data.add("id", encoded(e.id))
		data.add("key", encoded(e.id))
		data.add("source", encoded(n.nodes[e.from].id))
		data.add("target", encoded(n.nodes[e.to].id))
		data.add("interaction", encoded(e.Label()))
		data.add("shared_interaction", encoded(e.Label()))
		data.add("name", encoded(e.kindOf()))
		data.add("weight", encoded(e.Weight()))
		for _, c := range edgeColumns {
			data.add(c.name, encoded(c.of(e)))
		}
		element(b, i, data)
	}
	b.WriteString("\n]}}\n")
	return b.Flush()
}

func element(b *bufio.Writer, i int, data object) {
	if i > 0 {
		b.WriteByte(',')
	}
	b.WriteString("\n{\"data\": ")
	b.Write(data.bytes())
	b.WriteByte('}')
}
