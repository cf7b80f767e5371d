package export

import (
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/graph/view"
)

// gephiFiles are two tables as Gephi's "Import spreadsheet" takes them, nodes
// first. Its own columns are written as it writes them (Id, Label, Source, Target,
// Type, Kind, Weight, Timeset); Kind keeps parallel edges apart.
func gephiFiles(v *view.View, o *Options) []File {
	n := newNetwork(v, o)
	return []File{
		{"nodes.csv", func(w io.Writer) error {
			s := newSheet(w, append([]string{"Id", "Label"}, columnNames(nodeColumns)...)...)
			for i := range n.nodes {
				node := &n.nodes[i]
				s.text(node.id).text(node.Name)
				values(s, node, nodeColumns)
				s.line()
			}
			noteGuarded(o, s.guarded)
			return s.end()
		}},
		{"edges.csv", func(w io.Writer) error {
			s := newSheet(w, append([]string{"Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "Timeset"}, columnNames(edgeColumns)...)...)
			for i := range n.edges {
				e := &n.edges[i]
				direction := "Directed"
				if e.Symmetric {
					direction = "Undirected"
				}
				s.text(n.nodes[e.from].id).text(n.nodes[e.to].id).cell(direction).cell(e.id).text(e.Label()).text(e.kindOf()).cell(plain(e.Weight())).cell(timeset(e))
				values(s, e, edgeColumns)
				s.line()
			}
			noteGuarded(o, s.guarded)
			return s.end()
		}},
	}
}

// timeset writes spells as Gephi does: "<[2022-01-01, 2022-12-31]>"; nothing where
// there are none. An end that nobody gives is one without limit.
func timeset(e *netEdge) string {
	spells := e.spells()
	if len(spells) == 0 {
		return ""
	}
	parts := make([]string, len(spells))
	for i, s := range spells {
		from, to := s.from, s.to
		if from == "" {
			from = "-Infinity"
		}
		if to == "" {
			to = "Infinity"
		}
		parts[i] = "[" + from + ", " + to + "]"
	}
	return "<" + strings.Join(parts, "; ") + ">"
}
