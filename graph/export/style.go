package export

import (
	"slices"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// shape is the outline of a node.
type shape int

const (
	rounded shape = iota
	ellipse
	hexagon
	octagon
	slanted // a parallelogram
	folded  // a sheet with a folded corner
	square
	bare // no outline
)

// dotShapes are Graphviz's names for the shapes.
var dotShapes = map[shape]string{
	rounded: "box", ellipse: "ellipse", hexagon: "hexagon", octagon: "octagon", slanted: "parallelogram", folded: "note", square: "box", bare: "plaintext",
}

// style is how nodes of some types look. Shape and colour tell the same, so that a
// drawing can be read in grey and by people who see few colours: the hues are those
// of Okabe and Ito, made light enough to carry dark letters.
type style struct {
	name         string // in the legend
	types        []string
	shape        shape
	fill, stroke string
}

// styles go from the particular to the general; the last one is for the rest.
var styles = []style{
	{"Person", []string{"Person"}, ellipse, "#DCEFFB", "#2B7FB8"},
	{"Armed group, military, security", []string{"ArmedGroup", "Military", "SecurityService"}, octagon, "#FBE0D0", "#D55E00"},
	{"Government", []string{"Government"}, rounded, "#F7E3EF", "#B5578D"},
	{"Organization", []string{"Organization", "MediaOrganization", "PoliticalParty", "Company", "InternationalOrganization"}, rounded, "#D9E6F2", "#00548A"},
	{"People", []string{"People"}, ellipse, "#FAF5C8", "#A39300"},
	{"Place", []string{"Place", "Country", "Region", "City", "Facility"}, hexagon, "#D6F0E7", "#00805C"},
	{"Event", []string{"Event", "Attack", "War", "Trial", "Election", "Meeting", "Protest", "Disaster"}, slanted, "#FDEBC8", "#C98500"},
	{"Object", []string{"Object", "Weapon", "Vehicle", "Document", "Work"}, folded, "#ECECEC", "#666666"},
	{"Concept", []string{"Concept"}, square, "#F1EDF7", "#75629A"},
	{"Value", nil, bare, "#FFFFFF", "#666666"},
	{"Other", nil, square, "#F6F6F6", "#777777"},
}

// styleOf returns the style of the nearest of a node's types that has one.
func styleOf(n *view.Node) *style {
	if n.Value {
		return &styles[len(styles)-2]
	}
	for _, t := range n.Types {
		if i := slices.IndexFunc(styles, func(s style) bool { return slices.Contains(s.types, t) }); i >= 0 {
			return &styles[i]
		}
	}
	return &styles[len(styles)-1]
}

// dash is the pattern of a line.
type dash int

const (
	solid dash = iota
	dashed
	dotted
	dashDotted
)

// line is how edges of a status look.
type line struct {
	status graph.Status
	says   string // in the legend
	dash   dash
	colour string
}

// linesOf are in the order of graph.Statuses; what no text says comes last, in a
// colour of its own.
var linesOf = []line{
	{graph.Asserted, "asserted by the text", solid, "#333333"},
	{graph.Reported, "reported: somebody says so", dashed, "#4A5A6A"},
	{graph.Possible, "possible: planned, feared, doubted", dotted, "#6A6A6A"},
	{graph.Denied, "denied", solid, "#B3001B"},
	{graph.Inferred, "inferred: follows from what is asserted", dashDotted, "#6A3D9A"},
}

func lineOf(s graph.Status) *line {
	i := slices.IndexFunc(linesOf, func(l line) bool { return l.status == s })
	return &linesOf[max(0, i)]
}
