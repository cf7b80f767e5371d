package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// network is a view as programs for networks want it: View.Nodes and View.Edges,
// with the same columns in every such format.
type network struct {
	nodes []netNode
	edges []netEdge
}

type netNode struct {
	*view.Node
	id    string // as the files name it
	links []string
}

type netEdge struct {
	*view.Edge
	id       string
	from, to int // indexes of nodes
}

// newNetwork also notes what a network does not hold of the graph.
func newNetwork(v *view.View, o *Options) *network {
	n := &network{}
	links := map[string][]string{}
	for i := range v.Graph.Entities {
		links[v.Graph.Entities[i].ID] = v.Graph.Entities[i].Links
	}
	index := map[string]int{}
	for i := range v.Nodes {
		node := &v.Nodes[i]
		index[node.ID] = i
		n.nodes = append(n.nodes, netNode{Node: node, id: netID(node.ID, i), links: links[node.ID]})
	}
	for i := range v.Edges {
		e := &v.Edges[i]
		n.edges = append(n.edges, netEdge{Edge: e, id: fmt.Sprintf("e%d", i+1), from: index[e.From], to: index[e.To]})
	}
	noteNetwork(v, o)
	return n
}

// netID is an entity's own ID, which is made of letters, digits and hyphens. What
// is not, above all a plain value, goes by its number: some programs take no other
// names for nodes, and no entity's ID begins with an underscore.
func netID(id string, i int) string {
	plain := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '.' }
	if id == "" || strings.IndexFunc(id, func(r rune) bool { return !plain(r) }) >= 0 || len(id) > 200 {
		return fmt.Sprintf("_%d", i+1)
	}
	return id
}

// noteNetwork says how many claims share an edge, and what has none.
func noteNetwork(v *view.View, o *Options) {
	folded, drawn := 0, map[string]bool{}
	for i := range v.Edges {
		folded += len(v.Edges[i].Claims) - 1
		for _, c := range v.Edges[i].Claims {
			drawn[c.ID] = true
		}
	}
	o.noteCount(folded, "parallel edge", "parallel edges", " folded: the weight of an edge is how many claims it stands for")
	var denied, open, values, parts int
	for i := range v.Graph.Claims {
		c := &v.Graph.Claims[i]
		switch {
		case drawn[c.ID]:
		case c.Object == nil || c.Renames():
			values++
		case c.Relation == nil:
			open++
		case c.Status == graph.Denied:
			denied++
		default:
			parts++
		}
	}
	parts -= v.Left.Claims // which the limit left out
	alone := 0
	for i := range v.Graph.Entities {
		if v.Node(v.Graph.Entities[i].ID) == nil {
			alone++
		}
	}
	o.noteLeft(
		count{denied, "denied claim", "denied claims"},
		count{open, "claim that no relation covers", "claims that no relation covers"},
		count{values, "claim about a plain value", "claims about a plain value"},
		count{parts, "claim about a part of a deed that is an edge itself", "claims about a part of a deed that is an edge itself"},
		count{alone, "entity without an edge", "entities without an edge"},
	)
}

// count is a number of things, with what one and what several are called.
type count struct {
	n         int
	one, many string
}

func (c count) String() string {
	if c.n == 1 {
		return "1 " + c.one
	}
	return text.Thousands(c.n) + " " + c.many
}

// noteLeft notes what was left out, if anything was.
func (o *Options) noteLeft(counts ...count) {
	var parts []string
	for _, c := range counts {
		if c.n > 0 {
			parts = append(parts, c.String())
		}
	}
	if len(parts) > 0 {
		o.note("left out: " + strings.Join(parts, ", "))
	}
}

// noteCount notes how many of something there are, and what is to be said of them;
// nothing where there are none.
func (o *Options) noteCount(n int, one, many, said string) {
	if n > 0 {
		o.note(count{n, one, many}.String() + said)
	}
}

// kind is the type of a column's values.
type kind int

const (
	words kind = iota
	whole
	real
	truth
)

// column is one attribute of a node or an edge.
type column[T any] struct {
	name string
	kind kind
	of   func(*T) any // a string, an int, a float64 or a bool, by kind
}

// nodeColumns are what is told of a node beside its ID and label.
var nodeColumns = []column[netNode]{
	{"type", words, func(n *netNode) any { return n.Type }},
	{"aliases", words, func(n *netNode) any { return joined(n.Aliases) }},
	{"links", words, func(n *netNode) any { return joined(n.links) }},
	{"claims", whole, func(n *netNode) any { return n.Claims }},
	{"value", truth, func(n *netNode) any { return n.Value }},
}

// edgeColumns are what is told of an edge beside its ends, label and weight.
var edgeColumns = []column[netEdge]{
	{"relation", words, func(e *netEdge) any { return e.Relation }},
	{"status", words, func(e *netEdge) any { return string(e.Status) }},
	{"negative", truth, func(e *netEdge) any { return e.Negative }},
	{"symmetric", truth, func(e *netEdge) any { return e.Symmetric }},
	{"confidence", real, func(e *netEdge) any { return e.Confidence() }},
	{"speakers", words, func(e *netEdge) any { return joined(e.Speakers) }},
	{"from", words, func(e *netEdge) any { first, _ := e.days(); return first }},
	{"to", words, func(e *netEdge) any { _, last := e.days(); return last }},
	{"documents", words, func(e *netEdge) any {
		return joined(e.gather(func(c *graph.Claim) string { return c.Evidence.Source }))
	}},
	{"evidence", words, func(e *netEdge) any {
		return strings.Join(e.gather(func(c *graph.Claim) string { return c.Evidence.Text }), " | ")
	}},
	{"claim", words, func(e *netEdge) any { return joined(e.gather(func(c *graph.Claim) string { return c.ID })) }},
}

// joined writes several names into one cell.
func joined(names []string) string { return strings.Join(names, "; ") }

// gather returns something of each claim of the edge, each once.
func (e *netEdge) gather(of func(*graph.Claim) string) []string {
	var all []string
	for _, c := range e.Claims {
		if s := of(c); s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// kindOf tells parallel edges apart: "opposes", "opposes (reported)".
func (e *netEdge) kindOf() string {
	label := e.Label()
	if e.Negative && e.Status != graph.Denied {
		label = "not " + label
	}
	if e.Status == graph.Asserted {
		return label
	}
	return label + " (" + string(e.Status) + ")"
}

// spell is a time in days, both inclusive; "" is an end that nobody gives.
type spell struct{ from, to string }

// spells returns when the claims of the edge say that it held, sorted.
func (e *netEdge) spells() []spell {
	var all []spell
	for _, c := range e.Claims {
		if c.Time == nil {
			continue
		}
		s := spell{isDay(graph.FirstDay(c.Time.From)), isDay(graph.LastDay(c.Time.To))}
		if s != (spell{}) && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b spell) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return all
}

// days returns the first and the last day of all spells.
func (e *netEdge) days() (first, last string) {
	for _, s := range e.spells() {
		if first == "" || s.from != "" && s.from < first {
			first = s.from
		}
		last = max(last, s.to)
	}
	return first, last
}
