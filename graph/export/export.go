// Package export writes a view of a graph for people to look at and for other
// programs to read: one file for each format, one table of them all. Begin at
// Formats.
package export

import (
	"context"
	"fmt"
	"io"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/view"
)

// Format is a way to write a graph.
type Format struct {
	Name  string // as people name it: "svg"
	Ext   string // of its files, with the dot
	Media string // MIME type
	Says  string // one line for people
	// Draws tells a drawing, which shows View.Nodes and View.Edges, from the
	// formats that carry all of View.Graph.
	Draws bool
	// Binary is no text for a terminal.
	Binary bool
	// Infers tells a format in which inferences are marked as such. The others are
	// written without them, so that nobody takes one for what was read.
	Infers bool

	write func(context.Context, io.Writer, *view.View, *Options) error
}

// Formats lists every format.
var Formats = []Format{
	{Name: "dot", Ext: ".dot", Media: "text/vnd.graphviz", Says: "Graphviz, to be laid out and edited", Draws: true, Infers: true, write: writeDOT},
	{Name: "svg", Ext: ".svg", Media: "image/svg+xml", Says: "drawing for pages and print", Draws: true, Infers: true, write: writeSVG},
	{Name: "png", Ext: ".png", Media: "image/png", Says: "drawing as a bitmap", Draws: true, Binary: true, Infers: true, write: writePNG},
	{Name: "jsonld", Ext: ".jsonld", Media: "application/ld+json", Says: "JSON-LD 1.1, a named graph for each claim and document", Infers: true, write: writeJSONLD},
	{Name: "nquads", Ext: ".nq", Media: "application/n-quads", Says: "RDF N-Quads, canonical and sorted", Infers: true, write: writeNQuads},
	{Name: "jsonl", Ext: ".jsonl", Media: "application/jsonl", Says: "claims as JSON, one a line", Infers: true, write: writeClaims},
}

// Options of an export. The zero value works.
type Options struct {
	// Title is written over a drawing; "" leaves it out.
	Title string
	// Vocabulary names things in RDF.
	Vocabulary graph.Vocabulary
	// MaxEdges is how many edges an SVG or PNG shows at most, the most important
	// ones; 0 is 250, past which nobody can read a still picture.
	MaxEdges int
	// Note is told what a format could not hold or show, a sentence a call,
	// without a full stop. nil is told nothing.
	Note func(string)
}

const defaultMaxEdges = 250

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
	return f.write(ctx, w, f.fitting(v, o), o)
}

// fitting returns of a view what the format can hold.
func (f *Format) fitting(v *view.View, o *Options) *view.View {
	if f.Infers || len(v.Graph.Inferences) == 0 {
		return v
	}
	o.note(fmt.Sprintf("%s has no way to mark what is inferred; it is left out", f.Name))
	return v.Read()
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
