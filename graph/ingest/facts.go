package ingest

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/quadrille-kg/quadrille/internal/facts"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// ImportOptions say how facts are imported. The zero value, or nil, works.
type ImportOptions struct {
	// Format is one of facts.Formats; "" goes by a file's ending.
	Format string
	// Date is the day of the documents, "2024-03-26". Default: none.
	Date string
	// Stdin is what "-" reads. Default: nothing.
	Stdin io.Reader
	// Progress is told after each input that is done with, one call at a time.
	Progress func(Progress)
}

// Imported is what an import did: its report, and of each input, in order, what
// was read of it.
type Imported struct {
	*Report
	Facts []ImportedFile
}

// ImportedFile is what was read of one input.
type ImportedFile struct {
	Name     string
	Claims   int
	Mistakes []facts.Mistake // lines that were passed over
	Notes    []string
}

// Import takes facts that are known already from files, each as a document of its own
// whose claims are its statements: RDF and tables of edges, as facts.Formats lists
// them. Their entities are resolved with all others. A line that is wrong is passed
// over and named; otherwise it does as Add does.
func (w *Workspace) Import(ctx context.Context, paths []string, opt *ImportOptions) (*Imported, error) {
	if opt == nil {
		opt = &ImportOptions{}
	}
	out := &Imported{Facts: make([]ImportedFile, len(paths))}
	var inputs []Input
	for i, path := range paths {
		out.Facts[i].Name = path
		inputs = append(inputs, Input{Name: path, Load: func(context.Context) ([]*text.Document, error) {
			return w.readFacts(&out.Facts[i], opt)
		}})
	}
	report, err := w.add(ctx, listed(inputs), &BuildOptions{Progress: opt.Progress}, true)
	out.Report = report
	return out, err
}

func (w *Workspace) readFacts(f *ImportedFile, opt *ImportOptions) ([]*text.Document, error) {
	in := opt.Stdin
	if f.Name != "-" {
		file, err := os.Open(f.Name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	} else if in == nil {
		return nil, errors.New("there is no standard input")
	}
	content, err := read.Content(f.Name, in, nil)
	if err != nil {
		return nil, err
	}
	got, err := facts.Read(f.Name, content, &facts.Options{Format: opt.Format, Schema: w.schema, Vocabulary: w.vocab, Date: opt.Date})
	if got != nil {
		f.Mistakes, f.Notes = got.Mistakes, slices.Clone(got.Notes)
	}
	if err != nil {
		return nil, err
	}
	f.Claims = len(got.Document.Claims)
	if f.Name != "-" {
		got.Document.Sources[0].Origin = w.origin(f.Name)
	}
	return []*text.Document{got.Document}, nil
}
