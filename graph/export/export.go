// Package export writes a view of a graph for people to look at and for other
// programs to read: one file for each format, one table of them all. Begin at
// Formats.
package export

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// Format is a way to write a graph.
type Format struct {
	Name  string // as people name it: "svg"
	Ext   string // of its files, with the dot
	Media string // MIME type
	Says  string // one line for people
	// Draws tells a drawing, or a network, which have View.Nodes and View.Edges,
	// from the formats that carry all of View.Graph.
	Draws bool
	// Sifts is a drawing whose reader chooses what is seen: it wants the denied
	// claims too, and hides those of Options.Hidden until they are asked for.
	Sifts bool
	// Binary is no text for a terminal.
	Binary bool
	// Infers tells a format in which inferences are marked as such. The others are
	// written without them, so that nobody takes one for what was read.
	Infers bool

	// edges is how many edges it shows at most unless Options.MaxEdges says more or
	// less, most how many whatever that says; 0 is all. Nobody can read a still
	// picture of more than 250, and the time to place them grows with their cube;
	// 1,000 of Graphviz are a poster; 20,000 a browser can move without labour.
	edges, most int

	// One of these: write writes a file, files says which several there are.
	write func(context.Context, io.Writer, *view.View, *Options) error
	files func(*view.View, *Options) []File
}

// Formats lists every format.
var Formats = []Format{
	{Name: "dot", Ext: ".dot", Media: "text/vnd.graphviz", Says: "Graphviz, to be laid out and edited", Draws: true, Infers: true, edges: 1000, write: writeDOT},
	{Name: "svg", Ext: ".svg", Media: "image/svg+xml", Says: "drawing for pages and print", Draws: true, Infers: true, edges: 250, most: 1000, write: writeSVG},
	{Name: "png", Ext: ".png", Media: "image/png", Says: "drawing as a bitmap", Draws: true, Binary: true, Infers: true, edges: 250, most: 1000, write: writePNG},
	{Name: "html", Ext: ".html", Media: "text/html", Says: "one page to search, sift and read the evidence in, offline", Draws: true, Sifts: true, Infers: true, edges: 20000, write: writeHTML},
	{Name: "graphml", Ext: ".graphml", Media: "application/graphml+xml", Says: "network for yEd, networkx, igraph, Gephi", Draws: true, write: writeGraphML},
	{Name: "gexf", Ext: ".gexf", Media: "application/gexf+xml", Says: "network for Gephi, GEXF 1.3 with dates", Draws: true, write: writeGEXF},
	{Name: "gephi-csv", Ext: ".gephi.zip", Media: "application/zip", Says: "network as tables for Gephi: nodes.csv, edges.csv", Draws: true, Binary: true, files: gephiFiles},
	{Name: "cytoscape", Ext: ".cyjs", Media: "application/json", Says: "network for Cytoscape and cytoscape.js", Draws: true, write: writeCytoscape},
	{Name: "pajek", Ext: ".net", Media: "text/plain", Says: "network for Pajek", Draws: true, write: writePajek},
	{Name: "gdf", Ext: ".gdf", Media: "text/plain", Says: "network for GUESS and Gephi", Draws: true, write: writeGDF},
	{Name: "neo4j-csv", Ext: ".neo4j.zip", Media: "application/zip", Says: "tables for neo4j-admin import", Binary: true, files: neo4jFiles},
	{Name: "cypher", Ext: ".cypher", Media: "text/plain", Says: "script for Neo4j's cypher-shell", write: writeCypher},
	{Name: "jsonld", Ext: ".jsonld", Media: "application/ld+json", Says: "JSON-LD 1.1, a named graph for each claim and document", Infers: true, write: writeJSONLD},
	{Name: "nquads", Ext: ".nq", Media: "application/n-quads", Says: "RDF N-Quads, canonical terms, sorted", Infers: true, write: writeNQuads},
	{Name: "trig", Ext: ".trig", Media: "application/trig", Says: "RDF TriG, a named graph for each claim and document", Infers: true, write: writeTriG},
	{Name: "turtle", Ext: ".ttl", Media: "text/turtle", Says: "RDF Turtle, without named graphs", write: writeTurtle},
	{Name: "nanopub", Ext: ".nanopub.trig", Media: "application/trig", Says: "nanopublications, one for each claim", write: writeNanopubs},
	{Name: "ftm", Ext: ".ftm.json", Media: "application/json+ftm", Says: "FollowTheMoney entities, one a line", write: writeFTM},
	{Name: "plover", Ext: ".plover.jsonl", Media: "application/jsonl", Says: "PLOVER events as JSON, one a line", write: writePLOVER},
	{Name: "acled", Ext: ".acled.csv", Media: "text/csv", Says: "events in ACLED's columns", write: writeACLED},
	{Name: "jsonl", Ext: ".jsonl", Media: "application/jsonl", Says: "claims as JSON, one a line", Infers: true, write: writeClaims},
}

// Options of an export. The zero value works.
type Options struct {
	// Title is written over a drawing; "" leaves it out.
	Title string
	// Vocabulary names things in RDF.
	Vocabulary graph.Vocabulary
	// MaxEdges is how many edges a drawing shows at most, the most important ones;
	// 0 leaves it to the format: 250 for SVG and PNG, which never show more than
	// 1,000; 1,000 for DOT; 20,000 for HTML.
	MaxEdges int
	// Sentence returns the sentence that a claim stands in, with its place in the
	// document; claims come in reading order. nil shows the evidence alone.
	Sentence func(*graph.Claim) (graph.Mention, error)
	// Hidden are the statuses that a page holds, but shows only when they are
	// asked for.
	Hidden []graph.Status
	// Note is told what a format could not hold or show, a sentence a call,
	// without a full stop. nil is told nothing.
	Note func(string)
}

func (o *Options) note(s string) {
	if o.Note != nil {
		o.Note(s)
	}
}

// Write writes a view in the format. The same view gives the same bytes. A nil
// o is the zero Options.
func (f *Format) Write(ctx context.Context, w io.Writer, v *view.View, o *Options) error {
	if o == nil {
		o = &Options{}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	v = f.fitting(v, o)
	if f.files != nil {
		return zipped(ctx, w, f.files(v, o))
	}
	return f.write(ctx, w, v, o)
}

// fitting returns of a view what the format can hold and show.
func (f *Format) fitting(v *view.View, o *Options) *view.View {
	if !f.Infers && len(v.Graph.Inferences) > 0 {
		o.note(fmt.Sprintf("%s has no way to mark what is inferred; it is left out", f.Name))
		v = v.Read()
	}
	part := f.Shown(v, o)
	if part != v { // else whoever chose the limit knows
		o.note(leftOut(part))
	}
	return part
}

// Shown returns the part of a view that the format shows: its most important
// edges where it has more than a drawing takes, and the view itself elsewhere.
func (f *Format) Shown(v *view.View, o *Options) *view.View {
	limit := f.edges
	if o != nil && o.MaxEdges > 0 && limit > 0 {
		limit = o.MaxEdges
	}
	if f.most > 0 {
		limit = min(limit, f.most)
	}
	return v.Limited(limit)
}

// leftOut says what a view's limit left out of the drawing, "" for nothing.
func leftOut(v *view.View) string {
	n := v.Left
	if n.Edges == 0 {
		return ""
	}
	drawn := len(v.Edges) + len(v.Inferred)
	left := fmt.Sprintf("drew the %s most important of %s edges; %s entities are left out",
		text.Thousands(drawn), text.Thousands(drawn+n.Edges), text.Thousands(n.Nodes))
	return strings.Replace(left, " 1 entities are", " 1 entity is", 1)
}

// Find returns the format of that name, or nil and the names it was probably
// meant to be.
func Find(name string) (*Format, []string) {
	names := make([]string, len(Formats))
	for i := range Formats {
		f := &Formats[i]
		if f.Name == name || f.Ext == "."+name {
			return f, nil
		}
		names[i] = f.Name
	}
	return nil, view.Near(name, names)
}

// FindByFile returns the format whose ending a file's name has, the longest one
// where several fit, or nil.
func FindByFile(name string) *Format {
	var best *Format
	for i := range Formats {
		f := &Formats[i]
		if strings.HasSuffix(strings.ToLower(name), f.Ext) && (best == nil || len(f.Ext) > len(best.Ext)) {
			best = f
		}
	}
	return best
}
