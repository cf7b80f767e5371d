package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/quadrille-kg/quadrille/internal/conllu"
	"github.com/quadrille-kg/quadrille/internal/read"
	"github.com/quadrille-kg/quadrille/internal/text"
)

// conlluForm is the one form of sources that does not show by itself.
const conlluForm = "conllu"

// ErrNothing says that a folder holds nothing that can be read.
var ErrNothing = errors.New("there is nothing in it that can be read")

// Build reads files, folders and "-", which is BuildOptions.Stdin, as Add does.
// The earlier version of a changed file is found by its path, relative to the
// workspace.
func (w *Workspace) Build(ctx context.Context, paths []string, opt *BuildOptions) (*Report, error) {
	if opt == nil {
		opt = &BuildOptions{}
	}
	if opt.From != "" && opt.From != conlluForm {
		return nil, fmt.Errorf("there is no form %q: there is %s", opt.From, conlluForm)
	}
	var inputs []Input
	for _, p := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		inputs = append(inputs, w.expand(p, opt)...)
	}
	return w.Add(ctx, inputs, opt)
}

// expand returns the inputs that a path stands for. What cannot be read fails
// when it is loaded.
func (w *Workspace) expand(path string, opt *BuildOptions) []Input {
	if path == "-" {
		return []Input{{Name: path, Load: func(context.Context) ([]*text.Document, error) {
			if opt.Stdin == nil {
				return nil, errors.New("there is no standard input")
			}
			return w.read(path, opt.Stdin, opt)
		}}}
	}
	walk := read.Walk
	if opt.From == conlluForm {
		walk = walkTrees
	}
	var out []Input
	for name, err := range walk(path) {
		out = append(out, Input{Name: name, Load: func(context.Context) ([]*text.Document, error) {
			if err != nil {
				return nil, err
			}
			return w.readFile(name, opt)
		}})
	}
	if len(out) == 0 {
		return []Input{{Name: path, Load: func(context.Context) ([]*text.Document, error) { return nil, ErrNothing }}}
	}
	return out
}

func (w *Workspace) readFile(name string, opt *BuildOptions) ([]*text.Document, error) {
	if opt.From == conlluForm {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return w.read(name, f, opt)
	}
	d, err := read.File(name, opt.reading())
	if err != nil {
		return nil, err
	}
	d.Sources[0].Origin = w.origin(name)
	return []*text.Document{dated(&d, opt.Date)}, nil
}

// read reads a source that is open already.
func (w *Workspace) read(name string, r io.Reader, opt *BuildOptions) ([]*text.Document, error) {
	if opt.From == conlluForm {
		return w.readTrees(name, r, opt.Date)
	}
	d, err := read.Reader(name, r, opt.reading())
	if err != nil {
		return nil, err
	}
	return []*text.Document{dated(&d, opt.Date)}, nil
}

// reading says how sources are read.
func (o *BuildOptions) reading() *read.Options {
	return &read.Options{AnyLanguage: o.AnyLanguage}
}

// dated gives a document that tells no date the one it was given.
func dated(d *text.Document, date string) *text.Document {
	if d.Date == "" && date != "" {
		d.Date = date
		d.ID = read.ID(d)
	}
	return d
}

// readTrees reads the documents of a CoNLL-U file. The second and later ones
// have origins of their own, "trees.conllu#2".
func (w *Workspace) readTrees(name string, r io.Reader, date string) (docs []*text.Document, err error) {
	source := text.Source{Name: filepath.Base(name), Origin: w.origin(name)}
	if name == "-" {
		source = text.Source{Name: "standard input"}
	}
	for d, err := range conllu.Read(r) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		s := source
		if len(d.Sources) > 0 && d.Sources[0].Name != "" {
			s.Name = d.Sources[0].Name
		}
		if len(docs) > 0 && s.Origin != "" {
			s.Origin += fmt.Sprintf("#%d", len(docs)+1)
		}
		d.Sources, d.Date = []text.Source{s}, date
		d.ID = read.ID(&d)
		docs = append(docs, &d)
	}
	return docs, nil
}

// walkTrees hands on a file, or the CoNLL-U files below a folder.
func walkTrees(root string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			known := slices.Contains([]string{".conllu", ".conll"}, filepath.Ext(path))
			if err == nil && (d.IsDir() || path != root && !known) {
				return nil
			}
			if !yield(path, err) {
				return fs.SkipAll
			}
			return nil
		})
	}
}
