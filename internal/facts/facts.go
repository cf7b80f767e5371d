// Package facts reads what is known already, from RDF files and from tables of edges,
// as documents of their own: a statement of the file is the evidence of a claim, and
// stands word for word in the document's text. Begin at Read.
package facts

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/schema"
)

// Extractor is the name under which claims of imported facts are kept.
const Extractor = "import"

// Version is raised whenever the same file gives other claims.
const Version = "2"

// Format is a form of files that hold facts.
type Format struct {
	Name       string
	Extensions []string // with their full stop, small letters
	Says       string

	read func(*reading) error
}

// Formats lists every form.
var Formats = []Format{
	{"csv", []string{".csv", ".tsv"}, "edges: source, relation, target, and more columns", readCSV},
	{"nquads", []string{".nq", ".nquads", ".nt", ".ntriples"}, "RDF N-Quads and N-Triples", readNQuads},
	{"turtle", []string{".ttl", ".turtle"}, "RDF Turtle", readTriG},
	{"trig", []string{".trig"}, "RDF TriG", readTriG},
	{"jsonld", []string{".jsonld", ".json-ld", ".json"}, "JSON-LD, its context within the file", readJSONLD},
}

// Options say how facts are read.
type Options struct {
	// Format names one of Formats; "" goes by the file's ending.
	Format string
	// Schema has the types and relations that names are looked up in.
	Schema *schema.Schema
	// Vocabulary names what of RDF is the graph's own.
	Vocabulary graph.Vocabulary
	// Date is the day of the document where the file tells none; "" for none.
	Date string
}

// Mistake is a line that was passed over.
type Mistake struct {
	Line int // from 1
	What string
}

func (m Mistake) Error() string { return fmt.Sprintf("line %d: %s", m.Line, m.What) }

// Facts is what a file holds.
type Facts struct {
	Document *text.Document // with sources without origin
	Mistakes []Mistake      // by line
	// Notes say, in sentences without a full stop, what else a person should know.
	Notes []string
}

// FormatError says that the form of a file is not known.
type FormatError struct{ Name string }

func (e *FormatError) Error() string { return "what form " + e.Name + " has is not known" }

// ErrNoFacts says that a file holds no fact that could be read.
var ErrNoFacts = errors.New("it holds no facts that can be read")

// Find returns the format of that name, or else of that file's ending; nil where
// there is none.
func Find(format, file string) *Format {
	for i := range Formats {
		f := &Formats[i]
		if format == f.Name || format == "" && slices.Contains(f.Extensions, strings.ToLower(filepath.Ext(file))) {
			return f
		}
	}
	return nil
}

// Read reads a file's content, which is UTF-8 with "\n" line ends. A line that is
// wrong is a mistake, and the rest is read. It fails with a *FormatError where the
// form is not known, with ErrNoFacts (and the mistakes) where nothing could be read,
// and otherwise where the file as a whole is none of its form.
func Read(name, content string, o *Options) (*Facts, error) {
	f := Find(o.Format, name)
	if f == nil {
		return nil, &FormatError{Name: name}
	}
	r := newReading(content, o)
	r.rule = f.Name
	if err := f.read(r); err != nil {
		return nil, err
	}
	d := r.document()
	if d.Date == "" {
		d.Date = o.Date
	}
	d.ID = read.ID(d)
	d.Sources = []text.Source{{Name: filepath.Base(name)}}
	if name == "-" {
		d.Sources[0].Name = "standard input"
	}
	out := &Facts{Document: d, Mistakes: r.mistakes, Notes: r.notes()}
	slices.SortStableFunc(out.Mistakes, func(a, b Mistake) int { return a.Line - b.Line })
	if len(d.Claims) == 0 && len(d.Entities) == 0 {
		return out, ErrNoFacts
	}
	return out, nil
}
